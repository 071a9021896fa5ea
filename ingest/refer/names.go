package refer

import (
	"strings"

	"dossier/ingest/document"
)

// findNames makes a mention of every name: its words without titles, articles
// and possessive endings, and the titles that stand before it.
func (r *resolver) findNames() {
	doc := r.doc
	for i := range doc.Names {
		for t := doc.Names[i].First; t < doc.Names[i].End; t++ {
			r.cover[t] = int32(i)
		}
	}
	places := r.placeWords()
	for n, name := range doc.Names {
		if name.Type == document.Person && name.End-name.First == 2 && places[r.word(name.First)] && r.at[name.First] == document.None && r.bornBy(n) {
			// "From Arle Roe flew home": two names taken for one.
			r.addName(name.First, name.First+1, document.Place)
			name.First++
		}
		if r.at[name.First] != document.None {
			continue // part of the name before
		}
		first, end := r.extend(name)
		first, end = r.cut(first, end)
		if name.Type == document.Person && r.demonymBefore(first, end) {
			first++ // "the Dane Ole Lund"
			name.First = first
		}
		rest := int32(0)
		if end-first > 2 && possessive(r.word(first+1)) && r.city(fold(r.word(first))) {
			r.addName(first, first+1, document.Place) // "Riga's Dzintars Pay"
			first += 2
			name.First = first
		}
		if name.Type == document.Organization {
			end, rest = r.cutPlace(first, end)
		}
		for end > first+1 && (doc.Tokens[end-1].XTag == document.POS || possessive(r.word(end-1))) {
			end--
		}
		if end > first+1 && r.lists["article"][fold(r.word(first))] && r.word(first) != "A" {
			first++
		}
		m := mention{first: first, end: end, kind: document.NameMention, typ: name.Type, cluster: document.None,
			name: int32(n), titleAt: document.None, country: document.None, poss: document.None, state: document.None,
			of: document.None, number: single, score: 1}
		m.text = r.surface(first, end)
		m.words = strings.Fields(fold(m.text))
		if name.Type == document.Person || name.Type == document.Other {
			r.stripTitles(&m)
			r.stripLetters(&m)
		}
		if len(m.words) == 0 || r.fragment(&m) || r.ticker(first, end) || m.words[0] == "of" {
			continue
		}
		m.key = strings.Join(r.plainWords(m.words, m.typ), " ")
		m.head = r.headOf(m.first, m.end)
		if m.gender == document.Unknown && m.typ == document.Person {
			m.gender = r.kinGender(m.first)
		}
		if doc.Tokens[m.end-1].XTag == document.NNPS && m.typ != document.Organization &&
			strings.HasSuffix(m.words[len(m.words)-1], "s") && r.given[m.words[0]] == document.Unknown {
			m.number = plural
		}
		at := r.add(m)
		last := max(end, name.End)
		if rest > 0 {
			last = end
		}
		for i := min(first, name.First); i < last; i++ {
			r.at[i] = at
		}
		r.head[m.head] = at
		if rest > 0 {
			r.addName(rest, name.End, document.Place)
			r.ms[len(r.ms)-1].types[document.Place] += 2 // whatever is apposed is so to the body
		}
	}
}

// placeWords are the words that the article has as names of places by themselves.
func (r *resolver) placeWords() map[string]bool {
	var set map[string]bool
	for _, n := range r.doc.Names {
		if n.Type == document.Place && n.End-n.First == 1 {
			if set == nil {
				set = map[string]bool{}
			}
			set[r.word(n.First)] = true
		}
	}
	return set
}

// bornBy reports whether the last word of name n is the last word of another
// person's name of two words or more.
func (r *resolver) bornBy(n int) bool {
	last := r.word(r.doc.Names[n].End - 1)
	for k, o := range r.doc.Names {
		if k != n && o.Type == document.Person && o.End-o.First > 1 && r.word(o.End-1) == last && r.word(o.First) != r.word(r.doc.Names[n].First) {
			return true
		}
	}
	return false
}

