package refer

import (
	"dossier/ingest/document"
)

// joinOtherNames makes one entity of two names when the article says that the
// second is another name of the first: "she was born Anna Roe", "Acme,
// formerly Roe Brothers", "Bo Lee, known as the Fox".
func (r *resolver) joinOtherNames() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.NameMention || m.cluster == document.None || m.first == 0 {
			continue
		}
		of := document.None
		switch w := r.prev(m.first); w {
		case "born", "renamed", "nicknamed":
			of = r.subjectOf(m.first - 1)
		case "nee", "formerly", "alias", "aka":
			of = r.before(m.first - 1)
		case "it":
			if r.prev(m.first-1) == "renamed" || r.prev(m.first-1) == "rename" {
				of = r.who(m.first - 1)
			}
		case "as":
			switch r.prev(m.first - 1) {
			case "known":
				if of = r.subjectOf(m.first - 2); of == document.None {
					of = r.before(m.first - 2)
				}
			}
		}
		if of == document.None {
			continue
		}
		from := r.root(m.cluster)
		if from == of || r.cs[from].typ != r.cs[of].typ || r.cs[from].country != document.None || r.cs[of].country != document.None {
			continue
		}
		r.merge(of, from)
	}
}

// subjectOf returns the entity that is the subject of the participle.
func (r *resolver) subjectOf(verb int32) int32 {
	for _, dep := range [...]document.Dep{document.NsubjPass, document.Nsubj} {
		if s := r.child(verb, dep); s != document.None {
			return r.who(s)
		}
	}
	return document.None
}

// before returns the entity of the name that stands before token i, with
// nothing but a comma, a bracket or "also" between.
func (r *resolver) before(i int32) int32 {
	for k := i - 1; k >= 0 && k > i-4 && r.sent[k] == r.sent[i]; k-- {
		if a := r.at[k]; a != document.None {
			if r.ms[a].kind == document.NameMention && r.ms[a].cluster != document.None {
				return r.root(r.ms[a].cluster)
			}
			return document.None
		}
		switch fold(r.word(k)) {
		case ",", "(", "-lrb-", "also", "better", "formerly", "known", "as":
		default:
			return document.None
		}
	}
	return document.None
}

// merge makes one entity of two; the name of the first stays.
func (r *resolver) merge(into, from int32) {
	a, b := &r.cs[into], &r.cs[from]
	b.into = into
	a.mentions += b.mentions
	a.male, a.female = a.male+b.male, a.female+b.female
	a.roles = append(a.roles, b.roles...)
	a.more = append(a.more, b.more...)
	a.forms = append(a.forms, b.forms...)
	if b.first >= 0 && (a.first < 0 || b.first < a.first) {
		a.first = b.first
	}
	for t, w := range b.types {
		a.types[t] += w
	}
}
