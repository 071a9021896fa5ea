package pebblestore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// walked is what a walk over all quads gives, by its references' names.
func walked(t *testing.T, v *View) []string {
	t.Helper()
	it := v.QuadsAllIterator()
	defer it.Close()
	var out []string
	for it.Next(t.Context()) {
		r := it.Result()
		q := v.Quad(r)
		for _, d := range quad.Directions {
			if got := v.NameOf(v.QuadDirection(r, d)); got != q.Get(d) {
				t.Fatalf("%v of %v: %v", d, q, got)
			}
		}
		out = append(out, q.String())
	}
	if err := it.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// TestWhole compares walks over all quads with the plain scan: many batches,
// labels that lie close together and far apart, and none, before and after
// some quads went.
func TestWhole(t *testing.T) {
	for name, label := range map[string]func(i int) quad.Value{
		"none":    func(int) quad.Value { return nil },
		"some":    func(i int) quad.Value { return quad.IRI(fmt.Sprint("l", i%7)) },
		"each":    func(i int) quad.Value { return quad.IRI(fmt.Sprint("l", i)) },
		"strewn":  func(i int) quad.Value { return quad.IRI(fmt.Sprint("s", i*31%50)) }, // terms that are subjects, too
		"shuffle": func(i int) quad.Value { return quad.IRI(fmt.Sprint("l", i*7919%3000)) },
	} {
		t.Run(name, func(t *testing.T) {
			s := memory(t)
			quads := randomQuads(7, 3000)
			var deltas []graph.Delta
			for i := range quads {
				quads[i].Label = label(i)
				deltas = append(deltas, graph.Delta{Quad: quads[i], Action: graph.Add})
			}
			if err := s.ApplyDeltas(deltas, graph.IgnoreOpts{IgnoreDup: true}); err != nil {
				t.Fatal(err)
			}
			if got, want := walked(t, &s.View), contents(t, &s.View); !slices.Equal(got, want) {
				t.Errorf("%d quads, want %d", len(got), len(want))
			}
			deltas = deltas[:0]
			for i := 0; i < len(quads); i += 3 {
				deltas = append(deltas, graph.Delta{Quad: quads[i], Action: graph.Delete})
			}
			if err := s.ApplyDeltas(deltas, graph.IgnoreOpts{IgnoreMissing: true}); err != nil {
				t.Fatal(err)
			}
			if got, want := walked(t, &s.View), contents(t, &s.View); !slices.Equal(got, want) {
				t.Errorf("after deleting: %d quads, want %d", len(got), len(want))
			}
		})
	}
}

// TestWholeEnds stops walks in the middle: by closing them, by their context,
// by closing the store; what was read stays readable where the store is open.
func TestWholeEnds(t *testing.T) {
	s := memory(t)
	var deltas []graph.Delta
	for i := range 10 * batchQuads {
		deltas = append(deltas, graph.Delta{Quad: quad.Quad{Subject: quad.Int(i), Predicate: quad.IRI("p"), Object: quad.Int(-i)}, Action: graph.Add})
	}
	if err := s.ApplyDeltas(deltas, graph.IgnoreOpts{}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for _, steps := range []int{0, 1, batchQuads, batchQuads + 1, 3*batchQuads + 5} {
		it := s.QuadsAllIterator()
		var last graph.Ref
		for range steps {
			if !it.Next(ctx) {
				t.Fatal(it.Err())
			}
			last = it.Result()
		}
		if err := it.Close(); err != nil {
			t.Fatal(err)
		}
		if last != nil && !s.Quad(last).IsValid() {
			t.Errorf("after %d steps and closing: no quad", steps)
		}
	}
	it := s.QuadsAllIterator()
	defer it.Close()
	n := 0
	for it.Next(ctx) {
		if n++; n == 2*batchQuads {
			cancel()
		}
	}
	if !errors.Is(it.Err(), context.Canceled) || n >= 10*batchQuads {
		t.Errorf("cancelled: %d quads, %v", n, it.Err())
	}
	open := s.QuadsAllIterator()
	defer open.Close()
	n = 0
	for open.Next(t.Context()) {
		if n++; n == batchQuads/2 {
			s.shut()
		}
	}
	if !errors.Is(open.Err(), ErrClosed) {
		t.Errorf("closed: %d quads, %v", n, open.Err())
	}
}
