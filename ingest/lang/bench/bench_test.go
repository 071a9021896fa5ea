package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jdkato/prose/v2"

	"dossier/ingest/document"
	"dossier/ingest/lang"
)

// text is the project's own sample articles, as one long text.
func text(b *testing.B) string {
	files, err := filepath.Glob("../../../testdata/articles/*.txt")
	if err != nil || len(files) == 0 {
		b.Fatal("no sample articles: ", err)
	}
	var all []string
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, string(data))
	}
	return strings.Repeat(strings.Join(all, "\n\n")+"\n\n", 5)
}

// BenchmarkDossier does everything: sentences, tokens, tags, lemmas, trees, names.
func BenchmarkDossier(b *testing.B) {
	analyzer, err := lang.Default()
	if err != nil {
		b.Fatal(err)
	}
	doc := document.Document{Text: text(b)}
	if err := analyzer.Analyze(&doc); err != nil { // decodes the models
		b.Fatal(err)
	}
	b.ReportAllocs()
	start := cpuTime()
	for b.Loop() {
		if err := analyzer.Analyze(&doc); err != nil {
			b.Fatal(err)
		}
	}
	report(b, len(doc.Tokens), start)
}

// BenchmarkProse does sentences, tokens, tags and names, as much as it can.
func BenchmarkProse(b *testing.B) {
	all := text(b)
	words := 0
	b.ReportAllocs()
	start := cpuTime()
	for b.Loop() {
		doc, err := prose.NewDocument(all)
		if err != nil {
			b.Fatal(err)
		}
		doc.Entities()
		words = len(doc.Tokens())
	}
	report(b, words, start)
}

// cpuTime is what this process has used of the processors.
func cpuTime() time.Duration {
	var use syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &use) // fails for no argument that exists
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// report gives the speed by the clock and by the processor's time, which other
// programs on the machine do not change.
func report(b *testing.B, words int, start time.Duration) {
	n := float64(words) * float64(b.N)
	b.ReportMetric(n/b.Elapsed().Seconds(), "words/s")
	b.ReportMetric(n/(cpuTime()-start).Seconds(), "words/cpu-s")
}
