package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"dossier/ingest/document"
	"dossier/ingest/lang/names"
	"dossier/ingest/lang/neural"
	"dossier/ingest/lang/neural/train"
)

// nameNetworkModel is where the network for names is embedded from, seen from
// the root of the module.
const nameNetworkModel = "ingest/lang/neural/" + neural.NamesFile

// nameNetworkCommand trains the network that scores names on top of the one
// for tags and trees.
func nameNetworkCommand() *cli.Command {
	opt := train.DefaultNames
	opt.Log = os.Stderr
	return &cli.Command{
		Name:  "name-network",
		Usage: "train the network that scores names on the last layer of the one for tags and trees",
		Flags: []cli.Flag{
			corporaFlag(),
			&cli.StringFlag{Name: "network", Value: networkModel, Usage: "model `FILE` of the network below it"},
			&cli.StringFlag{Name: "out", Value: nameNetworkModel, Usage: "model `FILE` to write"},
			&cli.IntFlag{Name: "epochs", Value: opt.Epochs, Destination: &opt.Epochs},
			&cli.Uint64Flag{Name: "seed", Value: opt.Seed, Destination: &opt.Seed},
		},
		Action: func(c *cli.Context) error {
			data, err := os.ReadFile(c.String("network"))
			if err != nil {
				return err
			}
			weights, err := neural.Decode(data)
			if err != nil {
				return fmt.Errorf("%s: %w", c.String("network"), err)
			}
			corpora, err := names.ReadCorpora(c.String("corpora"))
			if err != nil {
				return fmt.Errorf("%w; name the directory of the corpora with --corpora", err)
			}
			set, err := names.TrainingSet(corpora.Train, names.InventedForNetwork, opt.Seed)
			if err != nil {
				return err
			}
			docs := make([]*document.Document, len(set))
			for i := range set {
				docs[i] = set[i].Document
			}
			w, err := train.TrainNames(docs, neural.New(weights), opt)
			if err != nil {
				return err
			}
			out := c.String("out")
			if err := os.WriteFile(out+".new", w.Encode(), 0o644); err != nil {
				return err
			}
			return os.Rename(out+".new", out)
		},
	}
}
