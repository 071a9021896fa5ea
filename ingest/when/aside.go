package when

import (
	"strings"

	"dossier/ingest/document"
)

// aside tells times that a story does not go on from: those of relative clauses
// ("the firm, which he had founded in 1999"), and those counted back from the
// story by a past perfect ("a week earlier she had sold it").
func (a *anchors) aside(e expr) bool {
	doc := a.doc
	sent := doc.Sentences[a.sent]
	at := a.tok
	for steps := 0; steps < 8; steps++ {
		tok := doc.Tokens[at]
		switch tok.Dep {
		case document.AclRelcl, document.Acl:
			return true
		case document.DepNone:
			return false
		}
		if at != a.tok && tok.Tag == document.VERB {
			return e.back && a.perfectPast(at, sent)
		}
		if tok.Head == document.None || tok.Head == at {
			return false
		}
		at = tok.Head
	}
	return false
}

// perfectPast tells "had sold".
func (a *anchors) perfectPast(verb int32, sent document.Sentence) bool {
	for i := sent.First; i < verb; i++ {
		if tok := a.doc.Tokens[i]; tok.Head == verb && tok.Dep == document.Aux && strings.EqualFold(a.doc.Word(i), "had") {
			return true
		}
	}
	return false
}
