package train

import (
	"fmt"

	"dossier/ingest/document"
	"dossier/ingest/lang/neural"
)

// Accuracy counts right answers over gold tokens.
type Accuracy struct{ Tokens, Upos, Xpos, Heads, Labeled int }

func (a Accuracy) String() string {
	p := func(n int) float64 { return 100 * float64(n) / float64(max(a.Tokens, 1)) }
	return fmt.Sprintf("UPOS %.2f XPOS %.2f UAS %.2f LAS %.2f", p(a.Upos), p(a.Xpos), p(a.Heads), p(a.Labeled))
}

func (a *Accuracy) add(s *Sentence, j int, tags neural.TagPair, head int, dep document.Dep) {
	a.Tokens++
	if tags.Tag == s.Tags[j].Tag {
		a.Upos++
	}
	if tags.XTag == s.Tags[j].XTag {
		a.Xpos++
	}
	if head == s.Heads[j] {
		a.Heads++
		if dep == s.Deps[j] {
			a.Labeled++
		}
	}
}

// Evaluator predicts with a float network.
type Evaluator struct {
	wk    *worker
	trees neural.Trees
	b     batch
	buf   []byte
	ints  []int32
}

// NewEvaluator returns an evaluator of a network.
func NewEvaluator(net *Net) *Evaluator { return &Evaluator{wk: newWorker(net)} }

// Predict returns tags, heads (−1 root) and relations of a sentence.
func (ev *Evaluator) Predict(s *Sentence) ([]neural.TagPair, []int32, []document.Dep) {
	net, b, n := ev.wk.net, &ev.b, len(s.Words)
	b.reset()
	b.n = n
	b.rows, b.starts, ev.buf = net.lex.AppendSentence(b.rows, b.starts[:0], n,
		func(i int) string { return s.Words[i] }, func(i int) bool { return s.Joined[i] }, ev.buf)
	b.starts = append(b.starts, int32(len(b.rows)))
	b.bounds = append(b.bounds, int32(n))
	wk := ev.wk
	wk.train = false
	wk.forward(b)
	nt := len(net.tags)
	tags := make([]neural.TagPair, n)
	for i := range n {
		tags[i] = net.tags[argmax(wk.taglog[i*nt:][:nt])]
	}
	sc, _ := wk.arcScores(b, 0)
	ev.ints = ev.ints[:0]
	for _, v := range sc {
		ev.ints = append(ev.ints, int32(max(v, -1e6)*1000))
	}
	heads := make([]int32, n)
	ev.trees.Best(ev.ints, n+1, n, heads)
	wk.labelScores(b, heads)
	nl := len(net.deps)
	deps := make([]document.Dep, n)
	for i := range n {
		if heads[i] < 0 {
			deps[i] = document.Root
			continue
		}
		deps[i] = net.deps[argmax(wk.logits[i*nl:][:nl])]
	}
	return tags, heads, deps
}

func argmax(row []float32) int {
	best := 0
	for i, v := range row {
		if v > row[best] {
			best = i
		}
	}
	return best
}

// Evaluate measures a network on gold tokens and sentences.
func Evaluate(net *Net, sentences []Sentence) Accuracy {
	ev := NewEvaluator(net)
	var acc Accuracy
	for i := range sentences {
		s := &sentences[i]
		tags, heads, deps := ev.Predict(s)
		for j := range s.Words {
			acc.add(s, j, tags[j], int(heads[j]), deps[j])
		}
	}
	return acc
}
