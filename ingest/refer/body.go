package refer

import (
	"strings"

	"dossier/ingest/document"
)

// findBodies makes entities of the bodies of a state that are named by their
// noun and their state or parent ("the Maltese navy", "Malta's parliament",
// "the Althing's budget committee").
func (r *resolver) findBodies() {
	known := map[string]int32{}
	r.bodiesWithin()
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.DescriptionMention || m.cluster != document.None || m.dead {
			continue
		}
		if r.nationBodies(int32(i), known) {
			continue
		}
		if m.number == plural && m.key != "police" {
			continue
		}
		name, typ, ok := r.describedName(m)
		if !ok {
			continue
		}
		c := r.institutionOf(name, typ, known)
		m.score = 0.8
		r.join(c, int32(i))
		r.addRole(c, r.roleOf(m.head))
	}
}

// describedName returns the name that the phrase makes for a body or place, and
// its type.
func (r *resolver) describedName(m *mention) (string, document.Type, bool) {
	if name, ok := r.bodyName(m); ok {
		return name, document.Organization, true
	}
	if name, ok := r.unitName(m); ok {
		return name, document.Organization, true
	}
	if name, ok := r.borderName(m); ok {
		return name, document.Place, true
	}
	if name, ok := r.familyName(m); ok {
		r.ms[r.at[m.head-1]].dead = true
		return name, document.Organization, true
	}
	return r.placedName(m)
}

// unitName returns the name of a unit of a body that its owner and its kind or
// place tell from all others: "Acme's repair yard", "Acme's Lagos office".
func (r *resolver) unitName(m *mention) (string, bool) {
	if !r.lists["unit"][m.key] || m.number == plural || m.poss == document.None {
		return "", false
	}
	a := r.at[m.poss]
	if a == document.None || r.ms[a].cluster == document.None {
		return "", false
	}
	first := r.ms[a].first
	if r.ms[a].kind != document.NameMention {
		first = r.ms[a].end // "its truck division"
		if first < m.head && (r.doc.Tokens[first].XTag == document.POS) {
			first++
		}
		if r.lists["facility"][m.key] || first >= m.head {
			return "", false
		}
	}
	if c := &r.cs[r.root(r.ms[a].cluster)]; c.typ != document.Organization {
		return "", false
	}
	told := false
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		b := r.at[k]
		place := b != document.None && r.cs[r.root(max(r.ms[b].cluster, 0))].typ == document.Place
		switch r.doc.Tokens[k].Dep {
		case document.Compound:
			told = told || k < m.head && r.doc.Tokens[k].Tag != document.NUM
		case document.Amod:
			told = told || place || k < m.head && r.ofField(k)
		case document.Nmod:
			told = told || place && r.caseOf(k) == "in"
		}
	}
	if !told {
		return "", false
	}
	return r.surface(first, m.head+1), true
}

// ofField reports whether an adjective tells the field of a body: "planetary",
// "medical", but not "additional".
func (r *resolver) ofField(k int32) bool {
	w := fold(r.word(k))
	return len(w) > 5 && (strings.HasSuffix(w, "al") || strings.HasSuffix(w, "ary") || strings.HasSuffix(w, "ic") || strings.HasSuffix(w, "ine")) && !r.lists["nofield"][w]
}

// borderName returns the name of a border of a country: "border with Bolivia",
// "Bolivian border".
func (r *resolver) borderName(m *mention) (string, bool) {
	if m.key != "border" || m.number == plural || m.def == indefinite {
		return "", false
	}
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		a := r.at[k]
		if a == document.None || r.ms[a].country == document.None {
			continue
		}
		switch {
		case r.doc.Tokens[k].Dep == document.Nmod && r.caseOf(k) == "with":
			return r.surface(m.head, r.ms[a].end), true
		case k < m.head && r.doc.Tokens[k].Dep == document.Amod:
			return r.surface(r.ms[a].first, m.head+1), true
		}
	}
	return "", false
}

// bodiesWithin makes phrases of bodies that stand before another noun: "two
// Maltese air force helicopters".
func (r *resolver) bodiesWithin() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.country == document.None || m.end+1 >= int32(len(r.doc.Tokens)) || r.sent[m.end+1] != m.sent {
			continue
		}
		h := m.end + 1
		if !r.bodyPair(h) || r.at[m.end] != document.None || r.at[h] != document.None {
			continue
		}
		if p := r.head[h]; p != document.None {
			continue
		}
		first, country := m.first, m.country
		r.add(mention{first: first, end: h + 1, head: h, kind: document.DescriptionMention, typ: document.Organization, cluster: document.None,
			name: document.None, titleAt: document.None, country: document.None, poss: document.None, state: country, of: document.None,
			number: single, def: the, key: r.lemma(h), classes: r.nouns[r.lemma(h)]})
	}
}

// peopled reports whether the phrase begins with the adjective of a state,
// whatever it hangs from.
func (r *resolver) peopled(m *mention) bool {
	for i := m.first; i < m.head; i++ {
		if a := r.at[i]; a != document.None && r.ms[a].country != document.None {
			return true
		}
	}
	return false
}

// bodyPair reports whether the noun and the word before it name a body of a state.
func (r *resolver) bodyPair(h int32) bool {
	noun := r.lemma(h)
	return r.lists["statebodymod"][r.lemma(h-1)+" "+noun] || r.lists["statebodymod"][fold(r.word(h-1))+" "+noun]
}

// bodyName returns the name of the body that the phrase describes.
func (r *resolver) bodyName(m *mention) (string, bool) {
	if !r.lists["statebody"][m.key] || m.def == indefinite || m.def == this {
		return "", false
	}
	sure := m.head > m.first && r.bodyPair(m.head)
	switch m.key {
	case "force", "guard", "service", "agency", "intelligence", "committee", "commission", "authority", "directorate", "office",
		"department", "bureau", "regulator", "court", "prosecutor":
		if !sure && !(m.key == "committee" && m.poss != document.None) {
			return "", false
		}
	}
	start := m.first
	if m.poss != document.None {
		a := r.at[m.poss]
		if a == document.None || r.ms[a].kind == document.PronounMention || r.ms[a].cluster == document.None {
			return "", false
		}
		owner := &r.cs[r.root(r.ms[a].cluster)]
		if owner.typ != document.Place && owner.typ != document.Organization || owner.typ == document.Organization && m.key != "committee" && m.key != "police" && m.key != "parliament" {
			return "", false
		}
		start = r.ms[a].first
	} else if m.state == document.None && !r.peopled(m) || m.of != document.None && r.at[m.of] != document.None {
		return "", false
	}
	for start < m.head && (r.doc.Tokens[start].Tag == document.DET) {
		start++
	}
	if start == m.head {
		return "", false
	}
	end := m.head + 1
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		if r.doc.Tokens[k].Dep == document.Nmod && k > m.head && k-m.head < 5 && (m.key == "committee" || m.key == "ministry" || m.key == "department") {
			switch r.caseOf(k) {
			case "on", "for", "of":
				end = k + 1
			}
		}
	}
	return r.surface(start, end), true
}
