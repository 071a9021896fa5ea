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
// graph when none is given; and how many neighbours each entity has in all
// (counted up to 200).
// Entities with more neighbours come first where not all fit.
func (g *Graph) Vicinity(ctx context.Context, around []graph.IRI, f graph.FactFilter, depth, limit int) ([]Answer, map[graph.IRI]int, error) {
	w, err := g.walk(ctx, around, f, depth)
	if err != nil {
		return nil, nil, err
	}
	// Who is kept is decided by the edges alone; facts are read only between
	// those who are.
	ids := sortedKeys(w.met)
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
		return cmp.Or(cmp.Compare(w.met[b], w.met[a]), cmp.Compare(a, b))
	})
	ids = ids[:min(limit, len(ids))]
	kept := map[graph.IRI]bool{}
	for _, id := range ids {
		kept[id] = true
	}
	degrees := map[graph.IRI]int{}
	for _, id := range ids {
		if degrees[id], err = g.degree(ctx, id, f); err != nil {
			return nil, nil, err
		}
	}
	var facts []graph.Fact
	for _, e := range w.edges {
		if !kept[e.from] || !kept[e.to] {
			continue
		}
		fact, err := g.Fact(ctx, e.fact)
		if err != nil {
			return nil, nil, err
		}
		facts = append(facts, fact)
	}
	answers, err := g.Combine(ctx, facts)
	return answers, degrees, err
}

// walked is what a walk met: entities, with how many edges at each, and the
// edges, each once.
type walked struct {
	met   map[graph.IRI]int
	edges []walkedEdge
}

type walkedEdge struct{ fact, from, to graph.IRI }

// walk follows edges up to depth facts away from the given entities, or takes
// all edges when none is given.
func (g *Graph) walk(ctx context.Context, around []graph.IRI, f graph.FactFilter, depth int) (walked, error) {
	w := walked{met: map[graph.IRI]int{}}
	if len(around) == 0 {
		for fact, err := range g.Facts(ctx, f) {
			if err != nil {
				return w, err
			}
			w.met[fact.Subject]++
			w.met[fact.Object]++
			w.edges = append(w.edges, walkedEdge{fact.IRI, fact.Subject, fact.Object})
		}
		return w, nil
	}
	seen, done := map[graph.IRI]bool{}, map[graph.IRI]bool{}
	front := slices.Clone(around)
	for _, id := range around {
		seen[id] = true
		w.met[id] = 0
	}
	for range max(1, depth) {
		var next []graph.IRI
		for _, id := range front {
			for e, err := range g.steps(ctx, id, f) {
				if err != nil {
					return w, err
				}
				if done[e.Other] {
					continue // met from the other side
				}
				w.met[id]++
				w.met[e.Other]++
				w.edges = append(w.edges, walkedEdge{e.Fact, id, e.Other})
				if !seen[e.Other] {
					seen[e.Other] = true
					next = append(next, e.Other)
				}
			}
			done[id] = true
		}
		front = next
	}
	return w, nil
}

// countedNeighbours is up to how many neighbours a degree is counted: a hub is
// a hub, and counting it whole would cost by its facts.
const countedNeighbours = 200

// degree counts an entity's neighbours, up to countedNeighbours.
func (g *Graph) degree(ctx context.Context, id graph.IRI, f graph.FactFilter) (int, error) {
	next := map[graph.IRI]bool{}
	for e, err := range g.steps(ctx, id, f) {
		if err != nil {
			return 0, err
		}
		if next[e.Other] = true; len(next) >= countedNeighbours {
			break
		}
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
