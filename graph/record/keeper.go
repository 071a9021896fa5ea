package record

import (
	"context"
	"errors"
	"fmt"

	"dossier/graph"
	"dossier/ingest"
	"dossier/ingest/document"
)

// Resolver decides which entities of a new record are entities that the store
// has already, or others of the same name.
type Resolver interface {
	// Resolve returns the IRIs under which entities of the record are to be
	// kept, for those whose IRI is another than the record has.
	Resolve(ctx context.Context, r *graph.Record) (map[graph.IRI]graph.IRI, error)
}

// Keeper keeps documents in a store. It is the end of the pipeline.
type Keeper struct {
	Store    graph.Store
	Resolver Resolver // nil: entities of one type and name are one
}

var _ ingest.Keeper = (*Keeper)(nil)

// Kept implements ingest.Keeper.
func (k *Keeper) Kept(ctx context.Context, a *document.Article) (bool, error) {
	old, err := k.Store.Article(ctx, ArticleIRI(a.File))
	if errors.Is(err, graph.ErrNotFound) {
		return false, nil
	}
	return err == nil && old.File == a.File && old.Hash == a.Hash, err
}

// Keep implements ingest.Keeper.
func (k *Keeper) Keep(ctx context.Context, doc *document.Document) (ingest.Outcome, error) {
	r := Build(doc)
	if k.Resolver != nil {
		names, err := k.Resolver.Resolve(ctx, &r)
		if err != nil {
			return ingest.Failed, fmt.Errorf("resolve the entities of %s: %w", doc.Article.File, err)
		}
		if len(names) > 0 {
			r.Rename(names)
		}
	}
	outcome := ingest.Replaced
	if _, err := k.Store.Article(ctx, r.Article.IRI); errors.Is(err, graph.ErrNotFound) {
		outcome = ingest.Added
	} else if err != nil {
		return ingest.Failed, err
	}
	if err := k.Store.Put(ctx, r); err != nil {
		return ingest.Failed, fmt.Errorf("keep %s: %w", doc.Article.File, err)
	}
	return outcome, nil
}
