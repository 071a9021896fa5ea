package neural

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"dossier/ingest/document"
)

//go:embed model
var files embed.FS

// ModelFile is the place of the embedded model in this package's folder.
const ModelFile = "model/model.bin"

// ErrNoModel says that the program was built without a model.
var ErrNoModel = errors.New("neural: built without a model; run make train")

// Default returns the embedded model, decoded at the first call, or
// ErrNoModel. Safe for concurrent use.
var Default = sync.OnceValues(func() (*Model, error) {
	data, err := files.ReadFile(ModelFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoModel
	}
	if err != nil {
		return nil, fmt.Errorf("neural: %w", err)
	}
	w, err := Decode(data)
	if err != nil {
		return nil, fmt.Errorf("neural: %s: %w", ModelFile, err)
	}
	return New(w), nil
})

// Model is a network ready for inference. It is read-only and safe for
// concurrent use.
type Model struct {
	w                      *Weights
	lex                    *Lexicon
	bytes                  []uint8 // embedding sum + zero → byte
	zero                   int
	gates                  []product
	proj                   product
	bilinear, dep, pos     product
	colAH, colLD, colLH    int
	colTag, colDist, width int // first columns of proj's parts, and its width
	pool                   sync.Pool
}

// New prepares weights, which it keeps, for inference.
func New(w *Weights) *Model {
	m := &Model{w: w, lex: NewLexicon(w.Words, w.Hash, &w.Senses), zero: 128 * MaxRows}
	w.Senses.Index()
	m.bytes = make([]uint8, 2*m.zero+1)
	for i := range m.bytes {
		m.bytes[i] = hiddenByte(squash(float32(i-m.zero) * w.TableScale))
	}
	for i := range w.Gates {
		m.gates = append(m.gates, newProduct(&w.Gates[i]))
	}
	m.proj, m.bilinear = newProduct(&w.Proj), newProduct(&w.Bilinear)
	m.dep, m.pos = newProduct(&w.Dep), newProduct(&w.Pos)
	m.colAH = w.Arc
	m.colLD = m.colAH + w.Arc
	m.colLH = m.colLD + w.Label
	m.colTag = m.colLH + w.Label
	m.colDist = m.colTag + w.Tag
	m.width = m.proj.cols()
	m.pool.New = func() any { return &scratch{} }
	return m
}

// hiddenByte is a value in [−1, 1] as a byte with 128 as zero.
func hiddenByte(h float32) uint8 { return uint8(int32(float32(h*127) + 128.5)) }

// The most words that are parsed as one; a longer sentence is parsed in pieces
// whose roots hang from the first one's.
const longest = 160

// batchWords is the number of words from which on a batch of sentences is run.
const batchWords = 64

// piece is a sentence, or a part of a long one.
type piece struct {
	first, n int32 // tokens
	part     bool  // not the first of its sentence
}

// scratch is the memory of one run.
type scratch struct {
	doc    *document.Document
	names  *Names    // nil: no names asked for
	scores []float32 // of names' labels
	pieces []piece
	rows   []uint32 // embedding rows of all words
	starts []int32  // where each word's begin, and the end
	buf    []byte
	sum    []int16
	q      [2][]uint8   // input of a layer as bytes, and its output
	h      [2][]float32 // the same as numbers
	acc    []int32
	ad, ah []uint8 // arc vectors of dependents and heads
	ld, lh []float32
	tag    []uint8
	dist   []float32
	tq     []uint8
	packed []int8
	score  []int32
	heads  []int32
	hid    []uint8
	trees  Trees
}

// Annotate sets Tag, XTag, Head and Dep of every token of every sentence.
func (m *Model) Annotate(doc *document.Document) { m.annotate(doc, nil, nil) }

func (m *Model) annotate(doc *document.Document, names *Names, scores []float32) {
	s := m.pool.Get().(*scratch)
	s.doc, s.names, s.scores = doc, names, scores
	s.pieces = s.pieces[:0]
	words := int32(0)
	for i := range doc.Sentences {
		sent := &doc.Sentences[i]
		for first := sent.First; first < sent.End; first += longest {
			n := min(longest, sent.End-first)
			s.pieces = append(s.pieces, piece{first, n, first > sent.First})
			if words += n; words >= batchWords {
				m.run(s, int(words))
				s.pieces, words = s.pieces[:0], 0
			}
		}
	}
	if words > 0 {
		m.run(s, int(words))
	}
	for i := range doc.Sentences {
		if sent := &doc.Sentences[i]; sent.End-sent.First > longest {
			join(doc, sent)
		}
	}
	s.doc, s.names, s.scores = nil, nil, nil
	m.pool.Put(s)
}

