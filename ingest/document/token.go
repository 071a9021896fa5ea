package document

// Sentence is a range of tokens [First, End) and the bytes it covers.
type Sentence struct {
	Span
	First, End int32 // token indices
}

// Token is a syntactic word by Universal Dependencies conventions. "don't" is
// two tokens, "do" and "n't"; "Kendall-Taylor" is three, as in the treebanks.
type Token struct {
	Span
	Lemma string // dictionary form, lower case except for names
	Tag   Tag    // universal part of speech
	XTag  XTag   // Penn Treebank part of speech, with more detail
	Dep   Dep    // relation to the head
	Head  int32  // index into Document.Tokens of the head; None for a sentence's root
}

// Tag is a universal part of speech (UD v2).
type Tag uint8

// The universal parts of speech.
const (
	X Tag = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	numTags
)

var tagNames = [...]string{"X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART",
	"PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"}

func (t Tag) String() string {
	if int(t) < len(tagNames) {
		return tagNames[t]
	}
	return "?"
}

// NumTags is the number of universal parts of speech.
const NumTags = int(numTags)

// ParseTag returns the tag of that name, X for an unknown one.
func ParseTag(name string) Tag { return Tag(indexOf(tagNames[:], name)) }

// XTag is a Penn Treebank part of speech as the English Web Treebank has them.
type XTag uint8

var xtagNames = [...]string{"XX", "''", ",", "-LRB-", "-RRB-", ".", ":", "``", "$", "ADD", "AFX", "CC", "CD", "DT",
	"EX", "FW", "GW", "HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT",
	"POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ",
	"WDT", "WP", "WP$", "WRB"}

// The Penn Treebank tags that rules ask for by name.
var (
	CC, CD, DT, EX, IN, JJ, MD  = xtag("CC"), xtag("CD"), xtag("DT"), xtag("EX"), xtag("IN"), xtag("JJ"), xtag("MD")
	NN, NNS, NNP, NNPS, POS     = xtag("NN"), xtag("NNS"), xtag("NNP"), xtag("NNPS"), xtag("POS")
	PRP, PRPS, RB, RP, TO, HYPH = xtag("PRP"), xtag("PRP$"), xtag("RB"), xtag("RP"), xtag("TO"), xtag("HYPH")
	VB, VBD, VBG, VBN, VBP, VBZ = xtag("VB"), xtag("VBD"), xtag("VBG"), xtag("VBN"), xtag("VBP"), xtag("VBZ")
	WDT, WP, WPS, WRB, JJR, JJS = xtag("WDT"), xtag("WP"), xtag("WP$"), xtag("WRB"), xtag("JJR"), xtag("JJS")
)

func xtag(name string) XTag { return ParseXTag(name) }

func (t XTag) String() string {
	if int(t) < len(xtagNames) {
		return xtagNames[t]
	}
	return "?"
}

// NumXTags is the number of Penn Treebank tags.
const NumXTags = len(xtagNames)

// ParseXTag returns the tag of that name, XX for an unknown one.
func ParseXTag(name string) XTag { return XTag(indexOf(xtagNames[:], name)) }

// Dep is a Universal Dependencies relation, with the subtypes of English.
type Dep uint8

// The dependency relations. DepNone is no relation at all.
const (
	DepNone Dep = iota
	Acl
	AclRelcl
	Advcl
	AdvclRelcl
	Advmod
	Amod
	Appos
	Aux
	AuxPass
	Case
	Cc
	CcPreconj
	Ccomp
	Compound
	CompoundPrt
	Conj
	Cop
	Csubj
	CsubjPass
	DepDep // "dep", an unspecified dependency
	Det
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	List
	Mark
	Nmod
	NmodDesc
	NmodPoss
	NmodUnmarked
	Nsubj
	NsubjOuter
	NsubjPass
	Nummod
	Obj
	Obl
	OblAgent
	OblUnmarked
	Orphan
	Parataxis
	Punct
	Reparandum
	Root
	Vocative
	Xcomp
	numDeps
)

var depNames = [...]string{"", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux",
	"aux:pass", "case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj",
	"csubj:pass", "dep", "det", "det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith",
	"iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass",
	"nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root",
	"vocative", "xcomp"}

func (d Dep) String() string {
	if int(d) < len(depNames) {
		return depNames[d]
	}
	return "?"
}

// NumDeps is the number of dependency relations, DepNone included.
const NumDeps = int(numDeps)

// ParseDep returns the relation of that name. A subtype that is not in the
// table becomes its base relation, and an unknown relation DepDep.
func ParseDep(name string) Dep {
	for try := name; ; {
		if i := indexOf(depNames[:], try); i > 0 {
			return Dep(i)
		}
		cut := -1
		for i := len(try) - 1; i >= 0; i-- {
			if try[i] == ':' {
				cut = i
				break
			}
		}
		if cut < 0 {
			return DepDep
		}
		try = try[:cut]
	}
}

func indexOf(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return 0
}
