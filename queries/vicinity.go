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
	joined, err := g.joined(ctx, around, f, depth)
	if err != nil {
		return nil, nil, err
	}
	// Who is kept is decided by the edges alone; facts are read only between
	// those who are.
	ids := sortedKeys(joined)
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
		return cmp.Or(cmp.Compare(joined[b], joined[a]), cmp.Compare(a, b))
	})
	ids = ids[:min(limit, len(ids))]
	kept := map[graph.IRI]bool{}
	for _, id := range ids {
		kept[id] = true
	}
	degrees := map[graph.IRI]int{}
	var facts []graph.Fact
	for _, id := range ids {
		next := map[graph.IRI]bool{}
		for e, err := range g.steps(ctx, id, f) {
			if err != nil {
				return nil, nil, err
			}
			next[e.Other] = true
			if e.Incoming || !kept[e.Other] {
				continue // a fact is read from its subject's side
			}
			fact, err := g.Fact(ctx, e.Fact)
			if err != nil {
				return nil, nil, err
			}
			facts = append(facts, fact)
		}
		degrees[id] = len(next)
	}
	answers, err := g.Combine(ctx, facts)
	return answers, degrees, err
}

// joined returns the entities up to depth facts away from the given ones, or
// all when none is given, with how many edges were met at each.
func (g *Graph) joined(ctx context.Context, around []graph.IRI, f graph.FactFilter, depth int) (map[graph.IRI]int, error) {
	met := map[graph.IRI]int{}
	if len(around) == 0 {
		for fact, err := range g.Facts(ctx, f) {
			if err != nil {
				return nil, err
			}
			met[fact.Subject]++
			met[fact.Object]++
		}
		return met, nil
	}
	seen := map[graph.IRI]bool{}
	front := slices.Clone(around)
	for _, id := range around {
		seen[id] = true
		met[id] = 0
	}
	for range max(1, depth) {
		var next []graph.IRI
		for _, id := range front {
			for e, err := range g.steps(ctx, id, f) {
				if err != nil {
					return nil, err
				}
				met[id]++
				met[e.Other]++
				if !seen[e.Other] {
					seen[e.Other] = true
					next = append(next, e.Other)
				}
			}
		}
		front = next
	}
	return met, nil
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
