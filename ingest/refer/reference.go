package refer

import (
	"slices"
	"strings"

	"dossier/ingest/document"
)

// resolveReferences goes through the article from its beginning and gives
// every description and pronoun what it refers to: an entity, a group, or an
// unnamed somebody or something that later pronouns may mean as well.
// Pronouns of the first person come last, when the speakers are known.
func (r *resolver) resolveReferences() {
	r.order = r.order[:0]
	for i := range r.ms {
		if !r.ms[i].dead {
			r.order = append(r.order, int32(i))
		}
	}
	slices.SortStableFunc(r.order, func(a, b int32) int {
		if d := r.ms[a].head - r.ms[b].head; d != 0 {
			return int(d)
		}
		return int(r.ms[a].kind) - int(r.ms[b].kind)
	})
	for at, i := range r.order {
		m := &r.ms[i]
		if m.kind == document.AdjectiveMention && m.number == plural {
			r.teamOf(i)
			m = &r.ms[i]
		}
		if m.cluster == document.None && len(m.group) == 0 {
			switch m.kind {
			case document.DescriptionMention:
				r.describe(at, i)
			case document.PronounMention:
				if m.text != "i" && m.text != "we" {
					r.pronoun(at, i)
				}
			}
			m = &r.ms[i]
		}
		if m.cluster != document.None {
			cl := &r.cs[r.root(m.cluster)]
			cl.last = m.head
			r.predicate(i)
		}
	}
	for at, i := range r.order {
		m := &r.ms[i]
		if m.kind == document.PronounMention && (m.text == "i" || m.text == "we") {
			r.speaks(at, i)
		}
	}
}

// predicate gives the noun in "she is a lawyer" to whom "she" refers.
func (r *resolver) predicate(i int32) {
	m := &r.ms[i]
	if m.kind != document.PronounMention || m.slot != subject {
		return
	}
	gov := r.doc.Tokens[m.head].Head
	if gov == document.None || r.head[gov] == document.None || r.child(gov, document.Cop) == document.None {
		return
	}
	p := r.head[gov]
	if n := &r.ms[p]; n.kind == document.DescriptionMention && n.cluster == document.None && n.number != plural &&
		r.fits(n.classes, r.cs[r.root(m.cluster)].typ) && len(n.classes) > 0 {
		r.link(p, r.root(m.cluster))
	}
}

// anonymous makes an unnamed entity of the phrase, which competes with named
// ones for later pronouns.
func (r *resolver) anonymous(i int32) {
	m := &r.ms[i]
	typ := m.typ
	c := r.newCluster(cluster{typ: typ, country: document.None, first: -1, fixed: true, name: m.key})
	switch m.gender {
	case document.Male:
		r.cs[c].male++
	case document.Female:
		r.cs[c].female++
	}
	r.join(c, i)
	r.cs[c].roles = append(r.cs[c].roles, role{lemma: m.key, full: m.key, classes: m.classes, country: m.state, token: m.head})
}

// window calls yield for the mentions before position at, latest first, back
// to sents sentences before.
func (r *resolver) window(at int, sents int32, yield func(o int32) bool) {
	from := r.ms[r.order[at]].sent - sents
	for k := at - 1; k >= 0; k-- {
		o := r.order[k]
		if r.ms[o].sent < from {
			return
		}
		if !yield(o) {
			return
		}
	}
}

