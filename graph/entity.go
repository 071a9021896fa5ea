package graph

// IRI names an entity, fact or article within the store: "person/william-burns",
// "fact/3f9c…", "article/91ab…". It carries no angle brackets.
type IRI string

// Entity is a person, organization, place or event, as all articles together
// show it.
type Entity struct {
	IRI     IRI      `json:"id"`
	Type    string   `json:"type"` // person, organization, place, event
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"` // sorted, without Name
	SameAs  []string `json:"sameAs,omitempty"`  // ids in other databases, sorted: "https://www.wikidata.org/entity/Q42"
	Gender  string   `json:"gender,omitempty"`  // male, female or empty
}

// Event is what is known of an entity of type event beyond its names, by one article.
type Event struct {
	Entity       IRI           `json:"id"`
	Article      IRI           `json:"article"`
	Class        string        `json:"class,omitempty"` // summit, election …
	Status       string        `json:"status"`
	Time         string        `json:"time,omitempty"` // ISO 8601 interval
	Place        IRI           `json:"place,omitempty"`
	Participants []Participant `json:"participants,omitempty"`
}

// Participant is an entity's part in an event.
type Participant struct {
	Entity IRI    `json:"id"`
	Role   string `json:"role,omitempty"`
}

// Mention is one place where an article names an entity.
type Mention struct {
	Entity IRI   `json:"entity"`
	Start  int32 `json:"start"` // byte offsets into Article.Text
	End    int32 `json:"end"`
}
