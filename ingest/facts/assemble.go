package facts

import (
	"strings"

	"dossier/graph/ontology"
	"dossier/ingest/document"
)

// assembly merges candidates into the article's facts: one for each subject,
// relation, object and status, with all their evidence.
type assembly struct {
	doc   *document.Document
	facts []document.Fact
	over  map[int32]bool // facts that are over by a resignation in the same sentence
	index map[factKey]int32

	scores  []int // of each fact's best evidence
	keep    bool  // keep the signals that the scores are made of
	signals [][]Signal
}

type factKey struct {
	subject, object int32
	relation        string
	status          document.Status
}

func (a *assembly) start(doc *document.Document) {
	a.doc = doc
	a.facts, a.scores, a.signals = a.facts[:0], a.scores[:0], a.signals[:0]
	if a.index == nil {
		a.index = map[factKey]int32{}
	}
	clear(a.index)
	if a.over == nil {
		a.over = map[int32]bool{}
	}
	clear(a.over)
}

// keyOf returns the key of a fact; a symmetric relation has its ends in order.
func keyOf(subject int32, relation string, object int32, status document.Status) factKey {
	if rel, ok := ontology.Lookup(relation); ok && rel.Symmetric && object < subject {
		subject, object = object, subject
	}
	return factKey{subject, object, relation, status}
}

// has reports whether the fact is there, as one that happened.
func (a *assembly) has(subject int32, relation string, object int32) bool {
	_, ok := a.index[keyOf(subject, relation, object, document.Happened)]
	return ok
}

// add takes in one candidate.
func (a *assembly) add(g *graph, c *candidate) {
	if c.subject == c.object || c.subject == none || c.object == none {
		return
	}
	k := keyOf(c.subject, c.relation, c.object, c.status)
	at, ok := a.index[k]
	if !ok {
		at = int32(len(a.facts))
		a.index[k] = at
		a.facts = append(a.facts, document.Fact{Subject: c.subject, Relation: c.relation, Object: c.object, Open: c.open,
			Status: c.status, Time: c.time, Place: c.place, Sources: c.sources, Event: c.event})
		a.scores = append(a.scores, c.score)
		if a.keep {
			a.signals = append(a.signals, c.signals(g, nil))
		}
	}
	f := &a.facts[at]
	if ok {
		if a.headline(f) {
			f.Sources = c.sources // a headline leaves out who says so
		}
		if a.headline(f) && c.time != "" {
			f.Time = c.time // nor does it tell the day
		}
		if strings.HasPrefix(c.time, f.Time) && (f.Time != "" || !standing[f.Relation] || strings.Contains(c.time, "/") || f.Evidence[0].Sentence == c.sentence) {
			f.Time = c.time // the same at a finer precision, or the first; a standing role has none
		}
		if f.Place == none {
			f.Place = c.place
		}
		if f.Event == none {
			f.Event = c.event
		}
		if c.score > a.scores[at] {
			a.scores[at] = c.score
			if a.keep {
				a.signals[at] = c.signals(g, nil)
			}
		}
	}
	ev := document.Evidence{Sentence: c.sentence, Subject: a.spanOf(c.subjectTok, c.subjectMention), Object: a.spanOf(c.objectTok, c.objectMention),
		Trigger: a.doc.TokenSpan(c.trigger, c.triggerEnd), Rule: c.rule, Qualifiers: c.qualifiers}
	for i := range f.Evidence {
		if old := &f.Evidence[i]; old.Sentence == ev.Sentence && old.Trigger == ev.Trigger {
			return
		}
	}
	ev.Path = pathOf(g, c)
	f.Evidence = append(f.Evidence, ev)
}

// headline reports whether all evidence of the fact so far is in titles.
func (a *assembly) headline(f *document.Fact) bool {
	for i := range f.Evidence {
		if a.doc.BlockOf(a.doc.Sentences[f.Evidence[i].Sentence].Start) != document.Title {
			return false
		}
	}
	return true
}

func (a *assembly) spanOf(tok, mention int32) document.Span {
	if mention != none {
		m := &a.doc.Mentions[mention]
		return a.doc.TokenSpan(m.First, m.End)
	}
	return a.doc.Tokens[tok].Span
}

// pathOf writes the way from the subject over the trigger to the object:
// "Roe <subj- flew -obl:to> Quito".
func pathOf(g *graph, c *candidate) string {
	if c.kind == structural || !g.has(c.trigger) {
		return ""
	}
	var b strings.Builder
	b.WriteString(g.doc.Word(c.subjectTok))
	b.WriteString(" <")
	b.WriteString(label(g, c.trigger, c.subjectTok))
	b.WriteString("- ")
	b.WriteString(g.doc.Slice(g.doc.TokenSpan(c.trigger, c.trigger+1)))
	b.WriteString(" -")
	b.WriteString(label(g, c.trigger, c.objectTok))
	b.WriteString("> ")
	b.WriteString(g.doc.Word(c.objectTok))
	return b.String()
}

// label names the edge from head to dep, "…" where they are not joined directly.
func label(g *graph, head, dep int32) string {
	if !g.has(head) || !g.has(dep) {
		return "…"
	}
	for e := g.node(head).out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.dep == dep {
			if ed.mark != "" {
				return ed.rel.String() + ":" + ed.mark
			}
			return ed.rel.String()
		}
	}
	if g.head(head) == dep {
		return "of " + g.tok(head).Dep.String()
	}
	return "…"
}

