package facts

import (
	"sort"

	"dossier/ingest/document"
)

// Who was at an event need not be said by a verb that has both: guests are
// listed ("among those present were"), speak "there", or just speak after the
// event was told of. The event is then the one in focus.

// attends adds that somebody attends the event and so takes part in it.
func (x *run) attends(who, ev end, base *candidate) {
	n := len(x.candidates)
	x.takesPart(who, ev, base.trigger, base)
	if len(x.candidates) == n {
		return
	}
	c := x.candidates[n]
	c.relation, c.rule = "attends", base.rule
	x.candidates[n].rule = base.rule
	x.candidates = append(x.candidates, c)
}

// attendance returns a candidate without ends for a rule at token t.
func (x *run) attendance(t int32, rule string, score float32) candidate {
	return candidate{sentence: x.g.sentence, trigger: t, triggerEnd: t + 1, rule: rule, kind: verbal, place: none, event: none, confidence: score}
}

// gathering returns the event in focus at token t: the one mentioned last in
// the sentence before t or in the sentences before it, as many as back; none
// without, or where it is none that people come to.
func (x *run) gathering(t int32, back int32) int32 {
	from := x.doc.Sentences[max(x.g.sentence-back, 0)].First
	ms := x.doc.Mentions
	for i := sort.Search(len(ms), func(i int) bool { return ms[i].First >= t }) - 1; i >= 0 && ms[i].First >= from; i-- {
		ent := ms[i].Entity
		if ent == none || x.doc.Entities[ent].Type != document.EventType {
			continue
		}
		switch x.events.events[x.events.index[ent]].Class {
		case "disaster", "attack", "agreement", "war":
			continue
		}
		return ent
	}
	return none
}

// present reads "Brandt was there in person", of the event spoken of last.
func (x *run) present(t int32) {
	g := &x.g
	if g.node(t).copula == none {
		return
	}
	if x.guestList(t) {
		return
	}
	if m := g.mentionOf(t); m != none && x.doc.Mentions[m].Type == document.Place && x.doc.Mentions[m].Entity != none {
		x.dueIn(t, end{x.doc.Mentions[m].Entity, t, m})
		return
	}
	status, final := document.Happened, false
	switch x.key(g.doc.Word(t)) {
	case "there", "present", "attendance", "hand":
		if g.tok(t).Tag == document.NOUN && g.mark(t) == "" {
			return
		}
	case "absent", "missing":
		status, final = document.Denied, true
	default:
		return
	}
	ev := x.eventBy(t)
	if ev.entity == none {
		return
	}
	base := x.attendance(t, "attendance:present", 0.6)
	base.status, base.final = status, final
	x.attendees(t, subj, ev, &base)
	for _, k := range g.kids(t) { // "Roe was there, as was Lee"
		if g.tok(k).Dep != document.Advcl || g.mark(k) != "as" && g.mark(k) != "so" || g.node(k).mention == none {
			continue
		}
		x.a = x.resolve(k, false, x.a[:0])
		for _, a := range x.a {
			if x.comesTo(a, ev) {
				x.attends(a, ev, &base)
			}
		}
	}
}

// eventBy returns the event in a phrase of token t ("present at the ceremony"),
// else the one in focus.
func (x *run) eventBy(t int32) end {
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != obl && ed.rel != nmod {
			continue
		}
		switch ed.mark {
		case "at", "in", "of", "from", "during":
			if ev := x.eventOf(ed.dep); ev != none {
				return end{ev, ed.dep, g.mentionOf(ed.dep)}
			}
		}
	}
	return end{x.gathering(t, 2), t, none}
}

// attendees adds everybody in the slot of token t as attending the event.
func (x *run) attendees(t int32, slot rel, ev end, base *candidate) {
	g := &x.g
	base.event = ev.entity
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != slot {
			continue
		}
		x.a = x.resolve(ed.dep, false, x.a[:0])
		for _, a := range x.a {
			if x.comesTo(a, ev) {
				x.attends(a, ev, base)
			}
		}
	}
}

// comesTo reports whether an end is somebody who may come to an event.
func (x *run) comesTo(a, ev end) bool {
	if a.entity == ev.entity {
		return false
	}
	switch x.doc.Entities[a.entity].Type {
	case document.Person, document.Organization:
		return true
	case document.Place:
		return x.states[a.entity]
	}
	return false
}

