package facts

import (
	"strings"

	"dossier/ingest/document"
)

// Posts that name no body: "President Halle", "the chief executive, Anna Lund".
// What they belong to is decided when the whole article has been read: the
// state or body that is named near them and often, unless somebody else holds
// the same post there.

// pending is a post whose body only the article tells.
type pending struct {
	c           candidate
	role        *roleNoun
	chief       int32  // whose deputy it is, none with a role
	counterpart bool   // it is what the chief is, of another body
	colleague   bool   // a counterpart, or only of another nation
	company     bool   // a post of companies, not of states
	field       string // of a minister: "transport"; "" without
	deputy      bool   // a head's deputy or the head of a part
	dismissed   bool   // a dismissal that does not say from what
	by          int32  // who dismissed, none where unsaid
	signed      bool   // two people signed a text: their states have agreed
	topic       bool   // the object heads the section that the post is named in
	done        bool
}

// contextPost notes a definite title that names no body.
func (x *run) contextPost(t int32, r *roleNoun, former, future, deputy bool) {
	g := &x.g
	det := g.kid(t, document.Det)
	bare := g.tok(t).Dep == document.NmodDesc || g.tok(t).Dep == document.Compound || det == none && x.isTitled(t)
	definite := det != none && foldEqual(x.doc.Word(det), "the")
	predicate := det == none && (g.node(t).copula != none || g.tok(t).Dep == document.Xcomp || g.mark(t) == "as")
	lemma := x.key(g.lemma(t))
	state := r.state && (x.tables.words["context posts"][lemma] || x.tables.words["context posts"][r.noun])
	company := !state && r.by[1] != "" && (deputy && definite && lemma == "head" || x.tables.words["company posts"][lemma] || x.tables.words["company posts"][r.noun])
	spokes := company && det != none && x.tables.words["spokespeople"][lemma]
	if !state && !company || !bare && !definite && !predicate && !spokes || g.kid(t, document.NmodPoss) != none {
		return
	}
	if r.sender && g.arg(t, nmod, "to") == none {
		return // a bare ambassador may be anybody's
	}
	if n := g.kid(t, document.Nmod); n != none && !(r.sender && g.mark(n) == "to") && !(company && deputy && definite) && (company || x.g.node(n).cover != none || g.mark(n) != "of" && g.mark(n) != "for") {
		return
	}
	if company && !deputy && g.arg(t, comp, "") != none {
		return
	}
	for _, h := range x.holders {
		if x.doc.Entities[h.entity].Type != document.Person || h.tok == t {
			continue // "the minister" alone is told of elsewhere
		}
		c := candidate{subject: h.entity, subjectTok: h.tok, subjectMention: h.mention, sentence: g.sentence, trigger: t, triggerEnd: t + 1, object: document.None,
			rule: "roles:" + r.noun + " in context", kind: role, former: former, place: none, event: none, confidence: 0.5}
		if future {
			c.status, c.final = document.Planned, true
		}
		x.postpone(pending{c: c, role: r, chief: none, company: company, deputy: deputy, field: x.fieldOf(t)})
	}
}

// postpone keeps a candidate until the whole article is read. What qualifies it
// is told by its own sentence, so that is read now.
func (x *run) postpone(p pending) {
	qualify(&x.g, &p.c)
	p.c.settled = true
	x.pending = append(x.pending, p)
}

// settle decides the posts without a body. What one of them turns out to be may
// tell another, so those that are in doubt are asked again.
func (x *run) settle() {
	if len(x.pending) > 0 {
		x.stateOfs = x.stateOfs[:0]
		for i := range x.doc.Entities {
			x.stateOfs = append(x.stateOfs, x.stateOf(int32(i)))
		}
	}
	for changed, last := true, false; changed || !last; {
		last = !changed
		changed = false
		for i := range x.pending {
			p := &x.pending[i]
			if !p.done && x.settlePost(p, last) {
				p.done, changed = true, true
				x.flush()
			}
		}
	}
	x.pending = x.pending[:0]
}

