package ontology

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed relations.tsv
var relationsTSV string

// Relation is one line of the table of relations.
type Relation struct {
	Label     string // "traveled to"
	Group     string // "roles", "acts" or "events"
	Subject   Types  // allowed as subject
	Object    Types  // allowed as object
	Symmetric bool   // either order is right
	Passive   string // as it reads from the object: "was visited by"
	Schema    string // IRI of a public vocabulary's term, "" where none fits
	Plover    string // PLOVER event code, "" for standing roles
	Meaning   string // one line for people
}

// Standing reports whether the relation is a role or structure that holds
// over time, not an act.
func (r Relation) Standing() bool { return r.Group == "roles" }

// Types is a set of entity types.
type Types uint8

// The entity types of the graph.
const (
	Person Types = 1 << iota
	Organization
	Place
	Event
)

// TypeNames lists the entity types as users type them, in a fixed order.
var TypeNames = []string{"person", "organization", "place", "event"}

// ParseType returns the set that holds just the named type, 0 for an unknown name.
func ParseType(name string) Types {
	for i, n := range TypeNames {
		if n == name {
			return 1 << i
		}
	}
	return 0
}

// Has reports whether the sets share a type.
func (t Types) Has(o Types) bool { return t&o != 0 }

// Relations returns all relations in the order of the table.
func Relations() []Relation { return table().all }

// Lookup returns the relation of that label.
func Lookup(label string) (Relation, bool) {
	i, ok := table().byLabel[label]
	if !ok {
		return Relation{}, false
	}
	return table().all[i], true
}

// MustLookup is Lookup for labels that stand in code; it panics on an unknown one.
func MustLookup(label string) Relation {
	r, ok := Lookup(label)
	if !ok {
		panic("ontology: no relation " + label)
	}
	return r
}

type relations struct {
	all     []Relation
	byLabel map[string]int
}

var table = sync.OnceValue(func() relations {
	t, err := parse(relationsTSV)
	if err != nil {
		panic("ontology: relations.tsv: " + err.Error()) // embedded: a test catches it
	}
	return t
})

func parse(tsv string) (relations, error) {
	t := relations{byLabel: map[string]int{}}
	for n, line := range strings.Split(tsv, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 9 {
			return t, fmt.Errorf("line %d: %d columns, want 9", n+1, len(f))
		}
		r := Relation{Label: f[0], Group: f[1], Passive: f[5], Schema: dash(f[6]), Plover: dash(f[7]), Meaning: f[8]}
		switch r.Group {
		case "roles", "acts", "events":
		default:
			return t, fmt.Errorf("line %d: group %q, want roles, acts or events", n+1, r.Group)
		}
		switch f[4] {
		case "yes":
			r.Symmetric = true
		case "no":
		default:
			return t, fmt.Errorf("line %d: symmetric is %q, want yes or no", n+1, f[4])
		}
		var err error
		if r.Subject, err = types(f[2]); err != nil {
			return t, fmt.Errorf("line %d: subject: %w", n+1, err)
		}
		if r.Object, err = types(f[3]); err != nil {
			return t, fmt.Errorf("line %d: object: %w", n+1, err)
		}
		if _, twice := t.byLabel[r.Label]; twice {
			return t, fmt.Errorf("line %d: %q stands twice", n+1, r.Label)
		}
		t.byLabel[r.Label] = len(t.all)
		t.all = append(t.all, r)
	}
	return t, nil
}

func dash(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

func types(letters string) (Types, error) {
	var t Types
	for _, c := range letters {
		switch c {
		case 'P':
			t |= Person
		case 'O':
			t |= Organization
		case 'L':
			t |= Place
		case 'E':
			t |= Event
		default:
			return 0, fmt.Errorf("type %q, want letters of P, O, L, E", c)
		}
	}
	if t == 0 {
		return 0, fmt.Errorf("no type")
	}
	return t, nil
}
