package facts

import "dossier/ingest/document"

// repair adds the arguments that a wrong tree hides but word order shows. News
// prose brackets long insertions by commas, where parsers lose their way: the
// steps here read the brackets. They only add edges where the tree gives none.
func (g *graph) repair() {
	g.repairTitles()
	for t := g.first; t < g.end; t++ {
		tok := g.tok(t)
		switch {
		case tok.XTag == document.WP || tok.XTag == document.WDT:
			g.repairRelative(t)
		case tok.XTag == document.WPS:
			g.repairWhose(t)
		case tok.Tag == document.ADP && g.repeats(t):
			g.repairRepeated(t)
		case tok.Tag == document.VERB:
			if tok.Dep == document.Amod && !g.repairRoot(t) {
				g.repairModifier(t)
			} else if !g.node(t).subjects {
				g.repairSubject(t)
			}
			if tok.Dep == document.Acl {
				g.repairNamed(t)
			}
			g.repairTwoSubjects(t)
			g.repairObject(t)
			g.repairParticle(t)
			g.repairInversion(t)
			g.repairSpeaker(t)
			g.repairInserted(t)
			g.repairAgent(t)
			g.shareAgent(t)
			g.repairParticiple(t)
			if tok.XTag == document.VBG && tok.Dep == document.Acl {
				g.repairGerund(t)
			}
		case tok.XTag == document.NNS && g.verbish(t):
		case g.mark(t) == "by" && (tok.Dep == document.Nmod || tok.Dep == document.OblAgent || tok.Dep == document.Obl):
			g.repairBy(t)
		case tok.Dep == document.Compound && g.node(t).cover != none:
			g.repairRecipient(t)
		case tok.Dep == document.Nsubj && g.mark(t) != "" && g.kid(t, document.Case) != none:
			g.repairMarked(t)
		case (tok.Dep == document.Conj || tok.Dep == document.Nmod) && g.underTime(t):
			g.repairUnderTime(t)
		case tok.Dep == document.Nsubj && g.node(t).cover != none && tok.Head > t && g.isAmount(tok.Head):
			if v := g.head(tok.Head); v != none && v < t && g.tok(v).Tag == document.VERB {
				g.spread(v, obj, "", t, basic) // "fined Acme €15,000"
			}
		case tok.Dep == document.Obl && g.mark(t) != "":
			g.repairInner(t)
		case tok.Dep == document.Appos && g.head(t) != none && g.mark(g.head(t)) == "as":
			g.repairAs(t)
		case (tok.Dep == document.Nmod || tok.Dep == document.NmodPoss) && g.ofAmount(t):
			g.repairAmount(t)
		case tok.Dep == document.Nmod && g.mark(t) != "":
			g.repairPhrase(t)
		case (tok.Tag == document.ADJ || tok.Tag == document.ADV) && t > g.first && foldEqual(g.doc.Word(t), "fine") && g.isAmount(t-1):
			g.repairFine(t)
		case tok.Tag == document.ADJ && foldEqual(g.doc.Word(t), "worth"):
			g.repairWorth(t)
		case g.isDemonym(t):
			g.repairDemonym(t)
			g.repairNations(t)
		}
	}
}

// repairRelative gives a relative pronoun right behind a noun or a comma its
// antecedent, where the tree does not have its clause as a relative one.
func (g *graph) repairRelative(w int32) {
	if g.repairQuantified(w) {
		return
	}
	v := g.head(w)
	if v != none && g.tok(w).Dep == document.Det && w-1 > g.first && g.tok(w-1).Tag == document.ADP {
		g.repairWhich(w)
		return
	}
	if v == none || g.tok(v).Tag != document.VERB && g.kid(v, document.Cop) == none || w == g.first {
		return
	}
	switch g.tok(v).Dep {
	case document.AclRelcl, document.AdvclRelcl:
		g.nearerAntecedent(w, v)
		return
	case document.Ccomp:
		// An indirect question has no comma: "said Postma, who has run …".
		if g.doc.Word(w-1) != "," || w-2 < g.first || g.node(w-2).cover == none {
			return
		}
	}
	d := g.tok(w).Dep
	if d != document.Nsubj && d != document.NsubjPass && d != document.Obj && d != document.Obl || g.lemma(w) == "what" {
		return
	}
	antecedent := none
	if g.tok(w-1).Tag == document.CCONJ && g.tok(v).Dep == document.Conj && g.head(v) != none && g.node(g.head(v)).subjects {
		antecedent = g.node(g.head(v)).surface // "who has run it and who worked there"
	} else {
		antecedent = g.nounBefore(w)
	}
	if antecedent == none || antecedent == v {
		return
	}
	switch d {
	case document.Obj:
		g.spread(v, obj, "", antecedent, relative)
		return
	case document.Obl:
		g.spread(v, obl, g.mark(w), antecedent, relative)
		return
	}
	if g.node(v).surface == w {
		g.dropArguments(v, w)
	}
	g.setSurface(v, antecedent, relative)
	for i := g.first; i < g.end; i++ { // "who has run it since taking over from Voss"
		if n := g.node(i); i != v && n.surface == w {
			g.dropArguments(i, w)
			g.setSurface(i, antecedent, control)
		}
	}
}

// repairQuantified gives a relative clause about a part of something the thing
// itself: "Acme, half of which is owned by Voss", "the two firms, both of which
// worked with him". w is the pronoun behind "of".
func (g *graph) repairQuantified(w int32) bool {
	if w-2 <= g.first || !foldEqual(g.doc.Word(w-1), "of") {
		return false
	}
	q := w - 2
	switch lower(g.lemma(q)) {
	case "both", "all", "most", "some", "many", "each", "half", "third", "quarter", "cent", "percent", "%", "majority", "two", "three", "four", "none", "one", "part", "much", "neither":
	default:
		return false
	}
	comma := q
	for comma > g.first && comma > q-5 && g.doc.Word(comma) != "," {
		comma--
	}
	if g.doc.Word(comma) != "," {
		return false
	}
	v := none
	for at := w + 1; at < g.end && v == none; at++ {
		if g.tok(at).Tag == document.VERB {
			v = at
		}
	}
	if v == none {
		return false
	}
	antecedent := g.nounBefore(comma)
	if antecedent == none {
		return false
	}
	if lower(g.lemma(q)) == "both" || g.tok(q).XTag == document.DT && lower(g.lemma(q)) != "each" {
		for top := antecedent; ; { // both of "the unit and the service"
			h := g.head(top)
			if h == none || g.tok(top).Dep != document.Conj {
				antecedent = top
				break
			}
			top = h
		}
	}
	if g.node(v).subjects {
		old := g.node(v).surface
		if old != w && old != q && old != g.node(q).canon && g.head(w) != v {
			return false
		}
		g.dropArguments(v, old)
	}
	g.dropArguments(v, w)
	g.dropArguments(v, q)
	g.setSurface(v, antecedent, relative)
	return true
}

