package names

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"dossier/ingest/document"
)

// Options of training.
type Options struct {
	Epochs   int
	Rate     float64   // AdaGrad's learning rate
	Decay    float64   // weight of the L2 penalty per sentence a feature is in
	Dropout  float64   // part of words whose identity is hidden at each visit
	MinCount int       // features seen in fewer sources are left out
	MaxSize  int       // at most so many features are kept
	Seed     uint64    //
	Log      io.Writer // progress; nil for none
}

// DefaultOptions are those of the embedded model.
var DefaultOptions = Options{Epochs: 4, Rate: 0.12, Decay: 2e-5, Dropout: 0.15, MinCount: 2, MaxSize: 330000, Seed: 1}

// example is one sentence of training: the features of its tokens.
type example struct {
	feats   []int32 // indices of features, all tokens in order
	ends    []int32 // where each token's features end
	lexical []int32 // where each token's features of identity end
	labels  []uint8
	rest    int8 // epochs to leave the sentence out, since it is learned
}

// trainer holds the weights while they are learned: one row of numLabels per feature.
type trainer struct {
	opt    Options
	index  map[uint64]int32
	w, g   []float32
	trans  [numLabels][numLabels]float64
	transG [numLabels][numLabels]float64
	rng    *rand.Rand
}

// Text is a document to learn from. Variants of one text have the same Source:
// a feature counts as often as it occurs in different sources, since in
// variants of one text every accident occurs again.
type Text struct {
	*document.Document
	Source int32
}

// Train learns a model from documents whose Names are right and returns its
// file. The same documents and options give the same bytes.
func Train(docs []Text, opt Options) ([]byte, error) {
	m, err := learn(docs, opt)
	if err != nil {
		return nil, err
	}
	return m.encode()
}

// encode returns the model's file.
func (m *model) encode() ([]byte, error) {
	var out bytes.Buffer
	if err := m.write(&out); err != nil {
		return nil, fmt.Errorf("writing the name model: %w", err)
	}
	return out.Bytes(), nil
}

func learn(docs []Text, opt Options) (*model, error) {
	lex, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	t := &trainer{opt: opt, rng: rand.New(rand.NewPCG(opt.Seed, 7))}
	examples := t.extract(docs, lex)
	t.logf("%d sentences, %d features\n", len(examples), len(t.w)/numLabels)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	for epoch := range opt.Epochs {
		t.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, at := range order {
			ex := &examples[at]
			if ex.rest > 0 {
				ex.rest--
				continue
			}
			l := t.step(ex)
			loss += l
			switch {
			case l < 0.0005:
				ex.rest = 2
			case l < 0.005:
				ex.rest = 1
			}
		}
		t.logf("epoch %d: loss %.4f a sentence\n", epoch+1, loss/float64(len(examples)))
	}
	return t.quantize()
}

func (t *trainer) logf(format string, args ...any) {
	if t.opt.Log != nil {
		fmt.Fprintf(t.opt.Log, format, args...)
	}
}

// extract computes the features of all sentences twice: to count them, and to
// number those that are frequent enough.
func (t *trainer) extract(docs []Text, lex *lexicon) []example {
	var ws workspace
	var examples []example
	var labels []uint8
	counts := map[uint64]struct {
		n    int32
		last int32 // source + 1
	}{}
	visit := func(f func(source int32, feats []uint64, lexical int, ex *example)) {
		for _, doc := range docs {
			ws.prepare(doc.Document, lex)
			labels = goldLabels(doc.Document, labels)
			for _, sent := range doc.Sentences {
				ex := example{labels: slices.Clone(labels[sent.First:sent.End])}
				for i := sent.First; i < sent.End; i++ {
					feats, lexical := ws.features(i, sent.First, sent.End, ws.feats[:0])
					ws.feats = feats
					f(doc.Source, feats, lexical, &ex)
				}
				if ex.ends != nil {
					examples = append(examples, ex)
				}
			}
		}
	}
	visit(func(source int32, feats []uint64, _ int, _ *example) {
		for _, f := range feats {
			if c := counts[f]; c.last != source+1 {
				c.last = source + 1
				c.n++
				counts[f] = c
			}
		}
	})
	t.index = make(map[uint64]int32, len(counts)/3)
	visit(func(_ int32, feats []uint64, lexical int, ex *example) {
		cut := 0
		for j, f := range feats {
			if j == lexical {
				cut = len(ex.feats)
			}
			if int(counts[f].n) < t.opt.MinCount {
				continue
			}
			id, ok := t.index[f]
			if !ok {
				id = int32(len(t.index))
				t.index[f] = id
			}
			ex.feats = append(ex.feats, id)
		}
		ex.lexical = append(ex.lexical, int32(cut))
		ex.ends = append(ex.ends, int32(len(ex.feats)))
	})
	t.w = make([]float32, len(t.index)*numLabels)
	t.g = make([]float32, len(t.index)*numLabels)
	return examples
}

