package facts

import (
	"fmt"
	"strings"

	"dossier/ingest/document"
)

// A timeHost is a time expression of the sentence and where it hangs.
type timeHost struct {
	time  int32 // index into Document.Times
	top   int32 // its token whose head lies outside of it
	token int32 // the first token above it that can be an act: a predicate or a noun of action
	depth int32 // steps from top to token
}

// findTimes finds the hosts of the sentence's time expressions.
func (q *qualifiers) findTimes(g *graph) {
	q.times = q.times[:0]
	for i := range g.doc.Times {
		t := &g.doc.Times[i]
		if t.First < g.first {
			continue
		}
		if t.First >= g.end {
			break
		}
		top := t.First
		for k := t.First; k < t.End; k++ {
			if h := g.tok(k).Head; h == none || h < t.First || h >= t.End {
				if g.tok(k).Dep != document.Case && g.tok(k).Dep != document.Det && g.tok(k).Dep != document.Mark && g.tok(k).Dep != document.Cc {
					top = k
					break
				}
				top = k
			}
		}
		h := timeHost{time: int32(i), top: top, token: none}
		at := g.tok(top).Head
		for ; at != none && h.depth < 6; h.depth++ {
			if g.isPredicate(at) && !q.gerundNoun(g, at) || q.hosts(g, at, t) && !(t.End < at && g.tok(at).Tag == document.NOUN && q.onlyRole(g, at) && t.Kind == document.Date) {
				h.token = at
				break
			}
			at = g.tok(at).Head
		}
		if h.token == none && at != none {
			h.token = at
		}
		q.rehost(g, &h, t)
		q.times = append(q.times, h)
	}
}

// gerundNoun tells "writing" in "warned them in writing in May".
func (q *qualifiers) gerundNoun(g *graph, t int32) bool {
	return g.tok(t).XTag == document.VBG && g.tok(t).Dep == document.Obl && g.kid(t, document.Case) != none && g.kid(t, document.Obj) == none
}

// rehost gives a time before its verb to the noun that it follows: "the meeting
// of the two in June angered …", "Smith, director of the bank since 2013, …".
// English does not put the time of a verb between its subject and itself
// without commas, nor into the commas of an apposition.
func (q *qualifiers) rehost(g *graph, h *timeHost, t *document.Time) {
	if t.First-1 < g.first {
		return
	}
	if k := t.First - 2; k >= g.first && h.token < k && g.tok(t.First-1).Tag == document.ADP && g.tok(k).Tag == document.NOUN && endpoint(g.mark(k)) {
		h.token, h.depth = k, 0 // "until his death on 30 April"
		return
	}
	if h.token < t.First && h.token != none && q.class(g, h.token)&echoing != 0 {
		if o := g.kid(h.token, document.Obj); o != none && o < t.First && q.eventful(g, o) {
			h.token, h.depth = o, 0
		}
		return
	}
	if h.token < t.End {
		return
	}
	if t.End < g.end && g.tok(t.End).Tag == document.CCONJ {
		// "had left in December and was working": it goes with what stands before.
		if up := g.tok(h.token).Head; g.tok(h.token).Dep == document.Conj && up != none && up < t.First {
			h.token, h.depth = up, 0
			return
		}
	}
	start := t.First
	for start > g.first && g.doc.Word(start-1) != "," && g.doc.Word(start-1) != ";" && g.tok(start-1).Tag != document.VERB {
		start--
	}
	closed := false // a comma between the time and its verb
	for k := t.End; k < h.token; k++ {
		if g.doc.Word(k) == "," {
			closed = true
		}
	}
	bracket := start > g.first && g.doc.Word(start-1) == ","
	if closed && !bracket && t.First-start > 2 && g.doc.Word(t.End) == "," {
		// "have agreed on a transfer on 1 July, the club said": the comma closes
		// the clause of the time.
		for k := t.First - 1; k >= g.first; k-- {
			if g.tok(k).Tag == document.VERB || q.hosts(g, k, t) {
				h.token, h.depth = k, 0
				return
			}
		}
	}
	if closed != bracket {
		return
	}
	for k := t.First - 1; k >= start; k-- {
		if q.hosts(g, k, t) && (closed || g.tok(k).Dep == document.Nsubj || g.tok(k).Dep == document.NsubjPass || g.tok(k).Dep == document.Nmod) {
			h.token, h.depth = k, 0
			return
		}
	}
}

// eventful tells nouns of action and nouns that describe events.
func (q *qualifiers) eventful(g *graph, t int32) bool {
	tok := g.tok(t)
	if tok.Tag != document.NOUN && tok.Tag != document.PROPN {
		return false
	}
	l := q.lower(tok.Lemma)
	if g.tables.events[l] != "" || len(g.tables.nouns[l]) > 0 || len(g.tables.roles[l]) > 0 {
		return true
	}
	return q.isEvent(g, t)
}

// hosts tells nouns that may have the time.
func (q *qualifiers) hosts(g *graph, noun int32, t *document.Time) bool {
	return q.eventful(g, noun) && (fitsPost(t) || !q.onlyRole(g, noun))
}

// onlyRole tells titles and posts that are no acts.
func (q *qualifiers) onlyRole(g *graph, t int32) bool {
	l := q.lower(g.tok(t).Lemma)
	return len(g.tables.roles[l]) > 0 && len(g.tables.nouns[l]) == 0 && !q.isEvent(g, t)
}

