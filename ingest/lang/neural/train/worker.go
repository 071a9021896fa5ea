package train

import (
	"math"
	"math/rand/v2"

	"dossier/ingest/lang/neural"
)

// batch is a list of sentences, their tokens one after the other.
type batch struct {
	n      int       // tokens
	bounds []int32   // sentence s has tokens [bounds[s], bounds[s+1])
	rows   []uint32  // embedding rows of all tokens
	extra  []float32 // further input of all tokens
	starts []int32   // position in rows of each token, and the end
	tag    []int32   // gold, −1 for none
	head   []int32   // gold token index in the batch, −1 root, −2 none
	dep    []int32   // gold, −1 for none (also of roots)
	arcs   int       // tokens with a gold head
	tags   int
}

// worker computes one shard: activations, and gradients of its own.
type worker struct {
	net   *Net
	mulr  multiplier
	rng   *rand.Rand
	drop  Dropout
	train bool

	x0        []float32 // embedding sums after squash
	zero      []float32
	carry     []float32
	acts      []layerActs
	hd, maskH []float32
	y, maskY  []float32
	t         []float32 // arc transform
	s         []float32 // scores of one sentence
	hid       []float32
	logits    []float32
	taglog    []float32
	dy, dh    []float32
	dt, dhid  []float32
	dx        []float32
	du        []float32
	grads     [][]float32 // one per parameter; nil for the embedding
	dEmbed    []float32   // gradient of each token's embedding sum
	lossArc   float64
	lossLabel float64
	lossTag   float64
}

// Dropout gives the rates of each kind.
type Dropout struct {
	Embed, Layer, Output, Head float32
	Feature                    float32 // whole embedding rows
}

func newWorker(net *Net) *worker {
	wk := &worker{net: net, acts: make([]layerActs, len(net.layers))}
	for _, p := range net.params {
		if p.sparse {
			wk.grads = append(wk.grads, nil)
			continue
		}
		wk.grads = append(wk.grads, make([]float32, len(p.w)))
	}
	return wk
}

func (wk *worker) grad(t *tensor) []float32 {
	for i, p := range wk.net.params {
		if p == t {
			return wk.grads[i]
		}
	}
	return nil
}

func fit(s *[]float32, n int) []float32 {
	if cap(*s) < n {
		*s = make([]float32, n+n/4)
	}
	*s = (*s)[:n]
	return *s
}

// sentenceMask fills mask with one random row for each sentence.
func (wk *worker) sentenceMask(mask []float32, rate float32) {
	keep := 1 / (1 - rate)
	limit := uint32(float64(rate) * (1 << 32))
	for i := range mask {
		if rate > 0 && wk.rng.Uint32() < limit {
			mask[i] = 0
		} else {
			mask[i] = keep
		}
	}
}

// eachRow calls f for every token with its sentence.
func eachRow(bounds []int32, f func(sent, tok int)) {
	for s := 0; s+1 < len(bounds); s++ {
		for t := bounds[s]; t < bounds[s+1]; t++ {
			f(s, int(t))
		}
	}
}

// masked sets dst to src times the mask of each row's sentence.
func masked(dst, src, mask []float32, bounds []int32, cols int) {
	eachRow(bounds, func(s, t int) {
		m, from, to := mask[s*cols:][:cols], src[t*cols:][:cols], dst[t*cols:][:cols]
		for i, v := range from {
			to[i] = v * m[i]
		}
	})
}

