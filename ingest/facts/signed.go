package facts

import "dossier/ingest/document"

// settleSigned reads "the ministers of Norway and Iceland signed a treaty": the
// states that those who sign a text serve have agreed as well.
func (x *run) settleSigned(c *candidate) {
	a, b := x.facts.bodyOf(c.subject, c.sentence), x.facts.bodyOf(c.object, c.sentence)
	if a == none || b == none || a == b || x.doc.Entities[a].Type != document.Place || x.doc.Entities[b].Type != document.Place {
		return
	}
	d := *c
	d.subject, d.subjectMention, d.object, d.objectMention = a, none, b, none
	d.settled = true
	x.candidates = append(x.candidates, d)
}
