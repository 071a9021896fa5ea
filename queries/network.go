package queries

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"

	"dossier/graph"
)

// Network is a part of the graph in memory, for measures that need the whole:
// entities are numbered in the order of their IRIs, parallel facts are one
// edge with a weight of as many facts, denied facts are left out.
type Network struct {
	g      *Graph
	ids    []graph.IRI // number → entity
	number map[graph.IRI]int64
	weight map[[2]int64]float64 // ordered pair, lower number first
	edges  [][2]int64           // keys of weight, sorted
}

// Network gathers the facts that match.
func (g *Graph) Network(ctx context.Context, f graph.FactFilter) (*Network, error) {
	n := &Network{g: g, number: map[graph.IRI]int64{}, weight: map[[2]int64]float64{}}
	type pair struct{ a, b graph.IRI }
	pairs := map[pair]float64{}
	for fact, err := range g.Facts(ctx, f) {
		if err != nil {
			return nil, err
		}
		if fact.Status == graph.Denied {
			continue
		}
		a, b := fact.Subject, fact.Object
		if a > b {
			a, b = b, a
		}
		pairs[pair{a, b}]++
		n.number[a], n.number[b] = 0, 0
	}
	n.ids = sortedKeys(n.number)
	for i, id := range n.ids {
		n.number[id] = int64(i)
	}
	for p, w := range pairs {
		e := [2]int64{n.number[p.a], n.number[p.b]}
		n.weight[e] = w
		n.edges = append(n.edges, e)
	}
	slices.SortFunc(n.edges, func(a, b [2]int64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return n, nil
}

// Size returns the numbers of entities and of joined pairs.
func (n *Network) Size() (entities, pairs int) { return len(n.ids), len(n.edges) }

func (n *Network) undirected() *simple.UndirectedGraph {
	g := simple.NewUndirectedGraph()
	for i := range n.ids {
		g.AddNode(simple.Node(i))
	}
	for _, e := range n.edges {
		g.SetEdge(simple.Edge{F: simple.Node(e[0]), T: simple.Node(e[1])})
	}
	return g
}

func (n *Network) weighted() *simple.WeightedUndirectedGraph {
	g := simple.NewWeightedUndirectedGraph(0, 0)
	for i := range n.ids {
		g.AddNode(simple.Node(i))
	}
	for _, e := range n.edges {
		g.SetWeightedEdge(simple.WeightedEdge{F: simple.Node(e[0]), T: simple.Node(e[1]), W: n.weight[e]})
	}
	return g
}

// Measures lists the measures of [Network.Rank].
var Measures = []string{"degree", "pagerank", "betweenness", "core", "bridges"}

// Ranked is an entity and its measure.
type Ranked struct {
	Entity graph.Entity `json:"entity"`
	Score  float64      `json:"score"`
}

// Rank orders entities by a measure, highest first: degree (entities joined),
// pagerank (Page et al. 1999, damping 0.85), betweenness (Brandes 2001), core
// (the k of the highest k-core, Seidman 1983), bridges (how many joined pairs
// would be cut off from each other without one of the entity's edges).
func (n *Network) Rank(ctx context.Context, measure string) ([]Ranked, error) {
	scores := make([]float64, len(n.ids))
	switch measure {
	case "degree":
		for _, e := range n.edges {
			scores[e[0]]++
			scores[e[1]]++
		}
	case "pagerank":
		d := simple.NewDirectedGraph()
		for i := range n.ids {
			d.AddNode(simple.Node(i))
		}
		for _, e := range n.edges {
			d.SetEdge(simple.Edge{F: simple.Node(e[0]), T: simple.Node(e[1])})
			d.SetEdge(simple.Edge{F: simple.Node(e[1]), T: simple.Node(e[0])})
		}
		for id, s := range network.PageRankSparse(d, 0.85, 1e-8) {
			scores[id] = s
		}
	case "betweenness":
		for id, s := range network.Betweenness(n.undirected()) {
			scores[id] = s / 2 // each pair is counted from both ends
		}
	case "core":
		_, layers := topo.DegeneracyOrdering(n.undirected())
		for k, layer := range layers {
			for _, node := range layer {
				scores[node.ID()] = float64(k)
			}
		}
	case "bridges":
		for _, e := range n.bridges() {
			scores[e[0]]++
			scores[e[1]]++
		}
	default:
		return nil, fmt.Errorf("there is no measure %q", measure)
	}
	var all []Ranked
	for i, s := range scores {
		if s <= 0 {
			continue
		}
		e, err := n.g.Entity(ctx, n.ids[i])
		if err != nil {
			return nil, err
		}
		all = append(all, Ranked{e, s})
	}
	// Sums of floats differ in their last bits by the order of gonum's maps.
	slices.SortStableFunc(all, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(round(b.Score), round(a.Score)), cmp.Compare(a.Entity.Name, b.Entity.Name), cmp.Compare(a.Entity.IRI, b.Entity.IRI))
	})
	for i := range all {
		all[i].Score = round(all[i].Score)
	}
	return all, nil
}