// extend returns the tokens of the name with the capitalised words that
// the tree makes part of it: "Alpine" before "Transport Program", "7"
// after "Camp", "Party" after "Workers'", "for the Law of the Sea" after
// "World Tribunal".
func (r *resolver) extend(name document.Name) (first, end int32) {
	first, end = name.First, name.End
	doc := r.doc
	if end-first > 1 && first > 0 && doc.Tokens[first-1].XTag == document.CD && r.lists["otherword"][fold(r.word(first))] {
		first++ // "On 4 May Ann Roe"
	}
	sent := doc.Sentences[r.sent[first]]
	first, end = r.hyphens(first, end, sent)
	if !r.parsed(first) || !r.body(r.sent[first]) {
		return first, end
	}
	for end < sent.End && r.cover[end] == document.None && r.lists["legal"][fold(r.word(end))] && name.Type != document.Person &&
		(upper(r.word(end)) || strings.Contains(r.word(end), ".") || r.word(end) == "plc") {
		end++
	}
	if end < sent.End && r.lists["facility"][fold(r.word(end))] && !upper(r.word(end)) &&
		(r.doc.Tokens[end].Tag == document.NOUN || r.doc.Tokens[end].Tag == document.PROPN) &&
		doc.Tokens[end-1].Head == end && doc.Tokens[end-1].Dep != document.NmodPoss && (name.Type == document.Place || name.End-name.First == 1) {
		if _, ok := r.states[fold(doc.Slice(name.Span))]; !ok {
			return first, end + 1
		}
	}
	// "Marie" and "Jana Roe" side by side are one name.
	if (name.Type == document.Person || r.given[fold(r.word(first))] != document.Unknown) && name.End-name.First == 1 && end < sent.End && r.cover[end] != document.None {
		if n := doc.Names[r.cover[end]]; n.Type == document.Person && n.First == end && !r.lists["otherword"][fold(r.word(first))] &&
			(r.given[fold(r.word(first))] != document.Unknown || doc.Tokens[n.First].Head == first) {
			return first, n.End
		}
	}
	if name.Type == document.Place {
		if end < sent.End && r.cover[end] == document.None && doc.Tokens[end].Tag == document.NUM && doc.Tokens[end].Head == end-1 && len(r.word(end)) < 4 {
			end++
		}
		return first, end
	}
	for first > sent.First && r.at[first-1] == document.None && r.cover[first-1] == document.None {
		i := first - 1
		w := fold(r.word(i))
		tok := &doc.Tokens[i]
		if tok.Tag == document.PROPN && upper(r.word(i)) && i > sent.First && doc.Tokens[first].Head == i && doc.Tokens[first].Dep == document.Flat &&
			r.titles[w] == (title{}) && r.nouns[w] == nil && !r.lists["otherword"][w] {
			first-- // the tree hangs names from their first word
			continue
		}
		if tok.Tag != document.PROPN || !upper(r.word(i)) || tok.Head < first || tok.Head >= end || i == sent.First && tok.Dep != document.Compound {
			break
		}
		if _, ok := r.people[w]; ok || r.titles[w] != (title{}) || r.nouns[w] != nil || name.Type == document.Person && r.given[w] == document.Unknown {
			break
		}
		first--
	}
	if first > sent.First+2 && r.cover[first-2] == document.None && possessive(r.word(first-1)) && upper(r.word(first-2)) && r.lists["takesof"][fold(r.word(first))] &&
		r.at[first-2] == document.None && doc.Tokens[first-2].Tag != document.PRON {
		first -= 2 // "King's" before "College"
	}
	for end < sent.End && r.cover[end] == document.None {
		tok := &doc.Tokens[end]
		w := r.word(end)
		up := tok.Head
		switch {
		case end-first == 1 && tok.Tag == document.NUM && w[0] >= '0' && w[0] <= '9' && up == end-1 && name.Type != document.Person && len(w) < 4 &&
			(tok.Dep == document.Nummod || tok.Dep == document.Flat || tok.Dep == document.NmodUnmarked || tok.Dep == document.NmodDesc || tok.Dep == document.Compound || tok.Dep == document.Appos):
		case (w == "'" || w == "’") && end+1 < sent.End && r.lists["orgword"][fold(r.word(end+1))] && upper(r.word(end+1)) && r.cover[end+1] == document.None:
			end++
		case tok.Tag == document.PROPN && upper(w) && (up >= first && up < end && (tok.Dep == document.Flat || tok.Dep == document.Compound) ||
			doc.Tokens[end-1].Head == end && doc.Tokens[end-1].Dep == document.Compound && r.lists["orgword"][fold(w)]) && r.titles[fold(w)] == (title{}):
		default:
			return r.complement(first, end, sent.End)
		}
		end++
	}
	return r.complement(first, end, sent.End)
}

// city reports whether the word is a capital or a state.
func (r *resolver) city(w string) bool {
	if _, ok := r.capitals[w]; ok {
		return true
	}
	_, ok := r.states[w]
	return ok
}

