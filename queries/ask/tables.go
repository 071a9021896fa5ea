package ask

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

//go:embed tables/nouns.tsv
var nounsTSV string

//go:embed tables/shapes.txt
var shapesTXT string

type shape struct {
	kind    string
	pattern *regexp.Regexp
}

type tables struct {
	nouns  map[string]string
	shapes []shape
}

var table = sync.OnceValue(func() tables {
	t, err := loadTables(nounsTSV, shapesTXT)
	if err != nil {
		panic("ask: " + err.Error()) // embedded: a test catches it
	}
	return t
})

func loadTables(nouns, shapes string) (tables, error) {
	t := tables{nouns: map[string]string{}}
	for n, line := range strings.Split(nouns, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		noun, kind, ok := strings.Cut(line, "\t")
		if !ok {
			return t, fmt.Errorf("nouns.tsv:%d: want noun, tab, type", n+1)
		}
		t.nouns[noun] = kind
	}
	for n, line := range strings.Split(shapes, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		kind, expr, ok := strings.Cut(line, "\t")
		if !ok {
			return t, fmt.Errorf("shapes.txt:%d: want kind, tab, expression", n+1)
		}
		re, err := regexp.Compile(expr)
		if err != nil {
			return t, fmt.Errorf("shapes.txt:%d: %w", n+1, err)
		}
		t.shapes = append(t.shapes, shape{kind, re})
	}
	return t, nil
}

// nounType returns the type that a noun asks for; ok is false for a noun that
// says nothing of it.
func nounType(noun string) (kind string, ok bool) {
	noun = strings.ToLower(noun)
	for _, n := range []string{noun, strings.TrimSuffix(noun, "s"), strings.TrimSuffix(noun, "es"), strings.TrimSuffix(noun, "ies") + "y", strings.TrimSuffix(noun, "men") + "man"} {
		if k, found := table().nouns[n]; found {
			return k, true
		}
	}
	return "", false
}
