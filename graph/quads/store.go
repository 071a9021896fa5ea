package quads

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"

	"dossier/graph"
	"dossier/graph/quads/pebblestore"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// Options of a store; the zero value is good.
type Options struct {
	CacheSize int64  // bytes of blocks kept in memory; 0 is 64 MB
	MemTable  uint64 // bytes of writes kept in memory before a table is written; 0 is 32 MB
	MustExist bool   // os.ErrNotExist where there is no store yet
	ReadOnly  bool   // a consistent snapshot, also while another process writes; writing fails
	NoSync    bool   // acknowledge writes before they are on disk: for scratch stores
	FS        vfs.FS // where files live; nil is the operating system's
	// Observe says what is kept beside the entities of articles for a resolver;
	// nil keeps nothing. What others kept, or nobody, is kept anew when the
	// article is written.
	Observe graph.Observer
}

// Store keeps records in Cayley quads on Pebble. Safe for concurrent use;
// writes are applied one after the other.
type Store struct {
	db      backend
	observe graph.Observer
}

var _ graph.Store = (*Store)(nil)

// Open opens or makes the store in a directory, or in a PostgreSQL database
// where path is a postgres:// URL (see openPostgres). With Options.ReadOnly any
// number of processes read while one writes: each sees the store as it was
// when it was opened. Otherwise graph.ErrLocked when another process writes
// to it; graph.ErrNewer when a newer dossier wrote it; graph.ErrCorrupt when
// its files can't be read.
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if IsPostgres(path) {
		return openPostgres(ctx, path, opts)
	}
	po := pebblestore.Options{FS: opts.FS, CacheSize: opts.CacheSize, MemTable: opts.MemTable, NoSync: opts.NoSync,
		MustExist: opts.MustExist || opts.ReadOnly}
	var db *pebblestore.Store
	var err error
	if opts.ReadOnly {
		db, err = pebblestore.OpenReader(ctx, path, po)
	} else {
		db, err = pebblestore.Open(path, po)
	}
	if err != nil {
		if errors.Is(err, os.ErrNotExist) && po.MustExist {
			return nil, fmt.Errorf("there is no store at %s: %w", path, os.ErrNotExist)
		}
		return nil, translate(err)
	}
	return &Store{embedded{db}, opts.Observe}, nil
}

// OpenMemory makes an empty store that lives in memory until it is closed.
func OpenMemory() (*Store, error) {
	return OpenMemoryWith(nil)
}

// OpenMemoryWith is OpenMemory with an observer.
func OpenMemoryWith(observe graph.Observer) (*Store, error) {
	return Open(context.Background(), "memory", Options{FS: vfs.NewMem(), NoSync: true, Observe: observe})
}

// Close ends the store; reads that are under way give graph.ErrClosed.
func (s *Store) Close() error { return translate(s.db.Close()) }

// translate gives the backend's errors the names of package graph.
func translate(err error) error {
	for _, pair := range [...]struct{ from, to error }{
		{pebblestore.ErrClosed, graph.ErrClosed},
		{pebblestore.ErrCorrupt, graph.ErrCorrupt},
		{pebblestore.ErrForeign, graph.ErrCorrupt},
		{pebblestore.ErrLocked, graph.ErrLocked},
		{pebblestore.ErrNewer, graph.ErrNewer},
		{pebblestore.ErrReadOnly, graph.ErrReadOnly},
	} {
		if errors.Is(err, pair.from) && !errors.Is(err, pair.to) {
			return &storeError{err, pair.to}
		}
	}
	return err
}

// storeError reads as the backend's error and is package graph's as well.
type storeError struct{ err, is error }

func (e *storeError) Error() string   { return e.err.Error() }
func (e *storeError) Unwrap() []error { return []error{e.err, e.is} }

// Snapshot is the store as it was at one moment. It is a graph.Reader and must
// be closed.
type Snapshot struct {
	v       state
	db      backend
	observe graph.Observer
}

var _ graph.Reader = (*Snapshot)(nil)

