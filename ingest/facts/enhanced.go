package facts

import "dossier/ingest/document"

// graph is the enhanced graph of one sentence: its tree with the arguments
// that English leaves unsaid made explicit (Schuster & Manning 2016, "Enhanced
// English Universal Dependencies"; White et al. 2016, PredPatt; Gashteovski et
// al. 2017, MinIE). Token indices are those of the document.
//
// A graph is filled anew for each sentence and keeps its memory; nothing may
// hold on to it or its slices after the sentence is done.
type graph struct {
	doc        *document.Document
	sentence   int32              // index into doc.Sentences
	first, end int32              // tokens of the sentence
	block      document.BlockKind // layout role of the block it stands in
	tables     *Frames            // the words that rules ask for
	nodes      []node             // of token first+i
	edges      []edge             // in order of discovery; chained by next
	kidList    []int32            // children of the basic tree, by head, in text order
	scratch    []int32            // buffer of the building passes
	queue      []int32            // buffer of walks over the graph
	qualifiers qualifiers         // what qualifying knows of the document and the sentence
}

// node is what the graph knows of one token.
type node struct {
	kids, kidsEnd int32 // range in kidList: children in the basic tree
	out           int32 // index of the first edge that leaves it, None without
	last          int32 // index of its last edge
	mark          string
	mention       int32 // mention whose head is the token, the widest one; None without
	cover         int32 // narrowest name mention that covers the token; None without
	canon         int32 // the token that stands for the whole name it belongs to, itself otherwise
	time          int32 // time expression that covers the token; None without
	surface       int32 // surface subject of a predicate, None without
	copula        int32 // its copula, None without
	relativized   int32 // of a relative clause: the pronoun or verb that the antecedent stands for
	voice         voice
	nounish       bool // an adjective or adverb to the tagger that word order shows to be a noun
	verbish       bool // a noun to the tagger that word order shows to be a verb
	subjects      bool // a surface subject was found
}

// voice tells how the surface subject of a predicate relates to it.
type voice uint8

const (
	active  voice = iota
	passive       // the surface subject is what is acted on
)

// edge says that dep is an argument or modifier of head.
type edge struct {
	head, dep int32
	next      int32 // next edge of the same head, None at the end
	mark      string
	rel       rel
	via       origin
}

// rel is a relation of the enhanced graph: Universal Dependencies with voice
// undone and modifiers of nouns told apart by what they express.
type rel uint8

const (
	relNone rel = iota
	subj        // who acts: active subject, passive "by" phrase, what a copular noun or adjective is said of
	obj         // acted on: object, passive subject
	iobj        // receives: indirect object, "to" dative stays obl
	obl         // any other phrase of a verb or adjective, with its case marker
	poss        // possessor of a noun
	nmod        // prepositional phrase of a noun, with its case marker
	comp        // noun that modifies a noun from the left ("CIA director")
	adj         // adjective ("Russian forces")
	appos       // apposition, from the first to the second
	title       // title before a name, from the name to the title
	supp        // who does what a noun says, by its support verb ("Russia launched an attack")
	suffer      // who suffers what a noun says ("Kyiv came under attack")
	xcomp       // open clause
	ccomp       // closed clause
	advcl       // adverbial clause, with its marker
	acl         // clause of a noun: participle, infinitive
	relcl       // relative clause
	para        // parataxis, list, dislocated
	advmod      // adverb
	conj        // conjunct, from the first to the others
	numRels
)

var relNames = [numRels]string{"", "subj", "obj", "iobj", "obl", "poss", "nmod", "comp", "adj", "appos", "title",
	"supp", "suffer", "xcomp", "ccomp", "advcl", "acl", "relcl", "parataxis", "advmod", "conj"}

func (r rel) String() string { return relNames[r] }

// origin says which step of the enhancement found an edge.
type origin uint8

