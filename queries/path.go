package queries

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"dossier/graph"
)

// Hop is one step of a path: the facts that join two neighbours.
type Hop struct {
	From    graph.Entity `json:"from"`
	To      graph.Entity `json:"to"`
	Answers []Answer     `json:"answers"` // each joins From and To, in either direction
}

// Path is a chain of hops, each starting where the one before ended.
type Path []Hop

// PathOptions limit a search for paths.
type PathOptions struct {
	Facts  graph.FactFilter // limits on the facts walked over; its ends are ignored
	MaxLen int              // longest path in hops; 0 means 6
	All    bool             // every simple path up to MaxLen, not only the shortest ones
	Limit  int              // at most so many paths; 0 means 20
}

// neighbours returns the entities one fact away, each with the facts between.
func (g *Graph) neighbours(ctx context.Context, id graph.IRI, f graph.FactFilter) (map[graph.IRI][]graph.Fact, []graph.IRI, error) {
	f.Subject, f.Object, f.Any = "", "", id
	facts := map[graph.IRI][]graph.Fact{}
	for fact, err := range g.Facts(ctx, f) {
		if err != nil {
			return nil, nil, err
		}
		if !joins(fact.Status, f) {
			continue
		}
		other := fact.Object
		if other == id {
			other = fact.Subject
		}
		facts[other] = append(facts[other], fact)
	}
	return facts, sortedKeys(facts), nil
}

// joins reports whether a fact of a status connects its ends: a denied one
// joins nobody, unless it is asked for.
func joins(status string, f graph.FactFilter) bool {
	return status != graph.Denied || slices.Contains(f.Statuses, graph.Denied)
}

// next returns the entities one fact away, sorted.
func (g *Graph) next(ctx context.Context, id graph.IRI, f graph.FactFilter) ([]graph.IRI, error) {
	seen := map[graph.IRI]bool{}
	for e, err := range g.steps(ctx, id, f) {
		if err != nil {
			return nil, err
		}
		if joins(e.Status, f) {
			seen[e.Other] = true
		}
	}
	return sortedKeys(seen), nil
}

