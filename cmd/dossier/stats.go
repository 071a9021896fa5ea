package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/urfave/cli/v2"
)

func statsCommand() *cli.Command {
	return &cli.Command{
		Name:        "stats",
		Usage:       "what the store holds, counted",
		Description: "  dossier stats\n  dossier stats --format json",
		Flags:       []cli.Flag{formatFlag()},
		Action: func(c *cli.Context) error {
			return read(c, func(s *session) error {
				st, err := s.store.Stats(c.Context)
				if err != nil {
					return err
				}
				if c.String("format") == "json" {
					enc := json.NewEncoder(c.App.Writer)
					enc.SetIndent("", "  ")
					return enc.Encode(st)
				}
				r := &rows{header: []string{"what", "count"}}
				add := func(what string, n int64) {
					r.add(map[string]any{"what": what, "count": n}, what, fmt.Sprint(n))
				}
				add("articles", int64(st.Articles))
				add("entities", int64(st.Entities))
				add("facts", int64(st.Facts))
				add("quads", int64(st.Quads))
				add("bytes on disk", st.Bytes)
				for _, group := range []struct {
					title  string
					counts map[string]int
				}{{"type", st.Types}, {"status", st.Statuses}, {"relation", st.Relations}} {
					for _, k := range slices.Sorted(maps.Keys(group.counts)) {
						add(group.title+" "+k, int64(group.counts[k]))
					}
				}
				return r.print(c)
			})
		},
	}
}