const (
	basic    origin = iota // stands in the tree
	shared                 // by coordination
	control                // by an open or adverbial clause
	relative               // by a relative clause or participle
	support                // by a support verb
)

var originNames = [...]string{"", "shared", "control", "relative", "support"}

func (o origin) String() string { return originNames[o] }

// tok returns token i of the document.
func (g *graph) tok(i int32) *document.Token { return &g.doc.Tokens[i] }

// node returns what the graph knows of token i.
func (g *graph) node(i int32) *node { return &g.nodes[i-g.first] }

// lemma returns the lemma of token i.
func (g *graph) lemma(i int32) string { return g.doc.Tokens[i].Lemma }

// has reports whether token i lies in the sentence.
func (g *graph) has(i int32) bool { return i >= g.first && i < g.end }

// head returns the head of token i in the basic tree, None for the root.
func (g *graph) head(i int32) int32 { return g.doc.Tokens[i].Head }

// kids returns the children of token i in the basic tree, in text order.
func (g *graph) kids(i int32) []int32 {
	n := g.node(i)
	return g.kidList[n.kids:n.kidsEnd]
}

// kid returns the first child of token i in the basic tree with one of the
// relations, None without.
func (g *graph) kid(i int32, deps ...document.Dep) int32 {
	for _, k := range g.kids(i) {
		for _, d := range deps {
			if g.doc.Tokens[k].Dep == d {
				return k
			}
		}
	}
	return document.None
}

// mark returns the case marker or subordinator of token i, lower case; several
// words are joined by "_" ("according_to"); "" without.
func (g *graph) mark(i int32) string { return g.node(i).mark }

// firstEdge returns the index of the first edge that leaves token i, None without;
// walk on with g.edges[e].next.
func (g *graph) firstEdge(i int32) int32 { return g.node(i).out }

// arg returns the first argument of token i with the relation, and with the
// marker unless mark is "*"; None without.
func (g *graph) arg(i int32, r rel, mark string) int32 {
	for e := g.node(i).out; e != document.None; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.rel == r && (mark == "*" || ed.mark == mark) {
			return ed.dep
		}
	}
	return document.None
}

// hasEdge reports whether the edge is in the graph already.
func (g *graph) hasEdge(head int32, r rel, mark string, dep int32) bool {
	for e := g.node(head).out; e != document.None; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.dep == dep && ed.rel == r && ed.mark == mark {
			return true
		}
	}
	return false
}

// within reports whether token i is top or below it in the basic tree.
func (g *graph) within(i, top int32) bool {
	for steps := 0; i != document.None && steps < 200; steps++ {
		if i == top {
			return true
		}
		i = g.head(i)
	}
	return false
}

// clause returns the predicate whose clause token i belongs to: the nearest
// token at or above i that is a verb, has a copula, or is the root.
func (g *graph) clause(i int32) int32 {
	for steps := 0; steps < 200; steps++ {
		tok := g.tok(i)
		if tok.Head == document.None || g.isPredicate(i) {
			return i
		}
		i = tok.Head
	}
	return i
}

// isPredicate reports whether token i heads a clause: a verb, or a noun or
// adjective with a copula or a clausal relation.
func (g *graph) isPredicate(i int32) bool {
	tok := g.tok(i)
	switch tok.Dep {
	case document.Ccomp, document.Xcomp, document.Advcl, document.AclRelcl, document.AdvclRelcl, document.Parataxis,
		document.Csubj, document.CsubjPass:
		return true
	case document.Amod, document.Compound, document.Aux, document.AuxPass, document.Cop, document.Case, document.Mark:
		return false
	}
	return tok.Tag == document.VERB || g.kid(i, document.Cop) != document.None
}

// mentionOf returns the mention that token i heads, or else the name that
// covers it; None without.
func (g *graph) mentionOf(i int32) int32 {
	n := g.node(i)
	if n.mention != document.None {
		return n.mention
	}
	return n.cover
}
