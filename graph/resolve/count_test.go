package resolve_test

import (
	"context"
	"dossier/graph"
	"iter"
)

type counting struct {
	graph.Editor
	n map[string]int
}

func (c counting) Named(ctx context.Context, k string) iter.Seq2[graph.IRI, error] {
	c.n["named"]++
	return func(y func(graph.IRI, error) bool) {
		for a, e := range c.Editor.Named(ctx, k) {
			c.n["named-yield"]++
			if !y(a, e) {
				return
			}
		}
	}
}
func (c counting) Complete(ctx context.Context, k string) iter.Seq2[graph.Entity, error] {
	c.n["complete"]++
	return c.Editor.Complete(ctx, k)
}
func (c counting) Profile(ctx context.Context, k graph.IRI) (graph.Profile, error) {
	c.n["profile"]++
	return c.Editor.Profile(ctx, k)
}
func (c counting) ArticlesOf(ctx context.Context, k graph.IRI) iter.Seq2[graph.IRI, error] {
	c.n["articlesof"]++
	return c.Editor.ArticlesOf(ctx, k)
}
func (c counting) Decisions(ctx context.Context, k graph.IRI) iter.Seq2[graph.Decision, error] {
	c.n["decisions"]++
	return c.Editor.Decisions(ctx, k)
}
func (c counting) Resolve(ctx context.Context, k graph.IRI) (graph.IRI, error) {
	c.n["resolve"]++
	return c.Editor.Resolve(ctx, k)
}
func (c counting) Record(ctx context.Context, k graph.IRI) (graph.Record, error) {
	c.n["record"]++
	return c.Editor.Record(ctx, k)
}
func (c counting) Change(ctx context.Context, f func(graph.Tx) error) error {
	c.n["change"]++
	return c.Editor.Change(ctx, f)
}
