package lang

import "math/bits"

var noNode = node{l1: -1, l2: -1, r1: -1, r2: -1, w: 3, t: 500}

func (p *parser) at(i int32) *node {
	if i < 0 || int(i) >= len(p.nodes) {
		return &noNode
	}
	return &p.nodes[i]
}

func (p *parser) onStack(k int) int32 {
	if k >= len(p.stack) {
		return -1
	}
	return p.stack[len(p.stack)-1-k]
}

// distance puts a number of words in one of eight classes.
func distance(a, b int32) uint64 {
	if a < 0 || b < 0 {
		return 9
	}
	d := b - a
	if d < 0 {
		d = -d
	}
	if d <= 4 {
		return uint64(d)
	}
	return uint64(min(bits.Len32(uint32(d))+2, 8))
}

// arcFeatures fills st.feats for the next transition: words, tags, relations,
// valencies and distances around the two stack words s0, s1, s2 and the buffer
// b0, b1, b2, after Zhang and Nivre (2011), "Transition-based dependency
// parsing with rich non-local features".
func (st *state) arcFeatures() {
	p := &st.parse
	i0, i1, i2 := p.onStack(0), p.onStack(1), p.onStack(2)
	s0, s1, s2 := p.at(i0), p.at(i1), p.at(i2)
	b0, b1, b2 := p.at(p.front), p.at(p.front+1), p.at(p.front+2)
	s0l, s0r := p.at(s0.l1), p.at(s0.r1)
	s1l, s1r := p.at(s1.l1), p.at(s1.r1)
	b0l, b0l2 := p.at(b0.l1), p.at(b0.l2)
	s0r2, s1r2 := p.at(s0.r2), p.at(s1.r2)
	dsb, dss := distance(i0, p.front), distance(i1, i0)
	if p.front == p.root() {
		dsb = 10
	}
	s0v := uint64(s0.vl)<<8 | uint64(s0.vr)
	b0v, s1v := uint64(b0.vl), uint64(s1.vr)
	s0w, s0t, s1w, s1t, b0w, b0t, b1w, b1t := s0.w, s0.t, s1.w, s1.t, b0.w, b0.t, b1.w, b1.t
	s2t, b2t := s2.t, b2.t
	s0wt, s1wt, b0wt, b1wt := s0w+s0t*mulD, s1w+s1t*mulD, b0w+b0t*mulD, b1w+b1t*mulD
	f := st.feats[:0]
	f = append(f,
		// single words
		hash1(101, s0wt), hash1(102, s0t), hash1(103, s0w),
		hash1(104, s1wt), hash1(105, s1t), hash1(106, s1w),
		hash1(107, b0wt), hash1(108, b0t), hash1(109, b0w),
		hash1(110, b1wt), hash1(111, b1t), hash1(112, b1w),
		hash2(113, b2.w, b2t), hash1(114, b2t), hash2(115, s2.w, s2t),
		// pairs
		hash2(120, s0wt, b0wt), hash2(121, s0wt, b0t), hash2(122, s0t, b0wt), hash2(123, s0w, b0w), hash2(124, s0t, b0t),
		hash2(125, s1wt, s0wt), hash2(126, s1wt, s0t), hash2(127, s1t, s0wt), hash2(128, s1w, s0w), hash2(129, s1t, s0t),
		hash2(130, b0t, b1t), hash2(131, b0wt, b1t), hash2(132, b0w, b1w), hash2(133, b0t, b1wt),
		hash2(134, s1t, b0t), hash2(135, s1wt, b0t), hash2(136, s1t, b0wt), hash2(137, s1w, b0w),
		// three and four words
		hash3(140, s0t, b0t, b1t), hash3(141, b0t, b1t, b2t), hash3(142, s1t, s0t, b0t), hash3(143, s2t, s1t, s0t),
		hash3(144, s1wt, s0t, b0t), hash3(145, s1t, s0wt, b0t), hash3(146, s1t, s0t, b0wt), hash3(147, s0wt, b0t, b1t),
		hash3(148, s0t, b0wt, b1t), hash4(149, s1t, s0t, b0t, b1t), hash3(150, s1w, s0w, b0t), hash3(151, s1w, s0t, b0w),
		hash3(152, s0w, b0w, b1t), hash4(153, s2t, s1t, s0t, b0t), hash4(154, s0t, b0t, b1t, b2t),
		hash3(155, s1w, b0w, b1w), hash3(156, s0t, b0w, b1w),
		// children
		hash3(160, s0t, s0l.t, b0t), hash3(161, s0t, s0r.t, b0t), hash3(162, s0t, b0t, b0l.t), hash3(163, s1t, s0t, s1r.t),
		hash3(164, s1t, s0t, s1l.t), hash3(165, s1t, s0t, s0l.t), hash3(166, s1t, s0t, s0r.t), hash4(167, s1t, s0t, b0t, b0l.t),
		hash4(168, s0t, s0r.t, b0t, b1t), hash4(169, s1t, s1r.t, s0t, b0t),
		hash2(170, s0wt, uint64(s0r.label)<<8|uint64(s0l.label)), hash2(171, b0wt, uint64(b0l.label)), hash2(172, s1wt, uint64(s1r.label)),
		hash3(173, s0t, uint64(s0r.label)<<8|uint64(s0r2.label), b0t), hash3(174, s1t, s0t, uint64(s1r.label)<<8|uint64(s1r2.label)),
		hash3(175, b0t, uint64(b0l.label)<<8|uint64(b0l2.label), s0t),
		hash2(176, s0l.w, s0t), hash2(177, s0r.w, s0t), hash2(178, b0l.w, b0t), hash2(179, s1r.w, s1t),
		// case markers and conjunctions
		hash3(180, s0.mark, s0t, b0t), hash3(181, s0.mark, s1t, s0t), hash3(182, s0.mark, s1wt, s0t), hash3(183, s0.mark, s1w, s0w),
		hash3(184, s1.mark, s1t, s0t), hash4(185, s0.mark, s1t, s0t, b0t), hash3(186, b0.mark, s0t, b0t),
		// valency and sets of relations
		hash2(190, s0wt, s0v), hash2(191, s0t, s0v), hash2(192, b0wt, b0v), hash2(193, b0t, b0v), hash2(194, s1wt, s1v), hash2(195, s1t, s1v),
		hash3(196, s0t, s0.setL, s0.setR), hash2(197, b0t, b0.setL), hash3(198, s1t, s1.setR, s0t), hash3(199, s0t, s0.setR, b0t),
		hash3(200, s1t, s1.setL, s0t), hash4(201, s0t, s0.setL, b0t, b1t),
		// distance
		hash2(210, s0t, dsb), hash2(211, b0wt, dsb), hash3(212, s0t, b0t, dsb), hash3(213, s1t, s0t, dss), hash2(214, s1wt, dss),
		hash2(215, s0wt, dss), hash4(216, s1t, s0t, b0t, dss), hash3(217, s0wt, b0t, dsb),
	)
	st.feats = f
}