// describe resolves a noun phrase.
func (r *resolver) describe(at int, i int32) {
	m := &r.ms[i]
	if m.number == plural || m.count > 1 {
		if r.group(at, i) {
			return
		}
		if c := r.sameNoun(at, i); c != document.None {
			r.join(c, i)
			return
		}
		r.anonymous(i)
		return
	}
	if r.lists["couple"][m.key] && m.def == the && m.of == document.None {
		for _, all := range [][]int32{r.lastPair(at, i, document.Person, 2), r.spouses(m), r.personsBefore(m)} {
			if all != nil {
				r.setGroup(i, all)
				return
			}
		}
	}
	if m.key == "old" || m.key == "national" {
		c := r.aged(i)
		if c == document.None {
			if m.key == "old" {
				r.anonymous(i)
			} else {
				r.head[m.head] = r.at[m.head] // the state or its people
			}
			return
		}
		r.ms[i].score = 0.7
		r.join(c, i)
		if cl := &r.cs[c]; cl.age == 0 {
			cl.age = m.age
		}
		if m.state != document.None {
			r.addRole(c, role{lemma: m.key, full: m.key, classes: m.classes, country: m.state, token: m.head})
		}
		return
	}
	definite := m.def == the || m.def == this || m.def == possessed
	if m.def == bare && r.nouns[m.key] != nil && r.titles[m.key].role && m.slot != modifier {
		definite = false
	}
	if definite && len(m.classes) > 0 {
		c := r.inverse(m)
		if c == document.None && typed(m.classes, document.Person) != nil {
			c = r.describedPerson(at, i)
		}
		if c == document.None {
			c = r.namedLater(at, i)
		}
		if c == document.None && typed(m.classes, document.Organization) != nil {
			c = r.describedBody(at, i)
		}
		if c == document.None && typed(m.classes, document.Place) != nil {
			c = r.describedPlace(at, i)
		}
		if c != document.None {
			r.ms[i].score = 0.7
			r.join(c, i)
			if r.cs[c].typ == document.Person || r.cs[c].typ == document.Place && r.ms[i].of != document.None {
				r.addRole(c, r.roleOf(r.ms[i].head))
			}
			return
		}
	}
	if c := r.ministryOf(i); c != document.None {
		r.ms[i].score = 0.6
		r.join(c, i)
		return
	}
	if c := r.institution(i); c != document.None {
		r.ms[i].score = 0.6
		r.join(c, i)
		return
	}
	if m.def != indefinite {
		if c := r.sameNoun(at, i); c != document.None {
			r.join(c, i)
			return
		}
	}
	r.anonymous(i)
}

// sameNoun returns the unnamed entity that the same noun introduced before.
func (r *resolver) sameNoun(at int, i int32) int32 {
	m := &r.ms[i]
	found := document.None
	if m.def != the && m.def != this {
		return found
	}
	r.window(at, 8, func(o int32) bool {
		n := &r.ms[o]
		if n.kind == document.DescriptionMention && n.key == m.key && n.number == m.number && n.cluster != document.None &&
			!r.cs[r.root(n.cluster)].named && (m.state == n.state || m.state == document.None) {
			found = r.root(n.cluster)
			return false
		}
		return true
	})
	return found
}

// owner returns the entity that the phrase's possessor or complement names.
func (r *resolver) owner(m *mention) int32 {
	for _, k := range [...]int32{m.poss, m.of} {
		if k == document.None {
			continue
		}
		if a := r.at[k]; a != document.None && r.ms[a].cluster != document.None {
			return r.root(r.ms[a].cluster)
		}
		if p := r.head[k]; p != document.None && r.ms[p].cluster != document.None {
			return r.root(r.ms[p].cluster)
		}
	}
	return document.None
}

// roleOwner returns the entity in the role's own modifiers: the bank in "the
// bank's chairman".
func (r *resolver) roleOwner(ro *role) int32 {
	p := r.head[ro.token]
	if p != document.None && r.ms[p].kind == document.DescriptionMention {
		if o := r.owner(&r.ms[p]); o != document.None {
			return o
		}
	}
	for at, steps := ro.token-1, 0; steps < 3 && at >= 0 && r.sent[at] == r.sent[ro.token]; at, steps = at-1, steps+1 {
		if a := r.at[at]; a != document.None {
			if r.ms[a].cluster != document.None {
				return r.root(r.ms[a].cluster)
			}
			break
		}
		if t := r.doc.Tokens[at].Tag; t == document.VERB || t == document.PUNCT || t == document.ADP {
			break
		}
	}
	return document.None
}

