package facts

import (
	"dossier/ingest/document"
)

// Status is found as in FactBank (Saurí and Pustejovsky, "FactBank: a corpus
// annotated with event factuality", 2009): the event starts as a fact, and each
// word that governs it on the way to the root may change that. The four
// statuses form a small lattice; combine is its table, inner status by row,
// outer effect by column:
//
//	            happened   planned    possible   denied
//	happened    happened   planned    possible   denied
//	planned     planned    planned    possible   denied
//	possible    possible   possible   possible   denied
//	denied      denied     denied     possible   happened
//
// Two negations cancel out ("did not fail to"), and what is only possible stays
// so under anything but a denial; ruling out a possibility denies it, not
// ruling it out leaves it possible, which is what the walk does in the end.
func combine(inner, outer document.Status) document.Status {
	switch {
	case outer == document.Happened:
		return inner
	case outer == document.Possible:
		return document.Possible
	case outer == document.Planned:
		if inner == document.Happened {
			return document.Planned
		}
		return inner
	case inner == document.Denied:
		return document.Happened
	}
	return document.Denied
}

// verdict is a status on the way up, with the words that made it.
type verdict struct {
	status document.Status
	why    string
}

func (v *verdict) apply(effect document.Status, word string) {
	if effect == document.Happened {
		return
	}
	// Not ruled out is possible, not happened.
	if effect == document.Denied && v.status == document.Denied && v.why != "" {
		v.status = document.Possible
	} else {
		v.status = combine(v.status, effect)
	}
	if v.why != "" {
		v.why += ", "
	}
	v.why += word
}

func (q *qualifiers) decideStatus(g *graph, c *candidate) {
	q.partakes = c.relation == "participates in" || c.relation == "attends"
	v := q.statusOf(g, c.trigger)
	status := v.status
	switch {
	case c.final && status != document.Denied:
		status, v.why = c.status, c.rule
	case c.status == document.Happened:
	case status == document.Happened:
		status, v.why = c.status, c.rule
	default:
		status = combine(c.status, status)
	}
	c.status = status
	if status != document.Happened || v.why != "" {
		c.note("status", status.String(), v.why)
	}
}

// decideAhead turns an act into a plan that is told without a past tense and
// lies behind the day of publication ("opens on 3 May").
func (q *qualifiers) decideAhead(g *graph, c *candidate) {
	if c.status != document.Happened || q.published == "" || len(c.time) < 7 || c.kind == role {
		return
	}
	n := min(len(c.time), 10)
	if i := indexByte(c.time, '/'); i >= 0 && i < n {
		n = i
	}
	if c.time[:n] <= q.published[:n] {
		return
	}
	p := g.clause(c.trigger)
	if q.past(g, p) {
		return
	}
	c.status = document.Planned
	c.note("status", "planned", c.time+" is after publication")
}

func indexByte(s string, b byte) int {
	for i := 0; i < len(s); i++ {
		if s[i] == b {
			return i
		}
	}
	return -1
}

// past tells whether the clause is in a past tense.
func (q *qualifiers) past(g *graph, p int32) bool {
	if g.tok(p).XTag == document.VBD {
		return true
	}
	for _, k := range g.kids(p) {
		switch g.tok(k).Dep {
		case document.Aux, document.AuxPass, document.Cop:
			if g.tok(k).XTag == document.VBD || q.lower(g.lemma(k)) == "have" {
				return true
			}
		}
	}
	return false
}

// statusOf walks from token t to the root.
func (q *qualifiers) statusOf(g *graph, t int32) verdict {
	var v verdict
	q.local(g, t, t, &v)
	at := t
	for steps := 0; steps < 40; steps++ {
		h, dep := q.above(g, at)
		if h == none {
			break
		}
		next, stop := q.rise(g, at, h, dep, &v)
		if stop {
			return v
		}
		at = next
	}
	if q.asked && v.status <= document.Planned && g.isPredicate(at) && !q.quotes(g, at) {
		v.apply(document.Possible, "?")
	}
	return v
}

// quotes tells clauses that report speech: their question is the speaker's.
func (q *qualifiers) quotes(g *graph, at int32) bool { return q.class(g, at)&saying != 0 }

