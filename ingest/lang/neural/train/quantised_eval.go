package train

import (
	"strings"

	"dossier/ingest/document"
	"dossier/ingest/lang/neural"
)

// EvaluateModel measures a quantised model on gold tokens and sentences.
func EvaluateModel(m *neural.Model, sentences []Sentence) Accuracy {
	doc := AsDocument(sentences)
	m.Annotate(doc)
	var acc Accuracy
	for i := range sentences {
		s, first := &sentences[i], doc.Sentences[i].First
		for j := range s.Words {
			tok := doc.Tokens[int(first)+j]
			head := int(tok.Head - first)
			if tok.Head == document.None {
				head = -1
			}
			acc.add(s, j, neural.TagPair{Tag: tok.Tag, XTag: tok.XTag}, head, tok.Dep)
		}
	}
	return acc
}

// AsDocument makes a document of sentences, without annotations.
func AsDocument(sentences []Sentence) *document.Document {
	doc := &document.Document{}
	var text strings.Builder
	for i := range sentences {
		s := &sentences[i]
		first := int32(len(doc.Tokens))
		for j, w := range s.Words {
			if text.Len() > 0 && (j == 0 || !s.Joined[j]) {
				text.WriteByte(' ')
			}
			start := int32(text.Len())
			text.WriteString(w)
			doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: start, End: int32(text.Len())}, Head: document.None})
		}
		end := int32(len(doc.Tokens))
		doc.Sentences = append(doc.Sentences, document.Sentence{Span: doc.TokenSpan(first, end), First: first, End: end})
	}
	doc.Text = text.String()
	return doc
}
