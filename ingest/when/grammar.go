package when

import (
	"fmt"

	"dossier/ingest/document"
)

// An expr is a time expression as read, not yet placed on the calendar.
type expr struct {
	at   func(*anchors) period // nil: can't be placed
	kind document.TimeKind
	text string // value that needs no placing: a duration

	month, day int  // of a month or day whose year is not told
	open       bool // year (or week) is not told, the tense decides
	weekday    int  // of an open weekday
	exactYear  bool // a year alone
	decade     bool
	single     bool // a date that may open or close a range
	past       bool // can only lie behind ("since")
	none       bool // known not to be a time ("58 years old"): consumed, not reported
	back       bool // counted back from the story ("two days earlier")
}

// parser reads one sentence's items. Every method takes the index of the item
// to start at and returns the index behind what it read, 0 when it read nothing.
type parser struct {
	doc   *document.Document
	lex   *lexicon
	items []item
	year  int // index behind the last year read, for lists ("2011, 2012 and 2016")
	mays  bool
}

var outside item

func (p *parser) it(i int) *item {
	if i < 0 || i >= len(p.items) {
		outside = item{num: -1}
		return &outside
	}
	return &p.items[i]
}

func (p *parser) word(i int) string        { return p.it(i).word }
func (p *parser) is(i int, c class) bool   { return p.it(i).is(c) }
func (p *parser) val(i int, c class) int   { v, _ := p.it(i).value(c); return v }
func (p *parser) dash(i int) bool          { return isDash(p.word(i)) }
func (p *parser) the(i int) int            { return p.skip(i, "the") }
func (p *parser) tag(i int) document.Tag   { return p.token(i).Tag }
func (p *parser) xtag(i int) document.XTag { return p.token(i).XTag }

func (p *parser) token(i int) document.Token {
	if i < 0 || i >= len(p.items) {
		return document.Token{}
	}
	return p.doc.Tokens[p.items[i].tok]
}

func isDash(w string) bool { return w == "-" || w == "–" || w == "—" || w == "‑" || w == "‒" }

// skip steps over one of the words if it stands there.
func (p *parser) skip(i int, words ...string) int {
	for _, w := range words {
		if p.word(i) == w {
			return i + 1
		}
	}
	return i
}

// expression reads the longest time expression at i.
func (p *parser) expression(i int) (expr, int) {
	it := p.it(i)
	if it.num < 0 && it.ord == 0 && it.decade == 0 && !it.full.ok && len(it.senses) == 0 && !p.opens(i) {
		return expr{}, 0
	}
	if e, n := p.rangeExpr(i); n > 0 {
		return e, n
	}
	if e, n := p.opener(i); n > 0 {
		return e, n
	}
	if e, n := p.repeat(i); n > 0 {
		return e, n
	}
	return p.point(i)
}

// opens tells words without a sense that may still begin an expression.
func (p *parser) opens(i int) bool {
	switch p.word(i) {
	case "the", "recent", "q1", "q2", "q3", "q4", "h1", "h2", "year", "half":
		return true
	}
	return len(p.lex.holidays[p.word(i)]) > 0
}

// point reads anything that is no range and has no opener.
func (p *parser) point(i int) (expr, int) {
	for _, read := range [...]func(int) (expr, int){p.halfUnit, p.amount, p.clock, p.core} {
		if e, n := read(i); n > 0 {
			return e, n
		}
	}
	return expr{}, 0
}

// core reads a time that stands on the calendar or in relation to one that does.
func (p *parser) core(i int) (expr, int) {
	for _, read := range [...]func(int) (expr, int){p.numeric, p.phased, p.edged, p.deictic, p.nightOf, p.weekday,
		p.holiday, p.weekOf, p.dayMonth, p.monthDay, p.quarterHalf, p.season, p.relative, p.anaphoric, p.decade, p.century,
		p.dayOfMonth, p.bareYear, p.recent} {
		if e, n := read(i); n > 0 {
			return e, n
		}
	}
	return expr{}, 0
}

func fixed(q period) func(*anchors) period { return func(*anchors) period { return q } }

func (p *parser) numeric(i int) (expr, int) {
	if q := p.it(i).full; q.ok {
		return expr{at: fixed(q), single: true}, i + 1
	}
	return expr{}, 0
}

// phased reads "early 2020", "late on Saturday", "earlier this month", "mid-1990s".
func (p *parser) phased(i int) (expr, int) {
	led := i
	i = p.the(i)
	v, ok := p.it(i).value(phase)
	if !ok {
		return expr{}, 0
	}
	n := i + 1
	if p.dash(n) {
		n++
	}
	n = p.skip(n, "in", "on", "during")
	if p.is(i, compare) && n == i+1 && !p.is(n, ref) && !p.is(n, ana) && !p.is(n, deictic) {
		return expr{}, 0
	}
	bare := p.the(n)
	e, end := p.core(n)
	if end == 0 {
		e, end = p.decade(bare)
	}
	if end == 0 {
		if e, end = p.forceYear(bare); end == 0 {
			return expr{}, 0
		}
	}
	if led < i && !e.decade && !p.is(i, edge) {
		return expr{}, 0
	}
	return phaseOf(e, v), end
}

// phaseOf narrows a decade to a part of it; a part of anything shorter keeps
// the precision that is stated.
func phaseOf(e expr, phase int) expr {
	if !e.decade {
		return e
	}
	whole := e.at
	e.at = func(a *anchors) period {
		q := whole(a)
		if !q.ok {
			return q
		}
		y, _, _ := date(q.from)
		switch phase {
		case 1:
			return yearsPeriod(y, y+3)
		case 2:
			return yearsPeriod(y+4, y+6)
		}
		return yearsPeriod(y+7, y+9)
	}
	return e
}

