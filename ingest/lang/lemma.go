package lang

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/ingest/document"
	"dossier/ingest/lang/linear"
	"dossier/ingest/lang/neural"
)

// tagPair is a universal and a Penn part of speech.
type tagPair struct {
	tag  document.Tag
	xtag document.XTag
}

// A script turns a form into its lemma: change case, cut characters off the
// end, add others (Chrupała 2006, "Simple data-driven context-sensitive
// lemmatization"; suffixes only). The lemmatizer's classes are the scripts
// seen in training.
type script struct {
	fold caseFold
	cut  int // characters, not bytes
	add  string
}

type caseFold uint8

const (
	lowerCase caseFold = iota
	keepCase
	titleCase // "BUSH" → "Bush"
	noCommas  // "6,606" → "6606"
	numFolds
)

// apply returns the lemma of form; ok is false when the script cuts more than
// there is.
func (s script) apply(buf []byte, form string) (out []byte, ok bool) {
	out = buf[:0]
	first := true
	for _, r := range form {
		switch {
		case s.fold == noCommas && r == ',':
			continue
		case s.fold == keepCase:
		case s.fold == titleCase && first:
			r = unicode.ToUpper(r)
		default:
			r = unicode.ToLower(r)
		}
		first = false
		out = utf8.AppendRune(out, r)
	}
	for range s.cut {
		if len(out) == 0 {
			return out, false
		}
		_, size := utf8.DecodeLastRune(out)
		out = out[:len(out)-size]
	}
	out = append(out, s.add...)
	return out, len(out) > 0
}

// findScript returns the script with the least to cut that makes lemma from
// form; lower case wins a tie.
func findScript(form, lemma string) script {
	best := script{keepCase, utf8.RuneCountInString(form), lemma}
	for _, fold := range []caseFold{noCommas, titleCase, keepCase, lowerCase} {
		folded, _ := script{fold: fold}.apply(nil, form)
		common := 0
		for i, r := range string(folded) {
			size := utf8.RuneLen(r)
			if !strings.HasPrefix(lemma[common:], string(folded[i:i+size])) {
				break
			}
			common = i + size
		}
		s := script{fold, utf8.RuneCount(folded[common:]), lemma[common:]}
		if s.cut+len(s.add) <= best.cut+len(best.add) {
			best = s
		}
	}
	return best
}

// whole reports whether the script writes a form anew ("better" → "good"):
// such lemmas are learned word by word, since they say nothing of others.
func (s script) whole(form string) bool {
	n := utf8.RuneCountInString(form)
	return s.cut >= n || s.cut >= 2 && n-s.cut < 2 || len(s.add) > 4
}

func encodeScripts(scripts []script) []byte {
	out := binary.LittleEndian.AppendUint16(nil, uint16(len(scripts)))
	for _, s := range scripts {
		out = append(out, byte(s.fold), byte(s.cut), byte(len(s.add)))
		out = append(out, s.add...)
	}
	return out
}

func openScripts(data []byte) ([]script, error) {
	bad := fmt.Errorf("lang: lemma scripts are damaged")
	if len(data) < 2 {
		return nil, bad
	}
	out := make([]script, binary.LittleEndian.Uint16(data))
	data = data[2:]
	for i := range out {
		if len(data) < 3 || len(data) < 3+int(data[2]) || data[0] >= byte(numFolds) {
			return nil, bad
		}
		out[i] = script{caseFold(data[0]), int(data[1]), string(data[3 : 3+data[2]])}
		data = data[3+data[2]:]
	}
	if len(out) == 0 || len(out) > 256 {
		return nil, bad
	}
	return out, nil
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
