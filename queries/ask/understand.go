package ask

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dossier/graph"
	"dossier/ingest/document"
	"dossier/queries"
)

// Language is the part of the language core and of extraction that reading a
// question takes. Each reads and writes the layers of its stage.
type Language struct {
	Segment  func(*document.Document) error // tokens and sentences
	Annotate func(*document.Document) error // tags, lemmas and trees
	Times    func(*document.Document) error // time expressions
	Facts    func(*document.Document) error // facts between the entities of the mentions
}

// Reader understands questions. It is safe for concurrent use as far as its
// Language is.
type Reader struct {
	Language
	Today time.Time // what "last year" is counted from; zero: now
}

// Understand reads a question. What is not understood gives a
// [NotUnderstoodError]; a name that fits several entities a
// [queries.AmbiguousError].
func (r *Reader) Understand(ctx context.Context, g *queries.Graph, question string) (Understood, error) {
	u := Understood{Question: question}
	text := normalize(question)
	if text == "" {
		return u, &NotUnderstoodError{Question: question, Why: "it is empty", Nearest: []string{"Who met X?", "Where did X travel?", "How is X connected to Y?"}}
	}
	doc := &document.Document{Text: text}
	if err := r.Segment(doc); err != nil {
		return u, err
	}
	words, err := names(ctx, g, doc)
	if err != nil {
		return u, err
	}
	if done, err := r.special(&u, words); err != nil || done {
		return u, err
	}
	if err := r.clauses(&u, words); err != nil {
		return u, err
	}
	return u, nil
}

// normalize folds quotes and drops what ends a question.
func normalize(q string) string {
	q = strings.NewReplacer("’", "'", "“", "\"", "”", "\"").Replace(q)
	q = strings.Join(strings.Fields(q), " ")
	q = strings.TrimRight(q, "?!. ")
	for _, polite := range []string{"please ", "can you tell me ", "could you tell me ", "do you know ", "tell me "} {
		if len(q) > len(polite) && strings.EqualFold(q[:len(polite)], polite) && !strings.HasPrefix(strings.ToLower(q[len(polite):]), "about") {
			q = q[len(polite):]
		}
	}
	return q
}

// special reads the questions that have a form of their own (tables/shapes.txt).
func (r *Reader) special(u *Understood, words []word) (bool, error) {
	core, when := r.cutTime(words)
	var b strings.Builder
	n := 0
	for i, w := range core {
		if w.entity == nil && w.lower == "the" && i+1 < len(core) && core[i+1].entity != nil {
			continue
		}
		if b.Len() > 0 && w.lower != "'s" {
			b.WriteByte(' ')
		}
		if w.entity != nil {
			fmt.Fprintf(&b, "{%d}", n)
			u.Entities = append(u.Entities, *w.entity)
			n++
		} else {
			b.WriteString(w.lower)
		}
	}
	form := strings.ReplaceAll(b.String(), " ' s", "'s")
	for _, s := range table().shapes {
		if !s.pattern.MatchString(form) {
			continue
		}
		u.Filter.Since, u.Filter.Until = when.since, when.until
		switch s.kind {
		case "path":
			if u.Entities[0].IRI == u.Entities[1].IRI {
				return false, &NotUnderstoodError{Question: u.Question, Why: fmt.Sprintf("both names mean %s", u.Entities[0].Name)}
			}
			u.Kind = PathBetween
		case "card":
			u.Kind = CardOf
		case "said":
			u.Kind = FactsAbout
			u.Filter.Source = u.Entities[0].IRI
			if len(u.Entities) > 1 {
				u.Filter.Any = u.Entities[1].IRI
			}
		case "did":
			u.Kind = FactsAbout
			u.Filter.Subject = u.Entities[0].IRI
		case "about":
			u.Kind = FactsAbout
			u.Filter.Any = u.Entities[0].IRI
		case "happened":
			u.Kind = FactsAbout
			if len(u.Entities) > 0 {
				switch e := u.Entities[0]; e.Type {
				case "event":
					u.Filter.Event = e.IRI
				case "place":
					u.Filter.Place = e.IRI
				default:
					u.Filter.Any = e.IRI
				}
			} else if when == (limits{}) {
				return false, &NotUnderstoodError{Question: u.Question, Why: "it says neither where nor when", Nearest: []string{"What happened in 2021?", "What happened in Geneva?"}}
			}
		}
		return true, nil
	}
	u.Entities = nil
	return false, nil
}

// limits is a range of days, as ISO dates of any precision.
type limits struct{ since, until string }

// cutTime takes the time expressions off the question's end.
func (r *Reader) cutTime(words []word) ([]word, limits) {
	text, spans := join(words)
	doc := &document.Document{Text: text}
	doc.Article.Published = r.today()
	if r.Segment(doc) != nil || r.Annotate(doc) != nil || r.Times(doc) != nil || len(doc.Times) == 0 {
		return words, limits{}
	}
	last := doc.Times[len(doc.Times)-1]
	l, ok := timeLimits(doc, last)
	if !ok || int(last.Span.End) < len(text) {
		return words, limits{}
	}
	keep := len(words)
	for keep > 0 && spans[keep-1].Start >= last.Span.Start {
		keep--
	}
	for keep > 0 && words[keep-1].entity == nil && slices.Contains([]string{"in", "on", "at", "since", "before", "after", "during", "until", "from", "by", ",", "the"}, words[keep-1].lower) {
		keep--
	}
	return words[:keep], l
}

// timeLimits turns a time expression and the preposition before it into limits.
func timeLimits(doc *document.Document, t document.Time) (limits, bool) {
	if t.Value == "" || t.Kind == document.Duration || t.Kind == document.Repeated {
		return limits{}, false
	}
	before := ""
	if t.First > 0 {
		before = strings.ToLower(doc.Word(t.First - 1))
	}
	inside := strings.ToLower(doc.Word(t.First))
	from, to, isRange := strings.Cut(t.Value, "/")
	if !isRange {
		to = from
	}
	if from == ".." {
		from = ""
	}
	if to == ".." {
		to = ""
	}
	for _, w := range []string{before, inside} {
		switch w {
		case "since", "from":
			if !isRange || to == "" {
				return limits{since: from}, true
			}
		case "after":
			in, err := graph.ParseInterval(t.Value)
			if err != nil || in.Last.IsZero() {
				return limits{since: from}, true
			}
			return limits{since: in.Last.AddDate(0, 0, 1).Format("2006-01-02")}, true
		case "before":
			in, err := graph.ParseInterval(t.Value)
			if err != nil || in.First.IsZero() {
				return limits{until: to}, true
			}
			return limits{until: in.First.AddDate(0, 0, -1).Format("2006-01-02")}, true
		case "until", "by", "till":
			return limits{until: to}, true
		}
	}
	return limits{from, to}, true
}

func (r *Reader) today() string {
	if r.Today.IsZero() {
		return time.Now().Format("2006-01-02")
	}
	return r.Today.Format("2006-01-02")
}

// join writes words as text and says where each stands in it.
func join(words []word) (string, []document.Span) {
	var b strings.Builder
	spans := make([]document.Span, len(words))
	for i, w := range words {
		if i > 0 && !strings.HasPrefix(w.lower, "'") && w.lower != "," && w.lower != "n't" && (i == 0 || words[i-1].lower != "-") && w.lower != "-" {
			b.WriteByte(' ')
		}
		spans[i].Start = int32(b.Len())
		b.WriteString(w.text)
		spans[i].End = int32(b.Len())
	}
	return b.String(), spans
}
