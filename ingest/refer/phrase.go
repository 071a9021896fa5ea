package refer

import (
	"strings"

	"dossier/ingest/document"
)

// findPhrases makes a mention of every noun phrase that is no name, with what
// its determiner, number and modifiers say.
func (r *resolver) findPhrases() {
	doc := r.doc
	for i := range doc.Tokens {
		h := int32(i)
		tok := &doc.Tokens[h]
		if r.at[h] != document.None || tok.Tag != document.NOUN && tok.Tag != document.PROPN && !r.nominal(h) && !r.hyphened(h) || !r.parsed(h) {
			continue
		}
		switch tok.Dep {
		case document.Compound, document.NmodDesc, document.Flat, document.Fixed, document.Goeswith:
			if tok.Head > h || tok.Dep == document.Flat || tok.Dep == document.Fixed {
				continue
			}
		}
		if tok.Tag == document.PROPN && r.nouns[fold(r.word(h))] == nil && r.nouns[r.lemma(h)] == nil {
			continue
		}
		r.addPhrase(h)
	}
}

// hyphened reports whether the token begins a noun of two halves ("start-up")
// that was taken for something else.
func (r *resolver) hyphened(h int32) bool {
	if h+2 >= int32(len(r.doc.Tokens)) || r.sent[h+2] != r.sent[h] || r.word(h+1) != "-" || r.doc.Tokens[h].Tag != document.VERB ||
		r.doc.Tokens[h+1].Start != r.doc.Tokens[h].End || r.doc.Tokens[h+2].Start != r.doc.Tokens[h+1].End {
		return false
	}
	return r.nouns[r.lemma(h)+"-"+r.lemma(h+2)] != nil
}

// nominal reports whether an adjective stands where only a noun can: "the chief
// executive resigned".
func (r *resolver) nominal(h int32) bool {
	if r.doc.Tokens[h].Tag != document.ADJ || r.nouns[r.lemma(h)] == nil {
		return false
	}
	switch r.doc.Tokens[h].Dep {
	case document.Nsubj, document.NsubjPass, document.Obj, document.Obl, document.OblAgent, document.Appos, document.Nmod, document.NmodPoss:
		return true
	}
	return false
}

func (r *resolver) addPhrase(h int32) {
	doc := r.doc
	sent := doc.Sentences[r.sent[h]]
	m := mention{first: h, end: h + 1, head: h, kind: document.DescriptionMention, cluster: document.None,
		name: document.None, titleAt: document.None, country: document.None, poss: document.None,
		state: document.None, of: document.None, number: single}
	for m.first > sent.First && r.ofPhrase(m.first-1, h) {
		m.first--
	}
	if doc.Tokens[h].Tag == document.VERB {
		for m.first > sent.First && (doc.Tokens[m.first-1].Tag == document.DET || doc.Tokens[m.first-1].Tag == document.ADJ ||
			doc.Tokens[m.first-1].Tag == document.NOUN || doc.Tokens[m.first-1].Tag == document.PROPN) {
			m.first--
		}
		if doc.Tokens[m.first].Tag == document.DET {
			r.addDeterminer(&m, fold(r.word(m.first)))
		}
	}
	switch doc.Tokens[h].XTag {
	case document.NNS, document.NNPS:
		m.number = plural
	}
	lemma := r.lemma(h)
	for k := r.kid[h]; k != document.None; k = r.next[k] {
		r.addModifier(&m, k)
	}
	if m.def == bare && m.first > sent.First {
		// A determiner that the tree hangs elsewhere.
		if k := m.first - 1; r.doc.Tokens[k].Tag == document.DET && r.doc.Tokens[k].Head > h {
			r.addDeterminer(&m, fold(r.word(k)))
			m.first = k
		}
	}
	full := ""
	if h > m.first {
		full = r.lemma(h-1) + " " + lemma
		if r.word(h-1) == "-" && h-2 >= m.first {
			full = r.lemma(h-2) + "-" + lemma
		}
	}
	if h+2 < sent.End && r.word(h+1) == "-" && r.doc.Tokens[h+1].Start == r.doc.Tokens[h].End && r.doc.Tokens[h+2].Start == r.doc.Tokens[h+1].End {
		// "start-up", whose first half heads the tree.
		if w := lemma + "-" + r.lemma(h+2); r.nouns[w] != nil {
			lemma, full = w, ""
			m.end = h + 3
		}
	}
	if strings.Contains(full, "-") && r.nouns[full] != nil {
		lemma = full
	}
	m.key = lemma
	if full != "" && (r.nouns[full] != nil || r.titles[full].role) {
		m.text = full
		if r.nouns[full] != nil {
			m.classes = r.nouns[full]
		}
	}
	if m.classes == nil {
		m.classes = r.nouns[lemma]
	}
	if m.classes == nil && m.number == plural {
		m.classes = r.nouns[fold(r.word(h))]
	}
	if len(m.classes) > 0 {
		m.typ = m.classes[0].typ
		if c := typed(m.classes, document.Person); c != nil {
			m.typ = document.Person
			for _, c := range m.classes {
				if c.gender != document.Unknown {
					m.gender = c.gender
				}
			}
		}
	}
	r.add(m)
}