// edged reads "the end of the year", "the beginning of March", "year's end".
func (p *parser) edged(i int) (expr, int) {
	if p.word(i) == "year" && p.it(i+1).glued && p.word(i+2) == "end" || p.word(i) == "year" && p.dash(i+1) && p.word(i+2) == "end" {
		return p.thisUnit(year), i + 3
	}
	n := p.the(i)
	v, ok := p.it(n).value(edge)
	if !ok || p.word(n+1) != "of" {
		return expr{}, 0
	}
	n += 2
	if t := p.the(n); t > n {
		if u, ok := p.it(t).value(unitName); ok && u >= day && u != minute && p.word(t+1) != "of" && !p.it(t).is(plural) {
			return phaseOf(p.thisUnit(u), v), t + 1
		}
	}
	e, end := p.core(n)
	if end == 0 {
		if e, end = p.forceYear(n); end == 0 {
			return expr{}, 0
		}
	}
	return phaseOf(e, v), end
}

func (p *parser) thisUnit(unit int) expr {
	return expr{decade: unit == decade, single: true, at: func(a *anchors) period {
		if !a.known {
			return period{}
		}
		return unitPeriod(a.now, unit, 0)
	}}
}

// deictic reads "yesterday", "this morning", "last night", "the day after tomorrow".
func (p *parser) deictic(i int) (expr, int) {
	offset, end := 0, 0
	switch t := p.the(i); {
	case p.is(i, deictic):
		offset, end = p.val(i, deictic), i+1
		if p.is(end, dayPart) {
			end++
		}
	case p.word(t) == "day" && (p.word(t+1) == "after" && p.word(t+2) == "tomorrow" || p.word(t+1) == "before" && p.word(t+2) == "yesterday"):
		offset, end = 2*p.val(t+2, deictic), t+3
	case p.is(i, ref) && p.is(i+1, dayPart) && p.val(i, ref) <= 0 && p.word(i) != "past":
		offset, end = p.val(i, ref), i+2
	default:
		return expr{}, 0
	}
	return expr{single: true, at: func(a *anchors) period {
		if !a.known {
			return period{}
		}
		return dayPeriod(a.now + offset)
	}}, end
}

// nightOf reads "the night of 6 September", "dawn on Tuesday".
func (p *parser) nightOf(i int) (expr, int) {
	t := p.the(i)
	if !p.is(t, dayPart) {
		return expr{}, 0
	}
	n := p.skip(t+1, "of", "on")
	if n == t+1 {
		return expr{}, 0
	}
	e, end := p.core(n)
	return e, end
}

// number reads a count in digits or words; told is false for "several".
func (p *parser) number(i int) (n int, told bool, end int) {
	it := p.it(i)
	if it.num >= 0 && it.digits < 4 {
		return it.num, true, i + 1
	}
	v, ok := it.value(cardinal)
	if !ok {
		return 0, false, 0
	}
	if v == 1 && (p.word(i) == "a" || p.word(i) == "an") {
		switch p.word(i + 1) {
		case "few", "couple":
			return 0, false, p.skip(i+2, "of", "more")
		case "dozen":
			return 12, true, i + 2
		case "hundred":
			return 100, true, i + 2
		}
	}
	end = i + 1
	if v >= 20 && v < 100 {
		n := end
		if p.dash(n) {
			n++
		}
		if w, ok := p.it(n).value(cardinal); ok && w > 0 && w < 10 && p.word(n) != "a" && p.word(n) != "an" {
			v, end = v+w, n+1
		}
	}
	if v == 0 {
		end = p.skip(end, "of", "more")
	}
	return v, v > 0, end
}

// amount reads what begins with a number of units: "two days ago", "a year
// later", "weeks after", "for six months", and swallows ages.
func (p *parser) amount(i int) (expr, int) {
	n := i
	for p.is(n, approx) {
		n++
	}
	count, told, end := p.number(n)
	if end == 0 {
		if t := p.the(i); t > i && p.is(t, unitName) {
			return p.dayBefore(t)
		}
		if !p.is(n, plural) {
			return expr{}, 0
		}
		end = n
	}
	dashed := p.dash(end)
	u := end
	if dashed {
		u++
	}
	halves := told && !dashed && p.word(u) == "and" && p.word(u+1) == "a" && p.word(u+2) == "half"
	if halves {
		u += 3
	}
	unit, ok := p.it(u).value(unitName)
	if !ok || unit == quarter || unit == half {
		return expr{}, 0
	}
	if told && !halves && p.word(u+1) == "and" && p.word(u+2) == "a" && p.word(u+3) == "half" {
		halves = true
		u += 3
	}
	if halves {
		count, unit = halfMore(count, unit)
	}
	if dashed {
		// "a two-day visit", "a 24-year-old": measures, not times.
		for u++; p.dash(u) || p.word(u) == "old"; u++ {
		}
		return expr{none: true}, u
	}
	at := u + 1
	if w := p.word(at); w == "'" || w == "’" || w == "'s" || w == "’s" {
		at++
		at = p.skip(at, "time")
	}
	if p.word(at) == "old" || p.word(at) == "of" && p.word(at+1) == "age" {
		return expr{none: true}, at + 1
	}
	if end == n && !told && p.it(u).is(plural) && n != u {
		return expr{}, 0
	}
	return p.direction(i, at, count, told, unit, n == u)
}

