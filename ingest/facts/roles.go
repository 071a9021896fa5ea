package facts

import (
	"slices"
	"strings"

	"dossier/graph/ontology"
	"dossier/ingest/document"
)

// roleNoun is one noun of the role table.
type roleNoun struct {
	noun    string
	words   []word
	by      [4]string // relation by type of the body, in the order of bodyTypes; "" gives no fact
	at      string    // relation where the body stands behind at, with, in or as a compound
	state   bool      // a nationality word names the body
	sender  bool
	private bool
	kin     bool
}

var bodyTypes = [4]ontology.Types{ontology.Person, ontology.Organization, ontology.Place, ontology.Event}

// roleLine reads "O=directs L=directs state : president, …".
func (p *parser) roleLine(n int, fields, words []string) {
	var base roleNoun
	if p.section == "kin" {
		base.kin = true
	} else {
		for _, f := range fields {
			key, value, pair := strings.Cut(f, "=")
			if !pair {
				switch f {
				case "state":
					base.state = true
				case "sender":
					base.sender = true
				case "private":
					base.private = true
				default:
					p.fail(n, "unknown option %q of a role", f)
					return
				}
				continue
			}
			label := strings.ReplaceAll(value, "_", " ")
			if _, ok := ontology.Lookup(label); !ok {
				p.fail(n, "no relation %q in the ontology", label)
				return
			}
			if key == "at" {
				base.at = label
				continue
			}
			i := strings.Index("POLE", key)
			if len(key) != 1 || i < 0 {
				p.fail(n, "%q, want P, O, L, E or at before =", key)
				return
			}
			base.by[i] = label
		}
	}
	for _, text := range words {
		r := base
		parts := strings.Fields(text)
		r.noun = text
		for i := 1; i < len(parts); i++ {
			w := parseWord(parts[i])
			if w.kind == '>' {
				// ">of state", or ">executive chief": the noun's own modifiers.
				if i+1 >= len(parts) {
					p.fail(n, "%q: no noun after %q", text, parts[i])
					return
				}
				w.lemma = parts[i+1]
				i++
			}
			r.words = append(r.words, w)
		}
		if first, _, ok := strings.Cut(parts[0], "-"); ok {
			p.frames.hyphened[first] = true
		}
		if old := sameRole(p.frames.roles[parts[0]], &r); old != nil {
			old.merge(&r)
			continue
		}
		p.frames.roles[parts[0]] = append(p.frames.roles[parts[0]], &r)
		p.frames.frames++
	}
}

// sameRole returns the entry of the same words, nil without.
func sameRole(list []*roleNoun, r *roleNoun) *roleNoun {
	for _, old := range list {
		if slices.Equal(old.words, r.words) && old.kin == r.kin {
			return old
		}
	}
	return nil
}

// merge fills what an entry leaves open from a later line for the same noun.
func (r *roleNoun) merge(o *roleNoun) {
	for i, label := range o.by {
		if r.by[i] == "" {
			r.by[i] = label
		}
	}
	if r.at == "" {
		r.at = o.at
	}
	r.state = r.state || o.state
	r.sender = r.sender || o.sender
}

// bestRole returns the entry with most words that stands by noun t.
func (x *run) bestRole(t int32, lemma string) *roleNoun {
	var best *roleNoun
	for _, r := range x.tables.roles[lemma] {
		if best != nil && len(r.words) <= len(best.words) {
			continue
		}
		if len(r.words) == 0 {
			best = r
			continue
		}
		if _, _, ok := x.hasWords(t, r.words); ok {
			best = r
		}
	}
	return best
}

// role reads the role that noun t names: who holds it, and of what body.
func (x *run) role(t int32, lemma string) {
	g := &x.g
	if joined, whole := x.hyphenated(t); joined != "" {
		if !whole {
			return
		}
		lemma = joined
	}
	lemma, ex := strings.CutPrefix(lemma, "ex-")
	r := x.bestRole(t, lemma)
	if r == nil {
		return
	}
	x.holders = x.holdersOf(t, x.holders[:0], 0)
	if len(x.holders) == 0 {
		return
	}
	former, future := x.tense(t)
	former = former || ex
	if r.kin {
		x.kin(t, r)
		return
	}
	if lemma == "counterpart" || r.noun == "number ^opposite" {
		x.counterpart(t)
		return
	}
	former = former || x.dismissed(t)
	hired := x.hiredAs(t)
	deputy := x.hasModifierIn(t, "deputy") || len(r.words) == 0 && x.functional(t)
	x.findBodies(t, r)
	if len(x.bodies) == 0 {
		if v := g.head(t); v != none && g.tok(v).Tag == document.VERB && x.inList("appoint", x.key(g.lemma(v))) {
			// "Acme named him chief executive": the body is who names.
			for e := g.node(v).out; e != none; e = g.edges[e].next {
				if ed := g.edges[e]; ed.rel == subj {
					x.take(ed.dep, body{})
				}
			}
		}
	}
	if len(x.bodies) == 0 {
		// "joined Acme as chief engineer"
		if v := x.roleVerb(t); v != none && x.tables.words["join verbs"][x.key(g.lemma(v))] {
			for e := g.node(v).out; e != none; e = g.edges[e].next {
				if ed := g.edges[e]; ed.rel == obj || ed.rel == obl && ed.mark == "at" {
					x.take(ed.dep, body{mark: "at"})
				}
			}
		}
	}
	if len(x.bodies) == 0 {
		x.localPost(t, r)
		x.courtPost(t)
	}
	if len(x.bodies) == 0 {
		x.contextBody(t, r, former, future)
	}
	under := ""
	if v := x.roleVerb(t); v != none {
		under = x.key(g.lemma(v))
		future = future || x.tables.words["nominate verbs"][under]
		if x.inList("leave", under) && !x.inList("succeed", under) {
			former = true
		}
	}
	apart := x.distributes(t)
	for i, b := range x.bodies {
		if r.state && x.doc.Entities[b.entity].Type == document.Place && (lemma == "president" || lemma == "minister" || lemma == "premier" || lemma == "chancellor") {
			x.states[b.entity] = true
		}
		label := x.roleRelation(r, &b)
		if (lemma == "deputy" || lemma == "vice" || r.state && r.by[2] == "works for" && r.by[0] == "") && x.doc.Entities[b.entity].Type == document.Person {
			x.deputyOf(t, b.entity, r)
			continue
		}
		if label == "" {
			continue
		}
		if label == "directs" && b.mark != "for" && x.doc.Entities[b.entity].Type == document.Organization && g.arg(t, nmod, "for") != none {
			label = "works for" // "the bank's director for southern Africa"
		}
		if label == "works for" && x.tables.words["study verbs"][under] {
			label = "educated at" // "trained as a nurse at the college"
		}
		if deputy && label == "directs" {
			label = "works for"
		}
		if hired != none && b.entity != hired && (label == "directs" || label == "works for" || label == "member of") {
			label = "leaves" // "Nubanco hired PagueJa's technology chief"
		} else if former {
			switch label {
			case "directs", "works for", "member of", "represents":
				label = "leaves"
			case "lives in", "citizen of", "born in", "founded", "educated at":
			default:
				continue
			}
		}
		rel := ontology.MustLookup(label)
		for j, h := range x.holders {
			if apart && i != j {
				continue
			}
			x.lenient = false
			acts := actsNot
			if label == "member of" {
				acts = actsAsSubject // "Croatia is a member of the union"
			}
			if h.entity == b.entity || !x.allowed(h.entity, rel.Subject, acts) {
				continue
			}
			x.lenient = true
			if ok := x.allowed(b.entity, rel.Object, actsNot); !ok {
				continue
			}
			status := document.Happened
			if future {
				status = document.Planned
			}
			x.candidates = append(x.candidates, candidate{
				relation: label, subject: h.entity, object: b.entity,
				subjectTok: h.tok, objectTok: b.tok, subjectMention: h.mention, objectMention: b.mention,
				sentence: g.sentence, trigger: t, triggerEnd: t + 1, rule: "roles:" + r.noun, kind: role, former: former,
				status: status, final: future, place: none, event: none, confidence: baseScore(role),
			})
		}
	}
}

