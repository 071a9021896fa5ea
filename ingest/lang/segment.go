package lang

import (
	"strings"

	"dossier/ingest/document"
)

// Segment fills doc.Sentences and the spans of doc.Tokens. A sentence never
// crosses a block; where the document has no blocks, blank lines divide it.
// Text outside all blocks is divided in the same way. Layers after the tokens
// are emptied.
func (a *Analyzer) Segment(doc *document.Document) error {
	if len(doc.Text) > maxText {
		return errTooLong(len(doc.Text))
	}
	st := a.get()
	defer a.put(st)
	a.segment(st, doc)
	return nil
}

// maxText bounds the text so that offsets fit in 32 bits.
const maxText = 1<<31 - 1<<16

func (a *Analyzer) segment(st *state, doc *document.Document) {
	doc.Sentences, doc.Tokens, doc.Names = doc.Sentences[:0], doc.Tokens[:0], doc.Names[:0]
	at := 0
	for _, b := range doc.Blocks {
		if start := int(b.Span.Start); start > at {
			a.paragraphs(st, doc, at, start)
		}
		a.block(st, doc, int(b.Span.Start), int(b.Span.End))
		at = max(at, int(b.Span.End))
	}
	a.paragraphs(st, doc, at, len(doc.Text))
}

// paragraphs segments text[start:end], divided at blank lines.
func (a *Analyzer) paragraphs(st *state, doc *document.Document, start, end int) {
	for start < end {
		stop, next := blankLine(doc.Text[start:end])
		a.block(st, doc, start, start+stop)
		start += next
	}
}

// blankLine returns where the first blank line begins and ends.
func blankLine(s string) (start, end int) {
	for i := 0; i < len(s); {
		nl := strings.IndexByte(s[i:], '\n')
		if nl < 0 {
			return len(s), len(s)
		}
		i += nl + 1
		for j := i; j < len(s); j++ {
			switch s[j] {
			case '\n':
				return i, j + 1
			case ' ', '\t', '\r':
				continue
			}
			break
		}
	}
	return len(s), len(s)
}

func (a *Analyzer) block(st *state, doc *document.Document, start, end int) {
	first := len(doc.Tokens)
	st.tok.tables, st.tok.text, st.tok.out = a.tables, doc.Text, doc.Tokens
	st.tok.block(start, end)
	doc.Tokens, st.tok.out, st.tok.text = st.tok.out, nil, ""
	toks := doc.Tokens[first:]
	if len(toks) == 0 {
		return
	}
	st.words = grow(st.words, len(toks))
	for i := range toks {
		st.words[i], st.runes = makeWord(doc.Slice(toks[i].Span), st.runes)
	}
	st.finishWords(a.lex)
	from := int32(first)
	st.breaks(doc.Text, toks, a.sentences, func(i int) {
		to := int32(first + i + 1)
		doc.Sentences = append(doc.Sentences, document.Sentence{Span: doc.TokenSpan(from, to), First: from, End: to})
		from = to
	})
}
