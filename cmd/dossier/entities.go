package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/graph"
	"dossier/graph/ontology"
)

func entitiesCommand() *cli.Command {
	return &cli.Command{
		Name:        "entities",
		Usage:       "list people, organizations, places and events",
		ArgsUsage:   "[WORD]",
		Description: "  dossier entities --type person\n  dossier entities bank\n  dossier entities import people.csv",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "type", Usage: "only entities of this `TYPE`"},
			formatFlag(),
		},
		Subcommands: []*cli.Command{importCommand()},
		Action: func(c *cli.Context) error {
			kind, err := entityType(c)
			if err != nil {
				return err
			}
			return read(c, func(s *session) error {
				f := graph.EntityFilter{Type: kind, Key: graph.NameKey(strings.Join(c.Args().Slice(), " "))}
				r := &rows{header: []string{"name", "type", "aliases", "id"}}
				for e, err := range s.store.Entities(c.Context, f) {
					if err != nil {
						return err
					}
					r.add(e, e.Name, e.Type, strings.Join(e.Aliases, "; "), string(e.IRI))
				}
				if len(r.cells) == 0 {
					return nothingf("no entity fits")
				}
				return r.print(c)
			})
		},
	}
}

// entityType reads --type.
func entityType(c *cli.Context) (string, error) {
	kind := strings.ToLower(c.String("type"))
	if kind != "" && !slices.Contains(ontology.TypeNames, kind) {
		return "", usagef("there is no entity type %q; %s", kind, suggest(kind, ontology.TypeNames))
	}
	return kind, nil
}
