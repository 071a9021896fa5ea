package refer

import (
	"strings"

	"dossier/ingest/document"
)

// typeNames weighs what each name's own words and its surroundings say about
// its type. Weights are in units of one confident guess of the name finder.
func (r *resolver) typeNames() {
	sport := r.aboutSport()
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.NameMention {
			continue
		}
		if m.name != document.None {
			n := r.doc.Names[m.name]
			m.types[n.Type] += 0.3 + n.Score
		}
		r.typeByWords(m)
		r.typeByPlace(m)
		r.typeByTree(m)
		r.typeAsEvent(m)
		if sport {
			r.typeAsClub(m)
		}
	}
}

// typeAsEvent weighs what is said to happen to the name: events take place, are
// held, attended and opened; one speaks at them. A name with the word for a
// gathering in it may be a body as well ("forum", "congress"): there the tree decides.
func (r *resolver) typeAsEvent(m *mention) {
	word := false
	for i, w := range m.words {
		if i > 0 && (m.words[i-1] == "of" || m.words[i-1] == "for") {
			break
		}
		word = word || r.lists["eventword"][w] || typed(r.nouns[w], document.EventType) != nil
	}
	held := false
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		if d := r.doc.Tokens[k].Dep; (d == document.Acl || d == document.AclRelcl) && (r.lists["eventobject"][r.lemma(k)] || r.takesPlace(k)) && r.doc.Tokens[k].XTag == document.VBN {
			held = true // "the Forum, organised by Acme"
		}
	}
	g := r.governor(m.head)
	if g != document.None && r.doc.Tokens[g].Tag == document.VERB {
		verb := r.lemma(g)
		switch r.doc.Tokens[m.head].Dep {
		case document.Nsubj:
			held = held || r.takesPlace(g) || word && (verb == "open" || verb == "begin" || verb == "start" || verb == "end") && r.child(g, document.Obj) == document.None
		case document.NsubjPass, document.Obj:
			held = held || r.lists["eventobject"][verb] && (word || r.doc.Tokens[m.head].Dep == document.NsubjPass && (verb == "hold" || verb == "stage" || verb == "organise" || verb == "organize" || verb == "convene"))
		case document.Obl:
			switch r.caseOf(m.head) {
			case "at":
				held = held || word
			case "in":
				held = held || r.lists["guestin"][verb] && (verb == "participate" || verb == "take" || verb == "compete")
			case "during":
				held = held || word
			}
		}
	}
	if g != document.None && r.doc.Tokens[g].Tag == document.NOUN && r.doc.Tokens[m.head].Dep == document.Nmod && r.lists["speechnoun"][r.lemma(g)] && r.caseOf(m.head) == "at" {
		held = held || word
	}
	if held {
		m.types[document.EventType] += 2.2
		if !word {
			m.types[document.EventType] -= 1.2
		}
	}
}

// takesPlace reports whether the verb says that its subject happens.
func (r *resolver) takesPlace(v int32) bool {
	if r.lists["eventsubject"][r.lemma(v)] {
		return true
	}
	o := r.child(v, document.Obj)
	return o != document.None && r.lemma(v) == "take" && r.lemma(o) == "place"
}

// typeByWords adds what the words of the name say.
func (r *resolver) typeByWords(m *mention) {
	if len(m.words) == 0 {
		return
	}
	last, first := m.words[len(m.words)-1], m.words[0]
	if len(m.words) == 1 && !m.titled && r.given[first] == document.Unknown {
		m.types[document.Person] -= 0.3
	}
	if len(m.words) > 1 && r.lists["legal"][last] && upper(m.text) {
		m.types[document.Organization] += 2.2
	}
	switch {
	case r.lists["seat"][m.key]:
		m.types[document.Organization] += 4
	case acronym(m.text) && len(m.words) == 1:
		m.types[document.Organization] += 0.4
	}
	for i, w := range m.words {
		edge := i == 0 || i == len(m.words)-1
		weight := float32(0.3)
		if edge && len(m.words) > 1 {
			weight = 0.9
		}
		if i == 0 && len(m.words) > 1 {
			weight = 0.5
		}
		switch {
		case r.lists["orgword"][w]:
			m.types[document.Organization] += weight
		case r.lists["placeword"][w]:
			if i > 0 && i == len(m.words)-1 {
				weight = 1.4
			}
			m.types[document.Place] += weight
		case r.lists["eventword"][w] && edge:
			m.types[document.EventType] += weight
		}
		if i == 0 && len(m.words) > 1 && r.lists["eventfirst"][w] {
			m.types[document.EventType] += 1.5
		}
		if edge && len(w) > 5 && strings.HasSuffix(w, "fest") {
			m.types[document.EventType] += 2 // "Techfest", "Filmfest"
		}
		if r.lists["otherword"][w] && i == len(m.words)-1 {
			m.types[document.Other] += 1
		}
	}
	if len(m.words) > 1 && len(m.words) < 5 && r.given[first] != document.Unknown && !r.lists["orgword"][last] && !r.lists["placeword"][last] {
		m.types[document.Person] += 0.9
	}
	if len(m.words) > 1 && r.lists["facility"][last] {
		m.types[document.Place] += 1.5
	}
}

