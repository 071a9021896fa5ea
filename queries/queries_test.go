package queries

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
)

// stated is one fact of a hand-built article: "subject | relation | object |
// status | time", entities as type/slug.
type stated string

// world builds a store: one article for each list of facts, published on the
// given day, and returns it as a Graph.
func world(t *testing.T, articles map[string][]stated) *Graph {
	t.Helper()
	store, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	for i, published := range sortedKeys(articles) {
		art := graph.IRI(fmt.Sprintf("article/%d", i))
		r := graph.Record{Article: graph.Article{IRI: art, File: fmt.Sprintf("%d.txt", i), Published: published, Hash: published, Text: "The text of " + published + " says so in its own words."}}
		known := map[graph.IRI]bool{}
		see := func(id string) graph.IRI {
			iri := graph.IRI(id)
			if !known[iri] {
				known[iri] = true
				kind, slug, _ := strings.Cut(id, "/")
				var words []string
				for _, w := range strings.Split(slug, "-") {
					words = append(words, strings.ToUpper(w[:1])+w[1:])
				}
				r.Entities = append(r.Entities, graph.Entity{IRI: iri, Type: kind, Name: strings.Join(words, " ")})
				r.Mentions = append(r.Mentions, graph.Mention{Entity: iri, Start: 0, End: 3})
			}
			return iri
		}
		for j, s := range articles[published] {
			f := strings.Split(string(s), " | ")
			fact := graph.Fact{IRI: graph.IRI(fmt.Sprintf("fact/%d-%d", i, j)), Subject: see(f[0]), Relation: f[1], Object: see(f[2]), Status: graph.Happened,
				Confidence: 0.8, Article: art, Published: published, Evidence: []graph.Evidence{{Sentence: "The text", Start: 0, End: 8}}}
			if len(f) > 3 && f[3] != "" {
				fact.Status = f[3]
			}
			if len(f) > 4 {
				fact.Time = f[4]
			}
			r.Facts = append(r.Facts, fact)
		}
		if err := store.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	return New(store)
}

// lines writes answers as one line each, with their times and article counts.
func lines(answers []Answer) string {
	var all []string
	for _, a := range answers {
		all = append(all, strings.TrimRight(fmt.Sprintf("%s %s %s %s %s ×%d", a.Subject.Name, a.Relation, a.Object.Name, a.Status, a.Time, a.Articles), " "))
	}
	return strings.Join(all, "\n")
}

func TestFind(t *testing.T) {
	g := world(t, map[string][]stated{"2024-01-01": {
		"person/ada-bell | works for | organization/bell-labs", "person/lars-strom | meets | person/ada-bell", "person/eva-strom | directs | organization/central-ice-agency",
	}})
	for _, c := range []struct{ name, want string }{
		{"Ada Bell", "Ada Bell"}, {"ADA  bell", "Ada Bell"}, {"person/lars-strom", "Lars Strom"}, {"Lars Ström", "Lars Strom"},
		{"Bell Labs", "Bell Labs"}, {"bell", "Ada Bell"}, {"CIA", "Central Ice Agency"},
	} {
		if e, err := g.One(t.Context(), c.name); err != nil || e.Name != c.want {
			t.Errorf("One(%q) = %q, %v, want %q", c.name, e.Name, err, c.want)
		}
	}
	var many *AmbiguousError
	if _, err := g.One(t.Context(), "Strom"); !errors.As(err, &many) || len(many.Candidates) != 2 {
		t.Errorf("One(Strom) = %v, want two candidates", err)
	}
	var none *UnknownNameError
	if _, err := g.One(t.Context(), "Ada Ball"); !errors.As(err, &none) || !slices.Contains(none.Nearest, "Ada Bell") {
		t.Errorf("One(Ada Ball) = %v, want a suggestion of Ada Bell", err)
	}
	if found, err := g.Suggest(t.Context(), "la", 5); err != nil || len(found) != 2 {
		t.Errorf("Suggest(la) = %v, %v, want Lars Strom and Bell Labs", found, err)
	}
}

func TestCombine(t *testing.T) {
	g := world(t, map[string][]stated{
		"2024-01-01": {"person/a | meets | person/b |  | 2023-12", "person/a | directs | organization/o", "person/a | traveled to | place/p |  | 2023-05-02"},
		"2024-02-01": {"person/b | meets | person/a |  | 2023-12-05", "person/a | directs | organization/o", "person/a | traveled to | place/p |  | 2023-06"},
		"2024-03-01": {"person/a | meets | person/b | denied | 2023-12", "person/a | traveled to | place/p |  | 2023-06/2023-08"},
	})
	answers, err := g.Answers(t.Context(), graph.FactFilter{Any: "person/a"})
	if err != nil {
		t.Fatal(err)
	}
	want := "A directs O happened  ×2\nA meets B denied 2023-12 ×1\nA traveled to P happened 2023-05-02 ×1\nA traveled to P happened 2023-06 ×2\nB meets A happened 2023-12-05 ×2"
	if got := lines(answers); got != want {
		t.Errorf("answers:\n%s\nwant:\n%s", got, want)
	}
	for _, a := range answers {
		if a.Relation == "directs" && (a.Confidence < 0.959 || a.Confidence > 0.961) {
			t.Errorf("two independent proofs of 0.8 make %.3f, want 0.96", a.Confidence)
		}
	}
}

func TestPaths(t *testing.T) {
	g := world(t, map[string][]stated{"2024-01-01": {
		"person/a | meets | person/b", "person/b | directs | organization/c", "person/d | works for | organization/c",
		"person/a | works for | organization/e", "organization/e | part of | organization/f", "person/d | member of | organization/f", "person/a | meets | person/d | denied",
	}})
	paths, err := g.Paths(t.Context(), "person/a", "person/d", PathOptions{})
	if err != nil || len(paths) != 2 || len(paths[0]) != 3 {
		t.Fatalf("%d shortest paths, %v; want 2 of 3 steps: the denied meeting joins nobody", len(paths), err)
	}
	if all, err := g.Paths(t.Context(), "person/a", "person/d", PathOptions{All: true, MaxLen: 5}); err != nil || len(all) != 2 {
		t.Errorf("%d simple paths, %v, want 2", len(all), err)
	}
	if none, err := g.Paths(t.Context(), "person/a", "person/d", PathOptions{MaxLen: 2}); err != nil || len(none) != 0 {
		t.Errorf("%d paths of two steps, %v, want none", len(none), err)
	}
	if denied, err := g.Paths(t.Context(), "person/a", "person/d", PathOptions{Facts: graph.FactFilter{Statuses: []string{graph.Denied}}}); err != nil || len(denied) != 1 {
		t.Errorf("%d paths of denied facts, %v, want 1 when they are asked for", len(denied), err)
	}
}

func TestMatch(t *testing.T) {
	g := world(t, map[string][]stated{"2024-01-01": {
		"person/a | works for | organization/o", "organization/o | part of | organization/nato", "person/b | works for | organization/x", "person/b | meets | person/a",
	}})
	for _, c := range []struct{ pattern, want string }{
		{"?p works for ?o, ?o part of NATO", "o=O p=A"},
		{`?p meets "A"`, "p=B"}, // symmetric, stated the other way round
		{"A meets ?p", "p=B"},
		{"?p works for ?o", "o=O p=A; o=X p=B"},
		{"A ? ?y", "y=O"},
	} {
		p, err := ParsePattern(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		found, err := g.Match(t.Context(), p, graph.FactFilter{}, 0)
		var got []string
		for _, b := range found {
			var vars []string
			for _, v := range sortedKeys(b.Variables) {
				vars = append(vars, v+"="+b.Variables[v].Name)
			}
			got = append(got, strings.Join(vars, " "))
		}
		slices.Sort(got)
		if err != nil || strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %s, %v, want %s", c.pattern, strings.Join(got, "; "), err, c.want)
		}
	}
	for _, bad := range []string{"", "?p likes ?o", "works for ?o", "?p works for", "? ? ?"} {
		if p, err := ParsePattern(bad); err == nil {
			t.Errorf("ParsePattern(%q) = %v, want an error", bad, p)
		}
	}
}

func TestHeld(t *testing.T) {
	g := world(t, map[string][]stated{
		"2020-01-01": {"person/a | directs | organization/o |  | 2015/2018", "person/b | directs | organization/o |  | 2018", "person/c | meets | person/b | planned | 2019-05"},
		"2022-01-01": {"person/b | leaves | organization/o |  | 2021-06", "person/b | meets | person/a |  | 2021-01"},
	})
	answers, err := g.Answers(t.Context(), graph.FactFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ at, want string }{
		{"2016", "A directs O happened 2015/2018 ×1"},
		{"2020", "B directs O happened 2018 ×1"},
		{"2023", "B leaves O happened 2021-06 ×1\nB meets A happened 2021-01 ×1"},
	} {
		held, err := AsOf(answers, c.at)
		if err != nil || lines(held) != c.want {
			t.Errorf("as of %s:\n%s\n%v, want:\n%s", c.at, lines(held), err, c.want)
		}
	}
	known, err := KnownBy(answers, "2021")
	if err != nil || strings.Contains(lines(known), "leaves") || len(known) != 3 {
		t.Errorf("known by 2021:\n%s\n%v", lines(known), err)
	}
	if changes, err := Compare(answers, "2020", "2022"); err != nil || len(changes) != 5 || !changes[0].Appeared || changes[4].Appeared {
		t.Errorf("changes: %v, %v", changes, err)
	}
	if _, err := AsOf(answers, "soon"); err == nil {
		t.Error("as of soon gives no error")
	}
}

func TestNetwork(t *testing.T) {
	// A triangle a–b–c with a tail c–d–e.
	g := world(t, map[string][]stated{"2024-01-01": {
		"person/a | meets | person/b", "person/b | meets | person/c", "person/c | meets | person/a", "person/c | meets | person/d", "person/d | meets | person/e", "person/a | meets | person/e | denied",
	}})
	n, err := g.Network(t.Context(), graph.FactFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ measure, want string }{
		{"degree", "C 3, A 2, B 2, D 2, E 1"},
		{"betweenness", "C 4, D 3"},
		{"core", "A 2, B 2, C 2, D 1, E 1"},
		{"bridges", "D 2, C 1, E 1"},
	} {
		ranked, err := n.Rank(t.Context(), c.measure)
		var got []string
		for _, r := range ranked {
			got = append(got, fmt.Sprintf("%s %g", r.Entity.Name, r.Score))
		}
		if err != nil || strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %s, %v, want %s", c.measure, strings.Join(got, ", "), err, c.want)
		}
	}
	if ranked, err := n.Rank(t.Context(), "pagerank"); err != nil || len(ranked) != 5 || ranked[0].Entity.Name != "C" {
		t.Errorf("pagerank: %v, %v, want C first", ranked, err)
	}
	if groups, err := n.Communities(t.Context(), 1); err != nil || len(groups) != 2 || len(groups[0].Members) != 3 {
		t.Errorf("communities: %v, %v, want the triangle and the tail", groups, err)
	}
}

