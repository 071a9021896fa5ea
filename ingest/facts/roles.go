package facts

import (
	"slices"
	"strings"

	"dossier/graph/ontology"
	"dossier/ingest/document"
)

// role reads the role that noun t names: who holds it, and of what body.
func (x *run) role(t int32, lemma string) {
	g := &x.g
	joined, whole := x.hyphenated(t)
	if joined != "" {
		if !whole {
			return
		}
		lemma = joined
	}
	lemma, ex := strings.CutPrefix(lemma, "ex-")
	r := x.bestRole(t, lemma)
	if r == nil {
		return
	}
	x.holders = x.holdersOf(t, x.holders[:0], 0)
	if len(x.holders) == 0 {
		return
	}
	former, future := x.tense(t)
	former = former || ex
	if i := strings.LastIndexByte(joined, '-'); i > 0 && x.inList("future", joined[i+1:]) {
		future = true // "president-elect"
	}
	if r.kin || lemma == "partner" && x.partnerOfPerson(t) {
		x.kin(t, r)
		return
	}
	if lemma == "counterpart" || r.noun == "number ^opposite" || lemma == "colleague" && x.national(t) {
		x.counterpart(t, lemma == "colleague")
		return
	}
	former = former || x.dismissed(t)
	hired := x.hiredAs(t)
	deputy := joined == "" && (x.hasModifierIn(t, "deputy") || len(r.words) == 0 && lemma != "minister" && x.functional(t))
	x.findBodies(t, r)
	if len(x.bodies) == 0 {
		v := g.head(t)
		if a := x.appointedAs(t); a != none {
			v = a
		}
		if v != none && g.tok(v).Tag == document.VERB && (x.inList("appoint", x.key(g.lemma(v))) || r.by[0] == "represents" && x.tables.words["retain verbs"][x.key(g.lemma(v))]) {
			// "Acme named him chief executive": the body is who names.
			for e := g.node(v).out; e != none; e = g.edges[e].next {
				if ed := g.edges[e]; ed.rel == subj {
					x.take(ed.dep, body{})
				}
			}
		}
	}
	if len(x.bodies) == 0 {
		// "joined Acme as chief engineer"
		if v := x.roleVerb(t); v != none && x.tables.words["join verbs"][x.key(g.lemma(v))] {
			for e := g.node(v).out; e != none; e = g.edges[e].next {
				if ed := g.edges[e]; ed.rel == obj || ed.rel == obl && ed.mark == "at" {
					x.take(ed.dep, body{mark: "at"})
				}
			}
		}
	}
	if len(x.bodies) == 0 {
		x.inheritPost(t, r)
	}
	if len(x.bodies) == 0 && x.labels(t) {
		if p := x.page(); p != none {
			x.bodies = append(x.bodies, body{end: end{p, t, none}, mark: "of"})
		}
	}
	if len(x.bodies) == 0 {
		x.localPost(t, r)
		x.courtPost(t)
	}
	if len(x.bodies) == 0 && !x.topicPost(t, r, former, future, deputy) {
		x.contextPost(t, r, former, future, deputy)
	}
	under, stating, by := "", t, role
	if v := x.roleVerb(t); v != none {
		under = x.key(g.lemma(v))
		future = future || x.tables.words["nominate verbs"][under]
		if x.inList("leave", under) && !x.inList("succeed", under) {
			former, stating, by = true, v, verbal
		} else if x.promoted(t, v) {
			stating, by = v, verbal
		}
	}
	if lemma == "minister" {
		x.namedMinistry(t)
	}
	apart := x.distributes(t)
	x.dropNations()
	for i, b := range x.bodies {
		if r.state && x.doc.Entities[b.entity].Type == document.Place && (lemma == "president" || lemma == "minister" || lemma == "premier" || lemma == "chancellor") {
			x.states[b.entity] = true
		}
		label := x.roleRelation(r, &b)
		if (lemma == "deputy" || lemma == "vice" || r.state && r.by[2] == "works for" && r.by[0] == "") && x.doc.Entities[b.entity].Type == document.Person {
			x.deputyOf(t, b.entity, r, former)
			continue
		}
		if label == "" {
			if r.by[1] != "" && deputy && b.mark == "" && x.doc.Entities[b.entity].Type == document.Person {
				x.deputyOf(t, b.entity, r, former) // "his finance director": of what he heads
			}
			continue
		}
		if label == "directs" && b.mark != "for" && x.doc.Entities[b.entity].Type == document.Organization && g.arg(t, nmod, "for") != none {
			label = "works for" // "the bank's director for southern Africa"
		}
		if label == "works for" && x.tables.words["study verbs"][under] {
			label = "educated at" // "trained as a nurse at the college"
		}
		if deputy && label == "directs" {
			label = "works for"
		}
		if part := x.key(g.lemma(b.tok)); label == "directs" && b.mention == none && x.tables.standIns[part] && !wholeBodies[part] {
			label = "works for" // "the head of the Austrian delegation" heads a part of Austria
		}
		if label == "directs" && (b.mark == "at" || b.mark == "with") && x.oneOfMany(t) {
			label = "works for" // "an editor at the weekly"
		}
		if hired != none && b.entity != hired && (label == "directs" || label == "works for" || label == "member of") {
			label = "leaves" // "Nubanco hired PagueJa's technology chief"
		} else if former {
			switch label {
			case "directs", "works for", "member of", "represents":
				if label != "represents" || x.doc.Entities[b.entity].Type != document.Place { // "a former senator from Ohio"
					label = "leaves"
				}
			case "lives in", "citizen of", "born in", "founded", "educated at":
			default:
				continue
			}
		}
		rel := ontology.MustLookup(label)
		for j, h := range x.holders {
			if apart && i != j {
				continue
			}
			x.lenient = false
			acts := actsNot
			if label == "member of" {
				acts = actsAsSubject // "Croatia is a member of the union"
			}
			if label == "member of" && h.tok == t && x.inList("org", lemma) {
				continue // "the heart center at the hospital" plays in no team
			}
			if h.entity == b.entity || !x.allowed(h.entity, rel.Subject, acts) {
				continue
			}
			x.lenient = true
			if ok := x.allowed(b.entity, rel.Object, actsNot); !ok {
				continue
			}
			status := document.Happened
			if future {
				status = document.Planned
			}
			c := candidate{
				relation: label, subject: h.entity, object: b.entity,
				subjectTok: h.tok, objectTok: b.tok, subjectMention: h.mention, objectMention: b.mention,
				sentence: g.sentence, trigger: stating, triggerEnd: stating + 1, rule: "roles:" + r.noun, kind: by, former: former,
				status: status, final: future, place: none, event: none, confidence: baseScore(role),
			}
			x.candidates = append(x.candidates, c)
			if posts[label] && x.over(t) {
				c.relation, c.former = "leaves", true
				x.candidates = append(x.candidates, c)
			}
		}
	}
}

