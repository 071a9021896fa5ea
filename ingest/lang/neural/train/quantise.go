package train

import (
	"math"
	"slices"

	"dossier/ingest/lang/neural"
)

// arcUnit is what one unit of an arc's score is multiplied by before it is
// cut to an integer.
const arcUnit = 1024

// Quantise turns a network into the bytes that inference works with: weights
// with one scale a column, activations with ranges measured on a sample of
// sentences.
func Quantise(net *Net, sample []Sentence) *neural.Weights {
	cfg := net.cfg
	w := &neural.Weights{Embed: cfg.Embed, Hidden: cfg.Hidden, Layers: cfg.Layers, Arc: cfg.Arc, Label: cfg.Label, Tag: cfg.Tag, Extra: cfg.Extra,
		Words: net.lex.Words, Hash: net.lex.Hash, Senses: *net.lex.Senses, Tags: net.tags, Deps: net.deps}
	fill(w, net, measure(net, sample))
	return w
}

// fill sets the weights.
func fill(w *neural.Weights, net *Net, r ranges) {
	cfg := net.cfg
	w.TableScale = embedScale(net.embed.w)
	w.Table = make([]int8, len(net.embed.w))
	for i, v := range net.embed.w {
		w.Table[i] = toInt8(v / w.TableScale)
	}
	for _, l := range net.layers {
		m := quantise(l.w.w, l.in, l.w.cols)
		fromHidden(&m, l.b.w)
		w.Gates = append(w.Gates, m)
		w.Mix = append(w.Mix, slices.Clone(l.mix.w))
	}
	w.Proj = quantise(net.proj.w, net.proj.rows, net.proj.cols)
	fromHidden(&w.Proj, net.projB.w)
	scaleCols(&w.Proj, 0, net.colAH, r.arcDep)
	scaleCols(&w.Proj, net.colAH, net.colLD, r.arcHead)
	scaleCols(&w.Proj, net.colLD, net.colTag, r.label)
	scaleCols(&w.Proj, net.colTag, net.colDist, r.tag)
	scaleCols(&w.Proj, net.colDist, net.width, arcUnit)

	w.Bilinear = quantise(net.arc.w, cfg.Arc, cfg.Arc)
	fromBytes(&w.Bilinear, net.arcB.w, r.arcDep)
	scaleCols(&w.Bilinear, 0, cfg.Arc, r.transform)
	for i := range w.Bilinear.Bias {
		w.Bilinear.Bias[i] += 128
	}
	w.ArcScale = float32(arcUnit / (r.transform * r.arcHead))

	w.Distance = slices.Clone(net.distance.w)
	for i := range w.Distance {
		w.Distance[i] = float32(float64(w.Distance[i]) * r.label)
	}
	w.Dep = quantise(net.label.w, cfg.Label, len(net.deps))
	fromBytes(&w.Dep, net.labelB.w, r.label)
	w.Pos = quantise(net.tag.w, cfg.Tag, len(net.tags))
	fromBytes(&w.Pos, net.tagB.w, r.tag)
}

// ranges holds, for every place where activations become bytes, the number of
// steps a unit has.
type ranges struct{ arcDep, arcHead, transform, label, tag float64 }

// measure runs the network over a sample and sets ranges so that all but one
// in two thousand values fit.
func measure(net *Net, sample []Sentence) ranges {
	ev := NewEvaluator(net)
	var values [5][]float32
	w, cfg := net.width, net.cfg
	for i := range sample {
		ev.Predict(&sample[i])
		wk, n := ev.wk, len(sample[i].Words)
		for j := range n {
			y := wk.y[j*w:][:w]
			values[0] = append(values[0], y[:net.colAH]...)
			values[1] = append(values[1], y[net.colAH:net.colLD]...)
			for _, v := range wk.t[j*cfg.Arc:][:cfg.Arc] {
				values[2] = append(values[2], max(v, -v))
			}
			values[3] = append(values[3], wk.hid[j*cfg.Label:][:cfg.Label]...)
			values[4] = append(values[4], y[net.colTag:net.colDist]...)
		}
	}
	return ranges{steps(values[0], 255), steps(values[1], 255), steps(values[2], 127), steps(values[3], 255), steps(values[4], 255)}
}

// steps sorts v and returns the steps a unit has when most are given to the
// value that all but one in two thousand stay below.
func steps(v []float32, most float64) float64 {
	slices.Sort(v)
	top := v[len(v)-1-len(v)/2000]
	return most / math.Max(float64(top), 1e-3)
}

func toInt8(v float32) int8 {
	return int8(math.RoundToEven(math.Max(-127, math.Min(127, float64(v)))))
}

// embedScale is the step of embeddings: all but one in ten thousand fit.
func embedScale(v []float32) float32 {
	abs := make([]float32, len(v))
	for i, x := range v {
		abs[i] = max(x, -x)
	}
	slices.Sort(abs)
	return abs[len(abs)-1-len(abs)/10000] / 127
}

// quantise gives each column its own scale.
func quantise(v []float32, rows, cols int) neural.Matrix {
	m := neural.Matrix{Rows: rows, Cols: cols, Q: make([]int8, len(v)), Scale: make([]float32, cols), Bias: make([]float32, cols)}
	for c := range cols {
		most := float32(1e-8)
		for r := range rows {
			x := v[r*cols+c]
			most = max(most, x, -x)
		}
		m.Scale[c] = most / 127
		for r := range rows {
			m.Q[r*cols+c] = toInt8(v[r*cols+c] / m.Scale[c])
		}
	}
	return m
}

// fromHidden fits a matrix to an input in [−1, 1] given as 127·x + 128.
func fromHidden(m *neural.Matrix, bias []float32) {
	for c := range m.Cols {
		sum := 0
		for r := range m.Rows {
			sum += int(m.Q[r*m.Cols+c])
		}
		scale := float64(m.Scale[c]) / 127
		m.Scale[c] = float32(scale)
		m.Bias[c] = float32(float64(bias[c]) - 128*float64(sum)*scale)
	}
}

// fromBytes fits a matrix to an input given as steps·x.
func fromBytes(m *neural.Matrix, bias []float32, steps float64) {
	for c := range m.Cols {
		m.Scale[c] = float32(float64(m.Scale[c]) / steps)
		m.Bias[c] = bias[c]
	}
}

// scaleCols makes the result of columns [lo, hi) factor times as large.
func scaleCols(m *neural.Matrix, lo, hi int, factor float64) {
	for c := lo; c < hi; c++ {
		m.Scale[c] = float32(float64(m.Scale[c]) * factor)
		m.Bias[c] = float32(float64(m.Bias[c]) * factor)
	}
}
