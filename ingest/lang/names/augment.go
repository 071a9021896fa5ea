package names

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/ingest/document"
	"dossier/ingest/lang/names/corpus"
)

// Augmenter makes training text more varied: names are replaced by others of
// their type, one for one within a document, and sentences are set in title
// case, capitals or lower case.
type Augmenter struct {
	rng                          *rand.Rand
	lex                          *lexicon
	female, male, surnames, town []string
	countries                    []string
	likeGiven, likeSurname       *chain
	likeTown                     *chain
	writer                       writer
}

// NewAugmenter returns an augmenter with the word lists of the package.
func NewAugmenter(seed uint64) (*Augmenter, error) {
	lex, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	a := &Augmenter{rng: rand.New(rand.NewPCG(seed, 1)), lex: lex}
	err = eachLine(dataFiles, "data/given.txt", func(line string) error {
		name, c, err := parseGiven(line)
		if c&isFemale != 0 {
			a.female = append(a.female, name)
		}
		if c&isMale != 0 {
			a.male = append(a.male, name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	collect := func(file string, into *[]string) error {
		return eachLine(dataFiles, file, func(line string) error {
			*into = append(*into, line)
			return nil
		})
	}
	if err := collect("data/surnames.txt", &a.surnames); err != nil {
		return nil, err
	}
	if err := collect("data/cities.txt", &a.town); err != nil {
		return nil, fmt.Errorf("augmenting: %w", err)
	}
	err = eachEntry(dataFiles, "data/words.txt", func(entry string, c class) error {
		if c == isCountry && !strings.Contains(entry, ".") && len(entry) > 3 {
			words := strings.Fields(entry)
			for i, w := range words {
				if w != "of" && w != "the" && w != "and" {
					words[i] = capitalize(w)
				}
			}
			a.countries = append(a.countries, strings.Join(words, " "))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	a.likeGiven, a.likeSurname, a.likeTown = newChain(append(slices.Clone(a.female), a.male...)), newChain(a.surnames), newChain(a.town)
	g, err := readGrammar()
	if err != nil {
		return nil, err
	}
	a.writer = writer{Augmenter: a, g: g}
	a.writer.newCast()
	return a, nil
}

func pick(rng *rand.Rand, list []string) string { return list[rng.IntN(len(list))] }

var syllables = strings.Fields(`al an ar as ba be bel bo bor bra ca cal cap ce co cor da del den di do dor du el en er fal far fi fo gal
gar ge gi go gra ha hel hi ho in is ja jo ka kal ke ki kor ku la len li lo lu ma mar me mi mo na nel ni no nor o or pa per pi po qua ra
re ri ro ru sa san se si so sol ta tel ter ti to tor tra tri u va ve vi vo wa wi xi ya za ze zi zo`)

// coin invents a word, as brands and bodies are called: of syllables, or like a
// family name or a town, so that the look of a word alone tells little.
func (a *Augmenter) coin() string {
	switch a.rng.IntN(5) {
	case 0:
		return a.likeSurname.word(a.rng)
	case 1:
		return a.likeTown.word(a.rng)
	}
	var s string
	for range 2 + a.rng.IntN(2) {
		s += pick(a.rng, syllables)
	}
	if a.rng.IntN(3) == 0 {
		s += pick(a.rng, []string{"x", "n", "m", "tech", "soft", "s", "r", "max", "on", "us", "ia", "is"})
	}
	return capitalize(s)
}

func capitalize(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// Rename returns a copy of the document in which most names are replaced, word
// by word so that short forms still match, or, when whole is set, names of
// several words as wholes, by names of the grammar.
func (a *Augmenter) Rename(doc *corpus.Doc, whole bool) *corpus.Doc {
	out := &corpus.Doc{ID: doc.ID + "-renamed"}
	chosen := map[string][]string{} // type and word → its replacement in this document
	for _, s := range doc.Sents {
		var t corpus.Sent
		at := 0
		for _, n := range s.Names {
			t.Words = append(t.Words, s.Words[at:n.First]...)
			first := len(t.Words)
			if whole {
				key := "whole " + n.Type.String() + " " + strings.Join(s.Words[n.First:n.End], " ")
				with, ok := chosen[key]
				if !ok {
					with = a.other(s.Words[n.First:n.End], n.Type)
					chosen[key] = with
				}
				if with != nil {
					t.Words = append(t.Words, with...)
					at = n.End
					n.First, n.End = first, len(t.Words)
					t.Names = append(t.Names, n)
					continue
				}
			}
			for i := n.First; i < n.End; i++ {
				key := n.Type.String() + " " + s.Words[i]
				with, ok := chosen[key]
				if !ok {
					with = a.replace(s.Words[n.First:n.End], i-n.First, n.Type)
					chosen[key] = with
				}
				t.Words = append(t.Words, with...)
			}
			at = n.End
			n.First, n.End = first, len(t.Words)
			t.Names = append(t.Names, n)
		}
		t.Words = append(t.Words, s.Words[at:]...)
		out.Sents = append(out.Sents, t)
	}
	return out
}

// other returns another name of the type, nil to keep the name's words.
func (a *Augmenter) other(words []string, t document.Type) []string {
	if a.rng.IntN(4) == 0 {
		return nil
	}
	var mark string
	switch t {
	case document.Organization:
		var any class
		for _, w := range words {
			any |= a.lex.words[foldHash(w)]
		}
		switch {
		case any&(isLink|isOrgWord) != 0 && len(words) > 1:
			mark = a.writer.expand("{makebody}")
		case any&isMedia != 0 && len(words) > 1:
			mark = a.writer.expand("{newsname}")
		default:
			mark = a.writer.expand(pick(a.rng, []string{"{makecompany}", "{makecompany}", "{makegroup}", "{makeband}", "{makeclub}", "{makeparty}"}))
		}
		mark = strings.TrimPrefix(mark, "The ")
	case document.Person:
		if len(words) < 2 {
			return nil
		}
		mark = a.writer.expand("{anyperson}")
	default:
		return nil
	}
	return strings.Fields(strings.ReplaceAll(mark, "-", " - "))
}

// replace returns what stands for word i of a name.
func (a *Augmenter) replace(words []string, i int, t document.Type) []string {
	var w word
	w.describe(words[i], a.lex)
	keep := []string{words[i]}
	if w.kind != capital && w.kind != mixed && w.kind != upper || a.rng.IntN(8) == 0 {
		return keep
	}
	name := func(s string) []string {
		var out []string
		for _, f := range strings.Fields(s) {
			for j, piece := range strings.Split(f, "-") {
				if j > 0 {
					out = append(out, "-")
				}
				if piece != "" {
					out = append(out, piece)
				}
			}
		}
		if len(out) == 0 || strings.HasSuffix(s, "-") {
			return keep
		}
		return out
	}
	switch t {
	case document.Person:
		switch {
		case w.kind == upper && len(words[i]) < 4:
			return keep
		case w.lex&isGiven != 0 && (i+1 < len(words) || len(words) == 1 && w.lex&isSurname == 0):
			return name(a.givenLike(w.lex))
		case w.lex&(isParticle|isTitle) != 0:
			return keep
		case i == len(words)-1:
			return name(strings.ReplaceAll(a.surname(), " - ", "-"))
		case i == 0 && len(words) > 1:
			return name(a.givenLike(isGiven))
		}
	case document.Place:
		if len(words) == 1 && w.lex&(isCountry|isRegion) == 0 && w.kind != upper || len(words) > 1 && w.lex&(isPlaceHead|isPlaceMod|isLink|isParticle|isOrgWord|isOrgHead|isRegion|isCountry|isDemonym) == 0 && w.kind == capital {
			return name(a.place())
		}
	case document.Organization:
		const structural = isOrgHead | isOrgSuffix | isOrgWord | isLink | isDemonym | isParticle | isMedia | isPlaceHead | isPlaceMod | isEventHead | isTitle | isProfession
		switch {
		case w.lex&structural != 0 || a.lex.words[w.low]&structural != 0:
			return keep
		case w.kind == upper && len(words[i]) > 1 && len(words[i]) < 7:
			if a.rng.IntN(2) == 0 {
				return keep
			}
			var b strings.Builder
			for range 2 + a.rng.IntN(4) {
				b.WriteByte("AABBCCCDDEEFFGHIIIKLMMNNOPPRRSSSTTUVWXZ"[a.rng.IntN(39)])
			}
			return []string{b.String()}
		case w.lex&(isCity|isCountry|isRegion) != 0:
			if len(words) == 1 || a.rng.IntN(3) == 0 {
				return keep
			}
			return name(pick(a.rng, a.town))
		case len(words) > 1 && w.lex&(isGiven|isSurname) == 0:
			return keep // an ordinary word
		case len(words) == 1 && a.rng.IntN(2) == 0:
			return keep
		case a.rng.IntN(2) == 0:
			return []string{a.coin()}
		default:
			return name(pick(a.rng, a.surnames))
		}
	}
	return keep
}

// Recase returns a copy of the document in which some sentences are set in
// title case, capitals or lower case, or, when whole is set, all in lower case.
func (a *Augmenter) Recase(doc *corpus.Doc, whole bool) *corpus.Doc {
	out := &corpus.Doc{ID: doc.ID + "-recased"}
	for i, s := range doc.Sents {
		t := corpus.Sent{Names: s.Names}
		set := func(w string) string { return w }
		switch x := a.rng.IntN(10); {
		case whole:
			set = strings.ToLower
		case x < 3 || i == 0 && x < 7:
			set = func(w string) string {
				if len(w) < 4 && a.lex.words[foldHash(w)]&isLink != 0 {
					return w
				}
				return capitalize(w)
			}
		case x < 5:
			set = strings.ToUpper
		}
		for _, w := range s.Words {
			t.Words = append(t.Words, set(w))
		}
		out.Sents = append(out.Sents, t)
	}
	return out
}
