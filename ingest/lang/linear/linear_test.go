package linear

import (
	"bytes"
	"testing"
)

func hash(i int) uint64 {
	h := uint64(i+1) * 0x9e3779b97f4a7c15
	h ^= h >> 29
	return h * 0xbf58476d1ce4e5b9
}

// train learns that feature i stands for class i mod classes.
func train(classes int) *Trainer {
	t := NewTrainer()
	scores := make([]int32, classes)
	for range 5 {
		for i := range 5000 {
			clear(scores)
			feats := []uint64{hash(i), hash(-2)}
			t.Score(feats, scores)
			if got := argmax(scores); got != i%classes {
				t.Update(feats, i%classes, 1)
				t.Update(feats, got, -1)
			}
			t.Tick()
		}
	}
	return t
}

func argmax(s []int32) int {
	best := 0
	for i, v := range s {
		if v > s[best] {
			best = i
		}
	}
	return best
}

func TestSparse(t *testing.T) {
	data := train(7).PackSparse(7, 1<<20, 1)
	if !bytes.Equal(data, train(7).PackSparse(7, 1<<20, 1)) {
		t.Error("two trainings give different bytes")
	}
	m, err := OpenSparse(data)
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for i := range 5000 {
		scores := make([]int32, 7)
		m.Score([]uint64{hash(i), hash(-2)}, scores)
		if argmax(scores) != i%7 {
			wrong++
		}
	}
	if wrong > 50 {
		t.Errorf("%d of 5000 wrong", wrong)
	}
	if _, err := OpenSparse(data[:len(data)-1]); err == nil {
		t.Error("cut data were opened")
	}
}

func TestTernary(t *testing.T) {
	m, err := OpenTernary(train(3).PackTernary(16, 1))
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for i := range 5000 {
		a, b := m.Score([]uint64{hash(i), hash(-2)})
		if argmax([]int32{0, a, b}) != i%3 {
			wrong++
		}
	}
	if wrong > 50 {
		t.Errorf("%d of 5000 wrong", wrong)
	}
}

// Damaged models are refused, or give some scores: they never fail later.
func FuzzOpen(f *testing.F) {
	f.Add(train(3).PackSparse(3, 100, 1))
	f.Add(train(3).PackTernary(8, 1))
	f.Fuzz(func(t *testing.T, data []byte) {
		features := []uint64{0, 1, hash(1), hash(2), ^uint64(0)}
		if m, err := OpenSparse(data); err == nil {
			m.Score(features, make([]int32, m.Classes()))
		}
		if m, err := OpenTernary(data); err == nil {
			m.Score(features)
		}
	})
}
