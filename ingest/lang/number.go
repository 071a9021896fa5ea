package lang

import "unicode/utf8"

// number emits the number, date, time or ordinal at i.
func (t *tokenizer) number(i, end int) int {
	j := i
	if t.text[j] == '+' || t.text[j] == '.' {
		j++
	}
	for j < end && isDigit(rune(t.text[j])) {
		j++
	}
	group := j - i // digits of the first group
	dashes, dashAt := 0, -1
	for j+1 < end && isDigit(rune(t.text[j+1])) {
		c := t.text[j]
		if c == '-' {
			if dashes == 0 {
				dashAt = j
			}
			dashes++
		} else if c != ',' && c != '.' && c != ':' && c != '/' {
			break
		}
		k := j + 1
		for k < end && isDigit(rune(t.text[k])) {
			k++
		}
		if c == ',' && k-j-1 != 3 { // "1,2"
			break
		}
		j = k
	}
	if dashes > 0 && !t.phone(i, j, dashes, group) {
		j = dashAt
	}
	// letters that belong to the number: 1st, 1990s, 4x4, 3G
	k := j
	for k < end && (isASCIIAlnum(t.text[k]) || t.text[k] == '_') {
		k++
	}
	if k < end {
		if r, _ := utf8.DecodeRuneInString(t.text[k:end]); isWordRune(r) && isDigit(rune(t.text[i])) {
			return t.word(i, end, end)
		}
	}
	if k == j {
		if j+1 < end && t.text[j] == '\'' && t.text[j+1]|0x20 == 's' && (j+2 == end || !isWordByte(t.text[j+2])) {
			j += 2 // "1990's"
		}
		t.emit(i, j)
		return j
	}
	// a unit ("5km", "3pm", "$2bn") is a token of its own; ordinals, decades
	// and codes ("1st", "1990s", "3G", "4x4") are not divided
	if unit := string(t.lower(t.text[j:k])); t.isUnit(j, k, unit) {
		t.emit(i, j)
		if (unit == "a" || unit == "p") && k+1 < end && t.text[k] == '.' && t.text[k+1]|0x20 == 'm' {
			return j // "3p.m."
		}
		t.emit(j, k)
		return k
	}
	if !isDigit(rune(t.text[i])) { // ".5x"
		t.emit(i, j)
		return j
	}
	if k < end && t.text[k] == '-' {
		t.emit(i, k)
		return k
	}
	return t.word(i, end, end)
}

// isUnit reports whether the letters text[j:k] after a number, unit in lower
// case, are a word of their own.
func (t *tokenizer) isUnit(j, k int, unit string) bool {
	switch unit {
	case "st", "nd", "rd", "th", "s", "d", "x":
		return false
	case "m", "k", "b", "bn", "am", "pm", "mm":
		return true
	case "a", "p":
		return k+1 < len(t.text) && t.text[k] == '.' && t.text[k+1]|0x20 == 'm'
	}
	if k-j < 2 {
		return false
	}
	for ; j < k; j++ {
		if c := t.text[j]; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// phone reports whether text[i:j], digits with dashes, is a telephone number
// or a date, rather than a range.
func (t *tokenizer) phone(i, j, dashes, group int) bool {
	last := 0
	for k := j - 1; k >= i && isDigit(rune(t.text[k])); k-- {
		last++
	}
	switch {
	case dashes >= 2:
		return true
	case group == 3 && last == 4, group == 5 && last == 4:
		return true
	}
	return false
}
