package facts

import (
	"slices"
	"strings"

	"dossier/graph/ontology"
	"dossier/ingest/document"
)

// verb reads the frames of verb t, and where none joins two of its arguments,
// an open relation.
func (x *run) verb(t int32) {
	g := &x.g
	frames := x.tables.verbs[x.verbLemma(t)]
	x.matched = x.matched[:0]
	if x.leadsRound(t) {
		return
	}
	x.raises(t)
	particle := g.kid(t, document.CompoundPrt) != none
	from := len(x.candidates)
	for _, f := range frames {
		if len(f.words) == 0 {
			if particle && !f.anyPrt {
				continue
			}
			x.match(f, t, none, t+1, verbal)
			continue
		}
		if extra, last, ok := x.hasWords(t, f.words); ok {
			if particle && !f.anyPrt && !namesParticle(f.words) {
				continue
			}
			x.match(f, t, extra, last, verbal)
		}
	}
	x.prefer(t, from)
	x.decides(t)
	x.paysTo(t, from)
	if len(x.matched) == 0 {
		x.givesHere(t)
	}
	x.happenAt(t, from)
	x.actsAt(t)
	x.guestsIncluded(t)
	x.comesAlone(t)
	x.placed(t)
	if len(x.matched) == 0 {
		x.resigns(t)
		x.dismissal(t)
		x.agentless(t, frames)
	}
	if x.open && len(x.matched) == 0 {
		x.openRelation(t)
	}
}

// prefer drops what a frame says too generally where another frame has read the
// same two ends of verb t more closely.
func (x *run) prefer(t int32, from int) {
	if len(x.candidates)-from < 2 {
		return
	}
	for i := from; i < len(x.candidates); i++ {
		c := &x.candidates[i]
		better := ""
		switch c.relation {
		case "asks":
			better = "sanctions" // "ordered the ambassador to leave"
		case "attacks":
			better = "opposes" // "attacked him over the cost"
		case "speaks with":
			better = "asks" // "called in the police"
		case "sells to":
			if x.relieves(t, c) {
				better = "aids" // "delivered rice to the camp"
			}
		case "aids":
			if !x.relieves(t, c) {
				better = "sells to" // "delivered engines to the airline"
			}
		}
		if better != "" && slices.ContainsFunc(x.candidates[from:], func(o candidate) bool {
			return o.relation == better && o.subject == c.subject && o.object == c.object
		}) {
			x.candidates = slices.Delete(x.candidates, i, i+1)
			i--
		}
	}
}

// relieves reports whether what verb t hands over is aid rather than ware: by
// who gives, or by what is given.
func (x *run) relieves(t int32, c *candidate) bool {
	if x.doc.Entities[c.subject].Type == document.Place {
		return true
	}
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; ed.rel == obj && x.ofList(ed.dep, x.tables.words["relief"]) {
			return true
		}
	}
	return false
}

func namesParticle(words []word) bool {
	for _, w := range words {
		if w.kind == '+' {
			return true
		}
	}
	return false
}

// noun reads the frames of noun t and the role it names.
func (x *run) noun(t int32) {
	g := &x.g
	n := g.node(t)
	if n.cover != none {
		if typ := g.doc.Mentions[n.cover].Type; typ != document.EventType && typ != document.Person {
			return
		}
	}
	lemma := x.key(g.lemma(t))
	x.matched = x.matched[:0]
	from := len(x.candidates)
	frames := x.tables.nouns[lemma]
	if len(frames) == 0 {
		frames = x.tables.nouns[x.key(x.doc.Word(t))] // "odds", whatever the lemmatizer makes of it
	}
	for _, f := range frames {
		extra, last, ok := none, t+1, true
		if len(f.words) > 0 {
			extra, last, ok = x.hasWords(t, f.words)
		}
		if ok {
			x.match(f, t, extra, last, nominal)
		}
	}
	x.happenAt(t, from)
	x.linkEvent(t, from)
	x.eventNoun(t)
	x.hostOf(t)
	if g.node(t).verbish {
		x.verb(t)
	}
	if len(x.tables.roles[lemma]) == 0 && g.tok(t).Tag == document.NOUN && n.cover == none {
		x.professional(t)
	}
	if len(x.tables.roles[lemma]) > 0 || strings.HasPrefix(lemma, "ex-") && len(x.tables.roles[lemma[3:]]) > 0 {
		x.role(t, lemma)
	} else if t-2 >= g.first && x.doc.Word(t-1) == "-" && n.cover == none && x.joined(t-2, t) != "" {
		x.role(t, lemma) // "president-elect"
	}
}

// linkEvent joins what noun t states to the event that it describes.
func (x *run) linkEvent(t int32, from int) {
	ev := x.eventOf(t)
	if ev == none {
		return
	}
	for i := from; i < len(x.candidates); i++ {
		x.candidates[i].event = ev
	}
}

