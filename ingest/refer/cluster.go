package refer

import (
	"slices"
	"strings"

	"dossier/ingest/document"
)

// form is one spelling of a name and all its mentions.
type form struct {
	key      string
	words    []string
	text     string
	mentions []int32
	types    [5]float32
	typ      document.Type
	first    int32 // token of the first mention
	body     int32 // token of the first mention in running text, or first
	cluster  int32
}

// clusterStates joins the names and the people of each country.
func (r *resolver) clusterStates() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind == document.NameMention {
			c, ok := r.states[m.key]
			if !ok || m.types[document.Person] >= 1 && len(m.words) == 1 || m.titled && !strings.Contains(m.key, " ") {
				continue
			}
			if len(m.key) <= 3 && (!allCaps(m.text) || r.shouting(m)) || m.types[document.Organization] > 2 {
				m.dead = m.dead || len(m.key) <= 3 && allCaps(m.text) && r.shouting(m)
				continue
			}
			m.country, m.state = c, c
		}
		if m.country != document.None && (m.kind == document.AdjectiveMention || m.kind == document.NameMention) {
			m.cluster = r.stateCluster(m.country)
			m.typ = document.Place
			r.join(m.cluster, int32(i))
		}
	}
	r.statesWithin()
}

// statesWithin makes mentions of the states whose adjective begins the name of a
// public body: "Maltese" in "Maltese Border Service". They stand within the name.
func (r *resolver) statesWithin() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.NameMention || m.cluster != document.None || len(m.words) < 2 || m.end-m.first < 2 ||
			m.types[document.Organization] < m.types[document.Person] || m.types[document.Organization] < m.types[document.Place] {
			continue
		}
		end := m.first + 1
		p, ok := people{}, false
		if m.end-m.first > 2 {
			if p, ok = r.people[fold(r.surface(m.first, m.first+2))]; ok {
				end++
			}
		}
		if !ok {
			if p, ok = r.people[fold(r.word(m.first))]; !ok {
				// "the U.S. Treasury"
				w := r.word(m.first)
				c, short := r.states[fold(w)]
				if !short || len(w) > 4 || !allCaps(w) {
					continue
				}
				p.country = c
			}
		}
		if !r.public(m.words) || end >= m.end {
			continue
		}
		a := mention{first: m.first, end: end, head: end - 1, kind: document.AdjectiveMention, typ: document.Place, cluster: document.None,
			name: document.None, titleAt: document.None, country: p.country, poss: document.None, state: document.None, of: document.None,
			number: single, score: 0.7}
		if r.head[a.head] != document.None {
			continue
		}
		a.text = r.surface(a.first, a.end)
		at := r.add(a)
		r.join(r.stateCluster(p.country), at)
	}
}

// public reports whether a word of the name says that it is a body with a
// purpose: a ministry, a university, an institute.
func (r *resolver) public(words []string) bool {
	for _, w := range words {
		if r.lists["statebody"][w] || r.lists["takesfor"][w] || r.lists["takesof"][w] || w == "cross" || w == "forces" {
			return true
		}
	}
	return false
}

// shouting reports whether the words beside the mention are in capitals too, as
// in a heading "ABOUT US".
func (r *resolver) shouting(m *mention) bool {
	sent := r.doc.Sentences[m.sent]
	for i := sent.First; i < sent.End; i++ {
		if w := r.word(i); (i < m.first || i >= m.end) && len(w) > 3 {
			return allCaps(w)
		}
	}
	return m.end-m.first < sent.End-sent.First
}

// stateCluster returns the cluster of the country, made when it is new.
func (r *resolver) stateCluster(country int32) int32 {
	if c, ok := r.state[country]; ok {
		return c
	}
	c := r.newCluster(cluster{typ: document.Place, country: country, name: r.countries[country], fixed: true, named: true, first: -1})
	r.state[country] = c
	return c
}

// join counts the mention to its cluster.
func (r *resolver) join(c, m int32) {
	cl := &r.cs[c]
	cl.mentions++
	if cl.first < 0 || r.ms[m].first < cl.first {
		cl.first = r.ms[m].first
	}
	switch r.ms[m].gender {
	case document.Male:
		cl.male += 2
	case document.Female:
		cl.female += 2
	}
	r.ms[m].cluster = c
	if n := &r.ms[m]; n.number == plural && n.kind == document.NameMention && cl.typ == document.Person && len(cl.words) > 1 && r.prev(n.first) != "the" {
		n.number = single // "Roberts" is no plural
	}
}

