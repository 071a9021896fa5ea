package facts

import (
	"strings"

	"dossier/ingest/document"
)

// A credit says that somebody is credited for a clause: everything that is
// stated below its content is that source's, unless the way to it passes the
// words of the attribution themselves.
type credit struct {
	content int32 // predicate or noun that heads what is reported
	verb    int32 // word of speech; none for "according to"
	source  int32 // token of who is credited; none when it is not told
	second  int32 // who passes it on ("Interfax quoted …"); none without
	nouns   bool  // the content is a noun of action, an object of the word of speech
	denies  bool
	word    string
	phrase  [2]int32 // tokens of a description that word order tells; empty without
	within  bool     // the tree has the content below the word of speech
	span    [2]int32 // tokens that are reported, where word order tells and the tree may not; empty without
	accord  bool     // "according to"
	limit   int32    // only what stands before this token is reported; 0 without
}

// findCredits finds the attributions of the sentence.
func (q *qualifiers) findCredits(g *graph) {
	q.credits = q.credits[:0]
	for t := g.first; t < g.end; t++ {
		switch g.tok(t).Tag {
		case document.VERB, document.AUX:
			q.creditBrackets(g, t)
			if class := q.class(g, t); class&(saying|thinking|denying|accusing|suspecting|planning|wanting) != 0 {
				q.creditVerb(g, t, class)
			}
		case document.NOUN, document.PROPN:
			if class := q.words.nouns[q.lower(g.lemma(t))]; class&(saying|thinking|denying|accusing|suspecting) != 0 {
				q.creditNoun(g, t, class)
			}
			if q.words.views[q.lower(g.lemma(t))]&viewNoun != 0 {
				q.creditView(g, t)
			}
		}
		q.creditAccording(g, t)
	}
}

// creditVerb reads "X said that …", "…, X said", "X accused Y of …", "X denied …".
func (q *qualifiers) creditVerb(g *graph, t int32, class wordClass) {
	word := q.lemma(g, t)
	reports := class&(saying|thinking|denying) != 0
	if q.negated(g, t) && class&(denying|suspecting) == 0 {
		return
	}
	if h := g.tok(t).Head; h != none && g.tok(t).Dep == document.Xcomp && q.class(g, h)&failing != 0 && class&denying == 0 {
		return // "refused to say whether"
	}
	source, second := q.speakerOf(g, t)
	said := q.said
	any := false
	add := func(content int32, nouns bool) {
		any = true
		q.credits = append(q.credits, credit{content: content, verb: t, source: source, second: second, nouns: nouns, denies: class&denying != 0, word: word, phrase: said})
	}
	for _, k := range g.kids(t) {
		if q.isMoved(k) {
			continue
		}
		bare := q.infinitive(g, k) || !q.finite(g, k)
		switch dep := g.tok(k).Dep; dep {
		case document.Ccomp, document.Csubj, document.CsubjPass:
			switch {
			case q.relativeAfterComma(g, k), k > t && circumstantial[g.mark(k)]:
			case reports && !(bare && class&wanting != 0), class&suspecting != 0:
				add(k, false)
			case class&planning != 0 && !bare, class&accusing != 0:
				add(k, false)
			}
		case document.Advcl, document.Xcomp, document.Obl:
			if dep == document.Obl && !g.isPredicate(k) && class&(accusing|suspecting) != 0 && g.mark(k) == "of" {
				add(k, true)
				continue
			}
			if class&(accusing|suspecting) != 0 && (bare || dep == document.Ccomp) && g.mark(k) != "to" && !q.infinitive(g, k) {
				add(k, false)
			}
			if class&denying != 0 && dep == document.Xcomp {
				add(k, false)
			}
			if dep == document.Xcomp && class&(saying|thinking) != 0 && class&wanting == 0 && bare && source != none && g.node(t).voice == passive {
				add(k, false) // "was said by X to have …"
			}
		case document.Obj:
			if class&denying != 0 && class&voicing == 0 || nounReport(word) {
				add(k, true)
			}
			if class&(accusing|suspecting) != 0 {
				// "accused the firm of arming them", hung from the firm
				for _, kk := range g.kids(k) {
					if g.tok(kk).Dep == document.Acl && g.tok(kk).XTag == document.VBG && g.mark(kk) == "of" {
						add(kk, false)
					}
				}
			}
		case document.Parataxis, document.Dislocated:
			// The reported clause as a fragment before its verb of speech.
			if k < t && reports && !any && class&wanting == 0 && g.tok(t).Dep != document.Parataxis {
				add(k, false)
			}
		}
	}
	for _, m := range q.moved {
		if m.head == t && m.dep == document.Ccomp {
			add(m.clause, false)
		}
	}
	if !any && class&(saying|thinking) != 0 && (class&thatOnly == 0 || q.trails(g, t)) {
		q.creditAfter(g, t, source, second, word)
	}
}

