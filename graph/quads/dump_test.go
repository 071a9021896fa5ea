package quads_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/storetest"
)

// generated is a store of n generated articles and some decisions.
func generated(t testing.TB, n int) *quads.Store {
	t.Helper()
	st, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	g := storetest.NewGenerator(11)
	for i := range n {
		if err := st.Put(t.Context(), g.Record(i)); err != nil {
			t.Fatal(err)
		}
	}
	err = st.Change(t.Context(), func(tx graph.Tx) error {
		return errors.Join(
			tx.Decide(graph.Decision{A: "person/e0", B: "person/e4", Kind: graph.Different, By: "person", Score: 0.25, Reasons: []string{"a\nb", "c"}}),
			tx.Decide(graph.Decision{A: "person/e8", B: "person/e4", Kind: graph.Unsure, By: "rules", Score: 0.5}),
			tx.Rename("place/e2", "place/e6"))
	})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func dump(t testing.TB, st *quads.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := st.Dump(context.Background(), &b, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDumpAndLoad(t *testing.T) {
	st := generated(t, 60)
	if err := st.Put(t.Context(), storetest.Sample()); err != nil {
		t.Fatal(err)
	}
	want := dump(t, st)
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	if _, err := w.Write(want); err != nil {
		t.Fatal(err)
	}
	w.Close()
	for name, in := range map[string][]byte{"plain": want, "gzip": gz.Bytes()} {
		t.Run(name, func(t *testing.T) {
			other, err := quads.OpenMemory()
			if err != nil {
				t.Fatal(err)
			}
			defer other.Close()
			if err := other.Load(t.Context(), bytes.NewReader(in), nil); err != nil {
				t.Fatal(err)
			}
			if got := dump(t, other); !bytes.Equal(got, want) {
				t.Fatal("the dump of the loaded store differs")
			}
			if d := cmpContents(t, other, st); d != "" {
				t.Fatal(d)
			}
			if err := other.Verify(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			// A second load puts the same again.
			if err := other.Load(t.Context(), bytes.NewReader(in), nil); err != nil {
				t.Fatal(err)
			}
			if got := dump(t, other); !bytes.Equal(got, want) {
				t.Error("loading twice changes the store")
			}
			if err := other.Verify(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		})
	}
	// The lines of an article may come in any order.
	lines := strings.SplitAfter(string(want), "\n")
	slices.SortStableFunc(lines, func(a, b string) int { return strings.Compare(graphOf(a), graphOf(b)) })
	rng := rand.New(rand.NewPCG(1, 1))
	for i := 0; i < len(lines); {
		j := i
		for j < len(lines) && graphOf(lines[j]) == graphOf(lines[i]) {
			j++
		}
		rng.Shuffle(j-i, func(a, b int) { lines[i+a], lines[i+b] = lines[i+b], lines[i+a] })
		i = j
	}
	other, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := other.Load(t.Context(), strings.NewReader(strings.Join(lines, "")), nil); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, other); !bytes.Equal(got, want) {
		t.Error("the dump of a store loaded in another order differs")
	}
}

func graphOf(line string) string {
	f := strings.Fields(strings.TrimSuffix(strings.TrimSpace(line), " ."))
	if len(f) == 0 || strings.HasPrefix(line, "#") {
		return ""
	}
	return f[len(f)-1]
}

func cmpContents(t testing.TB, a, b graph.Reader) string {
	x, y := storetest.Contents(t, a), storetest.Contents(t, b)
	if fx, fy := fmt.Sprintf("%+v", x), fmt.Sprintf("%+v", y); fx != fy {
		for i := range min(len(fx), len(fy)) {
			if fx[i] != fy[i] {
				from := max(0, i-100)
				return fmt.Sprintf("contents differ: …%s\nand …%s", fx[from:min(len(fx), i+100)], fy[from:min(len(fy), i+100)])
			}
		}
		return "contents differ in length"
	}
	return ""
}

// cutOff fails after n bytes.
type cutOff struct {
	r io.Reader
	n int
}

var errCut = errors.New("cut off")

func (c *cutOff) Read(b []byte) (int, error) {
	if c.n <= 0 {
		return 0, errCut
	}
	n, err := c.r.Read(b[:min(len(b), c.n)])
	c.n -= n
	return n, err
}

func TestLoadResumes(t *testing.T) {
	want := dump(t, generated(t, 40))
	st, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	quads.SetRunSize(t, 300)
	for i := range 4 {
		err := st.Load(t.Context(), &cutOff{bytes.NewReader(want), len(want) * (i + 1) / 5}, nil)
		if !errors.Is(err, errCut) {
			t.Fatalf("Load: %v", err)
		}
		if _, err := st.Stats(t.Context()); !errors.Is(err, quads.ErrUnfinished) {
			t.Fatalf("Stats of an unfinished store: %v", err)
		}
		if err := st.Put(t.Context(), storetest.Sample()); !errors.Is(err, quads.ErrUnfinished) {
			t.Fatalf("Put into an unfinished store: %v", err)
		}
	}
	if err := st.Load(t.Context(), strings.NewReader("# dossier dump 1\n"), nil); !errors.Is(err, quads.ErrUnfinished) {
		t.Errorf("another dump was taken for the rest of it: %v", err)
	}
	var first int
	err = st.Load(t.Context(), bytes.NewReader(want), func(done, _ int) {
		if first == 0 {
			first = done
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if first < 10 {
		t.Errorf("the load began again at article %d", first)
	}
	if got := dump(t, st); !bytes.Equal(got, want) {
		t.Error("the dump of a resumed load differs")
	}
	if err := st.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

func TestLoadRefuses(t *testing.T) {
	good := string(dump(t, generated(t, 3)))
	line := func(i int) string { return strings.SplitAfter(good, "\n")[i] }
	for name, c := range map[string]struct{ in, want string }{
		"newer":         {"# dossier dump 2\n" + good, "newer"},
		"no quads":      {"hello\n", "line 1: subject: no IRI"},
		"cut off":       {good[:len(good)/2], "cut off in line"},
		"foreign label": {"<a:b> <a:c> <a:d> <http://x/y> .\n", "line 1: the graph label"},
		"other terms":   {"<dossier:article/x> <a:c> \"d\" <dossier:article/x> .\n", "line 1: an article's <a:c>"},
		"no text":       {line(1) + line(2), "the text of article/a00000 is missing"},
		"twice":         {good + good[len(line(0)):], "more than one place"},
		"escape":        {"<a:b> <a:c> \"\\q\" .\n", "line 1: object: a string with the escape \\q"},
	} {
		st, err := quads.OpenMemory()
		if err != nil {
			t.Fatal(err)
		}
		if err := st.Load(t.Context(), strings.NewReader(c.in), nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		st.Close()
	}
}
