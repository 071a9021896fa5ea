package facts

import (
	"strings"

	"dossier/ingest/document"
)

// A talker is who speaks in a sentence: the subject of its last verb of speech,
// or who stands behind "according to".
type talker struct {
	token   int32 // none when nobody speaks
	pronoun bool
}

// How many sentences back a speaker is still the one that a pronoun, or a
// description that is told again in short, stands for.
const (
	talkReach  = 3
	shortReach = 6
)

// findTalkers finds the talker of each sentence.
func (q *qualifiers) findTalkers() {
	doc := q.doc
	q.talkers = q.talkers[:0]
	for s := range doc.Sentences {
		sent := &doc.Sentences[s]
		v := talker{token: none}
		for t := sent.First; t < sent.End; t++ {
			tok := &doc.Tokens[t]
			speaks := false
			switch tok.Dep {
			case document.Nsubj, document.NsubjOuter:
				if h := tok.Head; h != none && doc.Tokens[h].Tag == document.VERB {
					speaks = q.words.verbs[q.lower(doc.Tokens[h].Lemma)]&saying != 0
				}
			case document.Obl:
				speaks = t >= sent.First+2 && q.behindAccording(sent, t)
			}
			if speaks {
				v = talker{t, tok.Tag == document.PRON}
			}
		}
		q.talkers = append(q.talkers, v)
	}
}

// behindAccording tells whether noun t stands behind "according to".
func (q *qualifiers) behindAccording(sent *document.Sentence, t int32) bool {
	for k := max(sent.First+1, t-6); k < t; k++ {
		if q.doc.Word(k) == "to" && q.lower(q.doc.Word(k-1)) == "according" {
			return true
		}
	}
	return false
}

// goesOn returns the description of who has been speaking where pronoun t
// goes on for a speaker that no name stands for: "A former clerk said that …
// She added that …".
func (q *qualifiers) goesOn(g *graph, t int32) (document.Source, bool) {
	if d := g.tok(t).Dep; d != document.Nsubj && d != document.NsubjOuter || len(q.talkers) == 0 {
		return document.Source{}, false
	}
	silent := 0
	for s := g.sentence - 1; s >= 0 && s >= g.sentence-talkReach; s-- {
		v := q.talkers[s]
		switch {
		case v.token == none:
			if silent++; silent > 1 {
				return document.Source{}, false
			}
			continue
		case v.pronoun:
			continue
		}
		if q.doc.Tokens[v.token].Tag != document.NOUN || q.named(v.token) || !q.standsFor(g, q.lower(q.doc.Word(t)), v.token) {
			return document.Source{}, false
		}
		return document.Source{Entity: none, Text: q.describeTalker(int32(s), v.token)}, true
	}
	return document.Source{}, false
}

// named tells nouns that are part of a mention of an entity.
func (q *qualifiers) named(t int32) bool {
	for i := range q.doc.Mentions {
		if m := &q.doc.Mentions[i]; m.First <= t && t < m.End && m.Entity != none {
			return true
		}
	}
	return false
}

// standsFor tells whether a pronoun may stand for a noun.
func (q *qualifiers) standsFor(g *graph, pronoun string, noun int32) bool {
	tok := &q.doc.Tokens[noun]
	plural := tok.XTag == document.NNS
	lemma := q.lower(tok.Lemma)
	human := g.tables.isRole(lemma) || q.words.views[lemma]&humanNoun != 0 || strings.HasSuffix(lemma, "man") || strings.HasSuffix(lemma, "woman")
	switch pronoun {
	case "they":
		return plural
	case "he":
		return !plural && human && !strings.HasSuffix(lemma, "woman")
	case "she":
		return !plural && human && (!strings.HasSuffix(lemma, "man") || strings.HasSuffix(lemma, "woman"))
	case "it":
		return !plural && !human
	}
	return false
}

// inFull returns the fuller words by which the article introduced a speaker
// whom it now calls by the noun alone: "Two people familiar with the talks …
// The people said".
func (q *qualifiers) inFull(g *graph, t int32, short string) string {
	if strings.Contains(short, " ") || len(q.talkers) == 0 {
		return short
	}
	lemma := q.lower(g.lemma(t))
	for s := g.sentence - 1; s >= 0 && s >= g.sentence-shortReach; s-- {
		v := q.talkers[s]
		if v.token == none || v.pronoun || q.doc.Tokens[v.token].Tag != document.NOUN || q.lower(q.doc.Tokens[v.token].Lemma) != lemma {
			continue
		}
		if full := q.describeTalker(int32(s), v.token); strings.Contains(full, " ") {
			return full
		}
	}
	return short
}

// describeTalker returns the words of a noun phrase in another sentence than the
// present one, as describe does.
func (q *qualifiers) describeTalker(s, t int32) string {
	doc := q.doc
	sent := &doc.Sentences[s]
	first, end := t, t+1
	for k := sent.First; k < sent.End; k++ {
		if k == t || !q.ofPhrase(k, t) {
			continue
		}
		first, end = min(first, k), max(end, k+1)
	}
	if end-first > 14 {
		first, end = max(first, t-3), t+1
	}
	if first+1 < end && doc.Tokens[first].Dep == document.Det {
		first++
	}
	return strings.Join(strings.Fields(doc.Slice(doc.TokenSpan(first, end))), " ")
}

// ofPhrase tells tokens below noun t that describe it.
func (q *qualifiers) ofPhrase(k, t int32) bool {
	for steps := 0; steps < 10; steps++ {
		tok := &q.doc.Tokens[k]
		switch tok.Dep {
		case document.AclRelcl, document.Appos, document.Punct, document.Conj, document.Cc, document.Parataxis:
			return false
		}
		if tok.Head == none {
			return false
		}
		if tok.Head == t {
			switch tok.Dep {
			case document.Case, document.Cop, document.Nsubj, document.Aux, document.Mark, document.Advmod, document.List, document.Dislocated:
				return false
			}
			return true
		}
		k = tok.Head
	}
	return false
}
