package linear

import (
	"encoding/binary"
	"math/bits"
)

// Ternary is a packed classifier for three classes. The weights of classes 1
// and 2 are relative to class 0, and stand in the hash table's slots, so that
// a feature costs one memory access. It is safe for concurrent use.
//
// Layout, little-endian: uint32 log2 of slots, then the slots (uint32: 14 bits
// of the hash, never 0, and two weights of 9 bits, offset by 256; 0 for an
// empty slot).
type Ternary struct {
	shift uint
	mask  uint32
	slots []byte
}

// PackTernary quantises the averaged weights to 9 bits and keeps those
// features with the largest weights that fill 2^logSlots slots to three
// quarters. Features that round to less than threshold are left out.
func (t *Trainer) PackTernary(logSlots, threshold int) []byte {
	all := t.Features()
	type packed struct {
		hash uint64
		a, b float64
	}
	kept := make([]packed, 0, len(all))
	var sizes []float64
	for _, f := range all {
		var w [3]float64
		for _, x := range f.Weights {
			w[x.Class] = x.Value
		}
		p := packed{f.Hash, w[1] - w[0], w[2] - w[0]}
		kept = append(kept, p)
		sizes = append(sizes, max(p.a, -p.a, p.b, -p.b))
	}
	scale := 1.0
	if len(sizes) > 0 {
		scale = 255 / sizes[len(sizes)/2000]
	}
	logSlots = min(logSlots, max(4, bits.Len(uint(len(kept)*4/3))))
	slots := make([]uint32, 1<<logSlots)
	n := 0
	for _, k := range kept {
		if n >= len(slots)*3/4 {
			break
		}
		a, b := quantise(k.a*scale, 255), quantise(k.b*scale, 255)
		if max(a, -a, b, -b) < threshold {
			continue
		}
		i := k.hash >> (64 - logSlots)
		for slots[i] != 0 {
			i = (i + 1) & uint64(len(slots)-1)
		}
		slots[i] = ternaryCheck(k.hash)<<18 | uint32(a+256)<<9 | uint32(b+256)
		n++
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(logSlots))
	for _, s := range slots {
		out = binary.LittleEndian.AppendUint32(out, s)
	}
	return out
}

func ternaryCheck(h uint64) uint32 { return uint32(h&(1<<14-1)) | 1 }

// OpenTernary reads a packed classifier; data must not change afterwards.
func OpenTernary(data []byte) (*Ternary, error) {
	if len(data) < 4 {
		return nil, ErrPacked
	}
	logSlots := uint(binary.LittleEndian.Uint32(data))
	if logSlots < 1 || logSlots > 28 || len(data) != 4+4<<logSlots {
		return nil, ErrPacked
	}
	m := &Ternary{64 - logSlots, 1<<logSlots - 1, data[4:]}
	for i := 0; i < len(m.slots); i += 4 {
		if binary.LittleEndian.Uint32(m.slots[i:]) == 0 {
			return m, nil
		}
	}
	return nil, ErrPacked
}

// Score returns the scores of classes 1 and 2 relative to class 0.
func (m *Ternary) Score(features []uint64) (one, two int32) {
	slots, mask, shift := m.slots, m.mask, m.shift
	for _, h := range features {
		i := uint32(h >> shift)
		check := ternaryCheck(h)
		for {
			s := binary.LittleEndian.Uint32(slots[4*i:])
			if s>>18 == check {
				one += int32(s>>9&511) - 256
				two += int32(s&511) - 256
				break
			}
			if s == 0 {
				break
			}
			i = (i + 1) & mask
		}
	}
	return one, two
}
