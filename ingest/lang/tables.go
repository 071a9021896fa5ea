package lang

import (
	"bufio"
	"embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed tables/*.txt
var tableFiles embed.FS

// tokenTables are the word lists of the tokenizer; each file's header
// documents its format.
type tokenTables struct {
	contractions  map[string][]int // lower-case word → lengths of its parts
	prefixes      map[string]bool
	abbreviations map[string]abbreviation
	emoticons     map[byte][]string
	domains       map[string]bool
}

// abbreviation says what follows an abbreviation, as its table does.
type abbreviation uint8

const (
	beforeName abbreviation = 1 + iota
	mayEnd
	likeWord
)

var loadTables = sync.OnceValues(func() (*tokenTables, error) {
	t := &tokenTables{contractions: map[string][]int{}, prefixes: map[string]bool{}, abbreviations: map[string]abbreviation{},
		emoticons: map[byte][]string{}, domains: map[string]bool{}}
	for name, add := range map[string]func(line string) error{
		"contractions": func(line string) error {
			var lengths []int
			for part := range strings.SplitSeq(line, "+") {
				if part == "" {
					return fmt.Errorf("empty part in %q", line)
				}
				lengths = append(lengths, len(part))
			}
			if len(lengths) < 2 {
				return fmt.Errorf("%q has one part", line)
			}
			t.contractions[strings.ReplaceAll(line, "+", "")] = lengths
			return nil
		},
		"prefixes": func(line string) error { t.prefixes[line] = true; return nil },
		"abbreviations": func(line string) error {
			word, kind, _ := strings.Cut(line, "\t")
			kinds := map[string]abbreviation{"name": beforeName, "end": mayEnd, "word": likeWord}
			if kinds[kind] == 0 {
				return fmt.Errorf("second column is %q, want name, end or word", kind)
			}
			if t.abbreviations[word] != 0 {
				return fmt.Errorf("%q stands here twice", word)
			}
			t.abbreviations[word] = kinds[kind]
			return nil
		},
		"emoticons": func(line string) error {
			t.emoticons[line[0]] = append(t.emoticons[line[0]], line)
			return nil
		},
		"domains": func(line string) error { t.domains[line] = true; return nil },
	} {
		if err := readTable("tables/"+name+".txt", add); err != nil {
			return nil, err
		}
	}
	return t, nil
})

// readTable calls add for every line of an embedded table but comments and
// blank ones; errors name file and line.
func readTable(path string, add func(line string) error) error {
	f, err := tableFiles.Open(path)
	if err != nil {
		return fmt.Errorf("lang: %w", err)
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	for n := 1; scan.Scan(); n++ {
		line := scan.Text()
		if line == "" || strings.HasPrefix(line, "# ") || line == "#" {
			continue
		}
		if err := add(line); err != nil {
			return fmt.Errorf("lang: %s:%d: %w", path, n, err)
		}
	}
	return scan.Err()
}