// repairWhich gives "in which" its antecedent where the tree takes the pronoun
// for a determiner of the subject behind it: "a firm in which Voss holds a
// third".
func (g *graph) repairWhich(w int32) {
	s := g.head(w)
	if s < w || g.tok(s).Dep != document.Nsubj && g.tok(s).Dep != document.NsubjPass {
		return
	}
	v := g.head(s)
	at := w - 2
	for at > g.first && g.doc.Word(at) == "," {
		at--
	}
	if v == none || g.tok(v).Tag != document.VERB || g.tok(at).Tag != document.NOUN && g.tok(at).Tag != document.PROPN {
		return
	}
	g.node(s).mark = ""
	antecedent := at
	if c := g.node(at).cover; c != none {
		antecedent = g.node(at).canon
	}
	g.spread(v, obl, lower(g.lemma(w-1)), antecedent, relative)
}

// repairWhose gives "whose" behind a comma its antecedent where the tree has
// no relative clause.
func (g *graph) repairWhose(w int32) {
	h := g.head(w)
	if h == none || w == g.first {
		return
	}
	for at, steps := h, 0; at != none && steps < 4; at, steps = g.head(at), steps+1 {
		if d := g.tok(at).Dep; d == document.AclRelcl || d == document.AdvclRelcl {
			g.nearerOwner(w, h, g.head(at))
			return
		}
	}
	antecedent := g.nounBefore(w)
	if antecedent == none || antecedent == h {
		return
	}
	g.spread(h, poss, "", antecedent, relative)
	// "the bank, whose director, Ann Roe, attended": she did, not the bank.
	for _, v := range g.kids(antecedent) {
		if v < h || g.tok(v).Dep != document.AclRelcl || g.tok(v).Tag != document.VERB || g.kid(v, document.Nsubj, document.NsubjPass) != none || g.node(v).relativized != none {
			continue
		}
		who := h
		if h+2 < g.end && g.doc.Word(h+1) == "," {
			if c := g.node(h + 2).cover; c != none && g.doc.Mentions[c].First == h+2 {
				who = g.node(h + 2).canon
			}
		}
		for e := g.node(v).out; e != none; e = g.edges[e].next {
			if ed := &g.edges[e]; ed.rel == subj || ed.rel == obj && ed.dep == g.node(antecedent).canon {
				ed.rel = relNone
			}
		}
		g.setSurface(v, who, relative)
		return
	}
}

// nearerOwner prefers the body named right before "whose" and a title to a noun
// further off that the tree has: "an accord with the institute, whose director …".
func (g *graph) nearerOwner(w, h, far int32) {
	if far == none || g.node(far).cover != none || g.tables == nil || !g.tables.isRole(lower(g.lemma(h))) {
		return
	}
	near := g.nounBefore(w)
	if near == none || g.node(near).cover == none || g.doc.Mentions[g.node(near).cover].Type == document.Person || far > near {
		return
	}
	g.dropArguments(h, g.node(far).canon)
	g.spread(h, poss, "", near, relative)
}

// nearerAntecedent prefers the person named right before "who" to a noun
// further off that the tree has.
func (g *graph) nearerAntecedent(w, v int32) {
	if n := g.nounBefore(w); (n == none || g.typeOf(n) != document.Person) && g.personWanted(w, v) {
		return
	}
	if g.lemma(w) != "who" || g.tok(w).Dep != document.Nsubj && g.tok(w).Dep != document.NsubjPass {
		return
	}
	near, far := g.nounBefore(w), g.head(v)
	if near == none || far == none || g.node(near).canon == g.node(far).canon || g.node(near).cover == none || far > near {
		return
	}
	if g.doc.Mentions[g.node(near).cover].Type != document.Person {
		return
	}
	if g.node(far).cover == none && g.tok(near).Dep != document.Conj && g.node(far).mention != none {
		// "the widow of John Smith, who …" stays hers; "the coach John Smith, who …" is one person.
		if g.tok(near).Dep == document.Nmod || g.tok(near).Dep == document.NmodPoss {
			return
		}
	}
	g.dropArguments(v, g.node(far).canon)
	g.setSurface(v, near, relative)
}

// personWanted gives "who" or "whom", which the tree refers to a body or a thing,
// the person that this one is said of: "by Ann Voss, a former manager of Acme,
// whom he named".
func (g *graph) personWanted(w, v int32) bool {
	if l := g.lemma(w); l != "who" && l != "whom" {
		return false
	}
	far := g.head(v)
	if far == none || far > w || g.typeOf(far) == document.Person || g.typeOf(far) == document.Other && g.node(far).mention == none && g.tables.isRole(lower(g.lemma(far))) {
		return false
	}
	if g.typeOf(far) == document.Organization && g.tok(w).Dep != document.Obj && g.tok(w).Dep != document.Obl {
		return false // "Boavista, who are paying"
	}
	for p, steps := g.head(far), 0; p != none && steps < 5; p, steps = g.head(p), steps+1 {
		if g.tok(p).Tag == document.VERB {
			return false
		}
		if g.typeOf(p) != document.Person || g.node(p).mention == none {
			continue
		}
		for e := range g.edges {
			if ed := &g.edges[e]; ed.via == relative && ed.head == v && ed.dep == g.node(far).canon {
				ed.dep = g.node(p).canon
			}
		}
		if g.node(v).surface == far {
			g.node(v).surface = p
		}
		return true
	}
	return false
}

// dropArguments unlinks the edges from head to dep.
func (g *graph) dropArguments(head, dep int32) {
	for e := g.node(head).out; e != none; e = g.edges[e].next {
		if g.edges[e].dep == dep {
			g.edges[e].rel = relNone
		}
	}
}

// nounBefore returns the head of the noun phrase that ends right before token
// w or the comma before it.
func (g *graph) nounBefore(w int32) int32 {
	at := w - 1
	for at >= g.first && (g.tok(at).Tag == document.PUNCT && g.doc.Word(at) == "," || g.tok(at).Tag == document.ADP && at == w-1) {
		at--
	}
	if at < g.first {
		return none
	}
	if c := g.node(at).cover; c != none {
		return g.doc.Mentions[c].Head
	}
	switch g.tok(at).Tag {
	case document.NOUN, document.PROPN:
		return at
	}
	return none
}