// oneOfMany reports whether noun t stands with "a" or "an".
func (x *run) oneOfMany(t int32) bool {
	d := x.g.kid(t, document.Det)
	return d != none && (x.doc.Word(d) == "a" || x.doc.Word(d) == "an")
}

// partnerOfPerson reports whether "partner" is said of somebody's partner in
// life: possessed by a person, without a word of business.
func (x *run) partnerOfPerson(t int32) bool {
	g := &x.g
	p := g.kid(t, document.NmodPoss)
	if p == none || g.tok(t).XTag == document.NNS || g.kid(t, document.Amod, document.Compound) != none || g.typeOf(g.node(p).canon) != document.Person {
		return false
	}
	for _, h := range x.holders {
		if x.doc.Entities[h.entity].Type != document.Person {
			return false
		}
	}
	return true
}

// dropNations drops the state whose nationality word is part of another body's
// name: "Romanian central bank governor".
func (x *run) dropNations() {
	for i := range x.bodies {
		b := &x.bodies[i]
		if !b.nationality {
			continue
		}
		for _, o := range x.bodies {
			if o.mention != none && !o.nationality && o.entity != b.entity && x.covers(o.mention, b.tok) {
				x.bodies = slices.Delete(x.bodies, i, i+1)
				return
			}
		}
	}
}

// over reports whether the clause that states post t tells until when it was
// held: "was its chairman until 2019", "served as dean until May".
func (x *run) over(t int32) bool {
	g := &x.g
	at := t
	if g.node(t).copula == none {
		if at = x.roleVerb(t); at == none {
			return false
		}
	} else if c := g.tok(g.node(t).copula); c.XTag != document.VBD {
		return false
	}
	for e := g.node(at).out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; (ed.rel == obl || ed.rel == nmod) && ed.mark == "until" && g.node(ed.dep).time != none {
			return at == t || g.tok(at).XTag == document.VBD || g.tok(at).XTag == document.VBN
		}
	}
	return false
}

// distributes reports whether the holders of plural title t and its bodies
// belong together one by one, and puts both in the order of the text: "the
// Maltese and Bolivian presidents, Bell and Petrov".
func (x *run) distributes(t int32) bool {
	if x.g.tok(t).XTag != document.NNS || len(x.bodies) < 2 || len(x.bodies) != len(x.holders) {
		return false
	}
	for i := range x.bodies {
		if x.bodies[i].mark != x.bodies[0].mark {
			return false
		}
	}
	slices.SortStableFunc(x.bodies, func(a, b body) int { return int(a.tok - b.tok) })
	slices.SortStableFunc(x.holders, func(a, b end) int { return int(a.tok - b.tok) })
	return true
}