// distributes reports whether the holders of plural title t and its bodies
// belong together one by one, and puts both in the order of the text: "the
// American and Russian presidents, Bell and Petrov".
func (x *run) distributes(t int32) bool {
	if x.g.tok(t).XTag != document.NNS || len(x.bodies) < 2 || len(x.bodies) != len(x.holders) {
		return false
	}
	for i := range x.bodies {
		if x.bodies[i].mark != x.bodies[0].mark {
			return false
		}
	}
	slices.SortStableFunc(x.bodies, func(a, b body) int { return int(a.tok - b.tok) })
	slices.SortStableFunc(x.holders, func(a, b end) int { return int(a.tok - b.tok) })
	return true
}

// professional reads a noun that is in no table but says where its holder
// works: "Jean Perrin, a glaciologist at the University of Grenoble".
func (x *run) professional(t int32) {
	g := &x.g
	org := none
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.rel == nmod && (ed.mark == "at" || ed.mark == "with") && g.typeOf(ed.dep) == document.Organization {
			org = ed.dep
		}
	}
	if org == none || x.tables.actionNoun(x.key(g.lemma(t))) {
		return
	}
	switch g.tok(t).Dep {
	case document.Appos, document.Root, document.Conj, document.NmodDesc:
	default:
		return
	}
	x.holders = x.holdersOf(t, x.holders[:0], 0)
	x.c = x.resolve(org, false, x.c[:0])
	for _, h := range x.holders {
		for _, b := range x.c {
			if x.doc.Entities[h.entity].Type == document.Person && x.doc.Entities[b.entity].Type == document.Organization {
				x.state("works for", "professional", h, b, t)
			}
		}
	}
}

// localPost finds the place of a mayor or governor whose title does not name
// it: the nearest town or region before the title, in its sentence or the one
// before ("was expelled from the province of Sofala by the governor").
func (x *run) localPost(t int32, r *roleNoun) {
	g := &x.g
	if !x.tables.words["local posts"][x.key(g.lemma(t))] || g.kid(t, document.NmodPoss, document.Nmod) != none {
		return
	}
	for _, h := range x.holders {
		if h.mention == none || x.doc.Mentions[h.mention].Kind != document.NameMention || x.facts.hasPost(h.entity) {
			return
		}
	}
	if d := g.kid(t, document.Det); d != none && !foldEqual(x.doc.Word(d), "the") || d == none && g.tok(t).Dep != document.NmodDesc {
		return
	}
	from := g.first
	best := none
	for i := range x.doc.Mentions {
		m := &x.doc.Mentions[i]
		if m.First >= t {
			break
		}
		if m.First < from || m.Entity == none || m.Kind != document.NameMention || x.doc.Entities[m.Entity].Type != document.Place || x.states[m.Entity] {
			continue
		}
		best = int32(i)
	}
	if best == none {
		return
	}
	m := &x.doc.Mentions[best]
	x.bodies = append(x.bodies, body{end: end{m.Entity, t, none}, mark: "of"})
}

// courtPost finds the court of a judge whose title does not name it: the one
// named before the title, in its sentence or the one before.
func (x *run) courtPost(t int32) {
	g := &x.g
	if len(x.bodies) > 0 || !x.tables.words["court posts"][x.key(g.lemma(t))] || g.kid(t, document.NmodPoss, document.Nmod) != none {
		return
	}
	from := g.first
	if g.sentence > 0 {
		from = x.doc.Sentences[g.sentence-1].First
	}
	for i := len(x.doc.Mentions) - 1; i >= 0; i-- {
		m := &x.doc.Mentions[i]
		if m.First < t && m.First >= from && m.Entity != none && x.doc.Entities[m.Entity].Type == document.Organization && x.isCourt(m.Entity) {
			x.bodies = append(x.bodies, body{end: end{m.Entity, t, none}, mark: "of"})
			return
		}
	}
}

// roleVerb returns the verb that t is the role at or as of ("resigned as
// chairman", "was dismissed as head of"); none without.
func (x *run) roleVerb(t int32) int32 {
	g := &x.g
	h := g.head(t)
	for steps := 0; h != none && g.tok(t).Dep == document.Conj && steps < 4; steps++ {
		t, h = h, g.head(h)
	}
	if h == none || g.tok(h).Tag != document.VERB {
		return none
	}
	if m := g.mark(t); m == "as" || m == "from" {
		return h
	}
	return none
}

func (x *run) inList(list, word string) bool { return x.tables.words[listNames[list]][word] }

var listNames = map[string]string{"appoint": "appoint verbs", "leave": "leave verbs", "succeed": "succeed verbs", "former": "former", "future": "future",
	"deputy": "deputies", "state": "state bodies", "org": "org nouns", "top": "top posts", "bereave": "bereave", "mutual": "mutual kin"}

// roleRelation chooses the relation by the type of the body and how it is joined.
func (x *run) roleRelation(r *roleNoun, b *body) string {
	typ := x.doc.Entities[b.entity].Type
	if b.nationality && !r.state {
		return "" // structure makes a citizen of it
	}
	if r.sender && (b.mark == "to" || b.mark == "for" && typ == document.Place) {
		return ""
	}
	if r.at != "" && (b.mark == "at" || b.mark == "with" || b.mark == "in" || b.compound && typ == document.Organization) {
		return r.at
	}
	if typ == document.Person && r.by[0] == "" && r.by[1] != "" && x.vague(b.entity) {
		return r.by[1] // a body that the names took for a person
	}
	if typ == document.Place && r.by[2] == "" && !x.states[b.entity] && !b.nationality && b.mark != "in" && b.mark != "from" && b.mark != "for" && b.mark != "to" {
		return r.by[1] // an institution that the names took for a place
	}
	for i, t := range bodyTypes {
		if t == typesOf(typ) {
			if typ == document.Place && r.by[i] == "directs" && (b.mark == "for" || b.mark == "to") {
				return "" // "manager for Romania"
			}
			return r.by[i]
		}
	}
	return ""
}

// hiredAs returns who hires the holder of role t away, none without.
func (x *run) hiredAs(t int32) int32 {
	g := &x.g
	for _, at := range [...]int32{t, g.head(t)} {
		if at == none || g.tok(at).Dep != document.Obj {
			continue
		}
		v := g.head(at)
		if v == none || !x.tables.words["hire verbs"][x.verbLemma(v)] {
			continue
		}
		for e := g.node(v).out; e != none; e = g.edges[e].next {
			if ed := g.edges[e]; ed.rel == subj {
				if x.c = x.resolve(ed.dep, false, x.c[:0]); len(x.c) > 0 {
					return x.c[0].entity
				}
			}
		}
	}
	return none
}

