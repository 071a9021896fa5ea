package facts

import (
	"strings"

	"dossier/ingest/document"
)

const none = document.None

// layers indexes the layers of a document by token, once for all sentences.
type layers struct {
	head  []int32 // mention that the token heads, the widest; none without
	cover []int32 // narrowest name mention over the token; none without
	time  []int32 // time expression over the token; none without
}

func (l *layers) fill(doc *document.Document) {
	n := len(doc.Tokens)
	l.head, l.cover, l.time = blank(l.head, n), blank(l.cover, n), blank(l.time, n)
	for i := range doc.Mentions {
		m, i := &doc.Mentions[i], int32(i)
		if m.Entity == none && len(m.Group) == 0 {
			continue
		}
		l.claim(doc, m.Head, i)
		if top := topOf(doc, m); top != m.Head && m.Kind == document.NameMention && l.head[top] == none {
			l.head[top] = i
		}
		if m.Kind != document.NameMention {
			continue
		}
		if top := topOf(doc, m); doc.Tokens[top].Dep == document.Flat || doc.Tokens[top].Dep == document.List {
			// "Ms Halvorsen": the tree hangs the name from its honorific.
			if h := doc.Tokens[top].Head; h != none && h == m.First-1 && l.head[h] == none {
				l.head[h] = i
			}
		}
		for t := m.First; t < m.End; t++ {
			if old := l.cover[t]; old == none || width(doc, old) > m.End-m.First {
				l.cover[t] = i
			}
		}
	}
	for i, t := range doc.Times {
		for k := t.First; k < t.End; k++ {
			l.time[k] = int32(i)
		}
	}
}

// claim makes mention i the one that the token heads, unless a name or a wider
// mention has it already.
func (l *layers) claim(doc *document.Document, tok, i int32) {
	old := l.head[tok]
	if old == none {
		l.head[tok] = i
		return
	}
	a, b := &doc.Mentions[old], &doc.Mentions[i]
	if nameFirst(a) != nameFirst(b) {
		if nameFirst(b) {
			l.head[tok] = i
		}
		return
	}
	if b.End-b.First > a.End-a.First {
		l.head[tok] = i
	}
}

func nameFirst(m *document.Mention) bool { return m.Kind == document.NameMention }

func width(doc *document.Document, mention int32) int32 {
	return doc.Mentions[mention].End - doc.Mentions[mention].First
}

// topOf returns the token of a mention whose head lies outside of it.
func topOf(doc *document.Document, m *document.Mention) int32 {
	for t := m.First; t < m.End; t++ {
		if h := doc.Tokens[t].Head; h == none || h < m.First || h >= m.End {
			return t
		}
	}
	return m.Head
}

func blank(s []int32, n int) []int32 {
	if cap(s) < n {
		s = make([]int32, n, n+n/2)
	}
	s = s[:n]
	for i := range s {
		s[i] = none
	}
	return s
}

// build fills the graph for one sentence.
func (g *graph) build(doc *document.Document, sentence int32, l *layers, tables *Frames) {
	sent := &doc.Sentences[sentence]
	g.doc, g.sentence, g.first, g.end, g.tables = doc, sentence, sent.First, sent.End, tables
	g.block = doc.BlockOf(sent.Start)
	g.edges = g.edges[:0]
	n := int(sent.End - sent.First)
	if cap(g.nodes) < n {
		g.nodes = make([]node, n, n+n/2)
		g.kidList = make([]int32, n, n+n/2)
	}
	g.nodes, g.kidList = g.nodes[:n], g.kidList[:n]
	for i := range g.nodes {
		t := sent.First + int32(i)
		g.nodes[i] = node{canon: t, out: none, last: none, mention: l.head[t], cover: l.cover[t], time: l.time[t], surface: none, copula: none, relativized: none}
	}
	g.nameNodes()
	g.children()
	g.order()
	for _, t := range g.queue {
		if m := g.markOf(t); m != "" {
			g.node(t).mark = m
			if top := g.node(t).canon; top != t && g.node(top).mark == "" {
				g.node(top).mark = m // the tree hangs the preposition from another part of the name
			}
			if tok := g.tok(t); (tok.Dep == document.NmodDesc || tok.Dep == document.Compound) && tok.Head > t && (tok.Tag == document.NOUN || tok.Tag == document.PROPN && g.node(t).cover == none) && g.node(tok.Head).mark == "" {
				g.node(g.node(tok.Head).canon).mark = m // … or from the noun before it: "of the firm Pell & Moss"
			}
		}
	}
	g.basicEdges()
	for _, t := range g.queue {
		g.predicate(t)
	}
	g.segments()
	g.repair()
	g.comitatives()
	g.shareObjects()
	g.supportVerbs()
	g.implicitAgents()
}

// nameNodes makes each name one node: the token that its tree hangs from
// stands for all of them, so that arguments which the tree joins to a part of
// a name reach the whole.
func (g *graph) nameNodes() {
	last, top := none, none
	for t := g.first; t < g.end; t++ {
		n := g.node(t)
		if n.cover == none {
			continue
		}
		if n.cover != last {
			last = n.cover
			top = topOf(g.doc, &g.doc.Mentions[last])
		}
		n.canon = top
		if t == top && n.mention == none {
			n.mention = last
		}
		if first := g.doc.Mentions[last].First; first == t && t > g.first && honorifics[lower(g.doc.Word(t-1))] {
			if h := g.node(t - 1); h.cover == none && h.mention == none {
				h.canon = top // "Mr Grönli"
			}
		}
	}
}

// honorifics belong to the name that they stand before.
var honorifics = map[string]bool{"mr": true, "mr.": true, "mrs": true, "mrs.": true, "ms": true, "ms.": true, "miss": true,
	"dr": true, "dr.": true, "sir": true, "dame": true, "lord": true, "lady": true, "prof": true, "prof.": true, "professor": true,
	"sen.": true, "rep.": true, "gov.": true, "gen.": true, "rev.": true, "reverend": true, "capt.": true, "col.": true, "lt.": true, "sgt.": true}

// children fills the lists of children by counting.
func (g *graph) children() {
	for t := g.first; t < g.end; t++ {
		if h := g.head(t); h != none {
			g.node(h).kidsEnd++
		}
	}
	at := int32(0)
	for i := range g.nodes {
		n := &g.nodes[i]
		n.kids = at
		at += n.kidsEnd
		n.kidsEnd = n.kids
	}
	for t := g.first; t < g.end; t++ {
		if h := g.head(t); h != none {
			n := g.node(h)
			g.kidList[n.kidsEnd] = t
			n.kidsEnd++
		}
	}
}

// order fills queue with all tokens, heads before their children.
func (g *graph) order() {
	g.queue = g.queue[:0]
	for t := g.first; t < g.end; t++ {
		if g.head(t) == none {
			g.queue = append(g.queue, t)
		}
	}
	for i := 0; i < len(g.queue); i++ {
		g.queue = append(g.queue, g.kids(g.queue[i])...)
	}
}

