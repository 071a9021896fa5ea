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
	it, err := v.r.NewIter(&pebble.IterOptions{LowerBound: prefix, UpperBound: end(prefix)})
	if err != nil {
		return nil, readError(err)
	}
	sc := &scan{v: v, it: it}
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
		sc.err = readError(err)
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
		sc.err = readError(sc.it.Error())
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
	sc.v.mu.Unlock()
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if sc.it != nil {
		_ = sc.it.Close()
		sc.it = nil
	}
}
