package names

import (
	"fmt"

	"dossier/ingest/document"
)

// networkShare is the weight of a network's scores beside the field's own: of
// 0.2, 0.35, 0.5 and 0.7 the best on the parts held back and in news together.
const networkShare = 0.35

// FindWith is Find with scores of a network added to the field's own: for each
// token the logarithms of the probabilities of all labels, in their order, as
// neural.Model.AnnotateNames sets them.
func (f *Finder) FindWith(doc *document.Document, scores []float32) error {
	if len(scores) != len(doc.Tokens)*numLabels {
		return fmt.Errorf("names: %d scores for %d tokens of %d labels", len(scores), len(doc.Tokens), numLabels)
	}
	unit := float32(networkShare * f.model.scale)
	f.find(doc, func(ws *workspace, sent document.Sentence) {
		for i, s := range scores[int(sent.First)*numLabels : int(sent.End)*numLabels] {
			ws.emit[i] += int32(s * unit)
		}
	})
	calibrate(doc.Names, withNetwork)
	return nil
}