// adjective reads the frames of adjective or participle t.
func (x *run) adjective(t int32) {
	lemma := x.key(x.g.lemma(t))
	for _, f := range x.tables.adjectives[lemma] {
		extra, last, ok := none, t+1, true
		if len(f.words) > 0 {
			extra, last, ok = x.hasWords(t, f.words)
		}
		if ok {
			x.match(f, t, extra, last, verbal)
		}
	}
}

// hasWords reports whether the further words of a trigger stand by token t;
// extra is the noun among them whose phrases belong to the trigger, last the
// token after the trigger.
func (x *run) hasWords(t int32, words []word) (extra, last int32, ok bool) {
	g := &x.g
	extra, last = none, t+1
	for i := range words {
		w := &words[i]
		found := none
		switch w.kind {
		case '+':
			for _, k := range g.kids(t) {
				switch g.tok(k).Dep {
				case document.CompoundPrt, document.Advmod, document.Case, document.Obl, document.Xcomp, document.DepDep, document.Mark, document.Amod, document.Obj:
					if foldEqual(g.doc.Word(k), w.lemma) {
						found = k
					}
				}
			}
			if found == none && t+1 < g.end && foldEqual(g.doc.Word(t+1), w.lemma) {
				found = t + 1 // whatever the tree makes of it
			}
			if found != none && extra == none && g.tok(found).Tag == document.ADJ && g.tok(found).Dep == document.Xcomp {
				extra = found
			}
		case '=':
			for e := g.node(t).out; e != none; e = g.edges[e].next {
				if ed := &g.edges[e]; ed.rel == obj && x.isObject(ed.dep, w) {
					found = ed.dep
					break
				}
			}
			extra = found
		case '>':
			for e := g.node(t).out; e != none; e = g.edges[e].next {
				ed := &g.edges[e]
				if (ed.rel == obl || ed.rel == nmod) && ed.mark == w.mark && (w.lemma == "*" || x.isObject(ed.dep, w)) {
					found = ed.dep
					break
				}
				if (ed.rel == xcomp || ed.rel == advcl) && ed.mark == w.mark && w.list == "" && x.isWord(ed.dep, w.lemma) {
					found = ed.dep // "took it to court", taken for a verb
					break
				}
			}
			if o := g.arg(t, obj, ""); found == none && w.lemma == "*" && o != none && (w.mark == "as" || w.mark == "from") {
				for e := g.node(o).out; e != none; e = g.edges[e].next { // "hired Lang from Acme as chief engineer"
					if ed := &g.edges[e]; ed.rel == nmod && ed.mark == w.mark {
						found = ed.dep
						break
					}
				}
			}
			if found != none {
				extra = found
			}
		case '^':
			found = x.modifier(t, w)
		case '<':
			if g.mark(t) == w.lemma {
				found = t
			}
		}
		if found == none {
			return none, 0, false
		}
		if found+1 > last {
			last = found + 1
		}
	}
	return extra, last, true
}

// isObject reports whether noun t is the one that w asks for.
func (x *run) isObject(t int32, w *word) bool {
	switch {
	case w.list != "":
		return x.ofList(t, x.tables.words[w.list])
	case w.lemma == "$":
		return x.isMoney(t)
	}
	return x.isNoun(t, w.lemma)
}

// ofList reports whether noun t is of the list, or a measure or group of
// something that is: "a team of engineers", "200 tonnes of maize", "the frigate
// Ventoux".
func (x *run) ofList(t int32, list map[string]bool) bool {
	g := &x.g
	if x.isOf(t, list) {
		return true
	}
	name := g.node(t).cover != none
	for _, k := range g.kids(t) {
		switch d := g.tok(k).Dep; {
		case name && (d == document.Compound || d == document.NmodDesc || d == document.Amod) && x.isOf(k, list):
			return true
		case !name && d == document.Nmod && g.mark(k) == "of" && (g.tok(t).Tag == document.NUM || x.tables.words["measures"][x.key(g.lemma(t))]):
			if x.isOf(k, list) {
				return true
			}
			for _, c := range g.kids(k) { // "tonnes of rice and tents"
				if g.tok(c).Dep == document.Conj && x.isOf(c, list) {
					return true
				}
			}
		}
	}
	if t > g.first && g.tok(t).Dep == document.Appos { // "the frigate Ventoux", however the tree divides it
		return x.isOf(t-1, list)
	}
	return false
}

// isOf reports whether the word at t is of the list, in its lemma or as it stands.
func (x *run) isOf(t int32, list map[string]bool) bool {
	return list[x.key(x.g.lemma(t))] || list[x.key(x.doc.Word(t))]
}