// trails tells attributions at the end of their sentence: "…, court documents
// show." Only there do verbs that otherwise need a clause do without.
func (q *qualifiers) trails(g *graph, t int32) bool {
	tok := g.tok(t)
	if tok.Dep != document.Parataxis || tok.Head == none || tok.Head > t || g.kid(t, document.Obj, document.Xcomp, document.Ccomp) != none {
		return false
	}
	for k := t + 1; k < g.end && g.doc.Word(k) != ","; k++ {
		if g.tok(k).Tag == document.VERB {
			return false // "people briefed on the plan said"
		}
	}
	s := g.kid(t, document.Nsubj)
	return s != none && s < t && g.firstWord(s) > g.first && g.doc.Word(g.firstWord(s)-1) == ","
}

// circumstantial conjunctions open clauses that tell when or why something is
// said, not what.
var circumstantial = map[string]bool{"after": true, "before": true, "because": true, "since": true, "until": true, "while": true, "when": true,
	"once": true, "although": true, "though": true}

// relativeAfterComma tells relative clauses that the tree has as complements:
// "warned Smith, whom he had met in 2000, that …".
func (q *qualifiers) relativeAfterComma(g *graph, k int32) bool {
	first := g.firstWord(k)
	switch g.tok(first).XTag {
	case document.WP, document.WDT, document.WPS:
		return first > g.first && g.doc.Word(first-1) == "," && g.doc.Word(first) != "what"
	}
	return false
}

func (q *qualifiers) isMoved(clause int32) bool {
	for _, m := range q.moved {
		if m.clause == clause {
			return true
		}
	}
	return false
}

// nounReport tells verbs of speech whose object may be the reported act.
func nounReport(word string) bool {
	switch word {
	case "confirm", "deny", "report", "announce", "reveal", "acknowledge", "admit", "allege", "disclose", "concede", "claim":
		return true
	}
	return false
}

// creditAfter reads attributions that follow or interrupt what they report:
// "…, the minister said on Monday", "will not, his office insisted, meet".
// Where the parser hangs the verb from its own subject ("…, its minister
// announced" as a participle), the clause before it is meant as well.
func (q *qualifiers) creditAfter(g *graph, t, source, second int32, word string) {
	tok := g.tok(t)
	var phrase [2]int32
	if source == none || g.tok(t).Dep == document.Conj && g.kid(t, document.Nsubj, document.Cc) == none {
		source, phrase = q.besides(g, t)
	}
	if k := q.bracketed(g, t); k != none && source != none {
		q.credits = append(q.credits, credit{content: k, verb: t, source: source, second: second, word: word, phrase: phrase, within: true})
		return
	}
	if g.kid(t, document.Obj, document.Xcomp, document.Ccomp) != none && !addressed(word) || tok.Head == none {
		return
	}
	content := none
	switch tok.Dep {
	case document.Parataxis:
		content = tok.Head
	case document.Advcl:
		if g.mark(t) == "as" {
			content = tok.Head
		}
	case document.Conj:
		if source != none && g.kid(t, document.Cc) == none {
			content = tok.Head
		}
	case document.Acl, document.AclRelcl:
		n := tok.Head
		if tok.XTag != document.VBN && tok.XTag != document.VBD || g.kid(t, document.Aux, document.AuxPass, document.OblAgent, document.Nsubj) != none || n > t {
			return
		}
		switch g.tok(n).Dep {
		case document.Conj, document.Parataxis, document.Appos, document.List, document.Dislocated, document.OblUnmarked, document.NmodUnmarked, document.DepDep, document.Obj, document.Nsubj:
		default:
			return
		}
		if !q.commaBefore(g, n) || g.tok(n).Head == none {
			return
		}
		content, source = g.clause(g.tok(n).Head), n
	}
	if content == none || content == t {
		return
	}
	if content > t && tok.Dep != document.Parataxis && tok.Dep != document.Advcl {
		return
	}
	q.credits = append(q.credits, credit{content: content, verb: t, source: source, second: second, word: word, phrase: phrase})
}