// describedPerson finds the named person whom the description calls by a role.
func (r *resolver) describedPerson(at int, i int32) int32 {
	m := &r.ms[i]
	full := m.key
	if m.text != "" {
		full = m.text
	}
	owner := r.owner(m)
	relational := m.poss != document.None || m.of != document.None
	bestC, bestS := document.None, 0
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into != document.None || cl.typ != document.Person || !cl.named || cl.mentions == 0 {
			continue
		}
		if m.gender != document.Unknown && cl.gender() != document.Unknown && cl.gender() != m.gender {
			continue
		}
		s, times := 0, 0
		for k := range cl.roles {
			if v := r.rateRole(m, full, owner, relational, &cl.roles[k]); v > s {
				s = v
			}
			if cl.roles[k].full == full {
				times++
			}
		}
		if s == 0 {
			continue
		}
		s += 3 * (min(times, 4) - 1)
		// Who was spoken of last, and who is spoken of most.
		if cl.last >= 0 {
			s += max(0, 6-int(m.sent-r.sent[cl.last]))
		} else if r.sent[cl.first] > m.sent+2 {
			s -= 3
		}
		s = s*8 + min(cl.mentions, 7)
		if s > bestS {
			bestC, bestS = int32(c), s
		}
	}
	if bestC != document.None {
		return bestC
	}
	// "the man", "the striker", "the author": the last person that nothing
	// speaks against.
	if !relational && m.state != document.None {
		return r.epithet(at, i)
	}
	if relational || m.def == possessed {
		return document.None
	}
	if p := typed(m.classes, document.Person); p.path == "person/sport/player" || p.path == "person/art" || p.path == "person/faith" {
		if c := r.onlyPerson(at, m); c != document.None {
			return c
		}
	}
	if c := r.epithet(at, i); c != document.None {
		return c
	}
	generic := m.classes[0].path == "person" && !(m.key == "official" && r.specified(m)) && (m.gender != document.Unknown && (m.key == "man" || m.key == "woman") || m.key == "official")
	if !generic {
		return document.None
	}
	r.window(at, 2, func(o int32) bool {
		n := &r.ms[o]
		if n.cluster == document.None || n.kind == document.AdjectiveMention {
			return true
		}
		c := r.root(n.cluster)
		cl := &r.cs[c]
		if cl.typ == document.Person && (cl.gender() == m.gender || m.gender == document.Unknown) {
			if n.sent == m.sent && r.governor(n.head) == r.governor(m.head) {
				return true // "he recognised the man"
			}
			bestC = c
			return false
		}
		return true
	})
	return bestC
}

// onlyPerson returns the one named person of the last sentences of whom
// nothing is known that speaks against the description, or None.
func (r *resolver) onlyPerson(at int, m *mention) int32 {
	found, several := document.None, false
	r.window(at, 3, func(o int32) bool {
		n := &r.ms[o]
		if n.cluster == document.None || n.kind != document.NameMention && n.kind != document.PronounMention {
			return true
		}
		c := r.root(n.cluster)
		cl := &r.cs[c]
		if cl.typ != document.Person || !cl.named || len(cl.roles) > 0 || m.gender != document.Unknown && cl.gender() != document.Unknown && cl.gender() != m.gender {
			return true
		}
		if found != document.None && found != c {
			several = true
			return false
		}
		found = c
		return true
	})
	if several {
		return document.None
	}
	return found
}

// rateRole says how well a description with its head noun, full form and owner
// names the bearer of the role; 0 is not at all.
func (r *resolver) rateRole(m *mention, full string, owner int32, relational bool, ro *role) int {
	if m.state != document.None && ro.country != document.None && m.state != ro.country {
		return 0
	}
	s := 0
	switch {
	case ro.full == full:
		s = 20
	case r.lists["office "+ro.full][full]:
		s = 18 // "the premier" for the prime minister
	case ro.lemma == m.key && full == m.key:
		s = 16 // "the minister" for the foreign minister
	case ro.lemma == m.key:
		return 0
	default:
		for _, a := range m.classes {
			for _, b := range ro.classes {
				if a.typ == document.Person && b.typ == document.Person && len(a.path) <= len(b.path) && agree(a.path, b.path) && a.path != "person" {
					// "the politician" for a senator, not "the player" for a coach:
					// the noun must be the name of the class.
					if r.lists["general "+a.path][m.key] {
						s = max(s, 9)
					}
				}
			}
		}
	}
	if s == 0 {
		return 0
	}
	if m.state != document.None && ro.country == m.state {
		return s + 6
	}
	if relational {
		have := r.roleOwner(ro)
		switch {
		case owner != document.None && owner == have:
			return s + 6
		case owner != document.None && (have != document.None || s < 16):
			return 0
		case m.poss != document.None:
			if r.lists["kin"][m.key] && ro.token > m.head && r.likeOwner(m, ro) {
				return s - 4 // "his brother", who is named later
			}
			return 0
		case m.of != document.None && owner == document.None:
			// "the secretary of state": the same common noun behind it.
			if p := r.head[ro.token]; p != document.None && r.ms[p].of != document.None && r.lemma(r.ms[p].of) == r.lemma(m.of) {
				return s + 6
			}
			return 0
		}
	}
	return s
}

