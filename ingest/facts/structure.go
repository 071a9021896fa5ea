package facts

import (
	"slices"
	"strings"

	"dossier/graph/ontology"
	"dossier/ingest/document"
)

// structure reads what the layout of names says without a verb or a title:
// "Arles, France", "the Zurich-based maker", "a Belgian engineer",
// "Latvia's navy", "a programme at the centre", "Paul Roe of OXCAM".
func (x *run) structure() {
	g := &x.g
	x.addresses()
	for t := g.first; t < g.end; t++ {
		n := g.node(t)
		if n.mention != none {
			if m := &x.doc.Mentions[n.mention]; m.Kind == document.AdjectiveMention {
				x.nationality(t, n.mention)
				x.seat(m, n.mention)
			} else if m.Head == t {
				x.attached(t, m)
				x.peopleFrom(m, n.mention)
				x.placeIn(m, n.mention)
				x.betweenCommas(m, n.mention)
				x.seat(m, n.mention)
				x.possessed(m, n.mention)
			}
		}
		if g.tok(t).Tag == document.NOUN && n.cover == none {
			x.placeCompound(t)
			x.degree(t)
		}
		switch w := x.doc.Word(t); len(w) {
		case 4, 5, 13:
			x.leadership(t)
			if foldEqual(w, "based") || foldEqual(w, "headquartered") || foldEqual(w, "born") {
				x.based(t)
			}
		case 7, 8:
			if w == "trained" || w == "educated" || w == "schooled" {
				x.schooled(t)
			}
		}
	}
}

// state adds a candidate that structure states.
func (x *run) state(label, rule string, a, b end, trigger int32) {
	if a.entity == b.entity {
		return
	}
	rel := ontology.MustLookup(label)
	if !rel.Subject.Has(typesOf(x.doc.Entities[a.entity].Type)) || !x.allowed(b.entity, rel.Object, actsNot) {
		return
	}
	x.candidates = append(x.candidates, candidate{
		relation: label, subject: a.entity, object: b.entity,
		subjectTok: a.tok, objectTok: b.tok, subjectMention: a.mention, objectMention: b.mention,
		sentence: x.g.sentence, trigger: trigger, triggerEnd: trigger + 1, rule: "structure:" + rule, kind: structural,
		place: none, event: none, confidence: baseScore(structural),
	})
}