// isMoney reports whether token t is a sum of money.
func (x *run) isMoney(t int32) bool {
	if x.g.tok(t).Tag == document.SYM {
		return true
	}
	switch x.key(x.g.lemma(t)) {
	case "$", "€", "£", "million", "billion", "trillion", "dollar", "euro", "pound", "franc", "yen", "yuan", "crown", "krone", "krona", "rupee", "rouble", "ruble", "real", "peso", "dinar", "rand", "shilling", "naira", "lira", "zloty", "bn", "m":
		return true
	}
	w := x.doc.Word(t)
	return strings.HasPrefix(w, "€") || strings.HasPrefix(w, "£") || strings.HasPrefix(w, "$")
}

// modifier returns the adjective, compound noun or numeral before noun t that
// has the lemma, through one hyphen; none without.
func (x *run) modifier(t int32, w *word) int32 {
	g := &x.g
	is := func(k int32) bool {
		if w.list != "" {
			return x.isOf(k, x.tables.words[w.list])
		}
		return x.isWord(k, w.lemma)
	}
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Amod, document.Compound, document.NmodUnmarked, document.NmodDesc, document.Advmod:
		default:
			continue
		}
		if is(k) {
			return k
		}
		for _, c := range g.kids(k) {
			if d := g.tok(c).Dep; (d == document.Conj || d == document.Compound || d == document.Amod) && is(c) {
				return c
			}
		}
	}
	return none
}

// isNoun reports whether noun t has the lemma, be it that its lemmatizer keeps
// the plural ("troops", "odds").
func (x *run) isNoun(t int32, lemma string) bool {
	own := x.key(x.g.lemma(t))
	return own == lemma || len(own) == len(lemma)+1 && own[len(lemma)] == 's' && own[:len(lemma)] == lemma
}

func (x *run) isWord(t int32, lemma string) bool {
	return x.key(x.g.lemma(t)) == lemma || x.key(x.doc.Word(t)) == lemma
}

// fill appends the entities in the first slot that any fills; used is its
// index in the list.
func (x *run) fill(s *slots, t, extra int32, acts acting, out []end) (filled []end, used int) {
	for i := range s.list {
		sl := &s.list[i]
		start := len(out)
		out = x.fillSlot(sl, s.soft, t, extra, out)
		if len(out) == start && onlyPlace(s.types) && sl.rel == obl {
			out = x.placeAround(sl.mark, t, extra, out)
		}
		keep := out[:start]
		acting := acts
		if sl.rel == subj || sl.rel == supp || sl.mark == "by" {
			acting = actsAsSubject // as object of "hired by Lund"
		}
		for _, e := range out[start:] {
			if !x.allowed(e.entity, s.types, acting) || s.exact && !s.types.Has(typesOf(x.doc.Entities[e.entity].Type)) {
				continue
			}
			if sl.rel == comp && x.doc.Entities[e.entity].Type == document.Place && !x.states[e.entity] && !s.soft && !onlyPlace(s.types) {
				continue // "the Arle talks" are not Arle's
			}
			if !hasEnd(keep[start:], e.entity) {
				keep = append(keep, e)
			}
		}
		out = keep
		if len(out) > start {
			return out, i
		}
	}
	return out, -1
}

// placeAround appends the place that the thing or house in the phrase lies in:
// "met at a hotel in Tallinn".
func (x *run) placeAround(mark string, t, extra int32, out []end) []end {
	g := &x.g
	for _, at := range [...]int32{t, extra} {
		if at == none {
			continue
		}
		for e := g.node(at).out; e != none; e = g.edges[e].next {
			ed := g.edges[e]
			if (ed.rel != obl && ed.rel != nmod) || ed.mark != mark || g.tok(ed.dep).Tag != document.NOUN && g.tok(ed.dep).Tag != document.PROPN || g.node(ed.dep).time != none || x.eventOf(ed.dep) != none {
				continue
			}
			for e2 := g.node(ed.dep).out; e2 != none; e2 = g.edges[e2].next {
				if ed2 := g.edges[e2]; ed2.rel == nmod && (ed2.mark == "in" || ed2.mark == "near") && g.typeOf(ed2.dep) == document.Place {
					out = x.resolve(ed2.dep, false, out)
				}
			}
			if len(out) > 0 {
				return out
			}
		}
	}
	return out
}

func onlyPlace(t ontology.Types) bool { return t == ontology.Place }

func hasEnd(list []end, entity int32) bool {
	for _, e := range list {
		if e.entity == entity {
			return true
		}
	}
	return false
}

