package facts

import (
	"strings"

	"dossier/graph/ontology"
	"dossier/ingest/document"
)

// end is one filler of a slot: the entity that words of the sentence stand for.
type end struct {
	entity  int32
	tok     int32 // head of the words that stand for it
	mention int32 // None where its entity was inferred from another word
}

// resolve appends the entities that token t stands for. An apposition, a
// title or a body that acts through its people or offices is followed to the
// entity behind it; with soft, an act or property too is followed to whom it
// belongs.
func (x *run) resolve(t int32, soft bool, out []end) []end {
	return x.resolveDepth(t, soft, out, 0)
}

func (x *run) resolveDepth(t int32, soft bool, out []end, depth int) []end {
	g := &x.g
	n := g.node(t)
	if g.tok(t).Tag == document.NOUN && x.placeNoun(x.key(g.lemma(t))) {
		// "the island of Sandö", "its border with Sudan"
		for e := n.out; e != none; e = g.edges[e].next {
			if ed := &g.edges[e]; ed.rel == nmod && (ed.mark == "of" || ed.mark == "with" && n.mention == none) {
				if m := g.node(ed.dep).mention; m != none && g.doc.Mentions[m].Kind == document.NameMention && g.doc.Mentions[m].Entity != none {
					if ent := g.doc.Mentions[m].Entity; g.doc.Entities[ent].Type == document.Place || g.doc.Entities[ent].Type == document.Person && x.vague(ent) {
						return x.mention(m, ed.dep, out)
					}
				}
			}
		}
	}
	if n.mention == none && t+2 < g.end && g.tok(t).Tag == document.NOUN && x.placeNoun(x.key(g.lemma(t))) && foldEqual(x.doc.Word(t+1), "with") {
		// "near the border with Bolivia", whatever the tree makes of it
		if c := g.node(t + 2).cover; c != none && g.doc.Mentions[c].First == t+2 && g.doc.Mentions[c].Type == document.Place {
			return x.mention(c, g.node(t+2).canon, out)
		}
	}
	if depth < 3 && g.isNational(t) {
		// "Strand, a Dane who came to Basel": the person, not the state.
		if a := x.besideComma(t); a != none {
			return x.mention(g.node(a).mention, a, out)
		}
		return out
	}
	if n.mention != none {
		if tok := g.tok(t); tok.Dep == document.Appos && tok.Head != none && g.doc.Mentions[n.mention].Kind == document.DescriptionMention {
			// "Orvex, the company founded by …": the name knows best.
			if m := g.node(tok.Head).mention; m != none && g.doc.Mentions[m].Kind == document.NameMention {
				return x.mention(m, tok.Head, out)
			}
		}
		if len(g.doc.Mentions[n.mention].Group) > 1 {
			return x.mention(n.mention, t, out) // "the brothers Otto and Bruno Voss"
		}
		if m := x.nameBeside(t); m != none {
			return x.mention(m, t, out)
		}
		if soft && g.doc.Mentions[n.mention].Type == document.EventType && depth < 3 {
			// Condemning an invasion counts against the invader.
			start := len(out)
			if out = x.owner(t, out, depth, doerOrder[:]); len(out) > start {
				return out
			}
		}
		return x.mention(n.mention, t, out)
	}
	if depth >= 3 {
		return out
	}
	start := len(out)
	// "the group's chief executive, Ida Falkner"
	for e := n.out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.rel == appos {
			if m := g.node(ed.dep).mention; m != none && (g.doc.Mentions[m].Kind == document.NameMention || g.doc.Mentions[m].Type == document.Person) {
				out = x.mention(m, ed.dep, out)
				if g.tok(t).XTag == document.NNS && (ed.dep == t+1 || ed.dep == t+2 && g.doc.Word(t+1) == ",") {
					for _, k := range g.kids(ed.dep) { // "the brothers Haroon and Tariq Siddiqui"
						if km := g.node(k).mention; g.tok(k).Dep == document.Conj && km != none && g.doc.Mentions[km].Kind == document.NameMention && g.doc.Mentions[km].Type == g.doc.Mentions[m].Type {
							out = x.mention(km, k, out)
						}
					}
				}
			}
		}
	}
	if len(out) > start {
		return out
	}
	if out = x.namesBehind(t, out); len(out) > start {
		return out
	}
	tok := g.tok(t)
	if n.cover != none {
		return x.mention(n.cover, t, out)
	}
	if h := tok.Head; h != none && (tok.Dep == document.Appos || tok.Dep == document.NmodDesc) {
		if m := g.node(h).mention; m != none && !(g.doc.Mentions[m].Type == document.Person && x.inList("org", x.key(tok.Lemma)) && !x.tables.isRole(x.key(tok.Lemma))) {
			return x.mention(m, h, out)
		}
	}
	if tok.Tag != document.NOUN && tok.Tag != document.PROPN {
		if soft && tok.Tag == document.PRON || tok.Tag == document.NUM || tok.Tag == document.DET {
			return out
		}
		return out
	}
	if tok.Tag == document.NOUN && t+1 < g.end && x.inList("org", x.key(tok.Lemma)) {
		// "the consulting firm Pell & Moss", whatever the tree makes of it
		if c := g.node(t + 1).cover; c != none && g.doc.Mentions[c].First == t+1 && g.doc.Mentions[c].Type != document.Person {
			return x.mention(c, g.node(t+1).canon, out)
		}
	}
	if len(x.examples) > 0 {
		if out = x.examplesOf(t, out); len(out) > start {
			return out
		}
	}
	if c := x.nameBehind(t); c != none {
		return x.mention(c, g.doc.Mentions[c].Head, out)
	}
	if a := x.namedBehind(t); a != none {
		return x.mention(g.node(a).cover, g.node(a).canon, out)
	}
	if x.forStates && g.tok(t).XTag == document.NNS && x.statesOf(x.key(tok.Lemma)) {
		// "the presidents of Namibia and Angola", where the article names neither
		out = x.owner(t, out, depth, ownedBy[:])
		for _, o := range out[start:] {
			if !x.states[o.entity] {
				out = out[:start]
				break
			}
		}
		if len(out) > start {
			return out
		}
	}
	if x.tables.standIns[x.key(tok.Lemma)] {
		if out = x.owner(t, out, depth, ownerOrder[:]); len(out) == start && x.tables.words["governments"][x.key(tok.Lemma)] && !x.indefinite(t) {
			if state := x.homeState(); state != none && x.domestic(t, state) {
				return append(out, end{state, t, none}) // "urged the government"
			}
		}
		if len(out) == start && x.tables.words["measures"][x.key(tok.Lemma)] {
			for _, k := range g.kids(t) { // "a team of surgeons from Norway"
				if g.tok(k).Dep == document.Nmod && g.mark(k) == "of" {
					out = x.phrase(k, "from", false, out)
				}
			}
			for i := start; i < len(out); i++ {
				out[i].tok, out[i].mention = t, none
			}
		}
		if len(out) == start && x.key(tok.Lemma) == "board" && !x.indefinite(t) {
			if body := x.mainBody(); body != none {
				out = append(out, end{body, t, none}) // "the board appointed her"
			}
		}
		if len(out) == start && !x.indefinite(t) || len(out) == start && tok.XTag == document.NNS {
			if body := x.officers(t); body != none {
				out = append(out, end{body, t, none})
			}
		}
		return out
	}
	if soft {
		if out = x.owner(t, out, depth, actorOrder[:]); len(out) > start {
			return out
		}
		if who := x.actorOf(t); who != none {
			return append(out, end{who, t, none})
		}
	}
	return out
}

