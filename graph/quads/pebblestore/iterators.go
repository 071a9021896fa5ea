package pebblestore

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// quads is the iterator over the quads that match any of some patterns, which
// exclude each other.
type quads struct {
	v        *View
	patterns []Quad
	size     *graph.Size
}

func newQuads(v *View, patterns ...Quad) *quads { return &quads{v: v, patterns: patterns} }

var _ graph.IteratorShapeCompat = (*quads)(nil)

// legacy gives an iterator of ours Cayley's older interface.
type legacy struct {
	graph.Iterator
	shape graph.IteratorShape
}

func asLegacy(s graph.IteratorShape) graph.Iterator {
	it := &legacy{shape: s}
	it.Iterator = graph.NewLegacy(s, it)
	return it
}

func (it *legacy) AsShape() graph.IteratorShape { it.Close(); return it.shape }

func (it *quads) AsLegacy() graph.Iterator { return asLegacy(it) }
func (it *quads) String() string           { return fmt.Sprintf("quads%v", it.patterns) }
func (it *quads) Iterate() graph.Scanner {
	if len(it.patterns) == 1 && it.patterns[0] == (Quad{}) {
		return &wholeScanner{it: it}
	}
	return &quadScanner{it: it}
}
func (it *quads) Lookup() graph.Index                                      { return &quadLookup{it: it} }
func (it *quads) SubIterators() []graph.IteratorShape                      { return nil }
func (it *quads) Optimize(ctx context.Context) (graph.IteratorShape, bool) { return it, false }
func (it *quads) Stats(ctx context.Context) (costs graph.IteratorCosts, err error) {
	costs = graph.IteratorCosts{ContainsCost: 1, NextCost: 2}
	if it.patterns[0] == (Quad{}) {
		c, err := it.v.counters()
		costs.Size = graph.Size{Size: c.quads, Exact: true}
		return costs, err
	}
	if it.size == nil {
		all := graph.Size{Exact: true}
		for _, p := range it.patterns {
			size, err := it.v.size(ctx, p)
			if err != nil {
				return costs, err
			}
			all.Size += size.Size
			all.Exact = all.Exact && size.Exact
		}
		it.size = &all
	}
	costs.Size = *it.size
	return costs, nil
}

// base is what all running iterators share: a scan that starts at the first step.
type base struct {
	sc  *scan
	err error
}

func (b *base) run(open func() (*scan, error), ctx context.Context) bool {
	if b.err != nil {
		return false
	}
	if b.sc == nil {
		if b.sc, b.err = open(); b.err != nil {
			return false
		}
	}
	return true
}

func (b *base) done() bool {
	if b.err == nil && b.sc != nil {
		b.err = b.sc.failed()
	}
	return false
}

func (b *base) TagResults(map[string]graph.Ref) {}
func (b *base) NextPath(context.Context) bool   { return false }
func (b *base) Err() error                      { return b.err }
func (b *base) Close() error {
	if b.sc != nil {
		b.sc.close()
	}
	return nil
}

type quadScanner struct {
	base
	it  *quads
	n   int // patterns begun
	has bool
}

func (s *quadScanner) String() string { return s.it.String() }
func (s *quadScanner) Result() graph.Ref {
	if !s.has {
		return nil
	}
	return quadRef(s.sc.quad)
}

func (s *quadScanner) Next(ctx context.Context) bool {
	for s.has = false; s.err == nil; s.n++ {
		if s.sc == nil {
			if s.n == len(s.it.patterns) {
				return false
			}
			if s.sc, s.err = s.it.v.scan(s.it.patterns[s.n]); s.err != nil {
				return false
			}
		}
		if s.has = s.sc.next(ctx); s.has {
			return true
		}
		if s.done(); s.err == nil && s.n < len(s.it.patterns)-1 {
			s.sc.close()
			s.sc = nil
		} else {
			return false
		}
	}
	return false
}

type quadLookup struct {
	base
	it  *quads
	res graph.Ref
}

func (l *quadLookup) String() string    { return l.it.String() }
func (l *quadLookup) Result() graph.Ref { return l.res }
func (l *quadLookup) Contains(ctx context.Context, r graph.Ref) bool {
	q, ok := quadOf(r)
	if !ok || !slices.ContainsFunc(l.it.patterns, q.matches) {
		l.res = nil
		return false
	}
	l.res = r
	return true
}

// nodes is the iterator over all terms.
type nodes struct{ v *View }

var _ graph.IteratorShapeCompat = (*nodes)(nil)

func (it *nodes) AsLegacy() graph.Iterator                                 { return asLegacy(it) }
func (it *nodes) String() string                                           { return "nodes" }
func (it *nodes) Iterate() graph.Scanner                                   { return &nodeScanner{it: it} }
func (it *nodes) Lookup() graph.Index                                      { return &nodeLookup{it: it} }
func (it *nodes) SubIterators() []graph.IteratorShape                      { return nil }
func (it *nodes) Optimize(ctx context.Context) (graph.IteratorShape, bool) { return it, false }
func (it *nodes) Stats(ctx context.Context) (graph.IteratorCosts, error) {
	c, err := it.v.counters()
	return graph.IteratorCosts{ContainsCost: 1, NextCost: 2, Size: graph.Size{Size: c.terms, Exact: true}}, err
}

