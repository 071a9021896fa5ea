package export

import (
	"bufio"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"dossier/graph"
)

// writeGEXF writes GEXF 1.3 (gexf.net) with a time frame: each dated fact
// carries its days, so that Gephi's timeline can play it.
func writeGEXF(_ context.Context, w io.Writer, g Graph) error {
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header)
	b.WriteString(`<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">` + "\n")
	b.WriteString("  <meta><creator>dossier</creator></meta>\n  <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\">\n")
	b.WriteString("    <attributes class=\"node\">\n      <attribute id=\"type\" title=\"type\" type=\"string\"/>\n      <attribute id=\"aliases\" title=\"aliases\" type=\"string\"/>\n      <attribute id=\"sameAs\" title=\"sameAs\" type=\"string\"/>\n    </attributes>\n    <attributes class=\"edge\">\n")
	edgeAttributes := []string{"status", "time", "place", "source", "confidence", "article", "published", "evidence"}
	for _, a := range edgeAttributes {
		kind := "string"
		if a == "confidence" {
			kind = "double"
		}
		fmt.Fprintf(b, "      <attribute id=\"%s\" title=\"%s\" type=\"%s\"/>\n", a, a, kind)
	}
	b.WriteString("    </attributes>\n    <nodes>\n")
	value := func(indent, id, v string) {
		if v != "" {
			fmt.Fprintf(b, "%s<attvalue for=\"%s\" value=\"%s\"/>\n", indent, id, xmlAttr(v))
		}
	}
	for e, err := range g.Entities() {
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "      <node id=\"%s\" label=\"%s\">\n        <attvalues>\n", xmlAttr(string(e.IRI)), xmlAttr(e.Name))
		value("          ", "type", e.Type)
		value("          ", "aliases", strings.Join(e.Aliases, "; "))
		value("          ", "sameAs", strings.Join(e.SameAs, " "))
		b.WriteString("        </attvalues>\n      </node>\n")
	}
	b.WriteString("    </nodes>\n    <edges>\n")
	for f, err := range g.Facts() {
		if err != nil {
			return err
		}
		kind := "directed"
		if symmetric[f.Relation] {
			kind = "undirected"
		}
		fmt.Fprintf(b, "      <edge id=\"%s\" source=\"%s\" target=\"%s\" label=\"%s\" kind=\"%s\" type=\"%s\"%s>\n        <attvalues>\n", xmlAttr(string(f.IRI)),
			xmlAttr(string(f.Subject)), xmlAttr(string(f.Object)), xmlAttr(f.Relation), xmlAttr(f.Relation), kind, days(f.Time))
		for _, a := range edgeAttributes {
			value("          ", a, factField(f, a))
		}
		b.WriteString("        </attvalues>\n      </edge>\n")
	}
	b.WriteString("    </edges>\n  </graph>\n</gexf>\n")
	return b.Flush()
}

// days gives the start and end attributes of a time.
func days(t string) string {
	if t == "" {
		return ""
	}
	in, err := graph.ParseInterval(t)
	if err != nil {
		return ""
	}
	s := ""
	if !in.First.IsZero() {
		s += fmt.Sprintf(" start=\"%s\"", in.First.Format("2006-01-02"))
	}
	if !in.Last.IsZero() {
		s += fmt.Sprintf(" end=\"%s\"", in.Last.Format("2006-01-02"))
	}
	return s
}