// nameBehind returns the person named behind a title and its phrase, between
// commas: "Nigeria's minister of trade, Ann Roe, will speak"; none without.
func (x *run) nameBehind(t int32) int32 {
	g := &x.g
	if g.tok(t).XTag == document.NNS || !x.tables.isRole(x.key(g.lemma(t))) {
		return none
	}
	for k := t + 1; k < g.end && k < t+9; k++ {
		switch g.tok(k).Tag {
		case document.ADP, document.DET, document.NOUN, document.PROPN, document.ADJ, document.CCONJ:
			continue
		}
		if g.doc.Word(k) != "," || k+1 >= g.end {
			return none
		}
		c := g.node(k + 1).cover
		if c == none || g.doc.Mentions[c].First != k+1 || g.doc.Mentions[c].Type != document.Person {
			return none
		}
		if end := g.doc.Mentions[c].End; end < g.end && (g.doc.Word(end) == "," || g.doc.Word(end) == ".") {
			return c
		}
		return none
	}
	return none
}

// namedBehind returns the name between commas behind a noun of possession that
// the tree does not join to it: "from its owner, Voss Holding, for $3m".
func (x *run) namedBehind(t int32) int32 {
	g := &x.g
	if !x.tables.words["possessing nouns"][x.key(g.lemma(t))] || g.kid(t, document.NmodPoss, document.Det) == none || t+2 >= g.end || x.doc.Word(t+1) != "," {
		return none
	}
	c := g.node(t + 2).cover
	if c == none || x.doc.Mentions[c].First != t+2 || x.doc.Mentions[c].Type == document.Place {
		return none
	}
	if end := x.doc.Mentions[c].End; end < g.end && x.doc.Word(end) != "," && g.tok(end).Tag != document.PUNCT {
		return none
	}
	return t + 2
}

