package when

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/ingest/document"
)

// An item is one word, number or sign of a sentence as the grammar sees it.
// Tokens that hold several ("2011-2016", "mid-1990s") give several items.
type item struct {
	tok     int32
	word    string // lower case
	capital bool
	glued   bool // follows the item before without a gap
	num     int  // its number, -1 when it is none
	digits  int  // how many digits the number was written with; 0 for "2,000" and words
	ord     int  // 21 of "21st", 0 when none
	decade  int  // 1990 of "1990s", 90 of "'90s", 0 when none
	full    period
	senses  []sense
}

func (it *item) value(c class) (int, bool) {
	for _, s := range it.senses {
		if s.class == c {
			return s.value, true
		}
	}
	return 0, false
}

func (it *item) is(c class) bool {
	_, ok := it.value(c)
	return ok
}

// alpha tells words from numbers and signs.
func (it *item) alpha() bool {
	r, _ := utf8.DecodeRuneInString(it.word)
	return unicode.IsLetter(r)
}

// scan appends the items of one sentence.
func (lex *lexicon) scan(items []item, doc *document.Document, sent document.Sentence) []item {
	prevEnd := int32(-1)
	for i := sent.First; i < sent.End; i++ {
		tok := doc.Tokens[i]
		glued := tok.Start == prevEnd
		prevEnd = tok.End
		word := doc.Word(i)
		if word[0] >= '0' && word[0] <= '9' {
			if p, n := numericDate(doc.Text[tok.Start:sent.Span.End]); n > 0 {
				end := tok.Start + int32(n)
				items = append(items, item{tok: i, word: doc.Text[tok.Start:end], glued: glued, num: -1, full: p})
				for i+1 < sent.End && doc.Tokens[i+1].Start < end {
					i++
				}
				prevEnd = doc.Tokens[i].End
				items[len(items)-1].tok = i
				continue
			}
		}
		items = lex.split(items, word, i, glued)
	}
	return items
}

// split appends the parts of a token: at dashes and slashes where a digit or
// a known word stands on both sides.
func (lex *lexicon) split(items []item, word string, tok int32, glued bool) []item {
	if len(word) > 2 && len(word) < 40 {
		for _, dash := range [...]string{"-", "–", "—", "‑", "/"} {
			at := strings.Index(word, dash)
			if at <= 0 || at+len(dash) >= len(word) {
				continue
			}
			left, right := lex.item(word[:at], tok, glued), lex.item(word[at+len(dash):], tok, true)
			if left.temporal() && (right.temporal() || right.digits > 0) {
				return append(items, left, lex.item(dash, tok, true), right)
			}
			break
		}
	}
	return append(items, lex.item(word, tok, glued))
}

func (it *item) temporal() bool {
	return it.digits == 4 || it.digits > 0 && it.num <= 31 || it.decade > 0 || it.is(month) || it.is(phase) || it.is(cardinal)
}

func (lex *lexicon) item(word string, tok int32, glued bool) item {
	it := item{tok: tok, glued: glued, num: -1}
	r, _ := utf8.DecodeRuneInString(word)
	if r >= '0' && r <= '9' || len(word) > 1 && (r == '\'' || r == '’') {
		it.word = strings.ToLower(word)
		it.number()
		if it.num >= 0 || it.decade > 0 || it.ord > 0 {
			return it
		}
	}
	it.capital = unicode.IsUpper(r)
	it.word = word
	if it.capital || !isLower(word) {
		it.word = strings.ToLower(word)
	}
	it.senses = lex.senses[it.word]
	return it
}

func isLower(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func (it *item) number() {
	s := strings.TrimLeft(it.word, "'’")
	apostrophe := len(s) < len(it.word)
	n, i, comma := 0, 0, false
	for ; i < len(s) && i < 9; i++ {
		if s[i] == ',' && i > 0 {
			comma = true
			continue
		}
		if s[i] < '0' || s[i] > '9' {
			break
		}
		n = n*10 + int(s[i]-'0')
	}
	if i == 0 || comma && i > 0 && s[i-1] == ',' {
		return
	}
	switch rest := s[i:]; rest {
	case "":
		it.num = n
		if !comma {
			it.digits = i
		}
		if apostrophe {
			it.num, it.digits = -1, 0
			if i == 2 { // '98
				it.num, it.digits = 1900+n, 4
				if n <= 30 {
					it.num += 100
				}
			}
		}
	case "st", "nd", "rd", "th":
		it.ord = n
	case "s", "'s", "’s":
		if i == 4 && n%10 == 0 && n >= 1000 && n < 2200 || i == 2 && n%10 == 0 {
			it.decade = n
			if n == 0 {
				it.decade = 2000
			}
		}
	}
}

// numericDate reads 2021-11-19, 11/19/21, 19/11/2021, 19.11.2021 at the start
// of s and returns the number of bytes, 0 when there is none. With slashes the
// month comes first unless it can't be one.
func numericDate(s string) (period, int) {
	var nums, digits [3]int
	var sep byte
	i := 0
	for k := 0; k < 3; k++ {
		start := i
		for i < len(s) && i-start < 5 && s[i] >= '0' && s[i] <= '9' {
			nums[k] = nums[k]*10 + int(s[i]-'0')
			i++
		}
		digits[k] = i - start
		if digits[k] == 0 || digits[k] == 3 || digits[k] > 4 {
			return period{}, 0
		}
		if k == 2 {
			break
		}
		if i >= len(s) || s[i] != '-' && s[i] != '/' && s[i] != '.' || k == 1 && s[i] != sep {
			return period{}, 0
		}
		sep = s[i]
		i++
	}
	if i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '%' || s[i] == sep && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9') {
		return period{}, 0
	}
	var y, m, d int
	switch {
	case digits[0] == 4 && sep != '.':
		y, m, d = nums[0], nums[1], nums[2]
	case digits[0] > 2 || digits[1] > 2 || sep == '-' && digits[2] != 4 || sep == '.' && digits[2] != 4:
		return period{}, 0
	default:
		m, d, y = nums[0], nums[1], nums[2]
		if sep == '.' || m > 12 {
			m, d = d, m
		}
		if digits[2] == 2 {
			y += 2000
			if nums[2] > 68 {
				y -= 100
			}
		}
	}
	if y < 1000 || m < 1 || m > 12 || d < 1 || d > monthLength(y, m) {
		return period{}, 0
	}
	// A time may follow: 2021-11-18T10:45:00Z.
	if i+1 < len(s) && s[i] == 'T' && s[i+1] >= '0' && s[i+1] <= '9' {
		for i < len(s) && s[i] > ' ' && strings.IndexByte("T0123456789:.+-Z", s[i]) >= 0 {
			i++
		}
	}
	return dayPeriod(days(y, m, d)), i
}
