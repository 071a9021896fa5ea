package resolve

import (
	"cmp"
	"slices"

	"dossier/graph"
)

// cast is who and what an article names, of which the company of each of its
// entities is made. It stands in the article and not beside the entity, and is
// read when a decision hangs on it.
type cast struct {
	names []castName
	read  func() []castName // nil when names are there
}

type castName struct{ typ, key string }

// castNames are the names of an article's entities but for events, sorted:
// organizations before persons before places, whatever IRIs they have.
func castNames(entities []graph.Entity) []castName {
	names := make([]castName, 0, len(entities))
	for i := range entities {
		if e := &entities[i]; e.Type != "event" {
			names = append(names, castName{e.Type, graph.NameKey(e.Name)})
		}
	}
	slices.SortFunc(names, func(a, b castName) int { return cmp.Or(cmp.Compare(a.typ, b.typ), cmp.Compare(a.key, b.key)) })
	return slices.Compact(names)
}

func newCast(entities []graph.Entity) *cast { return &cast{names: castNames(entities)} }

// with is the company of an entity in its article, sorted.
func (o *observation) with() []string {
	if o.company != nil || o.cast == nil {
		return o.company
	}
	if o.cast.read != nil {
		o.cast.names, o.cast.read = o.cast.read(), nil
	}
	o.company = make([]string, 0, min(len(o.cast.names), maxCompany))
	for _, n := range o.cast.names {
		if n.key != o.key && len(o.company) < maxCompany {
			o.company = append(o.company, n.key)
		}
	}
	slices.Sort(o.company)
	o.company = slices.Compact(o.company)
	o.cast = nil
	return o.company
}
