package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/queries"
)

func pathCommand() *cli.Command {
	return &cli.Command{
		Name:      "path",
		Usage:     "how two are connected, with the evidence of each step",
		ArgsUsage: "NAME NAME",
		Description: "Finds the shortest chains of facts between two entities; denied facts join nobody.\n\n" +
			"  dossier path \"Andrea Kendall-Taylor\" \"Vladimir Putin\"\n" +
			"  dossier path --all --max 4 Burns Peskov",
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: "all", Usage: "every path without repetitions, not only the shortest"},
			&cli.IntFlag{Name: "max", Value: 6, Usage: "longest path, in `STEPS`"},
			&cli.IntFlag{Name: "limit", Value: 10, Usage: "at most so many `PATHS`"},
			formatFlag(),
		}, factFlags()...),
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 {
				return usagef("path takes two names, each in quotes if it has several words: dossier path \"A B\" \"C D\"")
			}
			if c.Int("max") < 1 || c.Int("limit") < 1 {
				return usagef("--max and --limit must be at least 1")
			}
			return read(c, func(s *session) error {
				f, err := s.factFilter(c)
				if err != nil {
					return err
				}
				a, err := s.entity(c, c.Args().Get(0))
				if err != nil {
					return err
				}
				b, err := s.entity(c, c.Args().Get(1))
				if err != nil {
					return err
				}
				if a.IRI == b.IRI {
					return usagef("both names mean %s (%s)", a.Name, a.IRI)
				}
				paths, err := s.graph.Paths(c.Context, a.IRI, b.IRI,
					queries.PathOptions{Facts: f, All: c.Bool("all"), MaxLen: c.Int("max"), Limit: c.Int("limit")})
				if err != nil {
					return err
				}
				if len(paths) == 0 {
					return nothingf("no path of at most %d steps joins %s and %s", c.Int("max"), a.Name, b.Name)
				}
				return printPaths(c, paths)
			})
		},
	}
}

// printPaths prints paths as text, and as rows where a format is asked for.
func printPaths(c *cli.Context, paths []queries.Path) error {
	if c.String("format") == "" || c.String("format") == "table" {
		w := c.App.Writer
		for i, p := range paths {
			if i > 0 {
				fmt.Fprintln(w)
			}
			names := []string{p[0].From.Name}
			for _, hop := range p {
				names = append(names, hop.To.Name)
			}
			fmt.Fprintf(w, "%s (%s)\n", strings.Join(names, " — "), count(len(p), "step"))
			for _, hop := range p {
				for _, a := range hop.Answers {
					fmt.Fprintf(w, "  %s\n      “%s”\n", statement(a), proof(a).sentence())
				}
			}
		}
		return nil
	}
	r := &rows{header: append([]string{"path", "step"}, answerHeader...)}
	for i, p := range paths {
		for j, hop := range p {
			for _, a := range hop.Answers {
				cells := answerRows([]queries.Answer{a}).cells[0]
				r.add(map[string]any{"path": i + 1, "step": j + 1, "fact": a}, append([]string{fmt.Sprint(i + 1), fmt.Sprint(j + 1)}, cells...)...)
			}
		}
	}
	return r.print(c)
}
