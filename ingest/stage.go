package ingest

import (
	"fmt"
	"strings"

	"dossier/ingest/document"
)

// Layers is a set of the layers of a document.
type Layers uint16

// The layers, in the order in which they are written.
const (
	Text Layers = 1 << iota // Article, Text and Blocks
	Sentences
	Tokens // their spans
	Tags   // parts of speech and lemmas
	Trees  // heads and relations
	Names
	Times
	Mentions
	Entities
	Facts
	Events
)

var layerNames = [...]string{"text", "sentences", "tokens", "tags", "trees", "names", "times", "mentions", "entities", "facts", "events"}

func (l Layers) String() string {
	var names []string
	for i, name := range layerNames {
		if l&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// Stage is one step of understanding. It adds the layers it writes to a
// document and changes no other. Run must be safe for concurrent calls with
// different documents.
type Stage struct {
	Name   string
	Doc    string // one line for people
	Reads  Layers
	Writes Layers
	Run    func(*document.Document) error
}

// check refuses stages that read what none before wrote, or write what one
// before did; have are the layers that are there from the start.
func check(stages []Stage, have Layers) error {
	writer := map[Layers]string{}
	for _, s := range stages {
		if s.Name == "" || s.Run == nil {
			return fmt.Errorf("ingest: stage %q has no name or nothing to run", s.Name)
		}
		if missing := s.Reads &^ have; missing != 0 {
			return fmt.Errorf("ingest: stage %q reads %s, which no stage before it writes", s.Name, missing)
		}
		if s.Writes == 0 {
			return fmt.Errorf("ingest: stage %q writes nothing", s.Name)
		}
		if double := s.Writes & have; double != 0 {
			by := "the reader"
			for l, name := range writer {
				if l&double != 0 {
					by = fmt.Sprintf("stage %q", name)
				}
			}
			return fmt.Errorf("ingest: stage %q writes %s, which %s wrote already", s.Name, double, by)
		}
		writer[s.Writes] = s.Name
		have |= s.Writes
	}
	return nil
}

// StageError says which stage failed on which article.
type StageError struct {
	Name  string // of the article
	Stage string
	Err   error
}

func (e *StageError) Error() string {
	return fmt.Sprintf("%s: %s: %v", e.Name, e.Stage, e.Err)
}

func (e *StageError) Unwrap() error { return e.Err }
