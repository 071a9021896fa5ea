package facts

import "dossier/ingest/document"

var holderOrder = [...]owning{{poss, ""}, {nmod, "of"}, {supp, ""}}

// holdersOf appends whom noun t denotes: the name whose title it is, its
// apposition, the subject it is said of, the holder of a post taken "as".
func (x *run) holdersOf(t int32, out []end, depth int) []end {
	g := &x.g
	tok := g.tok(t)
	start := len(out)
	h := tok.Head
	if x.labels(t) {
		return x.labelled(t, out)
	}
	if last := x.wordEnd(t); last != t && last+1 < g.end {
		// "brother-in-law Gunnar Ek"
		if c := g.node(last + 1).cover; c != none && x.doc.Mentions[c].First == last+1 && x.doc.Mentions[c].Type == document.Person {
			return x.mention(c, g.node(last+1).canon, out)
		}
	}
	if t+1 < g.end {
		// "director Walter Roe", "the firm Moss Analytics", whatever the tree makes of it
		if c := g.node(t + 1).cover; c != none && x.doc.Mentions[c].First == t+1 && g.node(t).cover != c && g.tok(t).Tag == document.NOUN || c != none && x.doc.Mentions[c].First == t+1 && x.doc.Mentions[c].Type == document.Person && g.node(t).cover != c {
			typ := x.doc.Mentions[c].Type
			body := x.inList("org", x.key(g.lemma(t))) && !x.tables.isRole(x.key(g.lemma(t)))
			if typ == document.Person && !body && tok.XTag == document.NNS {
				return x.peopleInRow(t+1, out) // "the brothers Otto and Bruno Roe"
			}
			if typ == document.Person && !body || typ == document.Organization && body {
				return x.mention(c, g.node(t+1).canon, out)
			}
		}
	}
	if a := x.besideComma(t); a != none {
		if tok.XTag == document.NNS {
			return x.coordinated(a, out) // "Hale and Brook, scientists at …"
		}
		return x.resolve(a, false, out)
	}
	if x.nameNext(t) && (g.kid(t, document.NmodPoss, document.Det) != none || g.kid(x.wordEnd(t), document.NmodPoss, document.Det) != none) && tok.XTag != document.NNS {
		return x.resolve(g.node(x.nameAfter(t)).canon, false, out) // "Italy's prime minister, Sofia Moretti"
	}
	if a := x.bodyNext(t); a != none {
		return x.resolve(a, false, out)
	}
	if a := x.behindBody(t); a != none {
		return x.resolve(a, false, out)
	}
	if a := x.behindBracket(t); a != none {
		return x.resolve(a, false, out)
	}
	if named := x.namesAfter(t, out); len(named) > start {
		return named
	}
	if depth < 4 && x.g.isTitle(t) {
		if r := x.chained(t); r != none {
			return x.holdersOf(r, out, depth+1)
		}
	}
	if h != none && tok.Dep == document.Nmod && g.mark(t) == "of" && tok.XTag == document.NNS && (g.lemma(h) == "one" || g.tok(h).Tag == document.NUM || x.tables.words["ones of"][x.key(x.doc.Word(h))]) {
		if x.nameNext(t) {
			return x.resolve(g.node(x.nameAfter(t)).canon, false, out) // "one of the charity's nurses, Clara Jimenez"
		}
		return x.holdersOf(h, out, depth+1) // "Owens, one of Smith's lawyers"
	}
	// the director, Jane Roe
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel == appos && ed.dep > t && (x.isPersonName(ed.dep) || g.tok(ed.dep).Tag == document.NOUN && x.tables.isRole(x.key(g.lemma(ed.dep)))) {
			out = x.resolve(ed.dep, false, out)
		}
	}
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Flat && k > t && x.isPersonName(k) && g.node(t).cover == none {
			out = x.resolve(g.node(k).canon, false, out)
			break
		}
	}
	if len(out) > start {
		return out
	}
	if h != none && depth < 3 {
		switch tok.Dep {
		case document.Obj, document.Xcomp:
			// "was appointed director", "named Moss director"
			if g.tok(h).Tag == document.VERB && x.inList("appoint", x.key(g.lemma(h))) {
				if o := g.kid(h, document.Obj, document.Iobj); o != none && o != t {
					return x.resolve(g.node(o).canon, false, out)
				}
				if g.node(h).voice == passive && g.node(h).subjects {
					return x.resolveAll(h, g.node(h).surface, out)
				}
			}
		case document.Nsubj:
			// "its president is Gunilla Roy"
			if g.node(h).copula != none && x.isName(h) {
				return x.resolve(h, false, out)
			}
		case document.NmodDesc:
			out = x.nameAt(h, out)
		case document.Compound, document.Flat:
			if t < h && x.isPersonName(h) {
				out = x.nameAt(h, out)
			}
		case document.Appos, document.Parataxis, document.List, document.DepDep, document.NmodUnmarked:
			if tok.Dep == document.Appos || t > h && t-h < 30 {
				out = x.holderBefore(h, out)
			}
		case document.Conj:
			if m := g.node(h).mention; m != none && x.doc.Mentions[m].Kind == document.AdjectiveMention {
				// "is both an Italian and an Austrian citizen"
				for e := g.node(h).out; e != none; e = g.edges[e].next {
					if ed := g.edges[e]; ed.rel == subj {
						out = x.resolve(ed.dep, false, out)
					}
				}
				break
			}
			if up := g.head(h); up != none && x.isName(h) && g.tok(h).Dep == document.Nmod && g.tok(up).Tag == document.NOUN && up < h && x.tables.isRole(x.key(g.lemma(up))) && x.tables.isRole(x.key(tok.Lemma)) {
				// "is co-chair of the council and managing director of Acme"
				out = x.holdersOf(up, out, depth+1)
				break
			}
			if g.tok(h).Tag == document.NOUN || g.tok(h).Tag == document.PROPN {
				if g.node(h).mention == none || x.tables.isRole(x.key(g.lemma(h))) {
					out = x.holdersOf(h, out, depth+1)
				}
			}
		}
		if len(out) > start {
			return out
		}
	}
	// the director, Jane Roe
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		switch ed.rel {
		case appos:
			if g.node(ed.dep).mention != none || g.node(ed.dep).cover != none {
				out = x.resolve(ed.dep, false, out)
			}
		case subj:
			if g.tok(t).Tag != document.VERB {
				out = x.resolve(ed.dep, false, out)
			}
		case obj: // "named Moss chief executive": control makes him its subject
		}
	}
	if len(out) > start {
		return out
	}
	// "served as treasurer", "appointed him as director", "resigned as chairman"
	if v := x.appointedAs(t); v != none {
		h = v
	}
	if h != none && (g.mark(t) == "as" || x.promoted(t, h)) {
		switch {
		case g.tok(h).Tag == document.VERB:
			r := subj
			if lemma := x.key(g.lemma(h)); lemma == "hand" && g.arg(h, obl, "to") != none {
				return x.resolve(g.arg(h, obl, "to"), false, out) // "handed over to Lund as chairman"
			}
			if lemma := x.key(g.lemma(h)); g.arg(h, obj, "") != none && !x.inList("succeed", lemma) && !x.tables.words["join verbs"][lemma] {
				r = obj
			}
			for e := g.node(h).out; e != none; e = g.edges[e].next {
				if ed := g.edges[e]; ed.rel == r {
					out = x.resolve(ed.dep, false, out)
				}
			}
			if lemma := x.key(g.lemma(h)); len(out) == start && r == obj && g.node(h).subjects && g.node(h).voice == active && (x.tables.words["take-up verbs"][lemma] || x.tables.words["leave verbs alone"][lemma]) {
				out = x.resolve(g.node(g.node(h).surface).canon, false, out) // "took office as president"
			}
		case g.tok(h).Tag == document.NOUN: // "her role as director", "Raman's appointment as chief"
			if l := x.key(g.lemma(h)); l == "successor" || l == "replacement" || l == "heir" {
				return x.holdersOf(h, out, depth+1) // "Lund's successor as chairman"
			}
			out = x.owner(h, out, 0, holderOrder[:])
			if v := g.head(h); len(out) == start && v != none && g.tok(h).Dep == document.Obj && g.node(v).subjects && g.node(v).voice == active {
				out = x.resolve(g.node(g.node(v).surface).canon, false, out) // "served three terms as governor"
			}
		}
	}
	if len(out) > start {
		return out
	}
	if m := g.node(t).mention; m != none && x.doc.Mentions[m].Kind != document.AdjectiveMention {
		out = x.mention(m, t, out)
	}
	if len(out) == start {
		if a := x.behindComma(t); a != none {
			out = x.resolve(a, false, out)
		}
	}
	return out
}

