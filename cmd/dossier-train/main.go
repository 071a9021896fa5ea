// Command dossier-train trains the language models from treebanks and measures
// them. Every model has one file with its subcommand, listed in commands.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"github.com/urfave/cli/v2"
)

// commands are the models to train, in the order in which "all" trains them,
// and what measures them.
func commands() []*cli.Command {
	return []*cli.Command{langCommand(), evalCommand()}
}

func corporaFlag() cli.Flag {
	return &cli.StringFlag{Name: "corpora", Value: "corpora", EnvVars: []string{"CORPORA"},
		Usage: "directory with the treebanks: ud-ewt, gum, …"}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	app := &cli.App{
		Name:     "dossier-train",
		Usage:    "train and measure the language models that dossier embeds",
		Commands: commands(),
		ExitErrHandler: func(*cli.Context, error) {
			// main prints it
		},
	}
	if err := app.RunContext(ctx, os.Args); err != nil {
		fmt.Fprintln(os.Stderr, "dossier-train:", err)
		os.Exit(1)
	}
}