func (x *run) fillSlot(s *slot, soft bool, t, extra int32, out []end) []end {
	g := &x.g
	if s.is {
		return x.denoted(t, out)
	}
	if s.inf {
		return x.infinitiveObject(t, soft, out)
	}
	if s.rel == ccomp {
		return x.clauseSubject(t, soft, out)
	}
	at := t
	if extra != none && (s.rel == adj || s.rel == poss || s.rel == comp || s.rel == supp) && g.tok(t).Tag == document.VERB {
		at = extra // "holds Swedish citizenship", "froze the bank's assets"
	}
	for e := g.node(at).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if at != t && s.rel == supp && ed.via != control {
			continue // in "raised money in a round led by a fund" the fund carries the round
		}
		if ed.rel != s.rel || ed.mark != s.mark {
			// A participle or adjective in front of a noun has its phrases as obl as well.
			if !(s.rel == nmod && ed.rel == obl && ed.mark == s.mark) && !(s.rel == obl && ed.rel == nmod && ed.mark == s.mark && (g.node(t).verbish || g.tok(t).Tag == document.VERB)) {
				continue
			}
		}
		if ed.dep == extra || (ed.rel == subj || ed.rel == obj || ed.rel == iobj || ed.rel == obl) && (g.isDemonym(ed.dep) || ed.rel != subj && x.beforeTitle(ed.dep)) {
			continue
		}
		out = x.resolve(ed.dep, soft || s.rel == subj && g.node(ed.dep).mention == none && x.isOf(ed.dep, x.tables.words["writings"]), out)
		if s.rel == comp {
			for _, k := range g.kids(ed.dep) {
				if g.tok(k).Dep == document.Compound && g.node(k).mention != none {
					out = x.mention(g.node(k).mention, k, out)
				}
			}
		}
	}
	if s.rel == nmod && farNouns[s.mark] && g.node(t).cover == none {
		if len(out) == 0 {
			out = x.phraseFar(t, s.mark, soft, out)
		}
		return out
	}
	if s.rel != obl || s.mark == "" {
		return out
	}
	// The phrase may hang from the object or another phrase: "sold its unit
	// to X", "held talks with X", "spoke by phone with X".
	if extra != none {
		if n := len(out); n < len(x.phraseOf(extra, s.mark, soft, out)) {
			return x.phraseOf(extra, s.mark, soft, out[:n])
		}
		if n := len(out); n == 0 || s.mark == "to" {
			if out = x.phraseBelow(extra, s.mark, soft, out, 0); len(out) > n {
				return out
			}
		}
		if g.node(t).voice != passive {
			return out
		}
	}
	if !farMarks[s.mark] {
		return out
	}
	start := len(out)
	for _, k := range g.kids(t) {
		if k < t || len(out) > start {
			continue
		}
		switch g.tok(k).Dep {
		case document.Obj, document.Obl, document.OblAgent, document.OblUnmarked, document.Iobj:
			if out = x.phraseOf(k, s.mark, soft, out); len(out) > start {
				break
			}
			if a := g.arg(g.node(k).canon, appos, ""); a != none {
				out = x.phraseOf(a, s.mark, soft, out) // "signed the striker Luis Romero from X"
			}
		}
	}
	return out
}

// beforeTitle reports whether the name at token t only tells of what a titled
// person is: "tackled Bruins goalkeeper Rihards Kalns".
func (x *run) beforeTitle(t int32) bool {
	c := x.g.node(t).cover
	if c == none || x.doc.Mentions[c].Type == document.Person {
		return false
	}
	end := x.doc.Mentions[c].End
	return end < x.g.end && x.isTitled(end)
}

// farMarks are the prepositions whose phrase is looked for behind other
// arguments of the verb as well.
var farMarks = map[string]bool{"to": true, "with": true, "from": true, "against": true, "by": true, "into": true, "over": true, "behind": true, "for": true, "on": true}

// phraseOf appends what stands behind the preposition in the phrases of noun t.
func (x *run) phraseOf(t int32, mark string, soft bool, out []end) []end {
	start := len(out)
	if out = x.phrase(t, mark, soft, out); len(out) > start || !farMarks[mark] {
		return out
	}
	for _, k := range x.g.kids(t) { // "a duel for the title with Liverpool"
		if x.g.tok(k).Dep == document.Nmod && x.g.node(k).cover == none && k > t {
			if out = x.phrase(k, mark, soft, out); len(out) > start {
				break
			}
		}
	}
	return out
}

func (x *run) phrase(t int32, mark string, soft bool, out []end) []end {
	g := &x.g
	loose := g.tok(t).Tag == document.ADJ || g.tok(t).Tag == document.ADV // "get rid of"
	for e := g.node(g.node(t).canon).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; (ed.rel == nmod || loose && ed.rel == obl) && ed.mark == mark {
			out = x.resolve(ed.dep, soft, out)
		}
	}
	return out
}

