package quads

import (
	"context"
	"errors"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/storetest"

	"github.com/cayleygraph/quad"
)

// TestVerifyFinds breaks one thing after the other, each within the rules of
// the layer below, and expects Verify to name it.
func TestVerifyFinds(t *testing.T) {
	drop := func(key []byte) func(changes) error {
		return func(b changes) error { return b.Drop(key) }
	}
	put := func(key []byte, v string) func(changes) error {
		return func(b changes) error { return b.Put(key, []byte(v)) }
	}
	edge := quad.Quad{Subject: quad.IRI("person/william-burns"), Predicate: quad.IRI("directs"), Object: quad.IRI("organization/cia"), Label: quad.IRI("fact/3")}
	for _, c := range []struct {
		name, want string
		spoil      func(changes) error
	}{
		{"text changed", "is not what the text has there", put(key1(tabText, "article/burns"), strings.Repeat("x", 200))},
		{"text lost", "its text is lost", drop(key1(tabText, "article/burns"))},
		{"fact lost", "an index names the lost fact", drop(key1(tabFact, "fact/1"))},
		{"fact unreadable", "fact/1: the store is damaged: a value can't be read", put(key1(tabFact, "fact/1"), "\x01\x00")},
		{"name lost", "table k lacks burns|person/william-burns", drop(key2(tabKey, "burns", "person/william-burns"))},
		{"name too many", "table k has", put(key2(tabKey, "bush", "person/william-burns"), "")},
		{"entity changed", "table e has another value at place/moscow", put(key1(tabEntity, "place/moscow"), string((&aggregate{articles: 3}).encode()))},
		{"counts", "the counts are", put([]byte{tabStats}, string((&stats{articles: 9}).encode()))},
		{"end lost", "table i lacks place/moscow|ofact/1", drop(endKey("place/moscow", roleObject, "fact/1"))},
		{"edge lost", "the quad person/william-burns", func(b changes) error { _, err := b.Remove(edge); return err }},
		{"quad too many", "quads are there", func(b changes) error {
			q := edge
			q.Label = quad.IRI("fact/9")
			_, err := b.Add(q)
			return err
		}},
		{"foreign table", "table Z has 1 entries", put([]byte("Zx"), "")},
		{"ring", "run in a ring", func(b changes) error {
			return errors.Join(b.Put(key1(tabRedirect, "a"), []byte("b")), b.Put(key1(tabRedirect, "b"), []byte("a")))
		}},
	} {
		st, err := OpenMemory()
		if err != nil {
			t.Fatal(err)
		}
		if err := st.Put(t.Context(), storetest.Sample()); err != nil {
			t.Fatal(err)
		}
		if err := st.Verify(t.Context(), nil); err != nil {
			t.Fatalf("before: %v", err)
		}
		b, err := st.db.begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := c.spoil(b); err != nil {
			t.Fatal(err)
		}
		if err := b.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		err = st.Verify(t.Context(), nil)
		if !errors.Is(err, graph.ErrCorrupt) || !strings.Contains(strings.NewReplacer("<", "", ">", "").Replace(err.Error()), c.want) {
			t.Errorf("%s: Verify says %v, want %q", c.name, err, c.want)
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}
}
