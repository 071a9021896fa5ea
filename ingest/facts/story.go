package facts

import (
	"strings"

	"dossier/ingest/document"
)

// A scene is the day that a story has reached: news tells the day of what
// happened once, and what happens next is of the same day until another is
// told, a tense steps out of the story, or the paragraph ends.
type scene struct {
	day      string // "" where none is told
	why      string
	sentence int32 // that told it
}

// How many sentences a scene lasts.
const sceneLength = 5

// findScenes finds the scene that each sentence begins in.
func (q *qualifiers) findScenes() {
	doc := q.doc
	q.scenes = q.scenes[:0]
	var now scene
	block, next := -1, 0
	for s := range doc.Sentences {
		sent := &doc.Sentences[s]
		for block+1 < len(doc.Blocks) && doc.Blocks[block+1].Span.Start <= sent.Start {
			block++
		}
		if s > int(now.sentence)+sceneLength {
			now = scene{}
		}
		q.scenes = append(q.scenes, now)
		if block >= 0 && doc.Blocks[block].Kind != document.Paragraph {
			continue
		}
		for next < len(doc.Times) && doc.Times[next].First < sent.First {
			next++
		}
		for i := next; i < len(doc.Times) && doc.Times[i].First < sent.End; i++ {
			tm := &doc.Times[i]
			if tm.Kind == document.Duration || tm.Kind == document.Repeated || !q.ofMainClause(sent, tm) {
				continue
			}
			now = scene{}
			if tm.Kind == document.Date && len(tm.Value) == 10 && (q.published == "" || tm.Value <= q.published) {
				now = scene{tm.Value, doc.Slice(tm.Span), int32(s)}
			}
			break
		}
	}
}

// ofMainClause tells whether a time hangs from the sentence's main verb, told
// in the past.
func (q *qualifiers) ofMainClause(sent *document.Sentence, tm *document.Time) bool {
	doc := q.doc
	at := tm.First
	for steps := 0; steps < 6; steps++ {
		h := doc.Tokens[at].Head
		if h == none {
			return false
		}
		if h >= tm.First && h < tm.End {
			at = h
			continue
		}
		switch tok := &doc.Tokens[h]; {
		case tok.Tag == document.VERB || tok.Tag == document.AUX:
			if q.words.verbs[q.lower(tok.Lemma)]&saying != 0 {
				return false // what is said on a day may have happened on any
			}
			for tok.Dep == document.Conj && tok.Head != none {
				tok = &doc.Tokens[tok.Head]
			}
			return tok.Head == none && q.toldPast(sent, h)
		case tok.Head == none: // "was elected mayor on Sunday", with the noun as its head
			return q.toldPast(sent, h)
		case doc.Tokens[at].Dep == document.Case || doc.Tokens[at].Dep == document.Mark:
		case tok.Dep == document.Obl || tok.Dep == document.OblUnmarked || tok.Dep == document.Advmod || tok.Tag == document.NUM || h < tm.End && h >= tm.First-2:
		case (tok.Dep == document.Nmod || tok.Dep == document.Obj) && h < tm.First && !q.ofEvent(h):
			// "sentenced her to years in prison on Tuesday"
		default:
			return false
		}
		at = h
	}
	return false
}

// ofEvent tells nouns that head a mention of an event: a time behind them is its.
func (q *qualifiers) ofEvent(t int32) bool {
	for i := range q.doc.Mentions {
		if m := &q.doc.Mentions[i]; m.Head == t {
			return m.Entity != none && q.doc.Entities[m.Entity].Type == document.EventType
		} else if m.First > t {
			break
		}
	}
	return false
}

// toldPast tells verbs in the tense of a story: the simple past.
func (q *qualifiers) toldPast(sent *document.Sentence, v int32) bool {
	doc := q.doc
	past := doc.Tokens[v].XTag == document.VBD
	for k := sent.First; k < sent.End; k++ {
		tok := &doc.Tokens[k]
		if tok.Head != v {
			continue
		}
		switch tok.Dep {
		case document.Aux, document.AuxPass, document.Cop:
			switch tok.XTag {
			case document.VBD:
				past = true
				if q.lower(tok.Lemma) == "have" {
					return false
				}
			case document.VBZ, document.VBP, document.MD, document.VBN:
				return false
			}
		}
	}
	return past
}