type nodeScanner struct {
	base
	it *nodes
	id ID
}

func (s *nodeScanner) String() string { return s.it.String() }
func (s *nodeScanner) Result() graph.Ref {
	if s.id == 0 {
		return nil
	}
	return nodeRef(s.id)
}

func (s *nodeScanner) Next(ctx context.Context) bool {
	s.id = 0
	if !s.run(func() (*scan, error) { return s.it.v.scanKeys([]byte{tabName}) }, ctx) || !s.sc.step(ctx) {
		return s.done()
	}
	if len(s.sc.key) != 1+idSize {
		s.err = fmt.Errorf("%w: a term's key has %d bytes", ErrCorrupt, len(s.sc.key))
		return false
	}
	s.id = readID(s.sc.key[1:])
	if _, known := s.it.v.s.names.get(s.id); !known {
		if val, err := decodeTerm(s.sc.value); err == nil {
			s.it.v.s.names.put(s.id, val)
		}
	}
	return true
}

type nodeLookup struct {
	base
	it  *nodes
	res graph.Ref
}

func (l *nodeLookup) String() string    { return l.it.String() }
func (l *nodeLookup) Result() graph.Ref { return l.res }
func (l *nodeLookup) Contains(ctx context.Context, r graph.Ref) bool {
	l.res = nil
	n, ok := r.(nodeRef)
	if !ok {
		return false
	}
	val, err := l.it.v.Term(ID(n))
	if err != nil {
		l.err = err
		return false
	}
	if val == nil {
		return false
	}
	l.res = r
	return true
}

// ends is the iterator over one position of the quads that match one pattern,
// Cayley's HasA over LinksTo in one range scan. Tags are saved from the quad.
type ends struct {
	quads
	dir  quad.Direction
	save []saved
}

type saved struct {
	dir  quad.Direction
	tags []string
}

var _ graph.IteratorShapeCompat = (*ends)(nil)

func (it *ends) AsLegacy() graph.Iterator                                 { return asLegacy(it) }
func (it *ends) String() string                                           { return fmt.Sprintf("%v of %v", it.dir, it.quads.String()) }
func (it *ends) Iterate() graph.Scanner                                   { return &endScanner{it: it} }
func (it *ends) Lookup() graph.Index                                      { return &endLookup{it: it} }
func (it *ends) Optimize(ctx context.Context) (graph.IteratorShape, bool) { return it, false }
func (it *ends) Stats(ctx context.Context) (graph.IteratorCosts, error) {
	costs, err := it.quads.Stats(ctx)
	costs.ContainsCost = 4
	return costs, err
}

func (it *ends) tag(q Quad, m map[string]graph.Ref) {
	for _, s := range it.save {
		if id := q[position(s.dir)]; id != 0 {
			for _, t := range s.tags {
				m[t] = nodeRef(id)
			}
		}
	}
}

// complete reports whether the quad has a term in each position that is asked for.
func (it *ends) complete(q Quad) bool {
	if q[position(it.dir)] == 0 {
		return false
	}
	for _, s := range it.save {
		if q[position(s.dir)] == 0 {
			return false
		}
	}
	return true
}

type endScanner struct {
	base
	it  *ends
	has bool
}

func (s *endScanner) String() string { return s.it.String() }
func (s *endScanner) Result() graph.Ref {
	if !s.has {
		return nil
	}
	return nodeRef(s.sc.quad[position(s.it.dir)])
}

func (s *endScanner) TagResults(m map[string]graph.Ref) {
	if s.has {
		s.it.tag(s.sc.quad, m)
	}
}

func (s *endScanner) Next(ctx context.Context) bool {
	s.has = false
	if !s.run(func() (*scan, error) { return s.it.v.scan(s.it.patterns[0]) }, ctx) {
		return s.done()
	}
	for s.sc.next(ctx) {
		if s.it.complete(s.sc.quad) {
			s.has = true
			return true
		}
	}
	return s.done()
}

type endLookup struct {
	base
	it  *ends
	res graph.Ref
}

func (l *endLookup) String() string    { return l.it.String() }
func (l *endLookup) Result() graph.Ref { return l.res }

func (l *endLookup) Contains(ctx context.Context, r graph.Ref) bool {
	l.res = nil
	n, ok := r.(nodeRef)
	if !ok || l.err != nil {
		return false
	}
	if l.sc != nil {
		l.sc.close()
		l.sc = nil
	}
	pattern := l.it.patterns[0]
	switch p := position(l.it.dir); pattern[p] {
	case 0, ID(n):
		pattern[p] = ID(n)
	default:
		return false
	}
	if l.sc, l.err = l.it.v.scan(pattern); l.err != nil {
		return false
	}
	return l.find(ctx, r)
}

func (l *endLookup) find(ctx context.Context, r graph.Ref) bool {
	for l.sc.next(ctx) {
		if l.it.complete(l.sc.quad) {
			l.res = r
			return true
		}
	}
	return l.done()
}

// NextPath moves to the next quad with the same result.
func (l *endLookup) NextPath(ctx context.Context) bool {
	if l.res == nil || l.err != nil || l.sc == nil {
		return false
	}
	return l.find(ctx, l.res)
}

func (l *endLookup) TagResults(m map[string]graph.Ref) {
	if l.res != nil {
		l.it.tag(l.sc.quad, m)
	}
}
