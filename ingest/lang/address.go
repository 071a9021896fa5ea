package lang

import "strings"

// address matches a URL, an e-mail address, a host or file name at i, and
// returns its end, or i.
func (t *tokenizer) address(i, end int) int {
	s := t.text[i:end]
	if len(s) < 4 || !isASCIIAlnum(s[0]) && s[0] != '_' {
		return i
	}
	if hasFold(s, "http://") || hasFold(s, "https://") || hasFold(s, "ftp://") || hasFold(s, "www.") || hasFold(s, "mailto:") {
		return i + trimAddress(s)
	}
	// e-mail: local@host; neither is longer than this, and a long run of
	// letters must not be read from each of its places
	s = s[:min(len(s), 256)]
	at := -1
	n := 0
scan:
	for ; n < len(s); n++ {
		c := s[n]
		switch {
		case c == '@':
			if at >= 0 || n == 0 {
				break scan
			}
			at = n
		case isASCIIAlnum(c) || c == '_' || c == '.' || c == '-' || c == '+' || c == '%' || c == '~':
		default:
			break scan
		}
	}
	if at > 0 && n > at+1 {
		return i + trimAddress(s[:n])
	}
	// host or file name: letters, dots, a known last label
	last := -1
	for n = 0; n < len(s) && (isASCIIAlnum(s[n]) || s[n] == '.' || s[n] == '-' || s[n] == '_'); n++ {
		if s[n] == '.' {
			last = n
		}
	}
	for last > 0 {
		label := n
		for k := last + 1; k < n; k++ {
			if !isASCIIAlnum(s[k]) {
				label = k
				break
			}
		}
		if label > last+1 && t.lookup(s[last+1:label], t.tables.domains) && isASCIIAlnum(s[last-1]) {
			if label < len(s) && s[label] == '/' {
				return i + trimAddress(t.text[i:end])
			}
			if label == n {
				return i + label
			}
		}
		n = last
		for last--; last >= 0 && s[last] != '.'; last-- {
		}
	}
	return i
}

func hasFold(s, lowerPrefix string) bool {
	if len(s) < len(lowerPrefix) {
		return false
	}
	for i := 0; i < len(lowerPrefix); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != lowerPrefix[i] {
			return false
		}
	}
	return true
}

// trimAddress returns the length of s without the punctuation that ends the
// sentence around it.
func trimAddress(s string) int {
	for k, r := range s {
		if r == '<' || r == '>' || r == '"' || r == '“' || r == '”' || r == '|' {
			s = s[:k]
			break
		}
	}
	n := len(s)
	open := strings.Count(s, "(") - strings.Count(s, ")")
	for n > 0 {
		switch s[n-1] {
		case '.', ',', ';', ':', '!', '?', '\'', ']', '}':
			n--
			continue
		case ')':
			if open < 0 { // opened before the address
				open++
				n--
				continue
			}
		}
		break
	}
	return n
}

// markup matches what pages leave behind of HTML, an entity ("&nbsp;") or a
// tag without blanks ("<br/>"), and returns its end, or i.
func (t *tokenizer) markup(i, end int) int {
	j := i + 1
	switch t.text[i] {
	case '&':
		if j < end && t.text[j] == '#' {
			j++
		}
		first := j
		for j < end && isASCIIAlnum(t.text[j]) && j-first < 8 {
			j++
		}
		if j >= first+2 && j < end && t.text[j] == ';' {
			return j + 1
		}
	case '<':
		if j < end && t.text[j] == '/' {
			j++
		}
		if j == end || !isASCIILetter(t.text[j]) {
			return i
		}
		for j < end && isASCIIAlnum(t.text[j]) {
			j++
		}
		if j < end && t.text[j] == '/' {
			j++
		}
		if j < end && t.text[j] == '>' {
			return j + 1
		}
	}
	return i
}
