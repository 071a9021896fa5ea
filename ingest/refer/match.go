package refer

import (
	"strings"

	"dossier/ingest/document"
)

// strength says how surely a short name stands for a full one.
type strength uint8

const (
	noMatch     strength = iota
	middleMatch          // a word from the middle: "Márquez"-style second surnames
	givenMatch           // the given name alone
	surnameMatch
	fullMatch // given name and surname agree
)

// matchPerson compares folded words of two names of persons; full is the
// longer one.
func (r *resolver) matchPerson(full, short []string) strength {
	if len(full) == 0 || len(short) == 0 {
		return noMatch
	}
	full, one := cutGeneration(full)
	short, other := cutGeneration(short)
	if one != anyone && other != anyone && one != other {
		return noMatch
	}
	if len(short) == 1 {
		return r.matchWord(full, short[0])
	}
	if sameWords(full, short) {
		return fullMatch
	}
	// The surname with its particles: "Van Dalen", "al Assad".
	if n := len(full) - len(short); n > 0 && sameWords(full[n:], short) {
		if r.given[short[0]] == document.Unknown || r.lists["particle"][short[0]] {
			return surnameMatch
		}
		return middleMatch
	}
	// The beginning: a second surname left out.
	if len(short) < len(full) && sameWords(full[:len(short)], short) {
		return fullMatch
	}
	if !r.givenAgree(full[0], short[0]) {
		// Family name first, given name first.
		if len(full) == len(short) && len(full) <= 3 && rotated(full, short) {
			return fullMatch
		}
		return noMatch
	}
	fullLast, shortLast := full[len(full)-1], short[len(short)-1]
	if surnamesAgree(fullLast, shortLast) {
		return fullMatch
	}
	if fullJoined := strings.Join(full[1:], ""); len(full) > 2 && fullJoined == strings.Join(short[1:], "") {
		return fullMatch
	}
	// "Gabriel García" of "Gabriel José García Márquez".
	for _, w := range full[1:] {
		if w == shortLast && full[0] == short[0] {
			return fullMatch
		}
	}
	return noMatch
}

// matchWord compares a name with one word.
func (r *resolver) matchWord(full []string, word string) strength {
	last := full[len(full)-1]
	if len(full) > 1 && roman(last) {
		full = full[:len(full)-1]
		last = full[len(full)-1]
	}
	if len(full) == 1 {
		if last == word || trimArticle(last) == trimArticle(word) {
			return fullMatch
		}
		if len(word) >= 6 && skeleton(word) == skeleton(last) {
			return fullMatch
		}
		return noMatch
	}
	switch {
	case surnamesAgree(last, word):
		return surnameMatch
	case full[0] == word:
		return givenMatch
	}
	for _, w := range full[1 : len(full)-1] {
		if w == word && !r.lists["particle"][w] && len(w) > 2 {
			return middleMatch
		}
	}
	return noMatch
}

// surnamesAgree compares two surnames: equal, equal without an Arabic article,
// a part of a double name, or transliterations of one.
func surnamesAgree(a, b string) bool {
	if a == b {
		return true
	}
	ta, tb := trimArticle(a), trimArticle(b)
	if ta == tb {
		return true
	}
	if len(a) < len(b) {
		a, b = b, a
	}
	if strings.HasPrefix(a, b+"-") || strings.HasSuffix(a, "-"+b) {
		return len(b) > 2
	}
	return len(ta) >= 6 && len(tb) >= 6 && skeleton(ta) == skeleton(tb)
}

// trimArticle takes "al-" and "el-" off.
func trimArticle(w string) string {
	if len(w) > 5 && (strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-") || strings.HasPrefix(w, "as-") || strings.HasPrefix(w, "an-")) {
		return w[3:]
	}
	return w
}

// givenAgree compares given names: equal, an initial, a short form, or
// transliterations of one.
func (r *resolver) givenAgree(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	if (len(a) == 1 || len(b) == 1) && a[0] == b[0] {
		return true
	}
	// "J.R." folds to "jr": initials of given names.
	if (len(a) == 2 || len(b) == 2) && a[0] == b[0] && (!hasVowel(a) || !hasVowel(b)) {
		return true
	}
	for _, x := range r.nick[a] {
		for _, y := range r.nick[b] {
			if x == y {
				return true
			}
		}
	}
	if strings.HasPrefix(a, b+"-") || strings.HasPrefix(b, a+"-") {
		return true
	}
	return len(a) >= 5 && len(b) >= 5 && r.given[a] == r.given[b] && skeleton(a) == skeleton(b)
}

