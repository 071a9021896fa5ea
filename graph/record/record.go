package record

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dossier/graph"
	"dossier/ingest/document"
)

// Build copies a document into a record. Nothing of the document is shared but
// strings. Entities get the IRIs of their names ([EntityIRI]); facts get IRIs
// that depend on the article's file and on the fact's own subject, relation,
// object and status by those names, so that they stay the same whatever a
// resolver makes of the entities. The record is normalised.
func Build(doc *document.Document) graph.Record {
	a := &doc.Article
	r := graph.Record{Article: graph.Article{
		IRI: ArticleIRI(a.File), File: a.File, Title: a.Title, Published: a.Published, Publisher: a.Publisher,
		Authors: slices.Clone(a.Authors), URL: a.URL, Language: a.Language, Hash: a.Hash, Text: doc.Text,
	}}
	if len(r.Article.Authors) == 0 {
		r.Article.Authors = nil
	}
	ids := entities(doc, &r)
	id := func(ent int32) graph.IRI {
		if ent < 0 || int(ent) >= len(ids) {
			return ""
		}
		return ids[ent]
	}
	for _, men := range doc.Mentions {
		if men.End <= men.First {
			continue
		}
		span := doc.TokenSpan(men.First, men.End)
		who := men.Group
		if men.Entity != document.None {
			who = []int32{men.Entity}
		}
		for _, ent := range who {
			if e := id(ent); e != "" {
				r.Mentions = append(r.Mentions, graph.Mention{Entity: e, Start: span.Start, End: span.End})
			}
		}
	}
	events(doc, &r, id)
	facts(doc, &r, id)
	r.Normalize()
	return r
}

// entities fills the record's entities and returns the IRI of each entity of
// the document, empty for one that is left out: it has no name, or is of none
// of the ontology's types and no fact speaks of it.
func entities(doc *document.Document, r *graph.Record) []graph.IRI {
	used := make([]bool, len(doc.Entities))
	use := func(i int32) {
		if i >= 0 && int(i) < len(used) {
			used[i] = true
		}
	}
	for i := range doc.Facts {
		f := &doc.Facts[i]
		use(f.Subject)
		use(f.Object)
		use(f.Place)
		use(f.Event)
		for _, s := range f.Sources {
			use(s.Entity)
		}
	}
	ids := make([]graph.IRI, len(doc.Entities))
	taken := map[graph.IRI]bool{}
	for i := range doc.Entities {
		ent := &doc.Entities[i]
		if strings.TrimSpace(ent.Name) == "" || ent.Type == document.Other && !used[i] {
			continue
		}
		id := EntityIRI(ent.Type.String(), ent.Name)
		for n := 2; taken[id]; n++ { // two of one name in one article were told apart by what it says
			id = EntityIRI(ent.Type.String(), ent.Name) + graph.IRI("-"+strconv.Itoa(n))
		}
		taken[id] = true
		ids[i] = id
		e := graph.Entity{IRI: id, Type: ent.Type.String(), Name: ent.Name, Aliases: slices.Clone(ent.Aliases)}
		if ent.Gender == document.Male || ent.Gender == document.Female {
			e.Gender = ent.Gender.String()
		}
		r.Entities = append(r.Entities, e)
	}
	return ids
}

func events(doc *document.Document, r *graph.Record, id func(int32) graph.IRI) {
	seen := map[graph.IRI]int{}
	for i := range doc.Events {
		ev := &doc.Events[i]
		e := graph.Event{Entity: id(ev.Entity), Article: r.Article.IRI, Class: ev.Class, Status: ev.Status.String(), Time: ev.Time, Place: id(ev.Place)}
		if e.Entity == "" {
			continue
		}
		for _, p := range ev.Participants {
			if who := id(p.Entity); who != "" {
				e.Participants = append(e.Participants, graph.Participant{Entity: who, Role: p.Role})
			}
		}
		if j, twice := seen[e.Entity]; twice {
			r.Events[j].Participants = append(r.Events[j].Participants, e.Participants...)
			continue
		}
		seen[e.Entity] = len(r.Events)
		r.Events = append(r.Events, e)
	}
}

func facts(doc *document.Document, r *graph.Record, id func(int32) graph.IRI) {
	taken := map[graph.IRI]bool{}
	for i := range doc.Facts {
		f := &doc.Facts[i]
		g := graph.Fact{Subject: id(f.Subject), Relation: f.Relation, Object: id(f.Object), Open: f.Open, Status: f.Status.String(),
			Time: f.Time, Place: id(f.Place), Event: id(f.Event), Confidence: math.Round(float64(f.Confidence)*1000) / 1000,
			Article: r.Article.IRI, Published: r.Article.Published}
		if g.Subject == "" || g.Object == "" {
			continue
		}
		for _, s := range f.Sources {
			g.Sources = append(g.Sources, graph.Source{Entity: id(s.Entity), Text: s.Text})
		}
		for _, ev := range f.Evidence {
			sent := doc.Sentences[ev.Sentence].Span
			g.Evidence = append(g.Evidence, graph.Evidence{Sentence: doc.Slice(sent), Start: sent.Start, End: sent.End,
				Subject: pair(ev.Subject), Object: pair(ev.Object), Trigger: pair(ev.Trigger),
				Rule: ev.Rule, Path: ev.Path, Qualifiers: slices.Clone(ev.Qualifiers)})
		}
		g.IRI = FactIRI(&g, 1)
		for n := 2; taken[g.IRI]; n++ { // the same again with another time or source
			g.IRI = FactIRI(&g, n)
		}
		taken[g.IRI] = true
		r.Facts = append(r.Facts, g)
	}
}

func pair(s document.Span) [2]int32 { return [2]int32{s.Start, s.End} }

// ArticleIRI names the article that was read from a file or URL: the place it
// comes from is what it is, so that an edited article replaces its earlier
// form.
func ArticleIRI(file string) graph.IRI {
	if !strings.Contains(file, "://") {
		file = filepath.ToSlash(filepath.Clean(file))
	}
	return graph.IRI("article/" + digest(file))
}

// FactIRI names the n-th fact of an article that has these ends, relation and
// status. It begins with the article's digest, so that an article's facts
// stand together wherever facts are sorted.
func FactIRI(f *graph.Fact, n int) graph.IRI {
	parts := []string{string(f.Article), string(f.Subject), f.Relation, string(f.Object), f.Status}
	if f.Open {
		parts = append(parts, "open")
	}
	if n > 1 {
		parts = append(parts, strconv.Itoa(n))
	}
	article, _ := strings.CutPrefix(string(f.Article), "article/")
	return graph.IRI("fact/" + article[:min(len(article), 12)] + "-" + digest(strings.Join(parts, "\x00"))[:8])
}

// digest is the first 64 bits of a SHA-256, in hex.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

// maxSlug is the longest name that an IRI spells out, in bytes.
const maxSlug = 80

// EntityIRI names an entity by its type and name: "person/andrea-kendall-taylor".
// Letters are folded to ASCII where they have a base letter; a name too long
// is cut and ends in a digest of all of it.
func EntityIRI(kind, name string) graph.IRI {
	slug := strings.ReplaceAll(graph.NameKey(name), " ", "-")
	switch {
	case slug == "":
		slug = "x-" + digest(name)
	case len(slug) > maxSlug:
		cut := slug[:maxSlug]
		if i := strings.LastIndexByte(cut, '-'); i > 0 {
			cut = cut[:i]
		}
		slug = fmt.Sprintf("%s-%s", strings.ToValidUTF8(cut, ""), digest(slug)[:8])
	}
	return graph.IRI(kind + "/" + slug)
}