// appointedAs returns the verb of appointment that post t belongs to where an
// insertion keeps them apart in the tree: "named Anders Holm, a former executive
// at Swedwest, as its finance director"; none without.
func (x *run) appointedAs(t int32) int32 {
	g := &x.g
	h := g.head(t)
	if g.mark(t) != "as" || h == none || g.tok(h).Tag == document.VERB || x.tables.actionNoun(x.key(g.lemma(h))) {
		return none
	}
	start := g.titleStart(t)
	if start-2 < g.first || !foldEqual(x.doc.Word(start-1), "as") || x.doc.Word(start-2) != "," {
		return none
	}
	for at := start - 3; at >= g.first && at > start-30; at-- {
		if g.tok(at).Tag == document.VERB && x.inList("appoint", x.verbLemma(at)) && g.arg(at, obj, "") != none {
			return at
		}
	}
	return none
}

// promoted reports whether t is the post that verb h raises somebody to: "was
// promoted to chief executive", "rose to head of research".
func (x *run) promoted(t, h int32) bool {
	g := &x.g
	return g.mark(t) == "to" && g.tok(h).Tag == document.VERB && x.tables.words["promotion verbs"][x.verbLemma(h)]
}

// resolveAll appends the entities of the surface subject of verb v and of its conjuncts.
func (x *run) resolveAll(v, surface int32, out []end) []end {
	g := &x.g
	for e := g.node(v).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; (ed.rel == obj || ed.rel == iobj) && (ed.dep == g.node(surface).canon || g.head(ed.dep) == surface && g.tok(ed.dep).Dep == document.Conj) {
			out = x.resolve(ed.dep, false, out)
		}
	}
	return out
}

