package queries

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"dossier/graph"
	"dossier/graph/ontology"
)

// Clause is one fact of a pattern. An end is a variable ("?p") or an entity.
type Clause struct {
	Subject  Term
	Relation string // label of the ontology, or "?" for any
	Object   Term
}

// Term is an end of a clause: a variable's name without its question mark, or
// an entity as typed.
type Term struct {
	Variable string
	Name     string
}

func (t Term) String() string {
	if t.Variable != "" {
		return "?" + t.Variable
	}
	return t.Name
}

// Pattern is a join: clauses that must hold together.
type Pattern []Clause

func (p Pattern) String() string {
	var parts []string
	for _, c := range p {
		parts = append(parts, fmt.Sprintf("%s %s %s", c.Subject, c.Relation, c.Object))
	}
	return strings.Join(parts, ", ")
}

// ParsePattern reads "?p works for ?o, ?o part of NATO": clauses separated by
// commas (or "and" before a variable), each a term, a relation, a term. Names
// with commas or relation words in them stand in double quotes.
func ParsePattern(s string) (Pattern, error) {
	var p Pattern
	for _, part := range splitClauses(s) {
		c, err := parseClause(part)
		if err != nil {
			return nil, err
		}
		p = append(p, c)
	}
	if len(p) == 0 {
		return nil, fmt.Errorf("the pattern is empty; write for example: ?p works for ?o, ?o part of NATO")
	}
	return p, nil
}

func splitClauses(s string) []string {
	var parts []string
	quoted, from := false, 0
	for i, r := range s {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ',' && !quoted, r == ';' && !quoted:
			parts = append(parts, s[from:i])
			from = i + 1
		}
	}
	parts = append(parts, s[from:])
	return slices.DeleteFunc(parts, func(p string) bool { return strings.TrimSpace(p) == "" })
}

func parseClause(s string) (Clause, error) {
	s = strings.Join(strings.Fields(s), " ")
	lower := strings.ToLower(s)
	best, at, length := "", -1, 0
	try := func(label, as string) {
		for from := 0; ; {
			i := strings.Index(lower[from:], " "+as+" ")
			if i < 0 {
				return
			}
			i += from
			if !insideQuotes(s, i) && (at < 0 || len(as) > length) {
				best, at, length = label, i, len(as)
			}
			from = i + 1
		}
	}
	for _, r := range ontology.Relations() {
		try(r.Label, r.Label)
	}
	try("?", "?")
	if at < 0 {
		return Clause{}, fmt.Errorf("%q has no relation of the vocabulary; write TERM RELATION TERM, for example: ?p works for ?o (dossier relations lists them)", s)
	}
	subject, err := parseTerm(s[:at])
	if err != nil {
		return Clause{}, err
	}
	object, err := parseTerm(s[at+length+2:])
	return Clause{subject, best, object}, err
}

func insideQuotes(s string, at int) bool { return strings.Count(s[:at], `"`)%2 == 1 }

func parseTerm(s string) (Term, error) {
	s = strings.TrimSpace(s)
	if v, ok := strings.CutPrefix(s, "?"); ok {
		if v == "" || strings.ContainsAny(v, " ?") {
			return Term{}, fmt.Errorf("%q is no variable; write ? and one word, for example ?p", s)
		}
		return Term{Variable: v}, nil
	}
	s = strings.Trim(s, `"`)
	if s == "" {
		return Term{}, fmt.Errorf("a clause lacks one of its ends")
	}
	return Term{Name: s}, nil
}

// Binding is one solution of a pattern: an entity for each variable, and the
// answer that proves each clause.
type Binding struct {
	Variables map[string]graph.Entity `json:"variables"`
	Proofs    []Answer                `json:"proofs"` // one a clause, in the pattern's order
}

// Match returns the solutions of a pattern, at most limit (0 for all), ordered
// by the names of their variables. Facts are limited by f, whose ends are ignored;
// denied facts count only when f asks for them.
func (g *Graph) Match(ctx context.Context, p Pattern, f graph.FactFilter, limit int) ([]Binding, error) {
	fixed := map[string]graph.IRI{}
	for _, c := range p {
		for _, t := range []Term{c.Subject, c.Object} {
			if t.Variable == "" {
				e, err := g.One(ctx, t.Name)
				if err != nil {
					return nil, err
				}
				fixed[t.Name] = e.IRI
			}
		}
	}
	m := matcher{g: g, filter: f, pattern: p, fixed: fixed, limit: limit, bound: map[string]graph.IRI{}, proofs: make([][]graph.Fact, len(p))}
	if err := m.solve(ctx, 0); err != nil {
		return nil, err
	}
	slices.SortStableFunc(m.found, func(a, b Binding) int {
		for _, v := range Variables(p) {
			if d := cmp.Or(cmp.Compare(a.Variables[v].Name, b.Variables[v].Name), cmp.Compare(a.Variables[v].IRI, b.Variables[v].IRI)); d != 0 {
				return d
			}
		}
		return 0
	})
	return m.found, nil
}

