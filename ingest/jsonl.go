package ingest

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"dossier/ingest/document"
)

// Extracted is what was found in one article, as `dossier extract --format
// jsonl` prints it: the contract that evaluation and other programs rely on.
type Extracted struct {
	Article  ExtractedArticle  `json:"article"`
	Entities []ExtractedEntity `json:"entities"`
	Facts    []ExtractedFact   `json:"facts"`
}

// ExtractedArticle is an article's metadata.
type ExtractedArticle struct {
	File      string   `json:"file"`
	Title     string   `json:"title,omitempty"`
	Published string   `json:"published,omitempty"`
	Publisher string   `json:"publisher,omitempty"`
	Authors   []string `json:"authors,omitempty"`
	URL       string   `json:"url,omitempty"`
}

// ExtractedEntity is an entity with its names and where they stand.
type ExtractedEntity struct {
	ID       string             `json:"id"` // "e0", "e1" …, unique within the article
	Name     string             `json:"name"`
	Type     string             `json:"type"`
	Aliases  []string           `json:"aliases"`
	Mentions []ExtractedMention `json:"mentions"`
}

// ExtractedMention is a half-open range of bytes of the clean text.
type ExtractedMention struct {
	Start int32 `json:"start"`
	End   int32 `json:"end"`
}

// ExtractedFact is a fact; its ends are ids of entities.
type ExtractedFact struct {
	ID         string  `json:"id"` // "f0", "f1" …
	Subject    string  `json:"subject"`
	Relation   string  `json:"relation"`
	Object     string  `json:"object"`
	Open       bool    `json:"open,omitempty"` // relation is no label of the ontology
	Status     string  `json:"status"`
	Time       *string `json:"time"`   // ISO 8601 or null
	Source     *string `json:"source"` // an entity's name or the article's description, or null
	Place      *string `json:"place"`  // id of an entity, or null
	Event      *string `json:"event,omitempty"`
	Evidence   string  `json:"evidence"` // the sentence, verbatim
	Start      int32   `json:"start"`    // of the sentence in the clean text, bytes
	End        int32   `json:"end"`
	Rule       string  `json:"rule,omitempty"`
	Confidence float64 `json:"confidence"`
}

// Extract copies what was found in a document into its printable form.
func Extract(doc *document.Document) Extracted {
	art := doc.Article
	x := Extracted{
		Article:  ExtractedArticle{art.File, art.Title, art.Published, art.Publisher, art.Authors, art.URL},
		Entities: make([]ExtractedEntity, 0, len(doc.Entities)),
		Facts:    make([]ExtractedFact, 0, len(doc.Facts)),
	}
	for i, ent := range doc.Entities {
		e := ExtractedEntity{ID: entityID(int32(i)), Name: ent.Name, Type: ent.Type.String(),
			Aliases: append([]string{}, ent.Aliases...), Mentions: []ExtractedMention{}}
		for _, m := range ent.Mentions {
			men := doc.Mentions[m]
			span := doc.TokenSpan(men.First, men.End)
			e.Mentions = append(e.Mentions, ExtractedMention{span.Start, span.End})
		}
		x.Entities = append(x.Entities, e)
	}
	for i, fact := range doc.Facts {
		ev := fact.Evidence[0]
		sent := doc.Sentences[ev.Sentence]
		f := ExtractedFact{ID: fmt.Sprintf("f%d", i), Subject: entityID(fact.Subject), Relation: fact.Relation,
			Object: entityID(fact.Object), Open: fact.Open, Status: fact.Status.String(), Rule: ev.Rule,
			Evidence: doc.Slice(sent.Span), Start: sent.Start, End: sent.Span.End,
			Confidence: math.Round(float64(fact.Confidence)*1000) / 1000}
		if fact.Time != "" {
			f.Time = &fact.Time
		}
		if len(fact.Sources) > 0 {
			source := fact.Sources[0].Text
			if e := fact.Sources[0].Entity; e != document.None {
				source = doc.Entities[e].Name
			}
			f.Source = &source
		}
		if fact.Place != document.None {
			id := entityID(fact.Place)
			f.Place = &id
		}
		if fact.Event != document.None {
			id := entityID(fact.Event)
			f.Event = &id
		}
		x.Facts = append(x.Facts, f)
	}
	return x
}

func entityID(i int32) string { return fmt.Sprintf("e%d", i) }

// WriteJSON writes what was found in a document as one line of JSON.
func WriteJSON(w io.Writer, doc *document.Document) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(Extract(doc))
}
