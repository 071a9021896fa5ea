package facts

import (
	"dossier/graph/ontology"
	"dossier/ingest/document"
)

// Reports of aid name the country that it is for once; what others give they
// tell without it: "Malta will provide six trucks".

// givesHere states that the state which is the subject of verb of giving t aids
// the country that the article tells of, where the verb names no recipient.
func (x *run) givesHere(t int32) {
	g := &x.g
	if !x.tables.words["donating verbs"][x.key(g.lemma(t))] || g.node(t).voice == passive {
		return
	}
	given := none
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		switch ed := g.edges[e]; {
		case ed.rel == iobj, ed.rel == obl && (ed.mark == "to" || ed.mark == "for"):
			return
		case ed.rel == obj && (x.isMoney(ed.dep) || x.ofList(ed.dep, x.tables.words["goods"])):
			given = ed.dep
		}
	}
	if given == none || g.arg(given, nmod, "to") != none || g.arg(given, nmod, "for") != none || g.arg(given, nmod, "on") != none {
		return
	}
	x.a = x.a[:0]
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; ed.rel == subj {
			x.a = x.resolve(ed.dep, false, x.a)
		}
	}
	x.onBehalf(t)
	for _, a := range x.a {
		to, at := x.aided(a.entity)
		if to == none || !x.donor(a.entity) {
			continue
		}
		x.candidates = append(x.candidates, candidate{relation: "aids", subject: a.entity, subjectTok: a.tok, subjectMention: a.mention,
			object: to, objectTok: at, objectMention: none, sentence: g.sentence, trigger: t, triggerEnd: t + 1, rule: "frames:give here",
			kind: verbal, status: x.promised(t), place: none, event: none, confidence: 0.5})
		x.matched = append(x.matched, pair{a.entity, to})
	}
}

// paysTo reads money that goes from one to another: "$31 million went from the
// ministry to a firm in Zug". It takes back what frames of the verb have read,
// the candidates from the index on.
func (x *run) paysTo(t int32, from int) {
	g := &x.g
	if !x.tables.words["flowing verbs"][x.key(g.lemma(t))] {
		return
	}
	money := none
	x.a, x.b = x.a[:0], x.b[:0]
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		switch ed := g.edges[e]; {
		case ed.rel == subj && x.isMoney(ed.dep):
			money = ed.dep
		case ed.rel == obl && ed.mark == "from":
			x.a = x.resolve(ed.dep, false, x.a)
		case ed.rel == obl && ed.mark == "to":
			x.b = x.resolve(ed.dep, false, x.b)
		}
	}
	if money == none {
		return
	}
	x.candidates = x.candidates[:from] // money is no contract that goes to a firm
	if len(x.a) == 0 {
		x.a = x.phraseOf(money, "from", false, x.a)
	}
	for _, a := range x.a {
		for _, b := range x.b {
			if a.entity == b.entity || !x.allowed(a.entity, ontology.Person|ontology.Organization, actsAsSubject) {
				continue
			}
			x.candidates = append(x.candidates, candidate{relation: "aids", subject: a.entity, subjectTok: a.tok, subjectMention: a.mention,
				object: b.entity, objectTok: b.tok, objectMention: b.mention, sentence: g.sentence, trigger: t, triggerEnd: t + 1, rule: "frames:go",
				kind: verbal, place: none, event: none, confidence: baseScore(verbal)})
			x.matched = append(x.matched, pair{a.entity, b.entity})
		}
	}
}

// promised returns the status of a gift by its verb.
func (x *run) promised(t int32) document.Status {
	switch x.key(x.g.lemma(t)) {
	case "pledge", "promise":
		return document.Planned
	case "offer":
		return document.Possible
	}
	return document.Happened
}

// donor reports whether an entity is a state, or a body of states by its name.
func (x *run) donor(ent int32) bool {
	e := &x.doc.Entities[ent]
	if e.Type == document.Place {
		return x.states[ent]
	}
	return e.Type == document.Organization && (x.named(ent, "bodies of bodies") || x.named(ent, "bodies of states"))
}

// aided returns the country that others than ent have aided last, or else the
// one that the article is about, and the token it stands at for the evidence.
func (x *run) aided(ent int32) (country, at int32) {
	for i := len(x.facts.facts) - 1; i >= 0; i-- {
		f := &x.facts.facts[i]
		if f.Relation == "aids" && x.doc.Entities[f.Object].Type == document.Place && x.states[f.Object] && f.Object != ent && f.Subject != ent {
			return f.Object, x.g.first
		}
	}
	if home := x.homeState(); home != ent {
		return home, x.g.first
	}
	return none, none
}

// onBehalf puts the body on whose behalf verb t is done in the place of who does it.
func (x *run) onBehalf(t int32) {
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; ed.rel == obl && ed.mark == "on_behalf_of" {
			x.c = x.resolve(ed.dep, false, x.c[:0])
			if len(x.c) > 0 && x.doc.Entities[x.c[0].entity].Type != document.Person {
				x.a = append(x.a[:0], x.c...)
			}
			return
		}
	}
}