// nationality reads a nationality word before a noun: of a private person
// his citizenship, of a company its seat, of a state body its state.
func (x *run) nationality(t, mention int32) {
	g := &x.g
	m := &x.doc.Mentions[mention]
	if m.Entity == none {
		return
	}
	land := end{m.Entity, t, mention}
	if x.doc.Entities[m.Entity].Type != document.Place {
		return
	}
	tok := g.tok(t)
	h := tok.Head
	if g.isNational(t) && !g.isDemonym(t) {
		// "Strand, a Dane", "he is a Dane"
		x.holders = x.holdersOf(t, x.holders[:0], 0)
		for _, e := range x.holders {
			if x.doc.Entities[e.entity].Type == document.Person {
				x.state("citizen of", "nationality", e, land, t)
			}
		}
		return
	}
	if h == none {
		return
	}
	if tok.Dep != document.Amod && tok.Dep != document.Compound && tok.Dep != document.NmodDesc {
		if h = x.modifies(t); h == none {
			return
		}
	}
	for hops := 0; hops < 2 && g.tok(h).Dep == document.Compound && g.node(h).cover == none && g.head(h) > h; hops++ {
		h = g.head(h) // "the Maltese defence minister"
	}
	if g.typeOf(h) == document.Person && g.node(h).cover != none {
		// "Maltese Prime Minister Ann Holm": the word belongs to the title.
		for _, k := range g.kids(h) {
			if k > t && k < h && (g.tok(k).Dep == document.NmodDesc || g.tok(k).Dep == document.Compound) && x.tables.isRole(x.key(g.lemma(k))) {
				h = k
				break
			}
		}
	}
	lemma := x.key(g.lemma(h))
	if name := g.node(h).cover; name != none && x.covers(name, t) {
		// A name that describes ("the Maltese navy") or a body of the state ("the
		// Maltese Space Agency"); other names mean nothing by it.
		if m := &x.doc.Mentions[name]; t == m.First && (x.doc.Tokens[h].Tag != document.PROPN || x.stateBody(m, lemma)) {
			for _, e := range x.mention(name, h, nil) {
				x.state("part of", "nationality", e, land, t)
			}
		}
		return
	}
	if r := x.bestRole(h, lemma); r != nil && r.state {
		return
	}
	x.holders = x.holdersOf(h, x.holders[:0], 0)
	if plural(g.tok(h)) {
		x.holders = x.examplesOf(h, x.holders) // "Danish firms, including Lund and Roe"
	}
	word := x.doc.Word(t)
	shared := len(x.holders) > 1 && slices.ContainsFunc(x.holders, func(e end) bool { return strings.HasPrefix(x.doc.Entities[e.entity].Name, word) })
	for _, e := range x.holders {
		if shared && !strings.HasPrefix(x.doc.Entities[e.entity].Name, word) {
			continue // "Maltese and Cypriot police": each its own state
		}
		switch x.doc.Entities[e.entity].Type {
		case document.Person:
			if x.inList("org", lemma) && !x.tables.isRole(lemma) {
				continue
			}
			x.state("citizen of", "nationality", e, land, t)
		case document.Organization:
			if x.inList("state", lemma) {
				x.state("part of", "nationality", e, land, t)
			} else {
				x.state("based in", "nationality", e, land, t)
			}
		case document.Place:
			if x.doc.Mentions[mention].Entity != e.entity && x.placeNoun(lemma) {
				x.state("part of", "nationality", e, land, t)
			}
		}
	}
}

// placeNoun reports whether a noun names a kind of place.
func (x *run) placeNoun(lemma string) bool { return x.tables.words["place nouns"][lemma] }

