package graph

// Fact is what one article states: a relation between two entities, with its
// qualifiers and evidence. The same fact in ten articles is ten values that
// share Subject, Relation and Object.
type Fact struct {
	IRI        IRI        `json:"id"`
	Subject    IRI        `json:"subject"`
	Relation   string     `json:"relation"` // label of the ontology, or an open relation's predicate
	Object     IRI        `json:"object"`
	Open       bool       `json:"open,omitempty"`
	Status     string     `json:"status"`         // happened, planned, possible, denied
	Time       string     `json:"time,omitempty"` // ISO 8601 interval at the precision stated
	Place      IRI        `json:"place,omitempty"`
	Sources    []Source   `json:"sources,omitempty"` // who is credited, nearest first; empty: the article itself
	Event      IRI        `json:"event,omitempty"`
	Confidence float64    `json:"confidence"` // probability that the fact is right, 0…1, rounded to 3 decimals
	Article    IRI        `json:"article"`
	Published  string     `json:"published,omitempty"` // of the article, ISO 8601 date
	Evidence   []Evidence `json:"evidence"`
}

// Source is who an article credits for a fact.
type Source struct {
	Entity IRI    `json:"id,omitempty"` // empty when only described
	Text   string `json:"text"`         // as the article has it: "three people familiar with the matter"
}

// Evidence is one place in the article where the fact is stated. Offsets are
// bytes into Article.Text.
type Evidence struct {
	Sentence   string   `json:"sentence"` // verbatim
	Start      int32    `json:"start"`
	End        int32    `json:"end"`
	Subject    [2]int32 `json:"subject"` // start and end of the words that stand for the subject
	Object     [2]int32 `json:"object"`
	Trigger    [2]int32 `json:"trigger"`
	Rule       string   `json:"rule,omitempty"`
	Path       string   `json:"path,omitempty"`
	Qualifiers []string `json:"qualifiers,omitempty"`
}

// The statuses of a fact.
const (
	Happened = "happened"
	Planned  = "planned"
	Possible = "possible"
	Denied   = "denied"
)
