package queries

import (
	"slices"

	"dossier/graph"
	"dossier/graph/ontology"
)

// admits reports whether an edge is within the limits that an edge can be
// held against: relation, status, time, confidence, openness, article.
func admits(f graph.FactFilter, e graph.Edge) bool {
	if e.Open && !f.Open || e.Confidence < f.MinConfidence {
		return false
	}
	if len(f.Relations) > 0 && !slices.Contains(f.Relations, e.Relation) {
		return false
	}
	if len(f.Statuses) > 0 && !slices.Contains(f.Statuses, e.Status) {
		return false
	}
	if f.Article != "" && e.Article != f.Article {
		return false
	}
	if f.Since == "" && f.Until == "" {
		return true
	}
	at := e.Time
	if at == "" {
		if r, known := ontology.Lookup(e.Relation); known && r.Standing() {
			return true // an undated role holds whenever it is asked for
		}
		if at = e.Published; at == "" {
			return false
		}
	}
	limit := f.Since + "/" + f.Until
	if f.Since == "" {
		limit = "../" + f.Until
	}
	return graph.Overlaps(at, limit)
}
