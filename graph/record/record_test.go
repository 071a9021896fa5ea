package record_test

import (
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/record"
	"dossier/ingest"
	"dossier/ingest/document"

	"github.com/google/go-cmp/cmp"
)

// sample is a document of one sentence, its layers built by hand.
func sample() *document.Document {
	doc := &document.Document{Text: "Łukasz Burns met Putin in Moscow."}
	doc.Article = document.Article{File: "./a/b.txt", Hash: "h1", Published: "2021-11-18", Language: "en", Authors: []string{"A"}}
	next := int32(0)
	for _, w := range []string{"Łukasz", "Burns", "met", "Putin", "in", "Moscow", "."} {
		at := next + int32(strings.Index(doc.Text[next:], w))
		next = at + int32(len(w))
		doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: at, End: next}})
	}
	doc.Sentences = []document.Sentence{{Span: document.Span{Start: 0, End: next}, First: 0, End: 7}}
	doc.Mentions = []document.Mention{
		{First: 0, End: 2, Entity: 0}, {First: 3, End: 4, Entity: 1}, {First: 5, End: 6, Entity: 2},
		{First: 0, End: 4, Entity: document.None, Group: []int32{0, 1}},
	}
	doc.Entities = []document.Entity{
		{Name: "Łukasz Burns", Type: document.Person, Mentions: []int32{0}, Gender: document.Male},
		{Name: "Putin", Type: document.Person, Mentions: []int32{1}},
		{Name: "Moscow", Type: document.Place, Mentions: []int32{2}},
		{Name: "a thing", Type: document.Other},
	}
	doc.Facts = []document.Fact{{Subject: 0, Relation: "meets", Object: 1, Place: 2, Event: document.None, Confidence: 0.81234,
		Sources:  []document.Source{{Entity: document.None, Text: "officials"}},
		Evidence: []document.Evidence{{Subject: document.Span{Start: 0, End: 13}, Object: document.Span{Start: 18, End: 23}, Rule: "frames:meet"}}}}
	return doc
}

func TestBuild(t *testing.T) {
	doc := sample()
	r := record.Build(doc)
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	art := record.ArticleIRI("a/b.txt")
	end := int32(len(doc.Text))
	want := graph.Record{
		Article: graph.Article{IRI: art, File: "./a/b.txt", Hash: "h1", Published: "2021-11-18", Language: "en", Authors: []string{"A"}, Text: doc.Text},
		Entities: []graph.Entity{
			{IRI: "person/lukasz-burns", Type: "person", Name: "Łukasz Burns", Gender: "male"},
			{IRI: "person/putin", Type: "person", Name: "Putin"},
			{IRI: "place/moscow", Type: "place", Name: "Moscow"},
		},
		Facts: []graph.Fact{{IRI: r.Facts[0].IRI, Subject: "person/lukasz-burns", Relation: "meets", Object: "person/putin", Place: "place/moscow",
			Status: "happened", Confidence: 0.812, Article: art, Published: "2021-11-18", Sources: []graph.Source{{Text: "officials"}},
			Evidence: []graph.Evidence{{Sentence: doc.Text, Start: 0, End: end, Subject: [2]int32{0, 13}, Object: [2]int32{18, 23}, Rule: "frames:meet"}}}},
		Mentions: []graph.Mention{
			{Entity: "person/lukasz-burns", Start: 0, End: 13}, {Entity: "person/lukasz-burns", Start: 0, End: 23}, {Entity: "person/putin", Start: 0, End: 23},
			{Entity: "person/putin", Start: 18, End: 23}, {Entity: "place/moscow", Start: 27, End: 33},
		},
	}
	if d := cmp.Diff(want, r); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if again := record.Build(sample()); !cmp.Equal(r, again) {
		t.Error("a second build differs")
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ kind, name, want string }{
		{"person", "Andrea Kendall-Taylor", "person/andrea-kendall-taylor"},
		{"organization", "The CIA's", "organization/cia"},
		{"place", "São Paulo", "place/sao-paulo"},
		{"event", strings.Repeat("very ", 30) + "long", "event/" + strings.Repeat("very-", 15) + "very-"},
		{"place", "…", "place/x-"},
	} {
		got := string(record.EntityIRI(c.kind, c.name))
		if got != c.want && !(strings.HasSuffix(c.want, "-") && strings.HasPrefix(got, c.want)) {
			t.Errorf("EntityIRI(%q) = %q, want %q", c.name, got, c.want)
		}
		if err := graph.IRI(got).Check(); err != nil {
			t.Error(err)
		}
	}
}

func TestKeeper(t *testing.T) {
	st, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	k := &record.Keeper{Store: st}
	doc := sample()
	for i, c := range []struct {
		hash string
		kept bool
		want ingest.Outcome
	}{{"h1", false, ingest.Added}, {"h1", true, ingest.Replaced}, {"h2", false, ingest.Replaced}} {
		doc.Article.Hash = c.hash
		if kept, err := k.Kept(t.Context(), &doc.Article); err != nil || kept != c.kept {
			t.Errorf("%d: Kept = %v, %v", i, kept, err)
		}
		if got, err := k.Keep(t.Context(), doc); err != nil || got != c.want {
			t.Errorf("%d: Keep = %v, %v", i, got, err)
		}
	}
	stats, err := st.Stats(t.Context())
	if err != nil || stats.Articles != 1 || stats.Facts != 1 {
		t.Errorf("stats %+v, %v", stats, err)
	}
}
