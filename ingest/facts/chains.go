package facts

import "dossier/ingest/document"

// Chains of titles: "a fellow of the academy, an honorary member of the club
// and, from 1990 to 1998, chancellor of the university". Parsers hang the later
// titles and their bodies from whatever name stands between; the order of the
// words is plain: a title takes the name behind its preposition, and a title
// behind a comma or "and" has the holder of the one before.

// repairTitles gives each title the name behind its preposition.
func (g *graph) repairTitles() {
	if g.tables == nil {
		return
	}
	for t := g.first; t+2 < g.end; t++ {
		if !g.isTitle(t) || g.tok(t+1).Tag != document.ADP {
			continue
		}
		mark, c := g.bodyAhead(t + 1)
		if c == none {
			continue
		}
		m := &g.doc.Mentions[c]
		if m.Type == document.Person && mark == "of" {
			continue
		}
		top := g.node(m.First).canon
		if h := g.head(top); h != none && h > t && h < m.First || h != t && g.governs(t, top) {
			continue
		}
		for i := range g.edges {
			if e := &g.edges[i]; e.dep == top && e.head < t {
				switch e.rel {
				case nmod, obl, comp, conj, appos:
					e.rel = relNone
				}
			}
		}
		g.add(t, nmod, mark, top, basic)
	}
}

// bodyAhead returns the name that follows a title behind "of" or "at", be it
// behind a field: "professor of public law at Lund University"; none without.
func (g *graph) bodyAhead(at int32) (mark string, name int32) {
	for phrases := 0; phrases < 2 && at+1 < g.end; phrases++ {
		switch mark = g.doc.Word(at); mark {
		case "of", "at":
		default:
			return "", none
		}
		at++
		if c := g.nameAhead(at); c != none {
			return mark, c
		}
		for at < g.end && g.node(at).cover == none && (g.tok(at).Tag == document.NOUN || g.tok(at).Tag == document.ADJ || g.tok(at).Tag == document.DET || g.tok(at).Tag == document.CCONJ || g.tok(at).XTag == document.VBG) {
			at++
		}
	}
	return "", none
}

// isTitle reports whether token t is a role noun outside of names.
func (g *graph) isTitle(t int32) bool {
	tok := g.tok(t)
	return (tok.Tag == document.NOUN || tok.Tag == document.PROPN) && g.node(t).cover == none && g.tables.isRole(lower(tok.Lemma))
}

// governs reports whether token t stands above token k in the tree with
// nothing but names and nouns for bodies between.
func (g *graph) governs(t, k int32) bool {
	for steps := 0; k != none && steps < 4; steps++ {
		if k == t {
			return true
		}
		k = g.head(k)
	}
	return false
}

// nameAhead returns the name that begins at token at or behind the article and
// the nouns which introduce it: "the charity Open Water"; none without.
func (g *graph) nameAhead(at int32) int32 {
	for steps := 0; at < g.end && steps < 4; at, steps = at+1, steps+1 {
		if c := g.node(at).cover; c != none {
			if g.doc.Mentions[c].First != at {
				return none
			}
			return c
		}
		switch g.tok(at).Tag {
		case document.DET, document.ADJ, document.NOUN:
		default:
			return none
		}
	}
	return none
}

// titleStart returns the first token of the noun phrase that title t ends,
// read by the order of words.
func (g *graph) titleStart(t int32) int32 {
	at := t
	for at > g.first {
		p := g.tok(at - 1)
		switch p.Tag {
		case document.ADJ, document.NOUN, document.NUM, document.PROPN:
			if g.node(at-1).time != none {
				return at
			}
			at--
			continue
		case document.PUNCT:
			if g.doc.Word(at-1) == "-" {
				at--
				continue
			}
		case document.VERB:
			if p.XTag == document.VBN || p.XTag == document.VBG {
				if p.Dep == document.Amod {
					at--
					continue
				}
			}
		case document.PART:
			if p.XTag == document.POS { // "Halvor Brekke's widow"
				at--
				continue
			}
		case document.DET:
			return at - 1
		case document.PRON:
			if p.XTag == document.PRPS {
				return at - 1
			}
		}
		return at
	}
	return at
}

