package main

import (
	"fmt"
	"strings"

	"dossier/graph"
	"dossier/queries"
)

var answerHeader = []string{"subject", "relation", "object", "status", "time", "source", "confidence", "articles", "evidence"}

// answerRows makes rows of answers, the evidence of the surest proof in the last column.
func answerRows(answers []queries.Answer) *rows {
	r := &rows{header: answerHeader}
	for _, a := range answers {
		r.add(a, a.Subject.Name, a.Relation, a.Object.Name, a.Status, a.Time, strings.Join(a.Sources, "; "),
			fmt.Sprintf("%.2f", a.Confidence), fmt.Sprint(a.Articles), proof(a).sentence())
	}
	return r
}

type shownProof struct{ graph.Fact }

// proof is the surest proof of an answer, the first of those equally sure.
func proof(a queries.Answer) shownProof {
	best := a.Proofs[0]
	for _, p := range a.Proofs[1:] {
		if p.Confidence > best.Confidence {
			best = p
		}
	}
	return shownProof{best}
}

func (p shownProof) sentence() string {
	if len(p.Evidence) == 0 {
		return ""
	}
	return strings.Join(strings.Fields(p.Evidence[0].Sentence), " ")
}

// statement is a fact on one line: "Burns –traveled to→ Moscow (2021-11, planned, says Peskov)".
func statement(a queries.Answer) string {
	var notes []string
	if a.Time != "" {
		notes = append(notes, a.Time)
	}
	if a.Status != graph.Happened {
		notes = append(notes, a.Status)
	}
	if len(a.Sources) > 0 {
		notes = append(notes, "says "+strings.Join(a.Sources, ", "))
	}
	line := fmt.Sprintf("%s –%s→ %s", a.Subject.Name, a.Relation, a.Object.Name)
	if len(notes) > 0 {
		line += " (" + strings.Join(notes, ", ") + ")"
	}
	return line
}
