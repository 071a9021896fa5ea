package facts

import (
	"dossier/graph/ontology"
	"dossier/ingest/document"
)

// resigns notes a resignation that does not say from what.
func (x *run) resigns(t int32) {
	g := &x.g
	if o := g.arg(t, obj, ""); o != none && x.key(g.lemma(o)) == "resignation" && x.tables.words["resignation verbs"][x.verbLemma(t)] {
		if g.arg(o, nmod, "from") == none && g.arg(o, nmod, "of") == none {
			x.resigned(t)
		}
		return
	}
	if o := g.arg(t, obj, ""); o != none && x.verbLemma(t) == "lose" && g.node(t).voice == active && x.tables.words["posts lost"][x.key(g.lemma(o))] && g.kid(o, document.NmodPoss) != none {
		x.resigned(t) // "lost his job", "had lost their posts"
		return
	}
	if !x.tables.words["leave verbs alone"][x.verbLemma(t)] {
		return
	}
	switch l := x.verbLemma(t); l {
	case "step", "stand":
		if !g.hasParticle(t, "down") && !g.hasParticle(t, "aside") {
			return
		}
	case "bow":
		if !g.hasParticle(t, "out") {
			return
		}
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := &g.edges[e]
		if ed.rel == obj && g.node(ed.dep).time == none || ed.rel == obl && ed.mark == "from" {
			return
		}
	}
	x.resigned(t)
}

// leaving is the candidate that a person leaves, told by verb t, as long as the
// body is not known: the person stands in its place.
func (x *run) leaving(t int32, a end) candidate {
	g := &x.g
	c := candidate{relation: "leaves", subject: a.entity, subjectTok: a.tok, subjectMention: a.mention,
		object: a.entity, objectTok: a.tok, objectMention: a.mention,
		sentence: g.sentence, trigger: t, triggerEnd: t + 1, rule: "frames:" + x.verbLemma(t) + " in context", kind: verbal,
		place: none, event: none, confidence: 0.6}
	qualify(g, &c)
	return c
}

// resigned notes that the subject of verb t resigns.
func (x *run) resigned(t int32) {
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != subj {
			continue
		}
		x.a = x.resolve(ed.dep, false, x.a[:0])
		for _, a := range x.a {
			if x.doc.Entities[a.entity].Type != document.Person {
				continue
			}
			c := x.leaving(t, a)
			c.settled = true
			x.pending = append(x.pending, pending{c: c, chief: none})
		}
	}
}

// settleLeave makes the body of the post that the article gives a person the
// one resigned from.
func (x *run) settleLeave(c *candidate) bool {
	body := x.facts.bodyOf(c.subject, c.sentence)
	if body == none {
		body = x.bodyInherited(c.subject, c.sentence) // "his predecessor, Roe, resigned in May"
	}
	if body == none || x.facts.leftIn(c.subject, c.sentence) {
		return false
	}
	c.object, c.objectTok, c.objectMention = body, c.trigger, none
	x.candidates = append(x.candidates, *c)
	if c.status == document.Happened {
		x.facts.ended(c.subject, body, c.sentence)
	}
	return true
}

// dismissal notes that somebody was dismissed where the text does not say by
// whom or from what: "was fired in May", "the president dismissed him".
func (x *run) dismissal(t int32) {
	g := &x.g
	if !x.tables.words["dismissal verbs"][x.verbLemma(t)] || g.node(t).voice != passive || g.arg(t, subj, "") != none || g.arg(t, obl, "from") != none {
		return
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != obj {
			continue
		}
		x.a = x.resolve(ed.dep, false, x.a[:0])
		for _, a := range x.a {
			x.dismissedBy(t, a, none)
		}
	}
}

// dismissedBy notes the dismissal of a person by another, none where unsaid.
func (x *run) dismissedBy(t int32, a end, by int32) {
	if x.doc.Entities[a.entity].Type != document.Person {
		return
	}
	c := x.leaving(t, a)
	c.settled = true
	x.pending = append(x.pending, pending{c: c, chief: none, dismissed: true, by: by})
}

// bodyInherited returns the body that who succeeded the person heads; none
// where nobody did.
func (x *run) bodyInherited(person, sentence int32) int32 {
	for i := range x.facts.facts {
		if f := &x.facts.facts[i]; f.Relation == "succeeds" && f.Object == person {
			if body := x.facts.bodyHeaded(f.Subject, sentence); body != none {
				return body
			}
		}
	}
	return none
}

// settleDismissal finds the body that a dismissed person was at: the one of a
// post that the article gives them, or that who succeeded or dismissed them
// heads.
func (x *run) settleDismissal(p *pending) bool {
	c := p.c
	body := x.facts.bodyOf(c.subject, c.sentence)
	if body == none {
		body = x.bodyInherited(c.subject, c.sentence)
	}
	if body == none && p.by != none {
		body = x.facts.bodyHeaded(p.by, c.sentence)
	}
	if body == none || x.facts.leftIn(c.subject, c.sentence) {
		return false
	}
	c.object, c.objectTok, c.objectMention = body, c.trigger, none
	x.candidates = append(x.candidates, c)
	if p.by == none {
		d := c
		d.relation, d.subject, d.subjectTok, d.subjectMention = "dismisses", body, c.trigger, none
		d.object, d.objectTok, d.objectMention = c.subject, c.subjectTok, c.subjectMention
		if x.allowed(body, ontology.MustLookup("dismisses").Subject, actsAsSubject) {
			x.candidates = append(x.candidates, d)
		}
	}
	if c.status == document.Happened {
		x.facts.ended(c.subject, body, c.sentence)
	}
	return true
}
