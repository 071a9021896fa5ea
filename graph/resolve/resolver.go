package resolve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dossier/graph"
)

// Who decided, in graph.Decision.By.
const (
	ByRules  = "rules"
	ByPerson = "person"
	ByImport = "import"
)

// Resolver resolves new articles against a store. It is safe for concurrent
// use, and must be the only one that changes the store meanwhile. Flush keeps
// the decisions that it has not written yet.
type Resolver struct {
	store graph.Editor
	t     *tables

	mu      sync.Mutex
	look    graph.Lookups // while an article is resolved, where the store has them
	cache   cache
	failed  error              // amid comparing; see failure
	lacking map[graph.IRI]bool // articles whose observations the store lacks
	pending map[[2]graph.IRI]graph.Decision
	written map[[2]graph.IRI]string        // kinds of the decisions last written
	decided map[graph.IRI][]graph.Decision // what persons and imports decided, by either side; nil until read
}

// New returns a resolver over a store.
func New(store graph.Editor) *Resolver {
	return &Resolver{store: store, t: loaded(), pending: map[[2]graph.IRI]graph.Decision{}, written: map[[2]graph.IRI]string{}}
}

// Bounds that keep the cost of an article its own.
const (
	maxRead       = 8   // articles of one candidate that are read; one that has more is settled
	maxCandidates = 8   // of one name
	maxBearers    = 8   // of a family name; with more, the family name alone may mean anyone
	maxScan       = 400 // entities of one family name that are looked at by IRI
	flushAt       = 256 // decisions that wait to be written
	renewed       = 8   // articles at once whose observations are written anew
)

// Resolve returns the IRIs under which entities of the record are to be kept,
// for those whose IRI is another than the record has. Where the article shows
// that kept entities are one, or that one is two, it changes the store.
// Entities of the reference list give their name to the record's.
func (r *Resolver) Resolve(ctx context.Context, rec *graph.Record) (map[graph.IRI]graph.IRI, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.begin(); err != nil {
		return nil, err
	}
	defer r.end()
	j := &job{r: r, rec: rec, to: map[graph.IRI]graph.IRI{}, used: map[graph.IRI]*observation{}, anchors: map[graph.IRI]string{}}
	if err := r.readDecided(ctx); err != nil {
		return nil, err
	}
	j.obs = r.t.observe(rec)
	for _, o := range j.obs {
		o.fresh = true
	}
	if err := j.memory(ctx); err != nil {
		return nil, err
	}
	for _, typ := range []string{"place", "organization", "event", "person"} {
		for _, o := range j.obs {
			if o.typ == typ && j.to[o.iri] == "" {
				if err := j.resolve(ctx, o); err != nil {
					return nil, fmt.Errorf("%s: %w", o.name, err)
				}
			}
		}
	}
	if err := j.follow(ctx); err != nil {
		return nil, err
	}
	names := map[graph.IRI]graph.IRI{}
	for local, now := range j.to {
		if local != now {
			names[local] = now
		}
	}
	for i := range rec.Entities {
		e := &rec.Entities[i]
		if name := j.anchors[j.to[e.IRI]]; name != "" && name != e.Name {
			e.Aliases = append(slices.Clone(e.Aliases), e.Name)
			e.Name = name
		}
	}
	for _, id := range j.before {
		r.cache.dropEntity(id)
	}
	given := map[graph.IRI]bool{}
	for _, o := range j.obs {
		if now := j.to[o.iri]; now != "" {
			o.iri = now
		}
		o.fresh = false
		// Two names that became one, and names of the reference list, make the
		// record that will be kept another than the one that was observed.
		if j.before != nil || given[o.iri] || j.anchors[o.iri] != "" {
			r.cache.dropEntity(o.iri)
			r.cache.dropArticle(rec.Article.IRI)
		} else {
			r.cache.shown(o.iri, o)
		}
		given[o.iri] = true
	}
	if len(r.pending) >= flushAt || len(r.lacking) >= renewed {
		return names, r.flush(ctx)
	}
	return names, nil
}

