package lang

import (
	"fmt"
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

// Training says how to train. The zero value of a count takes the usual one.
type Training struct {
	Seed        uint64
	TagEpochs   int // usual: 8
	ArcEpochs   int // usual: 12
	Folds       int // jackknifing of tags for the parser; usual: 5
	Log         func(format string, args ...any)
	ArcSlots    int // log2 of slots for transitions; usual: 20
	LabelLimit  int // features kept for labels; usual: 300000
	ArcLeast    int // occurrences that a transition feature needs; usual: 3
	LabelLeast  int // occurrences that a label feature needs; usual: 3
	TaggerLimit int // features kept for tags; usual: 400000
}

// example is a sentence of a treebank, by its words' text.
type example struct {
	forms  []string
	lemmas []string
	gold   []joint
	heads  []int32
	deps   []uint8
	tags   []uint8 // predicted by a tagger that did not see the sentence
	fold   int
	noisy  bool
}

func or(n, usual int) int {
	if n == 0 {
		return usual
	}
	return n
}

// Train learns all models of an Analyzer from treebanks and returns the
// sections of a model file. The same documents and seed give the same bytes.
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
	folds := or(tr.Folds, 5)
	for i := range clean {
		clean[i].fold = (i / 20) % folds
	}
	rng := rand.New(rand.NewPCG(tr.Seed, 1))
	all := append(clean, noise(clean, rng)...)
	joints := collectJoints(clean)
	logf("%d sentences, %d with noise, %d tags", len(clean), len(all)-len(clean), len(joints))

	lexData := buildLexicon(clean, -1)
	lex, err := openLexicon(lexData)
	if err != nil {
		return nil, err
	}
	sentData := tr.trainBreaks(docs, lex, tables)
	logf("sentences done")
	taggerData := tr.trainTagger(all, joints, lex, -1)
	logf("tagger done")
	scripts, lemmaData := tr.trainLemmas(all, joints)
	logf("lemmas done, %d scripts", len(scripts))
	for fold := range folds {
		foldLex, err := openLexicon(buildLexicon(clean, fold))
		if err != nil {
			return nil, err
		}
		tagger, err := linear.OpenSparse(tr.trainTagger(all, joints, foldLex, fold))
		if err != nil {
			return nil, err
		}
		right, total := 0, 0
		st := newState()
		for i := range all {
			ex := &all[i]
			if ex.fold != fold {
				continue
			}
			st.load(len(ex.forms), func(k int) string { return ex.forms[k] }, foldLex)
			st.tag(tagger, len(joints))
			ex.tags = slices.Clone(st.tags)
			for k, t := range ex.tags {
				total++
				if joints[t] == ex.gold[k] {
					right++
				}
			}
		}
		logf("fold %d of %d: %.2f%% tags right", fold+1, folds, 100*float64(right)/float64(total))
	}
	arcData, labelData := tr.trainParser(all, lex, logf)
	return []model.Section{
		{Name: "lexicon", Data: lexData},
		{Name: "sentences", Data: sentData},
		{Name: "tags", Data: encodeJoints(joints)},
		{Name: "tagger", Data: taggerData},
		{Name: "scripts", Data: encodeScripts(scripts)},
		{Name: "lemmas", Data: lemmaData},
		{Name: "arcs", Data: arcData},
		{Name: "labels", Data: labelData},
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
				ex.gold = append(ex.gold, joint{document.ParseTag(w.Upos), document.ParseXTag(w.Xpos)})
				ex.deps = append(ex.deps, uint8(document.ParseDep(w.Dep)))
				head := int32(w.Head)
				if head < 0 {
					head = int32(len(sent.Words))
				}
				ex.heads = append(ex.heads, head)
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
		ex.forms, ex.lemmas, ex.noisy = slices.Clone(ex.forms), slices.Clone(ex.lemmas), true
		for i, form := range ex.forms {
			switch {
			case x < 0.05:
				form = strings.ToLower(form)
			case x < 0.09:
				form = strings.ToUpper(form)
			case x < 0.13:
				switch ex.gold[i].tag {
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

func collectJoints(exs []example) []joint {
	count := map[joint]int{}
	for _, ex := range exs {
		for _, j := range ex.gold {
			count[j]++
		}
	}
	var out []joint
	for j, n := range count {
		if n >= 4 {
			out = append(out, j)
		}
	}
	sort.Slice(out, func(a, b int) bool {
		if count[out[a]] != count[out[b]] {
			return count[out[a]] > count[out[b]]
		}
		return out[a].tag < out[b].tag || out[a].tag == out[b].tag && out[a].xtag < out[b].xtag
	})
	return out[:min(len(out), 250)]
}

func encodeJoints(joints []joint) []byte {
	var out []byte
	for _, j := range joints {
		out = append(out, byte(j.tag), byte(j.xtag))
	}
	return out
}

func sortedKeys[V any](m map[uint64]V) []uint64 {
	keys := make([]uint64, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// buildLexicon gives every word seen three times outside the fold a class:
// its two most frequent Penn tags.
func buildLexicon(exs []example, fold int) []byte {
	counts := map[uint64]map[document.XTag]int{}
	for _, ex := range exs {
		if ex.fold == fold {
			continue
		}
		for i, form := range ex.forms {
			w, _ := makeWord(form, nil)
			if counts[w.low] == nil {
				counts[w.low] = map[document.XTag]int{}
			}
			counts[w.low][ex.gold[i].xtag]++
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

// tagMargin is what the right tag must win by, or the weights change.
const tagMargin = 60

// trainTagger trains on all sentences outside the fold.
func (tr Training) trainTagger(exs []example, joints []joint, lex *lexicon, fold int) []byte {
	class := map[joint]int{}
	byX := map[document.XTag]int{}
	for i := len(joints) - 1; i >= 0; i-- {
		class[joints[i]] = i
		byX[joints[i].xtag] = i
	}
	t := linear.NewTrainer()
	st := newState()
	rng := rand.New(rand.NewPCG(tr.Seed, 2))
	var order []int
	for i := range exs {
		if exs[i].fold != fold {
			order = append(order, i)
		}
	}
	epochs := or(tr.TagEpochs, 8)
	if fold >= 0 {
		epochs = max(1, epochs*2/3)
	}
	for _, at := range order {
		ex := &exs[at]
		st.load(len(ex.forms), func(k int) string { return ex.forms[k] }, lex)
		st.tags = grow(st.tags, len(st.words))
		for i := range st.words {
			if want, ok := class[ex.gold[i]]; ok {
				st.tags[i] = uint8(want)
			}
		}
		for i := range st.words {
			st.tagFeatures(i)
			t.Observe(st.feats, 3)
		}
	}
	for range epochs {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, at := range order {
			ex := &exs[at]
			st.load(len(ex.forms), func(k int) string { return ex.forms[k] }, lex)
			st.tags = grow(st.tags, len(st.words))
			for i := range st.words {
				st.tagFeatures(i)
				scores := st.scores[:len(joints)]
				clear(scores)
				t.Score(st.feats, scores)
				got := best(scores)
				want, ok := class[ex.gold[i]]
				if !ok {
					want, ok = byX[ex.gold[i].xtag]
				}
				if ok {
					scores[want] -= tagMargin
					if rival := best(scores); rival != want {
						t.Update(st.feats, want, 1)
						t.Update(st.feats, rival, -1)
					}
				}
				t.Tick()
				st.tags[i] = uint8(got)
			}
		}
	}
	return t.PackSparse(len(joints), or(tr.TaggerLimit, 400000), 2)
}

func (tr Training) trainLemmas(exs []example, joints []joint) ([]script, []byte) {
	count := map[script]int{}
	for _, ex := range exs {
		for i, form := range ex.forms {
			count[findScript(form, ex.lemmas[i])]++
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
				st.lemmaFeatures(&st.words[i], ex.gold[i])
				scores := st.scores[:len(scripts)]
				clear(scores)
				t.Score(st.feats, scores)
				if got := best(scores); got != want {
					t.Update(st.feats, want, 1)
					t.Update(st.feats, got, -1)
				}
				t.Tick()
			}
		}
	}
	return scripts, t.PackSparse(len(scripts), 200000, 1)
}

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
				got, want := 0, 0
				if scores[1] > scores[0] {
					got = 1
				}
				if b.ends[b.toks[i].End] {
					want = 1
				}
				if got != want {
					t.Update(st.feats, want, 1)
					t.Update(st.feats, got, -1)
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
