package refer

import (
	"strings"

	"dossier/ingest/document"
)

// findBodies makes entities of the bodies of a state that are named by their
// noun and their state or parent ("the Togolese navy", "Ghana's parliament",
// "the Bundestag's defence committee").
func (r *resolver) findBodies() {
	known := map[string]int32{}
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.DescriptionMention || m.cluster != document.None || m.dead || m.number == plural && m.key != "police" {
			continue
		}
		name, ok := r.bodyName(m)
		if !ok {
			continue
		}
		key := fold(name)
		c, ok := known[key]
		if !ok {
			c = r.newCluster(cluster{typ: document.Organization, country: document.None, name: name, named: true, fixed: true, first: -1,
				words: strings.Fields(key)})
			known[key] = c
		}
		m.score = 0.8
		r.join(c, int32(i))
		r.addRole(c, r.roleOf(m.head))
	}
}

// bodyName returns the name of the body that the phrase describes.
func (r *resolver) bodyName(m *mention) (string, bool) {
	if !r.lists["statebody"][m.key] || m.def == indefinite || m.def == this {
		return "", false
	}
	full := m.key
	if m.head > m.first {
		full = r.lemma(m.head-1) + " " + m.key
	}
	sure := r.lists["statebodymod"][full]
	switch m.key {
	case "force", "guard", "service", "agency", "intelligence", "committee", "commission", "authority", "directorate", "office",
		"department", "bureau", "regulator", "court", "prosecutor":
		if !sure {
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
	} else if m.state == document.None || m.of != document.None && r.at[m.of] != document.None {
		return "", false
	}
	for start < m.head && (r.doc.Tokens[start].Tag == document.DET) {
		start++
	}
	if start == m.head {
		return "", false
	}
	return r.surface(start, m.head+1), true
}