// fitsPost tells times that a title can have: a day is its verb's.
func fitsPost(t *document.Time) bool {
	return t.Kind == document.Since || t.Kind == document.Range || t.Kind == document.Until || len(t.Value) == 4
}

// isEvent tells nouns that stand for something that takes place.
func (q *qualifiers) isEvent(g *graph, t int32) bool {
	tok := g.tok(t)
	if tok.Tag != document.NOUN && tok.Tag != document.PROPN {
		return false
	}
	if g.tables.events[q.lower(tok.Lemma)] != "" {
		return true
	}
	m := g.mentionOf(t)
	return m != none && g.doc.Mentions[m].Type == document.EventType
}

// standing relations hold over time: a day in the clause is not theirs.
var standing = map[string]bool{"directs": true, "works for": true, "member of": true, "part of": true, "owns": true, "based in": true,
	"citizen of": true, "lives in": true, "related to": true, "represents": true, "educated at": true}

// weds are the acts by which people become related, on a date.
var weds = map[string]bool{"marry": true, "wed": true, "remarry": true}

// decideTime gives the candidate the time at which it holds or happens.
func (q *qualifiers) decideTime(g *graph, c *candidate) {
	if c.time != "" {
		return
	}
	var w clock
	stands := standing[c.relation]
	q.trigger = c.trigger
	q.last = max(c.trigger, c.subjectTok, c.objectTok)
	switch {
	case c.kind == role:
		w = q.roleTime(g, c)
	case stands && c.relation != "educated at":
		if w = q.attached(g, c.trigger); !w.found() {
			w = q.modified(g, c.trigger)
		}
		if !w.found() {
			w = q.beganWith(g, c.trigger)
		}
		if w.value == q.published && w.kind == document.Date {
			w = clock{} // "is run today by"
		}
	default:
		w = q.timeOf(g, c.trigger, 0)
	}
	if w.found() && c.status == document.Happened && w.kind == document.Date && q.published != "" && len(w.value) >= 7 && len(w.value) <= 10 &&
		w.value > q.published[:len(w.value)] && c.kind != role && q.past(g, g.clause(c.trigger)) {
		w = clock{} // what has happened has no date ahead: it is another's ("have agreed on a transfer on 1 July")
	}
	if !w.found() && !stands && c.kind != role && !q.repeated(g, c.trigger) {
		if w = q.timeOfEvent(g, c); !w.found() && c.status == document.Happened {
			w = q.announced(g, c)
		}
		if !w.found() {
			w = q.sceneTime(g, c)
		}
	}
	if w.kind == document.Until && c.status == document.Happened && q.published != "" && len(w.value) <= 10 && w.value > q.published[:len(w.value)] {
		return // "signed him until 2027" is no time of signing
	}
	if c.relation == "citizen of" || c.relation == "related to" && !(c.kind == verbal && weds[q.lower(g.lemma(c.trigger))] && q.attached(g, c.trigger).found()) {
		return
	}
	value := w.iso()
	if first, last, ok := strings.Cut(value, "/"); ok {
		switch c.relation {
		case "leaves":
			value = last // of a term, its end
		case "joins":
			value = first
		}
	}
	if w.kind == document.Until && (stands || !q.past(g, g.clause(c.trigger)) && c.status == document.Happened) {
		value = "" // the end of a post is when it is left
	}
	if value != "" {
		c.time = value
		c.note("time", value, w.why)
	}
}

// beganWith returns the time since which a state holds by the clause that tells
// what it began with: "has led the bank since its founder died in May".
func (q *qualifiers) beganWith(g *graph, t int32) clock {
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; d != document.Advcl && d != document.Obl || g.mark(k) != "since" {
			continue
		}
		w := q.attached(g, k)
		for _, v := range g.kids(t) {
			if !w.found() && v > k && g.tok(v).Dep == document.Advcl && g.mark(v) == "" {
				w = q.attached(g, v) // the noun taken from its clause
			}
		}
		if w.found() {
			return clock{w.value, "since … " + w.why, document.Since}
		}
	}
	return clock{}
}

// announced dates what is announced as just done by its announcement: "have
// reached an agreement, they said on Tuesday". Only an act in the present
// perfect is that new.
func (q *qualifiers) announced(g *graph, c *candidate) clock {
	p := g.clause(c.trigger)
	if !q.perfectHas(g, p) || g.tok(p).XTag != document.VBN {
		return clock{}
	}
	for i := range q.credits {
		cr := &q.credits[i]
		covered := cr.content == p || cr.span[0] <= c.trigger && c.trigger < cr.span[1]
		if covered && (cr.word == "announce" || c.relation == "agrees with" && cr.word == "say") {
			w := q.attached(g, cr.verb)
			if !w.found() {
				w = q.behind(g, cr.verb)
			}
			if w.found() {
				return clock{w.value, cr.word + " " + w.why, w.kind}
			}
		}
	}
	return clock{}
}

// behind returns the date that follows verb t before the next comma or verb,
// whatever the tree hangs it from: "said in a statement of two lines on Monday".
func (q *qualifiers) behind(g *graph, t int32) clock {
	for i := range q.times {
		tm := &g.doc.Times[q.times[i].time]
		if tm.First < t || tm.Kind != document.Date || tm.Value == "" {
			continue
		}
		for k := t + 1; k < tm.First; k++ {
			if g.doc.Word(k) == "," || g.tok(k).Tag == document.VERB {
				return clock{}
			}
		}
		return clock{tm.Value, g.doc.Slice(tm.Span), tm.Kind}
	}
	return clock{}
}

