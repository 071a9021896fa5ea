package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-graphviz"
	"github.com/parquet-go/parquet-go"
	"github.com/piprate/json-gold/ld"
)

// quadSet returns the lines of N-Quads, sorted.
func quadSet(nquads string) []string {
	lines := strings.Split(strings.TrimSpace(nquads), "\n")
	slices.Sort(lines)
	return slices.Compact(lines)
}

// TestReadBackJSONLD expands JSON-LD with json-gold into quads, which must be
// those of the N-Quads export.
func TestReadBackJSONLD(t *testing.T) {
	var doc any
	if err := json.Unmarshal(write(t, "jsonld"), &doc); err != nil {
		t.Fatal(err)
	}
	opts := ld.NewJsonLdOptions("")
	opts.Format = "application/n-quads"
	got, err := ld.NewJsonLdProcessor().ToRDF(doc, opts)
	if err != nil {
		t.Fatal(err)
	}
	a, b := quadSet(got.(string)), quadSet(string(write(t, "nquads")))
	if !slices.Equal(a, b) {
		t.Errorf("JSON-LD gives %d quads, N-Quads %d", len(a), len(b))
		for _, q := range a {
			if !slices.Contains(b, q) {
				t.Logf("only in JSON-LD: %s", q)
			}
		}
		for _, q := range b {
			if !slices.Contains(a, q) {
				t.Logf("only in N-Quads: %s", q)
			}
		}
	}
}

// TestReadBackNQuads parses N-Quads with json-gold's own parser.
func TestReadBackNQuads(t *testing.T) {
	set, err := ld.ParseNQuads(string(write(t, "nquads")))
	if err != nil {
		t.Fatal(err)
	}
	plain := 0
	for name, quads := range set.Graphs {
		if name != "@default" {
			plain += len(quads)
		}
	}
	if plain != 4 {
		t.Errorf("%d plain triples in named graphs, want 4: the denied fact has none", plain)
	}
	if strings.Contains(string(write(t, "nquads")), "<urn:dossier:organization/acme> <urn:dossier:relation/owns>") {
		t.Error("a denied fact has a plain triple")
	}
}

func TestReadBackDOT(t *testing.T) {
	g, err := graphviz.ParseBytes(write(t, "dot"))
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if n, err := g.NodeNum(); err != nil || n != 6 { // the legend is a node
		t.Errorf("%d nodes, %v", n, err)
	}
}

