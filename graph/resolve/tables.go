package resolve

import (
	"bufio"
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed data/*.tsv
var dataFiles embed.FS

// tables are the word lists of data/, read once.
type tables struct {
	lists     map[string]map[string]bool // of words.tsv
	nicknames map[string][]int           // given name → lines of nicknames.tsv
	fields    []string                   // names of the fields of work
	field     map[string]uint32          // noun → set of fields
	kinds     []string                   // names of the kinds of bodies
	kind      map[string]uint32          // noun → set of kinds
	industry  uint32                     // the kinds that are industries of firms
	land      map[string]string          // name of a country or part of one → its level
	words     map[string]string          // spelling of a word → the one it is read as
	groups    map[string][]string        // word → all its spellings
	places    map[string][]string        // name of a place → all its names
	ends, any [][]string                 // spellings of ends and parts of words
}

var loaded = sync.OnceValue(func() *tables {
	t, err := loadTables()
	if err != nil {
		panic("resolve: " + err.Error()) // the files are embedded
	}
	return t
})

func loadTables() (*tables, error) {
	t := &tables{lists: map[string]map[string]bool{}, nicknames: map[string][]int{}, field: map[string]uint32{}, kind: map[string]uint32{}, land: map[string]string{},
		words: map[string]string{}, groups: map[string][]string{}, places: map[string][]string{}}
	err := lines("data/words.tsv", func(_ int, name, words string) error {
		t.lists[name] = map[string]bool{}
		for _, w := range strings.Fields(words) {
			t.lists[name][w] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"legal", "generic", "particle", "suffix", "title", "given", "family", "headof", "headlast", "inner", "places", "brand"} {
		if t.lists[name] == nil {
			return nil, fmt.Errorf("data/words.tsv lacks the list %q", name)
		}
	}
	err = lines("data/nicknames.tsv", func(n int, first, rest string) error {
		for _, w := range strings.Fields(first + " " + rest) {
			t.nicknames[w] = append(t.nicknames[w], n)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, file := range []struct {
		name  string
		names *[]string
		sets  map[string]uint32
	}{{"data/professions.tsv", &t.fields, t.field}, {"data/occupations.tsv", &t.fields, t.field}, {"data/kinds.tsv", &t.kinds, t.kind}} {
		err = lines(file.name, func(_ int, name, words string) error {
			at := slices.Index(*file.names, name)
			if at < 0 {
				at = len(*file.names)
				*file.names = append(*file.names, name)
			}
			if at == 32 {
				return fmt.Errorf("more than 32 sets")
			}
			for _, w := range strings.Fields(words) {
				file.sets[strings.ReplaceAll(w, "_", " ")] |= 1 << at
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for i, kind := range t.kinds {
		if strings.HasSuffix(kind, " industry") {
			t.industry |= 1 << i
		}
	}
	err = lines("data/lands.tsv", func(_ int, level, names string) error {
		for _, n := range strings.Split(names, "|") {
			t.land[n] = level
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = lines("data/places.tsv", func(_ int, first, rest string) error {
		names := append([]string{first}, strings.Split(rest, "\t")...)
		for _, n := range names {
			t.places[n] = names
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = lines("data/spelling.tsv", func(_ int, where, words string) error {
		group := strings.Fields(words)
		if len(group) < 2 {
			return fmt.Errorf("one spelling alone")
		}
		switch where {
		case "word":
			for _, w := range group[1:] {
				t.words[w] = group[0]
			}
			for _, w := range group {
				t.groups[w] = group
			}
		case "end":
			t.ends = append(t.ends, group)
		case "any":
			t.any = append(t.any, group)
		default:
			return fmt.Errorf("%q is no place in a word: want word, end or any", where)
		}
		return nil
	})
	return t, err
}

// lines calls yield for every line of a table that is no comment, split at its
// first tab or, where there is none, blank.
func lines(file string, yield func(n int, first, rest string) error) error {
	f, err := dataFiles.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		first, rest, ok := strings.Cut(line, "\t")
		if !ok {
			first, rest, ok = strings.Cut(line, " ")
		}
		if !ok {
			return fmt.Errorf("%s:%d: one word alone", file, n)
		}
		if err := yield(n, first, rest); err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
	}
	return sc.Err()
}

// in reports whether a word is on a list of words.tsv.
func (t *tables) in(list, word string) bool { return t.lists[list][word] }

// nickname reports whether two given names are forms of one.
func (t *tables) nickname(a, b string) bool {
	return slices.ContainsFunc(t.nicknames[a], func(n int) bool { return slices.Contains(t.nicknames[b], n) })
}

// sound spells a word as the one spelling of the table: words that sound
// alike in another alphabet become equal.
func (t *tables) sound(w string) string {
	if s, ok := t.words[w]; ok {
		return s
	}
	if len(w) < 4 {
		return w
	}
	for _, group := range t.ends {
		for _, s := range group[1:] {
			if len(w) > len(s)+2 && strings.HasSuffix(w, s) {
				w = w[:len(w)-len(s)] + group[0]
				break
			}
		}
	}
	for _, group := range t.any {
		for _, s := range group {
			w = strings.ReplaceAll(w, s, group[len(group)-1])
		}
	}
	return w
}

// spellings are other ways to write a word that sound the same, without the
// word itself: one change each, 12 at most.
func (t *tables) spellings(w string) []string {
	var out []string
	add := func(s string) {
		if s != w && len(out) < 12 && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if len(w) < 4 {
		return nil
	}
	for _, group := range t.ends {
		for _, s := range group {
			if len(w) > len(s)+2 && strings.HasSuffix(w, s) {
				for _, o := range group {
					add(w[:len(w)-len(s)] + o)
				}
				break
			}
		}
	}
	for _, group := range t.any {
		for _, s := range group {
			if len(s) > 1 && strings.Contains(w, s) {
				for _, o := range group {
					add(strings.ReplaceAll(w, s, o))
				}
			}
		}
	}
	return out
}
