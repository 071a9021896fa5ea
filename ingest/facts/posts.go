package facts

import "dossier/ingest/document"

// localPost finds the place of a mayor or governor whose title does not name
// it: the nearest town or region before the title, in its sentence or the one
// before ("was expelled from the province of Arle by the governor").
func (x *run) localPost(t int32, r *roleNoun) {
	g := &x.g
	if !x.tables.words["local posts"][x.key(g.lemma(t))] || g.kid(t, document.NmodPoss, document.Nmod) != none {
		return
	}
	for _, h := range x.holders {
		if h.mention == none || x.doc.Mentions[h.mention].Kind != document.NameMention || x.facts.hasPost(h.entity) {
			return
		}
	}
	if d := g.kid(t, document.Det); d != none && !foldEqual(x.doc.Word(d), "the") || d == none && g.tok(t).Dep != document.NmodDesc {
		return
	}
	from := g.first
	best := none
	for i := range x.doc.Mentions {
		m := &x.doc.Mentions[i]
		if m.First >= t {
			break
		}
		if m.First < from || m.Entity == none || m.Kind != document.NameMention || x.doc.Entities[m.Entity].Type != document.Place || x.states[m.Entity] {
			continue
		}
		best = int32(i)
	}
	if best == none {
		return
	}
	m := &x.doc.Mentions[best]
	x.bodies = append(x.bodies, body{end: end{m.Entity, t, none}, mark: "of"})
}

// courtPost finds the court of a judge whose title does not name it: the one
// named before the title, in its sentence or the one before.
func (x *run) courtPost(t int32) {
	g := &x.g
	if len(x.bodies) > 0 || !x.tables.words["court posts"][x.key(g.lemma(t))] || g.kid(t, document.NmodPoss, document.Nmod) != none {
		return
	}
	from := g.first
	if g.sentence > 0 {
		from = x.doc.Sentences[g.sentence-1].First
	}
	for i := len(x.doc.Mentions) - 1; i >= 0; i-- {
		m := &x.doc.Mentions[i]
		if m.First < t && m.First >= from && m.Entity != none && x.doc.Entities[m.Entity].Type == document.Organization && x.isCourt(m.Entity) {
			x.bodies = append(x.bodies, body{end: end{m.Entity, t, none}, mark: "of"})
			return
		}
	}
	if x.hasModifierIn(t, "former") {
		return
	}
	only := none
	for i := range x.doc.Entities {
		if x.doc.Entities[i].Type == document.Organization && x.isCourt(int32(i)) {
			if only != none {
				return
			}
			only = int32(i)
		}
	}
	if d := g.kid(t, document.Det); only != none && d != none && foldEqual(x.doc.Word(d), "the") {
		x.bodies = append(x.bodies, body{end: end{only, t, none}, mark: "of"})
	}
}

// inheritPost notes who succeeds somebody "as" what: at the body that the
// predecessor was at.
func (x *run) inheritPost(t int32, r *roleNoun) {
	g := &x.g
	v := x.roleVerb(t)
	if v == none || r.by[1] == "" || g.node(v).voice == passive || !x.inList("succeed", x.key(g.lemma(v))) {
		return
	}
	x.c = x.c[:0]
	for e := g.node(v).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; ed.rel == obj {
			x.c = x.resolve(ed.dep, false, x.c)
		}
	}
	if len(x.c) != 1 || x.doc.Entities[x.c[0].entity].Type != document.Person {
		return
	}
	for _, h := range x.holders {
		if h.entity == x.c[0].entity || x.doc.Entities[h.entity].Type != document.Person {
			continue
		}
		c := candidate{relation: r.by[1], subject: h.entity, subjectTok: h.tok, subjectMention: h.mention,
			object: x.c[0].entity, objectTok: t, objectMention: none, sentence: g.sentence, trigger: v, triggerEnd: v + 1,
			rule: "roles:" + r.noun + " inherited", kind: verbal, place: none, event: none, confidence: baseScore(role)}
		x.postpone(pending{c: c, chief: x.c[0].entity})
	}
}

