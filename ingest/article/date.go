package article

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// foundDate is a calendar date in a line, with the bytes that state it
// together with its weekday and time of day.
type foundDate struct {
	lo, hi int
	iso    string // 2021-11-18, or 2021-11 in a line like "November 2021"
	day    bool   // the day is stated
}

var (
	isoDate   = regexp.MustCompile(`\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?:\b|T)`)
	slashDate = regexp.MustCompile(`\b(\d{1,2})([/.])(\d{1,2})[/.]((?:19|20)?\d\d)\b`)
	yearFirst = regexp.MustCompile(`\b((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})\b`)
	dateWord  = regexp.MustCompile(`\d+|\pL[\pL\pM]*`)
	timeOfDay = regexp.MustCompile(`(?i)^[\s,|·•–—/-]*(?:at |um |à )?\(?(?:\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s*(?:[ap]\.?m\.?|uhr))?|\d{1,2}\s*[ap]\.?m\b\.?|noon|midnight)(?:\s*[+-]\d\d:?\d\d)?(?:\s*\(?(?:[A-Z]{2,4}|local time|GMT|UTC)(?:\s*[+-]\d{1,2}(?::?\d\d)?)?\)?)?\)?`)
	isoTime   = regexp.MustCompile(`^[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?`)
	timeAhead = regexp.MustCompile(`(?i)(?:\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?|\d{1,2}\s*[ap]\.?m\.?(?:\s+[A-Z]{2,4})?)(?:\s+on)?[\s,|·–—-]+$`)
)

// dates finds the full dates of a line, left to right.
func dates(s string) []foundDate {
	digit := false
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			digit = true
			break
		}
	}
	if !digit {
		return nil
	}
	var found []foundDate
	add := func(lo, hi int, y, m, d int) {
		if m < 1 || m > 12 || d < 1 || d > 31 || y < 1800 || y > 2100 {
			return
		}
		found = append(found, widen(s, foundDate{lo, hi, fmt.Sprintf("%04d-%02d-%02d", y, m, d), true}))
	}
	for _, m := range isoDate.FindAllStringSubmatchIndex(s, -1) {
		hi := m[7]
		if t := isoTime.FindString(s[hi:]); t != "" {
			hi += len(t)
		}
		add(m[0], hi, number(s[m[2]:m[3]]), number(s[m[4]:m[5]]), number(s[m[6]:m[7]]))
	}
	if len(found) > 0 {
		return found
	}
	for _, m := range yearFirst.FindAllStringSubmatchIndex(s, -1) {
		add(m[0], m[1], number(s[m[2]:m[3]]), number(s[m[4]:m[5]]), number(s[m[6]:m[7]]))
	}
	for _, m := range slashDate.FindAllStringSubmatchIndex(s, -1) {
		a, b, y := number(s[m[2]:m[3]]), number(s[m[6]:m[7]]), number(s[m[8]:m[9]])
		if y < 100 {
			y += 2000
		}
		// Day first, unless only month first can be or the clock is American.
		american := s[m[4]:m[5]] == "/" && b <= 31 && (b > 12 || strings.Contains(s, " AM") || strings.Contains(s, " PM"))
		if american && a <= 12 {
			a, b = b, a
		}
		add(m[0], m[1], y, b, a)
	}
	if len(found) > 0 {
		return found
	}
	return namedDates(s)
}

// namedDates finds "18 November 2021", "Nov. 18, 2021", "18th of November
// 2021", "18. November 2021", "18 de noviembre de 2021" and "November 2021".
func namedDates(s string) []foundDate {
	words := dateWord.FindAllStringIndex(s, -1)
	var found []foundDate
	word := func(i int) string {
		if i < 0 || i >= len(words) {
			return ""
		}
		return strings.ToLower(s[words[i][0]:words[i][1]])
	}
	near := func(i, j int) bool { // only punctuation that dates have stands between
		if i < 0 || j >= len(words) {
			return false
		}
		return len(strings.Trim(s[words[i][1]:words[j][0]], " ,.-/\u00a0")) == 0
	}
	joiner := func(w string) bool {
		switch w {
		case "of", "de", "del", "st", "nd", "rd", "th", "the", "er":
			return true
		}
		return false
	}
	for i := range words {
		m, ok := table().months[word(i)]
		if !ok || m == 0 {
			continue
		}
		if w := s[words[i][0]:words[i][1]]; len(w) < 4 && !unicode.IsUpper(firstRune(w)) {
			continue // "mar", "set"
		}
		lo, hi, day, year := words[i][0], words[i][1], 0, 0
		j := i - 1
		for near(j, j+1) && joiner(word(j)) {
			j--
		}
		if d := number(word(j)); j >= 0 && near(j, j+1) && len(word(j)) <= 2 && d >= 1 && d <= 31 {
			day, lo = d, words[j][0]
		}
		k := i + 1
		for near(k-1, k) && joiner(word(k)) {
			k++
		}
		if day == 0 && near(k-1, k) && len(word(k)) <= 2 {
			if d := number(word(k)); d >= 1 && d <= 31 {
				day, hi = d, words[k][1]
				k++
				for near(k-1, k) && joiner(word(k)) {
					k++
				}
			}
		}
		if near(k-1, k) && len(word(k)) == 4 {
			if y := number(word(k)); y >= 1800 && y <= 2100 {
				year, hi = y, words[k][1]
			}
		}
		switch {
		case year == 0:
		case day == 0:
			found = append(found, widen(s, foundDate{lo, hi, fmt.Sprintf("%04d-%02d", year, m), false}))
		default:
			found = append(found, widen(s, foundDate{lo, hi, fmt.Sprintf("%04d-%02d-%02d", year, m, day), true}))
		}
	}
	return found
}

// widen takes in the weekday before the date and the time of day after it.
func widen(s string, d foundDate) foundDate {
	for {
		head := strings.TrimRight(s[:d.lo], " ,.\u00a0")
		i := strings.LastIndexFunc(head, func(c rune) bool { return !unicode.IsLetter(c) }) + 1
		if w := strings.ToLower(head[i:]); w != "" {
			if m, ok := table().months[w]; ok && m == 0 {
				d.lo = i
				continue
			}
			if w == "on" || w == "the" {
				d.lo = i
				continue
			}
		}
		break
	}
	if t := timeOfDay.FindString(s[d.hi:]); t != "" {
		d.hi += len(t)
	}
	if t := timeAhead.FindString(s[:d.lo]); t != "" {
		d.lo -= len(t)
	}
	return d
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// isoDay reads a date in any form that pages use in their metadata.
func isoDay(s string) string {
	if d := dates(s); len(d) > 0 {
		return d[0].iso
	}
	if len(s) == 4 && number(s) > 1800 {
		return s
	}
	if len(s) == 8 && number(s) > 18000000 {
		return s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	return ""
}
