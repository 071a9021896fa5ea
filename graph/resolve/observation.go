package resolve

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/graph"
	"dossier/graph/ontology"
)

// observation is what one article shows of one entity. It depends on that
// article alone.
type observation struct {
	article graph.IRI
	iri     graph.IRI // under which it is kept; of a new article: as the record has it
	fresh   bool      // of the article that is being resolved
	name    string
	typ     string
	key     string   // of the name
	aliases []string // keys
	shorts  []string // keys of aliases that are acronyms of several words
	also    []string // keys of names that the article says are its other names
	gender  string
	sameAs  []string
	form    form     // of a person's name
	cast    *cast    // of the article; nil where it says nothing of one
	company []string // keys of the other entities of the article that bear names of their own; see with
	evidence
}

// evidence is what tells entities of one name apart or shows them to be one.
type evidence struct {
	year   int      // of publication, 0 unknown
	born   int      // year, 0 unknown
	fields uint32   // of work, bits of tables.fields
	suffix string   // jr, sr …
	when   string   // of an event
	ties   []string // keys of organizations and persons it has standing relations with
	lands  []string // keys of places it belongs to
	weight int      // number of facts
}

// hard reports whether there is anything that could contradict others of the name.
func (e *evidence) hard() bool { return e.born != 0 || e.fields != 0 || e.suffix != "" }

const (
	maxCompany = 24
	maxTies    = 12
)

// observe returns the observations of a record, by its entities.
func (t *tables) observe(r *graph.Record) []*observation {
	out := make([]*observation, len(r.Entities))
	at := make(map[graph.IRI]*observation, len(r.Entities))
	year := yearOf(r.Article.Published)
	for i := range r.Entities {
		e := &r.Entities[i]
		o := t.named(e, r.Article.IRI)
		o.year = year
		if e.Type == "person" {
			o.suffix = o.form.suffix
			if o.suffix == "" {
				for _, a := range o.aliases {
					if f := t.parse(a); f.suffix != "" {
						o.suffix = f.suffix
					}
				}
			}
		}
		out[i], at[e.IRI] = o, o
	}
	if strings.HasPrefix(r.Article.File, referencePrefix) {
		return out // what stands beside an entry says nothing of it
	}
	all := newCast(r.Entities)
	for _, o := range out {
		o.cast = all
	}
	for i := range r.Facts {
		f := &r.Facts[i]
		s, o := at[f.Subject], at[f.Object]
		if s == nil || o == nil || s == o {
			continue
		}
		s.weight++
		o.weight++
		if f.Status == graph.Denied || f.Open {
			continue
		}
		if rel, ok := ontology.Lookup(f.Relation); ok && rel.Standing() {
			s.tie(o)
			o.tie(s)
		}
	}
	for i := range r.Events {
		if o := at[r.Events[i].Entity]; o != nil {
			o.when = r.Events[i].Time
			if p := at[r.Events[i].Place]; p != nil {
				o.lands = append(o.lands, p.key)
			}
		}
	}
	t.readContexts(r, at)
	readRenames(r, at)
	for _, o := range out { // who works for Nordbank works for what it is called now
		for _, other := range out {
			if len(other.also) > 0 && other.typ != "place" && slices.Contains(o.ties, other.key) {
				o.ties = union(o.ties, other.also, maxTies)
			}
		}
	}
	return out
}

// named is what an entity's names, type and gender alone tell.
func (t *tables) named(e *graph.Entity, article graph.IRI) *observation {
	o := &observation{article: article, iri: e.IRI, name: e.Name, typ: e.Type, key: graph.NameKey(e.Name), gender: e.Gender, sameAs: e.SameAs}
	for _, a := range e.Aliases {
		if k := graph.NameKey(a); k != "" && k != o.key && letters(a) {
			o.aliases = append(o.aliases, k)
			if capitals(a) && strings.Contains(o.key, " ") {
				o.shorts = append(o.shorts, k)
			}
		}
	}
	if e.Type == "person" {
		o.form = t.parse(o.key)
	}
	return o
}

func (o *observation) tie(other *observation) {
	list := &o.ties
	if other.typ == "place" {
		list = &o.lands
	}
	if len(*list) < maxTies && !slices.Contains(*list, other.key) {
		*list = append(*list, other.key)
	}
}