// cutPlace ends an organization's name before "in" and a place ("Maritime Court
// in The Hague"), and before "of" or "for" where a name of its kind does not go
// on so. rest is the first token of what was cut off, 0 when nothing was.
func (r *resolver) cutPlace(first, end int32) (cut, rest int32) {
	for i := first + 2; i < end-1; i++ {
		at := i + 1
		if fold(r.word(at)) == "the" && at < end-1 && !upper(r.word(at)) {
			at++
		}
		if !upper(r.word(at)) {
			continue
		}
		before := fold(r.word(i - 1))
		switch r.word(i) {
		case "in", "on":
			if r.spelt(first, end) {
				return end, 0
			}
			return i, at
		case "of", "for":
			if r.lists["takesfor"][before] || r.lists["takesof"][before] {
				continue
			}
			if r.lists["orgword"][before] || r.word(i) == "of" && at == end-1 && r.firmOf(first, at) {
				return i, at
			}
		}
	}
	return end, 0
}

// firmOf reports whether a name of two words or more without an article before
// it is followed by the town where it sits: "Lagune Motors of Bielefeld".
func (r *resolver) firmOf(first, town int32) bool {
	if first > 0 && r.lists["article"][fold(r.word(first-1))] || r.lists["article"][fold(r.word(first))] {
		return false
	}
	w := fold(r.word(town))
	if _, ok := r.states[w]; ok || acronym(r.word(town)) || r.lists["orgword"][w] || r.lists["otherword"][w] {
		return false
	}
	if r.nouns[fold(r.doc.Tokens[town-2].Lemma)] != nil || r.nouns[w] != nil {
		return false // "Joint Chiefs of Staff"
	}
	t := &r.doc.Tokens[town]
	return t.Tag == document.PROPN && t.XTag != document.NNPS
}

// demonymBefore reports whether what was taken for a person's name begins with
// the noun of his nationality: "the Dane Ole Lund", but not "Ireland Baldwin".
func (r *resolver) demonymBefore(first, end int32) bool {
	if end-first < 2 || first == 0 {
		return false
	}
	switch r.word(first - 1) {
	case "the", "The", "a", "an":
	default:
		return false
	}
	_, ok := r.people[fold(r.word(first))]
	return ok
}

// spelt reports whether the acronym in brackets behind the name has its last
// letter from the name's last word: "Council for Fishing in Zembla (CFZ)".
func (r *resolver) spelt(first, end int32) bool {
	if w := r.follow(end, first); w != "(" && w != "-lrb-" {
		return false
	}
	if r.follow(end+1, first) == "" || !acronym(r.word(end+1)) {
		return false
	}
	acr, last := fold(r.word(end+1)), fold(r.word(end-1))
	return derives(r.word(end+1), strings.Fields(fold(r.surface(first, end))), true) && acr[len(acr)-1] == last[0]
}

// hyphens takes in what hangs on the name by a hyphen: "Hans-" before "Joachim
// Roe", "-Roe" behind "Ann Lee".
func (r *resolver) hyphens(first, end int32, sent document.Sentence) (int32, int32) {
	doc := r.doc
	glued := func(i int32) bool { // token i is a hyphen without blanks around it
		return i > sent.First && i+1 < sent.End && r.word(i) == "-" && doc.Tokens[i-1].End == doc.Tokens[i].Start && doc.Tokens[i].End == doc.Tokens[i+1].Start
	}
	for end+1 < sent.End && glued(end) && upper(r.word(end+1)) && doc.Tokens[end+1].Tag != document.VERB {
		if c := r.cover[end+1]; c != document.None {
			end = doc.Names[c].End
		} else {
			end += 2
		}
	}
	for first-2 >= sent.First && glued(first-1) && upper(r.word(first-2)) && r.at[first-2] == document.None && r.cover[first-2] == document.None &&
		r.titles[fold(r.word(first-2))] == (title{}) && doc.Tokens[first-2].Tag == document.PROPN {
		first -= 2
	}
	return first, end
}

// cut ends a name before a dash with blanks around it: what follows is another
// one ("Ann Roe - Pool").
func (r *resolver) cut(first, end int32) (int32, int32) {
	for i := first + 1; i < end-1; i++ {
		if w := r.word(i); w == "(" && i > first+1 {
			return first, i
		} else if (w == "-" || w == "–" || w == "—" || w == "|" || w == "/") && r.doc.Tokens[i-1].End < r.doc.Tokens[i].Start && r.doc.Tokens[i].End < r.doc.Tokens[i+1].Start {
			return first, i
		}
	}
	return first, end
}

