package quads_test

import (
	"errors"
	"os"
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/storetest"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/google/go-cmp/cmp"
)

// TestKeptFormats opens a store of each format that was ever released. A new
// format adds a directory: DOSSIER_KEEP_FORMAT=testdata/formatN makes it.
func TestKeptFormats(t *testing.T) {
	want := storetest.Sample()
	want.Normalize()
	decision := graph.Decision{A: "person/a", B: "person/b", Kind: graph.Unsure, By: "rules", Score: 0.5, Reasons: []string{"alike"}}
	if dir := os.Getenv("DOSSIER_KEEP_FORMAT"); dir != "" {
		st, err := quads.Open(t.Context(), dir, quads.Options{Observe: observe})
		if err != nil {
			t.Fatal(err)
		}
		err = st.Change(t.Context(), func(tx graph.Tx) error { return tx.Decide(decision) })
		if err == nil {
			err = st.Put(t.Context(), want)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range []string{"testdata/format1", "testdata/format2"} {
		dir := t.TempDir()
		copyDir(t, format, dir)
		for _, opts := range []quads.Options{{ReadOnly: true}, {MustExist: true}, {MustExist: true, Observe: observe}} {
			st, err := quads.Open(t.Context(), dir, opts)
			if err != nil {
				t.Fatalf("%s: %v", format, err)
			}
			got, err := st.Record(t.Context(), want.Article.IRI)
			if err != nil || !cmp.Equal(got, want) {
				t.Errorf("%s: another record, %v", format, err)
			}
			for d, err := range st.Decisions(t.Context(), "") {
				if err != nil || !cmp.Equal(d, decision) {
					t.Errorf("%s: another decision: %+v, %v", format, d, err)
				}
			}
			if err := st.Verify(t.Context(), nil); err != nil {
				t.Errorf("%s: %v", format, err)
			}
			if err := st.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// observe stands for what a resolver observes.
func observe(r *graph.Record) [][]byte {
	out := make([][]byte, len(r.Entities))
	for i := range out {
		out[i] = []byte("test " + r.Entities[i].Name)
	}
	return out
}

// What is observed is kept beside the entities, follows the record, and goes
// when somebody writes who observes nothing.
func TestObserved(t *testing.T) {
	fs := vfs.NewMem()
	r := storetest.Sample()
	r.Normalize()
	id := r.Entities[0].IRI
	check := func(when string, st *quads.Store, want string) {
		t.Helper()
		for s, err := range st.Sightings(t.Context(), id) {
			if err != nil || string(s.Observed) != want {
				t.Errorf("%s: %q is observed, want %q, %v", when, s.Observed, want, err)
			}
		}
		if err := st.Verify(t.Context(), nil); err != nil {
			t.Errorf("%s: %v", when, err)
		}
	}
	open := func(o graph.Observer) *quads.Store {
		st, err := quads.Open(t.Context(), "store", quads.Options{FS: fs, NoSync: true, Observe: o})
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	done := func(errs ...error) {
		t.Helper()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
	}
	st := open(observe)
	done(st.Put(t.Context(), r))
	name := r.Entities[0].Name
	check("put", st, "test "+name)
	r.Entities[0].Name = "Somebody Else"
	done(st.Put(t.Context(), r))
	check("changed", st, "test Somebody Else")
	done(st.Close())

	st = open(nil)
	check("without an observer", st, "test Somebody Else")
	done(st.Put(t.Context(), r))
	check("put without", st, "")
	done(st.Close())

	st = open(observe)
	check("old", st, "")
	done(st.Put(t.Context(), r))
	check("put again", st, "test Somebody Else")
	done(st.Delete(t.Context(), r.Article.IRI))
	check("deleted", st, "")
	done(st.Close())

	// A value that is not what these rules observe is damage; that of other rules is not.
	others := func(r *graph.Record) [][]byte {
		out := observe(r)
		out[0] = append(out[0], '!')
		return out
	}
	st = open(others)
	done(st.Put(t.Context(), r), st.Close())
	st = open(observe)
	if err := st.Verify(t.Context(), nil); !errors.Is(err, graph.ErrCorrupt) {
		t.Errorf("another value by the same rules: %v", err)
	}
	done(st.Close())
}
