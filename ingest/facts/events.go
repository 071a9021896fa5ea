package facts

import (
	"strings"

	"dossier/graph/ontology"
	"dossier/ingest/document"
)

// eventTable gathers the events of an article: who took part, when, where.
type eventTable struct {
	doc    *document.Document
	tables *Frames
	events []event
	index  map[int32]int32 // entity → event
}

type event struct {
	document.Event
	settled bool  // a status was stated
	named   int32 // the place that its name begins with, None without
	told    bool  // a fact says so
}

func (et *eventTable) start(doc *document.Document, tables *Frames) {
	et.doc, et.tables = doc, tables
	et.events = et.events[:0]
	if et.index == nil {
		et.index = map[int32]int32{}
	}
	clear(et.index)
	for i := range doc.Entities {
		if ent := &doc.Entities[i]; ent.Type == document.EventType {
			et.index[int32(i)] = int32(len(et.events))
			et.events = append(et.events, event{Event: document.Event{Entity: int32(i), Place: none, Class: et.class(ent)}, named: et.placeInName(ent.Name)})
		}
	}
}

// placeInName returns the town that the name of an event begins with, behind a
// year or number: "2019 Berlin marathon"; None without.
func (et *eventTable) placeInName(name string) int32 {
	for len(name) > 0 && ('0' <= name[0] && name[0] <= '9') {
		_, rest, ok := strings.Cut(name, " ")
		if !ok {
			return none
		}
		name = rest
	}
	best := none
	for i := range et.doc.Entities {
		ent := &et.doc.Entities[i]
		if ent.Type == document.Place && len(ent.Name) < len(name) && name[len(ent.Name)] == ' ' && strings.HasPrefix(name, ent.Name) &&
			(best == none || len(ent.Name) > len(et.doc.Entities[best].Name)) {
			best = int32(i)
		}
	}
	return best
}

// class returns the class of an event by its noun, or by a word of its name.
func (et *eventTable) class(ent *document.Entity) string {
	if ent.Trigger != none {
		if c := et.tables.events[lower(et.doc.Tokens[ent.Trigger].Lemma)]; c != "" {
			return c
		}
	}
	words := strings.Fields(lower(ent.Name))
	for i := len(words) - 1; i >= 0; i-- {
		if c := et.tables.events[words[i]]; c != "" {
			return c
		}
		if c := et.tables.events[strings.TrimSuffix(words[i], "s")]; c != "" {
			return c
		}
	}
	return ""
}

// add notes what a candidate says of an event.
func (et *eventTable) add(c *candidate) {
	if c.open {
		return
	}
	if at, ok := et.index[c.object]; ok {
		switch c.relation {
		case "participates in", "attends", "hosts", "organizes":
			et.events[at].state(c)
			et.events[at].participant(c.subject, roleOf(c.relation))
		}
	}
	if at, ok := et.index[c.subject]; ok && c.relation == "took place in" {
		ev := &et.events[at]
		ev.state(c)
		if ev.Place == none {
			ev.Place = c.object
		}
	}
	if c.event == none {
		return
	}
	if at, ok := et.index[c.event]; ok {
		et.events[at].state(c)
	}
}

// state takes over time and status from the first candidate that has them.
func (ev *event) state(c *candidate) {
	if ev.Time == "" {
		ev.Time = c.time
	}
	if !ev.settled {
		ev.Status, ev.settled = c.status, true
	}
}

// participant adds an entity, under its most telling role.
func (ev *event) participant(entity int32, role string) {
	for i := range ev.Participants {
		if p := &ev.Participants[i]; p.Entity == entity {
			if p.Role == "participant" {
				p.Role = role
			}
			return
		}
	}
	ev.Participants = append(ev.Participants, document.Participant{Entity: entity, Role: role})
}

func roleOf(relation string) string {
	switch relation {
	case "hosts":
		return "host"
	case "attends":
		return "attendee"
	case "organizes":
		return "organizer"
	}
	return "participant"
}

func (et *eventTable) write(out []document.Event) []document.Event {
	for i := range et.events {
		ev := et.events[i].Event
		ev.Participants = append([]document.Participant(nil), ev.Participants...)
		out = append(out, ev)
	}
	return out
}

// eventOf returns the event entity that token t stands for, none without.
func (x *run) eventOf(t int32) int32 {
	m := x.g.mentionOf(t)
	if m == none || x.doc.Mentions[m].Entity == none {
		return none
	}
	if ent := x.doc.Mentions[m].Entity; x.doc.Entities[ent].Type == document.EventType {
		return ent
	}
	return none
}

