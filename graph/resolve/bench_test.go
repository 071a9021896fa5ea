package resolve_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/record"
	"dossier/graph/resolve"
)

// newsmaker generates articles about a world of so many entities, in which few
// are frequent, family names are shared by many, and people have work.
type newsmaker struct {
	rng   *rand.Rand
	world int
	next  int // entities up to here have been in an article
}

var (
	onsets = strings.Fields("b br d dr f g gr h j k kl l m n p pr r s st t tr v w z sch th")
	vowels = strings.Fields("a e i o u ai ei au ou")
	codas  = strings.Fields("n r l s t k m nd rt lt ck ff ng st")
	jobs   = strings.Fields("minister banker footballer physicist painter judge surgeon reporter economist violinist senator engineer")
	bodies = strings.Fields("Bank Shipping Institute Mining Energy Party University Airlines Foundation Group")
)

// word makes the n-th invented word of a kind.
func word(n, syllables int) string {
	var b strings.Builder
	for range syllables {
		b.WriteString(onsets[n%len(onsets)])
		n /= len(onsets)
		b.WriteString(vowels[n%len(vowels)])
		n = n/len(vowels) + 7
	}
	b.WriteString(codas[n%len(codas)])
	s := b.String()
	return strings.ToUpper(s[:1]) + s[1:]
}

func (g *newsmaker) entity(n int) (typ, name, job string) {
	switch n % 10 {
	case 0, 1, 2, 3, 4:
		// 2,000 given and 50,000 family names, the first ones far more frequent
		r := rand.New(rand.NewPCG(uint64(n), 3))
		given, family := int(2000*r.Float64()*r.Float64()), int(50000*r.Float64()*r.Float64())
		return "person", word(given, 2) + " " + word(family+3, 3), jobs[r.IntN(len(jobs))]
	case 5, 6, 7:
		return "organization", word(n*31, 3) + " " + bodies[n/10%len(bodies)], ""
	}
	return "place", word(n*17, 3) + "stad " + strconv.Itoa(n%7), ""
}

// record makes an article that brings fresh entities of the world and shows
// others, a few of them again and again.
func (g *newsmaker) record(article, fresh, known int) graph.Record {
	id := graph.IRI(fmt.Sprintf("article/%016x", article*2654435761))
	r := graph.Record{Article: graph.Article{IRI: id, File: fmt.Sprintf("news/%d.txt", article), Published: fmt.Sprintf("20%02d-06-01", 10+article%14), Hash: strconv.Itoa(article)}}
	var text strings.Builder
	seen := map[graph.IRI]bool{}
	show := func(n int) {
		typ, name, job := g.entity(n)
		e := graph.Entity{IRI: record.EntityIRI(typ, name), Type: typ, Name: name}
		if seen[e.IRI] {
			return
		}
		seen[e.IRI] = true
		if typ == "person" && fresh < 10 && g.rng.IntN(6) == 0 { // the family name alone
			_, e.Name, _ = strings.Cut(name, " ")
			e.IRI = record.EntityIRI(typ, e.Name)
			if seen[e.IRI] {
				return
			}
			seen[e.IRI] = true
		}
		if job != "" {
			text.WriteString("The " + job + " ")
		}
		start := int32(text.Len())
		text.WriteString(e.Name)
		r.Mentions = append(r.Mentions, graph.Mention{Entity: e.IRI, Start: start, End: int32(text.Len())})
		text.WriteString(" spoke on Tuesday to the press about what is to come. ")
		r.Entities = append(r.Entities, e)
	}
	for range fresh {
		show(g.next)
		g.next++
	}
	for range known {
		x := g.rng.Float64()
		show(int(float64(g.world) * x * x * x))
	}
	r.Article.Text = text.String()
	for i := 1; i < len(r.Entities); i++ {
		rel := []string{"meets", "works for", "accuses", "member of"}[i%4]
		r.Facts = append(r.Facts, graph.Fact{IRI: graph.IRI(fmt.Sprintf("fact/%s-%d", id[8:20], i)), Subject: r.Entities[i-1].IRI, Relation: rel, Object: r.Entities[i].IRI,
			Status: graph.Happened, Confidence: 0.8, Article: id, Published: r.Article.Published})
	}
	r.Normalize()
	return r
}

// open returns a store of the world and the number of its articles. The store
// is loaded in bulk from a generated dump; with a directory it is kept there,
// and found there by the next run.
func (g *newsmaker) open(b *testing.B, dir string) (*quads.Store, int) {
	const each = 20 // entities that an article brings
	n := (g.world + each - 1) / each
	if dir == "" {
		dir = b.TempDir()
	}
	st, err := quads.Open(b.Context(), dir, quads.Options{NoSync: true, Observe: resolve.Observe, CacheSize: 128 << 20})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := st.Close(); err != nil {
			b.Error(err)
		}
	})
	stats, err := st.Stats(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if stats.Articles >= n {
		return st, stats.Articles
	}
	if stats.Articles > 0 {
		b.Fatalf("the store at %s is of another world: it has %d articles", dir, stats.Articles)
	}
	r, w := io.Pipe()
	go func() {
		var buf []byte
		for i := range n {
			rec := g.record(i, each, 6)
			buf = quads.AppendRecord(buf[:0], &rec)
			if _, err := w.Write(buf); err != nil {
				return // the load failed, which it says
			}
		}
		w.Close()
	}()
	err = st.Load(b.Context(), r, func(done, _ int) {
		if done%5000 == 0 {
			b.Logf("%d of %d articles loaded", done, n)
		}
	})
	r.Close()
	if err != nil {
		b.Fatal(err)
	}
	return st, n
}

// BenchmarkResolve measures what an article costs against a store of entities
// that share names: a million with DOSSIER_WHO_ENTITIES=1000000, 20,000 by
// default. DOSSIER_WHO_STORE is a directory where the store is kept for the
// next run. Besides the mean it reports the median, the 95th percentile, and by how much the heap has grown since the
// first articles.
func BenchmarkResolve(b *testing.B) {
	world := 20_000
	if s := os.Getenv("DOSSIER_WHO_ENTITIES"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatal(err)
		}
		world = n
	}
	g := &newsmaker{rng: rand.New(rand.NewPCG(5, 6)), world: world}
	st, made := g.open(b, os.Getenv("DOSSIER_WHO_STORE"))
	g.rng = rand.New(rand.NewPCG(uint64(made), 7))
	g.next = world + 4*made // entities that the store has not
	res := resolve.New(st)
	heap := func() float64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	const warm = 300
	var before float64
	var took []time.Duration
	for b.Loop() {
		b.StopTimer()
		if len(took) == warm {
			before = heap()
		}
		r := g.record(made, 4, 14)
		made++
		b.StartTimer()
		start := time.Now()
		names, err := res.Resolve(b.Context(), &r)
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
		b.StopTimer()
		r.Rename(names)
		if err := st.Put(b.Context(), r); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	grown := heap() - before
	if len(took) > warm {
		b.ReportMetric(grown, "MB-heap-growth")
		took = took[warm:]
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
	stats, err := st.Stats(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(stats.Entities), "entities")
}
