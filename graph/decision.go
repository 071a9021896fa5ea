package graph

import (
	"context"
	"iter"
)

// Decision says whether two entities are one: what a resolver found or a
// person decided. There is one at most for each pair; it is kept apart from
// the articles, so that it survives their being read again, replaced or
// deleted, and it is part of dumps.
type Decision struct {
	A       IRI      `json:"a"`
	B       IRI      `json:"b"`
	Kind    string   `json:"kind"`              // Same, Different or Unsure
	By      string   `json:"by"`                // who decided: "rules", "person", "import"
	Score   float64  `json:"score"`             // how likely they are one, 0…1, rounded to 3 decimals
	Reasons []string `json:"reasons,omitempty"` // readable by a person, most important first
}

// The kinds of decision.
const (
	Same      = "same"
	Different = "different"
	Unsure    = "unsure" // a person should look
)

// Profile is what blocking and comparing need of an entity without reading
// its articles: how many articles give it each name, alias and type.
type Profile struct {
	IRI      IRI
	Articles int
	Names    map[string]int
	Aliases  map[string]int
	Types    map[string]int
	Genders  map[string]int
	SameAs   map[string]int
}

// Editor is a store whose entities can be merged and split.
type Editor interface {
	Store
	// Named yields the IRIs of the entities one of whose names or aliases has
	// exactly this key or ends with it as whole words: "burns" finds William
	// Burns, not Burns & Co. Sorted.
	Named(ctx context.Context, key string) iter.Seq2[IRI, error]
	// Profile returns an entity's profile, merges followed.
	Profile(ctx context.Context, id IRI) (Profile, error)
	// ArticlesOf yields the articles that show an entity, sorted.
	ArticlesOf(ctx context.Context, id IRI) iter.Seq2[IRI, error]
	// Sightings yields an entity as each article shows it, by article; merges
	// are followed where no article shows the IRI itself.
	Sightings(ctx context.Context, id IRI) iter.Seq2[Sighting, error]
	// Cast returns the entities of an article as it shows them, by IRI.
	Cast(ctx context.Context, article IRI) ([]Entity, error)
	// Has reports whether any article shows an entity by exactly this IRI.
	Has(ctx context.Context, id IRI) (bool, error)
	// Resolve follows merges: the IRI under which an entity is kept now.
	Resolve(ctx context.Context, id IRI) (IRI, error)
	// Redirects yields pairs of an IRI that was given up and the one that
	// answers in its place, sorted.
	Redirects(ctx context.Context) iter.Seq2[[2]IRI, error]
	// Decisions yields the decisions about an entity, or all when id is
	// empty, by A and B.
	Decisions(ctx context.Context, id IRI) iter.Seq2[Decision, error]
	// Change runs f and applies what it does to the Tx whole or not at all.
	// No other writer runs meanwhile.
	Change(ctx context.Context, f func(Tx) error) error
}

// Lookups are what an Editor finds, as of one moment: many look-ups share what
// one costs to begin. They must be closed.
type Lookups interface {
	Complete(ctx context.Context, prefix string) iter.Seq2[Entity, error]
	Article(ctx context.Context, id IRI) (Article, error)
	Record(ctx context.Context, article IRI) (Record, error)
	Named(ctx context.Context, key string) iter.Seq2[IRI, error]
	Profile(ctx context.Context, id IRI) (Profile, error)
	ArticlesOf(ctx context.Context, id IRI) iter.Seq2[IRI, error]
	Sightings(ctx context.Context, id IRI) iter.Seq2[Sighting, error]
	Cast(ctx context.Context, article IRI) ([]Entity, error)
	Has(ctx context.Context, id IRI) (bool, error)
	Resolve(ctx context.Context, id IRI) (IRI, error)
	Close() error
}

// Snapshotter is an Editor that has Lookups.
type Snapshotter interface {
	Lookups() (Lookups, error)
}

// Tx is a change of a store under way. Its reads see its own writes.
type Tx interface {
	// Record returns what an article brings. ErrNotFound if there is none.
	Record(article IRI) (Record, error)
	// Put keeps a record, as Store.Put.
	Put(r Record) error
	// Delete removes an article, as Store.Delete.
	Delete(article IRI) error
	// Rename gives an entity another IRI in every article that shows it, and
	// makes the old IRI answer for the new one. Where an article shows both,
	// they become one entity (see Record.Rename).
	Rename(old, now IRI) error
	// Redirect makes an IRI answer for another; an empty one ends that.
	Redirect(old, now IRI) error
	// Decide keeps a decision in place of an earlier one about the same pair.
	Decide(d Decision) error
	// Undecide forgets the decision about a pair. ErrNotFound if there is none.
	Undecide(a, b IRI) error
}
