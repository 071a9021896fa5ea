package refer

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dossier/ingest/document"
)

// smallArticle is one case of testdata/cases.txt: what is written, and what is expected.
type smallArticle struct {
	title string
	line  int
	doc   *document.Document
	want  []string
}

var blockKinds = map[string]document.BlockKind{"title": document.Title, "heading": document.Heading, "byline": document.Byline,
	"dateline": document.Dateline, "biography": document.Biography, "masthead": document.Masthead, "credit": document.Credit}

var nameTypes = map[byte]document.Type{'p': document.Person, 'o': document.Organization, 'l': document.Place, 'e': document.EventType, 'x': document.Other}

// markedName is a name of the text, by its bytes.
type markedName struct {
	span document.Span
	typ  document.Type
}

// readCases reads the articles with their blocks; names are given by bytes,
// since there are no tokens yet.
func readCases(path string) (cases []smallArticle, names [][]markedName, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	for n := 1; scan.Scan(); n++ {
		line := strings.TrimSpace(scan.Text())
		if title, ok := strings.CutPrefix(line, "== "); ok {
			cases = append(cases, smallArticle{title: title, line: n, doc: &document.Document{}})
			names = append(names, nil)
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		c := &cases[len(cases)-1]
		first, rest, _ := strings.Cut(line, " ")
		switch {
		case first == "person" || first == "organization" || first == "place" || first == "event" || first == "no" || line[0] == '[':
			c.want = append(c.want, line)
		case strings.HasPrefix(line, "author="):
			c.doc.Article.Authors = append(c.doc.Article.Authors, line[len("author="):])
		case strings.HasPrefix(line, "publisher="):
			c.doc.Article.Publisher = line[len("publisher="):]
		default:
			kind, ok := blockKinds[strings.TrimSuffix(first, ":")]
			if ok {
				line = rest
			}
			text, found, err := unmark(line)
			if err != nil {
				return nil, nil, fmt.Errorf("%s:%d: %w", path, n, err)
			}
			if c.doc.Text != "" {
				c.doc.Text += "\n\n"
			}
			at := int32(len(c.doc.Text))
			c.doc.Text += text
			c.doc.Blocks = append(c.doc.Blocks, document.Block{Span: document.Span{Start: at, End: int32(len(c.doc.Text))}, Kind: kind})
			for _, m := range found {
				m.span.Start += at
				m.span.End += at
				names[len(names)-1] = append(names[len(names)-1], m)
			}
		}
	}
	return cases, names, scan.Err()
}

// unmark takes the braces of names out of a line.
func unmark(line string) (string, []markedName, error) {
	var b strings.Builder
	var names []markedName
	for {
		open := strings.IndexByte(line, '{')
		if open < 0 {
			b.WriteString(line)
			return b.String(), names, nil
		}
		end := strings.IndexByte(line, '}')
		if end < open+4 || line[open+2] != ' ' {
			return "", nil, fmt.Errorf("brace in %q", line)
		}
		b.WriteString(line[:open])
		at := int32(b.Len())
		b.WriteString(line[open+3 : end])
		typ, ok := nameTypes[line[open+1]]
		if !ok {
			return "", nil, fmt.Errorf("type %q", line[open+1])
		}
		names = append(names, markedName{document.Span{Start: at, End: int32(b.Len())}, typ})
		line = line[end+1:]
	}
}

// setNames makes the Names layer of marked names.
func setNames(doc *document.Document, names []markedName) error {
	for _, m := range names {
		n := document.Name{Span: m.span, First: document.None, Type: m.typ, Score: 0.8}
		for i, tok := range doc.Tokens {
			if m.span.Contains(tok.Span) {
				if n.First == document.None {
					n.First = int32(i)
				}
				n.End = int32(i) + 1
			}
		}
		if n.First == document.None {
			return fmt.Errorf("name %q has no tokens", doc.Slice(m.span))
		}
		doc.Names = append(doc.Names, n)
	}
	return nil
}

// Layers are kept as one line a token: byte offsets, lemma, tags, relation and
// head, separated by tabs; a blank line ends a sentence, "== " a document.
const layersFile = "testdata/layers.tsv"

func readLayers(cases []smallArticle) error {
	f, err := os.Open(layersFile)
	if err != nil {
		return err
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	at := -1
	var doc *document.Document
	first := int32(0)
	for n := 1; scan.Scan(); n++ {
		line := scan.Text()
		switch {
		case strings.HasPrefix(line, "== "):
			at++
			if at >= len(cases) || cases[at].title != line[3:] {
				return fmt.Errorf("%s:%d: case %q is not where it was; make the layers anew", layersFile, n, line[3:])
			}
			doc, first = cases[at].doc, 0
		case line == "":
			end := int32(len(doc.Tokens))
			doc.Sentences = append(doc.Sentences, document.Sentence{Span: doc.TokenSpan(first, end), First: first, End: end})
			first = end
		default:
			fields := strings.Split(line, "\t")
			if len(fields) != 7 {
				return fmt.Errorf("%s:%d: %d fields, want 7", layersFile, n, len(fields))
			}
			var num [3]int
			for i, f := range []string{fields[0], fields[1], fields[6]} {
				if num[i], err = strconv.Atoi(f); err != nil {
					return fmt.Errorf("%s:%d: %w", layersFile, n, err)
				}
			}
			doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: int32(num[0]), End: int32(num[1])}, Lemma: fields[2],
				Tag: document.ParseTag(fields[3]), XTag: document.ParseXTag(fields[4]), Dep: document.ParseDep(fields[5]), Head: int32(num[2])})
		}
	}
	if at != len(cases)-1 {
		return fmt.Errorf("%s has %d of %d cases; make the layers anew", layersFile, at+1, len(cases))
	}
	return scan.Err()
}

