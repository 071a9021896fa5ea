package quads_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"dossier/graph/quads"
	"dossier/graph/storetest"
)

func sampleStore(t testing.TB) *quads.Store {
	t.Helper()
	st, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	if err := st.Put(t.Context(), storetest.Sample()); err != nil {
		t.Fatal(err)
	}
	return st
}

func TestQuery(t *testing.T) { runQueries(t, sampleStore(t), true) }

// runQueries asks a store that holds the sample.
func runQueries(t *testing.T, st *quads.Store, spaces bool) {
	for _, c := range []struct {
		lang, text string
		limit      int
		want       []string // JSON, sorted
	}{
		{"gizmo", `g.V("<person/william-burns>").out("<traveled to>").all()`, 0, []string{`{"id":"<place/moscow>"}`}},
		{"gizmo", `g.V().has("<rdf:type>", "<person>").all()`, 0,
			[]string{`{"id":"<person/dmitry-peskov>"}`, `{"id":"<person/vladimir-putin>"}`, `{"id":"<person/william-burns>"}`}},
		{"gizmo", `g.V().has("<rdf:type>", "<person>").all()`, 1, nil}, // one of them
		// A denied fact has no edge, a planned one its own predicate.
		{"gizmo", `g.V("<person/william-burns>").out("<meets>").all()`, 0, nil},
		{"gizmo", `g.V("<person/dmitry-peskov>").out("<planned/open/talk about trip of>").all()`, 0, []string{`{"id":"<person/william-burns>"}`}},
		// From an edge to its proof: the edge's label is the fact.
		{"gizmo", `g.V("<fact/1>").out("<evidence>").out("<oa:exact>").all()`, 0,
			[]string{`{"id":"CIA director William Burns traveled to Moscow in November, Dmitry Peskov said."}`}},
		{"gizmo", `g.V("<person/william-burns>").tag("who").out("<directs>").tag("what").all()`, 0,
			[]string{`{"id":"<organization/cia>","what":"<organization/cia>","who":"<person/william-burns>"}`}},
		{"gizmo", `g.V("<place/moscow>").in("<traveled to>").intersect(g.V("<organization/cia>").in("<directs>")).all()`, 0, []string{`{"id":"<person/william-burns>"}`}},
		{"gizmo", `g.emit(g.V().has("<rdf:type>","<place>").count())`, 0, []string{`1`}},
		{"graphql", `{ nodes(id: <person/william-burns>) { id, traveled_to { id, skos:prefLabel } } }`, 0,
			[]string{`{"nodes":{"id":"<person/william-burns>","traveled_to":{"id":"<place/moscow>","skos:prefLabel":"Moscow"}}}`}},
		{"mql", `[{"id": null, "<traveled_to>": "<place/moscow>"}]`, 0, []string{`{"<traveled_to>":"<place/moscow>","id":"<person/william-burns>"}`}},
		{"mql", `[{"id": "<fact/2>", "<status>": null}]`, 0, []string{`{"<status>":"denied","id":"<fact/2>"}`}},
	} {
		if !spaces && strings.Contains(c.text, "traveled_to") {
			continue
		}
		var got []string
		for v, err := range st.Query(t.Context(), c.lang, c.text, c.limit) {
			if err != nil {
				t.Errorf("%s: %v", c.text, err)
				break
			}
			var b strings.Builder
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(v); err != nil {
				t.Fatal(err)
			}
			got = append(got, strings.TrimSpace(b.String()))
		}
		slices.Sort(got)
		if c.limit > 0 {
			if len(got) != c.limit {
				t.Errorf("%s with limit %d: %v", c.text, c.limit, got)
			}
		} else if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.text, got, c.want)
		}
	}
}

func TestQueryErrors(t *testing.T) {
	st := sampleStore(t)
	for _, c := range []struct{ lang, text, want string }{
		{"gizmo", `g.V(`, "Unexpected end of input"},
		{"gizmo", `g.W().all()`, "Object has no member 'W'"},
		{"graphql", `{ nodes(`, "Syntax Error"},
		{"mql", `[{"id": }]`, "at byte 9"},
		{"sparql", `SELECT`, "there are gizmo, graphql, mql"},
	} {
		var err error
		for _, e := range st.Query(t.Context(), c.lang, c.text, 0) {
			err = e
		}
		var qe *quads.QueryError
		if err == nil || !strings.Contains(err.Error(), c.want) || c.lang != "sparql" && !errors.As(err, &qe) {
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var err error
	for _, e := range st.Query(ctx, "gizmo", `while(true) { }`, 0) {
		err = e
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled query gave %v", err)
	}
}
