package refer

import (
	"cmp"
	"slices"
	"strings"

	"dossier/ingest/document"
)

// happening is a noun phrase that describes an event.
type happening struct {
	m       int32
	path    string
	lemma   string
	place   int32 // token of the place's name, None
	year    string
	owner   int32  // token of a name that takes part, None
	compact bool   // the place or year stands within the phrase
	verbal  bool   // the place is that of the verb
	agent   bool   // "convened by", "hosted by"
	guest   bool   // somebody attends, holds or takes part in it
	titled  bool   // written as a name: "the Millers' Supper"
	order   string // "next", "second": which of several
	good    bool
	cluster int32
}

// findEvents makes entities of described events: noun phrases headed by an
// event noun that say where, when or between whom, and the later phrases that
// mean the same event. A noun alone is no event of its own.
func (r *resolver) findEvents() {
	for i := range r.ms {
		// "a summit in the Maltese capital": places first.
		if m := &r.ms[i]; m.kind == document.DescriptionMention && m.key == "capital" && m.cluster == document.None {
			if c := r.describedPlace(0, int32(i)); c != document.None {
				r.join(c, int32(i))
			}
		}
	}
	var hs []happening
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.DescriptionMention || m.cluster != document.None || m.dead {
			continue
		}
		c := typed(m.classes, document.EventType)
		if c == nil || m.number == plural && !r.lists["eventplural"][m.key] {
			continue
		}
		if m.classes[0].typ == document.Organization && m.state != document.None {
			continue
		}
		if m.key == "round" && (m.of != document.None && r.lists["eventplural"][r.lemma(m.of)] || r.child(m.head, document.Compound) != document.None || r.ordinal(m) == "") {
			continue // "a second round of talks" is talks, a round of funding no event
		}
		if w := r.follow(m.end, m.head); m.key == "event" && (w == "of" || w == "that") {
			continue // "in the event of"
		}
		if r.dated(m.head) {
			continue // "in March"
		}
		h := r.happening(int32(i), c.path)
		hs = append(hs, h)
	}
	// A heading calls by less what the text then tells: it comes last.
	slices.SortStableFunc(hs, func(a, b happening) int {
		return cmp.Compare(r.heading(a.m), r.heading(b.m))
	})
	for i := range hs {
		h := &hs[i]
		m := &r.ms[h.m]
		if r.heading(h.m) == 1 && h.year == "" {
			for k := range hs[:i] {
				if o := &hs[k]; o.cluster != document.None && o.lemma == h.lemma && (h.place == document.None || o.place == document.None || r.place(h.place) == r.place(o.place)) {
					h.cluster = o.cluster
					break
				}
			}
			if h.cluster == document.None && h.place != document.None {
				h.cluster = r.eventNamedAfter(r.placeName(h.place), h.lemma)
			}
		}
		// Later phrases mean the event before, when nothing speaks against it;
		// one of the same noun comes before one that is a meeting, too.
		for j := 2*i - 1; j >= 0 && h.cluster == document.None; j-- {
			o := &hs[j%i]
			if o.cluster == document.None || m.def == indefinite || j >= i && o.lemma != h.lemma || !sameEvent(h, o, r) {
				continue
			}
			h.cluster = o.cluster
			// What one phrase says of the event holds for all of them.
			for k := range hs[:i+1] {
				s := &hs[k]
				if s.cluster != o.cluster {
					continue
				}
				if s.place == document.None {
					s.place = max(h.place, o.place)
				}
				if s.year == "" {
					s.year = max(h.year, o.year)
				}
				if s.order == "" {
					s.order = max(h.order, o.order)
				}
			}
		}
		if h.cluster == document.None && m.def != indefinite && h.place == document.None && h.year == "" && h.owner == document.None && h.order == "" {
			if c := r.namedEvent(h, m); c != document.None {
				h.cluster = c
			}
		}
		if h.cluster != document.None {
			m.score = 0.7
			r.join(h.cluster, h.m)
			m.typ = document.EventType
			continue
		}
		if !h.good {
			continue
		}
		h.cluster = r.newCluster(cluster{typ: document.EventType, country: document.None, fixed: true, named: true, first: -1})
		cl := &r.cs[h.cluster]
		cl.trigger = m.head
		cl.name, cl.more = r.eventNames(h, m)
		cl.words = strings.Fields(fold(cl.name))
		m.score, m.typ = 0.8, document.EventType
		r.join(h.cluster, h.m)
		r.addRole(h.cluster, role{lemma: h.lemma, full: h.lemma, classes: m.classes, country: document.None, token: m.head})
	}
}

