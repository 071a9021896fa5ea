package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/graph"
	"dossier/queries"
)

func neighboursCommand() *cli.Command {
	return &cli.Command{
		Name:      "neighbours",
		Aliases:   []string{"neighbors"},
		Usage:     "who and what is one fact away from an entity, or from two",
		ArgsUsage: "NAME [NAME]",
		Description: "With two names: what both are joined to.\n\n" +
			"  dossier neighbours Burns\n" +
			"  dossier neighbours Biden Putin",
		Flags: append([]cli.Flag{formatFlag()}, factFlags()...),
		Action: func(c *cli.Context) error {
			if c.NArg() < 1 || c.NArg() > 2 {
				return usagef("neighbours takes one name or two, each in quotes if it has several words")
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
				if c.NArg() == 2 {
					return s.common(c, a.Name, c.Args().Get(1), f, a.IRI)
				}
				all, err := s.graph.Neighbours(c.Context, a.IRI, f)
				if err != nil {
					return err
				}
				if len(all) == 0 {
					return nothingf("no fact joins %s to anything within these limits", a.Name)
				}
				r := &rows{header: []string{"neighbour", "type", "facts"}}
				for _, n := range all {
					r.add(n, n.Entity.Name, n.Entity.Type, statements(n.Answers))
				}
				return r.print(c)
			})
		},
	}
}

func statements(answers []queries.Answer) string {
	var all []string
	for _, a := range answers {
		all = append(all, statement(a))
	}
	return strings.Join(all, "; ")
}

// common prints what two entities are both joined to.
func (s *session) common(c *cli.Context, first, second string, f graph.FactFilter, a graph.IRI) error {
	b, err := s.entity(c, second)
	if err != nil {
		return err
	}
	all, err := s.graph.Common(c.Context, a, b.IRI, f)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return nothingf("nothing is joined to both %s and %s; try: dossier path %q %q", first, b.Name, first, b.Name)
	}
	r := &rows{header: []string{"neighbour", "type", first, b.Name}}
	for _, n := range all {
		r.add(n, n.Entity.Name, n.Entity.Type, statements(n.First), statements(n.Second))
	}
	return r.print(c)
}
