package main

import (
	"cmp"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/graph"
)

func articlesCommand() *cli.Command {
	return &cli.Command{
		Name:        "articles",
		Usage:       "list the articles that the store keeps",
		Description: "  dossier articles",
		Flags:       []cli.Flag{formatFlag()},
		Action: func(c *cli.Context) error {
			return read(c, func(s *session) error {
				r := &rows{header: []string{"published", "publisher", "title", "authors", "file", "id"}}
				for a, err := range s.store.Articles(c.Context) {
					if err != nil {
						return err
					}
					r.add(a, first(a.Published, 10), a.Publisher, a.Title, strings.Join(a.Authors, "; "), a.File, string(a.IRI))
				}
				return r.print(c)
			})
		},
	}
}

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
