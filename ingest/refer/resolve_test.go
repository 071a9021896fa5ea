package refer

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"dossier/ingest/document"
)

func TestTablesLoad(t *testing.T) {
	tb, err := loadTables()
	if err != nil {
		t.Fatal(err)
	}
	for noun, classes := range tb.nouns {
		for _, c := range classes {
			if c.typ == document.Other {
				t.Errorf("%s: class %s has no type", noun, c.path)
			}
		}
	}
	for city, country := range tb.capitals {
		if int(country) >= len(tb.countries) {
			t.Errorf("%s is the capital of country %d", city, country)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "U.S.": "us", "Wróblewski": "wroblewski", "KJÆRGAARD": "kjaergaard", "O’Neill": "o'neill",
		"Straße": "strasse", "Þór": "thor", "Yıldız": "yildiz", "Ní Dhomhnaill": "ni dhomhnaill",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
		if again := fold(fold(in)); again != fold(in) {
			t.Errorf("fold(%q) folds on to %q", in, again)
		}
	}
}

func TestDerives(t *testing.T) {
	for _, c := range []struct {
		acr, name  string
		introduced bool
		want       bool
	}{
		{"CNAR", "Center for a New Alpine Research", false, true},
		{"DLO", "Double Lunar Orbiter", false, true},
		{"APL", "Harlow Applied Physics Laboratory", true, true},
		{"APL", "Harlow Applied Physics Laboratory", false, false},
		{"UNIDO", "United Nations Industrial Development Organization", false, true},
		{"ABC", "Double Lunar Orbiter", true, false},
		{"CoE", "Council of Europe", false, true},
		{"DL", "Double Lunar Orbiter", false, false},
	} {
		if got := derives(c.acr, strings.Fields(fold(c.name)), c.introduced); got != c.want {
			t.Errorf("derives(%q, %q, %v) = %v", c.acr, c.name, c.introduced, got)
		}
	}
}

func TestMatchPerson(t *testing.T) {
	tb, err := loadTables()
	if err != nil {
		t.Fatal(err)
	}
	r := &resolver{tables: tb}
	for _, c := range []struct {
		full, short string
		want        strength
	}{
		{"ann tolliver", "tolliver", surnameMatch},
		{"ann tolliver", "ann", givenMatch},
		{"ann mary tolliver", "ann tolliver", fullMatch},
		{"ann tolliver", "bob tolliver", noMatch},
		{"william harrow", "bill harrow", fullMatch},
		{"william harrow", "w harrow", fullMatch},
		{"omar al-haddadi", "haddadi", surnameMatch},
		{"ingrid falk-sorensen", "sorensen", surnameMatch},
		{"ingrid falk-sorensen", "falk", surnameMatch},
		{"szabo ilona", "ilona szabo", fullMatch},
		{"pedro ibarra montes", "ibarra", middleMatch},
		{"joris van der velde", "van der velde", surnameMatch},
		{"oleksii zhdanovsky", "zhdanovskyy", surnameMatch},
		{"maria donati", "mario donati", noMatch},
		{"jonas pelletier sr", "jonas pelletier jr", noMatch},
		{"jonas pelletier iii", "jonas pelletier ii", noMatch},
		{"jonas pelletier jr", "jonas pelletier junior", fullMatch},
		{"jonas pelletier jr", "jonas pelletier", fullMatch},
		{"jonas pelletier jr", "pelletier jr", surnameMatch},
		{"jonas pelletier jr", "pelletier sr", noMatch},
		{"jonas pelletier jr", "pelletier", surnameMatch},
	} {
		if got := r.matchPerson(strings.Fields(c.full), strings.Fields(c.short)); got != c.want {
			t.Errorf("matchPerson(%q, %q) = %d, want %d", c.full, c.short, got, c.want)
		}
	}
}

// TestDeterministic resolves all cases from several goroutines and compares
// the bytes.
func TestDeterministic(t *testing.T) {
	results := make([][]byte, 4)
	var wg sync.WaitGroup
	for k := range results {
		cases := loadCases(t)
		wg.Add(1)
		go func() {
			defer wg.Done()
			var b bytes.Buffer
			for _, c := range cases {
				if err := Resolve(c.doc); err != nil {
					t.Error(err)
					return
				}
				out, err := json.Marshal([]any{c.doc.Mentions, c.doc.Entities})
				if err != nil {
					t.Error(err)
					return
				}
				b.Write(out)
			}
			results[k] = b.Bytes()
		}()
	}
	wg.Wait()
	for k := range results {
		if !bytes.Equal(results[k], results[0]) {
			t.Fatalf("run %d differs", k)
		}
	}
}

// TestBrokenLayers resolves the cases with tags, trees and names thrown
// together by chance: whatever stands there, the result must hold together.
func TestBrokenLayers(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 20 {
		for _, c := range loadCases(t) {
			scramble(c.doc, rng, round)
			if err := Resolve(c.doc); err != nil {
				t.Fatal(err)
			}
			if err := c.doc.Check(); err != nil {
				t.Fatalf("%s, round %d: %v", c.title, round, err)
			}
			checkEntities(t, c.doc)
		}
	}
}

// checkEntities checks what Document.Check does not: every mention is listed
// by its entity, no alias repeats the name, mentions are in order.
func checkEntities(t *testing.T, doc *document.Document) {
	t.Helper()
	listed := make([]int, len(doc.Mentions))
	for e, ent := range doc.Entities {
		for _, m := range ent.Mentions {
			listed[m]++
			if doc.Mentions[m].Entity != int32(e) {
				t.Fatalf("entity %d lists mention %d of entity %d", e, m, doc.Mentions[m].Entity)
			}
		}
		for _, a := range ent.Aliases {
			if a == ent.Name || a == "" {
				t.Fatalf("entity %q has alias %q", ent.Name, a)
			}
		}
	}
	for i, m := range doc.Mentions {
		if m.Entity == document.None && len(m.Group) < 2 || m.Entity != document.None && listed[i] != 1 {
			t.Fatalf("mention %d: entity %d, group %v, listed %d times", i, m.Entity, m.Group, listed[i])
		}
		if i > 0 && m.First < doc.Mentions[i-1].First {
			t.Fatalf("mention %d stands before the one before it", i)
		}
	}
}

// scramble gives some tokens other tags, relations and heads, and moves names.
func scramble(doc *document.Document, rng *rand.Rand, round int) {
	for _, s := range doc.Sentences {
		if round%4 == 0 {
			for i := s.First; i < s.End; i++ {
				doc.Tokens[i].Dep, doc.Tokens[i].Head = document.DepNone, document.None
			}
			continue
		}
		// A tree by chance: every token hangs from one before it in a random order.
		order := rng.Perm(int(s.End - s.First))
		for k, o := range order {
			tok := &doc.Tokens[s.First+int32(o)]
			if k == 0 {
				tok.Head, tok.Dep = document.None, document.Root
				continue
			}
			tok.Head = s.First + int32(order[rng.IntN(k)])
			tok.Dep = document.Dep(1 + rng.IntN(document.NumDeps-1))
			if rng.IntN(4) == 0 {
				tok.Tag = document.Tag(rng.IntN(document.NumTags))
				tok.XTag = document.XTag(rng.IntN(document.NumXTags))
			}
		}
	}
	if round%3 == 0 {
		doc.Names = doc.Names[:0]
		for i := int32(0); i < int32(len(doc.Tokens)); {
			n := int32(1 + rng.IntN(3))
			if s := doc.Sentences[doc.SentenceOf(i)]; i+n > s.End {
				n = s.End - i
			}
			if rng.IntN(2) == 0 {
				doc.Names = append(doc.Names, document.Name{Span: doc.TokenSpan(i, i+n), First: i, End: i + n, Type: document.Type(rng.IntN(5)), Score: rng.Float32()})
			}
			i += n
		}
	}
}

func TestEmpty(t *testing.T) {
	doc := &document.Document{}
	if err := Resolve(doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Mentions)+len(doc.Entities) != 0 {
		t.Errorf("an empty document has %d mentions and %d entities", len(doc.Mentions), len(doc.Entities))
	}
}

// FuzzFold runs damaged names through fold and skeleton: they must give the
// same for a folded string, and never fail.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"Wróblewski", "U.S.", "al-Haddadi", "大阪", "\xff\xfe", "İstanbul"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := fold(s)
		if again := fold(once); again != once {
			t.Errorf("fold(%q) = %q folds on to %q", s, once, again)
		}
		skeleton(once)
		titleCase(s)
		acronym(s)
	})
}

