package main

import (
	"fmt"

	"github.com/urfave/cli/v2"
)

func togetherCommand() *cli.Command {
	return &cli.Command{
		Name:        "together",
		Usage:       "who and what stands in the same articles",
		ArgsUsage:   "NAME",
		Description: "  dossier together Burns",
		Flags:       []cli.Flag{formatFlag()},
		Action: func(c *cli.Context) error {
			name, err := oneName(c, "together")
			if err != nil {
				return err
			}
			return read(c, func(s *session) error {
				e, err := s.entity(c, name)
				if err != nil {
					return err
				}
				all, err := s.graph.Together(c.Context, e.IRI)
				if err != nil {
					return err
				}
				if len(all) == 0 {
					return nothingf("no other entity stands in an article with %s", e.Name)
				}
				r := &rows{header: []string{"entity", "type", "articles"}}
				for _, t := range all {
					r.add(t, t.Entity.Name, t.Entity.Type, fmt.Sprint(len(t.Articles)))
				}
				return r.print(c)
			})
		},
	}
}
