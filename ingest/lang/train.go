package lang

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"unicode"

	"dossier/ingest/document"
	"dossier/ingest/lang/conllu"
	"dossier/ingest/lang/linear"
	"dossier/ingest/lang/model"
)

// Training says how to train. The zero value is ready to use.
type Training struct {
	Seed uint64
	Log  func(format string, args ...any) // progress; may be nil
}

// example is a sentence of a treebank, by its words' text.
type example struct {
	forms  []string
	lemmas []string
	tags   []tagPair
}

// Train learns where sentences end and what lemmas are from treebanks, and
// returns the sections of a model file. The same documents and seed give the
// same bytes. (Packages neural and names train the other models.)
func (tr Training) Train(docs []*conllu.Document) ([]model.Section, error) {
	logf := tr.Log
	if logf == nil {
		logf = func(string, ...any) {}
	}
	tables, err := loadTables()
	if err != nil {
		return nil, err
	}
	clean := examples(docs)
	if len(clean) == 0 {
		return nil, fmt.Errorf("lang: nothing to train on")
	}
	noisy := noise(clean, rand.New(rand.NewPCG(tr.Seed, 1)))
	logf("%d sentences, %d more with noise", len(clean), len(noisy))
	lexData := buildLexicon(clean)
	lex, err := openLexicon(lexData)
	if err != nil {
		return nil, err
	}
	sentData := tr.trainBreaks(docs, lex, tables)
	logf("sentence ends done")
	exceptions := collectExceptions(clean)
	scripts, lemmaData := tr.trainLemmas(append(clean, noisy...), exceptions)
	logf("lemmas done, %d scripts, %d exceptions", len(scripts), len(exceptions))
	return []model.Section{
		{Name: "lexicon", Data: lexData},
		{Name: "sentences", Data: sentData},
		{Name: "exceptions", Data: encodeExceptions(exceptions)},
		{Name: "scripts", Data: encodeScripts(scripts)},
		{Name: "lemmas", Data: lemmaData},
	}, nil
}

func examples(docs []*conllu.Document) []example {
	var out []example
	for _, doc := range docs {
		for i := range doc.Sentences {
			sent := &doc.Sentences[i]
			var ex example
			for j := range sent.Words {
				w := &sent.Words[j]
				ex.forms = append(ex.forms, doc.Surface(w))
				ex.lemmas = append(ex.lemmas, w.Lemma)
				ex.tags = append(ex.tags, tagPair{document.ParseTag(w.Upos), document.ParseXTag(w.Xpos)})
			}
			out = append(out, ex)
		}
	}
	return out
}

// noise returns copies of some sentences in title case, capitals or small
// letters, and with curly quotes, as headlines, datelines and chat have them.
func noise(clean []example, rng *rand.Rand) []example {
	var out []example
	for _, ex := range clean {
		x := rng.Float64()
		if x > 0.17 || len(ex.forms) < 3 {
			continue
		}
		ex.forms = slices.Clone(ex.forms)
		for i, form := range ex.forms {
			switch {
			case x < 0.05:
				form = strings.ToLower(form)
			case x < 0.09:
				form = strings.ToUpper(form)
			case x < 0.13:
				switch ex.tags[i].tag {
				case document.DET, document.ADP, document.CCONJ, document.PART:
				default:
					form = capitalize(form)
				}
			default:
				form = strings.NewReplacer("'", "’", `"`, "“").Replace(form)
			}
			ex.forms[i] = form
		}
		out = append(out, ex)
	}
	return out
}

