package resolve_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/resolve"

	"github.com/google/go-cmp/cmp"
)

// Every IRI that an article was ever given answers for it after every later
// article, whatever is merged; and reading all again changes nothing.
func TestStable(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the whole pipeline")
	}
	records := analyse(t, readGold(t, studied))
	rng := rand.New(rand.NewPCG(3, 4))
	for range 3 {
		rng.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		st := memory(t)
		res := resolve.New(st)
		given := map[graph.IRI]bool{}
		for i := range records {
			r := records[i].Clone()
			names, err := res.Resolve(t.Context(), &r)
			if err != nil {
				t.Fatal(err)
			}
			r.Rename(names)
			if err := st.Put(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			for _, e := range r.Entities {
				given[e.IRI] = true
			}
			for id := range given {
				if _, err := st.Entity(t.Context(), id); err != nil {
					t.Fatalf("after %s: %v", r.Article.File, err)
				}
			}
		}
		if err := res.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := st.Verify(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		changed, err := resolve.New(st).Again(t.Context(), nil)
		if err != nil || changed > 0 {
			t.Errorf("resolving all again changes %d articles, %v", changed, err)
		}
	}
}

// three articles about John Smith, of whom rules make one.
func smiths(t *testing.T) (pages []page, st *quads.Store, res *resolve.Resolver) {
	for _, n := range []string{"a", "b", "c"} {
		pages = append(pages, page{name: n, text: "The senator John Smith spoke in Ohio (" + n + ").", entities: []string{"person:John Smith", "place:Ohio"}})
	}
	st = memory(t)
	res = resolve.New(st)
	for _, p := range pages {
		keep(t, st, res, p.record(t))
	}
	return pages, st, res
}

// A person's decisions outlast reading again, deleting, dumping and loading.
func TestDecisionsLast(t *testing.T) {
	pages, st, res := smiths(t)
	ctx := t.Context()
	now, err := res.Split(ctx, "person/john-smith", []graph.IRI{"article/b"})
	if err != nil || now != "person/john-smith-2" {
		t.Fatalf("Split: %s, %v", now, err)
	}
	check := func(when string, st graph.Reader) {
		t.Helper()
		for art, want := range map[string]graph.IRI{"a": "person/john-smith", "b": "person/john-smith-2", "c": "person/john-smith"} {
			if got := who(t, st, art, "John Smith"); got != want {
				t.Errorf("%s: %s shows %s, want %s", when, art, got, want)
			}
		}
	}
	check("split", st)
	changed := pages[1]
	changed.text = "Once more the senator John Smith spoke in Ohio."
	keep(t, st, res, changed.record(t))
	check("read again", st)
	if err := st.Delete(ctx, "article/b"); err != nil {
		t.Fatal(err)
	}
	keep(t, st, resolve.New(st), pages[1].record(t))
	check("deleted and read again", st)
	if n, err := resolve.New(st).Again(ctx, nil); err != nil || n != 0 {
		t.Errorf("Again changes %d, %v", n, err)
	}
	check("resolved again", st)

	var dump bytes.Buffer
	if err := st.Dump(ctx, &dump, nil); err != nil {
		t.Fatal(err)
	}
	other := memory(t)
	if err := other.Load(ctx, bytes.NewReader(dump.Bytes()), nil); err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		keep(t, other, resolve.New(other), p.record(t))
	}
	check("loaded and read again", other)

	// Merged by force, and parted again.
	res = resolve.New(other)
	if err := res.Merge(ctx, "person/john-smith", now); err != nil {
		t.Fatal(err)
	}
	keep(t, other, res, pages[2].record(t))
	if e, err := other.Entity(ctx, now); err != nil || e.IRI != "person/john-smith" {
		t.Errorf("after the merge %s is %+v, %v", now, e, err)
	}
	acc, err := res.Explain(ctx, "person/john-smith", 0)
	if err != nil || len(acc.Articles) != 3 || !slices.Contains(acc.Was, now) || len(acc.Decisions) == 0 {
		t.Errorf("Explain: %+v, %v", acc, err)
	}
	if n, err := res.Unmerge(ctx, now); err != nil || n != 1 {
		t.Errorf("Unmerge: %d, %v", n, err)
	}
	check("parted", other)
}