// halfMore adds half a unit to an amount, in the next smaller unit that tells it.
func halfMore(count, unit int) (int, int) {
	switch unit {
	case year:
		return 12*count + 6, monthUnit
	case decade:
		return 10*count + 5, year
	case century:
		return 100*count + 50, year
	}
	return count, unit
}

// halfUnit reads "half a year later", "half a century ago".
func (p *parser) halfUnit(i int) (expr, int) {
	n := i
	for p.is(n, approx) {
		n++
	}
	if p.word(n) != "half" || p.word(n+1) != "a" && p.word(n+1) != "an" {
		return expr{}, 0
	}
	unit, ok := p.it(n + 2).value(unitName)
	if !ok || unit != year && unit != decade && unit != century {
		return expr{}, 0
	}
	count, unit := halfMore(0, unit)
	return p.direction(i, n+3, count, true, unit, false)
}

// term reads the span of an amount of years with one of its ends: "six years
// until 2014", "three years from 2011".
func (p *parser) term(at, count, unit int) (expr, int) {
	sign := 0
	switch {
	case p.is(at, until):
		sign = -1
	case p.is(at, from), p.is(at, since):
		sign = 1
	}
	if sign == 0 {
		return expr{}, 0
	}
	e, end := p.core(at + 1)
	if end == 0 || !e.single || e.weekday > 0 || e.day > 0 {
		return expr{}, 0
	}
	return termFrom(e, sign*count, unit), end
}

// termFrom is the span of years between a time and one that lies count units
// from it.
func termFrom(e expr, count, unit int) expr {
	if unit == decade {
		count *= 10
	}
	return expr{kind: document.Range, at: func(a *anchors) period {
		q := e.at(a)
		if !q.ok {
			return q
		}
		y, _, _ := date(q.from)
		return yearsPeriod(min(y, y+count), max(y, y+count))
	}}
}

// direction reads what tells an amount's place: ago, later, before …
func (p *parser) direction(i, at, count int, told bool, unit int, bare bool) (expr, int) {
	if unit == fortnight {
		unit, count = week, 2*count
	}
	shift := func(sign int, anaphoric bool) expr {
		if !told {
			return p.untold(unit, anaphoric)
		}
		return expr{single: true, back: anaphoric && sign < 0, at: func(a *anchors) period {
			base, ok := a.base(anaphoric, unit)
			if !ok {
				return period{}
			}
			return shifted(base, unit, sign*count)
		}}
	}
	switch {
	case p.is(at, ago):
		return shift(-1, false), at + 1
	case p.word(at) == "from" && p.word(at+1) == "now":
		return shift(1, false), at + 2
	case p.is(at, later) && p.word(at) != "on", p.word(at) == "on" && p.word(at+1) == "," && !bare:
		return shift(1, true), at + 1
	case p.is(at, after) && (p.word(at+1) == "that" || p.word(at+1) == "this") && !p.nominal(at+2):
		return shift(1, true), at + 2
	case p.is(at, before) && p.word(at+1) == "that" && !p.nominal(at+2):
		return shift(-1, true), at + 2
	case p.is(at, earlier) && (p.word(at) != "before" || p.ends(at+1)):
		return shift(-1, true), at + 1
	case p.is(at, after) || p.is(at, before):
		return expr{kind: document.Duration, text: duration(count, told, unit)}, at + 1
	case bare:
		return expr{}, 0
	}
	if told && (unit == year || unit == decade) && p.word(i-1) == "for" {
		if e, end := p.term(at, count, unit); end > 0 {
			return e, end
		}
	}
	switch p.word(i - 1) {
	case "in", "within":
		return expr{kind: document.Duration, text: duration(count, told, unit), at: func(a *anchors) period {
			if told && a.known && a.tense() == futureTense {
				return shifted(dayPeriod(a.now), unit, count)
			}
			return period{}
		}}, at
	}
	if count == 1 && (p.word(i) == "a" || p.word(i) == "an" || p.word(i) == "one") && p.word(i-1) != "for" {
		return expr{none: true}, at // "twice a day", "one day"
	}
	return expr{kind: document.Duration, text: duration(count, told, unit)}, at
}

// untold is a number of units that the text does not tell: hours later it is
// the same day, as far as one can say, days later the same month.
func (p *parser) untold(unit int, anaphoric bool) expr {
	if !anaphoric || unit != hour && unit != minute {
		return expr{single: true}
	}
	return expr{single: true, at: sameDay}
}

// sameDay is the day of the story: the last one told, one told in passing only
// where there is no other, and that of publication where there is none.
func sameDay(a *anchors) period {
	second := period{}
	for i := len(a.story) - 1; i >= 0; i-- {
		m := a.story[i]
		if a.known && m.when.from > a.now && a.tense() != futureTense || m.when.from != m.when.to {
			continue
		}
		if !m.aside {
			return m.when
		}
		if !second.ok {
			second = m.when
		}
	}
	if !second.ok && a.known {
		return dayPeriod(a.now)
	}
	return second
}

// nominal tells words of a noun phrase, as far as they are tagged.
func (p *parser) nominal(i int) bool {
	switch p.tag(i) {
	case document.NOUN, document.PROPN, document.ADJ, document.NUM:
		return true
	}
	return p.is(i, unitName) || p.it(i).num >= 0
}

