package refer

import (
	"slices"
	"strings"

	"dossier/ingest/document"
)

// emit writes the entities that are of a type of ours, in order of their first
// mention, and their mentions.
func (r *resolver) emit() {
	doc := r.doc
	doc.Mentions, doc.Entities = doc.Mentions[:0], doc.Entities[:0]
	id := make([]int32, len(r.cs))
	order := make([]int32, 0, len(r.cs))
	for c := range r.cs {
		cl := &r.cs[c]
		id[c] = document.None
		if cl.into == document.None && cl.named && cl.typ != document.Other && (cl.mentions > 0 || cl.meta) {
			order = append(order, int32(c))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		fa, fb := r.cs[a].first, r.cs[b].first
		switch {
		case fa == fb:
			return int(a) - int(b)
		case fa < 0:
			return 1
		case fb < 0:
			return -1
		}
		return int(fa) - int(fb)
	})
	for _, c := range order {
		cl := &r.cs[c]
		id[c] = int32(len(doc.Entities))
		doc.Entities = append(doc.Entities, document.Entity{Name: r.entityName(cl), Type: cl.typ, Gender: cl.gender(), Trigger: cl.trigger})
	}
	r.order = r.order[:0]
	for i := range r.ms {
		if m := &r.ms[i]; !m.dead && (m.cluster != document.None && id[r.root(m.cluster)] != document.None || len(m.group) > 0) {
			r.order = append(r.order, int32(i))
		}
	}
	slices.SortStableFunc(r.order, func(a, b int32) int {
		if d := r.ms[a].first - r.ms[b].first; d != 0 {
			return int(d)
		}
		if d := r.ms[b].end - r.ms[a].end; d != 0 {
			return int(d)
		}
		return int(r.ms[a].head) - int(r.ms[b].head)
	})
	for _, i := range r.order {
		m := &r.ms[i]
		out := document.Mention{First: m.first, End: m.end, Head: m.head, Kind: m.kind, Type: m.typ, Entity: document.None, Score: m.score}
		if m.cluster != document.None {
			out.Entity = id[r.root(m.cluster)]
			out.Type = doc.Entities[out.Entity].Type
		} else {
			for _, c := range m.group {
				if e := id[r.root(c)]; e != document.None && !slices.Contains(out.Group, e) {
					out.Group = append(out.Group, e)
				}
			}
			slices.Sort(out.Group)
			switch len(out.Group) {
			case 0:
				continue
			case 1:
				out.Entity, out.Group = out.Group[0], nil
			}
		}
		at := int32(len(doc.Mentions))
		doc.Mentions = append(doc.Mentions, out)
		if out.Entity == document.None {
			continue
		}
		ent := &doc.Entities[out.Entity]
		ent.Mentions = append(ent.Mentions, at)
		switch m.kind {
		case document.NameMention, document.AdjectiveMention:
			alias(ent, m.text)
			if m.titleAt != document.None && m.titleAt < m.first {
				alias(ent, r.surface(m.titleAt, m.end))
			}
		case document.DescriptionMention:
			if ent.Type == document.EventType {
				start := m.first
				for start < m.head && (doc.Tokens[start].Tag == document.DET || doc.Tokens[start].Tag == document.PRON) {
					start++
				}
				alias(ent, r.surface(start, m.head+1))
			}
		}
	}
	for _, c := range order {
		for _, s := range r.cs[c].more {
			alias(&doc.Entities[id[c]], s)
		}
	}
}

// alias adds a form to the entity unless it is there already.
func alias(ent *document.Entity, form string) {
	if form != "" && form != ent.Name && !slices.Contains(ent.Aliases, form) {
		ent.Aliases = append(ent.Aliases, form)
	}
}

// entityName returns the fullest form: of a country its name, else the longest
// name, with small letters where the article has it in capitals only.
func (r *resolver) entityName(cl *cluster) string {
	name := strings.TrimRight(cl.name, " ,;:")
	if cl.country == document.None && len(name) > 4 && allCaps(name) && (strings.ContainsRune(name, ' ') || len(name) > 5) &&
		(cl.typ == document.Place || cl.typ == document.Person || len(strings.Fields(name)) > 2) {
		return titleCase(name)
	}
	return name
}
