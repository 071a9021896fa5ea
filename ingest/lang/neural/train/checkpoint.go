package train

import (
	"encoding/gob"
	"os"

	"dossier/ingest/document"
	"dossier/ingest/lang/neural"
)

type checkpoint struct {
	Config  Config
	Words   []uint64
	Hash    int
	Senses  neural.Senses
	Tags    []neural.TagPair
	Deps    []document.Dep
	Weights [][]float32
}

// SaveCheckpoint writes a network's float weights to a file.
func SaveCheckpoint(net *Net, path string) error {
	c := checkpoint{Config: net.cfg, Words: net.lex.Words, Hash: net.lex.Hash, Senses: *net.lex.Senses, Tags: net.tags, Deps: net.deps}
	for _, p := range net.params {
		c.Weights = append(c.Weights, p.w)
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(f).Encode(c); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// LoadCheckpoint reads what SaveCheckpoint wrote.
func LoadCheckpoint(path string) (*Net, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var c checkpoint
	if err := gob.NewDecoder(f).Decode(&c); err != nil {
		return nil, err
	}
	net := NewNet(c.Config, neural.NewLexicon(c.Words, c.Hash, c.Senses.Index()), c.Tags, c.Deps, 0)
	for i, p := range net.params {
		copy(p.w, c.Weights[i])
	}
	return net, nil
}