// rise applies what head h does to its dependent at, and returns where to go on.
func (q *qualifiers) rise(g *graph, at, h int32, dep document.Dep, v *verdict) (next int32, stop bool) {
	tok := g.tok(at)
	verbal := g.isPredicate(at) || tok.Tag == document.VERB
	switch dep {
	case document.Conj:
		q.shareLocal(g, at, h, v)
		return h, false
	case document.Xcomp, document.Ccomp, document.Csubj, document.CsubjPass:
		if dep == document.Xcomp && tok.XTag == document.VBD {
			return h, true // a finite verb is no open complement: the tree is wrong
		}
		return q.riseComplement(g, at, h, v)
	case document.Advcl, document.AdvclRelcl:
		if q.infinitive(g, at) || q.class(g, h)&(failing|wanting|planning|accusing|suspecting) != 0 && !q.finite(g, at) && governs(g.mark(at)) && !(g.mark(at) == "" && (at < h || q.afterComma(g, at))) {
			return q.riseComplement(g, at, h, v)
		}
		if g.tok(h).Tag == document.ADJ && g.mark(at) == "of" {
			return h, false // "stopped short of suing"
		}
		if m := g.mark(at); q.words.subordinators[m]&excluding != 0 {
			v.apply(document.Denied, m)
		} else if q.still(g, at, m) {
			var main verdict
			q.local(g, h, at, &main)
			if main.status == document.Planned || main.status == document.Possible {
				v.apply(main.status, main.why)
			}
		}
		return h, true
	case document.Acl:
		gerund := tok.XTag == document.VBG && (g.mark(at) != "" || g.kid(at, document.Nsubj) != none)
		if q.infinitive(g, at) || gerund || q.finite(g, at) {
			effect, word := q.nounEffect(g, h)
			if effect == document.Happened && q.infinitive(g, at) && g.tok(h).Dep == document.Root && g.node(h).cover != none {
				effect, word = document.Planned, "to "+q.lower(g.doc.Word(at)) // a headline
			}
			if q.finite(g, at) && effect != document.Denied && word != "" && effect != document.Possible {
				effect = document.Happened // "the decision that it had taken"
			}
			v.apply(effect, word)
			return h, false
		}
		return h, true
	case document.AclRelcl, document.Parataxis, document.Appos, document.List, document.Dislocated:
		return h, true
	case document.Amod:
		return h, tok.Tag == document.VERB
	}
	if verbal && tok.Tag == document.VERB && tok.Dep != document.Obl && tok.Dep != document.Obj && tok.Dep != document.Nmod {
		return h, tok.Dep != document.Root && tok.Dep != document.DepDep
	}
	return q.riseNoun(g, at, h, v)
}

// riseComplement: at is a clause that h governs.
func (q *qualifiers) riseComplement(g *graph, at, h int32, v *verdict) (int32, bool) {
	class := q.class(g, h)
	word := q.lemma(g, h)
	bare := q.infinitive(g, at) || !q.finite(g, at)
	if h > at && bare && g.tok(at).Dep == document.Ccomp && class&saying != 0 {
		bare = false // "The firm to close, he said": reported, however short
	}
	switch {
	case class == 0:
		if g.tok(at).Dep == document.Ccomp && !bare {
			if q.unclear(g, at) {
				v.apply(document.Possible, g.mark(at))
			}
			return h, true
		}
		q.local(g, h, at, v)
		return h, false
	case class&denying != 0 && class&voicing == 0 || class&denying != 0 && !bare:
		v.apply(document.Denied, word)
	case bare && class&failing != 0:
		v.apply(document.Denied, word)
	case bare && class&planning != 0 && !q.gerundAfter(g, at, class):
		effect := document.Planned
		if q.pluperfect(g, h) || class&wanting != 0 && q.past(g, h) {
			effect = document.Possible
		}
		v.apply(effect, word)
	case bare && word == "able" && q.past(g, h) && !q.modal(g, h):
		// "was able to leave": did.
	case bare && class&wanting != 0:
		v.apply(document.Possible, word)
	case bare && class&(thinking|suspecting) != 0:
		v.apply(document.Possible, word)
	case !bare && class&(thinking|suspecting) != 0:
		v.apply(document.Possible, word)
		return h, true
	case !bare && class&planning != 0 && class&saying == 0:
		v.apply(document.Planned, word)
	case !bare && class&wanting != 0 && class&saying == 0:
		v.apply(document.Possible, word)
	case class&accusing != 0:
		return h, true
	case !bare:
		return h, true
	}
	if class&(denying|failing) != 0 && q.negated(g, h) {
		// "does not rule out", "did not deny": neither done nor undone. "Did
		// not fail to" is done.
		if class&failing != 0 && word != "rule_out" && word != "exclude" && word != "preclude" && !q.modal(g, h) {
			v.status = document.Happened
			return h, false
		}
		v.status = document.Possible
		return h, true
	}
	q.local(g, h, at, v)
	return h, false
}