// step moves the weights along the gradient of one sentence's log-likelihood
// and returns its negative log-likelihood.
func (t *trainer) step(ex *example) float64 {
	n := len(ex.labels)
	prob := make([][numLabels]float64, n)
	alpha := make([][numLabels]float64, n)
	beta := make([][numLabels]float64, n)
	starts := make([]int32, n)
	loss := 0.0
	for i := range n {
		start := int32(0)
		if i > 0 {
			start = ex.ends[i-1]
		}
		if t.rng.Float64() < t.opt.Dropout {
			start = ex.lexical[i]
		}
		starts[i] = start
		var acc [numLabels]float64
		for _, f := range ex.feats[start:ex.ends[i]] {
			row := t.w[int(f)*numLabels : int(f)*numLabels+numLabels]
			for l, v := range row {
				acc[l] += float64(v)
			}
		}
		top := slices.Max(acc[:])
		loss -= acc[ex.labels[i]] - top
		for l, v := range acc {
			prob[i][l] = math.Exp(v - top)
		}
	}
	var trans [numLabels][numLabels]float64
	for a := range numLabels {
		for b := range numLabels {
			if follows(a, b) {
				trans[a][b] = math.Exp(t.trans[a][b])
			}
		}
	}
	// forward
	for i := range n {
		sum := 0.0
		for b := range numLabels {
			v := 0.0
			if i == 0 {
				v = trans[outside][b]
			} else {
				for a := range numLabels {
					v += alpha[i-1][a] * trans[a][b]
				}
			}
			alpha[i][b] = v * prob[i][b]
			sum += alpha[i][b]
		}
		for b := range numLabels {
			alpha[i][b] /= sum
		}
		loss += math.Log(sum)
		prev := outside
		if i > 0 {
			prev = int(ex.labels[i-1])
		}
		loss -= t.trans[prev][ex.labels[i]]
	}
	z := 0.0
	for l := range numLabels {
		if closed(l) {
			beta[n-1][l] = 1
			z += alpha[n-1][l]
		}
	}
	loss += math.Log(z)
	for i := n - 2; i >= 0; i-- {
		sum := 0.0
		for a := range numLabels {
			v := 0.0
			for b := range numLabels {
				v += trans[a][b] * prob[i+1][b] * beta[i+1][b]
			}
			beta[i][a] = v
			sum += v
		}
		for a := range numLabels {
			beta[i][a] /= sum
		}
	}
	// update
	rate, decay := float32(t.opt.Rate), float32(t.opt.Decay)
	for i := range n {
		var grad [numLabels]float32
		sum := 0.0
		for l := range numLabels {
			sum += alpha[i][l] * beta[i][l]
		}
		for l := range numLabels {
			grad[l] = float32(-alpha[i][l] * beta[i][l] / sum)
		}
		grad[ex.labels[i]]++
		if grad[ex.labels[i]] < 3e-4 {
			continue
		}
		for _, f := range ex.feats[starts[i]:ex.ends[i]] {
			w := t.w[int(f)*numLabels : int(f)*numLabels+numLabels]
			g := t.g[int(f)*numLabels : int(f)*numLabels+numLabels]
			for l, d := range grad {
				if d > -1e-5 && d < 1e-5 {
					continue
				}
				d -= decay * w[l] * 50
				g[l] += d * d
				w[l] += rate * d / float32(math.Sqrt(float64(g[l])+1e-3))
			}
		}
		// transitions
		if i == 0 {
			continue
		}
		total := 0.0
		var pair [numLabels][numLabels]float64
		for a := range numLabels {
			if alpha[i-1][a] < 1e-9 {
				continue
			}
			for b := range numLabels {
				v := alpha[i-1][a] * trans[a][b] * prob[i][b] * beta[i][b]
				pair[a][b] = v
				total += v
			}
		}
		for a := range numLabels {
			for b := range numLabels {
				d := -pair[a][b] / total
				if a == int(ex.labels[i-1]) && b == int(ex.labels[i]) {
					d++
				}
				if d == 0 {
					continue
				}
				t.transG[a][b] += d * d
				t.trans[a][b] += t.opt.Rate * d / math.Sqrt(t.transG[a][b]+1e-2)
			}
		}
	}
	return loss
}

// quantize rounds the weights to 8 bits and keeps the strongest features.
func (t *trainer) quantize() (*model, error) {
	type feature struct {
		hash   uint64
		id     int32
		weight float32
	}
	feats := make([]feature, 0, len(t.index))
	for h, id := range t.index {
		top := float32(0)
		for _, v := range t.w[int(id)*numLabels : (int(id)+1)*numLabels] {
			top = max(top, max(v, -v))
		}
		feats = append(feats, feature{h, id, top})
	}
	slices.SortFunc(feats, func(a, b feature) int {
		switch {
		case a.weight != b.weight:
			if a.weight > b.weight {
				return -1
			}
			return 1
		case a.hash < b.hash:
			return -1
		}
		return 1
	})
	if len(feats) == 0 {
		return nil, fmt.Errorf("nothing was learned: no feature occurs %d times", t.opt.MinCount)
	}
	limit := feats[len(feats)/2000].weight
	m := &model{scale: math.Floor(127/float64(limit)*1024) / 1024}
	kept := 0
	for kept < len(feats) && kept < t.opt.MaxSize && float64(feats[kept].weight)*m.scale >= 1 {
		kept++
	}
	t.logf("keeping %d of %d features, weights to ±%.2f\n", kept, len(feats), limit)
	m.newTable(kept)
	for _, f := range feats[:kept] {
		var row [numLabels]int8
		for l, v := range t.w[int(f.id)*numLabels : (int(f.id)+1)*numLabels] {
			row[l] = int8(min(max(math.Round(float64(v)*m.scale), -127), 127))
		}
		m.insert(key(f.hash), row[:])
	}
	for a := range numLabels {
		for b := range numLabels {
			m.trans[a][b] = int16(math.Round(t.trans[a][b] * m.scale))
		}
	}
	return m, nil
}