func round(x float64) float64 { return float64(int64(x*1e6+0.5)) / 1e6 }

// bridges returns the edges whose loss would cut the network in two (Tarjan
// 1974), found with an explicit stack.
func (n *Network) bridges() [][2]int64 {
	next := make([][]int64, len(n.ids))
	for _, e := range n.edges {
		if e[0] != e[1] {
			next[e[0]] = append(next[e[0]], e[1])
			next[e[1]] = append(next[e[1]], e[0])
		}
	}
	order := make([]int, len(n.ids)) // 0: not visited
	low := make([]int, len(n.ids))
	var found [][2]int64
	type frame struct {
		at, from int64
		i        int
	}
	clock := 0
	for root := range n.ids {
		if order[root] != 0 {
			continue
		}
		clock++
		order[root], low[root] = clock, clock
		stack := []frame{{int64(root), -1, 0}}
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if f.i < len(next[f.at]) {
				to := next[f.at][f.i]
				f.i++
				switch {
				case to == f.from:
				case order[to] != 0:
					low[f.at] = min(low[f.at], order[to])
				default:
					clock++
					order[to], low[to] = clock, clock
					stack = append(stack, frame{to, f.at, 0})
				}
				continue
			}
			stack = stack[:len(stack)-1]
			if f.from >= 0 {
				low[f.from] = min(low[f.from], low[f.at])
				if low[f.at] > order[f.from] {
					found = append(found, [2]int64{min(f.from, f.at), max(f.from, f.at)})
				}
			}
		}
	}
	return found
}

// Community is a group of entities more joined among themselves than to others.
type Community struct {
	Members []graph.Entity `json:"members"` // most joined first
}

// Communities finds groups by the Louvain method (Blondel et al. 2008), largest first.
func (n *Network) Communities(ctx context.Context, resolution float64) ([]Community, error) {
	if len(n.edges) == 0 {
		return nil, nil
	}
	degree := make([]int, len(n.ids))
	for _, e := range n.edges {
		degree[e[0]]++
		degree[e[1]]++
	}
	reduced := community.Modularize(n.weighted(), resolution, rand.NewPCG(1, 2))
	var all []Community
	for _, nodes := range reduced.Communities() {
		ids := make([]int64, 0, len(nodes))
		for _, node := range nodes {
			ids = append(ids, node.ID())
		}
		slices.SortFunc(ids, func(a, b int64) int { return cmp.Or(cmp.Compare(degree[b], degree[a]), cmp.Compare(a, b)) })
		var c Community
		for _, id := range ids {
			e, err := n.g.Entity(ctx, n.ids[id])
			if err != nil {
				return nil, err
			}
			c.Members = append(c.Members, e)
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b Community) int {
		return cmp.Or(cmp.Compare(len(b.Members), len(a.Members)), cmp.Compare(a.Members[0].IRI, b.Members[0].IRI))
	})
	return all, nil
}
