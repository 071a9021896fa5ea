package pebblestore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// View reads a store: live (every scan sees the store as of its start) or as
// of a snapshot. It is a graph.QuadStore; only a [Store]'s own view writes.
type View struct {
	s      *Store
	r      pebble.Reader
	snap   *pebble.Snapshot // nil for the live view
	at     uint64           // of a snapshot: the store's changes before it
	parent *View

	mu     sync.RWMutex // guards all below, and closing against opening
	closed bool
	scans  map[*scan]struct{}
	idle   []idle
	views  map[*View]struct{} // of the live view: snapshots
}

var _ graph.QuadStore = (*View)(nil)

// nodeRef and quadRef are the references that Cayley passes around.
type (
	nodeRef ID
	quadRef Quad
)

func (r nodeRef) Key() any { return r }
func (r quadRef) Key() any { return r }

// quadOf gives the ids of a quad that a reference stands for.
func quadOf(r graph.Ref) (Quad, bool) {
	switch r := r.(type) {
	case quadRef:
		return Quad(r), true
	case *batchRef:
		return r.q, true
	}
	return Quad{}, false
}

// shut closes all that is open and reports false when it was shut before.
func (v *View) shut() bool {
	v.mu.Lock()
	if v.closed {
		v.mu.Unlock()
		return false
	}
	v.closed = true
	scans, views := v.scans, v.views
	v.scans, v.views = nil, nil
	for _, i := range v.idle {
		_ = i.it.Close()
	}
	v.idle = nil
	v.mu.Unlock()
	for sc := range scans {
		sc.fail(ErrClosed)
	}
	for w := range views {
		w.shut()
	}
	if v.snap != nil {
		_ = v.snap.Close()
	}
	return true
}

// Close ends a snapshot; its scans give ErrClosed from then on. The live view
// is closed by its store.
func (v *View) Close() error {
	if v.parent == nil {
		return nil
	}
	v.parent.mu.Lock()
	delete(v.parent.views, v)
	v.parent.mu.Unlock()
	v.shut()
	return nil
}

// Closed reports whether the view or its store was closed.
func (v *View) Closed() bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.closed
}

// get returns a copy of a value, nil when there is none.
func (v *View) get(key []byte) ([]byte, error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.closed {
		return nil, ErrClosed
	}
	if err := v.s.log.fatal(); err != nil {
		return nil, err
	}
	b, err := value(v.r, key)
	return b, v.readError(err)
}

// idOf finds an encoded term's id, 0 when it has none.
func (v *View) idOf(term []byte) (ID, error) {
	b, err := v.get(appendTermKey(make([]byte, 0, 1+maxInlineTerm), term))
	if err != nil || b == nil {
		return 0, err
	}
	if len(b) != idSize {
		return 0, fmt.Errorf("%w: a term's id has %d bytes", ErrCorrupt, len(b))
	}
	return readID(b), nil
}

// Term returns the term of an id, nil when there is none.
func (v *View) Term(id ID) (quad.Value, error) {
	if val, ok := v.s.names.get(id); ok {
		return val, nil
	}
	block := v.s.ahead.Load()
	if val := block.get(id); val != nil {
		return val, nil
	}
	if last := ID(v.s.missed.Swap(uint64(id))); follows(id, last) || block != nil && follows(id, block.last()) {
		block, err := v.readAhead(id)
		if err != nil {
			return nil, err
		}
		if val := block.get(id); val != nil {
			return val, nil
		}
	}
	b, err := v.get(appendID([]byte{tabName}, id))
	if err != nil || b == nil {
		return nil, err
	}
	val, err := decodeTerm(b)
	if err != nil {
		return nil, fmt.Errorf("%w: term %d: %v", ErrCorrupt, id, err)
	}
	v.s.names.put(id, val)
	return val, nil
}

// Terms that were written together are asked for together, as a rule once:
// where one follows closely on the last, those after it are read with it, into
// a block beside the cache, which they would only fill.
const (
	closely   = 256
	blockSize = 256
)

func follows(id, last ID) bool { return id > last && id-last < closely }

// block holds terms of rising ids.
type block struct {
	ids  []ID
	vals []quad.Value
}

func (b *block) last() ID { return b.ids[len(b.ids)-1] }

func (b *block) get(id ID) quad.Value {
	if b == nil || id < b.ids[0] || id > b.last() {
		return nil
	}
	i := int(id - b.ids[0]) // most often there is no gap
	if i >= len(b.ids) || b.ids[i] != id {
		var ok bool
		if i, ok = slices.BinarySearch(b.ids, id); !ok {
			return nil
		}
	}
	return b.vals[i]
}

func (v *View) readAhead(id ID) (*block, error) {
	sc, err := v.scanKeys([]byte{tabName})
	if err != nil {
		return nil, err
	}
	defer sc.close()
	sc.start = appendID([]byte{tabName}, id)
	b := &block{make([]ID, 0, blockSize), make([]quad.Value, 0, blockSize)}
	for range blockSize {
		if !sc.step(context.Background()) {
			if err := sc.failed(); err != nil {
				return nil, err
			}
			break
		}
		val, err := decodeTerm(sc.value)
		if err != nil || len(sc.key) != 1+idSize {
			break // left to whoever asks for that one
		}
		b.ids, b.vals = append(b.ids, readID(sc.key[1:])), append(b.vals, val)
	}
	if len(b.ids) == 0 {
		return nil, nil
	}
	v.s.ahead.Store(b)
	return b, nil
}

