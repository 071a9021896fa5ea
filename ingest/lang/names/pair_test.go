package names

import (
	"strings"
	"testing"

	"dossier/ingest/lang/names/corpus"
)

func TestSplitPairs(t *testing.T) {
	lex, err := loadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ in, want string }{
		{"[p Biden-Putin] summit\n[p Joe Biden] met [p Vladimir Putin] .", "Biden|Putin|Joe Biden|Vladimir Putin"},
		{"[p Kendall-Taylor] said\n[p Andrea Kendall-Taylor] and [p Ann Taylor]", "Kendall - Taylor|Andrea Kendall - Taylor|Ann Taylor"},
		{"[l Togo-Ghana] talks\n[l Togo] and [l Ghana]", "Togo|Ghana|Togo|Ghana"},
		{"[o Siemens and Quorvane] paid", "Siemens|Quorvane"},
		{"[o Quorvane and Tolvik] paid", "Quorvane and Tolvik"},
		{"[o Quorvane and Tolvik] paid\n[o Quorvane] sued [o Tolvik]", "Quorvane|Tolvik|Quorvane|Tolvik"},
		{"[o Siemens and Sons] paid", "Siemens and Sons"},
		{"[o Health and Safety] paid", "Health and Safety"},
		{"[o Biden-Putin] summit\n[p Biden] met [p Putin] .", "Biden - Putin|Biden|Putin"},
	} {
		var d corpus.Doc
		for line := range strings.SplitSeq(c.in, "\n") {
			s, err := marked(line)
			if err != nil {
				t.Fatal(err)
			}
			d.Sents = append(d.Sents, s)
		}
		doc := d.Document()
		var ws workspace
		ws.prepare(doc, lex)
		ws.splitPairs(doc, (*workspace).isHyphenated)
		ws.splitPairs(doc, (*workspace).isCoordinated)
		var got []string
		for _, n := range doc.Names {
			got = append(got, doc.Slice(n.Span))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: %q, want %s", c.in, got, c.want)
		}
	}
}
