package lang

import (
	"math/rand/v2"

	"dossier/ingest/document"
	"dossier/ingest/lang/linear"
)

// trainParser trains transitions and labels with exploration: the parser
// follows its own decisions, and a dynamic oracle (Goldberg and Nivre 2013,
// "Training deterministic parsers with non-deterministic oracles") says which
// transitions lose no reachable gold arc.
func (tr Training) trainParser(exs []example, lex *lexicon, logf func(string, ...any)) (arcs, labels []byte) {
	at, lt := linear.NewTrainer(), linear.NewTrainer()
	st := newState()
	rng := rand.New(rand.NewPCG(tr.Seed, 5))
	order := rng.Perm(len(exs))
	tr.observe(exs, lex, at, lt)
	for epoch := range or(tr.ArcEpochs, 12) {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		right, labelled, total := 0, 0, 0
		for _, i := range order {
			ex := &exs[i]
			st.load(len(ex.forms), func(k int) string { return ex.forms[k] }, lex)
			st.tags = append(st.tags[:0], ex.tags...)
			p := &st.parse
			p.start(st.words, st.tags)
			for !p.done() {
				ok := p.allowed()
				cost := p.costs(ex.heads, ok)
				st.arcFeatures()
				var scores [3]int32
				at.Score(st.feats, scores[:])
				got := choose(ok, scores[0], scores[1], scores[2])
				least := 1 << 30
				for a := range 3 {
					if ok[a] {
						least = min(least, cost[a])
					}
				}
				good := ok
				for a := range 3 {
					good[a] = ok[a] && cost[a] == least
				}
				want := choose(good, scores[0], scores[1], scores[2])
				bad := [3]bool{ok[0] && !good[0], ok[1] && !good[1], ok[2] && !good[2]}
				if rival := choose(bad, scores[0], scores[1], scores[2]); rival >= 0 && scores[want] < scores[rival]+arcMargin {
					at.Update(st.feats, want, 1)
					at.Update(st.feats, rival, -1)
				}
				at.Tick()
				action := got
				if epoch == 0 || rng.IntN(10) == 0 {
					action = want
				}
				if action == shift {
					p.shift()
					continue
				}
				head, child := p.arc(action)
				label := uint8(document.Root)
				if head != p.root() {
					st.labelFeatures(head, child)
					ls := st.scores[:document.NumDeps]
					clear(ls)
					lt.Score(st.feats, ls)
					ls[document.DepNone], ls[document.Root] = -1<<30, -1<<30
					label = uint8(best(ls))
					if ex.heads[child] == head {
						wanted := ex.deps[child]
						ls[wanted] -= labelMargin
						if rival := best(ls); rival != int(wanted) {
							lt.Update(st.feats, int(wanted), 1)
							lt.Update(st.feats, rival, -1)
						}
						lt.Tick()
					}
				}
				if total++; ex.heads[child] == head {
					right++
					if label == ex.deps[child] {
						labelled++
					}
				}
				p.attach(head, child, label)
			}
		}
		logf("trees, epoch %d: %.2f%% attached, %.2f%% labelled right in training; %d and %d features", epoch+1,
			100*float64(right)/float64(total), 100*float64(labelled)/float64(total), at.Len(), lt.Len())
	}
	return at.PackTernary(or(tr.ArcSlots, 20), 2), lt.PackSparse(document.NumDeps, or(tr.LabelLimit, 300000), 2)
}

// A decision must beat its best rival by these margins, or the weights change
// (Collobert and Bengio 2004, "Links between perceptrons, MLPs and SVMs").
const (
	arcMargin   = 100
	labelMargin = 60
)

// observe counts the features on the way to the gold trees.
func (tr Training) observe(exs []example, lex *lexicon, at, lt *linear.Trainer) {
	st := newState()
	for i := range exs {
		ex := &exs[i]
		st.load(len(ex.forms), func(k int) string { return ex.forms[k] }, lex)
		st.tags = append(st.tags[:0], ex.tags...)
		p := &st.parse
		p.start(st.words, st.tags)
		for !p.done() {
			ok := p.allowed()
			cost := p.costs(ex.heads, ok)
			action := -1
			for _, a := range [3]int{leftArc, rightArc, shift} {
				if ok[a] && (action < 0 || cost[a] < cost[action]) {
					action = a
				}
			}
			st.arcFeatures()
			at.Observe(st.feats, or(tr.ArcLeast, 3))
			if action == shift {
				p.shift()
				continue
			}
			head, child := p.arc(action)
			if ex.heads[child] == head && head != p.root() {
				st.labelFeatures(head, child)
				lt.Observe(st.feats, or(tr.LabelLeast, 3))
			}
			p.attach(head, child, ex.deps[child])
		}
	}
}

// costs returns how many gold arcs that could still be made each transition
// makes impossible.
func (p *parser) costs(heads []int32, ok [3]bool) (cost [3]int) {
	gold := func(i int32) int32 {
		if i == p.root() {
			return document.None
		}
		return heads[i]
	}
	if ok[shift] {
		b := p.front
		for k, s := range p.stack {
			if gold(s) == b {
				cost[shift]++
			}
			if k < len(p.stack)-1 && gold(b) == s {
				cost[shift]++
			}
		}
	}
	if len(p.stack) == 0 {
		return cost
	}
	top := p.stack[len(p.stack)-1]
	lost := 0
	for i := p.front; i < p.root(); i++ {
		if gold(i) == top {
			lost++
		}
	}
	cost[leftArc], cost[rightArc] = lost, lost
	if h := gold(top); h > p.front || len(p.stack) > 1 && h == p.stack[len(p.stack)-2] {
		cost[leftArc]++
	}
	if gold(top) >= p.front {
		cost[rightArc]++
	}
	return cost
}