// repairSubject finds the subject of a finite verb that stands right behind
// the comma which closes an insertion: "Halvorsen, a member of parliament who is
// not related to her, accused …".
func (g *graph) repairSubject(t int32) {
	tok := g.tok(t)
	if tok.XTag != document.VBD && tok.XTag != document.VBZ && tok.XTag != document.VBP && tok.XTag != document.VBN && !g.finite(t) {
		return
	}
	start := g.verbGroupStart(t)
	if start-1 < g.first || g.doc.Word(start-1) != "," {
		if s := g.nameBefore(start); s != none && tok.XTag != document.VBN {
			g.setSurface(t, s, relative)
		}
		return
	}
	if s := g.beforeInsertion(start - 1); s != none {
		g.setSurface(t, s, relative)
	}
}

// repairModifier reads a main verb that the tree takes for a participle before
// a name: "Bekele, the commander of the army, accused Eritrea of …".
func (g *graph) repairModifier(t int32) {
	h := g.head(t)
	if h != none && h > t && t-1 > g.first && g.tok(t-1).Tag == document.CCONJ {
		g.repairConjoined(t)
		return
	}
	if h != none && h > t && g.clauseNoun(t, h) {
		g.node(t).voice = active
		g.dropArguments(h, g.node(t-1).canon)
		g.setSurface(t, t-1, relative)
		g.spread(t, obj, "", h, relative)
		return
	}
	if h != none && h > t && g.modifiesObject(t, h) {
		g.node(t).voice = active
		s := g.node(g.kid(h, document.Nsubj)).canon
		g.dropArguments(h, s)
		g.setSurface(t, s, relative)
		g.spread(t, obj, "", h, relative)
		return
	}
	if h != none && honorifics[lower(g.doc.Word(h))] {
		h = g.node(h).canon
	} else if h != none && g.tok(h).Dep == document.NmodDesc && g.node(h).cover == none && g.head(h) > h {
		h = g.head(h) // "accused Mayor Lind"
	}
	if h == none || h < t || t-1 < g.first || g.doc.Word(t-1) != "," || g.node(h).cover == none || g.tok(t).XTag == document.VBG {
		return
	}
	if g.doc.Mentions[g.node(h).cover].First > t+2 {
		return
	}
	s := g.beforeInsertion(t - 1)
	if s == none {
		return
	}
	g.node(t).voice = active
	g.setSurface(t, s, relative)
	g.spread(t, obj, "", h, relative)
}

// repairRoot reads a main verb that the tree takes for a participle before the
// noun it hangs the sentence from: "Hill levelled accusations at Moss".
func (g *graph) repairRoot(t int32) bool {
	h := g.head(t)
	if h == none || h < t || t == g.first || g.tok(h).Dep != document.Root || g.tok(t).XTag == document.VBG || g.kid(h, document.Cop) != none || !g.full() {
		return false
	}
	if g.tok(h).Tag == document.PROPN {
		return g.repairRootName(t, h)
	}
	if g.tok(h).Tag != document.NOUN {
		return false
	}
	name := none
	if s := g.kid(h, document.Nsubj); s != none && s < t {
		name = g.node(s).canon // a noun without a copula has no subject
	} else if c := g.node(t - 1).cover; c != none && g.doc.Mentions[c].End == t && !g.finiteVerbIn(t) {
		name = g.node(t - 1).canon
	}
	if name == none {
		return false
	}
	g.dropArguments(h, name)
	for _, k := range g.kids(h) {
		if k > h && g.tok(k).Dep == document.Nmod {
			g.spread(t, obl, g.mark(k), k, basic)
		}
	}
	g.node(t).voice = active
	g.setSurface(t, name, relative)
	g.spread(t, obj, "", h, relative)
	return true
}

// repairRootName reads a main verb that the tree takes for a participle before
// the name of a person it hangs the sentence from, and its subject for a
// compound: "the bank's board dismissed Ann Roe on Monday".
func (g *graph) repairRootName(t, h int32) bool {
	c := g.node(h).cover
	if c == none || g.doc.Mentions[c].First != t+1 || g.doc.Mentions[c].Type != document.Person || g.tok(t-1).Tag != document.NOUN ||
		g.tok(t-1).Dep != document.Compound || g.head(t-1) != h || g.finiteVerbIn(t) {
		return false
	}
	for _, k := range g.kids(h) {
		if d := g.tok(k).Dep; k > h && (d == document.Nmod || d == document.NmodUnmarked) {
			g.spread(t, obl, g.mark(k), k, basic)
		}
	}
	g.node(t).voice = active
	g.setSurface(t, t-1, relative)
	g.spread(t, obj, "", g.node(h).canon, relative)
	return true
}

// repairRecipient reads a name between a verb of giving and what is given as
// the one it is given to, where the tree makes a compound of the two: "offered
// Pakistan help".
func (g *graph) repairRecipient(t int32) {
	h := g.head(t)
	if h == none || h < t || g.tok(h).Dep != document.Obj || g.tables == nil || g.node(h).cover != none {
		return
	}
	v, first := g.head(h), g.doc.Mentions[g.node(t).cover].First
	if first > g.first && g.tok(first-1).Tag == document.DET {
		first--
	}
	if v == none || v != first-1 || !g.tables.words["giving verbs"][lower(g.lemma(v))] {
		return
	}
	g.dropArguments(h, g.node(t).canon)
	g.spread(v, iobj, "", t, basic)
}

// clauseNoun reports whether noun h stands for a clause of its own only because
// the tree takes verb t, between a name and it, for its modifier: "where the
// Guardia Vieja seized documents".
func (g *graph) clauseNoun(t, h int32) bool {
	if x := g.tok(t).XTag; x != document.VBN && x != document.VBD || t-1 <= g.first || g.node(t-1).cover == none || g.tables == nil || len(g.tables.verbs[lower(g.lemma(t))]) == 0 {
		return false
	}
	if g.kid(h, document.Cop, document.Nsubj, document.Det, document.Case) != none || g.tok(h).Tag != document.NOUN {
		return false
	}
	switch g.tok(h).Dep {
	case document.Root, document.AclRelcl, document.Advcl, document.Ccomp, document.Parataxis:
		return true
	}
	return false
}

// modifiesObject reports whether participle t, which the tree hangs from noun
// h behind it, is the verb that noun and its "subject" lack: "the bureau today
// imposed sanctions on …".
func (g *graph) modifiesObject(t, h int32) bool {
	x := g.tok(t).XTag
	if x != document.VBN && x != document.VBD || g.tok(h).Tag != document.NOUN || g.kid(h, document.Cop) != none || g.tables == nil || len(g.tables.verbs[lower(g.lemma(t))]) == 0 {
		return false
	}
	s := g.kid(h, document.Nsubj)
	if s == none || s > t || g.kid(h, document.Det) != none {
		return false
	}
	for at := s + 1; at < t; at++ {
		if g.tok(at).Tag == document.VERB {
			return false
		}
	}
	return true
}