// sceneTime gives an act that the story tells without a time the day of its scene.
func (q *qualifiers) sceneTime(g *graph, c *candidate) clock {
	if int(c.sentence) >= len(q.scenes) || q.words.labels[c.relation]&sceneLabel == 0 || c.kind == structural || c.kind == role {
		return clock{}
	}
	now := &q.scenes[c.sentence]
	if g.doc.BlockOf(g.doc.Sentences[c.sentence].Start) == document.Title {
		return q.headlineTime(g, c)
	}
	if now.day == "" || c.status != document.Happened && (c.status != document.Denied || occasional[c.relation] || q.negated(g, c.trigger)) {
		return clock{} // "was acquitted" is told as much as "was convicted"
	}
	if q.quotedAt(g.doc.Sentences[g.sentence], c.trigger) || int(c.sentence) < len(q.speakers) && q.speakers[c.sentence].quoted {
		return clock{} // who is quoted tells another story
	}
	if q.lasts(g, c.object) || q.lasts(g, c.event) {
		return clock{}
	}
	at := g.clause(c.trigger)
	for steps := 0; steps < 6; steps++ {
		if g.tok(at).Tag == document.VERB && !q.infinitive(g, at) && g.tok(at).XTag != document.VBG && !q.toldPast(&g.doc.Sentences[g.sentence], at) {
			if tok := g.tok(at); tok.Dep != document.Conj || g.kid(at, document.Aux, document.AuxPass, document.Nsubj, document.NsubjPass) != none {
				return clock{}
			}
		}
		if q.steppedOut(g, at) {
			return clock{}
		}
		h, dep := q.above(g, at)
		if h == none {
			return clock{now.day, now.why + " (scene)", document.Date}
		}
		switch dep {
		case document.Conj:
		case document.Parataxis:
			if q.reports(g, h) || q.reports(g, at) {
				return clock{}
			}
		case document.Xcomp:
			if q.class(g, h)&(planning|wanting|thinking|saying) != 0 || q.lower(g.lemma(h)) == "have" {
				return clock{}
			}
		case document.Advcl:
			if !q.simultaneous(g, at) {
				return clock{}
			}
		case document.AclRelcl:
			if !q.adverbialRelative(g, at) || q.class(g, g.clause(h))&saying != 0 {
				return clock{}
			}
			h = g.clause(h)
		default:
			return clock{}
		}
		at = h
	}
	return clock{}
}

// headlineTime gives an act of a headline the day of the first scene, when that
// is told of one of those who act.
func (q *qualifiers) headlineTime(g *graph, c *candidate) clock {
	if p := g.clause(c.trigger); c.status != document.Happened || g.tok(p).Dep != document.Root || !g.isPredicate(p) {
		return clock{}
	}
	for s := int(c.sentence) + 1; s < len(q.scenes) && s < int(c.sentence)+8; s++ {
		now := &q.scenes[s]
		if now.day == "" {
			continue
		}
		told := &g.doc.Sentences[now.sentence]
		for _, ent := range [...]int32{c.subject, c.object} {
			if ent == none {
				continue
			}
			for _, m := range g.doc.Entities[ent].Mentions {
				if men := &g.doc.Mentions[m]; men.First >= told.First && men.First < told.End {
					return clock{now.day, now.why + " (scene)", document.Date}
				}
			}
		}
		return clock{}
	}
	return clock{}
}

// lasts tells events of more than a day, by a measure before their noun: "a
// three-day summit", "the week-long festival".
func (q *qualifiers) lasts(g *graph, ent int32) bool {
	if ent == none || g.doc.Entities[ent].Type != document.EventType {
		return false
	}
	for _, m := range g.doc.Entities[ent].Mentions {
		men := &g.doc.Mentions[m]
		for k := max(men.First-4, 0); k < men.Head; k++ {
			switch w := q.lower(g.doc.Word(k)); {
			case strings.HasSuffix(w, "-day"), strings.HasSuffix(w, "-week"), strings.HasSuffix(w, "-month"), strings.HasSuffix(w, "-long"), strings.HasSuffix(w, "-year"):
				return true
			case (w == "day" || w == "week" || w == "month" || w == "long") && k > 0 && g.doc.Word(k-1) == "-":
				return true
			}
		}
	}
	return false
}

// steppedOut tells clauses with a time of their own, told or not, and those
// whose adverb leaves the scene ("once", "previously").
func (q *qualifiers) steppedOut(g *graph, t int32) bool {
	for i := range q.times {
		if q.times[i].token == t && g.doc.Times[q.times[i].time].Kind != document.Duration {
			return true
		}
	}
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Advmod && q.words.adverbs[q.lower(g.doc.Word(k))]&elsewhen != 0 {
			return true
		}
	}
	return false
}
