package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"dossier/graph"
	"dossier/graph/export"
	"dossier/graph/quads"
	"dossier/queries"
	"dossier/queries/ask"
)

func main() {
	facts := flag.Int("facts", 1_000_000, "facts to generate")
	entities := flag.Int("entities", 100_000, "entities they are about")
	dir := flag.String("dir", filepath.Join(os.TempDir(), "dossier-scale"), "where stores are kept between runs")
	times := flag.Int("times", 100, "how often each question is asked, each time of other entities")
	formats := flag.String("formats", "json,csv,csv-nodes,graphml,nquads,parquet,parquet-evidence,neo4j-nodes,neo4j-edges", "exports to measure; empty for none")
	only := flag.String("only", "", "measure only the rows whose name has this")
	profile := flag.String("cpuprofile", "", "write a profile of the processor's time")
	flag.Parse()
	if err := run(*facts, *entities, *dir, *times, *formats, *only, *profile); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

func report(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

func run(facts, entities int, dir string, times int, formats, only, profile string) error {
	ctx := context.Background()
	path := filepath.Join(dir, fmt.Sprint(facts))
	if _, err := os.Stat(path + ".done"); err != nil {
		if err := os.RemoveAll(path); err != nil {
			return err
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		from := now()
		if err := fill(ctx, path, facts, entities, report); err != nil {
			return err
		}
		report("filled %s: %s", path, now().since(from))
		if err := os.WriteFile(path+".done", nil, 0o644); err != nil {
			return err
		}
	}
	st, err := quads.Open(ctx, path, quads.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer st.Close()
	stats, err := st.Stats(ctx)
	if err != nil {
		return err
	}
	load, _ := os.ReadFile("/proc/loadavg")
	fmt.Printf("%d facts, %d entities, %d articles, %d quads, %d MB on disk; %d processors, load %s", stats.Facts, stats.Entities, stats.Articles,
		stats.Quads, stats.Bytes>>20, runtime.NumCPU(), load)
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	if err := questions(ctx, st, entities, times, only); err != nil {
		return err
	}
	return exports(ctx, st, stats.Facts, formats)
}

// clock is a moment in wall and processor time.
type clock struct {
	wall time.Time
	cpu  time.Duration
}

func now() clock {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return clock{time.Now(), time.Duration(u.Utime.Nano() + u.Stime.Nano())}
}

// span is how long something took.
type span struct{ wall, cpu time.Duration }

func (c clock) since(from clock) span { return span{c.wall.Sub(from.wall), c.cpu - from.cpu} }

func (s span) String() string {
	return fmt.Sprintf("%v, %v of processor", s.wall.Round(time.Millisecond), s.cpu.Round(time.Millisecond))
}

// question is asked of dossier and, where it can be put, of Gizmo.
type question struct {
	name  string
	ask   func(a, b graph.Entity) error
	gizmo func(a, b graph.Entity) string
}

// questions measures each question over entities drawn as articles name them:
// the frequent ones are asked for more often.
func questions(ctx context.Context, st *quads.Store, entities, times int, only string) error {
	reader, err := ask.NewReader()
	if err != nil {
		return err
	}
	w := newWorld(entities)
	var people, unique, anyone []graph.Entity
	for len(unique) < times || len(anyone) < times {
		id := entity(w.pick()).IRI
		e, err := st.Entity(ctx, id)
		if err != nil {
			continue // so rare that no article names it
		}
		if e.Type == "person" {
			people = append(people, e)
			// A name that fits several is answered by a list of them, too soon to count.
			if _, err := queries.New(st).One(ctx, e.Name); err == nil {
				unique = append(unique, e)
			} else if ambiguous(err) != nil {
				return err
			}
		}
		anyone = append(anyone, e)
	}
	rand.New(rand.NewSource(1)).Shuffle(len(people), func(i, j int) { people[i], people[j] = people[j], people[i] })
	rels := make([]string, 0, len(w.relations))
	for _, r := range w.relations {
		rels = append(rels, fmt.Sprintf("%q", "<"+strings.ReplaceAll(r.Label, " ", "_")+">"))
	}
	any := "[" + strings.Join(rels, ",") + "]"
	g := func() *queries.Graph { return queries.New(st) } // nothing remembered from the question before
	answered := 0                                         // questions of ask that have an answer
	all := []question{
		{"name (One)", func(a, _ graph.Entity) error { _, err := g().One(ctx, a.Name); return ambiguous(err) },
			func(a, _ graph.Entity) string { return fmt.Sprintf(`g.V().Has("<schema:name>", %q).All()`, a.Name) }},
		{"name (Find surname)", func(a, _ graph.Entity) error {
			f := strings.Fields(a.Name)
			_, err := g().Find(ctx, f[len(f)-1])
			return ambiguous(err)
		}, nil},
		{"completion (Suggest, 3 letters)", func(a, _ graph.Entity) error { _, err := g().Suggest(ctx, a.Name[:3], 10); return err }, nil},
		{"card", func(a, _ graph.Entity) error { _, err := g().Card(ctx, a.IRI, graph.FactFilter{}); return err },
			func(a, _ graph.Entity) string {
				return fmt.Sprintf(`g.V("<%s>").In(["<rdf:subject>","<rdf:object>"]).Save("<status>","s").Save("<confidence>","c").Save("<rdf:predicate>","p").All()`, a.IRI)
			}},
		{"facts with two limits", func(a, _ graph.Entity) error {
			_, err := g().Answers(ctx, graph.FactFilter{Subject: a.IRI, Relations: []string{"meets"}})
			return err
		}, func(a, _ graph.Entity) string {
			return fmt.Sprintf(`g.V("<%s>").In("<rdf:subject>").Has("<rdf:predicate>", "meets").Save("<status>","s").Save("<rdf:object>","o").All()`, a.IRI)
		}},
		{"2-hop, one relation", func(a, _ graph.Entity) error {
			_, err := g().Vicinity(ctx, []graph.IRI{a.IRI}, graph.FactFilter{Relations: []string{"meets"}}, 2, 300)
			return err
		}, func(a, _ graph.Entity) string {
			return fmt.Sprintf(`g.V("<%s>").Both("<meets>").Both("<meets>").Unique().All()`, a.IRI)
		}},
		{"2-hop, any relation, 300 nearest", func(a, _ graph.Entity) error {
			_, err := g().Vicinity(ctx, []graph.IRI{a.IRI}, graph.FactFilter{}, 2, 300)
			return err
		}, func(a, _ graph.Entity) string {
			return fmt.Sprintf(`g.V("<%s>").Both(%s).Both(%s).Unique().All()`, a.IRI, any, any)
		}},
		{"shortest path", func(a, b graph.Entity) error {
			_, err := g().Paths(ctx, a.IRI, b.IRI, queries.PathOptions{Limit: 5})
			return err
		}, func(a, b graph.Entity) string {
			return fmt.Sprintf(`g.V("<%s>").Both(%s).Intersect(g.V("<%s>").Both(%s)).GetLimit(5)`, a.IRI, any, b.IRI, any)
		}},
		{"ask: who met X?", func(a, _ graph.Entity) error {
			gr := g()
			u, err := reader.Understand(ctx, gr, "Who met "+a.Name+"?")
			if err != nil {
				return err
			}
			r, err := ask.Answer(ctx, gr, u)
			if len(r.Entities) > 0 {
				answered++
			}
			return err
		}, func(a, _ graph.Entity) string {
			return fmt.Sprintf(`g.V().Has("<schema:name>", %q).Both("<meets>").Unique().All()`, a.Name)
		}},
	}
	fmt.Printf("%-36s %9s %9s %9s %6s   %9s %9s\n", "question", "median", "95 %", "cpu/each", "n", "Gizmo med", "95 %")
	for _, q := range all {
		if only != "" && !strings.Contains(q.name, only) {
			continue
		}
		pick := func(i int) (a, b graph.Entity) {
			if strings.HasPrefix(q.name, "ask") {
				return unique[i%len(unique)], anyone[(i+1)%len(anyone)]
			}
			return people[i%len(people)], anyone[(i+1)%len(anyone)]
		}
		median, late, each, n, err := measure(times, func(i int) error {
			a, b := pick(i)
			return q.ask(a, b)
		})
		if err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
		fmt.Printf("%-36s %9s %9s %9s %6d", q.name, round(median), round(late), round(each), n)
		if q.gizmo != nil {
			median, late, _, _, err := measure(min(times, 20), func(i int) error {
				c, stop := context.WithTimeout(ctx, 5*time.Second)
				defer stop()
				a, b := pick(i)
				for _, err := range st.Query(c, "gizmo", q.gizmo(a, b), 0) {
					if err != nil && c.Err() == nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return fmt.Errorf("%s in Gizmo: %w", q.name, err)
			}
			fmt.Printf("   %9s %9s", round(median), round(late))
		}
		fmt.Println()
	}
	fmt.Printf("questions of ask with an answer: %d\n", answered)
	fmt.Printf("resident after the questions: %d MB\n", resident()>>20)
	return nil
}

// ambiguous drops the error that says a name fits several: an answer too.
func ambiguous(err error) error {
	if _, ok := err.(*queries.AmbiguousError); ok {
		return nil
	}
	return err
}

func round(d time.Duration) string {
	if d < 10*time.Millisecond {
		return d.Round(10 * time.Microsecond).String()
	}
	return d.Round(time.Millisecond).String()
}

// measure runs f up to n times, for at most 10 seconds.
func measure(n int, f func(i int) error) (median, late, cpu time.Duration, done int, err error) {
	var took []time.Duration
	start := now()
	for i := 0; i < n && (i < 3 || time.Since(start.wall) < 10*time.Second); i++ {
		from := time.Now()
		if err := f(i); err != nil {
			return 0, 0, 0, 0, err
		}
		took = append(took, time.Since(from))
	}
	cpu = now().since(start).cpu / time.Duration(len(took))
	slices.Sort(took)
	return took[len(took)/2], took[min(len(took)-1, len(took)*95/100)], cpu, len(took), nil
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func exports(ctx context.Context, st *quads.Store, facts int, formats string) error {
	if formats == "" {
		return nil
	}
	fmt.Printf("%-18s %10s %10s %12s %14s %8s %9s\n", "export", "wall", "cpu", "facts/s", "facts/s of cpu", "MB", "resident")
	for _, name := range strings.Split(formats, ",") {
		format, err := export.Lookup(name)
		if err != nil {
			return err
		}
		part, err := queries.New(st).Part(ctx, queries.PartOptions{Facts: graph.FactFilter{Open: true}})
		if err != nil {
			return err
		}
		runtime.GC()
		var peak atomic.Int64
		stop := make(chan struct{})
		go func() {
			for {
				select {
				case <-stop:
					return
				case <-time.After(50 * time.Millisecond):
					peak.Store(max(peak.Load(), resident()))
				}
			}
		}()
		var size counter
		from := now()
		if err := format.Write(ctx, &size, part); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		took := now().since(from)
		close(stop)
		rate := func(d time.Duration) float64 { return float64(facts) / d.Seconds() }
		fmt.Printf("%-18s %10s %10s %12.0f %14.0f %8d %6d MB\n", name, round(took.wall), round(took.cpu), rate(took.wall), rate(took.cpu), size>>20, peak.Load()>>20)
	}
	return nil
}

// resident is the memory the process holds, in bytes.
func resident() int64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var size, pages int64
	fmt.Sscan(string(b), &size, &pages)
	return pages * int64(os.Getpagesize())
}
