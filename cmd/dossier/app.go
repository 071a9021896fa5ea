package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/antzucaro/matchr"
	"github.com/urfave/cli/v2"
)

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	app := newApp(in, out, errs)
	err := app.RunContext(ctx, args)
	if err == nil {
		return exitOK
	}
	var silent silentError
	if !errors.As(err, &silent) {
		fmt.Fprintf(errs, "dossier: %s\n", oneLine(err))
	}
	return exitCode(err)
}

// newApp composes the command line.
func newApp(in io.Reader, out, errs io.Writer) *cli.App {
	app := &cli.App{
		Name:                   "dossier",
		Usage:                  "who did what with whom, when, where, and who says so",
		Version:                version(),
		Reader:                 in,
		Writer:                 out,
		ErrWriter:              errs,
		EnableBashCompletion:   true,
		UseShortOptionHandling: true,
		Suggest:                true,
		HideHelpCommand:        true,
		Description: "dossier reads articles into a graph of people, organizations, places and events.\n" +
			"Every fact keeps its evidence: article, sentence, date, who said it, and whether it\n" +
			"happened, is planned, is only possible, or is denied.\n\n" +
			"  dossier ingest articles/            read a folder into dossier.db\n" +
			"  dossier ask \"Who met Putin?\"        ask a question\n" +
			"  dossier show \"Burns\"                all about one person\n" +
			"  dossier export --format svg -o graph.svg\n\n" + exitHelp,
		Flags:    []cli.Flag{dbFlag},
		Commands: commands(),
		ExitErrHandler: func(*cli.Context, error) {
			// run prints the error once and chooses the exit code.
		},
		OnUsageError:    usageError,
		CommandNotFound: nil,
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return cli.ShowAppHelp(c)
			}
			return unknownCommand(c)
		},
	}
	for _, cmd := range app.Commands {
		cmd.OnUsageError = usageError
		for _, sub := range cmd.Subcommands {
			sub.OnUsageError = usageError
		}
	}
	return app
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "0.1.0-dev"
}

func usageError(c *cli.Context, err error, _ bool) error {
	name := c.Command.Name
	if name == "" || name == c.App.Name {
		return usagef("%s; see dossier --help", err)
	}
	return usagef("%s: %s; see dossier %s --help", name, err, name)
}

func unknownCommand(c *cli.Context) error {
	typed := c.Args().First()
	best, like := "", 0.8
	for _, cmd := range c.App.Commands {
		if l := matchr.JaroWinkler(typed, cmd.Name, false); l > like {
			best, like = cmd.Name, l
		}
	}
	if best != "" {
		return usagef("there is no command %q; did you mean dossier %s?", typed, best)
	}
	return usagef("there is no command %q; dossier --help lists them", typed)
}

// oneLine keeps a message on one line, so that scripts can read it.
func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }
