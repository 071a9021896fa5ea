package storetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"dossier/graph"

	"github.com/google/go-cmp/cmp"
)

// Open returns an empty store; the suite closes it.
type Open func(t testing.TB) graph.Store

// Run runs the whole suite, each test on a store of its own.
func Run(t *testing.T, open Open) {
	for _, c := range []struct {
		name string
		test func(*testing.T, graph.Store)
	}{
		{"record", testRecord},
		{"replace", testReplace},
		{"delete", testDelete},
		{"entities", testEntities},
		{"names", testNames},
		{"facts", testFacts},
		{"edges", testEdges},
		{"events", testEvents},
		{"refused", testRefused},
		{"cancelled", testCancelled},
		{"readers", testReaders},
		{"closed", testClosed},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := open(t)
			defer st.Close()
			c.test(t, st)
		})
	}
	t.Run("sequence", func(t *testing.T) { testSequence(t, open) })
}

func all[T any](t testing.TB, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var out []T
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func put(t testing.TB, st graph.Store, r graph.Record) {
	t.Helper()
	if err := st.Put(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("%s (-want +got):\n%s", what, d)
	}
}

func testRecord(t *testing.T, st graph.Store) {
	r := Sample()
	put(t, st, r)
	r.Normalize()
	same(t, "record", must[graph.Record](t)(st.Record(t.Context(), r.Article.IRI)), r)
	same(t, "article", must[graph.Article](t)(st.Article(t.Context(), r.Article.IRI)), r.Article)
	for _, f := range r.Facts {
		same(t, "fact", must[graph.Fact](t)(st.Fact(t.Context(), f.IRI)), f)
	}
	bare := r.Article
	bare.Text = ""
	same(t, "articles", all(t, st.Articles(t.Context())), []graph.Article{bare})
	stats := must[graph.Stats](t)(st.Stats(t.Context()))
	if stats.Quads == 0 {
		t.Error("stats count no quads")
	}
	stats.Quads, stats.Bytes = 0, 0
	same(t, "stats", stats, graph.Stats{Articles: 1, Entities: 6, Facts: 4,
		Types:     map[string]int{"person": 3, "organization": 1, "place": 1, "event": 1},
		Relations: map[string]int{"traveled to": 1, "meets": 1, "directs": 1, "talk about trip of": 1},
		Statuses:  map[string]int{"happened": 2, "denied": 1, "planned": 1}})
	for _, err := range []error{
		second(st.Article(t.Context(), "article/none")), second(st.Fact(t.Context(), "fact/none")),
		second(st.Entity(t.Context(), "person/none")), second(st.Record(t.Context(), "article/none")),
		st.Delete(t.Context(), "article/none"),
	} {
		if !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("error %v, want ErrNotFound", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func testReplace(t *testing.T, st graph.Store) {
	r := Sample()
	put(t, st, r)
	before := must[graph.Stats](t)(st.Stats(t.Context()))
	put(t, st, r)
	after := must[graph.Stats](t)(st.Stats(t.Context()))
	before.Bytes, after.Bytes = 0, 0
	same(t, "stats after the same record again", after, before)

	r = Sample()
	r.Facts = r.Facts[2:3]
	r.Events, r.Mentions = nil, nil
	r.Entities = []graph.Entity{{IRI: "person/william-burns", Type: "person", Name: "Bill Burns"}, {IRI: "organization/cia", Type: "organization", Name: "CIA"}}
	put(t, st, r)
	r.Normalize()
	same(t, "record", must[graph.Record](t)(st.Record(t.Context(), r.Article.IRI)), r)
	same(t, "facts", all(t, st.Facts(t.Context(), graph.FactFilter{Open: true})), r.Facts)
	same(t, "entities", all(t, st.Entities(t.Context(), graph.EntityFilter{})), r.Entities)
	if got := all(t, st.Mentions(t.Context(), "person/william-burns")); got != nil {
		t.Errorf("mentions left behind: %v", got)
	}
	if got := all(t, st.Entities(t.Context(), graph.EntityFilter{Key: "william"})); got != nil {
		t.Errorf("names left behind: %v", got)
	}
}

func testDelete(t *testing.T, st graph.Store) {
	g := NewGenerator(1)
	r, other := Sample(), g.Record(1)
	put(t, st, other)
	want := must[graph.Stats](t)(st.Stats(t.Context()))
	put(t, st, r)
	if err := st.Delete(t.Context(), r.Article.IRI); err != nil {
		t.Fatal(err)
	}
	got := must[graph.Stats](t)(st.Stats(t.Context()))
	got.Bytes, want.Bytes = 0, 0
	same(t, "stats", got, want)
	same(t, "the other record", must[graph.Record](t)(st.Record(t.Context(), other.Article.IRI)), other)
	if err := st.Delete(t.Context(), other.Article.IRI); err != nil {
		t.Fatal(err)
	}
	got = must[graph.Stats](t)(st.Stats(t.Context()))
	got.Bytes = 0
	same(t, "stats of an empty store", got, graph.Stats{Types: map[string]int{}, Relations: map[string]int{}, Statuses: map[string]int{}})
}

func testEntities(t *testing.T, st graph.Store) {
	r := Sample()
	put(t, st, r)
	// A second and third article give another and a fuller name.
	for i, name := range []string{"Vladimir Putin", "Vladimir Putin"} {
		id := graph.IRI(fmt.Sprint("article/other", i))
		put(t, st, graph.Record{Article: graph.Article{IRI: id, Hash: fmt.Sprint("h", i), Text: "x"},
			Entities: []graph.Entity{{IRI: "person/vladimir-putin", Type: "person", Name: name, Aliases: []string{"Mr. Putin"}, Gender: "male"}}})
	}
	want := graph.Entity{IRI: "person/vladimir-putin", Type: "person", Name: "Vladimir Putin", Aliases: []string{"Mr. Putin", "Putin"}, Gender: "male"}
	same(t, "entity", must[graph.Entity](t)(st.Entity(t.Context(), "person/vladimir-putin")), want)
	var ids []graph.IRI
	for _, e := range all(t, st.Entities(t.Context(), graph.EntityFilter{Type: "person"})) {
		ids = append(ids, e.IRI)
	}
	same(t, "persons", ids, []graph.IRI{"person/dmitry-peskov", "person/vladimir-putin", "person/william-burns"})
	same(t, "mentions", all(t, st.Mentions(t.Context(), "organization/cia")),
		[]graph.ArticleMention{{Article: r.Article.IRI, Mention: graph.Mention{Entity: "organization/cia", Start: 0, End: 3}}})
}

func testNames(t *testing.T, st graph.Store) {
	r := Sample()
	r.Entities = append(r.Entities, graph.Entity{IRI: "person/burnside", Type: "person", Name: "Burnside"},
		graph.Entity{IRI: "organization/burns", Type: "organization", Name: "Burns & Söhne"})
	put(t, st, r)
	ids := func(seq iter.Seq2[graph.Entity, error]) []graph.IRI {
		var out []graph.IRI
		for _, e := range all(t, seq) {
			out = append(out, e.IRI)
		}
		return out
	}
	for _, c := range []struct {
		f    graph.EntityFilter
		want []graph.IRI
	}{
		{graph.EntityFilter{Key: "burns"}, []graph.IRI{"organization/burns", "person/william-burns"}},
		{graph.EntityFilter{Key: "BURNS", Type: "person"}, []graph.IRI{"person/william-burns"}},
		{graph.EntityFilter{Key: "William Burns"}, []graph.IRI{"person/william-burns"}},
		{graph.EntityFilter{Key: "sohne"}, []graph.IRI{"organization/burns"}},
		{graph.EntityFilter{Key: "bur"}, nil},
		{graph.EntityFilter{Key: "nobody"}, nil},
	} {
		same(t, fmt.Sprint(c.f), ids(st.Entities(t.Context(), c.f)), c.want)
	}
	got := ids(st.Complete(t.Context(), "Bur"))
	slices.Sort(got)
	same(t, "completion", got, []graph.IRI{"organization/burns", "person/burnside", "person/william-burns"})
}

func testFacts(t *testing.T, st graph.Store) {
	put(t, st, Sample())
	for _, c := range []struct {
		f    graph.FactFilter
		want []graph.IRI
	}{
		{graph.FactFilter{}, []graph.IRI{"fact/1", "fact/2", "fact/3"}},
		{graph.FactFilter{Open: true}, []graph.IRI{"fact/1", "fact/2", "fact/3", "fact/4"}},
		{graph.FactFilter{Subject: "person/william-burns"}, []graph.IRI{"fact/1", "fact/2", "fact/3"}},
		{graph.FactFilter{Object: "place/moscow"}, []graph.IRI{"fact/1"}},
		{graph.FactFilter{Any: "person/william-burns", Open: true}, []graph.IRI{"fact/1", "fact/2", "fact/3", "fact/4"}},
		{graph.FactFilter{Any: "person/vladimir-putin"}, []graph.IRI{"fact/2"}},
		{graph.FactFilter{Subject: "person/william-burns", Object: "organization/cia"}, []graph.IRI{"fact/3"}},
		{graph.FactFilter{Relations: []string{"meets"}}, []graph.IRI{"fact/2"}},
		{graph.FactFilter{Relations: []string{"meets", "directs"}}, []graph.IRI{"fact/2", "fact/3"}},
		{graph.FactFilter{Statuses: []string{graph.Happened}}, []graph.IRI{"fact/1", "fact/3"}},
		{graph.FactFilter{Place: "place/moscow"}, []graph.IRI{"fact/1"}},
		{graph.FactFilter{Source: "person/dmitry-peskov"}, []graph.IRI{"fact/1"}},
		{graph.FactFilter{Event: "event/moscow-talks"}, []graph.IRI{"fact/2"}},
		{graph.FactFilter{Article: "article/burns", MinConfidence: 0.9}, []graph.IRI{"fact/1", "fact/3"}},
		{graph.FactFilter{Since: "2021-12"}, []graph.IRI{"fact/3"}},              // a role of unknown time may hold
		{graph.FactFilter{Until: "2021-11-10"}, []graph.IRI{"fact/1", "fact/3"}}, // fact/2 is dated by its article
		{graph.FactFilter{Since: "2021-11", Until: "2021-11"}, []graph.IRI{"fact/1", "fact/2", "fact/3"}},
		{graph.FactFilter{Subject: "person/nobody"}, nil},
		{graph.FactFilter{Any: "person/william-burns", Relations: []string{"meets"}, Statuses: []string{graph.Planned}}, nil},
	} {
		var got []graph.IRI
		for _, f := range all(t, st.Facts(t.Context(), c.f)) {
			got = append(got, f.IRI)
		}
		same(t, fmt.Sprintf("%+v", c.f), got, c.want)
	}
	for range st.Facts(t.Context(), graph.FactFilter{}) {
		break // an abandoned sequence leaves nothing open
	}
}

func testEdges(t *testing.T, st graph.Store) {
	put(t, st, Sample())
	same(t, "edges", all(t, st.Edges(t.Context(), "person/william-burns")), []graph.Edge{
		{Fact: "fact/1", Relation: "traveled to", Other: "place/moscow", Status: "happened", Time: "2021-11", Published: "2021-11-18", Confidence: 0.912, Article: "article/burns"},
		{Fact: "fact/2", Relation: "meets", Other: "person/vladimir-putin", Status: "denied", Published: "2021-11-18", Confidence: 0.7, Article: "article/burns"},
		{Fact: "fact/3", Relation: "directs", Other: "organization/cia", Status: "happened", Published: "2021-11-18", Confidence: 0.95, Article: "article/burns"},
		{Fact: "fact/4", Relation: "talk about trip of", Other: "person/dmitry-peskov", Incoming: true, Open: true, Status: "planned", Published: "2021-11-18", Confidence: 0.3, Article: "article/burns"},
	})
}

func testEvents(t *testing.T, st graph.Store) {
	r := Sample()
	put(t, st, r)
	r.Normalize()
	same(t, "events of one", all(t, st.Events(t.Context(), "event/moscow-talks")), r.Events)
	same(t, "all events", all(t, st.Events(t.Context(), "")), r.Events)
	if got := all(t, st.Events(t.Context(), "person/william-burns")); got != nil {
		t.Errorf("a person is an event: %v", got)
	}
}

func testRefused(t *testing.T, st graph.Store) {
	for name, spoil := range map[string]func(*graph.Record){
		"no IRI":            func(r *graph.Record) { r.Article.IRI = "" },
		"IRI with a space":  func(r *graph.Record) { r.Entities[0].IRI = "person/a b" },
		"unknown entity":    func(r *graph.Record) { r.Facts[0].Object = "place/paris" },
		"evidence not text": func(r *graph.Record) { r.Facts[0].Evidence[0].Sentence = "Something else." },
		"offsets outside":   func(r *graph.Record) { r.Facts[0].Evidence[0].End = 10_000 },
		"unknown status":    func(r *graph.Record) { r.Facts[0].Status = "perhaps" },
		"fact twice":        func(r *graph.Record) { r.Facts[1].IRI = r.Facts[0].IRI },
		"mention outside":   func(r *graph.Record) { r.Mentions[0].End = 10_000 },
	} {
		r := Sample()
		r.Facts[0].Evidence = slices.Clone(r.Facts[0].Evidence)
		spoil(&r)
		if err := st.Put(t.Context(), r); err == nil {
			t.Errorf("%s: kept", name)
		}
	}
	if n := must[graph.Stats](t)(st.Stats(t.Context())).Quads; n != 0 {
		t.Errorf("refused records left %d quads", n)
	}
	put(t, st, Sample())
	r := Sample()
	r.Article.IRI = "article/thief"
	for i := range r.Facts {
		r.Facts[i].Article = r.Article.IRI
	}
	r.Events = nil
	if err := st.Put(t.Context(), r); err == nil {
		t.Error("another article's facts were taken over")
	}
}

func testCancelled(t *testing.T, st graph.Store) {
	put(t, st, Sample())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := NewGenerator(3).Record(1)
	if err := st.Put(ctx, r); !errors.Is(err, context.Canceled) {
		t.Errorf("Put: %v, want Canceled", err)
	}
	var got error
	for _, err := range st.Facts(ctx, graph.FactFilter{}) {
		got = err
	}
	if !errors.Is(got, context.Canceled) {
		t.Errorf("Facts: %v, want Canceled", got)
	}
	put(t, st, r)
}

// testReaders reads while a writer replaces one article by others: every read
// sees one of them whole.
func testReaders(t *testing.T, st graph.Store) {
	g := NewGenerator(5)
	var versions []graph.Record
	for range 5 {
		versions = append(versions, g.Record(1))
	}
	put(t, st, versions[0])
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for ctx.Err() == nil {
				r, err := st.Record(t.Context(), versions[0].Article.IRI)
				if err != nil {
					t.Error(err)
					return
				}
				if !slices.ContainsFunc(versions, func(v graph.Record) bool { return cmp.Equal(v, r) }) {
					t.Errorf("a mixture was read: %+v", r)
					return
				}
			}
		})
	}
	for i := range 60 {
		put(t, st, versions[i%len(versions)])
	}
	cancel()
	wg.Wait()
}

func testClosed(t *testing.T, st graph.Store) {
	g := NewGenerator(6)
	for i := range 50 {
		put(t, st, g.Record(i))
	}
	started, done := make(chan struct{}, 4), make(chan error, 4)
	for range 4 {
		go func() {
			first := true
			for {
				for _, err := range st.Facts(context.Background(), graph.FactFilter{Open: true}) {
					if err != nil {
						done <- err
						return
					}
					if first {
						first = false
						started <- struct{}{}
					}
				}
			}
		}()
	}
	for range 4 {
		<-started
	}
	if err := st.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
	for range 4 {
		if err := <-done; !errors.Is(err, graph.ErrClosed) {
			t.Errorf("a running read got %v, want ErrClosed", err)
		}
	}
	if err := st.Put(context.Background(), g.Record(1)); !errors.Is(err, graph.ErrClosed) {
		t.Errorf("Put: %v, want ErrClosed", err)
	}
	if _, err := st.Stats(context.Background()); !errors.Is(err, graph.ErrClosed) {
		t.Errorf("Stats: %v, want ErrClosed", err)
	}
}

// testSequence holds a store after random puts, edits and deletes against one
// built from scratch of the final articles, in another order.
func testSequence(t *testing.T, open Open) {
	for seed := range uint64(4) {
		g := NewGenerator(seed)
		rng := rand.New(rand.NewPCG(seed, 9))
		st := open(t)
		now := map[int]graph.Record{}
		for range 120 {
			n := rng.IntN(25)
			if _, ok := now[n]; ok && rng.IntN(3) == 0 {
				if err := st.Delete(t.Context(), now[n].Article.IRI); err != nil {
					t.Fatal(err)
				}
				delete(now, n)
				continue
			}
			now[n] = g.Record(n)
			put(t, st, now[n])
		}
		fresh := open(t)
		for n := 24; n >= 0; n-- {
			if r, ok := now[n]; ok {
				put(t, fresh, r)
			}
		}
		same(t, fmt.Sprint("seed ", seed), Contents(t, st), Contents(t, fresh))
		for _, s := range []graph.Store{st, fresh} {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Everything is all that can be read from a store.
type Everything struct {
	Articles []graph.Article
	Records  []graph.Record
	Entities []graph.Entity
	Facts    []graph.Fact
	Events   []graph.Event
	Edges    map[graph.IRI][]graph.Edge
	Stats    graph.Stats
}

// Contents reads all of a store.
func Contents(t testing.TB, st graph.Reader) Everything {
	t.Helper()
	ctx := t.Context()
	c := Everything{Edges: map[graph.IRI][]graph.Edge{}}
	c.Articles = all(t, st.Articles(ctx))
	for _, a := range c.Articles {
		c.Records = append(c.Records, must[graph.Record](t)(st.Record(ctx, a.IRI)))
	}
	c.Entities = all(t, st.Entities(ctx, graph.EntityFilter{}))
	for _, e := range c.Entities {
		c.Edges[e.IRI] = all(t, st.Edges(ctx, e.IRI))
	}
	c.Facts = all(t, st.Facts(ctx, graph.FactFilter{Open: true}))
	c.Events = all(t, st.Events(ctx, ""))
	c.Stats = must[graph.Stats](t)(st.Stats(ctx))
	c.Stats.Bytes = 0
	return c
}
