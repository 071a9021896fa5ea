package main

import (
	"github.com/urfave/cli/v2"

	"dossier/queries"
)

// heldFlags limit answers to what held, or was known, at a time.
func heldFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "as-of", Usage: "only what held on `DATE`: roles held then, acts that had happened"},
		&cli.StringFlag{Name: "known-by", Usage: "only what had been published by `DATE`"},
	}
}

// held applies heldFlags.
func held(c *cli.Context, answers []queries.Answer) ([]queries.Answer, error) {
	var err error
	if by := c.String("known-by"); by != "" {
		if answers, err = queries.KnownBy(answers, by); err != nil {
			return nil, usagef("--known-by: %s", err)
		}
	}
	if at := c.String("as-of"); at != "" {
		if answers, err = queries.AsOf(answers, at); err != nil {
			return nil, usagef("--as-of: %s", err)
		}
	}
	return answers, nil
}
