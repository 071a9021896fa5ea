package quads

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"dossier/graph"

	"github.com/cayleygraph/quad"
)

// assembly makes the record of one article of its quads, in any order: the
// inverse of each.
type assembly struct {
	r     graph.Record
	ents  map[graph.IRI]*graph.Entity
	facts map[graph.IRI]*graph.Fact
	event map[graph.IRI]*graph.Event
	body  bool
	kinds map[graph.IRI]quad.IRI
	later []quad.Quad // what depends on what its subject is
}

func newAssembly(article graph.IRI) *assembly {
	return &assembly{r: graph.Record{Article: graph.Article{IRI: article}}, ents: map[graph.IRI]*graph.Entity{},
		facts: map[graph.IRI]*graph.Fact{}, event: map[graph.IRI]*graph.Event{}, kinds: map[graph.IRI]quad.IRI{}}
}

// add takes one quad, whose label is the article.
func (a *assembly) add(q quad.Quad) error {
	id, _ := q.Subject.(quad.IRI)
	pred, _ := q.Predicate.(quad.IRI)
	if graph.IRI(id) == a.r.Article.IRI {
		return a.article(pred, q.Object)
	}
	if pred == rdfType {
		kind, ok := q.Object.(quad.IRI)
		if !ok {
			return fmt.Errorf("a type that is no IRI")
		}
		a.kinds[graph.IRI(id)] = kind
		switch kind {
		case typeFact, typeOpenFact:
			a.facts[graph.IRI(id)] = &graph.Fact{IRI: graph.IRI(id), Article: a.r.Article.IRI, Open: kind == typeOpenFact}
		default:
			a.ents[graph.IRI(id)] = &graph.Entity{IRI: graph.IRI(id), Type: string(kind)}
		}
		return nil
	}
	a.later = append(a.later, q)
	return nil
}

func (a *assembly) article(pred quad.IRI, o quad.Value) error {
	art := &a.r.Article
	if pred == rdfType || pred == schemaAuthor { // authors are read off the byline, in their order
		return nil
	}
	s, ok := o.(quad.String)
	if !ok {
		return fmt.Errorf("an article's %s that is no string", pred)
	}
	switch pred {
	case articleFile:
		art.File = string(s)
	case schemaHeadline:
		art.Title = string(s)
	case schemaPublished:
		art.Published = string(s)
	case schemaPublisher:
		art.Publisher = string(s)
	case articleByline:
		art.Authors = splitList(string(s))
	case schemaURL:
		art.URL = string(s)
	case schemaLanguage:
		art.Language = string(s)
	case articleHash:
		art.Hash = string(s)
	case schemaBody:
		art.Text, a.body = string(s), true
	default:
		return fmt.Errorf("an article's %s, which no dump of dossier has", pred)
	}
	return nil
}

// record checks that nothing is missing and returns the record, normalised.
func (a *assembly) record() (graph.Record, error) {
	if !a.body {
		return a.r, fmt.Errorf("the text of %s is missing", a.r.Article.IRI)
	}
	for _, q := range a.later {
		id, pred := graph.IRI(q.Subject.(quad.IRI)), q.Predicate.(quad.IRI)
		var err error
		switch {
		case a.facts[id] != nil:
			err = a.fact(a.facts[id], pred, q.Object)
		case a.ents[id] != nil:
			err = a.entity(a.ents[id], pred, q.Object)
		default:
			err = a.part(id, pred, q.Object)
		}
		if err != nil {
			return a.r, fmt.Errorf("%s: %s: %w", id, pred, err)
		}
	}
	for _, e := range a.ents {
		a.r.Entities = append(a.r.Entities, *e)
	}
	for _, f := range a.facts {
		f.Published = a.r.Article.Published
		a.r.Facts = append(a.r.Facts, *f)
	}
	for _, e := range a.event {
		if e.Status == "" {
			return a.r, fmt.Errorf("event %s lacks a status", e.Entity)
		}
		a.r.Events = append(a.r.Events, *e)
	}
	a.r.Normalize()
	return a.r, a.r.Check()
}

func asText(o quad.Value) (string, error) {
	s, ok := o.(quad.String)
	if !ok {
		return "", fmt.Errorf("no string")
	}
	return string(s), nil
}

func asIRI(o quad.Value) (graph.IRI, error) {
	s, ok := o.(quad.IRI)
	if !ok {
		return "", fmt.Errorf("no IRI")
	}
	return graph.IRI(s), nil
}

