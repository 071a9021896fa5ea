package refer

import (
	"sync"

	"dossier/ingest/document"
)

// Resolve fills Mentions and Entities of the document from its text, blocks,
// sentences, tokens, names, times and article metadata. It fails only when the
// embedded tables are broken.
func Resolve(doc *document.Document) error {
	t, err := loadTables()
	if err != nil {
		return err
	}
	r := pool.Get().(*resolver)
	defer pool.Put(r)
	r.begin(t, doc)
	for _, s := range sieves {
		s.run(r)
	}
	r.emit()
	r.doc = nil
	return nil
}

// sieves in the order in which they run.
var sieves = []struct {
	name string
	run  func(*resolver)
}{
	{"names", (*resolver).findNames},
	{"generations", (*resolver).tellGenerations},
	{"adjectives", (*resolver).findAdjectives},
	{"phrases", (*resolver).findPhrases},
	{"nominals", (*resolver).findNominals},
	{"pronouns", (*resolver).findPronouns},
	{"quotations", (*resolver).findQuotes},
	{"titles", (*resolver).findTitles},
	{"types", (*resolver).typeNames},
	{"states", (*resolver).clusterStates},
	{"forms", (*resolver).clusterForms},
	{"acronyms", (*resolver).clusterAcronyms},
	{"short forms", (*resolver).clusterShort},
	{"authors", (*resolver).clusterArticle},
	{"roles", (*resolver).findRoles},
	{"types again", (*resolver).typeClusters},
	{"capitals", (*resolver).clusterCapitals},
	{"ages", (*resolver).findAges},
	{"homes", (*resolver).findHomes},
	{"bodies", (*resolver).findBodies},
	{"events", (*resolver).findEvents},
	{"references", (*resolver).resolveReferences},
	{"other names", (*resolver).joinOtherNames},
	{"genders", (*resolver).settleGenders},
}

var pool = sync.Pool{New: func() any { return new(resolver) }}

// resolver is the state of one run. Its buffers are kept between runs.
type resolver struct {
	*tables
	doc *document.Document

	ms     []mention // all candidates, by sieve, unsorted
	cs     []cluster
	fs     []form
	at     []int32              // token → name or adjective mention that covers it, or None
	head   []int32              // token → mention of any kind whose head it is, or None
	kid    []int32              // token → its first child, or None
	cover  []int32              // token → name of the document that covers it, or None
	next   []int32              // token → its next sibling, or None
	sent   []int32              // token → sentence
	kind   []document.BlockKind // sentence → kind of its block
	quot   []int32              // token → quotation it stands in, or None
	quotes []quotation

	byWord  map[string][]int32 // folded word of a name → clusters that have it
	state   map[int32]int32    // country → its cluster
	capital map[int32]int32    // country → the cluster of its capital as a place
	order   []int32            // mentions by position
	topical int32              // organization that the article is about, -2 while not asked
}

// mention is a phrase that may refer to somebody or something.
type mention struct {
	first, end, head int32
	sent             int32
	kind             document.MentionKind
	typ              document.Type
	cluster          int32   // index into resolver.cs, None while unknown
	group            []int32 // clusters, of a plural mention
	score            float32
	number           number
	gender           document.Gender
	dead             bool // part of a larger mention, or no entity

	// of names
	name    int32 // index into Document.Names, None for other kinds
	text    string
	words   []string // folded, without titles and articles
	key     string
	types   [5]float32
	titled  bool   // an honorific or title stands before it
	title   string // last word of the titles within the name
	royal   bool   // the text begins with a royal title
	titleAt int32  // first token of the titles before it
	country int32  // of an adjective or state name, None otherwise

	// of phrases
	def     definite
	classes []class
	poss    int32 // token of the possessor, None
	state   int32 // country of a modifier, None
	of      int32 // token of the "of" complement, None
	count   int   // stated number: 2 for "two" and "both"
	age     int   // stated age in years, 0 where none is
	slot    slot  // grammatical role of the head
}

type number uint8

const (
	anyNumber number = iota
	single
	plural
)

type definite uint8

const (
	bare definite = iota
	the
	this
	indefinite
	possessed
)

// slot is the grammatical role of a mention, most salient first.
type slot uint8

const (
	subject slot = iota
	object
	oblique
	possessor
	modifier
	other
)

