package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"dossier/graph"
	"dossier/graph/resolve"
	"dossier/queries/explorer"
)

func reviewCommand() *cli.Command {
	return &cli.Command{
		Name:  "review",
		Usage: "decide about pairs of entities that may be one",
		Description: "Shows the pairs that the rules are unsure of, those with most facts first, with their evidence\n" +
			"side by side. One key each: y they are one, n they are two, s later, q ends. --format json lists\n" +
			"the pairs for tools, which answer with dossier merge and dossier split.\n\n" +
			"  dossier review\n" +
			"  dossier review --format jsonl --limit 20",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "list the pairs as `FORMAT`: json or jsonl"},
			&cli.IntFlag{Name: "limit", Usage: "at most `N` pairs; 0 is all"},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usagef("review takes no arguments")
			}
			if c.Int("limit") < 0 {
				return usagef("--limit is %d, want 0 or more", c.Int("limit"))
			}
			switch c.String("format") {
			case "json", "jsonl":
				return read(c, func(s *session) error { return s.listQuestions(c) })
			case "":
				return edit(c, func(s *editing) error { return s.review(c) })
			}
			return usagef("there is no format %q for review; choose json or jsonl", c.String("format"))
		},
	}
}

// side is one of two entities with what speaks of it.
type side struct {
	graph.Entity
	Articles []string `json:"articles"` // files, some
	Facts    []string `json:"facts"`    // statements, some
	Evidence []string `json:"evidence"` // sentences, some
}

// The most that is shown of one side.
const (
	sideFacts    = 6
	sideEvidence = 3
	sideArticles = 4
)

func (s *session) side(ctx context.Context, e graph.Entity) (side, error) {
	out := side{Entity: e, Articles: []string{}, Facts: []string{}, Evidence: []string{}}
	for art, err := range s.store.ArticlesOf(ctx, e.IRI) {
		if err != nil {
			return out, err
		}
		a, err := s.store.Article(ctx, art)
		if err != nil {
			return out, err
		}
		if out.Articles = append(out.Articles, a.File); len(out.Articles) == sideArticles {
			break
		}
	}
	var facts []graph.Fact
	for f, err := range s.store.Facts(ctx, graph.FactFilter{Any: e.IRI}) {
		if err != nil {
			return out, err
		}
		if facts = append(facts, f); len(facts) == 50 {
			break
		}
	}
	answers, err := s.graph.Combine(ctx, facts)
	if err != nil {
		return out, err
	}
	for _, a := range answers {
		if len(out.Facts) < sideFacts {
			out.Facts = append(out.Facts, statement(a))
		}
		if text := proof(a).sentence(); text != "" && len(out.Evidence) < sideEvidence && !slices.Contains(out.Evidence, text) {
			out.Evidence = append(out.Evidence, text)
		}
	}
	if len(out.Evidence) > 0 {
		return out, nil
	}
	for m, err := range s.store.Mentions(ctx, e.IRI) { // no facts: the words around its names
		if err != nil {
			return out, err
		}
		a, err := s.store.Article(ctx, m.Article)
		if err != nil {
			return out, err
		}
		from, to := max(0, int(m.Start)-80), min(len(a.Text), int(m.End)+80)
		out.Evidence = append(out.Evidence, "…"+strings.Join(strings.Fields(strings.ToValidUTF8(a.Text[from:to], "")), " ")+"…")
		if len(out.Evidence) == sideEvidence {
			break
		}
	}
	return out, nil
}

func (s *session) listQuestions(c *cli.Context) error {
	questions, err := resolve.New(s.store).Questions(c.Context, c.Int("limit"))
	if err != nil {
		return err
	}
	type listed struct {
		A       side     `json:"a"`
		B       side     `json:"b"`
		Score   float64  `json:"score"`
		Facts   int      `json:"facts"`
		Reasons []string `json:"reasons"`
	}
	all := []listed{}
	for _, q := range questions {
		a, errA := s.side(c.Context, q.A)
		b, errB := s.side(c.Context, q.B)
		if err := errors.Join(errA, errB); err != nil {
			return err
		}
		all = append(all, listed{a, b, q.Score, q.Facts, q.Reasons})
	}
	enc := json.NewEncoder(c.App.Writer)
	enc.SetEscapeHTML(false)
	if c.String("format") == "json" {
		enc.SetIndent("", "  ")
		return enc.Encode(all)
	}
	for _, l := range all {
		if err := enc.Encode(l); err != nil {
			return err
		}
	}
	return nil
}

func (s *editing) review(c *cli.Context) error {
	ctx, w := c.Context, c.App.Writer
	questions, err := s.who.Questions(ctx, c.Int("limit"))
	if err != nil {
		return err
	}
	if len(questions) == 0 {
		fmt.Fprintln(w, "nothing to review")
		return nil
	}
	width := terminalWidth(w)
	if width == 0 {
		width = 120
	}
	keys := newKeys(c.App.Reader)
	done := 0
	for i, q := range questions {
		// An answer before may have settled this pair.
		a, errA := s.store.Entity(ctx, q.A.IRI)
		b, errB := s.store.Entity(ctx, q.B.IRI)
		if err := errors.Join(errA, errB); err != nil {
			return err
		}
		if a.IRI == b.IRI {
			continue
		}
		if err := s.showPair(ctx, w, width, a, b, q, i+1, len(questions)); err != nil {
			return err
		}
		key, err := keys.ask(w, "one entity? y yes · n no · s later · q end: ", "ynsq")
		if errors.Is(err, io.EOF) {
			key, err = 'q', nil
		}
		if err != nil {
			return err
		}
		switch key {
		case 'y':
			err = s.who.Merge(ctx, a.IRI, b.IRI)
			done++
		case 'n':
			err = s.who.Forbid(ctx, a.IRI, b.IRI)
			done++
		case 'q':
			fmt.Fprintf(w, "%s decided\n", count(done, "pair"))
			return nil
		}
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "%s decided\n", count(done, "pair"))
	return nil
}

