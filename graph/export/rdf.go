package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"dossier/graph"
	"dossier/graph/ontology"
)

// The RDF forms (N-Quads, TriG, JSON-LD) say the same: entities by schema.org
// and SKOS, each fact as an rdf:Statement with its qualifiers, derived (PROV-O)
// from its article, with its sentence as a Web Annotation text quote. A fact
// that happened is also asserted as a plain triple in the named graph that is
// the fact; planned and possible ones under predicates of their own, denied
// ones not at all.
const (
	base    = "urn:dossier:"
	rdfNS   = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xsdNS   = "http://www.w3.org/2001/XMLSchema#"
	schema  = "https://schema.org/"
	skos    = "http://www.w3.org/2004/02/skos/core#"
	prov    = "http://www.w3.org/ns/prov#"
	oa      = "http://www.w3.org/ns/oa#"
	owl     = "http://www.w3.org/2002/07/owl#"
	terms   = base + "term/"
	rdfType = rdfNS + "type"
)

var schemaTypes = map[string]string{"person": schema + "Person", "organization": schema + "Organization", "place": schema + "Place", "event": schema + "Event"}

// term is an RDF term: an IRI, or a literal with an optional datatype.
type term struct {
	iri      string
	literal  string
	datatype string
}

func iriOf(id graph.IRI) term       { return term{iri: base + escapeIRI(string(id))} }
func named(iri string) term         { return term{iri: iri} }
func text(s string) term            { return term{literal: s} }
func typed(s, datatype string) term { return term{literal: s, datatype: xsdNS + datatype} }
func (t term) isZero() bool         { return t == term{} }

