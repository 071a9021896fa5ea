package main

import (
	"slices"
	"strings"

	"github.com/antzucaro/matchr"
	"github.com/urfave/cli/v2"

	"dossier/graph"
	"dossier/graph/ontology"
	"dossier/ingest/document"
)

var dbFlag = &cli.StringFlag{
	Name:    "db",
	Usage:   "the store: a `PATH`, or a postgres:// URL",
	EnvVars: []string{"DOSSIER_DB"},
	Value:   "dossier.db",
}

// factFlags limit facts; they are the same for every command that reads facts.
func factFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "relation", Aliases: []string{"r"}, Usage: "only this `RELATION` (several: repeat, or separate by commas)"},
		&cli.StringSliceFlag{Name: "status", Usage: "only facts that are `STATUS`: happened, planned, possible, denied"},
		&cli.StringFlag{Name: "since", Usage: "only facts of this `DATE` or later: 2021, 2021-11, 2021-11-17"},
		&cli.StringFlag{Name: "until", Usage: "only facts of this `DATE` or earlier"},
		&cli.StringFlag{Name: "place", Usage: "only facts that the article places in `NAME`"},
		&cli.StringFlag{Name: "source", Usage: "only facts that the article credits to `NAME`"},
		&cli.Float64Flag{Name: "min-confidence", Usage: "only facts at least this sure, `0..1`"},
		&cli.BoolFlag{Name: "open", Usage: "also facts of relations that the vocabulary does not have"},
	}
}

// factFilter reads the flags of factFlags.
func (s *session) factFilter(c *cli.Context) (graph.FactFilter, error) {
	f := graph.FactFilter{Since: c.String("since"), Until: c.String("until"),
		MinConfidence: c.Float64("min-confidence"), Open: c.Bool("open")}
	var err error
	if f.Relations, err = listed(c.StringSlice("relation"), relationNames(), "relation"); err != nil {
		return f, err
	}
	if f.Statuses, err = listed(c.StringSlice("status"), document.Statuses(), "status"); err != nil {
		return f, err
	}
	for _, d := range []string{f.Since, f.Until} {
		if d == "" {
			continue
		}
		if _, err := graph.ParseInterval(d); err != nil {
			return f, usagef("%s", err)
		}
	}
	if f.MinConfidence < 0 || f.MinConfidence > 1 {
		return f, usagef("--min-confidence is %g, want a number from 0 to 1", f.MinConfidence)
	}
	for _, end := range []struct {
		name string
		id   *graph.IRI
	}{{c.String("place"), &f.Place}, {c.String("source"), &f.Source}} {
		if end.name == "" {
			continue
		}
		e, err := s.graph.One(c.Context, end.name)
		if err != nil {
			return f, err
		}
		*end.id = e.IRI
	}
	return f, nil
}

func relationNames() []string {
	var names []string
	for _, r := range ontology.Relations() {
		names = append(names, r.Label)
	}
	return names
}

// listed checks values, given one a flag or separated by commas, against those there are.
func listed(values, known []string, what string) ([]string, error) {
	var all []string
	for _, v := range values {
		for _, one := range strings.Split(v, ",") {
			one = strings.ToLower(strings.TrimSpace(strings.ReplaceAll(one, "_", " ")))
			if one == "" {
				continue
			}
			if !slices.Contains(known, one) {
				return nil, usagef("there is no %s %q; %s", what, one, suggest(one, known))
			}
			all = append(all, one)
		}
	}
	return all, nil
}

// suggest names the known words that look like one, or all of them if they are few.
func suggest(word string, known []string) string {
	best, like := "", 0.78
	for _, k := range known {
		if l := matchr.JaroWinkler(word, k, false); l > like {
			best, like = k, l
		}
	}
	if best != "" {
		return "did you mean " + strconvQuote(best) + "?"
	}
	return "choose from: " + strings.Join(known, ", ")
}

func strconvQuote(s string) string { return `"` + s + `"` }

// formatFlag chooses how rows are printed.
func formatFlag() cli.Flag {
	return &cli.StringFlag{Name: "format", Aliases: []string{"f"},
		Usage: "print rows as `FORMAT`: table, json, jsonl or csv (a table on a terminal, plain rows in a pipe)"}
}
