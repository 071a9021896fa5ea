package neural

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"unsafe"

	"dossier/ingest/document"
)

// Weights are a trained network, quantised: what a model file holds.
type Weights struct {
	Embed, Hidden, Layers, Arc, Label, Tag int // sizes, as in train.Config
	Extra                                  int // bytes of input beside the embedding

	Words  []uint64 // Lexicon.Words
	Hash   int      // Lexicon.Hash
	Senses Senses
	Tags   []TagPair      // of the tagger's columns
	Deps   []document.Dep // of the label scorer's columns

	Table      []int8  // embedding rows
	TableScale float32 // of Table

	Gates    []Matrix    // one a layer: z, f, r and, in the first, the highway
	Mix      [][]float32 // one a layer: for f, then for r
	Proj     Matrix      // dependent and head of arcs, of labels, hidden of tags, distances
	Bilinear Matrix      // arcs; gives bytes with 128 as zero
	ArcScale float32     // of the product of Bilinear's bytes with heads
	Distance []float32   // Distances rows of Label
	Dep      Matrix
	Pos      Matrix
}

const magic = "dossier neural 3\n"

// Encode returns the bytes of a model file: a header line, then every field in
// order, little-endian, lists with their length before them.
func (w *Weights) Encode() []byte {
	e := encoder{}
	e.WriteString(magic)
	for _, n := range []int{w.Embed, w.Hidden, w.Layers, w.Arc, w.Label, w.Tag, w.Extra, w.Hash} {
		e.int(n)
	}
	e.int(len(w.Words))
	e.any(w.Words)
	e.int(len(w.Senses.Keys))
	e.any(w.Senses.Keys)
	e.any(w.Senses.Values)
	e.int(len(w.Tags))
	for _, p := range w.Tags {
		e.string(p.Tag.String())
		e.string(p.XTag.String())
	}
	e.int(len(w.Deps))
	for _, dep := range w.Deps {
		e.string(dep.String())
	}
	e.any(w.Table)
	e.any(w.TableScale)
	for i := range w.Gates {
		e.matrix(&w.Gates[i])
		e.any(w.Mix[i])
	}
	e.matrix(&w.Proj)
	e.matrix(&w.Bilinear)
	e.any(w.ArcScale)
	e.any(w.Distance)
	e.matrix(&w.Dep)
	e.matrix(&w.Pos)
	return e.Bytes()
}

type encoder struct{ bytes.Buffer }

func (e *encoder) int(n int) { e.any(uint32(n)) }

func (e *encoder) any(v any) {
	if err := binary.Write(e, binary.LittleEndian, v); err != nil {
		panic(err) // a bytes.Buffer fails for no value of these types
	}
}

func (e *encoder) string(s string) {
	e.int(len(s))
	e.WriteString(s)
}

func (e *encoder) matrix(m *Matrix) {
	e.int(m.Rows)
	e.int(m.Cols)
	e.any(m.Q)
	e.any(m.Scale)
	e.any(m.Bias)
}

// Decode reads what Encode wrote; it refuses anything else with an error. The
// weights keep data, which must not change.
func Decode(data []byte) (*Weights, error) {
	if !bytes.HasPrefix(data, []byte(magic)) {
		return nil, fmt.Errorf("not a model file of this version (it does not begin with %q)", magic[:len(magic)-1])
	}
	d := decoder{data: data[len(magic):]}
	w := &Weights{}
	for _, n := range []*int{&w.Embed, &w.Hidden, &w.Layers, &w.Arc, &w.Label, &w.Tag, &w.Extra, &w.Hash} {
		*n = d.int(1 << 20)
	}
	w.Words = make([]uint64, d.int(len(d.data)/8))
	d.any(w.Words)
	w.Senses.Keys = make([]uint32, d.int(len(d.data)/6))
	d.any(w.Senses.Keys)
	w.Senses.Values = make([]Sense, len(w.Senses.Keys))
	d.any(w.Senses.Values)
	w.Tags = make([]TagPair, d.int(1<<10))
	for i := range w.Tags {
		w.Tags[i] = TagPair{document.ParseTag(d.string()), document.ParseXTag(d.string())}
	}
	w.Deps = make([]document.Dep, d.int(1<<10))
	for i := range w.Deps {
		w.Deps[i] = document.ParseDep(d.string())
	}
	if d.err != nil {
		return nil, d.err
	}
	if err := w.checkSizes(); err != nil {
		return nil, err
	}
	w.Table = d.bytes((1 + len(w.Words) + w.Hash) * w.Embed)
	d.any(&w.TableScale)
	width := 2 * w.Hidden
	in, gates := w.Embed+w.Extra, 4
	for range w.Layers {
		w.Gates = append(w.Gates, d.matrix(in, gates*width))
		w.Mix = append(w.Mix, d.floats(2*width))
		in, gates = width, 3
	}
	w.Proj = d.matrix(width, 2*w.Arc+2*w.Label+w.Tag+Distances+1)
	w.Bilinear = d.matrix(w.Arc, w.Arc)
	d.any(&w.ArcScale)
	w.Distance = d.floats(Distances * w.Label)
	w.Dep = d.matrix(w.Label, len(w.Deps))
	w.Pos = d.matrix(w.Tag, len(w.Tags))
	if d.err == nil && len(d.data) != 0 {
		d.err = fmt.Errorf("%d bytes too many", len(d.data))
	}
	if d.err != nil {
		return nil, d.err
	}
	return w, nil
}

