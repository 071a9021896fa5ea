package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/queries"
)

func matchCommand() *cli.Command {
	return &cli.Command{
		Name:      "match",
		Usage:     "joins of several facts with variables",
		ArgsUsage: "PATTERN",
		Description: "A pattern is one or more clauses TERM RELATION TERM, separated by commas; ?x is a variable.\n" +
			"The relation ? is any relation. Symmetric relations match in either order.\n\n" +
			"  dossier match '?p works for ?o, ?o part of NATO'\n" +
			"  dossier match '?p meets \"Vladimir Putin\", ?p directs ?c'",
		Flags: append([]cli.Flag{
			&cli.IntFlag{Name: "limit", Value: 100, Usage: "at most so many `SOLUTIONS`; 0 for all"},
			formatFlag(),
		}, factFlags()...),
		Action: func(c *cli.Context) error {
			p, err := queries.ParsePattern(strings.Join(c.Args().Slice(), " "))
			if err != nil {
				return usagef("%s", err)
			}
			return read(c, func(s *session) error {
				f, err := s.factFilter(c)
				if err != nil {
					return err
				}
				found, err := s.graph.Match(c.Context, p, f, c.Int("limit"))
				if err != nil {
					return err
				}
				if len(found) == 0 {
					return nothingf("nothing matches %s", p)
				}
				return bindingRows(p, found).print(c)
			})
		},
	}
}

// bindingRows makes one row a solution: its variables, then the facts that prove it.
func bindingRows(p queries.Pattern, found []queries.Binding) *rows {
	vars := queries.Variables(p)
	r := &rows{header: append(append([]string{}, vars...), "facts")}
	for _, b := range found {
		var cells, facts []string
		for _, v := range vars {
			cells = append(cells, b.Variables[v].Name)
		}
		for _, a := range b.Proofs {
			facts = append(facts, statement(a))
		}
		r.add(b, append(cells, strings.Join(facts, "; "))...)
	}
	return r
}
