package facts

import "dossier/ingest/document"

// segments puts right what long sentences make parsers lose: which words belong
// to which of the clauses that commas and semicolons divide. It runs before the
// other repairs, on the edges of the tree.
func (g *graph) segments() {
	boundary, semicolon := none, none
	for t := g.first; t < g.end; t++ {
		switch tok := g.tok(t); {
		case tok.Tag == document.PUNCT && g.doc.Word(t) == ";":
			boundary, semicolon = t, t
		case tok.Tag == document.CCONJ && t > g.first && g.doc.Word(t-1) == ",", tok.Tag == document.SCONJ && tok.Lemma == "while" && t > g.first && g.doc.Word(t-1) == ",":
			boundary = t
		case tok.XTag == document.PRP:
			g.segmentPronoun(t)
		case tok.Dep == document.Nmod && g.node(t).time == none:
			g.segmentTime(t)
		case tok.Dep == document.Appos:
			if semicolon != none && tok.Head != none && tok.Head < semicolon {
				g.dropArguments(g.node(tok.Head).canon, g.node(t).canon)
				continue
			}
			g.segmentApposition(t)
		case tok.Dep == document.Conj && tok.Tag == document.NOUN:
			g.segmentGap(t)
		case tok.Lemma == "have" && tok.Dep != document.Aux:
			g.segmentPerfect(t)
		}
		if g.tok(t).Dep == document.Acl && g.tok(t).Tag == document.VERB {
			g.segmentMain(t)
		}
		if g.tok(t).Tag == document.VERB && boundary != none {
			g.segmentSubject(t, boundary)
		}
	}
}

// segmentMain reads the main verb of a sentence whose subject has a clause of its
// own, where the tree takes it for a participle behind the last name of that
// clause: "Hill, who was in Oslo for talks with her colleague, Ann Lind, called on …".
func (g *graph) segmentMain(t int32) {
	tok := g.tok(t)
	if tok.XTag != document.VBN && tok.XTag != document.VBD || t == g.first || g.doc.Word(t-1) != "," || g.kid(t, document.OblAgent, document.AuxPass, document.Aux) != none || !g.full() {
		return
	}
	root := g.root()
	if root == none || root > t || g.node(root).canon == g.node(tok.Head).canon || g.node(root).cover == none || g.kid(root, document.Cop, document.Nsubj, document.Aux) != none {
		return
	}
	insertion := false
	for _, k := range g.kids(root) {
		insertion = insertion || k < t && g.tok(k).Dep == document.AclRelcl
		if k > t && g.tok(k).Tag == document.VERB {
			return
		}
	}
	if !insertion || len(g.tables.verbs[lower(g.lemma(t))]) == 0 {
		return
	}
	if n := g.node(t); n.subjects {
		g.dropArguments(t, g.node(n.surface).canon)
	}
	g.node(t).voice = active
	g.setSurface(t, root, relative)
}

// root returns the first token without a head, none where there is none.
func (g *graph) root() int32 {
	for i := g.first; i < g.end; i++ {
		if g.head(i) == none {
			return i
		}
	}
	return none
}

// nominative pronouns are subjects wherever they stand.
var nominative = map[string]bool{"he": true, "she": true, "they": true, "we": true, "i": true}

// segmentPronoun reads a pronoun in the nominative that the tree takes for the
// object of a conjunction: "two days after he and Hill, the mayor, travelled to Oslo".
func (g *graph) segmentPronoun(t int32) {
	tok := g.tok(t)
	if tok.Dep != document.Obl && tok.Dep != document.Nmod || tok.Head == none || !nominative[lower(g.doc.Word(t))] || g.kid(t, document.Case) == none {
		return
	}
	for v := t + 1; v < g.end && v < t+25; v++ {
		vt := g.tok(v)
		if w := g.doc.Word(v); w == ";" || vt.Tag == document.AUX && g.finiteTag(v) {
			return
		}
		if vt.Tag != document.VERB || !g.finiteTag(v) && (vt.XTag != document.VBN || vt.Dep != document.Acl) || g.kid(v, document.Nsubj, document.NsubjPass, document.OblAgent) != none && vt.XTag != document.VBN {
			continue
		}
		if g.relativeHead(v) != none || g.kid(v, document.Nsubj, document.NsubjPass) != none {
			continue
		}
		g.dropArguments(tok.Head, g.node(t).canon)
		if n := g.node(v); n.subjects {
			g.dropArguments(v, g.node(n.surface).canon)
		}
		g.node(v).voice = active
		for _, k := range g.kids(v) {
			if g.tok(k).Dep == document.OblAgent { // "travelled by train"
				g.dropArguments(v, k)
				g.spread(v, obl, "by", k, basic)
			}
		}
		g.setSurface(v, t, relative)
		return
	}
}

func (g *graph) finiteTag(t int32) bool {
	switch g.tok(t).XTag {
	case document.VBD, document.VBZ, document.VBP:
		return true
	}
	return false
}