// escapeIRI percent-encodes what may not stand in an IRI reference.
func escapeIRI(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = iriByte(s[i])
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case !iriByte(c):
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// iriByte reports whether a byte may stand in an IRI reference.
func iriByte(c byte) bool {
	switch c {
	case '<', '>', '"', '{', '}', '|', '^', '`', '\\':
		return false
	}
	return c > ' '
}

// predicate is a relation's IRI: "traveled to" → urn:dossier:relation/traveled-to;
// planned and possible facts have their own.
func predicate(f graph.Fact) string {
	name := strings.ReplaceAll(f.Relation, " ", "-")
	switch {
	case f.Open:
		name = "open/" + name
	case f.Status == graph.Planned, f.Status == graph.Possible:
		name = f.Status + "/" + name
	}
	return base + "relation/" + escapeIRI(name)
}

// statement is one quad; graph is zero in the default graph.
type statement struct{ s, p, o, g term }

// statements yields the quads of a graph.
func statements(g Graph) iter.Seq2[statement, error] {
	return func(yield func(statement, error) bool) {
		put := func(s term, p string, o term) bool { return yield(statement{s: s, p: named(p), o: o}, nil) }
		for _, r := range ontology.Relations() {
			p := named(base + "relation/" + strings.ReplaceAll(r.Label, " ", "-"))
			if !put(p, rdfType, named(rdfNS+"Property")) || !put(p, skos+"prefLabel", text(r.Label)) || !put(p, skos+"definition", text(r.Meaning)) {
				return
			}
			if r.Schema != "" && !put(p, skos+"relatedMatch", named(r.Schema)) {
				return
			}
		}
		for e, err := range g.Entities() {
			if err != nil {
				yield(statement{}, err)
				return
			}
			if !entityStatements(e, put) {
				return
			}
		}
		for a, err := range g.Articles() {
			if err != nil {
				yield(statement{}, err)
				return
			}
			if !articleStatements(a, put) {
				return
			}
		}
		for e, err := range g.Events() {
			if err != nil {
				yield(statement{}, err)
				return
			}
			if !eventStatements(e, put) {
				return
			}
		}
		for f, err := range g.Facts() {
			if err != nil {
				yield(statement{}, err)
				return
			}
			if f.Status != graph.Denied && !yield(statement{iriOf(f.Subject), named(predicate(f)), iriOf(f.Object), iriOf(f.IRI)}, nil) {
				return
			}
			if !factStatements(f, put) {
				return
			}
		}
	}
}

type putFunc func(s term, p string, o term) bool

func entityStatements(e graph.Entity, put putFunc) bool {
	s := iriOf(e.IRI)
	kind := schemaTypes[e.Type]
	if kind == "" {
		kind = schema + "Thing"
	}
	if !put(s, rdfType, named(kind)) || !put(s, schema+"name", text(e.Name)) {
		return false
	}
	for _, a := range e.Aliases {
		if !put(s, schema+"alternateName", text(a)) {
			return false
		}
	}
	for _, same := range e.SameAs {
		o := text(same)
		if strings.Contains(same, "://") {
			o = named(escapeIRI(same))
		}
		if !put(s, owl+"sameAs", o) {
			return false
		}
	}
	return true
}

func articleStatements(a graph.Article, put putFunc) bool {
	s := iriOf(a.IRI)
	if !put(s, rdfType, named(schema+"NewsArticle")) {
		return false
	}
	for _, v := range []struct{ p, value string }{{schema + "headline", a.Title}, {schema + "publisher", a.Publisher}, {schema + "url", a.URL}, {schema + "identifier", a.File}} {
		if v.value != "" && !put(s, v.p, text(v.value)) {
			return false
		}
	}
	if a.Published != "" && !put(s, schema+"datePublished", dateTerm(a.Published)) {
		return false
	}
	for _, who := range a.Authors {
		if !put(s, schema+"author", text(who)) {
			return false
		}
	}
	return true
}

func eventStatements(e graph.Event, put putFunc) bool {
	s := iriOf(e.Entity)
	if e.Time != "" && !put(s, schema+"temporalCoverage", text(e.Time)) || e.Place != "" && !put(s, schema+"location", iriOf(e.Place)) ||
		e.Class != "" && !put(s, schema+"additionalType", text(e.Class)) {
		return false
	}
	return true
}

func factStatements(f graph.Fact, put putFunc) bool {
	s := iriOf(f.IRI)
	ok := put(s, rdfType, named(rdfNS+"Statement")) && put(s, rdfNS+"subject", iriOf(f.Subject)) &&
		put(s, rdfNS+"predicate", named(base+"relation/"+escapeIRI(strings.ReplaceAll(f.Relation, " ", "-")))) && put(s, rdfNS+"object", iriOf(f.Object)) &&
		put(s, terms+"status", text(f.Status)) && put(s, terms+"confidence", typed(strconv.FormatFloat(f.Confidence, 'f', 3, 64), "decimal")) &&
		put(s, prov+"wasDerivedFrom", iriOf(f.Article))
	if !ok || f.Time != "" && !put(s, schema+"temporalCoverage", text(f.Time)) || f.Place != "" && !put(s, schema+"location", iriOf(f.Place)) ||
		f.Event != "" && !put(s, schema+"subjectOf", iriOf(f.Event)) {
		return false
	}
	for _, src := range f.Sources {
		o := text(src.Text)
		if src.Entity != "" {
			o = iriOf(src.Entity)
		}
		if !put(s, prov+"wasAttributedTo", o) {
			return false
		}
	}
	for i, ev := range f.Evidence {
		note := term{iri: base + escapeIRI(string(f.IRI)) + "/evidence/" + strconv.Itoa(i+1)}
		target := term{iri: note.iri + "/target"}
		quote, position := term{iri: note.iri + "/quote"}, term{iri: note.iri + "/position"}
		ok := put(note, rdfType, named(oa+"Annotation")) && put(note, oa+"hasBody", s) && put(note, oa+"hasTarget", target) &&
			put(target, rdfType, named(oa+"SpecificResource")) && put(target, oa+"hasSource", iriOf(f.Article)) &&
			put(target, oa+"hasSelector", quote) && put(target, oa+"hasSelector", position) &&
			put(quote, rdfType, named(oa+"TextQuoteSelector")) && put(quote, oa+"exact", text(ev.Sentence)) &&
			put(position, rdfType, named(oa+"DataPositionSelector")) &&
			put(position, oa+"start", typed(strconv.Itoa(int(ev.Start)), "nonNegativeInteger")) && put(position, oa+"end", typed(strconv.Itoa(int(ev.End)), "nonNegativeInteger"))
		if !ok || ev.Rule != "" && !put(note, terms+"rule", text(ev.Rule)) {
			return false
		}
	}
	return true
}

// dateTerm is a date with the XML Schema type of its precision.
func dateTerm(s string) term {
	switch len(s) {
	case 4:
		return typed(s, "gYear")
	case 7:
		return typed(s, "gYearMonth")
	case 10:
		return typed(s, "date")
	}
	return text(s)
}

// nquad is a term as N-Quads has it.
func (t term) nquad() string { return string(t.appendTo(nil)) }

// appendTo appends a term as N-Quads has it.
func (t term) appendTo(b []byte) []byte {
	if t.iri != "" {
		return append(append(append(b, '<'), t.iri...), '>')
	}
	b = append(b, '"')
	for i := 0; i < len(t.literal); i++ {
		switch c := t.literal[i]; c {
		case '\\', '"':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, c)
		}
	}
	b = append(b, '"')
	if t.datatype != "" {
		b = append(append(append(b, "^^<"...), t.datatype...), '>')
	}
	return b
}

// writeNQuads writes RDF 1.1 N-Quads.
func writeNQuads(_ context.Context, w io.Writer, g Graph) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var line []byte
	for st, err := range statements(g) {
		if err != nil {
			return err
		}
		line = append(st.s.appendTo(line[:0]), ' ')
		line = append(st.p.appendTo(line), ' ')
		line = st.o.appendTo(line)
		if !st.g.isZero() {
			line = st.g.appendTo(append(line, ' '))
		}
		if _, err := out.Write(append(line, " .\n"...)); err != nil {
			return err
		}
	}
	return out.Flush()
}
