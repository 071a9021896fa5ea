package facts_test

import (
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"dossier/ingest/document"
	"dossier/ingest/facts"
)

const sample = `Finnish President Sauli Vartiainen met Estonian Prime Minister Kaia Tamm in Tallinn on Tuesday. They signed a
treaty, which Russia criticised. Anna Berg, a lawyer for the World Bank, said that Peru might leave the bank.`

// TestSame holds that the same layers give the same facts, whatever was read
// before and however many workers read.
func TestSame(t *testing.T) {
	analyze := pipeline(t)
	var first document.Document
	analyze(t, sample, &first)
	if len(first.Facts) == 0 {
		t.Fatal("no facts in the sample")
	}
	var wg sync.WaitGroup
	docs := make([]document.Document, 4)
	for i := range docs {
		analyze(t, sample, &docs[i])
		wg.Add(1)
		go func(doc *document.Document) {
			defer wg.Done()
			for range 20 {
				if err := facts.Extract(doc); err != nil {
					t.Error(err)
				}
			}
		}(&docs[i])
	}
	wg.Wait()
	for i := range docs {
		if !reflect.DeepEqual(docs[i].Facts, first.Facts) || !reflect.DeepEqual(docs[i].Events, first.Events) {
			t.Errorf("document %d has other facts than the first", i)
		}
	}
}

// TestUserFrames holds that a user's line is read beside the embedded ones.
func TestUserFrames(t *testing.T) {
	frames, err := facts.LoadFrames(strings.NewReader("[meets]\nverb subj with : hobnob\n"), "mine.txt")
	if err != nil {
		t.Fatal(err)
	}
	if frames.Len() <= facts.Builtin().Len() {
		t.Errorf("%d triggers, no more than the %d of the embedded tables", frames.Len(), facts.Builtin().Len())
	}
	analyze := pipeline(t)
	var doc document.Document
	analyze(t, "Anna Berg hobnobbed with Paul Lind in Rome and praised Maria Costa.", &doc)
	if expect(&doc, "Anna Berg | meets | Paul Lind") == nil {
		t.Error("the embedded tables know the word already")
	}
	if err := (&facts.Extractor{Frames: frames}).Extract(&doc); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Anna Berg | meets | Paul Lind", "Anna Berg | supports | Maria Costa"} {
		if err := expect(&doc, want); err != nil {
			t.Error(err)
		}
	}
}

// FuzzExtract holds that any text gives a document whose layers are sound.
func FuzzExtract(f *testing.F) {
	run := stages(f)
	for _, text := range []string{sample, "", "who, whose \"said\" , by of the", "Paris, Berlin, and", "A's B's C's, the D of E, F"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc := document.Document{Text: text, Article: document.Article{Published: "2022-05-18"}}
		if text != "" {
			doc.Blocks = []document.Block{{Span: document.Span{End: int32(len(text))}}}
		}
		if !utf8.ValidString(text) || len(text) > 2000 {
			t.Skip()
		}
		if err := run(&doc); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}
