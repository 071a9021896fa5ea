package quads_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
)

// news makes an article of n facts about entities of which few are frequent.
func news(article, n int) graph.Record {
	r := graph.Record{Article: graph.Article{IRI: graph.IRI(fmt.Sprintf("article/%016x", article)), File: fmt.Sprintf("news/%d.txt", article),
		Title: fmt.Sprintf("Title of article %d", article), Published: fmt.Sprintf("2021-%02d-%02d", 1+article%12, 1+article%28), Hash: fmt.Sprint(article)}}
	seen := map[int]int{}
	var text strings.Builder
	seed := uint32(article)*2654435761 + 1
	rnd := func(n int) int {
		seed ^= seed << 13
		seed ^= seed >> 17
		seed ^= seed << 5
		return int(seed % uint32(n))
	}
	entity := func() graph.IRI {
		i := rnd(1 + rnd(20_000))
		if _, ok := seen[i]; !ok {
			seen[i] = len(r.Entities)
			r.Entities = append(r.Entities, graph.Entity{IRI: graph.IRI(fmt.Sprintf("person/given-family-%d", i)), Type: "person",
				Name: fmt.Sprintf("Given Family%d", i), Aliases: []string{fmt.Sprintf("Family%d", i)}})
		}
		return r.Entities[seen[i]].IRI
	}
	for i := range n {
		start := int32(text.Len())
		fmt.Fprintf(&text, "On day %d of it, somebody of %d met somebody else in a town, said %d officials of the ministry.", i, rnd(1000), rnd(100))
		end := int32(text.Len())
		s, o := entity(), entity()
		r.Mentions = append(r.Mentions, graph.Mention{Entity: s, Start: start, End: start + 8}, graph.Mention{Entity: o, Start: start + 9, End: start + 15})
		r.Facts = append(r.Facts, graph.Fact{IRI: graph.IRI(fmt.Sprintf("fact/%08x%08x", article, i)), Subject: s, Relation: []string{"meets", "works for", "accuses"}[i%3],
			Object: o, Status: graph.Happened, Time: "2021-11", Confidence: 0.75, Article: r.Article.IRI, Published: r.Article.Published,
			Evidence: []graph.Evidence{{Sentence: text.String()[start:end], Start: start, End: end, Subject: [2]int32{start, start + 8}, Object: [2]int32{start + 9, start + 15},
				Trigger: [2]int32{start + 3, start + 6}, Rule: "frames:meet", Path: "somebody <nsubj met >obj somebody", Qualifiers: []string{"time=2021-11: day"}}}})
		text.WriteString(" ")
	}
	r.Article.Text = text.String()
	return r
}

const factsEach = 30

func BenchmarkPut(b *testing.B) {
	st, err := quads.Open(b.Context(), b.TempDir(), quads.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	i := 0
	for b.Loop() {
		if err := st.Put(b.Context(), news(i, factsEach)); err != nil {
			b.Fatal(err)
		}
		i++
	}
	b.ReportMetric(float64(i*factsEach)/b.Elapsed().Seconds(), "facts/s")
}

func benchStore(b *testing.B, articles int) *quads.Store {
	st, err := quads.Open(b.Context(), b.TempDir(), quads.Options{NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { st.Close() })
	for i := range articles {
		if err := st.Put(b.Context(), news(i, factsEach)); err != nil {
			b.Fatal(err)
		}
	}
	return st
}

func BenchmarkRead(b *testing.B) {
	const articles = 1000
	st := benchStore(b, articles)
	b.Run("facts", func(b *testing.B) { // what an export reads
		n := 0
		for b.Loop() {
			for _, err := range st.Facts(b.Context(), graph.FactFilter{Open: true}) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "facts/s")
	})
	b.Run("factsOf", func(b *testing.B) {
		for b.Loop() {
			for _, err := range st.Facts(b.Context(), graph.FactFilter{Any: "person/given-family-5", Relations: []string{"meets"}}) {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("edges", func(b *testing.B) {
		n := 0
		for b.Loop() {
			for _, err := range st.Edges(b.Context(), "person/given-family-0") {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "edges/s")
	})
	b.Run("named", func(b *testing.B) {
		for b.Loop() {
			for _, err := range st.Entities(b.Context(), graph.EntityFilter{Key: "family77"}) {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("dump", func(b *testing.B) {
		var n int64
		for b.Loop() {
			var w bytes.Buffer
			if err := st.Dump(b.Context(), &w, nil); err != nil {
				b.Fatal(err)
			}
			n += int64(w.Len())
		}
		b.ReportMetric(float64(b.N*articles*factsEach)/b.Elapsed().Seconds(), "facts/s")
	})
	b.Run("load", func(b *testing.B) {
		var w bytes.Buffer
		if err := st.Dump(b.Context(), &w, nil); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			other, err := quads.Open(b.Context(), b.TempDir(), quads.Options{})
			if err != nil {
				b.Fatal(err)
			}
			if err := other.Load(b.Context(), bytes.NewReader(w.Bytes()), nil); err != nil {
				b.Fatal(err)
			}
			if err := other.Close(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N*articles*factsEach)/b.Elapsed().Seconds(), "facts/s")
	})
	b.Run("open", func(b *testing.B) {
		dir := b.TempDir()
		other, err := quads.Open(b.Context(), dir, quads.Options{})
		if err != nil {
			b.Fatal(err)
		}
		for i := range 200 {
			if err := other.Put(b.Context(), news(i, factsEach)); err != nil {
				b.Fatal(err)
			}
		}
		if err := other.Close(); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			r, err := quads.Open(b.Context(), dir, quads.Options{ReadOnly: true})
			if err != nil {
				b.Fatal(err)
			}
			if err := r.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
