package facts

import "dossier/ingest/document"

// degree reads a degree behind another one that the tree hangs from a name:
// "received her Ph.D. from the academy and a bachelor's degree from the
// university". Who receives the first holds the second.
func (x *run) degree(t int32) {
	g := &x.g
	if g.tok(t).Dep != document.Conj || !x.tables.words["degrees"][x.key(g.lemma(t))] {
		return
	}
	verb := g.head(t)
	for steps := 0; verb != none && g.tok(verb).Tag != document.VERB; steps++ {
		if steps > 4 {
			return
		}
		verb = g.head(verb)
	}
	if verb == none || !x.tables.words["degree verbs"][x.verbLemma(verb)] {
		return
	}
	school := g.arg(t, nmod, "from")
	if school == none {
		school = g.arg(t, nmod, "at")
	}
	if school == none {
		return
	}
	x.a, x.b = x.a[:0], x.resolve(school, false, x.b[:0])
	for e := g.node(verb).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; ed.rel == subj {
			x.a = x.resolve(ed.dep, false, x.a)
		}
	}
	for _, who := range x.a {
		for _, at := range x.b {
			if x.doc.Entities[who.entity].Type == document.Person {
				x.state("educated at", "degree", who, at, t)
			}
		}
	}
}
