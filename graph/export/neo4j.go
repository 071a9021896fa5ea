package export

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"dossier/graph"
)

// writeNeo4jNodes writes the node file of neo4j-admin database import.
func writeNeo4jNodes(_ context.Context, w io.Writer, g Graph) error {
	out := csv.NewWriter(w)
	out.Write([]string{"id:ID", "name", "aliases:string[]", "sameAs:string[]", ":LABEL"})
	for e, err := range g.Entities() {
		if err != nil {
			return err
		}
		out.Write([]string{string(e.IRI), e.Name, array(e.Aliases), array(e.SameAs), label(e.Type)})
	}
	out.Flush()
	return out.Error()
}

// writeNeo4jEdges writes the relationship file of neo4j-admin database import.
func writeNeo4jEdges(_ context.Context, w io.Writer, g Graph) error {
	out := csv.NewWriter(w)
	out.Write([]string{":START_ID", ":END_ID", ":TYPE", "id", "relation", "status", "time", "place", "source", "confidence:double", "article", "published", "evidence"})
	for f, err := range g.Facts() {
		if err != nil {
			return err
		}
		out.Write([]string{string(f.Subject), string(f.Object), relationType(f), string(f.IRI), f.Relation, f.Status, f.Time, string(f.Place), sourceText(f),
			fmt.Sprintf("%.3f", f.Confidence), string(f.Article), f.Published, evidenceText(f)})
	}
	out.Flush()
	return out.Error()
}

// array joins values as neo4j-admin reads arrays.
func array(values []string) string {
	clean := make([]string, len(values))
	for i, v := range values {
		clean[i] = strings.ReplaceAll(v, ";", ",")
	}
	return strings.Join(clean, ";")
}

func label(kind string) string {
	if kind == "" {
		return "Entity"
	}
	return strings.ToUpper(kind[:1]) + kind[1:]
}

// relationType is a relation as Neo4j users write it: TRAVELED_TO. What did
// not happen has a type of its own, so that a plain match never takes a plan
// for a fact: PLANNED_MEETS.
func relationType(f graph.Fact) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToLower(f.Relation))
	if f.Status != graph.Happened {
		name = f.Status + "_" + name
	}
	if f.Open {
		name = "open_" + name
	}
	return strings.ToUpper(name)
}

// writeCypher writes statements that any openCypher database runs; running
// them twice changes nothing.
func writeCypher(_ context.Context, w io.Writer, g Graph) error {
	b := bufio.NewWriter(w)
	for e, err := range g.Entities() {
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "MERGE (n:%s {id: %s}) SET n.name = %s, n.aliases = %s, n.sameAs = %s;\n", label(e.Type), cypher(string(e.IRI)), cypher(e.Name), cypherList(e.Aliases), cypherList(e.SameAs))
	}
	for f, err := range g.Facts() {
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "MATCH (a {id: %s}), (b {id: %s}) MERGE (a)-[r:%s {id: %s}]->(b) SET r.relation = %s, r.status = %s, r.confidence = %.3f", cypher(string(f.Subject)), cypher(string(f.Object)), relationType(f), cypher(string(f.IRI)), cypher(f.Relation), cypher(f.Status), f.Confidence)
		for _, name := range []string{"time", "place", "source", "article", "published", "evidence"} {
			if v := factField(f, name); v != "" {
				fmt.Fprintf(b, ", r.%s = %s", name, cypher(v))
			}
		}
		b.WriteString(";\n")
	}
	return b.Flush()
}

func cypher(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`).Replace(s) + "'"
}

func cypherList(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = cypher(v)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
