package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"dossier/ingest/document"
	"dossier/ingest/lang"
)

// evalCommand measures the analyzer on the development parts.
func evalCommand() *cli.Command {
	return &cli.Command{
		Name:  "eval",
		Usage: "measure sentences, tags, lemmas and trees on the development parts",
		Flags: []cli.Flag{
			corporaFlag(),
			&cli.StringFlag{Name: "model", Usage: "measure this model `FILE` instead of the embedded one"},
		},
		Action: func(c *cli.Context) error {
			analyzer, err := lang.Default()
			if path := c.String("model"); path != "" {
				var data []byte
				if data, err = os.ReadFile(path); err == nil {
					analyzer, err = lang.Open(data)
				}
			}
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
						name, run = bank+" dev, gold tokens", func(doc *document.Document) error {
							if err := analyzer.Tag(doc); err != nil {
								return err
							}
							return analyzer.Parse(doc)
						}
					}
					s, err := lang.Evaluate(docs, gold, run)
					if err != nil {
						return err
					}
					fmt.Fprintf(w, "%-24s %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f\n", name, s.Sentences, s.Words, s.Tags, s.XTags, s.Lemmas,
						s.Heads, s.Labels)
				}
			}
			return nil
		},
	}
}
