package resolve

import (
	"cmp"
	"slices"

	"dossier/graph"
)

// cache keeps what was read lately, so that entities that stand in article
// after article cost little: two generations of bounded size each.
type cache struct {
	seen  generations[seen]           // how articles show an entity
	whole generations[[]*observation] // of articles whose observations the store does not keep
	cast  generations[[]castName]     // of articles
	plain generations[plainEntity]    // entities that have one name and type

	now     int               // counts the changes below
	changed map[graph.IRI]int // articles of which entities were changed, and when
}

// seen is how the first articles show an entity, sorted: one more than are read.
type seen struct {
	obs []*observation
	at  int // cache.now when it was read
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
	c.seen.drop(id)
	c.plain.drop(id)
}

// dropArticle forgets what was observed in an article.
func (c *cache) dropArticle(art graph.IRI) {
	c.whole.drop(art)
	c.cast.drop(art)
	if c.changed == nil || len(c.changed) >= cached {
		c.changed = map[graph.IRI]int{}
		c.seen = generations[seen]{}
	}
	c.now++
	c.changed[art] = c.now
}

// sighted returns how articles show an entity, where that is known and still so.
func (c *cache) sighted(id graph.IRI) ([]*observation, bool) {
	s, ok := c.seen.get(id)
	if !ok {
		return nil, false
	}
	for _, o := range s.obs {
		if c.changed[o.article] > s.at {
			c.seen.drop(id)
			return nil, false
		}
	}
	return s.obs, true
}

// shown adds an article to those of an entity.
func (c *cache) shown(id graph.IRI, o *observation) {
	if list, ok := c.sighted(id); ok {
		i, found := slices.BinarySearchFunc(list, o.article, func(o *observation, art graph.IRI) int { return cmp.Compare(o.article, art) })
		if found {
			c.seen.drop(id)
		} else {
			list = slices.Insert(slices.Clone(list), i, o)
			c.seen.put(id, seen{list[:min(len(list), maxRead+1)], c.now})
		}
	}
	if p, ok := c.plain.get(id); ok && (p.key != o.key || p.typ != o.typ || len(o.aliases) > 0) {
		c.plain.drop(id)
	}
}
