package names

import (
	"dossier/ingest/document"
	"dossier/ingest/lang/names/corpus"
)

// How sure, in natural logarithms of odds, a treebank's proper nouns make that
// a word is in a name or in none.
const (
	properOdds  = 3.0
	commonOdds  = 6.0
	leastScore  = 0.4015 // a sentence with a less certain name is left out
	commonWords = isTime | isDemonym | isTitle
)

// Annotate finds the names of treebank documents with the help of their tags:
// a word that is no proper noun is in no name unless it links two, a proper
// noun is in one unless it is a month, nationality or title. Sentences whose
// names stay uncertain are left out. A finder trained on that learns from text
// that nobody annotated with names (self-training with partial labels).
func (f *Finder) Annotate(docs []*corpus.Doc) []*corpus.Doc {
	var out []*corpus.Doc
	for _, d := range docs {
		doc := d.Document()
		var proper []bool
		for _, s := range d.Sents {
			proper = append(proper, s.Proper...)
		}
		f.find(doc, func(ws *workspace, sent document.Sentence) {
			for i := range int(sent.End - sent.First) {
				w := &ws.words[int(sent.First)+i]
				emit := ws.emit[i*numLabels : (i+1)*numLabels]
				switch is := proper[int(sent.First)+i]; {
				case is && w.lex&commonWords == 0:
					emit[outside] -= int32(properOdds * f.model.scale)
				case !is && w.kind != mark && w.kind != number:
					odds := commonOdds
					if w.lex&isLink != 0 || w.kind.isCap() {
						odds = 1
					}
					for l := outside + 1; l < numLabels; l++ {
						if p := posOf(l); w.kind == lower || p == unit {
							emit[l] -= int32(odds * f.model.scale)
						}
					}
				}
			}
		}, nil)
		labeled := &corpus.Doc{ID: d.ID + "-annotated"}
		at := 0
		for i, sent := range doc.Sentences {
			s := corpus.Sent{Words: d.Sents[i].Words}
			sure := true
			for ; at < len(doc.Names) && doc.Names[at].End <= sent.End; at++ {
				n := doc.Names[at]
				sure = sure && n.Score >= leastScore
				s.Names = append(s.Names, corpus.Name{First: int(n.First - sent.First), End: int(n.End - sent.First), Type: n.Type})
			}
			if sure {
				labeled.Sents = append(labeled.Sents, s)
			}
		}
		if len(labeled.Sents) > 0 {
			out = append(out, labeled)
		}
	}
	return out
}
