package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// run is text that remembers where on the page each of its bytes came from.
// Slicing is free; joining copies.
type run struct {
	text string
	at   []int32 // page offset of each byte of text
}

// fromPage returns the run of page[lo:hi].
func fromPage(page string, lo, hi int) run {
	at := make([]int32, hi-lo)
	for i := range at {
		at[i] = int32(lo + i)
	}
	return run{page[lo:hi], at}
}

func (r run) slice(lo, hi int) run { return run{r.text[lo:hi], r.at[lo:hi]} }

func (r run) trim() run { return r.trimFunc(unicode.IsSpace) }

func (r run) trimFunc(cut func(rune) bool) run {
	lo := len(r.text) - len(strings.TrimLeftFunc(r.text, cut))
	hi := lo + len(strings.TrimRightFunc(r.text[lo:], cut))
	return r.slice(lo, hi)
}

func (r run) blank() bool { return strings.TrimSpace(r.text) == "" }

// builder joins runs.
type builder struct {
	buf []byte
	at  []int32
}

func (b *builder) add(r run) {
	b.buf = append(b.buf, r.text...)
	b.at = append(b.at, r.at...)
}

// insert adds text that is not on the page, or stands there in another form;
// all of it comes from offset page.
func (b *builder) insert(s string, page int32) {
	b.buf = append(b.buf, s...)
	for range len(s) {
		b.at = append(b.at, page)
	}
}

func (b *builder) run() run { return run{string(b.buf), b.at} }

// last returns the page offset that follows what was added.
func (b *builder) last() int32 {
	if len(b.at) == 0 {
		return 0
	}
	return b.at[len(b.at)-1] + 1
}

// squeeze replaces every stretch of white space by one space, drops what
// nobody can see (soft hyphens, zero-width and control characters), and trims.
func (r run) squeeze() run {
	if clean(r.text) {
		return r
	}
	b := builder{buf: make([]byte, 0, len(r.text)), at: make([]int32, 0, len(r.text))}
	space := true
	for i, w := 0, 0; i < len(r.text); i += w {
		var c rune
		c, w = utf8.DecodeRuneInString(r.text[i:])
		switch {
		case unicode.IsSpace(c):
			if !space {
				b.insert(" ", r.at[i])
			}
			space = true
		case invisible(c):
		default:
			b.buf = append(b.buf, r.text[i:i+w]...)
			b.at = append(b.at, r.at[i:i+w]...)
			space = false
		}
	}
	return b.run().trim()
}

// clean reports whether squeeze would change nothing, judged on ASCII alone.
func clean(s string) bool {
	before := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf && (c == 0xC2 || c == 0xE2 || c == 0xE3 || c == 0xEF) || c < ' ' || c == 0x7F || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' '
}

func invisible(c rune) bool {
	switch c {
	case '\u00AD', '\u200B', '\u200C', '\u200D', '\u200E', '\u200F', '\u2060', '\uFEFF':
		return true
	}
	return c < ' ' && c != '\n' && c != '\t' || c == 0x7F || c >= 0x80 && c < 0xA0
}
