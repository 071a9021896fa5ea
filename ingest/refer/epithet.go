package refer

import "dossier/ingest/document"

// epithet finds the person whom a description calls by a calling or standing
// that the article has not named before: "Roe closed the ward. The surgeon said
// …". It must be who was spoken of last, alone, and nothing known of the person
// may speak against it.
func (r *resolver) epithet(at int, i int32) int32 {
	m := &r.ms[i]
	if m.def != the || m.poss != document.None || m.of != document.None || m.number == plural || !r.lists["epithet"][m.key] || r.specified(m) {
		return document.None
	}
	// Somebody unnamed may have been introduced by the noun.
	if r.sameNoun(at, i) != document.None || r.unnamed(at, i) {
		return document.None
	}
	gender := m.gender
	if gender == document.Unknown {
		gender = r.genderBehind(m)
	}
	var found, second = document.None, document.None
	bestS, secondS := 0, 0
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into != document.None || cl.typ != document.Person || cl.last < 0 || !r.body(r.sent[cl.last]) {
			continue
		}
		dist := int(m.sent - r.sent[cl.last])
		if dist < 1 || dist > 2 || !r.may(cl, m) || gender != document.Unknown && cl.gender() != document.Unknown && cl.gender() != gender {
			continue
		}
		s := 40 - 16*dist + min(cl.mentions, 4)
		if r.slotOf(cl.last) == subject {
			s += 6
		}
		if s > bestS {
			second, secondS = found, bestS
			found, bestS = int32(c), s
		} else if s > secondS {
			second, secondS = int32(c), s
		}
	}
	if found == document.None || !r.cs[found].named || second != document.None && bestS-secondS < 4 {
		return document.None
	}
	return found
}

// genderBehind returns the gender of the first possessive behind a subject, with
// no other person between: "The engineer was replaced by his deputy".
func (r *resolver) genderBehind(m *mention) document.Gender {
	if m.slot != subject {
		return document.Unknown
	}
	for i := m.end; i < r.doc.Sentences[m.sent].End; i++ {
		o := r.head[i]
		if o == document.None {
			continue
		}
		switch n := &r.ms[o]; {
		case n.kind == document.PronounMention && n.slot == possessor:
			return n.gender
		case n.kind == document.PronounMention || n.typ == document.Person && n.first > i-1 && r.child(n.head, document.NmodPoss) == document.None:
			return document.Unknown
		}
	}
	return document.Unknown
}

// specified reports whether a clause or phrase behind the noun says who is
// meant: "the surgeon who operated", "the driver in the car".
func (r *resolver) specified(m *mention) bool {
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		switch r.doc.Tokens[k].Dep {
		case document.AclRelcl:
			if r.follow(m.head+1, m.head) != "," {
				return true
			}
		case document.Acl, document.Nmod:
			if k > m.head {
				return true
			}
		case document.Compound:
			return true // "the bus driver"
		}
	}
	return false
}

// unnamed reports whether an indefinite phrase with the noun, which no name
// belongs to, stands before the mention.
func (r *resolver) unnamed(at int, i int32) bool {
	m := &r.ms[i]
	seen := false
	r.window(at, 10, func(o int32) bool {
		n := &r.ms[o]
		seen = n.kind == document.DescriptionMention && n.key == m.key && (n.cluster == document.None || !r.cs[r.root(n.cluster)].named)
		return !seen
	})
	return seen
}

// may reports whether what is known of the person allows the noun: gender,
// country, and the roles, of which one of the same field must be more general
// or more special.
func (r *resolver) may(cl *cluster, m *mention) bool {
	if m.gender != document.Unknown && cl.gender() != document.Unknown && m.gender != cl.gender() {
		return false
	}
	if m.age != 0 && cl.age != 0 && m.age != cl.age {
		return false
	}
	own := typed(m.classes, document.Person)
	for k := range cl.roles {
		ro := &cl.roles[k]
		if m.state != document.None && ro.country != document.None && ro.country != m.state {
			return false
		}
		if own == nil || own.path == "person" || ro.lemma == m.key {
			continue
		}
		for _, c := range ro.classes {
			if c.typ == document.Person && c.path == own.path && !r.lists["general "+own.path][m.key] && !r.lists["general "+own.path][ro.lemma] {
				return false // a chemist is no physicist
			}
		}
	}
	return true
}