// markOf returns the case marker or subordinator of a token.
func (g *graph) markOf(t int32) string {
	first, count := none, 0
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Case, document.Mark:
			if g.tok(k).XTag == document.POS || g.node(k).cover != none && g.node(k).cover == g.node(t).cover {
				continue // a word of the name itself: "Per Lund"
			}
			if first == none {
				first = k
			}
			count++
			for _, f := range g.kids(k) {
				if g.tok(f).Dep == document.Fixed {
					count++
				}
			}
		}
	}
	switch {
	case count == 0:
		return ""
	case count == 1:
		return lower(g.lemma(first))
	}
	var b [48]byte
	joined := b[:0]
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; d != document.Case && d != document.Mark || g.tok(k).XTag == document.POS {
			continue
		}
		joined = appendMark(joined, g.doc.Word(k))
		for _, f := range g.kids(k) {
			if g.tok(f).Dep == document.Fixed {
				joined = appendMark(joined, g.doc.Word(f))
			}
		}
	}
	if m, ok := marks[string(joined)]; ok {
		return m
	}
	// An unknown combination ("from within", "until after") counts as its last word.
	last := first
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; d == document.Case || d == document.Mark {
			last = k
		}
	}
	return lower(g.lemma(last))
}

func appendMark(b []byte, word string) []byte {
	if len(b) > 0 {
		b = append(b, '_')
	}
	for i := 0; i < len(word); i++ {
		c := word[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

// lower returns s in lower case, without an allocation where it is so already.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; 'A' <= c && c <= 'Z' || c >= 0x80 {
			return strings.ToLower(s)
		}
	}
	return s
}

// marks are the compound markers that the tables may ask for.
var marks = func() map[string]string {
	m := map[string]string{}
	for _, s := range strings.Fields(`according_to because_of out_of ahead_of instead_of in_front_of on_behalf_of
		as_well_as such_as rather_than due_to prior_to up_to next_to along_with together_with as_of in_favour_of
		in_favor_of in_charge_of in_place_of in_line_with away_from as_to as_for in_addition_to in_response_to
		on_top_of on_the_part_of at_odds_with by_way_of in_view_of in_support_of in_defence_of apart_from except_for
		as_part_of on_to onto in_between off_of as_from thanks_to contrary_to in_spite_of in_order_to so_as_to
		as_if even_if even_though in_case in_order_for so_that except_that in_connection_with in_exchange_for
		in_return_for at_the_hands_of for_lack_of with_regard_to in_protest_at in_protest_against
		in_cooperation_with in_collaboration_with in_partnership_with at_the_request_of in_the_wake_of`) {
		m[s] = s
	}
	// Synonyms read as one.
	m["in_to"] = "into"
	m["in_favor_of"] = "in_favour_of"
	m["in_defense_of"] = "in_defence_of"
	m["alongside_with"] = "alongside"
	m["from_out_of"] = "out_of"
	return m
}()

// add adds an edge unless it is there already.
func (g *graph) add(head int32, r rel, mark string, dep int32, via origin) bool {
	head, dep = g.node(head).canon, g.node(dep).canon
	if head == dep || g.hasEdge(head, r, mark, dep) {
		return false
	}
	at := int32(len(g.edges))
	g.edges = append(g.edges, edge{head: head, dep: dep, next: none, mark: mark, rel: r, via: via})
	n := g.node(head)
	if n.out == none {
		n.out = at
	} else {
		g.edges[n.last].next = at
	}
	n.last = at
	return true
}

// spread adds an edge to dep and to its conjuncts, each under its own case
// marker where it has one.
func (g *graph) spread(head int32, r rel, mark string, dep int32, via origin) {
	g.add(head, r, mark, dep, via)
	g.spreadInner(head, r, mark, dep)
	for _, k := range g.kids(dep) {
		if g.tok(k).Dep == document.Nmod && g.typeOf(dep) == document.Person {
			// "Nowak of Poland and Berg of Norway": people are coordinated, not places.
			first, end := k, k+1
			if c := g.node(k).cover; c != none {
				first, end = max(g.doc.Mentions[c].First, g.first), min(g.doc.Mentions[c].End, g.end)
			}
			for n := first; n < end; n++ { // "Nowak of the University of Brno and Berg of Siemens"
				for _, kk := range g.kids(n) {
					if g.tok(kk).Dep == document.Conj && (g.typeOf(kk) == document.Person || g.counterpart(kk)) && g.typeOf(k) != document.Person && kk != head && kk >= end {
						g.spread(head, r, mark, kk, shared)
					}
				}
			}
			continue
		}
		if g.tok(k).Dep != document.Conj || k == head || g.node(k).canon == g.node(dep).canon || g.isAddress(dep, k) {
			continue
		}
		if h := g.head(dep); h != none && g.tok(dep).Dep == document.Nmod && g.typeOf(h) == document.Person && g.typeOf(k) == document.Person && g.typeOf(dep) != document.Person {
			continue
		}
		if r != poss && g.possesses(k) {
			continue // "Roe and Malta's minister, Lee": the tree takes the possessor for the conjunct
		}
		m := mark
		to := r
		if own := g.node(k).mark; own != "" && g.tok(k).Tag != document.VERB {
			m = own
			if r == obj && farMarks[own] {
				to = obl // "to buy it from Orion and from its founder", hung from the object
			}
		}
		g.spread(head, to, m, k, shared)
	}
}

// counterpart reports whether token t is a title that a possessor joins to the
// person before: "the minister of Portugal and her counterpart".
func (g *graph) counterpart(t int32) bool {
	p := g.kid(t, document.NmodPoss)
	return p != none && g.tok(p).XTag == document.PRPS && g.tables != nil && g.node(t).cover == none && g.tables.isRole(lower(g.lemma(t)))
}

// spreadInner adds an edge to the conjuncts that the tree hangs from a part of
// the name at dep, where they are of its type: "the University of Bergen and
// the Grieg Foundation".
func (g *graph) spreadInner(head int32, r rel, mark string, dep int32) {
	c := g.node(dep).cover
	if c == none {
		return
	}
	top := g.node(dep).canon
	m := &g.doc.Mentions[c]
	for t := m.First; t < m.End; t++ {
		if t == top || !g.has(t) {
			continue
		}
		for _, k := range g.kids(t) {
			if g.tok(k).Dep != document.Conj || k < m.End || g.node(k).mention == none || g.node(k).canon == top || k == head || g.typeOf(k) != m.Type && m.Type != document.Person || g.tok(k).Tag == document.VERB || r != poss && g.possesses(k) {
				continue
			}
			at := mark
			if own := g.node(k).mark; own != "" {
				at = own
			}
			g.spread(head, r, at, k, shared)
		}
	}
}