// phraseBelow appends what stands behind the preposition further down in the
// object of a trigger, where parsers hang the last phrase from the nearest
// noun: "sent a team of engineers and two ships to Haiti".
func (x *run) phraseBelow(t int32, mark string, soft bool, out []end, depth int) []end {
	g := &x.g
	start := len(out)
	for _, k := range g.kids(t) {
		if k < t || depth > 3 {
			continue
		}
		switch g.tok(k).Dep {
		case document.Nmod, document.Conj, document.Appos, document.Det:
			if out = x.phrase(k, mark, soft, out); len(out) == start {
				out = x.phraseBelow(k, mark, soft, out, depth+1)
			}
			if len(out) > start {
				return out
			}
		}
	}
	return out
}

// farNouns are the prepositions of which a noun of action takes a phrase that
// the tree hangs from a phrase before: "a loan of $90 million to Malawi".
var farNouns = map[string]bool{"to": true, "from": true, "against": true}

// phraseFar appends what stands behind the preposition below another phrase of
// noun t, unless that is of a role, which has such phrases of its own ("the visit
// of the envoy to Libya").
func (x *run) phraseFar(t int32, mark string, soft bool, out []end) []end {
	g := &x.g
	start := len(out)
	for _, k := range g.kids(t) {
		if k < t || g.tok(k).Dep != document.Nmod || g.mark(k) == mark || x.tables.isRole(x.key(g.lemma(k))) || x.tables.actionNoun(x.key(g.lemma(k))) {
			continue
		}
		if out = x.phrase(k, mark, soft, out); len(out) == start {
			out = x.phraseFar(k, mark, soft, out)
		}
		if len(out) > start {
			return out
		}
	}
	return out
}

// denoted appends whom a noun or adjective denotes: what it is said of, the
// name it stands beside, the noun that it modifies.
func (x *run) denoted(t int32, out []end) []end {
	g := &x.g
	tok := g.tok(t)
	start := len(out)
	if tok.Tag == document.ADJ || tok.Tag == document.VERB {
		if h := tok.Head; h != none && (tok.Dep == document.Amod || tok.Dep == document.Acl || tok.Dep == document.Appos) {
			return x.resolve(h, false, out)
		}
		for e := g.node(t).out; e != none; e = g.edges[e].next {
			if ed := g.edges[e]; ed.rel == subj || ed.rel == obj && g.node(t).voice == passive {
				out = x.resolve(ed.dep, false, out)
			}
		}
		return out
	}
	out = x.holdersOf(t, out, 0)
	if v := tok.Head; len(out) == start && v != none && tok.Dep == document.Nsubj && x.tables.words["listing verbs"][x.key(g.lemma(v))] {
		for e := g.node(v).out; e != none; e = g.edges[e].next {
			if ed := g.edges[e]; ed.rel == obj { // "its donors include Norway"
				out = x.resolve(ed.dep, false, out)
			}
		}
	}
	return out
}

// match emits the facts of one frame at token t.
func (x *run) match(f *frame, t, extra, last int32, k kind) {
	x.clauses = f.clause
	if f.inf && !x.hasInfinitive(t) || f.noPerson && x.personObject(t) || f.noComp && x.complemented(t) {
		return
	}
	if f.noSuffer && x.g.arg(t, suffer, "") != none || f.notBy != "" && x.modifier(t, &word{kind: '^', list: f.notBy}) != none {
		return
	}
	if f.comp != "" && !x.hasComplement(t, x.tables.words[f.comp]) {
		return
	}
	if f.intransitive && x.g.node(t).voice == active && x.g.kid(t, document.Obj) != none {
		return
	}
	if f.sport && !x.sport || f.noSport && x.sport {
		return
	}
	if f.without != "" && (x.g.arg(t, obl, f.without) != none || x.g.arg(t, nmod, f.without) != none) {
		return
	}
	if f.relation.Label == "part of" && k == nominal && f.subject.list[0].is && x.placeNoun(x.key(x.g.lemma(t))) && !x.indefinite(t) {
		return // "the suburb of Karen" is Karen
	}
	if f.relation.Label == "joins" && k == verbal && x.joinsIn(t) {
		return
	}
	x.lenient, x.forStates = lenientRelations[f.relation.Label], stateActs[f.relation.Label]
	var used, usedB int
	x.a, used = x.fill(&f.subject, t, extra, actsAsSubject, x.a[:0])
	if used < 0 {
		return
	}
	if f.relation.Label == "aids" || f.relation.Label == "agrees with" {
		x.onBehalf(t)
	}
	if f.each {
		x.pairs(f, t, last, k, x.a)
		return
	}
	acts := actsNot
	if f.relation.Label == "acquires" || f.relation.Label == "invests in" || f.relation.Label == "owns" {
		acts = actsMistyped
	}
	x.b, usedB = x.fill(&f.object, t, extra, acts, x.b[:0])
	if usedB < 0 || f.object.list[usedB].rel == supp && f.object.types == ontology.Organization && x.doc.Entities[x.b[0].entity].Type == document.Place {
		return
	}
	x.c = x.c[:0]
	if len(f.third.list) > 0 {
		x.c, _ = x.fill(&f.third, t, extra, actsAsSubject, x.c)
	}
	if f.subject.list[used] == f.object.list[usedB] {
		x.pairs(f, t, last, k, x.a)
		return
	}
	for _, a := range x.a {
		for _, b := range x.b {
			if f.subjectIn != "" && !x.named(a.entity, f.subjectIn) || f.objectIn != "" && !x.named(b.entity, f.objectIn) {
				continue
			}
			if a.entity != b.entity && a.tok != b.tok && !(f.named && x.g.tok(b.tok).Tag == document.PRON) && !(f.noCourt && x.isCourt(b.entity)) && !(f.schools && !x.named(b.entity, "schools") || f.noSchools && x.named(b.entity, "schools") || f.members && !x.ofMembers(b.entity) || f.noMembers && (x.ofMembers(a.entity) || x.ofMembers(b.entity))) {
				x.emit(f, t, last, k, a, b)
			}
		}
	}
}

