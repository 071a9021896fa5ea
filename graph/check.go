package graph

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Check reports the first thing that keeps the record from being kept: an IRI
// that is none, a fact of another article, an entity that is used but not
// brought, evidence outside the text or not verbatim.
func (r *Record) Check() error {
	if err := r.Article.IRI.Check(); err != nil {
		return fmt.Errorf("article: %w", err)
	}
	if !utf8.ValidString(r.Article.Text) {
		return fmt.Errorf("%s: its text is not UTF-8", r.Article.IRI)
	}
	known := make(map[IRI]bool, len(r.Entities))
	for i := range r.Entities {
		e := &r.Entities[i]
		if err := e.IRI.Check(); err != nil {
			return fmt.Errorf("entity %q: %w", e.Name, err)
		}
		if e.Name == "" || e.Type == "" {
			return fmt.Errorf("entity %s lacks a name or type", e.IRI)
		}
		if err := IRI(e.Type).Check(); err != nil {
			return fmt.Errorf("entity %s: type: %w", e.IRI, err)
		}
		if known[e.IRI] {
			return fmt.Errorf("entity %s stands twice", e.IRI)
		}
		known[e.IRI] = true
	}
	need := func(id IRI, what string) error {
		if id != "" && !known[id] {
			return fmt.Errorf("%s %s is no entity of the record", what, id)
		}
		return nil
	}
	facts := make(map[IRI]bool, len(r.Facts))
	for i := range r.Facts {
		f := &r.Facts[i]
		if err := f.IRI.Check(); err != nil {
			return fmt.Errorf("fact: %w", err)
		}
		if facts[f.IRI] {
			return fmt.Errorf("fact %s stands twice", f.IRI)
		}
		facts[f.IRI] = true
		if f.Article != r.Article.IRI {
			return fmt.Errorf("fact %s is of article %s", f.IRI, f.Article)
		}
		if f.Published != r.Article.Published {
			return fmt.Errorf("fact %s is published %q, its article %q", f.IRI, f.Published, r.Article.Published)
		}
		if f.Relation == "" || f.Subject == "" || f.Object == "" {
			return fmt.Errorf("fact %s lacks a relation or an end", f.IRI)
		}
		if strings.ContainsFunc(f.Relation, unicode.IsControl) {
			return fmt.Errorf("fact %s has relation %q", f.IRI, f.Relation)
		}
		switch f.Status {
		case Happened, Planned, Possible, Denied:
		default:
			return fmt.Errorf("fact %s has status %q", f.IRI, f.Status)
		}
		if !(f.Confidence >= 0 && f.Confidence <= 1) {
			return fmt.Errorf("fact %s has confidence %v", f.IRI, f.Confidence)
		}
		for _, e := range []struct {
			id   IRI
			what string
		}{{f.Subject, "subject"}, {f.Object, "object"}, {f.Place, "place"}, {f.Event, "event"}} {
			if err := need(e.id, e.what); err != nil {
				return fmt.Errorf("fact %s: %w", f.IRI, err)
			}
		}
		for _, s := range f.Sources {
			if err := need(s.Entity, "source"); err != nil {
				return fmt.Errorf("fact %s: %w", f.IRI, err)
			}
		}
		for _, ev := range f.Evidence {
			if err := ev.check(r.Article.Text); err != nil {
				return fmt.Errorf("fact %s: %w", f.IRI, err)
			}
		}
	}
	events := make(map[IRI]bool, len(r.Events))
	for _, e := range r.Events {
		if events[e.Entity] {
			return fmt.Errorf("event %s stands twice", e.Entity)
		}
		events[e.Entity] = true
		if e.Article != r.Article.IRI {
			return fmt.Errorf("event %s is of article %s", e.Entity, e.Article)
		}
		if err := need(e.Entity, "event"); err != nil {
			return err
		}
		if err := need(e.Place, "place"); err != nil {
			return fmt.Errorf("event %s: %w", e.Entity, err)
		}
		for _, p := range e.Participants {
			if err := need(p.Entity, "participant"); err != nil {
				return fmt.Errorf("event %s: %w", e.Entity, err)
			}
		}
	}
	for _, m := range r.Mentions {
		if err := need(m.Entity, "mentioned"); err != nil {
			return err
		}
		if m.Start < 0 || m.End <= m.Start || int(m.End) > len(r.Article.Text) {
			return fmt.Errorf("mention [%d,%d) of %s is outside the text", m.Start, m.End, m.Entity)
		}
	}
	return nil
}

