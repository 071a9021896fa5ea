package neural

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"dossier/ingest/document"
)

// NameLabels is the number of labels that Names scores: 0 is outside of names;
// document.Type t has, from 1+4·t on, the first word, a word inside, the last
// word and the only word of a name.
const NameLabels = 1 + 4*5

// NamesFile is the place of the embedded network for names in this package's folder.
const NamesFile = "model/names.bin"

// Names scores what names words belong to: a network of one layer that reads
// the last layer of a Model and embeddings of its own. It is read-only and
// safe for concurrent use.
type Names struct{ m *Model }

// DefaultNames returns the embedded network for names, decoded at the first
// call, or ErrNoModel. It fits the model that Default returns.
var DefaultNames = sync.OnceValues(func() (*Names, error) {
	data, err := files.ReadFile(NamesFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoModel
	}
	if err != nil {
		return nil, fmt.Errorf("neural: %w", err)
	}
	w, err := Decode(data)
	if err == nil {
		var names *Names
		if names, err = NewNames(w); err == nil {
			return names, nil
		}
	}
	return nil, fmt.Errorf("neural: %s: %w", NamesFile, err)
})

// NewNames prepares weights, which it keeps.
func NewNames(w *Weights) (*Names, error) {
	if len(w.Tags) != NameLabels {
		return nil, fmt.Errorf("a network of %d labels where %d belong", len(w.Tags), NameLabels)
	}
	return &Names{New(w)}, nil
}

// AnnotateNames is Annotate, and sets scores to the logarithms of the
// probabilities of the labels, up to a constant for each token, NameLabels a
// token. The network must have been trained on the outputs of m.
func (m *Model) AnnotateNames(doc *document.Document, names *Names, scores []float32) error {
	if names.m.w.Extra != 2*m.w.Hidden {
		return fmt.Errorf("neural: names read %d numbers a word, the model gives %d", names.m.w.Extra, 2*m.w.Hidden)
	}
	if len(scores) != len(doc.Tokens)*NameLabels {
		return fmt.Errorf("neural: room for %d scores, %d are needed", len(scores), len(doc.Tokens)*NameLabels)
	}
	m.annotate(doc, names, scores)
	return nil
}

// NameRow maps an embedding row of a Model to one of a network for names with
// hash rows.
func NameRow(row uint32, hash int) uint32 { return 1 + uint32(mix(uint64(row))>>8)&uint32(hash-1) }

// score sets the scores of the words of from's batch, whose last layer is q.
func (names *Names) score(from *scratch, q []uint8, n int) {
	m := names.m
	s := m.pool.Get().(*scratch)
	m.room(s, n)
	s.pieces = append(s.pieces[:0], from.pieces...)
	s.starts = append(s.starts[:0], from.starts...)
	s.rows = s.rows[:0]
	for _, row := range from.rows {
		s.rows = append(s.rows, NameRow(row, m.w.Hash))
	}
	e, extra := m.w.Embed, m.w.Extra
	m.embed(s, n, e+extra)
	for i := range n {
		copy(s.q[0][i*(e+extra)+e:][:extra], q[i*extra:])
	}
	out := m.layers(s, n, e+extra)
	m.project(s, out, n)
	m.pos.run(s.acc, s.tag, m.w.Tag, n)
	word := 0
	for _, p := range s.pieces {
		for i := range p.n {
			acc := s.acc[word*m.pos.cols():][:m.pos.cols()]
			dst := from.scores[int(p.first+i)*NameLabels:][:NameLabels]
			for j := range dst {
				dst[j] = float32(float32(acc[j])*m.pos.scale[j]) + m.pos.bias[j]
			}
			word++
		}
	}
	m.pool.Put(s)
}

// Encode calls visit with the last layer's bytes of every word and its
// embedding rows, as training of Names needs them; both are only valid during
// the call.
func (m *Model) Encode(doc *document.Document, visit func(token int32, rows []uint32, last []uint8)) {
	s := m.pool.Get().(*scratch)
	s.doc = doc
	for i := range doc.Sentences {
		sent := &doc.Sentences[i]
		for first := sent.First; first < sent.End; first += longest {
			n := min(longest, sent.End-first)
			s.pieces = append(s.pieces[:0], piece{first, n, first > sent.First})
			m.room(s, int(n))
			m.findRows(s)
			m.embed(s, int(n), m.w.Embed)
			q := m.layers(s, int(n), m.w.Embed)
			for i := range n {
				visit(first+i, s.rows[s.starts[i]:s.starts[i+1]], q[int(i)*2*m.w.Hidden:][:2*m.w.Hidden])
			}
		}
	}
	s.doc = nil
	m.pool.Put(s)
}