// besides returns the noun that stands before verb of speech t, after a comma
// or a closing quotation mark; the tree may give it another subject.
func (q *qualifiers) besides(g *graph, t int32) (source int32, phrase [2]int32) {
	at := t - 1
	for at > g.first && (g.tok(at).Tag == document.ADV || g.tok(at).Tag == document.AUX) {
		at--
	}
	if at-1 >= g.first && g.doc.Word(at) == "," {
		// "its rector, Ann Smith, told staff"
		if c := g.node(at - 1).cover; c != none {
			if m := &g.doc.Mentions[c]; m.First > g.first && g.doc.Word(m.First-1) == "," {
				return m.Head, phrase
			}
		}
		// "Ann Smith, the firm's lawyer, told reporters"
		for k := at - 1; k > g.first && at-k < 14; k-- {
			if g.doc.Word(k) != "," {
				continue
			}
			if c := g.node(k - 1).cover; c != none && g.node(at-1).cover == none {
				if m := &g.doc.Mentions[c]; m.End == k && m.First > g.first && (g.doc.Word(m.First-1) == "," || g.doc.Word(m.First-1) == ";") {
					return m.Head, phrase
				}
			}
			break
		}
		first := at - 1
		for first > g.first && (g.tok(first).Tag == document.PROPN || g.doc.Word(first) == "-") {
			first--
		}
		if g.doc.Word(first) == "," && first < at-1 {
			for k := first + 1; k < at; k++ {
				if h := g.tok(k).Head; h <= first || h >= at {
					return k, [2]int32{first + 1, at}
				}
			}
		}
		return none, phrase
	}
	noun := none
	for ; at > g.first && t-at < 14; at-- {
		switch tok := g.tok(at); tok.Tag {
		case document.NOUN, document.PROPN, document.PRON:
			if noun == none && tok.XTag != document.PRPS {
				noun = at
			}
			continue
		case document.ADJ, document.DET, document.NUM, document.PART, document.X:
			continue
		case document.VERB: // "people briefed on the plan said", "people close to him said" (as a verb)
			if (tok.XTag == document.VBN || at+1 < t && g.tok(at+1).Tag == document.ADP && g.tok(at-1).XTag == document.NNS) &&
				g.kid(at, document.Aux, document.AuxPass) == none {
				noun = none
				continue
			}
		case document.ADP:
			if w := g.doc.Word(at); w == "of" || w == "in" || w == "for" || w == "at" || w == "with" || w == "from" || w == "on" || w == "to" {
				noun = none // the head stands before its phrases
				continue
			}
		case document.PUNCT:
			switch g.doc.Word(at) {
			case "-", "'", "’":
				continue
			case ",", ";", "\"", "”", "''", "—", "–":
				if noun != none {
					if c := g.node(noun).cover; c != none {
						noun = g.doc.Mentions[c].Head
					}
				}
				return noun, [2]int32{at + 1, t}
			}
		}
		return none, phrase
	}
	return none, phrase
}

// bracketed returns the clause that attribution t interrupts where the tree
// takes it for a conjunct: "Acme, the lawyer argued, attacked the convoy".
func (q *qualifiers) bracketed(g *graph, t int32) int32 {
	k := g.kid(t, document.Conj)
	if k == none || k < t || g.kid(k, document.Cc) != none || g.tok(k).Tag != document.VERB || t+1 >= g.end || g.doc.Word(t+1) != "," {
		return none
	}
	return k
}

// addressed tells verbs whose object is who they speak to.
func addressed(word string) bool {
	switch word {
	case "tell", "inform", "assure", "brief", "notify", "remind", "warn", "advise":
		return true
	}
	return false
}

// commaBefore tells whether the phrase of noun n begins after a comma or a
// closing quotation mark.
func (q *qualifiers) commaBefore(g *graph, n int32) bool {
	first := n
	for _, k := range g.kids(n) {
		if k < first && g.tok(k).Dep != document.Punct && g.tok(k).Dep != document.Cc {
			first = k
			for _, kk := range g.kids(k) {
				first = min(first, kk)
			}
		}
	}
	if first <= g.first {
		return false
	}
	switch g.doc.Word(first - 1) {
	case ",", "\"", "”", "''", "’", "—", "–":
		return true
	}
	return false
}