func (ev *Evidence) check(text string) error {
	if ev.Start < 0 || ev.End < ev.Start || int(ev.End) > len(text) {
		return fmt.Errorf("evidence [%d,%d) is outside the text of %d bytes", ev.Start, ev.End, len(text))
	}
	if text[ev.Start:ev.End] != ev.Sentence {
		return fmt.Errorf("evidence [%d,%d) is not what the text has there", ev.Start, ev.End)
	}
	for _, s := range [][2]int32{ev.Subject, ev.Object, ev.Trigger} {
		if s[0] < 0 || s[1] < s[0] || int(s[1]) > len(text) {
			return fmt.Errorf("evidence words [%d,%d) are outside the text", s[0], s[1])
		}
	}
	return nil
}

// Check reports what keeps the IRI from being one: it is empty, or holds
// spaces, control characters or <>"{}|^`\.
func (i IRI) Check() error {
	if i == "" {
		return fmt.Errorf("its IRI is empty")
	}
	if !utf8.ValidString(string(i)) || strings.ContainsFunc(string(i), func(r rune) bool {
		return r <= ' ' || r == 0x7f || strings.ContainsRune("<>\"{}|^`\\", r)
	}) {
		return fmt.Errorf("%q is no IRI", string(i))
	}
	return nil
}

// Normalize puts the record into the one form in which it is kept: everything
// sorted by IRI (mentions by offset), lists that are sets sorted and without
// repetition, confidence rounded to three decimals, empty lists nil.
func (r *Record) Normalize() {
	for i := range r.Entities {
		e := &r.Entities[i]
		e.Aliases = set(e.Aliases, e.Name)
		e.SameAs = set(e.SameAs, "")
	}
	slices.SortFunc(r.Entities, func(a, b Entity) int { return cmp.Compare(a.IRI, b.IRI) })
	for i := range r.Facts {
		f := &r.Facts[i]
		f.Confidence = math.Round(f.Confidence*1000) / 1000
		if len(f.Sources) == 0 {
			f.Sources = nil
		}
		for j := range f.Evidence {
			if len(f.Evidence[j].Qualifiers) == 0 {
				f.Evidence[j].Qualifiers = nil
			}
		}
	}
	slices.SortFunc(r.Facts, func(a, b Fact) int { return cmp.Compare(a.IRI, b.IRI) })
	for i := range r.Events {
		p := r.Events[i].Participants
		slices.SortFunc(p, func(a, b Participant) int {
			return cmp.Or(cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Role, b.Role))
		})
		if p = slices.Compact(p); len(p) == 0 {
			p = nil
		}
		r.Events[i].Participants = p
	}
	slices.SortFunc(r.Events, func(a, b Event) int { return cmp.Compare(a.Entity, b.Entity) })
	slices.SortFunc(r.Mentions, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Entity, b.Entity))
	})
	r.Mentions = slices.Compact(r.Mentions)
}

func set(list []string, without string) []string {
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" || s == without })
	slices.Sort(list)
	if list = slices.Compact(list); len(list) == 0 {
		return nil
	}
	return list
}

// Clone returns a record that shares no memory that Normalize would change.
func (r *Record) Clone() Record {
	out := *r
	out.Entities = slices.Clone(r.Entities)
	out.Facts = slices.Clone(r.Facts)
	for i := range out.Facts {
		out.Facts[i].Evidence = slices.Clone(out.Facts[i].Evidence)
		out.Facts[i].Sources = slices.Clone(out.Facts[i].Sources)
	}
	out.Events = slices.Clone(r.Events)
	for i := range out.Events {
		out.Events[i].Participants = slices.Clone(out.Events[i].Participants)
	}
	out.Mentions = slices.Clone(r.Mentions)
	return out
}
