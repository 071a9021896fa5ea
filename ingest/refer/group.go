package refer

import (
	"slices"
	"strings"

	"dossier/ingest/document"
)

// conjoined returns the entities of the coordination that the mention begins,
// two or more, or nil.
func (r *resolver) conjoined(o int32) []int32 {
	n := &r.ms[o]
	if n.cluster == document.None || r.doc.Tokens[n.head].Dep == document.Conj {
		return nil
	}
	var all []int32
	for k := r.kid[n.head]; k != document.None; k = r.next[k] {
		if r.doc.Tokens[k].Dep != document.Conj {
			continue
		}
		p := r.head[k]
		if p == document.None || r.ms[p].cluster == document.None {
			continue
		}
		if all == nil {
			all = append(all, r.root(n.cluster))
		}
		if c := r.root(r.ms[p].cluster); !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// alike reports whether all of the clusters are of the type (any named one when
// typ is Other) and have names.
func (r *resolver) alike(all []int32, typ document.Type) bool {
	first := r.cs[all[0]].typ
	for _, c := range all {
		cl := &r.cs[c]
		if !cl.named || typ != document.Other && cl.typ != typ || cl.typ != first {
			return false
		}
	}
	return true
}

// group resolves plural descriptions: "the two leaders", "both ministers",
// "the companies", "the brothers".
func (r *resolver) group(at int, i int32) bool {
	m := &r.ms[i]
	if m.of != document.None && m.def != indefinite && m.poss == document.None {
		if all := r.shared(m); all != nil {
			r.setGroup(i, all)
			return true
		}
	}
	if m.def == indefinite || m.poss != document.None || m.of != document.None {
		return false
	}
	if m.state != document.None {
		if all := r.peoples(at, i); all != nil {
			r.setGroup(i, all)
			return true
		}
		return false
	}
	if !r.lists["pairnoun"][m.key] && m.count < 2 && m.def != this && !r.namesFollow(m) {
		return false
	}
	if m.count == 0 && len(m.classes) == 0 {
		return false
	}
	if len(m.classes) == 0 && !r.lists["pairnoun"][m.key] {
		return false
	}
	want := 2
	if m.count > 2 {
		want = m.count
	}
	if all := r.named(i); all != nil {
		r.setGroup(i, all)
		return true
	}
	if a := m.end; a < int32(len(r.doc.Tokens)) && r.sent[a] == m.sent && r.at[a] != document.None && r.ms[r.at[a]].kind == document.NameMention {
		// "the consultants Marlow Pell" are one firm.
		if c := r.ms[r.at[a]].cluster; c != document.None && r.cs[r.root(c)].typ == document.Organization {
			r.link(i, r.root(c))
			return true
		}
		return false
	}
	if a := m.end + 1; a < int32(len(r.doc.Tokens)) && r.sent[a] == m.sent && r.word(m.end) == "," && r.at[a] != document.None && r.ms[r.at[a]].kind == document.NameMention && r.ms[r.at[a]].slot == m.slot {
		// "the champions, Young Boys, travel": nobody told of before.
		if c := r.ms[r.at[a]].cluster; c != document.None && r.cs[r.root(c)].typ == document.Organization && r.doc.Tokens[r.ms[r.at[a]].head].Dep == document.Appos {
			r.link(i, r.root(c))
			return true
		}
		return false
	}
	if all := r.peoples(at, i); all != nil {
		r.setGroup(i, all)
		return true
	}
	if m.def == bare {
		return false
	}
	if all := r.sameGroup(at, i); all != nil {
		r.setGroup(i, all)
		return true
	}
	for _, typ := range r.groupTypes(m) {
		if all := r.lastPair(at, i, typ, want); all != nil {
			r.setGroup(i, all)
			return true
		}
	}
	return false
}

// sameGroup returns the group that the same plural noun meant before.
func (r *resolver) sameGroup(at int, i int32) []int32 {
	m := &r.ms[i]
	var found []int32
	r.window(at, 40, func(o int32) bool {
		n := &r.ms[o]
		if n.kind == document.DescriptionMention && len(n.group) > 1 && n.key == m.key && (m.count == 0 || m.count == len(n.group)) {
			found = n.group
			return false
		}
		return true
	})
	return found
}

// akin reports whether the persons may be brothers and sisters: all have one
// surname, or one is known to be kin.
func (r *resolver) akin(all []int32) bool {
	same := true
	for k, c := range all {
		cl := &r.cs[c]
		if len(cl.words) == 0 {
			return false
		}
		first := &r.cs[all[0]]
		same = same && (k == 0 || len(cl.words) > 1 && cl.words[len(cl.words)-1] == first.words[len(first.words)-1])
		for j := range cl.roles {
			if r.lists["kin"][cl.roles[j].lemma] {
				return true
			}
		}
	}
	return same
}

// shared returns the persons who share a title of several bodies or states:
// "the finance ministers of Malta and Peru, Ann Roe and Bo Lee,". Each is noted
// to have the title.
func (r *resolver) shared(m *mention) []int32 {
	person := typed(m.classes, document.Person)
	if person == nil || m.of < m.head {
		return nil
	}
	sent := r.doc.Sentences[m.sent]
	var owners []int32
	at := m.head + 1
	for ; at < sent.End && at < m.head+14; at++ {
		if a := r.at[at]; a != document.None && r.ms[a].kind == document.NameMention && r.ms[a].cluster != document.None {
			if r.cs[r.root(r.ms[a].cluster)].typ == document.Person {
				break
			}
			owners = append(owners, a)
			at = r.ms[a].end - 1
			continue
		}
		switch fold(r.word(at)) {
		case "of", "from", "in", "the", "and", ",":
		default:
			return nil
		}
	}
	if len(owners) == 0 || r.word(at-1) != "," {
		return nil
	}
	var all []int32
	joined := false
	for ; at < sent.End && len(all) < 6; at++ {
		if a := r.at[at]; a != document.None {
			if r.ms[a].kind != document.NameMention || r.ms[a].cluster == document.None || r.cs[r.root(r.ms[a].cluster)].typ != document.Person {
				return nil
			}
			all = append(all, r.root(r.ms[a].cluster))
			at = r.ms[a].end - 1
			if joined {
				break
			}
			continue
		}
		switch fold(r.word(at)) {
		case "and":
			joined = true
		case ",":
		default:
			return nil
		}
	}
	if !joined || len(all) < 2 || len(owners) > 1 && len(owners) != len(all) {
		return nil
	}
	for k, c := range all {
		ro := r.roleOf(m.head)
		if len(owners) == len(all) {
			ro.country = r.ms[owners[k]].country
		} else {
			ro.country = r.ms[owners[0]].country
		}
		r.addRole(c, ro)
	}
	return all
}

// namesFollow reports whether a name stands right after the phrase, or after
// a comma.
func (r *resolver) namesFollow(m *mention) bool {
	at := m.end
	if w := r.follow(at, m.head); w == "," || w == ":" {
		at++
	}
	return at < int32(len(r.doc.Tokens)) && r.sent[at] == m.sent && r.at[at] != document.None && r.ms[r.at[at]].kind == document.NameMention
}

// named returns the entities that a plural phrase names right after itself:
// "the brothers Otto and Bruno Hegewald", "the two ministers, Ann Roe of
// Malta and Bo Lee of Peru,".
func (r *resolver) named(i int32) []int32 {
	m := &r.ms[i]
	if !r.namesFollow(m) {
		return nil
	}
	at := m.end
	if w := r.follow(at, m.head); w == "," || w == ":" {
		at++
	}
	var all []int32
	sent := r.doc.Sentences[m.sent]
	joined := false
	for steps := 0; at < sent.End && steps < 40; steps++ {
		if a := r.at[at]; a != document.None {
			n := &r.ms[a]
			if n.kind == document.NameMention && n.cluster != document.None {
				c := r.root(n.cluster)
				cl := &r.cs[c]
				fit := false
				for _, k := range m.classes {
					fit = fit || k.typ == cl.typ
				}
				if fit && !slices.Contains(all, c) {
					all = append(all, c)
					if joined {
						break
					}
				}
			}
			at = n.end
			continue
		}
		switch w := fold(r.word(at)); w {
		case "and":
			joined = true
		case ",", "of", "from", "for", "in", "the":
		default:
			at = sent.End
		}
		at++
	}
	if len(all) < 2 || !joined {
		return nil
	}
	return all
}

// peoples resolves "the Maltese and Bolivian presidents": to those who hold
// the role of each country, else to the two persons named together before.
func (r *resolver) peoples(at int, i int32) []int32 {
	m := &r.ms[i]
	if typed(m.classes, document.Person) == nil {
		return nil
	}
	var all []int32
	countries := 0
	for t := m.first; t < m.head; t++ {
		a := r.at[t]
		if a == document.None || r.ms[a].country == document.None || r.ms[a].head != t {
			continue
		}
		countries++
		one := *m
		one.state, one.number, one.def = r.ms[a].country, single, the
		if c := r.bearer(&one); c != document.None && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	if countries < 2 {
		return nil
	}
	if len(all) == countries {
		return all
	}
	return r.lastPair(at, i, document.Person, countries)
}

// bearer returns the person who is known to bear the role in the country.
func (r *resolver) bearer(m *mention) int32 {
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into != document.None || cl.typ != document.Person || !cl.named {
			continue
		}
		for k := range cl.roles {
			if cl.roles[k].lemma == m.key && cl.roles[k].country == m.state {
				return int32(c)
			}
		}
	}
	return document.None
}

// groupTypes are the types that the noun allows, the likeliest first.
func (r *resolver) groupTypes(m *mention) []document.Type {
	switch m.key {
	case "side", "party":
		return []document.Type{document.Place, document.Organization, document.Person}
	case "country", "nation", "state", "neighbor", "neighbour", "government", "capital":
		return []document.Type{document.Place}
	}
	var types []document.Type
	for _, c := range m.classes {
		if !slices.Contains(types, c.typ) {
			types = append(types, c.typ)
		}
	}
	return types
}

// lastPair returns the latest entities of the type that make a group of the
// wanted size: a coordination before, else those last named when there are
// just as many.
func (r *resolver) lastPair(at int, i int32, typ document.Type, want int) []int32 {
	m := &r.ms[i]
	var found []int32
	reach := int32(6)
	if m.count > 2 {
		reach = 40 // lists of three are few
	}
	r.window(at, reach, func(o int32) bool {
		n := &r.ms[o]
		if n.group != nil && (n.number == plural) && r.alike(n.group, typ) && len(n.group) == want && r.suits(n.group, m) {
			found = n.group
			return false
		}
		if all := r.conjoined(o); all != nil && r.alike(all, typ) && (len(all) == want || m.count == 0) && r.suits(all, m) {
			if typ == document.Place && countryNoun(m.key) {
				if all = r.countriesOf(all); all == nil {
					return true
				}
			}
			found = all
			return false
		}
		return true
	})
	if found != nil {
		return found
	}
	// The last distinct entities of the kind: a state before its people count.
	strict := []int32{}
	back := int32(3)
	if typ == document.Place && countryNoun(m.key) {
		back = 8 // states stay in mind
	}
	mine := r.subjectOwner(m)
	r.window(at, back, func(o int32) bool {
		n := &r.ms[o]
		if n.cluster == document.None {
			return true
		}
		c := r.root(n.cluster)
		if c == mine {
			return true
		}
		cl := &r.cs[c]
		if !cl.named || cl.typ != typ || slices.Contains(strict, c) || !r.body(n.sent) {
			return true
		}
		if typ == document.Person && len(cl.roles) == 0 && len(m.classes) > 0 && m.classes[0].path != "person" {
			return true
		}
		if typ == document.Place && countryNoun(m.key) && cl.country == document.None {
			return true
		}
		if !r.suits([]int32{c}, m) {
			return true
		}
		strict = append(strict, c)
		return len(strict) < want
	})
	if len(strict) == 0 && typ == document.Person && m.count == 2 && len(m.classes) > 0 && m.classes[0].path == "person" {
		// "Both men", paragraphs after they were spoken of.
		r.window(at, 12, func(o int32) bool {
			n := &r.ms[o]
			if n.cluster == document.None || !r.body(n.sent) {
				return true
			}
			c := r.root(n.cluster)
			if cl := &r.cs[c]; cl.typ == document.Person && cl.named && !slices.Contains(strict, c) && cl.gender() != document.Unknown && r.suits([]int32{c}, m) {
				strict = append(strict, c)
			}
			return len(strict) <= want
		})
	}
	if len(strict) == want && (!r.lists["kin"][m.key] || r.akin(strict)) {
		slices.Reverse(strict)
		return strict
	}
	return nil
}

// subjectOwner returns the entity whose minister or agency is the subject of
// the verb that the plural is an object of: "its minister warned both
// governments" speaks of two others.
func (r *resolver) subjectOwner(m *mention) int32 {
	if m.slot == subject {
		return document.None
	}
	g := r.governor(m.head)
	if g == document.None {
		return document.None
	}
	s := r.child(g, document.Nsubj)
	if s == document.None {
		return document.None
	}
	if p := r.child(s, document.NmodPoss); p != document.None {
		return r.who(p)
	}
	return r.who(s)
}

// countriesOf returns the countries for themselves or for their capitals, nil
// when one is neither.
func (r *resolver) countriesOf(all []int32) []int32 {
	out := slices.Clone(all)
	for k, c := range all {
		cl := &r.cs[c]
		if cl.country != document.None {
			continue
		}
		country, ok := r.capitals[strings.Join(cl.words, " ")]
		if !ok {
			return nil
		}
		if r.spoken(country) {
			out[k] = r.stateCluster(country)
		}
	}
	return out
}

func countryNoun(w string) bool {
	switch w {
	case "country", "nation", "state", "side", "party", "neighbor", "neighbour", "government":
		return true
	}
	return false
}

// suits reports whether each entity's known roles and gender agree with the noun.
func (r *resolver) suits(all []int32, m *mention) bool {
	for _, c := range all {
		cl := &r.cs[c]
		if cl.typ == document.Person {
			if m.gender != document.Unknown && cl.gender() != document.Unknown && m.gender != cl.gender() {
				return false
			}
			person := typed(m.classes, document.Person)
			if person == nil || person.path == "person" || len(cl.roles) == 0 {
				continue
			}
			ok := false
			for _, ro := range cl.roles {
				for _, k := range ro.classes {
					ok = ok || k.typ == document.Person && (agree(k.path, person.path) || agree(person.path, k.path))
				}
				ok = ok || len(ro.classes) == 0
			}
			if !ok {
				return false
			}
			continue
		}
		if cl.typ == document.Organization {
			known, fit := false, false
			r.classesOf(cl, func(_ string, k class) {
				known = known || k.typ == document.Organization
				for _, a := range m.classes {
					fit = fit || a.typ == document.Organization && k.typ == document.Organization && agree(a.path, k.path)
				}
			})
			if known && !fit {
				return false
			}
		}
	}
	return true
}

func (r *resolver) setGroup(i int32, all []int32) {
	m := &r.ms[i]
	m.group = slices.Clone(all)
	m.number = plural
	m.score = 0.7
	m.typ = r.cs[all[0]].typ
	for _, c := range all {
		r.cs[c].last = m.head
	}
}

// plural resolves "they", "their", "both" to the entities of a coordination or
// of a group before, when no plural noun phrase stands nearer.
func (r *resolver) plural(at int, i int32) bool {
	m := &r.ms[i]
	if m.text != "they" && m.text != "both" {
		return false
	}
	done := false
	if all := r.theirs(m); all != nil {
		r.setGroup(i, all)
		return true
	}
	if m.text == "both" {
		if all := r.subjectsBefore(m); all != nil {
			r.setGroup(i, all)
			return true
		}
	}
	r.window(at, 2, func(o int32) bool {
		n := &r.ms[o]
		if len(n.group) > 0 && n.kind != document.NameMention || len(n.group) > 1 {
			if r.bindable(m, n) {
				r.setGroup(i, n.group)
				done = true
				return false
			}
			return true
		}
		if all := r.conjoined(o); all != nil && r.alike(all, document.Other) && (m.count == 0 || len(all) == m.count) {
			if m.sent == n.sent && !r.bindable(m, n) {
				return true
			}
			r.setGroup(i, all)
			done = true
			return false
		}
		// A plural noun phrase that stands nearer is the likelier antecedent
		// when it is a subject, or persons.
		if m.text == "they" && n.number == plural && n.cluster != document.None && n.kind != document.AdjectiveMention && r.bindable(m, n) {
			if n.slot == subject || n.typ == document.Person || n.kind == document.PronounMention {
				return false
			}
		}
		return true
	})
	if !done && m.text == "they" && !r.pluralNear(at, i) {
		if all := r.personsBefore(m); all != nil {
			r.setGroup(i, all)
			return true
		}
	}
	return done
}

// theirs resolves "their" in "with his wife, Ann, and their son": to him and Ann.
func (r *resolver) theirs(m *mention) []int32 {
	if m.slot != possessor {
		return nil
	}
	noun := r.doc.Tokens[m.head].Head
	if noun == document.None || r.doc.Tokens[noun].Dep != document.Conj {
		return nil
	}
	return r.kinPair(r.doc.Tokens[noun].Head)
}

// kinPair returns whose kin the noun at the token is and who the kin is:
// of "his wife, Ann" him and Ann; nil where either has no name.
func (r *resolver) kinPair(noun int32) []int32 {
	if noun == document.None || !r.lists["kin"][r.lemma(noun)] {
		return nil
	}
	poss := r.child(noun, document.NmodPoss)
	if poss == document.None || r.head[noun] == document.None || r.ms[r.head[noun]].cluster == document.None {
		return nil
	}
	a, b := r.who(poss), r.root(r.ms[r.head[noun]].cluster)
	if a == document.None || a == b || !r.cs[a].named || !r.cs[b].named {
		return nil
	}
	return []int32{a, b}
}

// spouses returns the pair of the last "his wife, Ann" in the sentences before.
func (r *resolver) spouses(m *mention) []int32 {
	first := r.doc.Sentences[max(0, m.sent-2)].First
	for t := m.head - 1; t >= first; t-- {
		switch r.lemma(t) {
		case "wife", "husband", "partner", "spouse":
			if all := r.kinPair(t); all != nil {
				return all
			}
		}
	}
	return nil
}

// pluralNear reports whether a plural phrase or an organization that may be
// "they" stands in the sentence of the pronoun or the one before.
func (r *resolver) pluralNear(at int, i int32) bool {
	m := &r.ms[i]
	near := false
	r.window(at, 1, func(o int32) bool {
		n := &r.ms[o]
		if n.cluster == document.None {
			return true
		}
		typ := r.cs[r.root(n.cluster)].typ
		near = n.number == plural && n.kind != document.AdjectiveMention && (n.slot == subject || n.slot == object || typ == document.Person) ||
			typ == document.Organization && n.slot == subject && m.sent != n.sent
		return !near
	})
	return near
}

// personsBefore returns the two named persons of the sentence before, or nil
// when there are fewer or more.
func (r *resolver) personsBefore(m *mention) []int32 {
	if m.sent == 0 {
		return nil
	}
	var all []int32
	s := r.doc.Sentences[m.sent-1]
	for t := s.First; t < s.End; t++ {
		o := r.head[t]
		if o == document.None || r.ms[o].cluster == document.None {
			continue
		}
		if c := r.root(r.ms[o].cluster); r.cs[c].typ == document.Person && !slices.Contains(all, c) {
			if !r.cs[c].named {
				return nil
			}
			all = append(all, c)
		}
	}
	if len(all) != 2 {
		return nil
	}
	return all
}

// subjectsBefore returns the two persons who are subjects in the sentence
// before, or nil.
func (r *resolver) subjectsBefore(m *mention) []int32 {
	if m.sent == 0 {
		return nil
	}
	var all []int32
	s := r.doc.Sentences[m.sent-1]
	for t := s.First; t < s.End; t++ {
		o := r.head[t]
		if o == document.None || r.ms[o].cluster == document.None || r.ms[o].slot != subject && r.ms[o].kind != document.NameMention {
			continue
		}
		if c := r.root(r.ms[o].cluster); r.cs[c].typ == document.Person && r.cs[c].named && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	if len(all) != 2 {
		return nil
	}
	return all
}
