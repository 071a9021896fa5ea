package storetest

import (
	"errors"
	"testing"

	"dossier/graph"
)

// RunEditor runs the part of the suite about merging and splitting.
func RunEditor(t *testing.T, open func(t testing.TB) graph.Editor) {
	for _, c := range []struct {
		name string
		test func(*testing.T, graph.Editor)
	}{
		{"rename", testRename},
		{"decisions", testDecisions},
		{"change", testChange},
		{"candidates", testCandidates},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := open(t)
			defer st.Close()
			c.test(t, st)
		})
	}
}

func testRename(t *testing.T, st graph.Editor) {
	r, other := Sample(), graph.Record{Article: graph.Article{IRI: "article/o", Text: "x"},
		Entities: []graph.Entity{{IRI: "person/burns", Type: "person", Name: "W. Burns"}, {IRI: "place/moscow", Type: "place", Name: "Moskva"}},
		Facts:    []graph.Fact{{IRI: "fact/o", Subject: "person/burns", Relation: "traveled to", Object: "place/moscow", Status: "happened", Article: "article/o"}}}
	put(t, st, r)
	put(t, st, other)
	if err := st.Change(t.Context(), func(tx graph.Tx) error { return tx.Rename("person/burns", "person/william-burns") }); err != nil {
		t.Fatal(err)
	}
	for _, id := range []graph.IRI{"person/burns", "person/william-burns"} { // the old IRI answers
		e := must[graph.Entity](t)(st.Entity(t.Context(), id))
		if e.IRI != "person/william-burns" || e.Name != "William Burns" || len(e.Aliases) != 2 {
			t.Errorf("Entity(%s) = %+v", id, e)
		}
		if n := len(all(t, st.Facts(t.Context(), graph.FactFilter{Subject: id}))); n != 4 {
			t.Errorf("%s has %d facts, want 4", id, n)
		}
	}
	same(t, "articles", all(t, st.ArticlesOf(t.Context(), "person/burns")), []graph.IRI{"article/burns", "article/o"})
	same(t, "redirects", all(t, st.Redirects(t.Context())), [][2]graph.IRI{{"person/burns", "person/william-burns"}})
	if err := st.Change(t.Context(), func(tx graph.Tx) error { return tx.Redirect("person/william-burns", "person/burns") }); err == nil {
		t.Error("a ring of redirects was made")
	}
	// Undone, the store is as if it had never been.
	if err := st.Change(t.Context(), func(tx graph.Tx) error { return errors.Join(tx.Redirect("person/burns", ""), tx.Put(other)) }); err != nil {
		t.Fatal(err)
	}
	got := Contents(t, st)
	if err := st.Delete(t.Context(), "article/o"); err != nil {
		t.Fatal(err)
	}
	put(t, st, other)
	same(t, "contents", got, Contents(t, st))
	// Two entities of one article become one.
	if err := st.Change(t.Context(), func(tx graph.Tx) error { return tx.Rename("person/vladimir-putin", "person/william-burns") }); err != nil {
		t.Fatal(err)
	}
	if _, err := st.Fact(t.Context(), "fact/2"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("a fact between an entity and itself: %v", err)
	}
}

func testDecisions(t *testing.T, st graph.Editor) {
	ab := graph.Decision{A: "person/a", B: "person/b", Kind: graph.Same, By: "rules", Score: 0.9, Reasons: []string{"same name", "same\nemployer"}}
	ca := graph.Decision{A: "person/c", B: "person/a", Kind: graph.Different, By: "person", Score: 0}
	ac := ca
	ac.A, ac.B = ca.B, ca.A
	decide := func(f func(graph.Tx) error) {
		t.Helper()
		if err := st.Change(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	decide(func(tx graph.Tx) error { return errors.Join(tx.Decide(ab), tx.Decide(ca)) })
	same(t, "all", all(t, st.Decisions(t.Context(), "")), []graph.Decision{ab, ac})
	same(t, "of c", all(t, st.Decisions(t.Context(), "person/c")), []graph.Decision{ac})
	put(t, st, Sample())
	if err := st.Delete(t.Context(), "article/burns"); err != nil {
		t.Fatal(err)
	}
	ab.Kind = graph.Unsure
	decide(func(tx graph.Tx) error { return tx.Decide(ab) })
	same(t, "changed", all(t, st.Decisions(t.Context(), "person/b")), []graph.Decision{ab})
	decide(func(tx graph.Tx) error {
		return errors.Join(tx.Undecide("person/b", "person/a"), tx.Undecide("person/a", "person/c"))
	})
	if got := all(t, st.Decisions(t.Context(), "")); got != nil {
		t.Errorf("left %v", got)
	}
	if n := must[graph.Stats](t)(st.Stats(t.Context())).Quads; n != 0 {
		t.Errorf("left %d quads", n)
	}
	if err := st.Change(t.Context(), func(tx graph.Tx) error { return tx.Undecide("person/a", "person/b") }); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("Undecide: %v", err)
	}
}

func testChange(t *testing.T, st graph.Editor) {
	put(t, st, Sample())
	want := Contents(t, st)
	stop := errors.New("stop")
	err := st.Change(t.Context(), func(tx graph.Tx) error {
		r, err := tx.Record("article/burns")
		if err != nil {
			return err
		}
		r.Article.Title = "Another"
		if err := errors.Join(tx.Put(r), tx.Rename("place/moscow", "place/moskva"), tx.Delete("article/burns")); err != nil {
			return err
		}
		if _, err := tx.Record("article/burns"); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("a deleted record is still there: %v", err)
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("Change: %v", err)
	}
	same(t, "contents", Contents(t, st), want)
}

func testCandidates(t *testing.T, st graph.Editor) {
	r := Sample()
	r.Entities = append(r.Entities, graph.Entity{IRI: "organization/burns", Type: "organization", Name: "Burns & Co"})
	put(t, st, r)
	same(t, "burns", all(t, st.Named(t.Context(), "Burns")), []graph.IRI{"person/william-burns"})
	same(t, "burns co", all(t, st.Named(t.Context(), "burns co")), []graph.IRI{"organization/burns"})
	p := must[graph.Profile](t)(st.Profile(t.Context(), "person/william-burns"))
	same(t, "profile", p, graph.Profile{IRI: "person/william-burns", Articles: 1, Names: map[string]int{"William Burns": 1}, Aliases: map[string]int{"Burns": 1},
		Types: map[string]int{"person": 1}, Genders: map[string]int{"male": 1}, SameAs: map[string]int{"https://www.wikidata.org/entity/Q2580468": 1}})
	same(t, "cast", must[[]graph.Entity](t)(st.Cast(t.Context(), r.Article.IRI)), must[graph.Record](t)(st.Record(t.Context(), r.Article.IRI)).Entities)
	for id, want := range map[graph.IRI]bool{"person/william-burns": true, "person/nobody": false} {
		same(t, "has "+string(id), must[bool](t)(st.Has(t.Context(), id)), want)
	}
	for _, e := range r.Entities {
		for _, s := range all(t, st.Sightings(t.Context(), e.IRI)) {
			if s.Article == r.Article.IRI {
				same(t, "sighting", s.Entity, e)
			}
		}
	}
}
