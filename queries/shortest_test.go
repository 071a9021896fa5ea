package queries_test

import (
	"fmt"
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/storetest"
	"dossier/queries"
)

// The shortest paths are those of all simple paths that have the fewest hops.
func TestShortestPathsAreTheShortestOfAll(t *testing.T) {
	st, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	gen := storetest.NewGenerator(3)
	for i := range 14 {
		if err := st.Put(t.Context(), gen.Record(i)); err != nil {
			t.Fatal(err)
		}
	}
	g := queries.New(st)
	var ids []graph.IRI
	for e, err := range st.Entities(t.Context(), graph.EntityFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, e.IRI)
	}
	shape := func(paths []queries.Path) map[string]bool {
		out := map[string]bool{}
		for _, p := range paths {
			s := string(p[0].From.IRI)
			for _, h := range p {
				s += " " + string(h.To.IRI)
			}
			out[s] = true
		}
		return out
	}
	compared, longest := 0, 0
	for i, from := range ids {
		for _, to := range ids[i+1:] {
			o := queries.PathOptions{MaxLen: 4, Limit: 1 << 20}
			short, err := g.Paths(t.Context(), from, to, o)
			if err != nil {
				t.Fatal(err)
			}
			o.All = true
			all, err := g.Paths(t.Context(), from, to, o)
			if err != nil {
				t.Fatal(err)
			}
			var want []queries.Path
			for _, p := range all {
				if len(p) == len(all[0]) {
					want = append(want, p)
				}
			}
			if got, want := fmt.Sprint(shape(short)), fmt.Sprint(shape(want)); got != want {
				t.Fatalf("from %s to %s:\n got %s\nwant %s", from, to, got, want)
			}
			if len(want) > 0 {
				compared++
				longest = max(longest, len(want[0]))
			}
		}
	}
	if compared == 0 || longest < 2 {
		t.Errorf("nothing to compare: %d pairs, longest %d", compared, longest)
	}
}
