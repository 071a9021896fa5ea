package refer

import (
	"dossier/ingest/document"
)

// clusterAcronyms joins acronyms to the names that they are introduced for in
// brackets, and to those that they can be read off.
func (r *resolver) clusterAcronyms() {
	r.introduced()
	for f := range r.fs {
		fm := &r.fs[f]
		if fm.cluster != document.None || len(fm.words) != 1 || !acronym(fm.text) {
			continue
		}
		found := document.None
		for c := range r.cs {
			cl := &r.cs[c]
			if cl.into != document.None || cl.typ == document.Person || cl.country != document.None || len(cl.words) < 2 {
				continue
			}
			if n := capitals(fm.text); n < 3 && !(n == 2 && len(cl.words) == 2) {
				continue
			}
			if derives(fm.text, cl.words, false) {
				found = int32(c)
				break
			}
		}
		if found != document.None {
			r.addForm(found, int32(f))
		}
	}
}

func capitals(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			n++
		}
	}
	return n
}

// introduced finds "Name (ACR)", "Name, or ACR," and "ACR (Name)".
func (r *resolver) introduced() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.NameMention || m.end >= int32(len(r.doc.Tokens)) {
			continue
		}
		at := document.None
		bracket := false
		switch r.follow(m.end, m.first) {
		case "(", "-lrb-", "[":
			at, bracket = m.end+1, true
			for {
				w := r.follow(at, m.first)
				if w != "the" && w != "or" && w != "\"" && w != "“" {
					break
				}
				at++
			}
		case ",":
			if r.follow(m.end+1, m.first) == "or" {
				at = m.end + 2
			}
		case "or":
			at = m.end + 1
		}
		if at == document.None || at >= int32(len(r.doc.Tokens)) || r.sent[at] != r.sent[m.first] {
			continue
		}
		o := r.at[at]
		if o == document.None || r.ms[o].kind != document.NameMention || r.ms[o].first != at {
			continue
		}
		after := r.follow(r.ms[o].end, at)
		if bracket && after != ")" && after != "-rrb-" && after != "]" && after != "," && after != ";" {
			continue
		}
		full, short := m, &r.ms[o]
		if acronym(full.text) && len(full.words) == 1 {
			full, short = short, full
		}
		if len(short.words) != 1 || !acronym(short.text) || full.key == short.key {
			continue
		}
		ok := derives(short.text, full.words, true)
		if !ok && bracket && full.typ != document.Person {
			// Foreign letters, or an acronym of another language: a bracket is
			// enough after a name of several words that is no place.
			ok = len(full.words) > 1 && full.types[document.Organization] >= full.types[document.Place] && capitals(short.text) >= 2
		}
		if !ok {
			continue
		}
		r.joinForms(full, short)
	}
}

// joinForms puts the forms of two mentions into one entity.
func (r *resolver) joinForms(full, short *mention) {
	fs, ss := document.None, document.None
	for f := range r.fs {
		switch r.fs[f].key {
		case full.key:
			fs = int32(f)
		case short.key:
			ss = int32(f)
		}
	}
	switch {
	case ss == document.None || r.fs[ss].cluster != document.None:
	case full.cluster != document.None:
		r.addForm(full.cluster, ss)
	case fs != document.None:
		if r.fs[fs].cluster == document.None {
			r.startCluster(fs)
		}
		r.addForm(r.fs[fs].cluster, ss)
	}
}
