package when

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"dossier/ingest/document"
)

var (
	tokenRE    = regexp.MustCompile(`\d+(?:[./:,]\d+)+|\d+(?:st|nd|rd|th|s)\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|St|Mr|Mrs|Ms|Dr)\.|['’](?:s|\d\ds?|ll|d)\b|n['’]t|\w+|[^\w\s]`)
	sentenceRE = regexp.MustCompile(`[.!?]["”]? +`)
)

// read makes a document with tokens and sentences, without tags and trees.
func read(text, published string) *document.Document {
	doc := &document.Document{Text: text}
	doc.Article.Published = published
	start := 0
	ends := sentenceRE.FindAllStringIndex(text, -1)
	var cuts []int
	for _, m := range ends {
		before := text[:m[0]+1]
		word := before[strings.LastIndexAny(before, " ")+1:]
		if word != "." && tokenRE.FindString(word) == word {
			continue // an abbreviation
		}
		cuts = append(cuts, m[1])
	}
	cuts = append(cuts, len(text))
	for _, cut := range cuts {
		first := int32(len(doc.Tokens))
		for _, m := range tokenRE.FindAllStringIndex(text[start:cut], -1) {
			doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: int32(start + m[0]), End: int32(start + m[1])}, Head: document.None})
		}
		if end := int32(len(doc.Tokens)); end > first {
			doc.Sentences = append(doc.Sentences, document.Sentence{Span: doc.TokenSpan(first, end), First: first, End: end})
		}
		start = cut
	}
	return doc
}

func render(doc *document.Document) string {
	var out []string
	for _, t := range doc.Times {
		value := t.Value
		if value == "" {
			value = "?"
		}
		s := doc.Slice(t.Span) + " = " + value
		if t.Kind != document.Date {
			s += " " + t.Kind.String()
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// TestCases reads testdata/cases.tsv: publication date, text, expected times.
func TestCases(t *testing.T) {
	data, err := os.ReadFile("testdata/cases.tsv")
	if err != nil {
		t.Fatal(err)
	}
	n, failed := 0, 0
	for no, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 3 {
			t.Fatalf("cases.tsv:%d: %d columns", no+1, len(cols))
		}
		doc := read(cols[1], cols[0])
		if err := Resolve(doc); err != nil {
			t.Fatal(err)
		}
		n++
		if err := doc.Check(); err != nil {
			t.Errorf("cases.tsv:%d: %v", no+1, err)
		}
		if got := render(doc); got != cols[2] {
			failed++
			t.Errorf("cases.tsv:%d: %s (%s)\n  got  %s\n  want %s", no+1, cols[1], cols[0], got, cols[2])
		}
	}
	t.Logf("%d cases, %d failed", n, failed)
	if n < 150 {
		t.Errorf("only %d cases", n)
	}
}

func TestNames(t *testing.T) {
	doc := read("In London May met the council. In May the council voted.", "2019-08-01")
	doc.Names = []document.Name{{First: 2, End: 3, Type: document.Person}}
	if err := Resolve(doc); err != nil {
		t.Fatal(err)
	}
	if got, want := render(doc), "May = 2019-05"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// tree gives every token its tag, relation and head ("word/TAG/dep/head", head
// counted from 1, 0 for the root).
func tree(t *testing.T, published string, words ...string) *document.Document {
	t.Helper()
	doc := &document.Document{}
	doc.Article.Published = published
	for _, w := range words {
		parts := strings.Split(w, "/")
		var head int32
		if _, err := fmt.Sscan(parts[3], &head); err != nil {
			t.Fatal(err)
		}
		start := int32(len(doc.Text))
		doc.Text += parts[0]
		x := document.ParseXTag(parts[1])
		tag := document.X
		switch {
		case parts[1][0] == 'V':
			tag = document.VERB
		case parts[1] == "MD":
			tag = document.AUX
		case parts[1] == "NN" || parts[1] == "NNS":
			tag = document.NOUN
		case parts[1] == "NNP":
			tag = document.PROPN
		}
		doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: start, End: int32(len(doc.Text))},
			Lemma: strings.ToLower(parts[0]), XTag: x, Tag: tag, Dep: document.ParseDep(parts[2]), Head: head - 1})
		doc.Text += " "
	}
	doc.Sentences = []document.Sentence{{Span: doc.TokenSpan(0, int32(len(words))), First: 0, End: int32(len(words))}}
	if err := doc.Check(); err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestTense: the verb that governs the time decides, not the nearest word.
func TestTense(t *testing.T) {
	for _, c := range []struct {
		words []string
		want  string
	}{
		{[]string{"She/PRP/nsubj/2", "said/VBD/root/0", "on/IN/case/4", "Friday/NNP/obl/2", "he/PRP/nsubj/7", "would/MD/aux/7", "leave/VB/ccomp/2", "on/IN/case/9", "Sunday/NNP/obl/7"},
			"Friday = 2023-05-05; Sunday = 2023-05-14"},
		{[]string{"Rain/NN/nsubj:pass/3", "is/VBZ/aux:pass/3", "expected/VBN/root/0", "on/IN/case/5", "Friday/NNP/obl/3"}, "Friday = 2023-05-12"},
		{[]string{"They/PRP/nsubj/2", "agreed/VBD/root/0", "to/TO/mark/4", "meet/VB/xcomp/2", "in/IN/case/6", "June/NNP/obl/4"}, "June = 2023-06"},
		{[]string{"They/PRP/nsubj/2", "managed/VBD/root/0", "to/TO/mark/4", "meet/VB/xcomp/2", "in/IN/case/6", "June/NNP/obl/4"}, "June = 2022-06"},
		{[]string{"They/PRP/nsubj/2", "tried/VBD/root/0", "to/TO/mark/4", "win/VB/xcomp/2", "in/IN/case/6", "June/NNP/obl/4"}, "June = 2022-06"},
		{[]string{"This/PRP/nsubj/3", "would/MD/aux/3", "follow/VB/root/0", "talks/NNS/obj/3", "in/IN/case/6", "June/NNP/nmod/4"}, "June = 2022-06"},
		{[]string{"This/PRP/nsubj/3", "would/MD/aux/3", "end/VB/root/0", "talks/NNS/obj/3", "in/IN/case/6", "June/NNP/nmod/4"}, "June = 2023-06"},
		{[]string{"They/PRP/nsubj/3", "have/VBP/aux/3", "planned/VBN/root/0", "talks/NNS/obj/3", "in/IN/case/6", "June/NNP/nmod/4"}, "June = 2023-06"},
		{[]string{"He/PRP/nsubj/3", "has/VBZ/aux/3", "led/VBN/root/0", "it/PRP/obj/3", "since/IN/case/6", "June/NNP/obl/3"}, "since June = 2022-06 since"},
		{[]string{"He/PRP/nsubj/2", "blamed/VBD/root/0", "her/PRP/obj/2", "for/IN/case/5", "talks/NNS/obl/2", "in/IN/case/7", "April/NNP/nmod/5"}, "April = 2023-04"},
		{[]string{"He/PRP/nsubj/2", "bought/VBD/root/0", "seats/NNS/obj/2", "for/IN/case/5", "talks/NNS/nmod/3", "in/IN/case/7", "June/NNP/nmod/5"}, "June = 2023-06"},
		{[]string{"He/PRP/nsubj/3", "had/VBD/aux/3", "left/VBN/root/0", "in/IN/case/5", "June/NNP/obl/3"}, "June = 2022-06"},
		{[]string{"Talks/NNS/nsubj/4", "held/VBN/acl/1", "Friday/NNP/obl/2", "failed/VBD/root/0"}, "Friday = 2023-05-05"},
	} {
		doc := tree(t, "2023-05-10", c.words...)
		for i := range doc.Tokens {
			if lemma := map[string]string{"managed": "manage", "agreed": "agree", "tried": "try"}[doc.Tokens[i].Lemma]; lemma != "" {
				doc.Tokens[i].Lemma = lemma
			}
		}
		if err := Resolve(doc); err != nil {
			t.Fatal(err)
		}
		if got := render(doc); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", doc.Text, got, c.want)
		}
	}
}

