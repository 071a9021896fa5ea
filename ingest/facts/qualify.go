package facts

import (
	"strings"

	"dossier/ingest/document"
)

// qualifiers is the state that qualifying keeps for one document, and what it
// has found out about the present sentence.
type qualifiers struct {
	words     *classes
	doc       *document.Document
	published string // ISO date, "" when unknown
	sentence  int32  // sentence the fields below are of; none before the first
	credits   []credit
	moved     []move
	asked     bool  // the sentence is a question
	inverted  int32 // token after an inverted condition at the start ("Had they agreed, …"); its start without
	times     []timeHost
	trigger   int32             // the present candidate's
	crediting int32             // the verb of the credit that is being read
	said      [2]int32          // the words of the last speaker that speakerOf read by word order; empty otherwise
	last      int32             // last of the present candidate's tokens
	partakes  bool              // its relation is to an event
	speakers  []speaker         // of each sentence that is a quotation without words of its own speaker
	eventTime []string          // of each entity that is an event, once known
	eventSet  bool              //
	scenes    []scene           // that each sentence begins in
	talkers   []talker          // of each sentence
	answers   []int32           // who answers in each sentence; empty outside of interviews
	lowered   map[string]string // words with capitals → lower case
}

// start makes ready for a document.
func (q *qualifiers) start(doc *document.Document) {
	q.words, q.doc, q.sentence = qualifierWords(), doc, none
	q.published = ""
	if p := doc.Article.Published; len(p) >= 10 {
		q.published = p[:10]
	}
	q.eventSet = false
	q.speakers = q.speakers[:0]
	if q.lowered == nil || len(q.lowered) > 1<<13 {
		q.lowered = map[string]string{}
	}
	q.findSpeakers()
	q.findScenes()
	q.findTalkers()
	q.findAnswers()
}

// enter finds out what all candidates of the graph's sentence share.
func (q *qualifiers) enter(g *graph) {
	if q.sentence == g.sentence {
		return
	}
	q.sentence = g.sentence
	q.asked = false
	for i := g.end - 1; i >= g.first && i >= g.end-3; i-- {
		if strings.HasPrefix(g.doc.Word(i), "?") {
			q.asked = true
		}
	}
	q.findInversion(g)
	q.findMoved(g)
	q.findTimes(g)
	q.findCredits(g)
}

// qualify decides status, time, place and sources of a candidate. Each
// decision leaves a note in c.qualifiers: "status=possible: could".
//
// A structural candidate (layout, address, demonym) is a plain fact. A role is
// one, too, unless it is what its clause says ("is", "will serve as").
func qualify(g *graph, c *candidate) {
	q := &g.qualifiers
	if q.doc != g.doc || c.sentence != g.sentence || c.trigger < g.first || c.trigger >= g.end {
		return
	}
	defer q.creditAnswer(c)
	if c.kind == structural {
		if w := q.timeOfEvent(g, c); w.found() && c.time == "" {
			c.time = w.iso()
			c.note("time", c.time, w.why)
		}
		return
	}
	q.enter(g)
	reached := c.kind != role && !q.presupposed(g, c) || c.kind == role && q.predicates(g, c.trigger)
	if reached {
		q.decideStatus(g, c)
	}
	q.decideTime(g, c)
	if reached {
		q.decideSources(g, c)
	}
	q.decidePlace(g, c)
	q.decideAhead(g, c)
}

func (c *candidate) note(what, value, why string) {
	if why == "" {
		c.qualifiers = append(c.qualifiers, what+"="+value)
		return
	}
	c.qualifiers = append(c.qualifiers, what+"="+value+": "+why)
}

// lower returns a word in lower case without an allocation for words seen before.
func (q *qualifiers) lower(s string) string {
	for i := 0; i < len(s); i++ {
		if b := s[i]; 'A' <= b && b <= 'Z' || b >= 0x80 {
			if l, ok := q.lowered[s]; ok {
				return l
			}
			l := strings.ToLower(s)
			q.lowered[s] = l
			return l
		}
	}
	return s
}

