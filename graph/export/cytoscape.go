package export

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"dossier/graph"
)

// writeCytoscape writes Cytoscape's JSON ("cyjs"): {"elements":{"nodes":…,"edges":…}}.
func writeCytoscape(_ context.Context, w io.Writer, g Graph) error {
	type element struct {
		Data any `json:"data"`
	}
	type edgeData struct {
		ID     graph.IRI `json:"id"`
		Source graph.IRI `json:"source"`
		Target graph.IRI `json:"target"`
		Label  string    `json:"interaction"`
		graph.Fact
	}
	b := bufio.NewWriter(w)
	fmt.Fprint(b, `{"format_version":"1.0","generated_by":"dossier","data":{"name":"dossier"},"elements":{"nodes":[`)
	if err := elements(b, g.Entities(), func(e graph.Entity) any { return element{e} }); err != nil {
		return err
	}
	fmt.Fprint(b, "\n],\"edges\":[")
	if err := elements(b, g.Facts(), func(f graph.Fact) any { return element{edgeData{f.IRI, f.Subject, f.Object, f.Relation, f}} }); err != nil {
		return err
	}
	fmt.Fprint(b, "\n]}}\n")
	return b.Flush()
}
