package ask

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dossier/graph"
	"dossier/graph/ontology"
	"dossier/ingest/document"
)

// clauses reads a question by the statement that would answer it.
func (r *Reader) clauses(u *Understood, words []word) error {
	q, ok := readRequest(words)
	if !ok {
		part := ""
		if len(words) > 0 {
			part = words[0].text
		}
		return &NotUnderstoodError{Question: u.Question, Part: part, Why: "a question starts with who, what, which, where, when, how many, did, or a noun (\"people who …\")", Nearest: r.nearest(words)}
	}
	if len(q.rest) == 0 {
		return &NotUnderstoodError{Question: u.Question, Why: "nothing is said about what is asked for", Nearest: r.nearest(words)}
	}
	types := q.types
	if q.kind == WhetherFact || q.kind == WhenFact {
		types = []document.Type{document.Other}
	}
	var best []Clause
	var when limits
	either := false
	for i, alternative := range q.alternatives() {
		found, at, kind, err := r.clausesFor(alternative, types)
		if err != nil {
			return err
		}
		if i == 0 {
			when, q.kind = at, kind
		}
		either = either || i > 0 && len(found) > 0
		for _, c := range found {
			if !slices.Contains(ids(best), c.id()) {
				best = append(best, c)
			}
		}
	}
	if len(best) == 0 {
		return &NotUnderstoodError{Question: u.Question, Part: unread(q.rest), Why: "no relation of the vocabulary is stated by these words", Nearest: r.nearest(words)}
	}
	for _, w := range words {
		if w.entity == nil {
			continue
		}
		u.Entities = append(u.Entities, *w.entity)
		if !slices.ContainsFunc(best, func(c Clause) bool { return c.mentions(w.entity.IRI) }) && !used(best, w.entity.IRI) {
			return &NotUnderstoodError{Question: u.Question, Part: w.text, Why: "its part in the question is not clear", Nearest: r.nearest(words)}
		}
	}
	u.Kind, u.Type, u.Clauses = q.kind, q.answer, best
	if u.Kind == WhereFact && !hasUnknown(best) {
		u.Type = ""
	}
	u.Any = len(best) > 1 && (either || slices.ContainsFunc(words, func(w word) bool { return w.entity == nil && w.lower == "or" }))
	u.Filter.Since, u.Filter.Until = when.since, when.until
	return nil
}

// clausesFor reads one request: the clauses of the statement that uses most of
// the question's names, and what is really asked for.
func (r *Reader) clausesFor(q request, types []document.Type) ([]Clause, limits, Kind, error) {
	var best []Clause
	var when limits
	named := document.Other // what the names are read as; Other: what they are
	try := func(statements [][]piece, typ document.Type, kind Kind) error {
		for _, ps := range statements {
			doc, ends, err := r.read(ps, typ, named)
			if err != nil {
				return err
			}
			if found := clausesOf(doc, ends, kind); better(found, best) {
				best, when = found, statementTime(doc)
			}
		}
		return nil
	}
	for _, typ := range types {
		if err := try(q.statements(r.tagged), typ, q.kind); err != nil {
			return nil, when, q.kind, err
		}
		if len(best) > 0 && (q.kind != WhereFact || hasUnknown(best)) {
			return best, when, q.kind, nil
		}
	}
	switch q.kind {
	case WhereFact:
		// No relation has the place at its end: ask for the place of the act itself.
		inner := q
		inner.kind = WhenFact
		if err := try(inner.statements(r.tagged), document.Other, WhenFact); err != nil {
			return nil, when, q.kind, err
		}
		if len(best) == 0 {
			if err := r.tryOpen(inner, try); err != nil {
				return nil, when, q.kind, err
			}
		}
	case WhenFact, WhetherFact:
		if err := r.tryOpen(q, try); err != nil {
			return nil, when, q.kind, err
		}
	}
	if len(best) > 0 || q.kind == WhenFact || q.kind == WhetherFact {
		return best, when, q.kind, nil
	}
	// A name may stand for another side of what it names: a museum is an
	// organization and a place that is visited.
	for _, named = range []document.Type{document.Place, document.EventType, document.Organization} {
		for _, typ := range types {
			if err := try(q.statements(r.tagged), typ, q.kind); err != nil || len(best) > 0 {
				return best, when, q.kind, err
			}
		}
	}
	// Some verbs say too little without what they ask for: "called on X" (to act).
	named = document.Other
	longer := q
	longer.rest = append(slices.Clone(q.rest), word{text: "to", lower: "to"}, word{text: "act", lower: "act"})
	for _, typ := range types {
		if err := try(longer.statements(r.tagged), typ, q.kind); err != nil || len(best) > 0 {
			return best, when, q.kind, err
		}
	}
	return best, when, q.kind, nil
}

