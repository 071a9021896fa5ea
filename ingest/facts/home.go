package facts

import "dossier/ingest/document"

// homeState returns the state that the article is about, whose government "the
// government" is; none where no state stands out.
func (x *run) homeState() int32 {
	if x.home != unknown {
		return x.home
	}
	x.home = none
	x.weights = x.weights[:0]
	for range x.doc.Entities {
		x.weights = append(x.weights, 0)
	}
	for i := range x.doc.Entities {
		state := x.stateOf(int32(i))
		if state == none {
			continue
		}
		for _, m := range x.doc.Entities[i].Mentions {
			x.weights[state]++
			if s := x.doc.SentenceOf(x.doc.Mentions[m].First); s <= 1 {
				x.weights[state] += 2 // title and lead
			}
		}
	}
	best, second := int32(0), int32(0)
	for i, w := range x.weights {
		switch {
		case w > best:
			best, second, x.home = w, best, int32(i)
		case w > second:
			second = w
		}
	}
	if best < 3 || 2*best < 3*second {
		x.home = none
	}
	return x.home
}

// unknown is the home state before anybody has asked for it.
const unknown = none - 1

// domestic reports whether the sentence of token t names no other state before t.
func (x *run) domestic(t, state int32) bool {
	for i := x.g.first; i < t; i++ {
		if m := x.g.node(i).mention; m != none {
			if ent := x.doc.Mentions[m].Entity; ent != none && ent != state && x.states[ent] && x.doc.Entities[ent].Type == document.Place {
				return false
			}
		}
	}
	return true
}

// statesOf reports whether a noun is a title of those who act for states.
func (x *run) statesOf(noun string) bool {
	for _, r := range x.tables.roles[noun] {
		if r.state {
			return true
		}
	}
	return false
}
