package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/queries"
)

func rankCommand() *cli.Command {
	return &cli.Command{
		Name:  "rank",
		Usage: "who is most central",
		Description: "Measures: degree, pagerank, betweenness, core, bridges. Denied facts join nobody.\n\n" +
			"  dossier rank --by betweenness\n" +
			"  dossier rank --by pagerank --type person --limit 10",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "by", Value: "pagerank", Usage: "`MEASURE`"},
			&cli.StringFlag{Name: "type", Usage: "only entities of this `TYPE`"},
			&cli.IntFlag{Name: "limit", Value: 20, Usage: "at most so many `ROWS`; 0 for all"},
			formatFlag(),
		}, factFlags()...),
		Action: func(c *cli.Context) error {
			by := strings.ToLower(c.String("by"))
			if !slices.Contains(queries.Measures, by) {
				return usagef("there is no measure %q; %s", by, suggest(by, queries.Measures))
			}
			kind, err := entityType(c)
			if err != nil {
				return err
			}
			return read(c, func(s *session) error {
				f, err := s.factFilter(c)
				if err != nil {
					return err
				}
				n, err := s.graph.Network(c.Context, f)
				if err != nil {
					return err
				}
				if size, pairs := n.Size(); by == "betweenness" && size*pairs > 50_000_000 {
					fmt.Fprintf(c.App.ErrWriter, "betweenness of %d entities takes a while; limit the facts with --relation or --since to shorten it\n", size)
				}
				ranked, err := n.Rank(c.Context, by)
				if err != nil {
					return err
				}
				r := &rows{header: []string{"rank", "entity", "type", by}}
				for _, e := range ranked {
					if kind != "" && e.Entity.Type != kind {
						continue
					}
					if c.Int("limit") > 0 && len(r.cells) == c.Int("limit") {
						break
					}
					r.add(e, fmt.Sprint(len(r.cells)+1), e.Entity.Name, e.Entity.Type, fmt.Sprintf("%.4g", e.Score))
				}
				if len(r.cells) == 0 {
					return nothingf("no entity has a %s within these limits", by)
				}
				return r.print(c)
			})
		},
	}
}
