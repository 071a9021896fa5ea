package resolve_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/record"
	"dossier/graph/resolve"
)

// page is an article for tests: a text, and the entities in it by type and name.
// "Joe Biden=Biden" has an alias.
type page struct {
	name, date, text string
	entities         []string // "person:Joe Biden=Biden"
	facts            []string // "Joe Biden|directs|United States"
}

func (p page) record(t testing.TB) graph.Record {
	t.Helper()
	r := graph.Record{Article: graph.Article{IRI: graph.IRI("article/" + p.name), File: p.name, Published: p.date, Text: p.text, Hash: p.text}}
	ids := map[string]graph.IRI{}
	for _, e := range p.entities {
		typ, names, _ := strings.Cut(e, ":")
		all := strings.Split(names, "=")
		id := record.EntityIRI(typ, all[0])
		for n := 2; ids[string(id)] != ""; n++ {
			id = record.EntityIRI(typ, all[0]) + graph.IRI(fmt.Sprint("-", n))
		}
		ids[string(id)] = id
		ids[all[0]] = id
		r.Entities = append(r.Entities, graph.Entity{IRI: id, Type: typ, Name: all[0], Aliases: all[1:]})
		for _, name := range all {
			for at := 0; ; {
				i := strings.Index(p.text[at:], name)
				if i < 0 {
					break
				}
				r.Mentions = append(r.Mentions, graph.Mention{Entity: id, Start: int32(at + i), End: int32(at + i + len(name))})
				at += i + len(name)
			}
		}
	}
	for i, f := range p.facts {
		part := strings.Split(f, "|")
		r.Facts = append(r.Facts, graph.Fact{IRI: graph.IRI(fmt.Sprintf("fact/%s-%d", p.name, i)), Subject: ids[part[0]], Relation: part[1], Object: ids[part[2]],
			Status: graph.Happened, Confidence: 0.9, Article: r.Article.IRI, Published: p.date})
	}
	r.Normalize()
	if err := r.Check(); err != nil {
		t.Fatalf("%s: %v", p.name, err)
	}
	return r
}

