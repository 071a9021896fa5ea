package names

import (
	"math/bits"
	"unicode"
	"unicode/utf8"

	"dossier/ingest/document"
)

// word is what the features know of one token.
type word struct {
	form, low        uint64 // hashes: as written; folded
	pre2, pre3, pre4 uint64
	suf2, suf3, suf4 uint64
	shape            uint64
	lex              class // of the word alone
	phrase           class // of a longer entry it lies in
	phrasePos        uint8 // 0 none, 1 first word of the entry, 2 a later one
	kind             kind
	first            bool  // first word of its sentence, quotes and brackets aside
	sent             uint8 // case of its sentence
	run, wide        int32 // index of its run of capitalised words; none: -1
	seen             int32 // index into workspace.seen; none: -1
}

// kind is how a word is written.
type kind uint8

const (
	lower   kind = iota
	capital      // Moscow
	initial      // J., J
	upper        // NATO, U.S.
	mixed        // iPhone, McDonald
	number
	mark // punctuation
)

func (k kind) isCap() bool { return k >= capital && k <= mixed }

// The cases of a sentence.
const (
	plainCase uint8 = iota
	titleCase       // Most Words Have Capitals
	upperCase       // ALL CAPITALS
	lowerCase       // no capitals at all
)

// span of a run: tokens [first, end); head is the token before the first
// linking word, of a run without one its last token.
type run struct {
	first, end, head int32
	any              class
	pattern          uint64 // what sorts of words it is made of, in order
}

// sort is the one class that says most of a word within a run.
func (w *word) sort() uint64 {
	if w.phrase != 0 && w.phrase&(isLink|isParticle) == 0 {
		return 0x100 + uint64(bits.TrailingZeros32(uint32(w.phrase)))
	}
	switch c := w.lex; {
	case w.kind == mark || w.kind == number || w.kind == initial:
		return 0x200 + uint64(w.kind)
	case w.kind == lower:
		return 0x300 + w.low<<16
	case c&isOrgSuffix != 0:
		return 1
	case c&isOrgHead != 0:
		return 2
	case c&isEventHead != 0:
		return 3
	case c&isPlaceHead != 0:
		return 4
	case c&(isCountry|isRegion|isKnownPlace) != 0:
		return 5
	case c&isDemonym != 0:
		return 6
	case c&isTime != 0:
		return 7
	case c&isTitle != 0:
		return 8
	case c&isGiven != 0 && c&(isSurname|isCity) != 0:
		return 9
	case c&isGiven != 0:
		return 10
	case c&isSurname != 0 && c&isCity != 0:
		return 11
	case c&isSurname != 0:
		return 12
	case c&isCity != 0:
		return 13
	case c&(isOrgWord|isPlaceMod) != 0:
		return 14
	case c&isMedia != 0:
		return 15
	case c&isKnownOrg != 0:
		return 16
	case c != 0:
		return 17
	case w.kind == upper:
		return 18
	}
	return 19
}

