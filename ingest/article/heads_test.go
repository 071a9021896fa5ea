package article

import (
	"os"
	"strings"
	"testing"

	"dossier/ingest/document"
)

// TestHeads reads heads of plain-text pages before one and the same body.
func TestHeads(t *testing.T) {
	const body = "\n\nThe council met on Monday to hear what the auditors had found, and nobody in the hall was pleased with it.\n\n" +
		"\"We were told that the money was there,\" said one of its members, who had voted for the plan three times. The vote was put off by a week.\n\n" +
		"Nothing is decided yet, and the next meeting will be held behind closed doors. Members of the public may send letters until then.\n"
	b, err := os.ReadFile("testdata/heads.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split(string(b), "\n==\n")[1:] {
		head, fields, ok := strings.Cut(block, "\n--\n")
		if !ok {
			t.Fatalf("no fields: %q", block)
		}
		want := map[string]string{}
		for _, f := range strings.Split(strings.TrimSpace(fields), "\n") {
			k, v, ok := strings.Cut(f, ": ")
			if !ok {
				t.Fatalf("no field: %q", f)
			}
			want[k] = v
		}
		t.Run(want["title"], func(t *testing.T) {
			var doc document.Document
			if err := Read(Page{Name: "page.txt", Bytes: []byte(head + body)}, &doc); err != nil {
				t.Fatal(err)
			}
			a := doc.Article
			for k, got := range map[string]string{"title": a.Title, "published": a.Published, "publisher": a.Publisher, "authors": strings.Join(a.Authors, ", ")} {
				if got != want[k] {
					t.Errorf("%s: %q, want %q", k, got, want[k])
				}
			}
		})
	}
}
