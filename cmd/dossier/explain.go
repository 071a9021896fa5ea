package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/graph"
	"dossier/graph/resolve"
)

func explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "why a fact is in the graph, or why an entity is one",
		ArgsUsage: "FACT | NAME",
		Description: "Takes a fact's id, as `dossier facts --format jsonl` prints it under proofs: sentence, words, rule,\n" +
			"qualifiers. Or an entity: how each article shows it, why they are taken for one, what was merged\n" +
			"into it, and from whom it was told apart.\n\n" +
			"  dossier explain fact/3f9c1a…\n" +
			"  dossier explain \"William Burns\"",
		Flags: []cli.Flag{formatFlag()},
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return usagef("explain takes a fact's id, which dossier facts --format jsonl prints, or an entity's name")
			}
			if !strings.HasPrefix(c.Args().First(), "fact/") {
				return explainEntity(c)
			}
			if c.NArg() != 1 {
				return usagef("explain takes one fact's id")
			}
			return read(c, func(s *session) error {
				f, err := s.store.Fact(c.Context, graph.IRI(c.Args().First()))
				if errors.Is(err, graph.ErrNotFound) {
					return nothingf("there is no fact %q; dossier facts --format jsonl prints the ids", c.Args().First())
				} else if err != nil {
					return err
				}
				art, err := s.store.Article(c.Context, f.Article)
				if err != nil {
					return err
				}
				if format := c.String("format"); format == "json" || format == "jsonl" {
					art.Text = ""
					enc := json.NewEncoder(c.App.Writer)
					enc.SetEscapeHTML(false)
					if format == "json" {
						enc.SetIndent("", "  ")
					}
					return enc.Encode(map[string]any{"fact": f, "article": art})
				}
				return s.explainFact(c, f, art)
			})
		},
	}
}

// explainLimit is the number of articles of an entity that explain shows.
const explainLimit = 200

func explainEntity(c *cli.Context) error {
	name, err := oneName(c, "explain")
	if err != nil {
		return err
	}
	return read(c, func(s *session) error {
		e, err := s.entity(c, name)
		if err != nil {
			return err
		}
		acc, err := resolve.New(s.store).Explain(c.Context, e.IRI, explainLimit)
		if err != nil {
			return err
		}
		w := c.App.Writer
		if format := c.String("format"); format == "json" || format == "jsonl" {
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			if format == "json" {
				enc.SetIndent("", "  ")
			}
			return enc.Encode(acc)
		}
		fmt.Fprintf(w, "%s  (%s, %s)\n", e.Name, e.Type, e.IRI)
		if len(e.SameAs) > 0 {
			fmt.Fprintf(w, "  same as %s\n", strings.Join(e.SameAs, "; "))
		}
		for _, was := range acc.Was {
			fmt.Fprintf(w, "  answers for %s\n", was)
		}
		for _, shown := range acc.Articles {
			fmt.Fprintf(w, "\n%s in %s (%s)\n", shown.Name, shown.File, shown.Article)
			for _, reason := range shown.Reasons {
				fmt.Fprintf(w, "  %s\n", reason)
			}
		}
		for _, d := range acc.Decisions {
			fmt.Fprintf(w, "\n%s: %s and %s, by %s, likely %.0f%%\n", d.Kind, d.A, d.B, d.By, 100*d.Score)
			for _, reason := range d.Reasons {
				fmt.Fprintf(w, "  %s\n", reason)
			}
		}
		return nil
	})
}

func (s *session) explainFact(c *cli.Context, f graph.Fact, art graph.Article) error {
	answers, err := s.graph.Combine(c.Context, []graph.Fact{f})
	if err != nil {
		return err
	}
	w := c.App.Writer
	fmt.Fprintf(w, "%s\n  %s\n", statement(answers[0]), f.IRI)
	fmt.Fprintf(w, "  status %s", f.Status)
	if f.Time != "" {
		fmt.Fprintf(w, " · time %s", f.Time)
	}
	if f.Place != "" {
		if e, err := s.graph.Entity(c.Context, f.Place); err == nil {
			fmt.Fprintf(w, " · place %s", e.Name)
		}
	}
	fmt.Fprintf(w, " · confidence %.2f\n", f.Confidence)
	fmt.Fprintf(w, "  article %s\n", articleLine(art))
	for _, ev := range f.Evidence {
		fmt.Fprintf(w, "\n")
		underline(w, ev, "  ")
		fmt.Fprintf(w, "  bytes %d–%d of the article's text\n", ev.Start, ev.End)
		if ev.Rule != "" {
			fmt.Fprintf(w, "  rule  %s\n", ev.Rule)
		}
		if ev.Path != "" {
			fmt.Fprintf(w, "  path  %s\n", ev.Path)
		}
		for _, q := range ev.Qualifiers {
			fmt.Fprintf(w, "  %s\n", q)
		}
	}
	return nil
}

// underline prints an evidence's sentence with its subject (s), object (o)
// and trigger (t) marked below, wrapped to lines of 100 characters.
func underline(w io.Writer, ev graph.Evidence, indent string) {
	marks := make([]rune, 0, len(ev.Sentence))
	letters := make([]rune, 0, len(ev.Sentence))
	for at, r := range ev.Sentence {
		pos := ev.Start + int32(at)
		mark := ' '
		for _, part := range []struct {
			span [2]int32
			mark rune
		}{{ev.Trigger, '^'}, {ev.Object, 'o'}, {ev.Subject, 's'}} {
			if pos >= part.span[0] && pos < part.span[1] {
				mark = part.mark
			}
		}
		if r == '\n' || r == '\t' {
			r = ' '
		}
		letters, marks = append(letters, r), append(marks, mark)
	}
	for len(letters) > 0 {
		n := len(letters)
		if n > 100 {
			n = 100
			for n > 60 && letters[n-1] != ' ' {
				n--
			}
		}
		fmt.Fprintf(w, "%s%s\n", indent, string(letters[:n]))
		if m := strings.TrimRight(string(marks[:n]), " "); m != "" {
			fmt.Fprintf(w, "%s%s\n", indent, m)
		}
		letters, marks = letters[n:], marks[n:]
	}
}