func TestForbid(t *testing.T) {
	st := memory(t)
	res := resolve.New(st)
	a := page{name: "a", text: "Norrvik", entities: []string{"organization:Norrvik"}}
	b := page{name: "b", text: "Norrvik Trading GmbH", entities: []string{"organization:Norrvik Trading GmbH"}}
	keep(t, st, res, a.record(t))
	keep(t, st, res, b.record(t))
	if err := res.Forbid(t.Context(), "organization/norrvik", "organization/norrvik-trading-gmbh"); err != nil {
		t.Fatal(err)
	}
	c := page{name: "c", text: "Norrvik, formerly Norrvik Trading GmbH", entities: []string{"organization:Norrvik=Norrvik Trading GmbH"}}
	keep(t, st, res, c.record(t))
	if x, y := who(t, st, "a", "Norrvik"), who(t, st, "b", "Norrvik Trading GmbH"); x == y {
		t.Errorf("merged in spite of a person's word: %s", x)
	}
	if err := res.Forbid(t.Context(), "organization/none", "organization/norrvik"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("Forbid: %v", err)
	}
}

func TestImport(t *testing.T) {
	st := memory(t)
	res := resolve.New(st)
	keep(t, st, res, page{name: "a", text: "The diplomat Bill Farrow", entities: []string{"person:Bill Farrow"}}.record(t))
	entries, err := resolve.ReadEntries(strings.NewReader("name,type,aliases,id\nWilliam J. Farrow,person,Bill Farrow;B. Farrow,Q7\n"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := res.Import(t.Context(), "list.csv", entries, nil); err != nil {
			t.Fatal(err)
		}
	}
	keep(t, st, res, page{name: "b", text: "William Farrow", entities: []string{"person:William Farrow"}}.record(t))
	for _, id := range []graph.IRI{"person/bill-farrow", who(t, st, "b", "William Farrow")} {
		e, err := st.Entity(t.Context(), id)
		if err != nil || e.Name != "William J. Farrow" || !slices.Equal(e.SameAs, []string{"https://www.wikidata.org/entity/Q7"}) {
			t.Errorf("%s is %+v, %v", id, e, err)
		}
	}
}

func TestReadEntries(t *testing.T) {
	for _, c := range []struct {
		in, err string
		want    []resolve.Entry
	}{
		{"name,type,id\nAnna Berg,person,Q1\n", "", []resolve.Entry{{ID: "https://www.wikidata.org/entity/Q1", Name: "Anna Berg", Type: "person", Aliases: []string{}}}},
		{"\ufeffType,Name,Aliases\norganization,Norrvik,\"Norrvik AB; NV\"\n", "", []resolve.Entry{{Name: "Norrvik", Type: "organization", Aliases: []string{"Norrvik AB", "NV"}}}},
		{`{"name":"Anna Berg","type":"person","aliases":["A. Berg"],"id":"https://x.example/1"}`, "", []resolve.Entry{{ID: "https://x.example/1", Name: "Anna Berg", Type: "person", Aliases: []string{"A. Berg"}}}},
		{`{"id":"n1","schema":"Company","properties":{"name":["Norrvik"],"alias":["NV"]}}`, "", []resolve.Entry{{ID: "n1", Name: "Norrvik", Type: "organization", Aliases: []string{"NV"}}}},
		{"", "line 1: the list is empty", nil},
		{"a,b\n1,2\n", `line 1: the header has no column "name"`, nil},
		{"name,type\nX,thing\n", `line 2: "X" has the type "thing"`, nil},
		{"name,type\n,person\n", "line 2: the name is missing", nil},
		{"name,type,id\nX,person,a b\n", `line 2: "X" has the id "a b"`, nil},
		{"{\"name\":\"X\"\n", "line 1: ", nil},
	} {
		got, err := resolve.ReadEntries(strings.NewReader(c.in))
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%q: error %v, want %q", c.in, err, c.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", c.in, d)
		}
	}
}

func FuzzReadEntries(f *testing.F) {
	f.Add("name,type\nX,person\n")
	f.Add(`{"schema":"Person","properties":{"name":["X"]}}`)
	f.Fuzz(func(t *testing.T, in string) {
		entries, err := resolve.ReadEntries(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, e := range entries {
			if e.Name == "" || e.Type == "" {
				t.Errorf("%q: %+v", in, e)
			}
		}
	})
}