// coordinated appends the entity of a name and of those coordinated with it.
func (x *run) coordinated(t int32, out []end) []end {
	g := &x.g
	first := t
	for steps := 0; steps < 4 && g.tok(first).Dep == document.Conj && g.head(first) != none && g.typeOf(g.head(first)) == g.typeOf(t); steps++ {
		first = g.head(first)
	}
	out = x.resolve(g.node(first).canon, false, out)
	for _, k := range g.kids(first) {
		if g.tok(k).Dep == document.Conj && g.typeOf(k) == g.typeOf(t) {
			out = x.resolve(g.node(k).canon, false, out)
		}
	}
	return out
}

// peopleInRow appends the people that stand in a row from token at on.
func (x *run) peopleInRow(at int32, out []end) []end {
	g := &x.g
	for at < g.end {
		c := g.node(at).cover
		if c == none || x.doc.Mentions[c].First != at || x.doc.Mentions[c].Type != document.Person {
			break
		}
		after := x.doc.Mentions[c].End
		if after < g.end && g.tok(after).XTag == document.POS {
			break // "…, Ann Roe's"
		}
		out = x.mention(c, g.node(at).canon, out)
		if after+1 >= g.end {
			break
		}
		switch x.doc.Word(after) {
		case "and":
		case ",":
			// An item of the list only where the list goes on.
			n := g.node(after + 1).cover
			if n == none || x.doc.Mentions[n].End >= g.end || x.doc.Word(x.doc.Mentions[n].End) != "and" && x.doc.Word(x.doc.Mentions[n].End) != "," {
				return out
			}
		default:
			return out
		}
		at = after + 1
	}
	return out
}

// isName reports whether token t is the head of a name or within one.
func (x *run) isName(t int32) bool {
	m := x.g.mentionOf(t)
	return m != none && x.doc.Mentions[m].Kind == document.NameMention
}

func (x *run) isPersonName(t int32) bool {
	m := x.g.mentionOf(t)
	return m != none && x.doc.Mentions[m].Type == document.Person
}

// besideComma returns the head of the name right before the comma that opens
// the noun phrase of t ("Roe, the palace's spokesman"), where the tree
// does not make t an argument of a verb.
func (x *run) besideComma(t int32) int32 {
	g := &x.g
	switch g.tok(t).Dep {
	case document.Appos, document.Conj, document.List, document.Parataxis, document.DepDep, document.Nmod, document.NmodUnmarked,
		document.Compound, document.Acl, document.Flat, document.OblUnmarked, document.Root:
	case document.Nsubj, document.NsubjPass:
		// The tree gives the verb two subjects: "Owens, one of his lawyers, declined"
		if h := g.head(t); h == none || g.node(h).surface == none || g.node(g.node(h).surface).canon == g.node(t).canon {
			return none
		}
	default:
		return none
	}
	start := x.phraseStart(t)
	if start-2 < g.first || g.doc.Word(start-1) != "," {
		return none
	}
	want, at := document.Person, start-2
	if x.inList("org", x.key(g.lemma(t))) && !x.tables.isRole(x.key(g.lemma(t))) {
		want = document.Organization
		if g.doc.Word(at) == ")" {
			for at > g.first && g.doc.Word(at) != "(" {
				at-- // "the European Centre (ECC), a group"
			}
			at--
		}
	}
	if at < g.first {
		return none
	}
	c := g.node(at).cover
	if c == none || x.doc.Mentions[c].End != at+1 || x.doc.Mentions[c].Type != want {
		return none
	}
	if before := x.doc.Mentions[c].First - 1; before >= g.first && g.doc.Word(before) == "," && x.nameNext(t) {
		return none // "Germany's chancellor, Brandner, Italy's prime minister, Moretti"
	}
	return g.node(at).canon
}

