package quads

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"dossier/graph"
	"dossier/graph/ontology"
)

// Resolve follows merges: the IRI under which an entity is kept now.
func (sn *Snapshot) Resolve(id graph.IRI) (graph.IRI, error) {
	for range 64 { // a chain is as long as the merges of one entity; a ring is damage
		b, err := sn.v.Get(key1(tabRedirect, string(id)))
		if err != nil {
			return id, translate(err)
		}
		if b == nil {
			return id, nil
		}
		id = graph.IRI(b)
	}
	return id, fmt.Errorf("%w: merges of %s run in a ring", graph.ErrCorrupt, id)
}

// Entity implements graph.Reader.
func (sn *Snapshot) Entity(ctx context.Context, id graph.IRI) (graph.Entity, error) {
	if err := ctx.Err(); err != nil {
		return graph.Entity{}, err
	}
	now, err := sn.Resolve(id)
	if err != nil {
		return graph.Entity{}, err
	}
	b, err := sn.v.Get(key1(tabEntity, string(now)))
	if err != nil {
		return graph.Entity{}, translate(err)
	}
	if b == nil {
		return graph.Entity{}, fmt.Errorf("entity %s: %w", id, graph.ErrNotFound)
	}
	a, err := decodeAggregate(b)
	if err != nil {
		return graph.Entity{}, fmt.Errorf("entity %s: %w", id, err)
	}
	return a.entity(now), nil
}

