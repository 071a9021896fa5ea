package pebblestore

import (
	"sync/atomic"

	"github.com/cayleygraph/quad"
)

// termCache remembers terms by id, without locks: ids never mean another term,
// so that an entry is right for ever. Two entries share a place; the one used
// last stays when a third comes.
type termCache struct {
	places []struct{ first, second atomic.Pointer[cachedTerm] }
}

type cachedTerm struct {
	id  ID
	val quad.Value
}

// termPlaces is a power of two.
const termPlaces = 1 << 17

func newTermCache() *termCache {
	return &termCache{make([]struct{ first, second atomic.Pointer[cachedTerm] }, termPlaces)}
}

func (c *termCache) get(id ID) (quad.Value, bool) {
	p := &c.places[uint64(id)%termPlaces]
	a := p.first.Load()
	if a != nil && a.id == id {
		return a.val, true
	}
	if b := p.second.Load(); b != nil && b.id == id {
		p.first.Store(b)
		p.second.Store(a)
		return b.val, true
	}
	return nil, false
}

func (c *termCache) put(id ID, val quad.Value) {
	p := &c.places[uint64(id)%termPlaces]
	a := p.first.Load()
	if a != nil && a.id == id {
		return
	}
	p.second.Store(a)
	p.first.Store(&cachedTerm{id, val})
}
