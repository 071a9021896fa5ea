package pebblestore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"math/bits"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/objstorage/objstorageprovider"
	"github.com/cockroachdb/pebble/v2/sstable"
	"github.com/cockroachdb/pebble/v2/vfs"
	"golang.org/x/sync/errgroup"
)

// A run of a bulk load is as much as is held in memory before it is written:
// so many quads, or so many bytes of terms and raw pairs.
const runBytes = 48 << 20

// RunQuads is the number of quads of a run; tests make it small.
var RunQuads = 300_000

// bulk is the directory within a store's where runs are written before they
// become part of it. What a load that was killed left there is removed by the
// next.
const bulk = "bulk"

// Loader loads quads and raw pairs in bulk: each run is sorted in memory,
// written as tables and made part of the store in one step, so that a load
// that is cut off leaves whole runs. It holds the store's write lock until
// Close. Quads that are there already are skipped; raw keys must be new.
type Loader struct {
	s   *Store
	ctx context.Context
	dir string

	quads []Quad
	seed  maphash.Seed
	fresh termTable // terms of this run that are new, encoded; their ids follow first
	hash  []uint64  // of each of them
	again []bool    // whether it came more than once
	warm  termTable // terms of the store that were asked for, and fresh ones that came again
	first ID
	bytes int // of fresh terms and raw pairs
	arena []byte
	pairs []pairAt

	term []byte
	runs int // committed
	done bool
}

// pairAt is a raw pair in the arena.
type pairAt struct{ at, key, value int }

// NewLoader starts a bulk load.
func (s *Store) NewLoader(ctx context.Context) (*Loader, error) {
	b, err := s.Begin() // for its checks and the lock
	if err != nil {
		return nil, err
	}
	_ = b.raw.Close()
	b.done = true
	l := &Loader{s: s, ctx: ctx, dir: s.opts.FS.PathJoin(s.dir, bulk), first: s.next, seed: maphash.MakeSeed()}
	if s.count.terms == 0 && s.known == nil {
		s.known = newTermFilter()
	}
	if s.known != nil {
		l.seed = s.known.seed
	}
	if err := errors.Join(s.opts.FS.RemoveAll(l.dir), s.opts.FS.MkdirAll(l.dir, 0o755)); err != nil {
		s.write.Unlock()
		return nil, err
	}
	s.merges.hold()
	return l, nil
}

// Close ends the load; what was not committed is dropped. The runs are merged,
// range by range, unless the load's context has ended: Pebble does it then,
// when it comes to it.
func (l *Loader) Close() error {
	if l.done {
		return nil
	}
	l.done = true
	s := l.s
	err := s.opts.FS.RemoveAll(l.dir)
	s.merges.release()
	if l.runs > 1 && l.ctx.Err() == nil && s.log.fatal() == nil {
		err = errors.Join(err, l.merge())
	}
	s.write.Unlock()
	return err
}

// merge brings the overlapping runs of each table together.
func (l *Loader) merge() error {
	for _, tab := range []byte{tabTerm, tabName, spo.tab, pos.tab, osp.tab, lspo.tab, tabRaw} {
		from := []byte{tab}
		if err := l.s.log.guard(func() error { return l.s.db.Compact(l.ctx, from, end(from), true) }); err != nil {
			return fmt.Errorf("merge the runs: %w", err)
		}
	}
	return nil
}

// Full reports whether the run is as large as it should get.
func (l *Loader) Full() bool { return len(l.quads) >= RunQuads || l.bytes >= runBytes }

// Add adds a quad to the run.
func (l *Loader) Add(q quad.Quad) error {
	var ids Quad
	for i := range ids {
		v := q.Get(quad.Subject + quad.Direction(i))
		if v == nil {
			if i < 3 {
				return fmt.Errorf("quad %v lacks a term", q)
			}
			continue
		}
		var err error
		if ids[i], err = l.id(v); err != nil {
			return err
		}
	}
	l.quads = append(l.quads, ids)
	return nil
}