func (wk *worker) forward(b *batch) {
	net, n := wk.net, b.n
	e, d := net.cfg.Embed, 2*net.cfg.Hidden
	sents := len(b.bounds) - 1

	extra := net.cfg.Extra
	in0 := e + extra
	x0 := fit(&wk.x0, n*in0)
	for i := range n {
		sum := x0[i*in0:][:e]
		copy(x0[i*in0+e:][:extra], b.extra[i*extra:])
		clear(sum)
		for _, row := range b.rows[b.starts[i]:b.starts[i+1]] {
			for j, v := range net.embed.w[int(row)*e:][:e] {
				sum[j] += v
			}
		}
		for j, v := range sum {
			sum[j] = squash(v)
		}
	}
	in := x0
	for li, l := range net.layers {
		act := &wk.acts[li]
		act.in = in
		xd := in
		if wk.train {
			rate := wk.drop.Layer
			if li == 0 {
				rate = wk.drop.Embed
			}
			mask := fit(&act.mask, sents*l.in)
			wk.sentenceMask(mask, rate)
			xd = fit(&act.xd, n*l.in)
			masked(xd, in, mask, b.bounds, l.in)
		}
		cols := l.gates * d
		u := fit(&act.u, n*cols)
		wk.mulr.mul(u, cols, xd, l.in, false, l.w.w, cols, false, n, cols, l.in, false)
		wk.recur(l, act, b.bounds, n, d)
		in = act.h
	}

	hd := in
	maskY := fit(&wk.maskY, sents*net.width)
	if wk.train {
		mask := fit(&wk.maskH, sents*d)
		wk.sentenceMask(mask, wk.drop.Output)
		hd = fit(&wk.hd, n*d)
		masked(hd, in, mask, b.bounds, d)
		wk.sentenceMask(maskY, wk.drop.Head)
	} else {
		wk.sentenceMask(maskY, 0)
	}
	w := net.width
	y := fit(&wk.y, n*w)
	wk.mulr.mul(y, w, hd, d, false, net.proj.w, w, false, n, w, d, false)
	bias := net.projB.w[:w]
	eachRow(b.bounds, func(s, t int) {
		row, mask := y[t*w:][:w], maskY[s*w:][:w]
		for j, v := range row {
			row[j] = v + bias[j]
		}
		rectified := func(lo, hi int) {
			for j := lo; j < hi; j++ {
				row[j] = max(row[j], 0) * mask[j]
			}
		}
		rectified(0, net.colLD)
		rectified(net.colTag, net.colDist)
	})
	a := net.cfg.Arc
	t := fit(&wk.t, n*a)
	for i := range n {
		copy(t[i*a:][:a], net.arcB.w)
	}
	wk.mulr.mul(t, a, y, w, false, net.arc.w, a, false, n, a, a, true)

	nt := len(net.tags)
	tl := fit(&wk.taglog, n*nt)
	for i := range n {
		copy(tl[i*nt:][:nt], net.tagB.w)
	}
	wk.mulr.mul(tl, nt, y[net.colTag:], w, false, net.tag.w, nt, false, n, nt, net.cfg.Tag, true)
}

// arcScores fills wk.s with the scores of sentence s: one row a dependent, one
// column a head, the root last.
func (wk *worker) arcScores(b *batch, s int) ([]float32, int) {
	net := wk.net
	lo, hi := int(b.bounds[s]), int(b.bounds[s+1])
	n, a, w := hi-lo, net.cfg.Arc, net.width
	sc := fit(&wk.s, n*(n+1))
	wk.mulr.mul(sc, n+1, wk.t[lo*a:], a, false, wk.y[lo*w+net.colAH:], w, true, n, n, a, false)
	for i := range n {
		dist := wk.y[(lo+i)*w+net.colDist:][:neural.Distances+1]
		row := sc[i*(n+1):][:n+1]
		for j := range n {
			if j == i {
				row[j] = -1e9
				continue
			}
			row[j] += dist[neural.Distance(j-i)]
		}
		row[n] = dist[neural.Distances]
	}
	return sc, n
}