// cluster is an entity in the making.
type cluster struct {
	typ       document.Type
	types     [5]float32
	words     []string // folded words of the fullest name
	name      string   // surface of the fullest name
	forms     []int32
	more      []string // aliases that are no mention of their own
	country   int32    // index into countries, None
	male      float32
	female    float32
	roles     []role
	mentions  int
	first     int32 // token of the first mention
	last      int32 // token of the last mention resolved so far, -1 before
	trigger   int32 // of a described event
	home      int32 // of a body, its country + 1, 0 while unknown
	age       int   // of a person, 0 while unknown
	named     bool  // has a name; false for described persons and things
	fixed     bool  // the type is decided
	described bool  // its name is a description: "the finance ministry"
	meta      bool  // stands in the article's metadata
	into      int32 // cluster it was merged into, None
}

// role is what a title, an apposition or a predicate calls an entity.
type role struct {
	lemma   string
	full    string // with its compound: "prime minister"
	classes []class
	country int32
	token   int32
}

func (r *resolver) begin(t *tables, doc *document.Document) {
	r.tables, r.doc = t, doc
	r.ms, r.cs, r.fs, r.quotes, r.order = r.ms[:0], r.cs[:0], r.fs[:0], r.quotes[:0], r.order[:0]
	n := len(doc.Tokens)
	for _, list := range []*[]int32{&r.at, &r.head, &r.kid, &r.next, &r.sent, &r.quot, &r.cover} {
		if cap(*list) < n {
			*list = make([]int32, n, n+n/2)
		}
		*list = (*list)[:n]
		for i := range *list {
			(*list)[i] = document.None
		}
	}
	for i := int32(n) - 1; i >= 0; i-- {
		if h := doc.Tokens[i].Head; h >= 0 && h < int32(n) {
			r.next[i], r.kid[h] = r.kid[h], i
		}
	}
	r.kind = r.kind[:0]
	for s, sent := range doc.Sentences {
		for i := sent.First; i < sent.End; i++ {
			r.sent[i] = int32(s)
		}
		r.kind = append(r.kind, doc.BlockOf(sent.Start))
	}
	if r.byWord == nil {
		r.byWord, r.state, r.capital = map[string][]int32{}, map[int32]int32{}, map[int32]int32{}
	}
	r.topical = -2
	clear(r.byWord)
	clear(r.state)
	clear(r.capital)
}

// add appends a mention and returns its index.
func (r *resolver) add(m mention) int32 {
	at := int32(len(r.ms))
	m.sent = r.sent[m.head]
	m.slot = r.slotOf(m.head)
	if m.kind == document.NameMention && r.doc.Tokens[m.head].Dep == document.Flat && r.orphaned(m.head) {
		m.slot = subject // "on Sunday Ann Roe said", where the tree joins the two
	}
	if m.kind == document.NameMention && m.slot == other && m.typ == document.Person && r.body(m.sent) && m.first-r.doc.Sentences[m.sent].First <= 1 {
		m.slot = subject // who opens a sentence is its subject, also where the tree is lost
	}
	r.ms = append(r.ms, m)
	if r.head[m.head] == document.None || m.kind == document.NameMention {
		r.head[m.head] = at
	}
	return at
}

// orphaned reports whether the verb above the token has no subject.
func (r *resolver) orphaned(i int32) bool {
	for range 12 {
		if i == document.None {
			return false
		}
		if r.doc.Tokens[i].Tag == document.VERB {
			return r.child(i, document.Nsubj) == document.None && r.child(i, document.NsubjPass) == document.None
		}
		i = r.doc.Tokens[i].Head
	}
	return false
}

// headOf returns the token of [first, end) whose own head is outside.
func (r *resolver) headOf(first, end int32) int32 {
	for i := first; i < end; i++ {
		h := r.doc.Tokens[i].Head
		if (h < first || h >= end) && r.doc.Tokens[i].Dep != document.Punct && r.doc.Tokens[i].Dep != document.DepNone &&
			r.doc.Tokens[i].Dep != document.Case && r.doc.Tokens[i].Dep != document.Det {
			return i
		}
	}
	return end - 1
}

// parsed reports whether the token has its place in a tree.
func (r *resolver) parsed(i int32) bool { return r.doc.Tokens[i].Dep != document.DepNone }

// word returns the token's text.
func (r *resolver) word(i int32) string { return r.doc.Word(i) }

// lemma returns the token's lemma, or its folded text where it has none.
func (r *resolver) lemma(i int32) string {
	if l := r.doc.Tokens[i].Lemma; l != "" {
		return fold(l)
	}
	return fold(r.doc.Word(i))
}

