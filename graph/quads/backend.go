package quads

import (
	"context"
	"iter"
	"strings"

	"dossier/graph/quads/pebblestore"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// backend keeps quads and the tables beside them: Pebble in a directory, or
// PostgreSQL.
type backend interface {
	// snapshot returns the contents as of now; it must be closed.
	snapshot() (state, error)
	// begin starts a change; no other is under way until it ends.
	begin(ctx context.Context) (changes, error)
	diskUsage() int64
	Close() error
}

// state is the contents of a backend at one moment.
type state interface {
	Get(key []byte) ([]byte, error) // nil when there is none
	// Scan yields the pairs whose keys start with prefix, in order, valid until
	// the next step; the last carries the error.
	Scan(ctx context.Context, prefix, from []byte) iter.Seq2[pair, error]
	seek(prefix []byte) (seeker, error)
	Stats(ctx context.Context, exact bool) (cayley.Stats, error)
	has(ctx context.Context, q quad.Quad) (bool, error)
	verify(ctx context.Context) error
	// quadStore is what queries run on; with spaces a name with underscores
	// stands for one with spaces too.
	quadStore(spaces bool) cayley.QuadStore
	Closed() bool
	Close() error
}

// seeker gets values of keys that are asked for in their order.
type seeker interface {
	Get(ctx context.Context, key []byte) ([]byte, error)
	Close()
}

// changes are applied whole by Commit or not at all.
type changes interface {
	Add(q quad.Quad) (bool, error)
	Remove(q quad.Quad) (bool, error)
	Get(key []byte) ([]byte, error) // as the changes leave it
	Put(key, value []byte) error
	Drop(key []byte) error
	Commit(ctx context.Context) error
	Abort()
}

type pair = pebblestore.Pair

// embedded is the backend on Pebble.
type embedded struct{ *pebblestore.Store }

func (e embedded) snapshot() (state, error) {
	v, err := e.Snapshot()
	if err != nil {
		return nil, err
	}
	return embeddedView{v}, nil
}

func (e embedded) begin(context.Context) (changes, error) {
	b, err := e.Begin()
	if err != nil {
		return nil, err
	}
	return b, nil
}

func (e embedded) diskUsage() int64 { return e.DiskUsage() }

type embeddedView struct{ *pebblestore.View }

func (v embeddedView) seek(prefix []byte) (seeker, error) { return v.Seek(prefix) }

func (v embeddedView) verify(ctx context.Context) error { return v.Verify(ctx, nil) }

func (v embeddedView) has(_ context.Context, q quad.Quad) (bool, error) {
	var ids pebblestore.Quad
	for i := range ids {
		term := q.Get(quad.Subject + quad.Direction(i))
		if term == nil {
			continue
		}
		id, err := v.ID(term)
		if err != nil || id == 0 {
			return false, err
		}
		ids[i] = id
	}
	return v.Has(ids)
}

func (v embeddedView) quadStore(spaces bool) cayley.QuadStore {
	if spaces {
		return spaced(v)
	}
	return v.View
}

// spaced is a view for languages whose names can't hold spaces.
type spaced struct{ *pebblestore.View }

func (s spaced) ValueOf(v quad.Value) cayley.Ref { return spacedValue(s.View, v) }

// spacedValue finds a value, or an IRI with its underscores as spaces.
func spacedValue(qs cayley.QuadStore, v quad.Value) cayley.Ref {
	if ref := qs.ValueOf(v); ref != nil {
		return ref
	}
	if iri, ok := v.(quad.IRI); ok && strings.Contains(string(iri), "_") {
		return qs.ValueOf(quad.IRI(strings.ReplaceAll(string(iri), "_", " ")))
	}
	return nil
}
