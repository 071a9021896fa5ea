package names

import (
	"strings"
	"testing"

	"dossier/ingest/lang/names/corpus"
)

// finder returns the embedded finder and skips the test where none was trained.
func finder(t testing.TB) *Finder {
	t.Helper()
	f, err := Default()
	if err != nil {
		t.Skip(err)
	}
	return f
}

// parse reads "[per Andrea Kendall - Taylor] met …" without regard to the brackets' labels.
func parse(text string) *corpus.Doc {
	doc := &corpus.Doc{}
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		doc.Sents = append(doc.Sents, corpus.Sent{Words: strings.Fields(line)})
	}
	return doc
}

func TestFind(t *testing.T) {
	f := finder(t)
	doc := parse("William Burns , the director of the CIA , flew to Moscow .").Document()
	f.Find(doc)
	var got []string
	for _, n := range doc.Names {
		got = append(got, doc.Slice(n.Span)+"/"+n.Type.String())
		if n.Score < 0 || n.Score > 1 {
			t.Errorf("%s has score %v", doc.Slice(n.Span), n.Score)
		}
	}
	if want := "William Burns/person CIA/organization Moscow/place"; strings.Join(got, " ") != want {
		t.Errorf("found %v, want %s", got, want)
	}
}
