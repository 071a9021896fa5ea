package refer

import (
	"os"
	"testing"

	"dossier/ingest/document"
	"dossier/ingest/refer/measure"
)

// TestFit fits the weights of pronouns by coordinate ascent on GUM's training
// part: each weight in turn is moved up and down by steps that get smaller, and
// a move is kept when more pronouns find their named entity. It runs only when
// DOSSIER_FIT names the folder of corpora, and prints the weights.
func TestFit(t *testing.T) {
	dir := os.Getenv("DOSSIER_FIT")
	if dir == "" {
		t.Skip("DOSSIER_FIT is not set")
	}
	samples, err := measure.ReadGUM(dir + "/gum/train.conllu")
	if err != nil {
		t.Fatal(err)
	}
	run := func() float64 {
		rep, err := measure.Measure(samples, func(doc *document.Document) error { return Resolve(doc) })
		if err != nil {
			t.Fatal(err)
		}
		return rep.Pronouns.F1()
	}
	best := run()
	t.Logf("before: %.4f", best)
	for _, step := range []int32{600, 300, 150} {
		for _, w := range fitted.all() {
			for _, d := range []int32{step, -step} {
				if w.token {
					d /= 40
				}
				for {
					*w.at += d
					if now := run(); now > best+0.0002 {
						best = now
						continue
					}
					*w.at -= d
					break
				}
			}
		}
		t.Logf("step %d: %.4f %+v", step, best, fitted)
	}
}

// weight is one number to fit; token is set for those that count per token.
type weight struct {
	at    *int32
	token bool
}

func (w *weights) all() []weight {
	var all []weight
	for i := range w.sentence {
		all = append(all, weight{at: &w.sentence[i]})
	}
	for i := range w.slot {
		all = append(all, weight{at: &w.slot[i]})
	}
	for _, at := range []*int32{&w.parallel, &w.mention, &w.gender, &w.pronoun, &w.named, &w.opening, &w.quoted, &w.body, &w.untyped, &w.least,
		&w.ahead, &w.inside, &w.speech, &w.told, &w.embedded} {
		all = append(all, weight{at: at})
	}
	return append(all, weight{at: &w.near, token: true})
}