// verbGroupStart returns the first of the auxiliaries and adverbs right before
// verb t.
func (g *graph) verbGroupStart(t int32) int32 {
	for t > g.first {
		switch p := g.tok(t - 1); {
		case p.Tag == document.AUX || p.Tag == document.ADV || p.Tag == document.PART:
			t--
		case p.Tag == document.ADJ && t-2 >= g.first && g.tok(t-2).Tag == document.AUX: // "was due to fly"
			t--
		default:
			return t
		}
	}
	return t
}

// nameBefore returns the head of the name right before token at, where the
// name begins the sentence or a clause.
func (g *graph) nameBefore(at int32) int32 {
	if at-1 < g.first {
		return none
	}
	c := g.node(at - 1).cover
	if c == none {
		if c = g.node(at - 1).mention; c == none || g.doc.Mentions[c].Kind == document.AdjectiveMention || g.tok(at-1).XTag == document.PRPS {
			return none
		}
	}
	m := &g.doc.Mentions[c]
	if m.First > g.first {
		switch p := g.tok(m.First - 1); {
		case p.Tag == document.CCONJ, p.Tag == document.ADP, p.Tag == document.VERB:
			return none
		}
	}
	return m.Head
}

// beforeInsertion returns the head of the noun phrase before the insertion
// that the comma at close ends.
func (g *graph) beforeInsertion(closing int32) int32 {
	for at := closing - 2; at > g.first; at-- {
		if g.doc.Word(at) != "," {
			continue
		}
		switch next := g.tok(at + 1); {
		case next.XTag == document.WP, next.XTag == document.WDT, next.XTag == document.WPS, next.Tag == document.DET,
			next.XTag == document.PRPS, next.Tag == document.NUM && at+2 == closing, next.Tag == document.ADJ, next.XTag == document.VBN, next.XTag == document.VBG:
		default:
			if g.node(at+1).cover == none {
				continue
			}
		}
		if c := g.node(at + 1).cover; c != none && g.doc.Mentions[c].End == closing && g.doc.Mentions[c].Type == document.Person && g.node(at-1).cover == none && g.tables != nil && g.tables.isRole(lower(g.lemma(at-1))) {
			return g.doc.Mentions[c].Head // "the union's head, Ann Lind, accused"
		}
		if c := g.node(at - 1).cover; c == none && g.tok(at-1).XTag == document.NNS && g.tok(at+1).XTag == document.VBN {
			return at - 1 // "four of the commissioners, led by Hill, accused"
		} else if c != none {
			m := &g.doc.Mentions[c]
			if m.First == g.first || g.tok(m.First-1).Tag != document.ADP && g.tok(m.First-1).Tag != document.CCONJ && g.doc.Word(m.First-1) != "," {
				return m.Head
			}
		}
	}
	return none
}

// repairObject takes the noun right behind an active verb as its object where
// the tree has it as a list item or the like.
func (g *graph) repairObject(t int32) {
	if g.node(t).voice == passive && g.kid(t, document.AuxPass) != none {
		return
	}
	for _, k := range g.kids(t) {
		if k < t {
			continue
		}
		switch g.tok(k).Dep {
		case document.Obj, document.Ccomp, document.Xcomp:
			return
		}
	}
	at := t + 1
	for at < g.end && (g.tok(at).Tag == document.DET || g.tok(at).Tag == document.ADJ || g.tok(at).XTag == document.PRPS || g.tok(at).Tag == document.NOUN && at+1 < g.end && g.node(at+1).cover != none) {
		at++
	}
	if at >= g.end || g.repairCrossing(t) {
		return
	}
	if at > t+2 && at+1 < g.end && g.doc.Word(at) == "," && g.tok(t+1).Tag == document.DET && g.tok(at-1).Tag == document.ADJ {
		// "sacked the chief executive, Ann Roe", where the tagger reads an adjective
		if c := g.node(at + 1).cover; c != none && g.doc.Mentions[c].First == at+1 && g.doc.Mentions[c].Type == document.Person {
			g.spread(t, obj, "", g.node(at+1).canon, basic)
			return
		}
	}
	c := g.node(at).cover
	if c == none || g.doc.Mentions[c].First != at {
		return
	}
	switch g.doc.Tokens[topOf(g.doc, &g.doc.Mentions[c])].Dep {
	case document.List, document.DepDep, document.Parataxis, document.Appos, document.Flat, document.Dislocated, document.NmodDesc, document.Vocative:
		g.spread(t, obj, "", g.doc.Mentions[c].Head, basic)
	}
}

// repairTwoSubjects gives a verb both subjects where the tree has a noun phrase
// and, behind a comma, the person in apposition to the end of it: "the minister,
// Bo Lee, and the head of the agency, Ann Roe, resigned".
func (g *graph) repairTwoSubjects(t int32) {
	n := g.node(t)
	if !n.subjects || n.surface >= t || n.surface == none {
		return
	}
	first, name := none, none
	for _, k := range g.kids(t) {
		if k >= t {
			break
		}
		switch g.tok(k).Dep {
		case document.Nsubj, document.NsubjPass, document.NsubjOuter:
			if first == none {
				first = k
			} else {
				name = k
			}
		}
	}
	if name == none || g.tok(first).Tag != document.NOUN || g.node(first).cover != none {
		return
	}
	c := g.node(name).cover
	if c == none || g.doc.Mentions[c].Type != document.Person || g.doc.Mentions[c].First <= g.first {
		return
	}
	at := g.doc.Mentions[c].First - 1
	if g.doc.Word(at) != "," && at > g.first && g.doc.Word(at-1) == "," {
		at-- // over a title
	}
	if g.doc.Word(at) != "," {
		return
	}
	other := first
	if n.surface == first {
		other = name
	}
	r := subj
	if n.voice == passive {
		r = obj
	}
	g.spread(t, r, "", other, basic)
}

// repairNamed gives a noun the name behind its participle of naming: "a Danish
// national named Bo Lee", "a firm called Acme".
func (g *graph) repairNamed(t int32) {
	h := g.head(t)
	if h == none || h != t-1 || t+1 >= g.end {
		return
	}
	switch lower(g.doc.Word(t)) {
	case "named", "called", "nicknamed", "dubbed":
	default:
		return
	}
	if c := g.node(t + 1).cover; c != none && g.doc.Mentions[c].First == t+1 {
		g.spread(h, appos, "", g.node(t+1).canon, basic)
	}
}

