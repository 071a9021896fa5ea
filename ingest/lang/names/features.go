package names

import "math/bits"

// The feature templates; each hash is mixed with one of these.
const (
	tBias uint64 = iota
	tLow
	tForm
	tPre2
	tPre3
	tPre4
	tSuf2
	tSuf3
	tSuf4
	tPrevLow
	tNextLow
	tLowM1
	tLowP1
	tLowM2
	tLowP2
	tShape
	tShapeM1
	tShapeP1
	tShapes
	tKinds
	tLex0
	tLexM1
	tLexP1
	tLexM2
	tLexP2
	tMask0
	tMaskM1
	tMaskP1
	tMasks
	tSufM1
	tSufP1
	tAround
	tBefore2
	tAfter2
	tPhrase
	tPhraseM1
	tPhraseP1
	tSent
	tRunLast
	tRunLastLex
	tRunFirst
	tRunHead
	tRunAny
	tRunPlace
	tRunBefore
	tRunAfter
	tRunBeforeLex
	tWideLast
	tWideHead
	tWideHeadLex
	tWideAny
	tWidePlace
	tSeen
	tSeenLower
	tAcronym
	tAppos
	tOtherBefore
	tOtherAfter
	tOtherAppos
	tRunAround
	tRunPattern
	tWidePattern
	tWideBefore
	tWideAfter
	tRunAfter2
	tRunBefore2
)

// features appends the features of token i of the sentence [first, end) to
// buf. Those before index lexical depend on the identity of the word itself;
// training leaves them out at random.
func (ws *workspace) features(i, first, end int32, buf []uint64) (feats []uint64, lexical int) {
	var none word
	at := func(j int32) *word {
		if j < first || j >= end {
			return &none
		}
		return &ws.words[j]
	}
	w, p, n, pp, nn := &ws.words[i], at(i-1), at(i+1), at(i-2), at(i+2)
	add := func(t, h uint64) { buf = append(buf, mix(t, h)) }

	add(tLow, w.low)
	joined := w.low == hashHyphen && p.kind.isCap() || p.low == hashHyphen && pp.kind.isCap()
	if w.wide < 0 && !joined && (w.kind == lower || w.kind == mark) && w.sent != lowerCase && w.lex&(isGiven|isSurname|isCity|isCountry|isRegion|isKnownOrg) == 0 {
		// most words: in lower case, in no run, known for no name
		lexical = len(buf)
		add(tBias, uint64(w.kind))
		add(tSuf3, w.suf3)
		add(tLowM1, p.low)
		add(tLowP1, n.low)
		add(tKinds, mix(uint64(p.kind)<<8|uint64(n.kind), uint64(w.kind)<<8|uint64(w.sent)))
		add(tShape, w.shape)
		return buf, lexical
	}
	add(tForm, w.form)
	add(tPre2, w.pre2)
	add(tPre3, w.pre3)
	add(tPre4, w.pre4)
	add(tSuf2, w.suf2)
	add(tSuf3, w.suf3)
	add(tSuf4, w.suf4)
	add(tPrevLow, mix(p.low, w.low))
	add(tNextLow, mix(w.low, n.low))
	lexical = len(buf)

	add(tBias, 0)
	add(tLowM1, p.low)
	add(tLowP1, n.low)
	add(tLowM2, pp.low)
	add(tLowP2, nn.low)
	flags := uint64(w.sent) << 1
	if w.first {
		flags |= 1
	}
	kinds := uint64(w.kind)<<8 | flags
	add(tShape, w.shape+flags)
	add(tShapeM1, mix(p.shape, w.shape))
	add(tShapeP1, mix(w.shape, n.shape))
	add(tKinds, mix(uint64(p.kind)<<8|uint64(n.kind), kinds))
	add(tShapes, mix(mix(p.shape, w.shape), n.shape))
	eachBit(w.lex, func(b uint64) { add(tLex0, b<<16|kinds) })
	eachBit(p.lex, func(b uint64) { add(tLexM1, b<<8|uint64(w.kind)) })
	eachBit(n.lex, func(b uint64) { add(tLexP1, b<<8|uint64(w.kind)) })
	eachBit(pp.lex, func(b uint64) { add(tLexM2, b<<8|uint64(w.kind)) })
	eachBit(nn.lex, func(b uint64) { add(tLexP2, b<<8|uint64(w.kind)) })
	m0, m1, mp := mix(uint64(w.lex), uint64(w.kind)), mix(uint64(p.lex), uint64(p.kind)), mix(uint64(n.lex), uint64(n.kind))
	add(tMask0, mix(m0, flags))
	add(tMaskM1, mix(m1, m0))
	add(tMaskP1, mix(m0, mp))
	add(tMasks, mix(mix(m1, m0), mp))
	add(tSufM1, mix(p.suf3, uint64(w.kind)))
	add(tSufP1, mix(n.suf3, uint64(w.kind)))
	add(tAround, mix(mix(p.low, n.low), uint64(w.kind)))
	add(tBefore2, mix(mix(pp.low, p.low), uint64(w.kind)))
	add(tAfter2, mix(mix(n.low, nn.low), uint64(w.kind)))
	eachBit(w.phrase, func(b uint64) { add(tPhrase, b<<8|uint64(w.phrasePos)<<4|uint64(w.kind)) })
	eachBit(p.phrase, func(b uint64) { add(tPhraseM1, b<<8|uint64(w.phrasePos)<<4|uint64(w.kind)) })
	eachBit(n.phrase, func(b uint64) { add(tPhraseP1, b<<8|uint64(w.phrasePos)<<4|uint64(w.kind)) })

	if w.wide >= 0 {
		if w.run >= 0 {
			ws.runFeatures(i, first, end, w, add)
		}
		r := &ws.runs[w.wide]
		lastWord, head := &ws.words[r.end-1], &ws.words[r.head]
		place := uint64(2)
		switch {
		case i < r.head:
			place = 0
		case i == r.head:
			place = 1
		}
		if r.head == r.end-1 {
			place += 4
		}
		add(tWideLast, mix(lastWord.low, place))
		add(tWideHead, mix(head.low, place))
		add(tWideHeadLex, mix(uint64(head.lex), place))
		eachBit(r.any&^(isLink|isParticle), func(b uint64) { add(tWideAny, b<<8|place) })
		add(tWidePattern, mix(r.pattern, uint64(i-r.first)))
		if r.first > first {
			add(tWideBefore, mix(ws.words[r.first-1].low, place))
		}
		if r.end < end {
			add(tWideAfter, mix(ws.words[r.end].low, place))
		}
		add(tWidePlace, uint64(min(i-r.first, 3))<<16|uint64(min(r.end-1-i, 3))<<8|uint64(w.kind))
	}
	if w.seen >= 0 {
		s := &ws.seen[w.seen]
		seenBit := func(id uint64, count int32) {
			if count > 0 {
				if count > 1 {
					add(tSeen, id<<8|uint64(w.kind)|0x80)
				}
				add(tSeen, id<<8|uint64(w.kind))
			}
		}
		lows := uint64(0)
		if s.lower > 0 {
			lows = 1
		}
		if s.caps > 0 {
			lows |= 2
		}
		if s.lower > s.caps {
			lows |= 4
		}
		add(tSeenLower, lows<<16|kinds)
		seenBit(1, s.afterTitle)
		seenBit(2, s.afterGiven)
		seenBit(3, s.beforeName)
		seenBit(4, s.inPlace)
		seenBit(5, s.orgRun)
		seenBit(6, s.placeRun)
		seenBit(7, s.eventRun)
		seenBit(8, s.says)
		seenBit(9, s.possessive)
		seenBit(10, s.definite)
		for k := range s.contexts {
			c := &s.contexts[k]
			if c.before == 0 && c.after == 0 {
				break
			}
			if c.at == i {
				continue
			}
			end := uint64(0)
			if c.last {
				end = 1
			}
			add(tOtherBefore, mix(c.before, end))
			add(tOtherAfter, mix(c.after, end))
			eachBit(c.nouns, func(b uint64) { add(tOtherAppos, b<<1|end) })
		}
		eachBit(s.acronym, func(b uint64) { add(tAcronym, b) })
	}
	return buf, lexical
}

