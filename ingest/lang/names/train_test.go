package names

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/ingest/lang/names/corpus"
)

// TestTrain learns from a handful of invented texts, twice: the same bytes,
// and a model that finds what it was shown.
func TestTrain(t *testing.T) {
	opt := DefaultOptions
	opt.Epochs, opt.Dropout = 4, 0
	train := func() []byte {
		a, err := NewAugmenter(3)
		if err != nil {
			t.Fatal(err)
		}
		invented, err := a.Invent(60)
		if err != nil {
			t.Fatal(err)
		}
		var docs []Text
		for i, d := range invented {
			docs = append(docs, Text{d.Document(), int32(i)})
		}
		data, err := Train(docs, opt)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if f1 := Measure(f.Find, invented, nil).All.F1(); f1 < 90 {
			t.Errorf("F1 on the training text is %.1f, want at least 90", f1)
		}
		return data
	}
	if !bytes.Equal(train(), train()) {
		t.Error("training twice gives different models")
	}
}

func TestNormalize(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"[p Dr. Jane Roe] spoke", "Jane Roe/person"},
		{"[o the Bank of Japan] said", "Bank of Japan/organization"},
		{"the [l Russian] army", ""},
		{"[p President] spoke", ""},
		{"[o Acme 's] board", "Acme/organization"},
	} {
		s, err := marked(c.in)
		if err != nil {
			t.Fatal(err)
		}
		doc := &corpus.Doc{Sents: []corpus.Sent{s}}
		if err := Normalize([]*corpus.Doc{doc}); err != nil {
			t.Fatal(err)
		}
		d := doc.Document()
		var got []string
		for _, n := range d.Names {
			got = append(got, d.Slice(n.Span)+"/"+n.Type.String())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.in, got, c.want)
		}
	}
}

func TestLexiconErrors(t *testing.T) {
	file := func(data string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(data)} }
	good := func() fstest.MapFS {
		return fstest.MapFS{"data/given.txt": file("Ann\tf\n"), "data/surnames.txt": file("Roe\n"), "data/cities.txt": file("Oslo\n"),
			"data/organizations.txt": file("[knownorg]\nAcme\n"), "data/words.txt": file("[title]\ndr\n"), "data/wordnet.txt": file("[knownplace]\nRhine\n")}
	}
	if _, err := readLexicon(good()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, data, want string }{
		{"data/given.txt", "# c\nAnn\tx\n", "data/given.txt:2"},
		{"data/words.txt", "dr\n", "data/words.txt:1"},
		{"data/words.txt", "[nonsense]\n", "no such class"},
	} {
		files := good()
		files[c.file] = file(c.data)
		if _, err := readLexicon(files); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s with %q: error %v, want one with %q", c.file, c.data, err, c.want)
		}
	}
}
