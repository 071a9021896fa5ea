// Command dossier-train trains the language models from treebanks and measures
// them. Every model has one file with its command, listed in models.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"github.com/urfave/cli/v2"
)

// models are the commands that train one model each, in the order in which
// "train" runs them. Each has the flag of corporaFlag and writes to its usual
// place without other flags.
func models() []*cli.Command {
	return []*cli.Command{langCommand(), networkCommand(), namesCommand(), nameNetworkCommand()}
}

func corporaFlag() cli.Flag {
	return &cli.StringFlag{Name: "corpora", Value: "corpora", EnvVars: []string{"CORPORA"},
		Usage: "directory with the corpora: ud-ewt, gum, …"}
}

// trainCommand trains every model.
func trainCommand() *cli.Command {
	return &cli.Command{
		Name:  "train",
		Usage: "train all models in turn; build again to embed them, then measure with eval",
		Flags: []cli.Flag{corporaFlag()},
		Action: func(c *cli.Context) error {
			run := func(args ...string) error {
				return newApp().RunContext(c.Context, append([]string{c.App.Name}, append(args, "--corpora", c.String("corpora"))...))
			}
			for _, m := range models() {
				if err := run(m.Name); err != nil {
					return fmt.Errorf("training %s: %w", m.Name, err)
				}
			}
			return nil
		},
	}
}

func newApp() *cli.App {
	return &cli.App{
		Name:           "dossier-train",
		Usage:          "train and measure the language models that dossier embeds",
		Commands:       append(models(), trainCommand(), evalCommand(), evalNamesCommand(), evalReferCommand(), confidenceCommand()),
		ExitErrHandler: func(*cli.Context, error) {}, // main prints errors
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := newApp().RunContext(ctx, os.Args); err != nil {
		fmt.Fprintln(os.Stderr, "dossier-train:", err)
		os.Exit(1)
	}
}