// lenientRelations have ends whose types tell more than the shape of a name does.
var lenientRelations = map[string]bool{"directs": true, "owns": true, "acquires": true, "founded": true, "invests in": true,
	"part of": true, "based in": true, "succeeds": true, "works for": true}

// indefinite reports whether noun t stands with "a", "one" or no determiner.
func (x *run) indefinite(t int32) bool {
	g := &x.g
	d := g.kid(t, document.Det)
	return d == none && g.kid(t, document.NmodPoss) == none || d != none && (foldEqual(x.doc.Word(d), "a") || foldEqual(x.doc.Word(d), "an") || foldEqual(x.doc.Word(d), "another"))
}

// joinsIn reports whether verb t says in what act someone joins another:
// "joined France in condemning it" is no membership.
func (x *run) joinsIn(t int32) bool {
	g := &x.g
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; k > t && (d == document.Advcl || d == document.Xcomp || d == document.Acl) && g.tok(k).XTag == document.VBG && g.mark(k) == "in" {
			return true
		}
	}
	return false
}

// hasInfinitive reports whether verb t governs an infinitive, about what the
// frame demands.
func (x *run) hasInfinitive(t int32) bool {
	g := &x.g
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Xcomp, document.Advcl, document.Ccomp:
			if k > t && g.mark(k) == "to" && x.isAbout(k) {
				return true
			}
		}
	}
	return false
}

// complemented reports whether verb t has a complement beside its object:
// "called him a liar", "called it unfair".
func (x *run) complemented(t int32) bool {
	g := &x.g
	objects := 0
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Xcomp, document.Ccomp:
			return k > t
		case document.Obj, document.Iobj:
			objects++
		}
	}
	return objects > 1
}

// personObject reports whether the direct object of verb t is a person.
func (x *run) personObject(t int32) bool {
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != obj {
			continue
		}
		x.c = x.resolve(ed.dep, false, x.c[:0])
		for _, o := range x.c {
			if x.doc.Entities[o.entity].Type == document.Person {
				return true
			}
		}
	}
	return false
}

// ofMembers reports whether an entity is a body of members, by a word of its name.
func (x *run) ofMembers(ent int32) bool {
	for w := range strings.FieldsSeq(x.doc.Entities[ent].Name) {
		if k := x.key(w); x.tables.words["bodies of members"][k] || x.tables.words["bodies of bodies"][k] {
			return true
		}
	}
	return false
}

// named reports whether a word of the list stands in an entity's name.
func (x *run) named(ent int32, list string) bool {
	for w := range strings.FieldsSeq(x.doc.Entities[ent].Name) {
		if x.tables.words[list][x.key(w)] {
			return true
		}
	}
	return false
}

func (x *run) isCourt(ent int32) bool {
	name := x.doc.Entities[ent].Name
	return strings.Contains(name, "Court") || strings.Contains(name, "court") || strings.Contains(name, "ribunal")
}

// pairs emits the fact for each two of a list.
func (x *run) pairs(f *frame, t, last int32, k kind, list []end) {
	for i, a := range list {
		for _, b := range list[i+1:] {
			if a.entity != b.entity {
				x.emit(f, t, last, k, a, b)
			}
		}
	}
}

