package names

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters that have no decomposition into a base letter and a mark
var baseLetters = map[rune]string{'ø': "o", 'ł': "l", 'đ': "d", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ı': "i", 'ə': "a", 'ð': "d",
	'þ': "th", 'ħ': "h", 'ŋ': "n", '’': "'", '‘': "'", 'ʻ': "'", 'ʼ': "'", '–': "-", '‑': "-", '—': "-"}

const (
	foldFirst = 0xC0
	foldLast  = 0x2020
)

// foldTable holds the folded forms of the letters from foldFirst to foldLast.
var foldTable = func() *[foldLast - foldFirst]string {
	var table [foldLast - foldFirst]string
	for r := rune(foldFirst); r < foldLast; r++ {
		low := unicode.ToLower(r)
		if s, ok := baseLetters[low]; ok {
			table[r-foldFirst] = s
			continue
		}
		base := []rune(norm.NFD.String(string(low)))[0]
		if unicode.Is(unicode.Mn, r) {
			table[r-foldFirst] = ""
			continue
		}
		table[r-foldFirst] = string(unicode.ToLower(base))
	}
	return &table
}()

const (
	fnvBasis = 14695981039346656037
	fnvPrime = 1099511628211
)

// appendFold appends s in lower case, without diacritics, to buf.
func appendFold(buf []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			buf = append(buf, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r >= foldFirst && r < foldLast {
			buf = append(buf, foldTable[r-foldFirst]...)
		} else {
			buf = utf8.AppendRune(buf, unicode.ToLower(r))
		}
	}
	return buf
}

// foldHash returns the hash of s in lower case, without diacritics.
func foldHash(s string) uint64 {
	var arr [64]byte
	return hashBytes(appendFold(arr[:0], s))
}

func hashBytes(b []byte) uint64 {
	h := uint64(fnvBasis)
	for _, c := range b {
		h = (h ^ uint64(c)) * fnvPrime
	}
	return h
}

func hashString(s string) uint64 {
	h := uint64(fnvBasis)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// mix combines two hashes; order matters.
func mix(a, b uint64) uint64 {
	h := (a ^ 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9
	h ^= h >> 29
	h = (h ^ b) * 0x94D049BB133111EB
	return h ^ h>>31
}
