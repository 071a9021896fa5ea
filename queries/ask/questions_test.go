package ask_test

import (
	"context"
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dossier/graph/quads"
	"dossier/graph/record"
	"dossier/graph/resolve"
	"dossier/ingest"
	"dossier/ingest/source"
	"dossier/queries"
	"dossier/queries/ask"
)

//go:embed testdata/questions.tsv
var questionsTSV string

// samples reads testdata/articles into a store in memory.
func samples(t *testing.T) *queries.Graph {
	t.Helper()
	store, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	stages, err := ingest.Stages(nil)
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := ingest.New(stages, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	articles := filepath.Join("..", "..", "testdata", "articles")
	if _, err := pipe.Run(t.Context(), source.Pages(t.Context(), []string{articles}, source.Options{}), &record.Keeper{Store: store, Resolver: resolve.New(store)}); err != nil {
		t.Fatal(err)
	}
	return queries.New(store)
}

// reached is how many questions are answered as a reader answers them. The aim
// is nine of ten (126); most that are missing ask for a fact that was not read
// from its article. Raise it when more are right.
const reached = 114

// TestQuestions asks every question of the table. No fewer may be right than
// were, and none may be answered from another reading than the reader's: that
// would be wrong in silence.
func TestQuestions(t *testing.T) {
	g := samples(t)
	reader, err := ask.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	reader.Today = time.Date(2024, 12, 1, 0, 0, 0, 0, time.UTC)
	asked, right := 0, 0
	for n, line := range strings.Split(questionsTSV, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			t.Fatalf("questions.tsv:%d: %d columns", n+1, len(f))
		}
		asked++
		reading, got := answer(t.Context(), g, reader, f[0])
		switch {
		case matches(f[2], got):
			right++
		case reading != "-" && !sameReading(f[1], reading) && got != "no":
			t.Errorf("questions.tsv:%d: %s: wrong in silence: read as %s, want %s; answered %s, want %s", n+1, f[0], reading, f[1], got, f[2])
		default:
			t.Logf("questions.tsv:%d: %s: answered %s (read as %s), want %s (%s)", n+1, f[0], got, reading, f[2], f[1])
		}
	}
	t.Logf("%d of %d right", right, asked)
	if right < reached {
		t.Errorf("%d of %d questions are answered as a reader answers them, it were %d", right, asked, reached)
	}
}

// answer returns how a question was read and what was answered, in the forms
// of the table.
func answer(ctx context.Context, g *queries.Graph, r *ask.Reader, question string) (reading, got string) {
	u, err := r.Understand(ctx, g, question)
	if err != nil {
		return "-", "-"
	}
	res, err := ask.Answer(ctx, g, u)
	if err != nil {
		return "-", "error: " + err.Error()
	}
	switch u.Kind {
	case ask.PathBetween:
		if len(res.Paths) > 0 {
			return "path", "some"
		}
		return "path", "no"
	case ask.CardOf:
		return "card", res.Card.Entity.Name
	case ask.FactsAbout:
		if len(res.Answers) > 0 {
			return "facts", "some"
		}
		return "facts", "no"
	}
	var relations, names []string
	for _, c := range u.Clauses {
		if !slices.Contains(relations, c.Relation) {
			relations = append(relations, c.Relation)
		}
	}
	reading = strings.Join(relations, "+")
	switch u.Kind {
	case ask.HowMany:
		return reading, fmt.Sprint(len(res.Entities))
	case ask.WhetherFact:
		if len(res.Answers) > 0 {
			return reading, "yes"
		}
		return reading, "no"
	case ask.WhenFact:
		for _, a := range res.Answers {
			if a.Time != "" && !slices.Contains(names, a.Time) {
				names = append(names, a.Time)
			}
		}
	case ask.WhereFact:
		for _, p := range res.Places {
			names = append(names, p.Name)
		}
		fallthrough
	default:
		for _, e := range res.Entities {
			names = append(names, e.Entity.Name)
		}
		if len(names) == 0 { // an answer about what is only planned is an answer too
			for _, a := range res.Unsure {
				for _, e := range []string{a.Subject.Name, a.Object.Name} {
					if !slices.Contains(names, e) && !strings.Contains(question, lastWord(e)) {
						names = append(names, e)
					}
				}
			}
		}
	}
	if len(names) == 0 {
		return reading, "no"
	}
	slices.Sort(names)
	return reading, strings.Join(names, "; ")
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

func sameReading(want, got string) bool {
	a, b := strings.Split(want, "+"), strings.Split(got, "+")
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func matches(want, got string) bool {
	a, b := strings.Split(want, "; "), strings.Split(got, "; ")
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