// fragment reports whether the name is no name: the second half of a
// hyphenated word ("Secretary-General"), or an adjective of a region before a
// common noun ("Baltic ports").
func (r *resolver) fragment(m *mention) bool {
	if i := strings.LastIndexByte(m.words[0], '-'); i > 0 && len(m.words) == 1 && m.end < int32(len(r.doc.Tokens)) && !upper(r.word(m.end)) {
		// "Franco-Moroccan businessman".
		if _, ok := r.people[m.words[0][i+1:]]; ok && (r.doc.Tokens[m.end].Tag == document.NOUN || r.doc.Tokens[m.end].Tag == document.ADJ) {
			return true
		}
	}
	if m.first > 0 && r.word(m.first-1) == "-" && r.doc.Tokens[m.first-1].End == r.doc.Tokens[m.first].Start && m.first > 1 &&
		r.doc.Tokens[m.first-2].End == r.doc.Tokens[m.first-1].Start && r.titles[m.words[0]] != (title{}) {
		return true
	}
	if len(m.words) == 1 && r.lists["regionadj"][m.words[0]] && m.end < int32(len(r.doc.Tokens)) {
		next := &r.doc.Tokens[m.end]
		return (next.Tag == document.NOUN || next.Tag == document.ADJ) && !upper(r.word(m.end))
	}
	return false
}

// ticker reports whether the name stands in a bracket with the mark of an
// exchange: "(LSE: ABC)".
func (r *resolver) ticker(first, end int32) bool {
	n := int32(len(r.doc.Tokens))
	if !acronym(r.word(first)) {
		return false
	}
	opens := first > 0 && r.word(first-1) == "(" && end+1 < n && r.word(end) == ":"
	closes := first > 1 && r.word(first-1) == ":" && end < n && r.word(end) == ")"
	return opens && acronym(r.word(end+1)) || closes && acronym(r.word(first-2))
}

// complement takes in what follows a name that ends in a word for a body:
// "for" or "of" and capitalised words.
func (r *resolver) complement(first, end, limit int32) (int32, int32) {
	if to := r.acronymic(first, end, limit); to > end {
		return first, to
	}
	if end+1 >= limit || !r.lists["orgword"][fold(r.word(end-1))] && !r.lists["takesfor"][fold(r.word(first))] {
		return first, end
	}
	prep := fold(r.word(end))
	if r.lists["takesfor"][fold(r.word(first))] && end-first > 2 && smallWord(fold(r.word(first+1))) && upper(r.word(end)) && r.doc.Tokens[end-1].Tag == document.ADJ {
		// "Center for a New" goes on with capitals.
		for end < limit && upper(r.word(end)) && r.doc.Tokens[end].Tag != document.VERB && r.doc.Tokens[end].Tag != document.AUX {
			end++
		}
		return first, end
	}
	switch {
	case prep == "of" && (r.lists["takesfor"][fold(r.word(end-1))] || r.lists["takesof"][fold(r.word(end-1))]):
	case (prep == "for" || prep == "on") && r.lists["takesfor"][fold(r.word(end-1))]:
	default:
		return first, end
	}
	at := end + 1
	if fold(r.word(at)) == "the" || fold(r.word(at)) == "a" {
		at++
	}
	if at >= limit || !upper(r.word(at)) || r.lists["otherword"][fold(r.word(at))] {
		return first, end
	}
	if n := r.cover[at]; n != document.None {
		name := r.doc.Names[n]
		if name.First != at || name.Type == document.Person || name.Type == document.Place && (prep == "of" || name.Score > 0.8) {
			return first, end
		}
		if _, ok := r.states[fold(r.doc.Slice(name.Span))]; ok {
			return first, end
		}
		at = name.End
	} else {
		if t := r.doc.Tokens[at].Tag; t != document.PROPN && t != document.NOUN {
			return first, end
		}
		at++
		for at < limit && r.cover[at] == document.None && upper(r.word(at)) && (r.doc.Tokens[at].Tag == document.PROPN || r.doc.Tokens[at].Tag == document.NOUN) {
			at++
		}
	}
	// "of the Sea" once more.
	if at+1 < limit && fold(r.word(at)) == "of" {
		next := at + 1
		if fold(r.word(next)) == "the" {
			next++
		}
		if next < limit && upper(r.word(next)) && r.cover[next] == document.None && r.doc.Tokens[next].Tag == document.PROPN {
			at = next + 1
		}
	}
	return first, at
}

// acronymic returns the end of the name "Council for Fishing in Zembla" whose
// acronym in brackets spells the words behind its preposition too; else end.
func (r *resolver) acronymic(first, end, limit int32) int32 {
	if end+1 >= limit || end-first < 2 {
		return end
	}
	switch fold(r.word(end)) {
	case "in", "of", "for", "on", "to", "and", "against":
	default:
		return end
	}
	at := end + 1
	for at < limit && at < end+7 && r.word(at) != "(" {
		at++
	}
	if at+2 >= limit || r.word(at) != "(" || r.word(at+2) != ")" || !upper(r.word(at-1)) || !r.spelt(first, at) {
		return end
	}
	return at
}

