package facts

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"dossier/ingest/document"
	"dossier/ingest/when"
)

// qualifierCase is one sentence of testdata/qualifiers.txt with its tree and
// what is expected of some of its words.
type qualifierCase struct {
	line int
	text string
	want []string
	doc  *document.Document
}

func readQualifierCases(t *testing.T, file string) []qualifierCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []qualifierCase
	var c *qualifierCase
	for n, line := range strings.Split(string(data), "\n") {
		switch {
		case line == "" || line[0] == '#':
		case strings.HasPrefix(line, "  > "):
			c.doc = parsedSentence(t, fmt.Sprintf("%s:%d", file, n+1), c.text, strings.Fields(line[4:]))
		case strings.HasPrefix(line, "  "):
			c.want = append(c.want, strings.TrimSpace(line))
		default:
			cases = append(cases, qualifierCase{line: n + 1, text: line})
			c = &cases[len(cases)-1]
		}
	}
	return cases
}

// parsedSentence builds a document of one sentence from tokens written as
// word/lemma/UPOS/XPOS/relation/head.
func parsedSentence(t *testing.T, where, text string, tokens []string) *document.Document {
	t.Helper()
	doc := &document.Document{Text: text}
	doc.Article.Published = "2021-11-18"
	at := 0
	for _, tok := range tokens {
		f := strings.Split(tok, "/")
		if len(f) != 6 {
			t.Fatalf("%s: token %q has %d fields", where, tok, len(f))
		}
		i := strings.Index(text[at:], f[0])
		if i < 0 {
			t.Fatalf("%s: %q is not in the text", where, f[0])
		}
		at += i
		var head int32
		if _, err := fmt.Sscan(f[5], &head); err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: int32(at), End: int32(at + len(f[0]))}, Lemma: f[1],
			Tag: document.ParseTag(f[2]), XTag: document.ParseXTag(f[3]), Dep: document.ParseDep(f[4]), Head: head - 1})
		at += len(f[0])
	}
	end := int32(len(doc.Tokens))
	doc.Sentences = []document.Sentence{{Span: doc.TokenSpan(0, end), First: 0, End: end}}
	doc.Blocks = []document.Block{{Span: document.Span{Start: 0, End: int32(len(text))}}}
	if err := doc.Check(); err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	if err := when.Resolve(doc); err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	return doc
}

// qualifyWord runs the qualifiers on a candidate whose trigger is the word.
func qualifyWord(doc *document.Document, word string) (c candidate, found bool) {
	word, asRole := strings.CutPrefix(word, "role:")
	for i := range doc.Tokens {
		if doc.Word(int32(i)) != word {
			continue
		}
		var l layers
		l.fill(doc)
		var g graph
		g.qualifiers.start(doc)
		g.build(doc, 0, &l, Builtin())
		c = candidate{trigger: int32(i), triggerEnd: int32(i) + 1, subject: none, object: none, place: none, event: none, kind: verbal}
		switch {
		case asRole:
			c.kind = role
		case doc.Tokens[i].Tag == document.NOUN:
			c.kind = nominal
		}
		qualify(&g, &c)
		return c, true
	}
	return c, false
}

// TestQualifiers holds what testdata/qualifiers.txt expects, one line a word:
// "word = status | time | source", times and sources only where they are told,
// "-" for none.
func TestQualifiers(t *testing.T) {
	n, failed := 0, 0
	for _, c := range readQualifierCases(t, "testdata/qualifiers.txt") {
		for _, want := range c.want {
			word, rest, _ := strings.Cut(want, " = ")
			got, found := qualifyWord(c.doc, word)
			if !found {
				t.Errorf("testdata/qualifiers.txt:%d: no word %q", c.line, word)
				continue
			}
			parts := strings.Split(rest, "|")
			var source []string
			for _, s := range got.sources {
				source = append(source, s.Text)
			}
			values := []string{got.status.String(), got.time, strings.Join(source, ", ")}
			bad := false
			for i, part := range parts {
				part = strings.TrimSpace(part)
				if part == "" || i >= len(values) {
					continue
				}
				if part == "-" {
					part = ""
				}
				bad = bad || values[i] != part
			}
			n++
			if bad {
				failed++
				t.Errorf("testdata/qualifiers.txt:%d: %s\n  %s: got %s, want %s\n  %v", c.line, c.text, word, strings.Join(values, " | "), rest, got.qualifiers)
			}
		}
	}
	t.Logf("%d expectations, %d failed", n, failed)
	if n < 150 {
		t.Errorf("only %d expectations", n)
	}
}

func TestCombine(t *testing.T) {
	for _, inner := range []document.Status{document.Happened, document.Planned, document.Possible, document.Denied} {
		if got := combine(inner, document.Happened); got != inner {
			t.Errorf("combine(%v, happened) = %v", inner, got)
		}
		if got := combine(inner, document.Possible); got != document.Possible {
			t.Errorf("combine(%v, possible) = %v", inner, got)
		}
	}
	if got := combine(document.Denied, document.Denied); got != document.Happened {
		t.Errorf("two negations give %v", got)
	}
}

func TestShift(t *testing.T) {
	for _, c := range []struct {
		value, duration string
		sign            int
		want            string
	}{
		{"2021-11-18", "P2D", -1, "2021-11-16"},
		{"2021-03-01", "P1D", -1, "2021-02-28"},
		{"2020-02-28", "P2D", 1, "2020-03-01"},
		{"2021-12-31", "P1D", 1, "2022-01-01"},
		{"2022-02-02", "P20M", -1, "2020-06"},
		{"2022-02", "P2M", -1, "2021-12"},
		{"2022-02", "P3D", -1, "2022-02"},
		{"2022", "P3Y", -1, "2019"},
		{"2022-05-10", "PTXH", -1, "2022-05-10"},
		{"2022-05-10", "PXD", -1, "2022-05"},
		{"2000-07", "PXW", -1, "2000"},
		{"2000-07", "PXY", -1, ""},
		{"2022-05-10", "P1W", -1, "2022-05-03"},
		{"2022-05-10", "P3W", -1, "2022-04"},
	} {
		if got := shift(c.value, c.duration, c.sign); got != c.want {
			t.Errorf("shift(%s, %s, %d) = %q, want %q", c.value, c.duration, c.sign, got, c.want)
		}
	}
}

func TestQualifierTableFailsWithPlace(t *testing.T) {
	for _, c := range [][2]string{
		{"say v : say\nbogus v : x\n", "q.txt:2"},
		{"say q : say\n", "q.txt:1"},
		{"  say, tell\n", "q.txt:1"},
		{"say : say\n", "q.txt:1"},
		{"will v : will\n", "q.txt:1"},
	} {
		if _, err := readClasses("q.txt", c[0]); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("readClasses(%q) = %v, want an error at %s", c[0], err, c[1])
		}
	}
}
