package queries

import (
	"cmp"
	"context"
	"slices"

	"dossier/graph"
)

// Vicinity is a part of the graph that is small enough to look at, and what it
// lacks.
type Vicinity struct {
	Answers  []Answer          // between its entities; their proofs are without evidence, sources, place and event
	Beyond   map[graph.IRI]int // neighbours of each entity to which no answer leads, counted among some of its facts
	LeftOut  int               // entities that were met and did not fit
	PartRead []graph.IRI       // entities with more facts than were read: some of those between the kept may lack; sorted
	Sampled  bool              // only some facts of the graph were read to find its most connected entities
}

// reading bounds what a vicinity costs, whatever hubs stand in it.
type reading struct {
	hop    int // edges read in a hop, over all the entities that it starts from
	sample int // facts read to find the most connected entities of a whole graph
	beyond int // edges read of an entity of the last hop, for Vicinity.Beyond
}

var bounded = reading{hop: 10_000, sample: 20_000, beyond: 8}

// Vicinity returns at most limit entities and the facts that join them: those
// nearest to the given ones, up to depth facts away, or the most connected of
// the graph when none is given.
//
// Nearer hops come first. Where not all of a hop fit, those come first that
// more facts join to what was met before; then by IRI. Facts between two
// entities of the last hop are not shown.
//
// A hop reads at most 10,000 edges, in the order of their facts' IRIs, those
// of which an entity is the subject first. They are shared evenly among the
// entities that it starts from, and what one leaves goes to the more connected,
// which are read last. The most connected entities of a graph are those of its
// first 20,000 facts by IRI; as IRIs come from hashes, these are no particular ones.
func (g *Graph) Vicinity(ctx context.Context, around []graph.IRI, f graph.FactFilter, depth, limit int) (Vicinity, error) {
	return g.vicinity(ctx, around, f, depth, limit, bounded)
}

func (g *Graph) vicinity(ctx context.Context, around []graph.IRI, f graph.FactFilter, depth, limit int, b reading) (Vicinity, error) {
	w := walk{g: g, filter: f, reading: b, limit: limit, kept: map[graph.IRI]bool{}, met: map[graph.IRI]bool{}, read: map[graph.IRI]bool{}}
	front := w.keepFirst(around)
	if len(around) == 0 {
		var err error
		if front, err = w.mostConnected(ctx); err != nil {
			return Vicinity{}, err
		}
		if !w.sampled {
			front = nil // all facts were read
		}
		depth = 1
	}
	for range max(1, depth) {
		joined, err := w.hop(ctx, front)
		if err != nil {
			return Vicinity{}, err
		}
		if len(around) == 0 {
			break
		}
		front = w.keep(joined)
	}
	return w.result(ctx)
}

// walk goes from entities to their neighbours.
type walk struct {
	g       *Graph
	filter  graph.FactFilter
	reading reading
	limit   int

	kept    map[graph.IRI]bool
	order   []graph.IRI // the kept, nearest first
	met     map[graph.IRI]bool
	read    map[graph.IRI]bool // true where all edges were, false where some
	edges   []seenEdge
	sampled bool
}

// seenEdge is an edge and the entity that it was seen from.
type seenEdge struct {
	from graph.IRI
	graph.Edge
}

// keepFirst keeps entities in the order given, each once, as far as they fit.
func (w *walk) keepFirst(ids []graph.IRI) []graph.IRI {
	start := len(w.order)
	for _, id := range ids {
		w.met[id] = true
		if len(w.order) < w.limit && !w.kept[id] {
			w.kept[id] = true
			w.order = append(w.order, id)
		}
	}
	return w.order[start:]
}

// keep keeps the entities with the most edges and returns them.
func (w *walk) keep(joined map[graph.IRI]int) []graph.IRI {
	ids := sortedKeys(joined)
	slices.SortStableFunc(ids, func(a, b graph.IRI) int { return cmp.Compare(joined[b], joined[a]) })
	return w.keepFirst(ids)
}

