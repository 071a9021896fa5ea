package train

import (
	"math"
	"math/rand/v2"

	"dossier/ingest/document"
	"dossier/ingest/lang/neural"
)

// Config gives the sizes of a network. The zero value of a field is no default.
type Config struct {
	Embed  int // elements of a word's embedding
	Hidden int // units of a layer in each direction
	Layers int
	Arc    int // elements of the vectors that heads and dependents are compared by
	Label  int // hidden units of the label scorer
	Tag    int // hidden units of the tagger
	Extra  int // numbers of input beside the embedding
}

// tensor is a parameter matrix with its gradient and Adam's moments.
type tensor struct {
	name       string
	rows, cols int
	w, g, m, v []float32
	avg        []float32 // running average of w
	sparse     bool
}

func newTensor(name string, rows, cols int) *tensor {
	n := rows * cols
	return &tensor{name: name, rows: rows, cols: cols, w: make([]float32, n), g: make([]float32, n),
		m: make([]float32, n), v: make([]float32, n), avg: make([]float32, n)}
}

func (t *tensor) uniform(rng *rand.Rand, limit float64) *tensor {
	for i := range t.w {
		t.w[i] = float32((rng.Float64()*2 - 1) * limit)
	}
	return t
}

// layer is one bidirectional simple recurrent unit (Lei et al. 2018). Columns
// of w: candidate z, forget gate f, reset gate r, and in the first layer the
// highway input, each 2·Hidden wide, forward units first. mix holds the gates'
// weights of the previous state: row 0 for f, row 1 for r.
type layer struct {
	w, b, mix *tensor
	in, gates int
}

// Net is the network in training.
type Net struct {
	cfg    Config
	lex    *neural.Lexicon
	tags   []neural.TagPair
	tagOf  map[neural.TagPair]int
	deps   []document.Dep
	depOf  [document.NumDeps]int
	embed  *tensor
	layers []*layer
	// proj maps the last layer to, side by side, the vectors of the heads
	// below: dependent and head for arcs, dependent and head for labels, the
	// tagger's hidden units, and the scores of the distance buckets.
	proj, projB    *tensor
	arc, arcB      *tensor // bilinear form of arcs
	distance       *tensor // hidden bias of the label scorer by distance
	label, labelB  *tensor
	tag, tagB      *tensor
	params         []*tensor
	colAH, colLD   int // first columns of proj's parts (arc dependent is 0)
	colLH, colTag  int
	colDist, width int
}

// NewNet makes a network with random weights.
func NewNet(cfg Config, lex *neural.Lexicon, tags []neural.TagPair, deps []document.Dep, seed uint64) *Net {
	rng := rand.New(rand.NewPCG(seed, 1))
	d := 2 * cfg.Hidden
	net := &Net{cfg: cfg, lex: lex, tags: tags, deps: deps, tagOf: map[neural.TagPair]int{}}
	for i, p := range tags {
		net.tagOf[p] = i
	}
	for i := range net.depOf {
		net.depOf[i] = -1
	}
	for i, dep := range deps {
		net.depOf[dep] = i
	}
	add := func(name string, rows, cols int, limit float64) *tensor {
		t := newTensor(name, rows, cols).uniform(rng, limit)
		net.params = append(net.params, t)
		return t
	}
	net.embed = add("embed", lex.Rows(), cfg.Embed, 0.15)
	net.embed.sparse = true
	in, gates := cfg.Embed+cfg.Extra, 4
	for range cfg.Layers {
		l := &layer{in: in, gates: gates}
		l.w = add("layer.w", in, gates*d, math.Sqrt(6/float64(in+d)))
		l.b = add("layer.b", 1, gates*d, 0)
		l.mix = add("layer.mix", 2, d, 0.3)
		for i := range d {
			l.b.w[d+i] = 0.5
		}
		net.layers = append(net.layers, l)
		in, gates = d, 3
	}
	net.colAH = cfg.Arc
	net.colLD = 2 * cfg.Arc
	net.colLH = net.colLD + cfg.Label
	net.colTag = net.colLH + cfg.Label
	net.colDist = net.colTag + cfg.Tag
	net.width = net.colDist + neural.Distances + 1
	net.proj = add("proj", d, net.width, math.Sqrt(6/float64(d+cfg.Arc)))
	net.projB = add("projB", 1, net.width, 0)
	net.arc = add("arc", cfg.Arc, cfg.Arc, math.Sqrt(3/float64(cfg.Arc))*0.5)
	net.arcB = add("arcB", 1, cfg.Arc, 0)
	net.distance = add("distance", neural.Distances, cfg.Label, 0.1)
	net.label = add("label", cfg.Label, len(deps), math.Sqrt(6/float64(cfg.Label+len(deps))))
	net.labelB = add("labelB", 1, len(deps), 0)
	net.tag = add("tag", cfg.Tag, len(tags), math.Sqrt(6/float64(cfg.Tag+len(tags))))
	net.tagB = add("tagB", 1, len(tags), 0)
	return net
}

// squash is the network's tanh: x·(1−|x|/4) up to |x| = 2, ±1 beyond. It is
// continuous in its slope and exact in fixed point.
func squash(x float32) float32 {
	if x >= 2 {
		return 1
	}
	if x <= -2 {
		return -1
	}
	if x < 0 {
		return x * (1 + x/4)
	}
	return x * (1 - x/4)
}

// gate is its sigmoid, ½ + ½·squash(x/2).
func gate(x float32) float32 { return 0.5 + 0.5*squash(x*0.5) }

// squashSlope is squash' as a function of squash's value.
func squashSlope(y float32) float32 {
	if y < 0 {
		y = -y
	}
	return sqrt(max(0, 1-y))
}

func gateSlope(y float32) float32 { return 0.25 * squashSlope(2*y-1) }

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