// clock reads a time of day without a day, which is the story's: "at noon",
// "in the evening", "within the hour".
func (p *parser) clock(i int) (expr, int) {
	switch p.word(i - 1) {
	case "at", "in", "within":
		for _, skip := range [...]int{1, 2} {
			if _, end := p.core(i + skip); end > 0 {
				return expr{}, 0 // "at dawn yesterday"
			}
		}
	}
	switch prev := p.word(i - 1); {
	case prev == "at" && p.is(i, dayPart) && p.word(i) != "night" && p.word(i+1) != "on" && p.word(i+1) != "of":
		return expr{single: true, at: sameDay}, i + 1
	case prev == "in" && p.word(i) == "the" && p.is(i+1, dayPart) && p.ends(i+2):
		return expr{single: true, at: sameDay}, i + 2
	case prev == "within" && p.word(i) == "the" && (p.word(i+1) == "hour" || p.word(i+1) == "day"):
		return expr{single: true, at: sameDay}, i + 2
	case prev == "within" && (p.word(i) == "hours" || p.word(i) == "minutes"):
		end := i + 1
		if p.word(end) == "of" {
			return expr{}, 0
		}
		return expr{single: true, at: sameDay}, end
	}
	return expr{}, 0
}

// ends tells whether nothing that could be an argument follows.
func (p *parser) ends(i int) bool {
	if i >= len(p.items) {
		return true
	}
	it := p.it(i)
	return !it.alpha() && it.num < 0 || it.is(and) || it.word == "but" || it.word == "in" || it.word == "at"
}

// dayBefore reads "the day before", "the year after" behind "the".
func (p *parser) dayBefore(t int) (expr, int) {
	unit := p.val(t, unitName)
	sign := 0
	switch w := p.word(t + 1); {
	case w == "after":
		sign = 1
	case w == "before":
		sign = -1
	default:
		return expr{}, 0
	}
	if p.is(t, plural) || unit == quarter || unit == half || p.is(t+2, deictic) {
		return expr{}, 0
	}
	if !p.ends(t + 2) {
		return expr{kind: document.Duration, text: duration(1, true, unit)}, t + 2
	}
	return expr{single: true, back: sign < 0, at: func(a *anchors) period {
		base, ok := a.base(true, unit)
		if !ok {
			return period{}
		}
		return shifted(base, unit, sign)
	}}, t + 2
}

// duration is an ISO 8601 duration, X for a number that is not told.
func duration(n int, told bool, unit int) string {
	letter, prefix := "", "P"
	switch unit {
	case hour:
		letter, prefix = "H", "PT"
	case minute:
		letter, prefix = "M", "PT"
	case day, weekend:
		letter = "D"
	case week:
		letter = "W"
	case fortnight:
		letter, n = "W", 2*n
	case monthUnit:
		letter = "M"
	case decade:
		letter, n = "Y", 10*n
	case century:
		letter, n = "Y", 100*n
	default:
		letter = "Y"
	}
	if !told {
		return prefix + "X" + letter
	}
	return fmt.Sprintf("%s%d%s", prefix, n, letter)
}

// weekday reads "Wednesday", "last Wednesday evening", "Wednesday, 3 March 2021",
// "Tuesday of last week".
func (p *parser) weekday(i int) (expr, int) {
	n, which, anaphora := i, 0, false
	told := false
	if p.is(n, ref) {
		which, told = p.val(n, ref), true
		n++
	} else if t := p.the(n); p.is(t, ana) {
		which, told, anaphora = p.val(t, ana), true, true
		n = t + 1
	}
	it := p.it(n)
	w, ok := it.value(weekdayName)
	if !ok {
		if w, ok = it.value(weekdayAbbr); !ok || !it.capital || !(p.word(n+1) == "," || p.word(n+1) == "." || it.word[len(it.word)-1] == '.' || p.is(n+1, month) || p.it(n+1).num > 0) {
			return expr{}, 0
		}
		if p.word(n+1) == "." {
			n++
		}
	}
	if ok && len(it.word) > 6 && it.word[len(it.word)-1] == 's' && it.is(weekdayName) {
		return expr{kind: document.Repeated}, n + 1
	}
	end := n + 1
	if p.is(end, dayPart) {
		end++
	}
	if !told {
		at := p.skip(end, ",")
		at = p.skip(at, "the")
		if e, m := p.dayMonth(at); m > 0 {
			return e, m
		}
		if e, m := p.monthDay(at); m > 0 && e.day > 0 || m > 0 && !e.open {
			return e, m
		}
		if e, m := p.numeric(at); m > 0 {
			return e, m
		}
		at = p.skip(end, "of")
		if p.is(at, ref) && p.val(at+1, unitName) == week && p.is(at+1, unitName) {
			off := p.val(at, ref)
			return expr{single: true, at: func(a *anchors) period {
				if !a.known {
					return period{}
				}
				return dayPeriod(a.now - weekday(a.now) + w + 7*off)
			}}, at + 2
		}
	}
	return expr{open: !told, weekday: w, single: true, at: func(a *anchors) period {
		if anaphora {
			base, ok := a.base(true, day)
			if !ok {
				return period{}
			}
			return dayPeriod(nextWeekday(base, w, which))
		}
		if !a.known {
			return period{}
		}
		return dayPeriod(a.weekday(w, which, told))
	}}, end
}

func nextWeekday(base period, w, which int) int {
	switch {
	case which > 0:
		return base.to + 1 + floorMod(w-weekday(base.to+1), 7)
	case which < 0:
		return base.from - 1 - floorMod(weekday(base.from-1)-w, 7)
	}
	return base.from - weekday(base.from) + w
}