func BenchmarkResolve(b *testing.B) {
	cases := loadCases(b)
	words := 0
	for _, c := range cases {
		words += len(c.doc.Tokens)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		for _, c := range cases {
			if err := Resolve(c.doc); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N*words)/b.Elapsed().Seconds(), "words/s")
}

func TestTablesRefuse(t *testing.T) {
	fresh := func() *tables {
		return &tables{states: map[string]int32{}, people: map[string]people{}, capitals: map[string]int32{}, titles: map[string]title{},
			given: map[string]document.Gender{}, nick: map[string][]int32{}, nouns: map[string][]class{}, lists: map[string]wordSet{},
			nameNouns: map[string][]string{}, events: map[string][]string{}}
	}
	for name, add := range map[string]func(*tables) error{
		"a people of two states": func(tb *tables) error {
			if err := tb.addCountry([]string{"Arland", "", "Arlish", "Arle"}); err != nil {
				return nil
			}
			return tb.addCountry([]string{"Borland", "", "Arlish", "Borle"})
		},
		"a title of no kind":  func(tb *tables) error { return tb.addTitle([]string{"mr", "m", "title"}) },
		"a gender of no kind": func(tb *tables) error { return tb.addGiven([]string{"x", "ann"}) },
		"a name of both genders": func(tb *tables) error {
			_ = tb.addGiven([]string{"m", "ann"})
			return tb.addGiven([]string{"f", "ann"})
		},
		"a class without a type":   func(tb *tables) error { return tb.addNouns([]string{"thing", "-", "stone"}) },
		"an event that is none":    func(tb *tables) error { return tb.addEvents([]string{"stone", "place"}) },
		"a condition of no kind":   func(tb *tables) error { return tb.addEvents([]string{"summit", "colour"}) },
		"a noun that nobody knows": func(tb *tables) error { return tb.addNameNouns([]string{"stone", "banco"}) },
	} {
		if err := add(fresh()); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