// heading is 1 for a phrase in a heading, 0 in running text.
func (r *resolver) heading(m int32) int {
	if r.running(r.ms[m].sent) {
		return 0
	}
	return 1
}

// eventNamedAfter returns the event whose name has both the place and the noun:
// the Arle Motor Show for "Arle show"; None without.
func (r *resolver) eventNamedAfter(place, noun string) int32 {
	place = fold(place)
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into == document.None && cl.typ == document.EventType && cl.trigger == document.None && slices.Contains(cl.words, place) && slices.Contains(cl.words, noun) {
			return int32(c)
		}
	}
	return document.None
}

// happening reads place, year and participants off the phrase's tree.
func (r *resolver) happening(mi int32, path string) happening {
	m := &r.ms[mi]
	h := happening{m: mi, path: path, lemma: m.key, place: document.None, owner: document.None, cluster: document.None}
	note := func(k int32, inside bool) {
		a := r.at[k]
		if a == document.None && r.head[k] != document.None && r.ms[r.head[k]].kind == document.DescriptionMention {
			a = r.head[k]
		}
		if a == document.None || r.ms[a].cluster == document.None {
			if tok := r.doc.Tokens[k]; tok.XTag == document.CD && len(r.word(k)) == 4 {
				h.year = r.word(k)
				h.compact = h.compact || inside
			}
			return
		}
		switch r.cs[r.root(r.ms[a].cluster)].typ {
		case document.Place:
			prep := r.caseOf(k)
			if r.ms[a].kind == document.AdjectiveMention || prep == "with" || prep == "between" || prep == "by" || r.doc.Tokens[k].Dep == document.NmodPoss {
				if h.owner == document.None {
					h.owner = k
				}
				return
			}
			if h.place == document.None {
				h.place = k
				h.compact = h.compact || inside
			}
		case document.Person, document.Organization, document.EventType:
			if h.owner == document.None {
				h.owner = k
			}
		}
	}
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		switch r.doc.Tokens[k].Dep {
		case document.Compound, document.Amod, document.NmodPoss, document.Nmod, document.Nummod, document.NmodUnmarked, document.NmodDesc, document.OblUnmarked:
			switch r.caseOf(k) {
			case "", "in", "of", "at", "on", "with", "between", "near", "by", "against":
				note(k, true)
			}
		case document.Acl, document.AclRelcl:
			for g := r.kid[k]; g != document.None; g = r.next[g] {
				if d := r.doc.Tokens[g].Dep; d == document.Obl || d == document.OblAgent {
					switch r.caseOf(g) {
					case "by":
						h.agent = true
					case "in", "at":
						note(g, false)
						h.verbal = h.verbal || h.place != document.None && r.lists["eventverb"][r.lemma(k)]
					}
				}
			}
		}
	}
	if h.place == document.None && strings.HasPrefix(path, "event/") {
		// "The trial opened in Arle", "to go on trial in Arle".
		if g := r.governor(m.head); g != document.None && r.doc.Tokens[g].Tag == document.VERB && r.lists["eventverb"][r.lemma(g)] {
			for k := r.kid[g]; k != document.None; k = r.next[k] {
				if r.doc.Tokens[k].Dep == document.Obj && r.lemma(k) == "place" {
					for kk := r.kid[k]; kk != document.None; kk = r.next[kk] {
						if c := r.caseOf(kk); c == "in" || c == "at" || c == "near" {
							note(kk, false)
							h.verbal = h.place != document.None
						}
					}
				}
				if r.doc.Tokens[k].Dep == document.Obl && k > m.head {
					switch r.caseOf(k) {
					case "in", "at", "near", "outside":
						note(k, false)
						h.verbal = h.place != document.None
					case "for":
						if v := r.lemma(g); v == "plan" || v == "schedule" || v == "set" {
							note(k, false)
							h.verbal = h.place != document.None
						}
					}
				}
			}
		}
	}
	if g := r.governor(m.head); h.place == document.None && g != document.None && r.doc.Tokens[m.head].Dep == document.Obl && r.doc.Tokens[g].Tag == document.VERB &&
		(r.caseOf(m.head) == "at" || r.caseOf(m.head) == "during") {
		// "They met in Arle, at a summit that …".
		for k := r.kid[g]; k != document.None; k = r.next[k] {
			if r.doc.Tokens[k].Dep == document.Obl && (r.caseOf(k) == "in" || r.caseOf(k) == "at") && k != m.head {
				note(k, false)
				h.verbal = h.place != document.None
			}
		}
	}
	if g := r.governor(m.head); h.place == document.None && g != document.None && m.slot == subject && strings.HasPrefix(path, "event/disaster") && r.lists["strikeverb"][r.lemma(g)] {
		// "An earthquake struck the province of Arle".
		if k := r.child(g, document.Obj); k != document.None {
			if r.at[k] == document.None && r.head[k] != document.None {
				if of := r.ms[r.head[k]].of; of != document.None {
					k = of
				}
			}
			note(k, false)
			h.verbal = h.place != document.None
		}
	}
	if h.agent && h.place == document.None {
		// The place may hang from anything within the clause.
		for i := m.head + 1; i < r.doc.Sentences[m.sent].End && i < m.head+20; i++ {
			if a := r.at[i]; a != document.None && r.ms[a].head == i && r.ms[a].kind == document.NameMention {
				switch r.prev(r.ms[a].first) {
				case "in", "at":
					note(i, false)
				}
			}
		}
	}
	if h.year == "" {
		h.year = r.yearWithin(m)
	}
	for i := m.first; i < m.head && h.place == document.None && m.poss == document.None; i++ {
		// "the Paris air show", whatever the tree joins the name to
		if a := r.at[i]; a != document.None && r.ms[a].kind == document.NameMention && r.ms[a].cluster != document.None && r.ms[a].end <= m.head {
			if cl := &r.cs[r.root(r.ms[a].cluster)]; cl.typ == document.Place && cl.country == document.None {
				h.place, h.compact = r.ms[a].head, true
			}
		}
	}
	if h.place == document.None {
		if k := r.placeBehind(m); k != document.None {
			h.place, h.compact = k, true
		}
	}
	if at := m.head + 2; h.owner == document.None && at < r.doc.Sentences[m.sent].End {
		switch r.word(at - 1) {
		case "against", "versus", "v":
			if a := r.at[at]; a != document.None && r.ms[a].kind == document.NameMention && r.ms[a].cluster != document.None {
				h.owner = r.ms[a].head
			}
		}
	}
	h.guest = r.guested(m)
	h.titled = r.writtenAsName(m)
	h.order = r.ordinal(m)
	if m.of != document.None && h.year == "" {
		if n := r.nameEnd(m.of) + 1; n < r.doc.Sentences[m.sent].End && r.word(n-1) == "in" && r.doc.Tokens[n].XTag == document.CD && len(r.word(n)) == 4 {
			h.year = r.word(n)
		}
	}
	if n := m.head + 2; h.year == "" && n < r.doc.Sentences[m.sent].End && (r.word(n-1) == "in" || r.word(n-1) == "of") &&
		r.doc.Tokens[n].XTag == document.CD && len(r.word(n)) == 4 {
		h.year = r.word(n)
	}
	h.good = r.worthy(&h, m)
	return h
}

