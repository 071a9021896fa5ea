package lang

import (
	"dossier/ingest/document"
	"dossier/ingest/lang/conllu"
)

// Score is the accuracy of an analysis against a treebank, aligned word by
// word as the CoNLL 2018 shared task does: a word counts when its span is a
// gold word's. Figures are F1 in percent.
type Score struct {
	Sentences, Words, Tags, XTags, Lemmas, Heads, Labels float64
	Number                                               int // gold words
}

// Evaluate analyses every document with run and compares. run gets a document
// with text, blocks and, with gold tokens, spans and sentences.
func Evaluate(docs []*conllu.Document, goldTokens bool, run func(*document.Document) error) (Score, error) {
	var gold, doc document.Document
	var goldWords, words, sameWords, goldSents, sents, sameSents int
	var tags, xtags, lemmas, heads, labels int
	for _, d := range docs {
		d.Fill(&gold)
		doc.Reset()
		doc.Text = gold.Text
		doc.Blocks = append(doc.Blocks, gold.Blocks...)
		if goldTokens {
			doc.Sentences = append(doc.Sentences, gold.Sentences...)
			for _, tok := range gold.Tokens {
				doc.Tokens = append(doc.Tokens, document.Token{Span: tok.Span, Head: document.None})
			}
		}
		if err := run(&doc); err != nil {
			return Score{}, err
		}
		goldWords, words = goldWords+len(gold.Tokens), words+len(doc.Tokens)
		goldSents, sents = goldSents+len(gold.Sentences), sents+len(doc.Sentences)
		ends := map[document.Span]bool{}
		for _, s := range gold.Sentences {
			ends[s.Span] = true
		}
		for _, s := range doc.Sentences {
			if ends[s.Span] {
				sameSents++
			}
		}
		j := 0
		span := func(doc *document.Document, head int32) document.Span {
			if head == document.None {
				return document.Span{Start: -1, End: -1}
			}
			return doc.Tokens[head].Span
		}
		for i := range gold.Tokens {
			g := &gold.Tokens[i]
			for j < len(doc.Tokens) && doc.Tokens[j].Start < g.Start {
				j++
			}
			if j == len(doc.Tokens) || doc.Tokens[j].Span != g.Span {
				continue
			}
			tok := &doc.Tokens[j]
			sameWords++
			tags += same(tok.Tag == g.Tag)
			xtags += same(tok.XTag == g.XTag)
			lemmas += same(tok.Lemma == g.Lemma || g.Lemma == "_")
			if span(&doc, tok.Head) == span(&gold, g.Head) {
				heads++
				// the shared task compares relations without their subtypes
				labels += same(base(tok.Dep) == base(g.Dep))
			}
		}
	}
	f := func(n int) float64 { return 200 * float64(n) / float64(max(1, goldWords+words)) }
	return Score{Sentences: 200 * float64(sameSents) / float64(max(1, goldSents+sents)), Words: f(sameWords), Tags: f(tags),
		XTags: f(xtags), Lemmas: f(lemmas), Heads: f(heads), Labels: f(labels), Number: goldWords}, nil
}

func same(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// base returns a relation's name without its subtype.
func base(d document.Dep) string {
	s := d.String()
	for i := range len(s) {
		if s[i] == ':' {
			return s[:i]
		}
	}
	return s
}

// Styles are the ways of writing that Restyle knows, besides the text's own.
var Styles = []string{"capitals", "title case", "small letters", "curly quotes"}

// Restyle returns copies of the documents' texts in another style, with the
// gold words at their places in them. Letters outside ASCII stay as they are.
func Restyle(docs []*conllu.Document, style string) []*conllu.Document {
	var out []*conllu.Document
	for _, d := range docs {
		text := []byte(d.Text)
		for i := range d.Sentences {
			for j := range d.Sentences[i].Words {
				w := &d.Sentences[i].Words[j]
				form := text[w.Span.Start:w.Span.End]
				switch style {
				case "capitals":
					upperASCII(form)
				case "title case":
					switch w.Upos {
					case "DET", "ADP", "CCONJ", "PART":
					default:
						upperASCII(form[:1])
					}
				case "small letters":
					for k, c := range form {
						if 'A' <= c && c <= 'Z' {
							form[k] |= 0x20
						}
					}
				}
			}
		}
		c := *d
		c.Text = string(text)
		out = append(out, &c)
	}
	if style == "curly quotes" {
		return curly(out)
	}
	return out
}

func upperASCII(form []byte) {
	for k, c := range form {
		if 'a' <= c && c <= 'z' {
			form[k] &^= 0x20
		}
	}
}

// curly replaces straight apostrophes and quotes by typographic ones and
// moves the spans.
func curly(docs []*conllu.Document) []*conllu.Document {
	for _, d := range docs {
		moved := make([]int32, len(d.Text)+1) // old offset → new
		var text []byte
		open := true
		for i := range len(d.Text) {
			moved[i] = int32(len(text))
			switch d.Text[i] {
			case '\'':
				text = append(text, "’"...)
			case '"':
				if open {
					text = append(text, "“"...)
				} else {
					text = append(text, "”"...)
				}
				open = !open
			default:
				text = append(text, d.Text[i])
			}
		}
		moved[len(d.Text)] = int32(len(text))
		move := func(s *document.Span) { s.Start, s.End = moved[s.Start], moved[s.End] }
		sents := make([]conllu.Sentence, len(d.Sentences))
		for i, s := range d.Sentences {
			s.Words = append([]conllu.Word(nil), s.Words...)
			move(&s.Span)
			for j := range s.Words {
				move(&s.Words[j].Span)
			}
			sents[i] = s
		}
		d.Text, d.Sentences = string(text), sents
	}
	return docs
}
