package queries

import (
	"cmp"
	"context"
	"slices"

	"dossier/graph"
)

// Neighbour is an entity and the facts that join it to another.
type Neighbour struct {
	Entity  graph.Entity `json:"entity"`
	Answers []Answer     `json:"answers"`
}

// Neighbours returns the entities one fact away, those with the most articles first.
func (g *Graph) Neighbours(ctx context.Context, id graph.IRI, f graph.FactFilter) ([]Neighbour, error) {
	facts, order, err := g.neighbours(ctx, id, f)
	if err != nil {
		return nil, err
	}
	var all []Neighbour
	for _, other := range order {
		e, err := g.Entity(ctx, other)
		if err != nil {
			return nil, err
		}
		answers, err := g.Combine(ctx, facts[other])
		if err != nil {
			return nil, err
		}
		all = append(all, Neighbour{e, answers})
	}
	slices.SortStableFunc(all, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(len(b.Answers), len(a.Answers)), cmp.Compare(a.Entity.Name, b.Entity.Name))
	})
	return all, nil
}

// Common is an entity that two others are both joined to.
type Common struct {
	Entity graph.Entity `json:"entity"`
	First  []Answer     `json:"first"`  // facts with the first entity
	Second []Answer     `json:"second"` // facts with the second entity
}

// Common returns the entities that are neighbours of both, by name.
func (g *Graph) Common(ctx context.Context, a, b graph.IRI, f graph.FactFilter) ([]Common, error) {
	first, order, err := g.neighbours(ctx, a, f)
	if err != nil {
		return nil, err
	}
	second, _, err := g.neighbours(ctx, b, f)
	if err != nil {
		return nil, err
	}
	var all []Common
	for _, id := range order {
		if len(second[id]) == 0 || id == a || id == b {
			continue
		}
		c := Common{}
		if c.Entity, err = g.Entity(ctx, id); err != nil {
			return nil, err
		}
		if c.First, err = g.Combine(ctx, first[id]); err != nil {
			return nil, err
		}
		if c.Second, err = g.Combine(ctx, second[id]); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(x, y Common) int { return cmp.Compare(x.Entity.Name, y.Entity.Name) })
	return all, nil
}

// Together is an entity that stands in the same articles as another.
type Together struct {
	Entity   graph.Entity `json:"entity"`
	Articles []graph.IRI  `json:"articles"` // sorted
}

// Together returns the entities named in the same articles as an entity, most
// articles first, whether or not a fact joins them.
func (g *Graph) Together(ctx context.Context, id graph.IRI) ([]Together, error) {
	articles := map[graph.IRI]bool{}
	for m, err := range g.Mentions(ctx, id) {
		if err != nil {
			return nil, err
		}
		articles[m.Article] = true
	}
	with := map[graph.IRI][]graph.IRI{}
	for _, art := range sortedKeys(articles) {
		r, err := g.Record(ctx, art)
		if err != nil {
			return nil, err
		}
		for _, e := range r.Entities {
			if e.IRI != id {
				with[e.IRI] = append(with[e.IRI], art)
			}
		}
	}
	var all []Together
	for _, other := range sortedKeys(with) {
		e, err := g.Entity(ctx, other)
		if err != nil {
			return nil, err
		}
		all = append(all, Together{e, with[other]})
	}
	slices.SortStableFunc(all, func(a, b Together) int {
		return cmp.Or(cmp.Compare(len(b.Articles), len(a.Articles)), cmp.Compare(a.Entity.Name, b.Entity.Name))
	})
	return all, nil
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
