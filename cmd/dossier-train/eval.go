package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"dossier/ingest/lang"
	"dossier/ingest/lang/names"
)

// evalCommand measures the analyzer on the development parts.
func evalCommand() *cli.Command {
	return &cli.Command{
		Name:  "eval",
		Usage: "measure the embedded models for sentences, tags, lemmas and trees on the development parts",
		Flags: []cli.Flag{
			corporaFlag(),
		},
		Action: func(c *cli.Context) error {
			analyzer, err := lang.Default()
			if err != nil {
				return err
			}
			w := c.App.Writer
			fmt.Fprintf(w, "%-24s %6s %6s %6s %6s %6s %6s %6s\n", "", "sents", "words", "UPOS", "XPOS", "lemma", "UAS", "LAS")
			for _, bank := range []string{"ud-ewt", "gum"} {
				docs, err := readTreebanks(c.String("corpora"), bank+"/dev.conllu")
				if err != nil {
					return err
				}
				for _, gold := range []bool{true, false} {
					name, run := bank+" dev, raw text", analyzer.Analyze
					if gold {
						name, run = bank+" dev, gold tokens", analyzer.Annotate
					}
					s, err := lang.Evaluate(docs, gold, run)
					if err != nil {
						return err
					}
					fmt.Fprintf(w, "%-24s %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f\n", name, s.Sentences, s.Words, s.Tags, s.XTags, s.Lemmas,
						s.Heads, s.Labels)
				}
			}
			finder, err := names.Default()
			if err != nil {
				return err
			}
			fmt.Fprintln(w)
			return measureNames(w, finder, c.String("corpora"), nil)
		},
	}
}