// repairCrossing takes the noun phrase right behind verb t as its object where
// the tree hangs it from something before the verb, which no phrase can, and
// the name in apposition to it: "the board dismissed the chief executive, Roe,".
func (g *graph) repairCrossing(t int32) bool {
	if t+2 >= g.end || g.tok(t+1).Tag != document.DET && g.tok(t+1).XTag != document.PRPS {
		return false
	}
	n := g.head(t + 1)
	if n == none || n < t || g.head(n) == none || g.head(n) >= t || n > t+6 || g.node(n).time != none {
		return false
	}
	if tag := g.tok(n).Tag; tag != document.NOUN && tag != document.ADJ {
		return false
	}
	g.spread(t, obj, "", n, basic)
	if n+2 < g.end && g.doc.Word(n+1) == "," {
		if c := g.node(n + 2).cover; c != none && g.doc.Mentions[c].First == n+2 && g.doc.Mentions[c].Type == document.Person {
			g.spread(t, obj, "", g.node(n+2).canon, basic)
		}
	}
	return true
}

// repairParticle takes the person or body behind a verb's particle as its
// object where the tree has the particle for a preposition: "called in the
// auditors Hale & Lind", "took over Acme".
func (g *graph) repairParticle(t int32) {
	p := t + 1
	if p+1 < g.end && g.tok(p).Tag == document.ADP && g.tok(p).Dep == document.CompoundPrt {
		// "called on Lind to resign": the phrase has a preposition
		for _, n := range g.kids(t) {
			if n > p && g.tok(n).Dep == document.Obl && g.mark(n) == "" && g.node(n).time == none && g.node(n).cover != none && g.doc.Mentions[g.node(n).cover].First == p+1 {
				g.spread(t, obl, lower(g.doc.Word(p)), n, basic)
				return
			}
		}
	}
	if p+1 >= g.end || g.tok(p).Tag != document.ADP || g.tok(p).Dep != document.Case || g.tables == nil || g.kid(t, document.Obj) != none || g.node(t).voice == passive {
		return
	}
	n := g.head(p)
	if n == none || n < p || g.head(n) != t || g.node(n).time != none {
		return
	}
	if typ := g.typeOf(n); typ != document.Person && typ != document.Organization {
		return
	}
	particle := lower(g.doc.Word(p))
	for _, f := range g.tables.verbs[lower(g.lemma(t))] {
		if len(f.words) == 1 && f.words[0].kind == '+' && f.words[0].lemma == particle && len(f.object.list) > 0 && f.object.list[0].rel == obj {
			g.spread(t, obj, "", n, basic)
			return
		}
	}
}

// repairAgent finds the "by" phrase of a passive behind its complement: "was
// found guilty by the court".
func (g *graph) repairAgent(t int32) {
	if g.node(t).voice != passive || g.arg(t, subj, "") != none {
		return
	}
	for _, k := range g.kids(t) {
		if k < t {
			continue
		}
		if g.mark(k) == "by" && g.tok(k).Dep == document.Obl {
			g.spread(t, subj, "", k, basic)
			return
		}
		if g.tok(k).Dep != document.Xcomp && g.tok(k).Dep != document.Obj || g.tok(k).Tag == document.VERB {
			continue // "was found guilty by the court", "was awarded a contract by the navy"
		}
		for _, n := range g.kids(k) {
			if g.mark(n) == "by" {
				g.spread(t, subj, "", n, basic)
				return
			}
		}
	}
}

// repairParticiple hangs a participle with an agent from the noun before its
// comma, where the tree makes it a clause of its own: "worked at the observatory,
// then run by Lund, and".
func (g *graph) repairParticiple(t int32) {
	tok := g.tok(t)
	if tok.XTag != document.VBN && tok.XTag != document.VBD {
		return
	}
	switch tok.Dep {
	case document.Conj, document.Parataxis, document.Advcl, document.Ccomp:
	default:
		return
	}
	by := g.kid(t, document.OblAgent)
	if by == none || by < t || g.kid(t, document.Aux, document.AuxPass, document.Nsubj, document.NsubjPass, document.Obj, document.Mark, document.Cc) != none {
		return
	}
	comma := t - 1
	for comma > g.first && g.tok(comma).Tag == document.ADV {
		comma--
	}
	if comma == t-1 || g.doc.Word(comma) != "," {
		return
	}
	n := g.nounBefore(comma)
	if n == none || g.node(n).time != none || n > t {
		return
	}
	if h := g.head(n); g.tok(n).Dep == document.Nmod && h != none && g.tok(h).Tag == document.NOUN && g.node(n).mark == "of" {
		return // "a branch of Acme, now run by Lee": either
	}
	if nd := g.node(t); nd.subjects {
		g.dropArguments(t, g.node(nd.surface).canon)
	}
	g.node(t).voice = passive
	g.setSurface(t, n, relative)
	if g.arg(t, subj, "") == none {
		g.spread(t, subj, "", by, basic)
	}
}

// shareAgent gives the second of two passives the agent of the first where the
// same authority does both: "was arrested by the police and charged".
func (g *graph) shareAgent(t int32) {
	h := g.head(t)
	if g.tok(t).Dep != document.Conj || h == none || h > t || g.tables == nil || g.node(h).voice != passive || !g.tables.words["shared agent"][lower(g.lemma(t))] ||
		g.kid(t, document.Nsubj, document.NsubjPass, document.Obj, document.OblAgent) != none {
		return
	}
	a, s := g.arg(h, subj, ""), g.node(h).surface
	if a == none || a > t || s == none || g.typeOf(a) != document.Organization {
		return
	}
	if n := g.node(t); n.voice == active && n.surface == s {
		g.dropArguments(t, s)
		n.voice = passive
		g.setSurface(t, s, shared)
	}
	if g.node(t).voice == passive && g.arg(t, subj, "") == none {
		g.add(t, subj, "", a, shared)
	}
}

// repairBy hands a "by" phrase that the tree hangs from a name or a plain noun
// to the noun of action or the passive verb above it: "the arrest of Kranz by
// the police", "was followed in office by Prior".
func (g *graph) repairBy(t int32) {
	h := g.head(t)
	if h == none || g.tables == nil || g.node(t).time != none {
		return
	}
	if tag := g.tok(h).Tag; tag != document.NOUN && tag != document.PROPN && tag != document.NUM && tag != document.SYM {
		return
	}
	if g.node(h).cover == none && g.tables.actionNoun(lower(g.lemma(h))) {
		return
	}
	for steps := 0; steps < 4; steps++ {
		if h = g.head(h); h == none {
			return
		}
		switch tok := g.tok(h); {
		case tok.Tag == document.VERB:
			if g.node(h).voice == passive {
				g.spread(h, subj, "", t, basic)
			}
			return
		case tok.Tag == document.NOUN && g.tables.actionNoun(lower(tok.Lemma)):
			g.spread(h, nmod, "by", t, basic)
			return
		}
	}
}

