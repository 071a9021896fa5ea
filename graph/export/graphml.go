package export

import (
	"bufio"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// writeGraphML writes GraphML 1.0 (graphml.graphdrawing.org), entities as nodes
// and facts as directed edges, all qualifiers as data.
func writeGraphML(_ context.Context, w io.Writer, g Graph) error {
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header)
	b.WriteString(`<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n")
	for _, k := range [][2]string{{"label", "string"}, {"type", "string"}, {"aliases", "string"}, {"sameAs", "string"}} {
		fmt.Fprintf(b, "  <key id=\"n_%s\" for=\"node\" attr.name=\"%s\" attr.type=\"%s\"/>\n", k[0], k[0], k[1])
	}
	for _, k := range [][2]string{{"label", "string"}, {"status", "string"}, {"time", "string"}, {"place", "string"}, {"source", "string"},
		{"confidence", "double"}, {"article", "string"}, {"published", "string"}, {"evidence", "string"}, {"open", "boolean"}} {
		fmt.Fprintf(b, "  <key id=\"e_%s\" for=\"edge\" attr.name=\"%s\" attr.type=\"%s\"/>\n", k[0], k[0], k[1])
	}
	b.WriteString("  <graph id=\"dossier\" edgedefault=\"directed\">\n")
	data := func(key, value string) {
		if value == "" {
			return
		}
		fmt.Fprintf(b, "      <data key=\"%s\">", key)
		xml.EscapeText(b, []byte(value))
		b.WriteString("</data>\n")
	}
	for e, err := range g.Entities() {
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "    <node id=\"%s\">\n", xmlAttr(string(e.IRI)))
		data("n_label", e.Name)
		data("n_type", e.Type)
		data("n_aliases", strings.Join(e.Aliases, "; "))
		data("n_sameAs", strings.Join(e.SameAs, " "))
		b.WriteString("    </node>\n")
	}
	for f, err := range g.Facts() {
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "    <edge id=\"%s\" source=\"%s\" target=\"%s\">\n", xmlAttr(string(f.IRI)), xmlAttr(string(f.Subject)), xmlAttr(string(f.Object)))
		data("e_label", f.Relation)
		data("e_status", f.Status)
		data("e_time", f.Time)
		data("e_place", string(f.Place))
		data("e_source", sourceText(f))
		data("e_confidence", fmt.Sprintf("%.3f", f.Confidence))
		data("e_article", string(f.Article))
		data("e_published", f.Published)
		data("e_evidence", evidenceText(f))
		if f.Open {
			data("e_open", "true")
		}
		b.WriteString("    </edge>\n")
	}
	b.WriteString("  </graph>\n</graphml>\n")
	return b.Flush()
}

func xmlAttr(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}