// speakerOf returns who speaks by verb t, and who passes it on.
func (q *qualifiers) speakerOf(g *graph, t int32) (source, second int32) {
	source, second = none, none
	q.said = [2]int32{}
	if h := g.tok(t).Head; h != none && (q.lower(g.lemma(h)) == "quote" || q.lower(g.lemma(h)) == "cite") && g.mark(t) == "as" {
		// "Interfax quoted the minister as saying", "the minister was quoted as saying by Interfax"
		return g.arg(h, obj, "*"), g.arg(h, subj, "*")
	}
	if h := g.tok(t).Head; h != none && q.lower(g.lemma(t)) == "say" && g.tok(t).XTag == document.VBG && (q.lower(g.lemma(h)) == "quote" || q.lower(g.lemma(h)) == "cite") {
		return g.arg(h, obj, "*"), g.arg(h, subj, "*")
	}
	if g.node(t).voice == passive || g.kid(t, document.AuxPass) != none {
		// "is expected", "was told": only who stands behind "by" speaks.
		return g.kid(t, document.OblAgent), second
	}
	for _, k := range g.kids(t) { // the nearest, where a tree has several
		if d := g.tok(k).Dep; (d == document.Nsubj || d == document.NsubjOuter) && (source == none || k < t || g.firstWord(k) == t+1) {
			source = k // or what follows it, in inversion
		}
	}
	if source == none || q.reportedBetween(g, source, t) {
		// "…; his lawyer, Ann Smith, argues that …", hung from elsewhere
		if s, phrase := q.besides(g, t); s != none {
			q.said = phrase
			return s, second
		}
	}
	if source != none && g.tok(source).Tag != document.PRON {
		return source, second
	}
	if s := g.arg(t, subj, "*"); s != none && (g.tok(t).Dep != document.Conj || g.mentionOf(s) != none) {
		return s, second
	}
	if source != none {
		return source, second
	}
	if k := g.kid(t, document.OblAgent); k != none {
		return k, second
	}
	// A conjunct or an open clause speaks with the mouth of its governor.
	tok := g.tok(t)
	if tok.Head != none {
		switch tok.Dep {
		case document.Conj, document.Xcomp, document.Advcl:
			if g.tok(tok.Head).Tag == document.VERB {
				s := g.arg(tok.Head, subj, "*")
				if tok.Dep == document.Conj && (s == none || g.mentionOf(s) == none) {
					// "promised to work with those who had voted against him and said":
					// who speaks is a person, so it goes with the main clause.
					root := tok.Head
					for g.tok(root).Head != none {
						root = g.tok(root).Head
					}
					if r := g.arg(root, subj, "*"); r != none && g.mentionOf(r) != none && q.past(g, root) {
						return r, second
					}
				}
				return s, second
			}
		}
	}
	return none, second
}

// reportedBetween tells subjects that what is said separates from their verb of
// speech: no sentence is built so.
func (q *qualifiers) reportedBetween(g *graph, source, t int32) bool {
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; (d == document.Ccomp || d == document.Parataxis) && source < k && k < t {
			return true
		}
	}
	return false
}

// creditNoun reads "X's claim that …", "a report by X of …", "voiced the fear that …".
func (q *qualifiers) creditNoun(g *graph, t int32, class wordClass) {
	contents := [4]int32{}
	n := 0
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Acl, document.Ccomp:
			if g.tok(k).XTag == document.VBN && !q.finite(g, k) || q.isMoved(k) {
				continue
			}
			if n < len(contents) {
				contents[n] = k
				n++
			}
		case document.Nmod:
			if g.mark(k) == "of" && class&(thinking|suspecting|accusing|denying) != 0 && n < len(contents) {
				contents[n] = k
				n++
			}
		}
	}
	for _, m := range q.moved {
		if m.head == t && m.dep == document.Acl && n < len(contents) {
			contents[n] = m.clause
			n++
		}
	}
	if n == 0 {
		return
	}
	source := g.arg(t, poss, "*")
	if source == none {
		for _, mark := range [...]string{"by", "from", "among", "in"} {
			if source = g.arg(t, nmod, mark); source != none {
				if mark == "in" && g.mentionOf(source) == none {
					source = none
					continue
				}
				break
			}
		}
	}
	second := none
	denies := class&denying != 0
	if h := g.tok(t).Head; h != none && (g.tok(t).Dep == document.Obj || g.tok(t).Dep == document.NsubjPass) {
		switch hc := q.class(g, h); {
		case hc&denying != 0:
			// The denier is credited first; who made the claim stands behind.
			source, second = q.subjectOf(g, h), source
			denies = true
		case source == none && hc&voicing != 0:
			source = q.subjectOf(g, h)
		}
	}
	if h := g.tok(t).Head; source == none && h != none && g.tok(t).Dep == document.Obl && q.words.prepositions[g.mark(t)]&withinPrep != 0 && q.class(g, h)&saying != 0 {
		source, second = q.speakerOf(g, h) // "said in a statement that …"
	}
	for _, k := range contents[:n] {
		q.credits = append(q.credits, credit{content: k, verb: t, source: source, second: second, nouns: g.tok(k).Dep == document.Nmod, denies: denies, word: q.lower(g.doc.Word(t))})
	}
}

func (q *qualifiers) subjectOf(g *graph, h int32) int32 {
	s, _ := q.speakerOf(g, h)
	return s
}

// creditView reads "in X's view", "in the words of X".
func (q *qualifiers) creditView(g *graph, t int32) {
	tok := g.tok(t)
	if m := g.mark(t); m != "in" && m != "by" && m != "to" || tok.Head == none || tok.Dep != document.Obl {
		return
	}
	source := g.arg(t, poss, "*")
	if source == none {
		source = g.arg(t, nmod, "of")
	}
	if source == none {
		return
	}
	q.credits = append(q.credits, credit{content: g.clause(tok.Head), verb: t, source: source, second: none, word: "in the " + q.lower(g.doc.Word(t))})
}

