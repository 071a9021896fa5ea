package queries

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"dossier/graph"
)

// chain is a graph of hops: a meets b, c and d; c and d have more facts with
// a than b; e hangs on b, f on c and d.
var chain = []stated{
	"person/a | meets | person/b",
	"person/a | meets | person/c", "person/a | works for | person/c",
	"person/a | meets | person/d", "person/d | works for | person/a",
	"person/b | meets | person/e",
	"person/c | meets | person/f", "person/f | works for | person/d",
	"person/e | meets | person/f",
}

func TestVicinity(t *testing.T) {
	g := world(t, map[string][]stated{"2024-01-01": chain})
	for _, c := range []struct {
		name         string
		around       []graph.IRI
		depth, limit int
		bound        reading
		want         string // entities with how many neighbours lack, then what else lacks
	}{
		{"one hop", []graph.IRI{"person/a"}, 1, 10, bounded, "a b+1 c+1 d+1; 5 facts"},
		{"two hops, without the facts between the last", []graph.IRI{"person/a"}, 2, 10, bounded, "a b c d e+1 f+1; 8 facts"},
		{"more facts first, then by IRI", []graph.IRI{"person/a"}, 1, 3, bounded, "a+1 c+1 d+1; 4 facts; 1 left out"},
		{"nearer before better joined", []graph.IRI{"person/a"}, 2, 4, bounded, "a b+1 c+1 d+1; 5 facts; 2 left out"},
		{"better joined of the last hop", []graph.IRI{"person/a"}, 2, 5, bounded, "a b+1 c d f+1; 7 facts; 1 left out"},
		{"two centres", []graph.IRI{"person/e", "person/b"}, 1, 10, bounded, "a+2 b e f+2; 3 facts"},
		{"the same centre twice", []graph.IRI{"person/e", "person/e"}, 1, 10, bounded, "b+1 e f+2; 2 facts"},
		{"the whole graph", nil, 1, 10, bounded, "a b c d e f; 9 facts"},
		{"its most connected", nil, 1, 3, bounded, "a+1 c+1 d+1; 4 facts; 3 left out"},
		{"a hub read in part", []graph.IRI{"person/a"}, 1, 10, reading{3, 100, 8}, "a b+1 c+1; 3 facts; in part: a"},
		{"what one leaves goes to the more connected", []graph.IRI{"person/a"}, 2, 10, reading{8, 100, 8}, "a b c d e+1 f+1; 8 facts"},
		{"hubs of a sample, with the facts between them", nil, 1, 2, reading{100, 5, 8}, "a+2 c+1; 2 facts; 2 left out; sampled"},
	} {
		v, err := g.vicinity(t.Context(), c.around, graph.FactFilter{}, c.depth, c.limit, c.bound)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := drawn(v, c.around); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// drawn writes a vicinity in a line.
func drawn(v Vicinity, around []graph.IRI) string {
	names := map[graph.IRI]bool{}
	for _, id := range around {
		names[id] = true
	}
	facts := 0
	for _, a := range v.Answers {
		names[a.Subject.IRI], names[a.Object.IRI] = true, true
		facts += len(a.Proofs)
	}
	var b strings.Builder
	short := func(id graph.IRI) string { return strings.TrimPrefix(string(id), "person/") }
	for i, id := range slices.Sorted(maps.Keys(names)) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(short(id))
		if n := v.Beyond[id]; n > 0 {
			fmt.Fprintf(&b, "+%d", n)
		}
	}
	fmt.Fprintf(&b, "; %d facts", facts)
	if v.LeftOut > 0 {
		fmt.Fprintf(&b, "; %d left out", v.LeftOut)
	}
	if len(v.PartRead) > 0 {
		b.WriteString("; in part:")
	}
	for _, id := range v.PartRead {
		b.WriteString(" " + short(id))
	}
	if v.Sampled {
		b.WriteString("; sampled")
	}
	return b.String()
}

// TestVicinityLimits holds a vicinity's facts against those that the store
// gives within the same limits, read whole.
func TestVicinityLimits(t *testing.T) {
	g := world(t, map[string][]stated{
		"2024-01-01": append(slices.Clone(chain), "person/a | meets | person/e | denied", "person/a | meets | person/f | planned | 2025-03"),
		"2024-06-01": chain,
	})
	for _, f := range []graph.FactFilter{{}, {Relations: []string{"works for"}}, {Statuses: []string{graph.Planned}}, {Since: "2024-03-01"}, {MinConfidence: 0.9}, {Article: "article/2024-01-01"}} {
		v, err := g.Vicinity(t.Context(), []graph.IRI{"person/a"}, f, 1, 10)
		if err != nil {
			t.Fatal(err)
		}
		f.Any = "person/a"
		want, err := g.Answers(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		if lines(v.Answers) != lines(want) {
			t.Errorf("%+v:\n got %s\nwant %s", f, lines(v.Answers), lines(want))
		}
	}
}
