package when

import (
	"strings"

	"dossier/ingest/document"
)

// A tense is where the governing verb puts its time.
type tense uint8

const (
	noTense tense = iota
	pastTense
	futureTense
)

// tense finds the verb that the expression depends on and tells where it points.
func (a *anchors) tense() tense {
	if !a.tensed {
		a.cached, a.tensed = a.findTense(), true
	}
	return a.cached
}

func (a *anchors) findTense() tense {
	doc := a.doc
	sent := doc.Sentences[a.sent]
	if doc.Tokens[a.tok].Dep == document.DepNone && doc.Tokens[a.tok].Head <= 0 || !parsed(doc, sent) {
		return a.tenseByWords(sent)
	}
	t := noTense
	at := a.tok
	if v := a.verbBefore(sent); v >= 0 {
		at = v
	}
	nouns := false // whether nouns stand between
	aimed := false // one of them behind "for"
	for steps := 0; steps < 30; steps++ {
		tok := doc.Tokens[at]
		if (at != a.tok || tok.Tag == document.VERB) && (tok.Tag == document.VERB || tok.Tag == document.AUX || a.hasVerbChild(at, sent)) {
			if isIn(words.senses[strings.ToLower(tok.Lemma)], echo) && (nouns || a.objectBefore(at, sent)) {
				return pastTense
			}
			if t = a.verbTense(at, sent); t != noTense {
				if t == pastTense && (nouns && aimed || a.presentPerfect(at, sent)) {
					return noTense // "have agreed on a transfer on 1 July": whichever is closer
				}
				return t
			}
		} else if at != a.tok && tok.Tag == document.NOUN {
			nouns = true
			aimed = aimed || a.markedFor(at, sent)
			if a.pastRelative(at, sent) {
				return pastTense
			}
		}
		if tok.Head == document.None {
			break
		}
		at = tok.Head
	}
	return pastTense
}

func parsed(doc *document.Document, sent document.Sentence) bool {
	for i := sent.First; i < sent.End; i++ {
		if doc.Tokens[i].Dep != document.DepNone {
			return true
		}
	}
	return false
}

// verbBefore returns the verb before an expression that a comma closes off from
// the verb which the tree hangs it from ("have agreed on a transfer on 1 July,
// the club said"), -1 where the tree may be right.
func (a *anchors) verbBefore(sent document.Sentence) int32 {
	doc := a.doc
	head := a.tok
	for doc.Tokens[head].Head != document.None && doc.Tokens[head].Tag != document.VERB {
		head = doc.Tokens[head].Head
	}
	if head < a.tok+2 || a.tok < sent.First+3 {
		return -1
	}
	comma := int32(-1)
	for i := a.tok + 1; i < head && i < a.tok+4; i++ {
		if doc.Word(i) == "," {
			comma = i
			break
		}
	}
	if comma < 0 {
		return -1
	}
	for i := a.tok - 1; i >= sent.First; i-- {
		switch {
		case doc.Word(i) == "," || doc.Word(i) == ";":
			return -1
		case doc.Tokens[i].Tag == document.VERB:
			return i
		}
	}
	return -1
}

// markedFor tells nouns behind "for": "tickets for the match on Friday".
func (a *anchors) markedFor(noun int32, sent document.Sentence) bool {
	for i := sent.First; i < noun; i++ {
		if tok := a.doc.Tokens[i]; tok.Head == noun && tok.Dep == document.Case && strings.EqualFold(a.doc.Word(i), "for") {
			return true
		}
	}
	return false
}

// presentPerfect tells "has agreed", which goes with no date of its own.
func (a *anchors) presentPerfect(verb int32, sent document.Sentence) bool {
	for i := sent.First; i < sent.End; i++ {
		if tok := a.doc.Tokens[i]; tok.Head == verb && tok.Dep == document.Aux && (tok.XTag == document.VBZ || tok.XTag == document.VBP) && isIn(words.senses[strings.ToLower(a.doc.Word(i))], past) {
			return true
		}
	}
	return false
}

// objectBefore tells whether the verb's object stands before the expression.
func (a *anchors) objectBefore(verb int32, sent document.Sentence) bool {
	for i := verb + 1; i < a.tok && i < sent.End; i++ {
		if a.doc.Tokens[i].Head == verb && a.doc.Tokens[i].Dep == document.Obj {
			return true
		}
	}
	return false
}

