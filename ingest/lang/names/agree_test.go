package names

import (
	"testing"

	"dossier/ingest/document"
)

func TestAgree(t *testing.T) {
	lex, err := loadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	const per, org, loc = document.Person, document.Organization, document.Place
	type name struct {
		text string
		t    document.Type
		want document.Type
	}
	for _, c := range []struct {
		text  string // names in brackets
		names []name
	}{
		{"Quorvane Marine is up . Quorvane sold ships .", []name{{"Quorvane Marine", org, org}, {"Quorvane", per, org}}},
		{"Maria Quorvane spoke . Quorvane left .", []name{{"Maria Quorvane", per, per}, {"Quorvane", org, per}}},
		{"Maria Quorvane spoke . In Quorvane 's view yes .", []name{{"Maria Quorvane", per, per}, {"Quorvane", loc, per}}},
		// a town may be a family name
		{"Maria Hamburg spoke . Ships left Hamburg .", []name{{"Maria Hamburg", per, per}, {"Hamburg", loc, loc}}},
		// a club may be called as its town
		{"Tolvik won . They live in Tolvik .", []name{{"Tolvik", org, org}, {"Tolvik", loc, loc}}},
		// the first word of an organization is a name of its own only if it is no place
		{"Berlin Marine grew . Berlin spoke .", []name{{"Berlin Marine", org, org}, {"Berlin", per, per}}},
		{"Nilo Vask left . Nilo Vask sold . Nilo Vask won .", []name{{"Nilo Vask", org, org}, {"Nilo Vask", per, org}, {"Nilo Vask", org, org}}},
	} {
		doc := parse(c.text).Document()
		doc.Names = doc.Names[:0]
		at := int32(0)
		for _, n := range c.names {
			for ; ; at++ {
				end := at + 1
				for end < int32(len(doc.Tokens)) && len(doc.Slice(doc.TokenSpan(at, end))) < len(n.text) {
					end++
				}
				if doc.Slice(doc.TokenSpan(at, end)) == n.text {
					doc.Names = append(doc.Names, document.Name{First: at, End: end, Type: n.t, Score: 0.8, Span: doc.TokenSpan(at, end)})
					at = end
					break
				}
			}
		}
		var ws workspace
		ws.prepare(doc, lex)
		ws.agree(doc)
		for i, n := range c.names {
			if doc.Names[i].Type != n.want {
				t.Errorf("%s: %s (%d) is a %v, want %v", c.text, n.text, i, doc.Names[i].Type, n.want)
			}
		}
	}
}
