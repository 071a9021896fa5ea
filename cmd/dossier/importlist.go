package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"dossier/graph/resolve"
)

func importCommand() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "take names and ids from a reference list of your own",
		ArgsUsage: "FILE",
		Description: "CSV with a header (name, type, aliases separated by ; and id, such as a Wikidata QID), JSON lines\n" +
			"with the same fields, or FollowTheMoney entities, one a line. Entities that fit an entry get its\n" +
			"name and id, now and in later ingests; a second import of the same file replaces the first.\n" +
			"- is standard input.\n\n" +
			"  dossier entities import people.csv",
		Flags: []cli.Flag{&cli.BoolFlag{Name: "no-progress", Usage: "no progress bar"}},
		Action: func(c *cli.Context) (err error) {
			if c.NArg() != 1 {
				return usagef("entities import takes one file, or - for standard input")
			}
			path := c.Args().First()
			var in io.Reader = c.App.Reader
			if path != "-" {
				f, err := os.Open(path)
				if err != nil {
					return fmt.Errorf("import: %w", err)
				}
				defer f.Close()
				in = f
			}
			entries, err := resolve.ReadEntries(in)
			var le *resolve.LineError
			if errors.As(err, &le) {
				return usagef("%s:%d: %s", path, le.Line, le.Msg)
			} else if err != nil {
				return fmt.Errorf("read %s: %w", path, err)
			}
			if len(entries) == 0 {
				return usagef("%s has no entries", path)
			}
			store, err := write(c.Context, c)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, store.Close()) }()
			changed, err := resolve.New(store).Import(c.Context, filepath.Base(path), entries, bar(c, "articles"))
			if err != nil {
				return fmt.Errorf("import %s: %w", path, err)
			}
			fmt.Fprintf(c.App.ErrWriter, "%s kept; %s changed\n", entryCount(len(entries)), count(changed, "article"))
			return nil
		},
	}
}

func entryCount(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}