// clusterForms gathers equal names into forms and joins the forms of more than
// one word, longest first.
func (r *resolver) clusterForms() {
	index := map[string]int32{}
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.NameMention || m.cluster != document.None || m.dead {
			continue
		}
		if r.headline(m) && !r.elsewhere(m, i) {
			m.dead = true // a heading in capitals is no name
			continue
		}
		f, ok := index[m.key]
		if !ok {
			f = int32(len(r.fs))
			index[m.key] = f
			r.fs = append(r.fs, form{key: m.key, words: strings.Fields(m.key), text: m.text, first: m.first, body: -1, cluster: document.None})
		}
		fm := &r.fs[f]
		fm.mentions = append(fm.mentions, int32(i))
		for t, w := range m.types {
			fm.types[t] += w
		}
		if fm.body < 0 && r.running(m.sent) {
			fm.body = m.first
		}
		if allCaps(fm.text) && !allCaps(m.text) {
			fm.text = m.text
		}
	}
	order := make([]int32, len(r.fs))
	for i := range r.fs {
		order[i] = int32(i)
		fm := &r.fs[i]
		fm.typ = best(fm.types)
		if fm.body < 0 {
			fm.body = fm.first
		}
	}
	for i := range r.fs {
		r.typeByFirstWord(&r.fs[i], index)
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		if d := len(r.fs[b].words) - len(r.fs[a].words); d != 0 {
			return d
		}
		return int(r.fs[a].first) - int(r.fs[b].first)
	})
	for _, f := range order {
		if len(r.fs[f].words) < 2 {
			continue
		}
		if c := r.findFull(&r.fs[f]); c != document.None {
			r.addForm(c, f)
		} else if c, m := r.findShort(&r.fs[f], r.fs[f].mentions[0]), r.ms[r.fs[f].mentions[0]]; c != document.None && !m.dead {
			r.addForm(c, f)
		} else {
			r.startCluster(f)
		}
	}
}

// typeByFirstWord adds to a name taken for a person's what its first word is by
// itself elsewhere: people are called by their last name, or by a given name
// that is known; firms by the first word of theirs.
func (r *resolver) typeByFirstWord(fm *form, index map[string]int32) {
	if fm.typ != document.Person || len(fm.words) < 2 || len(fm.words) > 4 || r.given[fm.words[0]] != document.Unknown {
		return
	}
	f, ok := index[fm.words[0]]
	if !ok || r.fs[f].typ != document.Organization {
		return
	}
	if _, last := index[fm.words[len(fm.words)-1]]; last {
		return // called by the last word too
	}
	if _, state := r.states[fm.words[0]]; state {
		return
	}
	fm.types[document.Organization] += r.fs[f].types[document.Organization]
	fm.typ = best(fm.types)
}

// headline reports whether the mention is all of a line in capitals, or stands
// in one, that is no masthead.
func (r *resolver) headline(m *mention) bool {
	if !allCaps(m.text) || m.end-m.first < 2 && r.kind[m.sent] != document.Heading {
		return false
	}
	switch r.kind[m.sent] {
	case document.Title, document.Byline, document.Masthead, document.Dateline, document.Credit, document.Contact:
		return false
	}
	sent := r.doc.Sentences[m.sent]
	if m.end-m.first < sent.End-sent.First && !r.shouting(m) {
		return false
	}
	return strings.Join(r.plainWords(strings.Fields(fold(r.doc.Article.Publisher)), document.Organization), " ") != m.key
}

// elsewhere reports whether the name of a heading stands in running text too.
func (r *resolver) elsewhere(m *mention, i int) bool {
	for k := range r.ms {
		if k != i && r.ms[k].kind == document.NameMention && r.ms[k].key == m.key && !allCaps(r.ms[k].text) {
			return true
		}
	}
	return false
}

// startCluster makes an entity of the form.
func (r *resolver) startCluster(f int32) int32 {
	fm := &r.fs[f]
	c := r.newCluster(cluster{typ: fm.typ, words: fm.words, name: fm.text, country: document.None, first: -1, named: true})
	for _, w := range fm.words {
		r.indexWord(w, c)
	}
	r.addForm(c, f)
	return c
}

