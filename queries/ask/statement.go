package ask

import (
	"slices"
	"strings"

	"dossier/ingest/document"
)

// request is what a question asks for, and the words that say about what.
type request struct {
	kind   Kind
	noun   string // "which NOUN", "how many NOUN"
	types  []document.Type
	answer string // type the answer must have, "" for any
	front  []word // preposition before the question word ("with whom")
	rest   []word // after the question word and its noun
}

var (
	auxiliaries = strings.Fields("did does do is are was were has have had will would can could may might should shall")
	beForms     = strings.Fields("is are was were")
	listVerbs   = strings.Fields("list name show find give")
)

// read takes the question word off and tells what is asked for.
func readRequest(words []word) (request, bool) {
	q := request{kind: WhichEntity}
	at := 0
	has := func(i int, ws ...string) bool {
		return i < len(words) && words[i].entity == nil && slices.Contains(ws, words[i].lower)
	}
	if has(0, "to", "with", "for", "in", "at", "from", "against", "by", "on", "of", "into") && len(words) > 1 && words[1].entity == nil {
		q.front, at = words[:1], 1
	}
	if has(at, listVerbs...) {
		at++
		for has(at, "all", "the", "every", "me", "us", "of") {
			at++
		}
		if at >= len(words) || words[at].entity != nil {
			return q, false
		}
		return q.named(words, at)
	}
	switch {
	case has(at, "who", "whom"):
		q.types = []document.Type{document.Person, document.Organization, document.Place}
		q.rest = words[at+1:]
	case has(at, "whose"):
		return q, false
	case has(at, "what", "which"):
		if at+1 < len(words) && words[at+1].entity == nil && !has(at+1, auxiliaries...) {
			if has(at+1, "year", "month", "day", "date") {
				q.kind, q.rest = WhenFact, words[at+2:]
				q.front = nil
				return q, true
			}
			if next, ok := q.named(words, at+1); ok {
				return next, true
			}
			// A noun that says nothing of the type: "which movement did X found".
			for to := at + 2; to < len(words) && to <= at+3; to++ {
				if has(to, auxiliaries...) {
					q.noun, q.rest = words[to-1].lower, words[to:]
					q.types = []document.Type{document.Organization, document.Place, document.EventType, document.Person}
					return q, true
				}
			}
		}
		q.types = []document.Type{document.Organization, document.Place, document.EventType, document.Person}
		q.rest = words[at+1:]
	case has(at, "where"):
		q.kind, q.answer = WhereFact, "place"
		q.types = []document.Type{document.Place}
		q.rest = words[at+1:]
	case has(at, "when"):
		q.kind, q.rest = WhenFact, words[at+1:]
	case has(at, "how") && has(at+1, "many"):
		q.kind = HowMany
		next, ok := q.named(words, at+2)
		next.kind = HowMany
		return next, ok
	case has(at, auxiliaries...):
		q.kind, q.rest = WhetherFact, words[at:]
	default:
		if at < len(words) && words[at].entity == nil {
			if next, ok := q.named(words, at); ok && len(next.rest) < len(words)-at-1 { // "people who left X"
				return next, true
			}
		}
		return q, false
	}
	return q, len(q.rest) > 0
}

// noun_ reads the noun that is asked for, and a relative pronoun after it.
func (q request) named(words []word, at int) (request, bool) {
	for at < len(words) && slices.Contains([]string{"the", "all", "other", "different"}, words[at].lower) {
		at++
	}
	if at >= len(words) || words[at].entity != nil {
		return q, false
	}
	kind, ok := nounType(words[at].lower)
	if !ok && at+1 < len(words) {
		if kind, ok = nounType(words[at].lower + " " + words[at+1].lower); ok {
			at++
		}
	}
	if !ok {
		return q, false
	}
	q.noun = words[at].lower
	if kind == "any" {
		q.types = []document.Type{document.Organization, document.Place, document.EventType, document.Person}
	} else {
		q.answer = kind
		q.types = []document.Type{document.ParseType(kind)}
		if kind == "organization" {
			q.types = append(q.types, document.Place)
		}
		if kind == "place" {
			q.types = append(q.types, document.Organization)
		}
	}
	q.rest = words[at+1:]
	if len(q.rest) > 0 && slices.Contains([]string{"who", "that", "which"}, q.rest[0].lower) && q.rest[0].entity == nil {
		q.rest = append([]word{}, q.rest[1:]...)
	}
	return q, len(q.rest) > 0
}

// piece is one word of a statement: of the question, or the stand-in for the answer.
type piece struct {
	word
	standIn bool
}

// standIns are the names that stand for what is asked. A name parses better
// than a pronoun: the trees were learned from news.
var standIns = map[document.Type]string{
	document.Person: "Maria Lopez", document.Organization: "Acme", document.Place: "Springfield", document.EventType: "the Springfield Summit",
}