// wordEnd returns the last token of the hyphenated word that begins at token t:
// "law" of "brother-in-law".
func (x *run) wordEnd(t int32) int32 {
	for t+2 < x.g.end && x.doc.Word(t+1) == "-" && x.doc.Tokens[t].End == x.doc.Tokens[t+1].Start && x.doc.Tokens[t+1].End == x.doc.Tokens[t+2].Start {
		t += 2
	}
	return t
}

// nameNext reports whether a person is named behind the comma after noun t.
func (x *run) nameNext(t int32) bool { return x.nameAfter(t) != none }

// nameAfter returns the first token of the person named behind the comma after
// noun t, be it after a further title ("her husband, the cellist Eero Kask");
// none without.
func (x *run) nameAfter(t int32) int32 {
	g := &x.g
	t = x.wordEnd(t)
	if t+2 >= g.end || g.doc.Word(t+1) != "," {
		return none
	}
	at := t + 2
	for at+1 < g.end && g.node(at).cover == none && g.tok(at).Tag == document.PROPN && (honorifics[x.key(x.doc.Word(at))] || g.tok(at).Dep == document.NmodDesc) {
		at++ // "the rector, Professor Sari Niemi"
	}
	if at+5 < g.end && g.tok(at).Tag == document.NUM && x.doc.Word(at+2) == "year" && x.doc.Word(at+4) == "old" {
		at += 5 // "its editor, 20-year-old Ann Roe"
	}
	if w := x.doc.Word(at); w == "the" || w == "a" || w == "an" {
		for at++; at < g.end && at < t+6 && g.node(at).cover == none && (g.tok(at).Tag == document.NOUN || g.tok(at).Tag == document.ADJ); at++ {
		}
		if at >= g.end || at == t+3 || g.tok(at-1).Tag != document.NOUN {
			return none
		}
	}
	c := g.node(at).cover
	if c == none || x.doc.Mentions[c].First != at || x.doc.Mentions[c].Type != document.Person {
		return none
	}
	return at
}

// behindBody returns the head of the person named between commas behind the
// body of a singular title: "the editor of the Herald, Sari Niemi, …".
func (x *run) behindBody(t int32) int32 {
	g := &x.g
	if g.tok(t).XTag == document.NNS {
		return none
	}
	for _, k := range g.kids(t) {
		if k < t || g.tok(k).Dep != document.Nmod {
			continue
		}
		c := g.node(k).cover
		if c == none || x.doc.Mentions[c].Type == document.Person {
			continue
		}
		at := x.doc.Mentions[c].End
		if at+1 >= g.end || x.doc.Word(at) != "," {
			return none
		}
		n := g.node(at + 1).cover
		if n == none || x.doc.Mentions[n].First != at+1 || x.doc.Mentions[n].Type != document.Person {
			return none
		}
		if end := x.doc.Mentions[n].End; end < g.end {
			switch w := x.doc.Word(end); {
			case w == "and", w == "'s", w == "’s":
				return none // a list, a possessor
			}
		}
		return g.node(at + 1).canon
	}
	return none
}

// behindBracket returns the head of the person named between commas behind a
// singular post whose complement has no name of its own, whatever the tree
// makes of it: "and the head of the intelligence service, Sari Niemi, also …".
func (x *run) behindBracket(t int32) int32 {
	g := &x.g
	if g.tok(t).XTag != document.NN || t+4 >= g.end || !x.tables.isRole(x.key(g.lemma(t))) {
		return none
	}
	if w := x.doc.Word(t + 1); w != "of" && w != "at" && w != "in" && w != "for" {
		return none
	}
	if d := g.kid(t, document.Det, document.NmodPoss); d == none || foldEqual(x.doc.Word(d), "a") || foldEqual(x.doc.Word(d), "an") {
		return none
	}
	if s := x.phraseStart(t); s-1 >= g.first && x.doc.Word(s-1) == "," {
		return none // said of who stands before it
	}
	at := t + 2
	for ; at < g.end && at < t+10 && x.doc.Word(at) != ","; at++ {
		switch g.tok(at).Tag {
		case document.NOUN, document.ADJ, document.DET, document.PROPN, document.ADP, document.PRON, document.PART:
		default:
			return none
		}
		if c := g.node(at).cover; c != none && x.doc.Mentions[c].Type == document.Person {
			return none
		}
	}
	if at+1 >= g.end || x.doc.Word(at) != "," || g.tok(at-1).Tag != document.NOUN && g.tok(at-1).Tag != document.PROPN {
		return none
	}
	n := x.nameAfter(at - 1)
	if n == none {
		return none
	}
	c := g.node(n).cover
	if end := x.doc.Mentions[c].End; end < g.end {
		switch x.doc.Word(end) {
		case "and", "'s", "’s":
			return none // a list, a possessor
		}
	}
	return g.node(n).canon
}