func TestNear(t *testing.T) {
	g := world(t, map[string][]stated{
		"2024-01-01": {"person/a | works for | organization/o", "person/b | works for | organization/o", "person/a | born in | place/p"},
		"2024-02-01": {"person/a | born in | place/q", "person/b | meets | person/c", "person/b | meets | person/c | denied"},
	})
	common, err := g.Common(t.Context(), "person/a", "person/b", graph.FactFilter{})
	if err != nil || len(common) != 1 || common[0].Entity.Name != "O" {
		t.Errorf("common: %v, %v", common, err)
	}
	near, err := g.Neighbours(t.Context(), "person/a", graph.FactFilter{})
	if err != nil || len(near) != 3 {
		t.Errorf("neighbours: %v, %v", near, err)
	}
	with, err := g.Together(t.Context(), "person/a")
	if err != nil || len(with) != 5 || with[0].Entity.Name != "B" || len(with[0].Articles) != 2 {
		t.Errorf("together: %v, %v", with, err)
	}
	clash, err := g.Contradictions(t.Context(), graph.FactFilter{})
	if err != nil || len(clash) != 2 {
		t.Errorf("contradictions: %d, %v, want the denied meeting and the two birthplaces", len(clash), err)
	}
	answers, err := g.Answers(t.Context(), graph.FactFilter{Subject: "person/a", Relations: []string{"works for"}})
	if err != nil {
		t.Fatal(err)
	}
	if cor, err := g.Corroboration(t.Context(), answers); err != nil || len(cor) != 1 || cor[0].Independent != 1 {
		t.Errorf("corroboration: %v, %v", cor, err)
	}
}
