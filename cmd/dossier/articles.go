package main

import (
	"cmp"
	"strings"

	"dossier/graph"
)

// articleLine names an article on one line: date, publisher, title, file.
func articleLine(a graph.Article) string {
	parts := []string{cmp.Or(first(a.Published, 10), "undated")}
	if a.Publisher != "" {
		parts = append(parts, a.Publisher)
	}
	parts = append(parts, cmp.Or(a.Title, "untitled"))
	return strings.Join(parts, " · ") + "  [" + cmp.Or(a.URL, a.File) + "]"
}

func first(s string, n int) string { return s[:min(n, len(s))] }