func (l *Loader) id(v quad.Value) (ID, error) {
	var err error
	if l.term, err = appendTerm(l.term[:0], v); err != nil {
		return 0, err
	}
	h := maphash.Bytes(l.seed, l.term)
	if i := l.warm.find(h, l.term); i >= 0 {
		return l.warm.ids[i], nil
	}
	if i := l.fresh.find(h, l.term); i >= 0 {
		l.again[i] = true
		return l.fresh.ids[i], nil
	}
	if l.s.known == nil || l.s.known.hasHash(h) {
		id, err := l.s.idOf(l.term)
		if err != nil {
			return 0, err
		}
		if id != 0 {
			l.heat(h, l.term, id)
			return id, nil
		}
	}
	if len(l.fresh.arena)+len(l.term) > maxTermArena {
		return 0, fmt.Errorf("a term of %d bytes is too long to load", len(l.term))
	}
	id := l.s.next
	l.s.next++
	l.fresh.put(h, l.term, id)
	l.hash, l.again = append(l.hash, h), append(l.again, false)
	l.bytes += len(l.term) + 64
	return id, nil
}

// maxWarm is how many bytes of terms are kept from run to run.
const maxWarm = 16 << 20

// heat keeps a term that will likely be asked for again.
func (l *Loader) heat(h uint64, term []byte, id ID) {
	if len(term) > maxInlineTerm {
		return
	}
	if len(l.warm.arena) > maxWarm {
		l.warm.reset()
	}
	l.warm.put(h, term, id)
}

// Put adds a raw pair to the run. The key must not be in the store.
func (l *Loader) Put(key, value []byte) {
	at := len(l.arena)
	l.arena = append(append(append(l.arena, tabRaw), key...), value...)
	l.pairs = append(l.pairs, pairAt{at, 1 + len(key), len(value)})
	l.bytes += 1 + len(key) + len(value) + 24
}

// Commit makes the run part of the store, whole or not at all, together with
// further raw pairs that may be there already (progress, counts).
func (l *Loader) Commit(marks ...Pair) error {
	if err := l.ctx.Err(); err != nil {
		return err
	}
	s := l.s
	maxID := uint64(s.next)
	radix(l.quads, spo.order, maxID)
	l.quads = slices.Compact(l.quads)
	if s.count.quads > 0 {
		if err := l.dropKnown(); err != nil {
			return err
		}
	}
	count := s.count
	count.next = s.next
	count.quads += int64(len(l.quads))
	count.terms += int64(l.fresh.len())

	var g errgroup.Group
	g.SetLimit(2)
	var paths []string
	build := func(name string, filter bool, write func(*table) error) {
		path := s.opts.FS.PathJoin(l.dir, name+".sst")
		paths = append(paths, path)
		g.Go(func() error {
			return s.log.guard(func() error { return l.table(path, filter, write) })
		})
	}
	for _, x := range indexes {
		quads := l.quads
		if len(quads) == 0 {
			break
		}
		build("index"+string(x.tab), x.tab == spo.tab, func(t *table) error {
			if x.tab != spo.tab { // that order it has
				quads = slices.Clone(quads)
				radix(quads, x.order, maxID)
			}
			for _, q := range quads {
				t.set(x.appendKey(t.key[:0], q), nil)
			}
			return nil
		})
	}
	if l.fresh.len() > 0 {
		build("names", false, func(t *table) error {
			for i := range l.fresh.len() {
				t.set(appendID(append(t.key[:0], tabName), l.first+ID(i)), l.fresh.term(i))
			}
			return nil
		})
		build("terms", true, func(t *table) error {
			type entry struct {
				key []byte // without the table's byte
				id  ID
			}
			entries := make([]entry, l.fresh.len())
			for i := range entries {
				key := l.fresh.term(i) // which is the key, unless it is long
				if len(key) > maxInlineTerm {
					key = appendTermKey(nil, key)[1:]
				}
				entries[i] = entry{key, l.first + ID(i)}
			}
			slices.SortFunc(entries, func(a, b entry) int { return bytes.Compare(a.key, b.key) })
			var id [idSize]byte
			for _, e := range entries {
				t.set(append(append(t.key[:0], tabTerm), e.key...), appendID(id[:0], e.id))
			}
			return nil
		})
	}
	for _, m := range marks {
		l.Put(m.Key, m.Value)
	}
	if len(l.pairs) > 0 {
		build("raw", true, func(t *table) error {
			key := func(p pairAt) []byte { return l.arena[p.at : p.at+p.key] }
			slices.SortFunc(l.pairs, func(a, b pairAt) int { return bytes.Compare(key(a), key(b)) })
			for i, p := range l.pairs {
				if i > 0 && bytes.Equal(key(p), key(l.pairs[i-1])) {
					return fmt.Errorf("the raw key %q comes twice", key(p)[1:])
				}
				t.set(key(p), l.arena[p.at+p.key:p.at+p.key+p.value])
			}
			return nil
		})
	}
	build("counters", false, func(t *table) error {
		t.set([]byte{tabMeta}, count.encode())
		return nil
	})
	if err := g.Wait(); err != nil {
		return fmt.Errorf("write a run: %w", err)
	}
	if err := s.log.guard(func() error { return s.db.Ingest(l.ctx, paths) }); err != nil {
		return fmt.Errorf("take in a run: %w", err)
	}
	l.runs++
	s.changed()
	s.count = count
	for i, h := range l.hash {
		if s.known != nil {
			s.known.addHash(h)
		}
		if l.again[i] {
			l.heat(h, l.fresh.term(i), l.fresh.ids[i])
		}
	}
	l.fresh.reset()
	l.hash, l.again, l.first = l.hash[:0], l.again[:0], s.next
	l.quads, l.arena, l.pairs, l.bytes = l.quads[:0], l.arena[:0], l.pairs[:0], 0
	return nil
}

