package queries

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"dossier/graph"
	"dossier/graph/ontology"
)

// Answer is one fact with all its proofs: what several articles state about
// the same subject, relation, object and status.
type Answer struct {
	Subject    graph.Entity `json:"subject"`
	Relation   string       `json:"relation"`
	Object     graph.Entity `json:"object"`
	Status     string       `json:"status"`
	Time       string       `json:"time,omitempty"`    // the most exact of its proofs
	Sources    []string     `json:"sources,omitempty"` // who is credited, in any proof
	Confidence float64      `json:"confidence"`        // that at least one proof is right, proofs taken as independent by article
	Articles   int          `json:"articles"`          // how many state it
	Proofs     []graph.Fact `json:"proofs"`            // by publication date, then IRI
}

// Answers returns the facts that match, the same fact of several articles as
// one answer, ordered by subject, relation, object, status and time.
func (g *Graph) Answers(ctx context.Context, f graph.FactFilter) ([]Answer, error) {
	var facts []graph.Fact
	for fact, err := range g.Facts(ctx, f) {
		if err != nil {
			return nil, err
		}
		facts = append(facts, fact)
	}
	return g.Combine(ctx, facts)
}

// answerKey is what makes facts candidates for one answer.
type answerKey struct {
	subject  graph.IRI
	relation string
	object   graph.IRI
	status   string
}

// Combine joins facts that say the same into answers, a symmetric relation in
// either order. Facts of different times are different answers, where a time
// that contains another is the same.
func (g *Graph) Combine(ctx context.Context, facts []graph.Fact) ([]Answer, error) {
	facts = sorted(facts, func(a, b *graph.Fact) int {
		// The most exact times first, so that vaguer ones find their home.
		if c := cmp.Or(cmp.Compare(precision(b.Time), precision(a.Time)), strings.Compare(a.Time, b.Time)); c != 0 {
			return c
		}
		return cmp.Or(strings.Compare(a.Published, b.Published), cmp.Compare(a.IRI, b.IRI))
	})
	homes := map[answerKey][]int{} // without time → answers
	var answers []Answer
next:
	for _, f := range facts {
		key := answerKey{subject: f.Subject, relation: f.Relation, object: f.Object, status: f.Status}
		if r, _ := ontology.Lookup(f.Relation); r.Symmetric && key.object < key.subject {
			key.subject, key.object = key.object, key.subject
		}
		for _, i := range homes[key] {
			if sameTime(answers[i].Time, f.Time) {
				answers[i].Proofs = append(answers[i].Proofs, f)
				continue next
			}
		}
		homes[key] = append(homes[key], len(answers))
		answers = append(answers, Answer{Relation: f.Relation, Status: f.Status, Time: f.Time, Proofs: []graph.Fact{f}})
	}
	for i := range answers {
		a := &answers[i]
		var err error
		if a.Subject, err = g.Entity(ctx, a.Proofs[0].Subject); err != nil {
			return nil, err
		}
		if a.Object, err = g.Entity(ctx, a.Proofs[0].Object); err != nil {
			return nil, err
		}
		slices.SortFunc(a.Proofs, func(x, y graph.Fact) int {
			return cmp.Or(cmp.Compare(x.Published, y.Published), cmp.Compare(x.IRI, y.IRI))
		})
		a.weigh()
	}
	return sorted(answers, func(a, b *Answer) int {
		if c := strings.Compare(a.Subject.Name, b.Subject.Name); c != 0 {
			return c
		}
		return cmp.Or(strings.Compare(a.Relation, b.Relation),
			strings.Compare(a.Object.Name, b.Object.Name), strings.Compare(a.Time, b.Time), strings.Compare(a.Status, b.Status),
			cmp.Compare(a.Subject.IRI, b.Subject.IRI), cmp.Compare(a.Object.IRI, b.Object.IRI))
	}), nil
}

// sorted returns a sorted copy; equal ones stay in their order. Facts and
// answers are large, so they are moved once, after their order is known.
func sorted[T any](list []T, compare func(a, b *T) int) []T {
	if list == nil {
		return nil
	}
	order := make([]int32, len(list))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		if c := compare(&list[i], &list[j]); c != 0 {
			return c
		}
		return cmp.Compare(i, j)
	})
	out := make([]T, len(list))
	for at, i := range order {
		out[at] = list[i]
	}
	return out
}

// weigh fills what an answer says over all its proofs.
func (a *Answer) weigh() {
	best := map[graph.IRI]float64{} // article → its surest proof
	for _, f := range a.Proofs {
		best[f.Article] = max(best[f.Article], f.Confidence)
		for _, s := range f.Sources {
			if !slices.Contains(a.Sources, s.Text) {
				a.Sources = append(a.Sources, s.Text)
			}
		}
	}
	a.Articles = len(best)
	articles := make([]graph.IRI, 0, len(best))
	for id := range best {
		articles = append(articles, id)
	}
	slices.Sort(articles)
	wrong := 1.0
	for _, id := range articles {
		wrong *= 1 - best[id]
	}
	a.Confidence = 1 - wrong
}

// precision orders times by how exactly they say when: a day before a month
// before a year, a range as its vaguer end.
func precision(t string) int {
	from, to, isRange := strings.Cut(t, "/")
	if isRange {
		return min(len(from), len(to)) - 1
	}
	return len(t)
}

// sameTime reports whether two times can be of one act: equal, one unknown, or
// one within the other.
func sameTime(a, b string) bool {
	if a == b || a == "" || b == "" {
		return true
	}
	x, errX := graph.ParseInterval(a)
	y, errY := graph.ParseInterval(b)
	return errX == nil && errY == nil && (x.Covers(y) || y.Covers(x))
}
