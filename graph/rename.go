package graph

import (
	"cmp"
	"slices"
	"strings"
)

// Rename gives entities of the record other IRIs, as when two become one or one
// is split. Entities that come to share an IRI become one entity with the
// names of both, facts that would relate an entity to itself go, and the
// record is normalised. Facts keep their IRIs.
func (r *Record) Rename(names map[IRI]IRI) {
	to := func(id IRI) IRI {
		if now, ok := names[id]; ok {
			return now
		}
		return id
	}
	var ents []Entity
	at := map[IRI]int{}
	for _, e := range r.Entities {
		e.IRI = to(e.IRI)
		i, ok := at[e.IRI]
		if !ok {
			at[e.IRI] = len(ents)
			ents = append(ents, e)
			continue
		}
		ents[i] = merge(ents[i], e)
	}
	r.Entities = ents
	r.Facts = slices.Clone(r.Facts)
	r.Facts = slices.DeleteFunc(r.Facts, func(f Fact) bool { return f.Subject != f.Object && to(f.Subject) == to(f.Object) })
	for i := range r.Facts {
		f := &r.Facts[i]
		f.Subject, f.Object, f.Place, f.Event = to(f.Subject), to(f.Object), to(f.Place), to(f.Event)
		f.Sources = slices.Clone(f.Sources)
		for j := range f.Sources {
			f.Sources[j].Entity = to(f.Sources[j].Entity)
		}
	}
	var events []Event
	at = map[IRI]int{}
	for _, e := range r.Events {
		e.Entity, e.Place = to(e.Entity), to(e.Place)
		e.Participants = slices.Clone(e.Participants)
		for j := range e.Participants {
			e.Participants[j].Entity = to(e.Participants[j].Entity)
		}
		i, ok := at[e.Entity]
		if !ok {
			at[e.Entity] = len(events)
			events = append(events, e)
			continue
		}
		o := &events[i]
		o.Participants = append(o.Participants, e.Participants...)
		o.Class, o.Time, o.Place = cmp.Or(o.Class, e.Class), cmp.Or(o.Time, e.Time), cmp.Or(o.Place, e.Place)
	}
	r.Events = events
	r.Mentions = slices.Clone(r.Mentions)
	for i := range r.Mentions {
		r.Mentions[i].Entity = to(r.Mentions[i].Entity)
	}
	r.Normalize()
}

// merge makes one entity of two of the same article; the fuller name wins.
func merge(a, b Entity) Entity {
	full := func(e Entity) int { return len(strings.Fields(e.Name)) }
	if c := cmp.Or(cmp.Compare(full(b), full(a)), cmp.Compare(len(b.Name), len(a.Name)), cmp.Compare(a.Name, b.Name)); c > 0 {
		a, b = b, a
	}
	a.Aliases = append(append(slices.Clone(a.Aliases), b.Name), b.Aliases...)
	a.SameAs = append(slices.Clone(a.SameAs), b.SameAs...)
	a.Gender = cmp.Or(a.Gender, b.Gender)
	return a
}
