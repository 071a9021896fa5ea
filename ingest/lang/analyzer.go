package lang

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"dossier/ingest/document"
	"dossier/ingest/lang/linear"
	"dossier/ingest/lang/model"
	"dossier/ingest/lang/names"
	"dossier/ingest/lang/neural"
)

// Analyzer holds the decoded models. It is safe for concurrent use; each call
// takes its buffers from a pool.
type Analyzer struct {
	tables    *tokenTables
	lex       *lexicon
	sentences *linear.Ternary // sentence ends
	network   *neural.Model   // tags and trees
	lemmas    lemmatizer
	names     func() (*names.Finder, error) // decodes at the first call
	scorer    func() (*neural.Names, error) // the network for names, the same; nil where there is none
	pool      sync.Pool
}

//go:embed models
var modelFiles embed.FS

// ErrNoModel says that a model file was not built into the program.
var ErrNoModel = errors.New("lang: a language model is missing from this build; run \"make train\" and build again")

var embedded = sync.OnceValues(func() (*Analyzer, error) {
	data, err := modelFiles.ReadFile("models/lang.bin")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoModel
	}
	if err != nil {
		return nil, fmt.Errorf("lang: %w", err)
	}
	network, err := neural.Default()
	if errors.Is(err, neural.ErrNoModel) {
		return nil, fmt.Errorf("%w: %w", ErrNoModel, err)
	}
	if err != nil {
		return nil, fmt.Errorf("lang: %w", err)
	}
	a, err := Open(data, network, nil)
	if err != nil {
		return nil, err
	}
	a.names, a.scorer = names.Default, neural.DefaultNames
	return a, nil
})

// Default returns the analyzer with the embedded models, decoded at the first
// call, those for names at the first call of FindNames. The error wraps
// ErrNoModel when the program was built without them.
func Default() (*Analyzer, error) { return embedded() }

// Open returns an analyzer of other models than the embedded ones: data is a
// file for sentences and lemmas as cmd/dossier-train writes it, which must not
// change afterwards. Without network, Annotate must not be called, and without
// finder FindNames.
func Open(data []byte, network *neural.Model, finder *names.Finder) (*Analyzer, error) {
	parts, err := model.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("lang: %w", err)
	}
	a := &Analyzer{network: network, names: func() (*names.Finder, error) { return finder, nil }}
	if a.tables, err = loadTables(); err != nil {
		return nil, err
	}
	for _, step := range []struct {
		section string
		open    func(data []byte) error
	}{
		{"lexicon", func(d []byte) (err error) { a.lex, err = openLexicon(d); return err }},
		{"sentences", func(d []byte) (err error) { a.sentences, err = linear.OpenTernary(d); return err }},
		{"exceptions", func(d []byte) (err error) { a.lemmas.exceptions, err = openExceptions(d); return err }},
		{"scripts", func(d []byte) (err error) { a.lemmas.scripts, err = openScripts(d); return err }},
		{"lemmas", func(d []byte) (err error) { a.lemmas.choice, err = linear.OpenSparse(d); return err }},
	} {
		data, ok := parts[step.section]
		if !ok {
			return nil, fmt.Errorf("lang: the model file has no section %q", step.section)
		}
		if err := step.open(data); err != nil {
			return nil, fmt.Errorf("lang: model section %q: %w", step.section, err)
		}
	}
	if classes := a.lemmas.choice.Classes(); classes > len(a.lemmas.scripts) {
		return nil, fmt.Errorf("lang: the model file has %d classes of lemmas and %d scripts", classes, len(a.lemmas.scripts))
	}
	if network != nil {
		a.lemmas.known = network.InDictionary
	}
	return a, nil
}

func (a *Analyzer) get() *state {
	if st, ok := a.pool.Get().(*state); ok {
		return st
	}
	return newState()
}

func (a *Analyzer) put(st *state) { a.pool.Put(st) }

func errTooLong(n int) error {
	return fmt.Errorf("lang: text of %d bytes is longer than 2 GB; split it into articles", n)
}

// Analyze fills Sentences, Tokens and Names of a document with Text: Segment
// and Read. Later layers are emptied.
func (a *Analyzer) Analyze(doc *document.Document) error {
	if err := a.Segment(doc); err != nil {
		return err
	}
	return a.Read(doc)
}

// Read is Annotate and FindNames in one run of the network, on a document
// whose sentences and tokens Segment has found.
func (a *Analyzer) Read(doc *document.Document) error {
	st := a.get()
	defer a.put(st)
	if err := a.score(st, doc); err != nil {
		return err
	}
	a.lemmatize(st, doc)
	return a.find(st, doc)
}

// Annotate fills Tag, XTag, Lemma, Head and Dep of doc.Tokens, whose spans and
// sentences Segment has found: every sentence becomes a tree with one root.
func (a *Analyzer) Annotate(doc *document.Document) error {
	a.network.Annotate(doc)
	st := a.get()
	defer a.put(st)
	a.lemmatize(st, doc)
	return nil
}

func (a *Analyzer) lemmatize(st *state, doc *document.Document) {
	for s := range doc.Sentences {
		sent := &doc.Sentences[s]
		st.loadSentence(doc, sent, a.lex)
		for i := range st.words {
			tok := &doc.Tokens[sent.First+int32(i)]
			tok.Lemma = a.lemmas.lemma(st, doc.Slice(tok.Span), &st.words[i], tagPair{tok.Tag, tok.XTag})
		}
	}
}

// FindNames fills doc.Names; sentences and tokens must be there. The network
// reads the document for it and sets tags and trees, as Annotate does: Read
// saves one of the two runs. The error wraps ErrNoModel when the program was built without a model of names.
func (a *Analyzer) FindNames(doc *document.Document) error {
	st := a.get()
	defer a.put(st)
	if err := a.score(st, doc); err != nil {
		return err
	}
	return a.find(st, doc)
}

// score tags and parses, and sets st.nameScores to what the network says of
// names; it leaves none where there is no network for them.
func (a *Analyzer) score(st *state, doc *document.Document) error {
	st.nameScores = st.nameScores[:0]
	var scorer *neural.Names
	if a.scorer != nil {
		var err error
		if scorer, err = a.scorer(); err != nil && !errors.Is(err, neural.ErrNoModel) {
			return fmt.Errorf("lang: %w", err)
		}
	}
	if scorer == nil {
		a.network.Annotate(doc)
		return nil
	}
	st.nameScores = grow(st.nameScores, len(doc.Tokens)*neural.NameLabels)
	if err := a.network.AnnotateNames(doc, scorer, st.nameScores); err != nil {
		return fmt.Errorf("lang: %w", err)
	}
	return nil
}

// find fills doc.Names from st.nameScores, if there are any, and the finder.
func (a *Analyzer) find(st *state, doc *document.Document) error {
	finder, err := a.names()
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrNoModel, err)
	}
	if err != nil {
		return fmt.Errorf("lang: %w", err)
	}
	if len(st.nameScores) == 0 {
		finder.Find(doc)
		return nil
	}
	if err := finder.FindWith(doc, st.nameScores); err != nil {
		return fmt.Errorf("lang: %w", err)
	}
	return nil
}
