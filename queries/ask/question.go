package ask

import (
	"fmt"
	"strings"

	"dossier/graph"
	"dossier/queries"
)

// Kind is what a question wants.
type Kind uint8

// The kinds of question.
const (
	WhichEntity Kind = iota // who, what, which: the entities that fill the unknown end
	WhetherFact             // did X ever …: yes or no
	WhenFact                // when did …: the times
	WhereFact               // where did …: the place of an act, or the unknown place
	HowMany                 // how many …: the number of entities
	FactsAbout              // what did X say about Y, what happened in …: the facts themselves
	PathBetween             // how is A connected to B
	CardOf                  // who is X
)

var kindNames = [...]string{"which", "whether", "when", "where", "how many", "facts", "path", "card"}

func (k Kind) String() string { return kindNames[k] }

// Understood is how a question was read.
type Understood struct {
	Question string
	Kind     Kind
	Clauses  []Clause         // facts to find; the unknown end of each is the same entity
	Any      bool             // one clause is enough ("directs or works for"); otherwise all must hold
	Filter   graph.FactFilter // limits on all clauses
	Type     string           // the answer must be of this entity type; "" for any
	Entities []graph.Entity   // named in the question: the ends of a path, the subject of a card
}

// Clause is one fact to find. Exactly one of the ends may be unknown (empty IRI).
type Clause struct {
	Subject  graph.Entity
	Relation string
	Object   graph.Entity
	Status   string // happened, or what the question asks for
	Place    graph.Entity
}

// unknown reports whether an end is what the question asks for.
func unknown(e graph.Entity) bool { return e.IRI == "" }

// String says how the question was read, in words a user can check.
func (u Understood) String() string {
	switch u.Kind {
	case PathBetween:
		return fmt.Sprintf("paths between %s and %s", quoted(u.Entities[0]), quoted(u.Entities[1])) + u.limits()
	case CardOf:
		return "all that is known of " + quoted(u.Entities[0])
	case FactsAbout:
		var parts []string
		if u.Filter.Any != "" {
			parts = append(parts, "about "+quoted(u.byID(u.Filter.Any)))
		}
		if u.Filter.Subject != "" {
			parts = append(parts, "whose subject is "+quoted(u.byID(u.Filter.Subject)))
		}
		if len(parts) == 0 {
			return "facts" + u.limits()
		}
		return "facts " + strings.Join(parts, " and ") + u.limits()
	}
	want := map[Kind]string{WhichEntity: "facts where", WhetherFact: "whether there are facts where",
		WhenFact: "the times of facts where", WhereFact: "the places of facts where", HowMany: "the number of answers to facts where"}[u.Kind]
	var clauses []string
	for _, c := range u.Clauses {
		var parts []string
		if !unknown(c.Subject) {
			parts = append(parts, "subject is "+quoted(c.Subject))
		}
		parts = append(parts, "relation is "+c.Relation)
		if !unknown(c.Object) {
			parts = append(parts, "object is "+quoted(c.Object))
		}
		if c.Status != graph.Happened {
			parts = append(parts, "status is "+c.Status)
		}
		if c.Place.IRI != "" {
			parts = append(parts, "place is "+quoted(c.Place))
		}
		clauses = append(clauses, strings.Join(parts, " and "))
	}
	join := ", and "
	if u.Any {
		join = ", or "
	}
	text := want + " " + strings.Join(clauses, join)
	if u.Type != "" {
		article := "a"
		if strings.ContainsRune("aeiou", rune(u.Type[0])) {
			article = "an"
		}
		text += ", the answer being " + article + " " + u.Type
	}
	return text + u.limits()
}

func quoted(e graph.Entity) string { return e.Name }

func (u Understood) byID(id graph.IRI) graph.Entity {
	for _, e := range u.Entities {
		if e.IRI == id {
			return e
		}
	}
	return graph.Entity{IRI: id, Name: string(id)}
}

// limits describes the filter.
func (u Understood) limits() string {
	var b strings.Builder
	f := u.Filter
	switch {
	case f.Since != "" && f.Since == f.Until:
		fmt.Fprintf(&b, ", in %s", f.Since)
	case f.Since != "" && f.Until != "":
		fmt.Fprintf(&b, ", from %s to %s", f.Since, f.Until)
	case f.Since != "":
		fmt.Fprintf(&b, ", since %s", f.Since)
	case f.Until != "":
		fmt.Fprintf(&b, ", until %s", f.Until)
	}
	if f.Place != "" {
		fmt.Fprintf(&b, ", in %s", u.byID(f.Place).Name)
	}
	if f.Source != "" {
		fmt.Fprintf(&b, ", as %s says", u.byID(f.Source).Name)
	}
	return b.String()
}

// NotUnderstoodError says which part of a question was not understood.
type NotUnderstoodError struct {
	Question string
	Part     string   // the words that were not understood
	Why      string   // what is wrong with them
	Nearest  []string // questions that would be understood
}

func (e *NotUnderstoodError) Error() string {
	msg := fmt.Sprintf("the question is not understood: %s", e.Why)
	if e.Part != "" {
		msg = fmt.Sprintf("%q is not understood: %s", e.Part, e.Why)
	}
	if len(e.Nearest) > 0 {
		msg += "; try: " + strings.Join(e.Nearest, " or: ")
	}
	return msg
}

// Result is a question's answer.
type Result struct {
	Understood Understood
	Entities   []EntityAnswer   // of WhichEntity and HowMany
	Answers    []queries.Answer // the facts behind the answer
	Unsure     []queries.Answer // that would answer, but are only planned or possible
	Places     []graph.Entity   // of WhereFact: where the facts found took place
	Paths      []queries.Path   // of PathBetween
	Card       *queries.Card    // of CardOf
}

// EntityAnswer is an entity that answers, with the facts that say so.
type EntityAnswer struct {
	Entity  graph.Entity     `json:"entity"`
	Answers []queries.Answer `json:"facts"`
}