// guestList reads "among the guests were A and B", "in attendance were A and
// B", whose first name the tree makes the predicate.
func (x *run) guestList(t int32) bool {
	g := &x.g
	for _, k := range g.kids(t) {
		d := g.tok(k).Dep
		if d != document.Obl && d != document.Nmod && d != document.Advmod || k > t {
			continue
		}
		switch w := x.key(g.doc.Word(k)); {
		case g.mark(k) == "among" && (x.tables.words["attendees"][x.key(g.lemma(k))] || presence[w]):
		case g.mark(k) == "in" && w == "attendance":
		case w == "present" && g.mark(k) == "":
		default:
			continue
		}
		ev := x.eventBy(k)
		if ev.entity == none {
			return false
		}
		base := x.attendance(t, "attendance:list", 0.7)
		base.event = ev.entity
		x.a = x.enumerated(g.node(t).copula, x.a[:0])
		for _, a := range x.a {
			if x.comesTo(a, ev) {
				x.attends(a, ev, &base)
			}
		}
		return true
	}
	return false
}

// presence are words for being at an event.
var presence = map[string]bool{"present": true, "attending": true, "there": true, "attendance": true, "speaking": true, "attended": true, "those": true, "gathered": true}

// enumerated appends the people that a list behind token from names, whatever
// the tree makes of it; a body or state where it is an item of its own.
func (x *run) enumerated(from int32, out []end) []end {
	g := &x.g
	clause := false // within a clause of its own: ", who heads Acme,"
	for t := from + 1; t < g.end; t++ {
		switch tok := g.tok(t); {
		case tok.XTag == document.WP || tok.XTag == document.WDT || tok.XTag == document.WPS || (tok.XTag == document.VBN || tok.XTag == document.VBG) && g.doc.Word(t-1) != "-":
			clause = true
			continue
		case g.doc.Word(t-1) != "-" && (tok.Tag == document.VERB || tok.Tag == document.AUX):
			if !clause {
				return out // the main clause goes on
			}
			continue
		case tok.Tag == document.PUNCT:
			if g.doc.Word(t) == ";" || g.doc.Word(t) == ":" {
				return out
			}
			clause = false
			continue
		}
		c := g.node(t).cover
		if c == none || clause {
			continue
		}
		m := &g.doc.Mentions[c]
		if m.First != t {
			continue
		}
		item := t == from+1 || t == from+2 && g.tok(t-1).Tag == document.DET
		if !item {
			p := t - 1
			for p > from && p > t-6 && (g.tok(p).Tag == document.NOUN || g.tok(p).Tag == document.ADJ || g.doc.Word(p) == "-" || g.doc.Word(p-1) == "-" || g.doc.Word(p+1) == "-" || g.node(p).cover != none && g.doc.Mentions[g.node(p).cover].Kind == document.AdjectiveMention) {
				p-- // "the drone maker Lund Aero", "the Bonn-based maker Lund Aero"
			}
			if g.tok(p).XTag == document.POS && g.node(p-1).cover != none {
				p = g.doc.Mentions[g.node(p-1).cover].First - 1 // "and Peru's Acme"
			}
			if p > from && g.tok(p).Tag == document.DET {
				p--
			}
			item = p == from || g.doc.Word(p) == "," || g.tok(p).Tag == document.CCONJ
		}
		if m.Type != document.Person && (!item || m.End < g.end && (g.tok(m.End).XTag == document.POS || g.tok(m.End).Tag == document.NOUN || g.doc.Word(m.End) == "-")) {
			continue
		}
		for _, e := range x.mention(c, g.node(t).canon, nil) {
			if !hasEnd(out, e.entity) {
				out = append(out, e)
			}
		}
	}
	return out
}

// guestsIncluded reads "speakers at the forum included A and B", "the fair
// will feature A": the object of the verb comes to the event.
func (x *run) guestsIncluded(t int32) {
	g := &x.g
	if !x.tables.words["guest verbs"][x.key(g.lemma(t))] || g.node(t).voice == passive {
		return
	}
	s := g.node(t).surface
	if s == none {
		return
	}
	ev := end{x.eventOf(s), s, g.mentionOf(s)}
	if ev.entity == none {
		if !x.tables.words["attendees"][x.key(g.lemma(s))] {
			return
		}
		if ev = x.eventBy(s); ev.entity == none {
			return
		}
	}
	base := x.attendance(t, "attendance:guests", 0.7)
	x.attendees(t, obj, ev, &base)
}