// settlePost adds the fact of a pending post where its body is found.
func (x *run) settlePost(p *pending, last bool) bool {
	c := &p.c
	switch {
	case p.signed:
		before := len(x.candidates)
		x.settleSigned(c)
		return len(x.candidates) > before
	case p.colleague:
		// "his Polish colleague" holds what he does, or is a Pole.
		if c.relation = x.stateRole(p.chief); c.relation == "" {
			if !last {
				return false
			}
			c.relation = "citizen of"
		}
	case p.counterpart:
		if c.relation = x.postOf(p.chief); c.relation == "" {
			return false
		}
	case p.role == nil && p.chief != none && !p.dismissed:
		if body := x.facts.bodyHeaded(p.chief, c.sentence); body != none {
			c.object = body
		} else if c.rule != "roles:deputy" {
			return false
		}
	case p.dismissed:
		return x.settleDismissal(p)
	case p.role == nil:
		return x.settleLeave(c)
	default:
		if x.holdsPost(c.subject, p) {
			return false
		}
		if p.topic {
			if p.role.by[1] == "member of" && x.moved(c.subject, c.object) {
				return false
			}
			break
		}
		if c.object = x.ministryOf(p); c.object != none {
			break
		}
		if c.object = x.bodyInContext(p); c.object == none || c.object == c.subject {
			return false
		}
	}
	if p.role != nil && !p.counterpart {
		label := ""
		for k, t := range bodyTypes {
			if t == typesOf(x.doc.Entities[c.object].Type) {
				label = p.role.by[k]
			}
		}
		if label == "" {
			return false
		}
		if p.deputy && label == "directs" {
			label = "works for"
		}
		if c.former {
			label = "leaves"
		}
		c.relation = label
		c.objectTok, c.objectMention = c.trigger, none
		c.settled = true
	}
	x.candidates = append(x.candidates, *c)
	return true
}

// spelledOut reports whether the entity's name stands in the article, and was
// not told by the title of its minister alone.
func (x *run) spelledOut(e *document.Entity) bool {
	for _, i := range e.Mentions {
		m := &x.doc.Mentions[i]
		if m.Kind == document.NameMention || m.End-m.First > 2 {
			return true
		}
	}
	return false
}

// namedMinistry puts the ministry of minister t in the place of his state where
// the article names it: who is "Bolivia's minister of energy" directs the
// Ministry of Energy.
func (x *run) namedMinistry(t int32) {
	field := x.fieldOf(t)
	if field == "" || len(x.bodies) != 1 || x.doc.Entities[x.bodies[0].entity].Type != document.Place || x.hasModifierIn(t, "deputy") {
		return
	}
	ministry := x.ministryFor(field)
	if ministry == none {
		return
	}
	for _, i := range x.doc.Entities[ministry].Mentions {
		// "Oman's ministry of energy" is no other state's.
		m := &x.doc.Mentions[i]
		if strings.Contains(x.doc.Slice(x.doc.TokenSpan(m.First, m.End)), "'s ") || strings.Contains(x.doc.Slice(x.doc.TokenSpan(m.First, m.End)), "’s ") {
			return
		}
		if x.layers.cover[m.First] == i && m.First > 0 && (x.doc.Tokens[m.First-1].XTag == document.POS || x.layers.head[m.First-1] != none && x.doc.Mentions[x.layers.head[m.First-1]].Entity != x.bodies[0].entity) {
			return
		}
	}
	x.bodies[0].entity, x.bodies[0].mention, x.bodies[0].tok, x.bodies[0].nationality = ministry, none, t, false
}

// ministryOf returns the ministry of a minister whose field is that of the only
// one in the article by such a name: "the transport minister", of the Ministry
// of Transport; none without.
func (x *run) ministryOf(p *pending) int32 {
	if p.field == "" {
		return none
	}
	return x.ministryFor(p.field)
}

// ministryFor returns the only ministry of a field that the article names, none
// without.
func (x *run) ministryFor(field string) int32 {
	found := none
	for i := range x.doc.Entities {
		if e := &x.doc.Entities[i]; e.Type != document.Organization || !x.nameHas(e.Name, "ministry") || !x.nameHas(e.Name, field) || !x.spelledOut(e) {
			continue
		}
		if found != none {
			return none
		}
		found = int32(i)
	}
	return found
}

// nameHas reports whether a word stands in a name.
func (x *run) nameHas(name, word string) bool {
	for w := range strings.FieldsSeq(name) {
		if x.key(w) == word {
			return true
		}
	}
	return false
}

// Weights of a mention by where it stands from the post, and what decides.
const (
	besideWeight   = 24 // within nearTokens of it
	sentenceWeight = 12
	beforeWeight   = 8  // in the sentence before
	nearWeight     = 4  // in the two before that
	farWeight      = 2  // elsewhere
	titleWeight    = 6  // more in the title
	ledeWeight     = 6  // more as the first in the first full sentence
	officeWeight   = 36 // more before the same office

	nearTokens = 9
)