// kinGender returns the gender of the noun of kin that a name is apposed to:
// "her husband, the architect Bo Lee".
func (r *resolver) kinGender(first int32) document.Gender {
	comma := false
	for i := first - 1; i >= 0 && i > first-8 && r.sent[i] == r.sent[first]; i-- {
		if r.word(i) == "," {
			if comma {
				break
			}
			comma = true
			continue
		}
		if r.lists["kin"][r.lemma(i)] {
			if c := typed(r.nouns[r.lemma(i)], document.Person); c != nil && (comma || i == first-1) {
				return c.gender
			}
		}
		switch r.doc.Tokens[i].Tag {
		case document.NOUN, document.DET, document.ADJ:
		default:
			return document.Unknown
		}
	}
	return document.Unknown
}

// surface returns the text of tokens [first, end) on one line.
func (r *resolver) surface(first, end int32) string {
	text := r.doc.Slice(r.doc.TokenSpan(first, end))
	if strings.ContainsAny(text, "\n\r\t") || strings.Contains(text, "  ") {
		text = strings.Join(strings.Fields(text), " ")
	}
	return strings.TrimRight(text, ",;:")
}

func possessive(word string) bool {
	return word == "'s" || word == "’s" || word == "'" || word == "’"
}

// stripTitles takes titles off the front of a person's name.
func (r *resolver) stripTitles(m *mention) {
	for len(m.words) > 1 {
		taken := 0
		for n := min(3, len(m.words)-1); n > 0; n-- {
			if t, ok := r.titles[strings.Join(m.words[:n], " ")]; ok {
				m.gender, taken, m.titled = t.gender, n, true
				m.title = m.words[n-1]
				if t.royal && len(m.words) <= n+2 {
					// "Queen Ingrid" keeps the word in its name, not in what is compared.
					m.royal, m.words = true, m.words[n:]
					return
				}
				break
			}
		}
		if taken == 0 {
			return
		}
		// Take as many tokens as the words have, by their bytes.
		m.words = m.words[taken:]
		fields := strings.Fields(m.text)
		if len(fields) < taken {
			return
		}
		skip := 0
		for _, f := range fields[:taken] {
			skip += len(f)
		}
		at := m.first
		for at < m.end-1 && skip > 0 {
			skip -= int(r.doc.Tokens[at].Len())
			at++
		}
		if m.titleAt == document.None {
			m.titleAt = m.first
		}
		m.first, m.text = at, strings.Join(fields[taken:], " ")
	}
}

// stripLetters takes the letters of a rank or degree off the end of a person's
// name: "Ann Roe KC".
func (r *resolver) stripLetters(m *mention) {
	for len(m.words) > 2 && m.end-m.first == int32(len(m.words)) && len(m.words[len(m.words)-1]) > 1 &&
		r.lists["letters"][m.words[len(m.words)-1]] && acronym(r.word(m.end-1)) {
		m.end--
		m.words = m.words[:len(m.words)-1]
		m.text = r.surface(m.first, m.end)
	}
}

// plainWords leaves out what does not tell names apart: articles, endings by
// law, of persons the suffixes.
func (r *resolver) plainWords(words []string, typ document.Type) []string {
	for len(words) > 1 && r.lists["article"][words[0]] {
		words = words[1:]
	}
	if typ != document.Person {
		for len(words) > 1 && r.lists["legal"][strings.Trim(words[len(words)-1], ",")] {
			words = words[:len(words)-1]
		}
		return words
	}
	for len(words) > 2 && r.lists["suffix"][strings.Trim(words[len(words)-1], ",")] {
		words = words[:len(words)-1]
	}
	return words
}