// attached reads the places and bodies that hang from a name.
func (x *run) attached(t int32, m *document.Mention) {
	g := &x.g
	if m.Entity == none {
		return
	}
	self := end{m.Entity, t, g.node(t).mention}
	named := m.Kind == document.NameMention
	lemma := x.key(g.lemma(t))
	typ := x.doc.Entities[m.Entity].Type
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		om := g.node(ed.dep).mention
		if om == none && g.tok(ed.dep).Tag == document.NOUN && x.inList("org", x.key(g.lemma(ed.dep))) {
			// "Babic of the law firm Babic and Partners"
			if x.b = x.holdersOf(ed.dep, x.b[:0], 0); len(x.b) == 1 {
				om, ed.dep = x.b[0].mention, x.b[0].tok
			}
		}
		if om == none || x.doc.Mentions[om].Entity == none || ed.dep == t {
			continue
		}
		other := end{x.doc.Mentions[om].Entity, ed.dep, om}
		otype := x.doc.Entities[other.entity].Type
		if other.entity == self.entity {
			continue
		}
		switch {
		case ed.rel == subj && typ == document.Organization && otype == document.Person && (g.mark(t) == "at" || g.mark(t) == "with"):
			x.state("works for", "at", other, self, t) // "she is now at Acme"
		case ed.rel == poss && typ == document.Organization && otype == document.Place:
			if x.stateBody(m, lemma) {
				x.state("part of", "possessor", self, other, ed.dep)
			} else if x.doc.Mentions[om].Kind == document.NameMention {
				x.state("based in", "possessor", self, other, ed.dep)
			}
		case ed.rel == poss && typ == document.Organization && otype == document.Organization:
			if named || x.stateBody(m, lemma) || x.tables.words["units"][lemma] {
				x.state("part of", "possessor", self, other, ed.dep)
			}
		case ed.rel == poss && typ == document.Place && otype == document.Place:
			x.state("part of", "possessor", self, other, ed.dep)
		case ed.rel == nmod && typ == document.Organization && otype == document.Place && (ed.mark == "in" || ed.mark == "from" || ed.mark == "of" || ed.mark == "at"):
			if ed.mark == "of" && !named {
				continue
			}
			if x.stateBody(m, lemma) && ed.mark == "of" {
				x.state("part of", "place", self, other, ed.dep)
			} else {
				x.state("based in", "place", self, other, ed.dep)
			}
		case ed.rel == nmod && typ == document.Organization && otype == document.Organization && ed.via == basic && (ed.mark == "at" || ed.mark == "of" || ed.mark == "within" || ed.mark == "in"):
			if named || ed.mark == "at" || ed.mark == "within" {
				x.state("part of", "body", self, other, ed.dep)
			}
		case ed.rel == nmod && typ == document.Place && otype == document.Place && (ed.mark == "in" || ed.mark == "of") && named && ed.via == basic && ed.dep > t:
			x.state("part of", "place", self, other, ed.dep)
		case ed.rel == nmod && typ == document.Person && otype == document.Organization && named && (ed.mark == "of" || ed.mark == "at" || ed.mark == "with" || ed.mark == "from" && ed.via == basic && ed.dep > t && x.doc.Mentions[om].First == m.End+1 && !x.verbBefore(t)):
			switch {
			case x.formerly(ed.dep):
				x.state("leaves", "person of", self, other, ed.dep)
			case x.doc.Mentions[om].Kind == document.NameMention && !x.commaBetween(t, ed.dep):
				label := "works for"
				if ed.mark == "of" && x.membership(&x.doc.Mentions[om]) {
					label = "member of"
				}
				x.state(label, "person of", self, other, ed.dep)
			}
		case ed.rel == nmod && typ == document.Person && otype == document.Place && named && ed.mark == "of" && !x.titled(t) && !x.followsTitle(m) && !x.facts.hasPost(self.entity):
			x.personOf(t, self, other, ed.dep)
		case (ed.rel == appos || ed.rel == nmod && ed.mark == "" || ed.rel == para) && named && typ == document.Place && otype == document.Place:
			if x.adjacent(m, &x.doc.Mentions[om]) {
				x.state("part of", "address", self, other, ed.dep)
			}
		case ed.rel == comp && typ == document.Organization && otype == document.Place && !named && !x.covers(g.node(t).mention, ed.dep):
			if x.states[other.entity] && x.stateBody(m, lemma) {
				x.state("part of", "compound", self, other, ed.dep) // "the U.S. embassy"
			} else {
				x.state("based in", "compound", self, other, ed.dep)
			}
		}
	}
}

// verbBefore reports whether a verb stands before token t in its sentence.
func (x *run) verbBefore(t int32) bool {
	for i := x.g.first; i < t; i++ {
		if x.g.tok(i).Tag == document.VERB {
			return true
		}
	}
	return false
}

// peopleFrom reads "and Eva Lind from Lund University" before the verb of a
// sentence, wherever the tree hangs the phrase.
func (x *run) peopleFrom(m *document.Mention, i int32) {
	at := m.End
	if at+2 < x.g.end && x.doc.Word(at) == "," && x.doc.Word(at+1) == "of" {
		at++ // "Quaye, of the New Patriotic Front,"
	}
	prep := at
	if m.Type != document.Person || m.Kind != document.NameMention || m.Entity == none || at+1 >= x.g.end {
		return
	}
	switch w := x.doc.Word(at); {
	case w == "of", w == "from" && !x.verbBefore(m.First):
	default:
		return
	}
	if at++; foldEqual(x.doc.Word(at), "the") && at+1 < x.g.end {
		at++
	}
	c := x.g.node(at).cover
	if c == none {
		return
	}
	o := &x.doc.Mentions[c]
	if o.First != at || o.Entity == none || o.Kind != document.NameMention || x.doc.Entities[o.Entity].Type != document.Organization || x.doc.Entities[m.Entity].Type != document.Person {
		return
	}
	top := x.g.node(at).canon
	if h := x.g.head(top); h != none && x.g.node(h).canon == x.g.node(m.Head).canon {
		return // the tree has it
	}
	if h := m.First - 1; h >= x.g.first && x.g.tok(h).Tag == document.NOUN && x.tables.isRole(x.key(x.g.lemma(h))) {
		return // "President Soto of the council"
	}
	label := "works for"
	if x.doc.Word(prep) == "of" && x.membership(o) {
		label = "member of"
	}
	x.state(label, "person of", end{m.Entity, x.g.node(m.Head).canon, i}, end{o.Entity, top, c}, top)
}

