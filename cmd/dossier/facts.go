package main

import (
	"github.com/urfave/cli/v2"
)

func factsCommand() *cli.Command {
	return &cli.Command{
		Name:  "facts",
		Usage: "list facts with their evidence",
		Description: "Lists facts, the same fact of several articles once, with limits that must all hold.\n\n" +
			"  dossier facts --relation meets --object Putin --since 2021-01 --status happened,planned\n" +
			"  dossier facts --subject Burns\n" +
			"  dossier facts --about Peskov --format jsonl",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "subject", Aliases: []string{"s"}, Usage: "only facts whose subject is `NAME`"},
			&cli.StringFlag{Name: "object", Aliases: []string{"o"}, Usage: "only facts whose object is `NAME`"},
			&cli.StringFlag{Name: "about", Aliases: []string{"a"}, Usage: "only facts with `NAME` at either end"},
			formatFlag(),
		}, append(heldFlags(), factFlags()...)...),
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usagef("facts takes no arguments; name an end with --subject, --object or --about %q", c.Args().First())
			}
			return read(c, func(s *session) error {
				f, err := s.factFilter(c)
				if err != nil {
					return err
				}
				if name := c.String("subject"); name != "" {
					e, err := s.entity(c, name)
					if err != nil {
						return err
					}
					f.Subject = e.IRI
				}
				if name := c.String("object"); name != "" {
					e, err := s.entity(c, name)
					if err != nil {
						return err
					}
					f.Object = e.IRI
				}
				if name := c.String("about"); name != "" {
					e, err := s.entity(c, name)
					if err != nil {
						return err
					}
					f.Any = e.IRI
				}
				answers, err := s.graph.Answers(c.Context, f)
				if err != nil {
					return err
				}
				if answers, err = held(c, answers); err != nil {
					return err
				}
				if len(answers) == 0 {
					return nothingf("no fact fits these limits")
				}
				return answerRows(answers).print(c)
			})
		},
	}
}
