package export

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"dossier/graph"
)

// writeNodeLink writes the node-link form that D3 and NetworkX read:
// {"directed":true,"multigraph":true,"graph":{},"nodes":[…],"links":[…]}.
func writeNodeLink(_ context.Context, w io.Writer, g Graph) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, `{"directed":true,"multigraph":true,"graph":{"name":"dossier"},"nodes":[`)
	if err := elements(b, g.Entities(), func(e graph.Entity) any { return e }); err != nil {
		return err
	}
	fmt.Fprint(b, "\n],\"links\":[")
	type link struct {
		Source graph.IRI `json:"source"`
		Target graph.IRI `json:"target"`
		Key    graph.IRI `json:"key"`
		graph.Fact
	}
	if err := elements(b, g.Facts(), func(f graph.Fact) any { return link{f.Subject, f.Object, f.IRI, f} }); err != nil {
		return err
	}
	fmt.Fprint(b, "\n]}\n")
	return b.Flush()
}

// elements writes a sequence as the elements of a JSON array, one a line.
func elements[T any](w io.Writer, seq func(func(T, error) bool), form func(T) any) error {
	first := true
	for v, err := range seq {
		if err != nil {
			return err
		}
		line, err := json.Marshal(form(v))
		if err != nil {
			return err
		}
		sep := ",\n"
		if first {
			sep, first = "\n", false
		}
		if _, err := fmt.Fprintf(w, "%s%s", sep, line); err != nil {
			return err
		}
	}
	return nil
}