// still tells clauses of time that lie ahead when their main clause does: "will
// sell the mill before buying another", "will resign when Smith takes over".
func (q *qualifiers) still(g *graph, at int32, mark string) bool {
	if mark == "" && q.when(g, at) {
		mark = "when"
	}
	switch mark {
	case "when", "once", "after", "before", "until", "as_soon_as", "while", "by", "upon", "as":
	default:
		return false
	}
	if x := g.tok(at).XTag; x == document.VBZ || x == document.VBP {
		return true
	}
	return !q.finite(g, at) && !q.perfect(g, at)
}

// afterComma tells clauses that a comma sets off.
func (q *qualifiers) afterComma(g *graph, at int32) bool {
	first := g.firstWord(at)
	return first > g.first && g.doc.Word(first-1) == ","
}

// governs tells prepositions with which a verb governs a gerund ("prevent from",
// "accuse of"), and not a time or a reason.
func governs(mark string) bool {
	switch mark {
	case "", "of", "from", "as", "for", "against", "about", "at", "in", "to", "on":
		return true
	}
	return false
}

// gerundAfter: "started selling", "announced having sold" are no plans.
func (q *qualifiers) gerundAfter(g *graph, at int32, class wordClass) bool {
	return g.tok(at).XTag == document.VBG && class&occurring != 0
}

// unclear tells indirect questions.
func (q *qualifiers) unclear(g *graph, at int32) bool {
	return q.words.subordinators[g.mark(at)]&conditional != 0
}

// riseNoun: at is a noun of action, h what governs it.
func (q *qualifiers) riseNoun(g *graph, at, h int32, v *verdict) (int32, bool) {
	tok, class := g.tok(at), q.class(g, h)
	word := q.lemma(g, h)
	if g.tok(h).Tag == document.NOUN || g.tok(h).Tag == document.PROPN {
		switch tok.Dep {
		case document.Nmod, document.Compound, document.NmodPoss, document.NmodUnmarked:
			effect, word := q.nounEffect(g, h)
			if effect == document.Happened {
				return h, true
			}
			v.apply(effect, word)
			return h, false
		case document.Nsubj, document.NsubjOuter: // "the merger is a possibility"
			effect, word := q.nounEffect(g, h)
			v.apply(effect, word)
			q.local(g, h, at, v)
			return h, true
		}
		return h, true
	}
	passive := tok.Dep == document.NsubjPass || tok.Dep == document.Nsubj && g.node(h).voice == passive
	switch tok.Dep {
	case document.Nsubj, document.NsubjPass, document.Obj, document.Obl, document.OblAgent, document.Iobj:
	default:
		return h, true
	}
	if g.tok(h).Tag == document.ADJ || g.tok(h).Tag == document.ADV {
		if tok.Dep == document.Nsubj || tok.Dep == document.Obl {
			effect := classEffect(q.words.adjectives[q.lower(g.doc.Word(h))])
			v.apply(effect, word)
			q.local(g, h, at, v)
		}
		return h, effectNone(v) || tok.Dep != document.Obl
	}
	target := tok.Dep == document.Obj || passive
	oblique := tok.Dep == document.Obl && g.node(at).time == none
	switch {
	case class&occurring != 0 && (target || tok.Dep == document.Nsubj || oblique && q.words.prepositions[g.mark(at)]&withinPrep == 0):
		q.local(g, h, at, v)
		return h, false
	case target && class&denying != 0 && (class&voicing == 0 || q.speechNoun(g, at)):
		if q.negated(g, h) {
			v.status = document.Possible
			return h, true
		}
		v.apply(document.Denied, word)
	case target && class&failing != 0:
		if q.negated(g, h) {
			v.apply(document.Possible, "not "+word)
			return h, true
		}
		v.apply(document.Denied, word)
	case target && class&planning != 0 && class&saying == 0, oblique && class&planning != 0 && class&saying == 0 && forward(g.mark(at)):
		effect := document.Planned
		if q.pluperfect(g, h) {
			effect = document.Possible
		}
		v.apply(effect, word)
	case target && class&wanting != 0 && !discussed(word), oblique && class&wanting != 0 && forward(g.mark(at)):
		v.apply(document.Possible, word)
	case target && class&thinking != 0:
		v.apply(document.Possible, word)
	case oblique && q.partakes && q.words.prepositions[g.mark(at)]&withinPrep != 0:
		// Who does something at an event takes part in it as surely as that.
	case oblique && class&suspecting != 0 && g.mark(at) == "of":
		v.apply(document.Possible, word)
		return h, true
	default:
		return h, true
	}
	q.local(g, h, at, v)
	return h, false
}

