package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"dossier/ingest"
	"dossier/ingest/document"
)

// extractPrinter returns the function that prints a document in a format.
func extractPrinter(format string, w io.Writer) func(*document.Document) error {
	switch format {
	case "jsonl":
		return func(doc *document.Document) error { return ingest.WriteJSON(w, doc) }
	case "conllu":
		return func(doc *document.Document) error { return ingest.WriteCoNLLU(w, doc) }
	case "csv":
		out := csv.NewWriter(w)
		header := []string{"file", "published", "subject", "relation", "object", "status", "time", "source", "confidence", "evidence"}
		return func(doc *document.Document) error {
			if header != nil {
				if err := out.Write(header); err != nil {
					return err
				}
				header = nil
			}
			x := ingest.Extract(doc)
			names := map[string]string{}
			for _, e := range x.Entities {
				names[e.ID] = e.Name
			}
			for _, f := range x.Facts {
				if err := out.Write([]string{x.Article.File, x.Article.Published, names[f.Subject], f.Relation, names[f.Object], f.Status,
					deref(f.Time), deref(f.Source), fmt.Sprintf("%.3f", f.Confidence), strings.Join(strings.Fields(f.Evidence), " ")}); err != nil {
					return err
				}
			}
			out.Flush()
			return out.Error()
		}
	}
	return func(doc *document.Document) error { return printExtracted(w, ingest.Extract(doc)) }
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// printExtracted prints what was found in an article for people to read.
func printExtracted(w io.Writer, x ingest.Extracted) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", x.Article.File)
	for _, m := range [][2]string{{"title", x.Article.Title}, {"published", x.Article.Published}, {"publisher", x.Article.Publisher}, {"authors", strings.Join(x.Article.Authors, ", ")}, {"url", x.Article.URL}} {
		if m[1] != "" {
			fmt.Fprintf(&b, "  %-10s %s\n", m[0], m[1])
		}
	}
	names := map[string]string{}
	fmt.Fprintf(&b, "\nEntities\n")
	for _, e := range x.Entities {
		names[e.ID] = e.Name
		fmt.Fprintf(&b, "  %-13s %s", e.Type, e.Name)
		if len(e.Aliases) > 0 {
			fmt.Fprintf(&b, "  (%s)", strings.Join(e.Aliases, "; "))
		}
		fmt.Fprintln(&b)
	}
	fmt.Fprintf(&b, "\nFacts\n")
	for _, f := range x.Facts {
		var notes []string
		if f.Time != nil {
			notes = append(notes, *f.Time)
		}
		if f.Status != "happened" {
			notes = append(notes, f.Status)
		}
		if f.Place != nil {
			notes = append(notes, "in "+names[*f.Place])
		}
		if f.Source != nil {
			notes = append(notes, "says "+*f.Source)
		}
		fmt.Fprintf(&b, "  %s –%s→ %s", names[f.Subject], f.Relation, names[f.Object])
		if len(notes) > 0 {
			fmt.Fprintf(&b, " (%s)", strings.Join(notes, ", "))
		}
		fmt.Fprintf(&b, "  %.2f\n      “%s”\n", f.Confidence, strings.Join(strings.Fields(f.Evidence), " "))
	}
	fmt.Fprintln(&b)
	_, err := io.WriteString(w, b.String())
	return err
}
