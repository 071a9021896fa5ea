package lang

import "dossier/ingest/document"

// The transitions of the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and
// Satta 2011, "Dynamic programming algorithms for transition-based dependency
// parsers"). The artificial root stands at the end of the buffer (Ballesteros
// and Nivre 2013), so that every sentence gets one root.
const (
	shift    = iota // the first word of the buffer goes on the stack
	leftArc         // the top of the stack becomes a child of the buffer's first word
	rightArc        // the top of the stack becomes a child of the word under it
)

// node is a word of the sentence being parsed; the last node is the root.
type node struct {
	head       int32
	label      uint8
	l1, l2     int32 // leftmost and second leftmost child, −1 for none
	r1, r2     int32 // rightmost and second rightmost child
	vl, vr     uint8 // number of left and right children
	setL, setR uint64
	mark       uint64 // normalised form of the last case marker or conjunction among the children
	w, t       uint64 // normalised form, joint tag + 1
}

// parser is a configuration: a stack, the next word of the buffer, and the
// arcs so far.
type parser struct {
	nodes []node
	stack []int32
	front int32 // first word of the buffer; len(nodes)-1 is the root
}

var rootWord = hashString("<root>")

// start puts the tagged words in the buffer.
func (p *parser) start(words []word, tags []uint8) {
	n := len(words)
	p.nodes = grow(p.nodes, n+1)
	for i := range words {
		p.nodes[i] = node{head: document.None, l1: -1, l2: -1, r1: -1, r2: -1, w: words[i].low, t: uint64(tags[i]) + 1}
	}
	p.nodes[n] = node{head: document.None, l1: -1, l2: -1, r1: -1, r2: -1, w: rootWord, t: 400}
	p.stack = p.stack[:0]
	p.front = 0
}

func (p *parser) root() int32 { return int32(len(p.nodes) - 1) }

// done reports whether every word has its head.
func (p *parser) done() bool { return p.front == p.root() && len(p.stack) == 0 }

// allowed tells which transitions lead to a tree with one root.
func (p *parser) allowed() (ok [3]bool) {
	ok[shift] = p.front < p.root()
	ok[leftArc] = len(p.stack) > 0 && (p.front < p.root() || len(p.stack) == 1)
	ok[rightArc] = len(p.stack) > 1
	return ok
}

// arc returns the head and child that a transition would join.
func (p *parser) arc(action int) (head, child int32) {
	child = p.stack[len(p.stack)-1]
	if action == leftArc {
		return p.front, child
	}
	return p.stack[len(p.stack)-2], child
}

func (p *parser) shift() {
	p.stack = append(p.stack, p.front)
	p.front++
}

// attach makes the top of the stack a child of head and takes it off.
func (p *parser) attach(head, child int32, label uint8) {
	p.stack = p.stack[:len(p.stack)-1]
	c, h := &p.nodes[child], &p.nodes[head]
	c.head, c.label = head, label
	if child < head {
		h.l2, h.l1 = h.l1, child // children to the left come nearest first
		h.vl = min(h.vl+1, 7)
		h.setL |= 1 << label
	} else {
		h.r2, h.r1 = h.r1, child
		h.vr = min(h.vr+1, 7)
		h.setR |= 1 << label
	}
	switch document.Dep(label) {
	case document.Case, document.Mark:
		h.mark = c.w
	}
}

// parse builds the tree of the tagged words in st; model chooses transitions,
// labels names the arcs.
func (st *state) parseTree(model ternary, labels scorer) {
	p := &st.parse
	p.start(st.words, st.tags)
	for !p.done() {
		ok := p.allowed()
		action := 0
		switch {
		case !ok[leftArc] && !ok[rightArc]:
		case !ok[shift] && !ok[rightArc]:
			action = leftArc
		case !ok[shift] && !ok[leftArc]:
			action = rightArc
		default:
			st.arcFeatures()
			one, two := model.Score(st.feats)
			action = choose(ok, 0, one, two)
		}
		if action == shift {
			p.shift()
			continue
		}
		head, child := p.arc(action)
		p.attach(head, child, st.label(labels, head, child))
	}
}

// ternary scores the three transitions, relative to shift.
type ternary interface {
	Score(features []uint64) (left, right int32)
}

func choose(ok [3]bool, s, l, r int32) int {
	action, top := -1, int32(0)
	for a, v := range [3]int32{s, l, r} {
		if ok[a] && (action < 0 || v > top) {
			action, top = a, v
		}
	}
	return action
}

// label chooses the relation of an arc that is about to be made.
func (st *state) label(model scorer, head, child int32) uint8 {
	if head == st.parse.root() {
		return uint8(document.Root)
	}
	st.labelFeatures(head, child)
	scores := st.scores[:document.NumDeps]
	clear(scores)
	model.Score(st.feats, scores)
	scores[document.DepNone], scores[document.Root] = -1<<30, -1<<30
	return uint8(best(scores))
}