// tryOpen completes a statement whose other end is not named ("Acme was
// founded", "Bell was born") by a stand-in.
func (r *Reader) tryOpen(q request, try func([][]piece, document.Type, Kind) error) error {
	for _, open := range []struct {
		with string
		typ  document.Type
	}{{"by", document.Person}, {"by", document.Organization}, {"in", document.Place}, {"", document.Person}, {"", document.Organization}, {"to", document.Place}} {
		var all [][]piece
		for _, ps := range q.statements(r.tagged) {
			verb := 0
			for i, p := range ps {
				if p.entity == nil && !isPreposition(p.lower) {
					verb = i
				}
				if p.entity == nil && isPreposition(p.lower) {
					break
				}
			}
			at := min(verb+1, len(ps))
			for _, end := range []int{at, len(ps)} {
				longer := append([]piece{}, ps[:end]...)
				if open.with != "" {
					longer = append(longer, piece{word: word{text: open.with, lower: open.with}})
				}
				longer = append(longer, piece{standIn: true})
				all = append(all, append(longer, ps[end:]...))
			}
		}
		if err := try(all, open.typ, WhichEntity); err != nil {
			return err
		}
	}
	return nil
}

type clauseID struct {
	subject  graph.IRI
	relation string
	object   graph.IRI
}

func (c Clause) id() clauseID { return clauseID{c.Subject.IRI, c.Relation, c.Object.IRI} }

func ids(clauses []Clause) []clauseID {
	var all []clauseID
	for _, c := range clauses {
		all = append(all, c.id())
	}
	return all
}

func (c Clause) mentions(id graph.IRI) bool {
	return c.Subject.IRI == id || c.Object.IRI == id || c.Place.IRI == id
}

func used(clauses []Clause, id graph.IRI) bool {
	return slices.ContainsFunc(clauses, func(c Clause) bool { return c.mentions(id) })
}

func hasUnknown(clauses []Clause) bool {
	return slices.ContainsFunc(clauses, func(c Clause) bool { return unknown(c.Subject) || unknown(c.Object) })
}

// better prefers the reading that uses more named ends.
func better(a, b []Clause) bool { return weight(a) > weight(b) }

func weight(clauses []Clause) int {
	seen := map[graph.IRI]bool{}
	for _, c := range clauses {
		seen[c.Subject.IRI], seen[c.Object.IRI], seen[c.Place.IRI] = true, true, true
	}
	delete(seen, "")
	return len(seen)*10 + min(len(clauses), 1)
}

// tagged returns one token a word, with the tag of the word's last token.
func (r *Reader) tagged(words []word) []document.Token {
	text, spans := join(words)
	doc := &document.Document{Text: text}
	out := make([]document.Token, len(words))
	if r.Segment(doc) != nil || r.Annotate(doc) != nil {
		return out
	}
	for i, span := range spans {
		for _, tok := range doc.Tokens {
			if span.Contains(tok.Span) {
				out[i] = tok
			}
		}
	}
	return out
}

// read builds a document of one statement, with the question's names and the
// stand-in as its only entities, and extracts its facts. The names are of the
// type named, or of their own when that is Other.
func (r *Reader) read(ps []piece, typ, named document.Type) (*document.Document, []graph.Entity, error) {
	words := make([]word, len(ps))
	for i, p := range ps {
		words[i] = p.word
		if p.standIn {
			words[i].text = standIns[typ]
		}
	}
	if len(words) > 0 && words[0].entity == nil && !ps[0].standIn {
		words[0].text = strings.ToUpper(words[0].text[:1]) + words[0].text[1:]
	}
	text, spans := join(words)
	doc := &document.Document{Text: text + "."}
	doc.Article.Published = r.today()
	doc.Blocks = []document.Block{{Span: document.Span{Start: 0, End: int32(len(doc.Text))}}}
	for _, stage := range []func(*document.Document) error{r.Segment, r.Annotate} {
		if err := stage(doc); err != nil {
			return nil, nil, err
		}
	}
	baseForms(doc)
	if err := r.Times(doc); err != nil {
		return nil, nil, err
	}
	var ends []graph.Entity
	for i, span := range spans {
		first, end := tokensIn(doc, span)
		if first == end {
			continue
		}
		var name string
		kind, e := typ, graph.Entity{}
		switch {
		case ps[i].standIn:
			name = "?"
			if typ == document.EventType && end-first > 1 {
				first++ // without "the"
			}
		case ps[i].entity != nil:
			e = *ps[i].entity
			name, kind = e.Name, document.ParseType(e.Type)
			if named != document.Other && kind != document.Person {
				kind = named
			}
		default:
			continue
		}
		at := slices.IndexFunc(ends, func(x graph.Entity) bool { return x.IRI == e.IRI })
		if at < 0 {
			at = len(ends)
			ends = append(ends, e)
			doc.Entities = append(doc.Entities, document.Entity{Name: name, Type: kind, Trigger: document.None})
		}
		doc.Entities[at].Mentions = append(doc.Entities[at].Mentions, int32(len(doc.Mentions)))
		doc.Names = append(doc.Names, document.Name{Span: doc.TokenSpan(first, end), First: first, End: end, Type: kind, Score: 1})
		doc.Mentions = append(doc.Mentions, document.Mention{First: first, End: end, Head: head(doc, first, end),
			Kind: document.NameMention, Type: kind, Entity: int32(at), Score: 1})
	}
	if err := r.Facts(doc); err != nil {
		return nil, nil, err
	}
	return doc, ends, nil
}

