package pebblestore

import (
	"context"
	"sync"

	"github.com/cockroachdb/pebble/v2"
)

// scan walks a range of keys. The view closes it when it is closed itself, so
// a scan never outlives its store; the mutex keeps that apart from a running
// step.
type scan struct {
	v     *View
	x     index
	whole bool // every key of the range matches the pattern
	want  Quad
	start []byte // where the first step seeks to; nil is the lower bound

	quad       Quad   // of the current step of next
	key, value []byte // of the current step; copies

	mu    sync.Mutex
	it    *pebble.Iterator
	at    uint64 // the change of the store after which the iterator was made
	begun bool
	steps int
	err   error
}

// scan starts a scan for the quads that match a pattern.
func (v *View) scan(pattern Quad) (*scan, error) {
	x := indexFor(pattern)
	sc, err := v.scanKeys(x.prefix(pattern))
	if err != nil {
		return nil, err
	}
	sc.x, sc.want = x, pattern
	n := 0
	for _, id := range pattern {
		if id != 0 {
			n++
		}
	}
	sc.whole = n == x.bound(pattern)
	return sc, nil
}

func (v *View) scanKeys(prefix []byte) (*scan, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil, ErrClosed
	}
	if err := v.s.log.fatal(); err != nil {
		return nil, err
	}
	it, at, err := v.iterator()
	if err != nil {
		return nil, err
	}
	it.SetBounds(prefix, end(prefix))
	sc := &scan{v: v, it: it, at: at}
	v.scans[sc] = struct{}{}
	return sc, nil
}

// step moves to the next key; key and value are copies that the next step overwrites.
func (sc *scan) step(ctx context.Context) bool {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if !sc.move(ctx) {
		return false
	}
	sc.key = append(sc.key[:0], sc.it.Key()...)
	val, err := sc.it.ValueAndErr()
	if err != nil {
		sc.err = sc.v.readError(err)
		return false
	}
	sc.value = append(sc.value[:0], val...)
	return true
}

// next moves to the next quad that matches.
func (sc *scan) next(ctx context.Context) bool {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	for sc.move(ctx) {
		q, err := sc.x.decode(sc.it.Key())
		if err != nil {
			sc.err = err
			return false
		}
		if sc.whole || q.matches(sc.want) {
			sc.quad = q
			return true
		}
	}
	return false
}

// seek makes the next step start at the first key at or after key.
func (sc *scan) seek(key []byte) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	sc.start, sc.begun = key, false
}

func (sc *scan) move(ctx context.Context) bool {
	if sc.err != nil || sc.it == nil {
		return false
	}
	if sc.steps++; sc.steps&63 == 1 {
		if err := ctx.Err(); err != nil {
			sc.err = err
			return false
		}
	}
	var ok bool
	switch {
	case sc.begun:
		ok = sc.it.Next()
	case sc.start != nil:
		ok = sc.it.SeekGE(sc.start)
	default:
		ok = sc.it.First()
	}
	sc.begun = true
	if !ok {
		sc.err = sc.v.readError(sc.it.Error())
	}
	return ok
}

func (sc *scan) failed() error {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	return sc.err
}

// fail ends the scan with an error.
func (sc *scan) fail(err error) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if sc.it == nil {
		return
	}
	_ = sc.it.Close()
	sc.it = nil
	if sc.err == nil {
		sc.err = err
	}
}

func (sc *scan) close() {
	sc.v.mu.Lock()
	delete(sc.v.scans, sc)
	sc.mu.Lock()
	if sc.it != nil {
		sc.v.release(sc.it, sc.at)
		sc.it = nil
	}
	sc.mu.Unlock()
	sc.v.mu.Unlock()
}

// maxIdle is how many iterators a view keeps for its next scans.
const maxIdle = 8

// iterator returns an iterator that sees the view as it is now: making one
// costs more than a short scan, so those of earlier scans are used again as
// long as the store has not changed. v.mu is held.
func (v *View) iterator() (*pebble.Iterator, uint64, error) {
	now := v.s.changes.Load()
	for len(v.idle) > 0 {
		last := v.idle[len(v.idle)-1]
		v.idle = v.idle[:len(v.idle)-1]
		if last.at == now || v.snap != nil {
			return last.it, last.at, nil
		}
		_ = last.it.Close()
	}
	it, err := v.r.NewIter(nil)
	return it, now, v.readError(err)
}

// release takes an iterator back. v.mu is held.
func (v *View) release(it *pebble.Iterator, at uint64) {
	if v.closed || len(v.idle) >= maxIdle || it.Error() != nil || v.snap == nil && at != v.s.changes.Load() {
		_ = it.Close()
		return
	}
	v.idle = append(v.idle, idle{it, at})
}

// idle is an iterator that no scan uses.
type idle struct {
	it *pebble.Iterator
	at uint64
}

// changed says that the store is another from now on. Iterators that no one
// uses are closed, so that they do not keep old tables.
func (s *Store) changed() {
	s.changes.Add(1)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, i := range s.idle {
		_ = i.it.Close()
	}
	s.idle = nil
}
