package queries

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"dossier/graph"
)

// Vicinity returns the answers among at most limit entities: those nearest to
// the given ones, up to depth facts away, or the most connected of the whole
// graph when none is given; and how many neighbours each entity has in all.
// Entities with more neighbours come first where not all fit.
func (g *Graph) Vicinity(ctx context.Context, around []graph.IRI, f graph.FactFilter, depth, limit int) ([]Answer, map[graph.IRI]int, error) {
	degrees := map[graph.IRI]int{}
	var facts []graph.Fact
	if len(around) == 0 {
		next := map[graph.IRI]map[graph.IRI]bool{}
		for fact, err := range g.Facts(ctx, f) {
			if err != nil {
				return nil, nil, err
			}
			facts = append(facts, fact)
			for _, ends := range [][2]graph.IRI{{fact.Subject, fact.Object}, {fact.Object, fact.Subject}} {
				if next[ends[0]] == nil {
					next[ends[0]] = map[graph.IRI]bool{}
				}
				next[ends[0]][ends[1]] = true
			}
		}
		for id, n := range next {
			degrees[id] = len(n)
		}
	} else {
		var err error
		if facts, _, err = g.around(ctx, PartOptions{Facts: f, Around: around, Depth: depth}); err != nil {
			return nil, nil, err
		}
	}
	ends := map[graph.IRI]bool{}
	for _, fact := range facts {
		ends[fact.Subject], ends[fact.Object] = true, true
	}
	ids := sortedKeys(ends)
	if len(around) > 0 {
		for _, id := range ids {
			n, err := g.degree(ctx, id, f)
			if err != nil {
				return nil, nil, err
			}
			degrees[id] = n
		}
	}
	if len(ids) > limit {
		centre := map[graph.IRI]bool{}
		for _, id := range around {
			centre[id] = true
		}
		slices.SortStableFunc(ids, func(a, b graph.IRI) int {
			switch {
			case centre[a] != centre[b] && centre[a]:
				return -1
			case centre[a] != centre[b]:
				return 1
			}
			return cmp.Or(cmp.Compare(degrees[b], degrees[a]), cmp.Compare(a, b))
		})
		ends = map[graph.IRI]bool{}
		for _, id := range ids[:limit] {
			ends[id] = true
		}
		facts = slices.DeleteFunc(facts, func(fact graph.Fact) bool { return !ends[fact.Subject] || !ends[fact.Object] })
	}
	answers, err := g.Combine(ctx, facts)
	return answers, degrees, err
}

// degree counts an entity's neighbours.
func (g *Graph) degree(ctx context.Context, id graph.IRI, f graph.FactFilter) (int, error) {
	next := map[graph.IRI]bool{}
	for e, err := range g.steps(ctx, id, f) {
		if err != nil {
			return 0, err
		}
		next[e.Other] = true
	}
	return len(next), nil
}

// Suggest returns the entities a word of whose names begins with what is
// typed, those whose name begins with it first.
func (g *Graph) Suggest(ctx context.Context, typed string, limit int) ([]graph.Entity, error) {
	key := graph.NameKey(typed)
	if key == "" {
		return []graph.Entity{}, nil
	}
	type fit struct {
		graph.Entity
		rank int
	}
	var fits []fit
	for e, err := range g.Complete(ctx, typed) {
		if err != nil {
			return nil, err
		}
		own, r := graph.NameKey(e.Name), 2
		if len(own) >= len(key) && own[:len(key)] == key {
			r = 0
		} else if strings.Contains(" "+own, " "+key) {
			r = 1
		}
		fits = append(fits, fit{e, r})
		if len(fits) >= 400 {
			break
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(len(a.Name), len(b.Name)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.IRI, b.IRI))
	})
	found := []graph.Entity{}
	for _, f := range fits[:min(limit, len(fits))] {
		found = append(found, f.Entity)
	}
	return found, nil
}