// lemma returns the lemma of a token in lower case, a verb's with its particle.
// Where the table does not know a verb's lemma, its form may show another
// ("hoped" as "hop").
func (q *qualifiers) lemma(g *graph, t int32) string {
	l := q.lower(g.lemma(t))
	if g.tok(t).Tag != document.VERB {
		return l
	}
	if p := g.kid(t, document.CompoundPrt); p != none {
		joined := l + "_" + q.lower(g.doc.Word(p))
		if _, ok := q.words.verbs[joined]; ok {
			return joined
		}
	}
	if _, ok := q.words.verbs[l]; !ok {
		form := q.lower(g.doc.Word(t))
		for _, suffix := range [...]string{"d", "s", "ed", "es", "ing"} {
			stem, cut := strings.CutSuffix(form, suffix)
			if !cut {
				continue
			}
			if _, ok := q.words.verbs[stem]; ok {
				return stem
			}
			if suffix == "ing" {
				if _, ok := q.words.verbs[stem+"e"]; ok {
					return stem + "e"
				}
			}
		}
	}
	return l
}

// class returns what kind of word token t is, by its part of speech.
func (q *qualifiers) class(g *graph, t int32) wordClass {
	switch g.tok(t).Tag {
	case document.VERB, document.AUX:
		c := q.words.verbs[q.lemma(g, t)]
		if g.tok(t).Dep == document.Amod {
			c |= q.words.adjectives[q.lower(g.doc.Word(t))]
		}
		return c
	case document.NOUN, document.PROPN:
		return q.words.nouns[q.lower(g.lemma(t))]
	case document.ADJ, document.ADV:
		return q.words.adjectives[q.lower(g.doc.Word(t))] | q.words.adjectives[q.lower(g.lemma(t))]
	}
	return 0
}

func (q *qualifiers) aux(g *graph, t int32) wordClass {
	return q.words.auxiliaries[q.lower(g.doc.Word(t))]
}

// infinitive tells "to go" from finite clauses.
func (q *qualifiers) infinitive(g *graph, t int32) bool {
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Mark && strings.EqualFold(g.doc.Word(k), "to") {
			return true
		}
	}
	return false
}

// finite tells clauses with a subject or an auxiliary of tense.
func (q *qualifiers) finite(g *graph, t int32) bool {
	switch g.tok(t).XTag {
	case document.VBD, document.VBZ, document.VBP:
		return true
	}
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Aux, document.AuxPass, document.Cop:
			switch g.tok(k).XTag {
			case document.MD, document.VBD, document.VBZ, document.VBP:
				return true
			}
		}
	}
	return false
}

// presupposed tells standing relations stated by a noun that stands for one of
// their ends: "Smith's holding company, Acme, would pay" does not ask whose it is.
func (q *qualifiers) presupposed(g *graph, c *candidate) bool {
	if c.kind != nominal || !standing[c.relation] && c.relation != "competes with" || q.predicates(g, c.trigger) {
		return false
	}
	for _, end := range [...]int32{c.objectTok, c.subjectTok} {
		if !g.has(end) {
			continue
		}
		if end == c.trigger || g.tok(end).Head == c.trigger && g.tok(end).Dep == document.Appos {
			return true
		}
		if g.tok(c.trigger).Head == end {
			switch g.tok(c.trigger).Dep {
			case document.Appos, document.NmodDesc, document.Compound:
				return true
			}
		}
	}
	return false
}

// predicates tells whether the trigger of a role is what its clause says of
// its holder, and not a title or an apposition.
func (q *qualifiers) predicates(g *graph, t int32) bool {
	tok := g.tok(t)
	if q.words.subordinators[g.mark(t)]&excluding != 0 {
		return false // "were without their coach, Ann Smith"
	}
	if g.node(t).copula != none || g.kid(t, document.Cop) != none {
		return true
	}
	if a := g.kid(t, document.Appos); a != none && tok.Dep != document.Root && g.mentionOf(a) != none {
		return false // "could keep the bank's director, Ann Smith"
	}
	switch tok.Dep {
	case document.Xcomp, document.Ccomp:
		return true
	case document.Obl, document.Obj, document.Advcl, document.Nmod:
		return tok.Head != none && q.class(g, tok.Head)&serving != 0 && (tok.Dep == document.Obj || g.mark(t) == "as")
	}
	return tok.Tag == document.VERB
}