func (ws *workspace) runFeatures(i, first, end int32, w *word, add func(t, h uint64)) {
	r := &ws.runs[w.run]
	lastWord, firstWord := &ws.words[r.end-1], &ws.words[r.first]
	place := uint64(1)
	switch {
	case i == r.end-1:
		place = 2
	case i == r.first:
		place = 0
	}
	if r.end-r.first == 1 {
		place = 3
	}
	add(tRunLast, mix(lastWord.low, place))
	add(tRunLastLex, mix(uint64(lastWord.lex), place))
	add(tRunFirst, mix(firstWord.low, place))
	eachBit(r.any&^(isLink|isParticle), func(b uint64) { add(tRunAny, b<<8|place) })
	add(tRunPlace, uint64(min(i-r.first, 3))<<16|uint64(min(r.end-1-i, 3))<<8|uint64(w.kind))
	add(tRunPattern, mix(r.pattern, uint64(i-r.first)))
	if r.first > first && r.end < end {
		add(tRunAround, mix(mix(ws.words[r.first-1].low, ws.words[r.end].low), place))
	}
	if r.first > first {
		b := &ws.words[r.first-1]
		add(tRunBefore, mix(b.low, place))
		add(tRunBeforeLex, mix(uint64(b.lex), place))
		if r.first > first+1 {
			add(tRunBefore2, mix(mix(ws.words[r.first-2].low, b.low), place))
		}
	}
	if r.end < end {
		a := &ws.words[r.end]
		add(tRunAfter, mix(a.low, place))
		if r.end+1 < end {
			add(tRunAfter2, mix(mix(a.low, ws.words[r.end+1].low), place))
			add(tRunAfter2, mix(ws.words[r.end+1].low, place|8))
		}
		eachBit(ws.apposition(r, end), func(b uint64) { add(tAppos, b<<8|place) })
	}
}

func eachBit(c class, f func(uint64)) {
	for c != 0 {
		f(uint64(bits.TrailingZeros32(uint32(c))))
		c &= c - 1
	}
}
