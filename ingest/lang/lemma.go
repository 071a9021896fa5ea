package lang

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"dossier/ingest/document"
	"dossier/ingest/lang/linear"
	"dossier/ingest/lang/neural"
)

// tagPair is a universal and a Penn part of speech.
type tagPair struct {
	tag  document.Tag
	xtag document.XTag
}

// lemmaFeatures fills st.feats for the lemma of a word with that tag.
func (st *state) lemmaFeatures(w *word, tag tagPair) {
	t := uint64(tag.xtag)<<8 | uint64(tag.tag)
	st.feats = append(st.feats[:0],
		hash2(401, w.form, t), hash2(402, w.low, t), hash1(403, w.low), hash2(404, w.suf[0], t), hash2(405, w.suf[1], t),
		hash2(406, w.suf[2], t), hash2(407, w.suf[3], t), hash1(408, t), hash2(409, w.shape&^shapeFirst, t),
		hash3(410, w.suf[3], w.pre[0], t), hash2(411, w.shape&^shapeFirst, st.caseKind), hash3(412, w.suf[3], w.pre[2], t))
}

// exceptionKey is where the lemma of a word that a script can't tell is kept.
func exceptionKey(w *word, tag tagPair) uint64 {
	return hash2(413, w.low, uint64(tag.xtag)<<8|uint64(tag.tag))
}

// lemmatizer chooses lemmas of tagged words.
type lemmatizer struct {
	exceptions map[uint64]string // by exceptionKey
	scripts    []script
	choice     *linear.Sparse // among scripts
	// known reports whether a word in small letters is a dictionary form; nil
	// knows none.
	known func(word []byte, part int) bool
}

// lemma returns the lemma of a tagged word: a part of the text where that is
// possible, otherwise a string that the state keeps.
func (l *lemmatizer) lemma(st *state, form string, w *word, tag tagPair) string {
	key := lemmaKey{w.form, st.caseKind, int32(len(form)), tag}
	slot := &st.recent[hash2(414, w.form, uint64(tag.xtag)<<8|uint64(tag.tag))%uint64(len(st.recent))]
	if slot.key != key {
		lemma := l.find(st, form, w, tag)
		*slot = recentLemma{key: key, cut: -1, lemma: lemma}
		if n := len(lemma); n <= len(form) && form[:n] == lemma {
			*slot = recentLemma{key: key, cut: int32(n)} // keeps no text alive
		}
		return lemma
	}
	if slot.cut >= 0 {
		return form[:slot.cut]
	}
	return slot.lemma
}

// lemmaKey is all that a lemma depends on, the form by its hash.
type lemmaKey struct {
	form     uint64
	caseKind uint64
	size     int32
	tag      tagPair
}

// recentLemma is a lemma that was found: the first bytes of the form, or
// another word where cut is negative.
type recentLemma struct {
	key   lemmaKey
	cut   int32
	lemma string
}

// manyLemmas is how many a state remembers, each in one place of its own.
const manyLemmas = 1 << 13

// find finds the lemma of a word that was not met lately.
func (l *lemmatizer) find(st *state, form string, w *word, tag tagPair) string {
	if lemma, ok := l.exceptions[exceptionKey(w, tag)]; ok {
		return lemma
	}
	st.lemmaFeatures(w, tag)
	scores := st.scores[:len(l.scripts)]
	clear(scores)
	l.choice.Score(st.feats, scores)
	part := inflected(tag.xtag)
	first, floor := -1, int32(0)
	for range 4 {
		i := best(scores)
		if first >= 0 && scores[i] < floor {
			break
		}
		var ok bool
		st.bytes, ok = l.scripts[i].apply(st.bytes, form)
		if ok = ok && !(tag.tag == document.PROPN && l.scripts[i].cut > 3); ok && first < 0 {
			first, floor = i, scores[i]-lemmaDoubt
		}
		// of an inflected word, the best dictionary form within reach
		if ok && (part == 0 || l.known == nil || l.known(st.bytes, part)) {
			return st.intern(form, st.bytes)
		}
		scores[i] = -1 << 30
	}
	if first < 0 {
		st.bytes, _ = script{}.apply(st.bytes, form)
	} else {
		st.bytes, _ = l.scripts[first].apply(st.bytes, form)
	}
	return st.intern(form, st.bytes)
}

// lemmaDoubt is how much worse than the best script one may score that gives
// a word of the dictionary.
const lemmaDoubt = 400

// inflected returns the part of speech in which the lemma of a word with an
// ending is to be looked up, 0 for other tags.
func inflected(tag document.XTag) int {
	switch tag {
	case document.VBD, document.VBN, document.VBG, document.VBZ:
		return neural.AsVerb
	case document.NNS:
		return neural.AsNoun
	case document.JJR, document.JJS:
		return neural.AsAdjective
	}
	return 0
}

func (st *state) intern(form string, lemma []byte) string {
	if n := len(lemma); n <= len(form) && form[:n] == string(lemma) {
		return form[:n]
	}
	if s, ok := st.lemmas[string(lemma)]; ok {
		return s
	}
	if len(st.lemmas) >= 1<<16 { // a bound on memory
		clear(st.lemmas)
	}
	s := string(lemma)
	st.lemmas[s] = s
	return s
}

// best returns the class with the highest score, the first of equals.
func best(scores []int32) int {
	at, top := 0, scores[0]
	for i, s := range scores {
		if s > top {
			at, top = i, s
		}
	}
	return at
}

func encodeExceptions(m map[uint64]string) []byte {
	var out []byte
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = binary.LittleEndian.AppendUint64(out, k)
		out = append(out, byte(len(m[k])))
		out = append(out, m[k]...)
	}
	return out
}

func openExceptions(data []byte) (map[uint64]string, error) {
	out := map[uint64]string{}
	for len(data) > 0 {
		if len(data) < 9 || len(data) < 9+int(data[8]) {
			return nil, fmt.Errorf("lang: exceptions are cut off")
		}
		n := 9 + int(data[8])
		out[binary.LittleEndian.Uint64(data)] = string(data[9:n])
		data = data[n:]
	}
	return out, nil
}
