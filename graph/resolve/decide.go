package resolve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dossier/graph"
)

// Merge makes two entities one, by a person's word: b answers for a from now
// on. Rules do not take it apart again.
func (r *Resolver) Merge(ctx context.Context, a, b graph.IRI) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	a, b, err := r.both(ctx, a, b)
	if err != nil {
		return err
	}
	if a == b {
		return fmt.Errorf("%s is one entity already", a)
	}
	articles, err := r.articlesOf(ctx, b)
	if err != nil {
		return err
	}
	r.forget()
	return r.store.Change(ctx, func(tx graph.Tx) error {
		if err := r.writePending(tx); err != nil {
			return err
		}
		if err := merge(tx, b, a, articles); err != nil {
			return err
		}
		return tx.Decide(graph.Decision{A: a, B: b, Kind: graph.Same, By: ByPerson, Score: 1, Reasons: []string{"a person said so"}})
	})
}

// Forbid says that two entities are not one, by a person's word.
func (r *Resolver) Forbid(ctx context.Context, a, b graph.IRI) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	a, b, err := r.both(ctx, a, b)
	if err != nil {
		return err
	}
	if a == b {
		return fmt.Errorf("%s is one entity; split it by naming the articles that show someone else", a)
	}
	r.forget()
	return r.store.Change(ctx, func(tx graph.Tx) error {
		if err := r.writePending(tx); err != nil {
			return err
		}
		return tx.Decide(graph.Decision{A: a, B: b, Kind: graph.Different, By: ByPerson, Reasons: []string{"a person said so"}})
	})
}

// Unmerge undoes a merge: an IRI that answers for another becomes an entity of
// its own again, with the articles that showed it before, and the two stay
// apart. It returns the number of articles that were given back.
func (r *Resolver) Unmerge(ctx context.Context, old graph.IRI) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now, err := r.store.Resolve(ctx, old)
	if err != nil {
		return 0, err
	}
	if now == old {
		return 0, fmt.Errorf("%s was not merged into another; name the articles that show someone else", old)
	}
	var articles []graph.IRI
	for d, err := range r.store.Decisions(ctx, old) {
		if err != nil {
			return 0, err
		}
		if d.Kind == graph.Same && strings.HasPrefix(string(d.A), "article/") {
			articles = append(articles, d.A)
		}
	}
	return len(articles), r.part(ctx, now, old, articles, true)
}

// Split says that some articles show someone else by an entity's name. It
// returns the IRI of the new entity; the two stay apart, also when the
// articles are read again.
func (r *Resolver) Split(ctx context.Context, id graph.IRI, articles []graph.IRI) (graph.IRI, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	id, err := r.store.Resolve(ctx, id)
	if err != nil {
		return "", err
	}
	if err := r.readDecided(ctx); err != nil {
		return "", err
	}
	j := &job{r: r, rec: &graph.Record{}}
	now, err := j.free(ctx, id, nil)
	if err != nil {
		return "", err
	}
	shown, err := r.articlesOf(ctx, id)
	if err != nil {
		return "", err
	}
	for _, art := range articles {
		if !slices.Contains(shown, art) {
			return "", fmt.Errorf("%s does not show %s: %w", art, id, graph.ErrNotFound)
		}
	}
	if len(articles) == len(shown) {
		return "", fmt.Errorf("all articles that show %s are named; nothing would be left of it", id)
	}
	return now, r.part(ctx, id, now, articles, false)
}

