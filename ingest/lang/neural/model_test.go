package neural

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"dossier/ingest/document"
)

// randomModel is a small network with random weights: what holds of its trees
// holds of any.
func randomModel(seed uint64) *Weights {
	rng := rand.New(rand.NewPCG(seed, 1))
	w := &Weights{Embed: 64, Hidden: 32, Layers: 2, Arc: 32, Label: 32, Tag: 16, Hash: 256,
		Tags: []TagPair{{document.NOUN, document.NN}, {document.VERB, document.VBD}, {document.PUNCT, document.XTag(5)}},
		Deps: []document.Dep{document.Nsubj, document.Obj, document.Punct}}
	for _, word := range []string{"the", "dog", "barked"} {
		key, _ := WordKey(word, nil)
		w.Words = append(w.Words, key)
	}
	w.Senses = Senses{Keys: []uint32{1, 2}, Values: []Sense{3, 4}}
	matrix := func(rows, cols int, out float64) Matrix {
		return Matrix{Rows: rows, Cols: cols, Q: randomInts[int8](rng, rows*cols, 127),
			Scale: randomFloats(rng, cols, out*1e-5), Bias: randomFloats(rng, cols, out/4)}
	}
	w.Table, w.TableScale = randomInts[int8](rng, (1+len(w.Words)+w.Hash)*w.Embed, 127), 0.003
	w.Gates = []Matrix{matrix(64, 4*64, 4), matrix(64, 3*64, 4)}
	w.Mix = [][]float32{randomFloats(rng, 128, 0.5), randomFloats(rng, 128, 0.5)}
	w.Proj = matrix(64, 4*32+16+Distances+1, 200)
	w.Bilinear = matrix(32, 32, 200)
	w.ArcScale = 0.01
	w.Distance = randomFloats(rng, Distances*32, 50)
	w.Dep, w.Pos = matrix(32, 3, 1), matrix(16, 3, 1)
	return w
}

// textDocument splits text at spaces, and into sentences at full stops.
func textDocument(text string) *document.Document {
	doc := &document.Document{Text: text}
	first, at := int32(0), 0
	end := func() {
		if n := int32(len(doc.Tokens)); n > first {
			doc.Sentences = append(doc.Sentences, document.Sentence{Span: doc.TokenSpan(first, n), First: first, End: n})
			first = n
		}
	}
	for _, word := range strings.Fields(text) {
		start := at + strings.Index(text[at:], word)
		at = start + len(word)
		doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: int32(start), End: int32(at)}, Head: document.None})
		if word == "." {
			end()
		}
	}
	end()
	return doc
}

var sampleText = "The dog barked . “ Café-owners ” at 10:30 in GENEVA don't mind . x . " + strings.Repeat("a very long sentence of many words , ", 60) + "."

func TestAnnotateMakesTrees(t *testing.T) {
	for seed := range uint64(5) {
		m := New(randomModel(seed))
		doc := textDocument(sampleText)
		m.Annotate(doc)
		if err := doc.Check(); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for i, tok := range doc.Tokens {
			if tok.Dep == document.DepNone || (tok.Dep == document.Root) != (tok.Head == document.None) {
				t.Fatalf("seed %d: token %d has relation %v and head %d", seed, i, tok.Dep, tok.Head)
			}
		}
	}
}

func TestVectorKernelsGiveTheSameTrees(t *testing.T) {
	m := New(randomModel(7))
	fast := textDocument(sampleText)
	m.Annotate(fast)
	others(func(set string) {
		slow := textDocument(sampleText)
		m.Annotate(slow)
		if !reflect.DeepEqual(fast, slow) {
			t.Fatalf("trees differ with the best kernels and with %s", set)
		}
	})
}

// TestBatchesDoNotMatter parses sentences together and one by one.
func TestBatchesDoNotMatter(t *testing.T) {
	m := New(randomModel(8))
	whole := textDocument(sampleText)
	m.Annotate(whole)
	for _, sent := range whole.Sentences {
		one := textDocument(whole.Slice(sent.Span))
		m.Annotate(one)
		for i := range one.Tokens {
			got, want := one.Tokens[i], whole.Tokens[sent.First+int32(i)]
			if want.Head != document.None {
				want.Head -= sent.First
			}
			if got.Head != want.Head || got.Tag != want.Tag || got.Dep != want.Dep {
				t.Fatalf("word %d of %q: %v alone, %v in the text", i, one.Text, got, want)
			}
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	m := New(randomModel(9))
	want := textDocument(sampleText)
	m.Annotate(want)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 5 {
				doc := textDocument(sampleText)
				m.Annotate(doc)
				if !reflect.DeepEqual(doc, want) {
					t.Error("a concurrent run gave other trees")
				}
			}
		})
	}
	wg.Wait()
}

func TestEncodeDecode(t *testing.T) {
	w := randomModel(3)
	New(w)
	data := w.Encode()
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	New(got)
	if !reflect.DeepEqual(got, w) {
		t.Fatal("weights changed on the way")
	}
	for _, bad := range [][]byte{nil, data[:5], data[:len(data)/2], data[:len(data)-1], append(data[:len(data):len(data)], 0), []byte(magic + "\xff\xff\xff\xff")} {
		if _, err := Decode(bad); err == nil {
			t.Errorf("%d damaged bytes were accepted", len(bad))
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	m := New(randomModel(4))
	f.Add(sampleText)
	f.Add("ß ‘ \xff\xfe .")
	f.Fuzz(func(t *testing.T, text string) {
		doc := textDocument(strings.ToValidUTF8(text, "?"))
		m.Annotate(doc)
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzDecode(f *testing.F) {
	data := randomModel(5).Encode()
	f.Add(data)
	f.Add(data[:100])
	f.Fuzz(func(t *testing.T, data []byte) {
		if w, err := Decode(data); err == nil {
			New(w)
		}
	})
}

func TestNoAllocations(t *testing.T) {
	m := New(randomModel(6))
	doc := textDocument(sampleText)
	m.Annotate(doc)
	if n := testing.AllocsPerRun(20, func() { m.Annotate(doc) }); n > 1 {
		t.Errorf("%v allocations a document", n)
	}
}

func BenchmarkAnnotate(b *testing.B) {
	m, err := Default()
	if err != nil {
		b.Skip(err)
	}
	doc := textDocument(strings.Repeat("The minister said on Tuesday that the committee , which met in Geneva , had not yet agreed on a date for the talks . ", 40))
	m.Annotate(doc)
	b.ReportAllocs()
	for b.Loop() {
		m.Annotate(doc)
	}
	b.ReportMetric(float64(b.N)*float64(len(doc.Tokens))/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkKernels(b *testing.B) {
	others(func(set string) { b.Run(set, BenchmarkAnnotate) })
}
