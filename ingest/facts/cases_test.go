package facts_test

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dossier/ingest/article"
	"dossier/ingest/document"
	"dossier/ingest/facts"
	"dossier/ingest/lang"
	"dossier/ingest/lang/names"
	"dossier/ingest/refer"
	"dossier/ingest/when"
)

var update = flag.Bool("update", false, "mark the failing expectations of testdata/cases/*.txt as known failures, and clear the marks of those that hold")

// TestCases runs the tables of testdata/cases through the whole pipeline. A file
// holds blocks divided by blank lines: one line of text, then one line for
// each expectation:
//
//	  subject | relation | object | status | time | source
//	- subject | relation | object
//
// What stands behind the object may be left out; "-" is no time, no source. A line with "-" must not be found; a line
// that begins with "~" is a known failure, counted and not held against the run.
func TestCases(t *testing.T) {
	analyze := pipeline(t)
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	held, known, fixed := 0, 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(data), "\n")
		var doc document.Document
		for i, line := range lines {
			if line == "" || line[0] == '#' {
				continue
			}
			if line[0] != ' ' && line[0] != '~' && line[0] != '-' {
				doc = document.Document{}
				analyze(t, line, &doc)
				continue
			}
			mark := line[0] == '~'
			want := strings.TrimSpace(strings.TrimPrefix(line, "~"))
			err := expect(&doc, want)
			switch {
			case err == nil && mark:
				fixed++
			case err == nil:
				held++
			case mark:
				known++
			case *update:
				known++
			default:
				t.Errorf("%s:%d: %v", file, i+1, err)
			}
			if *update {
				prefix := "  "
				if err != nil {
					prefix = "~ "
				} else if strings.HasPrefix(want, "-") {
					prefix = ""
				}
				lines[i] = prefix + want
			}
		}
		if *update {
			if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("%d expectations hold, %d known failures, %d of them hold by now", held+fixed, known, fixed)
}

// expect reports what is wrong with one expectation.
func expect(doc *document.Document, line string) error {
	forbidden := strings.HasPrefix(line, "-")
	parts := strings.Split(strings.TrimPrefix(line, "-"), "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(parts) < 3 {
		return fmt.Errorf("%q: want subject | relation | object", line)
	}
	rel := parts[1]
	var found []string
	for i := range doc.Facts {
		f := &doc.Facts[i]
		if f.Relation != rel {
			continue
		}
		s, o := &doc.Entities[f.Subject], &doc.Entities[f.Object]
		straight := named(s, parts[0]) && named(o, parts[2])
		turned := symmetric[rel] && named(o, parts[0]) && named(s, parts[2])
		if !straight && !turned {
			found = append(found, s.Name+" | "+rel+" | "+o.Name)
			continue
		}
		if forbidden {
			if len(parts) > 3 && parts[3] != f.Status.String() {
				continue
			}
			return fmt.Errorf("found %s", line)
		}
		if len(parts) > 3 && parts[3] != f.Status.String() {
			found = append(found, "status "+f.Status.String())
			continue
		}
		if len(parts) > 4 && parts[4] != "" && parts[4] != orNone(f.Time) {
			found = append(found, "time "+f.Time)
			continue
		}
		if len(parts) > 5 {
			source := ""
			if len(f.Sources) > 0 {
				source = f.Sources[0].Text
			}
			if parts[5] != orNone(source) {
				found = append(found, "source "+source)
				continue
			}
		}
		return nil
	}
	if forbidden {
		return nil
	}
	return fmt.Errorf("no %s (there is: %s)", line, strings.Join(found, "; "))
}

func orNone(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

var symmetric = map[string]bool{"related to": true, "meets": true, "speaks with": true, "agrees with": true, "partners with": true, "competes with": true}

func named(ent *document.Entity, want string) bool {
	if same(ent.Name, want) {
		return true
	}
	for _, a := range ent.Aliases {
		if same(a, want) {
			return true
		}
	}
	return false
}

func same(a, b string) bool {
	return strings.EqualFold(strings.TrimPrefix(strings.ReplaceAll(a, "’", "'"), "the "), strings.TrimPrefix(b, "the "))
}

// pipeline returns the stages before facts and facts itself, from a text on,
// and skips the test where the program is built without models.
func pipeline(t testing.TB) func(t testing.TB, text string, doc *document.Document) {
	stages := stages(t)
	return func(t testing.TB, text string, doc *document.Document) {
		t.Helper()
		page := article.Page{Name: "case.txt", Bytes: []byte(text), Format: "text", Published: "2022-05-18"}
		if err := article.Read(page, doc); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if err := stages(doc); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	}
}

// stages returns the stages from a text with blocks to facts, checked.
func stages(t testing.TB) func(doc *document.Document) error {
	analyzer, err := lang.Default()
	if errors.Is(err, lang.ErrNoModel) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	finder, err := names.Default()
	if err != nil {
		t.Skip(err)
	}
	return func(doc *document.Document) error {
		if err := analyzer.Analyze(doc); err != nil {
			return err
		}
		finder.Find(doc)
		for _, stage := range []func(*document.Document) error{when.Resolve, refer.Resolve, facts.Extract} {
			if err := stage(doc); err != nil {
				return err
			}
		}
		return doc.Check()
	}
}

func TestLoadFrames(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"good", "[meets]\nverb subj with : hobnob\n", ""},
		{"no relation", "[likes]\nverb subj obj : like\n", `u.txt:1: no relation "likes"`},
		{"no colon", "[meets]\nverb subj obj meet\n", "u.txt:2:"},
		{"bad option", "[meets]\nverb subj obj fast : meet\n", `u.txt:2: unknown option "fast"`},
		{"bad status", "[meets]\nverb subj obj status=maybe : meet\n", `u.txt:2: status "maybe"`},
		{"outside", "verb subj obj : meet\n", "u.txt:1: the line stands in no section"},
		{"role", "[roles]\nO=likes : fan\n", `u.txt:2: no relation "likes"`},
		{"implied", "[meets]\nverb subj obj +likes(s,o) : meet\n", `u.txt:2:`},
	} {
		_, err := facts.LoadFrames(bufio.NewReader(strings.NewReader(test.text)), "u.txt")
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%s: %v", test.name, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
		}
	}
}
