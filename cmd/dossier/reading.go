package main

import (
	"fmt"
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"

	"dossier/ingest"
	"dossier/ingest/facts"
	"dossier/ingest/source"
)

// readingFlags are the flags of commands that read articles.
func readingFlags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "workers", Aliases: []string{"j"}, Usage: "articles under way at once, `N`; 0 is one a core"},
		&cli.StringFlag{Name: "input", Usage: "`FORMAT` of everything, where names do not tell it: text, html, markdown, mail, pdf, jsonl"},
		&cli.StringFlag{Name: "frames", Usage: "also read relations by the frames in `FILE` (docs/facts.md says how to write them)"},
		&cli.StringFlag{Name: "title-field", Usage: "`NAME` of the title in JSON lines"},
		&cli.StringFlag{Name: "text-field", Usage: "`NAME` of the text in JSON lines"},
		&cli.StringFlag{Name: "published-field", Usage: "`NAME` of the date in JSON lines"},
		&cli.StringFlag{Name: "url-field", Usage: "`NAME` of the address in JSON lines"},
		&cli.DurationFlag{Name: "timeout", Value: 30 * time.Second, Usage: "how long an address may take, `TIME`"},
		&cli.BoolFlag{Name: "no-progress", Usage: "no progress bar"},
	}
}

func sourceOptions(c *cli.Context) source.Options {
	return source.Options{
		Timeout: c.Duration("timeout"),
		Format:  c.String("input"),
		Stdin:   c.App.Reader,
		Fields:  source.Fields{Title: c.String("title-field"), Text: c.String("text-field"), Published: c.String("published-field"), URL: c.String("url-field")},
	}
}

// newPipeline builds the pipeline that the flags ask for.
func newPipeline(c *cli.Context, progress func(ingest.Event)) (*ingest.Pipeline, error) {
	if c.Int("workers") < 0 {
		return nil, usagef("--workers is %d, want 0 or more", c.Int("workers"))
	}
	frames := facts.Builtin()
	if path := c.String("frames"); path != "" {
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("read frames: %w", err)
		}
		defer f.Close()
		if frames, err = facts.LoadFrames(f, path); err != nil {
			return nil, usagef("%s", err)
		}
	}
	stages, err := ingest.Stages(frames)
	if err != nil {
		return nil, err
	}
	return ingest.New(stages, ingest.Options{Workers: c.Int("workers"), Progress: progress})
}

// progress reports on standard error: a line for each page that fails and, on a
// terminal, a bar.
type progress struct {
	c     *cli.Context
	bar   *progressbar.ProgressBar
	start time.Time
}

func newProgress(c *cli.Context) *progress {
	p := &progress{c: c, start: time.Now()}
	f, ok := c.App.ErrWriter.(*os.File)
	if ok && isatty.IsTerminal(f.Fd()) && !c.Bool("no-progress") {
		p.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(f), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
			progressbar.OptionSetItsString("articles"), progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription("reading"), progressbar.OptionSpinnerType(14))
	}
	return p
}

func (p *progress) event(e ingest.Event) {
	if p.bar != nil {
		_ = p.bar.Add(1) // a bar that cannot be drawn is no reason to stop
	}
	if e.Err != nil {
		if p.bar != nil {
			_ = p.bar.Clear() // as above
		}
		fmt.Fprintf(p.c.App.ErrWriter, "dossier: %s\n", oneLine(e.Err))
	}
}

// finish clears the bar and sums up.
func (p *progress) finish(s ingest.Summary) {
	if p.bar != nil {
		_ = p.bar.Finish() // as above
	}
	took := time.Since(p.start)
	line := count(s.Articles(), "article")
	if s.Unchanged > 0 || s.Replaced > 0 {
		line += fmt.Sprintf(" (%d new, %d replaced, %d unchanged)", s.Added, s.Replaced, s.Unchanged)
	}
	line += ", " + count(int(s.Facts), "fact")
	if s.Failed > 0 {
		line += fmt.Sprintf(", %d could not be read", s.Failed)
	}
	if secs := took.Seconds(); s.Words > 0 && secs > 0 {
		line += fmt.Sprintf("; %d words in %s", s.Words, took.Round(10*time.Millisecond))
	}
	fmt.Fprintln(p.c.App.ErrWriter, line)
}

// outcome turns a run's failures into the command's exit code.
func outcome(s ingest.Summary, err error) error {
	switch {
	case err != nil:
		return err
	case s.Failed > 0 && s.Articles() == 0:
		return silentError{exitFailed}
	case s.Failed > 0:
		return silentError{exitPartly}
	}
	return nil
}
