package quads

import (
	"maps"
	"slices"

	"dossier/graph"
)

// stats are the exact counts, changed in the batch that changes what they count.
type stats struct {
	articles, entities, facts    int
	types, relations, statusesOf map[string]int
}

func (s *stats) encode() []byte {
	e := newEncoder()
	e.num(uint64(s.articles))
	e.num(uint64(s.entities))
	e.num(uint64(s.facts))
	for _, m := range []map[string]int{s.types, s.relations, s.statusesOf} {
		e.num(uint64(len(m)))
		for _, k := range slices.Sorted(maps.Keys(m)) {
			e.str(k)
			e.num(uint64(m[k]))
		}
	}
	return e.b
}

func decodeStats(b []byte) (*stats, error) {
	s := &stats{}
	if b == nil {
		return s, nil
	}
	d := newDecoder(b)
	s.articles, s.entities, s.facts = int(d.num()), int(d.num()), int(d.num())
	for _, m := range []*map[string]int{&s.types, &s.relations, &s.statusesOf} {
		for range d.count() {
			k := d.str()
			count(m, k, int(d.num()))
		}
	}
	return s, d.end()
}

func (s *stats) fact(f *graph.Fact, n int) {
	s.facts += n
	count(&s.relations, f.Relation, n)
	count(&s.statusesOf, f.Status, n)
}

func (s *stats) public() graph.Stats {
	fill := func(m map[string]int) map[string]int {
		if m == nil {
			return map[string]int{}
		}
		return m
	}
	return graph.Stats{Articles: s.articles, Entities: s.entities, Facts: s.facts,
		Types: fill(s.types), Relations: fill(s.relations), Statuses: fill(s.statusesOf)}
}
