package refer

import (
	"strings"

	"dossier/ingest/document"
)

// placedName returns the name of a body or facility that its noun and its place
// tell from all others: "court in Lund", "air base at Kant", "prosecutor's
// office in Lund".
func (r *resolver) placedName(m *mention) (string, document.Type, bool) {
	typ := document.Other
	switch {
	case r.lists["placedbody"][m.key] || r.lists["placedpair"][r.pairBefore(m)]:
		typ = document.Organization
	case r.lists["placedsite"][m.key]:
		typ = document.Place
	}
	if typ == document.Other || m.poss != document.None && !r.common(m.poss) {
		return "", typ, false
	}
	at := m.head + 1
	switch r.follow(at, m.head) {
	case "in", "at":
	default:
		return "", typ, false
	}
	if r.follow(at+1, m.head) == "the" && !upper(r.word(at+1)) {
		return "", typ, false
	}
	if at+1 >= int32(len(r.doc.Tokens)) || r.at[at+1] == document.None {
		return "", typ, false
	}
	a := &r.ms[r.at[at+1]]
	if a.kind != document.NameMention || a.first != at+1 || a.cluster == document.None || r.cs[r.root(a.cluster)].typ != document.Place {
		return "", typ, false
	}
	start := r.withoutDeterminer(m)
	for start < m.head && (r.doc.Tokens[start].Tag == document.ADJ && r.at[start] == document.None && start+1 == m.head && !r.lists["placedpair"][r.pairBefore(m)] ||
		r.doc.Tokens[start].Tag == document.NUM || r.doc.Tokens[start].Tag == document.ADV) {
		start++ // "a small court"
	}
	return r.surface(start, a.end), typ, true
}

// common reports whether the possessor is a common noun of an office: the
// prosecutor in "the prosecutor's office".
func (r *resolver) common(i int32) bool {
	return r.at[i] == document.None && r.doc.Tokens[i].Tag == document.NOUN
}

// pairBefore returns the head noun with the noun before it: "prosecutor office"
// for "prosecutor's office".
func (r *resolver) pairBefore(m *mention) string {
	at := m.head - 1
	if at >= 0 && (r.word(at) == "'s" || r.word(at) == "’s" || r.word(at) == "'" || r.word(at) == "’") {
		at--
	}
	if at < 0 || r.sent[at] != m.sent || at < m.first {
		return ""
	}
	return r.lemma(at) + " " + m.key
}

// withoutDeterminer returns the first token of the phrase behind its article.
func (r *resolver) withoutDeterminer(m *mention) int32 {
	start := m.first
	for start < m.head && (r.doc.Tokens[start].Tag == document.DET || r.doc.Tokens[start].XTag == document.PRPS || r.doc.Tokens[start].XTag == document.WPS) {
		start++
	}
	return start
}

// familyName returns the name of a family: "the Salcedo family".
func (r *resolver) familyName(m *mention) (string, bool) {
	if m.key != "family" && m.key != "clan" && m.key != "dynasty" || m.number == plural || m.head == 0 {
		return "", false
	}
	a := r.at[m.head-1]
	if a == document.None || r.ms[a].kind != document.NameMention || r.ms[a].end != m.head || len(r.ms[a].words) > 2 || m.first >= r.ms[a].first {
		return "", false
	}
	return r.surface(r.ms[a].first, m.head+1), true
}

// nationBodies makes one body of each state of "Maltese and Cypriot police".
func (r *resolver) nationBodies(i int32, known map[string]int32) bool {
	m := &r.ms[i]
	if !r.lists["statebody"][m.key] {
		return false
	}
	var states []int32
	last := int32(0)
	for t := m.first; t < m.head; t++ {
		a := r.at[t]
		switch {
		case a != document.None && r.ms[a].kind == document.AdjectiveMention && r.ms[a].first == t:
			states = append(states, a)
			last = r.ms[a].end
			t = r.ms[a].end - 1
		case len(states) > 0 && r.word(t) != "," && fold(r.word(t)) != "and" && t < last:
			return false
		}
	}
	if len(states) < 2 || last > m.head {
		return false
	}
	tail := r.surface(last, m.head+1)
	if m.number == plural && m.key != "police" && m.key != "force" {
		tail = strings.TrimSuffix(tail, r.word(m.head)) + m.key
	}
	all := make([]int32, 0, len(states))
	for _, a := range states {
		c := r.institutionOf(r.ms[a].text+" "+tail, document.Organization, known)
		cl := &r.cs[c]
		cl.mentions++
		if cl.first < 0 {
			cl.first = m.first
		}
		r.addRole(c, role{lemma: m.key, full: m.key, classes: m.classes, country: r.ms[a].country, token: m.head})
		all = append(all, c)
	}
	r.setGroup(i, all)
	return true
}

// institutionOf returns the cluster of the body of that name, a new one if need be.
func (r *resolver) institutionOf(name string, typ document.Type, known map[string]int32) int32 {
	key := fold(name)
	c, ok := known[key]
	if !ok {
		c = r.newCluster(cluster{typ: typ, country: document.None, name: name, named: true, fixed: true, first: -1, words: strings.Fields(key)})
		known[key] = c
	}
	return c
}