// betweenCommas reads "Norlind, based in Turku, said" and "Eva Lind, of Lund
// University, had" by word order, wherever the tree hangs what stands between
// the commas.
func (x *run) betweenCommas(m *document.Mention, i int32) {
	at := m.End
	if m.Kind != document.NameMention || m.Entity == none || at+2 >= x.g.end || x.doc.Word(at) != "," {
		return
	}
	at++
	typ := x.doc.Entities[m.Entity].Type
	if typ == document.Person && x.g.tok(at).Tag == document.NUM && at+3 < x.g.end && x.doc.Word(at+1) == "," {
		at += 2 // "Anna Lund, 45, of Leeds"
	}
	label, want := "", document.Place
	switch w := x.doc.Word(at); {
	case typ == document.Organization && (w == "based" || w == "headquartered") && x.doc.Word(at+1) == "in":
		label = "based in"
		at++
	case typ == document.Person && (w == "of" || w == "from"):
		label, want = "works for", document.Organization
	default:
		return
	}
	if at++; at < x.g.end && foldEqual(x.doc.Word(at), "the") {
		at++
	}
	if at >= x.g.end {
		return
	}
	c := x.g.node(at).cover
	if c == none {
		return
	}
	o := &x.doc.Mentions[c]
	if o.First != at || o.Entity == none || o.Kind != document.NameMention {
		return
	}
	if label == "works for" && x.doc.Entities[o.Entity].Type == document.Place && !x.states[o.Entity] && x.endsPhrase(o.End) && !x.listed(m) {
		label, want = "lives in", document.Place // "Anna Lund, of Leeds, was charged"
	}
	if x.doc.Entities[o.Entity].Type != want {
		return
	}
	if label == "works for" {
		if o.End < x.g.end && x.doc.Word(o.End) != "," && x.doc.Word(o.End) != "." && x.doc.Word(o.End) != ";" {
			return // "Lind, of the Lund University choir,"
		}
		if x.membership(o) {
			label = "member of"
		}
	}
	top := x.g.node(at).canon
	x.state(label, "between commas", end{m.Entity, x.g.node(m.Head).canon, i}, end{o.Entity, top, c}, top)
}

// endsPhrase reports whether a comma or the end of the sentence stands at token at.
func (x *run) endsPhrase(at int32) bool {
	if at >= x.g.end {
		return true
	}
	switch x.doc.Word(at) {
	case ",", ".", ";", ")":
		return true
	}
	return false
}

// listed reports whether name m stands in a list of titles with their bodies,
// where "of" says of what: "the mayors, Berg, of Oslo, and Lind, of Lund".
func (x *run) listed(m *document.Mention) bool {
	for t := m.First - 1; t >= x.g.first && t > m.First-8; t-- {
		if x.g.tok(t).Tag == document.NOUN && x.tables.isRole(x.key(x.g.lemma(t))) {
			return true
		}
	}
	return false
}