// describe fills the word's own attributes.
func (w *word) describe(s string, lex *lexicon) {
	var arr [48]byte
	fold := appendFold(arr[:0], s)
	*w = word{form: hashString(s), low: hashBytes(fold), run: -1, wide: -1, seen: -1}
	n := len(fold)
	w.pre2, w.pre3, w.pre4 = hashBytes(fold[:min(2, n)]), hashBytes(fold[:min(3, n)]), hashBytes(fold[:min(4, n)])
	w.suf2, w.suf3, w.suf4 = hashBytes(fold[max(0, n-2):]), hashBytes(fold[max(0, n-3):]), hashBytes(fold[max(0, n-4):])
	if c, ok := lex.words[w.low]; ok {
		w.lex = c
	} else if n > 2 && fold[n-1] == '.' {
		w.lex = lex.words[hashBytes(fold[:n-1])] & (isTitle | isOrgSuffix | isCountry | isTime | isPlaceMod)
	}

	// shape and kind
	h := uint64(fnvBasis)
	var caps, lows, digits, letters, others int
	prev, rep := byte(0), 0
	firstCap := false
	for i, r := range s {
		c := byte('x')
		switch {
		case r < utf8.RuneSelf && 'a' <= r && r <= 'z':
			lows++
			letters++
		case r < utf8.RuneSelf && 'A' <= r && r <= 'Z', r >= utf8.RuneSelf && unicode.IsUpper(r):
			c = 'X'
			caps++
			letters++
			if i == 0 {
				firstCap = true
			}
		case '0' <= r && r <= '9':
			c = 'd'
			digits++
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			lows++
			letters++
		default:
			c = byte(r)
			others++
		}
		if c == prev {
			if rep++; rep > 2 {
				continue
			}
		} else {
			prev, rep = c, 1
		}
		h = (h ^ uint64(c)) * fnvPrime
	}
	w.shape = h
	switch {
	case letters == 0 && digits > 0:
		w.kind = number
	case letters == 0:
		w.kind = mark
	case caps == 0:
		w.kind = lower
	case caps == 1 && letters == 1 && digits == 0:
		w.kind = initial
	case lows == 0:
		w.kind = upper
	case firstCap && caps == 1:
		w.kind = capital
	default:
		w.kind = mixed
	}
}

// workspace holds what one call of Find needs; it is reused.
type workspace struct {
	words   []word
	runs    []run
	seen    []seen
	table   []int32 // open-addressed: hash of a folded word → index into seen + 1
	feats   []uint64
	emits   []int32 // numLabels a token, of the whole document
	emit    []int32 // of the sentence at hand, within emits
	ballots []votes // each token's own vote
	votes   []votes // by index into seen
	back    []uint8
	path    []uint8
	alpha   []float64
	beta    []float64
	prob    []float64
	scales  []float64
	tallies tallies
}

// seen is what the whole article shows about a word.
type seen struct {
	low        uint64
	lower      int32 // times in lower case
	caps       int32 // times capitalised within a sentence of ordinary case
	afterTitle int32
	afterGiven int32
	beforeName int32 // a given name before a capital
	inPlace    int32 // right after "in", "near", …
	orgRun     int32 // in a run with a head noun or suffix of organizations
	placeRun   int32
	eventRun   int32
	says       int32      // right before a verb of speech
	possessive int32      // before 's
	definite   int32      // after "the"
	acronym    class      // classes of the long form before an acronym in brackets
	contexts   [3]context // of its first places, in sentences of ordinary case
}

// context is what stands around the run of one place of a word.
type context struct {
	at            int32 // token
	before, after uint64
	nouns         class // of an apposition after it
	last          bool  // the word ends its run
}

// prepare fills words, runs and the article's evidence.
func (ws *workspace) prepare(doc *document.Document, lex *lexicon) {
	n := len(doc.Tokens)
	if cap(ws.words) < n {
		ws.words = make([]word, n, n+n/4)
	}
	ws.words = ws.words[:n]
	for i := range ws.words {
		ws.words[i].describe(doc.Word(int32(i)), lex)
	}
	ws.runs = ws.runs[:0]
	for _, sent := range doc.Sentences {
		words := ws.words[sent.First:sent.End]
		ws.sentenceCase(words)
		markPhrases(words, lex)
		ws.findRuns(sent.First, sent.End)
	}
	ws.gather(doc)
}

func (ws *workspace) sentenceCase(words []word) {
	var caps, uppers, lowers, long int
	start := true
	for i := range words {
		w := &words[i]
		if start && w.kind != mark {
			w.first, start = true, false
		}
		switch w.kind {
		case lower:
			lowers++
			if w.lex&(isLink|isParticle) == 0 {
				long++
			}
		case capital, mixed, initial:
			caps++
		case upper:
			uppers++
		}
	}
	c := plainCase
	switch {
	case uppers >= 3 && uppers > 3*(caps+lowers):
		c = upperCase
	case caps+uppers == 0 && lowers >= 3:
		c = lowerCase
	case caps+uppers >= 4 && caps+uppers > 2*long:
		c = titleCase
	}
	for i := range words {
		words[i].sent = c
	}
}

