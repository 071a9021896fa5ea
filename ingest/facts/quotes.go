package facts

import (
	"strings"

	"dossier/ingest/document"
)

// A speaker is who is credited for a sentence that stands in quotation marks
// and does not say so itself, because the quotation goes on over several
// sentences.
type speaker struct {
	quoted bool  // the whole sentence is within the quotation
	entity int32 // none when unknown
	text   string
}

// findSpeakers follows quotations through the article. A sentence within a
// quotation belongs to the speaker named in the sentence where the quotation
// began or ended; a quotation that opens a paragraph after another one without
// a speaker of its own continues that one's.
func (q *qualifiers) findSpeakers() {
	doc := q.doc
	if !strings.ContainsAny(doc.Text, "\"“”") {
		return
	}
	open := false
	last := speaker{entity: none}
	pending := 0 // first sentence of the open quotation that waits for its speaker
	for s, sent := range doc.Sentences {
		q.speakers = append(q.speakers, speaker{entity: none})
		began := open
		if s > 0 && strings.Contains(doc.Text[doc.Sentences[s-1].Span.End:sent.Start], "\n\n") {
			// A quotation over paragraphs opens each of them anew; one that does
			// not was left open by mistake.
			began = began && opensQuote(doc.Word(sent.First))
			open = false
		}
		marks, outside := 0, false
		for i := sent.First; i < sent.End; i++ {
			switch w := doc.Word(i); {
			case w == "“" || w == "``":
				open = true
				marks++
			case w == "”" || w == "''":
				open = false
				marks++
			case w == "\"":
				open = !open
				marks++
			case !open && doc.Tokens[i].Tag != document.PUNCT:
				outside = true
			}
		}
		if marks == 0 && !began {
			pending = s + 1
			continue
		}
		who := speaker{entity: none}
		if outside {
			who = q.speakerIn(sent)
		}
		if who.text != "" {
			last = who
			for p := pending; p < s; p++ {
				if q.speakers[p].quoted && q.speakers[p].text == "" {
					q.speakers[p].entity, q.speakers[p].text = who.entity, who.text
				}
			}
		}
		if !outside {
			q.speakers[s] = speaker{quoted: true, entity: none}
			if began || s > 0 && (q.speakers[s-1].quoted || endsQuoted(doc, s-1)) {
				q.speakers[s].entity, q.speakers[s].text = last.entity, last.text
			}
		}
		if !open {
			pending = s + 1
		}
	}
}

func opensQuote(w string) bool { return w == "\"" || w == "“" || w == "``" }

// endsQuoted tells whether a sentence holds a quotation.
func endsQuoted(doc *document.Document, s int) bool {
	return strings.ContainsAny(doc.Slice(doc.Sentences[s].Span), "\"“”")
}

// speakerIn returns the subject of the sentence's verb of speech outside of
// quotation marks.
func (q *qualifiers) speakerIn(sent document.Sentence) speaker {
	doc := q.doc
	quoted := false
	for i := sent.First; i < sent.End; i++ {
		switch doc.Word(i) {
		case "“", "``":
			quoted = true
		case "”", "''":
			quoted = false
		case "\"":
			quoted = !quoted
		}
		if quoted || doc.Tokens[i].Tag != document.VERB || q.words.verbs[q.lower(doc.Tokens[i].Lemma)]&saying == 0 {
			continue
		}
		for k := sent.First; k < sent.End; k++ {
			if doc.Tokens[k].Head != i || doc.Tokens[k].Dep != document.Nsubj || q.quotedAt(sent, k) {
				continue
			}
			for m := range doc.Mentions {
				if men := &doc.Mentions[m]; men.Head == k && men.Entity != none {
					return speaker{entity: men.Entity, text: doc.Entities[men.Entity].Name}
				}
			}
			if doc.Tokens[k].Tag == document.NOUN {
				return speaker{entity: none, text: doc.Word(k)}
			}
		}
	}
	return speaker{entity: none}
}

// quotedAt tells whether token t of the sentence stands in quotation marks that
// were opened in it.
func (q *qualifiers) quotedAt(sent document.Sentence, t int32) bool {
	quoted := false
	for i := sent.First; i < t; i++ {
		switch q.doc.Word(i) {
		case "“", "``":
			quoted = true
		case "”", "''":
			quoted = false
		case "\"":
			quoted = !quoted
		}
	}
	return quoted
}

// creditQuote credits a candidate that stands in quotation marks, where the
// tree does not tell by whom.
func (q *qualifiers) creditQuote(g *graph, c *candidate) {
	if int(c.sentence) >= len(q.speakers) || c.kind == role && !q.predicates(g, c.trigger) {
		return
	}
	if s := q.speakers[c.sentence]; s.quoted {
		if s.text != "" {
			c.sources = append(c.sources, document.Source{Entity: s.entity, Text: s.text})
			c.note("source", s.text, "quotation goes on")
		}
		return
	}
	if !q.insideQuotes(g, c.trigger) {
		return
	}
	if who := q.speakerIn(g.doc.Sentences[g.sentence]); who.text != "" {
		c.sources = append(c.sources, document.Source{Entity: who.entity, Text: who.text})
		c.note("source", who.text, "quotation marks")
	}
}

// insideQuotes tells whether a token stands in quotation marks that hold more
// than a few words.
func (q *qualifiers) insideQuotes(g *graph, t int32) bool {
	open, start := false, int32(0)
	for i := g.first; i < g.end; i++ {
		switch g.doc.Word(i) {
		case "“", "``":
			open, start = true, i
		case "”", "''":
			if open && start < t && t < i {
				return i-start > 5
			}
			open = false
		case "\"":
			if open && start < t && t < i {
				return i-start > 5
			}
			open, start = !open, i
		}
	}
	return open && start < t
}