// comesAlone reads "Roe will speak", "Lee performed there", after an event was
// told of: the verb has no phrase that says to whom or where.
func (x *run) comesAlone(t int32) {
	g := &x.g
	lemma := x.key(g.lemma(t))
	alone, back := x.tables.words["performance verbs"][lemma], int32(1)
	if o := g.arg(t, obj, ""); o != none && (lemma == "give" || lemma == "deliver" || lemma == "play" || lemma == "make" || lemma == "lay") && x.tables.words["performance nouns"][x.key(g.lemma(o))] {
		if g.arg(t, obl, "at") == none && g.arg(t, obl, "to") == none && g.arg(o, nmod, "at") == none && g.arg(o, nmod, "to") == none && g.arg(t, obl, "in") == none {
			x.performs(t, 1, document.Happened, false)
		}
		return
	}
	if lemma == "tell" || lemma == "address" || lemma == "greet" || lemma == "thank" { // "told the delegates that"
		for _, k := range g.kids(t) {
			if d := g.tok(k).Dep; (d == document.Obj || d == document.Iobj) && g.node(k).mention == none && x.tables.words["audiences"][x.key(g.lemma(k))] {
				x.performs(t, 2, document.Happened, false)
				return
			}
		}
	}
	if lemma == "attend" || lemma == "come" && x.g.kid(t, document.Aux) != none {
		alone, back = true, 2
	}
	away := lemma == "stay" && g.hasParticle(t, "away") || lemma == "pull" && g.hasParticle(t, "out")
	if !alone && !away {
		return
	}
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Obj, document.Iobj, document.Ccomp, document.Xcomp, document.OblAgent:
			return
		case document.Obl:
			if g.node(k).time == none && !(len(x.examples) > 0 && k > x.examples[0].from) {
				return
			}
		}
	}
	status := document.Happened
	if away {
		status = document.Denied
	}
	x.performs(t, back, status, away)
}

// performs makes the subject of verb t attend the event in focus.
func (x *run) performs(t, back int32, status document.Status, final bool) {
	ev := x.gathering(t, back)
	if ev == none {
		return
	}
	base := x.attendance(t, "attendance:alone", 0.6)
	base.status, base.final = status, final
	n := len(x.candidates)
	x.attendees(t, subj, end{ev, t, none}, &base)
	if len(x.candidates) == n {
		return
	}
	kept := x.candidates[:0]
	for _, c := range x.candidates { // "Roe and Lee will speak": not with each other
		if c.trigger != t || c.relation != "speaks with" {
			kept = append(kept, c)
		}
	}
	x.candidates = kept
}

// placed reads results: "came third", "took silver", of the contest in focus or
// in a phrase of the verb.
func (x *run) placed(t int32) {
	g := &x.g
	told := false
	switch x.key(g.lemma(t)) {
	case "come", "finish", "place", "end":
		for _, k := range g.kids(t) {
			told = told || x.tables.words["ranks"][x.key(g.doc.Word(k))]
		}
	case "take", "win", "claim", "earn", "bag", "secure":
		o := g.arg(t, obj, "")
		told = o != none && x.tables.words["medals"][x.key(g.lemma(o))]
	}
	if !told {
		return
	}
	ev := end{none, t, none}
	for e := g.node(t).out; e != none && ev.entity == none; e = g.edges[e].next {
		if ed := g.edges[e]; ed.rel == obl && (ed.mark == "at" || ed.mark == "in") {
			ev = end{x.eventOf(ed.dep), ed.dep, g.mentionOf(ed.dep)}
		}
	}
	if ev.entity == none {
		ev.entity, ev.tok, ev.mention = x.gathering(t, 2), t, none
		if ev.entity == none {
			return
		}
		if class := x.events.events[x.events.index[ev.entity]].Class; class != "contest" && class != "election" {
			return
		}
	}
	base := x.attendance(t, "attendance:placed", 0.6)
	base.event = ev.entity
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != subj {
			continue
		}
		x.a = x.resolve(ed.dep, false, x.a[:0])
		for _, a := range x.a {
			if a.entity != ev.entity {
				x.takesPart(a, ev, t, &base)
			}
		}
	}
}

// actsAt makes people who do whatever at an event attend it: "announced the
// plan at the summit", "was booed at the ceremony".
func (x *run) actsAt(t int32) {
	g := &x.g
	if x.tables.words["outsider verbs"][x.key(g.lemma(t))] {
		return
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		at := none
		switch {
		case ed.rel == obl && (ed.mark == "at" || ed.mark == "during" || ed.mark == "in" && x.withinEvent(ed.dep)):
			at = ed.dep
		case ed.rel == obj && g.node(ed.dep).mention == none: // "unveiled a plan at the summit"
			at = g.arg(ed.dep, nmod, "at")
		}
		if at == none {
			continue
		}
		ev := end{x.eventOf(at), at, g.mentionOf(at)}
		if ev.entity == none {
			continue
		}
		base := x.attendance(t, "attendance:acts", 0.65)
		base.event = ev.entity
		for s := g.node(t).out; s != none; s = g.edges[s].next {
			se := g.edges[s]
			if se.rel != subj && !(se.rel == obj && g.node(t).voice == passive) {
				continue
			}
			x.a = x.resolve(se.dep, false, x.a[:0])
			for _, a := range x.a {
				switch {
				case !x.comesTo(a, ev):
				case x.doc.Entities[a.entity].Type != document.Person:
					if x.events.events[x.events.index[ev.entity]].Class == "contest" || x.tables.words["event acts"][x.key(g.lemma(t))] {
						x.takesPart(a, ev, t, &base)
					}
				case se.rel == subj && x.tables.words["speech verbs"][x.key(g.lemma(t))]:
					x.attends(a, ev, &base)
				default:
					x.takesPart(a, ev, t, &base)
				}
			}
		}
	}
}