func TestCalendar(t *testing.T) {
	for n := days(1600, 1, 1); n < days(2200, 1, 1); n += 13 {
		y, m, d := date(n)
		if days(y, m, d) != n {
			t.Fatalf("day %d is %d-%d-%d is day %d", n, y, m, d, days(y, m, d))
		}
	}
	if w := weekday(days(2021, 11, 18)); w != 4 {
		t.Errorf("18 November 2021 is weekday %d", w)
	}
	if got := dayPeriod(easter(2024)).String(); got != "2024-03-31" {
		t.Errorf("Easter 2024 is %s", got)
	}
}

func TestTablesFailWithPlace(t *testing.T) {
	for _, c := range [][3]string{
		{"month\t1\tjanuary\nbogus\t1\tx\n", "", "words.tsv:2"},
		{"month\tone\tjanuary\n", "", "words.tsv:1"},
		{"month\t1\n", "", "words.tsv:1"},
		{"", "x day\tsometimes\n", "holidays.tsv:1"},
	} {
		if _, err := load(c[0], c[1]); err == nil || !strings.Contains(err.Error(), c[2]) {
			t.Errorf("load(%q, %q) = %v, want an error at %s", c[0], c[1], err, c[2])
		}
	}
}

var valueRE = regexp.MustCompile(`^(\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?|PT?(\d+|X)[HDWMY])?$`)

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"On Wednesday, March 3, 2021, from 2011 to 2016", "two days later, mid-1990s", "11/19/21 2021-22 the 31st", "between May and",
		"early in the the year of 2019", "12345678901 9999-99-99 0000", "’90s '20s 1990's the last 999 years ago", "from 30 February to 31 April"} {
		f.Add(s, "2021-11-18")
	}
	f.Fuzz(func(t *testing.T, text, published string) {
		if !isText(text) || len(text) > 2000 {
			return
		}
		doc := read(text, published)
		if len(doc.Tokens) == 0 {
			return
		}
		if err := Resolve(doc); err != nil {
			t.Fatal(err)
		}
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
		for i, when := range doc.Times {
			if !valueRE.MatchString(when.Value) {
				t.Errorf("%q: value %q", doc.Slice(when.Span), when.Value)
			}
			if i > 0 && doc.Times[i-1].End > when.First {
				t.Errorf("%q overlaps %q", doc.Slice(when.Span), doc.Slice(doc.Times[i-1].Span))
			}
		}
	})
}

func isText(s string) bool { return strings.ToValidUTF8(s, "") == s }

func BenchmarkResolve(b *testing.B) {
	text := strings.Repeat("On Wednesday the minister flew to Lisbon for talks that had been planned since early March, two days after his party lost the election of 2019. ", 50)
	doc := read(text, "2021-11-18")
	b.ReportAllocs()
	for b.Loop() {
		if err := Resolve(doc); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(doc.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