// part gives articles of an entity to another, and keeps the two apart. Each
// article is bound by name, so that reading it again changes nothing.
func (r *Resolver) part(ctx context.Context, from, to graph.IRI, articles []graph.IRI, revive bool) error {
	r.forget()
	return r.store.Change(ctx, func(tx graph.Tx) error {
		if err := r.writePending(tx); err != nil {
			return err
		}
		if revive {
			if err := tx.Redirect(to, ""); err != nil {
				return err
			}
		}
		for _, art := range articles {
			rec, err := tx.Record(art)
			if errors.Is(err, graph.ErrNotFound) {
				continue // deleted since
			} else if err != nil {
				return err
			}
			i := slices.IndexFunc(rec.Entities, func(e graph.Entity) bool { return e.IRI == from })
			if i < 0 {
				continue
			}
			name := rec.Entities[i].Name
			rec.Rename(map[graph.IRI]graph.IRI{from: to})
			if err := tx.Put(rec); err != nil {
				return err
			}
			if err := tx.Decide(graph.Decision{A: art, B: to, Kind: graph.Same, By: ByPerson, Score: 1, Reasons: []string{name}}); err != nil {
				return err
			}
		}
		return tx.Decide(graph.Decision{A: from, B: to, Kind: graph.Different, By: ByPerson, Reasons: []string{"a person said so"}})
	})
}

// both follows merges of two entities, which must exist.
func (r *Resolver) both(ctx context.Context, a, b graph.IRI) (graph.IRI, graph.IRI, error) {
	x, errA := r.store.Entity(ctx, a)
	y, errB := r.store.Entity(ctx, b)
	return x.IRI, y.IRI, errors.Join(errA, errB)
}

func (r *Resolver) articlesOf(ctx context.Context, id graph.IRI) ([]graph.IRI, error) {
	var out []graph.IRI
	for art, err := range r.store.ArticlesOf(ctx, id) {
		if err != nil {
			return nil, err
		}
		out = append(out, art)
	}
	return out, nil
}

// forget drops what is remembered of the store. What waits to be written is
// written by the change that follows.
func (r *Resolver) forget() {
	r.cache = cache{}
	r.decided = nil
	clear(r.written)
}

// Question is a pair of entities of which a person should say whether they are
// one.
type Question struct {
	A       graph.Entity `json:"a"`
	B       graph.Entity `json:"b"`
	Score   float64      `json:"score"` // how likely they are one, 0…1
	Facts   int          `json:"facts"` // of both
	Reasons []string     `json:"reasons"`
}

// countAt bounds the facts of an entity that are counted.
const countAt = 1000

// Questions returns the pairs that rules are unsure of, those with most facts
// first, at most limit (0: all).
func (r *Resolver) Questions(ctx context.Context, limit int) ([]Question, error) {
	var out []Question
	seen := map[[2]graph.IRI]bool{}
	facts := map[graph.IRI]int{}
	for d, err := range r.store.Decisions(ctx, "") {
		if err != nil {
			return nil, err
		}
		if d.Kind != graph.Unsure {
			continue
		}
		a, errA := r.store.Entity(ctx, d.A)
		b, errB := r.store.Entity(ctx, d.B)
		if errors.Is(errA, graph.ErrNotFound) || errors.Is(errB, graph.ErrNotFound) {
			continue // articles were deleted since
		}
		if err := errors.Join(errA, errB); err != nil {
			return nil, err
		}
		k := pair(a.IRI, b.IRI)
		if a.IRI == b.IRI || seen[k] {
			continue
		}
		seen[k] = true
		if decided, err := r.answered(ctx, k); err != nil {
			return nil, err
		} else if decided {
			continue
		}
		q := Question{A: a, B: b, Score: d.Score, Reasons: d.Reasons}
		for _, id := range k {
			n, ok := facts[id]
			if !ok {
				for _, err := range r.store.Edges(ctx, id) {
					if err != nil {
						return nil, err
					}
					if n++; n == countAt {
						break
					}
				}
				facts[id] = n
			}
			q.Facts += n
		}
		out = append(out, q)
	}
	slices.SortFunc(out, func(x, y Question) int {
		return cmp.Or(cmp.Compare(y.Facts, x.Facts), cmp.Compare(y.Score, x.Score), cmp.Compare(x.A.IRI, y.A.IRI), cmp.Compare(x.B.IRI, y.B.IRI))
	})
	if limit > 0 && len(out) > limit {
		out = out[:limit]
	}
	return out, nil
}

// answered reports whether a person said whether a pair is one.
func (r *Resolver) answered(ctx context.Context, k [2]graph.IRI) (bool, error) {
	for d, err := range r.store.Decisions(ctx, k[0]) {
		if err != nil {
			return false, err
		}
		if pair(d.A, d.B) == k && d.Kind != graph.Unsure {
			return true, nil
		}
	}
	return false, nil
}