// monthName accepts a month where it can't be a word or a person's name.
func (p *parser) monthName(i int) (int, bool) {
	it := p.it(i)
	m, ok := it.value(month)
	if !ok {
		if m, ok = it.value(monthAbbr); !ok || !it.capital {
			return 0, false
		}
		dotted := it.word[len(it.word)-1] == '.' || p.word(i+1) == "." && p.it(i+1).glued
		if !dotted && p.it(i+1).num < 0 && p.it(i-1).num < 0 {
			return 0, false
		}
		return m, true
	}
	next := p.it(i + 1)
	number := next.num > 0 || next.ord > 0 || p.it(i-1).num > 0 && p.it(i-1).num <= 31 || p.it(i-1).ord > 0
	if it.is(ambiguous) {
		if !it.capital {
			return 0, false
		}
		if tag := p.tag(i); !number && (tag == document.AUX || tag == document.VERB) {
			return 0, false
		}
		prev := p.it(i - 1)
		led := number || prev.is(prep) || prev.is(ref) || prev.is(ana) || prev.is(phase) || prev.word == "and" || isDash(prev.word) ||
			prev.word == "a" || p.word(i-1) == "of" || next.word == "'s" && prev.word != "."
		if p.mays && !number && prev.word != "in" && prev.word != "since" && prev.word != "last" {
			return 0, false
		}
		if !led || prev.word == "by" && next.is(and) {
			return 0, false
		}
	}
	if !number && next.capital && next.alpha() && !p.it(i-1).is(prep) && !p.it(i-1).is(ref) && !p.it(i-1).is(phase) && (p.tag(i+1) == document.PROPN || p.tag(i+1) == document.X) {
		return 0, false // "April Jones"
	}
	return m, true
}

// afterMonth steps over the full stop of an abbreviated month that is a token
// of its own.
func (p *parser) afterMonth(i int) int {
	if p.word(i+1) == "." && p.it(i+1).glued && p.it(i).is(monthAbbr) && i+2 < len(p.items) {
		return i + 2
	}
	return i + 1
}

// yearAfter reads the year behind a month, day, season or quarter.
func (p *parser) yearAfter(i int) (expr, int) {
	at := p.skip(i, ",")
	if it := p.it(i); it.digits == 3 && it.num >= 100 && (p.word(i+1) == ")" || p.word(i+1) == "ad") {
		return expr{at: fixed(yearPeriod(it.num)), exactYear: true, single: true}, i + 1
	}
	if e, n := p.forceYear(at); n > 0 && (at == i || !p.it(n).alpha() || p.xtag(n) != document.NNS) {
		return e, n
	}
	if e, n := p.yearBefore(i); n > 0 {
		return e, n
	}
	at = p.skip(i, "of", "in")
	if at == i && p.is(i, ref) && p.word(i+1) == "year" {
		return p.relative(i)
	}
	if at == i {
		return expr{}, 0
	}
	if e, n := p.forceYear(at); n > 0 {
		return e, n
	}
	if t := p.the(at); p.is(t, ref) && p.word(t+1) == "year" || p.is(t, ana) && p.word(t+1) == "year" {
		if e, n := p.relative(t); n > 0 {
			return e, n
		}
		return p.anaphoric(at)
	}
	return expr{}, 0
}

// yearBefore reads "the year before" behind a month.
func (p *parser) yearBefore(i int) (expr, int) {
	if t := p.the(i); t > i && p.word(t) == "year" && p.ends(t+2) {
		return p.dayBefore(t)
	}
	return expr{}, 0
}

// forceYear reads a number that can only be a year here.
func (p *parser) forceYear(i int) (expr, int) {
	it := p.it(i)
	if it.digits != 4 || it.num < 1000 || it.num >= 2200 {
		return expr{}, 0
	}
	y := it.num
	return expr{at: fixed(yearPeriod(y)), exactYear: true, single: true}, i + 1
}

// calendarDay builds the expression of a month or day with or without a year.
func (p *parser) calendarDay(m, d, end int) (expr, int) {
	if y, n := p.yearAfter(end); n > 0 {
		return expr{single: true, month: m, day: d, at: func(a *anchors) period {
			q := y.at(a)
			if !q.ok {
				return period{}
			}
			yy, _, _ := date(q.from)
			return monthDayIn(yy, m, d)
		}}, n
	}
	return expr{single: true, open: true, month: m, day: d, at: func(a *anchors) period { return a.monthDay(m, d) }}, end
}

func monthDayIn(y, m, d int) period {
	switch {
	case d == 0:
		return monthPeriod(y, m)
	case d > monthLength(y, m):
		return period{}
	}
	return dayPeriod(days(y, m, d))
}

// weekOf reads "the week of 3 May", "the first week of May", "over the weekend".
func (p *parser) weekOf(i int) (expr, int) {
	n := p.the(i)
	if n == i {
		return expr{}, 0
	}
	if p.val(n, unitName) == weekend && !p.it(n).is(plural) {
		switch p.word(i - 1) {
		case "over", "at", "on", "during", "through", "throughout":
			return expr{single: true, at: func(a *anchors) period {
				if !a.known {
					return period{}
				}
				q := unitPeriod(a.now, weekend, 0)
				switch {
				case a.tense() == pastTense && q.from > a.now:
					q.from, q.to = q.from-7, q.to-7
				case a.tense() == futureTense && q.to < a.now:
					q.from, q.to = q.from+7, q.to+7
				}
				return q
			}}, n + 1
		}
		return expr{}, 0
	}
	nth, counted := p.it(n).value(ordinal)
	if counted {
		n++
	}
	if p.val(n, unitName) != week || p.it(n).is(plural) || p.word(n+1) != "of" {
		return expr{}, 0
	}
	read := p.dayMonth
	if p.it(n+2).num < 0 && p.it(n+2).ord == 0 {
		read = p.monthDay
	}
	e, end := read(n + 2)
	if end == 0 || counted == (e.day > 0) {
		return expr{}, 0
	}
	whole := e.at
	return expr{single: true, at: func(a *anchors) period {
		q := whole(a)
		switch {
		case !q.ok:
			return q
		case !counted:
			return weekPeriod(q.from)
		case nth < 0:
			return period{from: q.to - 6, to: q.to, ok: true}
		case nth > 4:
			return period{}
		}
		return period{from: q.from + 7*(nth-1), to: q.from + 7*nth - 1, ok: true}
	}}, end
}