// finish drops what stronger facts make superfluous and returns the facts in
// the order of their first evidence.
func (a *assembly) finish(out []document.Fact) []document.Fact {
	a.settleOccasions()
	a.settleLeaving()
	for i := range a.facts {
		f := &a.facts[i]
		if a.over[int32(i)] || a.superfluous(f) {
			continue
		}
		out = append(out, *f)
		out[len(out)-1].Confidence = Probability(repeatedScore(a.scores[i], len(f.Evidence)))
	}
	return out
}

// superfluous reports whether the ontology's rulings leave a fact out: who
// directs a body does not also work for it, and a founder did not create it.
func (a *assembly) superfluous(f *document.Fact) bool {
	switch f.Relation {
	case "works for", "member of":
		return f.Status == document.Happened && a.has(f.Subject, "directs", f.Object)
	case "created":
		return a.has(f.Subject, "founded", f.Object)
	case "owns":
		// "her company" is the one she works for.
		return possessedOnly(f) && a.has(f.Subject, "works for", f.Object)
	case "based in":
		return a.has(f.Subject, "part of", f.Object)
	}
	return false
}

// possessedOnly reports whether nothing but a possessive before a word for a
// company tells a fact of owning.
func possessedOnly(f *document.Fact) bool {
	for i := range f.Evidence {
		switch f.Evidence[i].Rule {
		case "frames:company", "frames:firm", "frames:business", "frames:group":
		default:
			return false
		}
	}
	return true
}

// post returns the relation by which a person heads or serves a body, "" without.
func (a *assembly) post(person int32) string {
	for i := range a.facts {
		if f := &a.facts[i]; f.Subject == person && (f.Relation == "directs" || f.Relation == "works for") {
			return f.Relation
		}
	}
	return ""
}

// bodyHeaded returns the body that a person directs, as the article tells
// nearest to a sentence, none without. A former head's is the one he left.
func (a *assembly) bodyHeaded(person, sentence int32) int32 {
	if body := a.nearest(person, "directs", sentence); body != none {
		return body
	}
	return a.nearest(person, "leaves", sentence)
}

// laterPost is how many sentences behind what asks for it a post may first be
// told, but for the beginning of an article.
const laterPost = 4

// nearest returns the body that a person stands to in a relation, as told last
// before a sentence or else soon after it; none without.
func (a *assembly) nearest(person int32, relation string, sentence int32) int32 {
	best, found := int32(1<<30), none
	for i := range a.facts {
		f := &a.facts[i]
		if f.Subject != person || f.Relation != relation || f.Status != document.Happened || a.doc.Entities[f.Object].Type == document.Person {
			continue
		}
		for k := range f.Evidence {
			d := sentence - f.Evidence[k].Sentence
			if d < 0 {
				if d = -d; d > laterPost && sentence > 2 {
					continue
				}
				d += laterPost
			}
			if d < best {
				best, found = d, f.Object
			}
		}
	}
	return found
}

// hasPost reports whether a person's post is stated somewhere in the article.
func (a *assembly) hasPost(person int32) bool {
	for i := range a.facts {
		if f := &a.facts[i]; f.Subject == person && a.doc.Entities[f.Object].Type != document.Person {
			switch f.Relation {
			case "directs", "works for", "leaves", "member of":
				return true
			}
		}
	}
	return false
}

// bodyOf returns the body that a person heads, or else serves or is a member
// of, as told nearest to a sentence; none where the article names none.
func (a *assembly) bodyOf(person, sentence int32) int32 {
	for _, relation := range [...]string{"directs", "works for", "member of"} {
		if body := a.nearest(person, relation, sentence); body != none {
			return body
		}
	}
	return none
}

// leftIn reports whether the sentence states already what a person leaves.
func (a *assembly) leftIn(person, sentence int32) bool {
	for i := range a.facts {
		f := &a.facts[i]
		if f.Subject != person || f.Relation != "leaves" {
			continue
		}
		for k := range f.Evidence {
			if f.Evidence[k].Sentence == sentence {
				return true
			}
		}
	}
	return false
}

// ended notes that a post stated in the sentence is resigned from in it.
func (a *assembly) ended(person, body, sentence int32) {
	for i := range a.facts {
		f := &a.facts[i]
		if f.Subject != person || f.Object != body || f.Relation != "directs" && f.Relation != "works for" && f.Relation != "member of" {
			continue
		}
		if len(f.Evidence) == 1 && f.Evidence[0].Sentence == sentence {
			a.over[int32(i)] = true
		}
	}
}

// lastActor returns who did the act of a relation that was told last, none
// without. An attack may have been told as a capture or a killing.
func (a *assembly) lastActor(relation string) int32 {
	for i := len(a.facts) - 1; i >= 0; i-- {
		f := &a.facts[i]
		if f.Status != document.Happened {
			continue
		}
		if f.Relation == relation || relation == "attacks" && (f.Relation == "seizes" || f.Relation == "kills") {
			return f.Subject
		}
	}
	return none
}