// possessed reads "Lund University's Erik Dahl": the person whom a body has
// works for it.
func (x *run) possessed(m *document.Mention, i int32) {
	at := m.First
	if m.Type != document.Person || m.Kind != document.NameMention || m.Entity == none || at-2 < x.g.first || x.g.tok(at-1).XTag != document.POS {
		return
	}
	c := x.g.node(at - 2).cover
	if c == none {
		return
	}
	o := &x.doc.Mentions[c]
	if o.End != at-1 || o.Entity == none || x.doc.Entities[o.Entity].Type != document.Organization || x.doc.Entities[m.Entity].Type != document.Person {
		return
	}
	label := "works for"
	if x.membership(o) {
		label = "member of"
	}
	x.state(label, "person of", end{m.Entity, x.g.node(m.Head).canon, i}, end{o.Entity, x.g.node(o.First).canon, c}, x.g.node(o.First).canon)
}

// placeIn reads "Alden Space Centre in New Zealand", wherever the tree hangs
// the phrase: of two places named side by side the second holds the first. A
// body whose acronym stands between is based there: "the Polar Physics
// Laboratory (PPL) in Arle".
func (x *run) placeIn(m *document.Mention, i int32) {
	at := m.End
	if m.Kind != document.NameMention || m.Entity == none || at+1 >= x.g.end {
		return
	}
	label, typ := "part of", x.doc.Entities[m.Entity].Type
	if typ == document.Organization && at+4 < x.g.end && x.doc.Word(at) == "(" && x.doc.Word(at+2) == ")" {
		label, at = "based in", at+3
	} else if typ != document.Place || x.states[m.Entity] {
		return
	}
	if x.doc.Word(at) != "in" {
		return
	}
	if at++; foldEqual(x.doc.Word(at), "the") && at+1 < x.g.end {
		at++
	}
	c := x.g.node(at).cover
	if c == none {
		return
	}
	o := &x.doc.Mentions[c]
	if o.First != at || o.Entity == none || o.Kind != document.NameMention || x.doc.Entities[o.Entity].Type != document.Place {
		return
	}
	top := x.g.node(at).canon
	if h := x.g.head(top); h != none && x.g.node(h).canon == x.g.node(m.Head).canon {
		return // the tree has it
	}
	x.state(label, "place in", end{m.Entity, x.g.node(m.Head).canon, i}, end{o.Entity, top, c}, top)
}

// membership reports whether the people "of" a body are its members, by a word
// of its name: "Soto of the Green Party".
func (x *run) membership(m *document.Mention) bool {
	for t := m.First; t < m.End; t++ {
		if x.tables.words["bodies of members"][x.key(x.doc.Word(t))] {
			return true
		}
	}
	return false
}

// commaBetween reports whether a comma stands between two tokens.
func (x *run) commaBetween(a, b int32) bool {
	for t := a + 1; t < b; t++ {
		if x.doc.Word(t) == "," {
			return true
		}
	}
	return false
}

// formerly reports whether an adverb puts the phrase of token t in the past.
func (x *run) formerly(t int32) bool {
	g := &x.g
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Advmod && k < t {
			switch x.key(x.doc.Word(k)) {
			case "formerly", "previously", "once", "lately":
				return true
			}
		}
	}
	// The tree may give the adverb to the verb: "Roe, formerly of Acme, joined".
	if c := g.kid(t, document.Case); c != none && c-2 >= g.first && g.doc.Word(c-2) == "," {
		switch x.key(x.doc.Word(c - 1)) {
		case "formerly", "previously", "lately":
			return true
		}
	}
	return false
}

// followsTitle reports whether a role noun stands right before name m: "President
// Soto of Chile".
func (x *run) followsTitle(m *document.Mention) bool {
	t := m.First - 1
	return t >= x.g.first && x.g.node(t).cover == none && x.g.tok(t).XTag != document.NNS && x.tables.isRole(x.key(x.g.lemma(t)))
}

// titled reports whether name t has a role noun of its own before or beside it.
func (x *run) titled(t int32) bool {
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; (ed.rel == title || ed.rel == appos) && x.tables.isRole(x.key(g.lemma(ed.dep))) {
			return true
		}
	}
	return false
}