// steps yields an entity's edges within the limits. Where the limits need the
// whole fact (its place, source or event), facts are read; otherwise the far
// cheaper edges do.
func (g *Graph) steps(ctx context.Context, id graph.IRI, f graph.FactFilter) iter.Seq2[graph.Edge, error] {
	if needsFacts(f) {
		f.Subject, f.Object, f.Any = "", "", id
		return func(yield func(graph.Edge, error) bool) {
			for fact, err := range g.Facts(ctx, f) {
				e := graph.Edge{Fact: fact.IRI, Relation: fact.Relation, Other: fact.Object, Status: fact.Status}
				if fact.Object == id {
					e.Other, e.Incoming = fact.Subject, true
				}
				if !yield(e, err) {
					return
				}
			}
		}
	}
	return func(yield func(graph.Edge, error) bool) {
		for e, err := range g.Edges(ctx, id) {
			if err == nil && !admits(f, e) {
				continue
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// needsFacts reports whether limits must be held against whole facts.
func needsFacts(f graph.FactFilter) bool { return f.Place != "" || f.Source != "" || f.Event != "" }

// Paths finds how two entities are connected: the shortest paths, or with All
// every simple path. None found gives an empty result.
func (g *Graph) Paths(ctx context.Context, from, to graph.IRI, o PathOptions) ([]Path, error) {
	if o.MaxLen == 0 {
		o.MaxLen = 6
	}
	if o.Limit == 0 {
		o.Limit = 20
	}
	var distance map[graph.IRI]int
	var err error
	if o.All {
		distance, err = g.distances(ctx, to, o)
	} else {
		distance, err = g.shortest(ctx, from, to, o)
	}
	if err != nil {
		return nil, err
	}
	if _, reached := distance[from]; !reached && !o.All || from == to {
		return nil, nil
	}
	longest := o.MaxLen
	if !o.All {
		longest = distance[from]
	}
	var found [][]graph.IRI // what each path passes after its start
	on := map[graph.IRI]bool{from: true}
	var walk func(at graph.IRI, trail []graph.IRI) error
	walk = func(at graph.IRI, trail []graph.IRI) error {
		order, err := g.next(ctx, at, o.Facts)
		if err != nil {
			return err
		}
		for _, next := range order {
			left, known := distance[next]
			if !known || on[next] || len(trail)+1+left > longest {
				continue
			}
			longer := append(trail[:len(trail):len(trail)], next)
			if next == to {
				found = append(found, longer)
			} else {
				on[next] = true
				if err := walk(next, longer); err != nil {
					return err
				}
				delete(on, next)
			}
			if len(found) >= o.Limit {
				return nil
			}
		}
		return nil
	}
	if err := walk(from, nil); err != nil {
		return nil, err
	}
	paths := make([]Path, 0, len(found))
	for _, trail := range found {
		var p Path
		at := from
		for _, next := range trail {
			hop, err := g.hop(ctx, at, next, o.Facts)
			if err != nil {
				return nil, err
			}
			p, at = append(p, hop), next
		}
		paths = append(paths, p)
	}
	slices.SortStableFunc(paths, func(a, b Path) int { return cmp.Compare(len(a), len(b)) })
	return paths, nil
}

// distances returns how many hops each entity within reach is from an entity,
// by breadth-first search.
func (g *Graph) distances(ctx context.Context, from graph.IRI, o PathOptions) (map[graph.IRI]int, error) {
	distance := map[graph.IRI]int{from: 0}
	front := []graph.IRI{from}
	for depth := 1; depth <= o.MaxLen && len(front) > 0; depth++ {
		var next []graph.IRI
		for _, id := range front {
			order, err := g.next(ctx, id, o.Facts)
			if err != nil {
				return nil, err
			}
			for _, n := range order {
				if _, seen := distance[n]; !seen {
					distance[n] = depth
					next = append(next, n)
				}
			}
		}
		front = next
	}
	return distance, nil
}

// half is one side of a search from both ends.
type half struct {
	depth   map[graph.IRI]int
	parents map[graph.IRI][]graph.IRI // those one hop nearer to its end
	front   []graph.IRI
	levels  int
}

// shortest returns how far the entities on the shortest paths are from to, or
// nothing where there is no path of at most MaxLen hops. It searches breadth-first
// from both ends, always the smaller front (Pohl 1971), so that hubs in the
// middle are not read.
func (g *Graph) shortest(ctx context.Context, from, to graph.IRI, o PathOptions) (map[graph.IRI]int, error) {
	var sides [2]half
	for i, id := range []graph.IRI{from, to} {
		sides[i] = half{depth: map[graph.IRI]int{id: 0}, parents: map[graph.IRI][]graph.IRI{}, front: []graph.IRI{id}}
	}
	var meet []graph.IRI
	for sides[0].levels+sides[1].levels < o.MaxLen && len(meet) == 0 {
		near, far := &sides[0], &sides[1]
		if len(far.front) < len(near.front) {
			near, far = far, near
		}
		if len(near.front) == 0 {
			return nil, nil
		}
		near.levels++
		var next []graph.IRI
		for _, id := range near.front {
			order, err := g.next(ctx, id, o.Facts)
			if err != nil {
				return nil, err
			}
			for _, n := range order {
				d, seen := near.depth[n]
				if !seen {
					d = near.levels
					near.depth[n] = d
					next = append(next, n)
				}
				if d == near.levels {
					near.parents[n] = append(near.parents[n], id)
				}
			}
		}
		near.front = next
		for _, n := range next {
			if _, both := far.depth[n]; both {
				meet = append(meet, n)
			}
		}
	}
	if len(meet) == 0 {
		return nil, nil
	}
	// From where the sides meet back to both ends.
	whole := sides[0].levels + sides[1].levels
	distance := map[graph.IRI]int{}
	for i, side := range sides {
		reached := map[graph.IRI]bool{}
		for todo := slices.Clone(meet); len(todo) > 0; {
			id := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if reached[id] {
				continue
			}
			reached[id] = true
			if i == 0 {
				distance[id] = whole - side.depth[id]
			} else {
				distance[id] = side.depth[id]
			}
			todo = append(todo, side.parents[id]...)
		}
	}
	return distance, nil
}

// hop reads the facts between two neighbours, in either direction.
func (g *Graph) hop(ctx context.Context, from, to graph.IRI, f graph.FactFilter) (Hop, error) {
	var facts []graph.Fact
	for _, ends := range [][2]graph.IRI{{from, to}, {to, from}} {
		f.Any, f.Subject, f.Object = "", ends[0], ends[1]
		for fact, err := range g.Facts(ctx, f) {
			if err != nil {
				return Hop{}, err
			}
			if joins(fact.Status, f) {
				facts = append(facts, fact)
			}
		}
	}
	answers, err := g.Combine(ctx, facts)
	if err != nil {
		return Hop{}, err
	}
	a, err := g.Entity(ctx, from)
	if err != nil {
		return Hop{}, err
	}
	b, err := g.Entity(ctx, to)
	return Hop{a, b, answers}, err
}