func TestReadBackGEXF(t *testing.T) {
	var doc struct {
		Version string `xml:"version,attr"`
		Nodes   []struct {
			ID string `xml:"id,attr"`
		} `xml:"graph>nodes>node"`
		Edges []struct {
			Start string `xml:"start,attr"`
			End   string `xml:"end,attr"`
			Type  string `xml:"type,attr"`
		} `xml:"graph>edges>edge"`
	}
	if err := xml.Unmarshal(write(t, "gexf"), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Version != "1.3" || len(doc.Nodes) != 5 || len(doc.Edges) != 5 {
		t.Fatalf("version %s, %d nodes, %d edges", doc.Version, len(doc.Nodes), len(doc.Edges))
	}
	if e := doc.Edges[1]; e.Start != "2024-06-01" || e.End != "2024-06-30" || e.Type != "undirected" {
		t.Errorf("the planned meeting is %+v", e)
	}
}

func TestReadBackCSV(t *testing.T) {
	for name, want := range map[string][2]int{"csv": {6, 17}, "csv-nodes": {6, 5}, "neo4j-nodes": {6, 5}, "neo4j-edges": {6, 13}} {
		rows, err := csv.NewReader(bytes.NewReader(write(t, name))).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(rows) != want[0] || len(rows[0]) != want[1] {
			t.Errorf("%s: %d rows of %d columns, want %v", name, len(rows), len(rows[0]), want)
		}
	}
	rows, _ := csv.NewReader(bytes.NewReader(write(t, "csv"))).ReadAll()
	if rows[2][13] != "Bell will meet Li <Wei> in June, a spokesman said." {
		t.Errorf("evidence is %q", rows[2][13])
	}
}

func TestReadBackParquet(t *testing.T) {
	data := write(t, "parquet")
	facts, err := parquet.Read[parquetFact](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if len(facts) != 5 || facts[1].Time != "2024-06" || facts[3].Status != "denied" {
		t.Errorf("read back %+v", facts)
	}
	data = write(t, "parquet-entities")
	ents, err := parquet.Read[parquetEntity](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if len(ents) != 5 || !slices.Equal(ents[1].Aliases, []string{"Acme"}) {
		t.Errorf("read back %+v", ents)
	}
	data = write(t, "parquet-evidence")
	if rows, err := parquet.Read[parquetEvidence](bytes.NewReader(data), int64(len(data))); err != nil || len(rows) != 4 {
		t.Errorf("evidence: %d rows, %v", len(rows), err)
	}
	data = write(t, "parquet-articles")
	if rows, err := parquet.Read[parquetArticle](bytes.NewReader(data), int64(len(data))); err != nil || len(rows) != 2 {
		t.Errorf("articles: %d rows, %v", len(rows), err)
	}
}

func TestReadBackCytoscape(t *testing.T) {
	var doc struct {
		Elements struct {
			Nodes, Edges []struct {
				Data struct{ ID, Source, Target string }
			}
		}
	}
	if err := json.Unmarshal(write(t, "cytoscape"), &doc); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, n := range doc.Elements.Nodes {
		ids[n.Data.ID] = true
	}
	for _, e := range doc.Elements.Edges {
		if !ids[e.Data.Source] || !ids[e.Data.Target] {
			t.Errorf("edge %s joins %s and %s, of which one is no node", e.Data.ID, e.Data.Source, e.Data.Target)
		}
	}
}

// ftmProperties lists the properties that FollowTheMoney's published schemata
// (followthemoney/schema/*.yaml) give the schemata that we write, inherited
// ones included.
var ftmProperties = map[string][]string{
	"Person":         {"name", "alias", "wikidataId", "sourceUrl"},
	"Organization":   {"name", "alias", "wikidataId", "sourceUrl"},
	"Address":        {"name", "full", "alias", "wikidataId", "sourceUrl"},
	"Event":          {"name", "alias", "wikidataId", "sourceUrl"},
	"Document":       {"fileName", "title", "author", "publishedAt", "publisher", "sourceUrl"},
	"Directorship":   {"director", "organization", "role", "proof", "startDate", "endDate", "date", "description", "summary"},
	"Employment":     {"employee", "employer", "role", "proof", "startDate", "endDate", "date", "description", "summary"},
	"Membership":     {"member", "organization", "role", "proof", "startDate", "endDate", "date", "description", "summary"},
	"Ownership":      {"owner", "asset", "role", "proof", "startDate", "endDate", "date", "description", "summary"},
	"Family":         {"person", "relative", "role", "proof", "startDate", "endDate", "date", "description", "summary"},
	"Representation": {"agent", "client", "role", "proof", "startDate", "endDate", "date", "description", "summary"},
	"UnknownLink":    {"subject", "object", "role", "proof", "startDate", "endDate", "date", "description", "summary"},
}

func TestReadBackFTM(t *testing.T) {
	ids := map[string]string{}
	var all []ftmEntity
	for line := range strings.Lines(string(write(t, "ftm"))) {
		var e ftmEntity
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		ids[e.ID] = e.Schema
		all = append(all, e)
	}
	for _, e := range all {
		allowed, known := ftmProperties[e.Schema]
		if !known {
			t.Errorf("%s has the schema %s, which is none", e.ID, e.Schema)
		}
		for p, values := range e.Properties {
			if !slices.Contains(allowed, p) {
				t.Errorf("%s: %s has no property %s", e.ID, e.Schema, p)
			}
			for _, v := range values {
				switch p {
				case "director", "organization", "employee", "employer", "member", "owner", "asset", "person", "relative", "agent", "client", "subject", "object", "proof":
					if ids[v] == "" {
						t.Errorf("%s: %s names %s, which is not written", e.ID, p, v)
					}
				}
			}
		}
	}
}

func TestReadBackPLOVER(t *testing.T) {
	n := 0
	for line := range strings.Lines(string(write(t, "plover"))) {
		var e ploverEvent
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		n++
		if e.Type != "CONSULT" || e.Mode != "meeting" || e.Actor != "Ada Bell" || e.Status != "planned" || e.Location != "Lyon" {
			t.Errorf("read back %+v", e)
		}
	}
	if n != 1 {
		t.Errorf("%d events, want 1: only the meeting has a PLOVER category", n)
	}
}
