package train

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"dossier/ingest/document"
	"dossier/ingest/lang/neural"
)

// NameOptions steer the training of the network for names.
type NameOptions struct {
	Config  Config // Embed, Hidden, Tag; the rest is set here
	Epochs  int
	Batch   int // tokens
	Rate    float64
	Dropout Dropout
	Hash    int
	Seed    uint64
	Log     io.Writer
	Each    func(epoch int, names *neural.Names)
}

// DefaultNames are the options of the embedded network for names.
var DefaultNames = NameOptions{
	Config:  Config{Embed: 64, Hidden: 32, Tag: 32},
	Epochs:  4,
	Batch:   1000,
	Rate:    2e-3,
	Dropout: Dropout{Embed: 0.25, Layer: 0.25, Output: 0.33, Head: 0.25, Feature: 0.15},
	Hash:    1 << 14,
	Seed:    1,
}

// nameExample is a sentence as the model sees it.
type nameExample struct {
	last   []uint8 // the model's last layer
	rows   []uint32
	starts []int32
	labels []uint8
}

// TrainNames fits a network for names to documents whose Names are right, on
// top of a model, which stays as it is.
func TrainNames(docs []*document.Document, model *neural.Model, opt NameOptions) (*neural.Weights, error) {
	var examples []nameExample
	width, total := 0, 0
	for _, doc := range docs {
		labels := nameLabels(doc)
		next := 0
		var ex nameExample
		model.Encode(doc, func(tok int32, rows []uint32, last []uint8) {
			ex.starts = append(ex.starts, int32(len(ex.rows)))
			for _, row := range rows {
				ex.rows = append(ex.rows, neural.NameRow(row, opt.Hash))
			}
			ex.last = append(ex.last, last...)
			ex.labels = append(ex.labels, labels[tok])
			width = len(last)
			if tok+1 == doc.Sentences[next].End {
				ex.starts = append(ex.starts, int32(len(ex.rows)))
				examples = append(examples, ex)
				total += len(ex.labels)
				ex = nameExample{}
				next++
			}
		})
	}
	if len(examples) == 0 {
		return nil, errors.New("no sentences to train names on")
	}
	cfg := opt.Config
	cfg.Layers, cfg.Arc, cfg.Label, cfg.Extra = 1, 16, 16, width
	net := NewNet(cfg, neural.NewLexicon(nil, opt.Hash, &neural.Senses{}), make([]neural.TagPair, neural.NameLabels), nil, opt.Seed)
	tr := &trainer{net: net, opt: Options{Rate: opt.Rate, Seed: opt.Seed, Dropout: opt.Dropout}, touched: make([]bool, net.lex.Rows())}
	for s := range shards {
		tr.workers[s] = newWorker(net)
		tr.workers[s].drop = opt.Dropout
	}
	tr.total = opt.Epochs * (total/opt.Batch + 1)
	start := time.Now()
	for epoch := range opt.Epochs {
		rng := rand.New(rand.NewPCG(opt.Seed, uint64(100+epoch)))
		order := rng.Perm(len(examples))
		loss, tokens := 0.0, 0
		for at := 0; at < len(order); {
			for s := range tr.batches {
				tr.batches[s].reset()
			}
			for at < len(order) && tr.batches[0].n+tr.batches[1].n < opt.Batch {
				small := 0
				if tr.batches[1].n < tr.batches[0].n {
					small = 1
				}
				examples[order[at]].addTo(&tr.batches[small], rng, opt.Dropout.Feature)
				at++
			}
			tr.step()
			for s, wk := range tr.workers {
				loss += wk.lossTag
				tokens += tr.batches[s].tags
			}
		}
		fmt.Fprintf(opt.Log, "epoch %d: loss %.4f of %d words, %s\n", epoch+1, loss/float64(tokens), tokens, time.Since(start).Round(time.Second))
		if opt.Each != nil {
			tr.swap()
			names, err := neural.NewNames(quantiseNames(net, examples))
			if err != nil {
				return nil, err
			}
			opt.Each(epoch+1, names)
			tr.swap()
		}
	}
	tr.swap()
	return quantiseNames(net, examples), nil
}

func (ex *nameExample) addTo(b *batch, rng *rand.Rand, rate float32) {
	for i, label := range ex.labels {
		for k, row := range ex.rows[ex.starts[i]:ex.starts[i+1]] {
			// The first row is the word's own: names must be found by the rest.
			if p := rng.Float32(); p < rate || k == 0 && p < 0.5 {
				continue
			}
			b.rows = append(b.rows, row)
		}
		b.starts = append(b.starts, int32(len(b.rows)))
		b.tag = append(b.tag, int32(label))
		b.head, b.dep = append(b.head, -2), append(b.dep, -1)
	}
	for _, v := range ex.last {
		b.extra = append(b.extra, (float32(v)-128)/127)
	}
	b.n += len(ex.labels)
	b.tags += len(ex.labels)
	b.bounds = append(b.bounds, int32(b.n))
}

// quantiseNames is Quantise for a network for names.
func quantiseNames(net *Net, examples []nameExample) *neural.Weights {
	cfg := net.cfg
	wk := newWorker(net)
	var values []float32
	var b batch
	for i := 0; i < len(examples) && i < 2000; i += 5 {
		b.reset()
		examples[i].addTo(&b, rand.New(rand.NewPCG(1, 1)), 0)
		wk.forward(&b)
		for j := range b.n {
			values = append(values, wk.y[j*net.width+net.colTag:][:cfg.Tag]...)
		}
	}
	w := &neural.Weights{Embed: cfg.Embed, Hidden: cfg.Hidden, Layers: cfg.Layers, Arc: cfg.Arc, Label: cfg.Label, Tag: cfg.Tag, Extra: cfg.Extra,
		Hash: net.lex.Hash, Tags: net.tags}
	fill(w, net, ranges{1, 1, 1, 1, steps(values, 255)})
	return w
}

// nameLabels returns the label of every token, as neural.NameLabels has them.
func nameLabels(doc *document.Document) []uint8 {
	labels := make([]uint8, len(doc.Tokens))
	for _, n := range doc.Names {
		base := 1 + 4*uint8(n.Type)
		for i := n.First; i < n.End; i++ {
			labels[i] = base + 1
		}
		labels[n.First], labels[n.End-1] = base, base+2
		if n.End == n.First+1 {
			labels[n.First] = base + 3
		}
	}
	return labels
}
