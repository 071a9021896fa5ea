package resolve

import (
	"cmp"
	"slices"

	"dossier/graph"
)

// pins are what persons decided about entities.
type pins struct {
	apart map[[2]graph.IRI]bool // the entities are different
}

func (p *pins) different(a, b *cluster) bool {
	if p == nil || len(p.apart) == 0 {
		return false
	}
	for _, x := range a.obs {
		for _, y := range b.obs {
			if p.apart[pair(x.iri, y.iri)] {
				return true
			}
		}
	}
	return false
}

func pair(a, b graph.IRI) [2]graph.IRI {
	if a > b {
		a, b = b, a
	}
	return [2]graph.IRI{a, b}
}

// doubt is a pair of clusters that may be one.
type doubt struct {
	a, b *cluster
	verdict
}

// gather clusters observations. settled are sets that stay together. The
// result depends on the set of observations alone, not on their order.
func (t *tables) gather(obs []*observation, settled []*cluster, p *pins) ([]*cluster, []doubt) {
	slices.SortFunc(settled, func(a, b *cluster) int {
		return cmp.Or(cmp.Compare(len(b.sameAs), len(a.sameAs)), cmp.Compare(len(b.obs), len(a.obs)), canonical(a.obs[0], b.obs[0]))
	})
	slices.SortFunc(obs, canonical)
	clusters := slices.Clone(settled)
	for _, o := range obs {
		one := newCluster(o)
		if at := t.home(one, clusters, p); at != nil {
			at.absorb(one)
		} else {
			clusters = append(clusters, one)
		}
	}
	// What an article taught may join clusters that were apart before.
	for again := true; again; {
		again = false
		for i := len(clusters) - 1; i >= 0; i-- {
			others := slices.Concat(clusters[:i], clusters[i+1:])
			if at := t.home(clusters[i], others, p); at != nil {
				at.absorb(clusters[i])
				clusters = slices.Delete(clusters, i, i+1)
				again = true
			}
		}
	}
	var doubts []doubt
	for i, a := range clusters {
		for _, b := range clusters[i+1:] {
			if p.different(a, b) || sameArticle(a, b) {
				continue
			}
			v := t.weigh(a, b)
			if v.most() < unsurePoints {
				continue
			}
			if v.close(a, b); v.points >= unsurePoints {
				doubts = append(doubts, doubt{a, b, v})
			}
		}
	}
	return clusters, doubts
}

// home finds the cluster that another belongs to: the best by far, or none.
func (t *tables) home(one *cluster, clusters []*cluster, p *pins) *cluster {
	var fits []fit
	for _, c := range clusters {
		if p.different(one, c) || short(c) && !short(one) {
			continue // a family name alone chooses among the full ones, not they
		}
		v := t.weigh(one, c)
		if v.points <= never/2 {
			continue
		}
		if sameArticle(one, c) {
			if v.close(one, c); !t.twice(one, c, v) {
				continue
			}
		}
		fits = append(fits, fit{c, v})
	}
	if best, sure := foregone(fits); sure {
		return best
	}
	var best *cluster
	first, second := never, never
	for i := range fits {
		c, v := fits[i].c, &fits[i].verdict
		v.close(one, c)
		switch {
		case v.points > first:
			best, first, second = c, v.points, first
		case v.points > second:
			second = v.points
		}
	}
	if best == nil || first < samePoints && !(first >= lonePoints && second < unsurePoints && short(one) && !short(best)) {
		return nil
	}
	if second >= unsurePoints && first-second < margin {
		return nil
	}
	return best
}

// fit is a cluster that another may belong to.
type fit struct {
	c *cluster
	verdict
}

// foregone returns the home among fits where no company could change it.
func foregone(fits []fit) (best *cluster, sure bool) {
	at, most := -1, never
	for i := range fits {
		most = max(most, fits[i].most())
		if at < 0 || fits[i].points > fits[at].points {
			at = i
		}
	}
	if most < lonePoints {
		return nil, true
	}
	rest := never
	for i := range fits {
		if i != at {
			rest = max(rest, fits[i].most())
		}
	}
	p := fits[at].points
	return fits[at].c, p >= samePoints && (rest < unsurePoints || rest <= p-margin)
}

// lonePoints suffice for a family name alone that only one entity
// fits.
const lonePoints = 14

// short reports whether a person is known by the family name alone.
func short(c *cluster) bool {
	return c.typ() == "person" && !slices.ContainsFunc(c.forms, form.full)
}

// sameArticle reports whether one article shows both: it told them apart.
func sameArticle(a, b *cluster) bool {
	if len(a.obs) > len(b.obs) {
		a, b = b, a
	}
	for _, x := range a.obs {
		for _, y := range b.obs {
			if x.article == y.article {
				return true
			}
		}
	}
	return false
}

// twice reports whether an article may have shown one entity as two, by
// reading its name with two types or in two forms.
func (t *tables) twice(a, b *cluster, v verdict) bool {
	if l := max(t.alias(a, b).points, t.alias(b, a).points); l >= 28 {
		return v.points >= samePoints
	}
	if a.typ() == "person" && b.typ() == "person" {
		return false
	}
	return v.points >= samePoints+4 && !(a.typ() == b.typ() && slices.ContainsFunc(a.keys, func(k string) bool { return slices.Contains(b.keys, k) }))
}

// canonical orders observations: those that say most first, so that clusters
// form around them.
func canonical(a, b *observation) int {
	return cmp.Or(
		cmp.Compare(len(b.sameAs), len(a.sameAs)),
		cmp.Compare(rank(b), rank(a)),
		cmp.Compare(b.weight, a.weight),
		cmp.Compare(a.key, b.key),
		cmp.Compare(a.article, b.article),
		cmp.Compare(a.typ, b.typ),
		cmp.Compare(a.name, b.name),
	)
}

func rank(o *observation) int {
	n := 0
	if o.form.full() || o.typ != "person" && len(o.key) > 5 {
		n += 8
	}
	if o.born != 0 {
		n += 4
	}
	if o.fields != 0 {
		n += 2
	}
	if o.suffix != "" {
		n += 4
	}
	return n + min(2, len(o.ties))
}
