package corpus

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"dossier/ingest/document"
)

var columnTypes = map[string]Name{
	"PER": {Type: document.Person}, "ORG": {Type: document.Organization}, "LOC": {Type: document.Place}, "MISC": {Misc: true},
	"person": {Type: document.Person}, "location": {Type: document.Place}, "corporation": {Type: document.Organization},
	"group": {Type: document.Organization}, "product": {}, "creative-work": {},
	"OTH": {Misc: true},
}

// ReadColumns reads words and tags in columns: one word a line, a blank line
// after each sentence, tags in IOB1 or IOB2. A line "-DOCSTART-" or
// "# newdoc id = ID" starts a document. word and tag are the columns'
// indices; columns are separated by tabs or blanks.
func ReadColumns(r io.Reader, id string, word, tag int) ([]*Doc, error) {
	var docs []*Doc
	var sent Sent
	cur := &Doc{ID: id + "-0"}
	open := ""
	flush := func() {
		if len(sent.Words) > 0 {
			sent.splitHyphens()
			cur.Sents = append(cur.Sents, sent)
		}
		sent, open = Sent{}, ""
	}
	next := func(name string) {
		flush()
		if len(cur.Sents) > 0 {
			docs = append(docs, cur)
		}
		cur = &Doc{ID: name}
	}
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 1<<20)
	for line := 1; scan.Scan(); line++ {
		text := scan.Text()
		switch {
		case strings.TrimSpace(text) == "":
			flush()
			continue
		case strings.HasPrefix(text, "-DOCSTART-"):
			next(fmt.Sprintf("%s-%d", id, len(docs)+1))
			continue
		case strings.HasPrefix(text, "# newdoc id = "):
			next(text[len("# newdoc id = "):])
			continue
		case strings.HasPrefix(text, "# ") && strings.Contains(text, " = "):
			continue
		}
		cols := strings.Split(text, "\t")
		if len(cols) < 2 {
			cols = strings.Fields(text)
		}
		if len(cols) <= word || len(cols) <= tag {
			return nil, fmt.Errorf("%s:%d: a line with %d columns, need %d", id, line, len(cols), max(word, tag)+1)
		}
		at := len(sent.Words)
		sent.Words = append(sent.Words, strings.TrimSpace(cols[word]))
		kind, class, _ := strings.Cut(strings.TrimSpace(cols[tag]), "-")
		if kind == "O" || class == "" {
			open = ""
			continue
		}
		name, ok := columnTypes[class]
		if !ok {
			return nil, fmt.Errorf("%s:%d: unknown tag %q", id, line, cols[tag])
		}
		if kind == "B" || open != class {
			name.First, name.End = at, at+1
			sent.Names = append(sent.Names, name)
		} else {
			sent.Names[len(sent.Names)-1].End = at + 1
		}
		open = class
	}
	next("")
	return docs, scan.Err()
}