// indexWord notes that the cluster's name has the word, and the parts of a
// double name.
func (r *resolver) indexWord(w string, c int32) {
	add := func(w string) {
		if list := r.byWord[w]; len(list) == 0 || list[len(list)-1] != c {
			r.byWord[w] = append(list, c)
		}
	}
	add(w)
	if t := trimArticle(w); t != w {
		add(t)
	}
	if strings.Contains(w, "-") {
		for _, p := range strings.Split(w, "-") {
			if len(p) > 2 {
				add(p)
			}
		}
	}
	if len(w) >= 6 {
		add("~" + skeleton(trimArticle(w)))
	}
}

// candidates calls yield for the clusters that share the word, its parts or
// its sound; each may come more than once.
func (r *resolver) candidates(w string, yield func(c int32)) {
	for _, key := range [...]string{w, trimArticle(w)} {
		for _, c := range r.byWord[key] {
			yield(c)
		}
		if key == trimArticle(w) && key == w {
			break
		}
	}
	if i := strings.IndexByte(w, '-'); i > 0 {
		for _, p := range strings.Split(w, "-") {
			for _, c := range r.byWord[p] {
				yield(c)
			}
		}
	}
	if len(w) >= 6 {
		for _, c := range r.byWord["~"+skeleton(trimArticle(w))] {
			yield(c)
		}
	}
}

// addForm puts all mentions of the form into the cluster.
func (r *resolver) addForm(c, f int32) {
	fm := &r.fs[f]
	fm.cluster = c
	cl := &r.cs[c]
	cl.forms = append(cl.forms, f)
	for t, w := range fm.types {
		cl.types[t] += w
	}
	if len(fm.words) > len(cl.words) && cl.country == document.None {
		cl.words, cl.name = fm.words, fm.text
	}
	if g := r.given[fm.words[0]]; len(fm.words) > 1 && fm.typ == document.Person {
		switch g {
		case document.Male:
			cl.male++
		case document.Female:
			cl.female++
		}
	}
	for _, m := range fm.mentions {
		r.join(c, m)
	}
}

// findFull looks for the entity of which the form is a variant in full.
func (r *resolver) findFull(fm *form) int32 {
	found := document.None
	try := func(c int32) {
		if found != document.None || r.cs[c].into != document.None {
			return
		}
		cl := &r.cs[c]
		if fm.typ == document.Person && cl.typ == document.Person {
			if r.matchPerson(cl.words, fm.words) == fullMatch && !r.genderClash(cl, fm.words) {
				found = c
			}
			return
		}
		if (fm.typ == document.Person) == (cl.typ == document.Person) && r.matchBody(cl.words, fm.words) == fullMatch {
			found = c
		}
	}
	for _, w := range fm.words {
		r.candidates(w, try)
		if found != document.None {
			return found
		}
	}
	return found
}

// genderClash reports whether the given name is of the other gender than the
// entity: "Carlo" and "Carla" differ however alike they are spelt.
func (r *resolver) genderClash(cl *cluster, words []string) bool {
	g := r.given[words[0]]
	return g == document.Male && cl.female > cl.male || g == document.Female && cl.male > cl.female
}

// findShort looks for the entity that a short form means at that mention:
// the best match, and among equals the entity introduced first.
func (r *resolver) findShort(fm *form, mi int32) int32 {
	m := &r.ms[mi]
	bestC, bestS := document.None, 0
	try := func(c int32) {
		c = r.root(c)
		cl := &r.cs[c]
		s := 0
		switch {
		case cl.typ == document.Person || m.titled && cl.country == document.None && len(cl.words) > 1 && cl.types[cl.typ] < 1.2 && !r.public(cl.words):
			s = r.shortPerson(cl, fm, m) // "Mr Roe" makes a person of whom the finder was not sure
		case !m.titled && (fm.typ != document.Person || len(fm.words) == 1 && r.given[fm.words[0]] == document.Unknown && m.types[document.Person] < 1.6):
			s = r.shortBody(cl, fm, m)
		}
		if s == 0 || c == bestC {
			return
		}
		if s > bestS || s == bestS && r.cs[c].first < r.cs[bestC].first {
			bestC, bestS = c, s
		}
	}
	for _, w := range fm.words {
		r.candidates(w, try)
	}
	return bestC
}

