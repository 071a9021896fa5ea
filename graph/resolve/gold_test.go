package resolve_test

import (
	"bufio"
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/record"
	"dossier/graph/resolve"
	"dossier/ingest"
	"dossier/ingest/document"
	"dossier/ingest/facts"
	"dossier/ingest/source"
)

// mark is a name in an article of the gold and who it is.
type mark struct {
	article    int
	start, end int32
	who        string
}

type goldArticle struct {
	name, date, text string
	marks            []mark
}

// The golds of testdata/who.
const (
	studied = "articles.txt"        // that the rules were made with
	second  = "second/articles.txt" // that they were measured with, then mended by
	third   = "third/articles.txt"  // the same, after that
)

// readGold reads a file of testdata/who.
func readGold(t testing.TB, file string) []goldArticle {
	t.Helper()
	f, err := os.Open("../../testdata/who/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []goldArticle
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if rest, ok := strings.CutPrefix(line, "== "); ok {
			name, date, _ := strings.Cut(rest, " ")
			out = append(out, goldArticle{name: name, date: date})
			continue
		}
		if line == "" || len(out) == 0 {
			continue
		}
		a := &out[len(out)-1]
		if a.text != "" {
			a.text += "\n\n"
		}
		for line != "" {
			before, rest, ok := strings.Cut(line, "[")
			a.text += before
			if !ok {
				break
			}
			marked, after, ok := strings.Cut(rest, "]")
			words, id, ok2 := strings.Cut(marked, "|")
			if !ok || !ok2 {
				t.Fatalf("%s:%d: a mark is not closed or has no id", file, n)
			}
			start := int32(len(a.text))
			a.text += words
			a.marks = append(a.marks, mark{len(out) - 1, start, int32(len(a.text)), id})
			line = after
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// analyse runs the pipeline on the gold's articles.
func analyse(t testing.TB, gold []goldArticle) []graph.Record {
	t.Helper()
	stages, err := ingest.Stages(facts.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := ingest.New(stages, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []graph.Record
	doc := new(document.Document)
	for _, a := range gold {
		doc.Reset()
		if err := pipe.Document(t.Context(), source.Page{Name: a.name + ".txt", Bytes: []byte(a.text), Published: a.date}, doc); err != nil {
			t.Fatal(err)
		}
		out = append(out, record.Build(doc))
	}
	return out
}

// answer is who the store says a mark is; empty where the pipeline has no such name.
func answers(t testing.TB, st graph.Reader, gold []goldArticle, records []graph.Record) map[mark]graph.IRI {
	t.Helper()
	out := map[mark]graph.IRI{}
	for i, a := range gold {
		r, err := st.Record(t.Context(), records[i].Article.IRI)
		if err != nil {
			t.Fatal(err)
		}
		shift := int32(strings.Index(r.Article.Text, strings.TrimSpace(a.text)[:20]))
		for _, m := range a.marks {
			best, id := int32(0), graph.IRI("")
			for _, men := range r.Mentions {
				over := min(men.End, m.end+shift) - max(men.Start, m.start+shift)
				if score := 2*over - (men.End - men.Start); over > 0 && 2*over > m.end-m.start && (best == 0 || score > best) {
					best, id = score, men.Entity
				}
			}
			out[m] = id
		}
	}
	return out
}

// figures of a clustering against the gold.
type figures struct {
	items, missed         int
	precision, recall, f1 float64
	merged, wrong         int // pairs of names of different articles
	mistakes              []string
}

func measure(gold []goldArticle, got map[mark]graph.IRI) figures {
	var f figures
	var items []mark
	for _, a := range gold {
		for _, m := range a.marks {
			f.items++
			if got[m] == "" {
				f.missed++
				continue
			}
			items = append(items, m)
		}
	}
	wrong := map[string]bool{}
	var p, r float64
	for _, x := range items {
		var both, sys, ref float64
		for _, y := range items {
			s, g := got[x] == got[y], x.who == y.who
			if s {
				sys++
			}
			if g {
				ref++
			}
			if s && g {
				both++
			}
			if x.article < y.article {
				if s {
					f.merged++
				}
				if s && !g {
					f.wrong++
					wrong[fmt.Sprintf("merged %s and %s in %s (%s, %s)", min(x.who, y.who), max(x.who, y.who), got[x], gold[x.article].name, gold[y.article].name)] = true
				}
				if g && !s {
					wrong[fmt.Sprintf("apart %s: %s and %s (%s, %s)", x.who, got[x], got[y], gold[x.article].name, gold[y.article].name)] = true
				}
			}
		}
		p += both / sys
		r += both / ref
	}
	n := float64(len(items))
	f.precision, f.recall = 100*p/n, 100*r/n
	f.f1 = 2 * f.precision * f.recall / (f.precision + f.recall)
	for s := range wrong {
		f.mistakes = append(f.mistakes, s)
	}
	slices.Sort(f.mistakes)
	return f
}

func (f figures) String() string {
	return fmt.Sprintf("B-cubed P %.1f R %.1f F1 %.1f; wrong merges %d of %d pairs; %d names, %d of them not found by the pipeline", f.precision, f.recall, f.f1, f.wrong, f.merged, f.items, f.missed)
}

// resolveAll keeps records in an order, and returns the store.
func resolveAll(t testing.TB, records []graph.Record, order []int, use bool) *quads.Store {
	t.Helper()
	st := memory(t)
	res := resolve.New(st)
	for _, i := range order {
		r := records[i].Clone()
		if !use {
			if err := st.Put(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			continue
		}
		keep(t, st, res, r)
	}
	if err := res.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	return st
}

// TestGold measures on the golds of testdata/who, from texts to entities.
func TestGold(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the whole pipeline")
	}
	t.Run("studied", func(t *testing.T) { testGold(t, studied, 0.01) })
	t.Run("second", func(t *testing.T) { testGold(t, second, 0.03) })
	t.Run("third", func(t *testing.T) { testGold(t, third, 0.01) })
}

// testGold measures on one gold; of the pairs that are merged so many may be wrong.
func testGold(t *testing.T, file string, wrong float64) {
	gold := readGold(t, file)
	records := analyse(t, gold)
	order := make([]int, len(records))
	who := map[string]bool{}
	for i := range order {
		order[i] = i
		for _, m := range gold[i].marks {
			who[m.who] = true
		}
	}
	t.Logf("%d articles, %d entities", len(gold), len(who))
	base := measure(gold, answers(t, resolveAll(t, records, order, false), gold, records))
	t.Logf("one type and name: %s", base)
	got := answers(t, resolveAll(t, records, order, true), gold, records)
	f := measure(gold, got)
	t.Logf("resolve:           %s", f)
	for _, m := range f.mistakes {
		t.Log(m)
	}
	if f.f1 < 92 || float64(f.wrong) > wrong*float64(f.merged) {
		t.Errorf("want F1 of at least 92, and at most %.0f wrong merges in 100", 100*wrong)
	}
	if f.f1 < base.f1 {
		t.Errorf("names alone do better: %.1f", base.f1)
	}

	// Other orders make the same clusters.
	same := 0
	rng := rand.New(rand.NewPCG(1, 2))
	const orders = 8
	for range orders {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		other := answers(t, resolveAll(t, records, order, true), gold, records)
		if d := differences(got, other); len(d) == 0 {
			same++
		} else {
			t.Logf("another order: %s", strings.Join(d[:min(6, len(d))], "; "))
		}
	}
	t.Logf("%d of %d other orders give the same entities", same, orders)
}

// differences lists pairs that are one in one answer alone.
func differences(a, b map[mark]graph.IRI) []string {
	marks := make([]mark, 0, len(a))
	for m := range a {
		if a[m] != "" {
			marks = append(marks, m)
		}
	}
	slices.SortFunc(marks, func(x, y mark) int { return cmp.Or(cmp.Compare(x.article, y.article), cmp.Compare(x.start, y.start)) })
	seen := map[string]bool{}
	var out []string
	for i, x := range marks {
		for _, y := range marks[i+1:] {
			if (a[x] == a[y]) != (b[x] == b[y]) {
				s := fmt.Sprintf("%s/%s: %v %v", x.who, y.who, []graph.IRI{a[x], a[y]}, []graph.IRI{b[x], b[y]})
				if !seen[s] {
					seen[s] = true
					out = append(out, s)
				}
			}
		}
	}
	return out
}
