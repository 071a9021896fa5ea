package resolve_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/resolve"
)

func dumped(t *testing.T, st *quads.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := st.Dump(t.Context(), &b, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// lacks counts the entities of articles beside which nothing observed is kept.
func lacks(t *testing.T, st *quads.Store) (n int) {
	t.Helper()
	for e, err := range st.Entities(t.Context(), graph.EntityFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		for s, err := range st.Sightings(t.Context(), e.IRI) {
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Observed) == 0 {
				n++
			}
		}
	}
	return n
}

// What the store keeps of each entity gives the same entities and decisions as
// reading the articles does: in a store that keeps it, in one that does not,
// and in one that an earlier program filled by half.
func TestObservedOrRead(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the whole pipeline")
	}
	records := analyse(t, readGold(t, studied))
	rng := rand.New(rand.NewPCG(8, 9))
	for range 2 {
		rng.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		run := func(fs vfs.FS, observe graph.Observer, part []graph.Record) *quads.Store {
			st, err := quads.Open(t.Context(), "store", quads.Options{FS: fs, NoSync: true, Observe: observe})
			if err != nil {
				t.Fatal(err)
			}
			res := resolve.New(st)
			for i := range part {
				keep(t, st, res, part[i].Clone())
				if i%10 == 9 { // nothing is remembered, all is read
					if err := res.Flush(t.Context()); err != nil {
						t.Fatal(err)
					}
					res = resolve.New(st)
				}
			}
			if err := res.Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := st.Verify(t.Context(), nil); err != nil {
				t.Error(err)
			}
			return st
		}
		kept := run(vfs.NewMem(), resolve.Observe, records)
		defer kept.Close()
		if n := lacks(t, kept); n > 0 {
			t.Errorf("a store that observes lacks %d", n)
		}
		read := run(vfs.NewMem(), nil, records)
		defer read.Close()
		want := dumped(t, read)
		if dumped(t, kept) != want {
			t.Error("what is kept and what is read give other entities")
		}
		fs, half := vfs.NewMem(), len(records)/2/10*10
		if err := run(fs, nil, records[:half]).Close(); err != nil {
			t.Fatal(err)
		}
		mixed := run(fs, resolve.Observe, records[half:])
		defer mixed.Close()
		if dumped(t, mixed) != want {
			t.Error("a store of an earlier program gives other entities")
		}
		before := lacks(t, mixed)
		if n, err := resolve.New(mixed).Again(t.Context(), nil); err != nil || n > 0 {
			t.Errorf("resolving again changes %d articles, %v", n, err)
		}
		if after := lacks(t, mixed); before == 0 || after >= before {
			t.Errorf("%d lacked what was observed, %d after resolving again", before, after)
		}
	}
}

// Tables that change leave stale observations, which are not believed.
func TestObservedByOthers(t *testing.T) {
	stale := func(r *graph.Record) [][]byte {
		out := resolve.Observe(r)
		for i := range out {
			for k := range graph.ObservedBy {
				out[i][k] ^= 0xff
			}
			out[i] = append(out[i][:graph.ObservedBy], "nonsense"...)
		}
		return out
	}
	fs := vfs.NewMem()
	st, err := quads.Open(t.Context(), "store", quads.Options{FS: fs, NoSync: true, Observe: stale})
	if err != nil {
		t.Fatal(err)
	}
	text := func(n string) page {
		return page{name: n, text: "The senator John Smith spoke in Ohio (" + n + ").", entities: []string{"person:John Smith", "place:Ohio"}}
	}
	keep(t, st, resolve.New(st), text("a").record(t))
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if st, err = quads.Open(t.Context(), "store", quads.Options{FS: fs, NoSync: true, Observe: resolve.Observe}); err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := st.Verify(t.Context(), nil); err != nil {
		t.Errorf("before: %v", err)
	}
	res := resolve.New(st)
	keep(t, st, res, text("b").record(t))
	if got := who(t, st, "b", "John Smith"); got != "person/john-smith" {
		t.Errorf("the same senator is %s", got)
	}
	if err := res.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	for s, err := range st.Sightings(t.Context(), "person/john-smith") {
		if err != nil || bytes.HasSuffix(s.Observed, []byte("nonsense")) {
			t.Errorf("%s still has what others observed, %v", s.Article, err)
		}
	}
	if err := st.Verify(t.Context(), nil); err != nil {
		t.Errorf("after: %v", err)
	}
}
