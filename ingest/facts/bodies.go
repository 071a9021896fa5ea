package facts

import "dossier/ingest/document"

// body is what a role is at, and how the words join it.
type body struct {
	end
	mark        string
	compound    bool
	nationality bool
}

// take adds the entities that token dep stands for to the bodies.
func (x *run) take(dep int32, b body) {
	x.c = x.resolve(dep, false, x.c[:0])
next:
	for _, e := range x.c {
		if x.isHolder(e.entity) {
			continue
		}
		for _, old := range x.bodies {
			if old.entity == e.entity {
				continue next
			}
		}
		b.end = e
		x.bodies = append(x.bodies, b)
	}
}

// findBodies fills x.bodies with the bodies of the role that noun t names.
func (x *run) findBodies(t int32, r *roleNoun) {
	g := &x.g
	x.bodies = x.bodies[:0]
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		switch ed.rel {
		case poss:
			x.take(ed.dep, body{})
		case comp, adj:
			m := g.mentionOf(ed.dep)
			if m == none || x.doc.Mentions[m].Type == document.Person && r.by[0] == "" && (x.doc.Mentions[m].Entity == none || !x.vague(x.doc.Mentions[m].Entity)) {
				continue
			}
			x.take(ed.dep, body{compound: true, nationality: x.doc.Mentions[m].Kind == document.AdjectiveMention})
		}
	}
	// The modifiers of a modifier: "the Maltese defence minister"
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; d != document.Compound && d != document.Amod || g.mentionOf(k) != none {
			continue
		}
		if g.tok(k).Tag == document.VERB {
			continue // "a Harvard-trained lawyer"
		}
		for _, kk := range g.kids(k) {
			if m := g.mentionOf(kk); m != none && kk < k && x.doc.Mentions[m].Type != document.Person {
				x.take(kk, body{compound: true, nationality: x.doc.Mentions[m].Kind == document.AdjectiveMention})
			}
		}
	}
	if len(x.bodies) == 0 && t > g.first && t+1 < g.end {
		// "tackled Bruins goalkeeper Rihards Kalns", whatever the tree makes of it
		if c := g.node(t - 1).cover; c != none && x.doc.Mentions[c].End == t && x.doc.Mentions[c].Type == document.Organization && x.isTitled(t) {
			x.take(g.node(t-1).canon, body{compound: true})
		}
	}
	// A compound that the tree hangs from the name: "CIA director Walter Roe".
	if h := g.head(t); h != none && t < h && (g.tok(t).Dep == document.NmodDesc || g.tok(t).Dep == document.Compound) {
		for _, k := range g.kids(h) {
			if k >= t {
				break
			}
			switch g.tok(k).Dep {
			case document.Compound, document.NmodPoss, document.Amod, document.NmodDesc:
				if m := g.mentionOf(k); m != none && x.doc.Mentions[m].Type != document.Person && !x.covers(m, h) {
					x.take(k, body{compound: true, nationality: x.doc.Mentions[m].Kind == document.AdjectiveMention})
				}
			}
		}
	}
	x.lateBodies(t, r)
}

var bodyMarks = [...]string{"of", "at", "for", "with", "on", "in", "to", "from", "within", "under", "by"}

// isTitled reports whether role noun t stands right before a person's name.
func (x *run) isTitled(t int32) bool {
	g := &x.g
	if t+1 >= g.end || g.tok(t).Tag != document.NOUN && g.tok(t).Tag != document.PROPN || !x.tables.isRole(x.key(g.lemma(t))) {
		return false
	}
	c := g.node(t + 1).cover
	return c != none && x.doc.Mentions[c].First == t+1 && x.doc.Mentions[c].Type == document.Person
}