// dayMonth reads "17 November 2021", "the 17th of November".
func (p *parser) dayMonth(i int) (expr, int) {
	n := p.the(i)
	it := p.it(n)
	d := it.num
	if it.ord > 0 {
		d = it.ord
	} else if it.digits == 0 || it.digits > 2 {
		if v, ok := it.value(ordinal); !ok || v < 1 || p.word(n+1) != "of" {
			return expr{}, 0
		} else {
			d = v
		}
	}
	if d < 1 || d > 31 {
		return expr{}, 0
	}
	at := n + 1
	if it.ord > 0 || it.is(ordinal) {
		at = p.skip(at, "of")
	}
	m, ok := p.monthName(at)
	if !ok || d > monthLength(2000, m) {
		return expr{}, 0
	}
	return p.calendarDay(m, d, p.afterMonth(at))
}

// monthDay reads "November 17, 2021", "November 2021", "last November", "Nov. 17".
func (p *parser) monthDay(i int) (expr, int) {
	n, which, told, anaphora := i, 0, false, false
	if p.is(n, ref) && p.word(n) != "current" {
		which, told = p.val(n, ref), true
		n++
	} else if t := p.the(n); p.is(t, ana) {
		which, told, anaphora = p.val(t, ana), true, true
		n = t + 1
	}
	m, ok := p.monthName(n)
	if !ok {
		return expr{}, 0
	}
	end := p.afterMonth(n)
	if told {
		return expr{single: true, at: func(a *anchors) period {
			if anaphora {
				base, ok := a.base(true, monthUnit)
				if !ok {
					return period{}
				}
				return nextMonth(base, m, which)
			}
			return a.namedMonth(m, which)
		}}, end
	}
	d := 0
	if it := p.it(end); it.ord > 0 || it.num > 0 && it.digits > 0 && it.digits <= 2 {
		d = max(it.num, it.ord)
		// "In June 12 people died."
		people := p.xtag(end+1) == document.NNS && p.word(n-1) == "in" || p.word(end+1) == "%" || p.word(end+1) == "percent" || p.word(end+1) == "per"
		if d <= monthLength(2000, m) && !people {
			return p.calendarDay(m, d, end+1)
		}
		d = 0
	}
	return p.calendarDay(m, d, end)
}

func nextMonth(base period, m, which int) period {
	y, bm, _ := date(base.from)
	y2, bm2, _ := date(base.to)
	switch {
	case which > 0:
		if m <= bm2 {
			y2++
		}
		return monthPeriod(y2, m)
	case which < 0 && m >= bm:
		y--
	}
	return monthPeriod(y, m)
}

// quarterHalf reads "the third quarter of 2021", "Q3", "the first half of last year".
func (p *parser) quarterHalf(i int) (expr, int) {
	n := p.the(i)
	part, size, end := 0, 0, 0
	if w := p.word(n); len(w) == 2 && (w[0] == 'q' || w[0] == 'h') && w[1] >= '1' && w[1] <= '4' {
		part, end = int(w[1]-'0'), n+1
		if size = 3; w[0] == 'h' {
			size = 6
		}
	} else if v, ok := p.it(n).value(ordinal); ok || p.it(n).ord > 0 {
		if !ok {
			v = p.it(n).ord
		}
		u := n + 1
		if p.dash(u) {
			u++
		}
		switch unit, _ := p.it(u).value(unitName); unit {
		case quarter:
			if part, size = v, 3; v < 0 {
				part = 4
			}
		case half:
			if part, size = v, 6; v < 0 {
				part = 2
			}
		}
		end = u + 1
		// A half or a last quarter needs its year; a match has halves, too.
		if size == 6 || v < 0 {
			if _, m := p.yearAfter(end); m == 0 && !(p.word(end) == "of" && p.word(end+1) == "the" && p.word(end+2) == "year") {
				return expr{}, 0
			}
		}
		if size == 3 && i == n && !p.dash(n+1) && p.word(end) != "of" {
			return expr{}, 0
		}
	}
	if size == 0 || part < 1 || part*size > 12 {
		return expr{}, 0
	}
	first := (part-1)*size + 1
	if y, m := p.yearAfter(end); m > 0 {
		return expr{at: inYear(y, func(y int) period { return monthsPeriod(y, first, size) }), single: true}, m
	}
	if p.word(end) == "of" && p.word(end+1) == "the" && p.word(end+2) == "year" {
		return expr{at: inYear(p.thisUnit(year), func(y int) period { return monthsPeriod(y, first, size) })}, end + 3
	}
	return expr{open: true, single: true, at: func(a *anchors) period {
		if y := a.storyYear(first + size - 1); y > 0 {
			return monthsPeriod(y, first, size)
		}
		return a.nearest(func(y int) period { return monthsPeriod(y, first, size) })
	}}, end
}

func inYear(y expr, make func(int) period) func(*anchors) period {
	return func(a *anchors) period {
		q := y.at(a)
		if !q.ok {
			return q
		}
		yy, _, _ := date(q.from)
		return make(yy)
	}
}

