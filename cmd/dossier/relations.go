package main

import (
	"github.com/urfave/cli/v2"

	"dossier/graph/ontology"
)

func relationsCommand() *cli.Command {
	return &cli.Command{
		Name:        "relations",
		Usage:       "the vocabulary: every relation and what it means",
		Description: "  dossier relations",
		Flags:       []cli.Flag{formatFlag()},
		Action: func(c *cli.Context) error {
			r := &rows{header: []string{"relation", "group", "the other way", "means"}}
			for _, rel := range ontology.Relations() {
				r.add(map[string]any{"relation": rel.Label, "group": rel.Group, "passive": rel.Passive,
					"symmetric": rel.Symmetric, "meaning": rel.Meaning}, rel.Label, rel.Group, rel.Passive, rel.Meaning)
			}
			return r.print(c)
		},
	}
}