// dismissed reports whether the holder of role t is dismissed in the same
// breath: "fired its manager for Romania, Karl Lobner".
func (x *run) dismissed(t int32) bool {
	g := &x.g
	for _, at := range [...]int32{t, g.head(t)} {
		if at == none || g.tok(at).Dep != document.Obj && g.tok(at).Dep != document.NsubjPass {
			continue
		}
		if v := g.head(at); v != none && x.inList("leave", x.verbLemma(v)) && !x.inList("succeed", x.verbLemma(v)) && (g.tok(at).Dep == document.Obj || g.node(v).voice == passive) {
			return true
		}
	}
	return false
}

// tense tells past and coming holders by the words before noun t.
func (x *run) tense(t int32) (former, future bool) {
	g := &x.g
	at := t
	for steps := 0; steps < 4; steps++ {
		if x.hasModifierIn(at, "former") {
			former = true
		}
		if x.hasModifierIn(at, "future") {
			future = true
		}
		// "former chairman and chief executive"
		if g.tok(at).Dep != document.Conj || g.kid(at, document.Det, document.NmodPoss) != none {
			break
		}
		at = g.head(at)
	}
	return former, future
}

// hasModifierIn reports whether noun t has a modifier of the word list.
func (x *run) hasModifierIn(t int32, list string) bool {
	g := &x.g
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Amod, document.Compound, document.Advmod, document.NmodUnmarked, document.NmodDesc:
			if x.inList(list, x.key(g.lemma(k))) || x.inList(list, x.key(x.doc.Word(k))) {
				return true
			}
		}
	}
	if list == "former" && t > g.first+1 {
		// "until then finance director", "until recently the editor"
		at := x.phraseStart(t)
		for at-1 >= g.first && x.doc.Tokens[at].Tag != document.ADV {
			if at--; t-at > 4 {
				break
			}
		}
		if at > g.first && foldEqual(x.doc.Word(at-1), "until") && at < t {
			return true
		}
	}
	// "ex-president", "president-elect", "then-president" as the tokenizer splits them
	if t > g.first+1 && x.doc.Word(t-1) == "-" && x.inList(list, x.key(x.doc.Word(t-2))) {
		return true
	}
	if t > g.first && x.inList(list, x.key(x.doc.Word(t-1))) && g.head(t-1) == g.head(t) {
		return true
	}
	return t+2 < g.end && x.doc.Word(t+1) == "-" && x.inList(list, x.key(x.doc.Word(t+2)))
}

// holdersOf appends whom noun t denotes: the name whose title it is, its
// apposition, the subject it is said of, the holder of a post taken "as".
func (x *run) holdersOf(t int32, out []end, depth int) []end {
	g := &x.g
	tok := g.tok(t)
	start := len(out)
	h := tok.Head
	if last := x.wordEnd(t); last != t && last+1 < g.end {
		// "brother-in-law Gunnar Ek"
		if c := g.node(last + 1).cover; c != none && x.doc.Mentions[c].First == last+1 && x.doc.Mentions[c].Type == document.Person {
			return x.mention(c, g.node(last+1).canon, out)
		}
	}
	if t+1 < g.end {
		// "director William Burns", "the firm Tarn Analytics", whatever the tree makes of it
		if c := g.node(t + 1).cover; c != none && x.doc.Mentions[c].First == t+1 && g.node(t).cover != c && g.tok(t).Tag == document.NOUN || c != none && x.doc.Mentions[c].First == t+1 && x.doc.Mentions[c].Type == document.Person && g.node(t).cover != c {
			typ := x.doc.Mentions[c].Type
			body := x.inList("org", x.key(g.lemma(t))) && !x.tables.isRole(x.key(g.lemma(t)))
			if typ == document.Person && !body || typ == document.Organization && body {
				return x.mention(c, g.node(t+1).canon, out)
			}
		}
	}
	if a := x.besideComma(t); a != none {
		if tok.XTag == document.NNS {
			return x.coordinated(a, out) // "Hale and Brook, scientists at …"
		}
		return x.resolve(a, false, out)
	}
	if x.nameNext(t) && g.kid(t, document.NmodPoss, document.Det) != none && tok.XTag != document.NNS {
		return x.resolve(g.node(x.nameAfter(t)).canon, false, out) // "Italy's prime minister, Sofia Moretti"
	}
	if a := x.bodyNext(t); a != none {
		return x.resolve(a, false, out)
	}
	if a := x.behindBody(t); a != none {
		return x.resolve(a, false, out)
	}
	if named := x.namesAfter(t, out); len(named) > start {
		return named
	}
	if h != none && tok.Dep == document.Nmod && g.mark(t) == "of" && tok.XTag == document.NNS && (g.lemma(h) == "one" || g.tok(h).Tag == document.NUM) {
		if x.nameNext(t) {
			return x.resolve(g.node(x.nameAfter(t)).canon, false, out) // "one of the charity's nurses, Clara Jimenez"
		}
		return x.holdersOf(h, out, depth+1) // "Owens, one of Smith's lawyers"
	}
	// the director, Jane Roe
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel == appos && ed.dep > t && (x.isPersonName(ed.dep) || g.tok(ed.dep).Tag == document.NOUN && x.tables.isRole(x.key(g.lemma(ed.dep)))) {
			out = x.resolve(ed.dep, false, out)
		}
	}
	for _, k := range g.kids(t) {
		if g.tok(k).Dep == document.Flat && k > t && x.isPersonName(k) && g.node(t).cover == none {
			out = x.resolve(g.node(k).canon, false, out)
			break
		}
	}
	if len(out) > start {
		return out
	}
	if h != none && depth < 3 {
		switch tok.Dep {
		case document.Obj, document.Xcomp:
			// "was appointed director", "named Raman director"
			if g.tok(h).Tag == document.VERB && x.inList("appoint", x.key(g.lemma(h))) {
				if o := g.kid(h, document.Obj, document.Iobj); o != none && o != t {
					return x.resolve(g.node(o).canon, false, out)
				}
				if g.node(h).voice == passive && g.node(h).subjects {
					return x.resolveAll(h, g.node(h).surface, out)
				}
			}
		case document.Nsubj:
			// "its president is Gunilla Roy"
			if g.node(h).copula != none && x.isName(h) {
				return x.resolve(h, false, out)
			}
		case document.NmodDesc:
			out = x.nameAt(h, out)
		case document.Compound, document.Flat:
			if t < h && x.isPersonName(h) {
				out = x.nameAt(h, out)
			}
		case document.Appos, document.Parataxis, document.List, document.DepDep, document.NmodUnmarked:
			if tok.Dep == document.Appos || t > h && t-h < 30 {
				out = x.holderBefore(h, out)
			}
		case document.Conj:
			if m := g.node(h).mention; m != none && x.doc.Mentions[m].Kind == document.AdjectiveMention {
				// "is both an Italian and an Austrian citizen"
				for e := g.node(h).out; e != none; e = g.edges[e].next {
					if ed := g.edges[e]; ed.rel == subj {
						out = x.resolve(ed.dep, false, out)
					}
				}
				break
			}
			if up := g.head(h); up != none && x.isName(h) && g.tok(h).Dep == document.Nmod && g.tok(up).Tag == document.NOUN && up < h && x.tables.isRole(x.key(g.lemma(up))) && x.tables.isRole(x.key(tok.Lemma)) {
				// "is co-chair of the council and managing director of Acme"
				out = x.holdersOf(up, out, depth+1)
				break
			}
			if g.tok(h).Tag == document.NOUN || g.tok(h).Tag == document.PROPN {
				if g.node(h).mention == none || x.tables.isRole(x.key(g.lemma(h))) {
					out = x.holdersOf(h, out, depth+1)
				}
			}
		}
		if len(out) > start {
			return out
		}
	}
	// the director, Jane Roe
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		switch ed.rel {
		case appos:
			if g.node(ed.dep).mention != none || g.node(ed.dep).cover != none {
				out = x.resolve(ed.dep, false, out)
			}
		case subj:
			if g.tok(t).Tag != document.VERB {
				out = x.resolve(ed.dep, false, out)
			}
		case obj: // "named Raman chief executive": control makes him its subject
		}
	}
	if len(out) > start {
		return out
	}
	// "served as treasurer", "appointed him as director", "resigned as chairman"
	if h != none && g.mark(t) == "as" {
		switch {
		case g.tok(h).Tag == document.VERB:
			r := subj
			if lemma := x.key(g.lemma(h)); g.arg(h, obj, "") != none && !x.inList("succeed", lemma) && !x.tables.words["join verbs"][lemma] {
				r = obj
			}
			for e := g.node(h).out; e != none; e = g.edges[e].next {
				if ed := g.edges[e]; ed.rel == r {
					out = x.resolve(ed.dep, false, out)
				}
			}
			if lemma := x.key(g.lemma(h)); len(out) == start && r == obj && g.node(h).subjects && g.node(h).voice == active && (x.tables.words["take-up verbs"][lemma] || x.tables.words["leave verbs alone"][lemma]) {
				out = x.resolve(g.node(g.node(h).surface).canon, false, out) // "took office as president"
			}
		case g.tok(h).Tag == document.NOUN: // "her role as director", "Raman's appointment as chief"
			out = x.owner(h, out, 0, holderOrder[:])
			if v := g.head(h); len(out) == start && v != none && g.tok(h).Dep == document.Obj && g.node(v).subjects && g.node(v).voice == active {
				out = x.resolve(g.node(g.node(v).surface).canon, false, out) // "served three terms as governor"
			}
		}
	}
	if len(out) > start {
		return out
	}
	if m := g.node(t).mention; m != none && x.doc.Mentions[m].Kind != document.AdjectiveMention {
		out = x.mention(m, t, out)
	}
	if len(out) == start {
		if a := x.behindComma(t); a != none {
			out = x.resolve(a, false, out)
		}
	}
	return out
}