// A move puts a clause under the word that governs it by the words, where the
// tree has it elsewhere: parsers take "the report by the paper that he had
// left" for a relative clause of the nearest noun.
type move struct {
	clause, head int32
	dep          document.Dep
}

// findMoved finds clauses with "that" which lack the gap of a relative clause,
// and clauses behind a passive that belong to its subject ("evidence was found
// that").
func (q *qualifiers) findMoved(g *graph) {
	q.moved = q.moved[:0]
	for t := g.first; t < g.end; t++ {
		tok := g.tok(t)
		if tok.Head == none {
			continue
		}
		switch tok.Dep {
		case document.AclRelcl, document.Acl:
			if h := q.governorOfThat(g, t); h != none {
				dep := document.Acl
				if g.tok(h).Tag == document.VERB {
					dep = document.Ccomp
				}
				q.moved = append(q.moved, move{t, h, dep})
			}
		case document.Ccomp:
			h := tok.Head
			if s := g.kid(h, document.NsubjPass, document.Nsubj); s != none && g.node(h).voice == passive && q.speechNoun(g, s) {
				q.moved = append(q.moved, move{t, s, document.Acl})
			}
		case document.Conj:
			if h := q.parallel(g, t); h != none {
				q.moved = append(q.moved, move{t, h, document.Conj})
			}
		}
	}
}

func (q *qualifiers) speechNoun(g *graph, t int32) bool {
	return g.tok(t).Tag == document.NOUN && q.words.nouns[q.lower(g.lemma(t))]&(saying|thinking|denying|accusing|suspecting) != 0
}

// governorOfThat returns the noun or verb of speech that clause t reports, none
// when it is a relative clause after all.
func (q *qualifiers) governorOfThat(g *graph, t int32) int32 {
	that, subject, object := none, false, g.tok(t).Tag != document.VERB || g.kid(t, document.AuxPass) != none
	for _, k := range g.kids(t) {
		if that == none && g.doc.Word(k) == "that" && k < t {
			that = k
			continue
		}
		switch g.tok(k).Dep {
		case document.Nsubj, document.NsubjPass:
			subject = true
		case document.Obj, document.Ccomp, document.Xcomp:
			object = true
		}
	}
	if that == none || !subject || that == g.first {
		return none
	}
	h := g.tok(t).Head
	if g.tok(t).Dep == document.Acl && q.speechNoun(g, h) {
		return none // where it stands already
	}
	for steps := 0; steps < 5 && h != none; steps++ {
		switch tok := g.tok(h); {
		case tok.Tag == document.VERB:
			if q.class(g, h)&(saying|thinking|denying|suspecting) != 0 && g.kid(h, document.Ccomp) == none && (object || g.tok(t).Head == h || addressed(q.lemma(g, h)) || g.kid(h, document.Obj) == none) {
				return h
			}
			return none
		case q.speechNoun(g, h) && (object || h == g.tok(t).Head):
			return h
		}
		h = g.tok(h).Head
	}
	return none
}

// parallel returns the verb of speech that conjunct t goes with by its form,
// where the tree joins it to what is said: "denied that it had attacked them and
// accused the others".
func (q *qualifiers) parallel(g *graph, t int32) int32 {
	tok := g.tok(t)
	const speech = saying | accusing | denying
	participle := tok.XTag == document.VBN && tok.Head != none && q.class(g, t)&speech != 0 && q.class(g, tok.Head)&speech == 0
	if tok.XTag != document.VBD && !participle || tok.Head == none || g.kid(t, document.Nsubj, document.NsubjPass, document.Aux, document.AuxPass, document.Mark) != none {
		return none
	}
	h := g.tok(tok.Head)
	if h.XTag == document.VBD || h.Tag != document.VERB || h.Dep != document.Ccomp || h.Head == none || h.Head > tok.Head {
		return none
	}
	if g.tok(h.Head).XTag == document.VBD && q.class(g, h.Head)&(saying|thinking|denying) != 0 {
		return h.Head
	}
	return none
}

// above returns the head of token t and their relation, after the moves.
func (q *qualifiers) above(g *graph, t int32) (int32, document.Dep) {
	for _, m := range q.moved {
		if m.clause == t {
			return m.head, m.dep
		}
	}
	tok := g.tok(t)
	return tok.Head, tok.Dep
}