func tokensIn(doc *document.Document, span document.Span) (first, end int32) {
	first = int32(len(doc.Tokens))
	for i, tok := range doc.Tokens {
		if span.Contains(tok.Span) {
			first = min(first, int32(i))
			end = int32(i) + 1
		}
	}
	if end == 0 {
		return 0, 0
	}
	return first, end
}

// head is the token of a range whose own head lies outside it.
func head(doc *document.Document, first, end int32) int32 {
	for i := first; i < end; i++ {
		if h := doc.Tokens[i].Head; h < first || h >= end {
			return i
		}
	}
	return first
}

// clausesOf turns the statement's facts into clauses: those with the stand-in
// at one end, or for yes–no and when questions those between names.
func clausesOf(doc *document.Document, ends []graph.Entity, kind Kind) []Clause {
	var clauses []Clause
	for _, f := range doc.Facts {
		s, o := ends[f.Subject], ends[f.Object]
		if f.Open || unknown(s) == unknown(o) && (unknown(s) || kind != WhetherFact && kind != WhenFact) {
			continue
		}
		if _, known := ontology.Lookup(f.Relation); !known {
			continue
		}
		c := Clause{Subject: s, Relation: f.Relation, Object: o, Status: f.Status.String()}
		if f.Place != document.None && ends[f.Place].IRI != "" && ends[f.Place].IRI != o.IRI {
			c.Place = ends[f.Place]
		}
		clauses = append(clauses, c)
	}
	return strongest(clauses)
}

// implied lists relations that only follow from another one of the same ends;
// the question meant the other.
var implied = map[string][]string{
	"participates in": {"attends", "hosts", "organizes", "defeats", "competes with"},
	"competes with":   {"defeats", "opposes"},
	"meets":           {"hosts"},
	"attends":         {"hosts"},
}

func strongest(clauses []Clause) []Clause {
	return slices.DeleteFunc(slices.Clone(clauses), func(c Clause) bool {
		return slices.ContainsFunc(clauses, func(o Clause) bool {
			return slices.Contains(implied[c.Relation], o.Relation) && o.Subject.IRI == c.Subject.IRI && o.Object.IRI == c.Object.IRI
		})
	})
}

// statementTime returns the limits that the statement's time expressions set.
func statementTime(doc *document.Document) limits {
	var l limits
	for _, t := range doc.Times {
		if found, ok := timeLimits(doc, t); ok {
			l.since, l.until = cmp.Or(l.since, found.since), cmp.Or(l.until, found.until)
		}
	}
	return l
}

// unread is the question without its names, for the error message.
func unread(words []word) string {
	var parts []string
	for _, w := range words {
		if w.entity == nil && !slices.Contains(auxiliaries, w.lower) {
			parts = append(parts, w.text)
		}
	}
	return strings.Join(parts, " ")
}

// nearest offers questions about the same names that would be understood.
func (r *Reader) nearest(words []word) []string {
	var ents []graph.Entity
	for _, w := range words {
		if w.entity != nil {
			ents = append(ents, *w.entity)
		}
	}
	switch {
	case len(ents) >= 2:
		return []string{fmt.Sprintf("How is %s connected to %s?", ents[0].Name, ents[1].Name)}
	case len(ents) == 1:
		what := map[string]string{"person": "Who did %s meet?", "organization": "Who works for %s?", "place": "Who traveled to %s?", "event": "Who attended %s?"}[ents[0].Type]
		return []string{fmt.Sprintf(cmp.Or(what, "Who met %s?"), ents[0].Name), fmt.Sprintf("Who is %s?", ents[0].Name)}
	}
	return []string{"Who met X?", "Where did X travel?", "How is X connected to Y?"}
}

// baseForms puts right the verbs after a form of do: in "Nils did found Norrvik"
// found is no past of find. Trees are not changed.
func baseForms(doc *document.Document) {
	for i := 1; i < len(doc.Tokens); i++ {
		tok := &doc.Tokens[i]
		if doc.Tokens[i-1].Lemma == "do" && (tok.XTag == document.VBD || tok.XTag == document.VBN || tok.XTag == document.VB) {
			tok.XTag, tok.Lemma = document.VB, strings.ToLower(doc.Word(int32(i)))
		}
	}
}
