package facts

import (
	"strings"

	"dossier/ingest/document"
)

// Acts of the law whose agent the text leaves unsaid, since it has just named
// the police, the prosecutors or the court that does such things: "he was
// arrested", "a third defendant was acquitted", "officers raided his home".

// agentless reads a passive of the law without an agent.
func (x *run) agentless(t int32, frames []*frame) {
	g := &x.g
	if g.node(t).voice != passive || g.arg(t, subj, "") != none {
		return
	}
	for _, f := range frames {
		bodies, ok := agentBodies[f.relation.Label]
		if !ok || f.relation.Label == "sanctions" && f.trigger != "fine" || len(f.object.list) == 0 || f.object.list[0].rel != obj && f.object.list[0].rel != iobj {
			continue
		}
		extra, last, ok := x.hasWords(t, f.words)
		if !ok {
			continue
		}
		who := x.recentBody(t, bodies, recently[f.relation.Label])
		if who == none {
			return
		}
		x.b, _ = x.fill(&f.object, t, extra, actsNot, x.b[:0])
		for _, b := range x.b {
			if typ := x.doc.Entities[b.entity].Type; b.entity == who || typ != document.Person && (typ != document.Organization || f.relation.Label != "sanctions") {
				continue
			}
			x.candidates = append(x.candidates, candidate{relation: f.relation.Label, subject: who, subjectTok: t, subjectMention: none,
				object: b.entity, objectTok: b.tok, objectMention: b.mention, sentence: g.sentence, trigger: t, triggerEnd: last, status: f.status, final: f.final,
				rule: "frames:" + f.trigger + " in context", kind: verbal, place: none, event: none, confidence: 0.45})
		}
		return
	}
}

// agentBodies are words in the names of bodies that do what a passive leaves
// without an agent.
var agentBodies = map[string][]string{
	"arrests":   {"police", "directorate", "bureau", "agency", "force", "army", "navy", "gendarmerie", "prosecutor", "prosecutors", "fbi", "guard"},
	"charges":   {"prosecutor", "prosecutors", "directorate", "attorney", "justice", "agency", "bureau", "tribunal"},
	"convicts":  {"court", "tribunal"},
	"sanctions": {"court", "tribunal"},
}

// recently says how many sentences back an agent left unsaid may be named: a
// report of a verdict names the court once.
var recently = map[string]int32{"arrests": 1, "charges": 1, "convicts": 4, "sanctions": 4}

// recentBody returns the organization with one of the words in its name that
// was mentioned last before token t, in this sentence or the ones right before
// it.
func (x *run) recentBody(t int32, words []string, back int32) int32 {
	from := x.doc.Sentences[max(x.g.sentence-back, 0)].First
	best := none
	for i := range x.doc.Mentions {
		m := &x.doc.Mentions[i]
		if m.First >= t {
			break
		}
		if m.First < from || m.Entity == none || x.doc.Entities[m.Entity].Type != document.Organization {
			continue
		}
		name := x.key(x.doc.Entities[m.Entity].Name)
		for _, w := range words {
			if strings.Contains(name, w) {
				best = m.Entity
			}
		}
	}
	return best
}

// officers returns the body that officers without one belong to: "officers had
// raided his home"; none in doubt.
func (x *run) officers(t int32) int32 {
	lemma := x.key(x.g.lemma(t))
	for _, kind := range [...]struct{ words, relation string }{{"officers", "arrests"}, {"prosecutors", "charges"}, {"judges", "convicts"}} {
		if x.tables.words[kind.words][lemma] {
			return x.recentBody(t, agentBodies[kind.relation], 2)
		}
	}
	return none
}