// bodyNext returns the head of the body named behind the comma after a
// possessed noun for bodies ("its parent, Voss Holding"); none without.
func (x *run) bodyNext(t int32) int32 {
	g := &x.g
	if g.tok(t).XTag == document.NNS || !x.inList("org", x.key(g.lemma(t))) || g.kid(t, document.NmodPoss) == none || t+2 >= g.end || x.doc.Word(t+1) != "," {
		return none
	}
	c := g.node(t + 2).cover
	if c == none || x.doc.Mentions[c].First != t+2 || x.doc.Mentions[c].Type != document.Organization {
		return none
	}
	if end := x.doc.Mentions[c].End; end < g.end && x.doc.Word(end) == "and" {
		return none // a list
	}
	return g.node(t + 2).canon
}

// namesAfter appends the people named between commas behind a plural title and
// its bodies: "the prime ministers of Norway and Sweden, Dahl and Holm, …".
func (x *run) namesAfter(t int32, out []end) []end {
	g := &x.g
	if g.tok(t).XTag != document.NNS || !x.tables.isRole(x.key(g.lemma(t))) || g.kid(t, document.Det, document.NmodPoss, document.Nummod) == none {
		return out
	}
	at := t + 1
	if at < g.end && x.doc.Word(at) == "of" {
		// Over the names of the bodies.
		at++
		for at < g.end {
			c := g.node(at).cover
			switch {
			case c != none && x.doc.Mentions[c].Type != document.Person:
				at = x.doc.Mentions[c].End
				continue
			case x.doc.Word(at) == "the", x.doc.Word(at) == "and":
				at++
				continue
			}
			break
		}
	}
	if at+1 >= g.end || x.doc.Word(at) != "," {
		return out
	}
	start := len(out)
	for at+1 < g.end && (x.doc.Word(at) == "," || x.doc.Word(at) == "and") {
		c := g.node(at + 1).cover
		if c == none || x.doc.Mentions[c].First != at+1 || x.doc.Mentions[c].Type != document.Person {
			break
		}
		out = x.mention(c, g.node(at+1).canon, out)
		at = x.doc.Mentions[c].End
	}
	if len(out)-start < 2 {
		return out[:start]
	}
	return out
}

// phraseStart returns the first token of the noun phrase of t, before its head.
func (x *run) phraseStart(t int32) int32 {
	g := &x.g
	start := t
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Det, document.Amod, document.Compound, document.NmodPoss, document.Nummod, document.NmodUnmarked, document.NmodDesc, document.Advmod:
			if k < start && !g.commaWithin(k, t) {
				start = k
				for _, kk := range g.kids(k) {
					if kk < start {
						start = kk
					}
				}
			}
		}
	}
	return start
}

// behindComma returns the head of the name or pronoun behind the comma that
// closes the noun phrase of t: "A native of Narva, she …".
func (x *run) behindComma(t int32) int32 {
	g := &x.g
	last := t
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Nmod, document.Obl, document.Acl, document.Conj, document.Flat, document.Compound:
			if k > last {
				last = g.rightmost(k)
			}
		}
	}
	if last+2 >= g.end || g.doc.Word(last+1) != "," {
		return none
	}
	next := last + 2
	if c := g.node(next).cover; c != none {
		if m := &x.doc.Mentions[c]; m.First == next && m.Type == document.Person {
			return m.Head
		}
		return none
	}
	if m := g.node(next).mention; m != none && x.doc.Mentions[m].Kind == document.PronounMention && g.tok(next).XTag == document.PRP {
		return next
	}
	return none
}

// holderBefore appends the person that an apposition at h stands beside.
func (x *run) holderBefore(h int32, out []end) []end {
	g := &x.g
	if g.node(h).mention != none || g.node(h).cover != none {
		return x.nameAt(h, out)
	}
	return x.resolve(h, false, out)
}

// nameAt appends the entity that token h names, and its conjuncts'.
func (x *run) nameAt(h int32, out []end) []end {
	return x.resolve(h, false, out)
}