// join hangs the roots of a long sentence's pieces from the first one's.
func join(doc *document.Document, sent *document.Sentence) {
	root := document.None
	for i := sent.First; i < sent.End; i++ {
		tok := &doc.Tokens[i]
		switch {
		case tok.Head != document.None:
		case root == document.None:
			root = i
		default:
			tok.Head, tok.Dep = root, document.Parataxis
		}
	}
}

// run annotates the pieces of a batch of n words.
func (m *Model) run(s *scratch, n int) {
	m.room(s, n)
	m.findRows(s)
	m.embed(s, n, m.w.Embed)
	q := m.layers(s, n, m.w.Embed)
	if s.names != nil {
		s.names.score(s, q, n)
	}
	m.project(s, q, n)
	m.tagWords(s, n)
	m.parse(s, n)
}

// room makes the buffers large enough for n words.
func (m *Model) room(s *scratch, n int) {
	w := m.w
	room := roundUp(n, rowBlock)
	width := 2 * w.Hidden
	for i := range s.q {
		s.q[i] = grow(s.q[i], room*max(width, w.Embed+w.Extra))
		s.h[i] = grow(s.h[i], room*width)
	}
	s.acc = grow(s.acc, room*max(4*width, m.width))
	s.sum = grow(s.sum, w.Embed)
}

// findRows finds the embedding rows of all words.
func (m *Model) findRows(s *scratch) {
	doc := s.doc
	s.rows, s.starts = s.rows[:0], s.starts[:0]
	for _, p := range s.pieces {
		tokens := doc.Tokens[p.first:][:p.n]
		s.rows, s.starts, s.buf = m.lex.AppendSentence(s.rows, s.starts, len(tokens),
			func(i int) string { return doc.Text[tokens[i].Start:tokens[i].End] },
			func(i int) bool { return i > 0 && tokens[i].Start == tokens[i-1].End }, s.buf)
	}
	s.starts = append(s.starts, int32(len(s.rows)))
}

// embed sets the first bytes of the input, step apart, to the embeddings.
func (m *Model) embed(s *scratch, n, step int) {
	for i := range n {
		sumRows(s.sum, m.w.Table, s.rows[s.starts[i]:s.starts[i+1]])
		dst := s.q[0][i*step:][:len(s.sum)]
		for j, v := range s.sum {
			dst[j] = m.bytes[int(v)+m.zero]
		}
	}
}

// layers runs the layers over the input, step apart, and returns the last
// one's output.
func (m *Model) layers(s *scratch, n, step int) []uint8 {
	in := 0
	for l := range m.gates {
		m.gates[l].run(s.acc, s.q[in], step, n)
		m.recur(s, l, in)
		in, step = 1-in, 2*m.w.Hidden
	}
	return s.q[in]
}

// recur runs the recurrence of layer l over all pieces, from buffers in to
// buffers 1−in.
func (m *Model) recur(s *scratch, l, in int) {
	width := 2 * m.w.Hidden
	g := &m.gates[l]
	mix := m.w.Mix[l]
	first := 0
	for _, p := range s.pieces {
		for j := 0; j < width; j += 32 {
			start, sign := first, 1
			if j >= m.w.Hidden {
				start, sign = first+int(p.n)-1, -1
			}
			r := recurrence{
				acc: &s.acc[start*g.cols()+j],
				h:   &s.h[1-in][start*width+j], q: &s.q[1-in][start*width+j],
				scale: &g.scale[j], bias: &g.bias[j], mix: &mix[j],
				steps: int(p.n), accStep: sign * 4 * g.cols(), hStep: sign * 4 * width, qStep: sign * width, gateStep: 4 * width,
			}
			if l > 0 {
				r.x = &s.h[in][start*width+j]
			}
			r.run()
		}
		first += int(p.n)
	}
}

// project maps the last layer to the vectors of the scorers.
func (m *Model) project(s *scratch, q []uint8, n int) {
	w := m.w
	m.proj.run(s.acc, q, 2*w.Hidden, n)
	room := roundUp(n, rowBlock)
	s.ad, s.ah = grow(s.ad, room*w.Arc), grow(s.ah, (room+rowBlock)*w.Arc)
	s.ld, s.lh = grow(s.ld, n*w.Label), grow(s.lh, n*w.Label)
	s.tag = grow(s.tag, room*w.Tag)
	s.dist = grow(s.dist, n*panel)
	scale, bias := m.proj.scale, m.proj.bias
	for i := range n {
		acc := s.acc[i*m.width:][:m.width]
		rectify(s.ad[i*w.Arc:][:w.Arc], acc, scale, bias)
		rectify(s.ah[i*w.Arc:][:w.Arc], acc[m.colAH:], scale[m.colAH:], bias[m.colAH:])
		affine(s.ld[i*w.Label:][:w.Label], acc[m.colLD:], scale[m.colLD:], bias[m.colLD:])
		affine(s.lh[i*w.Label:][:w.Label], acc[m.colLH:], scale[m.colLH:], bias[m.colLH:])
		rectify(s.tag[i*w.Tag:][:w.Tag], acc[m.colTag:], scale[m.colTag:], bias[m.colTag:])
		affine(s.dist[i*panel:][:panel], acc[m.colDist:], scale[m.colDist:], bias[m.colDist:])
	}
}

