package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/ingest"
	"dossier/ingest/document"
	"dossier/ingest/source"
)

var extractFormats = []string{"text", "jsonl", "csv", "conllu"}

func extractCommand() *cli.Command {
	return &cli.Command{
		Name:      "extract",
		Usage:     "read articles and print what is found; touches no store",
		ArgsUsage: "SOURCE…",
		Description: "Formats: text for people, jsonl (one object an article: article, entities, facts), csv (one fact\n" +
			"a line), conllu (tokens, tags and trees in the form of Universal Dependencies).\n\n" +
			"  dossier extract article.txt\n" +
			"  dossier extract --format jsonl articles/ > found.jsonl",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "text", Usage: "`FORMAT`: " + strings.Join(extractFormats, ", ")},
			&cli.Float64Flag{Name: "min-confidence", Usage: "only facts at least this sure, `0..1`"},
			&cli.BoolFlag{Name: "open", Usage: "also facts of relations that the vocabulary does not have"},
		}, readingFlags()...),
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return usagef("extract needs a file, directory, address or - for standard input")
			}
			format := strings.ToLower(c.String("format"))
			if !slices.Contains(extractFormats, format) {
				return usagef("there is no extract format %q; %s", format, suggest(format, extractFormats))
			}
			if m := c.Float64("min-confidence"); m < 0 || m > 1 {
				return usagef("--min-confidence is %g, want a number from 0 to 1", m)
			}
			p := newProgress(c)
			pipe, err := newPipeline(c, p.event)
			if err != nil {
				return err
			}
			w := bufio.NewWriter(c.App.Writer)
			print := extractPrinter(format, w)
			sum, err := pipe.Run(c.Context, source.Pages(c.Context, c.Args().Slice(), sourceOptions(c)), ingest.KeepFunc(
				func(_ context.Context, doc *document.Document) error {
					doc.Facts = slices.DeleteFunc(doc.Facts, func(f document.Fact) bool {
						return f.Open && !c.Bool("open") || float64(f.Confidence) < c.Float64("min-confidence")
					})
					return print(doc)
				}))
			if ferr := w.Flush(); ferr != nil {
				err = errors.Join(err, fmt.Errorf("print: %w", ferr))
			}
			p.finish(sum)
			return outcome(sum, err)
		},
	}
}