// ordinal returns the word that tells the event from others of its kind, or "".
func (r *resolver) ordinal(m *mention) string {
	for i := m.head - 1; i >= m.first; i-- {
		if w := fold(r.word(i)); r.lists["eventorder"][w] {
			return w
		}
	}
	return ""
}

// dated reports whether the token is the name of a month in a date.
func (r *resolver) dated(i int32) bool {
	for _, t := range r.doc.Times {
		if t.First <= i && i < t.End && t.Kind == document.Date && upper(r.word(i)) {
			return true
		}
		if t.First > i {
			break
		}
	}
	return false
}

// placeBehind returns the token of a place in the phrases that follow the noun,
// whatever the tree says: "talks in Arle", "the summit on Friday in the city of
// Arle"; None without.
func (r *resolver) placeBehind(m *mention) int32 {
	end := min(r.doc.Sentences[m.sent].End, m.head+10)
	for i := m.head + 1; i < end; i++ {
		tok := &r.doc.Tokens[i]
		switch tok.Tag {
		case document.PUNCT:
			if i == m.head+1 && i+1 < end && r.word(i) == "," && (r.word(i+1) == "in" || r.word(i+1) == "at") {
				continue // "the previous conference, in Lomé in May,"
			}
			return document.None
		case document.VERB, document.AUX, document.CCONJ, document.PRON, document.SCONJ:
			return document.None
		case document.NOUN:
			if typed(r.nouns[r.lemma(i)], document.EventType) != nil {
				return document.None
			}
		case document.ADP:
			switch r.word(i) {
			case "in", "at", "near", "outside":
			case "on", "off":
				if a := r.at[i+1]; i+1 < end && a != document.None && r.ms[a].kind == document.NameMention && r.ms[a].cluster != document.None && r.cs[r.root(r.ms[a].cluster)].typ == document.Place {
					return r.ms[a].head
				}
				continue
			case "of", "for", "with", "against":
				continue
			default:
				return document.None
			}
			for k := i + 1; k < end && k < i+6; k++ {
				if a := r.at[k]; a != document.None {
					if n := &r.ms[a]; n.kind == document.NameMention && n.cluster != document.None && r.cs[r.root(n.cluster)].typ == document.Place {
						return n.head
					}
					if r.ms[a].kind != document.AdjectiveMention {
						break
					}
					k = r.ms[a].end - 1
					continue
				}
				if p := r.head[k]; p != document.None && r.ms[p].cluster != document.None && r.cs[r.root(r.ms[p].cluster)].typ == document.Place {
					return k // "in the Maltese capital"
				}
				if t := r.doc.Tokens[k].Tag; t != document.DET && t != document.ADJ && t != document.NOUN && r.word(k) != "of" {
					break
				}
			}
		}
	}
	return document.None
}

