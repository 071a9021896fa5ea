package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/graph"
)

func corroborationCommand() *cli.Command {
	return &cli.Command{
		Name:      "corroboration",
		Usage:     "how many independent articles state each fact",
		ArgsUsage: "[NAME]",
		Description: "Near-copies of one article (syndicated text) count once.\n\n" +
			"  dossier corroboration Putin",
		Flags: append([]cli.Flag{formatFlag()}, factFlags()...),
		Action: func(c *cli.Context) error {
			return read(c, func(s *session) error {
				f, err := s.aboutFilter(c)
				if err != nil {
					return err
				}
				answers, err := s.graph.Answers(c.Context, f)
				if err != nil {
					return err
				}
				all, err := s.graph.Corroboration(c.Context, answers)
				if err != nil {
					return err
				}
				if len(all) == 0 {
					return nothingf("no fact fits these limits")
				}
				r := &rows{header: []string{"independent", "articles", "fact", "publishers"}}
				for _, k := range all {
					r.add(k, fmt.Sprint(k.Independent), fmt.Sprint(k.Answer.Articles), statement(k.Answer), strings.Join(k.Publishers, "; "))
				}
				return r.print(c)
			})
		},
	}
}

// aboutFilter reads factFlags and an optional name that one end must be.
func (s *session) aboutFilter(c *cli.Context) (graph.FactFilter, error) {
	f, err := s.factFilter(c)
	if err != nil || c.NArg() == 0 {
		return f, err
	}
	name, err := oneName(c, c.Command.Name)
	if err != nil {
		return f, err
	}
	e, err := s.entity(c, name)
	f.Any = e.IRI
	return f, err
}
