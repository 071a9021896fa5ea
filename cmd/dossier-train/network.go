package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"dossier/ingest/lang/neural"
	"dossier/ingest/lang/neural/train"
)

// networkModel is where the network is embedded from, seen from the root of the module.
const networkModel = "ingest/lang/neural/" + neural.ModelFile

// calibration is the number of sentences on which the ranges of the quantised
// network are measured.
const calibration = 400

// networkCommand trains the network for tags and trees.
func networkCommand() *cli.Command {
	opt := train.Default
	opt.Log = os.Stderr
	return &cli.Command{
		Name:  "network",
		Usage: "train the network for tags and trees on ud-ewt and gum",
		Flags: []cli.Flag{
			corporaFlag(),
			&cli.StringFlag{Name: "out", Value: networkModel, Usage: "model `FILE` to write"},
			&cli.IntFlag{Name: "epochs", Value: opt.Epochs, Destination: &opt.Epochs},
			&cli.Uint64Flag{Name: "seed", Value: opt.Seed, Destination: &opt.Seed},
			&cli.StringFlag{Name: "weights", Usage: "also write the unquantised weights to this `FILE` after every epoch"},
		},
		Action: func(c *cli.Context) error {
			docs, err := readTreebanks(c.String("corpora"), "ud-ewt/train.conllu", "gum/train.conllu")
			if err != nil {
				return err
			}
			dev, err := readTreebanks(c.String("corpora"), "ud-ewt/dev.conllu")
			if err != nil {
				return err
			}
			sentences, measured := train.FromTreebank(docs), train.FromTreebank(dev)
			var failed error
			opt.Each = func(_ int, net *train.Net) {
				m := neural.New(train.Quantise(net, sentences[:min(calibration, len(sentences))]))
				fmt.Fprintln(os.Stderr, "  ud-ewt dev, gold tokens:", train.EvaluateModel(m, measured))
				if path := c.String("weights"); path != "" && failed == nil {
					failed = train.SaveCheckpoint(net, path)
				}
			}
			net, err := train.Train(sentences, opt)
			if err == nil {
				err = failed
			}
			if err != nil {
				return err
			}
			out := c.String("out")
			if err := os.WriteFile(out+".new", train.Quantise(net, sentences[:min(calibration, len(sentences))]).Encode(), 0o644); err != nil {
				return err
			}
			return os.Rename(out+".new", out)
		},
	}
}
