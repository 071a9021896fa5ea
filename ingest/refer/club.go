package refer

import "dossier/ingest/document"

// Clubs bear the names of towns and look like family names, and a page about
// sport seldom says that they are clubs: there what they do tells.

// aboutSport reports whether the text is about sport, by the share of words
// that only such pages are full of.
func (r *resolver) aboutSport() bool {
	found := 0
	for i := range r.doc.Tokens {
		if r.doc.Tokens[i].Tag == document.NOUN && r.lists["sportword"][r.lemma(int32(i))] {
			found++
		}
	}
	return found >= 3 && found*90 >= len(r.doc.Tokens)
}

// typeAsClub weighs what clubs do and what is done with them in a text about
// sport.
func (r *resolver) typeAsClub(m *mention) {
	if len(m.words) > 3 {
		return
	}
	if r.heads(m) {
		m.types[document.Organization] += 2.5
	}
	gov := r.governor(m.head)
	if gov == document.None {
		return
	}
	verb := r.lemma(gov)
	var w float32
	isVerb := r.doc.Tokens[gov].Tag == document.VERB || r.doc.Tokens[gov].Tag == document.AUX
	switch {
	case m.slot == subject && (isVerb || r.child(gov, document.Cop) != document.None) && r.pluralVerb(m, gov):
		w = 1.6 // "Boavista are paying"
	case m.slot == subject && isVerb && r.lists["clubact"][verb]:
		w = 0.8
	case m.slot == object && r.lists["clubobject"][verb]:
		w = 0.8
	case m.slot == oblique && r.lists["clubmove"][verb]:
		switch r.caseOf(m.head) {
		case "for", "against", "with", "by":
			w = 0.8
		case "from", "to":
			w = 0.8
			if r.lists["clubtransfer"][verb] {
				w = 1.6 // "signed from Porto": towns sign nobody
			}
		}
	case (m.slot == oblique || m.slot == modifier) && r.lists["clubspell"][verb]:
		switch r.caseOf(m.head) {
		case "at", "with", "for", "by", "against", "from":
			w = 1.6 // "three years at Nantes", "a defeat by Porto"
		}
	case m.slot == oblique && r.lists["clubobject"][verb]:
		switch r.caseOf(m.head) {
		case "by", "to", "against", "with":
			w = 0.8
		}
	case (m.slot == possessor || m.slot == modifier) && r.lists["teamrole"][verb] && len(m.words) < 3:
		w = 0.8
	}
	m.types[document.Organization] += w
}

// pluralVerb reports whether a name in the singular is the subject of a verb in
// the plural, as British English has it of teams.
func (r *resolver) pluralVerb(m *mention, gov int32) bool {
	if d := r.doc.Tokens[m.head].Dep; d != document.Nsubj && d != document.NsubjPass || r.hasConjunct(m.head) {
		return false
	}
	if x := r.doc.Tokens[gov].XTag; x == document.VBP {
		return fold(r.word(gov)) != "am" && gov > m.head
	}
	for k := r.kid[gov]; k != document.None; k = r.next[k] {
		switch r.doc.Tokens[k].Dep {
		case document.Aux, document.AuxPass, document.Cop:
			switch fold(r.word(k)) {
			case "are", "were", "have":
				return k > m.head && !r.questioned(gov, k)
			}
		}
	}
	return false
}

// hasConjunct reports whether token t heads a coordination.
func (r *resolver) hasConjunct(t int32) bool { return r.child(t, document.Conj) != document.None }

// questioned reports whether "were" stands before its subject or under a modal:
// no agreement shows there.
func (r *resolver) questioned(gov, aux int32) bool {
	for k := r.kid[gov]; k != document.None; k = r.next[k] {
		if r.doc.Tokens[k].Dep == document.Aux && r.doc.Tokens[k].XTag == document.MD && k < aux {
			return true
		}
	}
	return false
}
