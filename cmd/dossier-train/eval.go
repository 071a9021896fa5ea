package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"dossier/ingest/document"
	"dossier/ingest/lang"
	"dossier/ingest/lang/conllu"
)

// evalCommand measures the analyzer on the development parts.
func evalCommand() *cli.Command {
	return &cli.Command{
		Name:  "eval",
		Usage: "measure the embedded models for sentences, tags, lemmas, trees and names on the development parts",
		Flags: []cli.Flag{
			corporaFlag(),
			markedFlag(),
		},
		Action: func(c *cli.Context) error {
			analyzer, err := lang.Default()
			if err != nil {
				return err
			}
			w := c.App.Writer
			fmt.Fprintf(w, "%-28s %6s %6s %6s %6s %6s %6s %6s\n", "", "sents", "words", "UPOS", "XPOS", "lemma", "UAS", "LAS")
			for _, bank := range []string{"ud-ewt", "gum"} {
				docs, err := readTreebanks(c.String("corpora"), bank+"/dev.conllu")
				if err != nil {
					return err
				}
				row := func(name string, docs []*conllu.Document, gold bool, run func(*document.Document) error) error {
					s, err := lang.Evaluate(docs, gold, run)
					if err == nil {
						fmt.Fprintf(w, "%-28s %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f\n", bank+" "+name, s.Sentences, s.Words, s.Tags, s.XTags,
							s.Lemmas, s.Heads, s.Labels)
					}
					return err
				}
				if err := row("dev, gold tokens", docs, true, analyzer.Annotate); err != nil {
					return err
				}
				if err := row("dev, raw text", docs, false, analyzer.Analyze); err != nil {
					return err
				}
				for _, style := range lang.Styles {
					if err := row("dev, "+style, lang.Restyle(docs, style), false, analyzer.Analyze); err != nil {
						return err
					}
				}
			}
			fmt.Fprintln(w)
			var failed error
			find := func(doc *document.Document) {
				if err := analyzer.FindNames(doc); err != nil && failed == nil {
					failed = err
				}
			}
			if err := measureNames(c, find, nil); err != nil {
				return err
			}
			return failed
		},
	}
}
