package refer

import (
	"strings"

	"dossier/ingest/document"
)

// weights of the features by which a pronoun's candidates are scored, in
// thousandths. They were fitted by coordinate ascent on the training part of
// GUM; whole numbers, so that every platform computes the same.
type weights struct {
	sentence  [4]int32 // distance in sentences: 0, 1, 2, 3
	slot      [6]int32 // by grammatical role of the candidate
	parallel  int32    // the same role as the pronoun
	mention   int32    // for each mention of the entity, up to six
	gender    int32    // the gender is known and agrees
	pronoun   int32    // the candidate is a pronoun of the same kind
	named     int32    // the entity has a name
	opening   int32    // first mention of its sentence
	near      int32    // for each token of distance, up to forty
	furniture int32    // the candidate stands in a heading or credit
	quoted    int32    // one of both is quoted, the other not
	body      int32    // "it", "they": the candidate is an organization or place
	untyped   int32    // the kind of the candidate is unknown
	least     int32    // a candidate needs as much
	ahead     int32    // the candidate stands after the pronoun
	speech    int32    // both are subjects of verbs of speech
	embedded  int32    // the candidate stands in a relative clause that the pronoun is not in
	control   int32    // the candidate is the understood subject of the pronoun's clause
	conjunct  int32    // the candidate is one of several in a coordination
	copular   int32    // "it" before a predicate needs so much more
	told      int32    // the pronoun is the subject of what the candidate says
	coupled   int32    // "Roe and his daughter": the candidate stands first in the pronoun's coordination
	inside    int32    // the candidate is a modifier within another phrase
	topic     int32    // for each mention of the entity, up to twelve, where a paragraph begins
	town      int32    // "it": the candidate is a place that is no state
	buried    int32    // the candidate stands in a relative clause of a sentence before
	ofstate   int32    // "its minister": the candidate is a state
	opener    int32    // so many tokens into a paragraph is its beginning
	own       int32    // possessives: the candidate stands before in the same sentence
	bought    int32    // "its owner": the candidate is the object of the same sentence
	nested    int32    // the candidate possesses or modifies another candidate
}

var fitted = weights{
	sentence: [4]int32{2300, 1800, 200, -300}, slot: [6]int32{1000, 700, 300, 300, -200, 250},
	parallel: 300, mention: 60, gender: 1100, pronoun: 500, named: 300, opening: 150, near: -14,
	topic: 200, town: -200, buried: -400, ofstate: 400, opener: 8, own: 600, bought: 1200, nested: -400,
	furniture: -1500, quoted: -400, body: 400, untyped: 300, least: 700, coupled: 2000, ahead: 600, inside: -300, speech: 600, told: 900, control: 300, conjunct: -400, copular: 1000, embedded: -300,
}

// pronoun resolves "he", "she", "it", "they", "both" and their forms.
func (r *resolver) pronoun(at int, i int32) {
	m := &r.ms[i]
	if m.number == plural && r.plural(at, i) {
		return
	}
	w := &fitted
	bestO, bestS := document.None, w.least
	if r.ms[i].text == "it" {
		if g := r.governor(r.ms[i].head); g != document.None && r.ms[i].slot == subject && r.child(g, document.Cop) != document.None {
			bestS += w.copular // "it is strange": most often a fact, not a thing
		}
	}
	consider := func(o int32, ahead bool) {
		if s, ok := r.rate(w, i, o, ahead); ok && s > bestS {
			bestO, bestS = o, s
		}
	}
	// Who else is an argument of the pronoun's own verb is somebody else.
	var barred [4]int32
	bars := 0
	if slot := r.ms[i].slot; slot != possessor && slot != modifier && !reflexive(r.ms[i].key) && !(nominative(r.ms[i].key) && slot != subject) {
		s := r.doc.Sentences[r.ms[i].sent]
		gov := r.governor(r.ms[i].head)
		for t := s.First; t < s.End && bars < len(barred) && gov != document.None; t++ {
			if o := r.head[t]; o != document.None && o != i && r.ms[o].cluster != document.None && r.governor(t) == gov && r.ms[o].slot != other &&
				r.ms[o].slot != possessor && r.ms[o].slot != modifier {
				barred[bars] = r.root(r.ms[o].cluster)
				bars++
			}
		}
	}
	seen := 0
	r.window(at, 3, func(o int32) bool {
		if r.ms[o].cluster != document.None {
			for _, c := range barred[:bars] {
				if c == r.root(r.ms[o].cluster) {
					return true
				}
			}
			seen++
			consider(o, false)
		}
		return seen < 60
	})
	// Cataphora: "Before joining Acme, she …, Smith said": the subject of the
	// clause that the pronoun's clause depends on.
	if r.ms[i].slot == subject || r.ms[i].slot == possessor {
		if o := r.cataphor(i); o != document.None {
			consider(o, true)
		}
	}
	if bestO == document.None {
		bestO = r.topic(at, i)
	}
	if bestO == document.None {
		return
	}
	c := r.root(r.ms[bestO].cluster)
	m.score = 0.6
	if bestS > w.least+1500 {
		m.score = 0.8
	}
	r.join(c, i)
	if cl := &r.cs[c]; cl.typ == document.Other && !cl.named && m.typ == document.Person {
		cl.typ = document.Person
	}
	if cl := &r.cs[c]; cl.typ == document.Person && cl.gender() == document.Unknown {
		switch m.gender {
		case document.Male:
			cl.male++
		case document.Female:
			cl.female++
		}
	}
}

