package lang

import (
	"fmt"

	"dossier/ingest/document"
)

// scorer is a classifier, packed or under training.
type scorer interface {
	Score(features []uint64, scores []int32)
}

// joint is a pair of universal and Penn part of speech; the tagger's classes
// are the pairs seen in training.
type joint struct {
	tag  document.Tag
	xtag document.XTag
}

func openJoints(data []byte) ([]joint, error) {
	if len(data) == 0 || len(data)%2 != 0 || len(data) > 512 {
		return nil, fmt.Errorf("lang: tag list has %d bytes", len(data))
	}
	var out []joint
	for i := 0; i < len(data); i += 2 {
		if int(data[i]) >= document.NumTags || int(data[i+1]) >= document.NumXTags {
			return nil, fmt.Errorf("lang: unknown tag in the tag list")
		}
		out = append(out, joint{document.Tag(data[i]), document.XTag(data[i+1])})
	}
	return out, nil
}

// tag assigns st.tags to st.words from left to right; each decision sees the
// tags before it (greedy left-to-right perceptron, Collins 2002).
func (st *state) tag(model scorer, classes int) {
	st.tags = grow(st.tags, len(st.words))
	for i := range st.words {
		st.tagFeatures(i)
		scores := st.scores[:classes]
		clear(scores)
		model.Score(st.feats, scores)
		st.tags[i] = uint8(best(scores))
	}
}

func best(scores []int32) int {
	at, top := 0, scores[0]
	for i, s := range scores {
		if s > top {
			at, top = i, s
		}
	}
	return at
}

// noWord stands for positions before and after the sentence.
var noWord = word{form: 1, low: 1, shape: 1 << 20, lex: 256}

func (st *state) wordAt(i int) *word {
	if i < 0 || i >= len(st.words) {
		return &noWord
	}
	return &st.words[i]
}

// tagFeatures fills st.feats for the tag of word i.
func (st *state) tagFeatures(i int) {
	w := &st.words[i]
	p1, p2 := st.wordAt(i-1), st.wordAt(i-2)
	n1, n2 := st.wordAt(i+1), st.wordAt(i+2)
	t1, t2 := uint64(300), uint64(300)
	if i > 0 {
		t1 = uint64(st.tags[i-1])
	}
	if i > 1 {
		t2 = uint64(st.tags[i-2])
	}
	shape := w.shape | st.caseKind<<16
	f := st.feats[:0]
	f = append(f,
		hash1(1, w.form),
		hash1(2, w.low),
		hash2(3, w.low, t1),
		hash3(4, w.low, t1, t2),
		hash2(5, w.low, n1.lex),
		hash1(6, w.suf[3]),
		hash1(7, w.suf[2]),
		hash1(8, w.suf[1]),
		hash2(9, w.suf[2], t1),
		hash2(10, w.suf[1], n1.lex),
		hash1(11, w.pre[2]),
		hash1(12, w.pre[1]),
		hash1(13, shape),
		hash2(14, shape, w.suf[2]),
		hash2(15, shape, t1),
		hash2(16, shape, n1.shape),
		hash2(17, shape, p1.shape),
		hash1(18, t1),
		hash2(19, t1, t2),
		hash1(20, p1.low),
		hash1(21, n1.low),
		hash1(22, p2.low),
		hash1(23, n2.low),
		hash2(24, p1.low, w.low),
		hash2(25, w.low, n1.low),
		hash2(26, t1, n1.lex),
		hash3(27, t1, w.lex, n1.lex),
		hash3(28, w.lex, n1.lex, n2.lex),
		hash2(29, w.lex, t1),
		hash3(30, w.lex, t1, t2),
		hash1(31, w.lex),
		hash2(32, n1.suf[2], w.lex),
		hash2(33, p1.suf[2], w.lex),
		hash3(34, w.lex, t1, n1.low),
		hash3(35, w.lex, p1.low, n1.lex),
		hash2(36, n1.low, n2.low),
		hash2(37, t1, n1.low),
		hash2(38, shape, w.lex),
		hash3(39, w.suf[2], t1, n1.lex),
		hash3(40, w.low, t1, n1.lex),
	)
	st.feats = f
}