// markPhrases finds the longest entries of several words.
func markPhrases(words []word, lex *lexicon) {
	for i := 0; i < len(words); i++ {
		longest := int(lex.starts[words[i].low])
		if longest == 0 {
			continue
		}
		h, best, found := mix(0, words[i].low), 0, class(0)
		for j := 1; j < longest && i+j < len(words); j++ {
			h = mix(h, words[i+j].low)
			if c := lex.phrases[h]; c != 0 {
				best, found = j+1, c
			}
		}
		if best == 0 || words[i].kind == lower && words[i].sent != lowerCase && found&^(isCity|isCountry|isRegion|isKnownPlace|isKnownOrg|isKnownEvent) == 0 {
			continue
		}
		for j := range best {
			words[i+j].phrase |= found
			words[i+j].phrasePos = 2
		}
		words[i].phrasePos = 1
		i += best - 1
	}
}

var (
	hashHyphen = foldHash("-")
	hashAmp    = foldHash("&")
	hashOpen   = foldHash("(")
	hashClose  = foldHash(")")
	hashThe    = foldHash("the")
	hashPoss   = foldHash("'s")
	hashPoss2  = foldHash("'")
	hashComma  = foldHash(",")
	hashA      = foldHash("a")
	hashAn     = foldHash("an")
	hashWho    = foldHash("who")
	hashAnd    = foldHash("and")
	hashBased  = foldHash("based")
	placePreps = map[uint64]bool{foldHash("in"): true, foldHash("near"): true, foldHash("to"): true, foldHash("from"): true,
		foldHash("at"): true, foldHash("across"): true, foldHash("throughout"): true, foldHash("outside"): true}
)

// findRuns finds the runs of capitalised words of a sentence: narrow ones,
// joined by hyphens, "&" and particles only, and wide ones, joined also by
// "of", "for", "and" …
func (ws *workspace) findRuns(first, end int32) {
	if ws.words[first].sent == lowerCase {
		return
	}
	for _, wide := range [2]bool{false, true} {
		for i := first; i < end; i++ {
			if !ws.words[i].kind.isCap() {
				continue
			}
			r := run{first: i, end: i + 1, head: -1}
			for j := i; ; {
				r.any |= ws.words[j].lex | ws.words[j].phrase
				r.end = j + 1
				// up to three linking words before the next capital
				k := j + 1
				links := 0
				for k < end && links < 3 && !ws.words[k].kind.isCap() {
					w := &ws.words[k]
					if w.low == hashHyphen || w.low == hashAmp || w.kind == number && wide || w.lex&isParticle != 0 && w.kind == lower ||
						wide && w.lex&isLink != 0 && w.kind == lower {
						links++
						k++
						continue
					}
					break
				}
				if k >= end || !ws.words[k].kind.isCap() {
					break
				}
				if k > j+1 && r.head < 0 && wide && ws.words[j+1].low != hashHyphen && ws.words[j+1].low != hashAmp {
					r.head = j
				}
				j = k
			}
			if r.head < 0 {
				r.head = r.end - 1
			}
			for j := r.first; j < r.end; j++ {
				r.pattern = mix(r.pattern, ws.words[j].sort())
			}
			id := int32(len(ws.runs))
			ws.runs = append(ws.runs, r)
			for j := r.first; j < r.end; j++ {
				if wide {
					ws.words[j].wide = id
				} else {
					ws.words[j].run = id
				}
			}
			i = r.end - 1
		}
	}
}