// officeBehind reports whether the noun of an office stands right behind a state
// or its people without a name of its holder: "Malta's president", "Maltese president".
func (x *run) officeBehind(m *document.Mention, office string) bool {
	at := m.End
	n := int32(len(x.doc.Tokens))
	if at < n && x.doc.Tokens[at].XTag == document.POS {
		at++
	} else if m.Kind != document.AdjectiveMention {
		return false
	}
	if at >= n || x.key(x.doc.Word(at)) != office {
		return false
	}
	for at++; at < n && (x.doc.Word(at) == "," || x.doc.Tokens[at].Tag == document.DET); at++ {
	}
	return at >= n || x.layers.cover[at] == none
}

// bodyInContext returns the state or body that a post without one belongs to,
// none in doubt.
func (x *run) bodyInContext(p *pending) int32 {
	c := &p.c
	x.weights = x.weights[:0]
	for range x.doc.Entities {
		x.weights = append(x.weights, 0)
	}
	sent := &x.doc.Sentences[c.sentence]
	at := c.sentence
	publisher, lede := x.publisher(), x.lede()
	there := foldEqual(x.doc.Word(sent.First), "there") && x.doc.Tokens[sent.First].Tag == document.ADV
	s := int32(0)
	for i := range x.doc.Mentions {
		m := &x.doc.Mentions[i]
		if m.Entity == none || m.Kind == document.PronounMention && m.First < sent.First {
			continue
		}
		body := m.Entity
		if p.company {
			if x.doc.Entities[body].Type != document.Organization || body == publisher || x.states[body] {
				continue
			}
		} else if body = x.stateOfs[body]; body == none || !x.polity(body) {
			continue
		}
		if m.Kind == document.AdjectiveMention && int(m.End) < len(x.doc.Tokens) && x.doc.Word(m.End) == "counterpart" {
			continue // his counterpart's state, not his own
		}
		for s+1 < int32(len(x.doc.Sentences)) && x.doc.Sentences[s].End <= m.First {
			s++
		}
		if s > 0 && x.doc.Sentences[s].First > m.First {
			s = x.doc.SentenceOf(m.First)
		}
		w := int32(farWeight)
		switch {
		case s == at:
			w = sentenceWeight
			if d := m.First - c.trigger; d > -nearTokens && d < nearTokens {
				w = besideWeight
			}
			if p.company && m.First > c.trigger {
				w /= 2
			}
		case s == at-1 && there:
			w = besideWeight + sentenceWeight // "He flew to Kyiv. There he met President …"
		case s == at-1:
			w = beforeWeight
		case s < at && s >= at-3:
			w = nearWeight
		}
		if x.doc.BlockOf(x.doc.Sentences[s].Start) == document.Title {
			w += titleWeight
		}
		if s == lede {
			w += ledeWeight
			lede = none
		}
		if !p.company && x.officeBehind(m, p.role.noun) {
			w += officeWeight // "the Maltese president", whoever that is
		}
		if m.First > 0 && !(there && s == at-1) && x.tables.words["outward"][x.key(x.doc.Word(m.First-1))] {
			w /= 2 // "talks with Norway"
			if s == at && m.First > c.trigger {
				w /= 4 // "President Orlov flew to Norway"
			}
		}
		x.weights[body] += w
	}
	if !p.company {
		x.weighOfficers(at)
	}
	for i := range x.facts.facts {
		f := &x.facts.facts[i]
		if f.Subject == c.subject || f.Relation != "directs" && f.Relation != "works for" {
			continue
		}
		for k := range f.Evidence {
			if e := &f.Evidence[k]; e.Sentence == at && strings.TrimPrefix(e.Rule, "roles:") == p.role.noun {
				x.weights[f.Object] = max(0, x.weights[f.Object]-besideWeight) // named as another's there
				break
			}
		}
	}
	best, second, found, taken := int32(0), int32(0), none, false
	for i, w := range x.weights {
		if w == 0 || !p.company && !x.hasOffice(p.role.noun, int32(i)) {
			continue
		}
		if x.excluded(p, int32(i)) {
			taken = true
			second = max(second, w/2) // a predecessor of his, rather than another state's
			continue
		}
		switch {
		case w > best:
			best, second, found = w, best, int32(i)
		case w > second:
			second = w
		}
	}
	if p.company && best < besideWeight || taken && best < sentenceWeight || 3*best < 4*second {
		return none
	}
	return found
}

