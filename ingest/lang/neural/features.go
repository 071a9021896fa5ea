package neural

import (
	"unicode"
	"unicode/utf8"
)

// MaxRows is the most embedding rows that one word sums.
const MaxRows = 40

// caseMode says how the words of a sentence are capitalised as a whole, so
// that the network need not guess from one word.
type caseMode uint32

const (
	caseNormal caseMode = iota
	caseLower           // no capital anywhere
	caseTitle           // most words begin with one: a headline
	caseUpper           // capitals only
)

// Lexicon maps words to embedding rows: frequent words have a row of their
// own, and every affix, shape and character trigram shares one of Hash rows
// with whatever else hashes there (Weinberger et al. 2009). Row 0 is that of
// all words without their own. A Lexicon is read-only after it is built.
type Lexicon struct {
	Words  []uint64 // hashes of the words that have rows 1…len(Words), in row order
	Hash   int      // number of hashed rows, a power of two
	Senses *Senses  // what a dictionary says of words; may be empty
	slots  []int32  // open addressing: row or 0
	masked uint64
}

// NewLexicon builds the lookup table of a list of words.
func NewLexicon(words []uint64, hash int, senses *Senses) *Lexicon {
	size := 16
	for size < 2*len(words) {
		size *= 2
	}
	lex := &Lexicon{Words: words, Hash: hash, Senses: senses, slots: make([]int32, size), masked: uint64(size - 1)}
	for i, h := range words {
		at := h & lex.masked
		for lex.slots[at] != 0 {
			at = (at + 1) & lex.masked
		}
		lex.slots[at] = int32(i + 1)
	}
	return lex
}

// Rows returns the number of embedding rows.
func (lex *Lexicon) Rows() int { return 1 + len(lex.Words) + lex.Hash }

func (lex *Lexicon) row(h uint64) uint32 {
	for at := h & lex.masked; lex.slots[at] != 0; at = (at + 1) & lex.masked {
		if row := lex.slots[at]; lex.Words[row-1] == h {
			return uint32(row)
		}
	}
	return 0
}

func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	h ^= h >> 29
	return h
}

func (lex *Lexicon) hashed(kind, h uint64) uint32 {
	h = mix(h*0x9e3779b97f4a7c15 + kind*0xc2b2ae3d27d4eb4f)
	return uint32(1+len(lex.Words)) + uint32(h>>20)&uint32(lex.Hash-1)
}

// WordKey returns the hash under which a word stands in a Lexicon; buf is
// scratch and is returned, grown.
func WordKey(word string, buf []byte) (uint64, []byte) {
	buf, _ = normalise(buf[:0], word)
	return keyOf(buf), buf
}

func keyOf(norm []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range norm {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return mix(h)
}

// normalise appends the word in lower case, with digits as 0 and typographic
// quotes as plain ones, and returns its shape: runs of capitals, small
// letters, digits and other characters, six bits a run, of which one tells
// runs of one from longer ones.
func normalise(dst []byte, word string) ([]byte, uint64) {
	shape, last, run := uint64(1), uint64(0), 0
	for i := 0; i < len(word); {
		var class uint64
		if b := word[i]; b < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= b && b <= 'z':
				class = 1
			case 'A' <= b && b <= 'Z':
				class = 2
				b += 'a' - 'A'
			case '0' <= b && b <= '9':
				class = 3
				b = '0'
			default:
				class = 4 + uint64(b)&15
			}
			dst = append(dst, b)
		} else {
			r, size := utf8.DecodeRuneInString(word[i:])
			i += size
			switch r {
			case '‘', '’', '‛', '′':
				r, class = '\'', 4+'\''&15
			case '“', '”', '„', '″':
				r, class = '"', 4+'"'&15
			default:
				lower := unicode.ToLower(r)
				switch {
				case lower != r:
					class = 2
				case unicode.IsLetter(r):
					class = 1
				default:
					class = 20
				}
				r = lower
			}
			dst = utf8.AppendRune(dst, r)
		}
		if class == last {
			if run++; run == 2 && shape < 1<<55 {
				shape ^= 16 << 1
			}
			continue
		}
		last, run = class, 1
		if shape < 1<<50 {
			shape = shape<<6 | class
		}
	}
	return dst, shape
}

