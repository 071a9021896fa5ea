package lang

import (
	"unicode"
	"unicode/utf8"
)

// word is what the classifiers see of a token: hashes of its form, of its
// normalised form (lower case, digits as 0, straight apostrophes), and of
// that form's first and last characters.
type word struct {
	form, low uint64
	pre       [3]uint64 // first 1, 2, 3 characters
	suf       [4]uint64 // last 1, 2, 3, 4 characters
	shape     uint64    // case and kinds of characters
	lex       uint64    // ambiguity class from the lexicon, 0 when not in it
}

const (
	mulA = 0x9e3779b97f4a7c15
	mulB = 0xbf58476d1ce4e5b9
	mulC = 0x94d049bb133111eb
	mulD = 0xd6e8feb86659fd93
	mulE = 0xff51afd7ed558ccd
)

func finish(h uint64) uint64 {
	h ^= h >> 32
	h *= mulB
	return h ^ h>>29
}

// Combinations of a template number and up to three values.
func hash1(k, a uint64) uint64       { return finish(k*mulE + a*mulA) }
func hash2(k, a, b uint64) uint64    { return finish(k*mulE + a*mulA + b*mulC) }
func hash3(k, a, b, c uint64) uint64 { return finish(k*mulE + a*mulA + b*mulC + c*mulD) }

const hashStart = 0xcbf29ce484222325

func hashByte(h uint64, r rune) uint64 { return (h ^ uint64(r)) * 0x100000001b3 }

// Bits of a shape.
const (
	shapeUpper = 1 << iota // begins with a capital
	shapeLower             // has a small letter
	shapeInner             // has a capital after the first character
	shapeDigit             // has a digit
	shapeHyphen
	shapeStop  // has a full stop
	shapeOther // has a sign
	shapeAlpha // has a letter
	shapeLong  // more than three characters
	shapeFirst // begins a sentence
)

// makeWord computes a token's hashes; buf holds its normalised characters.
func makeWord(s string, buf []rune) (word, []rune) {
	var w word
	buf = buf[:0]
	form, shape := uint64(hashStart), uint64(0)
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		low := r
		switch {
		case 'a' <= r && r <= 'z':
			shape |= shapeLower | shapeAlpha
		case 'A' <= r && r <= 'Z':
			low = r | 0x20
			if i == 0 {
				shape |= shapeUpper | shapeAlpha
			} else {
				shape |= shapeInner | shapeAlpha
			}
		case '0' <= r && r <= '9':
			low = '0'
			shape |= shapeDigit
		case r == '-' || r == '–':
			shape |= shapeHyphen
		case r == '.':
			shape |= shapeStop
		case r < utf8.RuneSelf:
			if r == '`' {
				low = '\''
			}
			shape |= shapeOther
		case r == '’' || r == '‘':
			low, r = '\'', '\''
			shape |= shapeOther
		case r == '“' || r == '”':
			low, r = '"', '"'
			shape |= shapeOther
		case unicode.IsUpper(r):
			low = unicode.ToLower(r)
			if i == 0 {
				shape |= shapeUpper | shapeAlpha
			} else {
				shape |= shapeInner | shapeAlpha
			}
		case unicode.IsLetter(r):
			shape |= shapeLower | shapeAlpha
		default:
			shape |= shapeOther
		}
		form = hashByte(form, r)
		buf = append(buf, low)
		i += size
	}
	n := len(buf)
	if n > 3 {
		shape |= shapeLong
	}
	h := uint64(hashStart)
	for i, r := range buf {
		h = hashByte(h, r)
		if i < 3 {
			w.pre[i] = h
		}
	}
	for i := n; i < 3; i++ {
		w.pre[i] = h
	}
	w.form, w.low, w.shape = finish(form), finish(h), shape
	h = hashStart + 1
	for i := 1; i <= 4; i++ {
		if i <= n {
			h = hashByte(h, buf[n-i])
		}
		w.suf[i-1] = h
	}
	return w, buf
}
