package facts

import "dossier/ingest/document"

// raised is who the text last said has raised money, and in which sentence.
type raised struct {
	who      end
	sentence int32
}

// raises notes who raises money: the next sentences tell of the round without
// saying whose it was.
func (x *run) raises(t int32) {
	g := &x.g
	if !x.tables.words["raise verbs"][x.verbLemma(t)] || g.node(t).voice == passive {
		return
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.rel != obj || !x.isMoney(ed.dep) && !x.tables.words["funding nouns"][x.key(g.lemma(ed.dep))] {
			continue
		}
		if s := g.arg(t, subj, ""); s != none {
			if x.a = x.resolve(s, false, x.a[:0]); len(x.a) == 1 && x.doc.Entities[x.a[0].entity].Type == document.Organization {
				x.raised = raised{x.a[0], g.sentence}
			}
		}
		return
	}
}

// leadsRound reads "the round was led by Voss", "it was led by Voss", after the
// text has said who raised the money.
func (x *run) leadsRound(t int32) bool {
	g := &x.g
	if x.raised.who.entity == none || g.sentence <= x.raised.sentence || g.sentence > x.raised.sentence+3 || !x.tables.words["lead verbs"][x.verbLemma(t)] {
		return false
	}
	o := g.arg(t, obj, "")
	if o == none || !x.tables.words["funding nouns"][x.key(g.lemma(o))] && !(g.tok(o).Tag == document.PRON && x.key(g.lemma(o)) == "it" && g.node(t).voice == passive && x.key(g.lemma(t)) != "join") {
		return false
	}
	for e := g.node(o).out; e != none; e = g.edges[e].next { // "the round in Acme": the frames have it
		if ed := &g.edges[e]; (ed.rel == nmod && (ed.mark == "in" || ed.mark == "for" || ed.mark == "of") || ed.rel == poss) && len(x.resolve(ed.dep, false, x.c[:0])) > 0 {
			return false
		}
	}
	found := false
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; ed.rel == subj {
			x.a = x.resolve(ed.dep, false, x.a[:0])
			for _, a := range x.a {
				if typ := x.doc.Entities[a.entity].Type; a.entity == x.raised.who.entity || typ != document.Organization && typ != document.Person {
					continue
				}
				x.state("invests in", "round", a, end{x.raised.who.entity, t, none}, t)
				x.matched = append(x.matched, pair{a.entity, x.raised.who.entity})
				found = true
			}
		}
	}
	return found
}
