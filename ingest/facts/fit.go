package facts

import (
	"math"
	"math/bits"
	"slices"
	"strings"

	"dossier/ingest/document"
)

// Signals extracts the facts of a document as Extract does, and returns for
// each of doc.Facts the signs of trust of its best evidence. It is for fitting
// the weights of confidence.
func (ex *Extractor) Signals(doc *document.Document) ([][]Signal, error) {
	x := runs.Get().(*run)
	defer runs.Put(x)
	x.facts.keep = true
	defer func() { x.facts.keep = false }()
	if err := x.extract(doc, ex); err != nil {
		return nil, err
	}
	out := make([][]Signal, len(doc.Facts))
	for i := range doc.Facts {
		f := &doc.Facts[i]
		at := x.facts.index[keyOf(f.Subject, f.Relation, f.Object, f.Status)]
		out[i] = append(slices.Clone(x.facts.signals[at]), Signal{"said again", 100 * (bits.Len(uint(len(f.Evidence))) - 1)})
	}
	return out, nil
}

// Studied is a sign that only samples have: their article's errors were looked
// at while extraction was written, so that more of its facts are right than of
// an article nobody has seen. Fit weighs it and leaves it out of the weights.
const Studied = "studied"

// Sample is a fact with the signs of trust it has, and whether it is right.
type Sample struct {
	Signals []Signal
	Right   bool
}

// Fit finds the weights that make the samples most likely, by gradient descent
// on the logistic loss with an L2 penalty: strong on relations, whose samples
// are few, weak on the bias.
func Fit(samples []Sample) Weights {
	index := map[string]int{}
	var names []string
	type entry struct {
		at    int
		value float64
	}
	rows := make([][]entry, len(samples))
	for i, s := range samples {
		for _, sig := range s.Signals {
			at, ok := index[sig.Name]
			if !ok {
				at = len(names)
				index[sig.Name] = at
				names = append(names, sig.Name)
			}
			rows[i] = append(rows[i], entry{at, float64(sig.Value) / 100})
		}
	}
	w := make([]float64, len(names))
	gradient := make([]float64, len(names))
	for step := 0; step < 4000; step++ {
		for i := range gradient {
			gradient[i] = 2 * penalty(names[i]) * w[i]
		}
		for i, row := range rows {
			sum := 0.0
			for _, e := range row {
				sum += float64(w[e.at] * e.value)
			}
			miss := 1 / (1 + math.Exp(-sum))
			if samples[i].Right {
				miss--
			}
			for _, e := range row {
				gradient[e.at] += float64(miss * e.value)
			}
		}
		rate := 0.5 / float64(len(samples)+1)
		for i := range w {
			w[i] -= float64(rate * gradient[i])
		}
	}
	out := Weights{}
	for i, name := range names {
		if v := int(math.Round(w[i] * 1000)); v != 0 && name != Studied {
			out[name] = v
		}
	}
	return out
}

func penalty(name string) float64 {
	switch {
	case name == "bias", name == Studied:
		return 0.01
	case strings.HasPrefix(name, "relation "):
		return relationPenalty
	}
	return signPenalty
}

// Penalties, chosen by the Brier score on articles held back.
const relationPenalty, signPenalty = 8, 4
