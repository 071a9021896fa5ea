package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/graph"
	"dossier/queries"
	"dossier/queries/ask"
)

func askCommand() *cli.Command {
	return &cli.Command{
		Name:      "ask",
		Usage:     "a question in English",
		ArgsUsage: "QUESTION",
		Description: "Says on standard error how the question was understood, then answers it.\n\n" +
			"  dossier ask \"Who traveled to Moscow in November 2021?\"\n" +
			"  dossier ask \"Which organizations does Kendall-Taylor direct or work for?\"\n" +
			"  dossier ask \"How is Burns connected to Putin?\"\n" +
			"  dossier ask \"What did Peskov say about Biden?\"",
		Flags: []cli.Flag{
			&cli.Float64Flag{Name: "min-confidence", Usage: "only facts at least this sure, `0..1`"},
			formatFlag(),
		},
		Action: func(c *cli.Context) error {
			question := strings.TrimSpace(strings.Join(c.Args().Slice(), " "))
			if question == "" {
				return usagef("ask needs a question, for example: dossier ask \"Who met Putin?\"")
			}
			return read(c, func(s *session) error {
				reader, err := ask.NewReader()
				if err != nil {
					return err
				}
				u, err := reader.Understand(c.Context, s.graph, question)
				if err != nil {
					return err
				}
				u.Filter.MinConfidence = c.Float64("min-confidence")
				fmt.Fprintf(c.App.ErrWriter, "understood as: %s\n", u)
				res, err := ask.Answer(c.Context, s.graph, u)
				if err != nil {
					return err
				}
				return printResult(c, res)
			})
		},
	}
}

// printResult prints an answer in the form that its kind of question wants.
func printResult(c *cli.Context, r ask.Result) error {
	switch format := c.String("format"); format {
	case "json", "jsonl":
		enc := json.NewEncoder(c.App.Writer)
		enc.SetEscapeHTML(false)
		if format == "json" {
			enc.SetIndent("", "  ")
		}
		return enc.Encode(r)
	case "csv":
		return answerRows(r.Answers).print(c)
	case "", "table":
	default:
		return (&rows{}).print(c)
	}
	w := c.App.Writer
	u := r.Understood
	nothing := func() error {
		if len(r.Unsure) > 0 {
			fmt.Fprintln(w, "Not as something that happened. But:")
			for _, a := range r.Unsure {
				printAnswer(c, a)
			}
			return nil
		}
		return nothingf("the articles in the store do not say")
	}
	switch u.Kind {
	case ask.PathBetween:
		if len(r.Paths) == 0 {
			return nothingf("no path of at most 6 steps joins %s and %s", u.Entities[0].Name, u.Entities[1].Name)
		}
		return printPaths(c, r.Paths)
	case ask.CardOf:
		return printCard(c, *r.Card)
	case ask.WhetherFact:
		if len(r.Answers) == 0 {
			return nothing()
		}
		fmt.Fprintln(w, "Yes.")
	case ask.WhenFact:
		if len(r.Answers) == 0 {
			return nothing()
		}
		for _, a := range r.Answers {
			if a.Time != "" {
				fmt.Fprintln(w, a.Time)
			} else {
				fmt.Fprintf(w, "before %s, when it was published\n", first(a.Proofs[0].Published, 10))
			}
			printAnswer(c, a)
		}
		return printUnsure(c, r)
	case ask.WhereFact:
		if len(r.Answers) == 0 {
			return nothing()
		}
		for _, e := range r.Entities {
			fmt.Fprintln(w, e.Entity.Name)
		}
		if len(r.Entities) == 0 {
			for _, name := range r.Places {
				fmt.Fprintln(w, name.Name)
			}
		}
	case ask.HowMany:
		fmt.Fprintln(w, len(r.Entities))
		fallthrough
	case ask.WhichEntity:
		if len(r.Entities) == 0 {
			return nothing()
		}
		for _, e := range r.Entities {
			fmt.Fprintln(w, e.Entity.Name)
			for _, a := range e.Answers {
				printAnswer(c, a)
			}
		}
		return printUnsure(c, r)
	}
	if len(r.Answers) == 0 {
		return nothing()
	}
	for _, a := range r.Answers {
		printAnswer(c, a)
	}
	return printUnsure(c, r)
}

// printAnswer prints a fact and its evidence, indented below what it answers.
func printAnswer(c *cli.Context, a queries.Answer) {
	fmt.Fprintf(c.App.Writer, "  %s\n      “%s” (%s)\n", statement(a), proof(a).sentence(), first(a.Proofs[0].Published, 10))
}

// printUnsure lists what is only planned or possible, apart from what happened.
func printUnsure(c *cli.Context, r ask.Result) error {
	if len(r.Unsure) == 0 {
		return nil
	}
	fmt.Fprintln(c.App.Writer, "Planned or possible only:")
	for _, a := range r.Unsure {
		if a.Status != graph.Happened {
			printAnswer(c, a)
		}
	}
	return nil
}