// emit adds the candidate of a frame and what follows from it.
func (x *run) emit(f *frame, t, last int32, k kind, a, b end) {
	x.matched = append(x.matched, pair{a.entity, b.entity})
	label, former := f.relation.Label, false
	if label == "opposes" && k == verbal && x.threatened(t) {
		return // the threat says it
	}
	if stateActs[label] {
		a.entity, b.entity = x.acting(a.entity), x.acting(b.entity)
		if a.entity == b.entity {
			return
		}
	}
	if stateActs[label] && k == verbal && x.doc.Entities[a.entity].Type == document.Place && a.mention != none && len(f.subject.list) == 1 {
		x.states[a.entity] = true
	}
	if x.usedTo(t) && posts[label] && x.allowed(b.entity, ontology.MustLookup("leaves").Object, actsNot) {
		label, former = "leaves", true
	}
	if label == "traveled to" && a.mention == none && x.tables.words["forces"][x.key(x.g.lemma(a.tok))] {
		label = "deploys to" // troops that land are sent
	}
	if label == "directs" && k == verbal && b.mention == none && !wholeBodies[x.key(x.g.lemma(b.tok))] {
		label = "works for" // who leads a team of the army serves the army
	}
	c := candidate{
		former: former, relation: label, subject: a.entity, object: b.entity,
		subjectTok: a.tok, objectTok: b.tok, subjectMention: a.mention, objectMention: b.mention,
		sentence: x.g.sentence, trigger: t, triggerEnd: last, rule: "frames:" + f.trigger, kind: k,
		status: f.status, final: f.final, place: none, event: none, confidence: baseScore(k),
	}
	x.candidates = append(x.candidates, c)
	if k == verbal && !former && posts[label] && x.endsBy(t) && x.allowed(b.entity, ontology.MustLookup("leaves").Object, actsNot) {
		d := c
		d.relation, d.former = "leaves", true
		x.candidates = append(x.candidates, d)
	}
	if label == "directs" && k == verbal {
		x.directsAt(t, b)
	}
	if label == "dismisses" && k == verbal && x.doc.Entities[a.entity].Type == document.Person {
		x.dismissedBy(t, b, a.entity)
	}
	if label == "sells to" && k == verbal {
		x.agreedTo(c, t)
	}
	if label == "joins" && k == verbal && (f.trigger == "leave" || f.trigger == "depart") {
		x.resigned(t) // "is leaving for Acme"
	}
	if label == "agrees with" && x.tables.words["signing verbs"][x.key(x.g.lemma(t))] &&
		x.doc.Entities[a.entity].Type == document.Person && x.doc.Entities[b.entity].Type == document.Person {
		x.postpone(pending{c: c, signed: true})
	}
	for i := range f.implied {
		im := &f.implied[i]
		for _, s := range x.impliedEnds(im.subject, a, b) {
			for _, o := range x.impliedEnds(im.object, a, b) {
				if im.relation.Label == "meets" && x.doc.Entities[s.entity].Type == document.Place {
					continue // a country that hosts a guest does not meet them
				}
				if s.entity == o.entity || !x.allowed(s.entity, im.relation.Subject, actsAsSubject) || !x.allowed(o.entity, im.relation.Object, actsNot) {
					continue
				}
				d := c
				d.relation, d.subject, d.subjectTok, d.subjectMention = im.relation.Label, s.entity, s.tok, s.mention
				d.object, d.objectTok, d.objectMention = o.entity, o.tok, o.mention
				if im.hasStatus {
					d.status = im.status
				}
				x.candidates = append(x.candidates, d)
			}
		}
	}
}

// threatened reports whether verb t is what somebody threatens to do.
func (x *run) threatened(t int32) bool {
	h := x.g.head(t)
	return x.g.tok(t).Dep == document.Xcomp && h != none && x.key(x.g.lemma(h)) == "threaten"
}

// endsBy reports whether verb t tells until when it was so: "ran it until March".
func (x *run) endsBy(t int32) bool {
	if x.g.tok(t).XTag != document.VBD && x.g.tok(t).XTag != document.VBN {
		return false
	}
	until := x.g.arg(t, obl, "until")
	return until != none && x.g.node(until).time != none
}

// agreedTo reads "has agreed to buy it from Orion": an agreement of the two.
func (x *run) agreedTo(c candidate, t int32) {
	g := &x.g
	h := g.head(t)
	if g.tok(t).Dep != document.Xcomp || h == none || x.key(g.lemma(h)) != "agree" {
		return
	}
	c.relation, c.trigger, c.triggerEnd, c.rule = "agrees with", h, h+1, "frames:agree"
	x.candidates = append(x.candidates, c)
}

// directsAt reads "at the institute, where she directs the programme": what is
// directed is part of the body at which it is.
func (x *run) directsAt(t int32, unit end) {
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; ed.rel == obl && ed.mark == "in" && ed.via == relative {
			x.c = x.resolve(ed.dep, false, x.c[:0])
			for _, body := range x.c {
				if x.doc.Entities[body.entity].Type == document.Organization {
					x.state("part of", "where", unit, body, t)
				}
			}
		}
	}
}

