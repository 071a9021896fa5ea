package article

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"dossier/ingest/document"

	"github.com/rogpeppe/go-internal/txtar"

	"os"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// describe writes what was read as the golden files hold it.
func describe(doc *document.Document, err error) string {
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	var b strings.Builder
	a := doc.Article
	for _, f := range [][2]string{{"title", a.Title}, {"published", a.Published}, {"publisher", a.Publisher}, {"authors", strings.Join(a.Authors, "; ")}, {"url", a.URL}} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", f[0], f[1])
		}
	}
	for _, bl := range doc.Blocks {
		fmt.Fprintf(&b, "\n[%s] %s\n", bl.Kind, doc.Slice(bl.Span))
	}
	return b.String()
}

// TestLayouts reads the page of each file of testdata and compares what comes
// out with the section "want". -update rewrites the sections.
func TestLayouts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			page := Page{Name: ar.Files[0].Name, Bytes: ar.Files[0].Data}
			if strings.HasSuffix(page.Name, ".crlf.txt") {
				page.Bytes = []byte(strings.ReplaceAll(string(page.Bytes), "\n", "\r\n"))
			}
			var doc document.Document
			err = Read(page, &doc)
			got := describe(&doc, err)
			if err == nil {
				checkOrigin(t, page, &doc)
			}
			if *update {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(ar.Files) < 2 || string(ar.Files[1].Data) != got {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// checkOrigin shows that every letter of the clean text stands on the decoded
// page where the map says, or is part of a character reference there.
func checkOrigin(t *testing.T, page Page, doc *document.Document) {
	t.Helper()
	text, err := Decoded(page)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(); err != nil {
		t.Fatal(err)
	}
	o := doc.Article.Origin
	for i := range len(o) {
		if i > 0 && o[i].Clean <= o[i-1].Clean {
			t.Fatalf("the map is out of order at %d", i)
		}
		end := int32(len(doc.Text))
		if i+1 < len(o) {
			end = o[i+1].Clean
		}
		for c := o[i].Clean; c < end; c++ {
			p := o[i].Page + c - o[i].Clean
			if p < 0 || int(p) > len(text) {
				t.Fatalf("clean %d maps to %d, outside a page of %d bytes", c, p, len(text))
			}
			if ch := doc.Text[c]; isAlnum(ch) && (int(p) == len(text) || text[p] != ch && text[p] != '&') {
				t.Fatalf("clean %d is %q, page %d is %.20q", c, ch, p, text[p:])
			}
		}
	}
}

// TestPDFs compares what is read of each PDF of testdata with NAME.pdf.want.
func TestPDFs(t *testing.T) {
	files, err := filepath.Glob("testdata/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatalf("no PDF: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		page := Page{Name: filepath.Base(file), Bytes: data}
		var doc document.Document
		err = Read(page, &doc)
		got := describe(&doc, err)
		if err == nil {
			checkOrigin(t, page, &doc)
		}
		if *update {
			if err := os.WriteFile(file+".want", []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file + ".want")
		if err != nil || string(want) != got {
			t.Errorf("%s: %v, got\n%s", file, err, got)
		}
	}
}