// lateBodies adds the bodies that stand behind the noun.
func (x *run) lateBodies(t int32, r *roleNoun) {
	g := &x.g
	var list [8]body
	n := 0
	collect := func(from int32) {
		for _, want := range bodyMarks {
			for e := g.node(from).out; e != none; e = g.edges[e].next {
				ed := g.edges[e]
				if ed.rel != nmod && ed.rel != obl || ed.mark != want {
					continue
				}
				if g.node(ed.dep).time != none {
					continue
				}
				m := g.mentionOf(ed.dep)
				if m != none && want != "of" && want != "for" && want != "to" && !(want == "from" && r.by[2] == "represents") {
					if typ := x.doc.Mentions[m].Type; typ != document.Organization && typ != document.EventType {
						continue // where the holder is, not what the role is at
					}
				}
				if x.c = x.resolve(ed.dep, false, x.c[:0]); len(x.c) == 0 {
					continue // "head of research"
				}
				if n < len(list) {
					list[n] = body{end: end{tok: ed.dep}, mark: want}
					n++
				}
			}
		}
	}
	collect(t)
	if n == 0 {
		// "director of research at Acme"
		for _, k := range g.kids(t) {
			if g.tok(k).Dep == document.Nmod && g.mark(k) == "of" && g.mentionOf(k) == none {
				collect(k)
			}
		}
	}
	// Conjoined titles share what stands behind the last: "founder and chief executive of Acme".
	if n == 0 {
		for _, k := range g.kids(t) {
			if g.tok(k).Dep == document.Conj && x.tables.isRole(x.key(g.lemma(k))) && !x.personBetween(t, k) {
				collect(k)
			}
		}
	}
	if n == 0 && len(x.bodies) == 0 {
		// "founder, chairwoman and majority owner of Acme", whatever the tree makes of it
		for k, steps := x.titleBehind(t), 0; k != none && n == 0 && steps < 4; k, steps = x.titleBehind(k), steps+1 {
			collect(k)
		}
	}
	if n == 0 && g.tok(t).Dep == document.Conj {
		if h := g.head(t); x.tables.isRole(x.key(g.lemma(h))) && g.kid(t, document.NmodPoss, document.Compound) == none && !x.personBetween(h, t) {
			collect(h)
		}
	}
	// "President Ann Roe-Lee of Malta"
	if h := g.head(t); n == 0 && h != none && t < h && (g.tok(t).Dep == document.NmodDesc || g.tok(t).Dep == document.Compound) {
		collect(g.node(h).canon)
	}
	if n == 0 && len(x.bodies) == 0 && g.tok(t).XTag != document.NNS {
		if at := x.nameAfter(t); at != none {
			collect(g.node(at).canon) // "the opposition leader, Adjoa Boateng of the Green Party"
		}
	}
	for _, k := range g.kids(t) {
		if n == 0 && g.tok(k).Dep == document.Flat && x.isPersonName(k) {
			collect(g.node(k).canon)
		}
	}
	// "Director, Alpine Transport Program"
	if n == 0 && len(x.bodies) == 0 {
		for e := g.node(t).out; e != none; e = g.edges[e].next {
			ed := g.edges[e]
			if ed.rel == appos || ed.rel == para {
				if m := g.mentionOf(ed.dep); m != none && x.doc.Mentions[m].Kind == document.NameMention && x.doc.Mentions[m].Type == document.Organization {
					list[n] = body{end: end{tok: ed.dep}}
					n = 1
					break
				}
			}
		}
	}
	org := false
	for _, b := range list[:n] {
		if m := g.mentionOf(b.tok); m != none && x.doc.Mentions[m].Type == document.Organization {
			org = true
		}
	}
	for _, b := range list[:n] {
		m := g.mentionOf(b.tok)
		if (org || len(x.bodies) > 0 && b.mark == "for" && x.doc.Entities[x.bodies[0].entity].Type == document.Organization) && m != none && x.doc.Mentions[m].Type == document.Place && b.mark != "of" {
			continue // "senior director for Russia on the council"
		}
		x.take(b.tok, b)
	}
}

// personBetween reports whether a person is named among the tokens between two:
// "the minister, Ann Roe, and the head of the agency" share no body.
func (x *run) personBetween(from, to int32) bool {
	for at := from + 1; at < to; at++ {
		if c := x.g.node(at).cover; c != none && x.doc.Mentions[c].Type == document.Person {
			return true
		}
	}
	return false
}

func (x *run) isHolder(ent int32) bool { return hasEnd(x.holders, ent) }

func (x *run) covers(mention, tok int32) bool {
	m := &x.doc.Mentions[mention]
	return m.First <= tok && tok < m.End
}