// topic returns the last mention, within a dozen sentences, of a named person
// of the pronoun's gender: who a life is told of need not be named again.
func (r *resolver) topic(at int, i int32) int32 {
	m := &r.ms[i]
	if m.text != "he" && m.text != "she" {
		return document.None
	}
	found := document.None
	r.window(at, 12, func(o int32) bool {
		n := &r.ms[o]
		if n.cluster == document.None || n.sent == m.sent {
			return true
		}
		if cl := &r.cs[r.root(n.cluster)]; cl.named && cl.typ == document.Person && cl.mentions > 2 && cl.gender() == m.gender {
			found = o
			return false
		}
		return true
	})
	return found
}

// cataphor returns the subject of the main clause when the pronoun stands in
// an adverbial clause or phrase before it.
func (r *resolver) cataphor(i int32) int32 {
	m := &r.ms[i]
	at := m.head
	for range 12 {
		tok := &r.doc.Tokens[at]
		if tok.Head == document.None {
			return document.None
		}
		if (tok.Dep == document.Advcl || tok.Dep == document.Obl || tok.Dep == document.Advmod || tok.Dep == document.Xcomp) && tok.Head > m.head {
			for k := r.kid[tok.Head]; k != document.None; k = r.next[k] {
				if d := r.doc.Tokens[k].Dep; (d == document.Nsubj || d == document.NsubjPass) && k > m.head {
					if o := r.head[k]; o != document.None && r.ms[o].cluster != document.None && r.ms[o].kind == document.NameMention {
						return o
					}
					return document.None
				}
			}
		}
		if tok.Dep == document.Ccomp && tok.Head > m.head && r.lists["speech"][r.lemma(tok.Head)] && !r.complemented(tok.Head) {
			return r.subjectAfter(tok.Head, m.head)
		}
		at = tok.Head
		if r.doc.Tokens[at].Head == document.None {
			// "She worked for a newspaper, Roe said."
			for k := r.kid[at]; k != document.None; k = r.next[k] {
				if r.doc.Tokens[k].Dep == document.Parataxis && r.lists["speech"][r.lemma(k)] {
					return r.subjectAfter(k, m.head)
				}
			}
		}
	}
	return document.None
}

// complemented reports whether a clause behind the verb is what it says: "…,
// whose editor says he will stay".
func (r *resolver) complemented(verb int32) bool {
	for k := r.kid[verb]; k != document.None; k = r.next[k] {
		if r.doc.Tokens[k].Dep == document.Ccomp && k > verb {
			return true
		}
	}
	return false
}

// subjectAfter returns the named subject of the verb when it stands after the token.
func (r *resolver) subjectAfter(verb, after int32) int32 {
	k := r.child(verb, document.Nsubj)
	if k == document.None || k < after {
		return document.None
	}
	if o := r.head[k]; o != document.None && r.ms[o].cluster != document.None && r.ms[o].kind == document.NameMention {
		return o
	}
	return document.None
}