// roleVerb returns the verb that t is the role at or as of ("resigned as
// chairman", "was dismissed as head of"); none without.
func (x *run) roleVerb(t int32) int32 {
	g := &x.g
	h := g.head(t)
	for steps := 0; h != none && g.tok(t).Dep == document.Conj && steps < 4; steps++ {
		t, h = h, g.head(h)
	}
	if h == none || g.tok(h).Tag != document.VERB {
		return none
	}
	if m := g.mark(t); m == "as" || m == "from" || x.promoted(t, h) {
		return h
	}
	return none
}

// roleRelation chooses the relation by the type of the body and how it is joined.
func (x *run) roleRelation(r *roleNoun, b *body) string {
	typ := x.doc.Entities[b.entity].Type
	if b.nationality && !r.state {
		return "" // structure makes a citizen of it
	}
	if r.sender && (b.mark == "to" || b.mark == "for" && typ == document.Place) {
		return ""
	}
	if r.at != "" && (b.mark == "at" || b.mark == "with" || b.mark == "in" || b.compound && typ == document.Organization) {
		return r.at
	}
	if typ == document.Person && r.by[0] == "" && r.by[1] != "" && x.vague(b.entity) {
		return r.by[1] // a body that the names took for a person
	}
	if typ == document.Place && r.by[2] == "" && b.compound && stateOfCapital[x.doc.Entities[b.entity].Name] != "" {
		return "" // "the paper's Moscow correspondent"
	}
	if typ == document.Place && r.by[2] == "" && !x.states[b.entity] && !b.nationality && b.mark != "in" && b.mark != "from" && b.mark != "for" && b.mark != "to" {
		return r.by[1] // an institution that the names took for a place
	}
	for i, t := range bodyTypes {
		if t == typesOf(typ) {
			if typ == document.Place && r.by[i] == "directs" && (b.mark == "for" || b.mark == "to") {
				return "" // "manager for Malta"
			}
			return r.by[i]
		}
	}
	return ""
}

// hiredAs returns who hires the holder of role t away, none without.
func (x *run) hiredAs(t int32) int32 {
	g := &x.g
	for _, at := range [...]int32{t, g.head(t)} {
		if at == none || g.tok(at).Dep != document.Obj {
			continue
		}
		v := g.head(at)
		if v == none || !x.tables.words["hire verbs"][x.verbLemma(v)] {
			continue
		}
		for e := g.node(v).out; e != none; e = g.edges[e].next {
			if ed := g.edges[e]; ed.rel == subj {
				if x.c = x.resolve(ed.dep, false, x.c[:0]); len(x.c) > 0 {
					return x.c[0].entity
				}
			}
		}
	}
	return none
}

// dismissed reports whether the holder of role t is dismissed in the same
// breath: "fired its manager for Malta, Otto Hegel".
func (x *run) dismissed(t int32) bool {
	g := &x.g
	for _, at := range [...]int32{t, g.head(t)} {
		if at == none || g.tok(at).Dep != document.Obj && g.tok(at).Dep != document.NsubjPass {
			continue
		}
		if v := g.head(at); v != none && x.inList("leave", x.verbLemma(v)) && !x.inList("succeed", x.verbLemma(v)) && (g.tok(at).Dep == document.Obj || g.node(v).voice == passive) {
			return true
		}
	}
	return false
}

// tense tells past and coming holders by the words before noun t.
func (x *run) tense(t int32) (former, future bool) {
	g := &x.g
	at := t
	for steps := 0; steps < 4; steps++ {
		if x.hasModifierIn(at, "former") {
			former = true
		}
		if x.hasModifierIn(at, "future") {
			future = true
		}
		// "former chairman and chief executive"
		if g.tok(at).Dep != document.Conj || g.kid(at, document.Det, document.NmodPoss) != none {
			break
		}
		at = g.head(at)
	}
	return former || x.usedTo(t), future
}

// untilBefore reports whether "until" and an adverb stand before the phrase of
// noun t: "until then finance director", "until recently the Swiss ambassador".
func (x *run) untilBefore(t int32) bool {
	g := &x.g
	for at := t - 1; at > g.first && t-at < 8; at-- {
		if w := x.doc.Word(at); w == "," || w == "-" && at != t-1 {
			return false
		}
		if tok := g.tok(at); (tok.Tag == document.ADV || g.node(at).time != none) && foldEqual(x.doc.Word(at-1), "until") || foldEqual(x.doc.Word(at), "recently") && foldEqual(x.doc.Word(at-1), "most") {
			return true // "until now the envoy", "most recently a partner"
		} else if tok.Tag == document.VERB && tok.Dep != document.Amod {
			return false
		}
	}
	return false
}

