package resolve

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"

	"dossier/graph"
)

// related reports whether two observations of one article stand in one block.
func (t *tables) related(a, b *observation) bool {
	if a.key == b.key || slices.Contains(a.also, b.key) || slices.Contains(a.aliases, b.key) || slices.Contains(b.aliases, a.key) {
		return true
	}
	if a.typ == "person" && b.typ == "person" {
		return t.persons(a.form, b.form).points > never
	}
	if a.typ == "place" && b.typ == "place" {
		return slices.Contains(t.places[a.key], b.key)
	}
	return a.typ == "organization" && b.typ == "organization" && t.bodies(a.key, b.key).points > never
}

// candidates finds the entities of the store that an observation may be, by
// the index of names alone. The article's own entities that no other article
// shows come too; read finds nothing of them.
func (j *job) candidates(ctx context.Context, o *observation) ([]graph.IRI, error) {
	b := &block{ctx: ctx, store: j.r.now(), t: j.r.t, o: o}
	// The family name's entities hold those of the full name.
	if o.typ != "person" || !b.person() {
		b.exact(o.key)
	}
	for _, a := range o.aliases[:min(len(o.aliases), 6)] {
		if strings.Contains(a, " ") || o.typ == "organization" && len(a) > 2 && !b.t.generic(a) {
			b.exact(a)
		}
	}
	for _, a := range o.also {
		b.exact(a)
	}
	switch o.typ {
	case "organization":
		b.organization()
	case "place":
		for _, k := range b.t.places[o.key] {
			if k != o.key {
				b.exact(k)
			}
		}
	}
	slices.Sort(b.ids)
	return b.ids, b.err
}

type block struct {
	ctx   context.Context
	store reader
	t     *tables
	o     *observation
	ids   []graph.IRI
	err   error
}

func (b *block) add(id graph.IRI) {
	if len(b.ids) < maxCandidates && !slices.Contains(b.ids, id) {
		b.ids = append(b.ids, id)
	}
}

func (b *block) named(key string) iter.Seq[graph.IRI] {
	return func(yield func(graph.IRI) bool) {
		if b.err != nil || key == "" {
			return
		}
		for id, err := range b.store.Named(b.ctx, key) {
			if err != nil {
				b.err = err
				return
			}
			if !yield(id) {
				return
			}
		}
	}
}

// exact adds the entities that have a name of exactly this key.
func (b *block) exact(key string) {
	n := 0
	folded := strings.ReplaceAll(key, " ", "-")
	for id := range b.named(key) {
		if n++; n > maxScan || len(b.ids) >= maxCandidates {
			return
		}
		if strings.HasPrefix(string(id), "event/") != (b.o.typ == "event") {
			continue
		}
		switch s := slug(unnumbered(id)); {
		case s == folded:
			b.add(id)
		case strings.HasSuffix(s, "-"+folded): // a longer name
		case b.hasName(id, key):
			b.add(id)
		}
	}
}

// hasName reports whether the entity has a name or alias of exactly this key.
// An IRI that ends in the key is that of a longer name most often, but for an
// alias.
func (b *block) hasName(id graph.IRI, key string) bool {
	p, ok := b.profile(id)
	if !ok {
		return false
	}
	for _, m := range []map[string]int{p.Names, p.Aliases} {
		for name := range m {
			if graph.NameKey(name) == key {
				return b.o.typ != "person" || strings.Contains(key, " ") || p.Types["person"] == 0
			}
		}
	}
	return false
}

func (b *block) profile(id graph.IRI) (graph.Profile, bool) {
	p, err := b.store.Profile(b.ctx, id)
	if err != nil {
		if !errors.Is(err, graph.ErrNotFound) {
			b.err = err
		}
		return p, false
	}
	return p, true
}

// umlauts are written with an e where type lacks them.
var umlauts = strings.NewReplacer("ü", "ue", "ö", "oe", "ä", "ae", "Ü", "Ue", "Ö", "Oe", "Ä", "Ae", "ø", "oe", "å", "aa")