// creditAccording reads "according to X". Between commas or at an end of the
// sentence it covers the whole of it, otherwise the clause it stands in. It is
// read by the words: what follows misleads parsers.
func (q *qualifiers) creditAccording(g *graph, t int32) {
	if t+2 >= g.end || q.lower(g.doc.Word(t)) != "according" || g.doc.Word(t+1) != "to" {
		return
	}
	noun, end := t+2, t+2
	for ; end < g.end; end++ {
		switch tok := g.tok(end); tok.Tag {
		case document.NOUN, document.PROPN, document.PRON:
			noun = end
			continue
		case document.NUM, document.DET, document.ADJ, document.PART:
			continue
		case document.ADV:
			if end == t+2 {
				continue
			}
		case document.PUNCT:
			if g.doc.Word(end) == "-" || g.doc.Word(end) == "." && end+1 < g.end && tok.Start == g.tok(end-1).End && g.tok(end+1).Tag == document.PROPN {
				continue
			}
		}
		break
	}
	if m := g.mentionOf(noun); m != none {
		noun = g.doc.Mentions[m].Head
	}
	stop := end // the end of the description
	for ; stop < g.end; stop++ {
		if w := g.doc.Word(stop); w == "," || w == ";" || w == "." || w == ":" || w == "—" || w == "–" || w == ")" || g.tok(stop).XTag == document.WP || g.tok(stop).XTag == document.WDT || g.tok(stop).XTag == document.VBZ || g.tok(stop).XTag == document.MD {
			break
		}
	}
	cr := credit{verb: t, source: noun, second: none, word: "according to", phrase: [2]int32{t + 2, stop}, accord: true, limit: g.end}
	root := t
	for g.tok(root).Head != none {
		root = g.tok(root).Head
	}
	comma := t > g.first && (g.doc.Word(t-1) == "," || g.doc.Word(t-1) == "—" || g.doc.Word(t-1) == "–" || g.doc.Word(t-1) == "(")
	switch {
	case t == g.first:
		cr.content = root
	case comma && stop < g.end && g.doc.Word(stop) == "," && stop+1 < g.end && (g.tok(stop+1).Tag == document.VERB || g.tok(stop+1).Tag == document.AUX || g.tok(stop+1).Tag == document.ADV):
		cr.content = g.clause(stop + 1) // "Smith, according to his lawyer, never met Jones"
		if g.tok(stop+1).Tag != document.VERB {
			cr.content = g.clause(g.tok(stop + 1).Head)
		}
	case comma:
		cr.content = root
		cr.limit = t
	default:
		// Within a clause: it goes with the next verb, or the one before.
		cr.content = none
		for k := stop; k < g.end && k < stop+8; k++ {
			if g.tok(k).Tag == document.VERB {
				cr.content = k
				break
			}
			if g.doc.Word(k) == "," {
				break
			}
		}
		if cr.content == none {
			cr.content, cr.limit = root, t
		}
	}
	q.credits = append(q.credits, cr)
}

// decideSources credits the candidate to whoever reports the clause it is
// stated in.
func (q *qualifiers) decideSources(g *graph, c *candidate) {
	at, from := c.trigger, none
	background := c.kind == role || standing[c.relation]
	for steps := 0; steps < 40 && at != none; steps++ {
		for i := range q.credits {
			cr := &q.credits[i]
			if cr.content != at || !q.covers(g, c, cr, from) {
				continue
			}
			had := len(c.sources)
			if q.credit(g, c, cr, cr.source) {
				if cr.accord && had == 1 && c.status == document.Denied && (c.sources[0].Entity == c.subject || c.sources[0].Entity == c.object) {
					// "He denied having met her, according to his lawyer": who denies
					// is part of what the lawyer says.
					c.sources[0], c.sources[1] = c.sources[1], c.sources[0]
				}
				if cr.second != none {
					q.credit(g, c, cr, cr.second)
				}
			}
		}
		if background && !q.stays(g, at) || q.aside(g, at) || c.kind == nominal && at == c.trigger && !q.asserted(g, at) {
			break
		}
		from = at
		at, _ = q.above(g, at)
	}
	for i := range q.credits {
		cr := &q.credits[i]
		if len(c.sources) > 0 {
			return
		}
		if cr.span[0] <= c.trigger && c.trigger < cr.span[1] && q.within(g, c, cr) {
			q.credit(g, c, cr, cr.source)
		}
	}
	if len(c.sources) == 0 {
		q.creditQuote(g, c)
	}
}