// basicEdges turns the relations of the tree into edges, all but the subjects
// of predicates.
func (g *graph) basicEdges() {
	for _, t := range g.queue {
		tok := g.tok(t)
		h := tok.Head
		if h == none {
			continue
		}
		mark := g.node(t).mark
		switch tok.Dep {
		case document.Obj:
			if g.tables != nil && g.tables.words["giving verbs"][lower(g.lemma(h))] && g.laterObject(h, t) {
				g.spread(h, iobj, "", t, basic) // "will lend the commission $85 million"
				continue
			}
			g.spread(h, obj, "", t, basic)
		case document.Iobj:
			g.spread(h, iobj, "", t, basic)
			if g.kid(h, document.Obj) == none {
				g.spread(h, obj, "", t, basic) // "warned Sudan that …"
			}
		case document.OblAgent:
			if g.tok(h).Tag == document.VERB && g.voiceOf(h) == active {
				g.spread(h, obl, "by", t, basic) // "spoke by phone"
				continue
			}
			if c := g.kid(t, document.Case); mark == "of" && c != none && c > g.first && g.tok(c-1).Tag == document.NOUN {
				g.spread(c-1, nmod, mark, t, basic) // "led by Roe, a professor and head of the laboratory"
				continue
			}
			if mark == "at" || mark == "in" || mark == "on" {
				g.spread(h, obl, mark, t, basic) // "hosted by Roe, the minister, at a hotel": no agent
				continue
			}
			g.spread(h, subj, "", t, basic)
		case document.Obl, document.OblUnmarked:
			if g.tok(h).XTag == document.VBG && g.kid(h, document.Det) != none {
				g.spread(h, nmod, mark, t, basic) // "that warning to him"
			}
			if g.tok(h).Tag == document.PROPN && g.typeOf(h) == document.Person && g.kid(h, document.Cop) == none && t > h {
				g.spread(h, nmod, mark, t, basic) // "Sayle of the hospital": a name is no verb
				continue
			}
			g.spread(h, obl, mark, t, basic)
			if p := g.kid(t, document.Case); mark == "with" && p > g.first && (foldEqual(g.doc.Word(p-1), "together") || foldEqual(g.doc.Word(p-1), "along")) {
				g.spread(h, obl, "together_with", t, basic)
			}
			if tok.Tag == document.NOUN {
				g.complexMarker(h, obl, mark, t)
			}
		case document.NmodPoss:
			g.spread(h, poss, "", t, basic)
		case document.Nmod, document.NmodUnmarked:
			g.spread(h, nmod, mark, t, basic)
			if tok.Tag == document.NOUN {
				g.complexMarker(h, nmod, mark, t)
			}
		case document.NmodDesc:
			g.spread(h, title, "", t, basic)
		case document.Compound:
			if top := g.node(t).canon; top == t && mark != "" && t < h && g.node(t).cover != none && g.node(t).cover != g.node(h).cover {
				// "from Sevilla to Betis", taken for one name by the tree
				if hh := g.head(h); hh != none && g.tok(hh).Tag == document.VERB {
					g.spread(hh, obl, mark, t, basic)
					continue
				}
			}
			if v, at := g.behindName(t, h); v != none {
				g.spread(v, obl, at, t, basic) // "was hired away from Acme three years ago"
				continue
			}
			if g.moneyObject(t, h) {
				g.spread(g.head(h), obj, "", t, basic) // "fined Acme €12m"
				continue
			}
			g.spread(h, comp, "", t, basic)
		case document.Amod:
			g.spread(h, adj, "", t, basic)
		case document.Appos:
			g.spread(h, appos, "", t, basic)
		case document.Xcomp:
			if g.node(t).cover != none && mark == "" && g.doc.Mentions[g.node(t).cover].First > h && g.tok(h).Tag == document.VERB && g.kid(h, document.Obj) == none {
				g.spread(h, obj, "", t, basic) // a name is no clause: "named Park director"
				continue
			}
			g.spread(h, xcomp, mark, t, basic)
		case document.Ccomp:
			if tok.XTag == document.VBG && g.kid(t, document.Det) != none && t > h {
				g.spread(h, obj, "", t, basic) // "deliver that warning"
				continue
			}
			g.spread(h, ccomp, mark, t, basic)
		case document.Advcl, document.AdvclRelcl:
			g.spread(h, advcl, mark, t, basic)
		case document.Acl:
			g.spread(h, acl, mark, t, basic)
		case document.AclRelcl:
			g.spread(h, relcl, "", t, basic)
		case document.Parataxis, document.List, document.Dislocated:
			g.add(h, para, "", t, basic)
		case document.Advmod:
			g.add(h, advmod, "", t, basic)
		case document.Conj:
			g.add(h, conj, "", t, basic)
		}
	}
}

// behindName returns the verb and the preposition of a name that the tree
// compounds with the time behind it, none without.
func (g *graph) behindName(t, h int32) (v int32, mark string) {
	if g.node(t).canon != t || t > h || g.node(t).cover == none || g.node(t).time != none || g.node(h).time == none && !timeUnits[lower(g.lemma(h))] {
		return none, ""
	}
	first := g.doc.Mentions[g.node(t).cover].First
	if first <= g.first || g.tok(first-1).Tag != document.ADP {
		return none, ""
	}
	v = g.head(h)
	for steps := 0; v != none && g.tok(v).Tag != document.VERB && steps < 3; steps++ {
		v = g.head(v)
	}
	if v == none || g.tok(v).Tag != document.VERB || v > first {
		return none, ""
	}
	return v, lower(g.lemma(first - 1))
}

var timeUnits = map[string]bool{"year": true, "month": true, "week": true, "day": true, "decade": true}

// moneyObject reports whether the name at token t, which the tree compounds
// with a sum or number behind it, is an object of the verb above.
func (g *graph) moneyObject(t, h int32) bool {
	if g.node(t).canon != t || t > h || !g.isAmount(h) || g.node(t).cover == none {
		return false
	}
	v := g.head(h)
	return v != none && v < t && g.tok(v).Tag == document.VERB
}

// laterObject reports whether verb h has another object behind t that is no name.
func (g *graph) laterObject(h, t int32) bool {
	for _, k := range g.kids(h) {
		if k > t && t > h && g.tok(k).Dep == document.Obj && g.node(k).cover == none {
			return true
		}
	}
	return false
}

// complexMarker reads a preposition of several words that the tree takes apart:
// "came out in favour of the bill", "death at the hands of the police".
func (g *graph) complexMarker(h int32, r rel, mark string, t int32) {
	whole := complexMarkers[complexNoun{mark, lower(g.doc.Word(t))}]
	if whole == "" {
		return
	}
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; d == document.Nmod && g.mark(k) == "of" || d == document.NmodPoss {
			g.spread(h, r, whole, k, basic)
			if r == nmod && whole == "on_behalf_of" && g.tok(h).Dep == document.Obj && g.head(h) != none {
				g.spread(g.head(h), obl, whole, k, basic) // hung from what is given
			}
		}
	}
}