// resolveAll appends the entities of the surface subject of verb v and of its conjuncts.
func (x *run) resolveAll(v, surface int32, out []end) []end {
	g := &x.g
	for e := g.node(v).out; e != none; e = g.edges[e].next {
		if ed := g.edges[e]; (ed.rel == obj || ed.rel == iobj) && (ed.dep == g.node(surface).canon || g.head(ed.dep) == surface && g.tok(ed.dep).Dep == document.Conj) {
			out = x.resolve(ed.dep, false, out)
		}
	}
	return out
}

// coordinated appends the entity of a name and of those coordinated with it.
func (x *run) coordinated(t int32, out []end) []end {
	g := &x.g
	first := t
	for steps := 0; steps < 4 && g.tok(first).Dep == document.Conj && g.head(first) != none && g.typeOf(g.head(first)) == g.typeOf(t); steps++ {
		first = g.head(first)
	}
	out = x.resolve(g.node(first).canon, false, out)
	for _, k := range g.kids(first) {
		if g.tok(k).Dep == document.Conj && g.typeOf(k) == g.typeOf(t) {
			out = x.resolve(g.node(k).canon, false, out)
		}
	}
	return out
}

// isName reports whether token t is the head of a name or within one.
func (x *run) isName(t int32) bool {
	m := x.g.mentionOf(t)
	return m != none && x.doc.Mentions[m].Kind == document.NameMention
}

// besideComma returns the head of the name right before the comma that opens
// the noun phrase of t ("Peskov, the Kremlin's spokesman"), where the tree
// does not make t an argument of a verb.
func (x *run) besideComma(t int32) int32 {
	g := &x.g
	switch g.tok(t).Dep {
	case document.Appos, document.Conj, document.List, document.Parataxis, document.DepDep, document.Nmod, document.NmodUnmarked,
		document.Compound, document.Acl, document.Flat, document.OblUnmarked, document.Root:
	case document.Nsubj, document.NsubjPass:
		// The tree gives the verb two subjects: "Owens, one of his lawyers, declined"
		if h := g.head(t); h == none || g.node(h).surface == none || g.node(g.node(h).surface).canon == g.node(t).canon {
			return none
		}
	default:
		return none
	}
	start := x.phraseStart(t)
	if start-2 < g.first || g.doc.Word(start-1) != "," {
		return none
	}
	want, at := document.Person, start-2
	if x.inList("org", x.key(g.lemma(t))) && !x.tables.isRole(x.key(g.lemma(t))) {
		want = document.Organization
		if g.doc.Word(at) == ")" {
			for at > g.first && g.doc.Word(at) != "(" {
				at-- // "the European Centre (ECC), a group"
			}
			at--
		}
	}
	if at < g.first {
		return none
	}
	c := g.node(at).cover
	if c == none || x.doc.Mentions[c].End != at+1 || x.doc.Mentions[c].Type != want {
		return none
	}
	if before := x.doc.Mentions[c].First - 1; before >= g.first && g.doc.Word(before) == "," && x.nameNext(t) {
		return none // "Germany's chancellor, Brandner, Italy's prime minister, Moretti"
	}
	return g.node(at).canon
}

// wordEnd returns the last token of the hyphenated word that begins at token t:
// "law" of "brother-in-law".
func (x *run) wordEnd(t int32) int32 {
	for t+2 < x.g.end && x.doc.Word(t+1) == "-" && x.doc.Tokens[t].End == x.doc.Tokens[t+1].Start && x.doc.Tokens[t+1].End == x.doc.Tokens[t+2].Start {
		t += 2
	}
	return t
}

// nameNext reports whether a person is named behind the comma after noun t.
func (x *run) nameNext(t int32) bool { return x.nameAfter(t) != none }

// nameAfter returns the first token of the person named behind the comma after
// noun t, be it after a further title ("her husband, the cellist Eero Kask");
// none without.
func (x *run) nameAfter(t int32) int32 {
	g := &x.g
	t = x.wordEnd(t)
	if t+2 >= g.end || g.doc.Word(t+1) != "," {
		return none
	}
	at := t + 2
	if w := x.doc.Word(at); w == "the" || w == "a" || w == "an" {
		for at++; at < g.end && at < t+6 && g.node(at).cover == none && (g.tok(at).Tag == document.NOUN || g.tok(at).Tag == document.ADJ); at++ {
		}
		if at >= g.end || at == t+3 || g.tok(at-1).Tag != document.NOUN {
			return none
		}
	}
	c := g.node(at).cover
	if c == none || x.doc.Mentions[c].First != at || x.doc.Mentions[c].Type != document.Person {
		return none
	}
	return at
}

