package linear

import "sort"

// Trainer is an averaged multi-class perceptron under training. Classes are
// numbered from 0 to 255. It is not safe for concurrent use.
type Trainer struct {
	keys  []uint64 // open addressing; 0 is an empty slot
	rows  [][]cell
	count int
	clock int64
	seen  map[uint64]uint8 // how often Observe saw a feature; nil when it was never called
	least uint8
}

// cell is one weight; mean is the sum of the weight's changes times their
// clock, so that the average is weight − mean/clock.
type cell struct {
	class  uint8
	weight int32
	mean   int64
}

// NewTrainer returns a trainer without weights.
func NewTrainer() *Trainer {
	return &Trainer{keys: make([]uint64, 1<<16), rows: make([][]cell, 1<<16), clock: 1}
}

// Observe counts the features of one example of the training data, before
// training. Once it was called, Update passes over features that were not
// observed at least `least` times.
func (t *Trainer) Observe(features []uint64, least int) {
	if t.seen == nil {
		t.seen = map[uint64]uint8{}
	}
	t.least = uint8(least)
	for _, h := range features {
		if n := t.seen[h]; n < t.least {
			t.seen[h] = n + 1
		}
	}
}

func (t *Trainer) find(h uint64) int {
	if h == 0 {
		h = 1
	}
	mask := uint64(len(t.keys) - 1)
	i := (h ^ h>>31) & mask
	for t.keys[i] != 0 && t.keys[i] != h {
		i = (i + 1) & mask
	}
	return int(i)
}

// Score adds the weights of the features to the classes' scores.
func (t *Trainer) Score(features []uint64, scores []int32) {
	for _, h := range features {
		row := t.rows[t.find(h)]
		for k := range row {
			scores[row[k].class] += row[k].weight
		}
	}
}

// Tick tells the trainer that one more decision was made; averages are taken
// over decisions.
func (t *Trainer) Tick() { t.clock++ }

// Update moves the weights of the features for a class by delta.
func (t *Trainer) Update(features []uint64, class int, delta int32) {
	for _, h := range features {
		if t.seen != nil && t.seen[h] < t.least {
			continue
		}
		t.change(h, uint8(class), delta)
	}
}

func (t *Trainer) change(h uint64, class uint8, delta int32) {
	if h == 0 {
		h = 1
	}
	i := t.find(h)
	if t.keys[i] == 0 {
		if t.count*2 >= len(t.keys) {
			t.grow()
			i = t.find(h)
		}
		t.keys[i] = h
		t.count++
	}
	row := t.rows[i]
	for k := range row {
		if row[k].class == class {
			row[k].weight += delta
			row[k].mean += int64(delta) * t.clock
			return
		}
	}
	t.rows[i] = append(row, cell{class, delta, int64(delta) * t.clock})
}

func (t *Trainer) grow() {
	keys, rows := t.keys, t.rows
	t.keys, t.rows = make([]uint64, 2*len(keys)), make([][]cell, 2*len(keys))
	for i, h := range keys {
		if h != 0 {
			at := t.find(h)
			t.keys[at], t.rows[at] = h, rows[i]
		}
	}
}

// Len returns the number of features with a weight.
func (t *Trainer) Len() int { return t.count }

// Weight is an averaged weight of one class.
type Weight struct {
	Class uint8
	Value float64
}

// Feature is the averaged weights of one feature, by ascending class.
type Feature struct {
	Hash    uint64
	Weights []Weight
	size    float64 // largest absolute weight
}

// Features returns the averaged weights, the features with the largest
// weights first, then by ascending hash.
func (t *Trainer) Features() []Feature {
	out := make([]Feature, 0, t.count)
	for i, h := range t.keys {
		if h == 0 {
			continue
		}
		f := Feature{Hash: h}
		for _, c := range t.rows[i] {
			v := float64(c.weight) - float64(c.mean)/float64(t.clock)
			if v != 0 {
				f.Weights = append(f.Weights, Weight{c.class, v})
				f.size = max(f.size, v, -v)
			}
		}
		sort.Slice(f.Weights, func(a, b int) bool { return f.Weights[a].Class < f.Weights[b].Class })
		if len(f.Weights) > 0 {
			out = append(out, f)
		}
	}
	sort.Slice(out, func(a, b int) bool {
		if out[a].size != out[b].size {
			return out[a].size > out[b].size
		}
		return out[a].Hash < out[b].Hash
	})
	return out
}