// within tells whether nothing on the way from the trigger to the root takes it
// out of what the words of an attribution cover.
func (q *qualifiers) within(g *graph, c *candidate, cr *credit) bool {
	background := c.kind == role || standing[c.relation]
	for at, steps := c.trigger, 0; at != none && steps < 40; steps++ {
		if background && !q.stays(g, at) || q.aside(g, at) || c.kind == nominal && at == c.trigger && !q.asserted(g, at) {
			return false
		}
		if at == cr.verb {
			return g.tok(cr.verb).Dep != document.Advcl
		}
		at, _ = q.above(g, at)
	}
	return true
}

// creditBrackets reads attributions by their commas alone: "…, its rector, Ann
// Smith, told staff on Monday." covers what stands before it, "will not, his
// office insisted, meet him" the clause around it. Trees of long sentences are
// least sure here.
func (q *qualifiers) creditBrackets(g *graph, t int32) {
	tok := g.tok(t)
	if class := q.words.verbs[q.lemma(g, t)]; class&saying == 0 || class&thatOnly != 0 || tok.XTag != document.VBD && tok.XTag != document.VBZ && tok.XTag != document.VBN && tok.XTag != document.VBP {
		return
	}
	if t+1 < g.end {
		switch next := g.tok(t + 1); {
		case next.Tag == document.SCONJ, g.doc.Word(t+1) == "that", g.doc.Word(t+1) == "to", next.Tag == document.VERB, next.Tag == document.AUX:
			return
		case next.Tag == document.NOUN || next.Tag == document.PROPN || next.Tag == document.DET || next.Tag == document.PRON || next.Tag == document.ADJ || next.Tag == document.NUM:
			if !addressed(q.lemma(g, t)) {
				return
			}
			for k := t + 1; k < g.end && k < t+8; k++ {
				if w := g.doc.Word(k); w == "that" || w == "to" && g.tok(k).Tag == document.PART {
					return
				}
			}
		}
	}
	source, phrase := q.besides(g, t)
	if source == none {
		return
	}
	start := t // the comma before the phrase
	for start > g.first && (g.doc.Word(start-1) != "," || start-1 > source) {
		start--
	}
	if m := g.node(source).cover; m != none && start-1 > g.first && g.doc.Word(t-1) == "," && g.doc.Mentions[m].End == t-1 {
		// The name stands in apposition to "its rector".
		for start--; start > g.first && g.doc.Word(start-1) != ","; start-- {
		}
	}
	if start <= g.first+1 {
		return
	}
	cr := credit{content: none, verb: t, source: source, second: none, word: q.lemma(g, t), phrase: phrase, limit: g.end}
	first := start - 1
	for first > g.first && g.doc.Word(first-1) != ";" {
		first--
	}
	cr.span = [2]int32{first, start - 1}
	if t+2 < g.end && g.doc.Word(t+1) == "," && g.tok(t+2).Tag != document.CCONJ {
		// Within its sentence: the clause around it.
		last := t + 2
		for last < g.end && g.doc.Word(last) != ";" && !(g.doc.Word(last) == "," && last+1 < g.end && g.tok(last+1).Tag == document.CCONJ) {
			last++
		}
		first = start - 1
		for first > g.first && g.tok(first-1).Tag != document.CCONJ && g.doc.Word(first-1) != ";" && g.tok(first-1).XTag != document.WDT && g.tok(first-1).XTag != document.WP && g.tok(first-1).XTag != document.WPS {
			first--
		}
		cr.span = [2]int32{first, last}
	}
	verbs := false
	for k := cr.span[0]; k < cr.span[1]; k++ {
		verbs = verbs || k != t && (g.tok(k).Tag == document.VERB || g.tok(k).Tag == document.AUX)
	}
	if verbs {
		q.credits = append(q.credits, cr)
	}
}

// runsOn tells whether nothing sets token t apart from the verb of an
// attribution before it: it belongs to the attribution then.
func (q *qualifiers) runsOn(g *graph, verb, t int32) bool {
	for k := verb + 1; k < t; k++ {
		if tok := g.tok(k); tok.Tag == document.PUNCT || tok.Tag == document.CCONJ || tok.Tag == document.SCONJ || g.doc.Word(k) == "that" {
			return false
		}
	}
	return true
}

// semicolon tells whether one stands between two tokens.
func (q *qualifiers) semicolon(g *graph, a, b int32) bool {
	for k := min(a, b); k < max(a, b); k++ {
		if g.doc.Word(k) == ";" {
			return true
		}
	}
	return false
}