// showPair prints two entities side by side.
func (s *session) showPair(ctx context.Context, w io.Writer, width int, a, b graph.Entity, q resolve.Question, n, of int) error {
	x, errA := s.side(ctx, a)
	y, errB := s.side(ctx, b)
	if err := errors.Join(errA, errB); err != nil {
		return err
	}
	column := (width - 3) / 2
	left, right := x.lines(column), y.lines(column)
	fmt.Fprintf(w, "\n%d of %d · likely %.0f%%\n", n, of, 100*q.Score)
	for i := range max(len(left), len(right)) {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		fmt.Fprintf(w, "%s%s │ %s\n", l, strings.Repeat(" ", max(0, column-len([]rune(l)))), r)
	}
	for _, reason := range q.Reasons {
		fmt.Fprintf(w, "  %s\n", reason)
	}
	return nil
}

// lines lays out one side in a column.
func (s side) lines(width int) []string {
	var out []string
	add := func(first, next, text string) {
		line := []rune(first)
		for _, word := range strings.Fields(text) {
			if len(line)+1+len([]rune(word)) > width && len(line) > len([]rune(next)) {
				out = append(out, string(line))
				line = []rune(next)
			}
			if len(line) > 0 && line[len(line)-1] != ' ' {
				line = append(line, ' ')
			}
			line = append(line, []rune(word)...)
			for len(line) > width {
				out = append(out, string(line[:width]))
				line = slices.Clone(line[width:])
			}
		}
		out = append(out, string(line))
	}
	add("", "  ", s.Name+" ("+s.Type+")")
	add("", "  ", string(s.IRI))
	if len(s.Aliases) > 0 {
		add("  also ", "    ", strings.Join(s.Aliases, "; "))
	}
	if len(s.SameAs) > 0 {
		add("  same as ", "    ", strings.Join(s.SameAs, "; "))
	}
	add("  in ", "    ", strings.Join(s.Articles, ", "))
	for _, f := range s.Facts {
		add("  · ", "    ", f)
	}
	for _, e := range s.Evidence {
		add("  “ ", "    ", e)
	}
	return out
}

// keys reads answers of one key: without Enter on a terminal, else one a line.
type keys struct {
	terminal *os.File
	lines    *bufio.Reader
}

func newKeys(in io.Reader) *keys {
	if f, ok := in.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		return &keys{terminal: f}
	}
	if in == nil {
		in = strings.NewReader("")
	}
	return &keys{lines: bufio.NewReader(in)}
}

// ask prompts until one of the keys is given. io.EOF where input ends.
func (k *keys) ask(w io.Writer, prompt, allowed string) (byte, error) {
	for {
		fmt.Fprint(w, prompt)
		key, err := k.key()
		if err != nil {
			fmt.Fprintln(w)
			return 0, err
		}
		fmt.Fprintf(w, "%c\n", key)
		if strings.IndexByte(allowed, key) >= 0 {
			return key, nil
		}
	}
}

func (k *keys) key() (byte, error) {
	if k.terminal == nil {
		line, err := k.lines.ReadString('\n')
		line = strings.ToLower(strings.TrimSpace(line))
		if line != "" {
			return line[0], nil
		}
		if err != nil {
			return 0, err
		}
		return '?', nil
	}
	state, err := term.MakeRaw(int(k.terminal.Fd()))
	if err != nil {
		return 0, fmt.Errorf("read a key: %w", err)
	}
	var b [1]byte
	_, err = k.terminal.Read(b[:])
	if err := errors.Join(err, term.Restore(int(k.terminal.Fd()), state)); err != nil {
		return 0, err
	}
	switch b[0] {
	case 3, 4, 27: // Ctrl-C, Ctrl-D, Escape: raw mode hands them over as keys
		return 'q', nil
	case 0, '\r', '\n':
		return '?', nil
	}
	return strings.ToLower(string(b[:]))[0], nil
}

// reviewer lets the explorer show and decide pairs.
type reviewer struct{ who *resolve.Resolver }

var _ explorer.Reviewer = reviewer{}

// Pending implements explorer.Reviewer.
func (r reviewer) Pending(ctx context.Context, limit int) ([]explorer.Pending, error) {
	questions, err := r.who.Questions(ctx, limit)
	out := make([]explorer.Pending, 0, len(questions))
	for _, q := range questions {
		out = append(out, explorer.Pending{A: q.A, B: q.B, Score: q.Score, Reasons: q.Reasons})
	}
	return out, err
}

// Decide implements explorer.Reviewer.
func (r reviewer) Decide(ctx context.Context, a, b graph.IRI, same bool) error {
	if same {
		return r.who.Merge(ctx, a, b)
	}
	return r.who.Forbid(ctx, a, b)
}