// likeOwner reports whether a pronoun of the same kind possesses the role that
// the pronoun before the description does: "his brother … His brother Bo".
func (r *resolver) likeOwner(m *mention, ro *role) bool {
	p := r.child(ro.token, document.NmodPoss)
	if p == document.None {
		return false
	}
	a, b := r.head[p], r.head[m.poss]
	return a != document.None && b != document.None && r.ms[a].kind == document.PronounMention && r.ms[b].kind == document.PronounMention && r.ms[a].text == r.ms[b].text
}

// classesOf returns what is known of the body's kind: from its roles and from
// the words of its name.
func (r *resolver) classesOf(cl *cluster, yield func(noun string, c class)) {
	for _, ro := range cl.roles {
		for _, c := range ro.classes {
			yield(ro.lemma, c)
		}
	}
	if len(cl.words) == 0 || cl.country != document.None {
		return
	}
	if len(cl.words) > 1 {
		// Romance names begin with their head: "Banco Aurelio".
		for _, n := range r.nameNouns[cl.words[0]] {
			for _, c := range r.nouns[n] {
				yield(n, c)
			}
		}
	}
	for k, w := range cl.words {
		// The head of a name is its last word, or the word before "of" or "for".
		if k == len(cl.words)-1 || cl.words[k+1] == "of" || cl.words[k+1] == "for" || cl.words[k+1] == "on" {
			for _, c := range r.nouns[w] {
				yield(w, c)
			}
			for _, n := range r.nameNouns[w] {
				for _, c := range r.nouns[n] {
					yield(n, c)
				}
			}
			if k < len(cl.words)-1 {
				return
			}
		}
		if r.lists["legal"][w] && k > 0 {
			for _, c := range r.nouns["company"] {
				yield("company", c)
			}
		}
	}
}

// describedBody finds the organization for "the company", "the ministry".
func (r *resolver) describedBody(at int, i int32) int32 {
	m := &r.ms[i]
	if isa(m.classes, "organization/state") && m.key != "agency" && m.key != "bureau" && m.key != "commission" && m.key != "authority" &&
		m.key != "service" && m.key != "regulator" && m.key != "watchdog" && m.key != "council" && m.key != "body" {
		switch m.key {
		case "government", "administration", "regime":
			if m.state != document.None && m.poss == document.None {
				return r.stateCluster(m.state)
			}
			if a := r.ownerState(m); a != document.None {
				return a
			}
			return document.None
		}
	}
	if m.poss != document.None && r.lists["relational"][m.key] {
		return document.None
	}
	owner := r.owner(m)
	if m.key == "board" {
		if owner != document.None && r.cs[owner].typ == document.Organization {
			return owner
		}
		return document.None
	}
	if m.def == this && isa(m.classes, "organization/company/media") && typed(m.classes, document.Organization).path != "organization" {
		return r.publisher() // "told this newspaper"
	}
	return r.bestBody(at, m, owner)
}

