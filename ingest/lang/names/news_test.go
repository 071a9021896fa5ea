package names

import (
	"strings"
	"testing"

	"dossier/ingest/document"
)

// TestNews holds the finder to a level on news of many countries that no
// training text is about.
func TestNews(t *testing.T) {
	f := finder(t)
	var wrong strings.Builder
	docs, err := ReadMarked("testdata/news.txt")
	if err != nil {
		t.Fatal(err)
	}
	rep := Measure(f.Find, docs, &wrong)
	var table strings.Builder
	rep.Print(&table, "news")
	t.Log("\n" + table.String() + wrong.String())
	if f1 := rep.All.F1(); f1 < 80 {
		t.Errorf("F1 of people, organizations and places is %.1f, want at least 80", f1)
	}
	for _, typ := range []document.Type{document.Person, document.Organization, document.Place} {
		if f1 := rep.ByType[typ].F1(); f1 < 70 {
			t.Errorf("F1 of %s is %.1f, want at least 70", typ, f1)
		}
	}
}
