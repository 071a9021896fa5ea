package queries

import (
	"slices"
	"strings"

	"dossier/graph"
	"dossier/graph/ontology"
)

// AsOf keeps the answers that held on a date: acts that had happened by then,
// and roles that were held then; an undated role holds on every date until a
// "leaves" of the same ends is among the answers.
func AsOf(answers []Answer, date string) ([]Answer, error) {
	at, err := graph.ParseInterval(date)
	if err != nil {
		return nil, err
	}
	type ends struct{ person, body graph.IRI }
	left := map[ends][]graph.Interval{}
	for _, a := range answers {
		if a.Relation == "leaves" && a.Status == graph.Happened {
			if when, err := graph.ParseInterval(a.when()); err == nil {
				left[ends{a.Subject.IRI, a.Object.IRI}] = append(left[ends{a.Subject.IRI, a.Object.IRI}], when)
			}
		}
	}
	var held []Answer
	for _, a := range answers {
		when, err := graph.ParseInterval(a.when())
		if err != nil || a.Status != graph.Happened {
			continue // undated, and of an undated article; or it has not happened
		}
		r, known := ontology.Lookup(a.Relation)
		if known && r.Standing() {
			// Left by then, unless the role was taken up again since.
			if slices.ContainsFunc(left[ends{a.Subject.IRI, a.Object.IRI}], func(gone graph.Interval) bool {
				return !gone.First.After(at.Last) && (a.Time == "" || !when.First.After(gone.First))
			}) {
				continue
			}
			if a.Time == "" || !strings.Contains(a.Time, "/") && !when.First.After(at.Last) || when.Overlaps(at) {
				held = append(held, a)
			}
		} else if !when.First.After(at.Last) {
			held = append(held, a)
		}
	}
	return held, nil
}

// KnownBy keeps what had been published by a date: proofs of later or undated
// articles go, and answers that lose all their proofs.
func KnownBy(answers []Answer, date string) ([]Answer, error) {
	by, err := graph.ParseInterval(date)
	if err != nil {
		return nil, err
	}
	var known []Answer
	for _, a := range answers {
		a.Proofs = slices.DeleteFunc(slices.Clone(a.Proofs), func(f graph.Fact) bool {
			when, err := graph.ParseInterval(f.Published)
			return err != nil || when.First.After(by.Last)
		})
		if len(a.Proofs) > 0 {
			// What is told of it is what the earlier articles told.
			a.Sources, a.Time = nil, ""
			for _, f := range a.Proofs {
				if precision(f.Time) > precision(a.Time) {
					a.Time = f.Time
				}
			}
			a.weigh()
			known = append(known, a)
		}
	}
	return known, nil
}

// Change is an answer that only one of two periods has.
type Change struct {
	Appeared bool   `json:"appeared"` // in the later period; otherwise it is gone
	Answer   Answer `json:"fact"`
}

// Compare tells what was stated in articles after a date and not before
// (appeared), and the other way round (gone).
func Compare(answers []Answer, before, after string) ([]Change, error) {
	b, err := graph.ParseInterval(before)
	if err != nil {
		return nil, err
	}
	a, err := graph.ParseInterval(after)
	if err != nil {
		return nil, err
	}
	var changes []Change
	for _, ans := range answers {
		var early, late bool
		for _, p := range ans.Proofs {
			when, err := graph.ParseInterval(p.Published)
			if err != nil {
				continue
			}
			early = early || !when.First.After(b.Last)
			late = late || !when.Last.Before(a.First)
		}
		if early != late {
			changes = append(changes, Change{late, ans})
		}
	}
	slices.SortStableFunc(changes, func(x, y Change) int {
		switch {
		case x.Appeared == y.Appeared:
			return 0
		case x.Appeared:
			return -1
		}
		return 1
	})
	return changes, nil
}
