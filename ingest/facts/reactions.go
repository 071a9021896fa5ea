package facts

import "dossier/ingest/document"

// Reactions are to what the article has just told: "rejected the accusation",
// "criticised the decision". The noun refers back to whoever accused or decided.

// reactsWithin is how many sentences back a reaction reaches.
const reactsWithin = 3

// decidesWithin is how many sentences back a reaction to a decision reaches.
const decidesWithin = 10

// saidOrDecided returns who said or decided what the definite noun t refers
// back to, none without; told reports whether t is such a noun at all.
func (x *run) saidOrDecided(t int32) (who int32, told bool) {
	noun := x.key(x.g.lemma(t))
	if x.tables.words["decisions"][noun] {
		if x.decider.entity != none && x.g.sentence-x.decider.sentence <= decidesWithin && (x.decider.sentence < x.g.sentence || x.decider.trigger < t) {
			return x.decider.entity, true
		}
		return none, true
	}
	any := x.tables.words["utterances"][noun]
	for _, relation := range spoken {
		if any || x.tables.words[relation+" nouns"][noun] {
			who, told = x.lastSpeaker(t, relation, any), true
			if who != none || any {
				return who, true
			}
		}
	}
	return none, told
}

// spoken are the relations that are acts of speech.
var spoken = [...]string{"accuses", "opposes", "warns", "asks"}

// lastSpeaker returns the subject of the last fact of the relation, or of any
// act of speech, that was told before token t, in its sentence or shortly before.
func (x *run) lastSpeaker(t int32, relation string, any bool) int32 {
	matches := func(r string) bool {
		if !any {
			return r == relation
		}
		for _, s := range spoken {
			if r == s {
				return true
			}
		}
		return false
	}
	for i := len(x.candidates) - 1; i >= 0; i-- {
		if c := &x.candidates[i]; matches(c.relation) && c.trigger < t {
			return c.subject
		}
	}
	for i := len(x.facts.facts) - 1; i >= 0; i-- {
		f := &x.facts.facts[i]
		if f.Status != document.Happened || !matches(f.Relation) {
			continue
		}
		if x.g.sentence-f.Evidence[len(f.Evidence)-1].Sentence > reactsWithin {
			return none
		}
		return f.Subject
	}
	return none
}

// decision is what was decided last, and by whom.
type decision struct {
	entity, sentence, trigger int32
}

// decides notes who decides where verb t is one of deciding.
func (x *run) decides(t int32) {
	if !x.tables.words["deciding verbs"][x.key(x.g.lemma(t))] {
		return
	}
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; ed.rel == subj {
			x.c = x.resolve(ed.dep, false, x.c[:0])
			for _, who := range x.c {
				if ty := x.doc.Entities[who.entity].Type; ty == document.Organization || ty == document.Place && x.states[who.entity] {
					x.decider = decision{who.entity, g.sentence, t}
					return
				}
			}
		}
	}
}
