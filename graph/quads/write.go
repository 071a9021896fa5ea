package quads

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dossier/graph"

	"github.com/cayleygraph/quad"
)

// Put implements graph.Store. The record is normalised; one that is kept
// already without a difference is not written again.
func (s *Store) Put(ctx context.Context, r graph.Record) error {
	return s.change(ctx, func(b *batch) error { return b.Put(r) })
}

// Delete implements graph.Store.
func (s *Store) Delete(ctx context.Context, article graph.IRI) error {
	return s.change(ctx, func(b *batch) error { return b.Delete(article) })
}

// batch is a change of the store that is applied whole or not at all.
type batch struct {
	ctx     context.Context
	b       changes
	sn      *Snapshot // the store before it; the batch's own writes are read with b.Get
	st      *stats
	ents    map[graph.IRI]*pending
	records map[graph.IRI]*graph.Record // what articles have by this batch; nil: deleted
}

// pending is an entity whose aggregate the batch changes.
type pending struct{ before, now *aggregate }

// change runs f in a batch and commits it.
func (s *Store) change(ctx context.Context, f func(*batch) error) error {
	return s.changeFrom(ctx, s.Snapshot, f)
}

// changeUnfinished is change at the end of a load.
func (s *Store) changeUnfinished(ctx context.Context, f func(*batch) error) error {
	return s.changeFrom(ctx, s.anySnapshot, f)
}

func (s *Store) changeFrom(ctx context.Context, snapshot func() (*Snapshot, error), f func(*batch) error) error {
	pb, err := s.db.begin(ctx)
	if err != nil {
		return translate(err)
	}
	defer pb.Abort()
	sn, err := snapshot()
	if err != nil {
		return err
	}
	defer sn.Close()
	raw, err := pb.Get([]byte{tabStats})
	if err != nil {
		return translate(err)
	}
	st, err := decodeStats(raw)
	if err != nil {
		return err
	}
	b := &batch{ctx: ctx, b: pb, sn: sn, st: st, ents: map[graph.IRI]*pending{}, records: map[graph.IRI]*graph.Record{}}
	if err := f(b); err != nil {
		return err
	}
	if err := b.finish(); err != nil {
		return translate(err)
	}
	return translate(pb.Commit(ctx))
}

// put writes a record, which is normalised, over what its article had before.
func (b *batch) put(r *graph.Record) error {
	old, err := b.Record(r.Article.IRI)
	if isNotFound(err) {
		return b.replace(r.Article.IRI, nil, r)
	}
	if err != nil {
		return err
	}
	return b.replace(r.Article.IRI, &old, r)
}

func isNotFound(err error) bool { return errors.Is(err, graph.ErrNotFound) }

// replace takes the store from one record of an article to another; nil is none.
// Both are normalised. Only what differs is written.
func (b *batch) replace(article graph.IRI, old, now *graph.Record) error {
	b.records[article] = now
	before, after := entries(old, nil), entries(now, b.sn.observe)
	for k := range before {
		if _, ok := after[k]; !ok {
			if err := b.b.Drop([]byte(k)); err != nil {
				return err
			}
		}
	}
	for _, k := range sortedKeys(after) {
		v, ok := before[k]
		if ok && k[0] == tabView { // what was observed is not of the record alone
			kept, err := b.b.Get([]byte(k))
			if err != nil {
				return translate(err)
			}
			v = string(kept)
		}
		if ok && v == after[k] {
			continue
		}
		if err := b.b.Put([]byte(k), []byte(after[k])); err != nil {
			return err
		}
	}
	if now != nil {
		own := ownFacts(article)
		for i := range now.Facts {
			if strings.HasPrefix(string(now.Facts[i].IRI), own) {
				continue // no other article has such IRIs
			}
			k := key1(tabFact, string(now.Facts[i].IRI))
			if _, ours := before[string(k)]; ours {
				continue
			}
			// Written above; was there one before, of another article?
			if other, err := b.sn.v.Get(k); err != nil {
				return translate(err)
			} else if other != nil {
				return fmt.Errorf("fact %s of %s is another article's already", now.Facts[i].IRI, now.Article.IRI)
			}
		}
	}
	was := map[quad.Quad]bool{}
	if old != nil {
		each(old, false, func(q quad.Quad) { was[q] = true })
	}
	var err error
	if now != nil {
		each(now, false, func(q quad.Quad) {
			if was[q] {
				delete(was, q)
			} else if err == nil {
				_, err = b.b.Add(q)
			}
		})
	}
	if old != nil && len(was) > 0 {
		each(old, false, func(q quad.Quad) { // again, for a fixed order
			if was[q] && err == nil {
				_, err = b.b.Remove(q)
			}
		})
	}
	if err != nil {
		return err
	}
	if old != nil {
		if err := b.count(old, -1); err != nil {
			return err
		}
	}
	if now != nil {
		return b.count(now, +1)
	}
	return nil
}

// ownFacts is how the IRIs of an article's facts begin where graph/record made
// them.
func ownFacts(article graph.IRI) string {
	digest, _ := strings.CutPrefix(string(article), "article/")
	return "fact/" + digest[:min(len(digest), 12)] + "-"
}