type complexNoun struct{ mark, noun string }

// complexMarkers are the nouns of prepositions that end in "of".
var complexMarkers = map[complexNoun]string{
	{"in", "favour"}: "in_favour_of", {"in", "favor"}: "in_favour_of", {"in", "support"}: "in_support_of",
	{"on", "behalf"}: "on_behalf_of", {"in", "defence"}: "in_defence_of", {"in", "defense"}: "in_defence_of", {"at", "hands"}: "at_the_hands_of",
}

// predicate finds voice and surface subject of token t where it heads a
// clause, and resolves its relative pronouns. Heads come before their
// children, so the governor's subject is known already.
func (g *graph) predicate(t int32) {
	tok := g.tok(t)
	n := g.node(t)
	n.copula = g.kid(t, document.Cop)
	verb := tok.Tag == document.VERB || tok.Tag == document.AUX && tok.Dep != document.Aux && tok.Dep != document.AuxPass && tok.Dep != document.Cop
	explicit := g.explicitSubject(t)
	if verb {
		n.voice = g.voiceOf(t)
	}
	clausal := verb || n.copula != none || explicit != none || tok.Dep == document.Xcomp || tok.Dep == document.Ccomp ||
		tok.Dep == document.Advcl || tok.Dep == document.AclRelcl || tok.Dep == document.AdvclRelcl
	if !clausal {
		return
	}
	antecedent := none
	if rel := g.relativeHead(t); rel != none {
		antecedent = g.head(rel)
		g.relativize(rel, antecedent)
	}
	if explicit != none {
		if g.isRelative(explicit) && antecedent != none {
			g.setSurface(t, antecedent, relative)
		} else if g.tok(explicit).Dep != document.Expl {
			g.setSurface(t, explicit, basic)
		}
		return
	}
	if s, via := g.sharedSubject(t, antecedent); s != none {
		g.setSurface(t, s, via)
	}
}

// explicitSubject returns the subject that the tree gives predicate t: of
// several, the last that is a mention.
func (g *graph) explicitSubject(t int32) int32 {
	if tok := g.tok(t); tok.XTag == document.VBN && tok.Dep == document.Advcl && tok.Head != none && tok.Head > t && g.kid(t, document.Aux, document.AuxPass) == none {
		// "Born in Turin, the son of a tailor, she studied": whom the main clause is about
		if s := g.kid(t, document.Nsubj, document.NsubjPass); s != none && s > t && g.commaWithin(t, s) {
			return none
		}
	}
	found := none
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Nsubj, document.NsubjPass, document.NsubjOuter:
			if found != none && g.isNational(k) {
				continue // "Strand, a Dane who …, will"
			}
			if found != none && g.isRelative(found) {
				found = k // "the curbs which both imposed"
				continue
			}
			if found != none && g.node(k).mark != "" && g.kid(k, document.Case) != none {
				continue // "aid to Malawi rose"
			}
			if found == none || k < t && g.mentionOf(k) != none && g.tok(found).Tag != document.PRON {
				found = k
			}
		}
	}
	return found
}

// isNational reports whether token t is one of a people: "a Dane".
func (g *graph) isNational(t int32) bool {
	m := g.node(t).mention
	if m == none || g.doc.Mentions[m].Kind != document.AdjectiveMention {
		return false
	}
	det := g.kid(t, document.Det)
	return det != none && (foldEqual(g.doc.Word(det), "a") || foldEqual(g.doc.Word(det), "an"))
}

// voiceOf tells passive participles from active verbs.
func (g *graph) voiceOf(t int32) voice {
	tok := g.tok(t)
	if g.kid(t, document.AuxPass) != none {
		return passive
	}
	if g.kid(t, document.NsubjPass, document.CsubjPass) != none {
		switch tok.Dep {
		case document.Advcl, document.Ccomp, document.AclRelcl:
			if m := g.node(t).mark; m != "" && m != "as" && m != "than" && tok.XTag != document.VBN {
				return active // a finite clause without an auxiliary is no passive
			}
		}
		if tok.Dep == document.Root && g.kid(t, document.Aux, document.OblAgent, document.Obj) == none && g.full() && g.intransitive(t) {
			return active // "conferred", for which the tagger has the participle
		}
		if tok.XTag == document.VBD && g.kid(t, document.Xcomp, document.Ccomp) != none && g.kid(t, document.Aux, document.OblAgent) == none && g.full() {
			return active // "At a rally Roe promised to cut taxes"
		}
		return passive
	}
	if tok.Dep == document.Conj && tok.XTag == document.VBD && g.kid(t, document.Nsubj, document.Obj, document.Ccomp, document.Xcomp) == none && g.passiveHead(t) {
		return passive // "was arrested and, in October, indicted by …"
	}
	if g.kid(t, document.OblAgent) != none && g.kid(t, document.Nsubj) == none && tok.XTag != document.VB && tok.XTag != document.VBG {
		return passive
	}
	if tok.Dep == document.Acl && (g.headlineVerb(t) || g.strandedVerb(t) || tok.XTag == document.VBD && t > g.first && g.doc.Word(t-1) == "," && g.kid(t, document.OblAgent) == none) {
		return active // "Lind, editor of the Herald, resigned"
	}
	if tok.XTag != document.VBN && !(tok.XTag == document.VBD && tok.Dep == document.Acl) {
		return active
	}
	if tok.XTag == document.VBD && g.kid(t, document.OblAgent) == none && !ditransitive[g.lemma(t)] {
		if o := g.kid(t, document.Obj); o != none && o == g.objectStart(t) {
			return active // "Hill accused Moss of lying; Moss denied it"
		}
	}
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Aux {
			return active // "has met"
		}
	}
	switch tok.Dep {
	case document.Conj:
		if h := g.head(t); g.tok(h).XTag == document.VBN && g.node(h).voice == active && g.tok(h).Tag == document.VERB && g.kid(t, document.Nsubj) == none {
			return active // "has met and praised"
		}
		return passive
	case document.Acl, document.Advcl, document.Xcomp, document.Amod:
		if g.kid(t, document.Obj) != none && !ditransitive[g.lemma(t)] {
			return active
		}
		return passive
	}
	if g.kid(t, document.Obj) != none {
		return active
	}
	if s := g.kid(t, document.Nsubj); s != none && s < t && tok.Dep == document.Root && g.node(s).cover != none && t > s+1 && g.doc.Word(t-1) == "," {
		return active // "Lind, a former head of the fund, studied at": a past tense
	}
	return passive
}

