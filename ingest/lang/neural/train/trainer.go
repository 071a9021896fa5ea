package train

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"runtime"
	"sort"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"dossier/ingest/document"
	"dossier/ingest/lang/neural"
)

// Sentence is a training or evaluation sentence.
type Sentence struct {
	Words  []string
	Joined []bool // no space before the word
	Tags   []neural.TagPair
	Heads  []int // −1 for the root; nil when not parsed
	Deps   []document.Dep
}

// Options steer a training run.
type Options struct {
	Config  Config
	Epochs  int
	Horizon int     // epochs in which the rate would fall to nothing; training may stop before
	Batch   int     // tokens
	Rate    float64 // Adam's greatest step size
	Dropout Dropout
	Hash    int // hashed rows
	Seed    uint64
	Log     io.Writer
	// Each is called after every epoch with the averaged weights in place.
	Each func(epoch int, net *Net)
}

// Default are the options of the embedded model.
var Default = Options{
	Config:  Config{Embed: 192, Hidden: 160, Layers: 4, Arc: 128, Label: 192, Tag: 128},
	Epochs:  14, // later ones fit the training data better and nothing else
	Horizon: 20,
	Batch:   700,
	Rate:    2e-3,
	Dropout: Dropout{Embed: 0.2, Layer: 0.25, Output: 0.33, Head: 0.33, Feature: 0.1},
	Hash:    1 << 15,
	Seed:    1,
}

// shards is the number of parts that a batch is computed in.
const shards = 2

// Train fits a network. The result depends on sentences and options alone, not
// on the number of processors.
func Train(sentences []Sentence, opt Options) (*Net, error) {
	lex, err := buildLexicon(sentences, opt.Hash)
	if err != nil {
		return nil, err
	}
	net := NewNet(opt.Config, lex, tagPairs(sentences), depLabels(sentences), opt.Seed)
	tr := &trainer{net: net, opt: opt, counts: make([]int32, 1+len(net.lex.Words))}
	tr.count(sentences)
	for s := range shards {
		tr.workers[s] = newWorker(net)
		tr.workers[s].drop = opt.Dropout
	}
	tr.touched = make([]bool, net.lex.Rows())
	total := 0
	for i := range sentences {
		total += len(sentences[i].Words)
	}
	tr.total = max(opt.Epochs, opt.Horizon) * (total/opt.Batch + 1)
	start := time.Now()
	for epoch := range opt.Epochs {
		lossArc, lossLabel, lossTag := tr.epoch(sentences, epoch)
		fmt.Fprintf(opt.Log, "epoch %d: loss arc %.4f label %.4f tag %.4f, %s\n", epoch+1, lossArc, lossLabel, lossTag,
			time.Since(start).Round(time.Second))
		if opt.Each != nil {
			tr.swap()
			opt.Each(epoch+1, net)
			tr.swap()
		}
	}
	tr.swap()
	return net, nil
}

type trainer struct {
	net     *Net
	opt     Options
	workers [shards]*worker
	batches [shards]batch
	counts  []int32
	touched []bool
	list    []uint32
	stepNo  int
	total   int
	rng     *rand.Rand
	buf     []byte
}

