package facts

import (
	"strings"
	"sync"

	"dossier/ingest/document"
)

// Extractor finds the facts and events of documents. The zero value reads by
// the embedded tables. It is safe for concurrent use.
type Extractor struct {
	Frames *Frames // nil: the embedded tables
	NoOpen bool    // leave out open relations
}

// Extract finds the facts and events of one document by the embedded tables.
// It needs the layers up to Entities and replaces Facts and Events.
func Extract(doc *document.Document) error { return new(Extractor).Extract(doc) }

// Extract finds the facts and events of one document.
func (ex *Extractor) Extract(doc *document.Document) error {
	x := runs.Get().(*run)
	defer runs.Put(x)
	return x.extract(doc, ex)
}

func (x *run) extract(doc *document.Document, ex *Extractor) error {
	x.start(doc, ex)
	for i := range doc.Sentences {
		x.g.build(doc, int32(i), &x.layers, x.tables)
		x.read()
		x.flush()
	}
	x.layout()
	x.settle()
	x.flush()
	x.finish()
	return nil
}

var runs = sync.Pool{New: func() any { return &run{folded: map[string]string{}, lemmas: map[string]string{}} }}

// run is the state of one extraction; its memory is reused.
type run struct {
	doc        *document.Document
	tables     *Frames
	open       bool
	layers     layers
	g          graph
	candidates []candidate
	facts      assembly
	events     eventTable
	trials     trials
	examples   []exemplars       // of the present sentence
	folded     map[string]string // words with capitals → lower case
	a, b, c    []end
	holders    []end
	bodies     []body
	matched    []pair // pairs of the present verb that a frame has read
	pending    []pending
	weights    []int32           // of bodies that a post may belong to
	stateOfs   []int32           // of entities, the state that each is or stands for
	lemmas     map[string]string // verb forms whose lemma no frame knows → the lemma of a frame, "" without
	decider    decision          // who decided last
	stateMemo  []int32           // of each entity what stateOf found, unknown before it is asked
	statesAt   int               // how many facts there were then
	home       int32             // the state that the article is about, unknown before it is asked for
	forStates  bool              // the present frame is an act of states
	clauses    []string          // lists that the present frame demands of a that-clause
	lenient    bool              // names of vague type may be person or organization
	states     []bool            // entity is a place that acts as a state
	sport      bool              // the text is about sport
	raised     raised            // who has raised money last
}

type pair struct{ a, b int32 }

func (x *run) start(doc *document.Document, ex *Extractor) {
	x.doc, x.tables, x.open = doc, ex.Frames, !ex.NoOpen
	if x.tables == nil {
		x.tables = Builtin()
	}
	x.layers.fill(doc)
	x.g.qualifiers.start(doc)
	x.candidates, x.pending = x.candidates[:0], x.pending[:0]
	x.facts.start(doc)
	x.events.start(doc, x.tables)
	x.decider, x.home, x.statesAt = decision{entity: none}, unknown, -1
	x.trials.start()
	if cap(x.states) < len(doc.Entities) {
		x.states = make([]bool, len(doc.Entities)+16)
	}
	x.states = x.states[:len(doc.Entities)]
	for i := range doc.Entities {
		x.states[i] = isState(doc, &doc.Entities[i]) || doc.Entities[i].Type == document.Place && x.tables.words["states"][strings.ToLower(doc.Entities[i].Name)]
	}
	x.sport = x.aboutSport()
	x.raised = raised{who: end{entity: none}}
	if len(x.folded) > 1<<14 {
		clear(x.folded)
		clear(x.lemmas)
	}
}

// aboutSport reports whether the text is about sport, by the share of words
// that only sport pages are full of: there teams meet, host and beat each
// other, and players are bought and lent.
func (x *run) aboutSport() bool {
	words := x.tables.words["sport words"]
	found := 0
	for i := range x.doc.Tokens {
		if t := &x.doc.Tokens[i]; t.Tag == document.NOUN && words[x.key(t.Lemma)] {
			found++
		}
	}
	return found >= 2 && found*120 >= len(x.doc.Tokens)
}

// isState tells places that act, as their nationality word or an acronym
// shows, from places where things merely are.
func isState(doc *document.Document, ent *document.Entity) bool {
	if ent.Type == document.Organization {
		return true
	}
	if ent.Type != document.Place {
		return false
	}
	for _, m := range ent.Mentions {
		if doc.Mentions[m].Kind == document.AdjectiveMention {
			return true
		}
	}
	for _, a := range ent.Aliases {
		if strings.EqualFold(a, ent.Name) {
			continue // a dateline in capitals
		}
		if isAcronym(a) || !shareWord(a, ent.Name) {
			return true // a capital, a people
		}
	}
	return isAcronym(ent.Name) && len(ent.Name) <= 4
}

// shareWord reports whether two names have a word in common.
func shareWord(a, b string) bool {
	b = strings.ToLower(b)
	for w := range strings.FieldsSeq(strings.ToLower(a)) {
		if len(w) > 2 && strings.Contains(b, w) {
			return true
		}
	}
	return false
}

func isAcronym(s string) bool {
	upper := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z':
			upper++
		case c == '.':
		default:
			return false
		}
	}
	return upper >= 2
}

// key returns a word in lower case, without an allocation for words seen before.
func (x *run) key(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; 'A' <= c && c <= 'Z' || c >= 0x80 {
			if k, ok := x.folded[s]; ok {
				return k
			}
			k := lower(s)
			x.folded[s] = k
			return k
		}
	}
	return s
}

// read finds the candidates of the sentence in the graph.
func (x *run) read() {
	g := &x.g
	x.findExemplars()
	for t := g.first; t < g.end; t++ {
		switch tok := g.tok(t); tok.Tag {
		case document.VERB:
			if x.insideName(t) {
				continue
			}
			x.readVerb(t)
			if tok.XTag == document.VBN {
				x.adjective(t)
			}
		case document.AUX:
			if tok.Dep != document.Aux && tok.Dep != document.AuxPass && tok.Dep != document.Cop {
				x.verb(t)
			}
		case document.ADJ:
			x.adjective(t)
			x.noun(t)
		case document.NOUN, document.PROPN:
			x.noun(t)
		case document.ADV:
			if g.node(t).nounish {
				x.noun(t)
			}
		}
		if g.node(t).copula != none {
			x.present(t)
		}
	}
	x.structure()
	x.roundInvestors()
	x.talkedAt()
	x.tried()
	x.nearestPlace()
}

// flush qualifies the candidates of the sentence and hands them on.
func (x *run) flush() {
	for i := range x.candidates {
		c := &x.candidates[i]
		if !c.settled {
			qualify(&x.g, c)
		}
		c.trust(&x.g)
		x.facts.add(&x.g, c)
		x.events.add(c)
	}
	x.candidates = x.candidates[:0]
}

// finish writes the document's layers.
func (x *run) finish() {
	x.doc.Facts = x.facts.finish(x.doc.Facts[:0])
	x.doc.Events = x.events.write(x.doc.Events[:0])
}

// insideName reports whether token t is part of a name that is no event.
func (x *run) insideName(t int32) bool {
	c := x.g.node(t).cover
	return c != none && x.doc.Mentions[c].Type != document.EventType
}
