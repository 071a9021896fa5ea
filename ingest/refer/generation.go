package refer

import (
	"strings"

	"dossier/ingest/document"
)

// generation says which of the bearers of one full name is meant.
type generation uint8

const (
	anyone generation = iota
	elder
	younger
	third
	fourth
)

// mark is the word that stands for the generation in the key of a name.
func (g generation) mark() string { return [...]string{"", "sr", "jr", "iii", "iv"}[g] }

// generationWord reads a folded word at the end of a person's name.
func generationWord(w string) generation {
	switch strings.Trim(w, ",") {
	case "sr", "senior":
		return elder
	case "jr", "junior", "ii":
		return younger
	case "iii":
		return third
	case "iv":
		return fourth
	}
	return anyone
}

// cutGeneration takes the generation off the end of a person's name.
func cutGeneration(words []string) ([]string, generation) {
	n := len(words) - 1
	if n < 1 {
		return words, anyone
	}
	g := generationWord(words[n])
	if g == anyone || n == 1 && roman(words[n]) { // "Charles III" has no other name
		return words, anyone
	}
	return words[:n], g
}

// surnameOf returns the last word of a person's name but for the generation.
func surnameOf(words []string) string {
	words, _ = cutGeneration(words)
	return words[len(words)-1]
}

// tellGenerations keeps bearers of one full name apart where the article does:
// "Karl Roe Sr." and "Karl Roe Jr.", "the elder" and "the younger", "Karl Roe"
// and "his son, Karl Roe Jr.". Where an article has only one of a name, the
// generation is no part of it.
func (r *resolver) tellGenerations() {
	type bearer struct {
		m    int32
		g    generation
		base string
	}
	var all []bearer
	told := map[string]map[generation]bool{} // base → generations that the article names
	kin := map[string]generation{}           // base → of the one who is another's kin
	first := map[string]int32{}              // base → token of the first mention with a generation
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != document.NameMention || m.dead || m.typ != document.Person && m.typ != document.Other {
			continue
		}
		words, g := cutGeneration(m.words)
		if g == anyone && len(words) > 1 {
			g = r.takeGeneration(m, int32(i))
		}
		base := strings.Trim(strings.Join(r.plainWords(words, document.Person), " "), ",")
		all = append(all, bearer{int32(i), g, base})
		if g == anyone {
			continue
		}
		if told[base] == nil {
			told[base] = map[generation]bool{}
			first[base] = m.first
		}
		told[base][g] = true
		if r.apposedToKin(m.first) && kin[base] == anyone {
			kin[base] = g
		}
	}
	if len(told) == 0 {
		return
	}
	before := map[string]bool{} // base → its bearer stands without generation before the kin
	for _, b := range all {
		if m := &r.ms[b.m]; b.g == anyone && kin[b.base] != anyone && m.first < first[b.base] && r.running(m.sent) && strings.Contains(b.base, " ") {
			before[b.base] = true
		}
	}
	for _, b := range all {
		m := &r.ms[b.m]
		switch {
		case told[b.base] == nil:
		case !strings.Contains(b.base, " "): // "Roe Jr."
			m.key = b.base
			for base, gs := range told {
				if strings.HasSuffix(base, " "+b.base) && gs[b.g] && (len(gs) > 1 || before[base]) {
					m.key = b.base + " " + b.g.mark()
				}
			}
		case len(told[b.base]) == 1 && !before[b.base]:
			m.key = b.base
		case b.g != anyone:
			m.key = b.base + " " + b.g.mark()
		case before[b.base] && len(told[b.base]) == 1: // the other of the two
			other := elder
			if kin[b.base] == elder {
				other = younger
			}
			m.key = b.base + " " + other.mark()
		}
	}
}

// takeGeneration adds a generation that follows a name to the mention: ", Jr.",
// "the Elder".
func (r *resolver) takeGeneration(m *mention, at int32) generation {
	n := int32(len(r.doc.Tokens))
	free := func(i int32) bool { return i < n && r.sent[i] == r.sent[m.first] && r.at[i] == document.None }
	i := m.end
	if free(i) && r.word(i) == "," {
		i++
	}
	if !free(i) {
		return anyone
	}
	g := generationWord(fold(r.word(i)))
	switch {
	case g != anyone && upper(r.word(i)) && (i == m.end || !roman(fold(r.word(i)))):
	case fold(r.word(i)) == "the" && free(i+1):
		i++
		switch fold(r.word(i)) {
		case "elder":
			g = elder
		case "younger":
			g = younger
		default:
			return anyone
		}
		if i+1 < n && r.sent[i+1] == r.sent[i] { // "the younger brother", "the elder of the two"
			switch next := r.doc.Tokens[i+1]; {
			case next.Tag == document.NOUN, next.Tag == document.ADJ, fold(r.word(i+1)) == "of":
				return anyone
			}
		}
	default:
		return anyone
	}
	m.end = i + 1
	m.text = r.surface(m.first, m.end)
	for k := m.first; k < m.end; k++ {
		r.at[k] = at
	}
	return g
}

// apposedToKin reports whether the name stands beside a noun of kin: "his son,
// Karl Roe Jr.".
func (r *resolver) apposedToKin(i int32) bool {
	if r.prev(i) == "," {
		i--
	}
	return r.prev(i) != "" && r.lists["kin"][r.lemma(i-1)]
}