// clock is a time on its way to a candidate.
type clock struct {
	value string
	why   string
	kind  document.TimeKind
}

// repeated tells acts that happen again and again: they have no time.
func (q *qualifiers) repeated(g *graph, t int32) bool {
	for i := range q.times {
		if q.times[i].token == t && g.doc.Times[q.times[i].time].Kind == document.Repeated {
			return true
		}
	}
	return false
}

func (w clock) found() bool { return w.value != "" }

// iso returns the value as facts have it. A season has no form of its own in
// ISO 8601: it is told by its year, or by its months when it spans two years. A
// week is told by the month that most of it lies in.
func (w clock) iso() string {
	v := w.value
	if m := monthOfWeek(v); m != "" {
		return m
	}
	if len(v) == 15 && v[7] == '/' && v[:4] == v[8:12] {
		switch v[5:7] + v[13:15] {
		case "0305", "0608", "0911":
			return v[:4]
		}
	}
	return v
}

// monthOfWeek returns the month of the Thursday of a span from Monday to Sunday.
func monthOfWeek(v string) string {
	var y, m, d, y2, m2, d2 int
	if len(v) != 21 {
		return ""
	}
	if n, _ := fmt.Sscanf(v, "%4d-%2d-%2d/%4d-%2d-%2d", &y, &m, &d, &y2, &m2, &d2); n != 6 {
		return ""
	}
	if ey, em, ed := addDays(y, m, d, 6); ey != y2 || em != m2 || ed != d2 {
		return ""
	}
	y, m, _ = addDays(y, m, d, 3)
	return fmt.Sprintf("%04d-%02d", y, m)
}

// rank orders the times of one host: the calendar first, then the finer.
func rank(t *document.Time) int {
	score := min(len(t.Value), 10)
	switch t.Kind {
	case document.Date, document.Range:
		score += 40
	case document.Since:
		score += 20
	}
	return score
}

// attached returns the time that hangs from token t.
func (q *qualifiers) attached(g *graph, t int32) clock {
	best, bestRank := none, -1<<30
	for i := range q.times {
		h := &q.times[i]
		tm := &g.doc.Times[h.time]
		if h.token != t || q.beyond(g, tm) || tm.Value == "" || tm.Kind == document.Duration || tm.Kind == document.Repeated || q.apart(g, h, t) {
			continue
		}
		if tm.Kind == document.Since || tm.Kind == document.Until {
			if w := q.lower(g.doc.Word(tm.First)); w == "before" || w == "after" {
				continue
			}
		}
		r := rank(tm)*8 - int(h.depth) - 1000*q.conjuncts(g, tm)
		if r > bestRank {
			best, bestRank = h.time, r
		}
	}
	if best == none {
		return clock{}
	}
	tm := &g.doc.Times[best]
	return clock{tm.Value, g.doc.Slice(tm.Span), tm.Kind}
}

// conjuncts counts the conjunctions between a time and the candidate's last word:
// "from 2011 to 2016 as an analyst and from 2016 to 2019 as an adviser".
func (q *qualifiers) conjuncts(g *graph, tm *document.Time) int {
	n := 0
	for k := min(q.last, tm.End); k < max(q.last, tm.First) && k < g.end; k++ {
		if g.tok(k).Tag == document.CCONJ && (k < tm.First || k >= tm.End) {
			n++
		}
	}
	return n
}

// bounding tells prepositions whose noun is a bound or a reason of what
// happens, not its occasion.
func bounding(mark string) bool {
	switch mark {
	case "until", "since", "after", "before", "ahead_of", "despite", "because_of", "over", "about", "of", "like", "than", "following":
		return true
	}
	return false
}

// endpoint tells the prepositions among them that speak of time.
func endpoint(mark string) bool {
	switch mark {
	case "until", "since", "after", "before", "ahead_of", "following":
		return true
	}
	return false
}

// beyond tells times that belong to a later conjunct than the candidate's
// ends: "is financed by A and, since 2018, also by B".
func (q *qualifiers) beyond(g *graph, tm *document.Time) bool {
	at := tm.First - 1
	if at < g.first || g.doc.Word(at) != "," || at-1 < g.first || g.tok(at-1).Tag != document.CCONJ {
		return false
	}
	return q.last < tm.First
}

// apart tells times that only qualify a name or another thing of the clause:
// "the 2014 agreement" in "signed the 2014 agreement".
func (q *qualifiers) apart(g *graph, h *timeHost, t int32) bool {
	if h.depth == 0 {
		return false
	}
	at := g.tok(h.top).Head
	for steps := int32(0); at != t && at != none && steps < 6; steps++ {
		// A number before a noun, or a time in a name, is that noun's; one with a
		// preposition can't be.
		tm := &g.doc.Times[h.time]
		if first := tm.First; first > g.first && g.tok(first-1).Tag == document.ADP && g.doc.Word(first-1) != "of" {
		} else if tm.End-first > 1 && (first == g.first || g.tok(h.top).Dep == document.Appos && !q.isEvent(g, at)) {
			// "A week earlier Smith had resigned", "he joined a rival, Acme, the next
			// month": no part of the name, whatever the tree has.
		} else if d := g.tok(h.top).Dep; d == document.Nummod || d == document.Compound || d == document.Amod || d == document.NmodPoss || d == document.Appos {
			return true
		}
		// "until his death on 30 April" is no date of what went on until then.
		if bounding(g.mark(at)) && (g.tok(at).Dep != document.Nmod || g.mentionOf(at) == none) {
			return true
		}
		at = g.tok(at).Head
	}
	return false
}