// segmentTime hands a phrase that the tree hangs from a time expression to what
// the time belongs to: "a conversation the same evening with Lind", "talks on
// Monday with Lind".
func (g *graph) segmentTime(t int32) {
	h := g.head(t)
	mark := g.node(t).mark
	if h == none || h > t || mark == "" || mark == "of" || g.node(h).time == none {
		return
	}
	before := g.doc.Times[g.node(h).time].First - 1
	if before >= g.first && g.tok(before).Tag == document.ADP {
		before--
	}
	if before >= g.first && g.tok(before).Tag == document.NOUN && g.tables != nil && g.tables.actionNoun(lower(g.lemma(before))) {
		g.spread(before, nmod, mark, t, basic)
		return
	}
	for h != none && g.node(h).time != none {
		h = g.head(h)
	}
	switch {
	case h == none || h > t:
	case g.tok(h).Tag == document.VERB:
		g.spread(h, obl, mark, t, basic)
	case g.tok(h).Tag == document.NOUN && g.node(h).cover == none:
		g.spread(h, nmod, mark, t, basic)
	}
}

// segmentApposition hands a person that the tree takes for the apposition of a
// thing to the title the phrase began with: "its coordinator in Quito, Ann Hill".
func (g *graph) segmentApposition(t int32) {
	h := g.head(t)
	if h == none || h > t || g.node(t).cover == none || g.tables == nil || g.typeOf(t) != document.Person {
		return
	}
	if g.node(h).cover != none && g.typeOf(h) == document.Person {
		g.segmentNext(t, h)
		return
	}
	if g.typeOf(h) == document.Person || g.personal(h) {
		return
	}
	before := g.doc.Mentions[g.node(t).cover].First - 1
	for before > g.first && (honorifics[lower(g.doc.Word(before))] || g.tok(before).Dep == document.NmodDesc) {
		before--
	}
	if before <= g.first || g.doc.Word(before) != "," {
		return
	}
	up := h
	for steps := 0; steps < 3 && up != none && g.tok(up).Dep == document.Nmod; steps++ {
		if up = g.head(up); up != none && up < h && g.node(up).cover == none && g.tables.isRole(lower(g.lemma(up))) && g.tok(up).XTag == document.NN {
			if g.arg(up, appos, "") == none {
				g.dropArguments(g.node(h).canon, g.node(t).canon)
				g.spread(up, appos, "", t, basic)
			}
			return
		}
	}
}

// segmentNext reads a second person right behind a comma, taken for the first
// one's apposition, as the subject of the verb that lacks one: "in a call with
// President Moss, Ann Lind complained".
func (g *graph) segmentNext(t, h int32) {
	a, b := &g.doc.Mentions[g.node(h).cover], &g.doc.Mentions[g.node(t).cover]
	if a.Entity == b.Entity || a.End+1 != b.First || g.doc.Word(a.End) != "," || b.End >= g.end {
		return
	}
	v := b.End
	for v < g.end && (g.tok(v).Tag == document.AUX || g.tok(v).Tag == document.ADV) {
		v++
	}
	if v >= g.end || g.tok(v).Tag != document.VERB || g.kid(v, document.Nsubj, document.NsubjPass) != none {
		return
	}
	g.dropArguments(g.node(h).canon, g.node(t).canon)
	g.setSurface(v, t, relative)
}

// segmentGap reads a second object with a phrase of its own that the tree
// coordinates with the first one's place: "sent ships to Malta and tents to Crete".
func (g *graph) segmentGap(t int32) {
	h := g.head(t)
	if h == none || h > t || g.node(t).cover != none || g.node(h).cover == none || g.typeOf(h) != document.Place || g.node(h).mark == "" {
		return
	}
	own := false
	for _, k := range g.kids(t) {
		own = own || g.tok(k).Dep == document.Nmod && g.mark(k) == g.node(h).mark
	}
	v := g.head(h)
	if v != none && g.tok(v).Dep == document.Obj {
		v = g.head(v)
	}
	if own && v != none && g.tok(v).Tag == document.VERB {
		g.dropArguments(v, t)
		g.spread(v, obj, "", t, shared)
	}
}

// segmentPerfect reads "has" and a participle that the tree keeps apart:
// "which Oslo has for weeks accused of lying".
func (g *graph) segmentPerfect(t int32) {
	if !g.finiteTag(t) || !g.node(t).subjects {
		return
	}
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Obj && !g.isRelative(k) {
			return
		}
	}
	for v := t + 1; v < g.end && v < t+7; v++ {
		tok := g.tok(v)
		switch {
		case tok.Tag == document.PUNCT || tok.Tag == document.AUX || tok.Tag == document.CCONJ:
			return
		case tok.Tag != document.VERB:
			continue
		case tok.XTag != document.VBN || tok.Dep != document.Acl && tok.Dep != document.Xcomp && tok.Dep != document.Advcl:
			return
		}
		if n := g.node(v); n.subjects {
			g.dropArguments(v, g.node(n.surface).canon)
		}
		g.node(v).voice = active
		for e := g.node(t).out; e != none; e = g.edges[e].next {
			if ed := g.edges[e]; ed.rel == obj || ed.rel == obl {
				g.add(v, ed.rel, ed.mark, ed.dep, ed.via)
			}
		}
		g.setSurface(v, g.node(t).surface, shared)
		return
	}
}

