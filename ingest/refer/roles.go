package refer

import (
	"dossier/ingest/document"
)

// findRoles joins the phrases that call a named entity something to it: titles
// and nouns before the name, appositions, predicates.
func (r *resolver) findRoles() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.NameMention || m.cluster == document.None {
			continue
		}
		r.roleBefore(i)
		r.roleBeside(i)
	}
	for i := range r.ms {
		if m := &r.ms[i]; m.kind == document.NameMention && m.cluster != document.None {
			r.roleApposed(i)
		}
	}
	for i := range r.ms {
		if m := &r.ms[i]; m.kind == document.DescriptionMention && m.cluster == document.None {
			r.rolePredicate(i)
		}
	}
	for i := range r.ms {
		if m := &r.ms[i]; m.kind == document.NameMention && m.cluster != document.None {
			r.roleSubject(i)
		}
	}
}

// roleSubject joins "that man" in "that man was Smith" to Smith.
func (r *resolver) roleSubject(i int) {
	m := &r.ms[i]
	if r.child(m.head, document.Cop) == document.None || r.child(m.head, document.Conj) != document.None {
		return
	}
	s := r.child(m.head, document.Nsubj)
	if s == document.None || r.head[s] == document.None {
		return
	}
	n := &r.ms[r.head[s]]
	if n.kind == document.DescriptionMention && n.cluster == document.None && n.number != plural && n.def != bare && n.def != indefinite && len(n.classes) > 0 &&
		r.fits(n.classes, r.cs[m.cluster].typ) && typed(n.classes, r.cs[m.cluster].typ) != nil {
		r.link(r.head[s], m.cluster)
	}
}

// roleBefore reads the noun that stands directly before a name: "CIA director
// Walter Roe", "the web host Netharbour".
func (r *resolver) roleBefore(i int) {
	m := &r.ms[i]
	if c := r.nouns[m.title]; c != nil {
		r.addRole(m.cluster, role{lemma: m.title, full: m.title, classes: c, country: document.None, token: m.first})
	}
	if at := m.first - 1; at >= 0 && r.at[at] != document.None && r.sent[at] == m.sent {
		// "Maltese" before "Center for Fishery Studies": another form of the name.
		if a := &r.ms[r.at[at]]; a.kind == document.AdjectiveMention && a.end == m.first && r.public(m.words) && upper(m.text) &&
			r.cs[m.cluster].typ == document.Organization {
			r.cs[m.cluster].more = append(r.cs[m.cluster].more, a.text+" "+m.text)
		}
	}
	at := m.first
	if at == 0 || r.sent[at-1] != r.sent[at] || r.at[at-1] != document.None {
		return
	}
	noun := at - 1
	if t := r.doc.Tokens[noun].Tag; t != document.NOUN && t != document.PROPN {
		return
	}
	if r.doc.Tokens[noun].XTag == document.NNS || r.doc.Tokens[noun].XTag == document.NNPS {
		return
	}
	ro := r.roleOf(noun)
	if len(ro.classes) == 0 && !r.titles[ro.full].role {
		return
	}
	// The noun and the name must be one phrase: one hangs from the other, or
	// both from one word.
	th, nh := r.doc.Tokens[m.head].Head, r.doc.Tokens[noun].Head
	if r.parsed(noun) && th != noun && nh != m.head && (th != nh || r.doc.Tokens[noun].Dep != document.Compound && r.doc.Tokens[noun].Dep != document.NmodDesc) && !m.titled && !r.announced(noun) {
		return
	}
	if !r.fits(ro.classes, r.cs[m.cluster].typ) && r.cs[m.cluster].fixed {
		return
	}
	if p := r.head[noun]; p != document.None && r.ms[p].kind == document.DescriptionMention && r.ms[p].cluster == document.None {
		r.link(p, m.cluster)
		return
	}
	r.addRole(m.cluster, ro)
}

// roleApposed reads the appositions of a name in the tree, and the nouns that a
// name is apposed to.
func (r *resolver) roleApposed(i int) {
	m := &r.ms[i]
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		if r.doc.Tokens[k].Dep == document.Appos && !r.nameBetween(m.end, k, m) {
			r.appose(r.head[k], m.cluster, false)
		}
	}
	if tok := &r.doc.Tokens[m.head]; tok.Head != document.None {
		switch tok.Dep {
		case document.Appos, document.Flat:
			if !r.nameBetween(tok.Head+1, m.first, m) {
				r.appose(r.head[tok.Head], m.cluster, true)
			}
		}
	}
}

// nameBetween reports whether another name of the mention's type stands among
// the tokens [from, to).
func (r *resolver) nameBetween(from, to int32, m *mention) bool {
	for i := from; i < to; i++ {
		if a := r.at[i]; a != document.None && r.ms[a].kind == document.NameMention && r.ms[a].cluster != m.cluster && r.ms[a].cluster != document.None &&
			r.cs[r.ms[a].cluster].typ == r.cs[m.cluster].typ {
			return true
		}
	}
	return false
}