func effectNone(v *verdict) bool { return v.status == document.Happened }

// forward tells prepositions that point to what is wanted ("called for the arrest").
func forward(mark string) bool {
	return mark == "for" || mark == "on" || mark == "to" || mark == "towards"
}

// discussed tells verbs of talk whose object may well have happened.
func discussed(verb string) bool {
	switch verb {
	case "discuss", "study", "debate", "weigh", "need", "say", "tell", "warn", "oppose", "like", "eye", "remind", "negotiate", "call", "order", "work", "appeal":
		return true
	}
	return false
}

// nounEffect is what a noun does to its clause or phrase ("plan to", "threat of").
func (q *qualifiers) nounEffect(g *graph, h int32) (document.Status, string) {
	class := q.words.nouns[q.lower(g.lemma(h))]
	word := q.lower(g.doc.Word(h))
	for _, k := range g.kids(h) {
		if g.tok(k).Dep == document.Det && q.words.pronouns[q.lower(g.doc.Word(k))]&negating != 0 && class != 0 {
			return document.Possible, "no " + word // "no evidence that", "no plan to"
		}
	}
	return classEffect(class), word
}

func classEffect(class wordClass) document.Status {
	switch {
	case class&(failing|denying) != 0:
		return document.Denied
	case class&wanting != 0:
		return document.Possible
	case class&planning != 0:
		return document.Planned
	case class&(thinking|suspecting) != 0:
		return document.Possible
	}
	return document.Happened
}

// pluperfect tells plans of the past: "had planned to", "had been expected to".
func (q *qualifiers) pluperfect(g *graph, t int32) bool {
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Aux && (g.doc.Word(k) == "had" || g.doc.Word(k) == "'d") && g.tok(t).XTag == document.VBN {
			return true
		}
	}
	return false
}

// shareLocal passes the auxiliaries of the first conjunct on to a conjunct that
// has none: "will visit Rome and meet the Pope", "did not sign or approve".
func (q *qualifiers) shareLocal(g *graph, at, h int32, v *verdict) {
	if g.tok(at).Tag != document.VERB && g.kid(at, document.Cop) == none {
		if g.kid(at, document.Case) == none {
			q.negatedBefore(g, at, h, v)
		}
		return
	}
	for _, k := range g.kids(at) {
		switch g.tok(k).Dep {
		case document.Aux, document.AuxPass, document.Nsubj, document.NsubjPass, document.Cop:
			return
		case document.Mark:
			if !q.infinitive(g, at) {
				return
			}
		}
	}
	if at-1 > g.first && g.doc.Word(at-1) == "," {
		var own verdict
		if effect, _ := q.beforeBracket(g, at, &own); effect != document.Happened || own.status != document.Happened {
			return // "may leave but will not, he said, join": read where it stands
		}
	}
	if g.tok(at).XTag != g.tok(h).XTag && !(g.tok(at).Tag == document.VERB && g.tok(h).Tag == document.VERB && g.tok(at).XTag == document.VB) {
		return
	}
	var first verdict
	q.local(g, h, at, &first)
	if first.status == document.Denied {
		// "will not, his office insisted, meet": the auxiliaries are the conjunct's
		// own, since a finite verb can't have them.
		if g.tok(at).XTag == document.VB && g.tok(h).XTag == document.VBD {
			v.apply(first.status, first.why)
			return
		}
		q.negatedBefore(g, at, h, v)
		return
	}
	v.apply(first.status, first.why)
}