// actorOf returns who did what a definite noun of action refers back to:
// "condemned the attack", after the article has told of one; none without.
func (x *run) actorOf(t int32) int32 {
	g := &x.g
	det := g.kid(t, document.Det)
	if det == none {
		return none
	}
	if w := x.key(x.doc.Word(det)); w != "the" && w != "this" && w != "these" && w != "those" && w != "that" {
		return none
	}
	if who, told := x.saidOrDecided(t); told || g.tok(t).XTag == document.NNS {
		return who
	}
	for _, f := range x.tables.nouns[x.key(g.lemma(t))] {
		if len(f.words) > 0 || !f.relation.Subject.Has(typesOf(document.Place)) || f.relation.Standing() || f.relation.Symmetric {
			continue
		}
		if who := x.facts.lastActor(f.relation.Label); who != none {
			return who
		}
	}
	return none
}

// namesBehind appends the people named behind a plural title whose phrase
// keeps them from it in the tree: "the ministers of the three countries, Jan
// Nowak, Erik Berg and Ann Lind".
func (x *run) namesBehind(t int32, out []end) []end {
	g := &x.g
	if g.tok(t).XTag != document.NNS || !x.tables.isRole(x.key(g.lemma(t))) {
		return out
	}
	for _, k := range g.kids(t) {
		if g.tok(k).Dep != document.Nmod || g.typeOf(k) == document.Person {
			continue
		}
		for e := g.node(k).out; e != none; e = g.edges[e].next {
			if ed := &g.edges[e]; ed.rel == appos && g.typeOf(ed.dep) == document.Person && g.node(ed.dep).mention != none {
				out = x.mention(g.node(ed.dep).mention, ed.dep, out)
			}
		}
	}
	return out
}

// nameBeside returns the name that a description is followed by, of the same
// type, where the two are not one entity already: "the association Free the
// River"; none without.
func (x *run) nameBeside(t int32) int32 {
	g := &x.g
	own := &g.doc.Mentions[g.node(t).mention]
	if own.Kind != document.DescriptionMention {
		return none
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := &g.edges[e]
		if ed.rel != appos || ed.dep < t {
			continue
		}
		if m := g.node(ed.dep).mention; m != none && g.doc.Mentions[m].Kind == document.NameMention && g.doc.Mentions[m].Type == own.Type {
			return m
		}
	}
	if t+1 < g.end && x.inList("org", x.key(g.lemma(t))) {
		// "the consulting firm Pell & Moss", whatever the tree makes of it
		if c := g.node(t + 1).cover; c != none && g.doc.Mentions[c].First == t+1 && g.doc.Mentions[c].Type == own.Type && g.doc.Mentions[c].Entity != none {
			return c
		}
	}
	return none
}

type owning struct {
	rel  rel
	mark string
}