// statements returns the statements that would answer the question, likeliest
// first. Tags tell verbs from the rest.
func (q request) statements(tagged func([]word) []document.Token) [][]piece {
	plain := func(ws []word) []piece {
		ps := make([]piece, len(ws))
		for i, w := range ws {
			ps[i].word = w
		}
		return ps
	}
	ask := []piece{{standIn: true}}
	rest := q.rest
	inverted := len(rest) > 1 && rest[0].entity == nil && slices.Contains(auxiliaries, rest[0].lower) && startsSubject(rest, q.kind, tagged)
	if q.kind == WhetherFact || q.kind == WhenFact {
		if inverted {
			return [][]piece{plain(uninvert(rest))}
		}
		return [][]piece{plain(rest)}
	}
	if !inverted && q.kind != WhereFact {
		if len(rest) > 0 && rest[0].entity != nil { // "organizations Burns directs"
			return [][]piece{append(plain(rest), ask...), append(ask, plain(rest)...)}
		}
		return [][]piece{append(ask, plain(rest)...)}
	}
	body := rest
	if inverted {
		body = uninvert(rest)
	}
	var all [][]piece
	insert := func(at int, before ...string) {
		ps := plain(body[:at])
		for _, w := range before {
			ps = append(ps, piece{word: word{text: w, lower: w}})
		}
		ps = append(ps, ask...)
		all = append(all, append(ps, plain(body[at:])...))
	}
	verb := mainVerb(body, tagged) + 1
	switch {
	case len(q.front) > 0:
		insert(verb, q.front[0].lower)
		insert(len(body), q.front[0].lower)
	case q.kind == WhereFact:
		insert(verb, "to")
		insert(verb, "in")
		insert(len(body), "in")
		insert(len(body), "at")
	default:
		if last := body[len(body)-1]; last.entity == nil && isPreposition(last.lower) {
			insert(len(body))
		}
		for i := verb; i < len(body); i++ { // "work for in 2019": a preposition left alone
			if body[i].entity == nil && isPreposition(body[i].lower) && i+1 < len(body) && body[i+1].entity == nil && isPreposition(body[i+1].lower) {
				insert(i + 1)
			}
		}
		insert(verb)
	}
	return all
}

var prepositions = strings.Fields("to with for in at from against by on of into over after before about as through under between")

func isPreposition(s string) bool { return slices.Contains(prepositions, s) }

// startsSubject reports whether the words after an auxiliary are its subject,
// with a verb or a rest after it: "did Burns travel", but neither "is the
// director of X" nor "is X's director".
func startsSubject(words []word, kind Kind, tagged func([]word) []document.Token) bool {
	if slices.Contains([]string{"did", "does", "do"}, words[0].lower) {
		return true
	}
	next := words[1]
	if next.entity == nil && !slices.Contains([]string{"the", "a", "an", "he", "she", "they", "it"}, next.lower) {
		return false
	}
	end := subjectEnd(words)
	if end < len(words) && words[end].lower == "'s" {
		return kind == WhereFact || kind == WhenFact || kind == WhetherFact
	}
	if slices.Contains(beForms, words[0].lower) {
		// With a form of be, only a verb after the noun phrase makes it a subject.
		return end < len(words) && isVerb(words, end, tagged) || next.entity != nil
	}
	return true
}

// subjectEnd returns the index after the subject that follows an auxiliary.
func subjectEnd(words []word) int {
	end := 1
	for end < len(words) && words[end].entity == nil && slices.Contains([]string{"the", "a", "an", "his", "her", "its", "their"}, words[end].lower) {
		end++
	}
	if end < len(words) {
		end++
	}
	for end+1 < len(words) && words[end].entity == nil && (words[end].lower == "and" || words[end].lower == "or") && words[end+1].entity != nil {
		end += 2
	}
	return end
}

// uninvert moves the auxiliary behind the subject: "did Burns travel" →
// "Burns did travel"; "ever" goes.
func uninvert(words []word) []word {
	end := subjectEnd(words)
	out := append([]word{}, words[1:end]...)
	out = append(out, words[0])
	for _, w := range words[end:] {
		if w.entity == nil && (w.lower == "ever" || w.lower == "else") {
			continue
		}
		out = append(out, w)
	}
	return out
}

// mainVerb returns the index of the first full verb, or of the last word.
func mainVerb(words []word, tagged func([]word) []document.Token) int {
	last := -1
	tags := tagged(words)
	for i, w := range words {
		if w.entity != nil || slices.Contains(auxiliaries, w.lower) || w.lower == "been" || w.lower == "be" {
			continue
		}
		if tags[i].Tag == document.VERB {
			return i
		}
		if last < 0 && !isPreposition(w.lower) && i > 0 && words[i-1].entity == nil && slices.Contains(auxiliaries, words[i-1].lower) {
			last = i
		}
	}
	if last >= 0 {
		return last
	}
	return len(words) - 1
}

func isVerb(words []word, i int, tagged func([]word) []document.Token) bool {
	tag := tagged(words)[i]
	return tag.Tag == document.VERB || strings.HasSuffix(words[i].lower, "ing")
}

// alternatives splits a request at an "or" between two verbs: "does X direct
// or work for" asks both what X directs and what X works for.
func (q request) alternatives() []request {
	for i, w := range q.rest {
		if w.entity != nil || w.lower != "or" || i == 0 || i+1 >= len(q.rest) || q.rest[i-1].entity != nil || q.rest[i+1].entity != nil {
			continue
		}
		before, after := q.rest[:i], q.rest[i+1:]
		second := append(append([]word{}, before[:i-1]...), after...)
		tail := after[1:]
		if len(tail) > 0 && tail[0].entity == nil && isPreposition(tail[0].lower) {
			tail = tail[1:] // belongs to the second verb
		}
		one, two := q, q
		one.rest, two.rest = append(append([]word{}, before...), tail...), second
		return []request{one, two}
	}
	return []request{q}
}