func buildLexicon(sentences []Sentence, hash int) (*neural.Lexicon, error) {
	counts := map[uint64]int{}
	var buf []byte
	for i := range sentences {
		for _, w := range sentences[i].Words {
			var key uint64
			key, buf = neural.WordKey(w, buf)
			counts[key]++
		}
	}
	var keys []uint64
	for key, n := range counts {
		if n >= 2 {
			keys = append(keys, key)
		}
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	senses, err := readSenses()
	if err != nil {
		return nil, err
	}
	return neural.NewLexicon(keys, hash, senses), nil
}

func tagPairs(sentences []Sentence) []neural.TagPair {
	counts := map[neural.TagPair]int{}
	for i := range sentences {
		for _, p := range sentences[i].Tags {
			counts[p]++
		}
	}
	var pairs []neural.TagPair
	for p, n := range counts {
		if n >= 3 {
			pairs = append(pairs, p)
		}
	}
	sort.Slice(pairs, func(i, j int) bool {
		a, b := pairs[i], pairs[j]
		return a.Tag < b.Tag || a.Tag == b.Tag && a.XTag < b.XTag
	})
	return pairs
}

func depLabels(sentences []Sentence) []document.Dep {
	var seen [document.NumDeps]bool
	for i := range sentences {
		for j, dep := range sentences[i].Deps {
			if sentences[i].Heads[j] >= 0 {
				seen[dep] = true
			}
		}
	}
	var deps []document.Dep
	for dep, ok := range seen {
		if ok {
			deps = append(deps, document.Dep(dep))
		}
	}
	return deps
}

func (tr *trainer) count(sentences []Sentence) {
	var rows []uint32
	var starts []int32
	for i := range sentences {
		s := &sentences[i]
		rows, starts, tr.buf = tr.net.lex.AppendSentence(rows[:0], starts[:0], len(s.Words),
			func(i int) string { return s.Words[i] }, func(i int) bool { return s.Joined[i] }, tr.buf)
		for _, at := range starts {
			tr.counts[rows[at]]++
		}
	}
}

func (tr *trainer) epoch(sentences []Sentence, epoch int) (lossArc, lossLabel, lossTag float64) {
	opt := tr.opt
	rng := rand.New(rand.NewPCG(opt.Seed, uint64(100+epoch)))
	tr.rng = rng
	order := rng.Perm(len(sentences))
	arcs, tags := 0, 0
	for at := 0; at < len(order); {
		for s := range tr.batches {
			tr.batches[s].reset()
		}
		for at < len(order) && tr.batches[0].n+tr.batches[1].n < opt.Batch {
			small := 0
			if tr.batches[1].n < tr.batches[0].n {
				small = 1
			}
			tr.add(&tr.batches[small], &sentences[order[at]])
			at++
		}
		tr.step()
		for s, wk := range tr.workers {
			lossArc += wk.lossArc
			lossLabel += wk.lossLabel
			lossTag += wk.lossTag
			arcs += tr.batches[s].arcs
			tags += tr.batches[s].tags
		}
	}
	return lossArc / float64(arcs), lossLabel / float64(arcs), lossTag / float64(tags)
}

func (b *batch) reset() {
	b.n, b.arcs, b.tags = 0, 0, 0
	b.bounds = append(b.bounds[:0], 0)
	b.rows, b.starts = b.rows[:0], append(b.starts[:0], 0)
	b.extra = b.extra[:0]
	b.tag, b.head, b.dep = b.tag[:0], b.head[:0], b.dep[:0]
}

// add puts a sentence into the batch, noisy at random, with rows dropped.
func (tr *trainer) add(b *batch, s *Sentence) {
	rng := tr.rng
	words, n := s.Words, len(s.Words)
	change := func(f func(string) string) {
		noisy := make([]string, n)
		for i, w := range words {
			noisy[i] = f(w)
		}
		words = noisy
	}
	switch p := rng.Float64(); {
	case p < 0.03:
		change(strings.ToLower)
	case p < 0.05:
		change(strings.ToUpper)
	case p < 0.09:
		change(titleCase)
	}
	if n > 3 && rng.Float64() < 0.06 && s.Tags[n-1].Tag == document.PUNCT && leaf(s, n-1) {
		n--
	}
	base := int32(b.n)
	rows, starts, buf := tr.net.lex.AppendSentence(nil, nil, n,
		func(i int) string { return words[i] }, func(i int) bool { return s.Joined[i] }, tr.buf)
	tr.buf = buf
	starts = append(starts, int32(len(rows)))
	for i := range n {
		for k, row := range rows[starts[i]:starts[i+1]] {
			rate := float64(tr.opt.Dropout.Feature)
			if k == 0 {
				c := float64(tr.counts[row])
				rate = 0.05 + 0.5/(1+c*0.5)
				if row != 0 && rng.Float64() < rate {
					row = 0 // as an unknown word
				}
			} else if rng.Float64() < rate {
				continue
			}
			b.rows = append(b.rows, row)
		}
		b.starts = append(b.starts, int32(len(b.rows)))
		tag := int32(-1)
		if t, ok := tr.net.tagOf[s.Tags[i]]; ok {
			tag = int32(t)
			b.tags++
		}
		b.tag = append(b.tag, tag)
		head, dep := int32(-2), int32(-1)
		if s.Heads != nil {
			b.arcs++
			head = -1
			if s.Heads[i] >= 0 {
				head = base + int32(s.Heads[i])
				dep = int32(tr.net.depOf[s.Deps[i]])
			}
		}
		b.head, b.dep = append(b.head, head), append(b.dep, dep)
	}
	b.n += n
	b.bounds = append(b.bounds, int32(b.n))
}

func leaf(s *Sentence, at int) bool {
	for _, h := range s.Heads {
		if h == at {
			return false
		}
	}
	return len(s.Heads) == 0 || s.Heads[at] >= 0
}

func titleCase(w string) string {
	if len(w) < 4 && (w == "the" || w == "a" || w == "an" || w == "of" || w == "in" || w == "to" || w == "and" || w == "for" || w == "on" || w == "at" || w == "by" || w == "or" || w == "n't") {
		return w
	}
	r, size := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + w[size:]
}

func (tr *trainer) step() {
	tr.stepNo++
	arcs, tags := 0, 0
	for s := range tr.batches {
		arcs += tr.batches[s].arcs
		tags += tr.batches[s].tags
	}
	scaleArc, scaleTag := 1/float32(max(arcs, 1)), 1/float32(max(tags, 1))
	run := func(s int) {
		wk := tr.workers[s]
		wk.rng = rand.New(rand.NewPCG(tr.opt.Seed+uint64(s), uint64(1<<32+tr.stepNo)))
		wk.step(&tr.batches[s], scaleArc, scaleTag)
	}
	if runtime.GOMAXPROCS(0) > 1 {
		var wg sync.WaitGroup
		for s := range shards {
			wg.Go(func() { run(s) })
		}
		wg.Wait()
	} else {
		for s := range shards {
			run(s)
		}
	}
	tr.gather()
	tr.adam()
	if tr.stepNo%8 == 0 {
		tr.average()
	}
}

// gather adds the shards' gradients in a fixed order.
func (tr *trainer) gather() {
	net := tr.net
	for i, p := range net.params {
		if p.sparse {
			continue
		}
		copy(p.g, tr.workers[0].grads[i])
		for _, wk := range tr.workers[1:] {
			for j, v := range wk.grads[i] {
				p.g[j] += v
			}
		}
	}
	e := net.cfg.Embed
	tr.list = tr.list[:0]
	for s, wk := range tr.workers {
		b := &tr.batches[s]
		for i := range b.n {
			src := wk.dEmbed[i*e:][:e]
			for _, row := range b.rows[b.starts[i]:b.starts[i+1]] {
				dst := net.embed.g[int(row)*e:][:e]
				if !tr.touched[row] {
					tr.touched[row] = true
					tr.list = append(tr.list, row)
					copy(dst, src)
					continue
				}
				for j, v := range src {
					dst[j] += v
				}
			}
		}
	}
}

// adam updates all weights (Kingma & Ba 2015), embedding rows only when used.
func (tr *trainer) adam() {
	const beta1, beta2, eps = 0.9, 0.98, 1e-8
	norm := 0.0
	for _, p := range tr.net.params {
		if p.sparse {
			for _, row := range tr.list {
				for _, v := range p.g[int(row)*p.cols:][:p.cols] {
					norm += float64(v * v)
				}
			}
			continue
		}
		for _, v := range p.g {
			norm += float64(v * v)
		}
	}
	clip := float32(1)
	if norm = math.Sqrt(norm); norm > 5 {
		clip = float32(5 / norm)
	}
	progress := float64(tr.stepNo) / float64(tr.total)
	rate := tr.opt.Rate
	if warm := float64(tr.stepNo) / 300; warm < 1 {
		rate *= warm
	}
	rate *= math.Max(0.01, 0.5*(1+math.Cos(math.Pi*math.Min(1, progress))))
	t := float64(min(tr.stepNo, 100000))
	lr := float32(rate * math.Sqrt(1-math.Pow(beta2, t)) / (1 - math.Pow(beta1, t)))
	update := func(w, g, m, v []float32) {
		m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
		for i := range w {
			d := g[i] * clip
			m[i] += (1 - beta1) * (d - m[i])
			v[i] += (1 - beta2) * (d*d - v[i])
			w[i] -= lr * m[i] / (sqrt(v[i]) + eps)
		}
	}
	for _, p := range tr.net.params {
		if !p.sparse {
			update(p.w, p.g, p.m, p.v)
			continue
		}
		for _, row := range tr.list {
			lo, hi := int(row)*p.cols, int(row+1)*p.cols
			update(p.w[lo:hi], p.g[lo:hi], p.m[lo:hi], p.v[lo:hi])
			tr.touched[row] = false
		}
	}
}

// average follows the weights with a running average (Polyak & Juditsky 1992).
func (tr *trainer) average() {
	n := float64(tr.stepNo / 8)
	keep := float32(math.Min(0.985, n/(n+9)))
	for _, p := range tr.net.params {
		avg := p.avg[:len(p.w)]
		for i, v := range p.w {
			avg[i] += (1 - keep) * (v - avg[i])
		}
	}
}

func (tr *trainer) swap() {
	for _, p := range tr.net.params {
		p.w, p.avg = p.avg, p.w
	}
}
