package pebblestore

import (
	"context"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// Batch gathers changes that are applied together or not at all. It must end
// with Commit or Abort; until then no other batch can begin.
type Batch struct {
	s     *Store
	quads map[Quad]change
	fresh map[string]ID // encoded terms that got an id in this batch
	raw   *pebble.Batch // raw keys, indexed: the batch reads what it wrote
	done  bool
}

type change struct{ before, now bool }

// Begin starts a batch. It waits for the one that is under way.
func (s *Store) Begin() (*Batch, error) {
	s.write.Lock()
	s.View.mu.Lock()
	closed := s.closed
	s.View.mu.Unlock()
	if closed {
		s.write.Unlock()
		return nil, ErrClosed
	}
	if err := s.log.fatal(); err != nil {
		s.write.Unlock()
		return nil, err
	}
	if s.opts.ReadOnly {
		s.write.Unlock()
		return nil, ErrReadOnly
	}
	if err := s.learnTerms(); err != nil {
		s.write.Unlock()
		return nil, err
	}
	return &Batch{s: s, quads: map[Quad]change{}, fresh: map[string]ID{}, raw: s.db.NewIndexedBatch()}, nil
}

// Abort drops the batch; after Commit it does nothing.
func (b *Batch) Abort() {
	if b.done {
		return
	}
	b.done = true
	_ = b.raw.Close()
	b.s.write.Unlock()
}

func (b *Batch) id(v quad.Value, add bool) (ID, error) {
	var buf [256]byte
	term, err := appendTerm(buf[:0], v)
	if err != nil {
		return 0, err
	}
	if id, ok := b.s.ids.get(string(term)); ok {
		return id, nil
	}
	if id, ok := b.fresh[string(term)]; ok {
		return id, nil
	}
	var id ID
	if b.s.known == nil || b.s.known.has(term) {
		if id, err = b.s.idOf(term); err != nil {
			return 0, err
		}
	}
	if id == 0 && add {
		id = b.s.next
		b.s.next++
		b.fresh[string(term)] = id
	} else if id != 0 && len(term) <= maxInlineTerm {
		b.s.ids.put(string(term), id)
	}
	return id, nil
}

func (b *Batch) resolve(q quad.Quad, add bool) (out Quad, ok bool, err error) {
	for i := range out {
		v := q.Get(quad.Subject + quad.Direction(i))
		if v == nil {
			if i < 3 {
				return out, false, fmt.Errorf("quad %v lacks a term", q)
			}
			continue
		}
		if out[i], err = b.id(v, add); err != nil {
			return out, false, err
		}
		if out[i] == 0 {
			return out, false, nil
		}
	}
	return out, true, nil
}

func (b *Batch) state(q Quad) (change, error) {
	if c, ok := b.quads[q]; ok {
		return c, nil
	}
	for _, id := range q {
		if id >= b.s.count.next {
			return change{}, nil // a new term: no such quad yet
		}
	}
	_, c, err := b.s.db.Get(spo.appendKey(make([]byte, 0, quadKeySize), q))
	switch {
	case err == pebble.ErrNotFound:
		return change{}, nil
	case err != nil:
		return change{}, b.s.readError(err)
	}
	return change{true, true}, c.Close()
}

// Add adds a quad; false when it is there already.
func (b *Batch) Add(q quad.Quad) (bool, error) {
	ids, _, err := b.resolve(q, true)
	if err != nil {
		return false, err
	}
	c, err := b.state(ids)
	if err != nil || c.now {
		return false, err
	}
	c.now = true
	b.quads[ids] = c
	return true, nil
}

// Remove removes a quad; false when it is not there.
func (b *Batch) Remove(q quad.Quad) (bool, error) {
	ids, ok, err := b.resolve(q, false)
	if err != nil || !ok {
		return false, err
	}
	c, err := b.state(ids)
	if err != nil || !c.now {
		return false, err
	}
	c.now = false
	b.quads[ids] = c
	return true, nil
}

// Put sets a raw key.
func (b *Batch) Put(key, value []byte) error {
	return b.raw.Set(append([]byte{tabRaw}, key...), value, nil)
}

// Drop removes a raw key.
func (b *Batch) Drop(key []byte) error {
	return b.raw.Delete(append([]byte{tabRaw}, key...), nil)
}

// Get returns the value of a raw key as this batch leaves it, nil when there is none.
func (b *Batch) Get(key []byte) ([]byte, error) {
	v, err := value(b.raw, append([]byte{tabRaw}, key...))
	return v, b.s.readError(err)
}

// Commit applies the batch. When it returns without error the changes are on
// disk; with an error none of them is visible.
func (b *Batch) Commit(ctx context.Context) error {
	if b.done {
		return fmt.Errorf("the batch has ended")
	}
	defer b.Abort()
	if err := ctx.Err(); err != nil {
		return err
	}
	s := b.s
	count := s.count
	used := map[ID]struct{}{}
	loose := map[ID]struct{}{}
	var key [quadKeySize]byte
	for q, c := range b.quads {
		if c.before == c.now {
			if c.now {
				for _, id := range q {
					used[id] = struct{}{}
				}
			}
			continue
		}
		for _, x := range indexes {
			k := x.appendKey(key[:0], q)
			var err error
			if c.now {
				err = b.raw.Set(k, nil, nil)
			} else {
				err = b.raw.Delete(k, nil)
			}
			if err != nil {
				return err
			}
		}
		if c.now {
			count.quads++
			for _, id := range q {
				used[id] = struct{}{}
			}
		} else {
			count.quads--
			for _, id := range q {
				loose[id] = struct{}{}
			}
		}
	}
	var kept []string
	for term, id := range b.fresh {
		if _, ok := used[id]; !ok {
			continue
		}
		if err := b.raw.Set(appendTermKey(nil, []byte(term)), appendID(nil, id), nil); err != nil {
			return err
		}
		if err := b.raw.Set(appendID([]byte{tabName}, id), []byte(term), nil); err != nil {
			return err
		}
		count.terms++
		kept = append(kept, term)
	}
	var gone []string
	for id := range loose {
		if _, ok := used[id]; ok || id == 0 {
			continue
		}
		still, err := b.usedElsewhere(ctx, id)
		if err != nil {
			return err
		}
		if still {
			continue
		}
		term, err := value(s.db, appendID([]byte{tabName}, id))
		if err != nil {
			return s.readError(err)
		}
		if term == nil {
			continue // it was fresh
		}
		if err := b.raw.Delete(appendTermKey(nil, term), nil); err != nil {
			return err
		}
		if err := b.raw.Delete(appendID([]byte{tabName}, id), nil); err != nil {
			return err
		}
		count.terms--
		gone = append(gone, string(term))
	}
	count.next = s.next
	if err := b.raw.Set([]byte{tabMeta}, count.encode(), nil); err != nil {
		return err
	}
	for _, term := range gone {
		s.ids.drop(term)
	}
	if err := s.apply(b.raw); err != nil {
		return err
	}
	s.changed()
	s.count = count
	for _, term := range kept {
		s.remember(term, b.fresh[term])
	}
	return nil
}

// remember notes a term that the store has from now on.
func (s *Store) remember(term string, id ID) {
	if s.known != nil {
		s.known.add(term)
	}
	if len(term) <= maxInlineTerm {
		s.ids.put(term, id)
	}
}

// usedElsewhere reports whether a quad that this batch leaves in place has the term.
func (b *Batch) usedElsewhere(ctx context.Context, id ID) (bool, error) {
	for p := range 4 {
		var pattern Quad
		pattern[p] = id
		for q, err := range b.s.Quads(ctx, pattern) {
			if err != nil {
				return false, err
			}
			if c, ok := b.quads[q]; !ok || c.now {
				return true, nil
			}
		}
	}
	return false, nil
}

// ApplyDeltas implements graph.QuadStore: all deltas or none.
func (s *Store) ApplyDeltas(in []graph.Delta, ignore graph.IgnoreOpts) error {
	b, err := s.Begin()
	if err != nil {
		return err
	}
	defer b.Abort()
	for _, d := range in {
		switch d.Action {
		case graph.Add:
			ok, err := b.Add(d.Quad)
			if err != nil {
				return &graph.DeltaError{Delta: d, Err: err}
			}
			if !ok && !ignore.IgnoreDup {
				return &graph.DeltaError{Delta: d, Err: graph.ErrQuadExists}
			}
		case graph.Delete:
			ok, err := b.Remove(d.Quad)
			if err != nil {
				return &graph.DeltaError{Delta: d, Err: err}
			}
			if !ok && !ignore.IgnoreMissing {
				return &graph.DeltaError{Delta: d, Err: graph.ErrQuadNotExist}
			}
		default:
			return &graph.DeltaError{Delta: d, Err: graph.ErrInvalidAction}
		}
	}
	return b.Commit(context.Background())
}

// NewQuadWriter implements graph.QuadStore: quads are added in batches, those
// that are there already are skipped.
func (s *Store) NewQuadWriter() (quad.WriteCloser, error) { return &quadWriter{s: s}, nil }

type quadWriter struct{ s *Store }

func (w *quadWriter) WriteQuad(q quad.Quad) error {
	_, err := w.WriteQuads([]quad.Quad{q})
	return err
}

func (w *quadWriter) WriteQuads(qs []quad.Quad) (int, error) {
	b, err := w.s.Begin()
	if err != nil {
		return 0, err
	}
	defer b.Abort()
	for _, q := range qs {
		if _, err := b.Add(q); err != nil {
			return 0, err
		}
	}
	if err := b.Commit(context.Background()); err != nil {
		return 0, err
	}
	return len(qs), nil
}

func (w *quadWriter) Close() error { return nil }