// shortPerson rates the form as a short name of the person at the mention.
func (r *resolver) shortPerson(cl *cluster, fm *form, m *mention) int {
	if len(fm.words) >= len(cl.words) && !(len(fm.words) == 1 && len(cl.words) == 1) {
		return 0
	}
	strong := r.matchPerson(cl.words, fm.words)
	if strong == noMatch {
		return 0
	}
	if len(m.words) > len(fm.words) && r.lists["legal"][strings.Trim(m.words[len(m.words)-1], ",")] {
		return 0 // "Roe Holdings" is not Roe
	}
	if len(fm.words) > 1 && strong < surnameMatch {
		return 0
	}
	// A word that is a place, body or event here is none of the person's.
	if fm.typ != document.Person && !m.titled {
		if strong != surnameMatch && strong != fullMatch && (strong != givenMatch || r.locative(m)) || m.types[fm.typ] > 1.25 && r.locative(m) {
			return 0
		}
		if fm.types[document.Person] == 0 && fm.types[fm.typ] > 2.4 && fm.first < cl.first {
			return 0
		}
	}
	g := cl.gender()
	if m.gender != document.Unknown && g != document.Unknown && g != m.gender {
		return 0
	}
	if m.royal && strong == givenMatch && len(cl.words) > 1 {
		return 0
	}
	score := int(strong) * 10
	if m.gender == document.Female && g == document.Female {
		score += 3 // where nothing tells, a name in the news is sooner a man's
	}
	if m.titled && strong == givenMatch {
		score -= 5 // "Mr Kim" is named by the surname, whatever comes first
		if r.given[fm.words[0]] == document.Unknown {
			score += 4
		}
	}
	return score
}

// locative reports whether the mention stands where places stand.
func (r *resolver) locative(m *mention) bool {
	switch r.prev(m.first) {
	case "in", "near", "to", "from", "at", "across", "outside", "around", "of":
		return true
	}
	return false
}

// shortBody rates the form as a short name of the organization, place or event.
func (r *resolver) shortBody(cl *cluster, fm *form, m *mention) int {
	if len(fm.words) >= len(cl.words) || cl.country != document.None {
		return 0
	}
	if _, ok := r.capitals[fm.key]; ok {
		return 0
	}
	strong := r.matchBody(cl.words, fm.words)
	if strong < givenMatch {
		return 0
	}
	single := len(fm.words) == 1
	if fm.body < cl.first && r.running(m.sent) && single {
		return 0 // a short form follows the full one
	}
	if single && fm.typ == document.Place && cl.typ != document.Place {
		// "Arle" after "Blue Star Arle" is the town where towns stand.
		if strong == surnameMatch && m.types[document.Organization] >= 0.5 && !r.public(cl.words) {
			return 29
		}
		if strong == givenMatch && !r.public(cl.words) {
			// A team by its town: not where one can be.
			switch r.prev(m.first) {
			case "in", "near", "outside", "across", "around":
				return 0
			}
			return 21
		}
		if r.locative(m) || m.types[document.Place] > 1 {
			return 0
		}
	}
	if single && strong == givenMatch && cl.typ == document.Place && !r.lists["placeword"][fm.words[0]] {
		return 0
	}
	if cl.typ == document.Place && strong == surnameMatch && !single && r.lists["placeword"][cl.words[len(cl.words)-1]] && !r.lists["area"][cl.words[len(cl.words)-1]] {
		return 0 // "San Francisco" is not the bay
	}
	if strong == surnameMatch && r.branch(cl.words[len(fm.words):]) {
		return 0
	}
	if single && strong == givenMatch && fm.typ != document.Organization && !r.lists["orgword"][fm.words[0]] && (cl.typ != document.Organization || r.public(cl.words)) {
		return 0
	}
	if strong == givenMatch && fm.typ == document.Place && cl.typ != document.Place {
		// "Vaasa" is not the University of Vaasa, nor the Lions of Vaasa.
		if before := cl.words[len(cl.words)-len(fm.words)-1]; r.public(cl.words) || smallWord(before) {
			return 0
		}
	}
	if cl.typ == document.EventType && !r.lists["eventword"][fm.words[len(fm.words)-1]] {
		return 0 // "Arle" is not the Arle Conference
	}
	if fm.typ == document.EventType && cl.typ != document.EventType {
		return 0
	}
	if cl.typ == document.Place && fm.typ == document.Place && strong == surnameMatch && single {
		if !r.lists["area"][cl.words[len(cl.words)-1]] {
			return 0
		}
		// "Sandrian peninsula" and "Sandria", "Arle county" and "Arle".
		return 12
	}
	score := int(strong) * 10
	if !single {
		score += 5
	}
	return score
}

// branch reports whether the words behind a body's name say that it is a part
// of it in some place: "Europe", "of Malta".
func (r *resolver) branch(rest []string) bool {
	last := rest[len(rest)-1]
	if _, ok := r.states[last]; ok && rest[0] != "of" {
		return true
	}
	switch last {
	case "europe", "asia", "africa", "america", "americas", "international", "north", "south", "east", "west":
		return len(rest) == 1
	}
	return false
}