// labelScores fills wk.logits for the given heads (token indices, −1 none).
func (wk *worker) labelScores(b *batch, head []int32) {
	net := wk.net
	k, w, nl := net.cfg.Label, net.width, len(net.deps)
	hid := fit(&wk.hid, b.n*k)
	for i := range b.n {
		row := hid[i*k:][:k]
		if head[i] < 0 {
			clear(row)
			continue
		}
		dep, hd := wk.y[i*w+net.colLD:][:k], wk.y[int(head[i])*w+net.colLH:][:k]
		bias := net.distance.w[neural.Distance(int(head[i])-i)*k:][:k]
		for j := range row {
			v := dep[j] + hd[j] + bias[j]
			if v < 0 {
				v = 0
			}
			row[j] = v
		}
	}
	if wk.train && wk.drop.Head > 0 {
		limit := uint32(float64(wk.drop.Head) * (1 << 32))
		keep := 1 / (1 - wk.drop.Head)
		for i := range hid {
			if hid[i] > 0 {
				if wk.rng.Uint32() < limit {
					hid[i] = 0
				} else {
					hid[i] *= keep
				}
			}
		}
	}
	lg := fit(&wk.logits, b.n*nl)
	for i := range b.n {
		copy(lg[i*nl:][:nl], net.labelB.w)
	}
	wk.mulr.mul(lg, nl, hid, k, false, net.label.w, nl, false, b.n, nl, k, true)
}

// softmax turns a row of scores into the gradient of its cross-entropy times
// scale and returns the loss.
func softmax(row []float32, gold int, scale float32) float64 {
	most := row[0]
	for _, v := range row[1:] {
		most = max(most, v)
	}
	sum := float32(0)
	goldScore := row[gold]
	for i, v := range row {
		p := exp32(v - most)
		row[i] = p
		sum += p
	}
	inv := scale / sum
	for i := range row {
		row[i] *= inv
	}
	row[gold] -= scale
	return math.Log(float64(sum)) - float64(goldScore-most)
}

func exp32(x float32) float32 {
	if x < -80 {
		return 0
	}
	return float32(math.Exp(float64(x)))
}