var (
	ownerOrder = [...]owning{{poss, ""}, {adj, ""}, {comp, ""}, {nmod, "of"}, {nmod, "from"}, {nmod, "for"}, {nmod, "at"}}
	doerOrder  = [...]owning{{nmod, "by"}, {supp, ""}, {poss, ""}, {adj, ""}}
	ownedBy    = [...]owning{{nmod, "of"}}
	actorOrder = [...]owning{{nmod, "by"}, {supp, ""}, {poss, ""}, {adj, ""}, {nmod, "of"}, {comp, ""}, {nmod, "from"}}
)

// owner appends the entities that a noun belongs to.
func (x *run) owner(t int32, out []end, depth int, order []owning) []end {
	g := &x.g
	start := len(out)
	for _, o := range order {
		for e := g.node(t).out; e != none; e = g.edges[e].next {
			ed := g.edges[e]
			if ed.rel != o.rel || ed.mark != o.mark && o.rel == nmod {
				continue
			}
			out = x.resolveDepth(ed.dep, false, out, depth+1)
		}
		if len(out) > start {
			for i := start; i < len(out); i++ {
				out[i].tok, out[i].mention = t, none
			}
			return out
		}
	}
	if len(order) < len(actorOrder) {
		return out
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		// "the resolution tabled by Brazil", "the curbs that Brazil imposed"
		ed := g.edges[e]
		if ed.rel != acl && ed.rel != relcl || !x.tables.words["authorship"][x.key(g.lemma(ed.dep))] {
			continue
		}
		for c := g.node(ed.dep).out; c != none; c = g.edges[c].next {
			if ce := g.edges[c]; ce.rel == subj && ce.dep != t {
				out = x.resolveDepth(ce.dep, false, out, depth+1)
			}
		}
		for i := start; i < len(out); i++ {
			out[i].tok, out[i].mention = t, none
		}
	}
	return out
}

// mention appends the entity or the members of the group that mention m refers to.
func (x *run) mention(m, tok int32, out []end) []end {
	men := &x.doc.Mentions[m]
	if men.Entity != none {
		return append(out, end{men.Entity, tok, m})
	}
	for _, ent := range men.Group {
		out = append(out, end{ent, tok, m})
	}
	return out
}

// typesOf turns a document's type into the ontology's.
func typesOf(t document.Type) ontology.Types {
	switch t {
	case document.Person:
		return ontology.Person
	case document.Organization:
		return ontology.Organization
	case document.Place:
		return ontology.Place
	case document.EventType:
		return ontology.Event
	}
	return 0
}

// acting says when a place may fill a slot for organizations.
type acting uint8

const (
	actsNot       acting = iota
	actsAsSubject        // whatever acts, acts as a body
	actsMistyped         // a place that is no state is likely a company with a place's name
)

// allowed reports whether an entity may fill a slot of the types.
func (x *run) allowed(ent int32, types ontology.Types, acts acting) bool {
	t := typesOf(x.doc.Entities[ent].Type)
	if types.Has(t) {
		return true
	}
	if t == ontology.Person && types.Has(ontology.Organization) || t == ontology.Organization && types.Has(ontology.Person) {
		return x.lenient && x.vague(ent)
	}
	if t != ontology.Place || !types.Has(ontology.Organization) {
		return false
	}
	return acts == actsAsSubject || acts == actsMistyped && !x.states[ent]
}

// vague reports whether nothing but the shape of its name gives an entity its
// type of person or organization: such a type yields to what a frame demands.
func (x *run) vague(ent int32) bool {
	e := &x.doc.Entities[ent]
	if e.Gender == document.Male || e.Gender == document.Female {
		return false
	}
	words := 0
	for w := range strings.FieldsSeq(e.Name) {
		words++
		k := x.key(w)
		if x.inList("org", k) || x.inList("state", k) {
			return false
		}
	}
	if words > 3 || e.Type == document.Organization && (words < 2 || isAcronym(e.Name)) {
		return false
	}
	for _, i := range e.Mentions {
		m := &x.doc.Mentions[i]
		switch m.Kind {
		case document.DescriptionMention, document.PronounMention:
			return false
		}
		if m.First > 0 {
			t := m.First - 1
			if honorifics[x.key(x.doc.Word(t))] || x.doc.Tokens[t].Dep == document.NmodDesc {
				return false
			}
		}
	}
	return true
}