// findAdjectives makes a mention of every adjective or noun for a state's
// people outside names, and turns names that are no more than that into one.
func (r *resolver) findAdjectives() {
	doc := r.doc
	r.findCredits()
	r.findMissed()
	for i := range r.ms {
		m := &r.ms[i]
		p, ok := r.people[m.key]
		if !ok || m.typ == document.Person && len(m.words) == 1 && r.given[m.key] != document.Unknown {
			continue
		}
		m.kind, m.country, m.typ = document.AdjectiveMention, p.country, document.Place
		if p.plural {
			m.number = plural
		}
	}
	for i := int32(0); i < int32(len(doc.Tokens)); i++ {
		if r.at[i] != document.None || !upper(r.word(i)) {
			continue
		}
		end := i + 1
		p, ok := people{}, false
		if end < int32(len(doc.Tokens)) && fold(r.word(end)) == "peninsula" {
			r.addName(i, end+1, document.Place)
			i = end
			continue
		}
		if end < int32(len(doc.Tokens)) && r.at[end] == document.None && upper(r.word(end)) {
			if p, ok = r.people[fold(r.surface(i, end+1))]; ok {
				end++
			}
		}
		if !ok {
			p, ok = r.people[fold(r.word(i))]
		}
		if !ok || r.language(i, end) {
			continue
		}
		m := mention{first: i, end: end, kind: document.AdjectiveMention, typ: document.Place, cluster: document.None,
			name: document.None, titleAt: document.None, country: p.country, poss: document.None, state: document.None,
			of: document.None, number: single, score: 1}
		if p.plural {
			m.number = plural
		}
		m.text = r.surface(i, end)
		m.words = strings.Fields(fold(m.text))
		m.key = strings.Join(m.words, " ")
		m.head = r.headOf(i, end)
		at := r.add(m)
		for ; i < end; i++ {
			r.at[i] = at
		}
		i--
	}
}

// findMissed makes names of capitalised words that the name finder passed over
// where their neighbours leave no doubt: directly behind a noun for a person or
// a body ("the water company Aguas del Turia"), and wherever a name of two words
// or more stands again.
func (r *resolver) findMissed() {
	doc := r.doc
	known := map[string][]int32{} // first word → mentions of names of several words
	note := func(i int32) {
		m := &r.ms[i]
		if m.kind == document.NameMention && (m.end-m.first > 1 || r.telling(m)) && upper(r.word(m.first)) {
			w := r.word(m.first)
			for _, o := range known[w] {
				if r.ms[o].text == m.text {
					return
				}
			}
			known[w] = append(known[w], i)
		}
	}
	for i := range r.ms {
		note(int32(i))
	}
	r.missedStates()
	for i := int32(1); i < int32(len(doc.Tokens)); i++ {
		if r.at[i] != document.None || r.cover[i] != document.None || doc.Tokens[i].Tag != document.PROPN || !upper(r.word(i)) || r.sent[i-1] != r.sent[i] ||
			!r.body(r.sent[i]) || doc.Tokens[i-1].Tag != document.NOUN && doc.Tokens[i-1].Tag != document.PROPN || upper(r.word(i-1)) || doc.Tokens[i-1].XTag == document.NNS || r.lists["otherword"][fold(r.word(i))] {
			continue
		}
		if _, ok := r.people[fold(r.word(i))]; ok {
			continue
		}
		classes := r.nouns[r.lemma(i-1)]
		typ := document.Organization
		if typed(classes, typ) == nil {
			if typ = document.Person; typed(classes, typ) == nil {
				continue
			}
		}
		end := r.capitalised(i)
		r.addName(i, end, typ)
		note(int32(len(r.ms) - 1))
		i = end
	}
	for i := int32(0); i < int32(len(doc.Tokens)); i++ {
		if r.at[i] != document.None || r.cover[i] != document.None || !upper(r.word(i)) || !r.body(r.sent[i]) ||
			i > 0 && r.at[i-1] != document.None && r.sent[i-1] == r.sent[i] || doc.Tokens[i].Tag == document.DET || doc.Tokens[i].Tag == document.ADP {
			continue
		}
		end := r.capitalised(i)
		if end == i+1 && (doc.Tokens[i].Tag != document.PROPN || r.lists["otherword"][fold(r.word(i))]) {
			continue
		}
		if typ := r.explained(end); typ != document.Other {
			r.addName(i, end, typ)
			note(int32(len(r.ms) - 1))
		}
		i = end - 1
	}
	r.missedEmployers(note)
	surnames := r.surnames()
	for i := int32(0); i < int32(len(doc.Tokens)); i++ {
		if r.at[i] != document.None || !upper(r.word(i)) {
			continue
		}
		if surnames[r.word(i)] && r.cover[i] == document.None && doc.Tokens[i].Tag == document.PROPN && r.body(r.sent[i]) && r.capitalised(i) == i+1 &&
			(i == 0 || r.sent[i-1] != r.sent[i] || !upper(r.word(i-1)) || r.titles[fold(r.word(i-1))] != (title{})) {
			r.addName(i, i+1, document.Person)
			continue
		}
		for _, o := range known[r.word(i)] {
			n := r.ms[o].end - r.ms[o].first
			if t := doc.Tokens[i].Tag; n == 1 && (r.ms[o].first == i || t != document.PROPN && t != document.NOUN || !r.body(r.sent[i])) {
				continue
			}
			if end := i + n; end <= doc.Sentences[r.sent[i]].End && r.free(i, end) && r.surface(i, end) == r.ms[o].text {
				r.addName(i, end, r.ms[o].typ)
				i = end - 1
				break
			}
		}
	}
}

