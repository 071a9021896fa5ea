package facts

import (
	"strings"

	"dossier/ingest/document"
)

// roundInvestors reads by word order who put money into the round that this
// sentence or one shortly before says somebody raised: "raised $4m from Acme and
// Ann Lind", "a Series B led by Acme, with participation from Birch and existing
// backer Cedar", "investors include Acme". Trees lose their way in such lists.
func (x *run) roundInvestors() {
	g := &x.g
	r := x.raised
	if r.who.entity == none || g.sentence < r.sentence || g.sentence > r.sentence+2 {
		return
	}
	for t := g.first + 1; t+1 < g.end; t++ {
		if x.inName(t) {
			continue
		}
		switch w := x.doc.Word(t); {
		case w == "by" && x.tables.words["lead verbs"][x.key(g.lemma(t-1))] && t-2 >= g.first && x.ofRound(t-2):
			x.investors(t+1, t-1)
		case w == "from" && g.sentence == r.sentence && x.ofRound(t-1):
			x.investors(t+1, t)
		case (w == "from" || w == "by") && t-2 >= g.first && x.tables.words["participation"][x.key(g.lemma(t-1))] && (x.doc.Word(t-2) == "with" || t-3 >= g.first && x.doc.Word(t-3) == "with"):
			x.investors(t+1, t-1)
		case (w == "include" || w == "included" || w == "including" || w == "are" || w == "were") && x.tables.words["backers"][x.key(g.lemma(t-1))] && g.tok(t-1).XTag == document.NNS:
			x.investors(t+1, t-1)
		}
	}
}

// ofRound reports whether token t ends a phrase about money raised.
func (x *run) ofRound(t int32) bool {
	g := &x.g
	if g.tok(t).Tag == document.PUNCT && t > g.first {
		t--
	}
	lemma := x.key(g.lemma(t))
	return x.tables.words["funding nouns"][lemma] || x.isMoney(t) || lemma == "funding" || lemma == "capital" ||
		t > g.first && foldEqual(x.doc.Word(t-1), "series") && len(x.doc.Word(t)) == 1
}

// investors takes the names in the list that starts at token at for investors.
func (x *run) investors(at, trigger int32) {
	g := &x.g
	skip := false
	for at < g.end {
		c := g.node(at).cover
		if c != none && x.doc.Mentions[c].Kind == document.NameMention && x.doc.Mentions[c].First == at {
			m := &x.doc.Mentions[c]
			at = m.End
			if at < g.end && g.tok(at).XTag == document.POS {
				at++
				continue
			}
			if at < g.end && g.tok(at).Tag == document.NOUN && !x.inName(at) {
				continue // "former Acme executive Ann Lind"
			}
			if m.Entity != none && !skip && m.Entity != x.raised.who.entity {
				if typ := x.doc.Entities[m.Entity].Type; typ == document.Organization || typ == document.Person {
					x.state("invests in", "round", end{m.Entity, g.node(m.Head).canon, c}, end{x.raised.who.entity, trigger, none}, trigger)
				}
			}
			skip = false
			continue
		}
		switch w := x.doc.Word(at); g.tok(at).Tag {
		case document.NOUN, document.PROPN, document.ADJ, document.DET, document.NUM, document.CCONJ, document.PART, document.ADV:
		case document.PUNCT:
			if w == ";" || w == ":" || strings.HasPrefix(w, "(") {
				return
			}
		case document.PRON:
			if g.tok(at).XTag != document.PRPS {
				return
			}
		case document.VERB:
			if g.tok(at).XTag != document.VBG && g.tok(at).Dep != document.Amod {
				return
			}
		case document.ADP:
			switch w {
			case "from", "as":
			case "of": // "the family office of Ann Lind", but "the venture arm of Acme"
				skip = x.key(g.lemma(at-1)) != "office"
			default:
				return
			}
		default:
			return
		}
		at++
	}
}