// hasModifierIn reports whether noun t has a modifier of the word list.
func (x *run) hasModifierIn(t int32, list string) bool {
	g := &x.g
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Amod, document.Compound, document.Advmod, document.NmodUnmarked, document.NmodDesc:
			if x.inList(list, x.key(g.lemma(k))) || x.inList(list, x.key(x.doc.Word(k))) {
				return true
			}
		}
	}
	if list == "former" && x.untilBefore(t) {
		return true
	}
	// "ex-president", "president-elect", "then-president" as the tokenizer splits them
	if t > g.first+1 && x.doc.Word(t-1) == "-" && x.inList(list, x.key(x.doc.Word(t-2))) {
		return true
	}
	if t > g.first && x.inList(list, x.key(x.doc.Word(t-1))) && g.head(t-1) == g.head(t) {
		return true
	}
	return t+2 < g.end && x.doc.Word(t+1) == "-" && x.inList(list, x.key(x.doc.Word(t+2)))
}

// functional reports whether a head's title is cut down to one function or
// part by its modifiers or its phrase: "finance chief", "head of computing".
func (x *run) functional(t int32) bool {
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		switch ed.rel {
		case comp:
			if tok := g.tok(ed.dep); tok.Tag == document.NOUN && g.mentionOf(ed.dep) == none {
				lemma := x.key(tok.Lemma)
				if !x.inList("org", lemma) && !x.inList("state", lemma) && !x.placeNoun(lemma) && !x.tables.isRole(lemma) && !x.tables.words["whole posts"][lemma] {
					return true
				}
			}
		case nmod:
			if ed.mark != "of" || g.mentionOf(ed.dep) != none {
				continue
			}
			lemma := x.key(g.lemma(ed.dep))
			if !x.inList("org", lemma) && !x.inList("state", lemma) && !x.placeNoun(lemma) && g.tok(ed.dep).Tag == document.NOUN && !x.tables.isRole(lemma) {
				return true
			}
		}
	}
	return false
}

// professional reads a noun that is in no table but says where its holder
// works: "Jean Perrin, a glaciologist at the University of Grenoble".
func (x *run) professional(t int32) {
	g := &x.g
	org := none
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.rel == nmod && (ed.mark == "at" || ed.mark == "with") && g.typeOf(ed.dep) == document.Organization {
			org = ed.dep
		}
	}
	if org == none || x.tables.actionNoun(x.key(g.lemma(t))) {
		return
	}
	switch g.tok(t).Dep {
	case document.Appos, document.Root, document.Conj, document.NmodDesc:
	default:
		return
	}
	x.holders = x.holdersOf(t, x.holders[:0], 0)
	x.c = x.resolve(org, false, x.c[:0])
	for _, h := range x.holders {
		for _, b := range x.c {
			if x.doc.Entities[h.entity].Type == document.Person && x.doc.Entities[b.entity].Type == document.Organization {
				x.state("works for", "professional", h, b, t)
			}
		}
	}
}

// hyphenated returns the role noun that token t forms with the tokens around a
// hyphen ("secretary-general"), "" where it forms none; whole tells that t is
// the one of them that the tree hangs from elsewhere.
func (x *run) hyphenated(t int32) (joined string, whole bool) {
	g := &x.g
	if t+4 < g.end && x.doc.Word(t+1) == "-" && x.doc.Word(t+3) == "-" && x.tables.hyphened[x.key(x.doc.Word(t))] {
		if j := x.key(x.doc.Word(t)) + "-" + x.key(x.doc.Word(t+2)) + "-" + x.key(x.doc.Word(t+4)); x.tables.isRole(j) {
			return j, g.head(t) != t+4 // "editor-in-chief"
		}
	}
	if t-4 >= g.first && x.doc.Word(t-1) == "-" && x.doc.Word(t-3) == "-" && g.head(t-4) == t && x.tables.hyphened[x.key(x.doc.Word(t-4))] {
		if j := x.key(x.doc.Word(t-4)) + "-" + x.key(x.doc.Word(t-2)) + "-" + x.key(x.doc.Word(t)); x.tables.isRole(j) {
			return j, true
		}
	}
	if t+2 < g.end && x.doc.Word(t+1) == "-" {
		if j := x.joined(t, t+2); j != "" {
			return j, g.head(t) != t+2
		}
	}
	if t-2 >= g.first && x.doc.Word(t-1) == "-" {
		if j := x.joined(t-2, t); j != "" {
			return j, g.head(t-2) == t || g.head(t) != t-2
		}
	}
	return "", false
}

func (x *run) joined(a, b int32) string {
	if !x.tables.hyphened[x.key(x.doc.Word(a))] {
		return ""
	}
	j := x.key(x.doc.Word(a)) + "-" + x.key(x.g.lemma(b))
	if x.tables.isRole(j) {
		return j
	}
	return ""
}