// missedEmployers makes names of capitalised words right before a post in
// capitals and the name of who holds it: "Haldrix CEO Ann Roe".
func (r *resolver) missedEmployers(note func(int32)) {
	doc := r.doc
	for i := int32(1); i+1 < int32(len(doc.Tokens)); i++ {
		w := r.word(i)
		if len(w) < 2 || len(w) > 4 || !acronym(w) || r.at[i-1] != document.None || r.cover[i-1] != document.None || !upper(r.word(i-1)) ||
			!r.body(r.sent[i]) || r.sent[i-1] != r.sent[i] || r.sent[i+1] != r.sent[i] || r.titles[fold(w)] == (title{}) {
			continue
		}
		if r.at[i+1] == document.None && r.cover[i+1] == document.None || doc.Tokens[i-1].Tag == document.DET || doc.Tokens[i-1].Tag == document.ADP {
			continue
		}
		r.addName(i-1, i, document.Organization)
		note(int32(len(r.ms) - 1))
	}
}

// missedStates makes names of the states that the name finder passed over.
func (r *resolver) missedStates() {
	for s, sent := range r.doc.Sentences {
		if !r.body(int32(s)) {
			continue
		}
		for i := sent.First; i < sent.End; i++ {
			if !upper(r.word(i)) {
				continue
			}
			for n := int32(3); n > 0; n-- {
				end := i + n
				if end > sent.End || !upper(r.word(end-1)) || !r.free(i, end) || n == 1 && (r.doc.Tokens[i].Tag != document.PROPN || len(r.word(i)) < 4) ||
					end < sent.End && upper(r.word(end)) || i > sent.First && r.at[i-1] != document.None {
					continue
				}
				if _, ok := r.states[fold(r.surface(i, end))]; ok {
					r.addName(i, end, document.Place)
					i = end - 1
					break
				}
			}
		}
	}
}

// telling reports whether a name of one word is one wherever it stands: of a
// body or place, and no word of the language.
func (r *resolver) telling(m *mention) bool {
	if len(m.text) < 6 || m.typ != document.Organization && m.typ != document.Place || m.number == plural {
		return false
	}
	w := m.words[0]
	_, state := r.states[w]
	_, people := r.people[w]
	return !state && !people && r.nouns[w] == nil && r.titles[w] == (title{}) && !r.lists["otherword"][w] && !r.lists["regionadj"][w] && !r.lists["orgword"][w]
}

// surnames are the last words of the article's names of persons, and the first
// ones where they are no given names (of "Ma Kuo-hua", Ma).
func (r *resolver) surnames() map[string]bool {
	set := map[string]bool{}
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.NameMention || m.typ != document.Person || m.end-m.first < 2 {
			continue
		}
		if w := r.word(m.end - 1); r.doc.Tokens[m.end-1].Tag == document.PROPN && r.nouns[fold(w)] == nil && upper(w) && r.word(m.end-2) != "-" && !smallWord(fold(r.word(m.end-2))) {
			set[w] = true
		}
		if w := r.word(m.first); r.given[fold(w)] == document.Unknown && r.nouns[fold(w)] == nil && upper(w) {
			set[w] = true
		}
	}
	return set
}

// explained returns the type that an apposition behind token end gives to what
// stands before it (", an advocacy group,"), Other when there is none.
func (r *resolver) explained(end int32) document.Type {
	limit := int32(len(r.doc.Tokens))
	if end+2 >= limit || r.word(end) != "," || r.sent[end+2] != r.sent[end] {
		return document.Other
	}
	if w := r.word(end + 1); w != "a" && w != "an" && w != "the" {
		return document.Other
	}
	for i := end + 2; i < limit && i < end+8 && r.sent[i] == r.sent[end]; i++ {
		switch r.doc.Tokens[i].Tag {
		case document.NOUN, document.PROPN:
			if i+1 < limit && (r.doc.Tokens[i+1].Tag == document.NOUN || r.word(i+1) == "-") {
				continue
			}
			classes := r.nouns[r.lemma(i)]
			for _, typ := range [...]document.Type{document.Organization, document.Person} {
				if typed(classes, typ) != nil && r.doc.Tokens[i].XTag != document.NNS {
					return typ
				}
			}
			return document.Other
		case document.ADJ, document.PUNCT, document.VERB, document.ADV, document.NUM:
			if r.word(i) == "," {
				return document.Other
			}
		default:
			return document.Other
		}
	}
	return document.Other
}

