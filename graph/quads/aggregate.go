package quads

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"dossier/graph"
)

// aggregate is an entity over all articles: how many articles give it each
// name, alias, type … Adding and removing an article's view are inverse, so
// what an entity is does not depend on the order of articles.
type aggregate struct {
	articles int
	names    map[string]int
	aliases  map[string]int
	types    map[string]int
	sameAs   map[string]int
	genders  map[string]int
}

func (a *aggregate) add(e *graph.Entity, n int) {
	a.articles += n
	count(&a.names, e.Name, n)
	for _, s := range e.Aliases {
		count(&a.aliases, s, n)
	}
	count(&a.types, e.Type, n)
	for _, s := range e.SameAs {
		count(&a.sameAs, s, n)
	}
	count(&a.genders, e.Gender, n)
}

func count(m *map[string]int, s string, n int) {
	if s == "" {
		return
	}
	if *m == nil {
		*m = map[string]int{}
	}
	if (*m)[s] += n; (*m)[s] == 0 {
		delete(*m, s)
	}
}

// entity is what readers see.
func (a *aggregate) entity(id graph.IRI) graph.Entity {
	e := graph.Entity{IRI: id, Name: bestName(a.names), Type: most(a.types), Gender: most(a.genders)}
	all := slices.Collect(maps.Keys(a.names))
	all = slices.AppendSeq(all, maps.Keys(a.aliases))
	slices.Sort(all)
	all = slices.Compact(all)
	if all = slices.DeleteFunc(all, func(s string) bool { return s == e.Name }); len(all) > 0 {
		e.Aliases = all
	}
	e.SameAs = slices.Sorted(maps.Keys(a.sameAs))
	if len(e.SameAs) == 0 {
		e.SameAs = nil
	}
	return e
}

// bestName is the fullest and most frequent name: one of several words before
// a single word, then by the number of articles, then the longer, then by
// alphabet.
func bestName(names map[string]int) string {
	best := ""
	for name, n := range names {
		if best == "" || cmp.Or(
			cmp.Compare(min(words(name), 2), min(words(best), 2)),
			cmp.Compare(n, names[best]),
			cmp.Compare(len(name), len(best)),
			cmp.Compare(best, name)) > 0 {
			best = name
		}
	}
	return best
}

func words(s string) int { return len(strings.Fields(s)) }

func most(m map[string]int) string {
	best := ""
	for s, n := range m {
		if best == "" || cmp.Or(cmp.Compare(n, m[best]), cmp.Compare(best, s)) > 0 {
			best = s
		}
	}
	return best
}

// keys are the word-initial keys of all its names, sorted: "william burns" has
// "william burns" and "burns".
func (a *aggregate) keys() []string {
	var out []string
	for _, m := range []map[string]int{a.names, a.aliases} {
		for name := range m {
			key := graph.NameKey(name)
			for key != "" {
				out = append(out, key)
				_, rest, ok := strings.Cut(key, " ")
				if !ok {
					break
				}
				key = rest
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (a *aggregate) encode() []byte {
	e := newEncoder()
	e.num(uint64(a.articles))
	for _, m := range []map[string]int{a.names, a.aliases, a.types, a.sameAs, a.genders} {
		e.num(uint64(len(m)))
		for _, s := range slices.Sorted(maps.Keys(m)) {
			e.str(s)
			e.num(uint64(m[s]))
		}
	}
	return e.b
}

func decodeAggregate(b []byte) (*aggregate, error) {
	a := &aggregate{}
	if b == nil {
		return a, nil
	}
	d := newDecoder(b)
	a.articles = int(d.num())
	for _, m := range []*map[string]int{&a.names, &a.aliases, &a.types, &a.sameAs, &a.genders} {
		for range d.count() {
			s := d.str()
			count(m, s, int(d.num()))
		}
	}
	return a, d.end()
}
