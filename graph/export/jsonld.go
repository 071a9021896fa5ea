package export

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
)

// writeJSONLD writes JSON-LD 1.1: the statements of each subject as one node
// object, each fact's plain triple as a named graph.
func writeJSONLD(_ context.Context, w io.Writer, g Graph) error {
	b := bufio.NewWriter(w)
	ctx := map[string]any{}
	for _, p := range prefixes {
		ctx[p.name] = p.iri
	}
	head, err := json.Marshal(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "{\"@context\":%s,\"@graph\":[", head)
	sep := "\n"
	flush := func(node map[string]any) error {
		if node == nil {
			return nil
		}
		line, err := json.Marshal(node)
		if err != nil {
			return err
		}
		b.WriteString(sep)
		b.Write(line)
		sep = ",\n"
		return nil
	}
	var node map[string]any
	var last term
	for st, err := range statements(g) {
		if err != nil {
			return err
		}
		if !st.g.isZero() {
			if err := flush(node); err != nil {
				return err
			}
			node, last = nil, term{}
			if err := flush(map[string]any{"@id": st.g.iri, "@graph": []any{map[string]any{"@id": st.s.iri, st.p.iri: []any{st.o.ld()}}}}); err != nil {
				return err
			}
			continue
		}
		if st.s != last {
			if err := flush(node); err != nil {
				return err
			}
			node, last = map[string]any{"@id": st.s.iri}, st.s
		}
		if st.p.iri == rdfType {
			types, _ := node["@type"].([]any)
			node["@type"] = append(types, short(st.o))
			continue
		}
		key := short(st.p)
		if key[0] == '<' {
			key = st.p.iri
		}
		values, _ := node[key].([]any)
		node[key] = append(values, st.o.ld())
	}
	if err := flush(node); err != nil {
		return err
	}
	b.WriteString("\n]}\n")
	return b.Flush()
}

func (t term) ld() any {
	switch {
	case t.iri != "":
		return map[string]string{"@id": t.iri}
	case t.datatype != "":
		return map[string]string{"@value": t.literal, "@type": t.datatype}
	}
	return t.literal
}
