package resolve

import "dossier/graph"

// cache keeps observations of articles read lately, at most two generations
// of them.
type cache struct {
	young, old map[graph.IRI][]*observation
}

// cached is the number of articles of one generation.
const cached = 2048

func (c *cache) get(art graph.IRI) ([]*observation, bool) {
	if obs, ok := c.young[art]; ok {
		return obs, true
	}
	obs, ok := c.old[art]
	if ok {
		c.put(art, obs)
	}
	return obs, ok
}

func (c *cache) put(art graph.IRI, obs []*observation) {
	if c.young == nil || len(c.young) >= cached {
		c.old, c.young = c.young, make(map[graph.IRI][]*observation, cached)
	}
	c.young[art] = obs
}

func (c *cache) drop(art graph.IRI) {
	delete(c.young, art)
	delete(c.old, art)
}