// count adds a record to the counts or, with -1, takes it from them.
func (b *batch) count(r *graph.Record, n int) error {
	b.st.articles += n
	for i := range r.Facts {
		b.st.fact(&r.Facts[i], n)
	}
	for i := range r.Entities {
		e := &r.Entities[i]
		p := b.ents[e.IRI]
		if p == nil {
			raw, err := b.b.Get(key1(tabEntity, string(e.IRI)))
			if err != nil {
				return err
			}
			p = &pending{}
			if p.before, err = decodeAggregate(raw); err != nil {
				return fmt.Errorf("entity %s: %w", e.IRI, err)
			}
			if p.now, err = decodeAggregate(raw); err != nil {
				return err
			}
			b.ents[e.IRI] = p
		}
		p.now.add(e, n)
	}
	return nil
}

// finish writes the aggregates that changed, and the counts.
func (b *batch) finish() error {
	for _, id := range sortedKeys(b.ents) {
		p := b.ents[id]
		before, after := derived(id, p.before), derived(id, p.now)
		for _, k := range sortedKeys(before) {
			if _, ok := after[k]; !ok {
				if err := b.b.Drop([]byte(k)); err != nil {
					return err
				}
			}
		}
		for _, k := range sortedKeys(after) {
			if v, ok := before[k]; ok && v == after[k] {
				continue
			}
			if err := b.b.Put([]byte(k), []byte(after[k])); err != nil {
				return err
			}
		}
		was, is := label(id, p.before), label(id, p.now)
		if was != is {
			if was.Subject != nil {
				if _, err := b.b.Remove(was); err != nil {
					return err
				}
			}
			if is.Subject != nil {
				if _, err := b.b.Add(is); err != nil {
					return err
				}
			}
		}
		if p.before.articles > 0 {
			b.st.entities--
			count(&b.st.types, most(p.before.types), -1)
		}
		if p.now.articles > 0 {
			b.st.entities++
			count(&b.st.types, most(p.now.types), +1)
		}
	}
	return b.b.Put([]byte{tabStats}, b.st.encode())
}

// label is the quad of an entity over all articles: its preferred name. It has
// no label of its own.
func label(id graph.IRI, a *aggregate) quad.Quad {
	if a.articles == 0 {
		return quad.Quad{}
	}
	return quad.Quad{Subject: quad.IRI(id), Predicate: skosPrefLabel, Object: quad.String(bestName(a.names))}
}

// derived are the table entries of an entity over all articles.
func derived(id graph.IRI, a *aggregate) map[string]string {
	m := map[string]string{}
	if a.articles == 0 {
		return m
	}
	m[string(key1(tabEntity, string(id)))] = string(a.encode())
	m[string(key2(tabType, most(a.types), string(id)))] = ""
	for _, k := range a.keys() {
		m[string(key2(tabKey, k, string(id)))] = ""
	}
	return m
}

// entries are the table entries that one record brings: nil has none.
func entries(r *graph.Record, observe graph.Observer) map[string]string {
	m := map[string]string{}
	if r == nil {
		return m
	}
	art := string(r.Article.IRI)
	m[string(key1(tabArticle, art))] = string(encodeArticle(&r.Article))
	m[string(key1(tabText, art))] = r.Article.Text
	views := make(map[graph.IRI]*view, len(r.Entities))
	for i := range r.Entities {
		views[r.Entities[i].IRI] = &view{entity: r.Entities[i]}
	}
	for i := range r.Events {
		views[r.Events[i].Entity].event = &r.Events[i]
	}
	for _, mn := range r.Mentions {
		v := views[mn.Entity]
		v.mentions = append(v.mentions, mn)
	}
	var observed [][]byte
	if observe != nil {
		observed = observe(r)
	}
	all := make([]*view, len(r.Entities)) // they are sorted
	for i := range r.Entities {
		id := r.Entities[i].IRI
		all[i] = views[id]
		if observed != nil {
			all[i].observed = observed[i]
		}
		m[string(key2(tabView, string(id), art))] = string(encodeView(views[id]))
	}
	m[string(key1(tabContent, art))] = string(encodeContent(all))
	for i := range r.Facts {
		f := &r.Facts[i]
		h := string(encodeHead(f))
		m[string(key1(tabFact, string(f.IRI)))] = string(encodeFact(f))
		m[string(key2(tabFactOf, art, string(f.IRI)))] = ""
		m[string(key2(tabRelation, f.Relation, string(f.IRI)))] = h
		m[string(endKey(f.Subject, roleSubject, f.IRI))] = h
		m[string(endKey(f.Object, roleObject, f.IRI))] = h
		if f.Place != "" {
			m[string(endKey(f.Place, rolePlace, f.IRI))] = h
		}
		if f.Event != "" {
			m[string(endKey(f.Event, roleEvent, f.IRI))] = h
		}
		for _, s := range f.Sources {
			if s.Entity != "" {
				m[string(endKey(s.Entity, roleSource, f.IRI))] = h
			}
		}
	}
	return m
}

func sortedKeys[K ~string, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
