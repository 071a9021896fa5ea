package main

import (
	"github.com/urfave/cli/v2"
)

func contradictionsCommand() *cli.Command {
	return &cli.Command{
		Name:      "contradictions",
		Usage:     "facts that deny each other or cannot both hold",
		ArgsUsage: "[NAME]",
		Description: "  dossier contradictions\n" +
			"  dossier contradictions Helvag",
		Flags: append([]cli.Flag{formatFlag()}, factFlags()...),
		Action: func(c *cli.Context) error {
			return read(c, func(s *session) error {
				f, err := s.aboutFilter(c)
				if err != nil {
					return err
				}
				all, err := s.graph.Contradictions(c.Context, f)
				if err != nil {
					return err
				}
				if len(all) == 0 {
					return nothingf("no two facts contradict each other")
				}
				r := &rows{header: []string{"why", "one", "other"}}
				for _, k := range all {
					r.add(k, k.Why, statement(k.First)+" “"+proof(k.First).sentence()+"”", statement(k.Second)+" “"+proof(k.Second).sentence()+"”")
				}
				return r.print(c)
			})
		},
	}
}
