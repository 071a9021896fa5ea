package names

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"dossier/ingest/lang/names/corpus"
)

// grammar is data/grammar.txt: ways to write each symbol, and sentences.
type grammar struct {
	rules     map[string][]string
	sentences []string
}

func readGrammar() (*grammar, error) {
	g := &grammar{rules: map[string][]string{}}
	err := eachLine(dataFiles, "data/grammar.txt", func(line string) error {
		if s, ok := strings.CutPrefix(line, "* "); ok {
			g.sentences = append(g.sentences, s)
			return nil
		}
		name, ways, ok := strings.Cut(line, ": ")
		if !ok {
			return fmt.Errorf("neither a rule nor a sentence: %s", line)
		}
		for way := range strings.SplitSeq(ways, " | ") {
			g.rules[name] = append(g.rules[name], strings.TrimSpace(way))
		}
		return nil
	})
	return g, err
}

// cast is who and what one invented text is about, so that names return in it.
type cast struct {
	people    [4]castPerson
	companies [3]string
	bodies    [2]string
	parties   [2]string
	clubs     [3]string
	groups    [2]string
	news      [2]string
	cities    [3]string
	acronym   string

	given, family string // of the person being named
}

// castPerson is a person by the full name and by the short one of later mention.
type castPerson struct{ full, short string }

// writer writes texts by the grammar.
type writer struct {
	*Augmenter
	g    *grammar
	cast cast
	err  error
}

// Invent returns n documents of invented news sentences.
func (a *Augmenter) Invent(n int) ([]*corpus.Doc, error) {
	w := &a.writer
	var docs []*corpus.Doc
	for i := range n {
		w.newCast()
		doc := &corpus.Doc{ID: fmt.Sprint("invented-", i)}
		for range 6 + a.rng.IntN(6) {
			doc.Sents = append(doc.Sents, w.sentence(pick(a.rng, w.g.sentences)))
		}
		docs = append(docs, doc)
	}
	if w.err != nil {
		return nil, fmt.Errorf("data/grammar.txt: %w", w.err)
	}
	return docs, Normalize(docs)
}

func (w *writer) newCast() {
	c := &w.cast
	for i := range c.people {
		c.people[i] = w.person()
	}
	fill := func(into []string, rule string) {
		for i := range into {
			into[i] = w.expand(rule)
		}
	}
	fill(c.cities[:], "{anycity}")
	fill(c.companies[:], "{makecompany}")
	fill(c.bodies[:], "{makebody}")
	fill(c.parties[:], "{makeparty}")
	fill(c.clubs[:], "{makeclub}")
	fill(c.groups[:], "{makegroup}")
	fill(c.news[:], "{newsname}")
	c.acronym = w.expand("{acronym}")
}

func some[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

// expand writes out every symbol of s.
func (w *writer) expand(s string) string {
	for {
		open := strings.IndexByte(s, '{')
		if open < 0 {
			return s
		}
		end := strings.IndexByte(s[open:], '}')
		if end < 0 {
			w.err = fmt.Errorf("no closing brace: %s", s)
			return s
		}
		s = s[:open] + w.symbol(s[open+1:open+end]) + s[open+end+1:]
	}
}

func (w *writer) symbol(name string) string {
	rng, c := w.rng, &w.cast
	fresh := rng.IntN(4) == 0
	switch name {
	case "person":
		p := some(rng, c.people[:])
		if fresh {
			return w.person().full
		}
		return p.full
	case "surname":
		return some(rng, c.people[:]).short
	case "anyperson":
		return w.person().full
	case "given":
		return w.given()
	case "anysurname":
		return w.surname()
	case "city":
		if fresh {
			return w.place()
		}
		return some(rng, c.cities[:])
	case "anycity":
		return w.place()
	case "upcity":
		return strings.ToUpper(w.place())
	case "Given":
		return c.given
	case "Family":
		return c.family
	case "Family2":
		return w.family()
	case "init":
		return string("ABCDEFGHJKLMNPRSTVW"[rng.IntN(19)]) + "."
	case "none":
		return ""
	case "country", "anycountry":
		return pick(rng, w.countries)
	case "company", "company2":
		if fresh {
			return w.symbol("makecompany")
		}
		full := some(rng, c.companies[:])
		if words := strings.Fields(full); name == "company" && len(words) == 2 && rng.IntN(3) == 0 && len(words[0]) > 3 {
			return words[0]
		}
		return full
	case "body":
		if fresh {
			return w.symbol("bodyform")
		}
		return "[o " + some(rng, c.bodies[:]) + "]"
	case "bodyform":
		return "[o " + w.symbol("makebody") + "]"
	case "unit":
		return w.symbol("makeunit")
	case "party":
		return some(rng, c.parties[:])
	case "club":
		return some(rng, c.clubs[:])
	case "group":
		return some(rng, c.groups[:])
	case "news":
		return some(rng, c.news[:])
	case "coin":
		return w.coin()
	case "lowcoin":
		return strings.ToLower(w.coin())
	case "Noun":
		return pick(rng, w.g.rules["noun"])
	case "acronym":
		if rng.IntN(2) == 0 && c.acronym != "" {
			return c.acronym
		}
		var b strings.Builder
		for range 2 + rng.IntN(4) {
			b.WriteByte("AABBCCCDDEEFFGHIIIKLMMNNOPPRRSSSTTUVWXZ"[rng.IntN(39)])
		}
		return b.String()
	case "number":
		return strconv.Itoa(2 + rng.IntN(80)*rng.IntN(40))
	}
	ways := w.g.rules[name]
	if len(ways) == 0 {
		w.err = fmt.Errorf("no rule for {%s}", name)
		return ""
	}
	return pick(rng, ways)
}

// sentence writes a template out and turns its marks into names.
func (w *writer) sentence(template string) corpus.Sent {
	s, err := marked(w.expand(template))
	if err != nil {
		w.err = fmt.Errorf("%s: %w", template, err)
	}
	if len(s.Words) > 0 && w.rng.IntN(12) > 0 {
		s.Words[0] = capitalize(s.Words[0])
	}
	return s
}
