package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"dossier/graph/record"
	"dossier/graph/resolve"
	"dossier/ingest/source"
)

func ingestCommand() *cli.Command {
	return &cli.Command{
		Name:      "ingest",
		Usage:     "read articles into the store",
		ArgsUsage: "SOURCE…",
		Description: "A source is a file (.txt .md .html .pdf .eml .jsonl .warc), a directory, a glob, - for standard\n" +
			"input, an http(s) address of a page, or a feed. Articles that are kept already are skipped, changed\n" +
			"ones are replaced; Ctrl-C keeps what is finished, and the same command goes on from there.\n\n" +
			"  dossier ingest articles/\n" +
			"  dossier ingest 'archive/2021-*.html' https://example.org/feed.xml",
		Flags: readingFlags(),
		Action: func(c *cli.Context) (err error) {
			if c.NArg() == 0 {
				return usagef("ingest needs a file, directory, address or - for standard input")
			}
			p := newProgress(c)
			pipe, err := newPipeline(c, p.event)
			if err != nil {
				return err
			}
			store, err := write(c.Context, c)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, store.Close()) }()
			who := resolve.New(store)
			keeper := &record.Keeper{Store: store, Resolver: who}
			sum, err := pipe.Run(c.Context, source.Pages(c.Context, c.Args().Slice(), sourceOptions(c)), keeper)
			err = errors.Join(err, who.Flush(context.WithoutCancel(c.Context)))
			p.finish(sum)
			if errors.Is(err, context.Canceled) {
				return fmt.Errorf("stopped; what was finished is kept, and the same command goes on from there: %w", err)
			}
			return outcome(sum, err)
		},
	}
}
