package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"

	"dossier/graph/quads"
)

func dumpCommand() *cli.Command {
	return &cli.Command{
		Name:      "dump",
		Usage:     "write the whole store, texts and decisions included, as N-Quads",
		ArgsUsage: "[FILE]",
		Description: "The same contents give the same bytes, and load makes the same store of them. A name that ends\n" +
			"in .gz is compressed.\n\n" +
			"  dossier dump backup.nq.gz\n" +
			"  dossier dump > backup.nq",
		Flags: []cli.Flag{&cli.BoolFlag{Name: "no-progress", Usage: "no progress bar"}},
		Action: func(c *cli.Context) error {
			if c.NArg() > 1 {
				return usagef("dump takes one file at most")
			}
			return read(c, func(s *session) (err error) {
				path := c.Args().First()
				var w io.Writer = c.App.Writer
				if path != "" && path != "-" {
					f, err := os.Create(path)
					if err != nil {
						return fmt.Errorf("write %s: %w", path, err)
					}
					defer func() { err = errors.Join(err, f.Close()) }()
					w = f
				}
				if strings.HasSuffix(path, ".gz") {
					gz := gzip.NewWriter(w)
					defer func() { err = errors.Join(err, gz.Close()) }()
					w = gz
				}
				return s.store.Dump(c.Context, w, bar(c, "articles"))
			})
		},
	}
}

func loadCommand() *cli.Command {
	return &cli.Command{
		Name:      "load",
		Usage:     "read a dump into the store",
		ArgsUsage: "FILE",
		Description: "Fills an empty store in bulk; a load that was cut off goes on when the same command runs again.\n" +
			"In a store that has articles each article of the dump replaces its earlier form. - is standard input.\n\n" +
			"  dossier --db new.db load backup.nq.gz",
		Flags: []cli.Flag{&cli.BoolFlag{Name: "no-progress", Usage: "no progress bar"}},
		Action: func(c *cli.Context) (err error) {
			if c.NArg() != 1 {
				return usagef("load takes one file, or - for standard input")
			}
			var r io.Reader = c.App.Reader
			path := c.Args().First()
			if path != "-" {
				f, err := os.Open(path)
				if err != nil {
					return fmt.Errorf("load: %w", err)
				}
				defer f.Close()
				r = bufio.NewReader(f)
			}
			store, err := write(c.Context, c)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, store.Close()) }()
			if err := store.Load(c.Context, r, bar(c, "articles")); err != nil {
				return fmt.Errorf("load %s: %w", path, err)
			}
			return nil
		},
	}
}

func verifyCommand() *cli.Command {
	return &cli.Command{
		Name:        "verify",
		Usage:       "check the store against itself and evidence against the kept texts",
		Description: "Says what is broken, if anything is.\n\n  dossier verify",
		Flags:       []cli.Flag{&cli.BoolFlag{Name: "no-progress", Usage: "no progress bar"}},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("verify takes no arguments; name the store with --db before it: dossier --db %s verify", c.Args().First())
			}
			return read(c, func(s *session) error {
				if err := s.store.Verify(c.Context, bar(c, "articles")); err != nil {
					return err
				}
				fmt.Fprintln(c.App.Writer, "the store is sound")
				return nil
			})
		},
	}
}

// bar shows how far a long operation is on a terminal's standard error.
func bar(c *cli.Context, what string) quads.Progress {
	f, ok := c.App.ErrWriter.(*os.File)
	if !ok || terminalWidth(f) == 0 || c.Bool("no-progress") {
		return nil
	}
	var b *progressbar.ProgressBar
	return func(done, total int) {
		if b == nil {
			b = progressbar.NewOptions(max(total, -1), progressbar.OptionSetWriter(f), progressbar.OptionShowCount(), progressbar.OptionSetDescription(what), progressbar.OptionClearOnFinish())
		}
		_ = b.Set(done) // a bar that cannot be drawn is no reason to stop
	}
}