// eventPhrases link a predicate to the event at which it happens.
var eventPhrases = map[string]bool{"at": true, "in": true, "during": true, "of": true, "after": false}

// happenAt makes who acts in a predicate take part in the event at which it
// happens: "beat him in the final", "met at the summit".
func (x *run) happenAt(t int32, from int) {
	g := &x.g
	if len(x.candidates) == from {
		return
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		switch {
		case (ed.rel == obl || ed.rel == nmod) && eventPhrases[ed.mark]:
		case ed.rel == obj && g.tok(t).Tag == document.VERB: // "lost the election to Roe"
		default:
			continue
		}
		x.meetAt(t, ed.dep, from)
	}
	// "upheld Roe's victory over Lee in the election", "beat Lee by 60 votes in the final"
	for i := from; i < len(x.candidates); i++ {
		if c := &x.candidates[i]; c.trigger == t && c.event == none && atEvents[c.relation] {
			if at := x.eventBehind(t); at != none {
				x.meetAt(t, at, from)
			} else if at := x.eventAbove(t); at != none {
				x.meetAt(t, at, from)
			} else if c.relation == "defeats" || c.relation == "competes with" {
				x.meetInFocus(t, from)
			}
			return
		}
	}
}

// eventBehind returns the head of the first mention of an event in a phrase
// that stands behind predicate t in its clause; none without.
func (x *run) eventBehind(t int32) int32 {
	g := &x.g
	for k := t + 1; k < g.end; k++ {
		switch tok := g.tok(k); {
		case tok.Tag == document.VERB && k > t+1, tok.Tag == document.SCONJ, tok.XTag == document.WP, tok.XTag == document.WDT, g.doc.Word(k) == ";":
			return none
		}
		if mark := g.mark(k); (mark == "in" || mark == "at" || mark == "during") && g.node(k).mention != none && x.eventOf(k) != none {
			return k
		}
	}
	return none
}

// eventAbove returns the event that is the object of the verb on which the
// clause of t depends: "won the final, beating Lee"; none without.
func (x *run) eventAbove(t int32) int32 {
	g := &x.g
	if h := g.head(t); h != none && g.tok(t).Dep == document.Advcl {
		if o := g.arg(h, obj, ""); o != none && x.eventOf(o) != none {
			return o
		}
	}
	return none
}

// meetInFocus makes both ends of a result take part in the contest or election
// told of right before.
func (x *run) meetInFocus(t int32, from int) {
	ev := x.gathering(t, 1)
	if ev == none {
		return
	}
	switch x.events.events[x.events.index[ev]].Class {
	case "contest", "election":
		x.meetAtEvent(t, end{ev, t, none}, from)
	}
}

// meetAt makes both ends of what predicate t states take part in the event
// that token at stands for.
func (x *run) meetAt(t, at int32, from int) {
	ev := x.eventOf(at)
	if ev == none {
		return
	}
	x.meetAtEvent(t, end{ev, at, x.g.mentionOf(at)}, from)
}

func (x *run) meetAtEvent(t int32, object end, from int) {
	ev := object.entity
	for i, n := from, len(x.candidates); i < n; i++ {
		c := &x.candidates[i]
		if c.trigger != t || c.event != none || !atEvents[c.relation] {
			continue
		}
		c.event = ev
		if c.relation == "meets" && x.events.events[x.events.index[ev]].Class == "contest" {
			c.relation = "competes with" // "will meet in the final"
		}
		a, b := end{c.subject, c.subjectTok, c.subjectMention}, end{c.object, c.objectTok, c.objectMention}
		base := *c
		x.takesPart(a, object, t, &base)
		x.takesPart(b, object, t, &base)
	}
}

// atEvents are the acts whose both ends take part in the event at which they happen.
var atEvents = map[string]bool{"meets": true, "speaks with": true, "agrees with": true, "competes with": true, "defeats": true}

// takesPart adds the participation of an end of candidate c in an event.
func (x *run) takesPart(who, ev end, trigger int32, c *candidate) {
	if who.entity == ev.entity || !x.allowed(who.entity, ontology.MustLookup("participates in").Subject, actsAsSubject) || who.mention == none && x.doc.Entities[who.entity].Type == document.Place && x.statesOf(x.key(x.g.lemma(who.tok))) {
		return
	}
	d := *c
	d.relation, d.rule = "participates in", "events:takes part"
	d.subject, d.subjectTok, d.subjectMention = who.entity, who.tok, who.mention
	d.object, d.objectTok, d.objectMention = ev.entity, ev.tok, ev.mention
	d.trigger, d.triggerEnd, d.event = trigger, trigger+1, ev.entity
	x.candidates = append(x.candidates, d)
}

