package queries

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/antzucaro/matchr"

	"dossier/graph"
)

// AmbiguousError says that a name fits several entities equally well.
type AmbiguousError struct {
	Name       string
	Candidates []graph.Entity // best first
}

func (e *AmbiguousError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q could be any of %d:", e.Name, len(e.Candidates))
	for i, c := range e.Candidates {
		if i == 8 {
			fmt.Fprintf(&b, " … and %d more", len(e.Candidates)-i)
			break
		}
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, " %s (%s)", c.Name, c.IRI)
	}
	b.WriteString("; say which by its full name or id")
	return b.String()
}

// UnknownNameError says that no entity has a name.
type UnknownNameError struct {
	Name    string
	Nearest []string // names that look alike, best first
}

func (e *UnknownNameError) Error() string {
	if len(e.Nearest) == 0 {
		return fmt.Sprintf("nothing in the store is named %q", e.Name)
	}
	return fmt.Sprintf("nothing in the store is named %q; did you mean %s?", e.Name, strings.Join(e.Nearest, ", "))
}

// How well a name fits, best first.
const (
	fitsName  = iota // the entity's own name
	fitsAlias        // one of its aliases
	fitsWords        // whole words of a name, the last among them: a surname
	fitsPart         // whole words of a name
	fitsNot
)

// Find returns the entities that a name as typed may mean, best first: its
// own IRI, its name, an alias, a surname, words of the name. Case, diacritics
// and punctuation don't matter. None fitting gives an [UnknownNameError].
func (g *Graph) Find(ctx context.Context, name string) ([]graph.Entity, error) {
	found, _, err := g.find(ctx, name)
	return found, err
}

// One returns the one entity that a name means: the best of [Graph.Find], or
// an [AmbiguousError] where two fit equally well.
func (g *Graph) One(ctx context.Context, name string) (graph.Entity, error) {
	found, best, err := g.find(ctx, name)
	if err != nil {
		return graph.Entity{}, err
	}
	if best > 1 {
		return graph.Entity{}, &AmbiguousError{name, found[:best]}
	}
	return found[0], nil
}

// find returns the entities that fit, best first, and how many fit best.
func (g *Graph) find(ctx context.Context, name string) ([]graph.Entity, int, error) {
	if strings.Contains(name, "/") && !strings.Contains(name, " ") {
		if e, err := g.Entity(ctx, graph.IRI(name)); err == nil {
			return []graph.Entity{e}, 1, nil
		}
	}
	key := graph.NameKey(name)
	if key == "" {
		return nil, 0, fmt.Errorf("%q is no name", name)
	}
	type fit struct {
		graph.Entity
		rank int
	}
	var fits []fit
	for e, err := range g.Entities(ctx, graph.EntityFilter{Key: key}) {
		if err != nil {
			return nil, 0, err
		}
		if r := rank(e, key); r < fitsNot {
			fits = append(fits, fit{e, r})
		}
	}
	if len(fits) == 0 {
		called, err := g.byAcronym(ctx, name)
		if err != nil {
			return nil, 0, err
		}
		if len(called) > 0 {
			return called, len(called), nil
		}
		nearest, err := g.nearest(ctx, key)
		if err != nil {
			return nil, 0, err
		}
		return nil, 0, &UnknownNameError{name, nearest}
	}
	slices.SortStableFunc(fits, func(a, b fit) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.IRI, b.IRI))
	})
	best := 0
	found := make([]graph.Entity, len(fits))
	for i, f := range fits {
		found[i] = f.Entity
		if f.rank == fits[0].rank {
			best++
		}
	}
	return found, best, nil
}

func rank(e graph.Entity, key string) int {
	own := graph.NameKey(e.Name)
	if own == key {
		return fitsName
	}
	best := wordFit(own, key)
	for _, a := range e.Aliases {
		if alias := graph.NameKey(a); alias == key {
			return fitsAlias
		} else if r := wordFit(alias, key); r < best {
			best = r
		}
	}
	return best
}

func wordFit(name, key string) int {
	switch padded, word := " "+name+" ", " "+key+" "; {
	case strings.HasSuffix(padded, word):
		return fitsWords
	case strings.Contains(padded, word):
		return fitsPart
	}
	return fitsNot
}

// nearest returns up to three names that look like a key which nothing has.
func (g *Graph) nearest(ctx context.Context, key string) ([]string, error) {
	type near struct {
		name string
		like float64
	}
	var all []near
	for e, err := range g.Entities(ctx, graph.EntityFilter{}) {
		if err != nil {
			return nil, err
		}
		own := graph.NameKey(e.Name)
		like := matchr.JaroWinkler(own, key, false)
		for _, word := range strings.Fields(own) {
			like = max(like, matchr.JaroWinkler(word, key, false)-0.02)
		}
		if like > 0.86 {
			all = append(all, near{e.Name, like})
		}
	}
	slices.SortStableFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.name, b.name))
	})
	var names []string
	for _, n := range all[:min(3, len(all))] {
		names = append(names, n.name)
	}
	return names, nil
}

// Named returns the entity that is called exactly so: by its name, an alias, or
// its last words ("Burns"). It returns nil where nothing is, and an
// [AmbiguousError] where several are.
func (g *Graph) Named(ctx context.Context, name string) (*graph.Entity, error) {
	key := graph.NameKey(name)
	if key == "" {
		return nil, nil
	}
	best, rankBest := []graph.Entity(nil), fitsPart
	for e, err := range g.Entities(ctx, graph.EntityFilter{Key: key}) {
		if err != nil {
			return nil, err
		}
		switch r := rank(e, key); {
		case r < rankBest:
			best, rankBest = []graph.Entity{e}, r
		case r == rankBest && r < fitsPart:
			best = append(best, e)
		}
	}
	if len(best) == 0 {
		var err error
		if best, err = g.byAcronym(ctx, name); err != nil {
			return nil, err
		}
	}
	switch len(best) {
	case 0:
		return nil, nil
	case 1:
		return &best[0], nil
	}
	slices.SortFunc(best, func(a, b graph.Entity) int { return cmp.Compare(a.IRI, b.IRI) })
	return nil, &AmbiguousError{name, best}
}

// byAcronym returns the entities of whose names an acronym in capitals has the
// initials: CIA, of the Central Intelligence Agency. Words like "of" may count
// or not. It reads all entities, so it is the last resort.
func (g *Graph) byAcronym(ctx context.Context, name string) ([]graph.Entity, error) {
	letters := strings.ReplaceAll(name, ".", "")
	if len(letters) < 2 || len(letters) > 8 || strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return nil, nil
	}
	letters = strings.ToLower(letters)
	var found []graph.Entity
	for e, err := range g.Entities(ctx, graph.EntityFilter{}) {
		if err != nil {
			return nil, err
		}
		var all, long strings.Builder
		for _, word := range strings.Fields(graph.NameKey(e.Name)) {
			all.WriteString(word[:1])
			if len(word) > 3 {
				long.WriteString(word[:1])
			}
		}
		if all.String() == letters || long.String() == letters {
			found = append(found, e)
		}
	}
	return found, nil
}
