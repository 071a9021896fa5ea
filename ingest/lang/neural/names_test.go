package neural

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// randomNames is a network for names on top of randomModel's.
func randomNames(t *testing.T, extra int) *Names {
	rng := rand.New(rand.NewPCG(11, 1))
	w := &Weights{Embed: 64, Hidden: 32, Layers: 1, Arc: 16, Label: 16, Tag: 16, Hash: 64, Extra: extra, Tags: make([]TagPair, NameLabels)}
	matrix := func(rows, cols int, out float64) Matrix {
		return Matrix{Rows: rows, Cols: cols, Q: randomInts[int8](rng, rows*cols, 127),
			Scale: randomFloats(rng, cols, out*1e-5), Bias: randomFloats(rng, cols, out/4)}
	}
	w.Table, w.TableScale = randomInts[int8](rng, (1+w.Hash)*w.Embed, 127), 0.003
	w.Gates = []Matrix{matrix(64+extra, 4*64, 4)}
	w.Mix = [][]float32{randomFloats(rng, 128, 0.5)}
	w.Proj, w.Bilinear = matrix(64, 4*16+16+Distances+1, 200), matrix(16, 16, 1)
	w.Distance = randomFloats(rng, Distances*16, 1)
	w.Dep, w.Pos = matrix(16, 0, 1), matrix(16, NameLabels, 1)
	w, err := Decode(w.Encode())
	if err != nil {
		t.Fatal(err)
	}
	names, err := NewNames(w)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAnnotateNames(t *testing.T) {
	m, names := New(randomModel(7)), randomNames(t, 64)
	plain, doc := textDocument(sampleText), textDocument(sampleText)
	m.Annotate(plain)
	scores := make([]float32, len(doc.Tokens)*NameLabels)
	if err := m.AnnotateNames(doc, names, scores); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(plain, doc) {
		t.Error("asking for names changed the trees")
	}
	others(func(set string) {
		slow := make([]float32, len(scores))
		if err := m.AnnotateNames(textDocument(sampleText), names, slow); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(scores, slow) {
			t.Errorf("scores differ with the best kernels and with %s", set)
		}
	})
	// A sentence alone has the scores that it has in the text.
	for _, sent := range doc.Sentences {
		one := textDocument(doc.Slice(sent.Span))
		alone := make([]float32, len(one.Tokens)*NameLabels)
		if err := m.AnnotateNames(one, names, alone); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(alone, scores[int(sent.First)*NameLabels:int(sent.End)*NameLabels]) {
			t.Errorf("scores of %q depend on its neighbours", one.Text)
		}
	}
}

func TestAnnotateNamesRefuses(t *testing.T) {
	m, doc := New(randomModel(7)), textDocument("The dog barked .")
	if err := m.AnnotateNames(doc, randomNames(t, 64), nil); err == nil {
		t.Error("no room for scores, and no error")
	}
	if err := m.AnnotateNames(doc, randomNames(t, 32), make([]float32, len(doc.Tokens)*NameLabels)); err == nil {
		t.Error("a network for another model was accepted")
	}
	if _, err := NewNames(randomModel(1)); err == nil {
		t.Error("a parser was accepted as a network for names")
	}
}
