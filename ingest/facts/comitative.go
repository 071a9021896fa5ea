package facts

import "dossier/ingest/document"

// comitatives makes those who act together with the subject of a verb subjects
// of it: "Hill, alongside Moss, met the workers", "joined by his wife, Ann
// Hill, she opened the fair", "founded the firm with Gunnar Ek".
func (g *graph) comitatives() {
	if g.tables == nil {
		return
	}
	for _, v := range g.queue {
		if g.tok(v).Tag == document.NOUN {
			g.coInvestors(v)
			continue
		}
		if !g.node(v).subjects || g.tok(v).Tag != document.VERB && !g.node(v).verbish {
			continue
		}
		s := g.node(g.node(v).surface).canon
		for _, k := range g.kids(v) {
			if w := lower(g.doc.Word(k)); g.tok(k).Dep != document.Advmod || w != "together" && w != "along" && w != "jointly" {
				continue
			}
			for _, o := range g.kids(k) { // "Together with the university, Acme develops …"
				if g.mark(o) == "with" {
					g.spread(v, obl, "together_with", o, control)
				}
			}
		}
		shared := g.tables.words["shared verbs"][lower(g.lemma(v))]
		for e := g.node(v).out; e != none && g.node(v).voice == active; e = g.edges[e].next {
			ed := g.edges[e]
			if ed.rel != obl || g.typeOf(s) != document.Person {
				continue
			}
			switch {
			case togetherMarks[ed.mark], shared && ed.mark == "with" && ed.dep > v:
				if g.personal(ed.dep) {
					g.spread(v, subj, "", ed.dep, control)
				}
			}
		}
		for e := g.node(s).out; e != none; e = g.edges[e].next {
			switch ed := g.edges[e]; {
			case ed.rel == nmod && togetherMarks[ed.mark] && g.typeOf(ed.dep) == g.typeOf(s):
				g.setSurface(v, ed.dep, control)
				g.node(v).surface = s
			case (ed.rel == acl || ed.rel == advcl) && ed.dep != v && g.node(v).voice == active && g.node(s).cover == none && g.tables.words["leading verbs"][lower(g.lemma(ed.dep))] && g.node(ed.dep).voice == passive:
				// "thousands led by Hill marched": Hill did as well.
				for b := g.node(ed.dep).out; b != none; b = g.edges[b].next {
					if by := g.edges[b]; by.rel == subj && g.personal(by.dep) {
						g.setSurface(v, by.dep, control)
						g.node(v).surface = s
					}
				}
			case (ed.rel == acl || ed.rel == advcl) && ed.dep != v && g.tables.words["companion verbs"][lower(g.lemma(ed.dep))] && g.node(ed.dep).voice == passive:
				if by := g.arg(ed.dep, subj, ""); by != none && by != s && g.typeOf(by) == g.typeOf(s) {
					g.setSurface(v, by, control)
					g.node(v).surface = s
				}
			}
		}
	}
}

// coInvestors makes those from whom participation comes actors of the verb that
// carries it: "a round led by Acme, with participation from Voss", "raised $5m,
// with money from Voss".
func (g *graph) coInvestors(n int32) {
	if g.tables == nil || g.mark(n) != "with" || !g.tables.words["participation"][lower(g.lemma(n))] {
		return
	}
	v := g.head(n)
	for steps := 0; v != none && steps < 4; v, steps = g.head(v), steps+1 {
		if g.tok(v).Tag == document.NOUN && g.tables.words["funding nouns"][lower(g.lemma(v))] {
			if k := g.kid(v, document.Acl); k != none { // hung from the round itself
				v = k
				break
			}
		}
		if g.tok(v).Tag == document.VERB {
			break
		}
	}
	if v == none || g.tok(v).Tag != document.VERB {
		return
	}
	lead, raise := g.tables.words["lead verbs"][lower(g.lemma(v))], g.tables.words["raise verbs"][lower(g.lemma(v))]
	if !lead && !raise {
		return
	}
	if o := g.arg(v, obj, ""); lead && (o == none || !g.tables.words["funding nouns"][lower(g.lemma(o))]) {
		return
	}
	for e := g.node(n).out; e != none; e = g.edges[e].next {
		switch ed := g.edges[e]; {
		case ed.rel != nmod || ed.mark != "from" && ed.mark != "of" && ed.mark != "by":
		case lead:
			g.add(v, subj, "", ed.dep, shared)
		default:
			g.add(v, obl, "from", ed.dep, shared)
		}
	}
}

// personal reports whether token t names or describes a person.
func (g *graph) personal(t int32) bool {
	if g.typeOf(t) == document.Person {
		return true
	}
	return g.tok(t).Tag == document.NOUN && g.node(t).mention == none && g.tables.isRole(lower(g.lemma(t)))
}

// togetherMarks are the prepositions of company.
var togetherMarks = map[string]bool{"alongside": true, "along_with": true, "together_with": true, "as_well_as": true}