// season reads "last summer", "the spring of 2020", "in the autumn".
func (p *parser) season(i int) (expr, int) {
	n, which, led, anaphora := p.the(i), 0, false, false
	if p.is(n, ref) {
		which, led = p.val(n, ref), true
		n++
	} else if p.is(n, ana) {
		which, led, anaphora = p.val(n, ana), true, true
		n++
	}
	s, ok := p.it(n).value(season)
	if !ok || p.tag(n) == document.VERB {
		return expr{}, 0
	}
	end := n + 1
	if y, m := p.yearAfter(end); m > 0 && !anaphora {
		return expr{at: inYear(y, func(y int) period { return seasonPeriod(y, s) }), single: true}, m
	}
	if led {
		return expr{single: true, at: func(a *anchors) period {
			if anaphora {
				base, ok := a.base(true, monthUnit)
				if !ok {
					return period{}
				}
				return nextSeason(base, s, which)
			}
			return a.namedSeason(s, which)
		}}, end
	}
	// Bare, it needs "in the" or the like, and nothing it could be part of.
	switch p.word(i - 1) {
	case "in", "during", "by", "since", "until", "late", "early", "over", "throughout", "this", "through":
	default:
		return expr{}, 0
	}
	if p.word(end) == "of" || p.tag(end) == document.NOUN || p.tag(end) == document.PROPN || p.it(end).capital {
		return expr{}, 0
	}
	return expr{open: true, single: true, at: func(a *anchors) period {
		return a.nearest(func(y int) period { return seasonPeriod(y, s) })
	}}, end
}

func nextSeason(base period, s, which int) period {
	y, _, _ := date(base.from)
	if which == 0 {
		return seasonPeriod(y, s)
	}
	for y -= 2; ; y++ {
		q := seasonPeriod(y, s)
		if which > 0 && q.from > base.to {
			return q
		}
		if which < 0 && seasonPeriod(y+1, s).to >= base.from {
			return q
		}
	}
}

// relative reads "last year", "this week", "the past two decades", "the coming months".
func (p *parser) relative(i int) (expr, int) {
	n := p.the(i)
	which, ok := p.it(n).value(ref)
	if !ok {
		return expr{}, 0
	}
	count, told, end := p.number(n + 1)
	if end == 0 {
		end = n + 1
	}
	unit, ok := p.it(end).value(unitName)
	if !ok || unit == hour || unit == minute || unit == half {
		return expr{}, 0
	}
	switch {
	case end > n+1 && which != 0 || p.is(end, plural):
		if !told || which == 0 {
			return expr{kind: document.Range}, end + 1 // "the past few weeks"
		}
		if n == i && which > 0 {
			return expr{}, 0
		}
		return expr{kind: document.Range, at: func(a *anchors) period { return a.span(unit, count*which) }}, end + 1
	case n > i && p.word(n) == "past" || p.word(n) == "past" && unit != week && unit != monthUnit && unit != year:
		return expr{kind: document.Range, at: func(a *anchors) period { return a.span(unit, -1) }}, end + 1
	case n > i && which > 0 && p.word(n) == "next":
		return expr{single: true, at: func(a *anchors) period { // "the next day": of the story
			base, ok := a.base(true, unit)
			if !ok {
				return period{}
			}
			return unitOf(base, unit, 1)
		}}, end + 1
	case n > i && p.word(n) == "last" && unit == day || unit == day && which < 0:
		return expr{}, 0
	}
	return expr{single: true, decade: unit == decade, at: func(a *anchors) period {
		if !a.known {
			return period{}
		}
		return unitPeriod(a.now, unit, which)
	}}, end + 1
}

// anaphoric reads "the following day", "that year", "the same evening".
func (p *parser) anaphoric(i int) (expr, int) {
	n := p.the(i)
	if p.word(n) == "very" {
		n++
	}
	which, ok := p.it(n).value(ana)
	if !ok {
		return expr{}, 0
	}
	if p.word(n) == "same" && n == i && p.word(i-1) != "that" {
		return expr{}, 0
	}
	unit := 0
	if p.is(n+1, dayPart) {
		unit = day
	} else if unit, ok = p.it(n + 1).value(unitName); !ok || unit == hour || unit == minute || unit == half || p.is(n+1, plural) {
		return expr{}, 0
	}
	return expr{single: true, back: which < 0, at: func(a *anchors) period {
		base, ok := a.base(true, unit)
		if !ok {
			return period{}
		}
		if unit <= day && base.to-base.from > 31 {
			return period{}
		}
		return unitOf(base, unit, which)
	}}, n + 2
}

// decade reads "the 1990s", "the nineties", "the '90s".
func (p *parser) decade(i int) (expr, int) {
	n := p.the(i)
	it := p.it(n)
	first, end := it.decade, n+1
	if first == 0 && it.num > 0 && it.digits == 4 && it.num%10 == 0 && p.it(n+1).glued && (p.word(n+1) == "s" || (p.word(n+1) == "'s" || p.word(n+1) == "’s") && n > i && !p.it(n+2).alpha()) {
		first, end = it.num, n+2
	}
	if first == 0 && n > i {
		first, _ = it.value(decadeName)
	}
	if first == 0 {
		return expr{}, 0
	}
	if first < 100 {
		switch p.word(n - 1) {
		case "the", "'", "’", "early", "late", "mid", "-":
		default:
			return expr{}, 0
		}
		if first < 30 {
			first += 100
		}
		first += 1900
	}
	return expr{decade: true, single: true, at: fixed(yearsPeriod(first, first+9))}, end
}

