package pebblestore

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
)

// OptimizeShape implements shape.Optimizer: fixed positions of quads become
// one pattern and with it one range scan, one position of such quads is read
// off the same scan, and where such positions come in the order of their ids,
// their intersection walks them side by side.
func (v *View) OptimizeShape(s shape.Shape) (shape.Shape, bool) {
	switch s := s.(type) {
	case shape.Quads:
		return v.optimizeQuads(s)
	case shape.NodesFrom:
		if q, ok := s.Quads.(quadsShape); ok && len(q.rest) == 0 && len(q.patterns) == 1 {
			return endsShape{pattern: q.patterns[0], dir: s.Dir}, true
		}
	case shape.QuadsAction:
		var pattern Quad
		for d, r := range s.Filter {
			n, ok := r.(nodeRef)
			if !ok {
				return s, false
			}
			pattern[position(d)] = ID(n)
		}
		out := endsShape{pattern: pattern, dir: s.Result}
		for d, tags := range s.Save {
			out.save = append(out.save, saved{d, tags})
		}
		slices.SortFunc(out.save, func(a, b saved) int { return cmp.Compare(a.dir, b.dir) })
		return out, true
	case shape.Intersect:
		return v.optimizeIntersect(s)
	}
	return s, false
}

// maxPatterns is how many range scans may stand for one shape.
const maxPatterns = 64

func (v *View) optimizeQuads(s shape.Quads) (shape.Shape, bool) {
	out := quadsShape{patterns: []Quad{{}}}
	for _, f := range s {
		if ps, ok := bind(out.patterns, f); ok {
			out.patterns = ps
		} else {
			out.rest = append(out.rest, f)
		}
	}
	if len(out.patterns) == 0 {
		return shape.Null{}, true
	}
	if out.patterns[0] == (Quad{}) {
		return s, false
	}
	return out, true
}

// bind adds a filter on fixed nodes to patterns: each becomes one for each of
// the nodes.
func bind(patterns []Quad, f shape.QuadFilter) ([]Quad, bool) {
	nodes, ok := f.Values.(shape.Fixed)
	if !ok || len(nodes)*len(patterns) > maxPatterns {
		return nil, false
	}
	var ids []ID
	for _, r := range nodes {
		n, ok := r.(nodeRef)
		if !ok {
			return nil, false
		}
		if !slices.Contains(ids, ID(n)) {
			ids = append(ids, ID(n))
		}
	}
	var out []Quad
	for _, q := range patterns {
		for _, id := range ids {
			if p := position(f.Dir); q[p] == 0 || q[p] == id {
				bound := q
				bound[p] = id
				out = append(out, bound)
			}
		}
	}
	return out, true
}

func (v *View) optimizeIntersect(s shape.Intersect) (shape.Shape, bool) {
	var sorted meetShape
	var rest shape.Intersect
	recursive := false
	for _, sub := range s {
		if e, ok := sub.(endsShape); ok && len(e.save) == 0 && e.sorted() {
			sorted = append(sorted, e)
		} else if reflect.TypeOf(sub).PkgPath() == pathPackage {
			rest, recursive = append(rest, settledShape{sub}), true
		} else {
			rest = append(rest, sub)
		}
	}
	if len(sorted) < 2 {
		if !recursive {
			return s, false
		}
		for _, e := range sorted {
			rest = append(rest, e)
		}
		return rest, true
	}
	if len(rest) == 0 {
		return sorted, true
	}
	return append(shape.Intersect{sorted}, rest...), true
}

// pathPackage is where Cayley's recursive walks have their shape.
var pathPackage = reflect.TypeOf(path.Path{}).PkgPath()

// settledShape makes a recursive walk run once, from its start, before its
// results are looked up: Cayley's own lookup into a walk under way gives a
// result the tags of the one before (iterator.recursiveContains never clears
// them).
type settledShape struct{ shape.Shape }

func (s settledShape) BuildIterator(qs graph.QuadStore) graph.Iterator {
	it := s.Shape.BuildIterator(qs)
	if _, ok := it.(*iterator.Recursive); ok {
		return iterator.NewMaterialize(it)
	}
	return it
}

func (s settledShape) Optimize(shape.Optimizer) (shape.Shape, bool) { return s, false }

// quadsShape are the quads that match one of some patterns and further filters.
type quadsShape struct {
	patterns []Quad
	rest     shape.Quads
}

