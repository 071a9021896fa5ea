package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
)

// prefixes shorten IRIs in TriG and JSON-LD.
var prefixes = []struct{ name, iri string }{
	{"rdf", rdfNS}, {"xsd", xsdNS}, {"schema", schema}, {"skos", skos}, {"prov", prov}, {"oa", oa}, {"owl", owl}, {"term", terms},
}

// writeTriG writes RDF 1.1 TriG: one subject a paragraph, each fact's plain
// triple in the graph that is the fact.
func writeTriG(_ context.Context, w io.Writer, g Graph) error {
	b := bufio.NewWriter(w)
	for _, p := range prefixes {
		fmt.Fprintf(b, "@prefix %s: <%s> .\n", p.name, p.iri)
	}
	var last term
	for st, err := range statements(g) {
		if err != nil {
			return err
		}
		switch {
		case !st.g.isZero():
			if !last.isZero() {
				b.WriteString(" .\n")
				last = term{}
			}
			fmt.Fprintf(b, "\n%s { %s %s %s }\n", st.g.nquad(), st.s.nquad(), short(st.p), short(st.o))
		case st.s == last:
			fmt.Fprintf(b, " ;\n    %s %s", short(st.p), short(st.o))
		default:
			if !last.isZero() {
				b.WriteString(" .\n")
			}
			fmt.Fprintf(b, "\n%s %s %s", st.s.nquad(), short(st.p), short(st.o))
			last = st.s
		}
	}
	if !last.isZero() {
		b.WriteString(" .\n")
	}
	return b.Flush()
}

// short writes a term with a prefix where one fits a plain local name.
func short(t term) string {
	for _, p := range prefixes {
		if local, ok := strings.CutPrefix(t.iri, p.iri); ok && local != "" && strings.Trim(local, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			return p.name + ":" + local
		}
	}
	return t.nquad()
}
