package queries

import (
	"context"
	"sync"

	"dossier/graph"
)

// Graph asks one store. It is safe for concurrent use. Entities it has read
// are remembered, so a Graph must not outlive a change of the store.
type Graph struct {
	graph.Reader
	entities sync.Map // graph.IRI → graph.Entity
}

// New returns a Graph over a store.
func New(r graph.Reader) *Graph { return &Graph{Reader: r} }

// Entity returns the entity of an IRI, from memory where it was read before.
func (g *Graph) Entity(ctx context.Context, id graph.IRI) (graph.Entity, error) {
	if e, ok := g.entities.Load(id); ok {
		return e.(graph.Entity), nil
	}
	e, err := g.Reader.Entity(ctx, id)
	if err == nil {
		g.entities.Store(id, e)
	}
	return e, err
}

// Forget drops the entities that were remembered, after the store has changed.
func (g *Graph) Forget() { g.entities.Clear() }
