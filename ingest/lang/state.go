package lang

import (
	"dossier/ingest/document"
)

// state holds the buffers of one analysis; an Analyzer keeps a pool of them.
type state struct {
	words    []word
	feats    []uint64
	scores   [256]int32
	runes    []rune
	bytes    []byte
	tok      tokenizer
	lemmas   map[string]string // lower-case forms and lemmas that are no part of a text
	recent   [manyLemmas]recentLemma
	caseKind uint64

	nameScores []float32 // of labels, as neural.AnnotateNames sets them; empty: none
}

func newState() *state { return &state{lemmas: map[string]string{}} }

// load computes the words of n tokens, whose texts form gives.
func (st *state) load(n int, form func(i int) string, lex *lexicon) {
	st.words = grow(st.words, n)
	for i := range st.words {
		st.words[i], st.runes = makeWord(form(i), st.runes)
	}
	st.finishWords(lex)
}

// loadSentence computes the words of a sentence.
func (st *state) loadSentence(doc *document.Document, sent *document.Sentence, lex *lexicon) {
	st.words = grow(st.words, int(sent.End-sent.First))
	for i := range st.words {
		st.words[i], st.runes = makeWord(doc.Word(sent.First+int32(i)), st.runes)
	}
	st.finishWords(lex)
}

// finishWords adds what needs the whole sentence: the first word, the
// sentence's style of capitals, the lexicon's classes.
func (st *state) finishWords(lex *lexicon) {
	upper, capital, lower, letters := 0, 0, 0, 0
	first := true
	for i := range st.words {
		w := &st.words[i]
		w.lex = lex.class(w.low)
		if w.shape&shapeAlpha == 0 {
			continue
		}
		if first {
			w.shape |= shapeFirst
			first = false
		}
		letters++
		switch {
		case w.shape&shapeUpper != 0 && w.shape&shapeLower == 0 && w.shape&shapeInner != 0:
			upper++
		case w.shape&shapeUpper != 0:
			capital++
		default:
			lower++
		}
	}
	st.caseKind = 0
	switch {
	case letters < 3:
	case upper*10 > letters*6:
		st.caseKind = 1 // all capitals
	case lower == letters:
		st.caseKind = 2 // no capital at all
	case (capital+upper)*10 >= letters*6:
		st.caseKind = 3 // title
	}
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2+16)
	}
	return s[:n]
}

// noWord stands for positions before and after the sentence.
var noWord = word{form: 1, low: 1, shape: 1 << 20, lex: 256}

func (st *state) wordAt(i int) *word {
	if i < 0 || i >= len(st.words) {
		return &noWord
	}
	return &st.words[i]
}
