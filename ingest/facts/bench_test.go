package facts_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dossier/ingest/document"
	"dossier/ingest/facts"
)

// BenchmarkExtract measures facts alone, on the sentences of the tables.
func BenchmarkExtract(b *testing.B) {
	analyze := pipeline(b)
	files, _ := filepath.Glob("testdata/cases/*.txt")
	var text strings.Builder
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		for _, line := range strings.Split(string(data), "\n") {
			if line != "" && line[0] != ' ' && line[0] != '~' && line[0] != '-' && line[0] != '#' {
				text.WriteString(line + "\n\n")
			}
		}
	}
	var doc document.Document
	analyze(b, text.String(), &doc)
	words := len(doc.Tokens)
	b.ReportAllocs()
	for b.Loop() {
		if err := facts.Extract(&doc); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
