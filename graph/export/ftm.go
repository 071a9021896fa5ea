package export

import (
	"context"
	"encoding/json"
	"io"
	"strings"

	"dossier/graph"
)

// ftmEntity is an entity of FollowTheMoney (followthemoney.tech), one a line.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// ftmSchemas maps entity types to FollowTheMoney's schemata.
var ftmSchemas = map[string]string{"person": "Person", "organization": "Organization", "place": "Address", "event": "Event"}

// ftmLink says which interval schema a relation becomes, and its two ends.
type ftmLink struct{ schema, subject, object string }

// ftmLinks maps relations between people and organizations; all others become
// UnknownLink with the relation as its role.
var ftmLinks = map[string]ftmLink{
	"directs":    {"Directorship", "director", "organization"},
	"works for":  {"Employment", "employee", "employer"},
	"member of":  {"Membership", "member", "organization"},
	"owns":       {"Ownership", "owner", "asset"},
	"related to": {"Family", "person", "relative"},
	"represents": {"Representation", "agent", "client"},
}

// writeFTM writes FollowTheMoney entities as JSON lines: entities, articles as
// Documents, facts as interval entities with their proof. What did not happen
// says so in its description and is not dated.
func writeFTM(_ context.Context, w io.Writer, g Graph) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	types := map[graph.IRI]string{}
	for e, err := range g.Entities() {
		if err != nil {
			return err
		}
		types[e.IRI] = e.Type
		s := ftmSchemas[e.Type]
		if s == "" {
			s = "LegalEntity"
		}
		p := map[string][]string{"name": {e.Name}}
		if e.Type == "place" {
			p["full"] = []string{e.Name}
		}
		if len(e.Aliases) > 0 {
			p["alias"] = e.Aliases
		}
		for _, same := range e.SameAs {
			if qid, ok := strings.CutPrefix(same, "https://www.wikidata.org/entity/"); ok {
				p["wikidataId"] = append(p["wikidataId"], qid)
			} else if strings.Contains(same, "://") {
				p["sourceUrl"] = append(p["sourceUrl"], same)
			}
		}
		if err := enc.Encode(ftmEntity{ftmID(e.IRI), s, p}); err != nil {
			return err
		}
	}
	for a, err := range g.Articles() {
		if err != nil {
			return err
		}
		p := map[string][]string{"fileName": {a.File}}
		put := func(k, v string) {
			if v != "" {
				p[k] = []string{v}
			}
		}
		put("title", a.Title)
		put("publishedAt", a.Published)
		put("publisher", a.Publisher)
		put("sourceUrl", a.URL)
		if len(a.Authors) > 0 {
			p["author"] = a.Authors
		}
		if err := enc.Encode(ftmEntity{ftmID(a.IRI), "Document", p}); err != nil {
			return err
		}
	}
	for f, err := range g.Facts() {
		if err != nil {
			return err
		}
		link, ok := ftmLinks[f.Relation]
		if !ok || !ftmFits(link, types[f.Subject], types[f.Object]) {
			link = ftmLink{"UnknownLink", "subject", "object"}
		}
		p := map[string][]string{link.subject: {ftmID(f.Subject)}, link.object: {ftmID(f.Object)}, "role": {f.Relation}, "proof": {ftmID(f.Article)}, "publisher": nil}
		delete(p, "publisher")
		if f.Status != graph.Happened {
			p["description"] = []string{f.Status}
		} else if f.Time != "" {
			from, to, isRange := strings.Cut(f.Time, "/")
			if !isRange {
				p["date"] = []string{f.Time}
			}
			if isRange && from != ".." {
				p["startDate"] = []string{from}
			}
			if isRange && to != ".." && to != "" {
				p["endDate"] = []string{to}
			}
		}
		if s := evidenceText(f); s != "" {
			p["summary"] = []string{s}
		}
		if err := enc.Encode(ftmEntity{ftmID(f.IRI), link.schema, p}); err != nil {
			return err
		}
	}
	return nil
}

// ftmFits reports whether the ends have the types that a schema's ends take.
func ftmFits(link ftmLink, subject, object string) bool {
	body := object == "organization"
	switch link.schema {
	case "Family":
		return subject == "person" && object == "person"
	case "Directorship", "Membership", "Ownership":
		return body && subject != "place"
	case "Employment":
		return body && subject == "person"
	}
	return (subject == "person" || subject == "organization") && (object == "person" || object == "organization")
}

// ftmID is an IRI with the characters that FollowTheMoney allows in ids.
func ftmID(id graph.IRI) string { return strings.ReplaceAll(string(id), "/", ".") }
