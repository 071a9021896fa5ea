package facts

import (
	"strings"

	"dossier/ingest/document"
)

// An interview in questions and answers credits what its answers state to who
// is interviewed, down to posts and relative clauses: nothing in them is the
// article's own. Paragraphs are labelled "Q:" and "A:", or with the name of who
// speaks.

// findAnswers finds the sentences of answers, and who gives them.
func (q *qualifiers) findAnswers() {
	doc := q.doc
	q.answers = q.answers[:0]
	asked := int32(none)
	for s := range doc.Sentences {
		if label, _ := q.label(int32(s)); label == "q" {
			asked = int32(s)
			break
		}
	}
	guest := int32(none)
	if asked != none {
		guest = q.guest(doc.Sentences[asked].First)
	}
	if guest == none && !q.transcribed() {
		return
	}
	now := int32(none)
	for s := range doc.Sentences {
		label, who := q.label(int32(s))
		switch {
		case label == "q":
			now = none
		case label == "a":
			now = guest
		case label == "name":
			now = who
		case now != none && q.blockAt(s) != q.blockAt(s-1):
			now = none
		}
		q.answers = append(q.answers, now)
	}
}

func (q *qualifiers) blockAt(s int) int {
	start := q.doc.Sentences[s].Start
	for b := range q.doc.Blocks {
		if q.doc.Blocks[b].Span.End > start {
			return b
		}
	}
	return len(q.doc.Blocks)
}

// label reads "Q:", "A." or "Jane Roe:" at the start of a sentence.
func (q *qualifiers) label(s int32) (label string, who int32) {
	doc := q.doc
	sent := &doc.Sentences[s]
	i := sent.First
	w := doc.Word(i)
	colon := int(i)+1 < len(doc.Tokens) && (doc.Word(i+1) == ":" || doc.Word(i+1) == ".")
	switch {
	case (w == "Q" || w == "Question") && colon, w == "Q:" || w == "Q.":
		return "q", none
	case (w == "A" || w == "Answer") && colon, w == "A:" || w == "A.":
		return "a", none
	}
	for k := i + 1; k < sent.End && k < i+5; k++ {
		if doc.Word(k) != ":" {
			continue
		}
		for m := range doc.Mentions {
			men := &doc.Mentions[m]
			if men.First > i {
				break
			}
			if men.First == i && men.End == k && men.Kind == document.NameMention && men.Entity != none && doc.Entities[men.Entity].Type == document.Person {
				return "name", men.Entity
			}
		}
	}
	return "", none
}

// transcribed tells articles in which people named at the start of their lines
// speak more than two of them.
func (q *qualifiers) transcribed() bool {
	var speakers [4]int32
	var lines [4]int
	n := 0
	for s := range q.doc.Sentences {
		label, who := q.label(int32(s))
		if label != "name" {
			continue
		}
		at := 0
		for at < n && speakers[at] != who {
			at++
		}
		if at == n {
			if n == len(speakers) {
				continue
			}
			speakers[n] = who
			n++
		}
		lines[at]++
	}
	total := 0
	for _, k := range lines[:n] {
		total += k
	}
	return total > 2
}

// guest returns who is interviewed: the person most spoken of before the first
// question who does not write the article.
func (q *qualifiers) guest(before int32) int32 {
	doc := q.doc
	best, most := int32(none), 0
	for e := range doc.Entities {
		ent := &doc.Entities[e]
		if ent.Type != document.Person || q.writes(ent) {
			continue
		}
		n := 0
		for _, m := range ent.Mentions {
			if doc.Mentions[m].First < before {
				n++
			}
		}
		if n > most {
			best, most = int32(e), n
		}
	}
	return best
}

func (q *qualifiers) writes(ent *document.Entity) bool {
	for _, author := range q.doc.Article.Authors {
		if strings.EqualFold(author, ent.Name) {
			return true
		}
	}
	return false
}

// creditAnswer credits a candidate in an answer to who gives it.
func (q *qualifiers) creditAnswer(c *candidate) {
	if int(c.sentence) >= len(q.answers) || len(c.sources) > 0 {
		return
	}
	switch c.relation {
	case "part of", "based in", "citizen of": // by an address, an adjective, a possessive
		return
	}
	if who := q.answers[c.sentence]; who != none {
		c.sources = append(c.sources, document.Source{Entity: who, Text: q.doc.Entities[who].Name})
		c.note("source", q.doc.Entities[who].Name, "answers")
	}
}