// roman reports whether the word is the number of a monarch.
func roman(w string) bool {
	switch w {
	case "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiv", "xvi":
		return true
	}
	return false
}

func hasVowel(s string) bool { return strings.ContainsAny(s, "aeiouy") }

func sameWords(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && trimArticle(a[i]) != trimArticle(b[i]) {
			return false
		}
	}
	return true
}

// rotated reports whether b is a with its first word last, or its last first.
func rotated(a, b []string) bool {
	n := len(a)
	left, right := true, true
	for i := range a {
		left = left && a[i] == b[(i+1)%n]
		right = right && a[(i+1)%n] == b[i]
	}
	return left || right
}

// matchBody compares names of organizations, places and events: fullMatch when
// they are one name but for hyphens, surnameMatch when short is the beginning
// of full, givenMatch when it is the end, noMatch otherwise.
func (r *resolver) matchBody(full, short []string) strength {
	a, b := r.plainWords(full, document.Organization), r.plainWords(short, document.Organization)
	if len(a) == len(b) {
		if sameWords(a, b) || strings.Join(a, "") == strings.Join(b, "") {
			return fullMatch
		}
		return noMatch
	}
	if strings.Join(a, "") == strings.Join(b, "") {
		return fullMatch
	}
	if len(b) > len(a) || len(b) == 0 {
		return noMatch
	}
	if sameWords(a[:len(b)], b) {
		if sub := a[len(b)]; r.lists["particle"][sub] && sub != "y" && sub != "e" {
			return middleMatch // "Orvex do Chile" is another body than Orvex
		}
		return surnameMatch
	}
	if sameWords(a[len(a)-len(b):], b) {
		return givenMatch
	}
	if len(b) == 1 {
		// The head of the name: "Institute" of "Harwell Institute for Marine Studies".
		for i, w := range a[:len(a)-1] {
			if w == b[0] && smallWord(a[i+1]) && r.lists["orgword"][w] {
				return givenMatch
			}
		}
	}
	// One word less in between: "Federal Office of Justice", "Office of Justice".
	if len(b) >= 3 && subsequence(a, b) && a[len(a)-1] == b[len(b)-1] {
		return givenMatch
	}
	return noMatch
}

// subsequence reports whether b's words stand in a in order.
func subsequence(a, b []string) bool {
	at := 0
	for _, w := range a {
		if at < len(b) && b[at] == w {
			at++
		}
	}
	return at == len(b)
}

// derives reports whether the acronym can be read off the words: each of its
// letters begins a word, in order, small words may be left out, and no other
// word may but a few at the start (introduced true) or none.
func derives(acr string, words []string, introduced bool) bool {
	letters := make([]byte, 0, 8)
	for i := 0; i < len(acr); i++ {
		c := acr[i]
		switch {
		case 'A' <= c && c <= 'Z':
			letters = append(letters, c+'a'-'A')
		case 'a' <= c && c <= 'z':
			letters = append(letters, c)
		}
	}
	if len(letters) < 2 {
		return false
	}
	var parts []string
	for _, w := range words {
		for _, p := range strings.FieldsFunc(w, func(c rune) bool { return c == '-' || c == '/' || c == '&' }) {
			parts = append(parts, strings.Trim(p, "'’,()"))
		}
	}
	for start := range parts {
		if start > 0 && !introduced {
			return false
		}
		if readOff(letters, parts[start:]) {
			return true
		}
	}
	if len(parts) == len(words) {
		return false
	}
	// "Co-operation" may give one letter only.
	parts = parts[:0]
	for _, w := range words {
		parts = append(parts, strings.Trim(w, "'’,()"))
	}
	for start := range parts {
		if start > 0 && !introduced {
			return false
		}
		if readOff(letters, parts[start:]) {
			return true
		}
	}
	return false
}

// readOff matches letters against the beginnings of words, with small words
// optional; a word may give several letters.
func readOff(letters []byte, words []string) bool {
	if len(letters) == 0 {
		for _, w := range words {
			if !smallWord(w) {
				return false
			}
		}
		return true
	}
	if len(words) == 0 {
		return false
	}
	w := words[0]
	for n := min(len(w), len(letters), 3); n > 0; n-- {
		if w[:n] == string(letters[:n]) && readOff(letters[n:], words[1:]) {
			return true
		}
	}
	return smallWord(w) && readOff(letters, words[1:])
}

func smallWord(w string) bool {
	switch w {
	case "of", "the", "for", "and", "in", "on", "to", "a", "an", "at", "by", "with", "de", "la", "del", "des", "du", "der", "und", "et", "y", "":
		return true
	}
	return false
}
