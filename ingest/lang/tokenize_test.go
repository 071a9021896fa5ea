package lang

import (
	"strings"
	"testing"
	"unicode/utf8"

	"dossier/ingest/document"
)

func tokens(t testing.TB, text string) []string {
	t.Helper()
	tables, err := loadTables()
	if err != nil {
		t.Fatal(err)
	}
	tk := tokenizer{tables: tables, text: text}
	tk.block(0, len(text))
	var out []string
	for _, tok := range tk.out {
		out = append(out, text[tok.Start:tok.End])
	}
	return out
}

// Each line is a text and its tokens.
var tokenCases = []struct{ text, want string }{
	{"I don't know.", "I do n't know ."},
	{"She can’t, won’t.", "She ca n’t , wo n’t ."},
	{"Kendall-Taylor met him.", "Kendall - Taylor met him ."},
	{"The U.S. and the U.N. agreed.", "The U.S. and the U.N. agreed ."},
	{"It cost $5, or US$7.50.", "It cost $ 5 , or US$ 7.50 ."},
	{"At 3:30 p.m. on 11/28/2000", "At 3:30 p.m. on 11/28/2000"},
	{"Mr. Smith's dogs' food", "Mr. Smith 's dogs ' food"},
	{"See http://a.example/b?c=1. Then go.", "See http://a.example/b?c=1 . Then go ."},
	{"(see www.example.org)", "( see www.example.org )"},
	{"Mail jane.roe@example.com, please", "Mail jane.roe@example.com , please"},
	{"Wait... what?! No!!!", "Wait ... what ?! No !!!"},
	{"a 15-year term, 10%", "a 15 - year term , 10 %"},
	{"the mid-August re-elected co-founder", "the mid-August re-elected co-founder"},
	{"Call 713-853-3989 or 555-0199", "Call 713-853-3989 or 555-0199"},
	{"2014-2016", "2014 - 2016"},
	{"in the 1990s and '80s, the 1980's", "in the 1990s and '80s , the 1980's"},
	{"I'm gonna cannot", "I 'm gon na can not"},
	{"AT&T and M&A", "AT&T and M&A"},
	{"O'Rourke said “no” — twice", "O'Rourke said “ no ” — twice"},
	{"nice :) and sad :-(", "nice :) and sad :-("},
	{"5km, 3pm, 1st, 2nd", "5 km , 3 pm , 1st , 2nd"},
	{"Nov. 18, 2021", "Nov. 18 , 2021"},
	{"He went home. No. He stayed.", "He went home . No . He stayed ."},
	{"See No. 5.", "See No. 5 ."},
	{"Acme Inc. and J. R. Roe Jr. agreed.", "Acme Inc. and J. R. Roe Jr. agreed ."},
	{"1,000 1.5 -- 20,000,000", "1,000 1.5 -- 20,000,000"},
	{"either/or and/or", "either / or and / or"},
	{"Café-owner naïve", "Café - owner naïve"},
	{"\"Yes,\" he said.", "\" Yes , \" he said ."},
	{"#hashtag @handle", "#hashtag @handle"},
	{"word\u200bword a\u00adb", "word word a\u00adb"},
	{"ﬁnal oﬃce", "ﬁnal oﬃce"},
	{".1o +5x", ".1 o +5 x"},
	{"Q&amp;A &nbsp;x <br/>y</p> a<b AT&T; <<x>>", "Q &amp; A &nbsp; x <br/> y </p> a < b AT&T ; << x >>"},
}

func TestTokens(t *testing.T) {
	for _, c := range tokenCases {
		if got := strings.Join(tokens(t, c.text), " "); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestBlankLine(t *testing.T) {
	for _, c := range []struct {
		text        string
		start, next int
	}{{"a\n\nb", 2, 3}, {"a\nb", 3, 3}, {"a\r\n\r\nb", 3, 5}, {"a\n \t\nb", 2, 5}, {"", 0, 0}, {"\n\n", 1, 2}} {
		if start, next := blankLine(c.text); start != c.start || next != c.next {
			t.Errorf("%q: %d, %d, want %d, %d", c.text, start, next, c.start, c.next)
		}
	}
}

// checkSegments holds what must be true of any text.
func checkSegments(t *testing.T, doc *document.Document) {
	t.Helper()
	at := int32(0)
	for _, tok := range doc.Tokens {
		for _, r := range doc.Text[at:tok.Start] {
			if !isSpace(r) {
				t.Fatalf("%q is in no token", r)
			}
		}
		if strings.IndexFunc(doc.Slice(tok.Span), func(r rune) bool { return isSpace(r) }) >= 0 {
			t.Fatalf("token %q holds a space", doc.Slice(tok.Span))
		}
		at = tok.End
	}
	for _, r := range doc.Text[at:] {
		if !isSpace(r) {
			t.Fatalf("%q is in no token", r)
		}
	}
	if utf8.ValidString(doc.Text) {
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
	}
}

// Long runs of any sort take time in proportion to their length; a quadratic
// step anywhere would not end here.
func TestLongRuns(t *testing.T) {
	for _, unit := range []string{"a", "a-", "a.", ".", "-", "(", ")", "1-", "1,", "'", "&", "<a", "http://)", "a@", "'s", "é", "\n ", "\r\n", "A.", "\xff", ":)", "a b ", "\"a. "} {
		text := strings.Repeat(unit, 150_000/len(unit))
		tables, err := loadTables()
		if err != nil {
			t.Fatal(err)
		}
		tk := tokenizer{tables: tables, text: text}
		for at := 0; at < len(text); {
			end, next := blankLine(text[at:])
			tk.block(at, at+end)
			at += next
		}
		if a, err := Default(); err == nil {
			doc := document.Document{Text: text}
			if err := a.Segment(&doc); err != nil {
				t.Fatal(err)
			}
			for _, s := range doc.Sentences {
				if s.End-s.First > 2*longSentence+1 {
					t.Errorf("%q…: a sentence of %d tokens", unit, s.End-s.First)
				}
			}
		}
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, c := range tokenCases {
		f.Add(c.text)
	}
	f.Add("A\xffb\xc3 U.S.\xe2\x80")
	f.Add("JERUSALEM (AP) — Israel’s prime minister met Mr. Putin.\r\n\r\nBy JANE ROE\n\nHe said: \"No.\" She didn't.")
	f.Add(strings.Repeat("a b ", 300) + "((((" + strings.Repeat("x's ", 30))
	a := analyzer(f)
	f.Fuzz(func(t *testing.T, text string) {
		doc := document.Document{Text: text}
		if err := a.Analyze(&doc); err != nil {
			t.Fatal(err)
		}
		checkSegments(t, &doc)
		for _, tok := range doc.Tokens {
			if tok.Dep == document.DepNone || tok.Lemma == "" {
				t.Fatalf("token %q has relation %v and lemma %q", doc.Slice(tok.Span), tok.Dep, tok.Lemma)
			}
		}
	})
}
