package facts

import (
	"strings"
	"testing"
)

func TestProbability(t *testing.T) {
	for _, c := range []struct {
		score int
		want  float32
	}{{-9000, 0.01}, {0, 0.5}, {1386, 0.8}, {2197, 0.9}, {9000, 0.99}} {
		if got := Probability(c.score); got != c.want {
			t.Errorf("Probability(%d) = %v, want %v", c.score, got, c.want)
		}
	}
	last := float32(0)
	for score := -6000; score <= 6000; score += 50 {
		p := Probability(score)
		if p < last {
			t.Fatalf("Probability falls at %d", score)
		}
		last = p
	}
}

func TestReadWeights(t *testing.T) {
	w, err := ReadWeights(strings.NewReader("# comment\nbias 1.25\nsubject by control -0.5\n"), "w.txt")
	if err != nil || w["bias"] != 1250 || w["subject by control"] != -500 {
		t.Errorf("ReadWeights = %v, %v", w, err)
	}
	for _, bad := range []string{"bias\n", "bias x\n", "bias 1\nkind NaN\n"} {
		if _, err := ReadWeights(strings.NewReader(bad), "w.txt"); err == nil || !strings.Contains(err.Error(), "w.txt:") {
			t.Errorf("ReadWeights(%q) = %v, want an error with its line", bad, err)
		}
	}
	var b strings.Builder
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	back, err := ReadWeights(strings.NewReader(b.String()), "w.txt")
	if err != nil || len(back) != len(w) || back["bias"] != w["bias"] {
		t.Errorf("written and read: %v, %v", back, err)
	}
}

// TestFit: of facts that are right nine times in ten with a sign and five in
// ten without, the fitted weights say so.
func TestFit(t *testing.T) {
	var samples []Sample
	for i := range 400 {
		with := []Signal{{"bias", 100}, {"sign", 100}}
		without := []Signal{{"bias", 100}}
		samples = append(samples, Sample{with, i%10 != 0}, Sample{without, i%2 == 0})
	}
	w := Fit(samples)
	if p := Probability(w.Score([]Signal{{"bias", 100}, {"sign", 100}})); p < 0.86 || p > 0.92 {
		t.Errorf("with the sign %v, want about 0.9", p)
	}
	if p := Probability(w.Score([]Signal{{"bias", 100}})); p < 0.47 || p > 0.56 {
		t.Errorf("without it %v, want about 0.5", p)
	}
}

func TestEmbeddedWeights(t *testing.T) {
	if confidenceWeights()["bias"] == 0 {
		t.Error("no weights are embedded")
	}
}
