package facts

import (
	_ "embed"
	"strings"

	"dossier/ingest/document"
)

//go:embed capitals.txt
var capitalsText string

// stateOfCapital maps a capital to its state.
var stateOfCapital = readCapitals(capitalsText)

func readCapitals(text string) map[string]string {
	m := map[string]string{}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if state, capitals, ok := strings.Cut(line, "\t"); ok {
			for c := range strings.SplitSeq(capitals, "|") {
				m[c] = state
			}
		}
	}
	return m
}

// acting returns the state for a capital that acts, where the article names it,
// and any other entity as it is.
func (x *run) acting(ent int32) int32 {
	e := &x.doc.Entities[ent]
	if e.Type != document.Place {
		return ent
	}
	state := stateOfCapital[e.Name]
	if state == "" || state == e.Name {
		return ent
	}
	for i := range x.doc.Entities {
		if o := &x.doc.Entities[i]; o.Type == document.Place && o.Name == state {
			return int32(i)
		}
	}
	return ent
}

// stateOf returns the state that a place is, stands for, is the capital of or
// is said to lie in; none without. Answers are kept as long as no fact is added.
func (x *run) stateOf(ent int32) int32 {
	if n := len(x.facts.facts); x.statesAt != n || len(x.stateMemo) != len(x.doc.Entities) {
		x.statesAt, x.stateMemo = n, x.stateMemo[:0]
		for range x.doc.Entities {
			x.stateMemo = append(x.stateMemo, unknown)
		}
	}
	if x.stateMemo[ent] == unknown {
		x.stateMemo[ent] = x.findState(ent)
	}
	return x.stateMemo[ent]
}

func (x *run) findState(ent int32) int32 {
	e := &x.doc.Entities[ent]
	if e.Type != document.Place {
		return none
	}
	if x.states[ent] {
		return ent
	}
	capitalOf := stateOfCapital[e.Name]
	for i := range x.doc.Entities {
		o := &x.doc.Entities[i]
		if o.Type != document.Place || !x.states[i] {
			continue
		}
		if o.Name == capitalOf || x.facts.has(ent, "part of", int32(i)) {
			return int32(i)
		}
		for _, a := range o.Aliases {
			if a == e.Name {
				return int32(i)
			}
		}
	}
	return none
}
