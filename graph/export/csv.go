package export

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"dossier/graph"
)

func writeEdgesCSV(_ context.Context, w io.Writer, g Graph) error {
	names := map[graph.IRI]string{}
	for e, err := range g.Entities() {
		if err != nil {
			return err
		}
		names[e.IRI] = e.Name
	}
	out := csv.NewWriter(w)
	out.Write([]string{"id", "subject", "subject_name", "relation", "object", "object_name", "status", "time", "place", "source",
		"confidence", "article", "published", "evidence", "start", "end", "open"})
	for f, err := range g.Facts() {
		if err != nil {
			return err
		}
		start, end := "", ""
		if len(f.Evidence) > 0 {
			start, end = fmt.Sprint(f.Evidence[0].Start), fmt.Sprint(f.Evidence[0].End)
		}
		out.Write([]string{string(f.IRI), string(f.Subject), names[f.Subject], f.Relation, string(f.Object), names[f.Object],
			f.Status, f.Time, string(f.Place), sourceText(f), fmt.Sprintf("%.3f", f.Confidence), string(f.Article), f.Published,
			evidenceText(f), start, end, fmt.Sprint(f.Open)})
	}
	out.Flush()
	return out.Error()
}

func writeNodesCSV(_ context.Context, w io.Writer, g Graph) error {
	out := csv.NewWriter(w)
	out.Write([]string{"id", "name", "type", "aliases", "same_as"})
	for e, err := range g.Entities() {
		if err != nil {
			return err
		}
		out.Write([]string{string(e.IRI), e.Name, e.Type, strings.Join(e.Aliases, "; "), strings.Join(e.SameAs, " ")})
	}
	out.Flush()
	return out.Error()
}
