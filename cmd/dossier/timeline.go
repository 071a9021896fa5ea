package main

import (
	"cmp"

	"github.com/urfave/cli/v2"

	"dossier/graph"
)

func timelineCommand() *cli.Command {
	return &cli.Command{
		Name:      "timeline",
		Usage:     "what happened, in order of time",
		ArgsUsage: "[NAME]",
		Description: "Lists the dated facts and acts of one entity, or of everything, in order of time. An act\n" +
			"without a time of its own stands at the date of its article, marked with ~.\n\n" +
			"  dossier timeline Biden\n" +
			"  dossier timeline --since 2021-06 --until 2021-12",
		Flags: append(append([]cli.Flag{formatFlag()}, heldFlags()...), factFlags()...),
		Action: func(c *cli.Context) error {
			return read(c, func(s *session) error {
				f, err := s.factFilter(c)
				if err != nil {
					return err
				}
				var id graph.IRI
				if c.NArg() > 0 {
					name, err := oneName(c, "timeline")
					if err != nil {
						return err
					}
					e, err := s.entity(c, name)
					if err != nil {
						return err
					}
					id = e.IRI
				}
				answers, err := s.graph.Timeline(c.Context, id, f)
				if err != nil {
					return err
				}
				if answers, err = held(c, answers); err != nil {
					return err
				}
				if len(answers) == 0 {
					return nothingf("nothing dated fits these limits")
				}
				r := &rows{header: []string{"when", "status", "what", "evidence"}}
				for _, a := range answers {
					when := a.Time
					if when == "" {
						when = "~" + cmp.Or(first(a.Proofs[0].Published, 10), "undated")
					}
					short := a
					short.Status, short.Time = graph.Happened, ""
					r.add(a, when, a.Status, statement(short), proof(a).sentence())
				}
				return r.print(c)
			})
		},
	}
}