// modified returns the time that the clause of token t is said of: "2014, when
// it bought the stake".
func (q *qualifiers) modified(g *graph, t int32) clock {
	tok := g.tok(t)
	if tok.Head == none {
		return clock{}
	}
	switch tok.Dep {
	case document.AclRelcl, document.Acl, document.Advcl, document.AdvclRelcl:
		for i := range q.times {
			tm := &g.doc.Times[q.times[i].time]
			if tm.First <= tok.Head && tok.Head < tm.End && tm.Value != "" && tm.Kind != document.Duration && tm.Kind != document.Repeated {
				return clock{tm.Value, g.doc.Slice(tm.Span) + " …", tm.Kind}
			}
		}
		// The parser may hang the clause from the verb: "since January, when …".
		for _, k := range g.kids(t) {
			if w := q.lower(g.doc.Word(k)); w != "when" || k < g.first+2 {
				continue
			}
			if g.doc.Word(k-1) == "," {
				for i := range q.times {
					if tm := &g.doc.Times[q.times[i].time]; tm.End == k-1 && tm.Value != "" && tm.Kind != document.Duration && tm.Kind != document.Repeated {
						return clock{tm.Value, g.doc.Slice(tm.Span) + ", when", tm.Kind}
					}
				}
			}
		}
	}
	return clock{}
}

// timeOf returns the time of an act: its own, the one it is reckoned from, or
// that of the clause it shares.
func (q *qualifiers) timeOf(g *graph, t int32, depth int) clock {
	if depth > 6 {
		return clock{}
	}
	if w := q.attached(g, t); w.found() {
		return w
	}
	if w := q.modified(g, t); w.found() {
		return w
	}
	if w := q.reckoned(g, t, depth); w.found() {
		return w
	}
	if w := q.occasion(g, t, depth); w.found() {
		return w
	}
	if w := q.demanded(g, t); w.found() {
		return w
	}
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Advmod && q.lower(g.doc.Word(k)) == "meanwhile" && q.past(g, t) && !q.perfectHas(g, t) {
			return q.storyDay(g)
		}
	}
	tok := g.tok(t)
	h, dep := q.above(g, t)
	if h == none {
		return q.fromBelow(g, t)
	}
	if tok.Tag == document.NOUN || tok.Tag == document.PROPN {
		for _, k := range g.kids(t) {
			if g.tok(k).Dep == document.Acl && g.tok(k).XTag == document.VBN && q.class(g, k)&occurring != 0 {
				if w := q.attached(g, k); w.found() {
					return w // "a memorandum signed in 2010"
				}
			}
		}
		if w, done := q.nounTime(g, t, h, depth); done {
			return w
		}
	}
	switch dep {
	case document.Conj:
		if q.perfectHas(g, t) && !q.perfectHas(g, h) {
			return clock{} // "was released on Sunday and has not been charged"
		}
		if w := q.attached(g, h); w.found() && q.before(g, h, t) && !q.reports(g, h) && (q.shares(g, t) || q.leads(g, h)) && (g.tok(t).XTag != document.VBG || g.tok(h).XTag == document.VBG) {
			return clock{w.value, w.why + " (shared)", w.kind}
		}
		if g.tok(h).Dep == document.Conj && g.tok(t).XTag != document.VBG {
			if !q.reports(g, h) {
				return q.timeOf(g, h, depth+1)
			}
		}
		if w := q.fromBelow(g, t); w.found() {
			return w
		}
		// A clause that the conjuncts share: "When X came, Y left and Z stayed".
		if g.tok(h).Dep == document.Advcl || g.tok(h).Dep == document.AclRelcl {
			return q.timeOf(g, h, depth+1)
		}
	case document.Xcomp:
		if q.class(g, h)&(planning|wanting|thinking|saying) == 0 || q.class(g, h)&occurring != 0 {
			return q.timeOf(g, h, depth+1)
		}
	case document.Advcl:
		if q.simultaneous(g, t) {
			return q.timeOf(g, h, depth+1)
		}
		if q.justBefore(g, t) {
			return shortly(q.attached(g, h))
		}
	case document.Acl:
		if (q.isEvent(g, h) || q.words.views[q.lower(g.lemma(h))]&occasionNoun != 0) && !q.infinitive(g, t) && tok.XTag != document.VBD && g.kid(t, document.Nsubj) == none {
			return q.timeOf(g, h, depth+1)
		}
	case document.AclRelcl:
		if q.adverbialRelative(g, t) {
			if q.isEvent(g, h) {
				if w := q.timeOf(g, h, depth+1); w.found() {
					return w
				}
			}
			return q.timeOf(g, g.clause(h), depth+1)
		}
	}
	return q.fromBelow(g, t)
}

// demanded takes the time of what is asked for, where both lie behind: "pressed
// them to bomb it in 1999".
func (q *qualifiers) demanded(g *graph, t int32) clock {
	if q.class(g, t)&wanting == 0 || !q.past(g, t) || q.published == "" {
		return clock{}
	}
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; d != document.Xcomp && d != document.Advcl && d != document.Ccomp || !q.infinitive(g, k) {
			continue
		}
		if w := q.attached(g, k); w.found() && w.kind == document.Date && len(w.value) <= 10 && w.value <= q.published[:len(w.value)] {
			return w
		}
	}
	return clock{}
}

