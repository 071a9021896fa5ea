package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/queries"
)

func showCommand() *cli.Command {
	return &cli.Command{
		Name:      "show",
		Usage:     "a card: names, roles, acts, events, articles",
		ArgsUsage: "NAME",
		Description: "Shows what is known of one person, organization, place or event. A surname, an alias or an\n" +
			"acronym will do, in any case and without diacritics.\n\n" +
			"  dossier show \"Kendall-Taylor\"\n" +
			"  dossier show CNAS --format json",
		Flags: append(append([]cli.Flag{formatFlag()}, heldFlags()...), factFlags()...),
		Action: func(c *cli.Context) error {
			name, err := oneName(c, "show")
			if err != nil {
				return err
			}
			return read(c, func(s *session) error {
				f, err := s.factFilter(c)
				if err != nil {
					return err
				}
				e, err := s.entity(c, name)
				if err != nil {
					return err
				}
				card, err := s.graph.Card(c.Context, e.IRI, f)
				if err != nil {
					return err
				}
				if card.Roles, err = held(c, card.Roles); err != nil {
					return err
				}
				if card.Acts, err = held(c, card.Acts); err != nil {
					return err
				}
				switch c.String("format") {
				case "json", "jsonl":
					enc := json.NewEncoder(c.App.Writer)
					enc.SetEscapeHTML(false)
					if c.String("format") == "json" {
						enc.SetIndent("", "  ")
					}
					return enc.Encode(card)
				case "csv":
					return answerRows(append(card.Roles, card.Acts...)).print(c)
				case "", "table":
					return printCard(c, card)
				}
				return (&rows{}).print(c)
			})
		},
	}
}

// oneName returns the command's one name; several words need no quotes.
func oneName(c *cli.Context, command string) (string, error) {
	name := strings.TrimSpace(strings.Join(c.Args().Slice(), " "))
	if name == "" {
		return "", usagef("%s needs a name, for example: dossier %s \"William Burns\"", command, command)
	}
	return name, nil
}

func printCard(c *cli.Context, card queries.Card) error {
	w := c.App.Writer
	e := card.Entity
	fmt.Fprintf(w, "%s  (%s, %s)\n", e.Name, e.Type, e.IRI)
	if len(e.Aliases) > 0 {
		fmt.Fprintf(w, "  also: %s\n", strings.Join(e.Aliases, "; "))
	}
	if len(e.SameAs) > 0 {
		fmt.Fprintf(w, "  same as: %s\n", strings.Join(e.SameAs, "; "))
	}
	section := func(title string, answers []queries.Answer) {
		if len(answers) == 0 {
			return
		}
		fmt.Fprintf(w, "\n%s\n", title)
		for _, a := range answers {
			fmt.Fprintf(w, "  %s\n", statement(a))
			fmt.Fprintf(w, "      %s · “%s”\n", count(a.Articles, "article"), proof(a).sentence())
		}
	}
	section("Roles", card.Roles)
	section("Acts", card.Acts)
	if len(card.Articles) > 0 {
		fmt.Fprintf(w, "\nArticles\n")
		for _, a := range card.Articles {
			fmt.Fprintf(w, "  %s\n", articleLine(a))
		}
	}
	return nil
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