// Snapshot returns the store as it is now. ErrUnfinished when a load into it
// is under way or was cut off.
func (s *Store) Snapshot() (*Snapshot, error) {
	sn, err := s.anySnapshot()
	if err != nil {
		return nil, err
	}
	mark, err := sn.v.Get(keyLoad)
	if err == nil && mark != nil {
		err = ErrUnfinished
	}
	if err != nil {
		return nil, errors.Join(translate(err), sn.Close())
	}
	return sn, nil
}

// anySnapshot is a snapshot that may be in the middle of a load.
func (s *Store) anySnapshot() (*Snapshot, error) {
	v, err := s.db.snapshot()
	if err != nil {
		return nil, translate(err)
	}
	return &Snapshot{v, s.db, s.observe}, nil
}

// Close ends the snapshot.
func (sn *Snapshot) Close() error { return sn.v.Close() }

// at runs f on a snapshot of its own.
func at[T any](s *Store, f func(*Snapshot) (T, error)) (T, error) {
	sn, err := s.Snapshot()
	if err != nil {
		var zero T
		return zero, err
	}
	defer sn.Close()
	return f(sn)
}

// over yields f's sequence from a snapshot of its own.
func over[T any](s *Store, f func(*Snapshot) iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		sn, err := s.Snapshot()
		if err != nil {
			var zero T
			yield(zero, err)
			return
		}
		defer sn.Close()
		f(sn)(yield)
	}
}

// Entity implements graph.Reader.
func (s *Store) Entity(ctx context.Context, id graph.IRI) (graph.Entity, error) {
	return at(s, func(sn *Snapshot) (graph.Entity, error) { return sn.Entity(ctx, id) })
}

// Entities implements graph.Reader.
func (s *Store) Entities(ctx context.Context, f graph.EntityFilter) iter.Seq2[graph.Entity, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[graph.Entity, error] { return sn.Entities(ctx, f) })
}

// Complete implements graph.Reader.
func (s *Store) Complete(ctx context.Context, prefix string) iter.Seq2[graph.Entity, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[graph.Entity, error] { return sn.Complete(ctx, prefix) })
}

// Fact implements graph.Reader.
func (s *Store) Fact(ctx context.Context, id graph.IRI) (graph.Fact, error) {
	return at(s, func(sn *Snapshot) (graph.Fact, error) { return sn.Fact(ctx, id) })
}

// Facts implements graph.Reader.
func (s *Store) Facts(ctx context.Context, f graph.FactFilter) iter.Seq2[graph.Fact, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[graph.Fact, error] { return sn.Facts(ctx, f) })
}

// Edges implements graph.Reader.
func (s *Store) Edges(ctx context.Context, id graph.IRI) iter.Seq2[graph.Edge, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[graph.Edge, error] { return sn.Edges(ctx, id) })
}

// Article implements graph.Reader.
func (s *Store) Article(ctx context.Context, id graph.IRI) (graph.Article, error) {
	return at(s, func(sn *Snapshot) (graph.Article, error) { return sn.Article(ctx, id) })
}

// Articles implements graph.Reader.
func (s *Store) Articles(ctx context.Context) iter.Seq2[graph.Article, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[graph.Article, error] { return sn.Articles(ctx) })
}

// Record implements graph.Reader.
func (s *Store) Record(ctx context.Context, article graph.IRI) (graph.Record, error) {
	return at(s, func(sn *Snapshot) (graph.Record, error) { return sn.Record(ctx, article) })
}

// Events implements graph.Reader.
func (s *Store) Events(ctx context.Context, id graph.IRI) iter.Seq2[graph.Event, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[graph.Event, error] { return sn.Events(ctx, id) })
}

// Mentions implements graph.Reader.
func (s *Store) Mentions(ctx context.Context, id graph.IRI) iter.Seq2[graph.ArticleMention, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[graph.ArticleMention, error] { return sn.Mentions(ctx, id) })
}

// Stats implements graph.Reader.
func (s *Store) Stats(ctx context.Context) (graph.Stats, error) {
	return at(s, func(sn *Snapshot) (graph.Stats, error) { return sn.Stats(ctx) })
}