// rate scores candidate o for pronoun i; false when agreement or the tree
// speak against it.
func (r *resolver) rate(w *weights, i, o int32, ahead bool) (int32, bool) {
	m, n := &r.ms[i], &r.ms[o]
	c := r.root(n.cluster)
	cl := &r.cs[c]
	if n.kind == document.AdjectiveMention && n.number != plural && m.text != "it" {
		return 0, false
	}
	score := int32(0)
	switch m.text {
	case "he", "she":
		if cl.typ != document.Person {
			return 0, false
		}
		if n.number == plural {
			return 0, false
		}
		switch g := cl.gender(); {
		case g == m.gender:
			score += w.gender
		case g != document.Unknown:
			return 0, false
		}
		if r.opensParagraph(m) {
			score += int32(min(cl.mentions, 12)) * w.topic
		}
	case "it":
		if cl.typ == document.Person || n.number == plural {
			return 0, false
		}
		switch cl.typ {
		case document.Organization:
			score += w.body
		case document.Place:
			score += w.body
			if cl.country == document.None {
				score += w.town
			}
		case document.Other:
			score += w.untyped
		}
	case "they":
		switch {
		case n.number == plural:
		case cl.typ == document.Organization && m.count == 0:
			score -= w.body
		default:
			return 0, false
		}
	default:
		return 0, false
	}
	if !r.bindable(m, n) {
		return 0, false
	}
	if ahead {
		score += w.ahead
	}
	if m.sent == n.sent && r.embedded(n.head, m.head) {
		score += w.embedded
	} else if m.sent != n.sent && r.embedded(n.head, m.head) {
		score += w.buried
	}
	d := m.sent - n.sent
	if d < 0 || d > 3 {
		return 0, false
	}
	if m.slot == subject && d == 0 && n.slot == subject && r.tells(m.head, n.head) {
		score += w.told
	}
	if d == 0 && n.slot == subject && r.controls(m.head, n.head) {
		score += w.control
	}
	score += w.sentence[d] + w.slot[n.slot]
	if n.slot == m.slot {
		score += w.parallel
	}
	score += int32(min(cl.mentions, 6)) * w.mention
	if n.kind == document.PronounMention && n.text == m.text {
		score += w.pronoun
	}
	if m.number != plural && (r.doc.Tokens[n.head].Dep == document.Conj || r.child(n.head, document.Conj) != document.None && n.kind != document.DescriptionMention) {
		score += w.conjunct
	}
	if cl.named && !cl.described {
		score += w.named
	}
	if r.opens(n) {
		score += w.opening
	}
	if m.slot == subject && n.slot == subject && r.says(m.head) && r.says(n.head) {
		score += w.speech
	}
	dist := m.head - n.head
	if dist < 0 {
		dist = -dist
	}
	score += min(dist, 40) * w.near
	if !r.body(n.sent) {
		score += w.furniture
	}
	if (r.quot[m.head] == document.None) != (r.quot[n.head] == document.None) {
		score += w.quoted
	}
	if n.slot == modifier || n.slot == possessor {
		score += w.inside
		if r.nested(n, cl) {
			score += w.nested
		}
	}
	if m.slot == possessor && d == 0 && dist > 0 && n.head < m.head {
		score += w.own
	}
	if m.slot == possessor && m.text == "it" {
		score += r.headed(m, cl)
		if g := r.governor(m.head); d == 0 && n.slot == object && g != document.None && r.lists["ownernoun"][r.lemma(g)] {
			score += w.bought
		}
	}
	if m.text == "it" || m.text == "they" {
		score += r.staged(m, cl)
	}
	if g := r.doc.Tokens[m.head].Head; g != document.None && g > n.head && r.prev(m.head) == "and" && r.doc.Tokens[g].Dep == document.Conj && r.doc.Tokens[g].Head == n.head &&
		r.doc.Tokens[m.head].Dep == document.NmodPoss {
		score += w.coupled
	}
	return score, true
}

// staged scores the candidate for "it" and "they" by what is done to them:
// only events are attended, hosted and held.
func (r *resolver) staged(m *mention, cl *cluster) int32 {
	g := r.governor(m.head)
	if g == document.None || r.doc.Tokens[g].Tag != document.VERB {
		return 0
	}
	verb := r.lemma(g)
	switch d := r.doc.Tokens[m.head].Dep; {
	case (d == document.Obj || d == document.NsubjPass) && r.lists["eventobject"][verb]:
	case d == document.Nsubj && r.takesPlace(g):
	case d == document.Nsubj && r.lists["strikeverb"][verb]:
		if cl.typ == document.EventType {
			return 1200 // "it later hit Leyte"
		}
		return 0
	default:
		return 0
	}
	if cl.typ == document.EventType {
		return 2500
	}
	return -600
}

// opensParagraph reports whether the pronoun stands in the first sentence of
// its paragraph.
func (r *resolver) opensParagraph(m *mention) bool {
	if m.sent == 0 {
		return false
	}
	if m.first-r.doc.Sentences[m.sent].First > fitted.opener {
		return false
	}
	a, b := r.doc.Sentences[m.sent-1].Span, r.doc.Sentences[m.sent].Span
	return strings.Contains(r.doc.Text[a.End:b.Start], "\n\n")
}

// headed scores the candidate for "its" by what it is said to have: chairmen,
// founders and shareholders are of bodies, ministers of states.
func (r *resolver) headed(m *mention, cl *cluster) int32 {
	g := r.governor(m.head)
	if g == document.None {
		return 0
	}
	noun := r.lemma(g)
	state := r.lists["ofstate"][noun]
	switch {
	case !state && !r.lists["ofbody"][noun]:
		return 0
	case state && cl.country != document.None:
		return fitted.ofstate
	case !state && cl.typ == document.Organization:
		return 0
	case cl.country != document.None || cl.typ == document.Organization:
		return -400
	}
	return -1000
}