// behindBody returns the head of the person named between commas behind the
// body of a singular title: "the editor of the Herald, Sari Niemi, …".
func (x *run) behindBody(t int32) int32 {
	g := &x.g
	if g.tok(t).XTag == document.NNS {
		return none
	}
	for _, k := range g.kids(t) {
		if k < t || g.tok(k).Dep != document.Nmod {
			continue
		}
		c := g.node(k).cover
		if c == none || x.doc.Mentions[c].Type == document.Person {
			continue
		}
		at := x.doc.Mentions[c].End
		if at+1 >= g.end || x.doc.Word(at) != "," {
			return none
		}
		n := g.node(at + 1).cover
		if n == none || x.doc.Mentions[n].First != at+1 || x.doc.Mentions[n].Type != document.Person {
			return none
		}
		if end := x.doc.Mentions[n].End; end < g.end {
			switch w := x.doc.Word(end); {
			case w == "and", w == "'s", w == "’s":
				return none // a list, a possessor
			}
		}
		return g.node(at + 1).canon
	}
	return none
}

// bodyNext returns the head of the body named behind the comma after a
// possessed noun for bodies ("its parent, Voss Holding"); none without.
func (x *run) bodyNext(t int32) int32 {
	g := &x.g
	if g.tok(t).XTag == document.NNS || !x.inList("org", x.key(g.lemma(t))) || g.kid(t, document.NmodPoss) == none || t+2 >= g.end || x.doc.Word(t+1) != "," {
		return none
	}
	c := g.node(t + 2).cover
	if c == none || x.doc.Mentions[c].First != t+2 || x.doc.Mentions[c].Type != document.Organization {
		return none
	}
	if end := x.doc.Mentions[c].End; end < g.end && x.doc.Word(end) == "and" {
		return none // a list
	}
	return g.node(t + 2).canon
}

// namesAfter appends the people named between commas behind a plural title and
// its bodies: "the prime ministers of Norway and Sweden, Dahl and Holm, …".
func (x *run) namesAfter(t int32, out []end) []end {
	g := &x.g
	if g.tok(t).XTag != document.NNS || !x.tables.isRole(x.key(g.lemma(t))) || g.kid(t, document.Det, document.NmodPoss) == none {
		return out
	}
	at := t + 1
	if at < g.end && x.doc.Word(at) == "of" {
		// Over the names of the bodies.
		at++
		for at < g.end {
			c := g.node(at).cover
			switch {
			case c != none && x.doc.Mentions[c].Type != document.Person:
				at = x.doc.Mentions[c].End
				continue
			case x.doc.Word(at) == "the", x.doc.Word(at) == "and":
				at++
				continue
			}
			break
		}
	}
	if at+1 >= g.end || x.doc.Word(at) != "," {
		return out
	}
	start := len(out)
	for at+1 < g.end && (x.doc.Word(at) == "," || x.doc.Word(at) == "and") {
		c := g.node(at + 1).cover
		if c == none || x.doc.Mentions[c].First != at+1 || x.doc.Mentions[c].Type != document.Person {
			break
		}
		out = x.mention(c, g.node(at+1).canon, out)
		at = x.doc.Mentions[c].End
	}
	if len(out)-start < 2 {
		return out[:start]
	}
	return out
}

// phraseStart returns the first token of the noun phrase of t, before its head.
func (x *run) phraseStart(t int32) int32 {
	g := &x.g
	start := t
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Det, document.Amod, document.Compound, document.NmodPoss, document.Nummod, document.NmodUnmarked, document.NmodDesc, document.Advmod:
			if k < start && !g.commaWithin(k, t) {
				start = k
				for _, kk := range g.kids(k) {
					if kk < start {
						start = kk
					}
				}
			}
		}
	}
	return start
}

// behindComma returns the head of the name or pronoun behind the comma that
// closes the noun phrase of t: "A native of Narva, she …".
func (x *run) behindComma(t int32) int32 {
	g := &x.g
	last := t
	for _, k := range g.kids(t) {
		switch g.tok(k).Dep {
		case document.Nmod, document.Obl, document.Acl, document.Conj, document.Flat, document.Compound:
			if k > last {
				last = g.rightmost(k)
			}
		}
	}
	if last+2 >= g.end || g.doc.Word(last+1) != "," {
		return none
	}
	next := last + 2
	if c := g.node(next).cover; c != none {
		if m := &x.doc.Mentions[c]; m.First == next && m.Type == document.Person {
			return m.Head
		}
		return none
	}
	if m := g.node(next).mention; m != none && x.doc.Mentions[m].Kind == document.PronounMention && g.tok(next).XTag == document.PRP {
		return next
	}
	return none
}

var holderOrder = [...]owning{{poss, ""}, {nmod, "of"}, {supp, ""}}

func (f *Frames) isRole(lemma string) bool { return len(f.roles[lemma]) > 0 }

// holderBefore appends the person that an apposition at h stands beside.
func (x *run) holderBefore(h int32, out []end) []end {
	g := &x.g
	if g.node(h).mention != none || g.node(h).cover != none {
		return x.nameAt(h, out)
	}
	return x.resolve(h, false, out)
}

// nameAt appends the entity that token h names, and its conjuncts'.
func (x *run) nameAt(h int32, out []end) []end {
	return x.resolve(h, false, out)
}

func (x *run) isPersonName(t int32) bool {
	m := x.g.mentionOf(t)
	return m != none && x.doc.Mentions[m].Type == document.Person
}

// body is what a role is at, and how the words join it.
type body struct {
	end
	mark        string
	compound    bool
	nationality bool
}

// take adds the entities that token dep stands for to the bodies.
func (x *run) take(dep int32, b body) {
	x.c = x.resolve(dep, false, x.c[:0])
next:
	for _, e := range x.c {
		if x.isHolder(e.entity) {
			continue
		}
		for _, old := range x.bodies {
			if old.entity == e.entity {
				continue next
			}
		}
		b.end = e
		x.bodies = append(x.bodies, b)
	}
}

// findBodies fills x.bodies with the bodies of the role that noun t names.
func (x *run) findBodies(t int32, r *roleNoun) {
	g := &x.g
	x.bodies = x.bodies[:0]
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		switch ed.rel {
		case poss:
			x.take(ed.dep, body{})
		case comp, adj:
			m := g.mentionOf(ed.dep)
			if m == none || x.doc.Mentions[m].Type == document.Person && r.by[0] == "" && (x.doc.Mentions[m].Entity == none || !x.vague(x.doc.Mentions[m].Entity)) {
				continue
			}
			x.take(ed.dep, body{compound: true, nationality: x.doc.Mentions[m].Kind == document.AdjectiveMention})
		}
	}
	// The modifiers of a modifier: "the Canadian defence minister"
	for _, k := range g.kids(t) {
		if d := g.tok(k).Dep; d != document.Compound && d != document.Amod || g.mentionOf(k) != none {
			continue
		}
		for _, kk := range g.kids(k) {
			if m := g.mentionOf(kk); m != none && kk < k && x.doc.Mentions[m].Type != document.Person {
				x.take(kk, body{compound: true, nationality: x.doc.Mentions[m].Kind == document.AdjectiveMention})
			}
		}
	}
	if len(x.bodies) == 0 && t > g.first && t+1 < g.end {
		// "tackled Bruins goalkeeper Rihards Kalns", whatever the tree makes of it
		if c := g.node(t - 1).cover; c != none && x.doc.Mentions[c].End == t && x.doc.Mentions[c].Type == document.Organization && x.isTitled(t) {
			x.take(g.node(t-1).canon, body{compound: true})
		}
	}
	// A compound that the tree hangs from the name: "CIA director William Burns".
	if h := g.head(t); h != none && t < h && (g.tok(t).Dep == document.NmodDesc || g.tok(t).Dep == document.Compound) {
		for _, k := range g.kids(h) {
			if k >= t {
				break
			}
			switch g.tok(k).Dep {
			case document.Compound, document.NmodPoss, document.Amod, document.NmodDesc:
				if m := g.mentionOf(k); m != none && x.doc.Mentions[m].Type != document.Person && !x.covers(m, h) {
					x.take(k, body{compound: true, nationality: x.doc.Mentions[m].Kind == document.AdjectiveMention})
				}
			}
		}
	}
	x.lateBodies(t)
}

