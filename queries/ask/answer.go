package ask

import (
	"cmp"
	"context"
	"slices"

	"dossier/graph"
	"dossier/graph/ontology"
	"dossier/queries"
)

// Answer runs what was understood.
func Answer(ctx context.Context, g *queries.Graph, u Understood) (Result, error) {
	r := Result{Understood: u}
	var err error
	switch u.Kind {
	case PathBetween:
		r.Paths, err = g.Paths(ctx, u.Entities[0].IRI, u.Entities[1].IRI, queries.PathOptions{Facts: u.Filter, Limit: 5})
		return r, err
	case CardOf:
		card, err := g.Card(ctx, u.Entities[0].IRI, u.Filter)
		r.Card = &card
		return r, err
	case FactsAbout:
		r.Answers, err = g.Answers(ctx, u.Filter)
		if u.Filter.Since != "" || u.Filter.Until != "" {
			// What happened then is not what merely held then.
			r.Answers = slices.DeleteFunc(r.Answers, func(a queries.Answer) bool {
				rel, known := ontology.Lookup(a.Relation)
				return known && rel.Standing() && a.Time == ""
			})
		}
		return r, err
	}
	type filled struct {
		sure, unsure []queries.Answer
	}
	// Clauses between the same ends are readings of the same words: one of them
	// is enough. Clauses between other ends must hold too.
	var each []map[graph.IRI]*filled // group of clauses → entity that fills it → facts
	for _, group := range groups(u.Clauses) {
		fills := map[graph.IRI]*filled{}
		for _, c := range group {
			answers, err := clauseAnswers(ctx, g, u.Filter, c)
			if err != nil {
				return r, err
			}
			for _, a := range answers {
				e := fill(c, a)
				if u.Type != "" && e.IRI != "" && !fits(u.Type, e.Type) {
					continue
				}
				if fills[e.IRI] == nil {
					fills[e.IRI] = &filled{}
				}
				if answersStatus(c.Status, a.Status) {
					fills[e.IRI].sure = append(fills[e.IRI].sure, a)
				} else {
					fills[e.IRI].unsure = append(fills[e.IRI].unsure, a)
				}
			}
		}
		each = append(each, fills)
	}
	ids := map[graph.IRI]bool{}
	for _, fills := range each {
		for id := range fills {
			ids[id] = true
		}
	}
	for _, id := range sorted(ids) {
		var sure, unsure []queries.Answer
		complete, known := true, true
		for _, fills := range each {
			f := fills[id]
			switch {
			case f == nil:
				complete, known = false, false
			default:
				sure = append(sure, f.sure...)
				unsure = append(unsure, f.unsure...)
				complete = complete && len(f.sure) > 0
			}
		}
		if u.Any {
			complete, known = len(sure) > 0, true
		}
		switch {
		case complete:
			r.Answers = append(r.Answers, sure...)
			r.Unsure = append(r.Unsure, unsure...)
			if id != "" {
				e, err := g.Entity(ctx, id)
				if err != nil {
					return r, err
				}
				r.Entities = append(r.Entities, EntityAnswer{e, sure})
			}
		case known:
			r.Unsure = append(append(r.Unsure, sure...), unsure...)
		}
	}
	if u.Kind == WhereFact && len(r.Entities) == 0 {
		if r.Places, err = places(ctx, g, r.Answers); err != nil {
			return r, err
		}
		if len(r.Places) == 0 {
			r.Answers = nil // the acts are known, but not where
		}
	}
	slices.SortStableFunc(r.Entities, func(a, b EntityAnswer) int {
		return cmp.Or(cmp.Compare(len(b.Answers), len(a.Answers)), cmp.Compare(a.Entity.Name, b.Entity.Name))
	})
	return r, nil
}

// answersStatus reports whether a fact answers a question for a status: what
// was asked about as a plan may have happened by now.
func answersStatus(asked, found string) bool {
	return asked == found || found == graph.Happened && (asked == graph.Planned || asked == graph.Possible)
}

func sorted(ids map[graph.IRI]bool) []graph.IRI {
	var all []graph.IRI
	for id := range ids {
		all = append(all, id)
	}
	slices.Sort(all)
	return all
}

// groups joins the clauses that have the same ends.
func groups(clauses []Clause) [][]Clause {
	var all [][]Clause
next:
	for _, c := range clauses {
		for i, g := range all {
			if g[0].Subject.IRI == c.Subject.IRI && g[0].Object.IRI == c.Object.IRI {
				all[i] = append(g, c)
				continue next
			}
		}
		all = append(all, []Clause{c})
	}
	return all
}

// fits reports whether an entity of a type answers a question for another: a
// country may act as an organization.
func fits(want, have string) bool {
	return want == have || want == "organization" && have == "place" || want == "place" && have == "organization"
}

// clauseAnswers finds the facts of one clause, whatever their status but denied
// ones, which count only when the clause asks for them.
func clauseAnswers(ctx context.Context, g *queries.Graph, f graph.FactFilter, c Clause) ([]queries.Answer, error) {
	f.Relations = []string{c.Relation}
	f.Statuses = []string{graph.Happened, graph.Planned, graph.Possible}
	if c.Status == graph.Denied {
		f.Statuses = []string{graph.Denied}
	}
	if c.Place.IRI != "" {
		f.Place = c.Place.IRI
	}
	rel, _ := ontology.Lookup(c.Relation)
	if !rel.Symmetric {
		f.Subject, f.Object = c.Subject.IRI, c.Object.IRI
		return g.Answers(ctx, f)
	}
	f.Any = cmp.Or(c.Subject.IRI, c.Object.IRI)
	answers, err := g.Answers(ctx, f)
	if err != nil || unknown(c.Subject) || unknown(c.Object) {
		return answers, err
	}
	return slices.DeleteFunc(answers, func(a queries.Answer) bool {
		return a.Subject.IRI != c.Object.IRI && a.Object.IRI != c.Object.IRI
	}), nil
}

// fill returns the entity at the clause's unknown end; none where both are known.
func fill(c Clause, a queries.Answer) graph.Entity {
	switch {
	case unknown(c.Subject) && unknown(c.Object):
		return a.Subject
	case unknown(c.Subject):
		if a.Object.IRI == c.Object.IRI {
			return a.Subject
		}
		return a.Object // a symmetric relation the other way round
	case unknown(c.Object):
		if a.Subject.IRI == c.Subject.IRI {
			return a.Object
		}
		return a.Subject
	}
	return graph.Entity{}
}

// places lists where facts took place, without repetition.
func places(ctx context.Context, g *queries.Graph, answers []queries.Answer) ([]graph.Entity, error) {
	var all []graph.Entity
	seen := map[graph.IRI]bool{}
	for _, a := range answers {
		for _, p := range a.Proofs {
			if p.Place == "" || seen[p.Place] {
				continue
			}
			seen[p.Place] = true
			e, err := g.Entity(ctx, p.Place)
			if err != nil {
				return nil, err
			}
			all = append(all, e)
		}
	}
	return all, nil
}
