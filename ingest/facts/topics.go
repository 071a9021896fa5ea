package facts

import "dossier/ingest/document"

// topicReach is how many sentences behind it a name in bold heads.
const topicReach = 10

// topicOf returns the body whose name alone heads the section or paragraph that
// a sentence stands in ("**Basel.** The owner, …"), none without one: the posts
// that its text names are its own.
func (x *run) topicOf(sentence int32) int32 {
	for s := sentence - 1; s >= 0 && s >= sentence-topicReach; s-- {
		sent := &x.doc.Sentences[s]
		n := sent.End - sent.First
		if n > 1 && x.doc.Tokens[sent.End-1].Tag == document.PUNCT {
			n--
		}
		if n > 5 || x.doc.BlockOf(sent.Start) == document.Title {
			continue
		}
		c := x.layers.cover[sent.First]
		if c == none {
			continue
		}
		m := &x.doc.Mentions[c]
		if m.First != sent.First || m.End != sent.First+n || m.Kind != document.NameMention || m.Entity == none {
			continue
		}
		if x.doc.Entities[m.Entity].Type == document.Organization {
			return m.Entity
		}
		return none
	}
	return none
}

// topicPost notes a title without a body under the name of one: "Captain Roe
// is out", "The owner, Roe, has".
func (x *run) topicPost(t int32, r *roleNoun, former, future, deputy bool) bool {
	if r.by[1] == "" || r.private {
		return false
	}
	g := &x.g
	det := g.kid(t, document.Det)
	if !(det == none && x.isTitled(t)) && !(det != none && foldEqual(x.doc.Word(det), "the")) || g.kid(t, document.NmodPoss) != none {
		return false
	}
	if n := g.kid(t, document.Nmod); n != none && n > t && x.g.node(n).mention != none {
		return false
	}
	topic := x.topicOf(g.sentence)
	if topic == none {
		return false
	}
	found := false
	for _, h := range x.holders {
		if x.doc.Entities[h.entity].Type != document.Person || h.tok == t {
			continue
		}
		if r.by[1] == "member of" && !x.isSubject(t) && !x.isSubject(h.tok) {
			continue // whom the club sold or bought
		}
		c := candidate{subject: h.entity, subjectTok: h.tok, subjectMention: h.mention, sentence: g.sentence, trigger: t, triggerEnd: t + 1, object: topic,
			rule: "roles:" + r.noun + " under a heading", kind: role, former: former, place: none, event: none, confidence: 0.5}
		if future {
			c.status, c.final = document.Planned, true
		}
		x.postpone(pending{c: c, role: r, chief: none, company: true, deputy: deputy, topic: true})
		found = true
	}
	return found
}

// isSubject reports whether token t heads a subject.
func (x *run) isSubject(t int32) bool {
	d := x.g.tok(t).Dep
	return d == document.Nsubj || d == document.NsubjPass
}

// moved reports whether the article has a person join or leave a body: who has
// is no mere member of it.
func (x *run) moved(person, body int32) bool {
	for i := range x.facts.facts {
		if f := &x.facts.facts[i]; f.Subject == person && f.Object == body && (f.Relation == "joins" || f.Relation == "leaves") {
			return true
		}
	}
	return false
}
