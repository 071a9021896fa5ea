package export

import (
	"context"
	"encoding/json"
	"io"

	"dossier/graph"
	"dossier/graph/ontology"
)

// ploverEvent is an event of PLOVER (Open Event Data Alliance, 2018): who did
// what to whom, by category and mode.
type ploverEvent struct {
	ID         string   `json:"event_id"`
	Date       string   `json:"event_date"`
	Type       string   `json:"event_type"` // PLOVER category: CONSULT, ASSAULT …
	Mode       string   `json:"event_mode,omitempty"`
	Actor      string   `json:"actor"`
	ActorType  string   `json:"actor_type"`
	Recipient  string   `json:"recipient"`
	RecipType  string   `json:"recipient_type"`
	Location   string   `json:"location,omitempty"`
	Status     string   `json:"status"`
	Relation   string   `json:"relation"`
	Source     string   `json:"source,omitempty"`
	Confidence float64  `json:"confidence"`
	Article    string   `json:"article"`
	Published  string   `json:"published,omitempty"`
	Evidence   []string `json:"evidence"`
}

// ploverModes gives a category's mode where a relation tells it.
var ploverModes = map[string]string{
	"meets": "meeting", "speaks with": "phone", "traveled to": "visit", "hosts": "visit", "arrests": "arrest", "seizes": "seize",
	"kills": "assassinate", "charges": "legal-action", "sues": "legal-action", "convicts": "legal-action",
}

// writePLOVER writes facts that have a PLOVER category as JSON lines.
func writePLOVER(_ context.Context, w io.Writer, g Graph) error {
	type end struct{ name, kind string }
	ends := map[graph.IRI]end{}
	for e, err := range g.Entities() {
		if err != nil {
			return err
		}
		ends[e.IRI] = end{e.Name, e.Type}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for f, err := range g.Facts() {
		if err != nil {
			return err
		}
		r, known := ontology.Lookup(f.Relation)
		if !known || r.Plover == "" || f.Open {
			continue
		}
		e := ploverEvent{ID: string(f.IRI), Date: f.Time, Type: r.Plover, Mode: ploverModes[f.Relation],
			Actor: ends[f.Subject].name, ActorType: ends[f.Subject].kind, Recipient: ends[f.Object].name, RecipType: ends[f.Object].kind,
			Location: ends[f.Place].name, Status: f.Status, Relation: f.Relation, Source: sourceText(f), Confidence: f.Confidence,
			Article: string(f.Article), Published: f.Published, Evidence: []string{}}
		for _, ev := range f.Evidence {
			e.Evidence = append(e.Evidence, ev.Sentence)
		}
		if err := enc.Encode(e); err != nil {
			return err
		}
	}
	return nil
}