// Variables lists a pattern's variables in order of appearance.
func Variables(p Pattern) []string {
	var all []string
	for _, c := range p {
		for _, t := range []Term{c.Subject, c.Object} {
			if t.Variable != "" && !slices.Contains(all, t.Variable) {
				all = append(all, t.Variable)
			}
		}
	}
	return all
}

type matcher struct {
	g       *Graph
	filter  graph.FactFilter
	pattern Pattern
	fixed   map[string]graph.IRI // names → entities
	bound   map[string]graph.IRI // variables → entities
	proofs  [][]graph.Fact
	done    uint64 // clauses solved, as bits
	limit   int
	found   []Binding
}

func (m *matcher) value(t Term) graph.IRI {
	if t.Variable != "" {
		return m.bound[t.Variable]
	}
	return m.fixed[t.Name]
}

// solve takes the open clause with the most bound ends, so that joins follow
// what is already known instead of scanning the store.
func (m *matcher) solve(ctx context.Context, depth int) error {
	if m.limit > 0 && len(m.found) >= m.limit {
		return nil
	}
	if depth == len(m.pattern) {
		return m.keep(ctx)
	}
	next, most := -1, -1
	for i, c := range m.pattern {
		if m.done&(1<<i) != 0 {
			continue
		}
		n := 0
		if m.value(c.Subject) != "" {
			n++
		}
		if m.value(c.Object) != "" {
			n++
		}
		if n > most {
			next, most = i, n
		}
	}
	c := m.pattern[next]
	m.done |= 1 << next
	defer func() { m.done &^= 1 << next }()
	type pair struct{ subject, object graph.IRI }
	facts := map[pair][]graph.Fact{}
	var order []pair
	add := func(fact graph.Fact, subject, object graph.IRI) {
		if s := m.value(c.Subject); s != "" && s != subject {
			return
		}
		if o := m.value(c.Object); o != "" && o != object {
			return
		}
		if c.Subject.Variable != "" && c.Subject.Variable == c.Object.Variable && subject != object {
			return
		}
		k := pair{subject, object}
		if _, seen := facts[k]; !seen {
			order = append(order, k)
		}
		facts[k] = append(facts[k], fact)
	}
	rel, known := ontology.Lookup(c.Relation)
	for fact, err := range m.facts(ctx, c, known && rel.Symmetric) {
		if err != nil {
			return err
		}
		if fact.Status == graph.Denied && !slices.Contains(m.filter.Statuses, graph.Denied) {
			continue
		}
		add(fact, fact.Subject, fact.Object)
		if known && rel.Symmetric {
			add(fact, fact.Object, fact.Subject)
		}
	}
	slices.SortFunc(order, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.subject, b.subject), cmp.Compare(a.object, b.object))
	})
	for _, k := range order {
		undo := m.bind(c.Subject, k.subject)
		undo2 := m.bind(c.Object, k.object)
		m.proofs[next] = facts[k]
		err := m.solve(ctx, depth+1)
		undo2()
		undo()
		if err != nil {
			return err
		}
	}
	return nil
}

// facts yields the facts that may fill a clause.
func (m *matcher) facts(ctx context.Context, c Clause, symmetric bool) func(func(graph.Fact, error) bool) {
	f := m.filter
	f.Subject, f.Object, f.Any = "", "", ""
	if c.Relation != "?" {
		f.Relations = []string{c.Relation}
	}
	s, o := m.value(c.Subject), m.value(c.Object)
	switch {
	case symmetric && s != "":
		f.Any = s
	case symmetric && o != "":
		f.Any = o
	default:
		f.Subject, f.Object = s, o
	}
	return m.g.Facts(ctx, f)
}

// bind gives a variable its entity and returns how to take it back.
func (m *matcher) bind(t Term, id graph.IRI) (undo func()) {
	if t.Variable == "" || m.bound[t.Variable] != "" {
		return func() {}
	}
	m.bound[t.Variable] = id
	return func() { delete(m.bound, t.Variable) }
}

func (m *matcher) keep(ctx context.Context) error {
	b := Binding{Variables: map[string]graph.Entity{}}
	used := map[graph.IRI]bool{}
	for v, id := range m.bound {
		if used[id] {
			return nil // two variables are two entities
		}
		used[id] = true
		e, err := m.g.Entity(ctx, id)
		if err != nil {
			return err
		}
		b.Variables[v] = e
	}
	for _, facts := range m.proofs {
		answers, err := m.g.Combine(ctx, slices.Clone(facts))
		if err != nil {
			return err
		}
		b.Proofs = append(b.Proofs, answers[0])
	}
	m.found = append(m.found, b)
	return nil
}
