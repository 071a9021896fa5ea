package pebblestore

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2/vfs"
)

func memory(t testing.TB) *Store {
	t.Helper()
	s, err := Open("db", Options{FS: vfs.NewMem(), NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func randomQuads(seed uint64, n int) []quad.Quad {
	rng := rand.New(rand.NewPCG(seed, 1))
	out := make([]quad.Quad, n)
	for i := range out {
		out[i] = quad.Quad{Subject: quad.IRI(fmt.Sprint("s", rng.IntN(50))), Predicate: quad.IRI(fmt.Sprint("p", rng.IntN(5))), Object: quad.Int(rng.IntN(200))}
		if rng.IntN(2) == 0 {
			out[i].Label = quad.IRI(fmt.Sprint("l", rng.IntN(30)))
		}
	}
	return out
}

func contents(t testing.TB, v *View) []string {
	t.Helper()
	var out []string
	for q, err := range v.Quads(context.Background(), Quad{}) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := v.Resolve(q)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r.String())
	}
	slices.Sort(out)
	return out
}

// TestLoader loads quads in runs, into an empty store and over others, and
// compares with adding them one by one.
func TestLoader(t *testing.T) {
	loaded, added := memory(t), memory(t)
	for round := range 3 {
		quads := randomQuads(uint64(round), 3000)
		l, err := loaded.NewLoader(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i, q := range quads {
			if err := l.Add(q); err != nil {
				t.Fatal(err)
			}
			if i%700 == 0 {
				l.Put([]byte(fmt.Sprintf("k%d-%d", round, i)), []byte("v"))
				if err := l.Commit(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := l.Commit(); err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		w, err := added.NewQuadWriter()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.WriteQuads(quads); err != nil {
			t.Fatal(err)
		}
		if a, b := contents(t, &loaded.View), contents(t, &added.View); !slices.Equal(a, b) {
			t.Fatalf("round %d: loaded %d quads, added %d", round, len(a), len(b))
		}
		if loaded.count.quads != added.count.quads || loaded.count.terms != added.count.terms {
			t.Errorf("counts %+v and %+v", loaded.count, added.count)
		}
		for _, s := range []*Store{loaded, added} {
			if err := s.Verify(t.Context(), nil); err != nil {
				t.Error(err)
			}
		}
	}
	n := 0
	for _, err := range loaded.Scan(t.Context(), []byte("k"), nil) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 15 {
		t.Errorf("%d raw keys, want 15", n)
	}
}

type slice struct{ quads []quad.Quad }

func (s *slice) ReadQuad() (quad.Quad, error) {
	if len(s.quads) == 0 {
		return quad.Quad{}, io.EOF
	}
	q := s.quads[0]
	s.quads = s.quads[1:]
	return q, nil
}

func TestBulkLoad(t *testing.T) {
	s := memory(t)
	quads := randomQuads(9, 5000)
	if err := s.BulkLoad(&slice{quads}); err != nil {
		t.Fatal(err)
	}
	other := memory(t)
	w, _ := other.NewQuadWriter()
	if _, err := w.WriteQuads(quads); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(contents(t, &s.View), contents(t, &other.View)) {
		t.Error("a bulk load differs from adding")
	}
}

func TestRadix(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 2, 1000} {
		quads := make([]Quad, n)
		for i := range quads {
			for p := range quads[i] {
				quads[i][p] = ID(rng.IntN(5000))
			}
		}
		for _, x := range indexes {
			got := slices.Clone(quads)
			radix(got, x.order, 5000)
			want := slices.Clone(quads)
			slices.SortFunc(want, func(a, b Quad) int {
				for _, p := range x.order {
					if a[p] != b[p] {
						return int(a[p]) - int(b[p])
					}
				}
				return 0
			})
			if !slices.Equal(got, want) {
				t.Errorf("%d quads in order %v", n, x.order)
			}
		}
	}
}