// Again resolves every article that is kept anew, as after an import, and
// returns the number of articles that changed.
func (r *Resolver) Again(ctx context.Context, progress func(done, total int)) (int, error) {
	var articles []graph.IRI
	for a, err := range r.store.Articles(ctx) {
		if err != nil {
			return 0, err
		}
		articles = append(articles, a.IRI)
	}
	changed := 0
	for i, art := range articles {
		if err := ctx.Err(); err != nil {
			return changed, errors.Join(err, r.Flush(context.WithoutCancel(ctx)))
		}
		did, err := r.again(ctx, art)
		if err != nil {
			return changed, err
		}
		if did {
			changed++
		}
		if progress != nil {
			progress(i+1, len(articles))
		}
	}
	return changed, r.Flush(ctx)
}

func (r *Resolver) again(ctx context.Context, art graph.IRI) (bool, error) {
	rec, err := r.store.Record(ctx, art)
	if err != nil {
		return false, err
	}
	if strings.HasPrefix(rec.Article.File, referencePrefix) {
		return false, nil
	}
	before := rec.Clone()
	names, err := r.Resolve(ctx, &rec)
	if err != nil {
		return false, fmt.Errorf("resolve the entities of %s: %w", rec.Article.File, err)
	}
	same := len(names) == 0 && slices.EqualFunc(before.Entities, rec.Entities, func(a, b graph.Entity) bool { return a.Name == b.Name })
	if same {
		return false, nil
	}
	rec.Rename(names)
	return true, r.store.Put(ctx, rec)
}

// Account tells why an entity is what it is.
type Account struct {
	Entity    graph.Entity     `json:"entity"`
	Was       []graph.IRI      `json:"was,omitempty"` // IRIs that answer for it
	Articles  []Shown          `json:"articles"`
	Decisions []graph.Decision `json:"decisions,omitempty"` // about it and other entities
}

// Shown is how one article shows an entity, and why that is taken for the
// entity of the other articles.
type Shown struct {
	Article graph.IRI `json:"article"`
	File    string    `json:"file"`
	Name    string    `json:"name"`
	Reasons []string  `json:"reasons,omitempty"` // none for the only article
}

// Explain returns the account of an entity; at most limit articles of it.
func (r *Resolver) Explain(ctx context.Context, id graph.IRI, limit int) (Account, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, err := r.store.Entity(ctx, id)
	if err != nil {
		return Account{}, err
	}
	acc := Account{Entity: e, Articles: []Shown{}}
	for pair, err := range r.store.Redirects(ctx) {
		if err != nil {
			return acc, err
		}
		if now, err := r.store.Resolve(ctx, pair[1]); err != nil {
			return acc, err
		} else if now == e.IRI {
			acc.Was = append(acc.Was, pair[0])
		}
	}
	obs, err := r.shown(ctx, e.IRI, limit)
	if err != nil {
		return acc, err
	}
	for _, o := range obs {
		a, err := r.store.Article(ctx, o.article)
		if err != nil {
			return acc, err
		}
		acc.Articles = append(acc.Articles, Shown{Article: o.article, File: a.File, Name: o.name})
	}
	for i := range obs {
		if len(obs) == 1 {
			break
		}
		rest := newCluster(slices.Concat(obs[:i], obs[i+1:])...)
		v := r.t.compare(newCluster(obs[i]), rest)
		acc.Articles[i].Reasons = v.texts()
	}
	if err := r.failure(); err != nil {
		return acc, err
	}
	for _, x := range append(slices.Clone(acc.Was), e.IRI) {
		for d, err := range r.store.Decisions(ctx, x) {
			if err != nil {
				return acc, err
			}
			if !strings.HasPrefix(string(d.A), "article/") && !slices.ContainsFunc(acc.Decisions, func(o graph.Decision) bool { return o.A == d.A && o.B == d.B }) {
				acc.Decisions = append(acc.Decisions, d)
			}
		}
	}
	return acc, nil
}