// writtenAsName reports whether the phrase is written as a name though nothing
// took it for one: its noun and the word before it, within running text.
func (r *resolver) writtenAsName(m *mention) bool {
	if m.head == m.first || m.head-1 < r.doc.Sentences[m.sent].First+1 || !r.running(m.sent) || !upper(r.word(m.head)) || allCaps(r.word(m.head)) {
		return false
	}
	at := m.head - 1
	for at > m.first && (r.doc.Tokens[at].XTag == document.POS || r.doc.Tokens[at].Tag == document.PUNCT) {
		at--
	}
	return upper(r.word(at)) && r.doc.Tokens[at].Tag != document.DET
}

// guested reports whether the words around the phrase tell of somebody who
// attends, stages or takes part in what it describes.
func (r *resolver) guested(m *mention) bool {
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		if d := r.doc.Tokens[k].Dep; (d == document.Acl || d == document.AclRelcl) && (r.lists["guestverb"][r.lemma(k)] || r.lists["holdverb"][r.lemma(k)] && !r.lists["talknoun"][m.key]) {
			return true // "a march organised by", "a debate which he chaired"
		}
	}
	at := m.head
	for range 3 {
		switch r.doc.Tokens[at].Dep {
		case document.Conj, document.Appos:
			at = r.doc.Tokens[at].Head
			continue
		}
		break
	}
	if h := r.doc.Tokens[at].Head; h != document.None && r.doc.Tokens[at].Dep == document.Nmod && r.doc.Tokens[h].Dep == document.Obl && r.caseOf(at) == "in" {
		// "beat Lee by 60 votes in the second round"
		if g := r.doc.Tokens[h].Head; g != document.None && r.doc.Tokens[g].Tag == document.VERB && r.lists["contestverb"][r.lemma(g)] {
			return true
		}
	}
	g := r.doc.Tokens[at].Head
	if g == document.None || r.doc.Tokens[g].Tag != document.VERB {
		return false
	}
	verb := r.lemma(g)
	if m.def == indefinite && !r.lists["guestverb"][verb] {
		for k := r.kid[g]; k != document.None; k = r.next[k] {
			if d := r.doc.Tokens[k].Dep; d == document.Aux && (r.lemma(k) == "may" || r.lemma(k) == "might" || r.lemma(k) == "could" || r.lemma(k) == "would") {
				return false // "could call a strike"
			}
		}
	}
	switch r.doc.Tokens[at].Dep {
	case document.Obj, document.NsubjPass:
		return r.lists["guestverb"][verb] || r.lists["holdverb"][verb] && !r.lists["talknoun"][m.key]
	case document.Nsubj:
		return r.lists["guestsubject"][verb]
	case document.Obl:
		switch r.caseOf(at) {
		case "in":
			return r.lists["guestin"][verb] || r.lists["contestverb"][verb]
		case "at":
			return r.lists["guestat"][verb]
		}
	}
	return false
}