var bodyMarks = [...]string{"of", "at", "for", "with", "on", "in", "to", "from", "within", "under", "by"}

// isTitled reports whether role noun t stands right before a person's name.
func (x *run) isTitled(t int32) bool {
	g := &x.g
	if t+1 >= g.end || g.tok(t).Tag != document.NOUN && g.tok(t).Tag != document.PROPN || !x.tables.isRole(x.key(g.lemma(t))) {
		return false
	}
	c := g.node(t + 1).cover
	return c != none && x.doc.Mentions[c].First == t+1 && x.doc.Mentions[c].Type == document.Person
}

// lateBodies adds the bodies that stand behind the noun.
func (x *run) lateBodies(t int32) {
	g := &x.g
	var list [8]body
	n := 0
	collect := func(from int32) {
		for _, want := range bodyMarks {
			for e := g.node(from).out; e != none; e = g.edges[e].next {
				ed := g.edges[e]
				if ed.rel != nmod && ed.rel != obl || ed.mark != want {
					continue
				}
				if g.node(ed.dep).time != none {
					continue
				}
				m := g.mentionOf(ed.dep)
				if m != none && want != "of" && want != "for" && want != "to" {
					if typ := x.doc.Mentions[m].Type; typ != document.Organization && typ != document.EventType {
						continue // where the holder is, not what the role is at
					}
				}
				if x.c = x.resolve(ed.dep, false, x.c[:0]); len(x.c) == 0 {
					continue // "head of research"
				}
				if n < len(list) {
					list[n] = body{end: end{tok: ed.dep}, mark: want}
					n++
				}
			}
		}
	}
	collect(t)
	if n == 0 {
		// "director of research at Acme"
		for _, k := range g.kids(t) {
			if g.tok(k).Dep == document.Nmod && g.mark(k) == "of" && g.mentionOf(k) == none {
				collect(k)
			}
		}
	}
	// Conjoined titles share what stands behind the last: "founder and chief executive of Acme".
	if n == 0 {
		for _, k := range g.kids(t) {
			if g.tok(k).Dep == document.Conj && x.tables.isRole(x.key(g.lemma(k))) {
				collect(k)
			}
		}
	}
	if n == 0 && g.tok(t).Dep == document.Conj {
		if h := g.head(t); x.tables.isRole(x.key(g.lemma(h))) && g.kid(t, document.NmodPoss, document.Compound) == none {
			collect(h)
		}
	}
	// "President Adjoa Boateng-Reid of Ghana"
	if h := g.head(t); n == 0 && h != none && t < h && (g.tok(t).Dep == document.NmodDesc || g.tok(t).Dep == document.Compound) {
		collect(g.node(h).canon)
	}
	for _, k := range g.kids(t) {
		if n == 0 && g.tok(k).Dep == document.Flat && x.isPersonName(k) {
			collect(g.node(k).canon)
		}
	}
	// "Director, Transatlantic Security Program"
	if n == 0 && len(x.bodies) == 0 {
		for e := g.node(t).out; e != none; e = g.edges[e].next {
			ed := g.edges[e]
			if ed.rel == appos || ed.rel == para {
				if m := g.mentionOf(ed.dep); m != none && x.doc.Mentions[m].Kind == document.NameMention && x.doc.Mentions[m].Type == document.Organization {
					list[n] = body{end: end{tok: ed.dep}}
					n = 1
					break
				}
			}
		}
	}
	org := false
	for _, b := range list[:n] {
		if m := g.mentionOf(b.tok); m != none && x.doc.Mentions[m].Type == document.Organization {
			org = true
		}
	}
	for _, b := range list[:n] {
		m := g.mentionOf(b.tok)
		if (org || len(x.bodies) > 0 && b.mark == "for" && x.doc.Entities[x.bodies[0].entity].Type == document.Organization) && m != none && x.doc.Mentions[m].Type == document.Place && b.mark != "of" {
			continue // "senior director for Russia on the council"
		}
		x.take(b.tok, b)
	}
}

func (x *run) isHolder(ent int32) bool { return hasEnd(x.holders, ent) }

func (x *run) covers(mention, tok int32) bool {
	m := &x.doc.Mentions[mention]
	return m.First <= tok && tok < m.End
}

// kin reads "Siarhei Hlushko's brother, Anatol", "his wife", "the daughter of".
func (x *run) kin(t int32, r *roleNoun) {
	g := &x.g
	x.c = x.c[:0]
	for at := t; ; at = x.wordEnd(t) {
		for e := g.node(at).out; e != none; e = g.edges[e].next {
			ed := g.edges[e]
			if ed.rel == poss || ed.rel == nmod && (ed.mark == "of" || ed.mark == "to") {
				x.c = x.resolve(ed.dep, false, x.c)
			}
		}
		if at == x.wordEnd(t) {
			break
		}
	}
	emit := func(a, b end) {
		if a.entity == b.entity || x.doc.Entities[a.entity].Type != document.Person || x.doc.Entities[b.entity].Type != document.Person {
			return
		}
		x.candidates = append(x.candidates, candidate{
			relation: "related to", subject: a.entity, object: b.entity,
			subjectTok: a.tok, objectTok: b.tok, subjectMention: a.mention, objectMention: b.mention,
			sentence: g.sentence, trigger: t, triggerEnd: t + 1, rule: "roles:" + r.noun, kind: role,
			place: none, event: none, confidence: baseScore(role),
		})
	}
	if len(x.c) == 0 {
		// "the brothers Emil and Walter Haefliger"
		k := t
		for steps := 0; g.tok(k).Dep == document.Conj && g.head(k) != none && steps < 4; steps++ {
			k = g.head(k)
		}
		if d := g.tok(k).Dep; d == document.Obj || d == document.OblAgent {
			// "She leaves three daughters, Anne and Alice", "he is survived by his son"
			if v := g.head(k); v != none && x.inList("bereave", x.key(g.lemma(v))) {
				want := subj
				if d == document.OblAgent {
					want = obj
				}
				for e := g.node(v).out; e != none; e = g.edges[e].next {
					if ed := g.edges[e]; ed.rel == want {
						x.c = x.resolve(ed.dep, false, x.c)
					}
				}
				for _, a := range x.c {
					for _, b := range x.holders {
						emit(a, b)
					}
				}
				return
			}
		}
		if g.tok(t).XTag == document.NNS && x.inList("mutual", x.key(g.lemma(t))) {
			for i, a := range x.holders {
				for _, b := range x.holders[i+1:] {
					emit(a, b)
				}
			}
		}
		return
	}
	for _, a := range x.holders {
		for _, b := range x.c {
			emit(a, b)
		}
	}
}

