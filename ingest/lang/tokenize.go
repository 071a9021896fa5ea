package lang

import (
	"unicode"
	"unicode/utf8"

	"dossier/ingest/document"
)

// tokenizer splits text into tokens by the conventions of the English Web
// Treebank: contractions, possessives and hyphenated words are divided, but
// numbers, dates, addresses, emoticons and abbreviations stay whole.
type tokenizer struct {
	tables *tokenTables
	text   string
	out    []document.Token
	buf    []byte // lower-case form of the word looked up
}

// block appends the tokens of text[start:end] to t.out.
func (t *tokenizer) block(start, end int) {
	for i := start; i < end; {
		r, size := utf8.DecodeRuneInString(t.text[i:end])
		if isSpace(r) {
			i += size
			continue
		}
		j := i + size
		for j < end {
			r, size := utf8.DecodeRuneInString(t.text[j:end])
			if isSpace(r) {
				break
			}
			j += size
		}
		t.chunk(i, j, end)
		i = j
	}
}

// isSpace also takes for space what pages leave behind: zero-width and
// byte-order marks, soft hyphens apart.
func isSpace(r rune) bool {
	if r < 0x80 {
		return r <= ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || r == 0x200b || r == 0xfeff || r == 0x200e || r == 0x200f || r == 0x2060
}

func (t *tokenizer) emit(start, end int) {
	if end > start {
		t.out = append(t.out, document.Token{Span: document.Span{Start: int32(start), End: int32(end)}, Head: document.None})
	}
}

// chunk divides text[i:end], which has no white space; limit is the end of
// the block.
func (t *tokenizer) chunk(i, end, limit int) {
	for start := i; i < end; {
		if j := t.address(i, end); j > i {
			t.emit(i, j)
			i = j
			continue
		}
		if j := t.markup(i, end); j > i {
			t.emit(i, j)
			i = j
			continue
		}
		r, size := utf8.DecodeRuneInString(t.text[i:end])
		if j := t.emoticon(i, end, start); j > i {
			t.emit(i, j)
			i = j
			continue
		}
		switch {
		case isDigit(r) || (r == '.' || r == '+') && i+1 < end && isDigit(rune(t.text[i+1])) && !t.afterWord(i, start):
			i = t.number(i, end)
		case isWordRune(r):
			i = t.word(i, end, limit)
		case isApostrophe(r):
			i = t.apostrophe(i, end, start)
		case (r == '#' || r == '@') && i+1 < end && (isASCIILetter(t.text[i+1]) || t.text[i+1] == '_') && !t.afterWord(i, start):
			j := i + 1
			for j < end && (isASCIIAlnum(t.text[j]) || t.text[j] == '_') {
				j++
			}
			t.emit(i, j)
			i = j
		default:
			i = t.signs(i, end, size, r)
		}
	}
}

func (t *tokenizer) afterWord(i, start int) bool {
	return i > start && isASCIIAlnum(t.text[i-1])
}

func isDigit(r rune) bool       { return '0' <= r && r <= '9' }
func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isASCIIAlnum(c byte) bool  { return isASCIILetter(c) || '0' <= c && c <= '9' }
func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == '`' || r == '´' || r == 'ʼ'
}
func isWordRune(r rune) bool {
	if r < 0x80 {
		return isASCIIAlnum(byte(r)) || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == 0xad || r == 0x200d || r == 0x200c
}

func (t *tokenizer) lookup(word string, set map[string]bool) bool {
	_, ok := set[string(t.lower(word))]
	return ok
}

// lower returns word in lower case (ASCII only, which is all that the tables
// have) in a buffer that lasts until the next call, curly apostrophes made
// straight.
func (t *tokenizer) lower(word string) []byte {
	t.buf = t.buf[:0]
	for i := 0; i < len(word); i++ {
		c := word[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		t.buf = append(t.buf, c)
	}
	return t.buf
}

func (t *tokenizer) emoticon(i, end, start int) int {
	best := i
	for _, e := range t.tables.emoticons[t.text[i]] {
		if len(e) > best-i && i+len(e) <= end && t.text[i:i+len(e)] == e {
			j := i + len(e)
			if isASCIIAlnum(e[0]) && i > start {
				continue
			}
			first, last := e[0], e[len(e)-1]
			if isASCIIAlnum(last) && j < end && isASCIIAlnum(t.text[j]) {
				continue
			}
			// ":D" after a word, or ")" with an open bracket, is no face
			if (first == ':' || first == ';' || first == '=') && j < end && (isASCIIAlnum(t.text[j]) || t.text[j] == '/' || t.text[j] == last) {
				continue
			}
			if first == ':' && i > start && isASCIIAlnum(last) {
				continue
			}
			if first == '(' && j < end || first == ')' {
				continue
			}
			best = j
		}
	}
	return best
}

// apostrophe emits a clitic, a shortened word ("'em", "'90s") or a single
// quotation mark.
func (t *tokenizer) apostrophe(i, end, start int) int {
	_, size := utf8.DecodeRuneInString(t.text[i:end])
	j := i + size
	k := j
	for k < end && isASCIIAlnum(t.text[k]) {
		k++
	}
	if k > j {
		tail := string(t.lower(t.text[j:k]))
		afterWord := i > start
		switch tail {
		case "s", "m", "re", "ve", "ll", "d":
			if afterWord {
				t.emit(i, k)
				return k
			}
		case "em", "n", "til", "tis", "twas", "cause", "bout", "cuz", "round":
			t.emit(i, k)
			return k
		}
		digits := 0
		for digits < k-j && isDigit(rune(t.text[j+digits])) {
			digits++
		}
		if digits == 2 && (k-j == 2 || k-j == 3 && t.text[k-1] == 's') && !afterWord {
			t.emit(i, k)
			return k
		}
	}
	// '' as a double quotation mark
	if j < end {
		if r, s2 := utf8.DecodeRuneInString(t.text[j:end]); r == '\'' && t.text[i] == '\'' || r == '`' && t.text[i] == '`' || r == '’' && t.text[i:j] == "’" {
			j += s2
		}
	}
	t.emit(i, j)
	return j
}

// signs emits punctuation and symbols: runs of one sign, or of stops and
// marks, are one token.
func (t *tokenizer) signs(i, end, size int, r rune) int {
	j := i + size
	switch r {
	case '.', '!', '?':
		for j < end && (t.text[j] == '.' || t.text[j] == '!' || t.text[j] == '?') {
			if t.text[j] == '.' && j+1 < end && isASCIIAlnum(t.text[j+1]) && t.text[j-1] != '.' {
				break
			}
			j++
		}
	case '…':
		for j < end {
			r2, s2 := utf8.DecodeRuneInString(t.text[j:end])
			if r2 != '…' && r2 != '.' {
				break
			}
			j += s2
		}
	case '-', ',', '*', '=', '~', '+', '_', '#', '>', '<', '|', '^', '•', '—', '–', '$':
		for j < end {
			r2, s2 := utf8.DecodeRuneInString(t.text[j:end])
			if r2 != r || r == '>' || r == '<' {
				break
			}
			j += s2
		}
	}
	t.emit(i, j)
	return j
}

// word emits the word at i, divided at contractions and hyphens, and with the
// full stop that belongs to an abbreviation.
func (t *tokenizer) word(i, end, limit int) int {
	j := i
	inner := false // stops within: "U.S", "a.m"
loop:
	for j < end {
		r, size := utf8.DecodeRuneInString(t.text[j:end])
		switch {
		case isWordRune(r):
			j += size
			continue
		case r == '&' && j+1 < end && isASCIIAlnum(t.text[j+1]) && j-i <= 4 && t.upper(i, j) && t.markup(j, end) == j:
			j++
			continue
		case isApostrophe(r) && j+size < end && r != '‘':
			next, _ := utf8.DecodeRuneInString(t.text[j+size : end])
			if !isWordRune(next) {
				break loop
			}
			if k := t.clitic(i, j, end); k > 0 {
				return k
			}
			j += size
			continue
		case r == '.' && j+1 < end && j-i >= 1:
			next, nsize := utf8.DecodeRuneInString(t.text[j+1 : end])
			if !isWordRune(next) {
				break loop
			}
			// single letters with stops between: U.S, a.m, Ph.D
			tail := j + 1 + nsize
			short := t.runLength(j, i) <= 2
			if short && (tail >= end || !isWordByte(t.text[tail]) || tail+1 >= end || !isWordByte(t.text[tail+1])) || isDigit(next) && isDigit(rune(t.text[j-1])) {
				inner = true
				j++
				continue
			}
			break loop
		case r == '-' && j+1 < end && j > i:
			next, _ := utf8.DecodeRuneInString(t.text[j+1 : end])
			if isWordRune(next) && t.lookup(t.text[i:j], t.tables.prefixes) && !t.upperLong(i, j) {
				j++
				continue
			}
			break loop
		}
		break
	}
	if j < end && t.text[j] == '$' && j-i <= 3 && t.upper(i, j) { // US$, HK$
		t.emit(i, j+1)
		return j + 1
	}
	if j < end && t.text[j] == '.' && t.stopBelongs(i, j, end, limit, inner) {
		t.emit(i, j+1)
		return j + 1
	}
	if lengths := t.tables.contractions[string(t.lower(t.text[i:j]))]; lengths != nil {
		at := i
		for _, n := range lengths {
			t.emit(at, at+n)
			at += n
		}
		return j
	}
	t.emit(i, j)
	return j
}

func isWordByte(c byte) bool { return isASCIIAlnum(c) || c >= 0x80 }

// runLength returns the number of bytes between the stop or start before j and j.
func (t *tokenizer) runLength(j, start int) int {
	n := 0
	for j-n-1 >= start && t.text[j-n-1] != '.' {
		n++
	}
	return n
}

func (t *tokenizer) upper(i, j int) bool {
	for ; i < j; i++ {
		if c := t.text[i]; 'a' <= c && c <= 'z' {
			return false
		}
	}
	return true
}

// upperLong reports whether text[i:j] is capitals of more than one letter:
// "RE-" may be a prefix, but "IN-" in "IN-HOUSE" rarely is.
func (t *tokenizer) upperLong(i, j int) bool { return j-i > 2 && t.upper(i, j) }

// clitic divides a word text[i:…] whose apostrophe is at j, when a clitic
// follows ("'s", "n't"), emits both parts and returns the end; otherwise 0.
func (t *tokenizer) clitic(i, j, end int) int {
	_, size := utf8.DecodeRuneInString(t.text[j:end])
	k := j + size
	for k < end && isWordByte(t.text[k]) {
		k++
	}
	switch string(t.lower(t.text[j+size : k])) {
	case "s", "m", "re", "ve", "ll", "d":
		t.emit(i, j)
		t.emit(j, k)
		return k
	case "t":
		if j-1 > i && t.text[j-1]|0x20 == 'n' {
			t.emit(i, j-1)
			t.emit(j-1, k)
			return k
		}
	}
	return 0
}

// stopBelongs reports whether the full stop at j is part of the word
// text[i:j].
func (t *tokenizer) stopBelongs(i, j, end, limit int, inner bool) bool {
	if inner {
		return !isDigit(rune(t.text[j-1]))
	}
	// what comes next: the rest of the chunk, or the next word
	k := j + 1
	space := k == end
	for k < limit && isSpace(rune(t.text[k])) {
		k++
	}
	next, _ := utf8.DecodeRuneInString(t.text[k:limit])
	atEnd := k >= limit
	if j-i == 1 && 'A' <= t.text[i] && t.text[i] <= 'Z' {
		return !atEnd && (t.text[i] != 'I' && unicode.IsUpper(next) || !space || unicode.IsLower(next) || isDigit(next))
	}
	if j-i == 1 && isASCIILetter(t.text[i]) && isDigit(next) && space { // c. 1580, p. 12
		return true
	}
	kind := t.tables.abbreviations[string(t.lower(t.text[i:j]))]
	switch {
	case kind == 0:
		return false
	case atEnd:
		return kind == mayEnd
	case kind == likeWord && space && unicode.IsUpper(next):
		return false
	}
	if !space && !unicode.IsUpper(next) && !isDigit(next) && isWordRune(next) {
		return false
	}
	switch string(t.lower(t.text[i:j])) {
	case "no", "art", "del", "fig", "mar", "ill", "miss", "ed", "wash", "ind", "mass", "pa", "la", "id", "me", "min", "sec", "ch",
		"sat", "sun", "mo", "det", "co", "est", "cos", "ms", "mon", "wed", "al", "ga", "st", "ext", "rep", "gen", "pop":
		// words as well: a capital must begin and a capital or digit follow
		// ("Ed. Smith"), after "no" a digit
		c := t.text[i]
		if kind != beforeName {
			return 'A' <= c && c <= 'Z' || next == ',' || unicode.IsLower(next)
		}
		return isDigit(next) || (t.text[i]|0x20 != 'n' || j-i > 2) && 'A' <= c && c <= 'Z' && (unicode.IsUpper(next) || next == ',')
	}
	return true
}
