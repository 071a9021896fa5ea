package facts

import "dossier/ingest/document"

// kin reads "Siarhei Hlushko's brother, Anatol", "his wife", "the daughter of".
func (x *run) kin(t int32, r *roleNoun) {
	g := &x.g
	x.c = x.c[:0]
	for at := t; ; at = x.wordEnd(t) {
		for e := g.node(at).out; e != none; e = g.edges[e].next {
			ed := g.edges[e]
			if ed.rel == poss || ed.rel == nmod && (ed.mark == "of" || ed.mark == "to") {
				x.c = x.resolve(ed.dep, false, x.c)
			}
		}
		if at == x.wordEnd(t) {
			break
		}
	}
	emit := func(a, b end) {
		if a.entity == b.entity || x.doc.Entities[a.entity].Type != document.Person || x.doc.Entities[b.entity].Type != document.Person {
			return
		}
		x.candidates = append(x.candidates, candidate{
			relation: "related to", subject: a.entity, object: b.entity,
			subjectTok: a.tok, objectTok: b.tok, subjectMention: a.mention, objectMention: b.mention,
			sentence: g.sentence, trigger: t, triggerEnd: t + 1, rule: "roles:" + r.noun, kind: role,
			place: none, event: none, confidence: baseScore(role),
		})
	}
	if len(x.c) == 0 {
		// "the brothers Emil and Walter Haefliger"
		k := t
		for steps := 0; g.tok(k).Dep == document.Conj && g.head(k) != none && steps < 4; steps++ {
			k = g.head(k)
		}
		if d := g.tok(k).Dep; d == document.Obj || d == document.OblAgent {
			// "She leaves three daughters, Anne and Alice", "he is survived by his son"
			if v := g.head(k); v != none && x.inList("bereave", x.key(g.lemma(v))) {
				want := subj
				if d == document.OblAgent {
					want = obj
				}
				for e := g.node(v).out; e != none; e = g.edges[e].next {
					if ed := g.edges[e]; ed.rel == want {
						x.c = x.resolve(ed.dep, false, x.c)
					}
				}
				for _, a := range x.c {
					for _, b := range x.holders {
						emit(a, b)
					}
				}
				return
			}
		}
		if g.tok(t).XTag == document.NNS && x.inList("mutual", x.key(g.lemma(t))) {
			for i, a := range x.holders {
				for _, b := range x.holders[i+1:] {
					emit(a, b)
				}
			}
		}
		return
	}
	for _, a := range x.holders {
		for _, b := range x.c {
			emit(a, b)
		}
	}
}
