package refer

import (
	"strconv"

	"dossier/ingest/document"
)

// findNominals makes mentions of the phrases that mean a person without a noun
// for one: "the 58-year-old", "the Dane". It notes the age that a phrase tells.
func (r *resolver) findNominals() {
	n := int32(len(r.doc.Tokens))
	for i := int32(0); i < n; i++ {
		age, end := r.yearsOld(i)
		if age == 0 {
			continue
		}
		old := end - 1
		if p := r.described(old); p != document.None {
			r.ms[p].age = age
		} else if r.at[old] == document.None && r.standsAlone(old) {
			first := i
			if k := i - 1; k >= 0 && r.sent[k] == r.sent[i] && r.doc.Tokens[k].Tag == document.DET {
				first--
			}
			r.addNominal(mention{first: first, end: end, head: old, key: "old", age: age})
		}
		i = end - 1
	}
	for k := range r.ms {
		m := &r.ms[k]
		if m.kind != document.AdjectiveMention || m.number == plural || m.first == 0 || r.sent[m.first-1] != m.sent || collective(m.key) ||
			fold(r.word(m.first-1)) != "the" || !r.standsAlone(m.head) {
			continue
		}
		if w := r.follow(m.end, m.head); w == "-" || w == "and" && r.doc.Tokens[m.head].Tag == document.ADJ {
			continue
		}
		r.addNominal(mention{first: m.first - 1, end: m.end, head: m.head, key: "national", state: m.country})
	}
}

// collective reports whether the nationality word is seldom one person: "the
// British", "the Dutch", "the Chinese" are a people.
func collective(w string) bool {
	for _, end := range [...]string{"sh", "ch", "ese", "ss", "aeli"} {
		if len(w) > len(end) && w[len(w)-len(end):] == end {
			return true
		}
	}
	return false
}

// yearsOld reads "58-year-old" at token i: the age and the end of the phrase;
// age 0 when something else stands there.
func (r *resolver) yearsOld(i int32) (age int, end int32) {
	if i+4 >= int32(len(r.doc.Tokens)) || r.sent[i+4] != r.sent[i] || r.word(i+3) != "-" || r.word(i+1) != "-" || r.word(i+4) != "old" || r.word(i+2) != "year" {
		return 0, i
	}
	n, err := strconv.Atoi(r.word(i))
	if err != nil || n < 5 || n > 115 {
		return 0, i
	}
	return n, i + 5
}

// described returns the phrase whose head the age modifies, or None.
func (r *resolver) described(old int32) int32 {
	for i, steps := old, 0; i != document.None && steps < 3; i, steps = r.doc.Tokens[i].Head, steps+1 {
		if p := r.head[i]; p != document.None && i > old && r.ms[p].kind == document.DescriptionMention && r.ms[p].first <= old {
			return p
		}
	}
	return document.None
}

// standsAlone reports whether the word is an argument of a verb or a noun, as
// a noun is, and modifies none.
func (r *resolver) standsAlone(i int32) bool {
	switch r.doc.Tokens[i].Dep {
	case document.Nsubj, document.NsubjPass, document.Obj, document.Iobj, document.Obl, document.OblAgent, document.Nmod, document.NmodPoss, document.Conj:
	case document.Amod:
		// "The 44-year-old left", where the tree takes the verb for a noun's.
		return r.doc.Tokens[r.doc.Tokens[i].Head].Tag == document.VERB
	default:
		return false
	}
	n := i + 1
	return n >= int32(len(r.doc.Tokens)) || r.sent[n] != r.sent[i] || r.doc.Tokens[n].Tag != document.NOUN && r.doc.Tokens[n].Tag != document.PROPN
}

func (r *resolver) addNominal(m mention) {
	m.kind, m.typ, m.cluster, m.number = document.DescriptionMention, document.Person, document.None, single
	m.name, m.titleAt, m.country, m.poss, m.of = document.None, document.None, document.None, document.None, document.None
	m.classes = r.nouns["person"]
	if m.key == "old" {
		m.state = document.None
	}
	switch fold(r.word(m.first)) {
	case "the":
		m.def = the
	case "this", "that":
		m.def = this
	default:
		m.def = indefinite
	}
	r.add(m)
	r.head[m.head] = int32(len(r.ms) - 1)
}

// findAges notes the ages that stand behind names: "Ann Roe, 58,", "Bo Lee (44)".
func (r *resolver) findAges() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.cluster == document.None || r.cs[r.root(m.cluster)].typ != document.Person {
			continue
		}
		if m.kind == document.DescriptionMention {
			if m.age > 0 { // "a 58-year-old banker, Bo Lee,"
				r.cs[r.root(m.cluster)].age = m.age
			}
			continue
		}
		if w := r.follow(m.end, m.first); m.kind != document.NameMention || w != "," && w != "(" || r.follow(m.end+1, m.first) == "" {
			continue
		}
		switch r.follow(m.end+2, m.first) {
		case ",", ".", ")", ";":
			if n, err := strconv.Atoi(r.word(m.end + 1)); err == nil && n > 4 && n < 116 {
				r.cs[r.root(m.cluster)].age = n
			}
		}
	}
}

// findHomes notes of each organization the country that its name is given with:
// "Germany's Acme", "the Danish Acme", "Acme of Copenhagen".
func (r *resolver) findHomes() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.NameMention || m.cluster == document.None || m.dead {
			continue
		}
		cl := &r.cs[r.root(m.cluster)]
		if cl.typ != document.Organization || cl.home != 0 || cl.country != document.None {
			continue
		}
		if c := r.countryBeside(m); c != document.None {
			cl.home = c + 1
		}
	}
}