// dropKnown removes from the run the quads that the store has.
func (l *Loader) dropKnown() error {
	var key [quadKeySize]byte
	kept := l.quads[:0]
	for i, q := range l.quads {
		if i&0xfff == 0 && l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		if slices.Max(q[:]) < l.s.count.next {
			_, c, err := l.s.db.Get(spo.appendKey(key[:0], q))
			if err == nil {
				if err := c.Close(); err != nil {
					return err
				}
				continue
			}
			if !errors.Is(err, pebble.ErrNotFound) {
				return l.s.readError(err)
			}
		}
		kept = append(kept, q)
	}
	l.quads = kept
	return nil
}

// table writes one sorted table; its first error stays.
type table struct {
	w   *sstable.Writer
	key []byte
	err error
}

func (t *table) set(key, value []byte) {
	if t.err == nil {
		t.err = t.w.Set(key, value)
	}
	t.key = key[:0]
}

// table writes a table, with a Bloom filter where single keys are looked up.
func (l *Loader) table(path string, filter bool, write func(*table) error) error {
	f, err := l.s.opts.FS.Create(path, vfs.WriteCategoryUnspecified)
	if err != nil {
		return err
	}
	opts := l.s.pebble.MakeWriterOptions(0, l.s.db.TableFormat())
	if !filter {
		opts.FilterPolicy = pebble.NoFilterPolicy
	}
	w := sstable.NewWriter(objstorageprovider.NewFileWritable(f), opts)
	t := &table{w: w, key: make([]byte, 0, quadKeySize)}
	err = write(t)
	return errors.Join(err, t.err, w.Close())
}

// digit is the number of bits that one pass of radix sorts by.
const digit = 11

// radix sorts quads by the ids in an order's positions, which are all below
// maxID: from the last position to the first, 11 bits at a time.
func radix(quads []Quad, order [4]int, maxID uint64) {
	from, to := quads, make([]Quad, len(quads))
	width := bits.Len64(maxID)
	for i := len(order) - 1; i >= 0; i-- {
		p := order[i]
		for shift := 0; shift < width; shift += digit {
			var at [1<<digit + 1]int
			for j := range from {
				at[uint64(from[j][p])>>shift&(1<<digit-1)+1]++
			}
			if at[firstDigit(from, p, shift)+1] == len(from) {
				continue // all alike
			}
			for d := 1; d < len(at); d++ {
				at[d] += at[d-1]
			}
			for j := range from {
				d := uint64(from[j][p]) >> shift & (1<<digit - 1)
				to[at[d]] = from[j]
				at[d]++
			}
			from, to = to, from
		}
	}
	if len(quads) > 0 && &from[0] != &quads[0] {
		copy(quads, from)
	}
}

func firstDigit(q []Quad, p, shift int) uint64 {
	if len(q) == 0 {
		return 0
	}
	return uint64(q[0][p]) >> shift & (1<<digit - 1)
}

// BulkLoad implements graph.BulkLoader.
func (s *Store) BulkLoad(r quad.Reader) error {
	l, err := s.NewLoader(context.Background())
	if err != nil {
		return err
	}
	defer l.Close()
	for {
		q, err := r.ReadQuad()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if err := l.Add(q); err != nil {
			return err
		}
		if l.Full() {
			if err := l.Commit(); err != nil {
				return err
			}
		}
	}
	return errors.Join(l.Commit(), l.Close())
}

var _ graph.BulkLoader = (*Store)(nil)
