package quads

import (
	"fmt"
	"strconv"
	"strings"

	"dossier/graph"

	"github.com/cayleygraph/quad"
)

// The terms of the layout. Full IRIs are public vocabularies; short ones are
// dossier's own.
const (
	rdfType      = quad.IRI("rdf:type")
	rdfSubject   = quad.IRI("rdf:subject")
	rdfPredicate = quad.IRI("rdf:predicate")
	rdfObject    = quad.IRI("rdf:object")

	schemaName      = quad.IRI("schema:name")
	schemaAlternate = quad.IRI("schema:alternateName")
	schemaGender    = quad.IRI("schema:gender")
	schemaSameAs    = quad.IRI("schema:sameAs")
	schemaHeadline  = quad.IRI("schema:headline")
	schemaPublished = quad.IRI("schema:datePublished")
	schemaPublisher = quad.IRI("schema:publisher")
	schemaAuthor    = quad.IRI("schema:author")
	schemaURL       = quad.IRI("schema:url")
	schemaLanguage  = quad.IRI("schema:inLanguage")
	schemaBody      = quad.IRI("schema:articleBody")

	skosPrefLabel = quad.IRI("skos:prefLabel")

	provDerived    = quad.IRI("prov:wasDerivedFrom")
	provAttributed = quad.IRI("prov:wasAttributedTo")

	oaExact = quad.IRI("oa:exact")

	typeArticle  = quad.IRI("schema:NewsArticle")
	typeFact     = quad.IRI("rdf:Statement")
	typeOpenFact = quad.IRI("open-statement")

	articleFile    = quad.IRI("file")
	articleHash    = quad.IRI("sha256")
	articleByline  = quad.IRI("byline")
	factStatus     = quad.IRI("status")
	factTime       = quad.IRI("time")
	factPlace      = quad.IRI("place")
	factEvent      = quad.IRI("event")
	factConfidence = quad.IRI("confidence")
	factSource     = quad.IRI("source")
	factEvidence   = quad.IRI("evidence")
	sourceText     = quad.IRI("text")
	spans          = quad.IRI("offsets")
	evidenceRule   = quad.IRI("rule")
	evidencePath   = quad.IRI("path")
	qualifiers     = quad.IRI("qualifiers")
	mention        = quad.IRI("mention")
	eventClass     = quad.IRI("class")
	participant    = "participant"
)

// edge is the predicate of a fact's plain edge: the relation itself for what
// happened, in a namespace of its own for plans and possibilities, so that a
// naive walk never takes one for a fact. A denied fact has none.
func edge(f *graph.Fact) quad.IRI {
	rel := predicate(f.Relation)
	if f.Open {
		rel = "open/" + rel
	}
	switch f.Status {
	case graph.Happened:
		return rel
	case graph.Planned, graph.Possible:
		return quad.IRI(f.Status) + "/" + rel
	}
	return ""
}

