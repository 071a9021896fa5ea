package quads_test

import (
	"os"
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/storetest"

	"github.com/google/go-cmp/cmp"
)

// TestKeptFormats opens a store of each format that was ever released. A new
// format adds a directory: DOSSIER_KEEP_FORMAT=testdata/formatN makes it.
func TestKeptFormats(t *testing.T) {
	want := storetest.Sample()
	want.Normalize()
	decision := graph.Decision{A: "person/a", B: "person/b", Kind: graph.Unsure, By: "rules", Score: 0.5, Reasons: []string{"alike"}}
	if dir := os.Getenv("DOSSIER_KEEP_FORMAT"); dir != "" {
		st, err := quads.Open(t.Context(), dir, quads.Options{})
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
	for _, format := range []string{"testdata/format1"} {
		dir := t.TempDir()
		copyDir(t, format, dir)
		for _, opts := range []quads.Options{{ReadOnly: true}, {MustExist: true}} {
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