// eventNoun reads the arguments of a noun that names or describes an event:
// who acts in it takes part, where it is it took place.
func (x *run) eventNoun(t int32) {
	g := &x.g
	ent := x.eventOf(t)
	if ent == none {
		return
	}
	ev := end{ent, t, g.mentionOf(t)}
	base := candidate{sentence: g.sentence, trigger: t, triggerEnd: t + 1, rule: "events:arguments", kind: nominal,
		place: none, event: ent, confidence: baseScore(nominal)}
	x.beside(t, ev, &base)
	from := len(x.candidates)
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		place, part := false, false
		switch ed.rel {
		case nmod, obl:
			switch ed.mark {
			case "in", "at", "near", "outside", "on", "off", "along", "around":
				place = true
			case "of", "against", "into":
				place, part = true, true
			case "with", "between", "among":
				part = ed.via != support || !x.stagedBy(t)
			case "by":
				part = ed.rel == nmod && !x.convened(ent)
			}
		case comp, adj:
			place, part = true, true
		case supp:
			// Who stages an event does not take part in it for that.
			part = ed.via != support || g.doc.Mentions[ev.mention].Kind != document.NameMention && !x.stagedBy(t)
		case poss, suffer:
			part = true
		}
		if part && (ed.rel == poss || ed.mark == "of") && x.tables.words["burials"][x.key(g.lemma(t))] {
			part = false // the dead do not attend
		}
		if !place && !part || g.node(ed.dep).time != none {
			continue
		}
		if place && ed.rel == nmod && (g.node(ed.dep).mention == none || x.doc.Mentions[g.node(ed.dep).mention].Kind != document.NameMention) {
			// "the bombing of a market in Mosul", "the vigil outside the embassy in Dublin"
			for e2 := g.node(ed.dep).out; e2 != none; e2 = g.edges[e2].next {
				ed2 := g.edges[e2]
				if ed2.rel != nmod || ed2.mark != "in" && ed2.mark != "at" && ed2.mark != "near" || g.node(ed2.dep).time != none || x.eventOf(ed.dep) != none {
					continue
				}
				x.a = x.resolve(ed2.dep, false, x.a[:0])
				for _, a := range x.a {
					if x.doc.Entities[a.entity].Type == document.Place && a.entity != ent {
						x.happensIn(ev, a, &base)
					}
				}
			}
		}
		x.a = x.resolve(ed.dep, false, x.a[:0])
		for _, a := range x.a {
			if a.entity == ent {
				continue
			}
			isPlace := x.doc.Entities[a.entity].Type == document.Place
			adjective := a.mention != none && x.doc.Mentions[a.mention].Kind == document.AdjectiveMention
			switch {
			case isPlace && (ed.rel == poss || ed.rel == adj || ed.rel == comp) && x.events.events[x.events.index[ent]].Class == "election":
				x.happensIn(ev, a, &base) // "Kenya's election"
			case isPlace && place && !(adjective && ed.rel == adj || ed.rel == comp && x.states[a.entity]):
				x.happensIn(ev, a, &base)
			case isPlace && ed.rel == comp && x.states[a.entity] && x.convened(ent) && g.arg(t, comp, "") == ed.dep && x.loneState(t): // "the Syria conference"
			case isPlace && ed.mark == "with" && !x.states[a.entity]: // a collision with a moon
			case part && (!isPlace || ed.rel != nmod || ed.mark == "by" || ed.mark == "with" || ed.mark == "between") && x.doc.Entities[a.entity].Type != document.EventType:
				x.takesPart(a, ev, t, &base)
			}
		}
	}
	x.happensWhereNamed(ev, from, &base)
}

// loneState reports whether one name at most stands before the event noun: "the
// Syria conference" is about Syria, "the Korea-Japan summit" between the two.
func (x *run) loneState(t int32) bool {
	n := 0
	for e := x.g.node(t).out; e != none; e = x.g.edges[e].next {
		if ed := x.g.edges[e]; ed.rel == comp && x.g.node(ed.dep).mention != none {
			n++
		}
	}
	return n < 2
}

// happensWhereNamed adds the place in the name of an event, unless the phrase
// tells another.
func (x *run) happensWhereNamed(ev end, from int, base *candidate) {
	event := &x.events.events[x.events.index[ev.entity]]
	if event.named == none || event.told || x.states[event.named] || event.Class == "agreement" || event.Class == "war" {
		return
	}
	for _, c := range x.candidates[from:] {
		if c.relation == "took place in" {
			event.told = true
			return
		}
	}
	event.told = true
	named := *base
	named.rule = "events:named"
	x.happensIn(ev, end{event.named, ev.tok, none}, &named)
}