// objectStart returns the head of the name right behind verb t, none without.
func (g *graph) objectStart(t int32) int32 {
	at := t + 1
	for at < g.end && (g.tok(at).Dep == document.NmodDesc || honorifics[lower(g.doc.Word(at))]) {
		at++
	}
	if at >= g.end || g.node(at).cover == none || g.doc.Mentions[g.node(at).cover].First != at {
		return none
	}
	return g.node(at).canon
}

// full reports whether the sentence ends in a full stop: no headline does.
func (g *graph) full() bool {
	for i := g.end - 1; i >= g.first && i > g.end-3; i-- {
		if w := g.doc.Word(i); w == "." || w == "!" || w == "?" {
			return true
		}
	}
	return false
}

// intransitive reports whether verb t has frames and none of them has an object
// of the verb.
func (g *graph) intransitive(t int32) bool {
	if g.tables == nil {
		return false
	}
	frames := g.tables.verbs[lower(g.lemma(t))]
	for _, f := range frames {
		for _, s := range [...]*slots{&f.subject, &f.object} {
			for i := range s.list {
				if s.list[i].rel == obj || s.list[i].rel == iobj {
					return false
				}
			}
		}
	}
	return len(frames) > 0
}

// passiveHead reports whether the verb that t is coordinated to is a passive
// with an auxiliary, and t has an agent or nothing that an active verb needs.
func (g *graph) passiveHead(t int32) bool {
	h := g.head(t)
	if h == none || g.kid(h, document.AuxPass) == none {
		return false
	}
	for _, k := range g.kids(t) {
		if g.mark(k) == "by" {
			return true
		}
	}
	return false
}

// ditransitive verbs keep an object in the passive ("was given a stake").
var ditransitive = map[string]bool{"give": true, "offer": true, "award": true, "grant": true, "hand": true, "send": true,
	"lend": true, "pay": true, "sell": true, "show": true, "tell": true, "ask": true, "promise": true, "deny": true,
	"owe": true, "teach": true, "guarantee": true, "allocate": true, "assign": true, "refuse": true, "fine": true,
	"charge": true, "serve": true, "name": true, "call": true, "appoint": true, "elect": true, "make": true, "dub": true}

// setSurface records the surface subject of a predicate and adds the edges
// that it means.
func (g *graph) setSurface(t, s int32, via origin) {
	n := g.node(t)
	n.surface, n.subjects = s, true
	r := subj
	if n.voice == passive {
		r = obj
		if ditransitive[g.lemma(t)] && g.kid(t, document.Obj) != none {
			r = iobj
		}
	}
	g.spread(t, r, "", s, via)
}

// sharedSubject finds the subject that a clause without one of its own takes
// from where it stands.
func (g *graph) sharedSubject(t, antecedent int32) (int32, origin) {
	tok := g.tok(t)
	h := tok.Head
	if h == none {
		return none, basic
	}
	switch tok.Dep {
	case document.Conj:
		if up := g.head(h); g.tok(h).Dep == document.Ccomp && up != none && up < h && tok.XTag == document.VBD && g.tok(h).XTag == document.VBN &&
			g.kid(t, document.Aux, document.AuxPass) == none && g.kid(h, document.Aux) != none && g.tok(up).Tag == document.VERB && g.node(up).subjects {
			return g.node(up).surface, shared // "denied that they had left and accused him": the tenses tell
		}
		if g.isStartUp(h) {
			return none, basic
		}
		if up := g.head(h); g.tok(h).Dep == document.Advcl && up != none && up < h && g.tok(up).Tag == document.VERB && g.node(up).subjects && g.afterPerfect(h, t) {
			return g.node(up).surface, shared // "dismissed her, a year after she had come, and named him"
		}
		if hn := g.node(h); hn.subjects {
			return hn.surface, shared
		}
	case document.Parataxis, document.List:
		// "was born in Bergen, is a Norwegian and a Danish citizen"
		if hn := g.node(h); hn.subjects && h < t && (g.node(t).copula != none || g.finite(t)) && g.tok(t).Tag != document.PROPN {
			return hn.surface, shared
		}
	case document.Xcomp:
		o := g.kid(h, document.Obj, document.Iobj)
		if o == none && g.tok(t).Tag == document.VERB {
			o = g.nameComplement(h)
		}
		if o != none && (objectControl[g.lemma(h)] || g.tok(t).Tag != document.VERB || g.node(t).mark != "to") {
			return o, control
		}
		if hn := g.node(h); hn.subjects {
			return hn.surface, control
		}
		if g.tok(h).Tag == document.NOUN {
			return g.agentOf(h), control
		}
	case document.Advcl:
		mark := g.node(t).mark
		if mark == "of" || mark == "from" || mark == "into" || mark == "for" && objectFor[g.lemma(h)] {
			if o := g.kid(h, document.Obj); o != none {
				return o, control
			}
		}
		if tok.XTag == document.VBD || tok.XTag == document.VBZ || tok.XTag == document.VBP || mark == "as" || mark == "than" || g.finite(t) {
			return none, basic
		}
		if hn := g.node(h); hn.subjects {
			return hn.surface, control
		}
		if g.tok(h).Tag == document.NOUN {
			return g.agentOf(h), control
		}
	case document.Appos:
		if x := tok.XTag; tok.Tag == document.VERB && (x == document.VBG || x == document.VBN) && h < t {
			return h, relative // "Poku, a lawyer acting for Acme"
		}
	case document.Acl:
		if mark := g.node(t).mark; (mark == "of" || mark == "for") && g.tok(t).XTag == document.VBG && (g.node(h).cover != none || g.node(h).mark == "by") {
			// "was convicted by the court in Graz of murdering …"
			for v := g.head(h); v != none; v = g.head(v) {
				if g.tok(v).Tag != document.VERB {
					continue
				}
				if o := g.kid(v, document.Obj); o != none {
					return o, control
				}
				return g.node(v).surface, control
			}
		}
		if g.tok(t).XTag == document.VB || g.node(t).mark == "to" || g.node(t).mark == "of" || g.node(t).mark == "for" {
			if a := g.agentOf(h); a != none {
				return a, control
			}
			if g.node(h).mention == none && g.tok(h).Tag == document.NOUN {
				// "announced plans to …": who announced them.
				if v := g.head(h); v != none && g.tok(h).Dep == document.Obj && g.node(v).subjects {
					return g.node(v).surface, control
				}
				return none, basic
			}
			if g.tok(t).XTag == document.VBG {
				return none, basic
			}
		}
		return h, relative
	case document.AclRelcl:
		if antecedent != none && g.node(t).relativized == none {
			return antecedent, relative
		}
	}
	return none, basic
}

// isStartUp reports whether token t begins the noun "start-up", which taggers
// take for a verb.
func (g *graph) isStartUp(t int32) bool {
	return t+2 < g.end && foldEqual(g.doc.Word(t), "start") && g.doc.Word(t+1) == "-" && foldEqual(g.doc.Word(t+2), "up")
}