// negatedBefore extends a negation over "or" and "nor".
func (q *qualifiers) negatedBefore(g *graph, at, h int32, v *verdict) {
	cc := g.kid(at, document.Cc)
	if cc == none {
		return
	}
	if w := q.lower(g.doc.Word(cc)); (w == "or" || w == "nor") && q.negated(g, h) && v.status != document.Denied {
		v.apply(document.Denied, w)
	}
}

// negated tells whether token t is negated where it stands.
func (q *qualifiers) negated(g *graph, t int32) bool {
	var v verdict
	q.negation(g, t, &v)
	return v.status == document.Denied
}

// modal tells whether token t has a modal auxiliary.
func (q *qualifiers) modal(g *graph, t int32) bool {
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Aux && q.aux(g, k) != 0 {
			return true
		}
	}
	return false
}

// local applies what stands at token t itself: auxiliaries, negation, adverbs,
// attributes, its subordinator. from is the token the walk comes from.
func (q *qualifiers) local(g *graph, t, from int32, v *verdict) {
	tok := g.tok(t)
	effect, word := document.Happened, ""
	set := func(e document.Status, k int32) {
		if e > effect {
			effect, word = e, q.lower(g.doc.Word(k))
		}
	}
	beTo, progressive := none, none
	for _, k := range g.kids(t) {
		if k == from {
			continue
		}
		switch g.tok(k).Dep {
		case document.Aux, document.AuxPass, document.Cop:
			switch class := q.aux(g, k); {
			case class&willAux != 0:
				set(document.Planned, k)
			case class&wouldAux != 0:
				if q.reported(g, t) && !q.perfect(g, t) && !q.conditioned(g, t) {
					set(document.Planned, k)
				} else if !q.habitual(g, k) {
					set(document.Possible, k)
				}
			case class&mayAux != 0:
				set(document.Possible, k)
			case q.lower(g.lemma(k)) == "be":
				if g.tok(k).XTag != document.VB && g.tok(k).XTag != document.VBN {
					beTo = k
				}
				if x := g.tok(k).XTag; x == document.VBZ || x == document.VBP {
					progressive = k
				}
			}
		case document.Advmod:
			if q.words.adverbs[q.lower(g.doc.Word(k))]&maybe != 0 {
				set(document.Possible, k)
			}
		case document.Amod, document.Compound, document.NmodDesc:
			if tok.Tag == document.NOUN || tok.Tag == document.PROPN {
				class := q.words.adjectives[q.lower(g.doc.Word(k))]
				set(classEffect(class), k)
			}
		case document.Mark:
			if m := q.lower(g.doc.Word(k)); q.words.adjectives[m]&planning != 0 {
				set(document.Planned, k) // "due to" as a subordinator
			} else if q.words.subordinators[m]&conditional != 0 && m != "should" {
				set(document.Possible, k)
			}
		}
	}
	if m := g.mark(t); m != "" && effect != document.Possible {
		switch class := q.words.subordinators[m]; {
		case class&conditional != 0 && m != "should" && (g.isPredicate(t) || tok.Tag == document.VERB):
			effect, word = document.Possible, m
		case class&excluding != 0 && tok.Dep != document.Advcl:
			v.apply(document.Denied, m)
		}
	}
	if effect == document.Happened && beTo != none && q.infinitive(g, t) && tok.Tag != document.ADJ {
		effect, word = document.Planned, "is to"
		if q.perfect(g, t) {
			effect = document.Possible // "was to have gone" did not
		}
	}
	if effect == document.Happened && progressive != none && tok.XTag == document.VBG && q.class(g, t)&soonish != 0 {
		effect, word = document.Planned, "is "+q.lower(g.doc.Word(t))
	}
	if effect == document.Happened && from == t && q.class(g, t)&dueSelf != 0 && g.node(t).voice == passive && !q.pluperfect(g, t) {
		effect, word = document.Planned, q.lower(g.doc.Word(t))
	}
	// A headline: "Germany to arm Ukraine".
	if effect == document.Happened && tok.Dep == document.Root && beTo == none && q.infinitive(g, t) && tok.Tag == document.VERB && g.kid(t, document.Nsubj, document.NsubjPass) != none {
		effect, word = document.Planned, "to "+q.lower(g.doc.Word(t))
	}
	if effect == document.Happened && t-1 > g.first && g.doc.Word(t-1) == "," && (tok.XTag == document.VB || tok.XTag == document.VBN || tok.XTag == document.VBG) {
		effect, word = q.beforeBracket(g, t, v)
	}
	// "He is to go" with "is" as the head.
	if effect == document.Happened && tok.Head != none && q.infinitive(g, t) && q.lower(g.lemma(tok.Head)) == "be" && (tok.Dep == document.Xcomp || tok.Dep == document.Ccomp) {
		effect, word = document.Planned, "is to"
	}
	if effect == document.Happened && tok.XTag == document.VBG && q.lower(tok.Lemma) == "go" && from != t && g.tok(from).Dep == document.Xcomp {
		effect, word = document.Planned, "going to"
	}
	if effect == document.Happened && t < q.inverted {
		effect, word = document.Possible, "inverted condition"
	}
	if effect != document.Possible && effect != document.Happened && q.conditioned(g, t) {
		effect, word = document.Possible, word+" … if"
	}
	v.apply(effect, word)
	q.negation(g, t, v)
}

