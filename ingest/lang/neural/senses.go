package neural

// Sense is what a dictionary says of a word: its parts of speech, which of
// them is the usual one, and of nouns and verbs the kind of the first sense.
// 0 is a word that the dictionary does not have.
type Sense uint16

// The parts of speech of a Sense, as numbers of its usual one.
const (
	AsNoun = 1 + iota
	AsVerb
	AsAdjective
	AsAdverb
)

// MakeSense packs a sense: kinds of noun (1…31) and verb (1…15), 0 where the
// word is none; usual is 0 where it is not known.
func MakeSense(noun, verb int, adjective, adverb bool, usual int) Sense {
	s := noun | verb<<5 | usual<<11
	if adjective {
		s |= 1 << 9
	}
	if adverb {
		s |= 1 << 10
	}
	return Sense(s)
}

func (s Sense) noun() uint64 { return uint64(s & 31) }
func (s Sense) verb() uint64 { return uint64(s >> 5 & 15) }

// speech returns the parts of speech alone.
func (s Sense) speech() uint64 {
	set := uint64(s >> 9)
	if s.noun() != 0 {
		set |= 1 << 8
	}
	if s.verb() != 0 {
		set |= 1 << 9
	}
	return set
}

// Senses maps words to their sense. Index must run before it is asked.
type Senses struct {
	Keys   []uint32 // high halves of WordKey, ascending
	Values []Sense
	slots  []int32
	mask   uint64
}

// Index prepares s for look-ups and returns it.
func (s *Senses) Index() *Senses {
	size := 16
	for size < 2*len(s.Keys) {
		size *= 2
	}
	s.slots, s.mask = make([]int32, size), uint64(size-1)
	for i, key := range s.Keys {
		at := uint64(key) & s.mask
		for s.slots[at] != 0 {
			at = (at + 1) & s.mask
		}
		s.slots[at] = int32(i + 1)
	}
	return s
}

// of returns the sense of a normalised word.
func (s *Senses) of(word []byte) Sense {
	if len(s.slots) == 0 {
		return 0
	}
	key := uint32(keyOf(word) >> 32)
	for at := uint64(key) & s.mask; s.slots[at] != 0; at = (at + 1) & s.mask {
		if i := s.slots[at] - 1; s.Keys[i] == key {
			return s.Values[i]
		}
	}
	return 0
}

// stem returns the sense of the word that the ending of a normalised word was
// put to, and a number for the ending; 0 when there is none.
func (s *Senses) stem(word []byte) (Sense, uint64) {
	n := len(word)
	if n < 4 || n > 24 || len(s.Keys) == 0 {
		return 0, 0
	}
	switch word[n-1] {
	case 's':
		if word[n-2] == 's' {
			return 0, 0
		}
		if sense := s.of(word[:n-1]); sense != 0 {
			return sense, 1
		}
		if word[n-2] == 'e' {
			if word[n-3] == 'i' {
				return s.with(word[:n-3], 'y'), 1
			}
			return s.of(word[:n-2]), 1
		}
	case 'd':
		if word[n-2] == 'e' {
			return s.base(word[:n-2]), 2
		}
	case 'g':
		if n > 4 && word[n-2] == 'n' && word[n-3] == 'i' {
			return s.base(word[:n-3]), 3
		}
	case 'r':
		if word[n-2] == 'e' {
			return s.base(word[:n-2]), 4
		}
	case 't':
		if n > 4 && word[n-2] == 's' && word[n-3] == 'e' {
			return s.base(word[:n-3]), 5
		}
	case 'y':
		if word[n-2] == 'l' {
			return s.of(word[:n-2]), 6
		}
	}
	return 0, 0
}

// base looks up what stands before -ed, -ing, -er or -est.
func (s *Senses) base(stem []byte) Sense {
	n := len(stem)
	if n < 2 {
		return 0
	}
	if stem[n-1] == 'i' {
		return s.with(stem[:n-1], 'y')
	}
	if sense := s.of(stem); sense != 0 {
		return sense
	}
	if sense := s.with(stem, 'e'); sense != 0 {
		return sense
	}
	if stem[n-1] == stem[n-2] {
		return s.of(stem[:n-1])
	}
	return 0
}

// with looks up a stem with one letter added.
func (s *Senses) with(stem []byte, letter byte) Sense {
	var buf [32]byte
	return s.of(append(buf[:copy(buf[:], stem)], letter))
}
