package names

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"dossier/ingest/lang/names/corpus"
)

// Part is annotated text to measure on.
type Part struct {
	Name string
	Docs []*corpus.Doc
}

// Corpora is all annotated text, by the convention of this package.
type Corpora struct {
	Train []*corpus.Doc // GUM, four fifths of Wikigold and of Re-DocRED, WNUT 2017
	Parts []Part        // held back: never trained on
	Bare  []*corpus.Doc // treebank text without names, for self-training
}

// ReadCorpora reads the corpora under dir, one folder each. Every fifth
// document of Wikigold and of Re-DocRED is held back.
func ReadCorpora(dir string) (*Corpora, error) {
	read := func(file string, f func(io.Reader) ([]*corpus.Doc, error)) ([]*corpus.Doc, error) {
		in, err := os.Open(filepath.Join(dir, file))
		if err != nil {
			return nil, fmt.Errorf("reading the name corpora: %w", err)
		}
		defer in.Close()
		docs, err := f(in)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		return docs, Normalize(docs)
	}
	columns := func(id string, word, tag int) func(io.Reader) ([]*corpus.Doc, error) {
		return func(r io.Reader) ([]*corpus.Doc, error) { return corpus.ReadColumns(r, id, word, tag) }
	}
	// each message is a text of its own
	messages := func(r io.Reader) ([]*corpus.Doc, error) {
		docs, err := corpus.ReadColumns(r, "wnut17", 0, 1)
		var out []*corpus.Doc
		for _, d := range docs {
			for i, s := range d.Sents {
				out = append(out, &corpus.Doc{ID: fmt.Sprintf("%s-%d", d.ID, i), Sents: []corpus.Sent{s}})
			}
		}
		return out, err
	}
	all := new(Corpora)
	for _, src := range []struct {
		name, file string
		read       func(io.Reader) ([]*corpus.Doc, error)
		train      func(i int) bool
	}{
		{"gum", "gum/train.conllu", corpus.ReadGUM, func(int) bool { return true }},
		{"wikigold fifth", "wikigold/wikigold.conll.txt", columns("wikigold", 0, 1), func(i int) bool { return i%5 != 4 }},
		{"re-docred fifth", "re-docred/dev_revised.json", corpus.ReadDocRED, func(i int) bool { return i%5 != 4 }},
		{"wnut17", "wnut17/train.conll", messages, func(int) bool { return true }},
		{"uner-ewt dev", "uner-ewt/dev.iob2", columns("uner", 1, 2), func(int) bool { return false }},
		{"gum dev", "gum/dev.conllu", corpus.ReadGUM, func(int) bool { return false }},
		{"wnut17 dev", "wnut17/dev.conll", messages, func(int) bool { return false }},
	} {
		docs, err := read(src.file, src.read)
		if err != nil {
			return nil, err
		}
		held := Part{Name: src.name}
		for i, doc := range docs {
			if src.train(i) {
				all.Train = append(all.Train, doc)
			} else {
				held.Docs = append(held.Docs, doc)
			}
		}
		if len(held.Docs) > 0 {
			all.Parts = append(all.Parts, held)
		}
	}
	bare, err := read("ud-ewt/train.conllu", corpus.ReadTreebank)
	if err != nil {
		return nil, err
	}
	all.Bare = bare
	return all, nil
}

// How many texts are invented for the random field and for the network, which
// learns their ways sooner and then loses on the corpora.
const (
	InventedForField   = 3000
	InventedForNetwork = 2000
)

// TrainingSet returns the documents to train on: each as it is, renamed, and
// recased, and so many invented ones.
func TrainingSet(docs []*corpus.Doc, invented int, seed uint64) ([]Text, error) {
	a, err := NewAugmenter(seed)
	if err != nil {
		return nil, err
	}
	news, err := a.Invent(invented)
	if err != nil {
		return nil, err
	}
	var out []Text
	source := int32(0)
	add := func(docs ...*corpus.Doc) {
		for _, d := range docs {
			out = append(out, Text{d.Document(), source})
		}
		source++
	}
	for i, doc := range news {
		if i%8 == 0 {
			doc = a.Recase(doc, i%32 == 0)
		}
		add(doc)
	}
	for i, doc := range docs {
		variants := []*corpus.Doc{doc, a.Rename(doc, false), a.Rename(doc, i%2 == 1)}
		if i%2 == 0 {
			variants = append(variants, a.Recase(a.Rename(doc, true), i%8 == 0))
		}
		add(variants...)
	}
	return out, nil
}

// variants is how many models are trained of different variants of the texts;
// the embedded one is their mean.
const variants = 4

// TrainAll trains the model that is embedded: a first one on the annotated
// corpora, then some on these, each with variants of its own, and on the
// treebank text that the first annotated; their mean is the result.
func TrainAll(c *Corpora, opt Options) ([]byte, error) {
	docs, err := TrainingSet(c.Train, InventedForField, opt.Seed)
	if err != nil {
		return nil, err
	}
	early := opt
	early.Epochs = min(opt.Epochs, 3)
	m, err := learn(docs, early)
	if err != nil {
		return nil, err
	}
	lex, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	bare := newFinder(m, lex).Annotate(c.Bare)
	if err := Normalize(bare); err != nil {
		return nil, err
	}
	models := make([]*model, variants)
	var group errgroup.Group
	group.SetLimit(2) // each takes a gigabyte
	for i := range models {
		group.Go(func() error {
			opt := opt
			opt.Seed += uint64(i)
			docs, err := TrainingSet(c.Train, InventedForField, opt.Seed)
			if err != nil {
				return err
			}
			source := docs[len(docs)-1].Source
			for _, d := range bare {
				source++
				docs = append(docs, Text{d.Document(), source})
			}
			models[i], err = learn(docs, opt)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return mean(models).encode()
}
