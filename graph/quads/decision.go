package quads

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math"
	"slices"

	"dossier/graph"

	"github.com/cayleygraph/quad"
)

var _ graph.Editor = (*Store)(nil)

var _ graph.Snapshotter = (*Store)(nil)

// Lookups implements graph.Snapshotter.
func (s *Store) Lookups() (graph.Lookups, error) {
	sn, err := s.Snapshot()
	if err != nil {
		return nil, err
	}
	return lookups{sn}, nil
}

// lookups has Snapshot's methods as graph.Editor has them.
type lookups struct{ *Snapshot }

func (l lookups) Resolve(_ context.Context, id graph.IRI) (graph.IRI, error) {
	return l.Snapshot.Resolve(id)
}

// Named implements graph.Editor.
func (s *Store) Named(ctx context.Context, key string) iter.Seq2[graph.IRI, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[graph.IRI, error] { return sn.Named(ctx, key) })
}

// Named is Store.Named on this snapshot.
func (sn *Snapshot) Named(ctx context.Context, key string) iter.Seq2[graph.IRI, error] {
	return func(yield func(graph.IRI, error) bool) {
		for p, err := range sn.v.Scan(ctx, key2(tabKey, graph.NameKey(key), ""), nil) {
			if err != nil {
				yield("", translate(err))
				return
			}
			id, err := second(p.Key)
			if !yield(graph.IRI(id), err) || err != nil {
				return
			}
		}
	}
}

// Profile implements graph.Editor.
func (s *Store) Profile(ctx context.Context, id graph.IRI) (graph.Profile, error) {
	return at(s, func(sn *Snapshot) (graph.Profile, error) { return sn.Profile(ctx, id) })
}

// Profile is Store.Profile on this snapshot.
func (sn *Snapshot) Profile(_ context.Context, id graph.IRI) (graph.Profile, error) {
	now := id
	b, err := sn.v.Get(key1(tabEntity, string(now)))
	if b == nil && err == nil { // most often it is there, and there was no merge
		if now, err = sn.Resolve(id); err == nil && now != id {
			b, err = sn.v.Get(key1(tabEntity, string(now)))
		}
	}
	if err != nil {
		return graph.Profile{}, translate(err)
	}
	if b == nil {
		return graph.Profile{}, fmt.Errorf("entity %s: %w", id, graph.ErrNotFound)
	}
	a, err := decodeAggregate(b)
	return graph.Profile{IRI: now, Articles: a.articles, Names: a.names, Aliases: a.aliases, Types: a.types, Genders: a.genders, SameAs: a.sameAs}, err
}

// ArticlesOf implements graph.Editor.
func (s *Store) ArticlesOf(ctx context.Context, id graph.IRI) iter.Seq2[graph.IRI, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[graph.IRI, error] { return sn.ArticlesOf(ctx, id) })
}

// ArticlesOf is Store.ArticlesOf on this snapshot.
func (sn *Snapshot) ArticlesOf(ctx context.Context, id graph.IRI) iter.Seq2[graph.IRI, error] {
	return func(yield func(graph.IRI, error) bool) {
		now, err := sn.Resolve(id)
		if err != nil {
			yield("", err)
			return
		}
		sn.articlesOf(ctx, now, yield)
	}
}

func (sn *Snapshot) articlesOf(ctx context.Context, id graph.IRI, yield func(graph.IRI, error) bool) {
	for p, err := range sn.v.Scan(ctx, key2(tabView, string(id), ""), nil) {
		if err != nil {
			yield("", translate(err))
			return
		}
		article, err := second(p.Key)
		if !yield(graph.IRI(article), err) || err != nil {
			return
		}
	}
}

// Sightings implements graph.Editor.
func (s *Store) Sightings(ctx context.Context, id graph.IRI) iter.Seq2[graph.Sighting, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[graph.Sighting, error] { return sn.Sightings(ctx, id) })
}