// announced reports whether the noun ends a phrase with a determiner: "the web
// host" before a name is its description, whatever the tree says.
func (r *resolver) announced(noun int32) bool {
	p := r.head[noun]
	return p != document.None && r.ms[p].kind == document.DescriptionMention && r.ms[p].def != bare && r.ms[p].end == noun+1
}

// roleBeside reads what stands beside a name between commas, whatever the tree
// has it be: "Name, the spokesperson of …," and "the spokesperson, Name,".
func (r *resolver) roleBeside(i int) {
	m := &r.ms[i]
	end := m.end
	if r.follow(end, m.first) == "(" {
		// "Acme plc (LSE: ACM), the maker of …".
		for k := end + 1; k < end+8 && r.follow(k, m.first) != ""; k++ {
			if r.word(k) == ")" {
				end = k + 1
				break
			}
		}
	}
	if r.follow(end, m.first) == "," && end+1 < int32(len(r.doc.Tokens)) {
		if p := r.startingAt(end + 1); p != document.None {
			if r.ms[p].def != bare || r.kind[m.sent] == document.Byline || r.kind[m.sent] == document.Biography || r.kind[m.sent] == document.Contact {
				after := r.follow(r.ms[p].end, m.first)
				// "Smith, a lawyer, and Jones": an enumeration goes on with a name.
				if after != "and" || r.ms[p].def == indefinite || r.ms[p].def == possessed {
					r.apposeStrict(p, m.cluster)
				}
			}
		}
	}
	if r.prev(m.first) == "," && m.first >= 2 {
		if w := r.follow(m.end, m.first); w == "," || w == "." || w == ";" || w == ")" || w == "" || w == ":" {
			if p := r.relativeBefore(m.first - 1); p != document.None && w == "," {
				r.apposeStrict(p, m.cluster)
			} else if p := r.endingAt(m.first - 1); p != document.None && (r.ms[p].def == the || r.ms[p].def == possessed || r.ms[p].def == indefinite && w == "," && r.cs[m.cluster].typ == document.Person) {
				r.apposeStrict(p, m.cluster)
			}
		}
	}
}

// relativeBefore returns the phrase whose relative clause ends before the comma
// at the token: "the lender that had paid for the mill, Halder Bank,".
func (r *resolver) relativeBefore(comma int32) int32 {
	first := r.doc.Sentences[r.sent[comma]].First
	for i := comma - 1; i > first && i > comma-16; i-- {
		switch r.doc.Tokens[i].XTag {
		case document.WDT, document.WP:
			p := r.head[i-1]
			if p == document.None || r.ms[p].kind != document.DescriptionMention || r.ms[p].end != i || r.ms[p].def == bare {
				return document.None
			}
			return p
		}
		if r.doc.Tokens[i].Tag == document.PUNCT && r.word(i) != "-" || r.at[i] != document.None && r.ms[r.at[i]].kind == document.NameMention && r.ms[r.at[i]].end == comma {
			return document.None
		}
	}
	return document.None
}

// startingAt returns the unresolved phrase that begins at the token.
func (r *resolver) startingAt(i int32) int32 {
	n := r.doc.Sentences[r.sent[i]].End
	if r.doc.Tokens[i].XTag == document.WPS {
		return document.None // "Acme, whose chair"
	}
	found := document.None
	for h := i; h < n && h < i+8; h++ {
		if p := r.head[h]; p != document.None && r.ms[p].kind == document.DescriptionMention {
			if r.ms[p].first != i {
				break
			}
			found = p // "the bank's chairman" and not "the bank"
		}
	}
	return found
}

// endingAt returns the phrase that ends before the token, with complements
// behind its head ("its ambassador in Arle").
func (r *resolver) endingAt(end int32) int32 {
	sent := r.doc.Sentences[r.sent[end]]
	for h := end - 1; h >= sent.First && h > end-12; h-- {
		if p := r.head[h]; p != document.None && r.ms[p].kind == document.DescriptionMention && typed(r.ms[p].classes, document.Person) != nil {
			if c := r.ms[p].cluster; c != document.None && r.cs[c].typ != document.Person || r.doc.Tokens[h].Dep == document.NmodPoss {
				continue // "the head of the diamond miner Acme, Ann Roe,"
			}
			return p
		}
		if r.at[h] != document.None {
			continue
		}
		switch r.doc.Tokens[h].Tag {
		case document.ADP, document.DET, document.ADJ, document.NOUN, document.PROPN, document.PART:
		default:
			return document.None
		}
	}
	return document.None
}

