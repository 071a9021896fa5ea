package lang

import (
	"strings"
	"testing"

	"dossier/ingest/document"
	"dossier/ingest/lang/conllu"
)

func TestEvaluate(t *testing.T) {
	docs, err := conllu.Read(strings.NewReader(treebank))
	if err != nil {
		t.Fatal(err)
	}
	var gold []document.Document
	for _, d := range docs {
		var doc document.Document
		d.Fill(&doc)
		gold = append(gold, doc)
	}
	next := 0
	copyGold := func(doc *document.Document) error {
		doc.Tokens = append(doc.Tokens[:0], gold[next].Tokens...)
		doc.Sentences = append(doc.Sentences[:0], gold[next].Sentences...)
		next++
		return nil
	}
	s, err := Evaluate(docs, false, copyGold)
	if err != nil {
		t.Fatal(err)
	}
	if want := (Score{100, 100, 100, 100, 100, 100, 100, 42}); s != want {
		t.Errorf("the gold itself scores %+v", s)
	}
	next = 0
	s, err = Evaluate(docs, false, func(doc *document.Document) error {
		_ = copyGold(doc)
		doc.Tokens[0].Head, doc.Tokens[1].Tag = 2, document.X // Ann hangs from the stop, "sings" is no verb
		doc.Tokens = doc.Tokens[:len(doc.Tokens)-1]           // the last word is missing
		doc.Sentences = doc.Sentences[:2]
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ got, want float64 }{
		"words": {s.Words, 200 * 39 / 81.}, "tags": {s.Tags, 200 * 36 / 81.}, "heads": {s.Heads, 200 * 36 / 81.}, "sentences": {s.Sentences, 200 * 6 / 15.},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
}

func TestRestyle(t *testing.T) {
	docs, err := conllu.Read(strings.NewReader("1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n3\tAsk\task\tVERB\tVB\t_\t0\troot\t_\t_\n"))
	if err != nil {
		t.Fatal(err)
	}
	for style, want := range map[string]string{"capitals": "DO N'T ASK", "title case": "Do n't Ask", "small letters": "do n't ask", "curly quotes": "do n’t Ask"} {
		d := Restyle(docs, style)[0]
		var got []string
		for i := range d.Sentences[0].Words {
			got = append(got, d.Surface(&d.Sentences[0].Words[i]))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", style, got, want)
		}
	}
	if docs[0].Text != "don't Ask" {
		t.Errorf("the original became %q", docs[0].Text)
	}
}
