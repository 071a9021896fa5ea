package article

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"dossier/ingest/document"
)

// TestDump writes what the reader makes of the files of DOSSIER_DUMP to
// DOSSIER_OUT, one object an article as eval/score.py reads it.
func TestDump(t *testing.T) {
	dir := os.Getenv("DOSSIER_DUMP")
	if dir == "" {
		t.Skip("DOSSIER_DUMP names no folder")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	out, err := os.Create(os.Getenv("DOSSIER_OUT"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	for _, f := range files {
		if filepath.Ext(f) == ".json" {
			continue
		}
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var doc document.Document
		if err := Read(Page{Name: f, Bytes: data}, &doc); err != nil {
			fmt.Println("ERROR", err)
			continue
		}
		a := doc.Article
		fmt.Printf("=== %s\n  title=%q published=%q publisher=%q authors=%q url=%q\n", f, a.Title, a.Published, a.Publisher, a.Authors, a.URL)
		for _, b := range doc.Blocks {
			fmt.Printf("  [%s] %s\n", b.Kind, doc.Slice(b.Span))
		}
		line, _ := json.Marshal(map[string]any{"article": map[string]any{"file": f, "title": a.Title, "published": a.Published,
			"publisher": a.Publisher, "authors": a.Authors}, "entities": []any{}, "facts": []any{}})
		fmt.Fprintln(out, string(line))
	}
}
