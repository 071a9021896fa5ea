package facts

import "dossier/ingest/document"

// seat reads by word order the place that a noun for a body carries, wherever
// the tree hangs its parts: "Marlow Row, a Quito payments company", "Marlow
// Row, a Quito, Ecuador, company", "the Quito-based lender Marlow Row",
// "Marlow Row, a charity in Quito", "a charity in Quito, Marlow Row,".
func (x *run) seat(place *document.Mention, i int32) {
	if place.Kind != document.NameMention && place.Kind != document.AdjectiveMention || place.Entity == none || x.doc.Entities[place.Entity].Type != document.Place {
		return
	}
	body := x.bodyAfter(place)
	if body == none && place.Kind == document.NameMention {
		body = x.bodyBefore(place)
	}
	if body == none {
		return
	}
	b := &x.doc.Mentions[body]
	top := x.g.node(place.Head).canon
	x.state("based in", "seat", end{b.Entity, x.g.node(b.Head).canon, body}, end{place.Entity, top, i}, top)
}

// bodyAfter returns the name of the body whose noun stands behind the place.
func (x *run) bodyAfter(place *document.Mention) int32 {
	g := &x.g
	at := place.End
	if at+1 >= g.end {
		return none
	}
	if x.doc.Word(at) == "," { // "a Quito, Ecuador, company"
		if c := g.node(at + 1).cover; c != none && x.doc.Mentions[c].Type == document.Place {
			if at = x.doc.Mentions[c].End; at >= g.end || x.doc.Word(at) != "," {
				return none
			}
			at++
		} else {
			return none
		}
	}
	if x.doc.Word(at) == "-" && at+1 < g.end && foldEqual(x.doc.Word(at+1), "based") {
		at += 2
	}
	noun := none
	for n := at; at < g.end && at < n+6 && !x.inName(at); at++ {
		if g.tok(at).Tag == document.NOUN || x.bodyWord(at) { // the tagger takes "firm" for an adjective
			noun = at
		} else if g.tok(at).Tag == document.ADJ || x.doc.Word(at) == "-" {
			noun = none
		} else {
			break
		}
	}
	if noun == none || !x.bodyWord(noun) {
		return none
	}
	if at < g.end {
		if c := x.bodyAt(at); c != none {
			return c
		}
	}
	return x.bodyBeforeComma(place.First - 1)
}

// bodyBefore returns the name of the body whose noun stands before the place.
func (x *run) bodyBefore(place *document.Mention) int32 {
	g := &x.g
	at := place.First - 2
	if at-1 < g.first || x.doc.Word(at+1) != "in" || !x.bodyWord(at) {
		return none
	}
	for at--; at >= g.first && !x.inName(at) && (g.tok(at).Tag == document.ADJ || g.tok(at).Tag == document.NOUN || x.doc.Word(at) == "-"); at-- {
	}
	if at < g.first || !foldEqual(x.doc.Word(at), "a") && !foldEqual(x.doc.Word(at), "an") {
		return none
	}
	if c := x.bodyBeforeComma(at); c != none {
		return c
	}
	if place.End+1 < g.end && x.doc.Word(place.End) == "," {
		if c := x.bodyAt(place.End + 1); c != none && x.endsPhrase(x.doc.Mentions[c].End) {
			return c
		}
	}
	return none
}

// bodyWord reports whether token t is a noun for a body that names no post.
func (x *run) bodyWord(t int32) bool {
	lemma := x.key(x.g.lemma(t))
	return (x.g.tok(t).Tag == document.NOUN || x.g.tok(t).Tag == document.ADJ) && x.g.tok(t).XTag != document.NNS && !x.inName(t) && x.inList("org", lemma) && !x.inList("state", lemma) && !x.tables.isRole(lemma)
}

// inName reports whether token t is part of a name.
func (x *run) inName(t int32) bool {
	c := x.g.node(t).cover
	return c != none && x.doc.Mentions[c].Kind == document.NameMention
}

// bodyAt returns the name of a body that starts at token at.
func (x *run) bodyAt(at int32) int32 {
	c := x.g.node(at).cover
	if c == none {
		return none
	}
	if m := &x.doc.Mentions[c]; m.First == at && m.Kind == document.NameMention && m.Entity != none && x.doc.Entities[m.Entity].Type == document.Organization &&
		(m.End >= x.g.end || x.g.tok(m.End).XTag != document.POS) {
		return c
	}
	return none
}

// bodyBeforeComma returns the body whose name and comma stand before the
// article at token det, or before the adjectives behind it.
func (x *run) bodyBeforeComma(det int32) int32 {
	g := &x.g
	for det > g.first && g.tok(det).Tag == document.ADJ && !x.inName(det) {
		det--
	}
	if det-2 < g.first || g.tok(det).Tag != document.DET || x.doc.Word(det-1) != "," {
		return none
	}
	c := g.node(det - 2).cover
	if c == none {
		return none
	}
	if m := &x.doc.Mentions[c]; m.End == det-1 && m.Kind == document.NameMention && m.Entity != none && x.doc.Entities[m.Entity].Type == document.Organization {
		return c
	}
	return none
}