// aside tells relative clauses that a writer adds to what somebody says: those
// of names and things, not those of an apposition, which are part of the claim
// ("the gang which broke in").
func (q *qualifiers) aside(g *graph, t int32) bool {
	h, dep := q.above(g, t)
	if h == none || dep != document.AclRelcl {
		return false
	}
	for g.tok(h).Dep == document.Conj {
		h = g.tok(h).Head
	}
	return g.tok(h).Dep != document.Appos && g.node(h).copula == none && g.tok(h).Dep != document.Ccomp
}

// asserted tells nouns of action whose clause states them; others are taken
// for granted ("repeat its invasion of 2014").
func (q *qualifiers) asserted(g *graph, t int32) bool {
	h := g.tok(t).Head
	if h == none {
		return true
	}
	switch g.tok(t).Dep {
	case document.Appos:
		return false
	case document.Obj, document.Nsubj, document.NsubjPass, document.Obl, document.Nmod, document.Compound:
		switch g.tok(h).Tag {
		case document.VERB, document.AUX:
			return q.class(g, h)&(occurring|planning|wanting|failing|denying) != 0 && q.class(g, h)&echoing == 0
		case document.NOUN, document.PROPN:
			return q.words.nouns[q.lower(g.lemma(h))] != 0
		}
	}
	return true
}

// covers tells whether a credit for a clause above the trigger is one for what
// the trigger states: not when the way up comes through the words of the
// attribution.
func (q *qualifiers) covers(g *graph, c *candidate, cr *credit, from int32) bool {
	switch {
	case c.trigger == cr.verb, cr.limit > 0 && c.trigger >= cr.limit:
		return false
	case cr.phrase[1] > 0 && cr.phrase[0] <= c.trigger && c.trigger < cr.phrase[1]:
		return false
	case cr.nouns && c.kind == role, cr.denies && c.status != document.Denied && cr.nouns:
		return false
	case cr.within:
		return true
	case !cr.accord && cr.content < cr.verb && cr.verb < c.trigger && q.runsOn(g, cr.verb, c.trigger):
		return false // "…, he said on Monday after talks with Y"
	case q.semicolon(g, c.trigger, cr.verb):
		return false // "A met B; a strike is possible, he said"
	case from != none && cr.content < cr.verb && cr.verb < from && !cr.accord && g.tok(from).Dep == document.Conj && g.kid(from, document.Nsubj, document.NsubjPass) != none:
		return false // "he would appeal, he said, and he called on …"
	case from == cr.verb || from != none && g.within(from, cr.verb) && !g.within(cr.content, cr.verb):
		return false
	case !cr.accord && g.within(c.trigger, cr.verb) && !g.within(cr.content, cr.verb):
		return false
	case !cr.accord && cr.source != none && cr.source != cr.verb && g.within(c.trigger, cr.source) && !g.within(cr.content, cr.source):
		return false
	}
	return true
}

// stays tells whether a role is still part of what is asserted one step up: a
// role in a relative clause or an apposition is the article's own.
func (q *qualifiers) stays(g *graph, t int32) bool {
	switch g.tok(t).Dep {
	case document.AclRelcl, document.Acl, document.Appos, document.Parataxis, document.Nmod, document.Compound, document.Flat, document.NmodDesc:
		return false
	}
	return true
}

// credit adds the entity or description of token t as a source; false when
// there is none.
func (q *qualifiers) credit(g *graph, c *candidate, cr *credit, t int32) bool {
	if t == none || !g.has(t) {
		return false
	}
	q.crediting = cr.verb
	src, ok := q.sourceOf(g, t)
	if !ok {
		return false
	}
	if src.Entity == none && t == cr.source && cr.phrase[1] > cr.phrase[0] && g.tok(t).Tag != document.PRON {
		src.Text = q.inFull(g, t, q.phrase(g, cr.phrase[0], cr.phrase[1]))
	}
	for _, old := range c.sources {
		if old == src {
			return false
		}
	}
	c.sources = append(c.sources, src)
	c.note("source", src.Text, cr.word)
	return true
}

// sourceOf returns the entity that token t stands for, or its description.
func (q *qualifiers) sourceOf(g *graph, t int32) (document.Source, bool) {
	if g.tok(t).Tag == document.PRON {
		if src, ok := q.goesOn(g, t); ok {
			return src, true
		}
	}
	t = g.node(t).canon // of "Mr Smith", the name
	tok := g.tok(t)
	if m := g.mentionOf(t); m != none {
		men := &g.doc.Mentions[m]
		if ent := men.Entity; ent != none && !q.several(g, t, men) {
			return document.Source{Entity: ent, Text: g.doc.Entities[ent].Name}, true
		}
		if men.Kind == document.PronounMention && len(men.Group) == 1 {
			return document.Source{Entity: men.Group[0], Text: g.doc.Entities[men.Group[0]].Name}, true
		}
	}
	switch tok.Tag {
	case document.PRON:
		w := q.lower(g.doc.Word(t))
		if w == "they" || w == "it" || w == "he" || w == "she" {
			return q.lastDescribed(g, t)
		}
		if w == "who" || w == "which" || w == "that" {
			return document.Source{}, false
		}
		return document.Source{}, false
	case document.NOUN, document.PROPN, document.NUM, document.ADJ:
		if q.themselves(g, t) {
			return document.Source{}, false
		}
		if text := q.inFull(g, t, q.describe(g, t)); text != "" {
			return document.Source{Entity: none, Text: text}, true
		}
	}
	return document.Source{}, false
}

