package pebblestore

import (
	"fmt"
	"testing"
)

func TestTermFilter(t *testing.T) {
	f := newTermFilter()
	const n = 300_000
	for i := range n {
		f.add(fmt.Sprint("in ", i))
	}
	wrong := 0
	for i := range n {
		if !f.has(fmt.Append(nil, "in ", i)) {
			t.Fatalf("it forgot term %d", i)
		}
		if f.has(fmt.Append(nil, "out ", i)) {
			wrong++
		}
	}
	if wrong > n/1000 {
		t.Errorf("%d of %d are false yeses", wrong, n)
	}
}
