package names

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"runtime"
	"slices"
)

// slotSize is the size of one slot of the table: a 4-byte key and the weights
// of all labels, padded so that a slot lies within one cache line.
const (
	slotSize = 32
	weightAt = 8   // where a slot's weights begin
	bias     = 128 // added to a weight to store it
)

// sums are the weights of some features, added up: label l stands in word
// l/8*2 + l%2, 16-bit lane l%8/2. Each lane holds a sum of biased bytes, which
// can't overflow below 257 features.
type sums [6]uint64

const evenBytes = 0x00FF00FF00FF00FF

// model holds the weights of the random field.
type model struct {
	scale float64 // integer weight = scale × log-linear weight
	trans [numLabels][numLabels]int16
	mask  uint32
	shift uint8  // of a key to its home slot: keys in order fill the table in order
	slots []byte // open-addressed table: key uint32 (0: empty), 4 bytes unused, weights + bias as bytes
}

const magic = "dossier names 1\n"

// key returns the table key of a feature hash; never 0.
func key(f uint64) uint32 { return uint32(f>>32) | 1 }

// newTable returns an empty table for n features.
func (m *model) newTable(n int) {
	size := 1 << bits.Len(uint(n+n/2+1))
	m.mask = uint32(size - 1)
	m.shift = uint8(33 - bits.Len(uint(size)))
	m.slots = make([]byte, size*slotSize)
}

func (m *model) insert(k uint32, w []int8) {
	for i := k >> m.shift; ; i = (i + 1) & m.mask {
		s := m.slots[i*slotSize : i*slotSize+slotSize]
		if have := binary.LittleEndian.Uint32(s); have == 0 || have == k {
			binary.LittleEndian.PutUint32(s, k)
			for j := weightAt; j < slotSize; j++ {
				s[j] = bias
			}
			for j, v := range w {
				s[weightAt+j] = byte(int(v) + bias)
			}
			return
		}
	}
}

// add adds the weights of feature f to acc and reports whether it has any.
func (m *model) add(f uint64, acc *sums) bool {
	k := key(f)
	for i := k >> m.shift; ; i = (i + 1) & m.mask {
		s := (*[slotSize]byte)(m.slots[i*slotSize:])
		have := binary.LittleEndian.Uint32(s[:])
		if have == 0 {
			return false
		}
		if have == k {
			for j := range 3 {
				v := binary.LittleEndian.Uint64(s[weightAt+8*j:])
				acc[2*j] += v & evenBytes
				acc[2*j+1] += v >> 8 & evenBytes
			}
			return true
		}
	}
}

// score writes the sums of all features' weights, one a label.
func (m *model) score(feats []uint64, out []int32) {
	var acc sums
	n := int32(0)
	// The table is larger than the processor's caches: asking for all places
	// first lets it fetch them side by side.
	var touched byte
	for _, f := range feats {
		touched |= m.slots[(key(f)>>m.shift)*slotSize]
	}
	runtime.KeepAlive(touched)
	for _, f := range feats {
		if m.add(f, &acc) {
			n++
		}
	}
	for l := range numLabels {
		out[l] = int32(acc[l/8*2+l%2]>>(l%8/2*16)&0xFFFF) - n*bias
	}
}

// write writes the model: magic, then deflated: scale, transitions, number of
// features, their keys in increasing order as differences, and their weights,
// label by label.
func (m *model) write(w io.Writer) error {
	if _, err := io.WriteString(w, magic); err != nil {
		return err
	}
	var n uint32
	var keys []uint32
	at := map[uint32][]byte{}
	for i := 0; i < len(m.slots); i += slotSize {
		if k := binary.LittleEndian.Uint32(m.slots[i:]); k != 0 {
			keys = append(keys, k)
			at[k] = m.slots[i+weightAt : i+weightAt+numLabels]
			n++
		}
	}
	slices.Sort(keys)
	buf := binary.LittleEndian.AppendUint32(nil, uint32(m.scale*1024))
	for _, row := range m.trans {
		for _, v := range row {
			buf = binary.LittleEndian.AppendUint16(buf, uint16(v))
		}
	}
	buf = binary.LittleEndian.AppendUint32(buf, n)
	prev := uint32(0)
	for _, k := range keys {
		buf = binary.AppendUvarint(buf, uint64(k-prev))
		prev = k
	}
	for l := range numLabels {
		for _, k := range keys {
			buf = append(buf, at[k][l]-bias)
		}
	}
	fw, err := flate.NewWriter(w, flate.BestCompression)
	if err != nil {
		return err
	}
	if _, err := fw.Write(buf); err != nil {
		return err
	}
	return fw.Close()
}

var errModel = errors.New("the name model is damaged: rebuild it with make train")

func decodeModel(data []byte) (*model, error) {
	if !bytes.HasPrefix(data, []byte(magic)) {
		return nil, fmt.Errorf("not a name model of this version: %w", errModel)
	}
	buf, err := io.ReadAll(flate.NewReader(bytes.NewReader(data[len(magic):])))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errModel, err)
	}
	const head = 4 + 2*numLabels*numLabels + 4
	if len(buf) < head {
		return nil, errModel
	}
	m := &model{scale: float64(binary.LittleEndian.Uint32(buf)) / 1024}
	pos := 4
	for a := range numLabels {
		for b := range numLabels {
			m.trans[a][b] = int16(binary.LittleEndian.Uint16(buf[pos:]))
			pos += 2
		}
	}
	n := int(binary.LittleEndian.Uint32(buf[pos:]))
	pos += 4
	if n > len(buf) || m.scale <= 0 {
		return nil, errModel
	}
	keys := make([]uint32, n)
	prev := uint32(0)
	for i := range keys {
		d, size := binary.Uvarint(buf[pos:])
		if size <= 0 {
			return nil, errModel
		}
		pos += size
		prev += uint32(d)
		keys[i] = prev
	}
	weights := buf[pos:]
	if len(weights) != n*numLabels {
		return nil, errModel
	}
	m.newTable(n)
	var row [numLabels]int8
	for i, k := range keys {
		for l := range row {
			row[l] = int8(weights[l*n+i])
		}
		m.insert(k, row[:])
	}
	return m, nil
}
