package lang

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/ingest/document"
	"dossier/ingest/lang/linear"
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
)

// apply returns the lemma of form; ok is false when the script cuts more than
// there is.
func (s script) apply(buf []byte, form string) (out []byte, ok bool) {
	out = buf[:0]
	first := true
	for _, r := range form {
		switch {
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
	for _, fold := range []caseFold{titleCase, keepCase, lowerCase} {
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
		if len(data) < 3 || len(data) < 3+int(data[2]) || data[0] > byte(titleCase) {
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

// lemmatize returns the lemma of a tagged word: a part of the text where that
// is possible, otherwise a string that the state keeps.
func (st *state) lemmatize(form string, w *word, tag tagPair, model *linear.Sparse, scripts []script) string {
	st.lemmaFeatures(w, tag)
	scores := st.scores[:len(scripts)]
	clear(scores)
	model.Score(st.feats, scores)
	var ok bool
	for range 3 {
		i := best(scores)
		if st.bytes, ok = scripts[i].apply(st.bytes, form); ok && sane(tag, scripts[i], form) {
			return st.intern(form, st.bytes)
		}
		scores[i] = -1 << 30
	}
	st.bytes, _ = script{}.apply(st.bytes, form)
	return st.intern(form, st.bytes)
}

// sane refuses scripts that rewrite an open-class word as a whole.
func sane(tag tagPair, s script, form string) bool {
	if tag.tag == document.PROPN && s.cut > 2 {
		return false
	}
	return s.cut < len(form) || s.cut <= 4
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