// repairPhrase hands a phrase that the tree hangs from a name or a plain noun
// to the noun of action whose argument that noun is: "the extradition of
// Bianchi to Italy", "an order of six engines from Acme".
func (g *graph) repairPhrase(t int32) {
	h := g.head(t)
	if h == none || g.tables == nil {
		return
	}
	mark := g.mark(t)
	if g.node(h).cover == none {
		if g.tables.nounMarks[lower(g.lemma(h))][mark] || g.tables.isRole(lower(g.lemma(h))) {
			return
		}
	} else if h = g.node(h).canon; h >= t {
		return
	}
	if first := g.caseOf(t); first > g.first && g.doc.Word(first-1) == "," && farMarks[mark] {
		// "to buy Acme, a maker of bottles for wine, from Orion"
		for v, steps := h, 0; v != none && steps < 6; v, steps = g.head(v), steps+1 {
			if g.tok(v).Tag != document.VERB {
				continue
			}
			if g.tables.verbMarks[lower(g.lemma(v))][mark] && g.arg(v, obl, mark) == none && v < h {
				g.spread(v, obl, mark, t, basic)
				return
			}
			break
		}
	}
	if g.node(h).cover == none && g.node(t).mention == none {
		return
	}
	for n, steps := h, 0; steps < 3; steps++ {
		switch g.tok(n).Dep {
		case document.Nmod, document.NmodPoss:
		default:
			return
		}
		if n = g.head(n); n == none || g.tok(n).Tag != document.NOUN || n > t {
			return
		}
		n = g.node(n).canon
		if g.node(n).cover == none && g.tables.nounMarks[lower(g.lemma(n))][mark] {
			g.spread(n, nmod, mark, t, basic)
			return
		}
	}
}

// caseOf returns the preposition of token t, none without.
func (g *graph) caseOf(t int32) int32 { return g.kid(t, document.Case) }

// ofAmount reports whether the tree hangs token t from a sum or a number that
// itself belongs to a noun: "a fine of €12m on Acme".
func (g *graph) ofAmount(t int32) bool {
	h := g.head(t)
	if h == none || !g.isAmount(h) {
		return false
	}
	switch g.tok(h).Dep {
	case document.Nmod, document.Compound, document.Nummod, document.Amod, document.NmodUnmarked:
		n := g.head(h)
		return n != none && g.tok(n).Tag == document.NOUN && g.node(n).cover == none && g.node(n).time == none && g.node(t).time == none
	}
	return false
}

func (g *graph) isAmount(t int32) bool {
	tag := g.tok(t).Tag
	return (tag == document.SYM || tag == document.NUM || tag == document.NOUN && g.tok(t).XTag == document.CD) && g.node(t).time == none && g.node(t).cover == none
}

// repairAmount hands what hangs from a sum to the noun that the sum measures.
func (g *graph) repairAmount(t int32) {
	n := g.head(g.head(t))
	if g.tok(t).Dep == document.NmodPoss {
		g.spread(n, poss, "", t, basic) // "Acme's £400m takeover"
		return
	}
	g.spread(n, nmod, g.mark(t), t, basic)
}

// underTime reports whether the tree hangs a name from a time expression.
func (g *graph) underTime(t int32) bool {
	h := g.head(t)
	return h != none && h < t && g.node(h).time != none && g.node(t).time == none && (g.node(t).cover != none || g.node(t).mention != none)
}

// repairUnderTime joins what the tree hangs from a time expression to the verb
// that the time belongs to: "arrives on 1 March from Acme", "bought Acme in 2018
// and Nordvik, a printer, last year".
func (g *graph) repairUnderTime(t int32) {
	v := g.head(t)
	for steps := 0; v != none && g.tok(v).Tag != document.VERB && steps < 3; steps++ {
		v = g.head(v)
	}
	if v == none || g.tok(v).Tag != document.VERB {
		return
	}
	mark := g.mark(t)
	if g.tok(t).Dep == document.Nmod {
		if mark != "" && mark != "of" && mark != "by" {
			g.spread(v, obl, mark, t, basic)
		}
		return
	}
	if g.tok(t).Tag != document.PROPN {
		return
	}
	for e := range g.edges {
		if ed := &g.edges[e]; ed.rel == subj && ed.dep == g.node(t).canon && ed.head > t {
			return // "within a day, and Malta delivered rice"
		}
	}
	if mark == "" && g.node(v).voice == active && g.arg(v, obj, "") != none {
		g.spread(v, obj, "", t, shared)
	}
}

// repairGerund gives a gerund behind "of" or "for" that the tree hangs from a
// time expression its subject, whom the verb before the time acts on: "was
// convicted on Friday of murdering Ann Voss".
func (g *graph) repairGerund(t int32) {
	h := g.head(t)
	if h == none || h > t || g.node(h).time == none || g.node(t).subjects {
		return
	}
	v := g.head(h)
	if v == none || g.tok(v).Tag != document.VERB || v > h {
		return
	}
	who := g.arg(v, obj, "")
	if who == none {
		return
	}
	g.spread(t, subj, "", who, control)
}

// repairInner hands a phrase that the tree gives an outer verb to the inner one
// right before it, where that one takes the preposition and the outer does not:
// "paid Voss, who sold her firm to Acme".
func (g *graph) repairInner(t int32) {
	v := g.head(t)
	if v == none || v > t || g.tables == nil || g.tok(v).Tag != document.VERB || g.node(t).mention == none && g.node(t).cover == none {
		return
	}
	mark := g.mark(t)
	if !farMarks[mark] || g.tables.verbMarks[lower(g.lemma(v))][mark] {
		return
	}
	for u := t - 1; u > v; u-- {
		if g.tok(u).Tag != document.VERB {
			continue
		}
		d := g.tok(u).Dep
		if (d != document.AclRelcl && d != document.Advcl && d != document.Acl) || !g.tables.verbMarks[lower(g.lemma(u))][mark] || g.arg(u, obl, mark) != none {
			return
		}
		g.dropArguments(v, g.node(t).canon)
		g.spread(u, obl, mark, t, basic)
		return
	}
}

// repairAs gives a noun the name in apposition that the tree hangs from its
// "as" phrase: "her successor as chairman, Jan Voss".
func (g *graph) repairAs(t int32) {
	if h := g.head(g.head(t)); h != none && g.tok(h).Tag == document.NOUN && h < t {
		g.spread(h, appos, "", t, basic)
	}
}

// repairFine reads "fine" behind a sum as the noun, whatever the tagger makes
// of it: "handed Acme a €12m fine".
func (g *graph) repairFine(t int32) {
	n := g.node(t)
	n.nounish = true
	h := g.head(t)
	if h != none && g.tok(h).Tag == document.VERB {
		switch g.tok(t).Dep {
		case document.Advmod, document.OblUnmarked, document.Xcomp, document.Advcl:
			g.add(h, obj, "", t, basic)
		}
	}
	for _, k := range g.kids(t) {
		m := g.node(k).mark
		if g.tok(k).Dep != document.Obl || m == "" {
			continue
		}
		g.spread(t, nmod, m, k, basic)
		if h == none || g.tok(h).Tag != document.VERB || h > t {
			continue
		}
		if m == "by" && g.node(h).voice == passive {
			g.spread(h, subj, "", k, basic)
		} else {
			g.spread(h, obl, m, k, basic)
		}
	}
}