// reader is what the store and its Lookups have in common.
type reader interface {
	Complete(ctx context.Context, prefix string) iter.Seq2[graph.Entity, error]
	Article(ctx context.Context, id graph.IRI) (graph.Article, error)
	Record(ctx context.Context, article graph.IRI) (graph.Record, error)
	Named(ctx context.Context, key string) iter.Seq2[graph.IRI, error]
	Profile(ctx context.Context, id graph.IRI) (graph.Profile, error)
	ArticlesOf(ctx context.Context, id graph.IRI) iter.Seq2[graph.IRI, error]
	Sightings(ctx context.Context, id graph.IRI) iter.Seq2[graph.Sighting, error]
	Cast(ctx context.Context, article graph.IRI) ([]graph.Entity, error)
	Has(ctx context.Context, id graph.IRI) (bool, error)
	Resolve(ctx context.Context, id graph.IRI) (graph.IRI, error)
}

// now is the store as the article that is being resolved sees it.
func (r *Resolver) now() reader {
	if r.look != nil {
		return r.look
	}
	return r.store
}

// begin opens look-ups for an article, or anew after the store was changed.
func (r *Resolver) begin() error {
	r.end()
	s, ok := r.store.(graph.Snapshotter)
	if !ok {
		return nil
	}
	look, err := s.Lookups()
	if err != nil {
		return err
	}
	r.look = look
	return nil
}

// end closes the look-ups. That they were read is all that counts.
func (r *Resolver) end() {
	if r.look != nil {
		_ = r.look.Close()
		r.look = nil
	}
}

// readDecided reads what persons and imports decided. It is little beside what
// rules did, and kept until the resolver changes it.
func (r *Resolver) readDecided(ctx context.Context) error {
	if r.decided != nil {
		return nil
	}
	decided := map[graph.IRI][]graph.Decision{}
	for d, err := range r.store.Decisions(ctx, "") {
		if err != nil {
			return err
		}
		if d.By != ByRules {
			decided[d.A] = append(decided[d.A], d)
			decided[d.B] = append(decided[d.B], d)
		}
	}
	r.decided = decided
	return nil
}

// Flush writes the decisions that wait.
func (r *Resolver) Flush(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.flush(ctx)
}

func (r *Resolver) flush(ctx context.Context) error {
	if len(r.pending) == 0 && len(r.lacking) == 0 {
		return nil
	}
	err := r.store.Change(ctx, func(tx graph.Tx) error {
		if err := r.writePending(tx); err != nil {
			return err
		}
		return r.renew(tx)
	})
	if err != nil {
		return fmt.Errorf("keep decisions: %w", err)
	}
	clear(r.pending)
	clear(r.lacking)
	return nil
}

// renew puts articles once more whose observations are lacking, as in a store
// that an earlier dossier wrote: a store that observes keeps them from then on.
// A few at a time: those that are asked for again are found lacking again.
func (r *Resolver) renew(tx graph.Tx) error {
	for _, art := range slices.Sorted(maps.Keys(r.lacking))[:min(renewed, len(r.lacking))] {
		rec, err := tx.Record(art)
		if errors.Is(err, graph.ErrNotFound) {
			continue
		} else if err != nil {
			return err
		}
		if err := tx.Put(rec); err != nil {
			return err
		}
	}
	return nil
}

func (r *Resolver) writePending(tx graph.Tx) error {
	keys := make([][2]graph.IRI, 0, len(r.pending))
	for k := range r.pending {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [2]graph.IRI) int { return slices.Compare(a[:], b[:]) })
	for _, k := range keys {
		if err := tx.Decide(r.pending[k]); err != nil {
			return err
		}
	}
	return nil
}

// decide remembers a decision of the rules, unless a person decided about the
// pair.
func (r *Resolver) decide(a, b graph.IRI, kind string, why func() verdict) {
	k := pair(a, b)
	if a == b || r.written[k] == kind {
		return
	}
	if slices.ContainsFunc(r.decided[k[0]], func(d graph.Decision) bool { return d.B == k[1] }) {
		return
	}
	if len(r.written) > 1<<16 {
		clear(r.written)
	}
	r.written[k] = kind
	v := why()
	r.pending[k] = graph.Decision{A: k[0], B: k[1], Kind: kind, By: ByRules, Score: v.score(), Reasons: v.texts()}
}