// ofPhrase reports whether token i stands in the noun phrase that h heads, to
// the left of h.
func (r *resolver) ofPhrase(i, h int32) bool {
	switch r.doc.Tokens[i].Tag {
	case document.DET, document.ADJ, document.NOUN, document.PROPN, document.NUM, document.PART, document.PRON, document.ADV,
		document.SYM, document.VERB, document.CCONJ, document.ADP:
	case document.PUNCT:
		if w := r.word(i); w != "-" && w != "–" {
			return false
		}
	default:
		return false
	}
	// The child of the head that the token belongs to must be a modifier.
	for range 16 {
		up := r.doc.Tokens[i].Head
		if up == document.None {
			return false
		}
		if up == h {
			switch r.doc.Tokens[i].Dep {
			case document.Det, document.DetPredet, document.Amod, document.Compound, document.Nummod, document.NmodPoss,
				document.NmodUnmarked, document.NmodDesc, document.Nmod, document.Punct:
				return true
			case document.Advmod:
				return r.doc.Tokens[i].XTag == document.RB
			}
			return false
		}
		i = up
	}
	return false
}

// addModifier notes what the child k of the phrase's head says.
func (r *resolver) addModifier(m *mention, k int32) {
	tok := &r.doc.Tokens[k]
	w := fold(r.word(k))
	switch tok.Dep {
	case document.Det, document.DetPredet:
		r.addDeterminer(m, w)
	case document.NmodPoss:
		m.def, m.poss = possessed, k
		r.noteState(m, k)
	case document.Nummod:
		if w == "two" || w == "2" {
			m.count = 2
		} else if m.count == 0 {
			m.count = -1
			switch w {
			case "three", "3":
				m.count = 3
			case "four", "4":
				m.count = 4
			}
		}
	case document.Amod, document.Compound, document.NmodUnmarked, document.NmodDesc:
		r.noteState(m, k)
		switch w {
		case "other", "another", "second", "new", "next", "previous", "former":
			if w == "other" || w == "another" {
				m.def = indefinite
			}
		}
	case document.Nmod:
		switch r.caseOf(k) {
		case "of":
			if m.of == document.None {
				m.of = k
			}
			r.noteState(m, k)
			if k > m.head && m.end == m.head+1 {
				m.end = r.ofEnd(k, m.head)
			}
		case "for", "in", "at":
			if m.of == document.None {
				m.of = k
			}
		}
	}
}

// addDeterminer notes what the determiner says.
func (r *resolver) addDeterminer(m *mention, w string) {
	switch w {
	case "the":
		m.def = the
	case "this", "that", "these", "those":
		m.def = this
	case "both":
		m.count = 2
		if m.def == bare {
			m.def = the
		}
	case "a", "an", "another", "some", "any", "each", "every", "no", "either", "neither", "all", "such", "many":
		if m.def == bare {
			m.def = indefinite
		}
	}
}

// ofEnd returns the end of the "of" complement that k heads: its name or its
// last modifier before punctuation.
func (r *resolver) ofEnd(k, head int32) int32 {
	end := k + 1
	n := r.doc.Sentences[r.sent[head]].End
	if a := r.at[k]; a != document.None && r.ms[a].end > end {
		end = r.ms[a].end
	}
	for end < n && r.doc.Tokens[end].Tag != document.PUNCT && r.doc.Tokens[end].Dep != document.AclRelcl &&
		r.doc.Tokens[end].Tag != document.VERB && r.doc.Tokens[end].Tag != document.ADP && r.within(end, k) {
		end++
	}
	return end
}

// noteState sets the phrase's country when the modifier names one.
func (r *resolver) noteState(m *mention, k int32) {
	if a := r.at[k]; a != document.None {
		if c := r.ms[a].country; c != document.None {
			m.state = c
		} else if c, ok := r.states[r.ms[a].key]; ok && r.ms[a].kind == document.NameMention {
			m.state = c
		}
	}
}