// adjacent reports whether mention b follows mention a after a comma, and is
// not the second of a list.
func (x *run) adjacent(a, b *document.Mention) bool {
	if a.End+1 != b.First || x.doc.Word(a.End) != "," {
		return false
	}
	if p := a.First - 2; p >= x.g.first && x.doc.Word(p+1) == "," && x.g.node(p).cover != none && x.doc.Mentions[x.g.node(p).cover].Type == document.Place {
		return false
	}
	at := b.End
	if at < x.g.end && x.doc.Word(at) == "," {
		at++
		if at < x.g.end && x.g.node(at).cover != none && x.doc.Mentions[x.g.node(at).cover].Type == document.Place {
			return false // "Paris, Berlin, Rome"
		}
		if at+1 < x.g.end && x.g.tok(at).Tag == document.CCONJ && x.g.node(at+1).cover != none && x.doc.Mentions[x.g.node(at+1).cover].Type == document.Place {
			return false
		}
	}
	if at < x.g.end {
		switch x.doc.Word(at) {
		case "and", "or", "&":
			return at > b.End // "Boise, Idaho, and …"
		}
	}
	return true
}

// opensAddress reports whether a place stands where an address begins: behind
// a preposition or at the start of the text block.
func (x *run) opensAddress(m *document.Mention) bool {
	if m.First == x.g.first {
		return true
	}
	prev := x.g.tok(m.First - 1)
	return prev.Tag == document.ADP
}

// addresses reads "Arles, France" by the order of names alone.
func (x *run) addresses() {
	g := &x.g
	for t := g.first + 1; t+1 < g.end; t++ {
		if x.doc.Word(t) != "," {
			continue
		}
		a, b := g.node(t-1).cover, g.node(t+1).cover
		if a == none || b == none || a == b {
			continue
		}
		ma, mb := &x.doc.Mentions[a], &x.doc.Mentions[b]
		if ma.Entity == none || mb.Entity == none || ma.End != t || mb.First != t+1 || !x.adjacent(ma, mb) {
			continue
		}
		if x.doc.Entities[ma.Entity].Type != document.Place || x.doc.Entities[mb.Entity].Type != document.Place || x.states[ma.Entity] || !x.states[mb.Entity] && !g.isAddress(ma.Head, mb.Head) && !x.opensAddress(ma) {
			continue
		}
		x.state("part of", "address", end{ma.Entity, ma.Head, a}, end{mb.Entity, mb.Head, b}, mb.Head)
	}
}

// stateBody reports whether a mention names a body of a state: by its head or
// by the words of its name.
func (x *run) stateBody(m *document.Mention, lemma string) bool {
	if x.inList("state", lemma) {
		return true
	}
	for t := m.First; t < m.End; t++ {
		if x.inList("state", x.key(x.doc.Word(t))) && !(t+1 < m.End && x.tables.words["societies"][x.key(x.doc.Word(m.End-1))]) {
			return true // "the Finnish Border Guard", but no Finnish Military Society
		}
	}
	return false
}

// based reads "the Zurich-based maker" and "the London-born actor".
func (x *run) based(t int32) {
	g := &x.g
	word := x.key(x.doc.Word(t))
	place := none
	for _, k := range g.kids(t) {
		if m := g.mentionOf(k); m != none && k < t && x.doc.Mentions[m].Type == document.Place {
			place = k
		}
	}
	if place == none && t-2 >= g.first && x.doc.Word(t-1) == "-" {
		if m := g.mentionOf(t - 2); m != none && x.doc.Mentions[m].Type == document.Place {
			place = t - 2
		}
	}
	if place == none {
		return
	}
	at := x.resolve(place, false, nil)
	h := g.head(t)
	if h == none || len(at) == 0 {
		return
	}
	x.holders = x.holders[:0]
	if a := x.besideComma(h); a != none {
		x.holders = x.resolve(a, false, x.holders)
	}
	if len(x.holders) == 0 {
		x.holders = x.resolve(h, false, x.holders)
	}
	if len(x.holders) == 0 {
		x.holders = x.holdersOf(h, x.holders, 0)
	}
	body := x.inList("org", x.key(g.lemma(h))) && !x.tables.isRole(x.key(g.lemma(h)))
	for _, e := range x.holders {
		switch x.doc.Entities[e.entity].Type {
		case document.Organization:
			if word != "born" {
				x.state("based in", "based", e, at[0], t)
			}
		case document.Person:
			if body {
				continue
			}
			if word == "born" {
				x.state("born in", "born", e, at[0], t)
			} else {
				x.state("lives in", "based", e, at[0], t)
			}
		}
	}
}