// afterPerfect reports whether verb t, coordinated with a clause in the past
// perfect behind a comma, is in the simple past: it goes on with the main clause.
func (g *graph) afterPerfect(h, t int32) bool {
	if x := g.tok(t).XTag; x != document.VBD && x != document.VBN || g.kid(t, document.Aux, document.AuxPass) != none {
		return false
	}
	had := false
	for _, k := range g.kids(h) {
		had = had || g.tok(k).Dep == document.Aux && foldEqual(g.doc.Word(k), "had")
	}
	cc := g.kid(t, document.Cc)
	return had && cc > g.first && g.doc.Word(cc-1) == ","
}

// nameComplement returns the name that the tree takes for a clause of verb h,
// but which is its object: "named Moss to replace her"; none without.
func (g *graph) nameComplement(h int32) int32 {
	k := g.kid(h, document.Xcomp)
	if k == none || k < h || g.node(k).cover == none || g.tok(h).Tag != document.VERB || g.node(k).mark != "" {
		return none
	}
	return k
}

// finite reports whether an auxiliary or copula of predicate t is finite: such
// a clause has a subject of its own, whether the tree knows it or not.
func (g *graph) finite(t int32) bool {
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Aux, document.AuxPass, document.Cop:
			switch g.tok(k).XTag {
			case document.MD, document.VBD, document.VBZ, document.VBP:
				return true
			}
		}
	}
	return false
}

// agentOf returns who does what a noun says, as its own words name it.
func (g *graph) agentOf(noun int32) int32 {
	for _, k := range g.kids(noun) {
		switch g.tok(k).Dep {
		case document.NmodPoss:
			return k
		case document.Nmod:
			if m := g.node(k).mark; m == "by" {
				return k
			}
		}
	}
	for _, k := range g.kids(noun) {
		switch g.tok(k).Dep {
		case document.Nmod:
			if g.node(k).mark == "of" {
				return k
			}
		case document.Amod, document.Compound:
			if m := g.node(k).mention; m != none && g.doc.Mentions[m].Kind == document.AdjectiveMention {
				return k
			}
		}
	}
	return none
}

// objectControl verbs hand their object to their infinitive ("asked him to
// go"); after others the infinitive is a purpose of the subject ("telephoned
// him to ask").
var objectControl = map[string]bool{"ask": true, "urge": true, "tell": true, "order": true, "persuade": true, "force": true,
	"help": true, "allow": true, "invite": true, "enable": true, "encourage": true, "instruct": true, "require": true,
	"permit": true, "warn": true, "advise": true, "convince": true, "compel": true, "authorize": true, "authorise": true,
	"want": true, "expect": true, "choose": true, "elect": true, "appoint": true, "name": true, "hire": true, "get": true,
	"cause": true, "lead": true, "push": true, "press": true, "pressure": true, "beg": true, "request": true, "teach": true,
	"train": true, "forbid": true, "command": true, "direct": true, "prompt": true, "oblige": true, "implore": true,
	"nominate": true, "select": true, "pick": true, "commission": true, "challenge": true, "call": true, "entitle": true,
	"assign": true, "designate": true, "believe": true, "consider": true, "find": true, "pay": true, "bring": true, "recruit": true,
	"tap": true, "need": true, "like": true, "prefer": true, "intend": true, "mean": true, "trust": true, "remind": true, "induce": true,
	"entice": true, "lobby": true, "dare": true, "condemn": true, "sentence": true, "summon": true, "lure": true, "send": true}

// objectFor verbs blame or praise their object for what it did.
var objectFor = map[string]bool{"blame": true, "praise": true, "criticize": true, "criticise": true, "thank": true,
	"fine": true, "arrest": true, "sentence": true, "jail": true, "punish": true, "sue": true, "sanction": true,
	"condemn": true, "convict": true, "indict": true, "investigate": true, "charge": true, "commend": true,
	"denounce": true, "attack": true, "honour": true, "honor": true, "fire": true, "dismiss": true, "suspend": true,
	"detain": true, "prosecute": true, "imprison": true, "rebuke": true, "censure": true, "accuse": true}

// relativeHead returns the top of the relative clause that predicate t belongs
// to, through coordination and complements; none without.
func (g *graph) relativeHead(t int32) int32 {
	if d := g.tok(t).Dep; (d == document.AclRelcl || d == document.AdvclRelcl) && g.head(t) != none {
		return t
	}
	return none
}

// isRelative reports whether token i is a relative pronoun or adverb.
func (g *graph) isRelative(i int32) bool {
	switch g.tok(i).XTag {
	case document.WDT, document.WP, document.WPS, document.WRB:
		return true
	case document.IN, document.DT:
		return g.tok(i).Tag == document.PRON && g.lemma(i) == "that"
	}
	return false
}

// relativize gives the antecedent the place of the relative pronoun of the
// clause with top t.
func (g *graph) relativize(t, antecedent int32) {
	found := false
	g.scratch = append(g.scratch[:0], t)
	for i := 0; i < len(g.scratch); i++ {
		at := g.scratch[i]
		for _, k := range g.kids(at) {
			if g.isRelative(k) {
				found = g.relativePlace(k, antecedent) || found
				g.node(t).relativized = k
				continue
			}
			switch g.tok(k).Dep {
			case document.AclRelcl, document.Advcl, document.Acl, document.AdvclRelcl:
				if g.tok(k).Dep == document.AclRelcl {
					continue // has its own antecedent
				}
			}
			g.scratch = append(g.scratch, k)
		}
	}
	if found || g.tok(t).Tag != document.VERB {
		return
	}
	// No pronoun: "the man she met", "the port they sailed from".
	subject := g.kid(t, document.Nsubj)
	if subject == none {
		return
	}
	if g.node(antecedent).time != none {
		return
	}
	for _, k := range g.kids(t) {
		tk := g.tok(k)
		if (tk.Dep == document.Obl || tk.Dep == document.Advmod) && (tk.Tag == document.ADP) {
			g.spread(t, obl, lower(tk.Lemma), antecedent, relative)
			g.node(t).relativized = k
			return
		}
	}
	if g.kid(t, document.Obj, document.Ccomp) == none && g.node(t).voice == active {
		at := t
		if x := g.kid(t, document.Xcomp); x != none && g.tok(x).Tag == document.VERB && g.kid(x, document.Obj) == none {
			at = x // "the company he wants to buy"
		}
		g.spread(at, obj, "", antecedent, relative)
		g.node(t).relativized = at
	}
}

