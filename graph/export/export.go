package export

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"dossier/graph"
)

// Graph is what is written. Sequences may be read more than once and yield
// the same each time, in a fixed order. Every end of a fact is among Entities.
type Graph struct {
	Entities func() iter.Seq2[graph.Entity, error]
	Facts    func() iter.Seq2[graph.Fact, error]
	Events   func() iter.Seq2[graph.Event, error]
	Articles func() iter.Seq2[graph.Article, error]
	// Legend adds a key of shapes and colours to pictures.
	Legend bool
	Title  string
}

// Format is one output format.
type Format struct {
	Name  string // as --format has it
	Ext   string // usual file name extension, with the dot
	What  string // one line for people
	Write func(ctx context.Context, w io.Writer, g Graph) error
}

// Formats lists the formats in the order of the help page.
func Formats() []Format {
	return []Format{
		{"dot", ".dot", "GraphViz source", writeDOT},
		{"svg", ".svg", "picture, scalable", writeSVG},
		{"png", ".png", "picture, pixels", writePNG},
		{"html", ".html", "one page with the picture and the facts, needs nothing else", writeHTML},
		{"graphml", ".graphml", "GraphML for yEd, Gephi, NetworkX, igraph", writeGraphML},
		{"json", ".json", "node-link JSON for D3 and NetworkX", writeNodeLink},
		{"csv", ".csv", "edges, one fact a line", writeEdgesCSV},
		{"csv-nodes", ".csv", "nodes, one entity a line", writeNodesCSV},
		{"gexf", ".gexf", "GEXF 1.3 with time, for Gephi", writeGEXF},
		{"cytoscape", ".cyjs", "Cytoscape JSON", writeCytoscape},
		{"neo4j-nodes", ".csv", "node file of neo4j-admin import", writeNeo4jNodes},
		{"neo4j-edges", ".csv", "relationship file of neo4j-admin import", writeNeo4jEdges},
		{"cypher", ".cypher", "Cypher statements", writeCypher},
		{"nquads", ".nq", "RDF as N-Quads", writeNQuads},
		{"trig", ".trig", "RDF as TriG, readable", writeTriG},
		{"jsonld", ".jsonld", "RDF as JSON-LD", writeJSONLD},
		{"ftm", ".ftm.jsonl", "FollowTheMoney entities, for Aleph", writeFTM},
		{"parquet", ".parquet", "facts as Parquet, for pandas and DuckDB", writeParquetFacts},
		{"parquet-entities", ".parquet", "entities as Parquet", writeParquetEntities},
		{"parquet-evidence", ".parquet", "evidence as Parquet, one sentence a row", writeParquetEvidence},
		{"parquet-articles", ".parquet", "articles as Parquet", writeParquetArticles},
		{"plover", ".plover.jsonl", "PLOVER event codes, for conflict research", writePLOVER},
	}
}

// Lookup returns the format of that name.
func Lookup(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("there is no export format %q; choose from: %s", name, strings.Join(names, ", "))
}