func (s quadsShape) BuildIterator(qs graph.QuadStore) graph.Iterator {
	v := viewOf(qs)
	its := []graph.Iterator{newQuads(v, s.patterns...).AsLegacy()}
	for _, f := range s.rest {
		if f.Values == nil {
			return iterator.NewNull()
		}
		// Quads of one more node are looked for within the pattern.
		its = append(its, iterator.NewLinksTo(within{v, s.patterns}, f.Values.BuildIterator(qs), f.Dir))
	}
	if len(its) == 1 {
		return its[0]
	}
	return iterator.NewAnd(its...)
}

func (s quadsShape) Optimize(shape.Optimizer) (shape.Shape, bool) { return s, false }

// within is a view whose quads of a node are those that match one of some
// patterns too.
type within struct {
	*View
	patterns []Quad
}

func (w within) add(d quad.Direction, r graph.Ref) (out []Quad) {
	n, ok := r.(nodeRef)
	if !ok {
		return nil
	}
	p := position(d)
	for _, q := range w.patterns {
		if q[p] == 0 || q[p] == ID(n) {
			q[p] = ID(n)
			out = append(out, q)
		}
	}
	return out
}

func (w within) QuadIterator(d quad.Direction, r graph.Ref) graph.Iterator {
	patterns := w.add(d, r)
	if len(patterns) == 0 {
		return iterator.NewNull()
	}
	return newQuads(w.View, patterns...).AsLegacy()
}

func (w within) QuadIteratorSize(ctx context.Context, d quad.Direction, r graph.Ref) (graph.Size, error) {
	patterns := w.add(d, r)
	if len(patterns) == 0 {
		return graph.Size{Exact: true}, nil
	}
	costs, err := newQuads(w.View, patterns...).Stats(ctx)
	return costs.Size, err
}

// endsShape is one position of the quads that match a pattern.
type endsShape struct {
	pattern Quad
	dir     quad.Direction
	save    []saved
}

func (s endsShape) iterator(qs graph.QuadStore) *ends {
	return &ends{quads: quads{v: viewOf(qs), patterns: []Quad{s.pattern}}, dir: s.dir, save: s.save}
}

func (s endsShape) BuildIterator(qs graph.QuadStore) graph.Iterator {
	return s.iterator(qs).AsLegacy()
}

func (s endsShape) Optimize(shape.Optimizer) (shape.Shape, bool) { return s, false }

// sorted reports whether the range yields the position by rising ids: the
// position follows the bound ones in the index's order, and nothing else is
// bound.
func (s endsShape) sorted() bool {
	x := indexFor(s.pattern)
	n := x.bound(s.pattern)
	for _, id := range s.pattern {
		if id != 0 {
			n--
		}
	}
	b := x.bound(s.pattern)
	return n == 0 && b < len(x.order) && x.order[b] == position(s.dir) && s.dir != quad.Label
}

// meetShape is the intersection of sorted positions.
type meetShape []endsShape

func (s meetShape) BuildIterator(qs graph.QuadStore) graph.Iterator {
	it := &meet{}
	for _, e := range s {
		it.of = append(it.of, e.iterator(qs))
	}
	return it.AsLegacy()
}

func (s meetShape) Optimize(shape.Optimizer) (shape.Shape, bool) { return s, false }

func viewOf(qs graph.QuadStore) *View {
	switch qs := graph.Unwrap(qs).(type) {
	case *View:
		return qs
	case interface{ view() *View }:
		return qs.view()
	}
	panic(fmt.Sprintf("pebblestore: a shape of ours is built on a %T", qs))
}

func (v *View) view() *View { return v }

// meet is the iterator over the nodes that all of several sorted ranges hold:
// each in turn seeks to the largest id seen, until all agree (the leapfrog
// join of Veldhuizen, ICDT 2014). A node comes as often as Cayley's And would
// have it: once for each choice of one quad from each range.
type meet struct{ of []*ends }

var _ graph.IteratorShapeCompat = (*meet)(nil)

func (it *meet) AsLegacy() graph.Iterator { return asLegacy(it) }
func (it *meet) String() string           { return fmt.Sprintf("meet of %d", len(it.of)) }
func (it *meet) Iterate() graph.Scanner   { return &meetScanner{it: it, runs: make([]run, len(it.of))} }
func (it *meet) Lookup() graph.Index {
	l := &meetLookup{it: it}
	for _, e := range it.of {
		l.of = append(l.of, &endLookup{it: e})
	}
	return l
}
func (it *meet) SubIterators() []graph.IteratorShape                      { return nil }
func (it *meet) Optimize(ctx context.Context) (graph.IteratorShape, bool) { return it, false }
func (it *meet) Stats(ctx context.Context) (costs graph.IteratorCosts, err error) {
	for i, e := range it.of {
		c, err := e.Stats(ctx)
		if err != nil {
			return costs, err
		}
		costs.NextCost += c.NextCost
		costs.ContainsCost += c.ContainsCost
		if i == 0 || c.Size.Size < costs.Size.Size {
			costs.Size = graph.Size{Size: c.Size.Size, Exact: false}
		}
	}
	return costs, nil
}

