package ask

import (
	"fmt"

	"dossier/ingest/facts"
	"dossier/ingest/lang"
	"dossier/ingest/when"
)

// NewReader returns a reader with the embedded language core and frames.
func NewReader() (*Reader, error) {
	core, err := lang.Default()
	if err != nil {
		return nil, fmt.Errorf("read questions: %w", err)
	}
	return &Reader{Language: Language{Segment: core.Segment, Annotate: core.Annotate, Times: when.Resolve, Facts: facts.Extract}}, nil
}