// beforeBracket reads the auxiliaries of a verb that an insertion separates
// from them, where the tree does not join them: "will not, he said, meet".
func (q *qualifiers) beforeBracket(g *graph, t int32, v *verdict) (document.Status, string) {
	if g.kid(t, document.Aux, document.AuxPass, document.Mark, document.Nsubj) != none {
		return document.Happened, ""
	}
	at := t - 2
	for at > g.first && at > t-14 && g.doc.Word(at) != "," {
		at--
	}
	if at <= g.first || g.doc.Word(at) != "," {
		return document.Happened, ""
	}
	effect, word := document.Happened, ""
	not := ""
	for at--; at >= g.first; at-- {
		w := q.lower(g.doc.Word(at))
		switch tag := g.tok(at).Tag; {
		case q.words.adverbs[w]&negating != 0:
			not = w
		case tag == document.AUX:
			switch class := q.aux(g, at); {
			case class&willAux != 0:
				effect, word = document.Planned, w
			case class&wouldAux != 0 && q.reported(g, t):
				effect, word = document.Planned, w
			case class != 0:
				effect, word = document.Possible, w
			}
		case tag != document.ADV && tag != document.PART:
			if not != "" && (word != "" || g.tok(at+1).Tag == document.AUX) {
				v.apply(effect, word)
				q.deny(g, t, v, not)
				return document.Happened, ""
			}
			return effect, word
		}
	}
	return effect, word
}

// negation applies "not", "never", "no X", "neither … nor" at token t. What is
// only possible and negated stays possible: "may not".
func (q *qualifiers) negation(g *graph, t int32, v *verdict) {
	for _, k := range g.kids(t) {
		w := q.lower(g.doc.Word(k))
		switch dep := g.tok(k).Dep; dep {
		case document.Advmod, document.Aux, document.CcPreconj, document.Cc, document.Discourse:
			if dep == document.Cc && w != "nor" && w != "neither" || dep == document.Cc && k > t {
				continue
			}
			if q.words.adverbs[w]&negating != 0 && !q.only(g, k) {
				q.deny(g, t, v, w)
				return
			}
			if w == "longer" && k > g.first && q.lower(g.doc.Word(k-1)) == "no" {
				q.deny(g, t, v, "no longer")
				return
			}
			if dep == document.Aux {
				for _, kk := range g.kids(k) {
					if w := q.lower(g.doc.Word(kk)); g.tok(kk).Dep == document.Advmod && q.words.adverbs[w]&negating != 0 && !q.only(g, kk) {
						q.deny(g, t, v, w)
						return
					}
				}
			}
		case document.Det, document.DetPredet:
			if (w == "no" || w == "neither") && g.tok(t).Tag != document.VERB {
				q.deny(g, t, v, w)
				return
			}
		case document.Nsubj, document.NsubjPass, document.Obj:
			if q.empty(g, k) {
				q.deny(g, t, v, q.lower(g.doc.Word(k)))
				return
			}
		}
	}
}

