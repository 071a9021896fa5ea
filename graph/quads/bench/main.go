// Command bench runs dossier's quad store beside Cayley's bolt backend on the
// same quads and prints a table: load, disk, memory, opening, neighbours, two
// hops, quads of a label, breadth-first walk, full scan. It is a module of its
// own, so that no program of dossier links bolt.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"dossier/graph/quads/pebblestore"

	"github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/kv/bolt"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
)

// result is what is measured of one backend.
type result struct {
	Backend                    string
	Quads                      int
	Load                       float64 // quads a second
	First, Last                float64 // the same in the first and last tenth
	Disk                       int64
	LoadRSS, ReadRSS           int64         // peak bytes
	Open                       time.Duration // median of 5
	Neighbours, TwoHops, Label time.Duration // median
	BFS                        time.Duration
	BFSNodes                   int
	Scan                       float64 // quads a second, with their names
	LoadCPU, ScanCPU           float64 // the same by seconds of processor time, which other work on the machine does not stretch
}

// cpu is the processor time that the process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func main() {
	log.SetFlags(0)
	n := flag.Int("n", 50_000, "quads")
	dir := flag.String("dir", "", "where the stores go (default: a temporary directory)")
	only := flag.String("only", "", "one backend: pebble or bolt")
	phase := flag.String("phase", "", "internal: load or read")
	backend := flag.String("backend", "", "internal")
	flag.Parse()
	if *phase != "" {
		if p := os.Getenv("BENCH_PROFILE"); p != "" {
			f, err := os.Create(p + "." + *phase)
			check(err)
			check(pprof.StartCPUProfile(f))
			defer pprof.StopCPUProfile()
		}
		var r result
		switch *phase {
		case "load":
			load(&r, *backend, *dir, *n)
		case "read":
			read(&r, *backend, *dir, *n)
		}
		if err := json.NewEncoder(os.Stdout).Encode(r); err != nil {
			log.Fatal(err)
		}
		return
	}
	if *dir == "" {
		tmp, err := os.MkdirTemp("", "bench-store")
		if err != nil {
			log.Fatal(err)
		}
		defer os.RemoveAll(tmp)
		*dir = tmp
	}
	var all []result
	for _, b := range []string{"pebble", "bolt"} {
		if *only != "" && *only != b {
			continue
		}
		r := child(b, "load", filepath.Join(*dir, b), *n)
		q := child(b, "read", filepath.Join(*dir, b), *n)
		r.ReadRSS, r.Open, r.Neighbours, r.TwoHops, r.Label, r.BFS, r.BFSNodes, r.Scan, r.ScanCPU = q.ReadRSS, q.Open, q.Neighbours, q.TwoHops, q.Label, q.BFS, q.BFSNodes, q.Scan, q.ScanCPU
		all = append(all, r)
	}
	table(all)
}

// child runs a phase in a process of its own, so that its memory is its own.
func child(backend, phase, dir string, n int) (r result) {
	cmd := exec.Command(os.Args[0], "-phase", phase, "-backend", backend, "-dir", dir, "-n", fmt.Sprint(n))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		log.Fatalf("%s %s: %v", phase, backend, err)
	}
	if err := json.Unmarshal(out, &r); err != nil {
		log.Fatal(err)
	}
	return r
}