// clusterShort gives every mention of the remaining names, of one word, to the
// entity that it means where it stands.
func (r *resolver) clusterShort() {
	r.shareSurnames()
	for f := range r.fs {
		fm := &r.fs[f]
		if fm.cluster != document.None {
			continue
		}
		rest := fm.mentions[:0:0]
		for _, mi := range fm.mentions {
			m := &r.ms[mi]
			if m.cluster != document.None {
				continue
			}
			if r.family(fm, mi) {
				continue
			}
			if c := r.findShort(fm, mi); c != document.None {
				cl := &r.cs[c]
				if !slices.Contains(cl.forms, int32(f)) {
					cl.forms = append(cl.forms, int32(f))
				}
				// The whole name knows the type better than its part.
				for t, w := range m.types {
					cl.types[t] += w / 4
				}
				r.join(c, mi)
				continue
			}
			rest = append(rest, mi)
		}
		if len(rest) == 0 {
			continue
		}
		if c := r.firm(fm, rest); c != document.None {
			for _, mi := range rest {
				r.join(c, mi)
			}
			continue
		}
		fm.mentions = rest
		if c := r.soundAlike(fm); c != document.None {
			r.addForm(c, int32(f))
			continue
		}
		r.startCluster(int32(f))
	}
}

// firm returns the firm whose first word the form is, when another mention was
// taken for it: then the word is the firm everywhere in the article.
func (r *resolver) firm(fm *form, rest []int32) int32 {
	if len(rest) == len(fm.mentions) {
		return document.None
	}
	for _, mi := range fm.mentions {
		if c := r.ms[mi].cluster; c != document.None {
			if cl := &r.cs[r.root(c)]; cl.typ == document.Organization && !r.public(cl.words) && len(cl.words) > 1 && cl.words[0] == fm.words[0] {
				return r.root(c)
			}
		}
	}
	return document.None
}

// soundAlike finds the one-word entity of which the form is another spelling.
func (r *resolver) soundAlike(fm *form) int32 {
	found := document.None
	r.candidates(fm.words[0], func(c int32) {
		cl := &r.cs[c]
		if found == document.None && cl.into == document.None && len(cl.words) == 1 && len(fm.words) == 1 &&
			cl.typ == document.Person && fm.typ == document.Person && r.matchWord(cl.words, fm.words[0]) == fullMatch {
			found = c
		}
	})
	return found
}

// shareSurnames gives given names in a coordination the surname that stands at
// its end: "Otto and Bruno Hegewald" are both Hegewald.
func (r *resolver) shareSurnames() {
	for f := range r.fs {
		fm := &r.fs[f]
		if fm.cluster != document.None || len(fm.words) != 1 || fm.typ == document.Place || fm.typ == document.EventType {
			continue
		}
		for _, mi := range fm.mentions {
			m := &r.ms[mi]
			if m.titled || m.cluster != document.None {
				continue
			}
			w := r.follow(m.end, m.first)
			if w != "and" && w != "," && w != "or" {
				continue
			}
			full := r.coordinated(m.end)
			if full == document.None {
				continue
			}
			fc := &r.cs[r.ms[full].cluster]
			if fm.typ != document.Person && !r.kinBefore(m.first) && r.given[fm.words[0]] == document.Unknown {
				continue
			}
			if r.given[fm.words[0]] == document.Unknown && !r.kinBefore(m.first) && !r.goesOn(m, fc.words) || r.surnameKnown(fm.words[0]) {
				continue
			}
			if len(fc.words) < 2 || fc.typ != document.Person {
				continue
			}
			start := len(fc.words) - 1
			for start > 1 && r.lists["particle"][fc.words[start-1]] {
				start--
			}
			words := append([]string{fm.words[0]}, fc.words[start:]...)
			c := document.None
			r.candidates(fm.words[0], func(o int32) {
				if c == document.None && r.cs[o].typ == document.Person && r.matchPerson(r.cs[o].words, words) == fullMatch {
					c = o
				}
			})
			if c == document.None {
				fields := strings.Fields(fc.name)
				name := m.text
				if start < len(fields) {
					name += " " + strings.Join(fields[start:], " ")
				}
				c = r.newCluster(cluster{typ: document.Person, words: words, name: name, country: document.None, first: -1, named: true})
				r.cs[c].types[document.Person] = 2
				switch r.given[fm.words[0]] {
				case document.Male:
					r.cs[c].male++
				case document.Female:
					r.cs[c].female++
				}
				for _, w := range words {
					r.indexWord(w, c)
				}
			}
			r.cs[c].forms = append(r.cs[c].forms, int32(f))
			r.join(c, mi)
		}
	}
}