// bestBody returns the named organization that the noun phrase describes best:
// by the word itself in its name or among its roles, by the class of the noun,
// by nearness and salience.
func (r *resolver) bestBody(at int, m *mention, owner int32) int32 {
	compound := r.compounded(m)
	class := typed(m.classes, document.Organization)
	for k := range m.classes {
		if c := &m.classes[k]; c.typ == document.Organization && c.path != "organization" {
			class = c
			break
		}
	}
	specific := class.path != "organization"
	general := r.lists["anybody"][m.key]
	fresh, topic, heading := r.freshBody(at, m), r.topicBody(), r.headedBy(m.sent)
	town := r.townBefore(m.head)
	bestC, bestS := document.None, 0
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into != document.None || cl.typ != document.Organization || !cl.named || cl.last < 0 || int32(c) == owner {
			continue
		}
		if m.text != "" && !r.called(cl, m.text) {
			continue // "the central bank" is no other bank
		}
		if fresh > cl.last {
			continue // an unnamed one was introduced by the noun since
		}
		fit := r.fitBody(cl, m, specific)
		if cl.meta && fit < exactFit && general {
			continue // "the company" is seldom the outlet that tells of it
		}
		s := 0
		switch {
		case fit < exactFit && r.lists["relational"][m.key] && !loneBody(m.key):
			continue
		case fit == exactFit:
			s = 36
		case m.key == "ministry":
			continue // an office or a department is none
		case compound:
			continue // "the port authority" is no other body that is one
		case fit == classFit && specific:
			s = 20
		case fit == classFit:
			s = 14
		case fit == otherKind && general:
			s = 12 // "the company" for a bank or a newspaper
		case fit == looseFit && specific:
			s = 9
		case fit == unknownFit && general && !cl.meta:
			s = 16
		case general && m.state != document.None && m.sent-r.sent[cl.last] < 2 && r.ofTown(cl, m.state):
			s = 8 // "the Dutch firm" for a laboratory of The Hague
			fit = classFit
		default:
			continue
		}
		dist := int(m.sent - r.sent[cl.last])
		if dist > 6 && fit < classFit {
			continue
		}
		called := general && r.hasRole(cl, m.key)
		if dist > 6 && fit == classFit && (!specific || general) && !(called && dist < 16) {
			continue
		}
		if m.state != document.None {
			switch known, same := r.stateOf(cl, m.state); {
			case fit == otherKind:
				continue
			case same:
				s += 18
			case known || dist > 1 || fit < unknownFit:
				continue
			case fit == unknownFit && r.sent[cl.first] != m.sent-1:
				continue // of a newcomer country and kind may have gone unsaid
			case dist > 0 && m.first-r.doc.Sentences[m.sent].First > 1:
				continue
			default:
				// The country tells it from what the article is about.
				s -= 4 + min(cl.mentions, 6)
				if int32(c) == topic {
					s -= 8
				}
			}
		}
		if (m.of != document.None || m.poss != document.None && owner != document.None && r.cs[owner].typ == document.Place) && owner != document.None && fit != exactFit {
			continue
		}
		if dist == 0 && m.slot == subject && r.clauseMate(m.head, cl.last) {
			s -= 12 // "the bank failed and the company closed" speaks of two
		}
		s += max(0, 8-2*dist)
		if town {
			// The town tells it from what the article is about.
			if dist > 2 || fit < unknownFit {
				continue
			}
			if s > bestS {
				bestC, bestS = int32(c), s
			}
			continue
		}
		s += min(cl.mentions, 6)
		if r.sent[cl.first] < 5 {
			s += 2 // the article is about it
		}
		if int32(c) == topic {
			s += 4
		}
		if int32(c) == heading {
			s += 12
		}
		if called {
			s += 4
		}
		switch r.slotOf(cl.last) {
		case subject:
			s++
		case possessor:
			if r.sent[cl.last] == m.sent {
				s += 7 // "Acme's chief will leave the company"
			}
		}
		if cl.last-r.doc.Sentences[r.sent[cl.last]].First <= 1 {
			s += 2 // what a sentence opens with is its topic
		}
		if s > bestS {
			bestC, bestS = int32(c), s
		}
	}
	return bestC
}

// townBefore reports whether the name of a place stands right before the noun:
// "the Boston start-up".
func (r *resolver) townBefore(head int32) bool {
	if head == 0 || r.sent[head-1] != r.sent[head] || r.at[head-1] == document.None {
		return false
	}
	m := &r.ms[r.at[head-1]]
	return m.kind == document.NameMention && m.typ == document.Place
}

// topicBody returns the organization that the article names most often, None
// when two are named as often.
func (r *resolver) topicBody() int32 {
	if r.topical != -2 {
		return r.topical
	}
	best, most := document.None, 1
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into != document.None || cl.typ != document.Organization || !cl.named || cl.meta || cl.country != document.None {
			continue
		}
		switch {
		case cl.mentions > most:
			best, most = int32(c), cl.mentions
		case cl.mentions == most:
			best = document.None
		}
	}
	r.topical = best
	return best
}

// hasRole reports whether a role of the entity is the noun.
func (r *resolver) hasRole(cl *cluster, noun string) bool {
	for k := range cl.roles {
		if cl.roles[k].lemma == noun {
			return true
		}
	}
	return false
}

// fitting says how well a noun fits what is known of a body, worst first.
type fitting uint8

const (
	noFit      fitting = iota
	looseFit           // the noun is more special than all that is known: "the bank" for a company
	unknownFit         // nothing is known of the body
	otherKind          // it is of a special kind that has nouns of its own
	classFit           // the noun's class and the body's agree
	exactFit           // it is called by the noun
)

