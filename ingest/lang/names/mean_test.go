package names

import (
	"bytes"
	"testing"
)

func TestMean(t *testing.T) {
	make1 := func(scale float64, rows map[uint32]int8) *model {
		m := &model{scale: scale}
		m.newTable(len(rows))
		for _, k := range []uint32{3, 7, 1<<31 | 1} {
			if v, ok := rows[k]; ok {
				m.insert(k, bytesOf(v))
			}
		}
		return m
	}
	at := func(m *model, k uint32) int32 {
		out := make([]int32, numLabels)
		m.score([]uint64{uint64(k) << 32}, out)
		return out[5]
	}
	a := make1(10, map[uint32]int8{3: 40, 7: -20})
	b := make1(20, map[uint32]int8{3: 40, 1<<31 | 1: 10})
	m := mean([]*model{a, b})
	for k, want := range map[uint32]int32{3: 30, 7: -10, 9: 0, 1<<31 | 1: 3} {
		if got := at(m, k); got != want {
			t.Errorf("weight of %d is %d, want %d", k, got, want)
		}
	}
	x, err := a.encode()
	if err != nil {
		t.Fatal(err)
	}
	y, err := mean([]*model{a, a}).encode()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(x, y) {
		t.Error("the mean of a model with itself is another")
	}
	back, err := decodeModel(x)
	if err != nil {
		t.Fatal(err)
	}
	if at(back, 3) != 40 {
		t.Errorf("a model read back has weight %d, want 40", at(back, 3))
	}
	if _, err := decodeModel(x[:len(x)/2]); err == nil {
		t.Error("half a model is read without error")
	}
}

// bytesOf is a row with v for every label.
func bytesOf(v int8) []int8 {
	row := make([]int8, numLabels)
	for i := range row {
		row[i] = v
	}
	return row
}
