package refer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold makes spellings of one name equal: lower case, without diacritics and
// dots, with plain apostrophes and hyphens. A string that is folded already is
// returned as it is.
func fold(s string) string {
	clean, ascii := true, true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			ascii, clean = false, false
			break
		}
		if 'A' <= c && c <= 'Z' || c == '.' {
			clean = false
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	if ascii {
		for i := 0; i < len(s); i++ {
			c := s[i]
			switch {
			case 'A' <= c && c <= 'Z':
				b.WriteByte(c + 'a' - 'A')
			case c != '.':
				b.WriteByte(c)
			}
		}
		return b.String()
	}
	for _, r := range norm.NFD.String(s) {
		switch {
		case r == '.' || unicode.Is(unicode.Mn, r) || r == '­':
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`':
			b.WriteByte('\'')
		case r == '‐' || r == '‑' || r == '–':
			b.WriteByte('-')
		case r < utf8.RuneSelf:
			b.WriteRune(unicode.ToLower(r))
		default:
			r = unicode.ToLower(r)
			if plain, ok := letters[r]; ok {
				b.WriteString(plain)
			} else {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// letters are those that Unicode does not take apart into a plain letter and a
// mark.
var letters = map[rune]string{'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ß': "ss", 'æ': "ae", 'œ': "oe",
	'ı': "i", 'ŋ': "n", 'ħ': "h", 'ə': "e"}

// skeleton makes the usual transliterations of one word equal
// ("Zelensky" and "Zelenskyy", "Gaddafi" and "Qadhafi", "Khrushchev" and
// "Khrushchov" are not told apart by their vowels' spelling). The word must be
// folded.
func skeleton(word string) string {
	var b strings.Builder
	b.Grow(len(word))
	last := byte(0)
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch c {
		case 'q', 'c':
			if c == 'c' && i+1 < len(word) && word[i+1] == 'h' {
				break
			}
			c = 'k'
		case 'y', 'j':
			c = 'i'
		case 'w':
			c = 'v'
		case 'z':
			c = 's'
		case 'h':
			if i > 0 {
				continue
			}
		case '-', '\'':
			continue
		case 'o', 'u':
			c = 'o'
		case 'a', 'e':
			c = 'a'
		}
		if c == last {
			continue
		}
		b.WriteByte(c)
		last = c
	}
	s := b.String()
	for len(s) > 3 && s[len(s)-1] == 'i' {
		s = s[:len(s)-1]
	}
	return s
}

// upper reports whether the string begins with a capital.
func upper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// allCaps reports whether the string has letters, all of them capitals.
func allCaps(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 0
}

// acronym reports whether the word looks like one: two to eight letters or
// digits, at most two of them small, no blank.
func acronym(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case unicode.IsDigit(r) || r == '.' || r == '&' || r == '-':
		default:
			return false
		}
	}
	return upper >= 2 && upper+lower <= 8 && lower <= 2 && upper > lower
}

// titleCase writes a name of capitals with small letters after the first of
// each word ("NEW YORK" becomes "New York").
func titleCase(s string) string {
	var b strings.Builder
	start := true
	for _, r := range s {
		if start {
			b.WriteRune(r)
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		start = !unicode.IsLetter(r) && r != '\'' && r != '’'
	}
	return b.String()
}
