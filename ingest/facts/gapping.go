package facts

import "dossier/ingest/document"

// Gapping leaves out the second of two equal verbs: "Acme was advised by Lenz,
// and Voss by Corbett". The verb is read twice, with either pair of arguments.

// gapBy returns the second pair of a passive with an agent: whom it is about
// and by whom; none without.
func (g *graph) gapBy(v int32) (about, by int32) {
	if g.node(v).voice != passive || g.arg(v, subj, "") == none {
		return none, none
	}
	seen := false
	for p := v + 1; p+1 < g.end; p++ {
		if g.tok(p).Tag == document.VERB || g.tok(p).Tag == document.AUX {
			return none, none
		}
		if !foldEqual(g.doc.Word(p), "by") || g.tok(p).Tag != document.ADP {
			continue
		}
		if !seen {
			seen = true
			continue
		}
		c := g.node(p - 1).cover
		if c == none || g.doc.Mentions[c].First-1 <= v {
			return none, none
		}
		if w := lower(g.doc.Word(g.doc.Mentions[c].First - 1)); w != "and" && w != "," && w != "while" && w != ";" {
			return none, none
		}
		b := g.head(p)
		if b == none || b < p || g.tok(b).Tag == document.VERB {
			return none, none
		}
		return g.node(p - 1).canon, g.node(b).canon
	}
	return none, none
}

// readVerb reads verb t, and again what a gap leaves of a second one.
func (x *run) readVerb(t int32) {
	g := &x.g
	about, by := g.gapBy(t)
	if about == none || about == by {
		x.verb(t)
		return
	}
	g.dropArguments(t, about)
	g.dropArguments(t, by)
	x.verb(t)
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.rel == subj || ed.rel == obj || ed.rel == iobj {
			ed.rel = relNone
		}
	}
	g.spread(t, obj, "", about, shared)
	g.spread(t, subj, "", by, shared)
	x.verb(t)
}