// findPronouns makes a mention of every personal and possessive pronoun, and
// of "both" that stands alone.
func (r *resolver) findPronouns() {
	doc := r.doc
	for i := range doc.Tokens {
		h := int32(i)
		tok := &doc.Tokens[h]
		if tok.XTag != document.PRP && tok.XTag != document.PRPS && tok.Tag != document.PRON && tok.Tag != document.DET && tok.Tag != document.NUM || r.at[h] != document.None {
			continue
		}
		w := fold(r.word(h))
		m := mention{first: h, end: h + 1, head: h, kind: document.PronounMention, cluster: document.None, name: document.None,
			titleAt: document.None, country: document.None, poss: document.None, state: document.None, of: document.None, number: single, key: w}
		switch {
		case r.lists["he"][w]:
			m.gender, m.typ, m.text = document.Male, document.Person, "he"
		case r.lists["she"][w]:
			m.gender, m.typ, m.text = document.Female, document.Person, "she"
		case r.lists["it"][w]:
			if tok.Dep == document.Expl || r.expletive(h) {
				continue
			}
			m.gender, m.text = document.Neuter, "it"
		case r.lists["they"][w]:
			m.number, m.text = plural, "they"
			if r.prev(h) == "of" && h > 1 {
				if b := r.prev(h - 1); b == "both" || b == "two" {
					m.count = 2
				}
			}
		case r.lists["i"][w]:
			m.typ, m.text = document.Person, "i"
		case r.lists["we"][w]:
			m.number, m.text = plural, "we"
		case w == "both" && tok.Dep != document.Det && tok.Dep != document.DetPredet && tok.Dep != document.CcPreconj:
			m.number, m.text, m.count = plural, "both", 2
		case w == "two" && r.prev(h) == "the" && tok.Dep != document.Nummod && tok.Dep != document.Compound:
			m.number, m.text, m.count = plural, "both", 2
			m.first--
		default:
			continue
		}
		r.add(m)
	}
}

// expletive reports whether "it" stands for nothing: weather, time, and
// clauses that follow ("it is clear that", "it took years to").
func (r *resolver) expletive(i int32) bool {
	if r.doc.Tokens[i].XTag == document.PRPS {
		return false
	}
	h := r.doc.Tokens[i].Head
	if h == document.None {
		return false
	}
	for k := r.kid[h]; k != document.None; k = r.next[k] {
		switch r.doc.Tokens[k].Dep {
		case document.Csubj, document.CsubjPass:
			return true
		case document.Ccomp:
			// "it is said that", "it seems that".
			if r.child(h, document.Obj) == document.None && r.doc.Tokens[i].Dep == document.NsubjPass {
				return true
			}
		}
	}
	if r.doc.Tokens[h].Tag == document.PROPN && r.child(h, document.Cop) != document.None && r.child(h, document.AclRelcl) != document.None {
		return true // "it was Roe who …"
	}
	switch r.lemma(h) {
	case "rain", "snow", "seem", "appear":
		return r.doc.Tokens[i].Dep == document.Nsubj
	case "clear", "possible", "impossible", "likely", "unlikely", "true", "unclear", "important", "necessary", "time":
		return r.doc.Tokens[i].Dep == document.Nsubj && r.child(h, document.Cop) != document.None
	}
	return false
}

// quotation is a stretch of tokens between quotation marks.
type quotation struct {
	first, end int32
	speaker    int32 // cluster, None while unknown
	asked      bool
}

// findQuotes marks what stands between quotation marks. A quotation ends with
// its block at the latest.
func (r *resolver) findQuotes() {
	doc := r.doc
	open := int32(document.None)
	block := int32(-1)
	end := func(i int32) {
		if open != document.None && i > open+1 {
			q := int32(len(r.quotes))
			r.quotes = append(r.quotes, quotation{first: open, end: i, speaker: document.None})
			for t := open; t < i; t++ {
				r.quot[t] = q
			}
		}
		open = document.None
	}
	b := 0
	for i := int32(0); i < int32(len(doc.Tokens)); i++ {
		for b < len(doc.Blocks) && doc.Blocks[b].Span.End <= doc.Tokens[i].Start {
			b++
		}
		if int32(b) != block {
			end(i)
			block = int32(b)
		}
		switch r.word(i) {
		case "“", "``", "«", "„":
			end(i)
			open = i
		case "”", "''", "»":
			end(i + 1)
		case "\"":
			if open != document.None {
				end(i + 1)
			} else {
				open = i
			}
		}
	}
	end(int32(len(doc.Tokens)))
}