// polity reports whether a place is a state or a land with a people of its own.
func (x *run) polity(ent int32) bool {
	e := &x.doc.Entities[ent]
	if x.tables.words["states"][x.key(e.Name)] {
		return true
	}
	for _, m := range e.Mentions {
		if x.doc.Mentions[m].Kind == document.AdjectiveMention {
			return true
		}
	}
	return false
}

// lede returns the first sentence of the article's own text, which says whom it
// is about.
func (x *run) lede() int32 {
	for i := range x.doc.Sentences {
		s := &x.doc.Sentences[i]
		if s.End-s.First >= ledeTokens && x.doc.BlockOf(s.Start) != document.Title {
			return int32(i)
		}
	}
	return none
}

// ledeTokens is how long a lede is at least; bylines and dates are shorter.
const ledeTokens = 14

// weighOfficers adds to the states whose officers the article names: others
// whose titles name none are likely theirs, too.
func (x *run) weighOfficers(at int32) {
	for i := range x.facts.facts {
		f := &x.facts.facts[i]
		if f.Relation != "directs" && f.Relation != "works for" && f.Relation != "leaves" || !x.states[f.Object] || x.doc.Entities[f.Object].Type != document.Place {
			continue
		}
		w := int32(nearWeight)
		for k := range f.Evidence {
			if d := at - f.Evidence[k].Sentence; d >= 0 && d <= 4 {
				w = beforeWeight
			}
		}
		x.weights[f.Object] += w
	}
}

// holdsPost reports whether the article says already whose the post of a person
// is: the same title, or for a state's another post of the state.
func (x *run) holdsPost(person int32, p *pending) bool {
	for i := range x.facts.facts {
		f := &x.facts.facts[i]
		if f.Subject != person {
			continue
		}
		switch f.Relation {
		case "directs", "works for", "leaves", "member of":
			if typ := x.doc.Entities[f.Object].Type; p.company && typ != document.Person || typ == document.Place && x.states[f.Object] || x.named(f.Object, "state bodies") && f.Relation != "leaves" {
				return true
			}
			for k := range f.Evidence {
				if noun, ok := strings.CutPrefix(f.Evidence[k].Rule, "roles:"); ok && noun == p.role.noun {
					return true
				}
			}
		}
	}
	return false
}

// hasOffice reports whether a state has the office that a title means: few
// have a chancellor.
func (x *run) hasOffice(noun string, state int32) bool {
	list, ok := x.tables.words["states with a "+noun]
	return !ok || list[x.key(x.doc.Entities[state].Name)]
}

// excluded reports whether a pending post cannot be one of the body: somebody
// else holds it, or the body is a counterpart's.
func (x *run) excluded(p *pending, body int32) bool {
	c := &p.c
	for i := range x.pending {
		if q := &x.pending[i]; q.counterpart && q.chief == c.subject && q.c.object == body {
			return true
		}
	}
	if c.former || p.deputy {
		return false
	}
	class := x.officeOf(p.role.noun)
	for i := range x.facts.facts {
		f := &x.facts.facts[i]
		if f.Object != body || f.Subject == c.subject || f.Relation != "directs" || f.Status != document.Happened {
			continue
		}
		for k := range f.Evidence {
			noun, ok := strings.CutPrefix(f.Evidence[k].Rule, "roles:")
			if !ok {
				continue
			}
			noun = strings.TrimSuffix(noun, " in context")
			if noun == p.role.noun && p.role.by[1] == "directs" || class != "" && x.officeOf(noun) == class {
				return true
			}
		}
	}
	return false
}

// officeOf returns which of the offices that a state has once a title means:
// its head, its government's head; "" for others.
func (x *run) officeOf(noun string) string {
	switch {
	case x.tables.words["heads of state"][noun]:
		return "state"
	case x.tables.words["heads of government"][noun]:
		return "government"
	}
	return ""
}

// fieldOf returns the field of the minister that noun t means, "" for others.
func (x *run) fieldOf(t int32) string {
	g := &x.g
	if lemma := x.key(g.lemma(t)); lemma != "minister" {
		return ""
	}
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; g.tok(k).Tag == document.NOUN && (d == document.Compound && k < t || d == document.Nmod && g.mark(k) == "of") {
			return x.key(g.lemma(k))
		}
	}
	return ""
}
