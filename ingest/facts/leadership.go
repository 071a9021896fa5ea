package facts

import "dossier/ingest/document"

// leadership reads "Under Olga Reyes, the institute grew" and "the institute,
// under its director, Olga Reyes, has grown": who heads the body that acts.
func (x *run) leadership(t int32) {
	g := &x.g
	if t+2 >= g.end || !foldEqual(x.doc.Word(t), "under") {
		return
	}
	who, at := x.leader(t + 1)
	if who.entity == none || at >= g.end || x.doc.Word(at) != "," && !(t == g.first && x.tables.words["leaderships"][x.key(x.doc.Word(at-1))]) {
		return
	}
	var body int32
	switch {
	case t == g.first: // "Under Olga Reyes, the institute grew"
		if x.doc.Word(at) == "," {
			at++
		}
		for at < g.end && g.node(at).cover == none && (g.tok(at).Tag == document.DET || g.tok(at).Tag == document.ADJ || g.tok(at).Tag == document.NOUN) {
			at++
		}
		if at >= g.end {
			return
		}
		body = at
	case t-2 >= g.first && x.doc.Word(t-1) == ",": // "the institute, under Olga Reyes, grew"
		body = t - 2
	default:
		return
	}
	c := g.node(body).cover
	if c == none {
		if c = g.node(body).mention; c == none {
			return
		}
	}
	m := &x.doc.Mentions[c]
	if m.Entity == none || x.doc.Entities[m.Entity].Type != document.Organization {
		return
	}
	x.state("directs", "leadership", who, end{m.Entity, g.node(body).canon, c}, t)
}

// leader returns the person whose name follows at token at, maybe behind "the
// leadership of", and the token behind it: "Olga Reyes", "Olga Reyes's
// leadership", "the leadership of Olga Reyes".
func (x *run) leader(at int32) (end, int32) {
	g := &x.g
	nobody := end{entity: none}
	if at+3 < g.end && foldEqual(x.doc.Word(at), "the") && x.tables.words["leaderships"][x.key(x.doc.Word(at+1))] && x.doc.Word(at+2) == "of" {
		at += 3
	}
	for at+1 < g.end && g.node(at).cover == none && (honorifics[x.key(x.doc.Word(at))] || g.tok(at).Dep == document.NmodDesc) {
		at++
	}
	c := g.node(at).cover
	if c == none || x.doc.Mentions[c].First != at || x.doc.Mentions[c].Type != document.Person || x.doc.Mentions[c].Entity == none {
		return nobody, at
	}
	who := end{x.doc.Mentions[c].Entity, g.node(at).canon, c}
	at = x.doc.Mentions[c].End
	if at+1 < g.end && g.tok(at).XTag == document.POS {
		if !x.tables.words["leaderships"][x.key(x.doc.Word(at+1))] {
			return nobody, at
		}
		at += 2
	}
	return who, at
}
