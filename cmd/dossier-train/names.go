package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/ingest/document"
	"dossier/ingest/lang/names"
)

// namesCommand trains the name finder.
func namesCommand() *cli.Command {
	opt := names.DefaultOptions
	return &cli.Command{
		Name:  "names",
		Usage: "train the finder of people, organizations, places and events",
		Flags: []cli.Flag{
			corporaFlag(),
			&cli.StringFlag{Name: "out", Value: "ingest/lang/names/models/names.bin", Usage: "model `FILE` to write"},
			&cli.IntFlag{Name: "epochs", Value: opt.Epochs, Destination: &opt.Epochs},
			&cli.Uint64Flag{Name: "seed", Value: opt.Seed, Destination: &opt.Seed},
		},
		Action: func(c *cli.Context) error {
			corpora, err := names.ReadCorpora(c.String("corpora"))
			if err != nil {
				return fmt.Errorf("%w; name the directory of the corpora with --corpora", err)
			}
			opt.Log = os.Stderr
			data, err := names.TrainAll(corpora, opt)
			if err != nil {
				return err
			}
			path := c.String("out")
			if err := os.WriteFile(path+".new", data, 0o644); err != nil {
				return err
			}
			return os.Rename(path+".new", path)
		},
	}
}

// evalNamesCommand measures the name finder alone.
func evalNamesCommand() *cli.Command {
	return &cli.Command{
		Name:  "eval-names",
		Usage: "measure names on the development parts and the fifths held back",
		Flags: []cli.Flag{
			corporaFlag(),
			&cli.StringFlag{Name: "model", Usage: "measure this model `FILE` instead of the embedded one"},
			&cli.StringFlag{Name: "errors", Usage: "write missed and wrong names to `FILE`"},
			markedFlag(),
		},
		Action: func(c *cli.Context) error {
			finder, err := names.Default()
			if path := c.String("model"); path != "" {
				var data []byte
				if data, err = os.ReadFile(path); err == nil {
					finder, err = names.Decode(data)
				}
			}
			if err != nil {
				return err
			}
			if path := c.String("errors"); path != "" {
				wrong, err := os.Create(path)
				if err != nil {
					return err
				}
				if err := measureNames(c, finder.Find, wrong); err != nil {
					return err
				}
				return wrong.Close()
			}
			return measureNames(c, finder.Find, nil)
		},
	}
}

func markedFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "marked", Usage: "measure names also on text marked like ingest/lang/names/testdata/news.txt in `FILE`"}
}

// measureNames prints precision, recall and F1 by type on the text held back in
// the corpora and on the marked files that the flags name.
func measureNames(c *cli.Context, find func(*document.Document), wrong io.Writer) error {
	corpora, err := names.ReadCorpora(c.String("corpora"))
	if err != nil {
		return fmt.Errorf("%w; name the directory of the corpora with --corpora", err)
	}
	parts := corpora.Parts
	for _, file := range c.StringSlice("marked") {
		docs, err := names.ReadMarked(file)
		if err != nil {
			return err
		}
		parts = append(parts, names.Part{Name: strings.TrimSuffix(filepath.Base(file), ".txt"), Docs: docs})
	}
	w := c.App.Writer
	fmt.Fprintf(w, "%-16s %-14s %5s %5s %5s %6s\n", "", "", "P", "R", "F1", "gold")
	for _, part := range parts {
		names.Measure(find, part.Docs, wrong).Print(w, part.Name)
	}
	return nil
}