// free reports whether none of the tokens belongs to a name.
func (r *resolver) free(first, end int32) bool {
	for i := first; i < end; i++ {
		if r.at[i] != document.None || r.cover[i] != document.None {
			return false
		}
	}
	return true
}

// capitalised returns the end of the run of capitalised words that begins at
// token i, with particles between them.
func (r *resolver) capitalised(i int32) int32 {
	limit := r.doc.Sentences[r.sent[i]].End
	end := i + 1
	for end < limit && r.at[end] == document.None && r.cover[end] == document.None {
		switch {
		case elided(r.word(end)):
			end++
		case upper(r.word(end)) && r.doc.Tokens[end].Tag != document.PRON && r.doc.Tokens[end].Tag != document.DET:
			end++
		case end+1 < limit && r.lists["particle"][fold(r.word(end))] && upper(r.word(end+1)) && r.at[end+1] == document.None:
			end += 2
		default:
			return end
		}
	}
	return end
}

// elided reports whether the word is a capitalised one behind a French or
// Italian article: "d'Urgence".
func elided(w string) bool {
	return len(w) > 3 && (w[0] == 'd' || w[0] == 'l') && (w[1] == '\'' && upper(w[2:]) || strings.HasPrefix(w[1:], "’") && upper(w[4:]))
}

// findCredits makes names of the agencies behind a slash in a photo credit
// that the name finder passed over ("Roe/Keystone via Getty").
func (r *resolver) findCredits() {
	doc := r.doc
	for i := int32(1); i < int32(len(doc.Tokens)); i++ {
		if r.kind[r.sent[i]] != document.Credit || r.word(i-1) != "/" || r.at[i] != document.None || !upper(r.word(i)) {
			continue
		}
		end := i + 1
		for end < int32(len(doc.Tokens)) && r.sent[end] == r.sent[i] && r.at[end] == document.None && upper(r.word(end)) {
			end++
		}
		r.addName(i, end, document.Organization)
		i = end
	}
}

// addName makes a mention of a name that the name finder does not know.
func (r *resolver) addName(first, end int32, typ document.Type) {
	m := mention{first: first, end: end, kind: document.NameMention, typ: typ, cluster: document.None, name: document.None,
		titleAt: document.None, country: document.None, poss: document.None, state: document.None, of: document.None, number: single, score: 0.8}
	m.types[typ] = 1.5
	m.text = r.surface(first, end)
	m.words = strings.Fields(fold(m.text))
	m.key = strings.Join(m.words, " ")
	m.head = r.headOf(first, end)
	at := r.add(m)
	for i := first; i < end; i++ {
		r.at[i] = at
	}
	r.head[m.head] = at
}

// language reports whether the word for a people stands for its language
// ("in Russian", "speaks German").
func (r *resolver) language(first, end int32) bool {
	next := document.X
	if end < int32(len(r.doc.Tokens)) && r.sent[end] == r.sent[first] {
		next = r.doc.Tokens[end].Tag
		if w := r.lemma(end); w == "language" || w == "translation" {
			return true
		}
	}
	noun := next == document.NOUN || next == document.PROPN || next == document.ADJ || next == document.PUNCT && r.follow(end, first) == "-"
	if noun || r.doc.Tokens[first].XTag == document.NNPS {
		return false
	}
	switch r.prev(first) {
	case "in", "into", "from", "speak", "speaks", "spoke", "speaking", "learn", "learned", "learning":
		return r.doc.Tokens[first].XTag != document.NNPS
	}
	return false
}

// findTitles notes the titles and honorifics before persons' names: they tell
// the type and the gender.
func (r *resolver) findTitles() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.NameMention {
			continue
		}
		at := m.first
		if m.titleAt != document.None {
			at = m.titleAt
		}
		for at > 0 && r.sent[at-1] == r.sent[m.first] && r.at[at-1] == document.None {
			found := int32(0)
			for n := int32(3); n > 0; n-- {
				if at-n < 0 || r.sent[at-n] != r.sent[m.first] || r.word(at-1) == "," || r.word(at-1) == ":" {
					continue
				}
				t, ok := r.titles[fold(r.surface(at-n, at))]
				if !ok {
					continue
				}
				capital := upper(r.word(at - n))
				if !t.role && !capital {
					continue
				}
				if t.gender != document.Unknown && m.gender == document.Unknown {
					m.gender = t.gender
				}
				found = n
				if capital {
					m.titled = true
					m.titleAt = at - n
				}
				m.types[document.Person] += 2
				break
			}
			if found == 0 {
				break
			}
			at -= found
		}
	}
}
