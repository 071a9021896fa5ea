package queries

import (
	"cmp"
	"context"
	"slices"

	"dossier/graph"
)

// EventFilter limits events; zero fields do not limit.
type EventFilter struct {
	Place        graph.IRI
	Participant  graph.IRI
	Since, Until string // ISO 8601
}

// EventAnswer is one event as all articles together tell it.
type EventAnswer struct {
	Entity       graph.Entity       `json:"event"`
	Class        string             `json:"class,omitempty"`
	Status       string             `json:"status"`
	Time         string             `json:"time,omitempty"` // the most exact that an article gives
	Place        graph.Entity       `json:"place,omitzero"`
	Participants []EventParticipant `json:"participants,omitempty"` // by name
	Articles     []graph.IRI        `json:"articles"`
}

// EventParticipant is an entity's part in an event.
type EventParticipant struct {
	Entity graph.Entity `json:"entity"`
	Role   string       `json:"role,omitempty"`
}

// EventList returns the events that match, by time and name.
func (g *Graph) EventList(ctx context.Context, f EventFilter) ([]EventAnswer, error) {
	byID := map[graph.IRI][]graph.Event{}
	for e, err := range g.Events(ctx, "") {
		if err != nil {
			return nil, err
		}
		byID[e.Entity] = append(byID[e.Entity], e)
	}
	var all []EventAnswer
	for _, id := range sortedKeys(byID) {
		a, fits, err := g.event(ctx, id, byID[id], f)
		if err != nil {
			return nil, err
		}
		if fits {
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b EventAnswer) int {
		return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.Entity.Name, b.Entity.Name))
	})
	return all, nil
}

// event joins what articles tell of one event.
func (g *Graph) event(ctx context.Context, id graph.IRI, told []graph.Event, f EventFilter) (EventAnswer, bool, error) {
	var a EventAnswer
	var err error
	if a.Entity, err = g.Entity(ctx, id); err != nil {
		return a, false, err
	}
	fitsPlace, fitsParticipant := f.Place == "", f.Participant == ""
	roles := map[graph.IRI]string{}
	for _, e := range told {
		a.Class = cmp.Or(a.Class, e.Class)
		a.Status = cmp.Or(a.Status, e.Status)
		if e.Status == graph.Happened {
			a.Status = e.Status // once it has happened, earlier plans are over
		}
		if len(e.Time) > len(a.Time) {
			a.Time = e.Time
		}
		if e.Place != "" {
			if a.Place.IRI == "" {
				if a.Place, err = g.Entity(ctx, e.Place); err != nil {
					return a, false, err
				}
			}
			fitsPlace = fitsPlace || e.Place == f.Place
		}
		for _, p := range e.Participants {
			roles[p.Entity] = cmp.Or(roles[p.Entity], p.Role)
			fitsParticipant = fitsParticipant || p.Entity == f.Participant
		}
		a.Articles = append(a.Articles, e.Article)
	}
	for _, who := range sortedKeys(roles) {
		e, err := g.Entity(ctx, who)
		if err != nil {
			return a, false, err
		}
		a.Participants = append(a.Participants, EventParticipant{e, roles[who]})
	}
	slices.SortStableFunc(a.Participants, func(x, y EventParticipant) int { return cmp.Compare(x.Entity.Name, y.Entity.Name) })
	in, err := within(a.Time, f.Since, f.Until)
	return a, fitsPlace && fitsParticipant && in, err
}

// within reports whether a time overlaps the days from since to until; an
// unknown time is within no limit.
func within(at, since, until string) (bool, error) {
	if since == "" && until == "" {
		return true, nil
	}
	if at == "" {
		return false, nil
	}
	in, err := graph.ParseInterval(at)
	if err != nil {
		return false, err
	}
	var limit graph.Interval
	if since != "" {
		s, err := graph.ParseInterval(since)
		if err != nil {
			return false, err
		}
		limit.First = s.First
	}
	if until != "" {
		u, err := graph.ParseInterval(until)
		if err != nil {
			return false, err
		}
		limit.Last = u.Last
	}
	return in.Overlaps(limit), nil
}
