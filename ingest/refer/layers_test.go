//go:build models

package refer

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"dossier/ingest/lang"
)

// TestMakeLayers writes testdata/layers.tsv anew with the embedded models:
//
//	go test -tags models -run TestMakeLayers ./ingest/refer
func TestMakeLayers(t *testing.T) {
	cases, _, err := readCases("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	analyzer, err := lang.Default()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, c := range cases {
		fmt.Fprintf(&b, "== %s\n", c.title)
		if err := analyzer.Analyze(c.doc); err != nil {
			t.Fatal(err)
		}
		for _, s := range c.doc.Sentences {
			for i := s.First; i < s.End; i++ {
				tok := c.doc.Tokens[i]
				fmt.Fprintf(&b, "%d\t%d\t%s\t%s\t%s\t%s\t%d\n", tok.Start, tok.End, tok.Lemma, tok.Tag, tok.XTag, tok.Dep, tok.Head)
			}
			b.WriteByte('\n')
		}
	}
	if err := os.WriteFile(layersFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