// happensIn adds that the event took place in the place.
func (x *run) happensIn(ev, place end, base *candidate) {
	c := *base
	c.relation, c.subject, c.subjectTok, c.subjectMention = "took place in", ev.entity, ev.tok, ev.mention
	c.object, c.objectTok, c.objectMention = place.entity, place.tok, place.mention
	x.candidates = append(x.candidates, c)
}

// beside reads the phrases right behind an event noun that the tree hangs from
// the verb: "threw flares at the match against Vitória in Guimarães".
func (x *run) beside(t int32, ev end, base *candidate) {
	g := &x.g
	at := t + 1
	for steps := 0; steps < 3 && at+1 < g.end && g.tok(at).Tag == document.ADP; steps++ {
		c := g.node(at + 1).cover
		if c == none || g.doc.Mentions[c].First != at+1 || g.doc.Mentions[c].Entity == none {
			return
		}
		m := &g.doc.Mentions[c]
		who := end{m.Entity, g.node(at + 1).canon, c}
		h := g.head(who.tok)
		own := h == t || h == none
		switch x.key(g.doc.Word(at)) {
		case "against", "versus", "v":
			if !own {
				x.takesPart(who, ev, t, base)
			}
		case "in", "at", "near", "outside":
			if !own && m.Type == document.Place {
				x.happensIn(ev, who, base)
			}
		default:
			return
		}
		at = m.End
	}
}

// convened reports whether the event is one that people come together for: who
// stands behind "by" then holds or pays for it.
func (x *run) convened(event int32) bool {
	switch x.events.events[x.events.index[event]].Class {
	case "summit", "meeting", "culture", "contest", "election":
		return true
	}
	return false
}

// stagedBy reports whether the verb that carries event noun t makes its
// subject the organizer of the event rather than one who takes part in it.
func (x *run) stagedBy(t int32) bool {
	g := &x.g
	stages := func(v int32) bool {
		verb := x.key(g.lemma(v))
		return x.tables.words["staging verbs"][verb] && (verb != "hold" || x.tables.words["staged events"][x.key(g.lemma(t))])
	}
	if h := g.head(t); h != none && stages(h) {
		return true
	}
	for _, k := range g.kids(t) {
		if (g.tok(k).Dep == document.Acl || g.tok(k).Dep == document.AclRelcl) && stages(k) {
			return true
		}
	}
	return false
}

// dueIn reads "she is due in Ottawa on Friday".
func (x *run) dueIn(t int32, place end) {
	g := &x.g
	due := none
	for _, k := range g.kids(t) {
		if w := x.key(x.doc.Word(k)); w == "due" || w == "expected" {
			due = k
		}
	}
	if x.doc.Entities[place.entity].Type != document.Place {
		return
	}
	rule, status := "frames:due", document.Planned
	if due == none {
		if !x.staysIn(t) {
			return
		}
		due, rule, status = g.node(t).copula, "frames:be", document.Happened
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != subj {
			continue
		}
		x.a = x.resolve(ed.dep, false, x.a[:0])
		for _, a := range x.a {
			if x.doc.Entities[a.entity].Type == document.Person && a.entity != place.entity {
				x.candidates = append(x.candidates, candidate{relation: "traveled to", subject: a.entity, subjectTok: a.tok, subjectMention: a.mention,
					object: place.entity, objectTok: place.tok, objectMention: place.mention, sentence: g.sentence, trigger: due, triggerEnd: due + 1,
					rule: rule, kind: verbal, status: status, final: status == document.Planned, place: none, event: none, confidence: 0.6})
			}
		}
	}
}

// staysIn reads "was in Lima on Tuesday for talks": a place somebody is in for a
// time or a purpose is one they came to.
func (x *run) staysIn(t int32) bool {
	g := &x.g
	if g.mark(t) != "in" {
		return false
	}
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Obl, document.Advcl, document.OblUnmarked, document.AclRelcl, document.AdvclRelcl:
			if k < t {
				continue
			}
			switch m := g.mark(k); {
			case g.node(k).time != none && (m == "on" || m == "until" || m == ""):
				return true
			case m == "for" && g.node(k).time == none && g.tables.actionNoun(x.key(g.lemma(k))):
				return true
			case m == "to" && g.tok(k).Tag == document.VERB:
				return true
			case m == "" && g.tok(k).Tag == document.VERB && g.relativeHead(k) != none:
				return true
			}
		}
	}
	return false
}