// functional reports whether a head's title is cut down to one function or
// part by its modifiers or its phrase: "finance chief", "head of computing".
func (x *run) functional(t int32) bool {
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		switch ed.rel {
		case comp:
			if tok := g.tok(ed.dep); tok.Tag == document.NOUN && g.mentionOf(ed.dep) == none {
				lemma := x.key(tok.Lemma)
				if !x.inList("org", lemma) && !x.inList("state", lemma) && !x.placeNoun(lemma) && !x.tables.isRole(lemma) {
					return true
				}
			}
		case nmod:
			if ed.mark != "of" || g.mentionOf(ed.dep) != none {
				continue
			}
			lemma := x.key(g.lemma(ed.dep))
			if !x.inList("org", lemma) && !x.inList("state", lemma) && !x.placeNoun(lemma) && g.tok(ed.dep).Tag == document.NOUN {
				return true
			}
		}
	}
	return false
}

// counterpart reads "his Russian counterpart, Vladimir Putin": who holds at
// one body what the possessor holds at another.
func (x *run) counterpart(t int32) {
	g := &x.g
	x.findBodies(t, &roleNoun{state: true})
	label := ""
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != poss && !(ed.rel == nmod && ed.mark == "of") {
			continue
		}
		x.c = x.resolve(ed.dep, false, x.c[:0])
		for _, p := range x.c {
			if l := x.postOf(p.entity); l != "" {
				label = l
			}
		}
	}
	later := label == ""
	for _, b := range x.bodies {
		if !b.nationality && x.doc.Entities[b.entity].Type == document.Person {
			continue
		}
		for _, h := range x.holders {
			if h.entity == b.entity || x.doc.Entities[h.entity].Type != document.Person || x.doc.Entities[b.entity].Type == document.Person {
				continue
			}
			c := candidate{
				relation: label, subject: h.entity, object: b.entity,
				subjectTok: h.tok, objectTok: b.tok, subjectMention: h.mention, objectMention: b.mention,
				sentence: g.sentence, trigger: t, triggerEnd: t + 1, rule: "roles:counterpart", kind: role,
				place: none, event: none, confidence: baseScore(role),
			}
			if later {
				if len(x.c) > 0 {
					c.settled = true
					x.pending = append(x.pending, pending{c: c, chief: x.c[0].entity, counterpart: true})
				}
				continue
			}
			x.candidates = append(x.candidates, c)
		}
	}
}

// postOf returns the relation by which a person stands to a state or body as
// found so far, "" without.
func (x *run) postOf(person int32) string {
	for i := range x.candidates {
		if c := &x.candidates[i]; c.subject == person && (c.relation == "directs" || c.relation == "works for") {
			return c.relation
		}
	}
	return x.facts.post(person)
}

// pending is a definite title that names no body; what it belongs to is
// decided when the whole article has been read.
type pending struct {
	c           candidate
	role        *roleNoun
	chief       int32 // whose deputy it is, none with a role
	counterpart bool  // it is what the chief is, of another body
	// company tells a bare title of a company ("Chief executive Susan
	// Whitfield said"): it belongs to the article's main organization.
	company bool
}

// contextBody notes a definite title that names no body: "the presiding
// judge, Anne Kerber", "President Sitoe".
func (x *run) contextBody(t int32, r *roleNoun, former, future bool) {
	g := &x.g
	det := g.kid(t, document.Det)
	bare := g.tok(t).Dep == document.NmodDesc || g.tok(t).Dep == document.Compound
	definite := det != none && foldEqual(x.doc.Word(det), "the")
	predicate := det == none && (g.node(t).copula != none || g.tok(t).Dep == document.Xcomp || g.mark(t) == "as")
	if !bare && !definite && !predicate || g.kid(t, document.NmodPoss, document.Nmod) != none {
		return
	}
	company := (bare && det == none || definite && g.tok(t).Dep == document.Appos) && r.by[1] == "directs" && (len(r.words) > 0 && r.words[0].lemma == "chief" || r.by[2] == "" && x.tables.words["company posts"][x.key(g.lemma(t))]) && g.arg(t, comp, "") == none
	if (!r.state || !x.tables.words["context posts"][x.key(g.lemma(t))]) && !company {
		return
	}
	for _, h := range x.holders {
		if x.doc.Entities[h.entity].Type != document.Person {
			continue
		}
		c := candidate{subject: h.entity, subjectTok: h.tok, subjectMention: h.mention, sentence: g.sentence, trigger: t, triggerEnd: t + 1,
			rule: "roles:" + r.noun + " in context", kind: role, former: former, place: none, event: none, confidence: 0.5}
		if future {
			c.status, c.final = document.Planned, true
		}
		if company {
			c.object = document.None
		}
		x.pending = append(x.pending, pending{c: c, role: r, chief: none, company: company})
	}
}

// deputyOf notes who deputises for a person or is his minister: he serves the body that the
// person heads, which the article may name later.
func (x *run) deputyOf(t, person int32, r *roleNoun) {
	for _, h := range x.holders {
		if h.entity == person || x.doc.Entities[h.entity].Type != document.Person {
			continue
		}
		c := candidate{relation: "works for", subject: h.entity, subjectTok: h.tok, subjectMention: h.mention,
			object: person, objectTok: t, objectMention: none, sentence: x.g.sentence, trigger: t, triggerEnd: t + 1,
			rule: "roles:" + r.noun, kind: role, place: none, event: none, confidence: baseScore(role)}
		qualify(&x.g, &c)
		c.settled = true
		x.pending = append(x.pending, pending{c: c, chief: person})
	}
}

// settle decides the titles without a body: heads of state and ministers are the
// article's main state's.
func (x *run) settle() {
	for i := range x.pending {
		p := &x.pending[i]
		c := &p.c
		if p.counterpart {
			if c.relation = x.postOf(p.chief); c.relation != "" {
				x.candidates = append(x.candidates, *c)
			}
			continue
		}
		if p.role == nil && p.chief != none {
			if body := x.facts.bodyHeaded(p.chief); body != none {
				c.object = body
			} else if c.rule != "roles:deputy" {
				continue
			}
			x.candidates = append(x.candidates, *c)
			continue
		}
		if p.role == nil {
			x.settleLeave(c)
			continue
		}
		if x.facts.hasPost(c.subject) {
			continue
		}
		if p.company {
			c.object = x.mainBody()
		} else if c.object = x.stateNear(c.subject, c.sentence); c.object == none {
			if c.object = x.mainState(); c.object != none && x.foreign(c.sentence, c.object) {
				continue // the sentence is about other states
			}
		}
		if c.object == none || c.object == c.subject {
			continue
		}
		label := ""
		for k, t := range bodyTypes {
			if t == typesOf(x.doc.Entities[c.object].Type) {
				label = p.role.by[k]
			}
		}
		if label == "" {
			continue
		}
		if c.former {
			label = "leaves"
		}
		c.relation = label
		c.objectTok, c.objectMention = c.trigger, none
		c.settled = true
		x.candidates = append(x.candidates, *c)
	}
	x.pending = x.pending[:0]
}

