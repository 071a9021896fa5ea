package names

import "dossier/ingest/document"

var (
	opening [1 + 2*numTypes]int // labels that may stand where no name is open
	closing [1 + 2*numTypes]int // labels after which none is open
)

func init() {
	o, c := 0, 0
	for l := range numLabels {
		if opens(l) {
			opening[o] = l
			o++
		}
		if closed(l) {
			closing[c] = l
			c++
		}
	}
}

// viterbi writes the best labels of a sentence of n tokens to ws.path; the
// emission scores stand in ws.emit.
func (ws *workspace) viterbi(m *model, n int) {
	ws.back = grow(ws.back, n*numLabels)
	ws.path = grow(ws.path, n)
	const low = -1 << 30
	var prev, cur [numLabels]int32
	for l := range prev {
		prev[l] = low
	}
	prev[outside] = 0
	for i := range n {
		emit := ws.emit[i*numLabels : (i+1)*numLabels]
		back := ws.back[i*numLabels : (i+1)*numLabels]
		for _, l := range opening {
			best, arg := int32(low), outside
			for _, p := range closing {
				if s := prev[p] + int32(m.trans[p][l]); s > best {
					best, arg = s, p
				}
			}
			cur[l] = best + emit[l]
			back[l] = uint8(arg)
		}
		for t := range numTypes {
			b := 1 + 4*t
			for _, l := range [2]int{b + inside, b + last} {
				from := b + begin
				best := prev[from] + int32(m.trans[from][l])
				if s := prev[b+inside] + int32(m.trans[b+inside][l]); s > best {
					best, from = s, b+inside
				}
				cur[l] = max(best+emit[l], low)
				back[l] = uint8(from)
			}
		}
		prev = cur
	}
	best, arg := int32(low), outside
	for _, l := range closing {
		if prev[l] > best {
			best, arg = prev[l], l
		}
	}
	for i := n - 1; i >= 0; i-- {
		ws.path[i] = uint8(arg)
		arg = int(ws.back[i*numLabels+arg])
	}
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// exps holds e^(-i/scale).
func expTable(scale float64) []float64 {
	step := expNeg(1 / scale)
	table := make([]float64, int(24*scale))
	v := 1.0
	for i := range table {
		table[i] = v
		v = float64(v * step)
	}
	return table
}

// expNeg returns e^-x for 0 ≤ x ≤ 1 by its series, the same on every machine.
func expNeg(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1; k < 30; k++ {
		term = float64(term * x / float64(k))
		sum = float64(sum + term)
	}
	return 1 / sum
}

func (f *Finder) exp(x int32) float64 {
	if x <= 0 {
		if int(-x) < len(f.exps) {
			return f.exps[-x]
		}
		return 0
	}
	if int(x) < len(f.exps) {
		return 1 / f.exps[x]
	}
	return 1 / f.exps[len(f.exps)-1]
}

// forwardBackward fills ws.prob with e^(emission) relative to each token's
// best label, and ws.alpha, ws.beta, scaled so that each token's alphas sum
// to one; ws.scales are the sums.
func (f *Finder) forwardBackward(ws *workspace, n int) {
	ws.prob, ws.alpha, ws.beta = grow(ws.prob, n*numLabels), grow(ws.alpha, n*numLabels), grow(ws.beta, n*numLabels)
	ws.scales = grow(ws.scales, n)
	for i := range n {
		emit, prob := ws.emit[i*numLabels:(i+1)*numLabels], ws.prob[i*numLabels:(i+1)*numLabels]
		top := emit[0]
		for _, e := range emit {
			top = max(top, e)
		}
		for l, e := range emit {
			prob[l] = f.exp(e - top)
		}
	}
	var start [numLabels]float64
	start[outside] = 1
	prev := start[:]
	for i := range n {
		prob, cur := ws.prob[i*numLabels:(i+1)*numLabels], ws.alpha[i*numLabels:(i+1)*numLabels]
		sum := 0.0
		for l := range cur {
			cur[l] = 0
		}
		for _, l := range opening {
			v := 0.0
			for _, p := range closing {
				v += float64(prev[p] * f.trans[p][l])
			}
			cur[l] = float64(v * prob[l])
		}
		for t := range numTypes {
			b := 1 + 4*t
			for _, l := range [2]int{b + inside, b + last} {
				v := float64(prev[b]*f.trans[b][l]) + float64(prev[b+inside]*f.trans[b+inside][l])
				cur[l] = float64(v * prob[l])
			}
		}
		for _, v := range cur {
			sum += v
		}
		if sum == 0 {
			sum = 1
		}
		for l := range cur {
			cur[l] /= sum
		}
		ws.scales[i] = sum
		prev = cur
	}
	for i := n - 1; i >= 0; i-- {
		cur := ws.beta[i*numLabels : (i+1)*numLabels]
		for l := range cur {
			cur[l] = 0
		}
		if i == n-1 {
			for _, l := range closing {
				cur[l] = 1
			}
			continue
		}
		next, prob := ws.beta[(i+1)*numLabels:(i+2)*numLabels], ws.prob[(i+1)*numLabels:(i+2)*numLabels]
		var in [numLabels]float64
		for l := range in {
			in[l] = float64(next[l]*prob[l]) / ws.scales[i+1]
		}
		for _, p := range closing {
			v := 0.0
			for _, l := range opening {
				v += float64(f.trans[p][l] * in[l])
			}
			cur[p] = v
		}
		for t := range numTypes {
			b := 1 + 4*t
			for _, p := range [2]int{b + begin, b + inside} {
				cur[p] = float64(f.trans[p][b+inside]*in[b+inside]) + float64(f.trans[p][b+last]*in[b+last])
			}
		}
	}
}

// marginal returns the probability that tokens [first, end) of the sentence
// of n tokens are one name of type t.
func (f *Finder) marginal(ws *workspace, first, end, n int, t document.Type) float64 {
	total := 0.0
	for _, l := range closing {
		total += ws.alpha[(n-1)*numLabels+l]
	}
	b := 1 + 4*int(t)
	at := func(i int) int {
		switch {
		case end-first == 1:
			return b + unit
		case i == first:
			return b + begin
		case i == end-1:
			return b + last
		}
		return b + inside
	}
	v := ws.alpha[first*numLabels+at(first)]
	for i := first + 1; i < end; i++ {
		v = float64(v*f.trans[at(i-1)][at(i)]) * ws.prob[i*numLabels+at(i)] / ws.scales[i]
	}
	v *= ws.beta[(end-1)*numLabels+at(end-1)]
	if total == 0 {
		return 0
	}
	return min(max(v/total, 0), 1)
}