// pastRelative tells nouns with a relative clause in the past: "the summit in
// June at which they met".
func (a *anchors) pastRelative(noun int32, sent document.Sentence) bool {
	for i := noun + 1; i < sent.End; i++ {
		if tok := a.doc.Tokens[i]; tok.Head == noun && tok.Dep == document.AclRelcl {
			return a.verbTense(i, sent) == pastTense
		}
	}
	return false
}

// hasVerbChild tells predicates that are no verbs: with a copula or an auxiliary.
func (a *anchors) hasVerbChild(at int32, sent document.Sentence) bool {
	for i := sent.First; i < sent.End; i++ {
		if tok := a.doc.Tokens[i]; tok.Head == at && (tok.Dep == document.Cop || tok.Dep == document.Aux || tok.Dep == document.AuxPass) {
			return true
		}
	}
	return false
}

// verbTense reads a verb's form and auxiliaries. Zero: ask its governor.
func (a *anchors) verbTense(at int32, sent document.Sentence) tense {
	doc := a.doc
	tok := doc.Tokens[at]
	word := strings.ToLower(doc.Word(at))
	finite, infinitive := noTense, false
	present := false
	for i := sent.First; i < sent.End; i++ {
		child := doc.Tokens[i]
		if child.Head != at {
			continue
		}
		switch child.Dep {
		case document.Aux, document.AuxPass, document.Cop:
			w := strings.ToLower(doc.Word(i))
			it := words.senses[w]
			switch {
			case isIn(it, future):
				return futureTense
			case isIn(it, past):
				finite = pastTense
			case w == "is" || w == "are" || w == "'s" || w == "’s" || w == "'re" || w == "am" || w == "be":
				present = true
			}
		case document.Mark:
			if w := doc.Word(i); w == "to" || w == "To" {
				infinitive = true
			}
		}
	}
	switch {
	case finite == pastTense && pointsAhead(word):
		return futureTense // "was due on Friday", "had been scheduled for May"
	case finite != noTense:
		return finite
	case infinitive:
		if tok.Head != document.None && (tok.Dep == document.Xcomp || tok.Dep == document.Advcl) && doc.Tokens[tok.Head].Tag == document.VERB {
			// "tried to buy it in August" is as past as the trying, "flew there to
			// warn him in May" as the flight; a decision looks ahead.
			gov := words.senses[strings.ToLower(doc.Tokens[tok.Head].Lemma)]
			if isIn(gov, implicative) || !isIn(gov, ahead) {
				return noTense
			}
		}
		return futureTense
	case pointsAhead(word):
		return futureTense
	case present:
		return futureTense // "is published on Friday", "is leaving in May"
	}
	switch tok.XTag {
	case document.VBD:
		return pastTense
	case document.VBZ, document.VBP:
		if tok.XTag == document.VBP && isIn(words.senses[word], sameForm) {
			return pastTense
		}
		if doc.BlockOf(tok.Start) == document.Title || isIn(words.senses[strings.ToLower(tok.Lemma)], reporting) {
			return pastTense
		}
		return futureTense
	case document.VBN:
		return pastTense
	}
	return noTense
}

func pointsAhead(word string) bool { return isIn(words.senses[word], future) }

func isIn(senses []sense, c class) bool {
	for _, s := range senses {
		if s.class == c {
			return true
		}
	}
	return false
}

// tenseByWords looks for the nearest word that tells the tense, first before
// the expression, then behind it.
func (a *anchors) tenseByWords(sent document.Sentence) tense {
	for i := a.tok - 1; i >= sent.First; i-- {
		if t := a.wordTense(i, sent.First); t != noTense {
			return t
		}
	}
	for i := a.tok + 1; i < sent.End; i++ {
		if t := a.wordTense(i, sent.First); t != noTense {
			return t
		}
	}
	return pastTense
}

func (a *anchors) wordTense(i, first int32) tense {
	w := strings.ToLower(a.doc.Word(i))
	senses := words.senses[w]
	switch {
	case a.wordAhead(i):
		return futureTense
	case isIn(senses, past):
		return pastTense
	case w == "to" && i > first && (a.doc.Word(i-1) == "is" || a.doc.Word(i-1) == "are"):
		return futureTense
	case a.doc.Tokens[i].XTag == document.VBD || len(w) > 4 && strings.HasSuffix(w, "ed"):
		for back := i - 1; back >= first && back >= i-3; back-- {
			if a.wordAhead(back) {
				return futureTense
			}
		}
		return pastTense
	}
	return noTense
}

// wordAhead tells words that point to the future; May, Will and Hope are names.
func (a *anchors) wordAhead(i int32) bool {
	w := a.doc.Word(i)
	return isIn(words.senses[w], future)
}