func table(all []result) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	defer w.Flush()
	row := func(name string, f func(r *result) string, ratio func(a, b *result) float64) {
		fmt.Fprint(w, name, "\t")
		for i := range all {
			fmt.Fprint(w, f(&all[i]), "\t")
		}
		if len(all) == 2 && ratio != nil {
			fmt.Fprintf(w, "%.1f×\t", ratio(&all[0], &all[1]))
		}
		fmt.Fprintln(w)
	}
	row(fmt.Sprintf("%d quads", all[0].Quads), func(r *result) string { return r.Backend }, nil)
	rate := func(v float64) string { return fmt.Sprintf("%.0f/s", v) }
	mb := func(v int64) string { return fmt.Sprintf("%.1f MB", float64(v)/1e6) }
	row("load", func(r *result) string { return rate(r.Load) }, func(a, b *result) float64 { return a.Load / b.Load })
	row("load, by processor time", func(r *result) string { return rate(r.LoadCPU) }, func(a, b *result) float64 { return a.LoadCPU / b.LoadCPU })
	row("load, first tenth", func(r *result) string { return rate(r.First) }, nil)
	row("load, last tenth", func(r *result) string { return rate(r.Last) }, nil)
	row("disk", func(r *result) string { return mb(r.Disk) }, func(a, b *result) float64 { return float64(b.Disk) / float64(a.Disk) })
	row("resident, loading", func(r *result) string { return mb(r.LoadRSS) }, func(a, b *result) float64 { return float64(b.LoadRSS) / float64(a.LoadRSS) })
	row("resident, reading", func(r *result) string { return mb(r.ReadRSS) }, func(a, b *result) float64 { return float64(b.ReadRSS) / float64(a.ReadRSS) })
	for _, t := range []struct {
		name string
		of   func(r *result) time.Duration
	}{
		{"open", func(r *result) time.Duration { return r.Open }},
		{"neighbours of a node", func(r *result) time.Duration { return r.Neighbours }},
		{"two hops", func(r *result) time.Duration { return r.TwoHops }},
		{"quads of a label", func(r *result) time.Duration { return r.Label }},
		{fmt.Sprintf("breadth first, %d nodes", all[0].BFSNodes), func(r *result) time.Duration { return r.BFS }},
	} {
		row(t.name, func(r *result) string { return t.of(r).Round(time.Microsecond).String() },
			func(a, b *result) float64 { return float64(t.of(b)) / float64(t.of(a)) })
	}
	row("full scan", func(r *result) string { return rate(r.Scan) }, func(a, b *result) float64 { return a.Scan / b.Scan })
	row("full scan, by processor time", func(r *result) string { return rate(r.ScanCPU) }, func(a, b *result) float64 { return a.ScanCPU / b.ScanCPU })
}

// source makes the quads: facts between entities of which some are far more
// frequent than others (Zipf), with 40 relations, each fact under its own label.
type source struct {
	rng     *rand.Rand
	zipf    *rand.Zipf
	n, left int
	at      []time.Time // when each tenth was reached
}

func newSource(n int) *source {
	rng := rand.New(rand.NewPCG(1, 2))
	return &source{rng: rng, zipf: rand.NewZipf(rng, 1.2, 4, uint64(entities(n)-1)), n: n, left: n}
}

func entities(n int) int { return max(100, n/10) }

func entity(i uint64) quad.IRI { return quad.IRI(fmt.Sprintf("person/some-name-%d", i)) }
func relation(i int) quad.IRI  { return quad.IRI(fmt.Sprintf("relation %d", i)) }

func (s *source) ReadQuad() (quad.Quad, error) {
	if (s.n-s.left)%(max(1, s.n/10)) == 0 {
		s.at = append(s.at, time.Now())
	}
	if s.left == 0 {
		return quad.Quad{}, io.EOF
	}
	i := s.n - s.left
	s.left--
	return quad.Quad{Subject: entity(s.zipf.Uint64()), Predicate: relation(s.rng.IntN(40)), Object: entity(s.zipf.Uint64()), Label: label(i)}, nil
}

func label(i int) quad.IRI { return quad.IRI(fmt.Sprintf("fact/%016x", uint64(i)*0x9e3779b97f4a7c15)) }

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func openStore(backend, dir string, fresh bool) graph.QuadStore {
	if backend == "pebble" {
		s, err := pebblestore.Open(dir, pebblestore.Options{})
		check(err)
		return s
	}
	if fresh {
		check(os.MkdirAll(dir, 0o755))
		check(graph.InitQuadStore("bolt", dir, nil))
	}
	s, err := graph.NewQuadStore("bolt", dir, nil)
	check(err)
	return s
}