// appendRows appends the embedding rows of a word. joined says that no space
// stands before it. buf is scratch.
func (lex *Lexicon) appendRows(rows []uint32, word string, joined bool, mode caseMode, buf []byte) ([]uint32, []byte) {
	const (
		kindShape = 1 + iota
		kindMode
		kindSuffix
		kindPrefix   = kindSuffix + 4
		kindTrigram  = kindPrefix + 4
		kindSense    = kindTrigram + 1
		kindStem     = kindSense + 3
		mostTrigrams = 22
	)
	norm, shape := normalise(append(buf[:0], 0), word)
	buf = norm
	norm = norm[1:]
	rows = append(rows, lex.row(keyOf(norm)))
	j := uint64(0)
	if joined {
		j = 1
	}
	rows = append(rows, lex.hashed(kindShape, shape<<1|j), lex.hashed(kindMode, shape<<2|uint64(mode)))
	n := len(norm)
	h := uint64(0)
	for k := 1; k <= 4 && k <= n; k++ {
		h = h<<8 | uint64(norm[n-k])
		rows = append(rows, lex.hashed(kindSuffix+uint64(k-1), h))
	}
	h = 0
	for k := 1; k <= 4 && k <= n; k++ {
		h = h<<8 | uint64(norm[k-1])
		if k > 1 {
			rows = append(rows, lex.hashed(kindPrefix+uint64(k-1), h))
		}
	}
	if sense := lex.Senses.of(norm); sense != 0 {
		rows = lex.appendSense(rows, kindSense, 0, sense)
	}
	if sense, ending := lex.Senses.stem(norm); sense != 0 {
		rows = lex.appendSense(rows, kindStem, ending, sense)
	}
	buf = append(buf, 1) // buf is 0, word, 1: bounds for the trigrams
	h = uint64(buf[0])<<8 | uint64(buf[1])
	for k := 2; k < len(buf) && k < mostTrigrams; k++ {
		h = h<<8&0xffffff | uint64(buf[k])
		rows = append(rows, lex.hashed(kindTrigram, h))
	}
	return rows, buf
}

// appendSense appends the rows of a sense: its parts of speech, its noun's
// kind and its verb's.
func (lex *Lexicon) appendSense(rows []uint32, kind, ending uint64, s Sense) []uint32 {
	rows = append(rows, lex.hashed(kind, ending<<16|s.speech()))
	if n := s.noun(); n != 0 {
		rows = append(rows, lex.hashed(kind+1, ending<<16|n))
	}
	if v := s.verb(); v != 0 {
		rows = append(rows, lex.hashed(kind+2, ending<<16|v))
	}
	return rows
}

// sentenceCase finds the capitalisation of a sentence. A word is judged by its
// first letter and, when longer, its second.
func sentenceCase(n int, word func(i int) string) caseMode {
	letters, capital, upper, long := 0, 0, 0, 0
	for i := range n {
		w := word(i)
		first := w[0]
		isUp := 'A' <= first && first <= 'Z'
		if !isUp && !('a' <= first && first <= 'z') {
			continue
		}
		letters++
		if isUp {
			capital++
		}
		if len(w) > 1 {
			long++
			if second := w[1]; isUp && 'A' <= second && second <= 'Z' {
				upper++
			}
		}
	}
	switch {
	case letters < 3:
		return caseNormal
	case capital == 0:
		return caseLower
	case long > 1 && upper*10 >= long*8:
		return caseUpper
	case capital*10 >= letters*7:
		return caseTitle
	}
	return caseNormal
}

// AppendSentence appends the rows of all words of a sentence to rows, and to
// starts the position in rows where each word's begin; joined(i) says that no
// space stands before word i. No word may be empty.
func (lex *Lexicon) AppendSentence(rows []uint32, starts []int32, n int, word func(i int) string, joined func(i int) bool, buf []byte) ([]uint32, []int32, []byte) {
	mode := sentenceCase(n, word)
	for i := range n {
		starts = append(starts, int32(len(rows)))
		rows, buf = lex.appendRows(rows, word(i), joined(i), mode, buf)
	}
	return rows, starts, buf
}