// resigns notes a resignation that does not say from what.
func (x *run) resigns(t int32) {
	g := &x.g
	if o := g.arg(t, obj, ""); o != none && x.key(g.lemma(o)) == "resignation" && x.tables.words["resignation verbs"][x.verbLemma(t)] {
		if g.arg(o, nmod, "from") == none && g.arg(o, nmod, "of") == none {
			x.resigned(t)
		}
		return
	}
	if !x.tables.words["leave verbs alone"][x.verbLemma(t)] {
		return
	}
	switch l := x.verbLemma(t); l {
	case "step", "stand":
		if !g.hasParticle(t, "down") && !g.hasParticle(t, "aside") {
			return
		}
	case "bow":
		if !g.hasParticle(t, "out") {
			return
		}
	}
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := &g.edges[e]
		if ed.rel == obj && g.node(ed.dep).time == none || ed.rel == obl && ed.mark == "from" {
			return
		}
	}
	x.resigned(t)
}

// resigned notes that the subject of verb t resigns.
func (x *run) resigned(t int32) {
	g := &x.g
	for e := g.node(t).out; e != none; e = g.edges[e].next {
		ed := g.edges[e]
		if ed.rel != subj {
			continue
		}
		x.a = x.resolve(ed.dep, false, x.a[:0])
		for _, a := range x.a {
			if x.doc.Entities[a.entity].Type != document.Person {
				continue
			}
			c := candidate{relation: "leaves", subject: a.entity, subjectTok: a.tok, subjectMention: a.mention,
				object: a.entity, objectTok: a.tok, objectMention: a.mention,
				sentence: g.sentence, trigger: t, triggerEnd: t + 1, rule: "frames:" + x.verbLemma(t) + " in context", kind: verbal,
				place: none, event: none, confidence: 0.6}
			qualify(g, &c)
			c.settled = true
			x.pending = append(x.pending, pending{c: c, chief: none})
		}
	}
}

// settleLeave makes the body of the post that the article gives a person the
// one resigned from.
func (x *run) settleLeave(c *candidate) {
	body := x.facts.bodyOf(c.subject)
	if body == none || x.facts.leftIn(c.subject, c.sentence) {
		return
	}
	c.object, c.objectTok, c.objectMention = body, c.trigger, none
	x.candidates = append(x.candidates, *c)
	if c.status == document.Happened {
		x.facts.ended(c.subject, body, c.sentence)
	}
}

// stateNear returns the state that is named, by itself or by its capital,
// nearest to a person in a sentence, none without.
func (x *run) stateNear(person, sentence int32) int32 {
	best, at := int32(9), none
	ent := &x.doc.Entities[person]
	for _, i := range ent.Mentions {
		m := &x.doc.Mentions[i]
		if m.Kind != document.NameMention || x.doc.SentenceOf(m.First) != sentence {
			continue
		}
		sent := &x.doc.Sentences[sentence]
		for k := range x.doc.Mentions {
			o := &x.doc.Mentions[k]
			if o.First < sent.First {
				continue
			}
			if o.First >= sent.End {
				break
			}
			if o.Entity == none || o.Kind == document.PronounMention || o.Kind == document.DescriptionMention {
				continue
			}
			if o.Kind == document.AdjectiveMention && int(o.End) < len(x.doc.Tokens) && x.doc.Word(o.End) == "counterpart" {
				continue // his counterpart's state, not his own
			}
			s := x.stateOf(o.Entity)
			if s == none || x.facts.headOf(s) {
				continue
			}
			d := o.First - m.First
			if d < 0 {
				d = -d
			}
			if d < best {
				best, at = d, s
			}
		}
	}
	return at
}

// stateOf returns the state that a place is, stands for or is said to lie in,
// none without.
func (x *run) stateOf(ent int32) int32 {
	e := &x.doc.Entities[ent]
	if e.Type != document.Place {
		return none
	}
	if x.states[ent] {
		return ent
	}
	for i := range x.doc.Entities {
		o := &x.doc.Entities[i]
		if o.Type != document.Place || !x.states[i] {
			continue
		}
		for _, a := range o.Aliases {
			if a == e.Name {
				return int32(i)
			}
		}
		if x.facts.has(ent, "part of", int32(i)) {
			return int32(i)
		}
	}
	return none
}

// mainState returns the state that the article speaks of far more than of any
// other, none without.
func (x *run) mainState() int32 {
	best, second, at := 0, 0, none
	for i := range x.doc.Entities {
		ent := &x.doc.Entities[i]
		if ent.Type != document.Place || !x.states[i] || x.facts.headOf(int32(i)) {
			continue
		}
		switch n := len(ent.Mentions); {
		case n > best:
			best, second, at = n, best, int32(i)
		case n > second:
			second = n
		}
	}
	if best >= 2 && best >= 2*second {
		return at
	}
	return none
}

// foreign reports whether a sentence names states, but not this one.
func (x *run) foreign(sentence, state int32) bool {
	sent := &x.doc.Sentences[sentence]
	other := false
	for i := range x.doc.Mentions {
		m := &x.doc.Mentions[i]
		if m.First >= sent.End {
			break
		}
		if m.First < sent.First || m.Entity == none {
			continue
		}
		switch s := x.stateOf(m.Entity); s {
		case none:
		case state:
			return false
		default:
			other = true
		}
	}
	return other
}

// mainBody returns the organization that the article speaks of far more than
// of any other, none without.
func (x *run) mainBody() int32 {
	best, second, at := 0, 0, none
	for i := range x.doc.Entities {
		ent := &x.doc.Entities[i]
		if ent.Type != document.Organization {
			continue
		}
		switch n := len(ent.Mentions); {
		case n > best:
			best, second, at = n, best, int32(i)
		case n > second:
			second = n
		}
	}
	if best >= 4 && best >= 2*second {
		return at
	}
	return none
}

// hyphenated returns the role noun that token t forms with the tokens around a
// hyphen ("secretary-general"), "" where it forms none; whole tells that t is
// the one of them that the tree hangs from elsewhere.
func (x *run) hyphenated(t int32) (joined string, whole bool) {
	g := &x.g
	if t+4 < g.end && x.doc.Word(t+1) == "-" && x.doc.Word(t+3) == "-" && x.tables.hyphened[x.key(x.doc.Word(t))] {
		if j := x.key(x.doc.Word(t)) + "-" + x.key(x.doc.Word(t+2)) + "-" + x.key(x.doc.Word(t+4)); x.tables.isRole(j) {
			return j, g.head(t) != t+4 // "editor-in-chief"
		}
	}
	if t-4 >= g.first && x.doc.Word(t-1) == "-" && x.doc.Word(t-3) == "-" && g.head(t-4) == t && x.tables.hyphened[x.key(x.doc.Word(t-4))] {
		if j := x.key(x.doc.Word(t-4)) + "-" + x.key(x.doc.Word(t-2)) + "-" + x.key(x.doc.Word(t)); x.tables.isRole(j) {
			return j, true
		}
	}
	if t+2 < g.end && x.doc.Word(t+1) == "-" {
		if j := x.joined(t, t+2); j != "" {
			return j, g.head(t) != t+2
		}
	}
	if t-2 >= g.first && x.doc.Word(t-1) == "-" {
		if j := x.joined(t-2, t); j != "" {
			return j, g.head(t-2) == t || g.head(t) != t-2
		}
	}
	return "", false
}

func (x *run) joined(a, b int32) string {
	if !x.tables.hyphened[x.key(x.doc.Word(a))] {
		return ""
	}
	j := x.key(x.doc.Word(a)) + "-" + x.key(x.g.lemma(b))
	if x.tables.isRole(j) {
		return j
	}
	return ""
}