func letters(s string) bool {
	for _, r := range s {
		if unicode.IsUpper(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

func yearOf(date string) int {
	if len(date) < 4 {
		return 0
	}
	y, err := strconv.Atoi(date[:4])
	if err != nil {
		return 0
	}
	return max(0, y)
}

// readContexts reads what stands around the names of persons: their work, age
// and generation, as apposition and copula have them.
func (t *tables) readContexts(r *graph.Record, at map[graph.IRI]*observation) {
	text := r.Article.Text
	seen, described := map[*observation]int{}, map[*observation]int{}
	for i, m := range r.Mentions {
		o := at[m.Entity]
		if o == nil || seen[o] >= 5 {
			continue
		}
		if o.typ == "organization" {
			seen[o]++
			t.readBody(r, i, o, at)
			continue
		}
		if o.typ == "place" {
			seen[o]++
			t.readLand(r, i, o, at)
			continue
		}
		if o.typ != "person" || len(o.form.words) == 0 {
			continue
		}
		// A group's mention stands once for each member; it says nothing of one.
		if i > 0 && r.Mentions[i-1].Start == m.Start || i+1 < len(r.Mentions) && r.Mentions[i+1].Start == m.Start {
			continue
		}
		span := text[m.Start:m.End]
		if rest, ok := definite(span); ok && described[o] < 4 {
			described[o]++
			t.readPhrase(o, strings.ToLower(rest))
			continue
		}
		first, _ := utf8.DecodeRuneInString(span)
		key := graph.NameKey(span)
		if !unicode.IsUpper(first) || !strings.Contains(key, o.form.last()) {
			continue
		}
		seen[o]++
		t.readContext(o, text[max(0, int(m.Start)-70):m.Start], key, text[m.End:min(len(text), int(m.End)+130)])
	}
}

// definite cuts the article off a description: "the former striker". A name
// with one ("the Reverend Jones") is none.
func definite(span string) (rest string, ok bool) {
	if rest, ok = strings.CutPrefix(span, "the "); !ok {
		rest, ok = strings.CutPrefix(span, "The ")
	}
	if !ok {
		return "", false
	}
	last := rest[strings.LastIndexByte(rest, ' ')+1:]
	first, _ := utf8.DecodeRuneInString(last)
	return rest, !unicode.IsUpper(first)
}

func (t *tables) readContext(o *observation, before, span, after string) {
	if f := t.parse(span); f.suffix != "" && o.suffix == "" {
		o.suffix = f.suffix
	}
	// Nouns before the name: "the Leeds striker John Smith".
	if i := strings.LastIndexAny(before, ".,;:()\n“”\"!?–—"); i >= 0 {
		before = before[i+1:]
	}
	words := strings.Fields(before)
	if n := len(words); n > 0 && !strings.HasSuffix(before, "-") {
		last := strings.ToLower(strings.Trim(words[n-1], "’'"))
		o.fields |= t.field[singular(t, last)]
		for k := 2; k <= maxNoun && k <= n; k++ {
			o.fields |= t.field[strings.ToLower(strings.Join(words[n-k:], " "))]
		}
		if strings.HasSuffix(last, "-year-old") {
			o.age(strings.TrimSuffix(last, "-year-old"))
		}
		for _, w := range words[max(0, n-3):] {
			w = strings.ToLower(w)
			if s, ok := strings.CutSuffix(w, "-year-old"); ok {
				o.age(s)
			}
		}
	}
	// The words of the mention itself: "Senator John Smith".
	for _, w := range strings.Fields(span) {
		if !slices.Contains(o.form.words, w) {
			o.fields |= t.field[w]
		}
	}
	if strings.HasPrefix(after, "'s") || strings.HasPrefix(after, "’s") {
		return
	}
	if i := strings.IndexAny(after, "\n;"); i >= 0 {
		after = after[:i]
	}
	if i := strings.Index(after, ". "); i > 3 {
		after = after[:i]
	}
	for _, g := range [...]struct{ text, is string }{{" Jr", "jr"}, {", Jr", "jr"}, {" Sr", "sr"}, {", Sr", "sr"}, {" the younger", "jr"}, {" the elder", "sr"}, {" the Younger", "jr"}, {" the Elder", "sr"}} {
		if strings.HasPrefix(after, g.text) && o.suffix == "" {
			o.suffix = g.is
		}
	}
	low := strings.ToLower(after)
	o.readBirth(low)
	rest, ok := strings.CutPrefix(low, ", ")
	if ok {
		if age, more, ok := strings.Cut(rest, ","); ok && len(age) == 2 {
			o.age(age)
			rest = strings.TrimPrefix(more, " ")
		} else if age, ok := strings.CutPrefix(rest, "aged "); ok && len(age) >= 2 {
			o.age(age[:2])
			rest = strings.TrimLeft(age[2:], ", ")
		}
	} else if strings.HasPrefix(low, " (") {
		if i := strings.IndexByte(low, ')'); i > 0 {
			age := low[2:i]
			if len(age) == 2 {
				o.age(age)
			}
			rest, ok = strings.CutPrefix(low[i+1:], ", ")
		}
	}
	if !ok {
		for _, be := range [...]string{" is ", " was ", ", who is ", ", who was ", " became ", " works as ", " worked as "} {
			if rest, ok = strings.CutPrefix(low, be); ok {
				break
			}
		}
	}
	if !ok {
		return
	}
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "who is "), "who was ")
	t.readPhrase(o, rest)
}

// maxNoun is the most words of one noun in the tables: "member of parliament".
const maxNoun = 3

// readPhrase reads the head nouns of a phrase about a person: "a former
// striker of Leeds United", "senator and author".
func (t *tables) readPhrase(o *observation, phrase string) {
	words := strings.Fields(phrase)
	for i, w := range words {
		bare := strings.TrimRight(w, ",.)")
		if i > 0 && (bare == "of" || bare == "at" || bare == "for" || bare == "in" || bare == "who" || bare == "from" || bare == "by" || bare == "with" || bare == "to" || bare == "on" || bare == "whose" || bare == "that") || i > 7 {
			return
		}
		if i == 0 && bare != "a" && bare != "an" && bare != "the" && bare != "its" && bare != "their" && bare != "former" && t.field[bare] == 0 && strings.HasSuffix(w, ",") {
			return
		}
		if strings.HasSuffix(bare, "’s") || strings.HasSuffix(bare, "'s") {
			continue
		}
		for _, part := range strings.Split(bare, "-") {
			o.fields |= t.field[part]
		}
		for k := 2; k <= maxNoun && k <= i+1; k++ {
			o.fields |= t.field[strings.Join(append(slices.Clone(words[i+1-k:i]), bare), " ")]
		}
		if bare != w && i > 0 {
			return
		}
	}
}

// readLand reads the country, or the part of one, that stands after a place:
// "Newport, Rhode Island", "Newport in Wales".
func (t *tables) readLand(r *graph.Record, i int, o *observation, at map[graph.IRI]*observation) {
	m := r.Mentions[i]
	for k := i + 1; k < len(r.Mentions) && k <= i+3; k++ {
		p := r.Mentions[k]
		if p.Start < m.End || p.Start-m.End > 4 {
			continue
		}
		land := at[p.Entity]
		if land == nil || land == o || land.typ != "place" || t.land[land.key] == "" || t.land[o.key] != "" {
			continue
		}
		if gap := r.Article.Text[m.End:p.Start]; gap == ", " || gap == " in " {
			o.tie(land)
		}
	}
}

// readBody reads what stands around a name of an organization: its kind, and
// the country whose it is ("Ghana's Ministry of Fisheries").
func (t *tables) readBody(r *graph.Record, i int, o *observation, at map[graph.IRI]*observation) {
	text, m := r.Article.Text, r.Mentions[i]
	first, _ := utf8.DecodeRuneInString(text[m.Start:m.End])
	if !unicode.IsUpper(first) && !strings.HasPrefix(text[m.Start:m.End], "the ") {
		return
	}
	near := func(p graph.Mention, gap string) {
		place := at[p.Entity]
		if place == nil || place.typ != "place" {
			return
		}
		switch gap {
		case "'s ", "’s ", " ", " of ", " in ", ", ":
			o.tie(place)
		}
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if p := r.Mentions[k]; p.End <= m.Start && m.Start-p.End < 5 {
			near(p, text[p.End:m.Start])
		}
	}
	for k := i + 1; k < len(r.Mentions) && k <= i+3; k++ {
		if p := r.Mentions[k]; p.Start >= m.End && p.Start-m.End < 5 {
			near(p, text[m.End:p.Start])
		}
	}
	if rest, ok := definite(text[m.Start:m.End]); ok { // "the mining company"
		for _, w := range strings.Fields(rest) {
			o.fields |= t.kind[strings.ToLower(w)]
		}
		return
	}
	before := text[max(0, int(m.Start)-40):m.Start]
	if w := strings.Fields(before); len(w) > 0 && !strings.HasSuffix(before, "\n") {
		kind := t.kind[strings.ToLower(w[len(w)-1])]
		if o.fields |= kind; kind != 0 && len(w) > 1 { // "the mining company Atlas Group"
			o.fields |= t.kind[strings.ToLower(w[len(w)-2])]
		}
	}
	words := strings.Fields(o.key)
	for _, w := range words[max(0, len(words)-1):] {
		o.fields |= t.kind[w]
	}
	after := strings.ToLower(text[m.End:min(len(text), int(m.End)+60)])
	for _, be := range [...]string{", a ", ", an ", ", the ", " is a ", " is an ", " is the ", " was a "} {
		rest, ok := strings.CutPrefix(after, be)
		if !ok {
			continue
		}
		for n, w := range strings.Fields(rest) {
			bare := strings.TrimRight(w, ",.;")
			o.fields |= t.kind[bare]
			if n == 4 || bare != w || bare == "of" || bare == "in" || bare == "that" || bare == "which" || bare == "for" {
				break
			}
		}
		break
	}
}

// Words between a name and the one that it has or had besides.
var (
	onceCalled = regexp.MustCompile(`^(?:,|,? \(| \()? ?(?:which was |who was |then |once )?(?:formerly|previously|née|nee|born|originally|until recently)(?: known as| called| named)?(?: the)? $`)
	nowCalled  = regexp.MustCompile(`^,? (?:(?:has )?changed its name to|was renamed(?: as)?|has been renamed|renamed itself|is now called|is now known as|now known as|now called|became known as)(?: the)? $`)
)

// readRenames reads that one name of the article is another's other name, which
// counts in every article.
func readRenames(r *graph.Record, at map[graph.IRI]*observation) {
	text := r.Article.Text
	for i := range r.Mentions {
		a := r.Mentions[i]
		for k := i + 1; k < len(r.Mentions) && k < i+8; k++ {
			b := r.Mentions[k]
			if b.Start < a.End || b.Start-a.End > 120 || b.Start == a.End {
				continue
			}
			x, y := at[a.Entity], at[b.Entity]
			if x == nil || y == nil || x.typ == "event" || y.typ == "event" || (x.typ == "place") != (y.typ == "place") {
				continue
			}
			gap := text[a.End:b.Start]
			if !renames(gap) || y.typ == "place" && strings.Contains(gap, "born") {
				continue
			}
			if x != y {
				x.also = append(x.also, y.key)
				y.also = append(y.also, x.key)
				continue
			}
			for _, m := range []graph.Mention{a, b} { // the article was understood so, or merged so before
				if k := graph.NameKey(text[m.Start:m.End]); k != x.key {
					x.also = append(x.also, k)
				}
			}
		}
	}
}

// renames reports whether two names with these words between them are one's
// names, now and once. An apposition may stand before the words: "Nordbank, a
// lender from Prague, changed its name to Vesta Bank".
func renames(gap string) bool {
	if len(gap) <= 40 {
		return onceCalled.MatchString(gap) || nowCalled.MatchString(gap)
	}
	rest, ok := strings.CutPrefix(gap, ", ")
	if !ok || strings.ContainsAny(rest, ".;\n") {
		return false
	}
	_, after, ok := strings.Cut(rest, ",")
	return ok && nowCalled.MatchString(after)
}

func singular(t *tables, w string) string {
	if t.field[w] == 0 && t.field[strings.TrimSuffix(w, "s")] != 0 {
		return ""
	}
	return w
}

// readBirth reads "(born 1951", "(1951–2020)", ", born in May 1951".
func (o *observation) readBirth(after string) {
	if o.born != 0 {
		return
	}
	from := -1
	if rest, ok := strings.CutPrefix(after, " ("); ok && len(rest) > 4 && digits(rest[:4]) {
		switch next, _ := utf8.DecodeRuneInString(rest[4:]); next {
		case '–', '-', '—':
			o.setBorn(rest[:4])
			return
		}
	}
	for _, word := range [...]string{" (born ", ", born ", " (b. ", ", who was born ", " was born "} {
		if strings.HasPrefix(after, word) {
			from = len(word)
		}
	}
	if from < 0 {
		return
	}
	for i := from; i+4 <= len(after) && i < from+40; i++ {
		if digits(after[i:i+4]) && (i+4 == len(after) || after[i+4] < '0' || after[i+4] > '9') && after[i-1] == ' ' {
			o.setBorn(after[i : i+4])
			return
		}
	}
}

func (o *observation) setBorn(s string) {
	if y, err := strconv.Atoi(s); err == nil && y > 1000 && y < 2100 {
		o.born = y
	}
}

// age takes an age in years at the time of publication.
func (o *observation) age(s string) {
	if n, err := strconv.Atoi(s); err == nil && n > 9 && n < 110 && o.year > n && o.born == 0 {
		o.born = o.year - n
	}
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