// schooled reads "a Harvard-trained lawyer": the person that the noun denotes
// was educated at the school before the hyphen.
func (x *run) schooled(t int32) {
	g := &x.g
	h := g.head(t)
	if h == none || h < t || t-2 < g.first || x.doc.Word(t-1) != "-" {
		return
	}
	c := g.node(t - 2).cover
	if c == none || x.doc.Mentions[c].Type == document.Person || x.doc.Mentions[c].Entity == none {
		return
	}
	x.holders = x.holdersOf(h, x.holders[:0], 0)
	for _, e := range x.holders {
		if x.doc.Entities[e.entity].Type == document.Person {
			x.state("educated at", "schooled", e, end{x.doc.Mentions[c].Entity, g.node(t - 2).canon, c}, t)
		}
	}
}

// modifies returns the noun that nationality word t was joined to by repair,
// none without.
func (x *run) modifies(t int32) int32 {
	g := &x.g
	for at := t + 1; at < g.end && at < t+5; at++ {
		if g.hasEdge(at, adj, "", t) {
			return at
		}
	}
	return none
}

// personOf reads "Clara Jimenez of Spain", a citizen, and "the ministers,
// Halle of Norway and Lund of Iceland", where a plural role noun says more.
func (x *run) personOf(t int32, who, land end, trigger int32) {
	g := &x.g
	label := "citizen of"
	for k := t - 1; k >= g.first; k-- {
		if g.tok(k).XTag != document.NNS {
			continue
		}
		lemma := x.key(g.lemma(k))
		if !x.tables.isRole(lemma) {
			continue
		}
		if r := x.bestRole(k, lemma); r != nil && r.by[2] != "" {
			label = r.by[2]
		}
		break
	}
	if label == "citizen of" && !x.states[land.entity] {
		return // "Mary of Bethlehem"
	}
	x.state(label, "person of", who, land, trigger)
}

// placeCompound reads "the Quito firm Pell & Moss" and "Orvex, a
// Riga forwarding agent".
func (x *run) placeCompound(t int32) {
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != comp || ed.dep > t {
			continue
		}
		m := g.node(ed.dep).mention
		if m == none || x.doc.Mentions[m].Kind != document.NameMention || x.doc.Mentions[m].Type != document.Place || x.doc.Mentions[m].Entity == none {
			continue
		}
		place := end{x.doc.Mentions[m].Entity, ed.dep, m}
		x.holders = x.holdersOf(t, x.holders[:0], 0)
		for _, h := range x.holders {
			if x.doc.Entities[h.entity].Type == document.Organization && x.doc.Entities[place.entity].Type == document.Place {
				x.state("based in", "compound", h, place, ed.dep)
			}
		}
		if len(x.holders) > 0 {
			continue
		}
		if h := g.head(t); h != none && g.tok(t).Dep == document.Appos {
			if om := g.node(h).mention; om != none && x.doc.Mentions[om].Entity != none && x.doc.Mentions[om].Type == document.Organization {
				x.state("based in", "compound", end{x.doc.Mentions[om].Entity, h, om}, place, ed.dep)
			}
		}
	}
}
