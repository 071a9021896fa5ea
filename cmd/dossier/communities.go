package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

func communitiesCommand() *cli.Command {
	return &cli.Command{
		Name:        "communities",
		Usage:       "groups that have more to do with each other than with the rest",
		Description: "  dossier communities --min 3",
		Flags: append([]cli.Flag{
			&cli.Float64Flag{Name: "resolution", Value: 1, Usage: "more than 1: smaller groups; less: larger"},
			&cli.IntFlag{Name: "min", Value: 2, Usage: "only groups of at least so many `MEMBERS`"},
			formatFlag(),
		}, factFlags()...),
		Action: func(c *cli.Context) error {
			if c.Float64("resolution") <= 0 {
				return usagef("--resolution must be more than 0")
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
				groups, err := n.Communities(c.Context, c.Float64("resolution"))
				if err != nil {
					return err
				}
				r := &rows{header: []string{"group", "size", "members"}}
				for _, g := range groups {
					if len(g.Members) < c.Int("min") {
						continue
					}
					var names []string
					for _, m := range g.Members {
						names = append(names, m.Name)
					}
					r.add(g, fmt.Sprint(len(r.cells)+1), fmt.Sprint(len(names)), strings.Join(names, "; "))
				}
				if len(r.cells) == 0 {
					return nothingf("there is no group of %d or more", c.Int("min"))
				}
				return r.print(c)
			})
		},
	}
}