// fitBody rates the noun for the body.
func (r *resolver) fitBody(cl *cluster, m *mention, specific bool) fitting {
	if r.hasHead(cl, m.key) {
		return exactFit
	}
	fit, loose, special, known := false, false, true, false
	for k := range cl.roles {
		ro := &cl.roles[k]
		if ro.lemma == m.key {
			if !r.lists["anybody"][m.key] {
				return exactFit
			}
			fit = true
			special = false
		}
	}
	vague := r.lists["vague"][m.key]
	r.classesOf(cl, func(noun string, k class) {
		if k.typ != document.Organization {
			return
		}
		if r.lists["vague"][noun] && !vague {
			loose = loose || !known && r.lists["anybody"][m.key]
			return // "the group" may be a union or a bank, or neither
		}
		known = true
		special = special && r.lists["ownkind"][k.path]
		for _, a := range m.classes {
			if a.path == "organization" && specific {
				continue
			}
			// "group" says nothing of what the body is.
			if a.typ == document.Organization && agree(a.path, k.path) && (k.path != "organization" || a.path == k.path) {
				if len(a.path) <= len(k.path) {
					fit = true
				} else if r.broad(cl) {
					loose = true
				}
			}
		}
	})
	switch {
	case fit && special && known && (typed(m.classes, document.Organization).path == "organization/company" || m.key == "group"):
		return otherKind
	case fit:
		return classFit
	case loose:
		return looseFit
	case !known:
		return unknownFit
	}
	return noFit
}

// broad reports whether the body's roles say no more of it than that it is a
// company or a group.
func (r *resolver) broad(cl *cluster) bool {
	for k := range cl.roles {
		if !r.lists["anybody"][cl.roles[k].lemma] && typed(cl.roles[k].classes, document.Organization) != nil {
			return false
		}
	}
	return true
}

// loneBody reports whether the noun, though it is of something, often stands
// for a body that was named.
func loneBody(noun string) bool {
	switch noun {
	case "subsidiary", "team", "network", "parliament", "army", "court":
		return true
	}
	return false
}

// freshBody returns the head of the last indefinite phrase with the noun that
// no name belongs to, or -1: "A bank paid. The bank …" speaks of that one.
func (r *resolver) freshBody(at int, m *mention) int32 {
	found := int32(-1)
	r.window(at, 2, func(o int32) bool {
		n := &r.ms[o]
		if n.kind == document.DescriptionMention && n.key == m.key && n.def == indefinite && n.number != plural && n.cluster != document.None && !r.cs[r.root(n.cluster)].named {
			found = n.head
			return false
		}
		return true
	})
	return found
}

// clauseMate reports whether b is the subject of a clause that is coordinated
// with the clause of subject a.
func (r *resolver) clauseMate(a, b int32) bool {
	ga, gb := r.governor(a), r.governor(b)
	if ga == document.None || gb == document.None || ga == gb || r.slotOf(b) != subject {
		return false
	}
	return r.doc.Tokens[ga].Dep == document.Conj && r.doc.Tokens[ga].Head == gb
}

// stateOf says whether the countries of the body are known from its roles and
// its name, and whether the country is one of them.
func (r *resolver) stateOf(cl *cluster, country int32) (known, same bool) {
	if r.ofState(cl, country) || cl.home == country+1 {
		return true, true
	}
	known = cl.home != 0
	for k := range cl.roles {
		known = known || cl.roles[k].country != document.None
		if c := r.seat(&cl.roles[k]); c != document.None {
			if c == country {
				return true, true
			}
			known = true
		}
	}
	for _, w := range cl.words {
		if _, ok := r.people[w]; ok {
			known = true
		}
		if _, ok := r.states[w]; ok {
			known = true
		}
	}
	return known, false
}

// ofTown reports whether a role of the body places it in a town of the country.
func (r *resolver) ofTown(cl *cluster, country int32) bool {
	for k := range cl.roles {
		if r.seat(&cl.roles[k]) == country {
			return true
		}
	}
	return false
}

// seat returns the country whose town stands in the role: Portugal for "a
// Lisbon laboratory" and "a laboratory in Lisbon".
func (r *resolver) seat(ro *role) int32 {
	for k := r.kid[ro.token]; k != document.None; k = r.next[k] {
		switch r.doc.Tokens[k].Dep {
		case document.Compound, document.Nmod, document.NmodPoss, document.Amod:
			if a := r.at[k]; a != document.None && r.ms[a].kind == document.NameMention {
				if c, ok := r.capitals[r.ms[a].key]; ok {
					return c
				}
				if c, ok := r.cities[r.ms[a].key]; ok {
					return c
				}
			}
		}
	}
	return document.None
}