// typeByPlace adds what the words around the name say.
func (r *resolver) typeByPlace(m *mention) {
	if i := m.first - 1; i > 0 && r.sent[i] == m.sent && r.doc.Tokens[i].Tag == document.NOUN && r.lists["thing"][r.lemma(i)] &&
		(r.doc.Tokens[i-1].Tag == document.DET || r.doc.Tokens[i-1].Tag == document.NOUN || r.doc.Tokens[i-1].Tag == document.ADJ) {
		m.types[document.Other] += 2.5 // "the vessel Morgenrot"
	}
	if i := m.first - 1; i > 0 && r.sent[i] == m.sent && len(m.words) > 1 && r.given[m.words[0]] == document.Unknown && r.bodyNoun(i) {
		m.types[document.Organization] += 1.6 // "the port company Roe Lindt", wherever the tree hangs the name
	}
	if r.kind[m.sent] == document.Dateline && m.first == r.doc.Sentences[m.sent].First && r.follow(m.end, m.first) == "," {
		m.types[document.Place] += 1.5
	}
	switch r.prev(m.first) {
	case "the":
		if m.end-m.first == 1 && !m.titled && m.number != plural && !strings.HasSuffix(m.key, "s") {
			m.types[document.Person] -= 1.5 // "the Althing" is nobody
			m.types[document.Organization] += 0.3
		}
	case "late":
		m.types[document.Person] += 2
	default:
		// "the consultants Marlow Pell": a firm.
		if i := m.first - 1; i > 0 && r.sent[i] == m.sent && r.doc.Tokens[i].XTag == document.NNS && typed(r.nouns[r.lemma(i)], document.Person) != nil &&
			r.doc.Tokens[i-1].Tag == document.DET {
			if w := r.follow(m.end, m.first); w != "and" && w != "," {
				m.types[document.Organization] += 2
			}
		}
	}
	switch r.prev(m.first) {
	case "in", "near", "across", "outside", "throughout":
		if m.slot == oblique || m.slot == modifier {
			m.types[document.Place] += 0.4
		}
	}
	if r.follow(m.end, m.first) == "," && r.follow(m.end+1, m.first) == "who" || r.follow(m.end, m.first) == "who" {
		// "the director at Acme, who …" speaks of the director; a team may be
		// "who" as well.
		switch {
		case r.locative(m) || r.prev(m.first) == "for" || r.prev(m.first) == "the" || r.prev(m.first) == "a":
			m.types[document.Person] += 0.2
		case m.types[document.Organization] > 0:
			m.types[document.Person] += 0.7
		default:
			m.types[document.Person] += 2.5
		}
	}
	if r.follow(m.end, m.first) == "," && r.follow(m.end+1, m.first) == "which" {
		// "the fund manager Roe Lindt, which holds": no person, unless the
		// clause speaks of all that was said.
		if r.given[m.words[0]] == document.Unknown {
			m.types[document.Person] -= 1.3
			m.types[document.Organization] += 0.8
		} else {
			m.types[document.Person] -= 0.5
		}
	}
	r.typeByApposed(m)
	// "Smith, 46, said".
	if r.follow(m.end, m.first) == "," && m.end+2 < int32(len(r.doc.Tokens)) && r.doc.Tokens[m.end+1].XTag == document.CD &&
		len(r.word(m.end+1)) <= 3 && r.follow(m.end+2, m.first) == "," && len(m.words) > 1 {
		m.types[document.Person] += 0.7
	}
}

