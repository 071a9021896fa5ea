package export

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"iter"
	"os"
	"strings"
	"testing"

	"dossier/graph"
)

// sample is a small graph with every type, status and awkward characters.
func sample() Graph {
	entities := []graph.Entity{
		{IRI: "event/lyon-summit", Type: "event", Name: "Lyon summit"},
		{IRI: "organization/acme", Type: "organization", Name: `Acme "Tools" & Sons`, Aliases: []string{"Acme"}},
		{IRI: "person/ada-bell", Type: "person", Name: "Ada Bell", Aliases: []string{"Bell"}, SameAs: []string{"https://www.wikidata.org/entity/Q0"}},
		{IRI: "person/li-wei", Type: "person", Name: "Li Wei"},
		{IRI: "place/lyon", Type: "place", Name: "Lyon"},
	}
	evidence := func(s string) []graph.Evidence {
		return []graph.Evidence{{Sentence: s, Start: 3, End: 3 + int32(len(s))}}
	}
	facts := []graph.Fact{
		{IRI: "fact/1", Subject: "person/ada-bell", Relation: "directs", Object: "organization/acme", Status: graph.Happened, Confidence: 0.9, Article: "article/a", Published: "2024-05-01", Evidence: evidence("Ada Bell, who runs Acme, is in Lyon.")},
		{IRI: "fact/2", Subject: "person/ada-bell", Relation: "meets", Object: "person/li-wei", Status: graph.Planned, Time: "2024-06", Place: "place/lyon", Sources: []graph.Source{{Text: "a spokesman"}}, Confidence: 0.8, Article: "article/a", Published: "2024-05-01", Evidence: evidence("Bell will meet Li <Wei> in June, a spokesman said.")},
		{IRI: "fact/3", Subject: "event/lyon-summit", Relation: "took place in", Object: "place/lyon", Status: graph.Happened, Confidence: 0.7, Article: "article/b", Evidence: evidence("the Lyon summit")},
		{IRI: "fact/4", Subject: "organization/acme", Relation: "owns", Object: "organization/acme", Status: graph.Denied, Confidence: 0.5, Article: "article/b"},
		{IRI: "fact/5", Subject: "person/ada-bell", Relation: "directs", Object: "organization/acme", Status: graph.Happened, Confidence: 0.9, Article: "article/b", Evidence: evidence("Bell heads Acme.")},
	}
	return Graph{Entities: all(entities), Facts: all(facts), Events: all([]graph.Event{{Entity: "event/lyon-summit", Article: "article/b", Class: "summit", Status: graph.Happened, Place: "place/lyon"}}),
		Articles: all([]graph.Article{{IRI: "article/a", File: "a.txt", Title: "A", Published: "2024-05-01"}, {IRI: "article/b", File: "b.txt"}}), Legend: true}
}

func all[T any](values []T) func() iter.Seq2[T, error] {
	return func() iter.Seq2[T, error] {
		return func(yield func(T, error) bool) {
			for _, v := range values {
				if !yield(v, nil) {
					return
				}
			}
		}
	}
}

func write(t *testing.T, format string) []byte {
	t.Helper()
	f, err := Lookup(format)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(context.Background(), &b, sample()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestGolden compares the text formats with files in testdata; run with
// DOSSIER_UPDATE=1 to rewrite them.
func TestGolden(t *testing.T) {
	for _, f := range Formats() {
		switch f.Name {
		case "svg", "png", "html", "parquet", "parquet-entities", "parquet-evidence", "parquet-articles":
			continue // not text, or laid out by a library
		}
		got := write(t, f.Name)
		path := "testdata/sample-" + f.Name + f.Ext
		if os.Getenv("DOSSIER_UPDATE") != "" {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from %s:\n%s", f.Name, path, got)
		}
	}
}

func TestDeterministic(t *testing.T) {
	for _, f := range Formats() {
		if a, b := write(t, f.Name), write(t, f.Name); !bytes.Equal(a, b) {
			t.Errorf("%s differs between two runs", f.Name)
		}
	}
}

func TestReadBackGraphML(t *testing.T) {
	var doc struct {
		Graph struct {
			Nodes []struct {
				ID string `xml:"id,attr"`
			} `xml:"node"`
			Edges []struct {
				Source string `xml:"source,attr"`
				Target string `xml:"target,attr"`
				Data   []struct {
					Key   string `xml:"key,attr"`
					Value string `xml:",chardata"`
				} `xml:"data"`
			} `xml:"edge"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal(write(t, "graphml"), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Graph.Nodes) != 5 || len(doc.Graph.Edges) != 5 {
		t.Fatalf("%d nodes, %d edges", len(doc.Graph.Nodes), len(doc.Graph.Edges))
	}
	for _, d := range doc.Graph.Edges[1].Data {
		if d.Key == "e_evidence" && d.Value != "Bell will meet Li <Wei> in June, a spokesman said." {
			t.Errorf("evidence %q", d.Value)
		}
	}
}

func TestReadBackNodeLink(t *testing.T) {
	var doc struct {
		Nodes []graph.Entity
		Links []struct {
			Source, Target string
			graph.Fact
		}
	}
	if err := json.Unmarshal(write(t, "json"), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Nodes) != 5 || len(doc.Links) != 5 || doc.Links[1].Time != "2024-06" {
		t.Errorf("read back %d nodes, %d links: %+v", len(doc.Nodes), len(doc.Links), doc)
	}
}

func TestSVG(t *testing.T) {
	svg := string(write(t, "svg"))
	for _, want := range []string{"Ada Bell", "directs", "planned: meets", "stroke-dasharray", "</svg>"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture lacks %q", want)
		}
	}
}