// occasion takes the time of the event at which something happens ("lost to
// him in the election of 2019", "urged them during a visit on Sunday"), or of
// what an act of speech is done in ("warned him in a letter that appeared in May").
func (q *qualifiers) occasion(g *graph, t int32, depth int) clock {
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; d != document.Obl && d != document.Nmod || g.tok(k).Tag != document.NOUN && g.tok(k).Tag != document.PROPN {
			continue
		}
		switch g.mark(k) {
		case "in", "at", "during", "on", "amid":
		case "for":
			if w := q.eventClock(g, k); w.found() {
				return w
			}
			continue
		default:
			continue
		}
		if q.words.views[q.lower(g.lemma(k))]&aroundNoun != 0 || q.words.views[q.lower(g.doc.Word(k))]&aroundNoun != 0 {
			if e := g.kid(k, document.Nmod); e != none && q.eventful(g, e) {
				if w := q.attached(g, e); w.found() {
					return w
				}
			}
		}
		if q.isEvent(g, k) || q.eventful(g, k) && g.mark(k) == "during" {
			if w := q.attached(g, k); w.found() {
				return w
			}
			if w := q.eventClock(g, k); w.found() && g.mark(k) != "on" {
				return w
			}
		}
		if q.words.views[q.lower(g.lemma(k))]&mediumNoun != 0 {
			if w := q.attached(g, k); w.found() {
				return w
			}
			if a := g.kid(k, document.Appos); a != none {
				if r := g.kid(a, document.AclRelcl); r != none {
					if w := q.attached(g, r); w.found() {
						return w
					}
				}
			}
			for _, r := range g.kids(k) {
				if d := g.tok(r).Dep; d == document.AclRelcl || d == document.Acl {
					w := q.attached(g, r)
					if !w.found() && depth < 3 {
						w = q.occasion(g, r, depth+1)
					}
					if w.found() {
						return w
					}
				}
			}
		}
	}
	return clock{}
}

// eventClock returns the time of the event that token t mentions, wherever in
// the article it is told.
func (q *qualifiers) eventClock(g *graph, t int32) clock {
	m := g.mentionOf(t)
	if m == none {
		return clock{}
	}
	ent := g.doc.Mentions[m].Entity
	if ent == none || g.doc.Entities[ent].Type != document.EventType {
		return clock{}
	}
	q.findEventTimes()
	return clock{value: q.eventTime[ent], why: "of " + g.doc.Entities[ent].Name}
}

// reports tells verbs of speech and thought, whose time is not the act's.
func (q *qualifiers) reports(g *graph, t int32) bool {
	for i := range q.credits {
		if q.credits[i].verb == t {
			return true
		}
	}
	return false
}

// leads tells clauses that begin with their time.
func (q *qualifiers) leads(g *graph, h int32) bool {
	for i := range q.times {
		if tm := &g.doc.Times[q.times[i].time]; q.times[i].token == h && tm.First <= g.firstWord(h)+3 && tm.First < h {
			return true
		}
	}
	return false
}

// shares tells conjuncts that go on with the subject of the first.
func (q *qualifiers) shares(g *graph, t int32) bool {
	for i := g.tok(t).Head; i != none && i < t; i++ {
		if g.doc.Word(i) == ";" {
			return false
		}
	}
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Advmod && q.words.adverbs[q.lower(g.doc.Word(k))]&setApart != 0 {
			return false
		}
	}
	return g.kid(t, document.Nsubj, document.NsubjPass, document.Mark) == none
}

// before tells whether all times of h stand before t.
func (q *qualifiers) before(g *graph, h, t int32) bool {
	for i := range q.times {
		if q.times[i].token == h && g.doc.Times[q.times[i].time].First > t {
			return false
		}
	}
	return true
}

// simultaneous tells adverbial clauses that happen with their governor:
// purposes, gerunds, "when", "as", "while".
func (q *qualifiers) simultaneous(g *graph, t int32) bool {
	if q.reports(g, t) && !q.infinitive(g, t) && g.tok(t).XTag != document.VBG {
		return false // "as Smith announced on Friday"
	}
	if q.infinitive(g, t) {
		return true
	}
	switch g.mark(t) {
	case "", "by", "as", "while", "when", "thereby", "on", "upon", "whereupon", "in":
		return g.mark(t) != "" || g.tok(t).XTag == document.VBG || q.when(g, t)
	}
	return false
}

func (q *qualifiers) when(g *graph, t int32) bool {
	for _, k := range g.kids(t) {
		if w := q.lower(g.doc.Word(k)); w == "when" || w == "while" || w == "where" || w == "as" {
			return true
		}
	}
	return false
}

// adverbialRelative tells "where she was received", "at which they met".
func (q *qualifiers) adverbialRelative(g *graph, t int32) bool {
	for i := g.first; i < g.end && i < t; i++ {
		if w := q.lower(g.doc.Word(i)); (w == "where" || w == "when" || w == "which" && q.atWhich(g, i)) && g.within(i, t) {
			return true
		}
	}
	return false
}

// atWhich tells "which" behind a preposition of time or place: who is criticised
// for something is so at another time.
func (q *qualifiers) atWhich(g *graph, t int32) bool {
	k := g.kid(t, document.Case)
	if k == none {
		return false
	}
	switch q.lower(g.doc.Word(k)) {
	case "at", "in", "during", "on", "amid":
		return true
	}
	return false
}

