package refer

import (
	"fmt"
	"os"
	"testing"

	"dossier/ingest/article"
	"dossier/ingest/document"
	"dossier/ingest/lang"
	"dossier/ingest/lang/names"
)

func TestDebug(t *testing.T) {
	f := os.Getenv("F")
	if f == "" {
		t.Skip()
	}
	an, _ := lang.Default()
	nf, _ := names.Default()
	data, _ := os.ReadFile(f)
	doc := &document.Document{}
	if err := article.Read(article.Page{Name: f, Bytes: data}, doc); err != nil {
		t.Fatal(err)
	}
	an.Analyze(doc)
	nf.Find(doc)
	tb, _ := loadTables()
	r := new(resolver)
	r.begin(tb, doc)
	for _, s := range sieves {
		s.run(r)
	}
	for i, c := range r.cs {
		if !c.named {
			continue
		}
		fmt.Printf("%d %s %s types=%.1f m=%.1f f=%.1f n=%d\n", i, c.typ, c.name, c.types, c.male, c.female, c.mentions)
		for _, ro := range c.roles {
			fmt.Printf("     role %s/%s", ro.full, ro.lemma)
			if ro.country >= 0 {
				fmt.Print(" of ", r.countries[ro.country])
			}
			fmt.Println(" tok", ro.token)
		}
		for _, f := range c.forms {
			fmt.Printf("     form %s %s\n", r.fs[f].text, r.fs[f].typ)
			for _, mi := range r.fs[f].mentions {
				m := r.ms[mi]
				fmt.Printf("         %v %d-%d %.1f slot %d\n", m.text, m.first, m.end, m.types, m.slot)
			}
		}
	}
}