// titleBefore returns the title that title t is chained to by a comma or
// "and", none without.
func (g *graph) titleBefore(t int32) int32 {
	at := g.titleStart(t) - 1
	joined := false
	// Over "and", commas, adverbs and the times between them.
	for steps := 0; at > g.first && steps < 9; at, steps = at-1, steps+1 {
		tok := g.tok(at)
		switch {
		case tok.Tag == document.PUNCT && g.doc.Word(at) == ",", tok.Tag == document.CCONJ && g.doc.Word(at) != "but":
			joined = true
			continue
		case tok.Tag == document.ADV, g.node(at).time != none:
			continue
		case tok.Tag == document.ADP && g.node(at+1).time != none:
			continue
		}
		break
	}
	if !joined {
		return none
	}
	// Over the body of the title before.
	names := 0
	for steps := 0; at >= g.first && steps < 14; at, steps = at-1, steps+1 {
		tok := g.tok(at)
		if c := g.node(at).cover; c != none {
			m := &g.doc.Mentions[c]
			if m.Type == document.Person {
				return none
			}
			names++
			at = max(m.First, g.first)
			continue
		}
		switch tok.Tag {
		case document.NOUN, document.PROPN:
			if g.tables.isRole(lower(tok.Lemma)) {
				if names == 0 || g.doc.Word(at+1) == "of" || g.doc.Word(at+1) == "at" || g.doc.Word(at+1) == "for" || g.doc.Word(at+1) == "in" || g.doc.Word(at+1) == "to" {
					return at
				}
				return none
			}
		case document.DET, document.ADJ, document.ADP, document.NUM:
		case document.CCONJ:
			if g.doc.Word(at) != "and" {
				return none
			}
		case document.PART:
			if tok.XTag != document.POS {
				return none
			}
		case document.PUNCT:
			if g.doc.Word(at) != "-" {
				return none
			}
		default:
			return none
		}
	}
	return none
}

// predicative reports whether title t is said of somebody named elsewhere,
// rather than being an argument of a verb itself.
func (x *run) predicative(t int32) bool {
	g := &x.g
	for steps := 0; steps < 5; steps++ {
		if g.node(t).copula != none || g.mark(t) == "as" || x.nameBeforeComma(t) != none || g.tok(t).Dep == document.Xcomp {
			return true
		}
		r := g.titleBefore(t)
		if r == none {
			return false
		}
		t = r
	}
	return false
}

// chained returns the title whose holder title t shares by a chain, none
// without.
func (x *run) chained(t int32) int32 {
	r := x.g.titleBefore(t)
	if r == none || !x.predicative(r) {
		return none
	}
	return r
}

// titleBehind returns the next title of the chain of t, where t has no body of
// its own between: "founder, chairwoman and owner of the firm"; none without.
func (x *run) titleBehind(t int32) int32 {
	g := &x.g
	at := t + 1
	for ; at < g.end && at < t+8; at++ {
		if g.node(at).cover != none {
			return none
		}
		if x.g.isTitle(at) && at > t+1 {
			if g.titleBefore(at) == t {
				return at
			}
			return none
		}
		switch tok := g.tok(at); tok.Tag {
		case document.CCONJ, document.ADJ, document.NOUN, document.ADV, document.NUM:
		case document.PUNCT:
			if w := g.doc.Word(at); w != "," && w != "-" {
				return none
			}
		default:
			return none
		}
	}
	return none
}

// nameBeforeComma returns the head of the person named right before the comma
// in front of the phrase of title t, be the name followed by an age; none without.
func (x *run) nameBeforeComma(t int32) int32 {
	g := &x.g
	at := g.titleStart(t) - 1
	if at <= g.first || g.doc.Word(at) != "," {
		return none
	}
	at--
	if g.tok(at).Tag == document.NUM && at-1 > g.first && g.doc.Word(at-1) == "," {
		at -= 2 // "Olga Reyes, 54, head of …"
	}
	c := g.node(at).cover
	if c == none || g.doc.Mentions[c].End != at+1 || g.doc.Mentions[c].Type != document.Person {
		return none
	}
	return g.node(at).canon
}
