package queries

import (
	"context"
	"fmt"

	"dossier/graph"
)

// Contradiction is two answers that cannot both hold.
type Contradiction struct {
	Why    string `json:"why"`
	First  Answer `json:"first"`
	Second Answer `json:"second"`
}

// oneObject lists the relations of which a subject has at most one object.
var oneObject = map[string]bool{"born in": true}

// Contradictions finds facts that deny each other (the same fact stated as
// happened and as denied) and facts that cannot both hold (two birthplaces).
func (g *Graph) Contradictions(ctx context.Context, f graph.FactFilter) ([]Contradiction, error) {
	answers, err := g.Answers(ctx, f)
	if err != nil {
		return nil, err
	}
	type key struct {
		subject  graph.IRI
		relation string
		object   graph.IRI
	}
	happened := map[key][]Answer{}
	for _, a := range answers {
		if a.Status == graph.Happened {
			k := key{a.Subject.IRI, a.Relation, a.Object.IRI}
			happened[k] = append(happened[k], a)
		}
	}
	var all []Contradiction
	for _, a := range answers {
		if a.Status != graph.Denied {
			continue
		}
		for _, h := range happened[key{a.Subject.IRI, a.Relation, a.Object.IRI}] {
			if sameTime(a.Time, h.Time) {
				all = append(all, Contradiction{"one article states it, another (or another voice) denies it", h, a})
			}
		}
	}
	firstBy := map[key]Answer{}
	for _, a := range answers {
		if a.Status != graph.Happened || !oneObject[a.Relation] {
			continue
		}
		k := key{subject: a.Subject.IRI, relation: a.Relation}
		if other, seen := firstBy[k]; seen && other.Object.IRI != a.Object.IRI {
			related, err := g.partOf(ctx, other.Object.IRI, a.Object.IRI)
			if err != nil {
				return nil, err
			}
			if !related {
				all = append(all, Contradiction{fmt.Sprintf("only one can be what %s is %s", a.Subject.Name, a.Relation), other, a})
			}
		} else if !seen {
			firstBy[k] = a
		}
	}
	return all, nil
}

// partOf reports whether one place or organization is part of the other.
func (g *Graph) partOf(ctx context.Context, a, b graph.IRI) (bool, error) {
	for _, ends := range [][2]graph.IRI{{a, b}, {b, a}} {
		for _, err := range g.Facts(ctx, graph.FactFilter{Subject: ends[0], Object: ends[1], Relations: []string{"part of"}}) {
			return err == nil, err
		}
	}
	return false, nil
}