// yearWithin returns the year of a time expression that stands in the phrase.
func (r *resolver) yearWithin(m *mention) string {
	for _, t := range r.doc.Times {
		if t.First >= m.first && t.First < m.end && len(t.Value) >= 4 && t.Kind == document.Date {
			return t.Value[:4]
		}
	}
	return ""
}

// worthy reports whether the phrase says enough to be an event of its own.
func (r *resolver) worthy(h *happening, m *mention) bool {
	if m.def == this {
		return false
	}
	if h.titled {
		return true
	}
	if g := r.governor(m.head); m.def != the && m.def != possessed && r.lists["talknoun"][m.key] && r.doc.Tokens[m.head].Dep == document.Obj && g != document.None && r.lists["talkverb"][r.lemma(g)] {
		return false // "held talks in Arle" only says that they met
	}
	needs := r.events[h.lemma]
	if m.text != "" && typed(r.nouns[m.text], document.EventType) != nil {
		needs = r.events[m.text] // "press conference"
	}
	for _, need := range needs {
		if need == "the-verb" && m.def != the && m.def != possessed {
			continue // "talks may open in Lomé"
		}
		if want, definite := strings.CutPrefix(need, "the-"); r.tellsOf(h, m, want) && !(definite && m.def == indefinite) {
			return true
		}
	}
	return false
}

// eventNeeds are the words that data/events.tsv may ask for.
var eventNeeds = wordSet{"place": true, "near": true, "verb": true, "host": true, "owner": true, "person": true, "with": true, "contest": true,
	"year": true, "annual": true, "kind": true, "guest": true}

// tellsOf reports whether the phrase says what data/events.tsv asks for.
func (r *resolver) tellsOf(h *happening, m *mention, need string) bool {
	switch need {
	case "place":
		return h.place != document.None
	case "near":
		return h.place != document.None && h.compact && r.caseOf(h.place) != "of"
	case "verb":
		return h.verbal
	case "host":
		return h.agent
	case "owner":
		return h.owner != document.None && m.def != indefinite
	case "person":
		return h.owner != document.None && r.doc.Tokens[h.owner].Dep == document.NmodPoss && r.cs[r.place(h.owner)].typ == document.Person
	case "with":
		return h.owner != document.None
	case "contest":
		return h.owner != document.None && r.doc.Tokens[h.owner].Dep != document.NmodPoss
	case "guest":
		return h.guest
	case "year":
		return h.year != ""
	case "annual":
		return m.first < m.head && r.annual(m)
	case "kind":
		return m.first < m.head && m.def == the && r.doc.Tokens[m.head-1].Tag == document.ADJ
	}
	return false
}

// annual reports whether a word of the phrase says that the meeting is a fixed one.
func (r *resolver) annual(m *mention) bool {
	for i := m.first; i < m.head; i++ {
		switch r.lemma(i) {
		case "annual", "general":
			return true
		}
	}
	return false
}

// sameEvent reports whether the later phrase h may mean o's event.
func sameEvent(h, o *happening, r *resolver) bool {
	if h.year != "" && o.year != "" && h.year != o.year {
		return false
	}
	if h.year != "" && o.year == "" && !strings.HasPrefix(r.doc.Article.Published, h.year) {
		return false // what comes back is called by less, not by a year
	}
	if h.place != document.None && o.place != document.None && r.place(h.place) != r.place(o.place) {
		return false
	}
	if h.order != "" && h.order != o.order {
		return false
	}
	m := &r.ms[h.m]
	if h.lemma == o.lemma {
		if h.place != document.None || h.year != "" {
			return true
		}
		// "the summit": the one before, unless another owner or number is named.
		return (h.owner == document.None || o.owner != document.None && r.place(h.owner) == r.place(o.owner)) && (m.def == the || m.def == this || m.def == bare && m.number == plural)
	}
	if m.def != the && m.def != this || h.owner != document.None || h.place != document.None || h.year != "" {
		return false
	}
	return r.lists["eventgeneral"][h.lemma] && (h.path == o.path || h.lemma == "event") && r.ms[h.m].sent-r.ms[o.m].sent < 6
}

// place returns the entity that the token names.
func (r *resolver) place(k int32) int32 {
	if a := r.at[k]; a != document.None {
		return r.root(r.ms[a].cluster)
	}
	if p := r.head[k]; p != document.None {
		return r.root(r.ms[p].cluster)
	}
	return document.None
}

// placeName returns the name of the entity that the token names, as it will be shown.
func (r *resolver) placeName(k int32) string { return r.entityName(&r.cs[r.place(k)]) }

