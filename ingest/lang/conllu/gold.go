package conllu

import "dossier/ingest/document"

// Fill makes out the document with this one's text and gold sentences,
// tokens, lemmas, tags and trees, and one block for each paragraph. Layers
// that a treebank lacks stay empty.
func (doc *Document) Fill(out *document.Document) {
	out.Reset()
	out.Text = doc.Text
	out.Article.File = doc.ID
	for i := range doc.Sentences {
		sent := &doc.Sentences[i]
		if sent.NewPar || i == 0 {
			out.Blocks = append(out.Blocks, document.Block{Span: sent.Span})
		}
		out.Blocks[len(out.Blocks)-1].Span.End = sent.Span.End
		first := int32(len(out.Tokens))
		for j := range sent.Words {
			w := &sent.Words[j]
			tok := document.Token{Span: w.Span, Lemma: w.Lemma, Tag: document.ParseTag(w.Upos),
				XTag: document.ParseXTag(w.Xpos), Dep: document.ParseDep(w.Dep), Head: first + int32(w.Head)}
			if w.Head < 0 {
				tok.Head = document.None
			}
			out.Tokens = append(out.Tokens, tok)
		}
		out.Sentences = append(out.Sentences, document.Sentence{Span: sent.Span, First: first, End: int32(len(out.Tokens))})
	}
}