// relativePlace adds the edge that relative pronoun k stands for.
func (g *graph) relativePlace(k, antecedent int32) bool {
	tok := g.tok(k)
	h := tok.Head
	switch tok.Dep {
	case document.Nsubj, document.NsubjPass, document.NsubjOuter:
		if tok.Dep == document.Nsubj && g.laterSubject(h, k) != none {
			g.spread(h, obj, "", antecedent, relative)
			return true
		}
		if g.relativeHead(h) == none { // "who he said was arrested"; the top itself is set by predicate
			g.setSurface(h, antecedent, relative)
		}
		return true
	case document.Obj:
		if x := g.kid(h, document.Xcomp); x != none && g.tok(x).Tag == document.VERB && g.kid(x, document.Obj, document.Ccomp) == none {
			g.spread(x, obj, "", antecedent, relative) // "which she helped to found"
			return true
		}
		g.spread(h, obj, "", antecedent, relative)
		return true
	case document.Iobj:
		g.spread(h, iobj, "", antecedent, relative)
		return true
	case document.OblAgent:
		g.spread(h, subj, "", antecedent, relative)
		return true
	case document.Obl:
		m := g.node(k).mark
		if m == "" {
			m = g.stranded(h)
		}
		if m == "by" && g.node(h).voice == passive {
			g.spread(h, subj, "", antecedent, relative)
			return true
		}
		g.spread(h, obl, m, antecedent, relative)
		return true
	case document.Advmod:
		if g.lemma(k) == "where" {
			g.spread(h, obl, "in", antecedent, relative)
		}
		return true
	case document.NmodPoss:
		g.spread(h, poss, "", antecedent, relative)
		if v := g.head(h); v != none && g.tok(h).Dep == document.Nsubj && g.node(k).cover == none && g.laterSubject(v, h) != none {
			g.spread(v, obj, "", h, relative) // "whose doctrine she had challenged"
		}
		return true
	case document.Nmod:
		g.spread(h, nmod, g.node(k).mark, antecedent, relative)
		return true
	}
	return false
}

// laterSubject returns a subject of verb v between token k and the verb, none
// without: k itself is no subject then.
func (g *graph) laterSubject(v, k int32) int32 {
	for _, o := range g.kids(v) {
		if o > k && o < v && g.tok(o).Dep == document.Nsubj {
			return o
		}
	}
	return none
}

// stranded returns the preposition that stands at the end of a clause without
// its object.
func (g *graph) stranded(h int32) string {
	for _, k := range g.kids(h) {
		if tk := g.tok(k); tk.Tag == document.ADP && tk.Dep != document.Case && tk.Dep != document.Mark {
			return lower(tk.Lemma)
		}
	}
	return ""
}

// shareObjects gives a verb without an object the object of the verb that is
// coordinated to it directly: "criticised and insulted the minister".
func (g *graph) shareObjects() {
	for _, t := range g.queue {
		tok := g.tok(t)
		if tok.Dep != document.Conj || tok.Tag != document.VERB {
			continue
		}
		h := tok.Head
		if g.tok(h).Tag != document.VERB || g.kid(h, document.Obj, document.Ccomp, document.Xcomp, document.Obl) != none || g.node(h).voice != active {
			continue
		}
		if o := g.kid(t, document.Obj); o != none && t-h <= 3 {
			g.spread(h, obj, "", o, shared)
		}
	}
}

// supportVerbs gives a noun of action the subject and the phrases of the verb
// that carries it: "Russia launched an attack on Kyiv", "the ministers held
// talks with him", "the firm came under criticism from".
func (g *graph) supportVerbs() {
	if g.tables == nil {
		return
	}
	for _, v := range g.queue {
		tok := g.tok(v)
		if tok.Tag != document.VERB {
			continue
		}
		for _, s := range g.tables.support[lower(tok.Lemma)] {
			for e := g.node(v).out; e != none; e = g.edges[e].next {
				ed := g.edges[e]
				if ed.rel != s.rel || ed.mark != s.mark {
					continue
				}
				noun := g.measured(ed.dep)
				if !g.tables.actionNoun(lower(g.lemma(noun))) {
					continue
				}
				if s.particle != "" && !g.hasParticle(v, s.particle) {
					continue
				}
				if s.from != "" {
					g.issue(v, noun, s.from)
					continue
				}
				g.carry(v, noun, s.as)
			}
		}
	}
}

// implicitAgents gives a noun of meeting or travel that names its other side
// but not who acts the subject of the clause it stands in: "arrived for a
// meeting with X", "during a visit to Y she urged …".
func (g *graph) implicitAgents() {
	if g.tables == nil {
		return
	}
	agents := g.tables.words["implicit agent"]
	benefits, exchanges := g.tables.words["benefits"], g.tables.words["exchanges"]
	for _, t := range g.queue {
		tok := g.tok(t)
		if tok.Tag == document.NOUN && (tok.Dep == document.Obl || tok.Dep == document.Advcl) && benefits[lower(tok.Lemma)] {
			g.benefit(t)
		}
		if tok.Tag == document.NOUN && tok.Dep == document.Obl && exchanges[lower(tok.Lemma)] {
			g.exchange(t)
		}
		if tok.Tag != document.NOUN || !agents[lower(tok.Lemma)] {
			continue
		}
		v := tok.Head
		if tok.Dep == document.Nmod && v != none && g.tok(v).Dep == document.Nsubj && g.mark(t) == "in" {
			v = g.head(v) // "Hill, in a letter to Moss, asked …"
		} else if tok.Dep != document.Obl && tok.Dep != document.Advmod {
			continue
		}
		if v == none || !g.node(v).subjects || !g.tables.words["funding nouns"][lower(tok.Lemma)] && (g.agentOf(t) != none || g.arg(t, supp, "") != none) {
			continue
		}
		switch g.mark(t) {
		case "for", "during", "after", "before", "at", "in", "on", "following", "ahead_of", "by", "with", "to", "from", "under", "since", "despite", "amid":
			g.spread(t, supp, "", g.node(v).surface, control)
		}
	}
}

// benefit makes the subject of the clause the one that noun t is given to:
// "with the support of the unions, she won".
func (g *graph) benefit(t int32) {
	v := g.head(t)
	if v == none || !g.node(v).subjects || g.agentOf(t) == none && g.arg(t, nmod, "from") == none {
		return
	}
	switch g.mark(t) {
	case "with", "without", "thanks_to", "through", "despite", "at", "under", "over", "amid", "in_spite_of", "against":
		g.spread(t, suffer, "", g.node(v).surface, control)
	}
}

