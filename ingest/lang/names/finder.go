package names

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"dossier/ingest/document"
)

// The trained model; the pattern holds although a tree without one has only
// the note in it.
//
//go:embed models/*
var modelFiles embed.FS

const modelFile = "models/names.bin"

// Finder finds names. It is safe for concurrent use.
type Finder struct {
	model *model
	lex   *lexicon
	exps  []float64
	trans [numLabels][numLabels]float64 // e^transition, 0 where none may be
	pool  sync.Pool
}

// Default returns the finder with the embedded model, which is decoded at the
// first call. It fails when the program was built without a trained model.
var Default = sync.OnceValues(func() (*Finder, error) {
	data, err := fs.ReadFile(modelFiles, modelFile)
	if err != nil {
		return nil, fmt.Errorf("this build holds no name model (train one with make train): %w", err)
	}
	return Decode(data)
})

// Decode returns the finder of a model file's bytes.
func Decode(data []byte) (*Finder, error) {
	lists := make(chan error, 1)
	go func() {
		_, err := loadLexicon()
		lists <- err
	}()
	m, err := decodeModel(data)
	if err := errors.Join(err, <-lists); err != nil {
		return nil, err
	}
	lex, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	return newFinder(m, lex), nil
}

func newFinder(m *model, lex *lexicon) *Finder {
	f := &Finder{model: m, lex: lex, exps: expTable(m.scale)}
	for a := range numLabels {
		for b := range numLabels {
			if follows(a, b) {
				f.trans[a][b] = f.exp(int32(m.trans[a][b]))
			}
		}
	}
	f.pool.New = func() any { return new(workspace) }
	return f
}

// Find writes the names of the document, in order; it reads its Sentences and
// Tokens. Names of works, products and other things have type Other.
func (f *Finder) Find(doc *document.Document) {
	f.find(doc, f.lists, (*workspace).mend)
	calibrate(doc.Names, calibration)
}

// mend settles what the field, which sees one sentence and the article's
// votes, gets wrong of a name's ends and type.
func (ws *workspace) mend(doc *document.Document) {
	ws.trimScores(doc)
	ws.splitPairs(doc, (*workspace).isCoordinated)
	ws.agree(doc)
}

// find finds names by the field alone, with adjust called on the emissions of
// each sentence and mend, unless nil, on the names; the scores are marginals,
// not calibrated.
func (f *Finder) find(doc *document.Document, adjust func(ws *workspace, sent document.Sentence), mend func(*workspace, *document.Document)) {
	ws := f.pool.Get().(*workspace)
	defer f.pool.Put(ws)
	doc.Names = doc.Names[:0]
	ws.prepare(doc, f.lex)
	ws.emits = grow(ws.emits, len(doc.Tokens)*numLabels)
	ws.ballots = grow(ws.ballots, len(doc.Tokens))
	ws.votes = grow(ws.votes, len(ws.seen))
	clear(ws.votes)
	for _, sent := range doc.Sentences {
		f.score(ws, sent)
		adjust(ws, sent)
		if ws.hasCapitals(sent) {
			n := int(sent.End - sent.First)
			f.forwardBackward(ws, n)
			f.vote(ws, sent, n)
		}
	}
	for _, sent := range doc.Sentences {
		n := int(sent.End - sent.First)
		ws.emit = ws.emits[int(sent.First)*numLabels : int(sent.End)*numLabels]
		for i := range n {
			if w := &ws.words[int(sent.First)+i]; w.seen >= 0 && w.kind.isCap() {
				f.prior(ws, w, i, &ws.ballots[int(sent.First)+i])
			}
		}
		f.read(ws, doc, sent)
	}
	ws.splitPairs(doc, (*workspace).isHyphenated)
	if mend != nil {
		mend(ws, doc)
	}
}

// hasCapitals reports whether the sentence has a capitalised word.
func (ws *workspace) hasCapitals(sent document.Sentence) bool {
	for i := sent.First; i < sent.End; i++ {
		if ws.words[i].kind.isCap() {
			return true
		}
	}
	return false
}

// score writes the emissions of a sentence's tokens.
func (f *Finder) score(ws *workspace, sent document.Sentence) {
	ws.emit = ws.emits[int(sent.First)*numLabels : int(sent.End)*numLabels]
	for i := range int(sent.End - sent.First) {
		ws.feats, _ = ws.features(sent.First+int32(i), sent.First, sent.End, ws.feats[:0])
		f.model.score(ws.feats, ws.emit[i*numLabels:(i+1)*numLabels])
	}
}

// read writes the names of the best labels of a sentence.
func (f *Finder) read(ws *workspace, doc *document.Document, sent document.Sentence) {
	n := int(sent.End - sent.First)
	ws.viterbi(f.model, n)
	scored := false
	for i := 0; i < n; i++ {
		l := int(ws.path[i])
		if l == outside {
			continue
		}
		first := i
		for !closed(int(ws.path[i])) {
			i++
		}
		if !scored {
			f.forwardBackward(ws, n)
			scored = true
		}
		t := typeOf(l)
		name := document.Name{First: sent.First + int32(first), End: sent.First + int32(i) + 1, Type: t,
			Score: float32(f.marginal(ws, first, i+1, n, t))}
		name.Span = doc.TokenSpan(name.First, name.End)
		doc.Names = append(doc.Names, name)
	}
}
