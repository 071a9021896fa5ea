package linear

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
)

// Sparse is a packed classifier for many classes: an open hash table whose
// slots point to the few classes that a feature has a weight for. It is safe
// for concurrent use.
//
// Layout, little-endian: uint32 classes, uint32 log2 of slots, the slots
// (uint32: 8 bits of the hash, 24 bits of offset, 0 for an empty one), then
// rows of: 8 more bits of the hash, number of weights, pairs of class and
// int8 weight. Offset 0 of the rows is not used.
type Sparse struct {
	classes int
	shift   uint
	mask    uint32
	slots   []byte
	rows    []byte
}

// PackSparse quantises the averaged weights to 8 bits, leaves out those that
// round to less than threshold, and keeps at most limit features, those with
// the largest weights. Weights are scaled so that 127 is the 99.9th percentile
// of the features' largest weights; larger ones are cut off there.
func (t *Trainer) PackSparse(classes, limit, threshold int) []byte {
	all := t.Features()
	if len(all) == 0 {
		all = []Feature{{Hash: 1, Weights: []Weight{{0, 1e-9}}, size: 1}}
	}
	scale := 127 / all[len(all)/1000].size
	rows := make([]byte, 1, 1<<20)
	type packed struct {
		hash   uint64
		offset uint32
	}
	var kept []packed
	for _, f := range all {
		if len(kept) == limit || len(rows) >= 1<<24-600 {
			break
		}
		at := len(rows)
		rows = append(rows, byte(f.Hash>>8), 0)
		for _, w := range f.Weights {
			q := quantise(w.Value*scale, 127)
			if q >= threshold || -q >= threshold {
				rows = append(rows, w.Class, byte(int8(q)))
				rows[at+1]++
			}
		}
		if rows[at+1] == 0 {
			rows = rows[:at]
			continue
		}
		kept = append(kept, packed{f.Hash, uint32(at)})
	}
	logSlots := max(4, bits.Len(uint(len(kept)*3/2)))
	out := binary.LittleEndian.AppendUint32(nil, uint32(classes))
	out = binary.LittleEndian.AppendUint32(out, uint32(logSlots))
	slots := make([]uint32, 1<<logSlots)
	for _, k := range kept {
		i := k.hash >> (64 - logSlots)
		for slots[i] != 0 {
			i = (i + 1) & uint64(len(slots)-1)
		}
		slots[i] = uint32(uint8(k.hash))<<24 | k.offset
	}
	for _, s := range slots {
		out = binary.LittleEndian.AppendUint32(out, s)
	}
	return append(out, rows...)
}

func quantise(v float64, limit float64) int {
	return int(math.Round(max(-limit, min(limit, v))))
}

// ErrPacked says that bytes are no packed classifier.
var ErrPacked = errors.New("linear: damaged packed classifier")

// OpenSparse reads a packed classifier; data must not change afterwards.
func OpenSparse(data []byte) (*Sparse, error) {
	if len(data) < 8 {
		return nil, ErrPacked
	}
	m := &Sparse{classes: int(binary.LittleEndian.Uint32(data))}
	logSlots := uint(binary.LittleEndian.Uint32(data[4:]))
	if logSlots < 1 || logSlots > 24 || len(data) < 8+4<<logSlots+1 || m.classes > 256 {
		return nil, ErrPacked
	}
	m.shift, m.mask = 64-logSlots, 1<<logSlots-1
	m.slots, m.rows = data[8:8+4<<logSlots], data[8+4<<logSlots:]
	empty := 0
	for i := 0; i < len(m.slots); i += 4 {
		s := binary.LittleEndian.Uint32(m.slots[i:])
		if s == 0 {
			empty++
			continue
		}
		at := int(s & (1<<24 - 1))
		if at+2 > len(m.rows) || at+2+2*int(m.rows[at+1]) > len(m.rows) {
			return nil, ErrPacked
		}
		for k := 0; k < int(m.rows[at+1]); k++ {
			if int(m.rows[at+2+2*k]) >= m.classes {
				return nil, ErrPacked
			}
		}
	}
	if empty == 0 {
		return nil, ErrPacked
	}
	return m, nil
}

// Classes returns the number of classes.
func (m *Sparse) Classes() int { return m.classes }

// Score adds the weights of the features to the classes' scores, which must
// be at least Classes() long.
func (m *Sparse) Score(features []uint64, scores []int32) {
	for _, h := range features {
		i := uint32(h >> m.shift)
		for {
			s := binary.LittleEndian.Uint32(m.slots[4*i:])
			if s == 0 {
				break
			}
			if uint8(s>>24) == uint8(h) {
				row := m.rows[s&(1<<24-1):]
				if row[0] == uint8(h>>8) {
					for k := 2; k < 2+2*int(row[1]); k += 2 {
						scores[row[k]] += int32(int8(row[k+1]))
					}
					break
				}
			}
			i = (i + 1) & m.mask
		}
	}
}
