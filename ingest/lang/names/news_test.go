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
	for _, text := range []struct {
		file      string
		all, each float64 // least F1 of people, organizations and places together, and of each
	}{
		{"testdata/news.txt", 80, 70},
		{"testdata/unseen.txt", 75, 70},
	} {
		t.Run(text.file, func(t *testing.T) {
			var wrong strings.Builder
			docs, err := ReadMarked(text.file)
			if err != nil {
				t.Fatal(err)
			}
			rep := Measure(f.Find, docs, &wrong)
			var table strings.Builder
			rep.Print(&table, "")
			t.Log("\n" + table.String() + wrong.String())
			if f1 := rep.All.F1(); f1 < text.all {
				t.Errorf("F1 of people, organizations and places is %.1f, want at least %.0f", f1, text.all)
			}
			for _, typ := range []document.Type{document.Person, document.Organization, document.Place} {
				if f1 := rep.ByType[typ].F1(); f1 < text.each {
					t.Errorf("F1 of %s is %.1f, want at least %.0f", typ, f1, text.each)
				}
			}
		})
	}
}