// gather counts, for every word that is capitalised somewhere, how and where
// the article has it.
func (ws *workspace) gather(doc *document.Document) {
	size := 64
	for size < 2*len(ws.words) {
		size *= 2
	}
	if len(ws.table) < size {
		ws.table = make([]int32, size)
	} else {
		clear(ws.table)
	}
	mask := uint64(len(ws.table) - 1)
	ws.seen = ws.seen[:0]
	find := func(low uint64, add bool) int32 {
		for i := (low >> 20) & mask; ; i = (i + 1) & mask {
			at := ws.table[i]
			if at == 0 {
				if !add {
					return -1
				}
				ws.seen = append(ws.seen, seen{low: low})
				ws.table[i] = int32(len(ws.seen))
				return int32(len(ws.seen)) - 1
			}
			if ws.seen[at-1].low == low {
				return at - 1
			}
		}
	}
	for i := range ws.words {
		if w := &ws.words[i]; w.kind.isCap() {
			w.seen = find(w.low, true)
		}
	}
	for _, sent := range doc.Sentences {
		for i := sent.First; i < sent.End; i++ {
			w := &ws.words[i]
			if w.kind == lower && w.sent != lowerCase {
				if at := find(w.low, false); at >= 0 {
					w.seen = at
					ws.seen[at].lower++
				}
				continue
			}
			if !w.kind.isCap() || w.sent == titleCase || w.sent == upperCase {
				continue
			}
			s := &ws.seen[w.seen]
			if !w.first {
				s.caps++
			}
			r := &ws.runs[w.wide]
			near := &ws.runs[w.run]
			if i > sent.First {
				p := &ws.words[i-1]
				switch {
				case p.lex&isTitle != 0 && p.kind.isCap():
					s.afterTitle++
				case p.lex&isGiven != 0 && p.kind.isCap():
					s.afterGiven++
				case p.low == hashThe:
					s.definite++
				case p.kind == lower && placePreps[p.low] && near.end == i+1:
					s.inPlace++
				}
			}
			if i+1 < sent.End {
				nx := &ws.words[i+1]
				switch {
				case nx.lex&isSaying != 0 && nx.kind == lower:
					s.says++
				case nx.low == hashPoss || nx.low == hashPoss2:
					s.possessive++
				case w.lex&isGiven != 0 && nx.kind.isCap() && nx.lex&(isOrgHead|isOrgSuffix|isPlaceHead) == 0:
					s.beforeName++
				}
			}
			any := ws.words[r.head].lex | ws.words[near.end-1].lex
			if any&(isOrgHead|isOrgSuffix) != 0 {
				s.orgRun++
			}
			if any&isPlaceHead != 0 {
				s.placeRun++
			}
			if any&isEventHead != 0 {
				s.eventRun++
			}
			for k := range s.contexts {
				if c := &s.contexts[k]; c.before == 0 && c.after == 0 {
					*c = context{at: i, nouns: ws.apposition(near, sent.End), last: near.end == i+1}
					if near.first > sent.First {
						c.before = ws.words[near.first-1].low
					}
					if near.end < sent.End {
						c.after = ws.words[near.end].low
					}
					break
				}
			}
			// an acronym in brackets after its long form
			if w.kind == upper && i >= sent.First+2 && ws.words[i-1].low == hashOpen && i+1 < sent.End && ws.words[i+1].low == hashClose {
				if long := ws.words[i-2].wide; long >= 0 {
					s.acronym |= ws.runs[long].any | isLink
				}
			}
		}
	}
}

// apposition returns the classes of the nouns of an apposition that follows
// the run: "Acme, the Nairobi-based maker of …".
func (ws *workspace) apposition(r *run, end int32) (nouns class) {
	if r.end >= end || ws.words[r.end].low != hashComma && ws.words[r.end].low != hashOpen {
		return 0
	}
	for j := r.end + 1; j < min(r.end+9, end); j++ {
		b := &ws.words[j]
		if b.low == hashWho {
			return nouns | isKin
		}
		if b.kind == mark && b.low != hashHyphen && b.low != hashPoss {
			break
		}
		if b.low == hashBased && ws.words[j-1].low == hashHyphen {
			nouns |= isOrgSuffix
		}
		if b.kind == lower {
			nouns |= b.lex & (isProfession | isFirm | isSpot | isKin | isPersonNoun | isGroupNoun | isPlaceNoun)
			if b.lex&isLink != 0 && b.low != hashThe && b.low != hashA && b.low != hashAnd && b.low != hashAn {
				break
			}
		}
	}
	return nouns
}