// namedEvent returns the latest named event before the phrase whose own last
// or first word is of the phrase's class.
func (r *resolver) namedEvent(h *happening, m *mention) int32 {
	if m.def != the && m.def != this {
		return document.None
	}
	found, at := document.None, int32(-1)
	for c := range r.cs {
		cl := &r.cs[c]
		if cl.into != document.None || cl.typ != document.EventType || cl.trigger != document.None || cl.first > m.first || cl.first <= at {
			continue
		}
		for _, w := range cl.words {
			if w == h.lemma || len(w) == len(h.lemma)+1 && strings.HasPrefix(w, h.lemma) || r.lists["eventgeneral"][h.lemma] && (h.lemma == "event" || typed(r.nouns[w], document.EventType) != nil && isa(r.nouns[w], h.path)) {
				found, at = int32(c), cl.first
			}
		}
	}
	return found
}

// eventNames makes the name of a described event and its other forms: "Arle
// summit" for a meeting or trial at a place, else the words of the phrase from
// its modifiers to its "of" complement.
func (r *resolver) eventNames(h *happening, m *mention) (string, []string) {
	start := m.first
	for start < m.head && (r.doc.Tokens[start].Tag == document.DET || r.doc.Tokens[start].Tag == document.PRON) {
		start++
	}
	if m.poss != document.None && m.poss < m.head && start <= m.poss && !h.titled && r.doc.Tokens[m.poss].XTag != document.NNS { // "women's final"
		start = m.poss + 1
		for start < m.head && r.doc.Tokens[start].XTag == document.POS {
			start++
		}
	}
	end := m.head + 1
	for k := r.kid[m.head]; k != document.None; k = r.next[k] {
		if k > m.head && r.doc.Tokens[k].Dep == document.Nmod && (k == h.place || k == h.owner && r.caseOf(k) == "with" && !strings.HasPrefix(h.path, "event/meeting") || k == m.of && r.at[k] != document.None || r.word(k) == h.year) {
			if e := r.nameEnd(k); e > end && e-end < 8 {
				end = e
			}
		}
	}
	if n := end + 2; h.year != "" && end > m.head+1 && n <= r.doc.Sentences[m.sent].End && r.word(n-1) == h.year && r.word(n-2) == "in" {
		end = n
	}
	if n := m.head + 3; h.year != "" && end < n && n <= r.doc.Sentences[m.sent].End && r.word(n-1) == h.year && (r.word(n-2) == "in" || r.word(n-2) == "of") {
		end = n
	}
	full := r.surface(start, end)
	if h.titled {
		return full, nil
	}
	noun := r.word(m.head)
	if m.head == r.doc.Sentences[m.sent].First {
		noun = strings.ToLower(noun)
	}
	var more []string
	add := func(s string) {
		if s != full && s != "" {
			more = append(more, s)
		}
	}
	if h.place != document.None && h.place > m.head {
		switch r.caseOf(h.place) {
		case "in", "at", "near", "of", "":
			if h.verbal || !h.compact {
				if start < m.head {
					add(r.surface(start, m.head+1))
				}
				more = append(more, full)
				return r.placeName(h.place) + " " + noun, more
			}
			if !strings.HasPrefix(h.path, "event/war") && !strings.HasPrefix(h.path, "event/election") {
				if r.annual(m) {
					more = append(more, full)
					return r.surface(start, m.head+1), more
				}
				name := r.placeName(h.place) + " " + noun
				add(r.surface(m.head, max(end, r.nameEnd(h.place))))
				if start < m.head {
					add(r.surface(start, m.head+1))
				}
				more = append(more, full)
				return name, more
			}
		}
	}
	if end > m.head+1 && start < m.head {
		add(r.surface(m.head, end))
	}
	// "the 1990 invasion of Kuwait", "the invasion of Kuwait in 1990".
	if h.year != "" && m.of != document.None && r.at[m.of] != document.None {
		add(r.surface(m.head, r.nameEnd(m.of)))
	}
	if start < m.head && end > m.head+1 {
		add(r.surface(start, m.head+1))
	}
	return full, more
}

// nameEnd returns the end of the name that covers the token, or of the token.
func (r *resolver) nameEnd(k int32) int32 {
	if a := r.at[k]; a != document.None {
		return r.ms[a].end
	}
	if p := r.head[k]; p != document.None {
		return r.ms[p].end
	}
	return k + 1
}