// bodyNoun reports whether token i is a noun for bodies and nothing else. The
// tagger takes "the holding" for a participle.
func (r *resolver) bodyNoun(i int32) bool {
	lemma := r.lemma(i)
	switch t := &r.doc.Tokens[i]; {
	case t.Tag == document.NOUN && t.XTag != document.NNS:
	case t.XTag == document.VBG && i > 1 && (r.doc.Tokens[i-1].Tag == document.PROPN || r.doc.Tokens[i-1].Tag == document.ADJ || r.doc.Tokens[i-1].Tag == document.DET):
		lemma = fold(r.word(i))
	default:
		return false
	}
	classes := r.nouns[lemma]
	for _, k := range classes {
		if k.typ != document.Organization {
			return false
		}
	}
	return len(classes) > 0
}

// typeByApposed reads the noun phrase behind a comma by word order, for trees
// that hang it elsewhere: "Roe Lindt, an Italian yard owned by".
func (r *resolver) typeByApposed(m *mention) {
	if r.follow(m.end, m.first) != "," || len(m.words) < 2 {
		return
	}
	switch r.follow(m.end+1, m.first) {
	case "a", "an", "the":
	default:
		return
	}
	n := int32(len(r.doc.Tokens))
	noun := document.None
	for i := m.end + 2; i < n && i < m.end+8 && r.sent[i] == m.sent; i++ {
		tag := r.doc.Tokens[i].Tag
		if tag == document.NOUN {
			noun = i
			continue
		}
		if noun != document.None || tag != document.ADJ && tag != document.PROPN && tag != document.ADV && tag != document.NUM && r.word(i) != "-" {
			break
		}
	}
	if noun == document.None || r.doc.Tokens[noun].XTag == document.NNS || r.doc.Tokens[noun].Head == m.head {
		return // the tree knows, and the roles will tell
	}
	c := r.roleOf(noun).classes
	if len(c) == 0 {
		return
	}
	for _, k := range c {
		if k.typ != c[0].typ {
			return
		}
	}
	m.types[c[0].typ] += 1.3
}

// typeByTree adds what the words say that the name hangs from, and those that
// hang from it.
func (r *resolver) typeByTree(m *mention) {
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		if r.doc.Tokens[k].Dep != document.AclRelcl {
			continue
		}
		for i := m.end; i < m.end+3 && i < int32(len(r.doc.Tokens)); i++ {
			switch fold(r.word(i)) {
			case "who", "whom":
				m.types[document.Person] += 0.5
			case "which":
				m.types[document.Person] -= 0.8
			}
		}
	}
	gov := r.governor(m.head)
	if gov == document.None {
		return
	}
	lemma := r.lemma(gov)
	noun := r.doc.Tokens[gov].Tag == document.NOUN
	kin := noun && r.lists["kin"][lemma]
	person := noun && typed(r.nouns[lemma], document.Person) != nil
	switch m.slot {
	case possessor:
		switch {
		case kin || r.lists["ofperson"][lemma]:
			m.types[document.Person] += 0.7
		case r.lists["ofbody"][lemma] || person && lemma != "lawyer" && lemma != "attorney" && lemma != "successor" && lemma != "predecessor" &&
			lemma != "opponent" && lemma != "rival" && lemma != "ally" && lemma != "friend" && lemma != "colleague" && lemma != "supporter" && lemma != "critic":
			m.types[document.Organization] += 0.7
		}
	case modifier:
		switch prep := r.caseOf(m.head); {
		case prep == "of" && noun && typed(r.nouns[lemma], document.Place) != nil && isa(r.nouns[lemma], "place/settlement") ||
			prep == "of" && noun && (isa(r.nouns[lemma], "place/division") || isa(r.nouns[lemma], "place/land")) && typed(r.nouns[lemma], document.Organization) == nil:
			m.types[document.Place] += 1.5
		case kin && prep == "of":
			m.types[document.Person] += 0.7
		case person && prep == "with" && r.doc.Tokens[m.head].Dep == document.Nmod && r.doc.Tokens[gov].XTag == document.NN:
			m.types[document.Organization] += 1.5 // "a journalist with Acme"
		case person && (prep == "at" || prep == "of" || prep == "for" || prep == "with") && (r.doc.Tokens[m.head].Dep == document.Nmod) ||
			r.lists["ofbody"][lemma] && prep == "of":
			m.types[document.Organization] += 0.6
		case person && r.doc.Tokens[m.head].Dep == document.Compound && m.end <= gov && len(m.words) < 3:
			m.types[document.Organization] += 0.7
		}
	case object:
		switch {
		case r.lists["onlybody"][r.phrasal(gov)]:
			m.types[document.Organization] += 1.2
		case r.lists["takesbody"][lemma]:
			m.types[document.Organization] += 0.5
		case r.lists["takesperson"][lemma]:
			m.types[document.Person] += 0.4
		}
	case subject:
		if r.doc.Tokens[m.head].Dep == document.NsubjPass {
			switch {
			case r.lists["onlybody"][r.phrasal(gov)]:
				m.types[document.Organization] += 1.6
			case r.lists["takesbody"][lemma]:
				m.types[document.Organization] += 0.7
			case r.lists["takesperson"][lemma]:
				m.types[document.Person] += 0.4
			}
			break
		}
		switch {
		case r.lists["bybody"][lemma]:
			m.types[document.Organization] += 0.5
		case r.lists["byperson"][lemma]:
			m.types[document.Person] += 0.5
		}
	case oblique:
		switch prep := r.caseOf(m.head); {
		case prep == "at" && !r.lists["placeword"][m.words[len(m.words)-1]] || prep == "for" && lemma == "work":
			m.types[document.Organization] += 0.3
		case prep == "by" && (r.lists["bybody"][lemma] || lemma == "employ" || lemma == "publish"):
			m.types[document.Organization] += 0.3
		}
	}
}

