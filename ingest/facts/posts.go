package facts

import "dossier/ingest/document"

// pending is a definite title that names no body; what it belongs to is
// decided when the whole article has been read.
type pending struct {
	c           candidate
	role        *roleNoun
	chief       int32 // whose deputy it is, none with a role
	counterpart bool  // it is what the chief is, of another body
	// company tells a bare title of a company ("Chief executive Susan
	// Whitfield said"): it belongs to the article's main organization.
	company bool
	// signed tells a text that two people signed: their states have agreed.
	signed bool
}

// localPost finds the place of a mayor or governor whose title does not name
// it: the nearest town or region before the title, in its sentence or the one
// before ("was expelled from the province of Sofala by the governor").
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
}

// contextBody notes a definite title that names no body: "the presiding
// judge, Anne Kerber", "President Sitoe".
func (x *run) contextBody(t int32, r *roleNoun, former, future bool) {
	g := &x.g
	det := g.kid(t, document.Det)
	bare := g.tok(t).Dep == document.NmodDesc || g.tok(t).Dep == document.Compound
	definite := det != none && foldEqual(x.doc.Word(det), "the")
	predicate := det == none && (g.node(t).copula != none || g.tok(t).Dep == document.Xcomp || g.mark(t) == "as")
	if !bare && !definite && !predicate || g.kid(t, document.NmodPoss, document.Nmod) != none {
		return
	}
	company := (bare && det == none || definite && g.tok(t).Dep == document.Appos) && r.by[1] == "directs" && (len(r.words) > 0 && r.words[0].lemma == "chief" || r.by[2] == "" && x.tables.words["company posts"][x.key(g.lemma(t))]) && g.arg(t, comp, "") == none
	if (!r.state || !x.tables.words["context posts"][x.key(g.lemma(t))]) && !company {
		return
	}
	for _, h := range x.holders {
		if x.doc.Entities[h.entity].Type != document.Person {
			continue
		}
		c := candidate{subject: h.entity, subjectTok: h.tok, subjectMention: h.mention, sentence: g.sentence, trigger: t, triggerEnd: t + 1,
			rule: "roles:" + r.noun + " in context", kind: role, former: former, place: none, event: none, confidence: 0.5}
		if future {
			c.status, c.final = document.Planned, true
		}
		if company {
			c.object = document.None
		}
		x.pending = append(x.pending, pending{c: c, role: r, chief: none, company: company})
	}
}

// counterpart reads "his Russian counterpart, Vladimir Putin": who holds at
// one body what the possessor holds at another.
func (x *run) counterpart(t int32) {
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
			if l := x.postOf(p.entity); l != "" {
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
					x.pending = append(x.pending, pending{c: c, chief: x.c[0].entity, counterpart: true})
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
		if c := &x.candidates[i]; c.subject == person && (c.relation == "directs" || c.relation == "works for") {
			return c.relation
		}
	}
	return x.facts.post(person)
}

// deputyOf notes who deputises for a person or is his minister: he serves the body that the
// person heads, which the article may name later.
func (x *run) deputyOf(t, person int32, r *roleNoun) {
	for _, h := range x.holders {
		if h.entity == person || x.doc.Entities[h.entity].Type != document.Person {
			continue
		}
		c := candidate{relation: "works for", subject: h.entity, subjectTok: h.tok, subjectMention: h.mention,
			object: person, objectTok: t, objectMention: none, sentence: x.g.sentence, trigger: t, triggerEnd: t + 1,
			rule: "roles:" + r.noun, kind: role, place: none, event: none, confidence: baseScore(role)}
		qualify(&x.g, &c)
		c.settled = true
		x.pending = append(x.pending, pending{c: c, chief: person})
	}
}