// step runs forward and backward; scale multiplies every loss, so that shards
// of a batch add up.
func (wk *worker) step(b *batch, scaleArc, scaleTag float32) {
	for _, g := range wk.grads {
		clear(g)
	}
	wk.lossArc, wk.lossLabel, wk.lossTag = 0, 0, 0
	if b.n == 0 { // the last batch may have one sentence
		return
	}
	wk.train = true
	wk.forward(b)
	net, n := wk.net, b.n
	w, a, d, k := net.width, net.cfg.Arc, 2*net.cfg.Hidden, net.cfg.Label
	dy := fit(&wk.dy, n*w)
	clear(dy)

	// Tags.
	nt := len(net.tags)
	tl := wk.taglog
	dTagB := wk.grad(net.tagB)
	for i := range n {
		row := tl[i*nt:][:nt]
		if b.tag[i] < 0 {
			clear(row)
			continue
		}
		wk.lossTag += softmax(row, int(b.tag[i]), scaleTag)
		for j, v := range row {
			dTagB[j] += v
		}
	}
	wk.mulr.mul(wk.grad(net.tag), nt, wk.y[net.colTag:], w, true, tl, nt, false, net.cfg.Tag, nt, n, true)
	wk.mulr.mul(dy[net.colTag:], w, tl, nt, false, net.tag.w, nt, true, n, net.cfg.Tag, nt, true)

	// Labels of gold arcs.
	wk.labelScores(b, b.head)
	nl := len(net.deps)
	dLabelB := wk.grad(net.labelB)
	for i := range n {
		row := wk.logits[i*nl:][:nl]
		if b.dep[i] < 0 {
			clear(row)
			continue
		}
		wk.lossLabel += softmax(row, int(b.dep[i]), scaleArc)
		for j, v := range row {
			dLabelB[j] += v
		}
	}
	wk.mulr.mul(wk.grad(net.label), nl, wk.hid, k, true, wk.logits, nl, false, k, nl, n, true)
	dhid := fit(&wk.dhid, n*k)
	wk.mulr.mul(dhid, k, wk.logits, nl, false, net.label.w, nl, true, n, k, nl, false)
	keep := 1 / (1 - wk.drop.Head)
	dDist := wk.grad(net.distance)
	for i := range n {
		if b.head[i] < 0 {
			continue
		}
		h := int(b.head[i])
		dDep, dHead := dy[i*w+net.colLD:][:k], dy[h*w+net.colLH:][:k]
		dd := dDist[neural.Distance(h-i)*k:][:k]
		for j, v := range dhid[i*k:][:k] {
			if wk.hid[i*k+j] > 0 {
				v *= keep
				dDep[j] += v
				dHead[j] += v
				dd[j] += v
			}
		}
	}

	// Arcs.
	dt := fit(&wk.dt, n*a)
	clear(dt)
	for s := 0; s+1 < len(b.bounds); s++ {
		lo := int(b.bounds[s])
		if b.head[lo] == -2 {
			continue
		}
		sc, m := wk.arcScores(b, s)
		for i := range m {
			row := sc[i*(m+1):][:m+1]
			gold := m
			if h := b.head[lo+i]; h >= 0 {
				gold = int(h) - lo
			}
			wk.lossArc += softmax(row, gold, scaleArc)
			dDist := dy[(lo+i)*w+net.colDist:][:neural.Distances+1]
			for j, v := range row[:m] {
				if j != i {
					dDist[neural.Distance(j-i)] += v
				}
			}
			dDist[neural.Distances] += row[m]
		}
		wk.mulr.mul(dt[lo*a:], a, sc, m+1, false, wk.y[lo*w+net.colAH:], w, false, m, a, m, true)
		wk.mulr.mul(dy[lo*w+net.colAH:], w, sc, m+1, true, wk.t[lo*a:], a, false, m, a, m, true)
	}
	dArcB := wk.grad(net.arcB)
	for i := range n {
		for j, v := range dt[i*a:][:a] {
			dArcB[j] += v
		}
	}
	wk.mulr.mul(wk.grad(net.arc), a, wk.y, w, true, dt, a, false, a, a, n, true)
	wk.mulr.mul(dy, w, dt, a, false, net.arc.w, a, true, n, a, a, true)

	// Projections.
	dProjB := wk.grad(net.projB)
	for i := range n {
		row, y := dy[i*w:][:w], wk.y[i*w:][:w]
		rectified := func(lo, hi int) {
			for j := lo; j < hi; j++ {
				if y[j] > 0 {
					row[j] *= keep
				} else {
					row[j] = 0
				}
			}
		}
		rectified(0, net.colLD)
		rectified(net.colTag, net.colDist)
		for j, v := range row {
			dProjB[j] += v
		}
	}
	wk.mulr.mul(wk.grad(net.proj), w, wk.hd, d, true, dy, w, false, d, w, n, true)
	dh := fit(&wk.dh, n*d)
	wk.mulr.mul(dh, d, dy, w, false, net.proj.w, w, true, n, d, w, false)
	masked(dh, dh, wk.maskH, b.bounds, d)

	// Layers, last to first.
	for li := len(net.layers) - 1; li >= 0; li-- {
		l, act := net.layers[li], &wk.acts[li]
		cols := l.gates * d
		du := fit(&wk.du, n*cols)
		wk.recurBack(l, act, b.bounds, dh, du, d)
		wk.mulr.mul(wk.grad(l.w), cols, act.xd, l.in, true, du, cols, false, l.in, cols, n, true)
		dx := fit(&wk.dx, n*l.in)
		wk.mulr.mul(dx, l.in, du, cols, false, l.w.w, cols, true, n, l.in, cols, false)
		masked(dx, dx, act.mask, b.bounds, l.in)
		if l.gates == 3 { // dh now holds the highway's share
			for i, v := range dx {
				dh[i] += v
			}
		}
	}
	e := net.cfg.Embed
	dEmbed := fit(&wk.dEmbed, n*e)
	in0 := e + net.cfg.Extra
	for i := range n {
		dx, x0 := wk.dx[i*in0:][:e], wk.x0[i*in0:][:e]
		for j, v := range dx {
			dEmbed[i*e+j] = v * squashSlope(x0[j])
		}
	}
}