// goesOn reports whether the name before, in the same coordination, got the
// surname already.
func (r *resolver) goesOn(m *mention, words []string) bool {
	if w := r.prev(m.first); w != "," && w != "and" || m.first < 2 {
		return false
	}
	a := r.at[m.first-2]
	if a == document.None || r.ms[a].cluster == document.None || len(words) == 0 {
		return false
	}
	before := r.cs[r.ms[a].cluster].words
	return len(r.ms[a].words) == 1 && len(before) > 1 && before[len(before)-1] == words[len(words)-1]
}

// coordinated returns the name of two or more words at the end of the
// coordination that goes on at token i, or None.
func (r *resolver) coordinated(i int32) int32 {
	n := int32(len(r.doc.Tokens))
	for steps := 0; i < n && steps < 12; steps++ {
		m := r.at[i]
		if m != document.None && r.ms[m].kind == document.NameMention {
			if len(r.ms[m].words) > 1 {
				if r.ms[m].cluster == document.None || r.follow(r.ms[m].first-1, r.ms[m].first) == "," {
					return document.None
				}
				return m
			}
			i = r.ms[m].end
			continue
		}
		switch fold(r.word(i)) {
		case "and", ",", "or":
			i++
		default:
			return document.None
		}
	}
	return document.None
}

// kinBefore reports whether a plural noun of kin or a pair stands before.
func (r *resolver) kinBefore(i int32) bool {
	if i > 1 && r.sent[i-2] == r.sent[i] && r.word(i-1) == "," {
		i-- // "its founders, Ann and Bo Lee"
	}
	if i == 0 || r.sent[i-1] != r.sent[i] {
		return false
	}
	return r.doc.Tokens[i-1].XTag == document.NNS && typed(r.nouns[r.lemma(i-1)], document.Person) != nil
}

// surnameKnown reports whether somebody in the article has the word as surname.
func (r *resolver) surnameKnown(w string) bool {
	for _, c := range r.byWord[w] {
		if cl := &r.cs[c]; cl.typ == document.Person && len(cl.words) > 1 && surnameOf(cl.words) == w {
			return true
		}
	}
	return false
}

// family resolves "the Smiths": to the Smith family when the article has one,
// else to all who bear the name.
func (r *resolver) family(fm *form, mi int32) bool {
	m := &r.ms[mi]
	w := fm.words[0]
	if r.prev(m.first) != "the" || !strings.HasSuffix(w, "s") || len(w) < 4 {
		return false
	}
	single := strings.TrimSuffix(w, "s")
	var members []int32
	family := document.None
	for _, key := range [...]string{single, strings.TrimSuffix(single, "e"), w} {
		if len(members) > 0 || family != document.None {
			break
		}
		for _, c := range r.byWord[key] {
			cl := &r.cs[c]
			switch {
			case cl.into != document.None:
			case len(cl.words) == 2 && cl.words[1] == "family" && cl.words[0] == key:
				family = c
			case cl.typ == document.Person && len(cl.words) > 1 && surnameOf(cl.words) == key:
				members = append(members, c)
			}
		}
	}
	if family == document.None && r.familyBefore(m.first) {
		// "the family that founded it, the Smiths".
		family = r.newCluster(cluster{typ: document.Organization, fixed: true, named: true, first: -1, country: document.None,
			name: strings.TrimSuffix(m.text, "s") + " family", words: []string{single, "family"}})
	}
	switch {
	case family != document.None:
		r.cs[family].more = append(r.cs[family].more, m.text)
		r.join(family, mi)
	case len(members) > 1:
		m.group, m.number, m.typ = members, plural, document.Person
		m.cluster = document.None
	default:
		return false
	}
	m.number = plural
	return true
}

// familyBefore reports whether the noun "family" stands shortly before the token.
func (r *resolver) familyBefore(i int32) bool {
	for k := i - 1; k >= 0 && k > i-9 && r.sent[k] == r.sent[i]; k-- {
		if w := fold(r.word(k)); w == "family" || w == "clan" || w == "dynasty" {
			return true
		}
	}
	return false
}
