package corpus

import (
	"fmt"
	"strings"
	"testing"
)

func list(docs []*Doc) string {
	var out []string
	for _, d := range docs {
		for _, s := range d.Sents {
			for _, n := range s.Names {
				out = append(out, fmt.Sprintf("%s/%s", strings.Join(s.Words[n.First:n.End], " "), n.Type))
			}
		}
	}
	return strings.Join(out, "; ")
}

func TestReadColumns(t *testing.T) {
	docs, err := ReadColumns(strings.NewReader("Anna I-PER\nKendall-Taylor I-PER\nin O\nOslo I-LOC\n\n-DOCSTART- O\n\nAcme B-ORG\nAcme B-ORG\n"), "x", 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := list(docs), "Anna Kendall - Taylor/person; Oslo/place; Acme/organization; Acme/organization"; got != want || len(docs) != 2 {
		t.Errorf("%d documents: %s, want %s", len(docs), got, want)
	}
	for _, bad := range []string{"one\n", "word B-NOSUCH\n"} {
		if _, err := ReadColumns(strings.NewReader(bad), "x", 0, 1); err == nil {
			t.Errorf("no error for %q", bad)
		}
	}
}

func TestReadGUM(t *testing.T) {
	row := func(id int, form, tag string, head int, dep, entity string) string {
		return fmt.Sprintf("%d\t%s\t%s\t%s\t_\t_\t%d\t%s\t_\t%s\n", id, form, form, tag, head, dep, entity)
	}
	text := "# newdoc id = a\n" +
		row(1, "the", "DET", 4, "det", "Entity=(1-person-new") +
		row(2, "French", "ADJ", 4, "amod", "_") +
		row(3, "President", "PROPN", 4, "nmod:desc", "_") +
		row(4, "Jean", "PROPN", 6, "nsubj", "_") +
		row(5, "Martin", "PROPN", 4, "flat", "Entity=1)") +
		row(6, "leads", "VERB", 0, "root", "_") +
		row(7, "the", "DET", 8, "det", "Entity=(2-organization-new") +
		row(8, "University", "PROPN", 6, "obj", "_") +
		row(9, "of", "ADP", 10, "case", "_") +
		row(10, "Lyon", "PROPN", 8, "nmod", "Entity=(3-place-new)2)") +
		row(11, "team", "NOUN", 6, "obl", "Entity=(4-organization-new)") + "\n"
	docs, err := ReadGUM(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := list(docs), "Jean Martin/person; University of Lyon/organization"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if _, err := ReadGUM(strings.NewReader("1\ta\tb\n")); err == nil {
		t.Error("no error for a line of three columns")
	}
}

func TestReadDocRED(t *testing.T) {
	docs, err := ReadDocRED(strings.NewReader(`[{"title":"T","sents":[["Jo","Li","met","Acme","."]],"vertexSet":[
		[{"type":"PER","pos":[0,2],"sent_id":0}],[{"type":"ORG","pos":[3,4],"sent_id":0}],[{"type":"TIME","pos":[2,3],"sent_id":0}]]}]`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := list(docs), "Jo Li/person; Acme/organization"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