// best returns the column of the greatest score, the first of equal ones.
func best(p *product, acc []int32, n int) int {
	at := 0
	most := float32(float32(acc[0])*p.scale[0]) + p.bias[0]
	for i := 1; i < n; i++ {
		if v := float32(float32(acc[i])*p.scale[i]) + p.bias[i]; v > most {
			at, most = i, v
		}
	}
	return at
}

func (m *Model) tagWords(s *scratch, n int) {
	m.pos.run(s.acc, s.tag, m.w.Tag, n)
	word := 0
	for _, p := range s.pieces {
		for i := range p.n {
			pair := m.w.Tags[best(&m.pos, s.acc[word*m.pos.cols():], len(m.w.Tags))]
			tok := &s.doc.Tokens[p.first+i]
			tok.Tag, tok.XTag = pair.Tag, pair.XTag
			word++
		}
	}
}

func (m *Model) parse(s *scratch, n int) {
	w := m.w
	m.bilinear.run(s.acc, s.ad, w.Arc, n)
	s.tq = grow(s.tq, n*w.Arc)
	for i := range n {
		rectify(s.tq[i*w.Arc:][:w.Arc], s.acc[i*m.bilinear.cols():], m.bilinear.scale, m.bilinear.bias)
	}
	s.heads = grow(s.heads, n)
	room := roundUp(n, rowBlock)
	s.hid = grow(s.hid, room*w.Label)
	first := 0
	for _, p := range s.pieces {
		pn := int(p.n)
		m.arcScores(s, first, pn)
		heads := s.heads[first:][:pn]
		s.trees.Best(s.score, pn+1, pn, heads)
		for i, h := range heads {
			if h < 0 {
				clear(s.hid[(first+i)*w.Label:][:w.Label])
				continue
			}
			rectifySum(s.hid[(first+i)*w.Label:][:w.Label], s.ld[(first+i)*w.Label:], s.lh[(first+int(h))*w.Label:],
				w.Distance[Distance(int(h)-i)*w.Label:])
		}
		first += pn
	}
	m.dep.run(s.acc, s.hid, w.Label, n)
	word := 0
	for _, p := range s.pieces {
		for i := range p.n {
			tok := &s.doc.Tokens[p.first+i]
			if h := s.heads[word]; h < 0 {
				tok.Head, tok.Dep = document.None, document.Root
			} else {
				tok.Head = p.first + h
				tok.Dep = w.Deps[best(&m.dep, s.acc[word*m.dep.cols():], len(w.Deps))]
			}
			word++
		}
	}
}

// arcScores fills s.score for the n words from first: rows of dependents,
// columns of heads, then the root.
func (m *Model) arcScores(s *scratch, first, n int) {
	w := m.w
	quads := w.Arc / 4
	panels := roundUp(n, panel) / panel
	s.packed = grow(s.packed, panels*quads*4*panel)
	for i := range n {
		src := s.tq[(first+i)*w.Arc:][:w.Arc]
		dst := s.packed[i/panel*quads*4*panel+i%panel*4:]
		for k := range quads {
			d, v := dst[k*4*panel:][:4], src[4*k:][:4]
			d[0], d[1], d[2], d[3] = int8(v[0]^128), int8(v[1]^128), int8(v[2]^128), int8(v[3]^128)
		}
	}
	step := panels * panel
	blocks := roundUp(n, rowBlock) / rowBlock
	s.acc = grow(s.acc, max(len(s.acc), blocks*rowBlock*step))
	for i := range panels {
		dot32(s.acc[i*panel:], step, s.ah[first*w.Arc:], w.Arc, s.packed[i*quads*4*panel:], quads, blocks)
	}
	s.score = grow(s.score, n*(n+1))
	for j := range n {
		acc := s.acc[j*step:][:n]
		for i, a := range acc {
			if i != j {
				s.score[i*(n+1)+j] = int32(float32(float32(a)*w.ArcScale) + s.dist[(first+i)*panel+Distance(j-i)])
			}
		}
	}
	for i := range n {
		s.score[i*(n+1)+i] = -1 << 30
		s.score[i*(n+1)+n] = int32(s.dist[(first+i)*panel+Distances])
	}
}