// Sightings is Store.Sightings on this snapshot.
func (sn *Snapshot) Sightings(ctx context.Context, id graph.IRI) iter.Seq2[graph.Sighting, error] {
	return func(yield func(graph.Sighting, error) bool) {
		if n := sn.sightings(ctx, id, yield); n > 0 {
			return
		}
		now, err := sn.Resolve(id)
		if err != nil {
			yield(graph.Sighting{}, err)
		} else if now != id {
			sn.sightings(ctx, now, yield)
		}
	}
}

// sightings yields those of exactly this IRI and returns their number.
func (sn *Snapshot) sightings(ctx context.Context, id graph.IRI, yield func(graph.Sighting, error) bool) (n int) {
	for p, err := range sn.v.Scan(ctx, key2(tabView, string(id), ""), nil) {
		n++
		if err != nil {
			yield(graph.Sighting{}, translate(err))
			return n
		}
		article, err := second(p.Key)
		if err != nil {
			yield(graph.Sighting{}, err)
			return n
		}
		s, err := decodeSighting(id, graph.IRI(article), p.Value)
		if err != nil {
			err = fmt.Errorf("entity %s in %s: %w", id, article, err)
		}
		if !yield(s, err) || err != nil {
			return n
		}
	}
	return n
}

// Cast implements graph.Editor.
func (s *Store) Cast(ctx context.Context, article graph.IRI) ([]graph.Entity, error) {
	return at(s, func(sn *Snapshot) ([]graph.Entity, error) { return sn.Cast(ctx, article) })
}

// Cast is Store.Cast on this snapshot.
func (sn *Snapshot) Cast(_ context.Context, article graph.IRI) ([]graph.Entity, error) {
	b, err := sn.v.Get(key1(tabContent, string(article)))
	if err != nil {
		return nil, translate(err)
	}
	if b == nil {
		return nil, fmt.Errorf("article %s: %w", article, graph.ErrNotFound)
	}
	cast, err := decodeCast(b)
	if err != nil {
		err = fmt.Errorf("contents of %s: %w", article, err)
	}
	return cast, err
}

// Has implements graph.Editor.
func (s *Store) Has(ctx context.Context, id graph.IRI) (bool, error) {
	return at(s, func(sn *Snapshot) (bool, error) { return sn.Has(ctx, id) })
}

// Has is Store.Has on this snapshot.
func (sn *Snapshot) Has(_ context.Context, id graph.IRI) (bool, error) {
	b, err := sn.v.Get(key1(tabEntity, string(id)))
	return b != nil, translate(err)
}

// Resolve implements graph.Editor.
func (s *Store) Resolve(ctx context.Context, id graph.IRI) (graph.IRI, error) {
	return at(s, func(sn *Snapshot) (graph.IRI, error) { return sn.Resolve(id) })
}

// Redirects implements graph.Editor.
func (s *Store) Redirects(ctx context.Context) iter.Seq2[[2]graph.IRI, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[[2]graph.IRI, error] { return sn.redirects(ctx) })
}

func (sn *Snapshot) redirects(ctx context.Context) iter.Seq2[[2]graph.IRI, error] {
	return func(yield func([2]graph.IRI, error) bool) {
		for p, err := range sn.v.Scan(ctx, []byte{tabRedirect}, nil) {
			if err != nil {
				yield([2]graph.IRI{}, translate(err))
				return
			}
			if !yield([2]graph.IRI{graph.IRI(p.Key[1:]), graph.IRI(p.Value)}, nil) {
				return
			}
		}
	}
}

// Decisions implements graph.Editor.
func (s *Store) Decisions(ctx context.Context, id graph.IRI) iter.Seq2[graph.Decision, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[graph.Decision, error] { return sn.Decisions(ctx, id) })
}