// deny negates, except that "may not" is as possible as "may", while "can't"
// and "could not" deny.
func (q *qualifiers) deny(g *graph, t int32, v *verdict, word string) {
	if v.status == document.Possible {
		for _, k := range g.kids(t) {
			if g.tok(k).Dep == document.Aux && (q.lower(g.lemma(k)) == "can" || q.lower(g.lemma(k)) == "could") {
				v.status = document.Happened
			}
		}
		if v.status == document.Possible {
			return
		}
	}
	if v.status == document.Denied {
		v.status = document.Happened
		v.why += ", " + word
		return
	}
	v.apply(document.Denied, word)
}

// only tells "not only", "not just", "no doubt", "not least".
func (q *qualifiers) only(g *graph, k int32) bool {
	if k+1 >= g.end {
		return false
	}
	switch q.lower(g.doc.Word(k + 1)) {
	case "only", "just", "merely", "simply", "doubt", "least":
		return true
	}
	return false
}

// empty tells subjects and objects that are nobody: "no one", "neither man",
// "none of them", "Neither A nor B".
func (q *qualifiers) empty(g *graph, k int32) bool {
	w := q.lower(g.doc.Word(k))
	if q.words.pronouns[w]&negating != 0 || w == "one" && k > g.first && q.lower(g.doc.Word(k-1)) == "no" {
		return true
	}
	for _, d := range g.kids(k) {
		switch g.tok(d).Dep {
		case document.Det, document.CcPreconj, document.Cc, document.Advmod, document.DetPredet:
			if w := q.lower(g.doc.Word(d)); d < k && (q.words.pronouns[w]&negating != 0 || w == "neither") && w != "nor" {
				return true
			}
		}
	}
	return false
}

// reported tells clauses that somebody is credited for: their "would" is the
// past of "will".
func (q *qualifiers) reported(g *graph, t int32) bool {
	for steps := 0; steps < 20; steps++ {
		for i := range q.credits {
			if q.credits[i].content == t {
				return true
			}
		}
		tok := g.tok(t)
		if tok.Head == none {
			return false
		}
		switch tok.Dep {
		case document.Ccomp:
			return true
		case document.Acl:
			return q.finite(g, t)
		case document.Conj, document.Xcomp, document.Advcl, document.AclRelcl:
		default:
			return false
		}
		t = tok.Head
	}
	return false
}

// perfect tells "would have gone".
func (q *qualifiers) perfect(g *graph, t int32) bool {
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Aux && q.lower(g.doc.Word(k)) == "have" {
			return true
		}
	}
	return false
}

// habitual tells "used to" like "would" with "often"; such a "would" is past.
func (q *qualifiers) habitual(g *graph, k int32) bool {
	if k+1 >= g.end {
		return false
	}
	switch q.lower(g.doc.Word(k + 1)) {
	case "often", "usually", "sometimes", "always", "later", "eventually":
		return true
	}
	return false
}

// conditioned tells predicates with a condition of their own.
func (q *qualifiers) conditioned(g *graph, t int32) bool {
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Advcl && q.words.subordinators[g.mark(k)]&conditional != 0 && g.mark(k) != "whether" {
			return true
		}
		if d := g.tok(k).Dep; (d == document.Advcl || d == document.Parataxis) && k > t && q.inversion(g, k) {
			return true
		}
	}
	return t >= q.inverted && q.inverted > g.first
}

// inversion tells conditions without "if" behind their clause: "will sue should
// he refuse".
func (q *qualifiers) inversion(g *graph, t int32) bool {
	first := g.firstWord(t)
	switch g.doc.Word(first) {
	case "should", "had", "were":
		s := g.kid(t, document.Nsubj, document.NsubjPass)
		return g.tok(first).Tag == document.AUX && s > first
	}
	return false
}

// findInversion finds a condition without "if" at the start of the sentence:
// "Were they to meet, …", "Had it agreed, …", "Should he win, …".
func (q *qualifiers) findInversion(g *graph) {
	q.inverted = g.first
	if q.asked || g.first >= g.end {
		return
	}
	switch g.doc.Word(g.first) {
	case "Had", "Should", "Were":
	default:
		return
	}
	for i := g.first + 2; i < g.end; i++ {
		if g.doc.Word(i) == "," {
			// The comma of an apposition is not the end of the clause: a verb must
			// stand before it.
			for k := g.first + 1; k < i; k++ {
				if g.tok(k).Tag == document.VERB {
					q.inverted = i
					return
				}
			}
		}
	}
}
