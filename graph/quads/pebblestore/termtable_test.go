package pebblestore

import (
	"fmt"
	"testing"
)

func TestTermTable(t *testing.T) {
	for _, hash := range map[string]func(i int) uint64{
		"spread":    func(i int) uint64 { return uint64(i) * 0x9e3779b97f4a7c15 },
		"all alike": func(int) uint64 { return 7 << 40 },
	} {
		var table termTable
		for range 2 { // and again after reset
			for i := range 2500 {
				term := fmt.Appendf(nil, "term %d", i)
				if table.find(hash(i), term) >= 0 {
					t.Fatalf("%s is there before it was put", term)
				}
				table.put(hash(i), term, ID(10*i+1))
			}
			for i := range 2500 {
				term := fmt.Appendf(nil, "term %d", i)
				at := table.find(hash(i), term)
				if at != i || table.ids[at] != ID(10*i+1) || string(table.term(at)) != string(term) {
					t.Fatalf("%s stands at %d", term, at)
				}
			}
			table.reset()
		}
	}
}