// settle decides the titles without a body: heads of state and ministers are the
// article's main state's.
func (x *run) settle() {
	for i := range x.pending {
		p := &x.pending[i]
		c := &p.c
		if p.signed {
			x.settleSigned(c)
			continue
		}
		if p.counterpart {
			if c.relation = x.postOf(p.chief); c.relation != "" {
				x.candidates = append(x.candidates, *c)
			}
			continue
		}
		if p.role == nil && p.chief != none {
			if body := x.facts.bodyHeaded(p.chief); body != none {
				c.object = body
			} else if c.rule != "roles:deputy" {
				continue
			}
			x.candidates = append(x.candidates, *c)
			continue
		}
		if p.role == nil {
			x.settleLeave(c)
			continue
		}
		if x.facts.hasPost(c.subject) {
			continue
		}
		if p.company {
			c.object = x.mainBody()
		} else if c.object = x.stateNear(c.subject, c.sentence); c.object == none {
			if c.object = x.mainState(); c.object != none && x.foreign(c.sentence, c.object) {
				continue // the sentence is about other states
			}
		}
		if c.object == none || c.object == c.subject {
			continue
		}
		label := ""
		for k, t := range bodyTypes {
			if t == typesOf(x.doc.Entities[c.object].Type) {
				label = p.role.by[k]
			}
		}
		if label == "" {
			continue
		}
		if c.former {
			label = "leaves"
		}
		c.relation = label
		c.objectTok, c.objectMention = c.trigger, none
		c.settled = true
		x.candidates = append(x.candidates, *c)
	}
	x.pending = x.pending[:0]
}

// stateNear returns the state that is named, by itself or by its capital,
// nearest to a person in a sentence, none without.
func (x *run) stateNear(person, sentence int32) int32 {
	best, at := int32(9), none
	ent := &x.doc.Entities[person]
	for _, i := range ent.Mentions {
		m := &x.doc.Mentions[i]
		if m.Kind != document.NameMention || x.doc.SentenceOf(m.First) != sentence {
			continue
		}
		sent := &x.doc.Sentences[sentence]
		for k := range x.doc.Mentions {
			o := &x.doc.Mentions[k]
			if o.First < sent.First {
				continue
			}
			if o.First >= sent.End {
				break
			}
			if o.Entity == none || o.Kind == document.PronounMention || o.Kind == document.DescriptionMention {
				continue
			}
			if o.Kind == document.AdjectiveMention && int(o.End) < len(x.doc.Tokens) && x.doc.Word(o.End) == "counterpart" {
				continue // his counterpart's state, not his own
			}
			s := x.stateOf(o.Entity)
			if s == none || x.facts.headOf(s) {
				continue
			}
			d := o.First - m.First
			if d < 0 {
				d = -d
			}
			if d < best {
				best, at = d, s
			}
		}
	}
	return at
}

// stateOf returns the state that a place is, stands for or is said to lie in,
// none without.
func (x *run) stateOf(ent int32) int32 {
	e := &x.doc.Entities[ent]
	if e.Type != document.Place {
		return none
	}
	if x.states[ent] {
		return ent
	}
	for i := range x.doc.Entities {
		o := &x.doc.Entities[i]
		if o.Type != document.Place || !x.states[i] {
			continue
		}
		for _, a := range o.Aliases {
			if a == e.Name {
				return int32(i)
			}
		}
		if x.facts.has(ent, "part of", int32(i)) {
			return int32(i)
		}
	}
	return none
}

// mainState returns the state that the article speaks of far more than of any
// other, none without.
func (x *run) mainState() int32 {
	best, second, at := 0, 0, none
	for i := range x.doc.Entities {
		ent := &x.doc.Entities[i]
		if ent.Type != document.Place || !x.states[i] || x.facts.headOf(int32(i)) {
			continue
		}
		switch n := len(ent.Mentions); {
		case n > best:
			best, second, at = n, best, int32(i)
		case n > second:
			second = n
		}
	}
	if best >= 2 && best >= 2*second {
		return at
	}
	return none
}

// foreign reports whether a sentence names states, but not this one.
func (x *run) foreign(sentence, state int32) bool {
	sent := &x.doc.Sentences[sentence]
	other := false
	for i := range x.doc.Mentions {
		m := &x.doc.Mentions[i]
		if m.First >= sent.End {
			break
		}
		if m.First < sent.First || m.Entity == none {
			continue
		}
		switch s := x.stateOf(m.Entity); s {
		case none:
		case state:
			return false
		default:
			other = true
		}
	}
	return other
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