// segmentSubject gives a verb in a segment of its own, behind a semicolon or
// behind a comma and a conjunction, the name that its segment begins with, where
// the tree has it go on with the subject from before: "Hill refused; Ms Lind, who
// leads the union, urged her to go", "Oslo sent divers, and Malta, itself short of
// food, delivered rice".
func (g *graph) segmentSubject(t, boundary int32) {
	n := g.node(t)
	tok := g.tok(t)
	named := none
	if tok.Dep == document.Amod && tok.XTag != document.VBG && tok.Head > t {
		named = g.titled(tok.Head)
	}
	modifier := named != none
	if !modifier && !g.finiteTag(t) && !g.finite(t) || g.relativeHead(t) != none {
		return
	}
	if own := g.kid(t, document.Nsubj, document.NsubjPass); own != none && (own > boundary || g.doc.Word(boundary) != ";") {
		return
	}
	if n.subjects && n.surface > boundary {
		return
	}
	if h := tok.Head; tok.Dep == document.Conj && h != none && h > boundary && g.node(h).subjects {
		if s := g.node(h).surface; s > boundary && s != n.surface {
			g.replaceSurface(t, s)
		}
		return
	}
	s := g.segmentName(boundary+1, g.verbGroupStart(t))
	if s == none || modifier && g.doc.Word(t-1) != "," {
		return
	}
	for e := range g.edges { // what the tree joined it to before the boundary
		ed := &g.edges[e]
		if ed.head < boundary && (ed.via == shared || ed.rel == conj) && (ed.dep == g.node(s).canon || ed.dep > boundary && g.arg(ed.dep, appos, "") == g.node(s).canon) {
			ed.rel = relNone
		}
	}
	if modifier {
		n.voice = active
		g.spread(t, obj, "", named, relative)
	}
	g.replaceSurface(t, s)
}

// titled returns the name that noun t heads, lies in or is a title of; none without.
func (g *graph) titled(t int32) int32 {
	for steps := 0; steps < 4; steps++ {
		if g.node(t).cover != none {
			return g.node(t).canon
		}
		h := g.head(t)
		if d := g.tok(t).Dep; h == none || h < t || d != document.Compound && d != document.NmodDesc && !honorifics[lower(g.doc.Word(t))] {
			return none
		}
		t = h
	}
	return none
}

// segmentName returns the head of the name that the words from first on are
// about, where they are the subject of the verb group at start and at most an
// insertion between commas divides the two; none without.
func (g *graph) segmentName(first, start int32) int32 {
	if first < start && g.tok(first).Tag == document.ADV {
		first++ // "but now"
	}
	for first < start && (g.tok(first).Tag == document.DET || g.tok(first).Dep == document.NmodDesc && g.node(first).cover == none || honorifics[lower(g.doc.Word(first))]) {
		first++
	}
	if first >= start {
		return none
	}
	if c := g.node(first).cover; c != none && g.doc.Mentions[c].First == first {
		switch end := g.doc.Mentions[c].End; {
		case end == start, end < start && g.doc.Word(end) == "," && g.doc.Word(start-1) == "," && start-1 > end:
			return g.doc.Mentions[c].Head
		}
	}
	// "the union's deputy head, Ann Lind, told …"
	for at := first; at < start && at < first+14; at++ {
		switch tok := g.tok(at); {
		case tok.Tag == document.VERB, tok.Tag == document.AUX, tok.Tag == document.PRON && tok.XTag != document.PRPS:
			return none
		case g.doc.Word(at) == ",":
			if at+1 >= start {
				return none
			}
			c := g.node(at + 1).cover
			if c != none && g.doc.Mentions[c].First == at+1 && g.doc.Mentions[c].End == start-1 && g.doc.Word(start-1) == "," && g.doc.Mentions[c].Type == document.Person {
				return g.doc.Mentions[c].Head
			}
			return none
		}
	}
	return none
}

// replaceSurface makes s the surface subject of verb t instead of what it had.
func (g *graph) replaceSurface(t, s int32) {
	n := g.node(t)
	if n.subjects {
		for e := n.out; e != none; e = g.edges[e].next {
			ed := &g.edges[e]
			if (ed.rel == subj && n.voice == active || ed.rel == obj && n.voice == passive) && (ed.via != basic || ed.dep == g.node(n.surface).canon) {
				ed.rel = relNone
			}
		}
	}
	g.setSurface(t, s, relative)
}
