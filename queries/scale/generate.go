package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"strings"

	"dossier/graph"
	"dossier/graph/ontology"
	"dossier/graph/quads"
)

// factsEach is how many facts an article states.
const factsEach = 20

// world makes articles about entities of which few are frequent, the same for
// the same seed.
type world struct {
	rng       *rand.Rand
	zipf      *rand.Zipf
	relations []ontology.Relation
}

// newWorld returns a world of n entities, named in articles by Zipf's law with
// Mandelbrot's shift: the most frequent is an end of about one fact in 50.
func newWorld(n int) *world {
	rng := rand.New(rand.NewSource(7))
	w := &world{rng: rng, zipf: rand.NewZipf(rng, 1.01, 10, uint64(n-1))}
	for _, r := range ontology.Relations() {
		if w.relations = append(w.relations, r); len(w.relations) == 40 {
			break
		}
	}
	return w
}

var (
	given  = strings.Fields("Ada Boris Clara Dmitry Eve Farid Greta Hugo Irene Jonas Karin Leo Mira Nils Olga Pavel Rosa Stefan Tanja Viktor")
	starts = strings.Fields("Bar Kel Mor Tan Vos Lin Gor Sel Pra Hud Zim Fal Der Nov Ras Wil")
	ends   = strings.Fields("ov berg sen ski man ini ades well ton elli ova ard")
)

// family is a surname that many share, as surnames are shared.
func family(i int) string {
	return starts[i%len(starts)] + strings.ToLower(starts[i/7%len(starts)]) + ends[i/3%len(ends)]
}

// entity is the i-th most frequent.
func entity(i int) graph.Entity {
	e := graph.Entity{}
	switch i % 10 {
	case 0, 1, 2, 3:
		e.Type, e.Name = "person", fmt.Sprintf("%s %s %s", given[i%len(given)], given[(i/20+i/25200*7)%len(given)], family(i))
		e.Aliases = []string{family(i)}
	case 4, 5, 6:
		e.Type, e.Name = "organization", fmt.Sprintf("%s Institute %d", family(i), i)
	case 7, 8:
		e.Type, e.Name = "place", fmt.Sprintf("%sburg %d", family(i), i)
	default:
		e.Type, e.Name = "event", fmt.Sprintf("%s summit %d", family(i), i)
	}
	e.IRI = graph.IRI(fmt.Sprintf("%s/e%d", e.Type, i))
	return e
}

func (w *world) pick() int { return int(w.zipf.Uint64()) }

// record makes the n-th article.
func (w *world) record(n int) graph.Record {
	r := graph.Record{Article: graph.Article{IRI: graph.IRI(fmt.Sprintf("article/%08x", n)), File: fmt.Sprintf("news/%d.txt", n),
		Title: fmt.Sprintf("News of the day, number %d", n), Publisher: fmt.Sprintf("Paper %d", n%50),
		Published: fmt.Sprintf("%d-%02d-%02d", 2015+n%10, 1+n/10%12, 1+n/120%28), Language: "en", Hash: fmt.Sprintf("%064x", n)}}
	seen := map[int]graph.Entity{}
	get := func(i int) graph.Entity {
		e, ok := seen[i]
		if !ok {
			e = entity(i)
			seen[i] = e
			r.Entities = append(r.Entities, e)
		}
		return e
	}
	var text strings.Builder
	at := func(s string) [2]int32 {
		from := int32(text.Len())
		text.WriteString(s)
		return [2]int32{from, int32(text.Len())}
	}
	for i := range factsEach {
		s := get(w.pick())
		o := get(w.pick())
		for o.IRI == s.IRI {
			o = get(w.pick())
		}
		rel := w.relations[w.rng.Intn(len(w.relations))].Label
		start := int32(text.Len())
		subject := at(s.Name)
		at(" ")
		trigger := at(rel)
		at(" ")
		object := at(o.Name)
		at(fmt.Sprintf(" on day %d, officials of the ministry said.", i))
		f := graph.Fact{IRI: graph.IRI(fmt.Sprintf("fact/%016x", uint64(n*factsEach+i)*0x9E3779B97F4A7C15)), Subject: s.IRI, Relation: rel, Object: o.IRI,
			Status: graph.Happened, Confidence: float64(500+w.rng.Intn(500)) / 1000, Article: r.Article.IRI, Published: r.Article.Published}
		switch w.rng.Intn(10) {
		case 0:
			f.Status = graph.Planned
		case 1:
			f.Status = graph.Denied
		}
		if w.rng.Intn(2) == 0 {
			f.Time = r.Article.Published[:7]
		}
		f.Evidence = []graph.Evidence{{Start: start, End: int32(text.Len()), Subject: subject, Object: object, Trigger: trigger,
			Rule: "frames:generated", Path: "subject <nsubj verb >obj object"}}
		r.Mentions = append(r.Mentions, graph.Mention{Entity: s.IRI, Start: subject[0], End: subject[1]}, graph.Mention{Entity: o.IRI, Start: object[0], End: object[1]})
		r.Facts = append(r.Facts, f)
		at(" ")
	}
	r.Article.Text = text.String()
	for i := range r.Facts {
		ev := &r.Facts[i].Evidence[0]
		ev.Sentence = r.Article.Text[ev.Start:ev.End]
	}
	return r
}

// fill writes a store of so many facts, by loading them in bulk as a dump.
func fill(ctx context.Context, dir string, facts, entities int, report func(string, ...any)) error {
	st, err := quads.Open(ctx, dir, quads.Options{NoSync: true})
	if err != nil {
		return err
	}
	r, pipe := io.Pipe()
	go func() {
		w := newWorld(entities)
		out := bufio.NewWriterSize(pipe, 1<<20)
		var b []byte
		for n := range facts / factsEach {
			rec := w.record(n)
			b = quads.AppendRecord(b[:0], &rec)
			if _, err := out.Write(b); err != nil {
				break // the reader has given up and says why
			}
		}
		pipe.CloseWithError(out.Flush())
	}()
	err = st.Load(ctx, r, func(n, _ int) {
		if n%5000 == 0 {
			report("  %d articles", n)
		}
	})
	return errors.Join(err, r.Close(), st.Close())
}
