package resolve

import (
	"slices"
	"strings"
	"unicode"

	"github.com/antzucaro/matchr"

	"dossier/graph"
)

// form is a name taken apart.
type form struct {
	key    string   // graph.NameKey without title and degree
	words  []string // of the key
	family int      // where the family name begins in words; 0 for a family name alone
	suffix string   // jr, sr, ii … or empty
}

// parse takes a person's name apart.
func (t *tables) parse(key string) form {
	words := strings.Fields(key)
	for len(words) > 1 && (t.in("title", words[0]) || len(words) > 2 && t.field[words[0]] != 0) {
		words = words[1:]
	}
	f := form{}
	for len(words) > 1 && t.in("suffix", words[len(words)-1]) {
		if f.suffix == "" {
			f.suffix = generation[words[len(words)-1]]
		}
		words = words[:len(words)-1]
	}
	f.words, f.key = words, strings.Join(words, " ")
	f.family = max(0, len(words)-1)
	for f.family > 1 && t.in("particle", words[f.family-1]) {
		f.family--
	}
	if f.family == 1 && t.in("particle", words[0]) { // "van Gogh" alone
		f.family = 0
	}
	return f
}

var generation = map[string]string{"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}

func (f form) full() bool      { return f.family > 0 }
func (f form) surname() string { return strings.Join(f.words[f.family:], " ") }
func (f form) last() string    { return f.words[len(f.words)-1] }

// never are the points of names that no one entity has.
const never = -1000

// likeness is how well two names fit one entity.
type likeness struct {
	points int
	why    string
	exact  bool // the names are equal
}

// common reports whether many persons may have the name.
func (t *tables) common(f form) bool {
	if !f.full() {
		return t.in("family", f.last())
	}
	return t.in("family", f.last()) && t.in("given", f.words[0])
}

// persons compares two names of persons.
func (t *tables) persons(a, b form) likeness {
	if len(a.words) == 0 || len(b.words) == 0 {
		return likeness{points: never}
	}
	if a.key == b.key {
		switch {
		case a.full() && t.common(a):
			return likeness{15, "the same name, a frequent one", true}
		case a.full():
			return likeness{32, "the same name", true}
		case t.common(a):
			return likeness{8, "the same family name, a frequent one", true}
		}
		return likeness{22, "the same family name", true}
	}
	if !a.full() || !b.full() {
		if a.full() {
			a, b = b, a
		}
		if !b.full() { // two single names
			if len(a.key) > 4 && t.sound(a.key) == t.sound(b.key) {
				return likeness{16, "spellings of one family name", false}
			}
			return likeness{points: never}
		}
		// a is single: the other's family name, or its last word
		switch {
		case a.key == b.surname() || a.key == b.last():
			if t.in("family", a.last()) {
				return likeness{4, "a frequent family name alone", false}
			}
			return likeness{10, "the family name alone", false}
		case len(a.words) == 1 && len(a.key) > 4 && t.sound(a.key) == t.sound(b.last()):
			return likeness{6, "a spelling of the family name alone", false}
		}
		return likeness{points: never}
	}
	ag, bg := a.words[:a.family], b.words[:b.family]
	as, bs := a.surname(), b.surname()
	given := t.given(ag, bg)
	switch {
	case as == bs && given.points > never:
		if given.points > 15 && t.common(a) && t.common(b) {
			given.points, given.why = 15, given.why+", a frequent one"
		}
		return given
	case as != bs && t.sound(as) == t.sound(bs) && given.points > never && given.points >= 22:
		return likeness{24, "spellings of one name", false}
	case as != bs && ag[0] == bg[0] && sameLetters(as, bs):
		return likeness{14, "family names that differ by a letter", false}
	}
	if len(a.words) == len(b.words) {
		x, y := slices.Clone(a.words), slices.Clone(b.words)
		slices.Sort(x)
		slices.Sort(y)
		if slices.Equal(x, y) {
			return likeness{20, "the same words in another order", false}
		}
	}
	// "Anna Berg" and "Anna Berg Lindqvist": a family name more.
	if short, long := a, b; ag[0] == bg[0] && len(a.words) != len(b.words) {
		if len(short.words) > len(long.words) {
			short, long = long, short
		}
		if subsequence(short.words, long.words) {
			return likeness{16, "one family name more", false}
		}
	}
	return likeness{points: never}
}

// given compares given names of persons of one family name.
func (t *tables) given(a, b []string) likeness {
	if len(a) > len(b) {
		a, b = b, a
	}
	x, y := a[0], b[0]
	middle := func() bool { // middle names do not contradict each other
		for i := 1; i < len(a) && i < len(b); i++ {
			if a[i] != b[i] && a[i][0] != b[i][0] {
				return false
			}
		}
		return true
	}
	switch {
	case x == y && slices.Equal(a, b):
		return likeness{32, "the same name", false}
	case x == y && middle() && len(x) > 1:
		if t.in("given", x) {
			return likeness{24, "the same name with and without a middle name", false}
		}
		return likeness{28, "the same name with and without a middle name", false}
	case x == y:
		return likeness{points: never}
	case len(x) == 1 || len(y) == 1:
		if x[0] == y[0] && middle() {
			if len(a) > 1 && len(a) == len(b) {
				return likeness{14, "initials of the same letters", false}
			}
			return likeness{8, "an initial of the same letter", false}
		}
	case len(b) > 1 && slices.Contains(b[1:], x): // "J. William Burns" and "William Burns"
		return likeness{14, "called by the second given name", false}
	case t.sound(x) == t.sound(y):
		return likeness{24, "spellings of one given name", false}
	case t.nickname(x, y):
		return likeness{18, "short and long form of one given name", false}
	case len(x) == 2 && len(a) == 1 && len(b) > 1 && x[0] == y[0] && x[1] == b[1][0]: // "JD Vance"
		return likeness{14, "initials", false}
	case len(x) > 4 && sameLetters(x, y):
		return likeness{16, "given names that differ by a letter", false}
	}
	return likeness{points: never}
}

// sameLetters reports whether long words differ by about one letter.
func sameLetters(x, y string) bool {
	return min(len(x), len(y)) >= 6 && x[0] == y[0] && matchr.DamerauLevenshtein(x, y) == 1 && matchr.JaroWinkler(x, y, false) >= 0.94
}

// subsequence reports whether the words of a stand in b in order.
func subsequence(a, b []string) bool {
	for _, w := range b {
		if len(a) > 0 && a[0] == w {
			a = a[1:]
		}
	}
	return len(a) == 0
}

// body names an organization without its legal form, in one spelling.
func (t *tables) body(key string) string {
	words := strings.Fields(key)
	for len(words) > 1 && t.in("legal", words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "and" })
	for i, w := range words {
		if s, ok := t.words[w]; ok {
			words[i] = s
		}
	}
	return strings.Join(words, " ")
}