// mostConnected keeps the entities with the most facts.
func (w *walk) mostConnected(ctx context.Context) ([]graph.IRI, error) {
	joined := map[graph.IRI]int{}
	n := 0
	for fact, err := range w.g.Facts(ctx, w.filter) {
		if err != nil {
			return nil, err
		}
		if n++; n > w.reading.sample {
			w.sampled = true
			break
		}
		joined[fact.Subject]++
		joined[fact.Object]++
		w.edges = append(w.edges, seenEdge{fact.Subject, graph.Edge{Fact: fact.IRI, Relation: fact.Relation, Other: fact.Object, Open: fact.Open,
			Status: fact.Status, Time: fact.Time, Published: fact.Published, Confidence: fact.Confidence, Article: fact.Article}})
	}
	return w.keep(joined), nil
}

// hop reads the edges of entities, within what a hop may read, and returns
// how many join each entity that is not kept.
func (w *walk) hop(ctx context.Context, front []graph.IRI) (map[graph.IRI]int, error) {
	joined := map[graph.IRI]int{}
	left := w.reading.hop
	for i := range front {
		id := front[len(front)-1-i] // the most connected last
		edges, whole, err := w.g.someEdges(ctx, id, w.filter, left/(len(front)-i))
		if err != nil {
			return nil, err
		}
		left -= edges.read
		w.read[id] = whole
		for _, e := range edges.fit {
			if !w.kept[e.Other] {
				joined[e.Other]++
			}
			w.edges = append(w.edges, seenEdge{id, e})
		}
	}
	return joined, nil
}

// someEdges are the edges within the limits among the first that were read.
type someEdges struct {
	fit  []graph.Edge
	read int
}

// someEdges reads at most so many edges of an entity, and tells whether these were all.
func (g *Graph) someEdges(ctx context.Context, id graph.IRI, f graph.FactFilter, most int) (someEdges, bool, error) {
	var s someEdges
	all := g.steps(ctx, id, f)
	if !needsFacts(f) {
		all = g.Edges(ctx, id)
	}
	for e, err := range all {
		if err != nil {
			return s, false, err
		}
		if s.read == most {
			return s, false, nil
		}
		s.read++
		if needsFacts(f) || admits(f, e) {
			s.fit = append(s.fit, e)
		}
	}
	return s, true, nil
}

// result gathers the facts between the kept.
func (w *walk) result(ctx context.Context) (Vicinity, error) {
	v := Vicinity{Beyond: map[graph.IRI]int{}, LeftOut: len(w.met) - len(w.kept), Sampled: w.sampled}
	var facts []graph.Fact
	taken := map[graph.IRI]bool{}
	shown := map[[2]graph.IRI]bool{}
	for _, e := range w.edges {
		if !w.kept[e.from] || !w.kept[e.Other] || taken[e.Fact] {
			continue
		}
		taken[e.Fact] = true
		shown[[2]graph.IRI{e.from, e.Other}], shown[[2]graph.IRI{e.Other, e.from}] = true, true
		fact := graph.Fact{IRI: e.Fact, Subject: e.from, Relation: e.Relation, Object: e.Other, Open: e.Open,
			Status: e.Status, Time: e.Time, Published: e.Published, Confidence: e.Confidence, Article: e.Article}
		if e.Incoming {
			fact.Subject, fact.Object = fact.Object, fact.Subject
		}
		facts = append(facts, fact)
	}
	beyond := map[[2]graph.IRI]bool{}
	lacks := func(id, other graph.IRI) {
		pair := [2]graph.IRI{id, other}
		if w.kept[id] && id != other && !shown[pair] && !beyond[pair] {
			beyond[pair] = true
			v.Beyond[id]++
		}
	}
	for _, e := range w.edges {
		lacks(e.from, e.Other)
		if w.sampled {
			lacks(e.Other, e.from)
		}
	}
	for _, id := range w.order {
		if whole, read := w.read[id]; read {
			if !whole {
				v.PartRead = append(v.PartRead, id)
			}
			continue
		}
		edges, _, err := w.g.someEdges(ctx, id, w.filter, w.reading.beyond)
		if err != nil {
			return v, err
		}
		for _, e := range edges.fit {
			lacks(id, e.Other)
		}
	}
	slices.Sort(v.PartRead)
	var err error
	v.Answers, err = w.g.Combine(ctx, facts)
	return v, err
}