// several tells descriptions of more than one, which no single entity is:
// "the three parties".
func (q *qualifiers) several(g *graph, t int32, men *document.Mention) bool {
	return men.Kind == document.DescriptionMention && g.tok(t).XTag == document.NNS && g.kid(t, document.Nummod) != none
}

// themselves tells "the two sides" and "both parties": who acts announces it,
// and nobody stands between the article and the fact.
func (q *qualifiers) themselves(g *graph, t int32) bool {
	if g.tok(t).XTag != document.NNS {
		return false
	}
	definite, counted := false, false
	for _, k := range g.kids(t) {
		switch w := q.lower(g.doc.Word(k)); {
		case w == "both":
			return true
		case w == "the" || w == "these" || w == "those":
			definite = true
		case g.tok(k).Dep == document.Nummod:
			counted = true
		}
	}
	return definite && counted
}

// describe returns the words of a noun phrase that names no entity, without
// relative clauses, parentheses and a leading article: "prosecutors", "three
// people familiar with the matter". A possessive pronoun gives way to the name.
func (q *qualifiers) describe(g *graph, t int32) string {
	first, end := t, t+1
	keep := func(k int32) bool {
		switch g.tok(k).Dep {
		case document.AclRelcl, document.Appos, document.Punct, document.Conj, document.Cc, document.Parataxis, document.Case, document.Cop,
			document.Nsubj, document.Aux, document.Mark, document.Advmod, document.List, document.Dislocated:
			return false
		}
		return true
	}
	var grow func(k int32)
	grow = func(k int32) {
		first, end = min(first, k), max(end, k+1)
		for _, kk := range g.kids(k) {
			if g.tok(kk).Dep == document.Punct || g.tok(kk).Dep == document.AclRelcl || g.tok(kk).Dep == document.Appos {
				continue
			}
			grow(kk)
		}
	}
	for _, k := range g.kids(t) {
		if keep(k) && k != q.crediting {
			grow(k)
		}
	}
	if end-first > 14 {
		first, end = max(first, t-3), t+1
	}
	return q.phrase(g, first, end)
}

// phrase returns the words of a description as the article has them, without a
// leading article.
func (q *qualifiers) phrase(g *graph, first, end int32) string {
	if first+1 < end && g.tok(first).Dep == document.Det {
		first++
	}
	text := g.doc.Slice(g.doc.TokenSpan(first, end))
	if p := g.tok(first); p.Dep == document.NmodPoss && p.Tag == document.PRON {
		if m := g.mentionOf(first); m != none && g.doc.Mentions[m].Entity != none && first+1 < end {
			text = q.lastName(g, g.doc.Mentions[m].Entity, first) + "'s " + g.doc.Slice(g.doc.TokenSpan(first+1, end))
		}
	}
	return strings.Join(strings.Fields(text), " ")
}

// lastName returns the entity's name as the article last had it before token t.
func (q *qualifiers) lastName(g *graph, entity, t int32) string {
	name := g.doc.Entities[entity].Name
	for _, m := range g.doc.Entities[entity].Mentions {
		if men := &g.doc.Mentions[m]; men.Kind == document.NameMention && men.End <= t {
			name = g.doc.Slice(g.doc.TokenSpan(men.First, men.End))
		}
	}
	return name
}

// lastDescribed resolves a pronoun that no mention resolves to the source that
// the sentence before describes: "prosecutors … They suspect".
func (q *qualifiers) lastDescribed(g *graph, t int32) (document.Source, bool) {
	if q.lower(g.doc.Word(t)) != "they" || g.sentence == 0 {
		return document.Source{}, false
	}
	prev := g.doc.Sentences[g.sentence-1]
	for i := prev.First; i < prev.End; i++ {
		tok := g.doc.Tokens[i]
		if tok.XTag != document.NNS {
			continue
		}
		subject := tok.Dep == document.Nsubj
		if tok.Dep == document.Obl {
			for k := max(prev.First, i-4); k < i; k++ {
				subject = subject || q.lower(g.doc.Word(k)) == "according"
			}
		}
		if subject {
			return document.Source{Entity: none, Text: g.doc.Word(i)}, true
		}
	}
	return document.Source{}, false
}