// publisher returns the entity of the outlet that published the article, or None.
func (r *resolver) publisher() int32 {
	if r.doc.Article.Publisher == "" {
		return document.None
	}
	words := r.plainWords(strings.Fields(fold(r.doc.Article.Publisher)), document.Organization)
	for c := range r.cs {
		if cl := &r.cs[c]; cl.into == document.None && cl.meta && cl.typ == document.Organization && r.matchBody(cl.words, words) == fullMatch {
			return int32(c)
		}
	}
	return document.None
}

// compounded reports whether a common noun stands before the phrase's head.
func (r *resolver) compounded(m *mention) bool {
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		if r.doc.Tokens[k].Dep == document.Compound && k < m.head && r.at[k] == document.None && r.doc.Tokens[k].Tag == document.NOUN && r.word(m.head-1) != "-" {
			return true
		}
		if r.doc.Tokens[k].Dep == document.Amod && k < m.head && r.lists["unitadj"][r.lemma(k)] {
			return true // "the pastoral council"
		}
	}
	return false
}

// called reports whether the two words stand in the body's name or are a role of it.
func (r *resolver) called(cl *cluster, pair string) bool {
	for k := 1; k < len(cl.words); k++ {
		if len(pair) == len(cl.words[k-1])+1+len(cl.words[k]) && strings.HasPrefix(pair, cl.words[k-1]) && strings.HasSuffix(pair, cl.words[k]) {
			return true
		}
	}
	for _, ro := range cl.roles {
		if ro.full == pair {
			return true
		}
	}
	return false
}

// hasHead reports whether the word is the head of the body's name.
func (r *resolver) hasHead(cl *cluster, noun string) bool {
	for k, w := range cl.words {
		if w == noun && (k == len(cl.words)-1 || cl.words[k+1] == "of" || cl.words[k+1] == "for" || cl.words[k+1] == "on" || cl.words[k+1] == "in" || cl.words[k+1] == "at") {
			return true
		}
	}
	return false
}

// ofState reports whether a role or the name of the body ties it to the country.
func (r *resolver) ofState(cl *cluster, country int32) bool {
	for _, ro := range cl.roles {
		if ro.country == country {
			return true
		}
	}
	for _, w := range cl.words {
		if p, ok := r.people[w]; ok && p.country == country {
			return true
		}
		if c, ok := r.states[w]; ok && c == country {
			return true
		}
	}
	return false
}

// ownerState returns the country that the phrase's possessor names.
func (r *resolver) ownerState(m *mention) int32 {
	if m.poss == document.None {
		return document.None
	}
	if o := r.owner(m); o != document.None && r.cs[o].country != document.None {
		return o
	}
	return document.None
}

// describedPlace finds the place for "the town", "the country", "the Maltese capital".
func (r *resolver) describedPlace(at int, i int32) int32 {
	m := &r.ms[i]
	if m.of != document.None && r.at[m.of] != document.None && m.of > m.head && r.caseOf(m.of) == "of" {
		// "the town of Arle" is Arle.
		if a := &r.ms[r.at[m.of]]; a.kind == document.NameMention && a.cluster != document.None && m.classes[0].typ == document.Place {
			if c := r.root(a.cluster); r.cs[c].typ == document.Place && r.cs[c].country == document.None {
				return c
			}
		}
		return document.None
	}
	if m.key == "capital" {
		for c := range r.cs {
			cl := &r.cs[c]
			if cl.into != document.None || cl.typ != document.Place || cl.country != document.None || cl.mentions == 0 || len(cl.forms) == 0 {
				continue
			}
			country, ok := r.capitals[r.fs[cl.forms[0]].key]
			if !ok {
				continue
			}
			if m.state == country || m.state == document.None && m.poss == document.None && r.spoken(country) {
				return int32(c)
			}
		}
		return document.None
	}
	if m.poss != document.None {
		if m.key != "country" && m.key != "homeland" && m.key != "nation" {
			return document.None
		}
		// "her country": the one whose minister she is.
		if o := r.owner(m); o != document.None && r.cs[o].typ == document.Person {
			for _, ro := range r.cs[o].roles {
				if ro.country != document.None {
					return r.stateCluster(ro.country)
				}
			}
		}
	}
	if m.state != document.None {
		return document.None
	}
	found, bestS := document.None, 0
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into != document.None || cl.typ != document.Place || !cl.named || cl.last < 0 {
			continue
		}
		dist := int(m.sent - r.sent[cl.last])
		if dist > 4 {
			continue
		}
		s := 0
		state := isa(m.classes, "place/state") && (m.key == "country" || m.key == "nation" || m.key == "homeland" || m.key == "republic" || m.key == "kingdom" || m.key == "monarchy")
		switch {
		case state && cl.country != document.None:
			s = 10 + min(cl.mentions, 6)
			if m.poss != document.None { // "her country"
				s = 4 + min(cl.mentions, 4)
			}
		case state || cl.country != document.None:
			continue
		default:
			exact, fit, known := r.hasHead(cl, m.key), false, false
			r.classesOf(cl, func(_ string, k class) {
				if k.typ != document.Place {
					return
				}
				known = true
				for _, a := range m.classes {
					fit = fit || a.typ == document.Place && agree(a.path, k.path) && a.path != "place"
				}
			})
			for _, ro := range cl.roles {
				exact = exact || ro.lemma == m.key
			}
			switch {
			case exact:
				s = 20
			case fit:
				s = 12
			case !known && isa(m.classes, "place/settlement") && m.classes[0].typ == document.Place:
				s = 8
			default:
				continue
			}
		}
		s = s + 6 - 2*dist + min(cl.mentions, 5)
		if cl.country == document.None && r.slotOf(cl.last) == modifier && r.doc.Tokens[cl.last].Dep == document.Compound {
			s -= 3 // "the Gdynia company" speaks of the company
		}
		if s > bestS {
			found, bestS = int32(c), s
		}
	}
	return found
}