// fromBelow takes the time of a clause that happens with the act: "When X came
// in March 1939, Y fled".
func (q *qualifiers) fromBelow(g *graph, t int32) clock {
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; (d == document.Advcl || d == document.AdvclRelcl) && !q.reports(g, k) && q.when(g, k) && (q.lower(g.doc.Word(g.firstWord(k))) == "when" || q.lower(g.doc.Word(g.firstWord(k))) == "as") {
			if w := q.attached(g, k); w.found() {
				return clock{w.value, w.why + " (when)", w.kind}
			}
		}
	}
	return clock{}
}

func (g *graph) firstWord(t int32) int32 {
	first := t
	for _, k := range g.kids(t) {
		if g.tok(k).Tag != document.PUNCT {
			first = min(first, k)
		}
	}
	return first
}

// nounTime: a noun of action shares the time of the verb that carries it, and
// an event that of the clause which happens at it.
func (q *qualifiers) nounTime(g *graph, t, h int32, depth int) (clock, bool) {
	tok := g.tok(t)
	switch tok.Dep {
	case document.Obj, document.NsubjPass, document.Nsubj:
		if q.class(g, h)&occurring != 0 {
			return q.timeOf(g, h, depth+1), true
		}
		// "upheld his victory in last month's election": the event behind the noun
		// is its own, though the tree hangs it from the verb.
		for k := t + 1; k < g.end && g.doc.Word(k) != "," && g.tok(k).Tag != document.VERB; k++ {
			if g.tok(k).Head == h && q.isEvent(g, k) && (g.mark(k) == "in" || g.mark(k) == "at" || g.mark(k) == "during") {
				return q.attached(g, k), true
			}
		}
	case document.Obl:
		if q.words.prepositions[g.mark(t)]&withinPrep != 0 {
			return q.timeOf(g, h, depth+1), true
		}
		if q.justBefore(g, t) {
			return shortly(q.attached(g, h)), true
		}
	case document.Appos, document.Nmod, document.Conj:
		if q.eventful(g, h) && (tok.Dep != document.Nmod || q.words.prepositions[g.mark(t)]&withinPrep != 0) {
			return q.timeOf(g, h, depth+1), true
		}
	case document.Acl, document.AclRelcl, document.Xcomp, document.Advcl, document.Ccomp, document.Parataxis:
		return clock{}, false
	}
	return clock{}, true
}

// justBefore tells what has just happened when something else does: a clause or
// noun behind a bare "after" ("resigned on Monday after meeting her").
func (q *qualifiers) justBefore(g *graph, t int32) bool {
	if g.mark(t) != "after" {
		return false
	}
	first := g.firstWord(t)
	for i := range q.times {
		tm := &g.doc.Times[q.times[i].time]
		if tm.End-1 == first || tm.End == first && tm.Kind == document.Duration || q.times[i].token == t {
			return false // "two days after", "after meeting her in May"
		}
	}
	return true
}

// shortly is the time shortly before another: one step less precise than it.
func shortly(w clock) clock {
	switch len(w.value) {
	case 10:
		w.value = w.value[:7]
	case 7:
		w.value = w.value[:4]
	case 4:
	default:
		return clock{}
	}
	w.why = "shortly before " + w.why
	return w
}

// roleTime: a title has the time that hangs from it; a post that a clause
// states has that of the clause when it is a span.
func (q *qualifiers) roleTime(g *graph, c *candidate) clock {
	t := c.trigger
	own := q.attached(g, t)
	if !own.found() {
		own = q.fronted(g, t)
	}
	if !q.predicates(g, t) {
		return own
	}
	if own.found() {
		return own
	}
	h := g.tok(t).Head
	if h == none || g.node(t).copula != none {
		return clock{}
	}
	if q.class(g, h)&serving != 0 && (g.mark(t) == "as" || g.tok(t).Dep == document.Xcomp || g.tok(t).Dep == document.Obj) {
		return q.timeOf(g, h, 1)
	}
	return clock{}
}

// fronted returns the span that stands before a title between commas: "and,
// from 1990 to 1998, vice-chancellor of the university".
func (q *qualifiers) fronted(g *graph, t int32) clock {
	first := g.firstWord(t)
	for i := range q.times {
		tm := &g.doc.Times[q.times[i].time]
		if tm.Kind != document.Range && tm.Kind != document.Since || tm.Value == "" || tm.End >= g.end || tm.First <= g.first {
			continue
		}
		if g.doc.Word(tm.End) == "," && g.doc.Word(tm.First-1) == "," && (first == tm.End+1 || t == tm.End+1 || first <= tm.First && t == tm.End+1) {
			return clock{tm.Value, g.doc.Slice(tm.Span), tm.Kind}
		}
	}
	return clock{}
}

