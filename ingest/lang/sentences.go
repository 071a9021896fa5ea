package lang

import (
	"math/bits"
	"unicode"
	"unicode/utf8"

	"dossier/ingest/document"
	"dossier/ingest/lang/linear"
)

// mayBreak reports whether a sentence may end between two tokens: after
// punctuation, or before a capital, a digit or a sign.
func mayBreak(text string, prev, next document.Span) bool {
	last, _ := utf8.DecodeLastRuneInString(text[prev.Start:prev.End])
	if next.Start == prev.End && last == '-' {
		return false
	}
	if !unicode.IsLetter(last) && !unicode.IsDigit(last) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(text[next.Start:next.End])
	return next.Start > prev.End && !unicode.IsLower(first)
}

// lengthClass puts a number of tokens in one of nine classes.
func lengthClass(n int) uint64 {
	if n <= 4 {
		return uint64(n)
	}
	return uint64(min(bits.Len32(uint32(n))+2, 8))
}

// breakFeatures fills st.feats for a sentence end after token i of a block
// whose words st.words are; first is where the sentence begins.
func (st *state) breakFeatures(text string, toks []document.Token, i, first int) {
	p, n := &st.words[i], &st.words[i+1]
	p1, n1 := st.wordAt(i-1), st.wordAt(i+2)
	if i == first {
		p1 = &noWord
	}
	p2 := &noWord
	if i > first+1 {
		p2 = st.wordAt(i - 2)
	}
	space := uint64(1)
	if toks[i].End == toks[i+1].Start {
		space = 2
	}
	if i > first && toks[i-1].End == toks[i].Start {
		space |= 4
	}
	if i+2 < len(toks) && toks[i+1].End == toks[i+2].Start {
		space |= 8
	}
	length := lengthClass(i - first)
	quotes, open := uint64(0), uint64(0)
	for k := i; k >= first && k > i-60; k-- {
		switch text[toks[k].Start] {
		case '"':
			quotes ^= 1
		case '(', '[':
			open++
		case ')', ']':
			open--
		}
	}
	if open > 3 {
		open = 3
	}
	const m = ^uint64(shapeFirst)
	ps, ns, p1s, n1s := p.shape&m, n.shape&m, p1.shape&m, n1.shape&m
	st.feats = append(st.feats[:0],
		hash1(501, p.low), hash1(502, n.low), hash2(503, p.low, ns), hash2(504, p.low, n.lex), hash2(505, p.low, n.low),
		hash3(506, p.low, ns, space), hash2(507, p1.low, p.low), hash3(508, p1.low, p.low, ns), hash3(509, p1s, p.low, ns),
		hash3(510, ps, ns, space), hash3(511, p.low, ns, n1s), hash3(512, p.low, length, ns), hash2(513, ps, length),
		hash3(514, p.low, quotes, ns), hash3(515, p.low, open, ns), hash2(516, n.low, n1.low), hash2(517, n.low, ps),
		hash3(518, p1.lex, p.low, n.lex), hash2(519, p1.lex, n.lex), hash3(520, p.low, n.lex, n1.lex), hash2(521, p2.low, p1.low),
		hash2(522, p1.low, ps), hash2(523, n.form, p.low), hash3(524, n.form, n1s, p.low), hash2(525, p.lex, n.lex),
		hash3(526, p.low, st.caseKind, ns), hash3(527, p1s, ps, ns), hash2(528, p.suf[0], ns), hash3(529, p1.low, p.low, n.low),
		hash2(530, p.form, space), hash3(531, p.low, space, quotes))
}

// longSentence is the number of tokens from which on any possible end is one;
// at twice as many the sentence is cut. Only tables, lists of links and the
// like get there.
const longSentence = 300

// breaks calls end(i) for every token after which a sentence ends, the last
// one included, in a block with tokens toks whose words st.words are.
func (st *state) breaks(text string, toks []document.Token, model *linear.Ternary, end func(i int)) {
	first := 0
	for i := range toks {
		if i == len(toks)-1 {
			end(i)
			return
		}
		may := mayBreak(text, toks[i].Span, toks[i+1].Span)
		if may && i-first < longSentence {
			st.breakFeatures(text, toks, i, first)
			yes, _ := model.Score(st.feats)
			may = yes > 0
		}
		if may || i-first >= 2*longSentence {
			end(i)
			first = i + 1
		}
	}
}
