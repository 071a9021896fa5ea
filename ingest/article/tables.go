package article

import (
	"embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"dossier/ingest/document"
)

//go:embed tables/*.txt
var tableFiles embed.FS

// pattern is one line of tables/patterns.txt.
type pattern struct {
	kind   string
	where  string // "head", "tail", "any"
	words  int
	re     *regexp.Regexp
	first  byteSet
	groups map[string]int
}

// tables is what the files of tables/ hold.
type tables struct {
	patterns []pattern
	sets     map[string]map[string]bool
	months   map[string]int    // 1-12; weekdays are 0
	function map[string]uint32 // function words: bit i is language i
	langs    []string          // English is one of them
}

// table loads the embedded tables once. They are part of the program, so an
// error in them is one of its build; the package's tests load them too.
var table = sync.OnceValue(func() *tables {
	t, err := loadTables(func(name string) (string, error) {
		b, err := tableFiles.ReadFile("tables/" + name)
		return string(b), err
	})
	if err != nil {
		panic(err)
	}
	return t
})

func loadTables(read func(string) (string, error)) (*tables, error) {
	t := &tables{sets: map[string]map[string]bool{}, months: map[string]int{}, function: map[string]uint32{}}
	for _, file := range []struct {
		name string
		line func(string) error
	}{
		{"patterns.txt", t.addPattern},
		{"words.txt", t.addWords},
		{"months.txt", t.addMonths},
		{"function.txt", t.addFunctionWords},
	} {
		text, err := read(file.name)
		if err != nil {
			return nil, err
		}
		for i, line := range strings.Split(text, "\n") {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if err := file.line(line); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", file.name, i+1, err)
			}
		}
	}
	return t, nil
}

func (t *tables) addPattern(line string) error {
	f := strings.Fields(line)
	if len(f) < 4 {
		return fmt.Errorf("want KIND WHERE WORDS REGEXP, got %q", line)
	}
	rest := line
	for range 3 {
		rest = strings.TrimSpace(rest)
		rest = strings.TrimSpace(rest[strings.IndexAny(rest, " \t"):])
	}
	if _, ok := patternKinds[f[0]]; !ok {
		return fmt.Errorf("unknown kind %q", f[0])
	}
	if f[1] != "head" && f[1] != "tail" && f[1] != "any" {
		return fmt.Errorf("unknown place %q: want head, tail or any", f[1])
	}
	words, err := strconv.Atoi(f[2])
	if err != nil {
		return fmt.Errorf("number of words: %w", err)
	}
	expr := `(?i)^(?:` + rest + `)$`
	re, err := regexp.Compile(expr)
	if err != nil {
		return err
	}
	p := pattern{f[0], f[1], words, re, firstBytes(expr), map[string]int{}}
	for i, name := range re.SubexpNames() {
		if name != "" {
			p.groups[name] = i
		}
	}
	t.patterns = append(t.patterns, p)
	return nil
}

// patternKinds maps the kinds of tables/patterns.txt to kinds of blocks;
// noise becomes none.
var patternKinds = map[string]document.BlockKind{
	"noise": 0, "text": 0, "byline": document.Byline, "credit": document.Credit, "caption": document.Caption,
	"note": document.Note, "contact": document.Contact, "masthead": document.Masthead,
	"dateline": document.Dateline, "about": document.Heading,
	"title": document.Title, "links": 0, "next:publisher": 0, "next:date": 0, "next:author": 0, "next:caption": 0,
}

func (t *tables) addWords(line string) error {
	set, words, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("want SET: words, got %q", line)
	}
	if t.sets[set] == nil {
		t.sets[set] = map[string]bool{}
	}
	for _, w := range strings.Fields(words) {
		t.sets[set][strings.ReplaceAll(w, "_", " ")] = true
	}
	return nil
}

func (t *tables) addMonths(line string) error {
	number, names, ok := strings.Cut(line, ":")
	n, err := strconv.Atoi(number)
	if !ok || err != nil || n < 0 || n > 12 {
		return fmt.Errorf("want NUMBER: names, got %q", line)
	}
	for _, name := range strings.Fields(names) {
		if _, ok := t.months[name]; !ok {
			t.months[name] = n
		}
	}
	return nil
}

func (t *tables) addFunctionWords(line string) error {
	lang, words, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("want LANGUAGE: words, got %q", line)
	}
	bit := -1
	for i, name := range t.langs {
		if name == lang {
			bit = i
		}
	}
	if bit < 0 {
		if len(t.langs) == 32 {
			return fmt.Errorf("more than 32 languages")
		}
		bit = len(t.langs)
		t.langs = append(t.langs, lang)
	}
	for _, w := range strings.Fields(words) {
		t.function[w] |= 1 << bit
	}
	return nil
}

// in reports whether a lower-cased word is in a set of tables/words.txt.
func in(set, word string) bool { return table().sets[set][word] }