// reckoned computes the time of a clause from another one's: "two days after X
// met Y, Z left" puts the meeting two days before the leaving.
func (q *qualifiers) reckoned(g *graph, t int32, depth int) clock {
	for i := range q.times {
		tm := &g.doc.Times[q.times[i].time]
		if tm.Kind != document.Duration || tm.Value == "" {
			continue
		}
		if h := g.tok(t).Head; h != none && tm.First <= h && h < tm.End && g.mark(t) == "since" && q.published != "" {
			// "It is two months since he left."
			if v := shift(q.published, tm.Value, -1); v != "" {
				return clock{value: v, why: g.doc.Slice(tm.Span) + " since"}
			}
		}
		link := tm.End - 1
		sign := 0
		switch q.lower(g.doc.Word(link)) {
		case "after", "following":
			sign = -1
		case "before", "preceding":
			sign = 1
		}
		if sign == 0 {
			continue
		}
		below, main := q.reckoning(g, tm, link)
		if below == none || main == none {
			continue
		}
		switch {
		case below == t:
			w := q.timeOf(g, main, depth+1)
			if !w.found() && q.past(g, main) {
				w = q.storyDay(g)
			}
			if w.found() {
				if v := shift(w.value, tm.Value, sign); v != "" {
					return clock{value: v, why: g.doc.Slice(tm.Span) + " … " + w.why}
				}
			}
		case main == t:
			w := q.attached(g, below)
			if !w.found() && strings.HasPrefix(tm.Value, "PT") && q.past(g, t) && !g.isPredicate(below) {
				w = q.storyDay(g) // "hours before the announcement": the day of the story
			}
			if w.found() {
				if v := shift(w.value, tm.Value, -sign); v != "" {
					return clock{value: v, why: g.doc.Slice(tm.Span) + " " + w.why}
				}
			}
		}
	}
	return clock{}
}

// reckoning returns the clause that "after" or "before" at token link opens,
// and the one it is reckoned from. Where the tree is broken, these are the
// next verb and the one before the expression.
func (q *qualifiers) reckoning(g *graph, tm *document.Time, link int32) (below, main int32) {
	below, main = g.tok(link).Head, none
	if below != none && !g.isPredicate(below) && g.tok(below).Tag != document.NOUN && g.tok(below).Tag != document.PROPN || below != none && below < link {
		below = none
	}
	if below != none && g.tok(below).Tag != document.VERB && !g.isPredicate(below) {
		// "was born, weeks after his father had left": with a verb before it, a
		// verb behind the noun has no other place than the clause of "after".
		v := g.tok(below).Head
		behind := v != none && v > below && g.tok(v).Tag == document.VERB
		for k := below + 1; behind && k < v; k++ {
			behind = g.tok(k).Tag != document.CCONJ
		}
		for k := g.first; behind && k < tm.First; k++ {
			if g.tok(k).Tag == document.VERB {
				below = v
				break
			}
		}
	}
	if below == none {
		for k := link + 1; k < g.end; k++ {
			if x := g.tok(k).XTag; x == document.VBD || x == document.VBN && g.tok(k).Tag == document.VERB {
				below = k
				break
			}
		}
	}
	if below == none {
		return none, none
	}
	if d := g.tok(below).Dep; d == document.Advcl || d == document.Obl || d == document.Conj || d == document.Parataxis {
		main = g.tok(below).Head
	}
	if main == none || main >= tm.First && main <= link {
		main = none
		for k := tm.First - 1; k >= g.first; k-- {
			if g.tok(k).Tag == document.VERB {
				main = k
				break
			}
		}
	}
	return below, main
}

// perfectHas tells the present perfect, which has no day.
func (q *qualifiers) perfectHas(g *graph, t int32) bool {
	for _, k := range g.kids(t) {
		if x := g.tok(k).XTag; g.tok(k).Dep == document.Aux && q.lower(g.lemma(k)) == "have" && (x == document.VBZ || x == document.VBP) {
			return true
		}
	}
	return false
}

// storyDay is the day that the article tells of: the first that it names near
// its beginning, or that of publication.
func (q *qualifiers) storyDay(g *graph) clock {
	for i := range g.doc.Times {
		tm := &g.doc.Times[i]
		if tm.First >= g.first || g.doc.SentenceOf(tm.First) > 5 {
			break
		}
		if tm.Kind != document.Date || len(tm.Value) != 10 || q.published != "" && tm.Value > q.published || g.doc.BlockOf(tm.Start) != document.Paragraph {
			continue
		}
		return clock{value: tm.Value, why: "of the story"}
	}
	return clock{value: q.published, why: "of the story"}
}

