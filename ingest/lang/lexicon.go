package lang

import (
	"encoding/binary"
	"fmt"
)

// lexicon maps a word's normalised form to the class of tags it had in
// training, a number from 1 to 255; 0 is an unknown word.
//
// Layout, little-endian: uint32 log2 of slots, slots (uint32: 24 bits of the
// hash, 8 bits of class; 0 for an empty slot).
type lexicon struct {
	shift uint
	mask  uint32
	slots []byte
}

func openLexicon(data []byte) (*lexicon, error) {
	if len(data) < 4 {
		return nil, fmt.Errorf("lang: lexicon is cut off")
	}
	n := uint(binary.LittleEndian.Uint32(data))
	if n < 1 || n > 24 || len(data) != 4+4<<n {
		return nil, fmt.Errorf("lang: lexicon has a wrong length")
	}
	l := &lexicon{64 - n, 1<<n - 1, data[4:]}
	for i := 0; i < len(l.slots); i += 4 {
		if binary.LittleEndian.Uint32(l.slots[i:]) == 0 {
			return l, nil
		}
	}
	return nil, fmt.Errorf("lang: lexicon has no empty slot")
}

func packLexicon(classes map[uint64]uint8) []byte {
	n := uint(4)
	for len(classes)*3/2 > 1<<n {
		n++
	}
	slots := make([]uint32, 1<<n)
	for _, h := range sortedKeys(classes) {
		i := h >> (64 - n)
		for slots[i] != 0 {
			i = (i + 1) & uint64(len(slots)-1)
		}
		slots[i] = uint32(h&(1<<24-1))<<8 | uint32(classes[h])
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(n))
	for _, s := range slots {
		out = binary.LittleEndian.AppendUint32(out, s)
	}
	return out
}

func (l *lexicon) class(low uint64) uint64 {
	if l == nil {
		return 0
	}
	i := uint32(low >> l.shift)
	for {
		s := binary.LittleEndian.Uint32(l.slots[4*i:])
		if s == 0 {
			return 0
		}
		if uint64(s>>8) == low&(1<<24-1) {
			return uint64(s & 255)
		}
		i = (i + 1) & l.mask
	}
}
