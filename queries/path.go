package queries

import (
	"cmp"
	"context"
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
	var order []graph.IRI
	for fact, err := range g.Facts(ctx, f) {
		if err != nil {
			return nil, nil, err
		}
		if fact.Status == graph.Denied && !slices.Contains(f.Statuses, graph.Denied) {
			continue // a denied fact joins nobody
		}
		other := fact.Object
		if other == id {
			other = fact.Subject
		}
		if _, seen := facts[other]; !seen {
			order = append(order, other)
		}
		facts[other] = append(facts[other], fact)
	}
	slices.Sort(order)
	return facts, order, nil
}

// Paths finds how two entities are connected: the shortest paths, or with All
// every simple path. None found gives an empty result.
func (g *Graph) Paths(ctx context.Context, from, to graph.IRI, o PathOptions) ([]Path, error) {
	if o.MaxLen == 0 {
		o.MaxLen = 6
	}
	if o.Limit == 0 {
		o.Limit = 20
	}
	distance, err := g.distances(ctx, to, from, o)
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
	var paths []Path
	on := map[graph.IRI]bool{from: true}
	var walk func(at graph.IRI, trail Path) error
	walk = func(at graph.IRI, trail Path) error {
		facts, order, err := g.neighbours(ctx, at, o.Facts)
		if err != nil {
			return err
		}
		for _, next := range order {
			left, known := distance[next]
			if !known || on[next] || len(trail)+1+left > longest {
				continue
			}
			hop, err := g.hop(ctx, at, next, facts[next])
			if err != nil {
				return err
			}
			longer := append(trail[:len(trail):len(trail)], hop)
			if next == to {
				paths = append(paths, longer)
			} else {
				on[next] = true
				if err := walk(next, longer); err != nil {
					return err
				}
				delete(on, next)
			}
			if len(paths) >= o.Limit {
				return nil
			}
		}
		return nil
	}
	if err := walk(from, nil); err != nil {
		return nil, err
	}
	slices.SortStableFunc(paths, func(a, b Path) int { return cmp.Compare(len(a), len(b)) })
	return paths, nil
}

// distances returns how many hops each entity within reach is from an entity,
// by breadth-first search. It ends when the goal is reached, unless all paths
// are wanted.
func (g *Graph) distances(ctx context.Context, from, goal graph.IRI, o PathOptions) (map[graph.IRI]int, error) {
	distance := map[graph.IRI]int{from: 0}
	front := []graph.IRI{from}
	for depth := 1; depth <= o.MaxLen && len(front) > 0; depth++ {
		var next []graph.IRI
		for _, id := range front {
			_, order, err := g.neighbours(ctx, id, o.Facts)
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
		if _, reached := distance[goal]; reached && !o.All {
			break
		}
		front = next
	}
	return distance, nil
}

func (g *Graph) hop(ctx context.Context, from, to graph.IRI, facts []graph.Fact) (Hop, error) {
	answers, err := g.Combine(ctx, slices.Clone(facts))
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
