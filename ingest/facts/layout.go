package facts

import (
	"dossier/ingest/document"
)

// layout reads what the page's own furniture says: bylines, credits, contacts
// and biography boxes.
func (x *run) layout() {
	publisher := x.publisher()
	x.authors(publisher)
	for i := range x.doc.Blocks {
		b := &x.doc.Blocks[i]
		switch b.Kind {
		case document.Byline:
			x.employed(b, publisher, "byline")
		case document.Credit:
			x.employed(b, none, "credit")
		case document.Caption:
			x.creditInCaption(b)
		case document.Contact:
			x.employed(b, publisher, "contact")
		}
	}
}

// authors states that the article's authors work for its publisher.
func (x *run) authors(publisher int32) {
	if publisher == none {
		return
	}
	for _, author := range x.doc.Article.Authors {
		for i := range x.doc.Entities {
			ent := &x.doc.Entities[i]
			if ent.Type != document.Person || !sameName(ent.Name, author) || len(ent.Mentions) == 0 || x.hasRole(int32(i), publisher) {
				continue
			}
			m := &x.doc.Mentions[ent.Mentions[0]]
			x.g.sentence = x.doc.SentenceOf(m.First)
			x.state("works for", "byline", end{int32(i), m.Head, ent.Mentions[0]}, end{publisher, m.Head, none}, m.Head)
			x.settleLast()
		}
	}
	x.flush()
}

// publisher returns the entity that published the article, none where it is
// not among them.
func (x *run) publisher() int32 {
	want := x.doc.Article.Publisher
	if want == "" {
		return none
	}
	for i := range x.doc.Entities {
		ent := &x.doc.Entities[i]
		if ent.Type != document.Organization {
			continue
		}
		if sameName(ent.Name, want) {
			return int32(i)
		}
		for _, a := range ent.Aliases {
			if sameName(a, want) {
				return int32(i)
			}
		}
	}
	return none
}

func sameName(a, b string) bool { return key(a) == key(b) }

// key folds case and a leading article out of a name.
func key(s string) string {
	s = lower(s)
	if len(s) > 4 && s[:4] == "the " {
		s = s[4:]
	}
	return s
}

// employed states that the people of a block work for the organization named
// behind them in the block, or else for the publisher.
func (x *run) employed(b *document.Block, publisher int32, rule string) {
	people, org := x.namesIn(b)
	for _, p := range people {
		m := &x.doc.Mentions[p]
		body := end{entity: none}
		for _, o := range org {
			if x.doc.Mentions[o].First >= m.End {
				body = end{x.doc.Mentions[o].Entity, x.doc.Mentions[o].Head, o}
				break
			}
		}
		if body.entity == none && publisher != none {
			body = end{publisher, m.Head, none}
		}
		if body.entity == none || x.hasRole(m.Entity, body.entity) {
			continue
		}
		x.g.sentence = x.doc.SentenceOf(m.First)
		x.state("works for", rule, end{m.Entity, m.Head, p}, body, m.Head)
		x.settleLast()
	}
}

// hasRole reports whether the person heads or works for the body already.
func (x *run) hasRole(person, org int32) bool {
	return x.facts.has(person, "directs", org) || x.facts.has(person, "works for", org)
}

// creditInCaption reads "Photograph: Name/Agency" behind a caption.
func (x *run) creditInCaption(b *document.Block) {
	people, org := x.namesIn(b)
	for _, p := range people {
		m := &x.doc.Mentions[p]
		for _, o := range org {
			om := &x.doc.Mentions[o]
			if om.First == m.End+1 && x.doc.Word(m.End) == "/" {
				x.g.sentence = x.doc.SentenceOf(m.First)
				x.state("works for", "credit", end{m.Entity, m.Head, p}, end{om.Entity, om.Head, o}, m.Head)
				x.settleLast()
			}
		}
	}
}

// namesIn returns the mentions of people and organizations by name in a block.
func (x *run) namesIn(b *document.Block) (people, org []int32) {
	for i := range x.doc.Mentions {
		m := &x.doc.Mentions[i]
		if m.Entity == none || m.Kind != document.NameMention || !b.Span.Contains(x.doc.TokenSpan(m.First, m.End)) {
			continue
		}
		switch x.doc.Entities[m.Entity].Type {
		case document.Person:
			people = append(people, int32(i))
		case document.Organization:
			org = append(org, int32(i))
		}
	}
	return people, org
}

func (x *run) settleLast() {
	if n := len(x.candidates); n > 0 {
		x.candidates[n-1].settled = true
	}
}
