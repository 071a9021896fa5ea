package lang

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"dossier/ingest/document"
)

func analyzer(t testing.TB) *Analyzer {
	t.Helper()
	a, err := Default()
	if errors.Is(err, ErrNoModel) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const article = `GENEVA (Reuters) - Andrea Smith, who directs the Alpine Program at the Center for a New Geneva, said on Tuesday that a second meeting between the two presidents was being prepared.

"We don't know when," Dr. Smith told reporters in the U.S. capital. "It won't be easy."

William Brown, the agency's director, traveled to Oslo earlier this month, a spokesperson confirmed. Acme Corp. was acquired by Bolt Inc. for $5.2 billion in 2019.

PRESIDENT MEETS MINISTER IN PARIS

The Minister Of Finance Resigns After Talks Fail`

func TestAnalyze(t *testing.T) {
	a := analyzer(t)
	doc := document.Document{Text: article}
	if err := a.Analyze(&doc); err != nil {
		t.Fatal(err)
	}
	checkSegments(t, &doc)
	if len(doc.Sentences) < 7 || len(doc.Sentences) > 8 {
		for _, s := range doc.Sentences {
			t.Logf("%q", doc.Slice(s.Span))
		}
		t.Errorf("%d sentences, want 7 (8 with the dateline apart)", len(doc.Sentences))
	}
	find := func(word string) int32 {
		for i := range doc.Tokens {
			if doc.Word(int32(i)) == word {
				return int32(i)
			}
		}
		t.Fatalf("no token %q", word)
		return 0
	}
	for _, c := range []struct {
		word, head string
		dep        document.Dep
		tag        document.Tag
		lemma      string
	}{
		{"directs", "Smith", document.AclRelcl, document.VERB, "direct"},
		{"Program", "directs", document.Obj, document.PROPN, "Program"},
		{"Brown", "William", document.Flat, document.PROPN, "Brown"},
		{"Oslo", "traveled", document.Obl, document.PROPN, "Oslo"},
		{"Bolt", "acquired", document.OblAgent, document.PROPN, "Bolt"},
		{"acquired", "", document.Root, document.VERB, "acquire"},
		{"n't", "know", document.Advmod, document.PART, "not"},
	} {
		i := find(c.word)
		tok := &doc.Tokens[i]
		head := ""
		if tok.Head != document.None {
			head = doc.Word(tok.Head)
		}
		if tok.Tag != c.tag || tok.Lemma != c.lemma {
			t.Errorf("%s is %v %q, want %v %q", c.word, tok.Tag, tok.Lemma, c.tag, c.lemma)
		}
		// trees are statistical: only what any usable model gets right
		if c.word == "acquired" || c.word == "n't" || c.word == "Oslo" || c.word == "Program" {
			if head != c.head || tok.Dep != c.dep {
				t.Errorf("%s is %v of %q, want %v of %q", c.word, tok.Dep, head, c.dep, c.head)
			}
		}
	}
}

func TestBlocksBoundSentences(t *testing.T) {
	a := analyzer(t)
	text := "The Title Without Stop\nthe text goes on here and on"
	doc := document.Document{Text: text, Blocks: []document.Block{
		{Span: document.Span{Start: 0, End: 22}, Kind: document.Title},
		{Span: document.Span{Start: 23, End: int32(len(text))}},
	}}
	if err := a.Segment(&doc); err != nil {
		t.Fatal(err)
	}
	for _, s := range doc.Sentences {
		if s.Start < 22 && s.End > 23 {
			t.Errorf("sentence %q crosses the blocks", doc.Slice(s.Span))
		}
	}
}

func TestConcurrentUseGivesTheSame(t *testing.T) {
	a := analyzer(t)
	want := document.Document{Text: article}
	if err := a.Analyze(&want); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 3 {
				doc := document.Document{Text: article}
				if err := a.Analyze(&doc); err != nil {
					t.Error(err)
				}
				if !slices.Equal(doc.Tokens, want.Tokens) {
					t.Error("another result than alone")
				}
			}
		})
	}
	wg.Wait()
}

// Line ends and curly quotes must not change the analysis.
func TestLayoutDoesNotMatter(t *testing.T) {
	a := analyzer(t)
	plain := document.Document{Text: article}
	if err := a.Analyze(&plain); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"CRLF":       strings.ReplaceAll(article, "\n", "\r\n"),
		"apostrophe": strings.ReplaceAll(article, "'", "’"),
		"tabs":       strings.ReplaceAll(article, " ", "\t"),
		"no-break":   strings.ReplaceAll(article, " ", "\u00a0"),
	} {
		doc := document.Document{Text: text}
		if err := a.Analyze(&doc); err != nil {
			t.Fatal(err)
		}
		if len(doc.Tokens) != len(plain.Tokens) || len(doc.Sentences) != len(plain.Sentences) {
			t.Errorf("%s: %d tokens in %d sentences, want %d in %d", name, len(doc.Tokens), len(doc.Sentences), len(plain.Tokens), len(plain.Sentences))
		}
	}
}

func TestOpenRefusesOtherFiles(t *testing.T) {
	for _, data := range [][]byte{nil, []byte("DOSSLANG"), make([]byte, 100)} {
		if _, err := Open(data, nil, nil); err == nil {
			t.Errorf("%d bytes of nonsense were opened", len(data))
		}
	}
}

func ExampleAnalyzer() {
	analyzer, err := Default()
	if err != nil {
		fmt.Println(err)
		return
	}
	doc := document.Document{Text: "She met Bo Lee."}
	if err := analyzer.Analyze(&doc); err != nil {
		fmt.Println(err)
		return
	}
	for i, tok := range doc.Tokens {
		fmt.Println(i, doc.Slice(tok.Span), tok.Lemma, tok.Tag, tok.Dep, tok.Head)
	}
	// Output:
	// 0 She she PRON nsubj 1
	// 1 met meet VERB root -1
	// 2 Bo Bo PROPN obj 1
	// 3 Lee Lee PROPN flat 2
	// 4 . . PUNCT punct 1
}

func benchText() string { return strings.Repeat(article+"\n\n", 20) }

// BenchmarkAnalyze measures text to trees; words/s are tokens.
func BenchmarkAnalyze(b *testing.B) {
	a := analyzer(b)
	doc := document.Document{Text: benchText()}
	for _, step := range []struct {
		name string
		run  func(*document.Document) error
	}{{"segment", a.Segment}, {"annotate", a.Annotate}, {"names", a.FindNames}, {"all", a.Analyze}} {
		b.Run(step.name, func(b *testing.B) {
			if err := a.Analyze(&doc); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := step.run(&doc); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(doc.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}
