package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v2"

	"dossier/ingest/lang"
	"dossier/ingest/lang/conllu"
	"dossier/ingest/lang/model"
)

// defaultModel is where the model is embedded from, seen from the root of the module.
const defaultModel = "ingest/lang/models/lang.bin"

// langCommand trains sentence ends and lemmas.
func langCommand() *cli.Command {
	tr := lang.Training{}
	return &cli.Command{
		Name:  "lang",
		Usage: "train sentence ends and lemmas on ud-ewt and gum",
		Flags: []cli.Flag{
			corporaFlag(),
			&cli.StringFlag{Name: "out", Value: defaultModel, Usage: "model `FILE` to write"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Destination: &tr.Seed},
		},
		Action: func(c *cli.Context) error {
			docs, err := readTreebanks(c.String("corpora"), "ud-ewt/train.conllu", "gum/train.conllu")
			if err != nil {
				return err
			}
			start := time.Now()
			tr.Log = func(format string, args ...any) {
				fmt.Fprintf(os.Stderr, "%6.1fs "+format+"\n", append([]any{time.Since(start).Seconds()}, args...)...)
			}
			sections, err := tr.Train(docs)
			if err != nil {
				return err
			}
			for _, s := range sections {
				tr.Log("section %-10s %9d bytes", s.Name, len(s.Data))
			}
			return writeModel(c.String("out"), sections)
		},
	}
}

func readTreebanks(dir string, names ...string) ([]*conllu.Document, error) {
	var docs []*conllu.Document
	for _, name := range names {
		d, err := conllu.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, fmt.Errorf("%w; name the directory of the treebanks with --corpora", err)
		}
		docs = append(docs, d...)
	}
	return docs, nil
}

// writeModel writes the file beside its place and renames it, so that nobody
// sees half a model.
func writeModel(path string, sections []model.Section) error {
	data, err := model.Encode(sections)
	if err != nil {
		return err
	}
	tmp := path + ".new"
	if err := os.WriteFile(tmp, data, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, path)
}
