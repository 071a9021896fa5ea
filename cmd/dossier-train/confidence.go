package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/graph/ontology"
	"dossier/ingest"
	"dossier/ingest/document"
	"dossier/ingest/facts"
	"dossier/ingest/source"
)

// confidenceCommand fits the weights of a fact's confidence on gold articles.
func confidenceCommand() *cli.Command {
	return &cli.Command{
		Name:  "confidence",
		Usage: "fit the confidence of facts on gold articles and show whether it means what it says",
		Description: "GOLD holds articles (NAME.txt, NAME.html) and what they state (NAME.gold.json). The table is of\n" +
			"articles held back: each sixth is scored with weights fitted on the others. With --unseen the table\n" +
			"is of those articles, and the weights tell how far a fact of such an article is to be trusted.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Required: true, EnvVars: []string{"GOLD"}, Usage: "directory with gold articles"},
			&cli.StringFlag{Name: "unseen", Usage: "directory with gold articles that nobody who works on extraction has looked at"},
			&cli.StringFlag{Name: "out", Value: filepath.Join("ingest", "facts", "confidence.txt"), Usage: "where to write the weights"},
		},
		Action: func(c *cli.Context) error {
			return fitConfidence(c.Context, c.App.Writer, c.String("gold"), c.String("unseen"), c.String("out"))
		},
	}
}

const folds = 6

func fitConfidence(ctx context.Context, out io.Writer, gold, unseen, file string) error {
	articles, err := goldSamples(ctx, gold)
	if err != nil {
		return err
	}
	var studied []facts.Sample
	if unseen != "" {
		for _, a := range articles {
			for _, s := range a {
				s.Signals = append(s.Signals, facts.Signal{Name: facts.Studied, Value: 100})
				studied = append(studied, s)
			}
		}
		if articles, err = goldSamples(ctx, unseen); err != nil {
			return err
		}
	}
	if len(articles) < 2 {
		return fmt.Errorf("%s has %d gold articles; give a directory with at least two", cmp.Or(unseen, gold), len(articles))
	}
	// Held back: each sixth of the articles by weights of the rest.
	type judged struct {
		p     float64
		right bool
	}
	var all []judged
	for part := range folds {
		fit := slices.Clone(studied)
		for i, a := range articles {
			if i%folds != part {
				fit = append(fit, a...)
			}
		}
		w := facts.Fit(fit)
		for i, a := range articles {
			if i%folds != part {
				continue
			}
			for _, s := range a {
				all = append(all, judged{float64(facts.Probability(w.Score(s.Signals))), s.Right})
			}
		}
	}
	fmt.Fprintf(out, "%-11s %6s %9s %9s\n", "confidence", "facts", "mean said", "right")
	brier := 0.0
	for _, bin := range [...][2]float64{{0, .5}, {.5, .6}, {.6, .7}, {.7, .8}, {.8, .9}, {.9, .95}, {.95, 1}} {
		n, right, said := 0, 0, 0.0
		for _, j := range all {
			if j.p < bin[0] || j.p >= bin[1] {
				continue
			}
			n++
			said += j.p
			hit := 0.0
			if j.right {
				right++
				hit = 1
			}
			brier += (j.p - hit) * (j.p - hit)
		}
		if n > 0 {
			fmt.Fprintf(out, "%.2f–%.2f   %6d %9.2f %9.2f\n", bin[0], bin[1], n, said/float64(n), float64(right)/float64(n))
		}
	}
	fmt.Fprintf(out, "Brier score %.3f over %d facts held back\n", brier/float64(max(1, len(all))), len(all))
	every := slices.Clone(studied)
	for _, a := range articles {
		every = append(every, a...)
	}
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("writing weights: %w", err)
	}
	if _, err := facts.Fit(every).WriteTo(f); err != nil {
		_ = f.Close()
		return fmt.Errorf("writing weights to %s: %w", file, err)
	}
	return f.Close()
}

// goldArticle is what score.py reads of a gold file.
type goldArticle struct {
	Entities []struct {
		Name    string   `json:"name"`
		Aliases []string `json:"aliases"`
	} `json:"entities"`
	Facts []struct {
		Subject  string `json:"subject"`
		Relation string `json:"relation"`
		Object   string `json:"object"`
	} `json:"facts"`
}

// goldSamples extracts the gold articles and tells which facts are right.
func goldSamples(ctx context.Context, dir string) ([][]facts.Sample, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	stages, err := ingest.Stages(nil)
	if err != nil {
		return nil, err
	}
	pipeline, err := ingest.New(stages[:len(stages)-1], ingest.Options{})
	if err != nil {
		return nil, err
	}
	var out [][]facts.Sample
	for _, file := range files {
		samples, err := articleSamples(ctx, pipeline, file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out = append(out, samples)
	}
	return out, nil
}

func articleSamples(ctx context.Context, pipeline *ingest.Pipeline, file string) ([]facts.Sample, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var gold goldArticle
	if err := json.Unmarshal(data, &gold); err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, e := range gold.Entities {
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if k := foldName(n); names[k] == "" {
				names[k] = e.Name
			}
		}
	}
	want := map[[3]string]bool{}
	for _, f := range gold.Facts {
		want[factKey(names[foldName(f.Subject)], f.Relation, names[foldName(f.Object)])] = true
	}
	base := strings.TrimSuffix(file, ".gold.json")
	var page string
	for _, ext := range [...]string{".txt", ".html", ".md"} {
		if _, err := os.Stat(base + ext); err == nil {
			page = base + ext
			break
		}
	}
	if page == "" {
		return nil, fmt.Errorf("no article %s.txt or .html", base)
	}
	text, err := os.ReadFile(page)
	if err != nil {
		return nil, err
	}
	var doc document.Document
	if err := pipeline.Document(ctx, source.Page{Name: page, Bytes: text}, &doc); err != nil {
		return nil, err
	}
	signals, err := new(facts.Extractor).Signals(&doc)
	if err != nil {
		return nil, err
	}
	entity := func(e int32) string {
		ent := &doc.Entities[e]
		for _, n := range append([]string{ent.Name}, ent.Aliases...) {
			if found := names[foldName(n)]; found != "" {
				return found
			}
		}
		return "?" + ent.Name
	}
	var out []facts.Sample
	for i := range doc.Facts {
		if f := &doc.Facts[i]; !f.Open {
			out = append(out, facts.Sample{Signals: signals[i], Right: want[factKey(entity(f.Subject), f.Relation, entity(f.Object))]})
		}
	}
	return out, nil
}

func factKey(subject, relation, object string) [3]string {
	if r, ok := ontology.Lookup(relation); ok && r.Symmetric && object < subject {
		subject, object = object, subject
	}
	return [3]string{subject, relation, object}
}

var (
	possessive = regexp.MustCompile(`[’']s?$`)
	noWord     = regexp.MustCompile(`[^\p{L}\p{N}_' ]`)
	honorific  = regexp.MustCompile(`^(mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|lady|gen|sen|rep|gov) `)
	article    = regexp.MustCompile(`^(the|a|an) `)
)

// foldName folds case, articles, possessives and punctuation, as score.py does.
func foldName(s string) string {
	s = possessive.ReplaceAllString(strings.TrimSpace(s), "")
	s = strings.NewReplacer("’", "'", ".", "", "-", " ").Replace(s)
	s = strings.ToLower(noWord.ReplaceAllString(s, " "))
	s = strings.Join(strings.Fields(s), " ")
	return honorific.ReplaceAllString(article.ReplaceAllString(s, ""), "")
}
