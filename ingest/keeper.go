package ingest

import (
	"context"

	"dossier/ingest/document"
)

// Keeper takes finished documents: a store, or a printer.
type Keeper interface {
	// Kept reports whether the very same article – equal Article.File and
	// Article.Hash – is kept already, so that it need not be analysed again.
	// Called from many goroutines, with Text and Article filled alone.
	Kept(ctx context.Context, a *document.Article) (bool, error)
	// Keep keeps a document. Called from one goroutine, in input order. The
	// document is reused afterwards: nothing of it may be retained but strings.
	// An error ends the run.
	Keep(ctx context.Context, doc *document.Document) (Outcome, error)
}

// Outcome says what became of a page.
type Outcome uint8

// The outcomes. A Keeper returns the first three.
const (
	Added Outcome = iota
	Replaced
	Unchanged
	Failed // the page could not be read or understood
)

var outcomeNames = [...]string{"added", "replaced", "unchanged", "failed"}

func (o Outcome) String() string {
	if int(o) < len(outcomeNames) {
		return outcomeNames[o]
	}
	return "?"
}

// KeepFunc is a Keeper that keeps nothing between runs: every article is
// analysed and passed to the function.
type KeepFunc func(ctx context.Context, doc *document.Document) error

// Kept is always false.
func (KeepFunc) Kept(context.Context, *document.Article) (bool, error) { return false, nil }

// Keep calls the function.
func (f KeepFunc) Keep(ctx context.Context, doc *document.Document) (Outcome, error) {
	return Added, f(ctx, doc)
}
