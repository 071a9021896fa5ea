package refer

import (
	"strings"

	"dossier/ingest/document"
)

// clusterCapitals decides of every mention of a capital whether the state acts
// ("Moscow warned", "officials in Washington") or the city is meant. Mentions
// that act are the country's; a capital without any other mention is no entity
// of its own.
func (r *resolver) clusterCapitals() {
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into != document.None || cl.country != document.None || cl.typ != document.Place && cl.typ != document.Organization {
			continue
		}
		for _, f := range cl.forms {
			country, ok := r.capitals[r.fs[f].key]
			if !ok {
				continue
			}
			var count [4]int
			for _, mi := range r.fs[f].mentions {
				count[r.acting(&r.ms[mi])]++
			}
			least := unclear // the weakest sign that is still taken for an act
			switch {
			case count[located] > count[actor]+count[mayact]:
				least = actor
			case count[located] > 0:
				least = mayact
			}
			cl.typ, cl.fixed = document.Place, true
			if count[actor]+count[mayact] == 0 || least == actor && count[actor] == 0 {
				continue
			}
			s := r.stateCluster(country)
			cl = &r.cs[c]
			for _, mi := range r.fs[f].mentions {
				m := &r.ms[mi]
				if a := r.acting(m); a >= least {
					cl.mentions--
					m.country = country
					r.join(s, mi)
				}
			}
		}
	}
}

type act uint8

const (
	located act = iota
	unclear
	mayact
	actor
)

// acting judges one mention of a capital.
func (r *resolver) acting(m *mention) act {
	tok := &r.doc.Tokens[m.head]
	gov := r.governor(m.head)
	if gov == document.None {
		return unclear
	}
	if r.kind[m.sent] == document.Dateline || tok.Dep == document.Appos || tok.Dep == document.NmodUnmarked && r.prev(m.first) == "," {
		return located
	}
	prep := r.caseOf(m.head)
	if tok.Dep == document.Conj && prep == "" {
		prep = r.caseOf(tok.Head)
	}
	lemma := r.lemma(gov)
	// Where the tree takes the verb for a noun: "whom Valletta accuses".
	if prep == "" && m.end < int32(len(r.doc.Tokens)) && r.sent[m.end] == m.sent {
		w := fold(r.word(m.end))
		if r.lists["stateact"][strings.TrimSuffix(w, "s")] && strings.HasSuffix(w, "s") || r.lists["stateact"][strings.TrimSuffix(w, "ed")] && strings.HasSuffix(w, "ed") {
			return actor
		}
	}
	switch m.slot {
	case subject:
		if tok.Dep != document.NsubjPass && r.lists["stateact"][lemma] {
			return actor
		}
		if tok.Dep != document.NsubjPass && r.lists["maybeact"][lemma] {
			return mayact
		}
		if r.doc.Tokens[gov].Tag == document.VERB {
			return unclear
		}
	case object:
		if r.lists["stateobject"][lemma] {
			return actor
		}
	case oblique, modifier:
		switch prep {
		case "in":
			if r.doc.Tokens[gov].Tag == document.NOUN && r.lists["stateofficial"][lemma] {
				return actor
			}
			if r.doc.Tokens[gov].Tag == document.PROPN {
				return located
			}
			if r.doc.Tokens[gov].Tag != document.VERB || !r.lists["placeverb"][lemma] {
				return unclear
			}
		case "between", "with", "against", "by":
			if m.slot == modifier || prep != "with" {
				return mayact
			}
			return unclear
		case "of":
			return unclear
		}
	case possessor:
		return unclear
	}
	return located
}