// caseOf returns the lemma of the preposition that marks the token, or "".
func (r *resolver) caseOf(i int32) string {
	for k := r.kid[i]; k != document.None; k = r.next[k] {
		if r.doc.Tokens[k].Dep == document.Case && r.doc.Tokens[k].XTag != document.POS {
			return fold(r.word(k))
		}
	}
	return ""
}

// child returns the token's first child by that relation, or None.
func (r *resolver) child(i int32, dep document.Dep) int32 {
	for k := r.kid[i]; k != document.None; k = r.next[k] {
		if r.doc.Tokens[k].Dep == dep {
			return k
		}
	}
	return document.None
}

// slotOf returns the grammatical role of the phrase that the token heads; of a
// conjunct or apposition that of the phrase it belongs to.
func (r *resolver) slotOf(i int32) slot {
	for range 6 {
		switch r.doc.Tokens[i].Dep {
		case document.Nsubj, document.NsubjPass, document.NsubjOuter, document.Csubj:
			return subject
		case document.Obj, document.Iobj, document.Xcomp:
			return object
		case document.Obl, document.OblAgent, document.OblUnmarked:
			return oblique
		case document.NmodPoss:
			return possessor
		case document.Nmod, document.Compound, document.Amod, document.NmodDesc, document.NmodUnmarked:
			return modifier
		case document.Conj, document.Appos, document.Flat:
			if h := r.doc.Tokens[i].Head; h != document.None {
				i = h
				continue
			}
		}
		return other
	}
	return other
}

// governor returns the token that the phrase headed by i depends on, beyond
// its conjuncts and appositions.
func (r *resolver) governor(i int32) int32 {
	for range 8 {
		h := r.doc.Tokens[i].Head
		if h == document.None {
			return document.None
		}
		switch r.doc.Tokens[i].Dep {
		case document.Conj, document.Appos, document.Flat:
			i = h
		default:
			return h
		}
	}
	return document.None
}

// within reports whether token i is in the subtree of token top.
func (r *resolver) within(i, top int32) bool {
	for range 64 {
		if i == top {
			return true
		}
		if i == document.None {
			return false
		}
		i = r.doc.Tokens[i].Head
	}
	return false
}

// prev returns the word before token i in its sentence, folded, or "".
func (r *resolver) prev(i int32) string {
	if i == 0 || r.sent[i-1] != r.sent[i] {
		return ""
	}
	return fold(r.word(i - 1))
}

// follow returns the word of token i if it is in the sentence of token j, folded, or "".
func (r *resolver) follow(i, j int32) string {
	if i >= int32(len(r.doc.Tokens)) || r.sent[i] != r.sent[j] {
		return ""
	}
	return fold(r.word(i))
}

// body reports whether the sentence is running text, not furniture.
func (r *resolver) body(sent int32) bool {
	switch r.kind[sent] {
	case document.Paragraph, document.ListItem, document.Quote, document.Biography, document.Caption, document.Note:
		return true
	}
	return false
}

// running reports whether the sentence is running text that ends as sentences
// do; a line without a stop is a heading, however its block is called.
func (r *resolver) running(sent int32) bool {
	return r.body(sent) && r.doc.Tokens[r.doc.Sentences[sent].End-1].Tag == document.PUNCT
}

// root returns the cluster that c was merged into, at last.
func (r *resolver) root(c int32) int32 {
	for c != document.None && r.cs[c].into != document.None {
		c = r.cs[c].into
	}
	return c
}

// newCluster starts an entity.
func (r *resolver) newCluster(c cluster) int32 {
	c.into, c.last, c.trigger = document.None, -1, document.None
	r.cs = append(r.cs, c)
	return int32(len(r.cs) - 1)
}

// isa reports whether one of the classes agrees with path: one is the
// beginning of the other.
func isa(classes []class, path string) bool {
	for _, c := range classes {
		if agree(c.path, path) {
			return true
		}
	}
	return false
}

// agree reports whether one path is the beginning of the other.
func agree(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) == len(b) && a == b || len(a) < len(b) && b[:len(a)] == a && b[len(a)] == '/'
}

// typed returns the classes' first of that type, or nil.
func typed(classes []class, typ document.Type) *class {
	for i := range classes {
		if classes[i].typ == typ {
			return &classes[i]
		}
	}
	return nil
}