func (a *assembly) entity(e *graph.Entity, pred quad.IRI, o quad.Value) (err error) {
	ev := func() *graph.Event {
		if a.event[e.IRI] == nil {
			a.event[e.IRI] = &graph.Event{Entity: e.IRI, Article: a.r.Article.IRI}
		}
		return a.event[e.IRI]
	}
	var s string
	switch pred {
	case schemaName:
		e.Name, err = asText(o)
	case schemaAlternate:
		s, err = asText(o)
		e.Aliases = append(e.Aliases, s)
	case schemaSameAs:
		var id graph.IRI
		id, err = asIRI(o)
		e.SameAs = append(e.SameAs, string(id))
	case schemaGender:
		e.Gender, err = asText(o)
	case mention:
		if s, err = asText(o); err != nil {
			return err
		}
		at, err := splitSpans(s, 1)
		if err != nil {
			return err
		}
		a.r.Mentions = append(a.r.Mentions, graph.Mention{Entity: e.IRI, Start: at[0][0], End: at[0][1]})
	case factStatus:
		ev().Status, err = asText(o)
	case eventClass:
		ev().Class, err = asText(o)
	case factTime:
		ev().Time, err = asText(o)
	case factPlace:
		ev().Place, err = asIRI(o)
	default:
		role, ok := strings.CutPrefix(string(pred), participant)
		if !ok {
			return fmt.Errorf("no dump of dossier says that of an entity")
		}
		who, err := asIRI(o)
		if err != nil {
			return err
		}
		if role, err = unpredicate(strings.TrimPrefix(role, "/")); err != nil {
			return err
		}
		ev().Participants = append(ev().Participants, graph.Participant{Entity: who, Role: role})
	}
	return err
}

func (a *assembly) fact(f *graph.Fact, pred quad.IRI, o quad.Value) (err error) {
	switch pred {
	case rdfSubject:
		f.Subject, err = asIRI(o)
	case rdfPredicate:
		f.Relation, err = asText(o)
	case rdfObject:
		f.Object, err = asIRI(o)
	case factStatus:
		f.Status, err = asText(o)
	case factTime:
		f.Time, err = asText(o)
	case factPlace:
		f.Place, err = asIRI(o)
	case factEvent:
		f.Event, err = asIRI(o)
	case factConfidence:
		c, ok := o.(quad.Float)
		if !ok {
			return fmt.Errorf("no number")
		}
		f.Confidence = math.Round(float64(c)*1000) / 1000
	case provDerived, provAttributed, factSource, factEvidence:
		// told by the label and by the parts
	default:
		return fmt.Errorf("no dump of dossier says that of a fact")
	}
	return err
}

// part takes what is said of a fact's source or evidence, "FACT/evidence/1".
func (a *assembly) part(id graph.IRI, pred quad.IRI, o quad.Value) (err error) {
	rest, num, ok := cutLast(string(id))
	fact, kind, ok2 := cutLast(rest)
	n, err := strconv.Atoi(num)
	f := a.facts[graph.IRI(fact)]
	if !ok || !ok2 || err != nil || f == nil || n < 1 || n > 1<<20 {
		return fmt.Errorf("it is no fact, entity or part of a fact")
	}
	switch kind {
	case "source":
		for len(f.Sources) < n {
			f.Sources = append(f.Sources, graph.Source{})
		}
		s := &f.Sources[n-1]
		switch pred {
		case provAttributed:
			s.Entity, err = asIRI(o)
		case sourceText:
			s.Text, err = asText(o)
		default:
			return fmt.Errorf("no dump of dossier says that of a source")
		}
	case "evidence":
		for len(f.Evidence) < n {
			f.Evidence = append(f.Evidence, graph.Evidence{})
		}
		ev := &f.Evidence[n-1]
		var s string
		if s, err = asText(o); err != nil {
			return err
		}
		switch pred {
		case oaExact:
			ev.Sentence = s
		case spans:
			at, err := splitSpans(s, 4)
			if err != nil {
				return err
			}
			ev.Start, ev.End, ev.Subject, ev.Object, ev.Trigger = at[0][0], at[0][1], at[1], at[2], at[3]
		case evidenceRule:
			ev.Rule = s
		case evidencePath:
			ev.Path = s
		case qualifiers:
			ev.Qualifiers = splitList(s)
		default:
			return fmt.Errorf("no dump of dossier says that of evidence")
		}
	default:
		return fmt.Errorf("it is no fact, entity or part of a fact")
	}
	return err
}

func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// unpredicate is the inverse of predicate as a dump writes it.
func unpredicate(s string) (string, error) {
	if strings.IndexByte(s, '%') < 0 {
		return s, nil
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", fmt.Errorf("a cut-off escape in %q", s)
		}
		c, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil {
			return "", fmt.Errorf("an escape that is none in %q", s)
		}
		b.WriteByte(byte(c))
		i += 2
	}
	return b.String(), nil
}

func splitSpans(s string, n int) ([][2]int32, error) {
	out := make([][2]int32, 0, n)
	for _, part := range strings.Fields(s) {
		from, to, ok := strings.Cut(part, "-")
		a, err1 := strconv.ParseInt(from, 10, 32)
		b, err2 := strconv.ParseInt(to, 10, 32)
		if !ok || err1 != nil || err2 != nil || a < 0 || b < a {
			return nil, fmt.Errorf("%q are no offsets", s)
		}
		out = append(out, [2]int32{int32(a), int32(b)})
	}
	if len(out) != n {
		return nil, fmt.Errorf("%q are not %d pairs of offsets", s, n)
	}
	return out, nil
}

// splitList is the inverse of joinList.
func splitList(s string) []string {
	if s == "" {
		return nil
	}
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	for i, line := range lines {
		if strings.IndexByte(line, '\\') < 0 {
			continue
		}
		var b strings.Builder
		for j := 0; j < len(line); j++ {
			if line[j] == '\\' && j+1 < len(line) {
				if j++; line[j] == 'n' {
					b.WriteByte('\n')
					continue
				}
			}
			b.WriteByte(line[j])
		}
		lines[i] = b.String()
	}
	return lines
}