func (w *Weights) checkSizes() error {
	switch {
	case w.Embed <= 0 || w.Embed%64 != 0 || w.Embed > 1024:
		return fmt.Errorf("embeddings of %d elements", w.Embed)
	case w.Hidden <= 0 || w.Hidden%32 != 0 || w.Hidden > 1024:
		return fmt.Errorf("layers of %d units", w.Hidden)
	case w.Layers <= 0 || w.Layers > 16:
		return fmt.Errorf("%d layers", w.Layers)
	case w.Arc <= 0 || w.Arc%16 != 0 || w.Label <= 0 || w.Label%16 != 0 || w.Tag <= 0 || w.Tag%16 != 0:
		return fmt.Errorf("scorers of %d, %d and %d units", w.Arc, w.Label, w.Tag)
	case w.Hash <= 0 || w.Hash&(w.Hash-1) != 0:
		return fmt.Errorf("%d hashed rows", w.Hash)
	case w.Extra%4 != 0 || w.Extra > 1024:
		return fmt.Errorf("%d further bytes of input", w.Extra)
	case len(w.Tags) == 0:
		return fmt.Errorf("no tags")
	}
	return nil
}

// decoder reads the fields of a model; after its first error it gives zeros.
type decoder struct {
	data []byte
	err  error
}

func (d *decoder) take(n int) []byte {
	if d.err != nil || n < 0 || n > len(d.data) {
		if d.err == nil {
			d.err = io.ErrUnexpectedEOF
		}
		return nil
	}
	b := d.data[:n]
	d.data = d.data[n:]
	return b
}

func (d *decoder) int(most int) int {
	b := d.take(4)
	if b == nil {
		return 0
	}
	n := binary.LittleEndian.Uint32(b)
	if int64(n) > int64(most) {
		d.err = fmt.Errorf("a length of %d", n)
		return 0
	}
	return int(n)
}

func (d *decoder) any(v any) {
	if b := d.take(binary.Size(v)); b != nil {
		if _, err := binary.Decode(b, binary.LittleEndian, v); err != nil {
			d.err = err
		}
	}
}

func (d *decoder) string() string { return string(d.take(d.int(64))) }

func (d *decoder) bytes(n int) []int8 {
	b := d.take(n)
	if b == nil {
		return nil
	}
	if n == 0 {
		return []int8{}
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&b[0])), n) // most of a model: not copied
}

func (d *decoder) floats(n int) []float32 {
	b := d.take(4 * n)
	if b == nil {
		return nil
	}
	v := make([]float32, n)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		if v[i] != v[i] || math.IsInf(float64(v[i]), 0) {
			d.err = fmt.Errorf("a weight that is no number")
			return nil
		}
	}
	return v
}

func (d *decoder) matrix(rows, cols int) Matrix {
	if r, c := d.int(1<<20), d.int(1<<20); d.err == nil && (r != rows || c != cols) {
		d.err = fmt.Errorf("a matrix of %d×%d where %d×%d belongs", r, c, rows, cols)
	}
	return Matrix{Rows: rows, Cols: cols, Q: d.bytes(rows * cols), Scale: d.floats(cols), Bias: d.floats(cols)}
}