// phrasal returns the lemma of the verb with its particle: "take over".
func (r *resolver) phrasal(verb int32) string {
	if k := r.child(verb, document.CompoundPrt); k != document.None {
		return r.lemma(verb) + " " + fold(r.word(k))
	}
	return r.lemma(verb)
}

// typeClusters decides the type of every entity: the sum over its names and
// over what titles, appositions and predicates call it.
func (r *resolver) typeClusters() {
	for i := range r.cs {
		c := &r.cs[i]
		if c.into != document.None || c.fixed || !c.named {
			continue
		}
		for _, ro := range c.roles {
			n := float32(len(ro.classes))
			if n == 0 {
				continue
			}
			seen := [5]bool{}
			kinds := float32(0)
			body := len(c.words) == 1 && r.given[c.words[0]] == document.Unknown && typed(ro.classes, document.Organization) != nil
			for _, k := range ro.classes {
				if body && k.typ == document.Person {
					continue // "the host Quellmark": one word alone is seldom a person
				}
				if !seen[k.typ] {
					seen[k.typ] = true
					kinds++
				}
			}
			for typ, yes := range seen {
				if yes {
					c.types[typ] += 2.6 / kinds
				}
			}
		}
		c.typ = best(c.types)
	}
	for i := range r.ms {
		if m := &r.ms[i]; m.kind == document.NameMention && m.cluster != document.None {
			m.typ = r.cs[r.root(m.cluster)].typ
		}
	}
}

// best returns the type with the most weight; among equals the first.
func best(types [5]float32) document.Type {
	at := document.Person
	for _, t := range [...]document.Type{document.Organization, document.Place, document.EventType, document.Other} {
		if types[t] > types[at] {
			at = t
		}
	}
	if types[at] == 0 {
		return document.Other
	}
	return at
}

// settleGenders gives persons the gender that titles, given names and pronouns
// show.
func (r *resolver) settleGenders() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind == document.PronounMention && m.cluster != document.None {
			c := &r.cs[r.root(m.cluster)]
			switch m.gender {
			case document.Male:
				c.male += 0.5
			case document.Female:
				c.female += 0.5
			}
		}
	}
}

// gender returns the gender of the entity as far as it is known.
func (c *cluster) gender() document.Gender {
	switch {
	case c.typ != document.Person:
		return document.Neuter
	case c.male > c.female:
		return document.Male
	case c.female > c.male:
		return document.Female
	}
	return document.Unknown
}