// ID returns the id of a value, 0 when the store does not hold it.
func (v *View) ID(val quad.Value) (ID, error) {
	term, err := appendTerm(nil, val)
	if err != nil {
		return 0, nil // what can't be kept is not there
	}
	return v.idOf(term)
}

// ValueOf implements graph.Namer.
func (v *View) ValueOf(val quad.Value) graph.Ref {
	if val == nil {
		return nil
	}
	id, err := v.ID(val)
	if err != nil || id == 0 {
		return nil
	}
	return nodeRef(id)
}

// NameOf implements graph.Namer.
func (v *View) NameOf(r graph.Ref) quad.Value {
	switch r := r.(type) {
	case nodeRef:
		val, _ := v.Term(ID(r))
		return val
	case graph.PreFetchedValue:
		return r.NameOf()
	}
	return nil
}

// ValuesOf implements graph.BatchQuadStore.
func (v *View) ValuesOf(ctx context.Context, refs []graph.Ref) ([]quad.Value, error) {
	out := make([]quad.Value, len(refs))
	for i, r := range refs {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		switch r := r.(type) {
		case nodeRef:
			val, err := v.Term(ID(r))
			if err != nil {
				return out, err
			}
			out[i] = val
		case graph.PreFetchedValue:
			out[i] = r.NameOf()
		}
	}
	return out, nil
}

// RefsOf implements graph.BatchQuadStore.
func (v *View) RefsOf(ctx context.Context, vals []quad.Value) ([]graph.Ref, error) {
	out := make([]graph.Ref, len(vals))
	for i, val := range vals {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		id, err := v.ID(val)
		if err != nil {
			return nil, err
		}
		if id == 0 {
			return nil, fmt.Errorf("not found: %v", val)
		}
		out[i] = nodeRef(id)
	}
	return out, nil
}

// Resolve returns the quad of ids.
func (v *View) Resolve(q Quad) (out quad.Quad, err error) {
	for i, id := range q {
		if id == 0 {
			continue
		}
		val, err := v.Term(id)
		if err != nil {
			return out, err
		}
		if val == nil {
			return out, fmt.Errorf("%w: the dictionary lacks term %d", ErrCorrupt, id)
		}
		out.Set(quad.Subject+quad.Direction(i), val)
	}
	return out, nil
}

// Has reports whether a quad is there.
func (v *View) Has(q Quad) (bool, error) {
	b, err := v.get(spo.appendKey(make([]byte, 0, quadKeySize), q))
	return b != nil, err
}

// Quad implements graph.QuadIndexer.
func (v *View) Quad(r graph.Ref) quad.Quad {
	if r, ok := r.(*batchRef); ok && r.b.v == v {
		out, err := r.quad()
		if err != nil {
			return quad.Quad{}
		}
		return out
	}
	q, ok := quadOf(r)
	if !ok {
		return quad.Quad{}
	}
	out, err := v.Resolve(q)
	if err != nil {
		return quad.Quad{}
	}
	return out
}

// QuadDirection implements graph.QuadIndexer.
func (v *View) QuadDirection(r graph.Ref, d quad.Direction) graph.Ref {
	q, ok := quadOf(r)
	if !ok || q[position(d)] == 0 {
		return nil
	}
	return nodeRef(q[position(d)])
}

// QuadIterator implements graph.QuadIndexer.
func (v *View) QuadIterator(d quad.Direction, r graph.Ref) graph.Iterator {
	n, ok := r.(nodeRef)
	if !ok {
		return iterator.NewNull()
	}
	var pattern Quad
	pattern[position(d)] = ID(n)
	return newQuads(v, pattern).AsLegacy()
}

// QuadIteratorSize implements graph.QuadIndexer.
func (v *View) QuadIteratorSize(ctx context.Context, d quad.Direction, r graph.Ref) (graph.Size, error) {
	n, ok := r.(nodeRef)
	if !ok {
		return graph.Size{Exact: true}, nil
	}
	var pattern Quad
	pattern[position(d)] = ID(n)
	return v.size(ctx, pattern)
}

// countExactly is how many quads are counted one by one to tell a range's
// size; larger ranges are estimated by their share of the disk.
const countExactly = 128

// sized is the size of a pattern at some change of the store.
type sized struct {
	graph.Size
	at uint64
}

func (v *View) size(ctx context.Context, pattern Quad) (graph.Size, error) {
	now := v.s.changes.Load()
	if v.snap != nil {
		now = v.at
	}
	if s, ok := v.s.sizes.get(pattern); ok && s.at == now {
		return s.Size, nil
	}
	size, err := v.measure(ctx, pattern)
	if err == nil {
		v.s.sizes.put(pattern, sized{size, now})
	}
	return size, err
}