// spoken reports whether the article speaks of the country.
func (r *resolver) spoken(country int32) bool {
	c, ok := r.state[country]
	return ok && r.cs[c].mentions > 0
}

// speaks gives a pronoun of the first person the speaker of its quotation.
func (r *resolver) speaks(at int, i int32) {
	m := &r.ms[i]
	q := r.quot[m.head]
	if q == document.None {
		return
	}
	if c := r.speaker(q); c != document.None && r.cs[c].typ != document.Place {
		m.score = 0.7
		if m.text == "we" {
			m.score = 0.4
		}
		r.join(c, i)
	}
}

// speaker returns who says the quotation: the subject of the verb of speech
// that governs it or stands in its sentences, else the speaker of the
// quotation before in the same or the sentence before.
func (r *resolver) speaker(q int32) int32 {
	quote := &r.quotes[q]
	if quote.asked {
		return quote.speaker
	}
	quote.asked = true
	first, last := r.sent[quote.first], r.sent[quote.end-1]
	for s := last; s >= first; s-- {
		if c := r.speechIn(r.doc.Sentences[s].First, r.doc.Sentences[s].End, quote); c != document.None {
			quote.speaker = c
			return c
		}
	}
	// "…" Smith said in a sentence of its own behind the quotation.
	if s := last + 1; int(s) < len(r.doc.Sentences) && r.doc.Sentences[s].First == quote.end {
		end := min(r.doc.Sentences[s].End, quote.end+8)
		if c := r.speechIn(quote.end, end, quote); c != document.None {
			quote.speaker = c
			return c
		}
	}
	if first > 0 {
		s := r.doc.Sentences[first-1]
		if c := r.speechIn(s.First, s.End, quote); c != document.None {
			quote.speaker = c
		}
	}
	return quote.speaker
}

// speechIn returns the subject of a verb of speech among the tokens that are
// not quoted.
func (r *resolver) speechIn(first, end int32, quote *quotation) int32 {
	found := document.None
	for v := first; v < end; v++ {
		if r.quot[v] != document.None || r.doc.Tokens[v].Tag != document.VERB || !r.lists["speech"][r.lemma(v)] {
			continue
		}
		s := r.child(v, document.Nsubj)
		if s == document.None {
			continue
		}
		c := r.who(s)
		if c == document.None {
			continue
		}
		// The verb next to the quotation is the one.
		if v >= quote.first-4 && v <= quote.end+4 {
			return c
		}
		if found == document.None {
			found = c
		}
	}
	return found
}

// who returns the entity that the token heads a mention of.
func (r *resolver) who(i int32) int32 {
	if p := r.head[i]; p != document.None && r.ms[p].cluster != document.None {
		return r.root(r.ms[p].cluster)
	}
	return r.place(i)
}
