package main

import (
	"github.com/urfave/cli/v2"

	"dossier/queries"
)

func compareCommand() *cli.Command {
	return &cli.Command{
		Name:      "compare",
		Usage:     "what articles state after a date and not before, and the other way round",
		ArgsUsage: "[NAME]",
		Description: "  dossier compare --before 2021-06 --after 2021-07\n" +
			"  dossier compare --before 2021 --after 2022 Burns",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "before", Usage: "articles published up to `DATE`"},
			&cli.StringFlag{Name: "after", Usage: "articles published from `DATE` on"},
			formatFlag(),
		}, factFlags()...),
		Action: func(c *cli.Context) error {
			if c.String("before") == "" || c.String("after") == "" {
				return usagef("compare needs two dates: dossier compare --before 2021-06 --after 2021-07")
			}
			return read(c, func(s *session) error {
				f, err := s.aboutFilter(c)
				if err != nil {
					return err
				}
				answers, err := s.graph.Answers(c.Context, f)
				if err != nil {
					return err
				}
				changes, err := queries.Compare(answers, c.String("before"), c.String("after"))
				if err != nil {
					return usagef("%s", err)
				}
				if len(changes) == 0 {
					return nothingf("both periods state the same")
				}
				r := &rows{header: []string{"change", "fact", "evidence"}}
				for _, ch := range changes {
					what := "gone"
					if ch.Appeared {
						what = "new"
					}
					r.add(ch, what, statement(ch.Answer), proof(ch.Answer).sentence())
				}
				return r.print(c)
			})
		},
	}
}
