package names

import (
	"testing"

	"dossier/ingest/lang/names/corpus"
)

func TestTrimScores(t *testing.T) {
	lex, err := loadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"Tolvik beat [o Quorvane 3] - 2 on Sunday":    "Quorvane",
		"[o Mainz 05] - a club":                       "Mainz 05",
		"[o Quorvane 04] won":                         "Quorvane 04",
		"Tolvik beat [o Mainz 05 3] - 2":              "Mainz 05",
		"the years [e Tolvik Games 2014] - a success": "Tolvik Games 2014",
	} {
		s, err := marked(in)
		if err != nil {
			t.Fatal(err)
		}
		doc := (&corpus.Doc{Sents: []corpus.Sent{s}}).Document()
		var ws workspace
		ws.prepare(doc, lex)
		ws.trimScores(doc)
		if got := doc.Slice(doc.Names[0].Span); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
