package queries

import (
	"context"
	"iter"
	"slices"

	"dossier/graph"
	"dossier/graph/export"
)

// PartOptions choose a part of the graph.
type PartOptions struct {
	Facts  graph.FactFilter // limits on the facts
	Around []graph.IRI      // entities at the centre; empty for the whole graph
	Depth  int              // how many facts away from the centre; 0 means 1
}

// Part returns the part of the graph that the options choose, ready to be
// written by an export format. The whole graph streams from the store; a part
// around entities is gathered first.
func (g *Graph) Part(ctx context.Context, o PartOptions) (export.Graph, error) {
	part := export.Graph{Articles: func() iter.Seq2[graph.Article, error] { return g.Articles(ctx) }}
	if len(o.Around) == 0 {
		part.Facts = func() iter.Seq2[graph.Fact, error] { return g.Facts(ctx, o.Facts) }
		if unlimited(o.Facts) {
			part.Entities = func() iter.Seq2[graph.Entity, error] { return g.Entities(ctx, graph.EntityFilter{}) }
			part.Events = func() iter.Seq2[graph.Event, error] { return g.Events(ctx, "") }
			return part, nil
		}
		ends := map[graph.IRI]bool{}
		for f, err := range g.Facts(ctx, o.Facts) {
			if err != nil {
				return part, err
			}
			ends[f.Subject], ends[f.Object] = true, true
		}
		g.restrict(ctx, &part, ends)
		return part, nil
	}
	facts, ends, err := g.around(ctx, o)
	if err != nil {
		return part, err
	}
	part.Facts = each(facts)
	g.restrict(ctx, &part, ends)
	return part, nil
}

func unlimited(f graph.FactFilter) bool {
	return f.Subject == "" && f.Object == "" && f.Any == "" && len(f.Relations) == 0 && len(f.Statuses) == 0 && f.Since == "" &&
		f.Until == "" && f.Place == "" && f.Source == "" && f.Event == "" && f.Article == "" && f.MinConfidence == 0
}

// around gathers the facts at most Depth steps from the centre, and their ends.
func (g *Graph) around(ctx context.Context, o PartOptions) ([]graph.Fact, map[graph.IRI]bool, error) {
	ends := map[graph.IRI]bool{}
	for _, id := range o.Around {
		ends[id] = true
	}
	seen := map[graph.IRI]bool{}
	var facts []graph.Fact
	front := slices.Clone(o.Around)
	for range max(1, o.Depth) {
		var next []graph.IRI
		for _, id := range front {
			f := o.Facts
			f.Any = id
			for fact, err := range g.Facts(ctx, f) {
				if err != nil {
					return nil, nil, err
				}
				if seen[fact.IRI] {
					continue
				}
				seen[fact.IRI] = true
				facts = append(facts, fact)
				for _, end := range []graph.IRI{fact.Subject, fact.Object} {
					if !ends[end] {
						ends[end] = true
						next = append(next, end)
					}
				}
			}
		}
		front = next
	}
	slices.SortFunc(facts, func(a, b graph.Fact) int {
		if a.IRI < b.IRI {
			return -1
		}
		return 1
	})
	return facts, ends, nil
}

// restrict limits a part's entities and events to some entities.
func (g *Graph) restrict(ctx context.Context, part *export.Graph, ends map[graph.IRI]bool) {
	ids := make([]graph.IRI, 0, len(ends))
	for id := range ends {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	part.Entities = func() iter.Seq2[graph.Entity, error] {
		return func(yield func(graph.Entity, error) bool) {
			for _, id := range ids {
				e, err := g.Entity(ctx, id)
				if !yield(e, err) || err != nil {
					return
				}
			}
		}
	}
	part.Events = func() iter.Seq2[graph.Event, error] {
		return func(yield func(graph.Event, error) bool) {
			for _, id := range ids {
				for e, err := range g.Events(ctx, id) {
					if !yield(e, err) || err != nil {
						return
					}
				}
			}
		}
	}
}

func each[T any](values []T) func() iter.Seq2[T, error] {
	return func() iter.Seq2[T, error] {
		return func(yield func(T, error) bool) {
			for _, v := range values {
				if !yield(v, nil) {
					return
				}
			}
		}
	}
}