// countryBeside returns the country that the words next to the name tell.
func (r *resolver) countryBeside(m *mention) int32 {
	if at := m.first - 1; at > 0 && r.sent[at-1] == m.sent {
		if possessive(r.word(at)) {
			at--
		}
		if a := r.at[at]; a != document.None && (r.ms[a].kind == document.AdjectiveMention && at == m.first-1 || at < m.first-1) && r.ms[a].country != document.None {
			return r.ms[a].country
		}
	}
	switch r.follow(m.end, m.first) {
	case "of", "from":
		if at := m.end + 1; at < int32(len(r.doc.Tokens)) && r.sent[at] == m.sent && r.at[at] != document.None {
			a := &r.ms[r.at[at]]
			if a.country != document.None {
				return a.country
			}
			if c, ok := r.capitals[a.key]; ok {
				return c
			}
			if c, ok := r.cities[a.key]; ok {
				return c
			}
		}
	}
	return document.None
}

// aged finds the person for "the 58-year-old" and "the Dane": of those
// spoken of last whom age and country do not exclude the most salient.
func (r *resolver) aged(i int32) int32 {
	m := &r.ms[i]
	if m.def == indefinite {
		return document.None
	}
	best, bestS := document.None, 0
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into != document.None || cl.typ != document.Person || cl.last < 0 || cl.mentions == 0 {
			continue
		}
		s, sure := 0, false
		if m.age > 0 {
			if cl.age != 0 && cl.age != m.age {
				continue
			}
			sure = cl.age == m.age
		}
		if m.state != document.None {
			known, same := r.countriesOfPerson(cl, m.state)
			if known && !same {
				continue
			}
			sure = sure || same
		}
		if sure {
			s += 60
		}
		dist := int(m.sent - r.sent[cl.last])
		if dist > 5 && !sure || !r.body(r.sent[cl.last]) || r.argumentBeside(m, int32(c)) {
			continue
		}
		s += max(0, 40-8*dist) + min(cl.mentions, 8)
		if cl.named {
			s += 4
		}
		switch r.slotOf(cl.last) {
		case subject:
			s += 8
		case object, oblique:
			s += 3
		}
		if s > bestS {
			best, bestS = int32(c), s
		}
	}
	return best
}

// countriesOfPerson says whether the countries of the person's roles are known
// and whether the country is one of them.
func (r *resolver) countriesOfPerson(cl *cluster, country int32) (known, same bool) {
	for k := range cl.roles {
		switch cl.roles[k].country {
		case document.None:
		case country:
			return true, true
		default:
			known = true
		}
	}
	return known, false
}

// argumentBeside reports whether the entity is another argument of the verb
// that the mention is an argument of.
func (r *resolver) argumentBeside(m *mention, c int32) bool {
	if m.slot == possessor || m.slot == modifier {
		return false
	}
	gov := r.governor(m.head)
	if gov == document.None {
		return false
	}
	for k := r.kid[gov]; k != document.None; k = r.next[k] {
		if k == m.head {
			continue
		}
		if o := r.head[k]; o != document.None && r.ms[o].cluster != document.None && r.root(r.ms[o].cluster) == c {
			switch r.slotOf(k) {
			case subject, object, oblique:
				return true
			}
		}
	}
	if r.doc.Tokens[gov].Dep == document.Conj && m.slot != subject {
		// "came home and saw the Dane": the subject is shared.
		if s := r.child(r.doc.Tokens[gov].Head, document.Nsubj); s != document.None && r.child(gov, document.Nsubj) == document.None {
			return r.who(s) == c
		}
	}
	return false
}

// teamOf gives "the Danes" to the company, club or group of that country which
// was spoken of, where the article speaks more of it than of the country.
func (r *resolver) teamOf(i int32) {
	m := &r.ms[i]
	if m.first == 0 || m.cluster == document.None || fold(r.word(m.first-1)) != "the" || !r.standsAlone(m.head) || m.slot == possessor || m.slot == modifier {
		return
	}
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		switch r.doc.Tokens[k].Dep {
		case document.Nummod, document.Amod, document.AclRelcl, document.Nmod:
			return // "the two Danes", "the Danes who came"
		}
	}
	best, bestS := document.None, 0
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into != document.None || cl.typ != document.Organization || !cl.named || cl.last < 0 || cl.country != document.None || !r.body(r.sent[cl.last]) {
			continue
		}
		dist := int(m.sent - r.sent[cl.last])
		if dist > 8 || r.argumentBeside(m, int32(c)) || r.governmental(cl) {
			continue
		}
		if _, same := r.stateOf(cl, m.country); !same {
			continue
		}
		if s := 20 - 2*dist + min(cl.mentions, 6); s > bestS {
			best, bestS = int32(c), s
		}
	}
	if best == document.None {
		return
	}
	land := &r.cs[r.root(m.cluster)]
	named := 0
	for k := range r.ms {
		if n := &r.ms[k]; n.kind == document.NameMention && n.cluster != document.None && r.root(n.cluster) == r.root(m.cluster) && n.slot != modifier && n.slot != possessor {
			named++
		}
	}
	if named >= r.cs[best].mentions {
		return
	}
	land.mentions--
	m.kind, m.country, m.typ, m.score = document.DescriptionMention, document.None, document.Organization, 0.6
	m.first--
	r.join(best, i)
}

// governmental reports whether the body is of a state, so that its people are
// not meant by the name of the nation.
func (r *resolver) governmental(cl *cluster) bool {
	state := false
	r.classesOf(cl, func(_ string, k class) {
		state = state || agree(k.path, "organization/state") && k.path != "organization"
	})
	return state
}
