package corpus

import (
	"encoding/json"
	"fmt"
	"io"

	"dossier/ingest/document"
)

// ReadDocRED reads Re-DocRED: paragraphs with all mentions of each entity.
func ReadDocRED(r io.Reader) ([]*Doc, error) {
	var in []struct {
		Title string
		Sents [][]string
		Verts [][]struct {
			Type string
			Pos  [2]int
			Sent int `json:"sent_id"`
		} `json:"vertexSet"`
	}
	if err := json.NewDecoder(r).Decode(&in); err != nil {
		return nil, fmt.Errorf("reading Re-DocRED: %w", err)
	}
	types := map[string]Name{"PER": {Type: document.Person}, "ORG": {Type: document.Organization},
		"LOC": {Type: document.Place}, "MISC": {Misc: true}}
	var docs []*Doc
	for _, d := range in {
		doc := &Doc{ID: "re-docred-" + d.Title}
		for _, words := range d.Sents {
			doc.Sents = append(doc.Sents, Sent{Words: words})
		}
		for _, ent := range d.Verts {
			for _, m := range ent {
				n, ok := types[m.Type]
				if !ok || m.Sent >= len(doc.Sents) || m.Pos[1] > len(d.Sents[m.Sent]) || m.Pos[0] >= m.Pos[1] {
					continue
				}
				n.First, n.End = m.Pos[0], m.Pos[1]
				doc.Sents[m.Sent].Names = append(doc.Sents[m.Sent].Names, n)
			}
		}
		for i := range doc.Sents {
			s := &doc.Sents[i]
			s.Names = longestFirst(s.Names)
			s.splitHyphens()
		}
		docs = append(docs, doc)
	}
	return docs, nil
}
