package ingest_test

import (
	"context"
	"io"
	"path/filepath"
	"runtime"
	"testing"

	"dossier/graph/quads"
	"dossier/graph/record"
	"dossier/ingest"
	"dossier/ingest/document"
	"dossier/ingest/source"
)

// copies is how often the sample articles are read in one pass, so that the
// start of the workers does not count.
const copies = 20

func samplePages(b *testing.B) []source.Page {
	b.Helper()
	var pages []source.Page
	for p, err := range source.Pages(b.Context(), []string{filepath.Join("..", "testdata", "articles")}, source.Options{}) {
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, p)
	}
	return pages
}

// repeated yields the pages again and again under names of their own.
func repeated(pages []source.Page, times int) func(func(source.Page, error) bool) {
	return func(yield func(source.Page, error) bool) {
		for i := range times {
			for _, p := range pages {
				p.Name = string(rune('a'+i)) + "/" + filepath.Base(p.Name)
				if !yield(p, nil) {
					return
				}
			}
		}
	}
}

func benchmark(b *testing.B, workers int, keeper func() ingest.Keeper) {
	stages, err := ingest.Stages(nil)
	if err != nil {
		b.Fatal(err)
	}
	pages := samplePages(b)
	pipe, err := ingest.New(stages, ingest.Options{Workers: workers})
	if err != nil {
		b.Fatal(err)
	}
	var words int64
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		sum, err := pipe.Run(b.Context(), repeated(pages, copies), keeper())
		if err != nil {
			b.Fatal(err)
		}
		words += sum.Words
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkExtract reads, analyses and prints as JSON on one core.
func BenchmarkExtract(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	benchmark(b, 1, func() ingest.Keeper {
		return ingest.KeepFunc(func(_ context.Context, doc *document.Document) error { return ingest.WriteJSON(io.Discard, doc) })
	})
}

// BenchmarkIngest reads, analyses and keeps in a new store on all cores.
func BenchmarkIngest(b *testing.B) {
	benchmark(b, 0, func() ingest.Keeper {
		store, err := quads.Open(b.Context(), filepath.Join(b.TempDir(), "bench.db"), quads.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { store.Close() })
		return &record.Keeper{Store: store}
	})
}

// BenchmarkStages times each stage by itself, in nanoseconds a word.
func BenchmarkStages(b *testing.B) {
	stages, err := ingest.Stages(nil)
	if err != nil {
		b.Fatal(err)
	}
	pages := samplePages(b)
	for n := range stages {
		b.Run(stages[n].Name, func(b *testing.B) {
			docs := make([]*document.Document, 0, len(pages))
			words := 0
			before, err := ingest.New(stages[:n], ingest.Options{})
			if err != nil {
				b.Fatal(err)
			}
			for _, p := range pages {
				doc := new(document.Document)
				if err := before.Document(b.Context(), p, doc); err != nil {
					b.Fatal(err)
				}
				if err := stages[n].Run(doc); err != nil { // the first run is not counted
					b.Fatal(err)
				}
				words += len(doc.Tokens)
				docs = append(docs, doc)
			}
			b.ReportAllocs()
			b.ResetTimer()
			for b.Loop() {
				for _, doc := range docs {
					if err := stages[n].Run(doc); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(words*b.N), "ns/word")
		})
	}
}