// national reports whether a nationality word modifies noun t.
func (x *run) national(t int32) bool {
	g := &x.g
	for _, k := range g.kids(t) {
		if m := g.node(k).mention; m != none && k < t && x.doc.Mentions[m].Kind == document.AdjectiveMention {
			return true
		}
	}
	return false
}

// stateRole returns the relation in which a person stands to a state, "" without.
func (x *run) stateRole(person int32) string {
	for i := range x.facts.facts {
		f := &x.facts.facts[i]
		if f.Subject == person && (f.Relation == "directs" || f.Relation == "works for") && x.doc.Entities[f.Object].Type == document.Place && x.states[f.Object] {
			return f.Relation
		}
	}
	return ""
}

// counterpart reads "his Maltese counterpart, Bo Lee": who holds at
// one body what the possessor holds at another.
func (x *run) counterpart(t int32, colleague bool) {
	g := &x.g
	x.findBodies(t, &roleNoun{state: true})
	label := ""
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != poss && !(ed.rel == nmod && ed.mark == "of") {
			continue
		}
		x.c = x.resolve(ed.dep, false, x.c[:0])
		for _, p := range x.c {
			if l := x.postOf(p.entity); l != "" && !colleague {
				label = l
			}
		}
	}
	later := label == ""
	for _, b := range x.bodies {
		if !b.nationality && x.doc.Entities[b.entity].Type == document.Person {
			continue
		}
		for _, h := range x.holders {
			if h.entity == b.entity || x.doc.Entities[h.entity].Type != document.Person || x.doc.Entities[b.entity].Type == document.Person {
				continue
			}
			c := candidate{
				relation: label, subject: h.entity, object: b.entity,
				subjectTok: h.tok, objectTok: b.tok, subjectMention: h.mention, objectMention: b.mention,
				sentence: g.sentence, trigger: t, triggerEnd: t + 1, rule: "roles:counterpart", kind: role,
				place: none, event: none, confidence: baseScore(role),
			}
			if later {
				if len(x.c) > 0 {
					c.settled = true
					x.pending = append(x.pending, pending{c: c, chief: x.c[0].entity, counterpart: true, colleague: colleague})
				}
				continue
			}
			x.candidates = append(x.candidates, c)
		}
	}
}

// postOf returns the relation by which a person stands to a state or body as
// found so far, "" without.
func (x *run) postOf(person int32) string {
	for i := range x.candidates {
		if c := &x.candidates[i]; c.subject == person && (c.relation == "directs" || c.relation == "works for" || c.relation == "represents" && x.states[c.object]) {
			return c.relation
		}
	}
	return x.facts.post(person)
}

// deputyOf notes who deputises for a person or is his minister: he serves the body that the
// person heads, which the article may name later.
func (x *run) deputyOf(t, person int32, r *roleNoun, former bool) {
	for _, h := range x.holders {
		if h.entity == person || x.doc.Entities[h.entity].Type != document.Person {
			continue
		}
		c := candidate{relation: "works for", subject: h.entity, subjectTok: h.tok, subjectMention: h.mention,
			object: person, objectTok: t, objectMention: none, sentence: x.g.sentence, trigger: t, triggerEnd: t + 1,
			rule: "roles:" + r.noun, kind: role, place: none, event: none, confidence: baseScore(role)}
		if former {
			c.relation, c.former = "leaves", true
		}
		qualify(&x.g, &c)
		c.settled = true
		x.pending = append(x.pending, pending{c: c, chief: person})
	}
}

// mainBody returns the organization that the article speaks of far more than
// of any other, none without.
func (x *run) mainBody() int32 {
	best, second, at := 0, 0, none
	for i := range x.doc.Entities {
		ent := &x.doc.Entities[i]
		if ent.Type != document.Organization {
			continue
		}
		switch n := len(ent.Mentions); {
		case n > best:
			best, second, at = n, best, int32(i)
		case n > second:
			second = n
		}
	}
	if best >= 4 && best >= 2*second {
		return at
	}
	return none
}