// tells reports whether the pronoun is the subject of what the candidate says:
// "Roe told Lee that she had won".
func (r *resolver) tells(m, n int32) bool {
	g := r.governor(m)
	if g == document.None || r.doc.Tokens[g].Dep != document.Ccomp {
		return false
	}
	return r.doc.Tokens[g].Head == r.governor(n) && r.lists["speech"][r.lemma(r.doc.Tokens[g].Head)]
}

// controls reports whether the candidate is the understood subject of the clause
// that the pronoun stands in: "Roe called Lee to offer his help".
func (r *resolver) controls(m, n int32) bool {
	for i, steps := m, 0; i != document.None && steps < 12; i, steps = r.doc.Tokens[i].Head, steps+1 {
		if r.doc.Tokens[i].Tag != document.VERB {
			continue
		}
		switch r.doc.Tokens[i].Dep {
		case document.Xcomp, document.Advcl:
			return r.child(i, document.Nsubj) == document.None && r.doc.Tokens[i].Head == r.governor(n)
		}
		return false
	}
	return false
}

// nested reports whether the candidate modifies the name of another of its type:
// "Acme's Centre for Ships".
func (r *resolver) nested(n *mention, cl *cluster) bool {
	h := r.doc.Tokens[n.head].Head
	if h == document.None || h < n.head || r.at[h] == document.None {
		return false
	}
	o := &r.ms[r.at[h]]
	return o.kind == document.NameMention && o.cluster != document.None && r.cs[r.root(o.cluster)].typ == cl.typ && r.root(o.cluster) != r.root(n.cluster)
}

// says reports whether the token's governor is a verb of speech.
func (r *resolver) says(i int32) bool {
	g := r.governor(i)
	return g != document.None && r.lists["speech"][r.lemma(g)]
}

// opens reports whether the mention is the first of its sentence.
func (r *resolver) opens(n *mention) bool {
	first := r.doc.Sentences[n.sent].First
	return n.first-first <= 2
}

// bindable applies the binding constraints: a personal pronoun is not the
// subject of its own verb, a reflexive is; nothing contains what it refers to.
func (r *resolver) bindable(m, n *mention) bool {
	if m.sent != n.sent {
		return !reflexive(m.key)
	}
	gov := r.governor(m.head)
	if reflexive(m.key) {
		return n.slot == subject || gov == r.governor(n.head)
	}
	// "his" in "his mother" is not the mother.
	if n.head != m.head && r.within(m.head, n.head) && n.kind == document.DescriptionMention && m.slot == possessor {
		if !r.relative(m.head, n.head) {
			return false
		}
	}
	if r.within(m.head, n.head) && r.doc.Tokens[m.head].Head == n.head {
		return n.kind != document.DescriptionMention
	}
	if m.slot == possessor || m.slot == modifier || nominative(m.key) && m.slot != subject {
		return true // and a subject that the tree takes for none bars nobody
	}
	// Two arguments of one verb are two things.
	if gov != document.None && gov == r.governor(n.head) && m.slot != n.slot {
		return false
	}
	if gov != document.None && gov == r.governor(n.head) && m.slot == n.slot && m.slot != other {
		return false
	}
	return true
}

// relative reports whether a clause stands between the token and the head
// above it: "the man who lost his keys".
func (r *resolver) relative(i, top int32) bool {
	for range 32 {
		if i == top || i == document.None {
			return false
		}
		switch r.doc.Tokens[i].Dep {
		case document.AclRelcl, document.Acl, document.Appos, document.Parataxis, document.Advcl, document.Ccomp:
			return true
		case document.Conj:
			return true // "the government and its minister"
		}
		i = r.doc.Tokens[i].Head
	}
	return false
}

func nominative(w string) bool { return w == "he" || w == "she" || w == "they" }

// embedded reports whether the candidate stands in a relative clause that the
// pronoun is not in.
func (r *resolver) embedded(n, m int32) bool {
	for i, steps := n, 0; i != document.None && steps < 24; i, steps = r.doc.Tokens[i].Head, steps+1 {
		if d := r.doc.Tokens[i].Dep; d == document.AclRelcl || d == document.Acl && i != n {
			return !r.within(m, i)
		}
	}
	return false
}

func reflexive(w string) bool {
	switch w {
	case "himself", "herself", "itself", "themselves", "myself", "ourselves":
		return true
	}
	return false
}
