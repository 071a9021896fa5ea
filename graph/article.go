package graph

// Article is a page that was read. Text is its clean text, kept so that
// evidence can be shown and verified.
type Article struct {
	IRI       IRI      `json:"id"`
	File      string   `json:"file"`
	Title     string   `json:"title,omitempty"`
	Published string   `json:"published,omitempty"` // ISO 8601
	Publisher string   `json:"publisher,omitempty"`
	Authors   []string `json:"authors,omitempty"`
	URL       string   `json:"url,omitempty"`
	Language  string   `json:"language,omitempty"`
	Hash      string   `json:"hash"` // hex SHA-256 of File and the clean text
	Text      string   `json:"text,omitempty"`
}

// Record is everything that one article brings: the unit that is written,
// replaced and deleted whole. Its entities are as this article shows them
// (names, aliases, gender of this article alone).
type Record struct {
	Article  Article
	Entities []Entity
	Facts    []Fact
	Events   []Event
	Mentions []Mention
}