// appose joins the phrase p to the entity when the types agree.
func (r *resolver) appose(p, c int32, nameLast bool) {
	if p == document.None {
		return
	}
	m := &r.ms[p]
	if m.kind != document.DescriptionMention || m.cluster != document.None || m.number == plural {
		return
	}
	if len(m.classes) == 0 || !r.fits(m.classes, r.cs[c].typ) && !r.doubtful(c) {
		return
	}
	if nameLast && m.def == indefinite && r.cs[c].typ == document.Place {
		return
	}
	r.link(p, c)
}

// apposeStrict joins only when the type is the same.
func (r *resolver) apposeStrict(p, c int32) {
	m := &r.ms[p]
	if m.kind == document.DescriptionMention && m.cluster == document.None && m.number != plural && len(m.classes) > 0 &&
		(r.fits(m.classes, r.cs[c].typ) || r.doubtful(c)) {
		r.link(p, c)
	}
}

// doubtful reports whether the type of the entity is not sure yet.
func (r *resolver) doubtful(c int32) bool {
	cl := &r.cs[c]
	if cl.fixed || cl.country != document.None || cl.mentions == 0 {
		return false
	}
	for _, ro := range cl.roles {
		if r.fits(ro.classes, cl.typ) {
			return false
		}
	}
	top, second := float32(0), float32(0)
	for _, w := range cl.types {
		if w > top {
			top, second = w, top
		} else if w > second {
			second = w
		}
	}
	return (top-second)/float32(cl.mentions) < 1.2 && (len(cl.words) == 1 || cl.typ != document.Person || r.given[cl.words[0]] == document.Unknown)
}

// rolePredicate joins "a lawyer" in "Smith is a lawyer" to Smith.
func (r *resolver) rolePredicate(i int) {
	m := &r.ms[i]
	if r.child(m.head, document.Cop) == document.None || len(m.classes) == 0 {
		return
	}
	s := r.child(m.head, document.Nsubj)
	if s == document.None || r.head[s] == document.None {
		return
	}
	n := &r.ms[r.head[s]]
	if n.kind == document.NameMention && n.cluster != document.None && m.number != plural && r.fits(m.classes, r.cs[n.cluster].typ) &&
		r.child(s, document.Conj) == document.None {
		r.link(int32(i), n.cluster)
	}
}

// fits reports whether a noun of these classes may stand for an entity of the type.
func (r *resolver) fits(classes []class, typ document.Type) bool {
	for _, c := range classes {
		if c.typ == typ || typ == document.Other {
			return true
		}
		if typ == document.Organization && c.path == "place/facility" || typ == document.Place && c.path == "organization/state" {
			return true
		}
	}
	return false
}

// link makes the phrase a mention of the entity and notes the role.
func (r *resolver) link(p, c int32) {
	m := &r.ms[p]
	m.score = 0.9
	r.join(c, p)
	r.addRole(c, r.roleOf(m.head))
}

// roleOf reads the role that the noun names.
func (r *resolver) roleOf(noun int32) role {
	ro := role{lemma: r.lemma(noun), country: document.None, token: noun}
	ro.full = ro.lemma
	if noun > 0 && r.sent[noun-1] == r.sent[noun] && r.at[noun-1] == document.None {
		full := r.lemma(noun-1) + " " + ro.lemma
		if r.word(noun-1) == "-" && noun > 1 {
			full = r.lemma(noun-2) + "-" + ro.lemma
		}
		if r.nouns[full] != nil || r.titles[full].role {
			ro.full = full
		}
	}
	ro.classes = r.nouns[ro.full]
	if ro.classes == nil {
		ro.classes = r.nouns[ro.lemma]
	}
	if p := r.head[noun]; p != document.None && r.ms[p].kind == document.DescriptionMention {
		m := &r.ms[p]
		ro.country = m.state
		if m.key != ro.lemma && m.classes != nil {
			ro.lemma, ro.full, ro.classes = m.key, m.key, m.classes
		}
	}
	if ro.country == document.None {
		// "Maltese President Ann Roe": the title has no phrase of its own.
		at := noun - 1
		if ro.full != ro.lemma {
			at--
		}
		for steps := 0; steps < 3 && at >= 0 && r.sent[at] == r.sent[noun]; steps++ {
			if a := r.at[at]; a != document.None {
				ro.country = r.ms[a].country
				break
			}
			if t := r.doc.Tokens[at].Tag; t != document.ADJ && t != document.NOUN && t != document.PROPN && t != document.PART {
				break
			}
			at--
		}
	}
	return ro
}

func (r *resolver) addRole(c int32, ro role) {
	cl := &r.cs[c]
	for _, old := range cl.roles {
		if old.token == ro.token {
			return
		}
	}
	cl.roles = append(cl.roles, ro)
	for _, k := range ro.classes {
		if k.typ == document.Person {
			switch k.gender {
			case document.Male:
				cl.male++
			case document.Female:
				cl.female++
			}
		}
	}
}