func (v *View) measure(ctx context.Context, pattern Quad) (graph.Size, error) {
	sc, err := v.scan(pattern)
	if err != nil {
		return graph.Size{}, err
	}
	defer sc.close()
	n := int64(0)
	for ; n < countExactly && sc.next(ctx); n++ {
	}
	if err := sc.failed(); err != nil {
		return graph.Size{}, err
	}
	if n < countExactly {
		return graph.Size{Size: n, Exact: true}, nil
	}
	c, err := v.counters()
	if err != nil {
		return graph.Size{}, err
	}
	x := indexFor(pattern)
	if part, whole := v.disk(x.prefix(pattern)), v.disk([]byte{x.tab}); whole > 0 {
		if share := int64(float64(c.quads) * (float64(part) / float64(whole))); share > n {
			n = share
		}
	}
	return graph.Size{Size: min(n, c.quads)}, nil
}

func (v *View) disk(prefix []byte) uint64 {
	live := &v.s.View
	live.mu.RLock()
	defer live.mu.RUnlock()
	if live.closed {
		return 0
	}
	n, err := v.s.db.EstimateDiskUsage(prefix, end(prefix))
	if err != nil {
		return 0
	}
	return n
}

func (v *View) counters() (counters, error) {
	b, err := v.get([]byte{tabMeta})
	if err != nil {
		return counters{}, err
	}
	if b == nil {
		return counters{next: 1}, nil
	}
	return decodeCounters(b)
}

// Stats implements graph.QuadStore; always exact.
func (v *View) Stats(ctx context.Context, exact bool) (graph.Stats, error) {
	c, err := v.counters()
	return graph.Stats{
		Nodes: graph.Size{Size: c.terms, Exact: true},
		Quads: graph.Size{Size: c.quads, Exact: true},
	}, err
}

// NodesAllIterator implements graph.QuadStore.
func (v *View) NodesAllIterator() graph.Iterator { return (&nodes{v: v}).AsLegacy() }

// QuadsAllIterator implements graph.QuadStore.
func (v *View) QuadsAllIterator() graph.Iterator { return newQuads(v, Quad{}).AsLegacy() }

// ErrReadOnly is returned by the writing methods of a snapshot.
var ErrReadOnly = errors.New("a snapshot can't be written")

// ApplyDeltas implements graph.QuadStore; a snapshot refuses.
func (v *View) ApplyDeltas([]graph.Delta, graph.IgnoreOpts) error { return ErrReadOnly }

// NewQuadWriter implements graph.QuadStore; a snapshot refuses.
func (v *View) NewQuadWriter() (quad.WriteCloser, error) { return nil, ErrReadOnly }

// Get returns the value of a raw key, nil when there is none.
func (v *View) Get(key []byte) ([]byte, error) {
	return v.get(append([]byte{tabRaw}, key...))
}

// Scan yields the raw keys that start with prefix, from the key from on (the
// prefix itself when nil), and their values, in order. Both are valid until
// the next step. The last pair carries the error, if any.
func (v *View) Scan(ctx context.Context, prefix, from []byte) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		lower := append([]byte{tabRaw}, prefix...)
		sc, err := v.scanKeys(lower)
		if err != nil {
			yield(Pair{}, err)
			return
		}
		defer sc.close()
		if len(from) > 0 {
			sc.start = append([]byte{tabRaw}, from...)
		}
		for sc.step(ctx) {
			if !yield(Pair{Key: sc.key[1:], Value: sc.value}, nil) {
				return
			}
		}
		if err := sc.failed(); err != nil {
			yield(Pair{}, err)
		}
	}
}

// Seek returns a Seeker for raw keys that start with prefix. It must be closed.
func (v *View) Seek(prefix []byte) (*Seeker, error) {
	sc, err := v.scanKeys(append([]byte{tabRaw}, prefix...))
	return &Seeker{sc: sc}, err
}

// Seeker gets values by one iterator, which is quick where keys are asked for
// in their order and lie near each other.
type Seeker struct {
	sc  *scan
	key []byte
}

// Get returns the value of a raw key, nil when there is none; it is valid
// until the next call.
func (s *Seeker) Get(ctx context.Context, key []byte) ([]byte, error) {
	s.key = append(append(s.key[:0], tabRaw), key...)
	s.sc.seek(s.key)
	if !s.sc.step(ctx) {
		return nil, s.sc.failed()
	}
	if !bytes.Equal(s.sc.key, s.key) {
		return nil, nil
	}
	return s.sc.value, nil
}

// Close ends the seeker.
func (s *Seeker) Close() { s.sc.close() }

// Pair is a raw key and its value.
type Pair struct{ Key, Value []byte }

// Quads yields the quads that match a pattern, in the order of the index that
// serves it.
func (v *View) Quads(ctx context.Context, pattern Quad) iter.Seq2[Quad, error] {
	return func(yield func(Quad, error) bool) {
		sc, err := v.scan(pattern)
		if err != nil {
			yield(Quad{}, err)
			return
		}
		defer sc.close()
		for sc.next(ctx) {
			if !yield(sc.quad, nil) {
				return
			}
		}
		if err := sc.failed(); err != nil {
			yield(Quad{}, err)
		}
	}
}
