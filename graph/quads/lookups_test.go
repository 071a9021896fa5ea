package quads_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/storetest"
)

// TestLookups checks that look-ups see the store as it was when they began.
func TestLookups(t *testing.T) {
	st := generated(t, 5)
	look, err := st.Lookups()
	if err != nil {
		t.Fatal(err)
	}
	defer look.Close()
	rec := storetest.Sample()
	if err := st.Put(t.Context(), rec); err != nil {
		t.Fatal(err)
	}
	if _, err := look.Article(t.Context(), rec.Article.IRI); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("look-ups that began before see the article: %v", err)
	}
	if now, err := look.Resolve(t.Context(), "place/e2"); err != nil || now != "place/e6" {
		t.Errorf("Resolve = %s, %v", now, err)
	}
	if _, err := st.Article(t.Context(), rec.Article.IRI); err != nil {
		t.Error(err)
	}
}

// TestAppendRecord loads a dump made of records without a store.
func TestAppendRecord(t *testing.T) {
	want, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	defer want.Close()
	got, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	defer got.Close()
	g := storetest.NewGenerator(3)
	var text []byte
	for i := range 20 {
		rec := g.Record(i)
		if err := want.Put(t.Context(), rec); err != nil {
			t.Fatal(err)
		}
		rec.Normalize()
		text = quads.AppendRecord(text, &rec)
	}
	if err := got.Load(t.Context(), strings.NewReader(string(text)), nil); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(dump(t, got), dump(t, want)) {
		t.Error("the stores differ")
	}
}
