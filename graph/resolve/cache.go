package resolve

import (
	"slices"

	"dossier/graph"
)

// cache keeps what was read lately, so that entities that stand in article
// after article cost little: two generations of bounded size each.
type cache struct {
	observations generations[[]*observation] // of an article
	articles     generations[[]graph.IRI]    // that show an entity, sorted, maxRead+1 at most
	plain        generations[plainEntity]    // entities that have one name and type
}

// plainEntity is an entity that all articles show by one name and type.
type plainEntity struct{ typ, key, gender string }

// cached is the number of entries of one generation.
const cached = 4096

// generations forgets what was not asked for lately. The zero value is empty.
type generations[V any] struct{ young, old map[graph.IRI]V }

func (g *generations[V]) get(id graph.IRI) (V, bool) {
	if v, ok := g.young[id]; ok {
		return v, true
	}
	v, ok := g.old[id]
	if ok {
		g.put(id, v)
	}
	return v, ok
}

func (g *generations[V]) put(id graph.IRI, v V) {
	if g.young == nil || len(g.young) >= cached {
		g.old, g.young = g.young, make(map[graph.IRI]V, cached)
	}
	g.young[id] = v
}

func (g *generations[V]) drop(id graph.IRI) {
	delete(g.young, id)
	delete(g.old, id)
}

// dropEntity forgets an entity.
func (c *cache) dropEntity(id graph.IRI) {
	c.articles.drop(id)
	c.plain.drop(id)
}

// shown adds an article to those of an entity.
func (c *cache) shown(id, art graph.IRI, o *observation) {
	if list, ok := c.articles.get(id); ok {
		if i, found := slices.BinarySearch(list, art); !found {
			list = slices.Insert(slices.Clone(list), i, art)
			c.articles.put(id, list[:min(len(list), maxRead+1)])
		}
	}
	if p, ok := c.plain.get(id); ok && (p.key != o.key || p.typ != o.typ || len(o.aliases) > 0) {
		c.plain.drop(id)
	}
}
