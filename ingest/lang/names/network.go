package names

import (
	"fmt"

	"dossier/ingest/document"
)

// networkShare is the weight of a network's scores beside the field's own: of
// 0.2, 0.35, 0.5 and 0.7 the best on the parts held back and in news together.
const networkShare = 0.35

// finiteOdds is how sure, in natural logarithms of odds, the tag of a finite
// verb makes that a word in small letters is in no name: in "the Ministry of
// Transport barred Acme" two names may not be joined.
const finiteOdds = 4.0

// finite is the set of tags of finite verbs.
var finite = func() (set [256]bool) {
	for _, t := range []document.XTag{document.VBD, document.VBP, document.VBZ} {
		set[t] = true
	}
	return set
}()

// FindWith is Find with scores of a network added to the field's own: for each
// token the logarithms of the probabilities of all labels, in their order, as
// neural.Model.AnnotateNames sets them. It reads the tags of the tokens too.
func (f *Finder) FindWith(doc *document.Document, scores []float32) error {
	if len(scores) != len(doc.Tokens)*numLabels {
		return fmt.Errorf("names: %d scores for %d tokens of %d labels", len(scores), len(doc.Tokens), numLabels)
	}
	unit, odds := float32(networkShare*f.model.scale), int32(finiteOdds*f.model.scale)
	f.find(doc, func(ws *workspace, sent document.Sentence) {
		f.lists(ws, sent)
		for i, s := range scores[int(sent.First)*numLabels : int(sent.End)*numLabels] {
			ws.emit[i] += int32(s * unit)
		}
		for i := sent.First; i < sent.End; i++ {
			if w := &ws.words[i]; w.kind == lower && w.sent == plainCase && finite[doc.Tokens[i].XTag] && w.lex&(isLink|isParticle) == 0 {
				ws.emit[int(i-sent.First)*numLabels+outside] += odds
			}
		}
	}, (*workspace).mend)
	calibrate(doc.Names, withNetwork)
	return nil
}
