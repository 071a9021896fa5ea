package facts

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"dossier/ingest/article"
	"dossier/ingest/document"
	"dossier/ingest/lang"
	"dossier/ingest/lang/names"
	"dossier/ingest/refer"
	"dossier/ingest/when"
)

var nw = regexp.MustCompile(`\W`)

func TestZZ(t *testing.T) {
	core, _ := lang.Default()
	finder, _ := names.Default()
	files, _ := filepath.Glob("/work/shared/eval/dev/*.gold.json")
	total, ok := 0, 0
	for _, file := range files {
		data, _ := os.ReadFile(file)
		var gold struct {
			Facts []struct{ Subject, Relation, Object, Status, Time, Source, Evidence string }
		}
		json.Unmarshal(data, &gold)
		base := strings.TrimSuffix(file, ".gold.json")
		page := base + ".txt"
		if _, err := os.Stat(page); err != nil {
			page = base + ".html"
		}
		text, _ := os.ReadFile(page)
		var doc document.Document
		if err := article.Read(article.Page{Name: page, Bytes: text}, &doc); err != nil {
			t.Fatal(err)
		}
		core.Analyze(&doc)
		finder.Find(&doc)
		when.Resolve(&doc)
		refer.Resolve(&doc)
		var l layers
		l.fill(&doc)
		var g graph
		g.qualifiers.start(&doc)
		for _, f := range gold.Facts {
			if f.Source == "" {
				continue
			}
			total++
			key := nw.ReplaceAllString(f.Evidence, "")
			if len(key) > 40 {
				key = key[:40]
			}
			found, seen := false, map[string]bool{}
			for s := range doc.Sentences {
				if !strings.Contains(nw.ReplaceAllString(doc.Slice(doc.Sentences[s].Span), ""), key) {
					continue
				}
				g.build(&doc, int32(s), &l, Builtin())
				for i := g.first; i < g.end; i++ {
					if doc.Tokens[i].Tag != document.VERB && doc.Tokens[i].Tag != document.NOUN {
						continue
					}
					c := candidate{trigger: i, triggerEnd: i + 1, subject: none, object: none, place: none, event: none, kind: verbal, sentence: int32(s)}
					if doc.Tokens[i].Tag == document.NOUN {
						c.kind = nominal
					}
					qualify(&g, &c)
					for _, src := range c.sources {
						seen[src.Text] = true
						if src.Text == f.Source || strings.HasSuffix(src.Text, f.Source) || strings.HasSuffix(f.Source, src.Text) {
							found = true
						}
					}
				}
			}
			if found {
				ok++
			} else {
				fmt.Println(filepath.Base(base), f.Subject, f.Relation, f.Object, f.Status, "| want", f.Source, "| have", seen, "|", f.Evidence)
			}
		}
	}
	fmt.Println(ok, "of", total)
}