// shift moves an ISO date by an ISO duration, at the precision that both
// allow: days keep the day, months the month, years the year. A number that is
// not told keeps the next coarser unit where that is sure enough: the month
// for days, the year for weeks.
func shift(value, duration string, sign int) string {
	if i := strings.IndexByte(value, '/'); i >= 0 {
		value = value[:i]
	}
	var y, m, d int
	switch len(value) {
	case 4:
		if _, err := fmt.Sscanf(value, "%4d", &y); err != nil {
			return ""
		}
	case 7:
		if _, err := fmt.Sscanf(value, "%4d-%2d", &y, &m); err != nil {
			return ""
		}
	case 10:
		if _, err := fmt.Sscanf(value, "%4d-%2d-%2d", &y, &m, &d); err != nil {
			return ""
		}
	default:
		return ""
	}
	unit := duration[len(duration)-1]
	number := strings.TrimLeft(duration[:len(duration)-1], "PT")
	n, told := 0, true
	if number == "X" {
		told = false
	} else if _, err := fmt.Sscanf(number, "%d", &n); err != nil {
		return ""
	}
	switch {
	case strings.HasPrefix(duration, "PT"):
		return value
	case !told:
		switch {
		case unit == 'D' && len(value) >= 7:
			return value[:7]
		case unit == 'D' || unit == 'W':
			return value[:4]
		}
		return ""
	case unit == 'Y':
		return fmt.Sprintf("%04d", y+sign*n)
	case unit == 'M':
		if m == 0 {
			return value
		}
		at := y*12 + m - 1 + sign*n
		return fmt.Sprintf("%04d-%02d", at/12, at%12+1)
	}
	if unit == 'W' {
		n *= 7
	}
	if d == 0 {
		if n > 20 {
			return value[:4]
		}
		return value
	}
	y, m, d = addDays(y, m, d, sign*n)
	if unit == 'W' && n > 7 {
		return fmt.Sprintf("%04d-%02d", y, m)
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

func addDays(y, m, d, n int) (int, int, int) {
	for d += n; d < 1; {
		if m--; m < 1 {
			y, m = y-1, 12
		}
		d += monthDays(y, m)
	}
	for d > monthDays(y, m) {
		d -= monthDays(y, m)
		if m++; m > 12 {
			y, m = y+1, 1
		}
	}
	return y, m, d
}

func monthDays(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// timeOfEvent gives an act that is part of an event the event's time, wherever
// in the article that is told.
func (q *qualifiers) timeOfEvent(g *graph, c *candidate) clock {
	for _, ent := range [...]int32{c.object, c.subject, c.event} {
		if ent == none || g.doc.Entities[ent].Type != document.EventType {
			continue
		}
		if ent != c.event || c.event != none {
			q.findEventTimes()
			if v := q.eventTime[ent]; v != "" {
				return clock{value: v, why: "of " + g.doc.Entities[ent].Name}
			}
		}
	}
	return clock{}
}

// findEventTimes finds, once for a document, the time of each event: one that
// hangs from a mention of it or stands in its name, or else that of a verb
// that carries it ("was held on Friday") or happens at it.
func (q *qualifiers) findEventTimes() {
	if q.eventSet {
		return
	}
	q.eventSet = true
	doc := q.doc
	q.eventTime = append(q.eventTime[:0], make([]string, len(doc.Entities))...)
	strength := make([]int, len(doc.Entities))
	for i := range doc.Times {
		tm := &doc.Times[i]
		if tm.Value == "" || tm.Kind == document.Duration || tm.Kind == document.Repeated || tm.Kind == document.Until || tm.Kind == document.Since {
			continue
		}
		top := tm.First
		for k := tm.First; k < tm.End; k++ {
			if h := doc.Tokens[k].Head; h == none || h < tm.First || h >= tm.End {
				if doc.Tokens[k].Dep != document.Case {
					top = k
					break
				}
			}
		}
		for m := range doc.Mentions {
			men := &doc.Mentions[m]
			if men.Entity == none || doc.Entities[men.Entity].Type != document.EventType {
				continue
			}
			s := 0
			switch h := doc.Tokens[top].Head; {
			case men.First <= tm.First && tm.End <= men.End:
				s = 3
			case h == none:
			case h == men.Head, doc.Tokens[h].Head == men.Head && doc.Tokens[h].Dep == document.Nmod:
				s = 3
			case doc.Tokens[h].Head == men.Head && q.tellsOf(doc, h), q.toBe(doc, men, h):
				s = 2
			case q.carries(doc, h, men.Head):
				s = 1
			}
			if s > strength[men.Entity] {
				strength[men.Entity] = s
				q.eventTime[men.Entity] = clock{value: tm.Value}.iso()
			}
		}
	}
}

// tellsOf tells whether verb v modifies the event before it by what becomes of
// it: "the summit hosted by X on Friday", "the funeral, to be held on Friday",
// "the talks, which opened on Friday".
func (q *qualifiers) tellsOf(doc *document.Document, v int32) bool {
	tok := &doc.Tokens[v]
	if tok.Tag != document.VERB || q.words.verbs[q.lower(tok.Lemma)]&occurring == 0 {
		return false
	}
	switch tok.Dep {
	case document.Acl:
		return tok.XTag == document.VBN
	case document.AclRelcl:
		for k := tok.Head + 1; k < v; k++ {
			if d := doc.Tokens[k].Dep; doc.Tokens[k].Head == v && (d == document.Nsubj || d == document.NsubjPass) {
				return doc.Tokens[k].XTag == document.WDT || doc.Word(k) == "that"
			}
		}
	}
	return false
}

// toBe tells whether verb v stands behind an event as in "the funeral, to be
// held on Friday", whatever the tree hangs it from.
func (q *qualifiers) toBe(doc *document.Document, men *document.Mention, v int32) bool {
	at := men.End
	if int(at) < len(doc.Tokens) && doc.Word(at) == "," {
		at++
	}
	return at+2 == v && doc.Word(at) == "to" && doc.Word(at+1) == "be" && doc.Tokens[v].XTag == document.VBN
}

// carries tells whether verb v states that the event of noun n takes place.
func (q *qualifiers) carries(doc *document.Document, v, n int32) bool {
	tok := doc.Tokens[n]
	if tok.Head != v || doc.Tokens[v].Tag != document.VERB {
		return false
	}
	class := q.words.verbs[q.lower(doc.Tokens[v].Lemma)]
	switch tok.Dep {
	case document.Nsubj, document.NsubjPass, document.NsubjOuter, document.Obj:
		return class&occurring != 0 || tok.Dep == document.Nsubj || tok.Dep == document.NsubjOuter
	case document.Obl:
		return true
	}
	return false
}