func load(r *result, backend, dir string, n int) {
	check(os.RemoveAll(dir))
	s := openStore(backend, dir, true)
	src := newSource(n)
	start, startCPU := time.Now(), cpu()
	if bl, ok := s.(graph.BulkLoader); ok {
		check(bl.BulkLoad(src))
	} else {
		w, err := s.NewQuadWriter()
		check(err)
		_, err = quad.CopyBatch(w, src, quad.DefaultBatch)
		check(err)
		check(w.Close())
	}
	check(s.Close())
	took := time.Since(start)
	r.LoadCPU = float64(n) / (cpu() - startCPU).Seconds()
	r.Backend, r.Quads, r.Load = backend, n, float64(n)/took.Seconds()
	tenth := func(i int) float64 { return float64(n) / 10 / src.at[i+1].Sub(src.at[i]).Seconds() }
	r.First, r.Last = tenth(0), tenth(9)
	check(filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			info, err := d.Info()
			if err != nil {
				return err
			}
			r.Disk += info.Size()
		}
		return err
	}))
	r.LoadRSS = peak()
}

// peak is the process's largest resident set so far.
func peak() int64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(b), "\n") {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmHWM:" {
			var kb int64
			fmt.Sscan(f[1], &kb)
			return kb << 10
		}
	}
	return 0
}

func median(n int, f func(i int)) time.Duration {
	took := make([]time.Duration, n)
	for i := range took {
		start := time.Now()
		f(i)
		took[i] = time.Since(start)
	}
	slices.Sort(took)
	return took[n/2]
}

func read(r *result, backend, dir string, n int) {
	ctx := context.Background()
	var s graph.QuadStore
	var opens []time.Duration
	for range 5 {
		if s != nil {
			check(s.Close())
		}
		start := time.Now()
		s = openStore(backend, dir, false)
		opens = append(opens, time.Since(start))
	}
	slices.Sort(opens)
	r.Open = opens[len(opens)/2]
	defer func() { check(s.Close()) }()
	times := 500
	if backend != "pebble" {
		times = 50
	}
	some := rand.New(rand.NewPCG(3, 4))
	pick := func() quad.IRI { return entity(uint64(math.Pow(some.Float64(), 2) * float64(entities(n)))) }
	r.Neighbours = median(times, func(int) {
		_, err := path.StartPath(s, pick()).Out().Iterate(ctx).Paths(false).AllValues(s)
		check(err)
	})
	r.TwoHops = median(times/5, func(int) {
		_, err := path.StartPath(s, pick()).Out(relation(1), relation(2)).Out(relation(3)).Unique().Iterate(ctx).Paths(false).AllValues(s)
		check(err)
	})
	r.Label = median(max(3, times/50), func(i int) {
		it := s.QuadIterator(quad.Label, s.ValueOf(label(some.IntN(n))))
		for it.Next(ctx) {
			if !s.Quad(it.Result()).IsValid() {
				log.Fatal("a quad that is none")
			}
		}
		check(it.Err())
		check(it.Close())
	})
	start := time.Now()
	r.BFSNodes = bfs(ctx, s, min(20_000, entities(n)/2))
	r.BFS = time.Since(start)
	start, startCPU := time.Now(), cpu()
	it := s.QuadsAllIterator()
	seen := 0
	for it.Next(ctx) {
		if !s.Quad(it.Result()).IsValid() {
			log.Fatal("a quad that is none")
		}
		seen++
	}
	check(it.Err())
	check(it.Close())
	r.ScanCPU = float64(seen) / (cpu() - startCPU).Seconds()
	r.Scan = float64(seen) / time.Since(start).Seconds()
	r.ReadRSS = peak()
}

// bfs walks from the most frequent entity along outgoing edges until it has
// seen so many nodes.
func bfs(ctx context.Context, s graph.QuadStore, most int) int {
	first := s.ValueOf(entity(0))
	seen := map[any]bool{first.Key(): true}
	queue := []graph.Ref{first}
	for len(queue) > 0 && len(seen) < most {
		node := queue[0]
		queue = queue[1:]
		it := s.QuadIterator(quad.Subject, node)
		for it.Next(ctx) {
			o := s.QuadDirection(it.Result(), quad.Object)
			if !seen[o.Key()] {
				seen[o.Key()] = true
				queue = append(queue, o)
			}
		}
		check(it.Err())
		check(it.Close())
	}
	return len(seen)
}