// generic reports whether a name says only what sort of body it is, of which
// each country or town has one.
func (t *tables) generic(key string) bool {
	words := strings.Fields(key)
	if len(words) == 0 {
		return true
	}
	all := true
	for _, w := range words {
		all = all && (t.in("generic", w) || t.in("legal", w))
	}
	if all {
		return true
	}
	// "ministry of fisheries", but not "ministry of defence of ukraine"
	if t.in("headof", words[0]) && len(words) > 2 && words[1] == "of" && words[0] != "house" {
		return words[0] == "ministry" && !slices.Contains(words[2:], "of")
	}
	return len(words) == 2 && (t.in("headlast", words[1]) && (t.in("generic", words[0]) || words[1] == "ministry") || t.in("inner", words[1]))
}

// branded reports whether a name is made of words that many bodies are called
// by: "Atlas Group", "Unity Party".
func (t *tables) branded(key string) bool {
	any := false
	for _, w := range strings.Fields(key) {
		switch {
		case t.in("brand", w):
			any = true
		case !t.in("generic", w) && !t.in("legal", w) && t.kind[w] == 0:
			return false
		}
	}
	return any
}

// bodies compares two names of organizations by their keys.
func (t *tables) bodies(a, b string) likeness {
	if a == b {
		if t.generic(a) {
			return likeness{6, "the same name, which many bodies have", true}
		}
		if t.branded(a) {
			return likeness{15, "the same name, which other bodies may have", true}
		}
		return likeness{32, "the same name", true}
	}
	x, y := t.body(a), t.body(b)
	switch {
	case x == y && t.branded(x):
		return likeness{15, "the same name but for its legal form, which other bodies may have", false}
	case x == y && t.generic(x):
		return likeness{4, "the same name, which many bodies have", false}
	case x == y:
		return likeness{28, "the same name but for its legal form or spelling", false}
	case t.acronym(x) == y && len(y) > 2 || t.acronym(y) == x && len(x) > 2:
		return likeness{16, "an acronym of the other's words", false}
	case min(len(x), len(y)) >= 12 && x[0] == y[0] && matchr.DamerauLevenshtein(x, y) == 1:
		return likeness{14, "names that differ by a letter", false}
	}
	return likeness{points: never}
}

// small words that acronyms skip.
var small = map[string]bool{"of": true, "the": true, "for": true, "and": true, "a": true, "in": true, "on": true, "de": true, "la": true, "du": true, "des": true, "y": true, "to": true}

// acronym is made of the first letters of the words that count, empty for
// names of fewer than three such words. "Center for a New American Security":
// cnas.
func (t *tables) acronym(key string) string {
	var b strings.Builder
	n := 0
	for _, w := range strings.Fields(key) {
		if small[w] {
			continue
		}
		b.WriteRune([]rune(w)[0])
		n++
	}
	if n < 3 {
		return ""
	}
	return b.String()
}

// capitals reports whether a name is written as an acronym.
func capitals(name string) bool {
	n := 0
	for _, r := range name {
		switch {
		case unicode.IsUpper(r):
			n++
		case r != '.' && r != '-' && !unicode.IsDigit(r):
			return false
		}
	}
	return n > 1
}

// slug is the name part of an entity's IRI.
func slug(id graph.IRI) string {
	_, s, _ := strings.Cut(string(id), "/")
	return s
}
