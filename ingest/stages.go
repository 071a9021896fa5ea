package ingest

import (
	"dossier/ingest/facts"
	"dossier/ingest/lang"
	"dossier/ingest/lang/names"
	"dossier/ingest/refer"
	"dossier/ingest/when"
)

// Stages is the one list of stages that turn an article's text into facts, in
// their order. Frames hold the tables of relations; nil is the embedded ones.
// It fails when the language models were not built in.
func Stages(frames *facts.Frames) ([]Stage, error) {
	core, err := lang.Default()
	if err != nil {
		return nil, err
	}
	if _, err := names.Default(); err != nil {
		return nil, err
	}
	extractor := &facts.Extractor{Frames: frames}
	return []Stage{
		{Name: "segment", Doc: "sentences and words", Reads: Text, Writes: Sentences | Tokens, Run: core.Segment},
		{Name: "read", Doc: "parts of speech, lemmas, dependency trees, proper names and their types", Reads: Sentences | Tokens,
			Writes: Tags | Trees | Names, Run: core.Read},
		{Name: "when", Doc: "time expressions and the intervals they mean", Reads: Tokens | Tags, Writes: Times, Run: when.Resolve},
		{Name: "refer", Doc: "mentions and the entities they refer to", Reads: Trees | Names | Times, Writes: Mentions | Entities, Run: refer.Resolve},
		{Name: "facts", Doc: "relations and events with their status, time, place and sources", Reads: Trees | Times | Mentions | Entities, Writes: Facts | Events, Run: extractor.Extract},
	}, nil
}
