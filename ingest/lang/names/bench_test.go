package names

import (
	"testing"

	"dossier/ingest/document"
)

func BenchmarkFind(b *testing.B) {
	f := finder(b)
	marked, err := ReadMarked("testdata/news.txt")
	if err != nil {
		b.Fatal(err)
	}
	var docs []*document.Document
	words := 0
	for _, d := range marked {
		doc := d.Document()
		docs = append(docs, doc)
		words += len(doc.Tokens)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, doc := range docs {
			f.Find(doc)
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}
