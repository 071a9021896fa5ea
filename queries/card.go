package queries

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"dossier/graph"
	"dossier/graph/ontology"
)

// Card is what is known of one entity.
type Card struct {
	Entity   graph.Entity    `json:"entity"`
	Roles    []Answer        `json:"roles"` // standing relations, from either end
	Acts     []Answer        `json:"acts"`  // the rest, by time
	Events   []graph.Event   `json:"events,omitempty"`
	Articles []graph.Article `json:"articles"` // that mention it, by date
}

// Card gathers what is known of an entity, from facts of at least a confidence.
func (g *Graph) Card(ctx context.Context, id graph.IRI, f graph.FactFilter) (Card, error) {
	e, err := g.Entity(ctx, id)
	if err != nil {
		return Card{}, err
	}
	card := Card{Entity: e}
	f.Any = e.IRI
	answers, err := g.Answers(ctx, f)
	if err != nil {
		return card, err
	}
	for _, a := range answers {
		if r, known := ontology.Lookup(a.Relation); known && r.Standing() {
			card.Roles = append(card.Roles, a)
		} else {
			card.Acts = append(card.Acts, a)
		}
	}
	byTime(card.Acts)
	if e.Type == "event" {
		for ev, err := range g.Events(ctx, e.IRI) {
			if err != nil {
				return card, err
			}
			card.Events = append(card.Events, ev)
		}
	}
	seen := map[graph.IRI]bool{}
	for m, err := range g.Mentions(ctx, e.IRI) {
		if err != nil {
			return card, err
		}
		if seen[m.Article] {
			continue
		}
		seen[m.Article] = true
		art, err := g.Article(ctx, m.Article)
		if errors.Is(err, graph.ErrNotFound) {
			continue
		} else if err != nil {
			return card, err
		}
		art.Text = ""
		card.Articles = append(card.Articles, art)
	}
	slices.SortFunc(card.Articles, func(a, b graph.Article) int {
		return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.IRI, b.IRI))
	})
	return card, nil
}

// byTime orders answers by when they happened, those without a time by when
// they were first published.
func byTime(answers []Answer) {
	slices.SortStableFunc(answers, func(a, b Answer) int { return cmp.Compare(a.when(), b.when()) })
}

// when is the answer's time, or the date of its first article.
func (a Answer) when() string {
	return cmp.Or(a.Time, a.Proofs[0].Published)
}

// Timeline returns the acts and events of an entity (of everything when id is
// empty) in order of time. Standing roles are in it only where they are dated.
func (g *Graph) Timeline(ctx context.Context, id graph.IRI, f graph.FactFilter) ([]Answer, error) {
	f.Any = id
	answers, err := g.Answers(ctx, f)
	if err != nil {
		return nil, err
	}
	answers = slices.DeleteFunc(answers, func(a Answer) bool {
		r, known := ontology.Lookup(a.Relation)
		return known && r.Standing() && a.Time == ""
	})
	byTime(answers)
	return answers, nil
}