// stateActs are what states do and mere places don't.
var stateActs = map[string]bool{"aids": true, "opposes": true, "supports": true, "accuses": true, "sanctions": true, "warns": true,
	"asks": true, "agrees with": true, "sells to": true, "deploys to": true, "speaks with": true, "member of": true}

// wholeBodies stand for the whole of what they belong to: who heads them heads it.
var wholeBodies = map[string]bool{"board": true, "government": true, "administration": true, "cabinet": true, "regime": true,
	"leadership": true, "management": true, "executive": true, "presidency": true}

// posts are the relations that a past holder leaves.
var posts = map[string]bool{"directs": true, "works for": true, "member of": true, "owns": false}

// usedTo reports whether verb t is what someone used to do.
func (x *run) usedTo(t int32) bool {
	g := &x.g
	h := g.head(t)
	return g.tok(t).Dep == document.Xcomp && h != none && g.lemma(h) == "use" && g.mark(t) == "to"
}

func (x *run) impliedEnds(name byte, a, b end) []end {
	switch name {
	case 's':
		return []end{a}
	case 'o':
		return []end{b}
	}
	return x.c
}

// baseScore is the score that a construction starts with, before calibration.
func baseScore(k kind) float32 {
	switch k {
	case verbal:
		return 0.75
	case nominal:
		return 0.65
	case role:
		return 0.85
	}
	return 0.8
}

// openRelation joins the subject of verb t to its object, or to the object of
// its preposition, under the verb's own words.
func (x *run) openRelation(t int32) {
	g := &x.g
	lemma := x.key(g.lemma(t))
	if lightOpen[lemma] {
		return
	}
	x.a = x.a[:0]
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; ed.rel == subj {
			x.a = x.resolve(ed.dep, false, x.a)
		}
	}
	if len(x.a) == 0 || len(x.a) > 4 {
		return
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != obj && (ed.rel != obl || ed.mark == "" || ed.mark == "as") || g.node(ed.dep).time != none {
			continue
		}
		x.b = x.resolve(ed.dep, false, x.b[:0])
		for _, b := range x.b {
			for _, a := range x.a {
				if a.entity == b.entity || a.tok == b.tok || a.mention == none || b.mention == none {
					continue
				}
				predicate := lemma
				if p := g.kid(t, document.CompoundPrt); p != none {
					predicate += " " + x.key(x.doc.Word(p))
				}
				if ed.rel == obl {
					predicate += " " + ed.mark
				}
				x.candidates = append(x.candidates, candidate{
					relation: predicate, open: true, subject: a.entity, object: b.entity,
					subjectTok: a.tok, objectTok: b.tok, subjectMention: a.mention, objectMention: b.mention,
					sentence: g.sentence, trigger: t, triggerEnd: t + 1, rule: "open", kind: verbal,
					place: none, event: none, confidence: 0.5,
				})
			}
		}
	}
}

// lightOpen verbs say too little for an open relation.
var lightOpen = map[string]bool{"be": true, "have": true, "do": true, "say": true, "seem": true, "get": true, "let": true,
	"include": true, "become": true, "mean": true, "want": true}

// verbLemma returns the lemma of verb t. Where no frame knows it, the endings
// of the word are tried, since lemmatizers stumble over rare verbs.
func (x *run) verbLemma(t int32) string {
	lemma := x.key(x.g.lemma(t))
	if len(x.tables.verbs[lemma]) > 0 {
		return lemma
	}
	word := x.key(x.doc.Word(t))
	if l, ok := x.lemmas[word]; ok {
		if l == "" {
			return lemma
		}
		return l
	}
	found := x.tables.irregular[word]
	for _, end := range [...]struct{ cut, add string }{{"ed", "e"}, {"ed", ""}, {"ing", "e"}, {"ing", ""}, {"ies", "y"}, {"ied", "y"}, {"es", ""}, {"s", ""}, {"d", ""}} {
		if found != "" {
			break
		}
		if len(word) <= len(end.cut)+2 || word[len(word)-len(end.cut):] != end.cut {
			continue
		}
		stem := word[:len(word)-len(end.cut)]
		if len(x.tables.verbs[stem+end.add]) > 0 {
			found = stem + end.add
			break
		}
		if n := len(stem); end.add == "" && n > 2 && stem[n-1] == stem[n-2] && len(x.tables.verbs[stem[:n-1]]) > 0 {
			found = stem[:n-1]
			break
		}
	}
	x.lemmas[word] = found
	if found == "" {
		return lemma
	}
	return found
}
