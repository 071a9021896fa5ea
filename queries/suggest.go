package queries

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"dossier/graph"
)

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
