package facts

import (
	"strings"

	"dossier/ingest/document"
)

// kin reads "Pavel Orsha's brother, Ilya", "his wife", "the daughter of".
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
	if len(x.c) == 1 && x.descends(r) {
		x.c = x.otherParent(x.c[0], x.c)
	}
	if len(x.c) == 0 || g.kid(t, document.NmodPoss) != none && x.theirs(g.kid(t, document.NmodPoss)) && len(x.c) < 2 {
		// "the brothers Otto and Bruno Hegewald"
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
				if p := g.kid(t, document.NmodPoss); p != none && x.theirs(p) && len(x.c) == 1 {
					if s := x.spouse(x.c[0].entity); s != none {
						x.c = append(x.c, end{s, p, none})
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
		if len(x.c) == 0 {
			return
		}
	}
	for _, a := range x.holders {
		for _, b := range x.c {
			emit(a, b)
		}
	}
}

// theirs reports whether token t is the possessive of several.
func (x *run) theirs(t int32) bool { return foldEqual(x.doc.Word(t), "their") }

// spouse returns whom the article has told to be married to a person, none
// without or where it tells of several.
func (x *run) spouse(person int32) int32 {
	found := none
	see := func(a, b int32, rule string) bool {
		if b == person {
			a, b = b, a
		}
		if a != person || b == found || !x.tables.words["spousal"][rule[strings.IndexByte(rule, ':')+1:]] {
			return true
		}
		if found != none {
			found = none
			return false
		}
		found = b
		return true
	}
	for i := range x.facts.facts {
		if f := &x.facts.facts[i]; f.Relation == "related to" && len(f.Evidence) > 0 && !see(f.Subject, f.Object, f.Evidence[0].Rule) {
			return none
		}
	}
	for i := range x.candidates {
		if c := &x.candidates[i]; c.relation == "related to" && !see(c.subject, c.object, c.rule) {
			return none
		}
	}
	return found
}

// descends reports whether a kin noun says whose child its holder is.
func (x *run) descends(r *roleNoun) bool { return x.tables.words["descent"][r.noun] }

// otherParent appends the second of two parents, named behind "and" and maybe a
// title, whatever the tree makes of it: "the daughter of the painter Otto Lund
// and the pianist Ida Holm".
func (x *run) otherParent(first end, out []end) []end {
	g := &x.g
	if first.mention == none || first.tok < g.first || first.tok >= g.end {
		return out
	}
	at := x.doc.Mentions[first.mention].End
	if at+1 >= g.end || x.doc.Word(at) != "and" {
		return out
	}
	c := g.nameAhead(at + 1)
	if c == none || x.doc.Mentions[c].Type != document.Person {
		return out
	}
	if end := x.doc.Mentions[c].End; end < g.end && (g.tok(end).Tag == document.VERB || g.tok(end).Tag == document.AUX) {
		return out // "the daughter of Otto Lund and Ida Holm met"
	}
	return x.mention(c, g.node(x.doc.Mentions[c].First).canon, out)
}
