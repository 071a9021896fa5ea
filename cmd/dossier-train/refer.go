package main

import (
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"dossier/ingest/document"
	"dossier/ingest/lang"
	"dossier/ingest/refer"
	"dossier/ingest/refer/measure"
)

// evalReferCommand measures who is who: names and pronouns joined to entities,
// beside a baseline that joins equal names. Names are the corpora's own, so
// that the figures tell of nothing but the joining.
func evalReferCommand() *cli.Command {
	return &cli.Command{
		Name:  "eval-refer",
		Usage: "coreference of names and pronouns on GUM dev and Re-DocRED, with gold names",
		Flags: []cli.Flag{corporaFlag()},
		Action: func(c *cli.Context) error {
			dir := c.String("corpora")
			gum, err := measure.ReadGUM(filepath.Join(dir, "gum", "dev.conllu"))
			if err != nil {
				return err
			}
			red, err := measure.ReadDocRED(filepath.Join(dir, "re-docred", "dev_revised.json"))
			if err != nil {
				return err
			}
			analyzer, err := lang.Default()
			if err != nil {
				return err
			}
			for _, part := range []struct {
				name    string
				samples []measure.Sample
				resolve func(*document.Document) error
			}{
				{"GUM dev, its own trees", gum, refer.Resolve},
				{"Re-DocRED dev, our tags and trees", red, func(doc *document.Document) error {
					if err := analyzer.Annotate(doc); err != nil {
						return err
					}
					return refer.Resolve(doc)
				}},
			} {
				rep, err := measure.Measure(part.samples, part.resolve)
				if err != nil {
					return fmt.Errorf("%s: %w", part.name, err)
				}
				fmt.Fprintf(c.App.Writer, "%s: %d documents\n", part.name, len(part.samples))
				rep.Write(c.App.Writer)
			}
			return nil
		},
	}
}