func keep(t testing.TB, st graph.Editor, res *resolve.Resolver, r graph.Record) {
	t.Helper()
	names, err := res.Resolve(t.Context(), &r)
	if err != nil {
		t.Fatal(err)
	}
	r.Rename(names)
	if err := st.Put(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

func memory(t testing.TB) *quads.Store {
	t.Helper()
	st, err := quads.OpenMemoryWith(resolve.Observe)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return st
}

// who is the entity that an article shows by a name.
func who(t testing.TB, st graph.Reader, article, name string) graph.IRI {
	t.Helper()
	r, err := st.Record(context.Background(), graph.IRI("article/"+article))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range r.Entities {
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if n == name {
				return e.IRI
			}
		}
	}
	t.Fatalf("%s shows nobody named %s: %+v", article, name, r.Entities)
	return ""
}

func TestResolve(t *testing.T) {
	const (
		one = "one"
		two = "two"
	)
	for _, c := range []struct {
		name  string
		a, b  page
		x, y  string // names in a and b
		want  string
		third *page // between them
	}{
		{"plain", page{text: "Astrid Tveitmark spoke.", entities: []string{"person:Astrid Tveitmark"}}, page{text: "Astrid Tveitmark left.", entities: []string{"person:Astrid Tveitmark"}}, "Astrid Tveitmark", "Astrid Tveitmark", one, nil},
		{"fields", page{text: "The footballer John Smith scored.", entities: []string{"person:John Smith"}}, page{text: "Senator John Smith voted. John Smith is a senator.", entities: []string{"person:John Smith"}}, "John Smith", "John Smith", two, nil},
		{"birth", page{date: "2020-01-01", text: "Jonas Hallberg, 24, left.", entities: []string{"person:Jonas Hallberg"}}, page{date: "2021-01-01", text: "Jonas Hallberg, 61, came.", entities: []string{"person:Jonas Hallberg"}}, "Jonas Hallberg", "Jonas Hallberg", two, nil},
		{"junior", page{text: "Karl Brandt Jr. spoke.", entities: []string{"person:Karl Brandt Jr."}}, page{text: "Karl Brandt Sr. spoke.", entities: []string{"person:Karl Brandt Sr."}}, "Karl Brandt Jr.", "Karl Brandt Sr.", two, nil},
		{"nickname", page{text: "The diplomat William Burns came.", entities: []string{"person:William Burns"}}, page{text: "The diplomat Bill Burns came.", entities: []string{"person:Bill Burns"}}, "William Burns", "Bill Burns", one, nil},
		{"spelling", page{text: "Sergei Lavrov spoke.", entities: []string{"person:Sergei Lavrov"}}, page{text: "Sergey Lavrov spoke.", entities: []string{"person:Sergey Lavrov"}}, "Sergei Lavrov", "Sergey Lavrov", one, nil},
		{"surname spelling", page{text: "Volodymyr Zelensky spoke.", entities: []string{"person:Volodymyr Zelensky"}}, page{text: "Volodymyr Zelenskyy spoke.", entities: []string{"person:Volodymyr Zelenskyy"}}, "Volodymyr Zelensky", "Volodymyr Zelenskyy", one, nil},
		{"sisters", page{text: "Anna Berg", entities: []string{"person:Anna Berg"}}, page{text: "Greta Berg", entities: []string{"person:Greta Berg"}}, "Anna Berg", "Greta Berg", two, nil},
		{"née", page{text: "Anna Berg", entities: []string{"person:Anna Berg"}}, page{text: "Anna Lindqvist, formerly Anna Berg", entities: []string{"person:Anna Lindqvist=Anna Berg"}}, "Anna Berg", "Anna Lindqvist", one, nil},
		{"legal form", page{text: "Norrvik", entities: []string{"organization:Norrvik"}}, page{text: "Norrvik AB", entities: []string{"organization:Norrvik AB"}}, "Norrvik", "Norrvik AB", one, nil},
		{"legal form, other order", page{text: "Norrvik AB", entities: []string{"organization:Norrvik AB"}}, page{text: "Norrvik", entities: []string{"organization:Norrvik"}}, "Norrvik AB", "Norrvik", one, nil},
		{"type", page{text: "Norrvik", entities: []string{"organization:Norrvik"}}, page{text: "Norrvik", entities: []string{"place:Norrvik"}}, "Norrvik", "Norrvik", one, nil},
		{"country", page{text: "the United States", entities: []string{"place:United States"}}, page{text: "the U.S.", entities: []string{"place:U.S."}}, "United States", "U.S.", one, nil},
		{"capital", page{text: "Russia warned. Moscow said so.", entities: []string{"place:Russia=Moscow"}}, page{text: "Moscow", entities: []string{"place:Moscow"}}, "Russia", "Moscow", two, nil},
		{"acronym", page{text: "NAFB met", entities: []string{"organization:NAFB"}}, page{text: "North Atlantic Fisheries Board (NAFB)", entities: []string{"organization:North Atlantic Fisheries Board=NAFB"}}, "NAFB", "NAFB", one, nil},
		{"generic", page{text: "Supreme Court of Ghana", entities: []string{"organization:Supreme Court", "place:Ghana"}, facts: []string{"Supreme Court|part of|Ghana"}},
			page{text: "Supreme Court in Norway", entities: []string{"organization:Supreme Court", "place:Norway"}, facts: []string{"Supreme Court|part of|Norway"}}, "Supreme Court", "Supreme Court", two, nil},
		{"surname alone", page{text: "President Joe Biden in the White House", entities: []string{"person:Joe Biden", "organization:White House"}},
			page{text: "Biden left the White House", entities: []string{"person:Biden", "organization:White House"}}, "Joe Biden", "Biden", one, nil},
		{"surname alone, ambiguous", page{text: "President Joe Biden in the White House", entities: []string{"person:Joe Biden", "organization:White House"}},
			page{text: "Biden left the White House", entities: []string{"person:Biden", "organization:White House"}}, "Joe Biden", "Biden", two,
			&page{text: "President Hunter Biden in the White House", entities: []string{"person:Hunter Biden", "organization:White House"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}} {
				st := memory(t)
				res := resolve.New(st)
				c.a.name, c.b.name = "a", "b"
				third := page{name: "c", text: "x"}
				if c.third != nil {
					third = *c.third
					third.name = "c"
				}
				for _, i := range order {
					keep(t, st, res, []page{c.a, third, c.b}[i].record(t))
				}
				x, y := who(t, st, "a", c.x), who(t, st, "b", c.y)
				if (x == y) != (c.want == one) {
					t.Errorf("order %v: %s and %s, want %s", order, x, y, c.want)
				}
			}
		})
	}
}
