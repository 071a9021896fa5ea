package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"dossier/graph"
)

func deleteCommand() *cli.Command {
	return &cli.Command{
		Name:      "delete",
		Usage:     "take articles out of the store, with all that only they brought",
		ArgsUsage: "ARTICLE…",
		Description: "Names articles by id, file or URL, as `dossier articles` lists them.\n\n" +
			"  dossier delete articles/kremlin.txt",
		Action: func(c *cli.Context) (err error) {
			if c.NArg() == 0 {
				return usagef("delete needs an article's id, file or URL")
			}
			store, err := write(c.Context, c)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, store.Close()) }()
			for _, name := range c.Args().Slice() {
				id, err := findArticle(c, store, name)
				if err != nil {
					return err
				}
				if err := store.Delete(c.Context, id); err != nil {
					return fmt.Errorf("delete %s: %w", name, err)
				}
				fmt.Fprintf(c.App.ErrWriter, "deleted %s\n", id)
			}
			return nil
		},
	}
}

func findArticle(c *cli.Context, store graph.Reader, name string) (graph.IRI, error) {
	for a, err := range store.Articles(c.Context) {
		if err != nil {
			return "", err
		}
		if string(a.IRI) == name || a.File == name || a.URL != "" && a.URL == name {
			return a.IRI, nil
		}
	}
	return "", nothingf("no article has the id, file or URL %q", name)
}
