package refer

import "dossier/ingest/document"

// inverse finds whom "her client", "his employer" or "his party" mean by the
// role of the possessor: the lawyer's client, the spokeswoman's employer, the
// body of which he is an officer.
func (r *resolver) inverse(m *mention) int32 {
	if m.poss == document.None {
		return document.None
	}
	owner := r.owner(m)
	if owner == document.None || r.cs[owner].typ != document.Person {
		return document.None
	}
	roles := r.lists["inverse "+m.key]
	body := typed(m.classes, document.Organization)
	if roles == nil && (body == nil || !r.lists["anybody"][m.key] && !r.lists["ownkind"][body.path]) {
		return document.None
	}
	found := document.None
	for k := range r.cs[owner].roles {
		ro := &r.cs[owner].roles[k]
		if ro.token >= m.head || roles != nil && !roles[ro.lemma] {
			continue
		}
		c := r.roleOwner(ro)
		if c == document.None || c == owner || !r.cs[c].named {
			continue
		}
		cl := &r.cs[c]
		switch {
		case roles != nil && (cl.typ == document.Person || cl.typ == document.Organization):
			found = c
		case body != nil && cl.typ == document.Organization:
			switch r.fitBody(cl, m, body.path != "organization") {
			case exactFit, classFit, unknownFit:
				found = c
			}
		}
	}
	return found
}
