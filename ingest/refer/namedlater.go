package refer

import "dossier/ingest/document"

// namedLater finds the person whom a report calls by a post first and by name in
// the next sentence: "The mayor of Arle was arrested on Monday. Bo Hald, 45, was
// taken …". Nothing but the post may introduce who is named there.
func (r *resolver) namedLater(at int, i int32) int32 {
	m := &r.ms[i]
	if m.slot != subject && m.slot != object || m.poss == document.None && m.of == document.None || !r.body(m.sent) || r.lists["kin"][m.key] {
		return document.None
	}
	p := typed(m.classes, document.Person)
	if p == nil || p.path == "person" {
		return document.None
	}
	o := r.owner(m)
	if o == document.None || !r.cs[o].named || r.cs[o].typ == document.Person && (m.slot != object || !r.titles[r.fullKey(m)].role) {
		return document.None // "the president sacked his prime minister"
	}
	for k := at - 1; k >= 0; k-- {
		if n := &r.ms[r.order[k]]; n.sent != m.sent {
			break
		} else if r.roleless(n) {
			return document.None
		}
	}
	for k := at + 1; k < len(r.order); k++ {
		n := &r.ms[r.order[k]]
		if n.sent == m.sent {
			if r.roleless(n) {
				return document.None
			}
			continue
		}
		if n.sent != m.sent+1 || n.kind != document.NameMention || n.cluster == document.None {
			return document.None
		}
		c := r.root(n.cluster)
		cl := &r.cs[c]
		opening := n.first
		if n.titleAt != document.None {
			opening = n.titleAt
		}
		switch {
		case cl.typ != document.Person || n.slot != subject || len(n.words) < 2 || opening != r.doc.Sentences[n.sent].First:
			return document.None
		case cl.first != n.first && r.body(r.sent[cl.first]) && cl.first > 0:
			return document.None // spoken of before
		case m.gender != document.Unknown && cl.gender() != document.Unknown && m.gender != cl.gender():
			return document.None
		}
		for _, ro := range cl.roles {
			if ro.token >= r.doc.Sentences[n.sent].First && ro.token < r.doc.Sentences[n.sent].End && !r.lists["rank"][ro.lemma] {
				return document.None
			}
		}
		return c
	}
	return document.None
}

// roleless reports whether the mention names a person whom nothing is called, so
// that a description beside it may be theirs.
func (r *resolver) roleless(m *mention) bool {
	if m.kind != document.NameMention || m.cluster == document.None {
		return false
	}
	cl := &r.cs[r.root(m.cluster)]
	return cl.typ == document.Person && len(cl.roles) == 0
}

// fullKey returns the noun of the description with its compound.
func (r *resolver) fullKey(m *mention) string {
	if m.text != "" {
		return m.text
	}
	return m.key
}