// Decisions is Store.Decisions on this snapshot.
func (sn *Snapshot) Decisions(ctx context.Context, id graph.IRI) iter.Seq2[graph.Decision, error] {
	return func(yield func(graph.Decision, error) bool) {
		prefix := []byte{tabDecision}
		if id != "" {
			prefix = key2(tabDecision, string(id), "")
		}
		var of []graph.Decision
		for p, err := range sn.v.Scan(ctx, prefix, nil) {
			if err != nil {
				yield(graph.Decision{}, translate(err))
				return
			}
			other, err := second(p.Key)
			if err != nil {
				yield(graph.Decision{}, err)
				return
			}
			a, b := first(p.Key), other
			if id == "" && a > b {
				continue // it stands under both; once is enough
			}
			if a > b {
				a, b = b, a
			}
			d, err := decodeDecision(graph.IRI(a), graph.IRI(b), p.Value)
			if err != nil {
				yield(d, fmt.Errorf("decision about %s and %s: %w", a, b, err))
				return
			}
			if id == "" {
				if !yield(d, nil) {
					return
				}
				continue
			}
			of = append(of, d)
		}
		slices.SortFunc(of, func(x, y graph.Decision) int { return slices.Compare([]graph.IRI{x.A, x.B}, []graph.IRI{y.A, y.B}) })
		for _, d := range of {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func encodeDecision(d *graph.Decision) []byte {
	e := newEncoder()
	e.str(d.Kind)
	e.str(d.By)
	e.num(uint64(math.Round(d.Score * 1000)))
	e.list(d.Reasons)
	return e.b
}

func decodeDecision(a, b graph.IRI, v []byte) (graph.Decision, error) {
	d := newDecoder(v)
	out := graph.Decision{A: a, B: b, Kind: d.str(), By: d.str(), Score: float64(d.num()) / 1000, Reasons: d.list()}
	return out, d.end()
}

// The terms of decisions.
const (
	typeDecision    = quad.IRI("decision")
	owlSame         = quad.IRI("owl:sameAs")
	owlDifferent    = quad.IRI("owl:differentFrom")
	skosCloseMatch  = quad.IRI("skos:closeMatch")
	dctReplaced     = quad.IRI("dct:isReplacedBy")
	decisionBy      = quad.IRI("by")
	decisionScore   = quad.IRI("score")
	decisionReasons = quad.IRI("reasons")
)

var decisionKinds = map[string]quad.IRI{graph.Same: owlSame, graph.Different: owlDifferent, graph.Unsure: skosCloseMatch}

// eachOfDecision calls yield with the quads of a decision: the pair under the
// decision's own IRI as label, and what is said of it.
func eachOfDecision(d *graph.Decision, yield func(quad.Quad)) {
	sum := sha256.Sum256([]byte(string(d.A) + "\x00" + string(d.B)))
	id := quad.IRI("decision/" + hex.EncodeToString(sum[:8]))
	say := func(s, p quad.IRI, o quad.Value) { yield(quad.Quad{Subject: s, Predicate: p, Object: o, Label: id}) }
	say(quad.IRI(d.A), decisionKinds[d.Kind], quad.IRI(d.B))
	say(id, rdfType, typeDecision)
	say(id, decisionBy, quad.String(d.By))
	say(id, decisionScore, quad.Float(d.Score))
	if len(d.Reasons) > 0 {
		say(id, decisionReasons, quad.String(joinList(d.Reasons)))
	}
}

func redirectQuad(old, now graph.IRI) quad.Quad {
	return quad.Quad{Subject: quad.IRI(old), Predicate: dctReplaced, Object: quad.IRI(now), Label: quad.IRI("decision/redirects")}
}

// Change implements graph.Editor.
func (s *Store) Change(ctx context.Context, f func(graph.Tx) error) error {
	return s.change(ctx, func(b *batch) error { return f(b) })
}

// Record implements graph.Tx.
func (b *batch) Record(article graph.IRI) (graph.Record, error) {
	if r, ok := b.records[article]; ok {
		if r == nil {
			return graph.Record{}, fmt.Errorf("article %s: %w", article, graph.ErrNotFound)
		}
		return r.Clone(), nil
	}
	return b.sn.Record(b.ctx, article)
}

// Put implements graph.Tx.
func (b *batch) Put(r graph.Record) error {
	r = r.Clone()
	r.Normalize()
	if err := r.Check(); err != nil {
		return fmt.Errorf("the record can't be kept: %w", err)
	}
	return b.put(&r)
}

// Delete implements graph.Tx.
func (b *batch) Delete(article graph.IRI) error {
	old, err := b.Record(article)
	if err != nil {
		return err
	}
	return b.replace(article, &old, nil)
}

// Rename implements graph.Tx.
func (b *batch) Rename(old, now graph.IRI) error {
	if err := now.Check(); err != nil {
		return err
	}
	if old == now {
		return nil
	}
	var articles []graph.IRI
	for article, r := range b.records { // those this change has written already
		if r != nil && slices.ContainsFunc(r.Entities, func(e graph.Entity) bool { return e.IRI == old }) {
			articles = append(articles, article)
		}
	}
	var err error
	b.sn.articlesOf(b.ctx, old, func(article graph.IRI, e error) bool {
		if err = e; err == nil {
			if _, written := b.records[article]; !written {
				articles = append(articles, article)
			}
		}
		return err == nil
	})
	if err != nil {
		return err
	}
	slices.Sort(articles)
	for _, article := range articles {
		r, err := b.Record(article)
		if err != nil {
			return err
		}
		r.Rename(map[graph.IRI]graph.IRI{old: now})
		if err := b.Put(r); err != nil {
			return fmt.Errorf("rename %s in %s: %w", old, article, err)
		}
	}
	return b.Redirect(old, now)
}

// Redirect implements graph.Tx.
func (b *batch) Redirect(old, now graph.IRI) error {
	key := key1(tabRedirect, string(old))
	was, err := b.b.Get(key)
	if err != nil {
		return translate(err)
	}
	if was != nil {
		if _, err := b.b.Remove(redirectQuad(old, graph.IRI(was))); err != nil {
			return translate(err)
		}
	}
	if now == "" {
		return b.b.Drop(key)
	}
	for id, n := now, 0; ; n++ { // a ring would never answer
		if id == old || n > 32 {
			return fmt.Errorf("%s can't answer for %s: it is answered for by it", now, old)
		}
		next, err := b.b.Get(key1(tabRedirect, string(id)))
		if err != nil {
			return translate(err)
		}
		if next == nil {
			break
		}
		id = graph.IRI(next)
	}
	if _, err := b.b.Add(redirectQuad(old, now)); err != nil {
		return translate(err)
	}
	return b.b.Put(key, []byte(now))
}

// Decide implements graph.Tx.
func (b *batch) Decide(d graph.Decision) error {
	if d.A > d.B {
		d.A, d.B = d.B, d.A
	}
	for _, id := range []graph.IRI{d.A, d.B} {
		if err := id.Check(); err != nil {
			return err
		}
	}
	if _, ok := decisionKinds[d.Kind]; !ok || d.A == d.B || !(d.Score >= 0 && d.Score <= 1) {
		return fmt.Errorf("no decision: %+v", d)
	}
	d.Score = math.Round(d.Score*1000) / 1000
	if err := b.Undecide(d.A, d.B); err != nil && !isNotFound(err) {
		return err
	}
	v := encodeDecision(&d)
	for _, key := range [][]byte{key2(tabDecision, string(d.A), string(d.B)), key2(tabDecision, string(d.B), string(d.A))} {
		if err := b.b.Put(key, v); err != nil {
			return translate(err)
		}
	}
	var err error
	eachOfDecision(&d, func(q quad.Quad) {
		if err == nil {
			_, err = b.b.Add(q)
		}
	})
	return translate(err)
}

// Undecide implements graph.Tx.
func (b *batch) Undecide(x, y graph.IRI) error {
	if x > y {
		x, y = y, x
	}
	v, err := b.b.Get(key2(tabDecision, string(x), string(y)))
	if err != nil {
		return translate(err)
	}
	if v == nil {
		return fmt.Errorf("decision about %s and %s: %w", x, y, graph.ErrNotFound)
	}
	d, err := decodeDecision(x, y, v)
	if err != nil {
		return err
	}
	for _, key := range [][]byte{key2(tabDecision, string(x), string(y)), key2(tabDecision, string(y), string(x))} {
		if err := b.b.Drop(key); err != nil {
			return translate(err)
		}
	}
	eachOfDecision(&d, func(q quad.Quad) {
		if err == nil {
			_, err = b.b.Remove(q)
		}
	})
	return translate(err)
}