// repairWorth gives the noun before "worth" and a sum the place that the tree
// gives the sum: "awarded Acme a contract worth €12m".
func (g *graph) repairWorth(w int32) {
	if w-1 < g.first || w+1 >= g.end || g.tok(w-1).Tag != document.NOUN || g.head(w-1) != w {
		return
	}
	sum := g.head(w)
	if sum == none || sum < w || !g.isAmount(sum) {
		return
	}
	for i, n := 0, len(g.edges); i < n; i++ {
		if ed := g.edges[i]; ed.dep == sum && ed.head < w && (ed.rel == obj || ed.rel == subj || ed.rel == obl || ed.rel == nmod) {
			g.add(ed.head, ed.rel, ed.mark, w-1, ed.via)
		}
	}
	for e := g.node(sum).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; ed.rel == nmod {
			g.add(w-1, nmod, ed.mark, ed.dep, ed.via)
		}
	}
}

// repairMarked hands a phrase with a preposition that the tree takes for the
// subject of the next verb to the noun before it: "aid to Malawi rose", "made
// an appeal to Lind to open the archive".
func (g *graph) repairMarked(t int32) {
	p := g.kid(t, document.Case)
	if p <= g.first || p > t || g.tables == nil {
		return
	}
	if n := p - 1; g.tok(n).Tag == document.NOUN && g.tables.actionNoun(lower(g.lemma(n))) {
		g.spread(n, nmod, g.mark(t), t, basic)
	}
}

// isDemonym reports whether token t is a nationality word in front of a noun.
func (g *graph) isDemonym(t int32) bool {
	n := g.node(t)
	return n.mention != none && g.doc.Mentions[n.mention].Kind == document.AdjectiveMention && t+1 < g.end &&
		(g.tok(t+1).Tag == document.NOUN || g.tok(t+1).Tag == document.PROPN || g.tok(t+1).Tag == document.ADJ) && g.tok(t).XTag != document.NNS && g.tok(t).XTag != document.NNPS
}

// repairDemonym joins a nationality word to the noun that it stands before
// where the tree makes it an argument of its own.
func (g *graph) repairDemonym(t int32) {
	switch g.tok(t).Dep {
	case document.Amod, document.Compound, document.NmodDesc:
		return
	}
	noun := none
	for at := t + 1; at < g.end && at < t+5; at++ {
		tok := g.tok(at)
		if tok.Tag != document.NOUN && tok.Tag != document.PROPN && tok.Tag != document.ADJ {
			break
		}
		if g.tables != nil && g.tables.isRole(lower(tok.Lemma)) {
			noun = at
			break
		}
		if g.node(at).cover != none && noun != none {
			break
		}
		if tok.Tag != document.ADJ {
			noun = at
		}
	}
	if noun != none {
		g.add(noun, adj, "", t, basic)
	}
}

// repairNations joins the nationality words before the last of a list to its
// noun: "dual Portuguese and Brazilian nationality".
func (g *graph) repairNations(t int32) {
	if t-2 < g.first || g.doc.Word(t-1) != "and" {
		return
	}
	m := g.node(t - 2).mention
	if m == none || g.doc.Mentions[m].Kind != document.AdjectiveMention {
		return
	}
	for at := t + 1; at < g.end && at < t+4; at++ {
		if g.hasEdge(at, adj, "", t) {
			g.add(at, adj, "", t-2, shared)
			return
		}
	}
}

// repairInversion turns the name behind a verb of speech that follows a quote
// or a clause into its subject: "…, warned Ana Teles, a spokeswoman".
func (g *graph) repairInversion(t int32) {
	if g.tables == nil || !g.tables.words["speech verbs"][lower(g.lemma(t))] || t-1 < g.first || t+1 >= g.end {
		return
	}
	if x := g.tok(t).XTag; x != document.VBD && x != document.VBZ && x != document.VBN {
		return
	}
	switch g.doc.Word(t - 1) {
	case ",", "\"", "”", "''", "’":
	default:
		return
	}
	at := t + 1
	for at < g.end && (g.tok(at).Dep == document.NmodDesc || honorifics[lower(g.doc.Word(at))]) {
		at++
	}
	if at >= g.end {
		return
	}
	c := g.node(at).cover
	if c == none || g.doc.Mentions[c].First != at || g.doc.Mentions[c].Type != document.Person {
		return
	}
	if end := g.doc.Mentions[c].End; end < g.end && g.tok(end).Tag != document.PUNCT && g.tok(end).Tag != document.ADP {
		return
	}
	name := g.node(at).canon
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.rel == subj && ed.dep != name || ed.rel == obj && ed.dep == name {
			ed.rel = relNone
		}
	}
	g.node(t).voice = active
	g.setSurface(t, name, basic)
}

// repairSpeaker gives a verb of speech without a subject of its own the person
// named right before it, behind a title: "…, its minister, Ann Roe, announced".
func (g *graph) repairSpeaker(t int32) {
	if x := g.tok(t).XTag; x != document.VBD && x != document.VBZ || t-2 < g.first || g.doc.Word(t-1) != "," ||
		g.kid(t, document.Nsubj) != none || g.tables == nil || !g.tables.words["speech verbs"][lower(g.lemma(t))] {
		return
	}
	c := g.node(t - 2).cover
	if c == none {
		return
	}
	m := &g.doc.Mentions[c]
	if m.Type != document.Person || m.End != t-1 || m.First-2 < g.first || g.doc.Word(m.First-1) != "," || !g.tables.isRole(lower(g.lemma(m.First-2))) {
		return
	}
	name := g.node(t - 2).canon
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.rel == subj && ed.dep != name {
			ed.rel = relNone
		}
	}
	g.setSurface(t, name, basic)
}

// repairInserted gives a verb behind an insertion the name that the insertion
// belongs to, where the tree gives that name to a later verb and lets this one
// share the subject of an earlier: "Roe sang, and Lee, the host, spoke; both were
// booed".
func (g *graph) repairInserted(t int32) {
	tok := g.tok(t)
	if tok.XTag != document.VBD && tok.XTag != document.VBZ || g.kid(t, document.Nsubj, document.NsubjPass) != none || g.doc.Word(max(t-1, g.first)) != "," {
		return
	}
	s := g.beforeInsertion(t - 1)
	if s == none || g.head(s) <= t || g.tok(s).Dep != document.Nsubj && g.tok(s).Dep != document.NsubjPass {
		return
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.rel == subj {
			ed.rel = relNone
		}
	}
	g.setSurface(t, s, relative)
}

