package facts

import (
	"strings"

	"dossier/ingest/document"
)

// Boxes: lines that give a post and who holds it, "Editor: Marisol Tantaleán",
// "Board: Eva Lind (chair), Per Holm". Without a body of their own they are of
// the page's publisher.

// labelWords is how many words a label may have before its colon.
const labelWords = 6

// labels reports whether noun t ends the label of a line of a box.
func (x *run) labels(t int32) bool {
	g := &x.g
	if t+2 >= g.end || x.doc.Word(t+1) != ":" || t-g.first >= labelWords {
		return false
	}
	for i := g.first; i < t; i++ {
		if g.tok(i).Tag == document.VERB || g.tok(i).Tag == document.AUX || g.tok(i).Tag == document.PRON {
			return false
		}
	}
	return true
}

// labelled appends the people named behind the colon of a label.
func (x *run) labelled(t int32, out []end) []end {
	g := &x.g
	inside := false
	for at := t + 2; at < g.end; at++ {
		if c := g.node(at).cover; c != none {
			if m := &x.doc.Mentions[c]; m.First == at && m.Type == document.Person && !inside {
				out = x.mention(c, g.node(at).canon, out)
				at = m.End - 1
				continue
			}
		}
		switch w := x.doc.Word(at); {
		case w == "(":
			inside = true
		case w == ")":
			inside = false
		case inside, w == ",", w == ";", w == "and", w == "&", g.tok(at).Tag == document.PROPN, honorifics[x.key(w)]:
		default:
			return out
		}
	}
	return out
}

// page returns the body whose page the article is: its publisher, or else the
// one that the article is about; none without.
func (x *run) page() int32 {
	p := x.publisher()
	if p == none {
		return x.mainBody()
	}
	first, _, _ := strings.Cut(x.doc.Entities[p].Name, " ")
	if x.tables.isRole(x.key(first)) {
		return x.mainBody() // a post above the text, taken for the publisher
	}
	return p
}
