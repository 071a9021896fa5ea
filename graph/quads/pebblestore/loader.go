package pebblestore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"slices"
	"strings"

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
	fresh map[string]ID // terms of this run that are new, encoded
	terms []string      // the same by their ids, which follow first
	first ID
	bytes int // of fresh terms and raw pairs
	arena []byte
	pairs []pairAt

	term []byte
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
	l := &Loader{s: s, ctx: ctx, dir: s.opts.FS.PathJoin(s.dir, bulk), fresh: map[string]ID{}, first: s.next}
	if s.count.terms == 0 && s.known == nil {
		s.known = newTermFilter()
	}
	if err := errors.Join(s.opts.FS.RemoveAll(l.dir), s.opts.FS.MkdirAll(l.dir, 0o755)); err != nil {
		s.write.Unlock()
		return nil, err
	}
	return l, nil
}

// Close ends the load; what was not committed is dropped.
func (l *Loader) Close() error {
	if l.done {
		return nil
	}
	l.done = true
	err := l.s.opts.FS.RemoveAll(l.dir)
	l.s.write.Unlock()
	return err
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
	if id, ok := l.fresh[string(l.term)]; ok {
		return id, nil
	}
	if id, ok := l.s.ids.get(string(l.term)); ok {
		return id, nil
	}
	if l.s.known == nil || l.s.known.has(l.term) {
		id, err := l.s.idOf(l.term)
		if err != nil {
			return 0, err
		}
		if id != 0 {
			if len(l.term) <= maxInlineTerm {
				l.s.ids.put(string(l.term), id)
			}
			return id, nil
		}
	}
	id := l.s.next
	l.s.next++
	term := string(l.term)
	l.fresh[term] = id
	l.terms = append(l.terms, term)
	l.bytes += len(term) + 64
	return id, nil
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
	count.terms += int64(len(l.fresh))

	var g errgroup.Group
	g.SetLimit(2)
	var paths []string
	build := func(name string, write func(*table) error) {
		path := s.opts.FS.PathJoin(l.dir, name+".sst")
		paths = append(paths, path)
		g.Go(func() error {
			return s.log.guard(func() error { return l.table(path, write) })
		})
	}
	for _, x := range indexes {
		quads := l.quads
		if len(quads) == 0 {
			break
		}
		build("index"+string(x.tab), func(t *table) error {
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
	if len(l.terms) > 0 {
		build("names", func(t *table) error {
			for i, term := range l.terms {
				t.set(appendID(append(t.key[:0], tabName), l.first+ID(i)), []byte(term))
			}
			return nil
		})
		build("terms", func(t *table) error {
			type entry struct {
				key string
				id  ID
			}
			entries := make([]entry, len(l.terms))
			for i, term := range l.terms {
				entries[i] = entry{string(appendTermKey(t.key[:0], []byte(term))), l.first + ID(i)}
			}
			slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.key, b.key) })
			var id [idSize]byte
			for _, e := range entries {
				t.set([]byte(e.key), appendID(id[:0], e.id))
			}
			return nil
		})
	}
	for _, m := range marks {
		l.Put(m.Key, m.Value)
	}
	if len(l.pairs) > 0 {
		build("raw", func(t *table) error {
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
	build("counters", func(t *table) error {
		t.set([]byte{tabMeta}, count.encode())
		return nil
	})
	if err := g.Wait(); err != nil {
		return fmt.Errorf("write a run: %w", err)
	}
	if err := s.log.guard(func() error { return s.db.Ingest(l.ctx, paths) }); err != nil {
		return fmt.Errorf("take in a run: %w", err)
	}
	s.changed()
	s.count = count
	for i, term := range l.terms {
		s.remember(term, l.first+ID(i))
	}
	l.terms, l.first = l.terms[:0], s.next
	l.quads, l.arena, l.pairs, l.bytes = l.quads[:0], l.arena[:0], l.pairs[:0], 0
	clear(l.fresh)
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

func (l *Loader) table(path string, write func(*table) error) error {
	f, err := l.s.opts.FS.Create(path, vfs.WriteCategoryUnspecified)
	if err != nil {
		return err
	}
	w := sstable.NewWriter(objstorageprovider.NewFileWritable(f), l.s.pebble.MakeWriterOptions(0, l.s.db.TableFormat()))
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