// Entities implements graph.Reader.
func (sn *Snapshot) Entities(ctx context.Context, f graph.EntityFilter) iter.Seq2[graph.Entity, error] {
	return func(yield func(graph.Entity, error) bool) {
		var ids []graph.IRI
		var err error
		switch {
		case f.Key != "":
			ids, err = sn.named(ctx, graph.NameKey(f.Key), true)
		case f.Type != "":
			for p, err := range sn.v.Scan(ctx, key2(tabType, f.Type, ""), nil) {
				if !sn.yieldEntity(ctx, p, err, yield) {
					return
				}
			}
			return
		default:
			for p, err := range sn.v.Scan(ctx, []byte{tabEntity}, nil) {
				if err != nil {
					yield(graph.Entity{}, translate(err))
					return
				}
				a, err := decodeAggregate(p.Value)
				if !yield(a.entity(graph.IRI(p.Key[1:])), err) || err != nil {
					return
				}
			}
			return
		}
		if err != nil {
			yield(graph.Entity{}, translate(err))
			return
		}
		for _, id := range ids {
			e, err := sn.Entity(ctx, id)
			if err != nil {
				yield(e, err)
				return
			}
			if f.Type != "" && e.Type != f.Type {
				continue
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

func (sn *Snapshot) yieldEntity(ctx context.Context, p pair, err error, yield func(graph.Entity, error) bool) bool {
	if err != nil {
		yield(graph.Entity{}, translate(err))
		return false
	}
	id, err := second(p.Key)
	if err != nil {
		yield(graph.Entity{}, err)
		return false
	}
	e, err := sn.Entity(ctx, graph.IRI(id))
	return yield(e, err) && err == nil
}

// named finds the entities that have a name key, or with whole false one that
// starts with it; sorted.
func (sn *Snapshot) named(ctx context.Context, key string, whole bool) ([]graph.IRI, error) {
	prefixes := [][]byte{key1(tabKey, key)}
	if whole { // the key itself, or followed by more words
		prefixes = [][]byte{key2(tabKey, key, ""), key1(tabKey, key+" ")}
	}
	var ids []graph.IRI
	for _, prefix := range prefixes {
		for p, err := range sn.v.Scan(ctx, prefix, nil) {
			if err != nil {
				return nil, err
			}
			id, err := second(p.Key)
			if err != nil {
				return nil, err
			}
			ids = append(ids, graph.IRI(id))
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// Complete implements graph.Reader.
func (sn *Snapshot) Complete(ctx context.Context, prefix string) iter.Seq2[graph.Entity, error] {
	return func(yield func(graph.Entity, error) bool) {
		seen := map[graph.IRI]bool{}
		for p, err := range sn.v.Scan(ctx, key1(tabKey, graph.NameKey(prefix)), nil) {
			if err != nil {
				yield(graph.Entity{}, translate(err))
				return
			}
			id, err := second(p.Key)
			if err != nil {
				yield(graph.Entity{}, err)
				return
			}
			if seen[graph.IRI(id)] {
				continue
			}
			seen[graph.IRI(id)] = true
			e, err := sn.Entity(ctx, graph.IRI(id))
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// Fact implements graph.Reader.
func (sn *Snapshot) Fact(ctx context.Context, id graph.IRI) (graph.Fact, error) {
	if err := ctx.Err(); err != nil {
		return graph.Fact{}, err
	}
	b, err := sn.v.Get(key1(tabFact, string(id)))
	if err != nil {
		return graph.Fact{}, translate(err)
	}
	if b == nil {
		return graph.Fact{}, fmt.Errorf("fact %s: %w", id, graph.ErrNotFound)
	}
	f, err := decodeFact(id, b)
	if err != nil {
		return f, fmt.Errorf("fact %s: %w", id, err)
	}
	return f, nil
}

// Facts implements graph.Reader. The range that is read is the narrowest the
// filter allows: an entity's facts in a role, an article's, a relation's, or
// all. What the head of a fact can decide is decided before the fact is read.
func (sn *Snapshot) Facts(ctx context.Context, f graph.FactFilter) iter.Seq2[graph.Fact, error] {
	return func(yield func(graph.Fact, error) bool) {
		m, err := sn.matcher(f)
		if err != nil {
			yield(graph.Fact{}, err)
			return
		}
		var none graph.Fact
		// Facts are asked for in the order of their keys, by one iterator.
		facts, err := sn.v.seek([]byte{tabFact})
		if err != nil {
			yield(none, translate(err))
			return
		}
		defer facts.Close()
		read := func(id graph.IRI) (graph.Fact, error) {
			b, err := facts.Get(ctx, key1(tabFact, string(id)))
			if err != nil {
				return none, translate(err)
			}
			if b == nil {
				return none, fmt.Errorf("%w: an index names the lost fact %s", graph.ErrCorrupt, id)
			}
			fact, err := decodeFact(id, b)
			if err != nil {
				return fact, fmt.Errorf("fact %s: %w", id, err)
			}
			return fact, nil
		}
		// Ranges whose values are heads.
		heads := func(seq iter.Seq2[pair, error], after int) bool {
			for p, err := range seq {
				if err != nil {
					yield(none, translate(err))
					return false
				}
				h, err := decodeHead(p.Value)
				if err != nil {
					yield(none, fmt.Errorf("index entry %q: %w", p.Key, err))
					return false
				}
				if !m.head(&h) {
					continue
				}
				id, err := second(p.Key)
				if err != nil || len(id) < after {
					yield(none, fmt.Errorf("%w: index entry %q", graph.ErrCorrupt, p.Key))
					return false
				}
				fact, err := read(graph.IRI(id[after:]))
				if err != nil {
					yield(none, err)
					return false
				}
				if m.rest(&fact) && !yield(fact, nil) {
					return false
				}
			}
			return true
		}
		end := func(id graph.IRI, role byte) iter.Seq2[pair, error] {
			return sn.v.Scan(ctx, endKey(id, role, ""), nil)
		}
		switch {
		case f.Subject != "":
			heads(end(m.Subject, roleSubject), 1)
		case f.Object != "":
			heads(end(m.Object, roleObject), 1)
		case f.Event != "":
			heads(end(m.Event, roleEvent), 1)
		case f.Any != "":
			heads(merged(end(m.Any, roleSubject), end(m.Any, roleObject)), 1)
		case f.Place != "":
			heads(end(m.Place, rolePlace), 1)
		case f.Source != "":
			heads(end(m.Source, roleSource), 1)
		case f.Article != "":
			for p, err := range sn.v.Scan(ctx, key2(tabFactOf, string(f.Article), ""), nil) {
				if err != nil {
					yield(none, translate(err))
					return
				}
				id, err := second(p.Key)
				if err != nil {
					yield(none, err)
					return
				}
				fact, err := read(graph.IRI(id))
				if err != nil {
					yield(none, err)
					return
				}
				h := headOf(&fact)
				if m.head(&h) && m.rest(&fact) && !yield(fact, nil) {
					return
				}
			}
		case len(f.Relations) == 1:
			heads(sn.v.Scan(ctx, key2(tabRelation, f.Relations[0], ""), nil), 0)
		default:
			for p, err := range sn.v.Scan(ctx, []byte{tabFact}, nil) {
				if err != nil {
					yield(none, translate(err))
					return
				}
				d := newDecoder(p.Value)
				h := d.head()
				if d.err == nil && !m.head(&h) {
					continue
				}
				fact := d.fact(graph.IRI(p.Key[1:]), h)
				if err := d.end(); err != nil {
					yield(none, fmt.Errorf("fact %s: %w", p.Key[1:], err))
					return
				}
				if m.rest(&fact) && !yield(fact, nil) {
					return
				}
			}
		}
	}
}

// matcher is a filter with merges followed.
type matcher struct {
	graph.FactFilter
	period string
}

func (sn *Snapshot) matcher(f graph.FactFilter) (*matcher, error) {
	m := &matcher{FactFilter: f}
	for _, id := range []*graph.IRI{&m.Subject, &m.Object, &m.Any, &m.Place, &m.Source, &m.Event} {
		if *id == "" {
			continue
		}
		var err error
		if *id, err = sn.Resolve(*id); err != nil {
			return nil, err
		}
	}
	if f.Since != "" || f.Until != "" {
		m.period = period(f.Since, f.Until)
	}
	return m, nil
}

func period(since, until string) string {
	if since == "" {
		since = ".."
	}
	if until == "" {
		until = ".."
	}
	return since + "/" + until
}

func (m *matcher) head(h *head) bool {
	switch {
	case h.open && !m.Open,
		m.Subject != "" && h.subject != m.Subject,
		m.Object != "" && h.object != m.Object,
		m.Any != "" && h.subject != m.Any && h.object != m.Any,
		m.Article != "" && h.article != m.Article,
		len(m.Relations) > 0 && !slices.Contains(m.Relations, h.relation),
		len(m.Statuses) > 0 && !slices.Contains(m.Statuses, statuses[h.status]),
		m.MinConfidence > 0 && float64(h.confidence)/1000 < m.MinConfidence:
		return false
	}
	if m.period == "" {
		return true
	}
	when := h.time
	if when == "" {
		if r, ok := ontology.Lookup(h.relation); ok && r.Standing() {
			return true // a role of unknown time may hold at any
		}
		when = h.published
	}
	return when != "" && graph.Overlaps(when, m.period)
}

func (m *matcher) rest(f *graph.Fact) bool {
	if m.Place != "" && f.Place != m.Place || m.Event != "" && f.Event != m.Event {
		return false
	}
	return m.Source == "" || slices.ContainsFunc(f.Sources, func(s graph.Source) bool { return s.Entity == m.Source })
}

// merged yields two ranges of an entity's index in the order of their facts,
// a fact that stands in both once.
func merged(a, b iter.Seq2[pair, error]) iter.Seq2[pair, error] {
	return func(yield func(pair, error) bool) {
		nextA, stopA := iter.Pull2(a)
		defer stopA()
		nextB, stopB := iter.Pull2(b)
		defer stopB()
		pa, errA, okA := nextA()
		pb, errB, okB := nextB()
		for okA || okB {
			if okA && errA != nil {
				yield(pa, errA)
				return
			}
			if okB && errB != nil {
				yield(pb, errB)
				return
			}
			order := -1
			switch {
			case !okA:
				order = 1
			case okB:
				order = compareFacts(pa.Key, pb.Key)
			}
			p := pa
			if order > 0 {
				p = pb
			}
			if !yield(p, nil) {
				return
			}
			if order <= 0 {
				pa, errA, okA = nextA()
			}
			if order >= 0 {
				pb, errB, okB = nextB()
			}
		}
	}
}

// compareFacts orders keys of tabEnd of one entity by fact.
func compareFacts(a, b []byte) int {
	i := slices.Index(a, 0) + 2
	return slices.Compare(a[i:], b[i:])
}

// Edges implements graph.Reader.
func (sn *Snapshot) Edges(ctx context.Context, id graph.IRI) iter.Seq2[graph.Edge, error] {
	return func(yield func(graph.Edge, error) bool) {
		id, err := sn.Resolve(id)
		if err != nil {
			yield(graph.Edge{}, err)
			return
		}
		for _, role := range []byte{roleSubject, roleObject} {
			for p, err := range sn.v.Scan(ctx, endKey(id, role, ""), nil) {
				if err != nil {
					yield(graph.Edge{}, translate(err))
					return
				}
				h, err := decodeHead(p.Value)
				if err != nil {
					yield(graph.Edge{}, err)
					return
				}
				fact, err := second(p.Key)
				if err != nil || fact == "" {
					yield(graph.Edge{}, fmt.Errorf("%w: index entry %q", graph.ErrCorrupt, p.Key))
					return
				}
				e := graph.Edge{Fact: graph.IRI(fact[1:]), Relation: h.relation, Status: statuses[h.status], Open: h.open,
					Time: h.time, Published: h.published, Confidence: float64(h.confidence) / 1000, Article: h.article}
				if e.Other = h.object; role == roleObject {
					e.Other, e.Incoming = h.subject, true
				}
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

// Article implements graph.Reader.
func (sn *Snapshot) Article(ctx context.Context, id graph.IRI) (graph.Article, error) {
	if err := ctx.Err(); err != nil {
		return graph.Article{}, err
	}
	b, err := sn.v.Get(key1(tabArticle, string(id)))
	if err != nil {
		return graph.Article{}, translate(err)
	}
	if b == nil {
		return graph.Article{}, fmt.Errorf("article %s: %w", id, graph.ErrNotFound)
	}
	a, err := decodeArticle(id, b)
	if err != nil {
		return a, fmt.Errorf("article %s: %w", id, err)
	}
	text, err := sn.v.Get(key1(tabText, string(id)))
	if err != nil {
		return a, translate(err)
	}
	if text == nil {
		return a, fmt.Errorf("article %s: %w: its text is lost", id, graph.ErrCorrupt)
	}
	a.Text = string(text)
	return a, nil
}

// Articles implements graph.Reader.
func (sn *Snapshot) Articles(ctx context.Context) iter.Seq2[graph.Article, error] {
	return func(yield func(graph.Article, error) bool) {
		for p, err := range sn.v.Scan(ctx, []byte{tabArticle}, nil) {
			if err != nil {
				yield(graph.Article{}, translate(err))
				return
			}
			a, err := decodeArticle(graph.IRI(p.Key[1:]), p.Value)
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

// Record implements graph.Reader.
func (sn *Snapshot) Record(ctx context.Context, article graph.IRI) (r graph.Record, err error) {
	if r.Article, err = sn.Article(ctx, article); err != nil {
		return r, err
	}
	b, err := sn.v.Get(key1(tabContent, string(article)))
	if err != nil {
		return r, translate(err)
	}
	views, err := decodeContent(article, b)
	if err != nil {
		return r, fmt.Errorf("contents of %s: %w", article, err)
	}
	for _, v := range views {
		r.Entities = append(r.Entities, v.entity)
		if v.event != nil {
			r.Events = append(r.Events, *v.event)
		}
		r.Mentions = append(r.Mentions, v.mentions...)
	}
	for f, err := range sn.Facts(ctx, graph.FactFilter{Article: article, Open: true}) {
		if err != nil {
			return r, err
		}
		r.Facts = append(r.Facts, f)
	}
	r.Normalize()
	return r, nil
}

// views yields how articles show an entity, by article.
func (sn *Snapshot) views(ctx context.Context, id graph.IRI) iter.Seq2[*view, error] {
	return func(yield func(*view, error) bool) {
		prefix := []byte{tabView}
		if id != "" {
			var err error
			if id, err = sn.Resolve(id); err != nil {
				yield(nil, err)
				return
			}
			prefix = key2(tabView, string(id), "")
		}
		for p, err := range sn.v.Scan(ctx, prefix, nil) {
			if err != nil {
				yield(nil, translate(err))
				return
			}
			article, err := second(p.Key)
			if err != nil {
				yield(nil, err)
				return
			}
			v, err := decodeView(graph.IRI(first(p.Key)), graph.IRI(article), p.Value)
			if err != nil {
				yield(nil, fmt.Errorf("entity %s in %s: %w", first(p.Key), article, err))
				return
			}
			v.article = graph.IRI(article)
			if !yield(v, nil) {
				return
			}
		}
	}
}

// Events implements graph.Reader.
func (sn *Snapshot) Events(ctx context.Context, id graph.IRI) iter.Seq2[graph.Event, error] {
	return func(yield func(graph.Event, error) bool) {
		if id != "" {
			sn.events(ctx, id, yield)
			return
		}
		for e, err := range sn.Entities(ctx, graph.EntityFilter{Type: "event"}) {
			if err != nil {
				yield(graph.Event{}, err)
				return
			}
			if !sn.events(ctx, e.IRI, yield) {
				return
			}
		}
	}
}

func (sn *Snapshot) events(ctx context.Context, id graph.IRI, yield func(graph.Event, error) bool) bool {
	for v, err := range sn.views(ctx, id) {
		if err != nil {
			yield(graph.Event{}, err)
			return false
		}
		if v.event != nil && !yield(*v.event, nil) {
			return false
		}
	}
	return true
}

// Mentions implements graph.Reader.
func (sn *Snapshot) Mentions(ctx context.Context, id graph.IRI) iter.Seq2[graph.ArticleMention, error] {
	return func(yield func(graph.ArticleMention, error) bool) {
		for v, err := range sn.views(ctx, id) {
			if err != nil {
				yield(graph.ArticleMention{}, err)
				return
			}
			for _, m := range v.mentions {
				if !yield(graph.ArticleMention{Article: v.article, Mention: m}, nil) {
					return
				}
			}
		}
	}
}

// Stats implements graph.Reader.
func (sn *Snapshot) Stats(ctx context.Context) (graph.Stats, error) {
	b, err := sn.v.Get([]byte{tabStats})
	if err != nil {
		return graph.Stats{}, translate(err)
	}
	st, err := decodeStats(b)
	if err != nil {
		return graph.Stats{}, err
	}
	out := st.public()
	qs, err := sn.v.Stats(ctx, true)
	if err != nil {
		return out, translate(err)
	}
	out.Quads = int(qs.Quads.Size)
	out.Bytes = sn.db.diskUsage()
	return out, nil
}