func capitalize(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

func sortedKeys[V any](m map[uint64]V) []uint64 {
	keys := make([]uint64, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// buildLexicon gives every word seen three times a class: its two most
// frequent Penn tags.
func buildLexicon(exs []example) []byte {
	counts := map[uint64]map[document.XTag]int{}
	for _, ex := range exs {
		for i, form := range ex.forms {
			w, _ := makeWord(form, nil)
			if counts[w.low] == nil {
				counts[w.low] = map[document.XTag]int{}
			}
			counts[w.low][ex.tags[i].xtag]++
		}
	}
	pairs := map[uint64][2]document.XTag{}
	sizes := map[[2]document.XTag]int{}
	for low, tags := range counts {
		type tc struct {
			tag document.XTag
			n   int
		}
		var list []tc
		total := 0
		for t, n := range tags {
			list = append(list, tc{t, n})
			total += n
		}
		if total < 3 {
			continue
		}
		sort.Slice(list, func(a, b int) bool {
			return list[a].n > list[b].n || list[a].n == list[b].n && list[a].tag < list[b].tag
		})
		p := [2]document.XTag{list[0].tag, list[0].tag}
		if len(list) > 1 && list[1].n*20 >= total {
			p[1] = list[1].tag
		}
		pairs[low] = p
		sizes[p]++
	}
	var order [][2]document.XTag
	for p := range sizes {
		order = append(order, p)
	}
	sort.Slice(order, func(a, b int) bool {
		x, y := order[a], order[b]
		if sizes[x] != sizes[y] {
			return sizes[x] > sizes[y]
		}
		return x[0] < y[0] || x[0] == y[0] && x[1] < y[1]
	})
	class := map[[2]document.XTag]uint8{}
	for i, p := range order {
		if i < 254 {
			class[p] = uint8(i + 1)
		}
	}
	out := map[uint64]uint8{}
	for low, p := range pairs {
		if c := class[p]; c > 0 {
			out[low] = c
		}
	}
	return packLexicon(out)
}

// collectExceptions returns the lemmas that are written anew from their forms.
func collectExceptions(exs []example) map[uint64]string {
	type counts struct {
		total int
		by    map[string]int
		anew  bool // at least one of its forms is written anew
	}
	seen := map[uint64]*counts{}
	for _, ex := range exs {
		for i, form := range ex.forms {
			w, _ := makeWord(form, nil)
			key := exceptionKey(&w, ex.tags[i])
			c := seen[key]
			if c == nil {
				c = &counts{by: map[string]int{}}
				seen[key] = c
			}
			c.total++
			if lemma := ex.lemmas[i]; ex.tags[i].tag != document.PROPN && lemma != "_" && len(lemma) < 30 {
				c.by[lemma]++
				c.anew = c.anew || findScript(form, lemma).whole(form)
			}
		}
	}
	out := map[uint64]string{}
	for key, c := range seen {
		for _, lemma := range slices.Sorted(maps.Keys(c.by)) {
			if c.anew && 2*c.by[lemma] > c.total {
				out[key] = lemma
			}
		}
	}
	return out
}

// lemmaMargin is what the right script must win by, or the weights change.
const lemmaMargin = 12

// trainLemmas learns to choose scripts for the words that are no exceptions.
func (tr Training) trainLemmas(exs []example, exceptions map[uint64]string) ([]script, []byte) {
	count := map[script]int{}
	for _, ex := range exs {
		for i, form := range ex.forms {
			if s := findScript(form, ex.lemmas[i]); !s.whole(form) {
				count[s]++
			}
		}
	}
	var scripts []script
	for s := range count {
		if s.cut < 200 && len(s.add) < 200 {
			scripts = append(scripts, s)
		}
	}
	sort.Slice(scripts, func(a, b int) bool {
		x, y := scripts[a], scripts[b]
		if count[x] != count[y] {
			return count[x] > count[y]
		}
		if x.fold != y.fold {
			return x.fold < y.fold
		}
		return x.cut < y.cut || x.cut == y.cut && x.add < y.add
	})
	scripts = scripts[:min(len(scripts), 250)]
	class := map[script]int{}
	for i, s := range scripts {
		class[s] = i
	}
	t := linear.NewTrainer()
	st := newState()
	rng := rand.New(rand.NewPCG(tr.Seed, 3))
	order := rng.Perm(len(exs))
	for range 5 {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, at := range order {
			ex := &exs[at]
			st.load(len(ex.forms), func(k int) string { return ex.forms[k] }, nil)
			for i := range st.words {
				want, ok := class[findScript(ex.forms[i], ex.lemmas[i])]
				if !ok {
					continue
				}
				if _, found := exceptions[exceptionKey(&st.words[i], ex.tags[i])]; found {
					continue
				}
				st.lemmaFeatures(&st.words[i], ex.tags[i])
				scores := st.scores[:len(scripts)]
				clear(scores)
				t.Score(st.feats, scores)
				scores[want] -= lemmaMargin
				if rival := best(scores); rival != want {
					t.Update(st.feats, want, 1)
					t.Update(st.feats, rival, -1)
				}
				t.Tick()
			}
		}
	}
	return scripts, t.PackSparse(len(scripts), 200000, 1)
}

// breakMargin is what the right decision must win by, or the weights change.
const breakMargin = 10

// trainBreaks learns where sentences end, on the tokenizer's own tokens.
func (tr Training) trainBreaks(docs []*conllu.Document, lex *lexicon, tables *tokenTables) []byte {
	t := linear.NewTrainer()
	st := newState()
	rng := rand.New(rand.NewPCG(tr.Seed, 4))
	type block struct {
		text string
		toks []document.Token
		ends map[int32]bool
	}
	var blocks []block
	var gold document.Document
	for _, d := range docs {
		d.Fill(&gold)
		ends := map[int32]bool{}
		for _, s := range gold.Sentences {
			ends[s.Span.End] = true
		}
		for _, b := range gold.Blocks {
			st.tok.tables, st.tok.text, st.tok.out = tables, d.Text, nil
			st.tok.block(int(b.Span.Start), int(b.Span.End))
			blocks = append(blocks, block{d.Text, st.tok.out, ends})
		}
	}
	for range 12 {
		rng.Shuffle(len(blocks), func(a, b int) { blocks[a], blocks[b] = blocks[b], blocks[a] })
		for _, b := range blocks {
			st.load(len(b.toks), func(k int) string { return b.text[b.toks[k].Start:b.toks[k].End] }, lex)
			first := 0
			for i := 0; i+1 < len(b.toks); i++ {
				if !mayBreak(b.text, b.toks[i].Span, b.toks[i+1].Span) {
					continue
				}
				st.breakFeatures(b.text, b.toks, i, first)
				var scores [3]int32
				t.Score(st.feats, scores[:])
				want := 0
				if b.ends[b.toks[i].End] {
					want = 1
				}
				if scores[want] < scores[1-want]+breakMargin {
					t.Update(st.feats, want, 1)
					t.Update(st.feats, 1-want, -1)
				}
				t.Tick()
				if want == 1 {
					first = i + 1
				}
			}
		}
	}
	return t.PackTernary(17, 2)
}