// predicate is a relation's IRI: the label as the user says it, spaces
// included ("traveled to"); characters that would end it are escaped. Dumps
// write the spaces as %20.
func predicate(relation string) quad.IRI {
	if !strings.ContainsFunc(relation, unfit) {
		return quad.IRI(relation)
	}
	var b strings.Builder
	for _, r := range relation {
		if unfit(r) {
			fmt.Fprintf(&b, "%%%02x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return quad.IRI(b.String())
}

func unfit(r rune) bool { return r < ' ' || r == 0x7f || strings.ContainsRune("<>\"{}|^`\\%", r) }

// each calls yield with every quad that the store holds of a record, in a
// fixed order. Only what makes a difference is said: empty fields have no
// quad. Every quad but a fact's edge carries the article as its label. With
// whole it also yields what dumps need and no query asks for: the text, the
// places of mentions, tree paths, qualifiers' triggers, the order of authors.
func each(r *graph.Record, whole bool, yield func(quad.Quad)) {
	art := quad.IRI(r.Article.IRI)
	say := func(s quad.Value, p quad.IRI, o quad.Value) {
		yield(quad.Quad{Subject: s, Predicate: p, Object: o, Label: art})
	}
	text := func(s quad.Value, p quad.IRI, o string) {
		if o != "" {
			say(s, p, quad.String(o))
		}
	}
	link := func(s quad.Value, p quad.IRI, o graph.IRI) {
		if o != "" {
			say(s, p, quad.IRI(o))
		}
	}

	a := &r.Article
	say(art, rdfType, typeArticle)
	text(art, articleFile, a.File)
	text(art, schemaHeadline, a.Title)
	text(art, schemaPublished, a.Published)
	text(art, schemaPublisher, a.Publisher)
	for _, who := range a.Authors {
		text(art, schemaAuthor, who)
	}
	if whole {
		text(art, articleByline, joinList(a.Authors)) // their order
	}
	text(art, schemaURL, a.URL)
	text(art, schemaLanguage, a.Language)
	text(art, articleHash, a.Hash)
	if whole {
		say(art, schemaBody, quad.String(a.Text))
	}

	for i := range r.Entities {
		e := &r.Entities[i]
		id := quad.IRI(e.IRI)
		say(id, rdfType, quad.IRI(e.Type))
		text(id, schemaName, e.Name)
		for _, alias := range e.Aliases {
			text(id, schemaAlternate, alias)
		}
		for _, same := range e.SameAs {
			say(id, schemaSameAs, quad.IRI(same))
		}
		text(id, schemaGender, e.Gender)
	}
	if whole {
		for _, m := range r.Mentions {
			say(quad.IRI(m.Entity), mention, quad.String(joinSpans([2]int32{m.Start, m.End})))
		}
	}
	for i := range r.Events {
		e := &r.Events[i]
		id := quad.IRI(e.Entity)
		text(id, factStatus, e.Status)
		text(id, eventClass, e.Class)
		text(id, factTime, e.Time)
		link(id, factPlace, e.Place)
		for _, p := range e.Participants {
			pred := quad.IRI(participant)
			if p.Role != "" {
				pred += "/" + predicate(p.Role)
			}
			say(id, pred, quad.IRI(p.Entity))
		}
	}
	for i := range r.Facts {
		f := &r.Facts[i]
		id := quad.IRI(f.IRI)
		if p := edge(f); p != "" {
			yield(quad.Quad{Subject: quad.IRI(f.Subject), Predicate: p, Object: quad.IRI(f.Object), Label: id})
		}
		if f.Open {
			say(id, rdfType, typeOpenFact)
		} else {
			say(id, rdfType, typeFact)
		}
		link(id, rdfSubject, f.Subject)
		say(id, rdfPredicate, quad.String(f.Relation))
		link(id, rdfObject, f.Object)
		text(id, factStatus, f.Status)
		text(id, factTime, f.Time)
		link(id, factPlace, f.Place)
		link(id, factEvent, f.Event)
		say(id, factConfidence, quad.Float(f.Confidence))
		link(id, provDerived, f.Article)
		for j, s := range f.Sources {
			node := part(f.IRI, "source", j)
			link(id, provAttributed, s.Entity)
			say(id, factSource, node)
			link(node, provAttributed, s.Entity)
			say(node, sourceText, quad.String(s.Text))
		}
		for j := range f.Evidence {
			ev := &f.Evidence[j]
			node := part(f.IRI, "evidence", j)
			say(id, factEvidence, node)
			say(node, oaExact, quad.String(ev.Sentence))
			say(node, spans, quad.String(joinSpans([2]int32{ev.Start, ev.End}, ev.Subject, ev.Object, ev.Trigger)))
			text(node, evidenceRule, ev.Rule)
			if whole {
				text(node, evidencePath, ev.Path)
				text(node, qualifiers, joinList(ev.Qualifiers))
			}
		}
	}
}

// part names the j-th source or evidence of a fact, counted from 1.
func part(fact graph.IRI, kind string, j int) quad.IRI {
	return quad.IRI(string(fact) + "/" + kind + "/" + strconv.Itoa(j+1))
}

// joinSpans writes offsets as "12-15 40-47".
func joinSpans(list ...[2]int32) string {
	var b []byte
	for i, s := range list {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(s[0]), 10)
		b = append(b, '-')
		b = strconv.AppendInt(b, int64(s[1]), 10)
	}
	return string(b)
}

var listEscape = strings.NewReplacer("\\", "\\\\", "\n", "\\n")

// joinList writes strings one a line, so that their order and number survive.
func joinList(list []string) string {
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	for _, s := range list {
		b.WriteString(listEscape.Replace(s))
		b.WriteByte('\n')
	}
	return b.String()
}