func loadCases(t testing.TB) []smallArticle {
	t.Helper()
	cases, names, err := readCases("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := readLayers(cases); err != nil {
		t.Fatal(err)
	}
	for i := range cases {
		if err := setNames(cases[i].doc, names[i]); err != nil {
			t.Fatalf("cases.txt:%d: %v", cases[i].line, err)
		}
	}
	return cases
}

func TestCases(t *testing.T) {
	for _, c := range loadCases(t) {
		t.Run(c.title, func(t *testing.T) {
			if err := Resolve(c.doc); err != nil {
				t.Fatal(err)
			}
			if err := c.doc.Check(); err != nil {
				t.Fatal(err)
			}
			for _, want := range c.want {
				if got := verdict(c.doc, want); got != "" {
					t.Errorf("cases.txt:%d: want %s; %s\n%s", c.line, want, got, describeAll(c.doc))
				}
			}
		})
	}
}

// verdict says what is wrong with the expectation, "" when it is met.
func verdict(doc *document.Document, want string) string {
	if want[0] == '[' {
		return verdictMention(doc, want)
	}
	kind, rest, _ := strings.Cut(want, " ")
	name, aliases, _ := strings.Cut(rest, " | ")
	for _, e := range doc.Entities {
		if e.Name != name {
			continue
		}
		if kind == "no" {
			return "there is one"
		}
		if e.Type.String() != kind {
			return "it is a " + e.Type.String()
		}
		for _, a := range strings.Split(aliases, "; ") {
			if a != "" && a != e.Name && !slices.Contains(e.Aliases, a) {
				return fmt.Sprintf("no alias %q", a)
			}
		}
		return ""
	}
	if kind == "no" {
		return ""
	}
	return "there is none"
}

func verdictMention(doc *document.Document, want string) string {
	text, target, _ := strings.Cut(strings.TrimPrefix(want, "["), "] = ")
	nth := 1
	if at := strings.IndexByte(text, '#'); at > 0 {
		nth, _ = strconv.Atoi(text[at+1:])
		text = text[:at]
	}
	for _, m := range doc.Mentions {
		if doc.Slice(doc.TokenSpan(m.First, m.End)) != text {
			continue
		}
		if nth--; nth > 0 {
			continue
		}
		var got []string
		if m.Entity != document.None {
			got = append(got, doc.Entities[m.Entity].Name)
		}
		for _, e := range m.Group {
			got = append(got, doc.Entities[e].Name)
		}
		names := strings.Split(target, " + ")
		slices.Sort(got)
		slices.Sort(names)
		if !slices.Equal(got, names) {
			return "it is " + strings.Join(got, " + ")
		}
		return ""
	}
	if target == "-" {
		return ""
	}
	return "there is no such mention"
}

func describeAll(doc *document.Document) string {
	var b strings.Builder
	for _, e := range doc.Entities {
		fmt.Fprintf(&b, "    %s %s | %s\n", e.Type, e.Name, strings.Join(e.Aliases, "; "))
	}
	for _, m := range doc.Mentions {
		fmt.Fprintf(&b, "    [%s] %s", doc.Slice(doc.TokenSpan(m.First, m.End)), m.Kind)
		if m.Entity != document.None {
			fmt.Fprintf(&b, " = %s", doc.Entities[m.Entity].Name)
		}
		for _, e := range m.Group {
			fmt.Fprintf(&b, " + %s", doc.Entities[e].Name)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