// institution makes an entity of the definite phrase that no name was found
// for, where its words mean one body of the article's state or of its owner:
// "the finance ministry", "parliament", "its planetary division".
func (r *resolver) institution(i int32) int32 {
	m := &r.ms[i]
	if typed(m.classes, document.Organization) == nil || m.def == indefinite || m.def == this || m.number == plural && m.key != "police" || m.state != document.None {
		return document.None
	}
	switch m.slot {
	case subject, object, oblique, possessor, modifier:
	default:
		if m.slot != other || !r.body(m.sent) {
			return document.None
		}
	}
	start, end := r.withoutDeterminer(m), m.head+1
	name := ""
	switch {
	case m.key == "ministry" || m.key == "department" && m.of != document.None:
		if m.poss != document.None && r.at[m.poss] != document.None && r.ms[r.at[m.poss]].kind == document.PronounMention {
			return document.None
		}
		if r.follow(end, m.head) == "of" && m.of != document.None && r.at[m.of] == document.None && m.of-m.head < 4 {
			end = m.of + 1
			if w := r.follow(end, m.head); w == "and" && r.doc.Tokens[end+1].Head == m.of && r.at[end+1] == document.None {
				end += 2
			}
		} else if start == m.head || r.at[m.head-1] != document.None || m.key != "ministry" || r.doc.Tokens[m.head-1].Tag != document.NOUN && r.doc.Tokens[m.head-1].Tag != document.ADJ {
			return document.None
		}
		name = r.surface(start, end)
	case m.poss != document.None && r.doc.Tokens[m.poss].Tag != document.PRON:
		return document.None
	case m.head > m.first && r.bodyPair(m.head) && m.def != possessed:
		name = r.surface(m.head-1, end)
	case r.lists["barebody"][m.key] && m.def != possessed && start == m.head && m.of == document.None:
		if m.def == bare && m.slot == modifier {
			return document.None
		}
		name = r.surface(start, end)
	case (r.lists["unit"][m.key] || r.lists["innerbody"][m.key]) && r.told(m):
		name = r.surface(start, end)
	default:
		return document.None
	}
	key := fold(name)
	for c := range r.cs {
		if cl := &r.cs[c]; cl.into == document.None && cl.typ == document.Organization && cl.named && strings.Join(cl.words, " ") == key {
			return int32(c)
		}
	}
	c := r.newCluster(cluster{typ: document.Organization, country: document.None, name: name, named: true, described: true, fixed: true, first: -1, words: strings.Fields(key)})
	r.addRole(c, r.roleOf(m.head))
	return c
}

// told reports whether a noun before the head says what kind of unit it is:
// "narcotics unit", and not "new office".
func (r *resolver) told(m *mention) bool {
	at := m.head - 1
	if at < m.first || r.at[at] != document.None {
		return false
	}
	switch tok := &r.doc.Tokens[at]; tok.Tag {
	case document.NOUN:
		return tok.Dep == document.Compound
	case document.ADJ:
		return tok.Dep == document.Amod && r.lists["unitadj"][r.lemma(at)]
	}
	return false
}

// ministryOf makes an entity of "the ministry" where the article has named only
// its minister: of "the defence minister" the defence ministry, of "the minister
// of energy" the ministry of energy.
func (r *resolver) ministryOf(i int32) int32 {
	m := &r.ms[i]
	if m.key != "ministry" || m.def != the || m.number == plural || m.poss != document.None || m.of != document.None || m.state != document.None ||
		m.head > m.first+1 || m.slot == other {
		return document.None
	}
	name := ""
	at := int32(-1)
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into != document.None || cl.typ != document.Person {
			continue
		}
		for k := range cl.roles {
			ro := &cl.roles[k]
			if ro.lemma != "minister" && ro.full != "minister" && !strings.HasSuffix(ro.full, " minister") || ro.token > m.head || ro.token < at {
				continue
			}
			if n := r.fieldOf(ro.token); n != "" {
				name, at = n, ro.token
			}
		}
	}
	if name == "" {
		return document.None
	}
	key := fold(name)
	for c := range r.cs {
		if cl := &r.cs[c]; cl.into == document.None && cl.typ == document.Organization && strings.Join(cl.words, " ") == key {
			return int32(c)
		}
	}
	c := r.newCluster(cluster{typ: document.Organization, country: document.None, name: name, named: true, described: true, fixed: true, first: -1,
		words: strings.Fields(key), more: []string{"ministry"}})
	r.addRole(c, r.roleOf(m.head))
	return c
}

// fieldOf returns the name of the ministry of the minister at the token, "" for
// a prime minister or one without a field.
func (r *resolver) fieldOf(minister int32) string {
	if r.follow(minister+1, minister) == "of" {
		end := minister + 2
		for end < int32(len(r.doc.Tokens)) && end < minister+5 && r.sent[end] == r.sent[minister] && r.at[end] == document.None {
			if t := r.doc.Tokens[end].Tag; t != document.NOUN && t != document.ADJ && t != document.CCONJ && t != document.PROPN {
				break
			}
			end++
		}
		for end > minister+2 && r.doc.Tokens[end-1].Tag == document.CCONJ {
			end--
		}
		if end == minister+2 {
			return ""
		}
		return "ministry " + r.surface(minister+1, end)
	}
	at := minister - 1
	if at < 0 || r.sent[at] != r.sent[minister] || r.at[at] != document.None {
		return ""
	}
	switch w := fold(r.word(at)); {
	case r.doc.Tokens[at].Tag != document.NOUN && r.doc.Tokens[at].Tag != document.ADJ && r.doc.Tokens[at].Tag != document.PROPN:
		return ""
	case w == "prime" || w == "deputy" || w == "first" || w == "former" || w == "cabinet" || w == "state" || w == "government" || w == "new" || w == "junior":
		return ""
	default:
		return w + " ministry"
	}
}
