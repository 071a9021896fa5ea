package facts

import (
	"strings"
	"testing"

	"dossier/ingest/document"
)

// join puts parsed sentences into one document.
func join(docs ...*document.Document) *document.Document {
	out := &document.Document{}
	out.Article.Published = "2021-11-18"
	for _, doc := range docs {
		at, first := int32(len(out.Text)), int32(len(out.Tokens))
		for _, tok := range doc.Tokens {
			tok.Start, tok.End = tok.Start+at, tok.End+at
			if tok.Head != none {
				tok.Head += first
			}
			out.Tokens = append(out.Tokens, tok)
		}
		out.Text += doc.Text + " "
		end := int32(len(out.Tokens))
		out.Sentences = append(out.Sentences, document.Sentence{Span: out.TokenSpan(first, end), First: first, End: end})
	}
	out.Blocks = []document.Block{{Span: document.Span{End: int32(len(out.Text))}}}
	return out
}

// TestQuotations: what stands in quotation marks over several sentences is
// credited to the last speaker; what follows them is the article's own.
func TestQuotations(t *testing.T) {
	parse := func(text, tree string) *document.Document {
		return parsedSentence(t, "quotes_test.go", text, strings.Fields(tree))
	}
	doc := join(
		parse(`"We met Jones in May," said Smith.`,
			`"/"/PUNCT/”/punct/3 We/we/PRON/PRP/nsubj/3 met/meet/VERB/VBD/ccomp/9 Jones/Jones/PROPN/NNP/obj/3 in/in/ADP/IN/case/6 May/May/PROPN/NNP/obl/3 ,/,/PUNCT/,/punct/3 "/"/PUNCT/”/punct/3 said/say/VERB/VBD/root/0 Smith/Smith/PROPN/NNP/nsubj/9 ././PUNCT/./punct/9`),
		parse(`"They paid the gang.`,
			`"/"/PUNCT/”/punct/3 They/they/PRON/PRP/nsubj/3 paid/pay/VERB/VBD/root/0 the/the/DET/DT/det/5 gang/gang/NOUN/NN/obj/3 ././PUNCT/./punct/3`),
		parse(`They attacked the bank."`,
			`They/they/PRON/PRP/nsubj/2 attacked/attack/VERB/VBD/root/0 the/the/DET/DT/det/4 bank/bank/NOUN/NN/obj/2 ././PUNCT/./punct/2 "/"/PUNCT/”/punct/2`),
		parse(`The police arrested Jones.`,
			`The/the/DET/DT/det/2 police/police/NOUN/NNS/nsubj/3 arrested/arrest/VERB/VBD/root/0 Jones/Jones/PROPN/NNP/obj/3 ././PUNCT/./punct/3`),
	)
	if err := doc.Check(); err != nil {
		t.Fatal(err)
	}
	// The speaker is known by a mention.
	smith := int32(9)
	doc.Entities = []document.Entity{{Name: "Ann Smith", Type: document.Person, Mentions: []int32{0}, Trigger: none}}
	doc.Mentions = []document.Mention{{First: smith, End: smith + 1, Head: smith, Entity: 0, Type: document.Person, Score: 1}}
	for word, want := range map[string]string{"met": "Ann Smith", "paid": "Ann Smith", "attacked": "Ann Smith", "arrested": ""} {
		c := qualifyToken(doc, word)
		got := ""
		for _, s := range c.sources {
			got += s.Text
		}
		if got != want {
			t.Errorf("%s: credited to %q, want %q (%v)", word, got, want, c.qualifiers)
		}
	}
}

// qualifyToken qualifies a candidate at the first token of that form.
func qualifyToken(doc *document.Document, word string) candidate {
	var l layers
	l.fill(doc)
	var g graph
	g.qualifiers.start(doc)
	for i := range doc.Tokens {
		if doc.Word(int32(i)) != word {
			continue
		}
		c := candidate{trigger: int32(i), triggerEnd: int32(i) + 1, subject: none, object: none, place: none, event: none,
			sentence: doc.SentenceOf(int32(i)), kind: verbal}
		g.build(doc, c.sentence, &l, Builtin())
		qualify(&g, &c)
		return c
	}
	return candidate{}
}
