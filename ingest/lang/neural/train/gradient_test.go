package train

import (
	"math"
	"math/rand/v2"
	"testing"

	"dossier/ingest/document"
	"dossier/ingest/lang/neural"
)

func tinyNet(hidden int) (*trainer, []Sentence) {
	sentences := []Sentence{
		{Words: []string{"Dogs", "chase", "the", "cat"}, Joined: make([]bool, 4), Heads: []int{1, -1, 3, 1},
			Deps: []document.Dep{document.Nsubj, document.Root, document.Det, document.Obj}},
		{Words: []string{"Cats", "sleep"}, Joined: make([]bool, 2), Heads: []int{1, -1},
			Deps: []document.Dep{document.Nsubj, document.Root}},
	}
	noun, verb, det := neural.TagPair{Tag: document.NOUN, XTag: document.NNS}, neural.TagPair{Tag: document.VERB, XTag: document.VBP}, neural.TagPair{Tag: document.DET, XTag: document.DT}
	sentences[0].Tags = []neural.TagPair{noun, verb, det, noun}
	sentences[1].Tags = []neural.TagPair{noun, verb}
	cfg := Config{Embed: 6, Hidden: hidden, Layers: 2, Arc: 5, Label: 6, Tag: 5}
	net := NewNet(cfg, neural.NewLexicon(nil, 64, &neural.Senses{}), []neural.TagPair{noun, verb, det},
		[]document.Dep{document.Nsubj, document.Det, document.Obj}, 7)
	tr := &trainer{net: net, counts: make([]int32, 1), touched: make([]bool, net.lex.Rows()), rng: rand.New(rand.NewPCG(1, 1))}
	for s := range shards {
		tr.workers[s] = newWorker(net)
	}
	return tr, sentences
}

// TestGradient compares the hand-written gradients with differences of the loss.
func TestGradient(t *testing.T) {
	t.Run("plain", func(t *testing.T) { checkGradient(t, 4) })
	t.Run("vector", func(t *testing.T) { checkGradient(t, 16) })
}

func checkGradient(t *testing.T, hidden int) {
	tr, sentences := tinyNet(hidden)
	net := tr.net
	rng := rand.New(rand.NewPCG(9, 9))
	for _, p := range net.params {
		for i := range p.w {
			p.w[i] = float32(rng.NormFloat64() * 0.3)
		}
	}
	b := &tr.batches[0]
	for s := range tr.batches {
		tr.batches[s].reset()
	}
	for {
		b.reset()
		for i := range sentences {
			tr.add(b, &sentences[i])
		}
		if b.n == 6 {
			break
		}
	}
	wk := tr.workers[0]
	wk.rng = tr.rng
	loss := func() float64 {
		wk.step(b, 1, 1)
		return wk.lossArc + wk.lossLabel + wk.lossTag
	}
	loss()
	tr.workers[1].dEmbed = nil
	tr.gather()
	for _, p := range net.params {
		bad, checked := 0, 0
		for range 40 {
			i := rng.IntN(len(p.w))
			if p.sparse && !tr.touched[i/p.cols] {
				continue
			}
			want := float64(p.g[i])
			const h = 2e-3
			old := p.w[i]
			p.w[i] = old + h
			up := loss()
			p.w[i] = old - h
			down := loss()
			p.w[i] = old
			got := (up - down) / (2 * h)
			checked++
			if math.Abs(got-want) > 2e-2*math.Max(0.2, math.Abs(want)) {
				bad++
				t.Logf("%s[%d]: gradient %.5f, difference %.5f", p.name, i, want, got)
			}
		}
		if bad > checked/10 { // a rectifier may bend within a step
			t.Errorf("%s: %d of %d gradients are wrong", p.name, bad, checked)
		}
	}
}