// exchange gives a noun of communication that names nobody the two sides of
// the verb it goes with: "told him in a letter", "thanked her in a phone call".
func (g *graph) exchange(t int32) {
	v := g.head(t)
	if v == none || g.tok(v).Tag != document.VERB || !g.node(v).subjects || g.agentOf(t) != none {
		return
	}
	switch g.mark(t) {
	case "in", "during", "by", "over", "on", "at":
	default:
		return
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.rel == nmod && (ed.mark == "with" || ed.mark == "to" || ed.mark == "between" || ed.mark == "from") {
			return
		}
	}
	found := false
	for e := g.node(v).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if (ed.rel == obj || ed.rel == iobj || ed.rel == obl && ed.mark == "with") && g.typeOf(ed.dep) == document.Person {
			g.add(t, nmod, "with", ed.dep, control)
			found = true
		}
	}
	if found {
		for e := g.node(v).out; e != none; e = g.edges[e].next {
			if ed := g.edges[e]; ed.rel == subj {
				g.add(t, supp, "", ed.dep, control)
			}
		}
	}
}

// carry hands the arguments of support verb v to noun n.
func (g *graph) carry(v, n int32, as rel) {
	for e := g.node(v).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.dep == n {
			continue
		}
		switch ed.rel {
		case subj:
			if g.node(ed.dep).time == none {
				g.add(n, as, "", ed.dep, support)
			}
		case obj:
			if as == suffer && g.node(v).voice == passive {
				g.add(n, suffer, "", ed.dep, support) // "was met with criticism"
			}
		case obl:
			g.add(n, nmod, ed.mark, ed.dep, support)
		case iobj:
			g.add(n, nmod, "to", ed.dep, support)
		}
	}
}

// measured returns the noun that a measure or a series is of ("two days of
// talks", "a wave of strikes"), t itself where it is no measure.
func (g *graph) measured(t int32) int32 {
	mark := "of"
	switch lemma := lower(g.lemma(t)); {
	case lemma == "responsibility", lemma == "credit":
		mark = "for" // "claimed responsibility for the attack"
	case !g.tables.words["measures"][lemma]:
		return t
	}
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Nmod && g.mark(k) == mark && g.tok(k).Tag == document.NOUN {
			return k
		}
	}
	return t
}

// issue makes who stands behind the preposition the one that does what noun n,
// the subject of verb v, says: "condemnation came from Oslo".
func (g *graph) issue(v, n int32, mark string) {
	for e := g.node(v).out; e != none; e = g.edges[e].next {
		switch ed := g.edges[e]; {
		case ed.rel == obj:
			g.add(n, nmod, "to", ed.dep, support) // "aid from Oslo has reached Malta"
		case ed.rel != obl || g.node(ed.dep).time != none:
		case ed.mark == mark:
			g.add(n, supp, "", ed.dep, support)
		default:
			g.add(n, nmod, ed.mark, ed.dep, support)
		}
	}
}

// hasParticle reports whether verb v has the particle or adverb.
func (g *graph) hasParticle(v int32, word string) bool {
	for _, k := range g.kids(v) {
		switch g.tok(k).Dep {
		case document.CompoundPrt, document.Advmod, document.Case, document.Obl, document.Xcomp:
			if foldEqual(g.doc.Word(k), word) {
				return true
			}
		}
	}
	return v+1 < g.end && foldEqual(g.doc.Word(v+1), word)
}

// foldEqual compares a word with a lower-case ASCII word.
func foldEqual(s, want string) bool {
	return len(s) == len(want) && strings.EqualFold(s, want)
}

// rightmost returns the last token below t, t included.
func (g *graph) rightmost(t int32) int32 {
	last := t
	for steps := 0; steps < 100; steps++ {
		kids := g.kids(t)
		if len(kids) == 0 || kids[len(kids)-1] < t {
			return last
		}
		t = kids[len(kids)-1]
		last = max(last, t)
	}
	return last
}

// headlineVerb reports whether a participle right behind a name is the main
// verb after all: "Acme named Park …" as against "Acme, named after …".
func (g *graph) headlineVerb(t int32) bool {
	if x := g.tok(t).XTag; x != document.VBN && x != document.VBD {
		return false
	}
	if t+1 >= g.end || t == g.first || g.node(t-1).cover == none && g.node(t-1).mention == none || g.kid(t, document.OblAgent, document.AuxPass) != none {
		return false
	}
	if v := g.head(t); v == none || g.tok(v).Dep != document.Root {
		return false
	}
	switch next := g.tok(t + 1); next.Tag {
	case document.DET, document.PROPN, document.PRON, document.SYM:
		return true
	case document.ADJ, document.NOUN, document.NUM:
		return g.node(t+1).time == none
	}
	return false
}

// isAddress reports whether conjunct k of a place is what the place lies in:
// "Boise, Idaho", with a comma and no conjunction.
func (g *graph) isAddress(dep, k int32) bool {
	a, b := g.node(dep).mention, g.node(k).mention
	if a == none || b == none || g.doc.Mentions[a].Type != document.Place || g.doc.Mentions[b].Type != document.Place {
		return false
	}
	if g.doc.Mentions[a].End+1 != g.doc.Mentions[b].First || g.doc.Word(g.doc.Mentions[a].End) != "," {
		return false
	}
	return !g.coordinates(dep)
}

// coordinates reports whether token t is coordinated by a conjunction, be it
// further down in a chain of conjuncts.
func (g *graph) coordinates(t int32) bool {
	for _, c := range g.kids(t) {
		switch g.tok(c).Dep {
		case document.Cc:
			return true
		case document.Conj:
			if g.coordinates(c) {
				return true
			}
		}
	}
	return false
}

// strandedVerb reports whether a participle behind the comma that closes an
// insertion is the verb that the sentence lacks otherwise: "The Nation,
// Kenya's biggest newspaper, called on Rutto to cancel it."
func (g *graph) strandedVerb(t int32) bool {
	if t == g.first || g.doc.Word(t-1) != "," || g.kid(t, document.OblAgent, document.AuxPass) != none {
		return false
	}
	if g.kid(t, document.Obj, document.Xcomp, document.Ccomp, document.Advcl) == none && !(g.full() && g.intransitive(t)) {
		return false
	}
	for i := g.first; i < g.end; i++ {
		if g.head(i) == none {
			return (g.tok(i).Tag == document.PROPN || g.tok(i).Tag == document.NOUN) && g.kid(i, document.Cop, document.Nsubj, document.Aux) == none
		}
	}
	return false
}

// typeOf returns the type of the name that token t heads or lies in, Other without.
func (g *graph) typeOf(t int32) document.Type {
	n := g.node(t)
	m := n.cover
	if m == none {
		m = n.mention
	}
	if m == none {
		return document.Other
	}
	return g.doc.Mentions[m].Type
}

// commaWithin reports whether a comma stands between tokens a and b.
func (g *graph) commaWithin(a, b int32) bool {
	for i := a + 1; i < b; i++ {
		if g.doc.Word(i) == "," {
			return true
		}
	}
	return false
}

// possesses reports whether token k has the possessive ending.
func (g *graph) possesses(k int32) bool {
	for _, c := range g.kids(k) {
		if g.tok(c).XTag == document.POS {
			return true
		}
	}
	return false
}