// labelFeatures fills st.feats for the relation between head and child; the
// child's own children are all known, the head's so far.
func (st *state) labelFeatures(head, child int32) {
	p := &st.parse
	h, c := p.at(head), p.at(child)
	dir := uint64(0)
	if child < head {
		dir = 1
	}
	dist := distance(head, child) << 1
	dd := dist | dir
	set := h.setL
	if dir == 0 {
		set = h.setR
	}
	p1, n1 := p.at(child-1), p.at(child+1)
	hp, hn := p.at(head-1), p.at(head+1)
	hwt, cwt := h.w+h.t*mulD, c.w+c.t*mulD
	cl, cr := p.at(c.l1), p.at(c.r1)
	f := st.feats[:0]
	f = append(f,
		hash2(301, hwt, dir), hash2(302, h.t, dir), hash2(303, h.w, dir),
		hash2(304, cwt, dir), hash2(305, c.t, dir), hash2(306, c.w, dir),
		hash3(307, hwt, cwt, dir), hash3(308, hwt, c.t, dir), hash3(309, h.t, cwt, dir), hash3(310, h.t, c.t, dir),
		hash3(311, h.w, c.w, dir), hash3(312, h.t, c.t, dd), hash2(313, cwt, dd), hash2(314, hwt, dd),
		hash3(320, c.t, c.mark, dir), hash3(321, h.t, c.mark, dir), hash4(322, h.t, c.t, c.mark, dir), hash4(323, hwt, c.t, c.mark, dir),
		hash3(324, hwt, c.mark, c.w),
		hash3(330, c.t, c.setL, dir), hash3(331, c.t, c.setR, dir), hash4(332, h.t, c.t, c.setL, dir), hash4(333, h.t, c.t, c.setL|c.setR<<1, dir),
		hash3(334, h.t, h.setL, c.t), hash4(335, h.t, set, c.t, dir), hash4(336, hwt, set, c.t, dir), hash3(337, h.t, h.setL, h.setR),
		hash4(338, h.t, set, cwt, dir), hash4(339, h.setL, h.setR, c.t, dir),
		hash4(340, h.t, c.t, p1.t, dir), hash4(341, h.t, c.t, n1.t, dir), hash4(342, h.t, c.t, hp.t, dir), hash4(343, h.t, c.t, hn.t, dir),
		hash3(344, cwt, p1.w, dir), hash3(345, cwt, n1.w, dir), hash3(346, c.t, p1.t, n1.t), hash3(347, h.t, hp.t, hn.t),
		hash3(348, c.t, p1.w, dir), hash3(349, c.t, n1.w, dir),
		hash4(350, h.t, c.t, cl.t, dir), hash4(351, h.t, c.t, cr.t, dir), hash3(352, c.t, cl.w, dir), hash3(353, c.t, cr.w, dir),
		hash4(354, h.t, c.t, uint64(cl.label)<<8|uint64(cr.label), dir),
		hash3(355, c.t, uint64(c.vl)<<8|uint64(c.vr), dir),
		hash3(356, h.mark, h.t, c.t),
	)
	st.feats = f
}
