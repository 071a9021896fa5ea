package graph

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// NameKey folds a name for lookup: case, diacritics, punctuation and the
// leading article go, words are joined by one space. "Dmitry  Peskov’s" and
// "DMITRY PESKOV" have the key "dmitry peskov".
func NameKey(name string) string {
	name = apostrophes.Replace(name)
	if !ascii(name) {
		fold := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
		if folded, _, err := transform.String(fold, name); err == nil {
			name = folded
		}
	}
	var b strings.Builder
	space := false
	for _, r := range strings.ToLower(name) {
		switch {
		case r == '.': // "U.S." and "US" are one
		case r >= utf8.RuneSelf && special[r] != "":
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteString(special[r])
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		default:
			space = true
		}
	}
	return strings.TrimPrefix(b.String(), "the ")
}

var apostrophes = strings.NewReplacer("’s", "", "'s", "", "’", "", "'", "")

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// special spells letters that no decomposition folds.
var special = map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ħ': "h"}
