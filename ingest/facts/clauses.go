package facts

import "dossier/ingest/document"

// Frames of speech read what is said of somebody in a clause: "said the
// minister must resign", "alleged that he had taken bribes". The slot "clause"
// is who acts in it; the option clause= says what the clause must be about.

// clauseSubject appends who acts in the clauses that verb or noun t reports.
func (x *run) clauseSubject(t int32, soft bool, out []end) []end {
	g := &x.g
	noun := g.tok(t).Tag == document.NOUN
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel == ccomp || noun && ed.rel == acl && g.mark(ed.dep) == "that" {
			out = x.actsIn(ed.dep, soft, out)
		}
	}
	if len(out) == 0 && !noun && g.tok(t).Dep == document.Parataxis && g.head(t) != none && g.head(t) < t {
		out = x.actsIn(g.head(t), soft, out) // "Orlov must go, Lind said"
	}
	return out
}

// actsIn appends the subject of clause c and of the clauses coordinated to it,
// where they are about what the frame demands.
func (x *run) actsIn(c int32, soft bool, out []end) []end {
	g := &x.g
	if x.isAbout(c) {
		for e := g.node(c).out; e != none; e = g.edges[e].next {
			if ed := g.edges[e]; ed.rel == subj {
				out = x.resolve(ed.dep, soft, out)
			}
		}
	}
	for _, k := range g.kids(c) {
		if g.tok(k).Dep == document.Conj && g.tok(k).Tag == document.VERB && len(out) == 0 {
			out = x.actsIn(k, soft, out)
		}
	}
	return out
}

// isAbout reports whether clause c is about what the present frame demands: a
// list that its verb, an auxiliary or its object belongs to.
func (x *run) isAbout(c int32) bool {
	if len(x.clauses) == 0 {
		return true
	}
	g := &x.g
	for _, name := range x.clauses {
		list := x.tables.words[name]
		if name == "duties" {
			if x.isDuty(c, list) {
				return true
			}
			continue
		}
		if x.negatedAt(c) {
			continue
		}
		if x.isOf(c, list) && g.node(c).voice == active {
			return true
		}
		for _, k := range g.kids(c) {
			switch g.tok(k).Dep {
			case document.Obj, document.Xcomp:
				if x.isOf(k, list) && g.node(c).voice == active {
					return true
				}
			}
		}
	}
	return false
}

// isDuty reports whether clause c says what somebody must do: an auxiliary of
// the list, or "has to", "needs to"; a guess ("must have known") is none, nor is
// what must be done to somebody or what they must be.
func (x *run) isDuty(c int32, list map[string]bool) bool {
	g := &x.g
	if g.node(c).voice == passive || g.node(c).copula != none {
		return false
	}
	duty, mild := false, false
	for _, k := range g.kids(c) {
		switch g.tok(k).Dep {
		case document.Aux:
			switch w := x.key(g.lemma(k)); {
			case w == "have":
				return false
			case list[w]:
				duty, mild = true, w == "should"
			}
		case document.Xcomp:
			if w := x.key(g.lemma(c)); (w == "have" || w == "need") && g.mark(k) == "to" && g.tok(k).Tag == document.VERB {
				return g.tok(c).XTag == document.VBZ || g.tok(c).XTag == document.VBP
			}
		}
	}
	if mild && x.tables.words["prospects"][x.key(g.lemma(c))] {
		return false // "should benefit"
	}
	return duty
}

// negatedAt reports whether predicate c is negated by a word of its own.
func (x *run) negatedAt(c int32) bool {
	g := &x.g
	for _, k := range g.kids(c) {
		switch x.key(x.doc.Word(k)) {
		case "not", "n't", "never", "no":
			return true
		}
	}
	return false
}

// infinitiveObject appends whom the infinitive of verb t acts on, and who it is
// coordinated with: "vowed to punish Orlov".
func (x *run) infinitiveObject(t int32, soft bool, out []end) []end {
	g := &x.g
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; d != document.Xcomp && d != document.Advcl || g.mark(k) != "to" || k < t || g.tok(k).Tag != document.VERB || !x.isAbout(k) {
			continue
		}
		for e := g.node(k).out; e != none; e = g.edges[e].next {
			if ed := g.edges[e]; ed.rel == obj {
				out = x.resolve(ed.dep, soft, out)
			}
		}
	}
	return out
}

// hasComplement reports whether a complement of verb t is of the list: "called
// him a coward", "described it as absurd".
func (x *run) hasComplement(t int32, list map[string]bool) bool {
	g := &x.g
	objects := 0
	for _, k := range g.kids(t) {
		if k < t {
			continue
		}
		switch g.tok(k).Dep {
		case document.Xcomp, document.Ccomp, document.Obl, document.Advcl, document.Nmod:
			if d := g.tok(k).Dep; d == document.Obl || d == document.Advcl || d == document.Nmod {
				if g.mark(k) != "as" {
					continue
				}
			}
			if x.describedBy(k, list) {
				return true
			}
		case document.Obj, document.Iobj:
			if objects++; objects > 1 && x.describedBy(k, list) {
				return true
			}
			for _, n := range g.kids(k) { // "dismissed it as a joke", the phrase hung from its object
				if d := g.tok(n).Dep; (d == document.Nmod && g.mark(n) == "as" || d == document.Appos || d == document.Amod && n > k) && x.describedBy(n, list) {
					return true
				}
			}
		}
	}
	return false
}

// describedBy reports whether word k, a modifier or a conjunct of it is of the list.
func (x *run) describedBy(k int32, list map[string]bool) bool {
	g := &x.g
	if x.isOf(k, list) {
		return true
	}
	for _, c := range g.kids(k) {
		switch g.tok(c).Dep {
		case document.Amod, document.Conj:
			if x.isOf(c, list) {
				return true
			}
		}
	}
	return false
}