// person adds the persons of the family name that fit. It reports whether all
// entities that have the full name are among those that it looked at.
func (b *block) person() bool {
	f := b.o.form
	if len(f.words) == 0 {
		return false
	}
	forms := []form{f}
	for _, a := range b.o.aliases {
		if strings.Contains(a, " ") {
			forms = append(forms, b.t.parse(a))
		}
	}
	last := f.last()
	whole := b.surname(last, forms, true)
	for _, fx := range forms[1:] {
		if len(fx.words) > 0 && fx.last() != last {
			b.surname(fx.last(), []form{fx}, false)
		}
	}
	spelled := b.t.spellings(last)
	if f := b.t.parse(graph.NameKey(umlauts.Replace(b.o.name))); len(f.words) > 0 && f.last() != last {
		spelled = append(spelled, f.last())
	}
	for _, w := range spelled {
		b.surname(w, forms, false)
	}
	if n := len(f.words); n > 2 { // a family name more or less, names in another order
		b.exact(strings.Join(f.words[:n-1], " "))
	} else if n == 2 && b.t.in("given", f.words[1]) {
		b.exact(f.words[1] + " " + f.words[0])
	}
	if f.full() && len(b.ids) == 0 { // with one family name more
		b.longer(f.key, func(e graph.Entity) bool {
			return e.Type == "person" && b.t.persons(f, b.t.parse(graph.NameKey(e.Name))).points > never
		})
	}
	return whole && f.key == b.o.key && len(f.words) > 1
}

// surname adds the persons with this last word that fit; of the observation's
// own family name also those that it concerns when somebody goes by it alone,
// for a family name alone is decided with all that it may mean. Where more than
// maxBearers have it, it may mean anyone: it is decided among those that are
// known by it alone, and these are left out for full names. surname reports
// whether it saw all.
func (b *block) surname(last string, forms []form, own bool) bool {
	n, bearers := 0, 0
	full := b.o.form.full()
	var alone, rest []graph.IRI // known by the family name alone, and others that may be meant by it
	folded := strings.ReplaceAll(b.o.key, " ", "-")
	whole := true
	for id := range b.named(last) {
		if n++; n > maxScan {
			whole = false
			break
		}
		typ, s, _ := strings.Cut(string(unnumbered(id)), "/")
		if s == folded && typ != "event" { // the name, perhaps read as another type
			b.add(id)
			if full && typ == "person" {
				bearers++
			}
			continue
		}
		if typ != "person" {
			continue
		}
		if s == last {
			alone = append(alone, id)
			continue
		}
		g := b.t.parse(strings.ReplaceAll(s, "-", " "))
		switch {
		case len(g.words) == 0:
		case g.last() == last:
			bearers++
			if full && slices.ContainsFunc(forms, func(f form) bool { return b.t.persons(f, g).points > never }) {
				b.add(id)
			} else if len(rest) <= maxBearers {
				rest = append(rest, id)
			}
		default: // by an alias, or as a name of another spelling
			if p, ok := b.profile(id); ok && b.fits(p, forms) {
				b.add(id)
			}
		}
	}
	if bearers > maxBearers || !whole {
		return whole
	}
	for _, id := range alone {
		b.add(id)
	}
	if !full || own && len(alone) > 0 {
		for _, id := range rest {
			b.add(id)
		}
	}
	return whole
}

func (b *block) fits(p graph.Profile, forms []form) bool {
	for _, m := range []map[string]int{p.Names, p.Aliases} {
		for name := range m {
			g := b.t.parse(graph.NameKey(name))
			if !g.full() {
				continue
			}
			if slices.ContainsFunc(forms, func(f form) bool { return b.t.persons(f, g).points > never }) {
				return true
			}
		}
	}
	return false
}

func (b *block) organization() {
	key := b.o.key
	plain := b.t.body(key)
	if plain != key && !b.t.generic(plain) {
		b.exact(plain)
	}
	for _, k := range b.respelled(key) {
		b.exact(k)
	}
	if len(b.ids) == 0 && !b.t.generic(plain) { // the same with a legal form
		b.longer(plain, func(e graph.Entity) bool { return b.t.body(graph.NameKey(e.Name)) == plain })
	}
	if a := b.t.acronym(plain); a != "" {
		b.exact(a)
	}
}

// maxLonger is the number of entities whose names begin like another that are
// looked at.
const maxLonger = 6

// longer adds the entities whose name begins with the key and that fit.
func (b *block) longer(key string, fits func(graph.Entity) bool) {
	if b.err != nil || len(key) < 4 {
		return
	}
	n := 0
	for e, err := range b.store.Complete(b.ctx, key) {
		if err != nil {
			b.err = err
			return
		}
		if fits(e) {
			b.add(e.IRI)
		}
		if n++; n == maxLonger {
			return
		}
	}
}

// respelled are the spellings of a name in which one word is spelled otherwise.
func (b *block) respelled(key string) []string {
	var out []string
	words := strings.Fields(key)
	for i, w := range words {
		for _, other := range b.t.groups[w] {
			if other != w && len(out) < 8 {
				words[i] = other
				out = append(out, strings.Join(words, " "))
			}
		}
		words[i] = w
	}
	return out
}
