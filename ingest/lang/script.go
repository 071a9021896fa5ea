package lang

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

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
