package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

var queryLanguages = []string{"gizmo", "graphql", "mql"}

func queryCommand() *cli.Command {
	return &cli.Command{
		Name:      "query",
		Usage:     "a query in one of Cayley's languages: Gizmo, GraphQL, MQL",
		ArgsUsage: "QUERY",
		Description: "Runs a query through Cayley itself and prints one JSON object a result. docs/store.md lists\n" +
			"the predicates; IRIs stand in angle brackets.\n\n" +
			"  dossier query 'g.V().has(\"<rdf:type>\", \"<person>\").all()'\n" +
			"  dossier query 'g.V(\"<person/william-burns>\").out(\"<traveled to>\").all()'\n" +
			"  dossier query --lang graphql '{ nodes(id: <person/william-burns>) { id, traveled_to { id } } }'",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "lang", Aliases: []string{"l"}, Value: "gizmo", Usage: "`LANGUAGE`: gizmo, graphql or mql"},
			&cli.IntFlag{Name: "limit", Value: 1000, Usage: "at most so many `RESULTS`; 0 for all"},
		},
		Action: func(c *cli.Context) error {
			lang := strings.ToLower(c.String("lang"))
			if !slices.Contains(queryLanguages, lang) {
				return usagef("there is no query language %q; %s", lang, suggest(lang, queryLanguages))
			}
			text := strings.Join(c.Args().Slice(), " ")
			if strings.TrimSpace(text) == "" {
				return usagef("query needs a query, for example: dossier query 'g.V().has(\"<rdf:type>\", \"<person>\").all()'")
			}
			return read(c, func(s *session) error {
				found := false
				enc := json.NewEncoder(c.App.Writer)
				enc.SetEscapeHTML(false)
				for result, err := range s.store.Query(c.Context, lang, text, c.Int("limit")) {
					if err != nil {
						return err
					}
					found = true
					if err := enc.Encode(result); err != nil {
						return fmt.Errorf("print a result: %w", err)
					}
				}
				if !found {
					return nothingf("the query has no results")
				}
				return nil
			})
		},
	}
}