// century reads "the 19th century".
func (p *parser) century(i int) (expr, int) {
	n := p.the(i)
	c := p.it(n).ord
	if c == 0 {
		c, _ = p.it(n).value(ordinal)
	}
	u := n + 1
	if p.dash(u) {
		u++
	}
	if c < 1 || c > 30 || p.val(u, unitName) != century || p.is(u, plural) {
		return expr{}, 0
	}
	return expr{single: true, at: fixed(yearsPeriod(100*(c-1)+1, 100*c))}, u + 1
}

// holiday reads "Christmas", "last Easter", "New Year's Eve 2019".
func (p *parser) holiday(i int) (expr, int) {
	n, which, told := i, 0, false
	if p.is(n, ref) {
		which, told = p.val(n, ref), true
		n++
	}
	if !p.it(n).capital {
		return expr{}, 0
	}
	for _, h := range p.lex.holidays[p.word(n)] {
		end := n
		for _, w := range h.words {
			if p.word(end) != w {
				end = -1
				break
			}
			end++
		}
		if end < 0 {
			continue
		}
		if y, m := p.yearAfter(end); m > 0 {
			return expr{at: inYear(y, func(y int) period { return dayPeriod(h.in(y)) }), single: true}, m
		}
		if p.it(end).capital && p.it(end).alpha() && p.tag(end) != document.PRON {
			return expr{}, 0 // "Christmas Island"
		}
		return expr{open: !told, single: true, at: func(a *anchors) period {
			if told {
				return a.yearly(which, func(y int) period { return dayPeriod(h.in(y)) })
			}
			return a.nearest(func(y int) period { return dayPeriod(h.in(y)) })
		}}, end
	}
	return expr{}, 0
}

// dayOfMonth reads "on the 14th".
func (p *parser) dayOfMonth(i int) (expr, int) {
	n := p.the(i)
	d := p.it(n).ord
	if n == i || d < 1 || d > 31 {
		return expr{}, 0
	}
	switch p.word(i - 1) {
	case "on", "by", "until", "since", "from":
	default:
		return expr{}, 0
	}
	next := p.it(n + 1)
	if next.alpha() && !next.is(prep) && !next.is(and) || p.dash(n+1) {
		return expr{}, 0
	}
	return expr{single: true, at: func(a *anchors) period { return a.dayOfMonth(d) }}, n + 1
}

// bareYear reads a year that its surroundings show to be one.
func (p *parser) bareYear(i int) (expr, int) {
	it := p.it(i)
	if it.digits != 4 || it.num < 1000 || it.num >= 2200 {
		return expr{}, 0
	}
	prev, next := p.it(i-1), p.it(i+1)
	counted := p.xtag(i+1) == document.NNS || next.is(unitName) || next.word == "%" || next.word == "per" || next.word == "percent" ||
		next.word == "million" || next.word == "billion" || prev.word == "$" || prev.word == "€" || prev.word == "£" || prev.word == "#"
	likely := it.num >= 1700 && it.num <= 2100
	ok := false
	switch prev.word {
	case "in", "since", "until", "till", "during", "between", "circa", "early", "late", "mid", "year", "born":
		ok = !counted || likely && prev.word != "between"
	case "from", "by", "before", "after", "through", "throughout", "around":
		ok = !counted && likely
	case "of", "for", "to":
		ok = !counted && likely && !next.is(approx)
	case "(":
		ok = likely && (next.word == ")" || next.word == "," || next.word == ";" || isDash(next.word))
	case "the", "a", "an", "its", "his", "her", "their", "our", "my", "whose", "that", "this", "'s", "’s", "s’", "'", "’":
		ok = likely && (!counted || it.num >= 1900) && (next.alpha() || prev.word == "'s" || prev.word == "’s")
	case ",", "and", "or":
		ok = p.year > 0 && p.year == i-1
	}
	if !ok && likely && (prev.is(yearNoun) || i == 0 && next.capital) {
		ok = !counted
	}
	if !ok && likely && isDash(prev.word) && prev.glued && p.is(i-2, phase) {
		ok = true
	}
	if !ok && p.inEvent(it.tok) && likely {
		ok = true
	}
	if !ok {
		return expr{}, 0
	}
	return p.forceYear(i)
}

// inEvent tells whether the token is part of an event's name.
func (p *parser) inEvent(tok int32) bool {
	for _, n := range p.doc.Names {
		if n.First > tok {
			return false
		}
		if n.Type == document.EventType && tok < n.End {
			return true
		}
	}
	return false
}

// recent reads "recent weeks", which has no place on the calendar.
func (p *parser) recent(i int) (expr, int) {
	if p.word(i) == "recent" && p.is(i+1, plural) {
		return expr{kind: document.Range}, i + 2
	}
	return expr{}, 0
}

// repeat reads "every year", "each Friday", "annually".
func (p *parser) repeat(i int) (expr, int) {
	if p.is(i, repeated) && !p.it(i).capital && p.tag(i) != document.ADJ && p.tag(i) != document.NOUN {
		return expr{kind: document.Repeated}, i + 1
	}
	if !p.is(i, each) {
		return expr{}, 0
	}
	_, _, n := p.number(i + 1)
	if n == 0 {
		n = i + 1
	}
	if n == i+1 && p.is(n, ordinal) {
		n++
	}
	if it := p.it(n); it.is(unitName) || it.is(weekdayName) || it.is(season) || it.is(month) || it.is(dayPart) {
		return expr{kind: document.Repeated}, n + 1
	}
	return expr{}, 0
}
