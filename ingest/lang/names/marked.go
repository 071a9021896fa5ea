package names

import (
	"fmt"
	"os"
	"strings"

	"dossier/ingest/document"
	"dossier/ingest/lang/names/corpus"
)

// ReadMarked reads articles whose names are marked as in data/grammar.txt, one
// sentence a line, words separated by blanks, an empty line between articles.
// Lines that begin with "#" are comments.
func ReadMarked(file string) ([]*corpus.Doc, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading marked text: %w", err)
	}
	var docs []*corpus.Doc
	cur := &corpus.Doc{}
	n := 0
	for line := range strings.SplitSeq(string(data)+"\n\n", "\n") {
		n++
		if strings.HasPrefix(line, "#") {
			continue
		}
		if line == "" {
			if len(cur.Sents) > 0 {
				docs = append(docs, cur)
			}
			cur = &corpus.Doc{ID: fmt.Sprintf("%s:%d", file, n+1)}
			continue
		}
		s, err := marked(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		cur.Sents = append(cur.Sents, s)
	}
	return docs, Normalize(docs)
}

var markTypes = map[string]document.Type{"p": document.Person, "o": document.Organization, "l": document.Place,
	"e": document.EventType, "x": document.Other}

// marked turns "[p Jane Roe] went" into words and names. Of nested marks the
// outer one counts; words are split at hyphens.
func marked(text string) (corpus.Sent, error) {
	var s corpus.Sent
	var open []corpus.Name
	for word := range strings.FieldsSeq(text) {
		if mark, ok := strings.CutPrefix(word, "["); ok {
			t, ok := markTypes[mark]
			if !ok {
				return s, fmt.Errorf("unknown mark [%s in %s", mark, text)
			}
			open = append(open, corpus.Name{First: len(s.Words), Type: t})
			continue
		}
		bare := strings.TrimRight(word, "]")
		s.Words = append(s.Words, strings.Fields(strings.ReplaceAll(bare, "-", " - "))...)
		for range len(word) - len(bare) {
			if len(open) == 0 {
				return s, fmt.Errorf("a mark closes that never opened: %s", text)
			}
			n := open[len(open)-1]
			open = open[:len(open)-1]
			n.End = len(s.Words)
			if len(open) == 0 && n.End > n.First {
				s.Names = append(s.Names, n)
			}
		}
	}
	if len(open) > 0 {
		return s, fmt.Errorf("a mark never closes: %s", text)
	}
	return s, nil
}