// job is the resolving of one record.
type job struct {
	r       *Resolver
	rec     *graph.Record
	obs     []*observation
	to      map[graph.IRI]graph.IRI    // IRI in the record → IRI in the store
	used    map[graph.IRI]*observation // IRIs that observations of this article have been given
	anchors map[graph.IRI]string       // names that the reference list gives
	before  map[string]graph.IRI       // type and key of name → IRI, when the article was read before
	bound   map[string]graph.IRI       // key of name → IRI, by a person's decision about this article
}

// memory reads what is known of the article from before.
func (j *job) memory(ctx context.Context) error {
	art := j.rec.Article.IRI
	for _, d := range j.r.decided[art] {
		if d.Kind == graph.Same && d.By == ByPerson && len(d.Reasons) > 0 {
			now, err := j.r.now().Resolve(ctx, d.B)
			if err != nil {
				return err
			}
			if j.bound == nil {
				j.bound = map[string]graph.IRI{}
			}
			j.bound[graph.NameKey(d.Reasons[0])] = now
		}
	}
	if _, err := j.r.now().Article(ctx, art); errors.Is(err, graph.ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	old, err := j.r.now().Record(ctx, art)
	if err != nil {
		return err
	}
	j.before = map[string]graph.IRI{}
	for _, e := range old.Entities {
		for _, name := range append(slices.Clone(e.Aliases), e.Name) {
			j.before[e.Type+"/"+graph.NameKey(name)] = e.IRI
		}
	}
	return nil
}

// follow makes IRIs that the article alone had, and now gives up, answer for
// those that it takes in their place.
func (j *job) follow(ctx context.Context) error {
	for _, o := range j.obs {
		old, now := j.before[o.typ+"/"+o.key], j.to[o.iri]
		if old == "" || old == now || j.used[old] != nil {
			continue
		}
		if is, err := j.r.now().Resolve(ctx, old); err != nil {
			return err
		} else if is != old {
			continue
		}
		if alone, err := j.onlyHere(ctx, old); err != nil {
			return err
		} else if !alone {
			continue
		}
		err := j.r.store.Change(ctx, func(tx graph.Tx) error { return merge(tx, old, now, []graph.IRI{j.rec.Article.IRI}) })
		if err != nil {
			return fmt.Errorf("make %s answer for %s: %w", old, now, err)
		}
		if err := j.r.begin(); err != nil {
			return err
		}
		j.r.cache.dropEntity(old)
		j.r.cache.dropEntity(now)
	}
	return nil
}

// candidate is an entity of the store that an observation may be.
type candidate struct {
	iri     graph.IRI
	obs     []*observation
	settled bool
	sameAs  bool
}

// resolve finds the entity of an observation, and of those of the same article
// that stand in its block.
func (j *job) resolve(ctx context.Context, o *observation) error {
	if id := j.bound[o.key]; id != "" {
		j.give(o, id)
		return nil
	}
	ids, err := j.candidates(ctx, o)
	if err != nil {
		return err
	}
	block := []*observation{o}
	for _, m := range j.obs {
		if m != o && j.to[m.iri] == "" && j.bound[m.key] == "" && j.r.t.related(o, m) {
			block = append(block, m)
			more, err := j.candidates(ctx, m)
			if err != nil {
				return err
			}
			for _, id := range more {
				if !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
	}
	if len(ids) == 0 && len(block) == 1 {
		return j.mint(ctx, o, nil)
	}
	if len(ids) == 1 && len(block) == 1 {
		done, err := j.plain(ctx, o, ids[0])
		if done || err != nil {
			return err
		}
	}
	return j.contested(ctx, block, ids)
}

// plain gives an observation the one entity of its name where nothing could
// speak against it.
func (j *job) plain(ctx context.Context, o *observation, id graph.IRI) (bool, error) {
	if j.used[id] != nil {
		return false, nil
	}
	t := j.r.t
	switch o.typ {
	case "person":
		if o.hard() || !o.form.full() || t.common(o.form) {
			return false, nil
		}
	case "organization":
		if t.generic(o.key) || o.fields != 0 {
			return false, nil
		}
	case "place":
		if t.in("places", o.key) {
			return false, nil
		}
	default:
		return false, nil
	}
	if len(o.also) > 0 {
		return false, nil
	}
	p, ok := j.r.cache.plain.get(id)
	if !ok {
		var err error
		if p, ok, err = j.r.plainEntity(ctx, id); err != nil || !ok {
			return false, err
		}
		j.r.cache.plain.put(id, p)
	}
	if p.typ != o.typ || p.key != o.key || o.gender != "" && p.gender != "" && p.gender != o.gender {
		return false, nil
	}
	j.give(o, id)
	return true, nil
}

// plainEntity reads an entity; false where articles show it by several names
// or types, or it is of the reference list.
func (r *Resolver) plainEntity(ctx context.Context, id graph.IRI) (plainEntity, bool, error) {
	var p plainEntity
	e, err := r.now().Profile(ctx, id)
	if errors.Is(err, graph.ErrNotFound) {
		return p, false, nil
	} else if err != nil {
		return p, false, err
	}
	if len(e.Types) != 1 || len(e.SameAs) > 0 || len(e.Genders) > 1 {
		return p, false, nil
	}
	for typ := range e.Types {
		p.typ = typ
	}
	for g := range e.Genders {
		p.gender = g
	}
	for name := range e.Names {
		key := graph.NameKey(name)
		if p.key != "" && p.key != key {
			return p, false, nil
		}
		p.key = key
	}
	return p, true, nil
}

func (j *job) give(o *observation, id graph.IRI) {
	j.to[o.iri] = id
	j.used[id] = o
}

// contested clusters everything that may belong together and brings the store
// to what comes out.
func (j *job) contested(ctx context.Context, block []*observation, ids []graph.IRI) error {
	t := j.r.t
	all := slices.Clone(block)
	var settled []*cluster
	cands := map[graph.IRI]*candidate{}
	p := &pins{apart: map[[2]graph.IRI]bool{}}
	slices.Sort(ids)
	for _, id := range ids {
		c, err := j.read(ctx, id, p)
		if err != nil {
			return err
		}
		if len(c.obs) == 0 {
			continue
		}
		cands[id] = c
		if c.settled {
			s := newCluster(c.obs...)
			s.settled = true
			settled = append(settled, s)
		} else {
			all = append(all, c.obs...)
		}
	}
	clusters, doubts := t.gather(all, settled, p)
	if err := j.r.failure(); err != nil {
		return err
	}

	// Each cluster keeps one of the IRIs of which it has most observations.
	owner := map[graph.IRI]*cluster{}
	for _, id := range ids {
		best := 0
		for _, c := range clusters {
			n := 0
			for _, o := range c.obs {
				if !o.fresh && o.iri == id {
					n++
				}
			}
			if n > best {
				best, owner[id] = n, c
			}
		}
	}
	now := make(map[*cluster]graph.IRI, len(clusters))
	for _, id := range ids {
		if c := owner[id]; c != nil && (now[c] == "" || j.better(c, cands, id, now[c])) {
			now[c] = id
		}
	}
	for _, c := range clusters {
		if now[c] != "" {
			continue
		}
		if err := j.mintCluster(ctx, c, now); err != nil {
			return err
		}
	}
	if err := j.move(ctx, clusters, now, owner); err != nil {
		return err
	}
	for _, c := range clusters {
		for _, o := range c.obs {
			if o.fresh {
				j.give(o, now[c])
			}
		}
		if name := anchorName(c); name != "" {
			j.anchors[now[c]] = name
		}
	}
	return j.conclude(clusters, doubts, now)
}

// better reports whether an IRI is to stay rather than another.
func (j *job) better(c *cluster, cands map[graph.IRI]*candidate, id, than graph.IRI) bool {
	rank := func(id graph.IRI) [3]int {
		x := cands[id]
		var k [3]int
		if x.sameAs {
			k[0] = 1
		}
		if strings.HasPrefix(string(id), c.typ()+"/") {
			k[1]++
		}
		if strings.Contains(slug(id), "-") {
			k[1]++
		}
		k[2] = len(x.obs)
		return k
	}
	a, b := rank(id), rank(than)
	return slices.Compare(a[:], b[:]) > 0
}

// mint makes a new IRI for an observation.
func (j *job) mint(ctx context.Context, o *observation, now map[*cluster]graph.IRI) error {
	if id := j.before[o.typ+"/"+o.key]; id != "" && j.used[id] == nil {
		free := true
		for _, other := range now {
			free = free && other != id
		}
		if free {
			alone, err := j.onlyHere(ctx, id)
			if err != nil {
				return err
			}
			if alone {
				j.give(o, id)
				return nil
			}
		}
	}
	id, err := j.free(ctx, o.iri, now)
	if err != nil {
		return err
	}
	j.give(o, id)
	return nil
}

func (j *job) mintCluster(ctx context.Context, c *cluster, now map[*cluster]graph.IRI) error {
	slices.SortStableFunc(c.obs, func(a, b *observation) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(a.article, b.article))
	})
	for _, o := range c.obs {
		if o.fresh {
			if err := j.mint(ctx, o, now); err != nil {
				return err
			}
			now[c] = j.to[o.iri]
			return nil
		}
	}
	id, err := j.free(ctx, c.obs[0].iri, now)
	now[c] = id
	return err
}

// onlyHere reports whether no other article shows an entity.
func (j *job) onlyHere(ctx context.Context, id graph.IRI) (bool, error) {
	for art, err := range j.r.now().ArticlesOf(ctx, id) {
		if err != nil || art != j.rec.Article.IRI {
			return false, err
		}
	}
	return true, nil
}

// free returns the IRI, or it with a number at its end that nothing has: the
// first, where none before it was given up.
func (j *job) free(ctx context.Context, base graph.IRI, now map[*cluster]graph.IRI) (graph.IRI, error) {
	given := func(id graph.IRI) bool {
		for _, other := range now {
			if other == id {
				return true
			}
		}
		return j.used[id] != nil
	}
	root := unnumbered(base)
	var id graph.IRI
	taken := func(n int) (bool, error) {
		if id = root; n > 1 {
			id += graph.IRI("-" + strconv.Itoa(n))
		}
		if given(id) {
			return true, nil
		}
		return j.r.taken(ctx, id, j.rec.Article.IRI)
	}
	// One by one at first; of a name that many have, a free number by halves.
	lo, hi := 0, 1
	for {
		is, err := taken(hi)
		if err != nil {
			return id, err
		}
		if !is {
			break
		}
		if lo = hi; hi < 8 {
			hi++
		} else {
			hi *= 2
		}
	}
	for hi-lo > 1 {
		mid := (lo + hi) / 2
		is, err := taken(mid)
		if err != nil {
			return id, err
		}
		if is {
			lo = mid
		} else {
			hi = mid
		}
	}
	_, err := taken(hi)
	return id, err
}

// taken reports whether an IRI is in use by articles other than one, or
// answers for another, or persons decided about it.
func (r *Resolver) taken(ctx context.Context, id, except graph.IRI) (bool, error) {
	now, err := r.now().Resolve(ctx, id)
	if err != nil || now != id {
		return true, err
	}
	if there, err := r.now().Has(ctx, id); err != nil || !there {
		return err != nil || len(r.decided[id]) > 0, err
	}
	for art, err := range r.now().ArticlesOf(ctx, id) {
		if err != nil || art != except {
			return true, err
		}
	}
	return len(r.decided[id]) > 0, nil
}

// unnumbered is an IRI without the number that tells namesakes apart.
func unnumbered(id graph.IRI) graph.IRI {
	i := strings.LastIndexByte(string(id), '-')
	if i > 0 && len(id)-i <= 3 && digits(string(id[i+1:])) && id[i+1] != '0' && !strings.HasSuffix(string(id[:i]), "/") {
		if n, _ := strconv.Atoi(string(id[i+1:])); n > 1 && n < 50 {
			return id[:i]
		}
	}
	return id
}

// read gathers what other articles show of a candidate.
func (j *job) read(ctx context.Context, id graph.IRI, p *pins) (*candidate, error) {
	c := &candidate{iri: id}
	obs, err := j.r.sightings(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, o := range obs {
		if o.article == j.rec.Article.IRI || o.iri != id {
			continue
		}
		if len(c.obs) == maxRead {
			c.settled = true
			break
		}
		c.obs = append(c.obs, o)
		c.sameAs = c.sameAs || len(o.sameAs) > 0
	}
	c.settled = c.settled || c.sameAs
	for _, d := range j.r.decided[id] {
		c.settled = true
		if d.Kind == graph.Different {
			a, errA := j.r.now().Resolve(ctx, d.A)
			b, errB := j.r.now().Resolve(ctx, d.B)
			if err := errors.Join(errA, errB); err != nil {
				return nil, err
			}
			p.apart[pair(a, b)] = true
		}
	}
	return c, nil
}

// sightings returns how the first articles show an entity, sorted: one more
// than are read.
func (r *Resolver) sightings(ctx context.Context, id graph.IRI) ([]*observation, error) {
	if obs, ok := r.cache.sighted(id); ok {
		return obs, nil
	}
	obs, err := r.shown(ctx, id, maxRead+1)
	if err == nil {
		r.cache.seen.put(id, seen{obs, r.cache.now})
	}
	return obs, err
}

// shown reads how articles show an entity, at most limit (0: all).
func (r *Resolver) shown(ctx context.Context, id graph.IRI, limit int) ([]*observation, error) {
	var obs []*observation
	for s, err := range r.now().Sightings(ctx, id) {
		if err != nil {
			return nil, err
		}
		o, err := r.t.sighted(&s, r.castOf)
		if err == nil && o == nil {
			o, err = r.observed(ctx, &s)
		}
		if err != nil {
			return nil, fmt.Errorf("%s in %s: %w", id, s.Article, err)
		}
		if obs = append(obs, o); len(obs) == limit {
			break
		}
	}
	return obs, nil
}

// castOf returns the names of an article that is kept. It is read amid
// comparing, which has no errors: one is kept for failure.
func (r *Resolver) castOf(art graph.IRI) []castName {
	names, ok := r.cache.cast.get(art)
	if !ok {
		all, err := r.now().Cast(context.Background(), art) // one look-up, not worth breaking off
		if err != nil {
			r.failed = errors.Join(r.failed, fmt.Errorf("the names of %s: %w", art, err))
			return nil
		}
		names = castNames(all)
		r.cache.cast.put(art, names)
	}
	return names
}

// failure returns what went wrong amid comparing, once. What was remembered
// meanwhile is not to be trusted.
func (r *Resolver) failure() error {
	err := r.failed
	if r.failed = nil; err != nil {
		r.forget()
	}
	return err
}

// observed makes the observation of a sighting of its article.
func (r *Resolver) observed(ctx context.Context, s *graph.Sighting) (*observation, error) {
	all, ok := r.cache.whole.get(s.Article)
	if !ok {
		rec, err := r.now().Record(ctx, s.Article)
		if err != nil {
			return nil, err
		}
		all = r.t.observe(&rec)
		r.cache.whole.put(s.Article, all)
		if r.lacking == nil {
			r.lacking = map[graph.IRI]bool{}
		}
		r.lacking[s.Article] = true
	}
	for _, o := range all {
		if o.iri == s.Entity.IRI {
			return o, nil
		}
	}
	return nil, fmt.Errorf("%w: the article does not show it", graph.ErrCorrupt)
}

// move brings the entities of kept articles to the IRIs of their clusters.
// An IRI that no cluster keeps answers for the cluster that has most of it.
func (j *job) move(ctx context.Context, clusters []*cluster, now map[*cluster]graph.IRI, owner map[graph.IRI]*cluster) error {
	type step struct {
		old, now graph.IRI
		whole    bool
		articles []graph.IRI
		verdict
	}
	var steps []step
	for _, c := range clusters {
		from := map[graph.IRI][]*observation{}
		var rest []*observation
		for _, o := range c.obs {
			if !o.fresh && o.iri != now[c] {
				from[o.iri] = append(from[o.iri], o)
			} else {
				rest = append(rest, o)
			}
		}
		olds := make([]graph.IRI, 0, len(from))
		for old := range from {
			olds = append(olds, old)
		}
		slices.Sort(olds)
		for _, old := range olds {
			s := step{old: old, now: now[c], whole: owner[old] == c}
			for _, o := range from[old] {
				s.articles = append(s.articles, o.article)
			}
			if len(rest) > 0 {
				s.verdict = j.r.t.compare(newCluster(from[old]...), newCluster(rest...))
			}
			steps = append(steps, s)
		}
	}
	if len(steps) == 0 {
		return nil
	}
	slices.SortStableFunc(steps, func(a, b step) int { // what goes elsewhere goes first
		switch {
		case a.whole == b.whole:
			return 0
		case a.whole:
			return 1
		}
		return -1
	})
	err := j.r.store.Change(ctx, func(tx graph.Tx) error {
		for _, s := range steps {
			if s.whole {
				if err := merge(tx, s.old, s.now, s.articles); err != nil {
					return err
				}
				d := graph.Decision{A: s.old, B: s.now, Kind: graph.Same, By: ByRules, Score: s.score(), Reasons: s.texts()}
				if err := tx.Decide(d); err != nil {
					return err
				}
				continue
			}
			for _, art := range s.articles {
				if err := rename(tx, art, s.old, s.now); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("merge and split: %w", err)
	}
	if err := j.r.begin(); err != nil {
		return err
	}
	for _, s := range steps {
		for _, art := range s.articles {
			j.r.cache.dropArticle(art)
		}
		j.r.cache.dropEntity(s.old)
		j.r.cache.dropEntity(s.now)
		if s.whole {
			j.r.written[pair(s.old, s.now)] = graph.Same
			for local, id := range j.to {
				if id == s.old {
					j.to[local] = s.now
					j.used[s.now] = j.used[s.old]
				}
			}
		}
	}
	return nil
}

// merge makes an entity answer for another, and leaves a trail by which that
// can be undone.
func merge(tx graph.Tx, old, now graph.IRI, articles []graph.IRI) error {
	for _, art := range articles {
		d := graph.Decision{A: art, B: old, Kind: graph.Same, By: ByRules, Score: 1, Reasons: []string{"was " + string(old)}}
		if err := tx.Decide(d); err != nil {
			return err
		}
	}
	return tx.Rename(old, now)
}

// rename gives an entity another IRI in one article.
func rename(tx graph.Tx, art, old, now graph.IRI) error {
	rec, err := tx.Record(art)
	if err != nil {
		return err
	}
	rec.Rename(map[graph.IRI]graph.IRI{old: now})
	return tx.Put(rec)
}

// conclude remembers the reasons for what the clusters are: names that were
// joined, namesakes that were told apart, and doubts.
func (j *job) conclude(clusters []*cluster, doubts []doubt, now map[*cluster]graph.IRI) error {
	t := j.r.t
	for _, c := range clusters {
		for _, o := range c.obs {
			if !o.fresh || o.iri == now[c] || len(c.obs) == 1 || unnumbered(now[c]) == o.iri {
				continue
			}
			rest := slices.DeleteFunc(slices.Clone(c.obs), func(x *observation) bool { return x == o })
			j.r.decide(o.iri, now[c], graph.Same, func() verdict { return t.compare(newCluster(o), newCluster(rest...)) })
		}
	}
	unsure := map[[2]*cluster]bool{}
	for _, d := range doubts {
		unsure[[2]*cluster{d.a, d.b}] = true
		j.r.decide(now[d.a], now[d.b], graph.Unsure, func() verdict { return d.verdict })
	}
	for i, a := range clusters {
		for _, b := range clusters[i+1:] {
			if !unsure[[2]*cluster{a, b}] && unnumbered(now[a]) == unnumbered(now[b]) {
				j.r.decide(now[a], now[b], graph.Different, func() verdict { return t.compare(a, b) })
			}
		}
	}
	return j.r.failure()
}

// anchorName is the name that the reference list gives a cluster.
func anchorName(c *cluster) string {
	name := ""
	for _, o := range c.obs {
		if len(o.sameAs) > 0 && !o.fresh && (name == "" || o.name < name) {
			name = o.name
		}
	}
	return name
}
