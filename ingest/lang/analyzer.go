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
//
// Tags and trees come from the network of package neural where there is one,
// otherwise from the linear models in the same file as the rest.
type Analyzer struct {
	network   *neural.Model // nil: tags and trees by the linear models
	names     *names.Finder // nil: Names finds none
	tables    *tokenTables
	lex       *lexicon
	sentences *linear.Ternary
	joints    []joint
	tagger    *linear.Sparse
	scripts   []script
	lemmas    *linear.Sparse
	arcs      *linear.Ternary
	labels    *linear.Sparse
	pool      sync.Pool
}

//go:embed models
var modelFiles embed.FS

// ErrNoModel says that a model file was not built into the program.
var ErrNoModel = errors.New("lang: the language model is missing from this build; run \"make train\" and build again")

var embedded = sync.OnceValues(func() (*Analyzer, error) {
	data, err := modelFiles.ReadFile("models/lang.bin")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoModel
	}
	if err != nil {
		return nil, fmt.Errorf("lang: %w", err)
	}
	a, err := Open(data)
	if err != nil {
		return nil, err
	}
	if a.network, err = neural.Default(); err != nil && !errors.Is(err, neural.ErrNoModel) {
		return nil, fmt.Errorf("lang: %w", err)
	}
	if a.names, err = names.Default(); err != nil {
		return nil, fmt.Errorf("lang: %w", err)
	}
	return a, nil
})

// Default returns the analyzer with the embedded models, decoded at the first
// call. The error is ErrNoModel when the program was built without them.
func Default() (*Analyzer, error) { return embedded() }

// Open decodes a model file as cmd/dossier-train writes it; data must not
// change afterwards. The analyzer has neither network nor names.
func Open(data []byte) (*Analyzer, error) {
	parts, err := model.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("lang: %w", err)
	}
	a := &Analyzer{}
	if a.tables, err = loadTables(); err != nil {
		return nil, err
	}
	for _, step := range []struct {
		section string
		open    func(data []byte) error
	}{
		{"lexicon", func(d []byte) (err error) { a.lex, err = openLexicon(d); return err }},
		{"sentences", func(d []byte) (err error) { a.sentences, err = linear.OpenTernary(d); return err }},
		{"tags", func(d []byte) (err error) { a.joints, err = openJoints(d); return err }},
		{"tagger", func(d []byte) (err error) { a.tagger, err = linear.OpenSparse(d); return err }},
		{"scripts", func(d []byte) (err error) { a.scripts, err = openScripts(d); return err }},
		{"lemmas", func(d []byte) (err error) { a.lemmas, err = linear.OpenSparse(d); return err }},
		{"arcs", func(d []byte) (err error) { a.arcs, err = linear.OpenTernary(d); return err }},
		{"labels", func(d []byte) (err error) { a.labels, err = linear.OpenSparse(d); return err }},
	} {
		data, ok := parts[step.section]
		if !ok {
			return nil, fmt.Errorf("lang: the model file has no section %q", step.section)
		}
		if err := step.open(data); err != nil {
			return nil, fmt.Errorf("lang: model section %q: %w", step.section, err)
		}
	}
	if a.tagger.Classes() > len(a.joints) || a.lemmas.Classes() > len(a.scripts) || a.labels.Classes() > document.NumDeps {
		return nil, fmt.Errorf("lang: the model file's classes do not fit this program")
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

// Analyze fills Sentences, Tokens and Names of a document with Text: Segment,
// Tag, Parse and Names in turn.
func (a *Analyzer) Analyze(doc *document.Document) error {
	for _, step := range [...]func(*document.Document) error{a.Segment, a.Tag, a.Parse, a.Names} {
		if err := step(doc); err != nil {
			return err
		}
	}
	return nil
}

// Names fills doc.Names; tokens, tags and sentences must be there.
func (a *Analyzer) Names(doc *document.Document) error {
	if a.names != nil {
		a.names.Find(doc)
	}
	return nil
}

// Tag fills Tag, XTag and Lemma of doc.Tokens, whose spans and sentences
// Segment has found. The network finds Head and Dep in the same pass, so that
// Parse has nothing left to do.
func (a *Analyzer) Tag(doc *document.Document) error {
	if a.network != nil {
		a.network.Annotate(doc)
	}
	st := a.get()
	defer a.put(st)
	for s := range doc.Sentences {
		sent := &doc.Sentences[s]
		st.loadSentence(doc, sent, a.lex)
		if a.network == nil {
			st.tag(a.tagger, len(a.joints))
		}
		for i := range st.words {
			tok := &doc.Tokens[sent.First+int32(i)]
			if a.network == nil {
				j := a.joints[st.tags[i]]
				tok.Tag, tok.XTag = j.tag, j.xtag
			}
			tok.Lemma = st.lemmatize(doc.Slice(tok.Span), &st.words[i], joint{tok.Tag, tok.XTag}, a.lemmas, a.scripts)
		}
	}
	return nil
}

// Parse fills Head and Dep of doc.Tokens, which Tag has tagged: every sentence
// becomes a tree with one root.
func (a *Analyzer) Parse(doc *document.Document) error {
	if a.network != nil {
		return nil
	}
	st := a.get()
	defer a.put(st)
	for s := range doc.Sentences {
		sent := &doc.Sentences[s]
		st.loadSentence(doc, sent, a.lex)
		st.tags = grow(st.tags, len(st.words))
		for i := range st.tags {
			tok := &doc.Tokens[sent.First+int32(i)]
			st.tags[i] = a.jointOf(tok.Tag, tok.XTag)
		}
		st.parseTree(a.arcs, a.labels)
		root := st.parse.root()
		for i := int32(0); i < root; i++ {
			tok, n := &doc.Tokens[sent.First+i], &st.parse.nodes[i]
			tok.Dep = document.Dep(n.label)
			if tok.Head = sent.First + n.head; n.head == root {
				tok.Head = document.None
			}
		}
	}
	return nil
}

// jointOf returns the class of a pair of tags, or of the Penn tag alone.
func (a *Analyzer) jointOf(tag document.Tag, xtag document.XTag) uint8 {
	near := 0
	for i, j := range a.joints {
		if j.xtag == xtag {
			if j.tag == tag {
				return uint8(i)
			}
			near = i
		}
	}
	return uint8(near)
}