// run is one range of a meet: its scan stands on a quad of the node id.
type run struct {
	sc *scan
	id ID
}

type meetScanner struct {
	it    *meet
	runs  []run
	begun bool
	id    ID
	left  int // how often the current node is still to come
	err   error
}

func (s *meetScanner) String() string                  { return s.it.String() }
func (s *meetScanner) TagResults(map[string]graph.Ref) {}
func (s *meetScanner) NextPath(context.Context) bool   { return false }
func (s *meetScanner) Err() error                      { return s.err }
func (s *meetScanner) Close() error {
	for _, r := range s.runs {
		if r.sc != nil {
			r.sc.close()
		}
	}
	return nil
}

func (s *meetScanner) Result() graph.Ref {
	if s.id == 0 {
		return nil
	}
	return nodeRef(s.id)
}

// step moves a range to its next quad.
func (s *meetScanner) step(ctx context.Context, i int) bool {
	r := &s.runs[i]
	if !r.sc.next(ctx) {
		s.err = r.sc.failed()
		return false
	}
	r.id = r.sc.quad[position(s.it.of[i].dir)]
	return true
}

func (s *meetScanner) Next(ctx context.Context) bool {
	if s.left > 1 {
		s.left--
		return true
	}
	s.left, s.id = 0, 0
	if s.err != nil {
		return false
	}
	if !s.begun {
		s.begun = true
		for i, e := range s.it.of {
			if s.runs[i].sc, s.err = e.v.scan(e.patterns[0]); s.err != nil || !s.step(ctx, i) {
				return s.end()
			}
		}
	}
	if len(s.runs) == 0 || s.runs[0].id == 0 {
		return false
	}
	for {
		most, agree := s.runs[0].id, true
		for _, r := range s.runs[1:] {
			agree = agree && r.id == most
			most = max(most, r.id)
		}
		if agree {
			break
		}
		for i := range s.runs {
			r, e := &s.runs[i], s.it.of[i]
			if r.id >= most {
				continue
			}
			at := e.patterns[0]
			at[position(e.dir)] = most
			r.sc.seek(r.sc.x.prefix(at))
			if !s.step(ctx, i) {
				return s.end()
			}
		}
	}
	id, times := s.runs[0].id, 1
	for i := range s.runs {
		n := 0
		for s.runs[i].id == id {
			n++
			if !s.step(ctx, i) {
				if s.err != nil {
					return false
				}
				s.runs[i].id = 0
			}
		}
		times *= n
	}
	for _, r := range s.runs {
		if r.id == 0 { // that range is at its end, and with it all
			s.runs[0].id = 0
		}
	}
	s.id, s.left = id, times
	return true
}

func (s *meetScanner) end() bool {
	s.runs[0].id = 0
	return false
}

type meetLookup struct {
	it  *meet
	of  []*endLookup
	res graph.Ref
	err error
}

func (l *meetLookup) String() string                  { return l.it.String() }
func (l *meetLookup) TagResults(map[string]graph.Ref) {}
func (l *meetLookup) Err() error                      { return l.err }
func (l *meetLookup) Result() graph.Ref               { return l.res }
func (l *meetLookup) Close() error {
	for _, e := range l.of {
		e.Close()
	}
	return nil
}

func (l *meetLookup) Contains(ctx context.Context, r graph.Ref) bool {
	l.res = nil
	for _, e := range l.of {
		if !e.Contains(ctx, r) {
			l.err = e.err
			return false
		}
	}
	l.res = r
	return true
}

// NextPath goes through the choices of one quad from each range.
func (l *meetLookup) NextPath(ctx context.Context) bool {
	if l.res == nil {
		return false
	}
	for i, e := range l.of {
		if e.NextPath(ctx) {
			for _, before := range l.of[:i] {
				if !before.Contains(ctx, l.res) {
					l.err = before.err
					return false
				}
			}
			return true
		}
		if e.err != nil {
			l.err = e.err
			return false
		}
	}
	return false
}
