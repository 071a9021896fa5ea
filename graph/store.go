package graph

import (
	"context"
	"errors"
	"iter"
)

// Errors that every store returns, wrapped with context.
var (
	ErrNotFound = errors.New("not found")
	ErrClosed   = errors.New("the store is closed")
	ErrLocked   = errors.New("another process is writing to the store")
	ErrNewer    = errors.New("the store was written by a newer dossier")
	ErrCorrupt  = errors.New("the store is damaged")
	ErrReadOnly = errors.New("the store was opened for reading alone")
)

// Reader finds what a store keeps. Sequences yield in a fixed order (by IRI
// unless said otherwise), stop at the first error, which is yielded last, and
// may be abandoned at any time. Safe for concurrent use.
type Reader interface {
	// Entity returns the entity of that IRI, following merges (the old IRI of
	// an entity that became another still answers). ErrNotFound if there is none.
	Entity(ctx context.Context, id IRI) (Entity, error)
	// Entities yields the entities that match.
	Entities(ctx context.Context, f EntityFilter) iter.Seq2[Entity, error]
	// Complete yields the entities that have a name with a word-initial key
	// that starts with the folded prefix, by that key: "bu" finds William Burns.
	Complete(ctx context.Context, prefix string) iter.Seq2[Entity, error]
	// Edges yields an entity's facts as seen from it: those of which it is the
	// subject by IRI, then those of which it is the object. It costs far less
	// than Facts, which reads each fact whole.
	Edges(ctx context.Context, id IRI) iter.Seq2[Edge, error]
	// Fact returns the fact of that IRI.
	Fact(ctx context.Context, id IRI) (Fact, error)
	// Facts yields the facts that match. A filter with an end (Subject, Object
	// or Any) costs by the number of that entity's facts, not the store's size.
	Facts(ctx context.Context, f FactFilter) iter.Seq2[Fact, error]
	// Article returns the article of that IRI with its text.
	Article(ctx context.Context, id IRI) (Article, error)
	// Articles yields all articles, without their texts.
	Articles(ctx context.Context) iter.Seq2[Article, error]
	// Record returns everything that an article brought.
	Record(ctx context.Context, article IRI) (Record, error)
	// Events yields what articles know of an event entity; of all events when id is empty.
	Events(ctx context.Context, id IRI) iter.Seq2[Event, error]
	// Mentions yields where articles name an entity, by article and offset.
	Mentions(ctx context.Context, id IRI) iter.Seq2[ArticleMention, error]
	// Stats counts what the store holds.
	Stats(ctx context.Context) (Stats, error)
}

// Edge is a fact as seen from one of its ends.
type Edge struct {
	Fact       IRI
	Relation   string
	Other      IRI
	Incoming   bool // the entity it is seen from is the object
	Open       bool
	Status     string
	Time       string
	Published  string
	Confidence float64
	Article    IRI
}

// ArticleMention is a mention and the article it stands in.
type ArticleMention struct {
	Article IRI `json:"article"`
	Mention
}

// Store keeps records. One process writes at a time; Put and Delete are atomic
// and durable when they return.
type Store interface {
	Reader
	// Put keeps a record, replacing an earlier one of the same article IRI.
	Put(ctx context.Context, r Record) error
	// Delete removes an article and all that only it brought. ErrNotFound if there is none.
	Delete(ctx context.Context, article IRI) error
	Close() error
}

// EntityFilter limits entities; zero fields do not limit.
type EntityFilter struct {
	Type string // person, organization, place, event
	// Key finds entities one of whose names or aliases has this word-initial
	// key: folded as by NameKey. "burns" finds William Burns and Burns.
	Key string
}

// FactFilter limits facts; zero fields do not limit, and several fields must
// all hold.
type FactFilter struct {
	Subject       IRI
	Object        IRI
	Any           IRI      // subject or object is this entity
	Relations     []string // any of these
	Statuses      []string // any of these
	Since, Until  string   // ISO 8601: the fact's time (where it has none: the article's date for acts) overlaps this interval
	Place         IRI
	Source        IRI
	Event         IRI
	Article       IRI
	MinConfidence float64
	Open          bool // open relations too
}

// Stats counts what a store holds.
type Stats struct {
	Articles  int            `json:"articles"`
	Entities  int            `json:"entities"`
	Facts     int            `json:"facts"`
	Quads     int            `json:"quads"`
	Types     map[string]int `json:"types"`     // entities by type
	Relations map[string]int `json:"relations"` // facts by relation
	Statuses  map[string]int `json:"statuses"`  // facts by status
	Bytes     int64          `json:"bytes"`     // on disk
}