// withinEvent reports whether what is done "in" the event that token t stands
// for is done by those who take part: a debate, a match.
func (x *run) withinEvent(t int32) bool {
	ev := x.eventOf(t)
	if ev == none {
		return false
	}
	switch x.events.events[x.events.index[ev]].Class {
	case "meeting", "contest", "summit":
		return true
	}
	return false
}

// hostOf reads "Estonia, the hosts", "the host, President Roe", of the event
// in focus.
func (x *run) hostOf(t int32) {
	g := &x.g
	switch x.key(g.lemma(t)) {
	case "host", "co-host":
	default:
		return
	}
	if g.arg(t, nmod, "of") != none || g.arg(t, comp, "") != none || g.arg(t, nmod, "for") != none {
		return
	}
	ev := x.gathering(t, 3)
	if ev == none {
		return
	}
	base := x.attendance(t, "attendance:host", 0.6)
	base.event = ev
	x.a = x.denoted(t, x.a[:0])
	for _, a := range x.a {
		if !x.comesTo(a, end{ev, t, none}) && !(x.doc.Entities[a.entity].Type == document.Place) {
			continue
		}
		n := len(x.candidates)
		x.takesPart(a, end{ev, t, none}, t, &base)
		if len(x.candidates) > n {
			c := x.candidates[n]
			c.relation, c.rule = "hosts", base.rule
			x.candidates = append(x.candidates, c)
		}
	}
}

// nearestPlace drops the wider of two places of one event: "in Chur, in the
// canton of Graubünden".
func (x *run) nearestPlace() {
	for i := range x.candidates {
		c := &x.candidates[i]
		if c.relation != "took place in" || c.rule != "events:named" {
			continue
		}
		for k := range x.candidates {
			if o := &x.candidates[k]; k != i && o.relation == c.relation && o.subject == c.subject {
				x.candidates = append(x.candidates[:i], x.candidates[i+1:]...) // the text knows better than the name
				x.nearestPlace()
				return
			}
		}
	}
	for i := range x.candidates {
		c := &x.candidates[i]
		if c.relation != "took place in" || c.objectMention == none {
			continue
		}
		end := x.doc.Mentions[c.objectMention].End
		if end+1 >= x.g.end || x.doc.Word(end) != "," {
			continue
		}
		if w := x.doc.Word(end + 1); w != "in" && w != "near" && w != "on" {
			continue
		}
		for k := 0; k < len(x.candidates); k++ {
			o := &x.candidates[k]
			if k != i && o.relation == c.relation && o.subject == c.subject && o.objectTok > end && o.objectTok < end+8 {
				x.candidates = append(x.candidates[:k], x.candidates[k+1:]...)
				x.nearestPlace()
				return
			}
		}
	}
}

// talkedAt makes those whom a sentence says to have met or agreed take part in
// the talks that it tells of in a phrase: "agreed on the text after three days
// of talks".
func (x *run) talkedAt() {
	g := &x.g
	ms := x.doc.Mentions
	for i := sort.Search(len(ms), func(i int) bool { return ms[i].First >= g.first }); i < len(ms) && ms[i].First < g.end; i++ {
		m := &ms[i]
		if m.Entity == none || x.doc.Entities[m.Entity].Type != document.EventType {
			continue
		}
		switch x.events.events[x.events.index[m.Entity]].Class {
		case "summit", "meeting":
		default:
			continue
		}
		mark := g.mark(m.Head)
		if h := g.head(m.Head); mark == "of" && h != none { // "days of talks", "a round of talks"
			mark = g.mark(h)
		}
		switch mark {
		case "after", "following", "at", "during", "in":
		default:
			continue
		}
		ev := end{m.Entity, m.Head, int32(i)}
		for k, n := 0, len(x.candidates); k < n; k++ {
			c := x.candidates[k]
			if c.event != none || c.relation != "meets" && c.relation != "agrees with" || c.kind != verbal {
				continue
			}
			x.candidates[k].event = m.Entity
			x.takesPart(end{c.subject, c.subjectTok, c.subjectMention}, ev, c.trigger, &c)
			x.takesPart(end{c.object, c.objectTok, c.objectMention}, ev, c.trigger, &c)
		}
	}
}