// verbish finds verbs in the third person that the tagger took for plurals:
// "Nora Quinn lives in Cork", "was born in Pune and lives in Montreal". It
// gives them their subject.
func (g *graph) verbish(t int32) bool {
	if g.tables == nil || t == g.first || t+1 >= g.end || g.node(t).cover != none {
		return false
	}
	word := g.doc.Word(t)
	if len(word) < 4 || word[len(word)-1] != 's' || len(g.tables.verbs[lower(word[:len(word)-1])]) == 0 {
		return false
	}
	switch next := g.tok(t + 1); next.Tag {
	case document.ADP, document.DET:
	case document.PROPN:
		if g.node(t+1).cover == none {
			return false
		}
	default:
		return false
	}
	subject := none
	before := t - 1
	for before > g.first && g.tok(before).Tag == document.ADV {
		before-- // "now chairs"
	}
	if c := g.node(before).cover; c != none && g.doc.Mentions[c].End == before+1 && g.doc.Mentions[c].Type == document.Person && !g.finiteVerbIn(t) {
		subject = g.node(before).canon
	} else if g.doc.Word(t-1) == "," && t-2 >= g.first && g.node(t-2).cover != none && g.tok(t+1).Tag == document.ADP {
		// "whose brother, Jan Gelder, lives in Oslo"
		m := &g.doc.Mentions[g.node(t-2).cover]
		if m.End == t-1 && m.Type == document.Person && m.First-1 >= g.first && g.doc.Word(m.First-1) == "," {
			subject = g.node(t - 2).canon
		}
	} else if g.tok(before).Tag == document.CCONJ {
		for at := before - 1; at >= g.first && at > t-12; at-- {
			if g.node(at).subjects && g.tok(at).Tag == document.VERB {
				subject = g.node(at).surface
				break
			}
		}
		if next := g.tok(t + 1); next.Tag != document.ADP || subject != none && g.typeOf(subject) != document.Person {
			return false
		}
	}
	if subject == none {
		return false
	}
	g.node(t).verbish = true
	g.setSurface(t, subject, relative)
	// Its phrases hang from the verb before it.
	for at := t - 2; at >= g.first && at > t-12; at-- {
		if g.tok(at).Tag != document.VERB {
			continue
		}
		for e := g.node(at).out; e != none; e = g.edges[e].next {
			if ed := g.edges[e]; ed.rel == obl && ed.dep > t {
				g.edges[e].rel = relNone
				g.add(t, obl, ed.mark, ed.dep, relative)
			}
		}
		break
	}
	return true
}

// finiteVerbIn reports whether the sentence has a finite verb of its own other than t.
func (g *graph) finiteVerbIn(t int32) bool {
	for i := g.first; i < g.end; i++ {
		tok := g.tok(i)
		if i == t || tok.Tag != document.VERB && tok.Tag != document.AUX {
			continue
		}
		switch tok.XTag {
		case document.VBD, document.VBZ, document.VBP, document.MD:
			if i > t || g.head(t) == none || tok.Dep == document.Root {
				return true
			}
		}
	}
	return false
}

// repeatedMarks are the prepositions that a long list repeats before each of
// its members.
var repeatedMarks = map[string]bool{"on": true, "against": true, "with": true, "by": true}

// repeats reports whether preposition p stands behind a comma or "and" before a name.
func (g *graph) repeats(p int32) bool {
	if p-1 <= g.first || p+1 >= g.end || !repeatedMarks[lower(g.doc.Word(p))] {
		return false
	}
	if g.tok(p-1).Tag == document.ADV && p-2 > g.first {
		p-- // "and then by"
	}
	w := g.doc.Word(p - 1)
	return w == "," || w == "and"
}

// repairRepeated joins the member of a list that repeats its preposition to
// what the first member depends on: "sanctions on Orlov, a trader, on his
// brother, and on Volga Trading".
func (g *graph) repairRepeated(p int32) {
	mark := lower(g.doc.Word(p))
	top := g.head(p)
	if top == none || top < p || g.node(top).time != none {
		return
	}
	member := g.node(top).canon
	for first := p - 2; first > g.first && first > p-30; first-- {
		if s := g.kid(first, document.Nsubj, document.NsubjPass); g.tok(first).Tag == document.VERB && s != none && !g.isRelative(s) {
			return
		}
		if g.tok(first).Tag != document.ADP || lower(g.doc.Word(first)) != mark || g.repeats(first) {
			continue
		}
		f := g.head(first)
		if f == none || f < first || f >= p {
			return
		}
		f = g.node(f).canon
		for e := range g.edges {
			ed := g.edges[e]
			if ed.dep == f && (ed.rel == nmod || ed.rel == obl) && ed.mark == mark && ed.head < first {
				g.spread(ed.head, ed.rel, mark, member, shared)
				return
			}
			if ed.dep == f && ed.rel == subj && mark == "by" && ed.head < first {
				g.spread(ed.head, subj, "", member, shared)
				return
			}
		}
		return
	}
}

// repairConjoined reads a second main verb that the tree takes for a participle
// before a name: "demanded his resignation and accused President Mensah of …".
func (g *graph) repairConjoined(t int32) {
	h := g.head(t)
	c := g.node(h).cover
	if c == none || g.tok(t).XTag == document.VBG || len(g.tables.verbs[lower(g.lemma(t))]) == 0 {
		return
	}
	at := t + 1
	for at < g.doc.Mentions[c].First && (g.tok(at).Dep == document.NmodDesc || honorifics[lower(g.doc.Word(at))]) {
		at++
	}
	if at != g.doc.Mentions[c].First {
		return
	}
	name := g.node(h).canon
	v := g.head(name)
	for steps := 0; v != none && steps < 6 && (v > t || g.tok(v).Tag != document.VERB && g.tok(v).Tag != document.AUX || !g.node(v).subjects); steps++ {
		v = g.head(v)
	}
	if v == none || v > t || !g.node(v).subjects || g.node(v).surface == none {
		return
	}
	if up := g.head(v); g.tok(v).Dep == document.Ccomp && up != none && up < v && g.node(up).subjects {
		had := lower(g.doc.Word(v)) == "had"
		for _, k := range g.kids(v) {
			had = had || g.tok(k).Dep == document.Aux && lower(g.doc.Word(k)) == "had"
		}
		if had {
			v = up // "denied that they had left and accused Rome of …"
		}
	}
	for e := range g.edges {
		if ed := &g.edges[e]; ed.dep == name && ed.head < t && ed.rel != relNone {
			ed.rel = relNone
		}
	}
	g.node(t).voice = active
	g.setSurface(t, g.node(v).surface, shared)
	g.spread(t, obj, "", name, relative)
}
