package when

import (
	"strings"

	"dossier/ingest/document"
)

// anchors is what an expression is placed against.
type anchors struct {
	now   int  // day of publication
	known bool // whether it is known
	story []mention
	sent  int // index of the sentence being read

	doc    *document.Document
	tok    int32 // first token of the expression, for its tense
	tensed bool
	cached tense
}

type mention struct {
	when  period
	sent  int
	aside bool // told in passing: the story does not go on from there
}

// A story so many years old is history: its bare months are its own, also in
// the sentences that follow.
const historic = 15

// How many sentences back an anaphoric expression looks for its antecedent.
const reach = 3

// Resolve finds the time expressions of the article and writes Document.Times.
// It replaces what was there. A publication date that is not ISO 8601 is as
// good as none: then the first full date of the text takes its place.
func Resolve(doc *document.Document) error {
	doc.Times = doc.Times[:0]
	a := &anchors{doc: doc}
	a.now, a.known = published(doc.Article.Published)
	p := &parser{doc: doc, lex: words, mays: namesMay(doc)}
	if !a.known {
		a.now, a.known = dateline(p)
	}
	for s, sent := range doc.Sentences {
		a.sent = s
		p.items = words.scan(p.items[:0], doc, sent)
		p.year = 0
		for i := 0; i < len(p.items); {
			e, end := p.expression(i)
			if end <= i {
				i++
				continue
			}
			first, last := p.items[i].tok, p.items[end-1].tok
			if e.none || !usable(doc, first, last+1) {
				i = end
				continue
			}
			if n := len(doc.Times); n > 0 && doc.Times[n-1].End > first {
				i = end
				continue
			}
			if e.exactYear {
				p.year = end
			}
			first = firstToken(doc, first, sent)
			a.add(e, first, last+1)
			i = end
		}
	}
	return nil
}

// firstToken steps back over the tokens of a numeric date that was read as one item.
func firstToken(doc *document.Document, tok int32, sent document.Sentence) int32 {
	for tok > sent.First && doc.Tokens[tok-1].End == doc.Tokens[tok].Start && numericPart(doc.Word(tok)) && numericPart(doc.Word(tok-1)) {
		tok--
	}
	return tok
}

func numericPart(w string) bool { return strings.Trim(w, "0123456789/.-") == "" }

func (a *anchors) add(e expr, first, end int32) {
	a.tok, a.tensed = first, false
	if e.past {
		a.cached, a.tensed = pastTense, true
	}
	var q period
	if e.at != nil {
		q = e.at(a)
	}
	value, kind := q.String(), e.kind
	if value == "" {
		value = e.text
	} else if kind == document.Duration {
		kind = document.Date // "in two weeks", placed
	}
	span := document.Span{Start: a.doc.Tokens[first].Start, End: a.doc.Tokens[end-1].End}
	a.doc.Times = append(a.doc.Times, document.Time{Span: span, First: first, End: end, Value: value, Kind: kind})
	if q.ok && (kind == document.Date || kind == document.Range) {
		a.story = append(a.story, mention{q, a.sent, a.aside(e)})
	}
}

// usable refuses expressions that are part of a name, unless it is an event's.
func usable(doc *document.Document, first, end int32) bool {
	for _, n := range doc.Names {
		if n.First >= end {
			break
		}
		if n.Type == document.EventType || n.End <= first {
			continue
		}
		if n.First <= first && n.End >= end {
			return n.Type == document.Other
		}
	}
	return true
}

// namesMay tells whether a person of the article is named like a month.
func namesMay(doc *document.Document) bool {
	for _, n := range doc.Names {
		if n.Type != document.Person {
			continue
		}
		for i := n.First; i < n.End; i++ {
			switch doc.Word(i) {
			case "May", "April", "June", "August", "March":
				return true
			}
		}
	}
	return false
}

func published(s string) (int, bool) {
	if len(s) < 10 {
		return 0, false
	}
	q, n := numericDate(s)
	if n < 10 || s[4] != '-' {
		return 0, false
	}
	return q.from, true
}

// dateline returns the first full date of the text.
func dateline(p *parser) (int, bool) {
	none := &anchors{doc: p.doc}
	for s, sent := range p.doc.Sentences {
		if s == 8 {
			break
		}
		p.items = p.lex.scan(p.items[:0], p.doc, sent)
		for i := range p.items {
			for _, read := range [...]func(int) (expr, int){p.numeric, p.dayMonth, p.monthDay} {
				if e, n := read(i); n > 0 && !e.open {
					none.tok = p.items[i].tok
					if q := e.at(none); q.ok && q.from == q.to {
						return q.from, true
					}
				}
			}
		}
	}
	return 0, false
}

// base returns the time that an expression counts from: the last one of the
// story for an anaphoric expression, publication otherwise. What is told in
// passing comes second, and so does a year where days are counted.
func (a *anchors) base(anaphoric bool, unit int) (period, bool) {
	if !anaphoric {
		return dayPeriod(a.now), a.known
	}
	second, found := period{}, false
	for i := len(a.story) - 1; i >= 0; i-- {
		m := a.story[i]
		back := a.sent - m.sent
		if back > reach && unit < year || back > 2*reach || found && back > reach {
			break
		}
		if m.aside && back > 0 || unit <= day && m.when.to-m.when.from > 31 {
			if !found {
				second, found = m.when, true
			}
			continue
		}
		return m.when, true
	}
	if found {
		return second, true
	}
	return dayPeriod(a.now), a.known && len(a.story) == 0 && a.sent == 0
}

// unitPeriod is the unit that holds the day, moved by n units.
func unitPeriod(now, unit, n int) period { return unitOf(dayPeriod(now), unit, n) }

// unitOf is the unit of the base, moved by n units.
func unitOf(base period, unit, n int) period {
	at := base.from
	if n > 0 {
		at = base.to
	}
	y, m, _ := date(at)
	switch unit {
	case hour, minute, day:
		if base.to-base.from > 7 {
			return period{}
		}
		return dayPeriod(at + n)
	case week, fortnight:
		if base.to-base.from > 31 {
			return period{}
		}
		return weekPeriod(at + 7*n)
	case weekend:
		sat := at - weekday(at) + 6 + 7*n
		if n == 0 && weekday(at) < 3 {
			sat -= 7 // "over the weekend" told on a Monday
		}
		return period{from: sat, to: sat + 1, ok: true}
	case monthUnit:
		if base.to-base.from > 100 {
			return period{}
		}
		y, m = addMonths(y, m, n)
		return monthPeriod(y, m)
	case quarter:
		y, m = addMonths(y, (m-1)/3*3+1, 3*n)
		return monthsPeriod(y, m, 3)
	case half:
		y, m = addMonths(y, (m-1)/6*6+1, 6*n)
		return monthsPeriod(y, m, 6)
	case year:
		return yearPeriod(y + n)
	case decade:
		first := floorDiv(y, 10)*10 + 10*n
		return yearsPeriod(first, first+9)
	case century:
		first := floorDiv(y-1, 100)*100 + 1 + 100*n
		return yearsPeriod(first, first+99)
	}
	return period{}
}

// shifted moves the base by n units, at the precision that the unit allows:
// two days later is a day, three weeks or months later a month, four years a year.
func shifted(base period, unit, n int) period {
	at := base.from
	if n > 0 {
		at = base.to
	}
	y, m, d := date(at)
	length := base.to - base.from
	switch unit {
	case hour, minute:
		return base
	case day, week, fortnight, weekend:
		step := n
		exact := true
		if unit != day {
			step, exact = 7*n, n == 1 || n == -1
		}
		y, m, _ = date(at + step)
		switch {
		case length > 7 && 2*max(step, -step) <= length:
			return base // a week after something in May: May still, as far as one can tell
		case length > 31:
			return yearPeriod(y)
		case length > 7 || !exact || step > 45 || step < -45:
			return monthPeriod(y, m)
		}
		return dayPeriod(at + step)
	case monthUnit:
		y, m = addMonths(y, m, n)
		if length > 100 {
			return yearPeriod(y)
		}
		return monthPeriod(y, m)
	case year:
		if length == 0 && d > 0 && (n == 1 || n == -1) {
			return yearPeriod(y + n)
		}
		return yearPeriod(y + n)
	case decade:
		return yearPeriod(y + 10*n)
	case century:
		return yearPeriod(y + 100*n)
	}
	return period{}
}

// span is the stretch of n units that ends (n < 0) or begins at publication.
func (a *anchors) span(unit, n int) period {
	if !a.known {
		return period{}
	}
	y, m, _ := date(a.now)
	first, last := period{}, period{}
	switch unit {
	case day, week, fortnight, weekend:
		step := n
		if unit != day {
			step = 7 * n
		}
		first, last = dayPeriod(a.now+step), dayPeriod(a.now)
	case monthUnit, quarter:
		if unit == quarter {
			n *= 3
		}
		yy, mm := addMonths(y, m, n)
		first, last = monthPeriod(yy, mm), monthPeriod(y, m)
	case year:
		if n == 1 || n == -1 {
			first, last = monthPeriod(y+n, m), monthPeriod(y, m)
		} else {
			first, last = yearPeriod(y+n), yearPeriod(y)
		}
	case decade:
		first, last = yearPeriod(y+10*n), yearPeriod(y)
	case century:
		first, last = yearPeriod(y+100*n), yearPeriod(y)
	default:
		return period{}
	}
	if n > 0 {
		first, last = last, first
	}
	return period{from: first.from, to: last.to, ok: true, text: first.String() + "/" + last.String()}
}

// weekday places a day of the week: bare by tense, today if today is one.
func (a *anchors) weekday(w, which int, told bool) int {
	now := dayPeriod(a.now)
	monday := a.now - weekday(a.now) + 1
	switch {
	case told && which < 0:
		return nextWeekday(now, w, -1)
	case told && which > 0:
		return monday + 7 + w - 1
	case told:
		at := monday + w - 1
		if at > a.now && a.tense() == pastTense {
			at -= 7
		}
		if at < a.now && a.tense() == futureTense {
			at += 7
		}
		return at
	}
	if weekday(a.now) == w {
		return a.now
	}
	if a.tense() == futureTense {
		return nextWeekday(now, w, 1)
	}
	return nextWeekday(now, w, -1)
}

// monthDay places a month (day 0) or a day whose year is not told: near
// publication, or, in a history, in or after the year last told.
func (a *anchors) monthDay(m, d int) period {
	if y := a.storyYear(m); y > 0 {
		return monthDayIn(y, m, d)
	}
	if n := len(a.story); n > 0 {
		last := a.story[n-1]
		y, _, _ := date(last.when.from)
		now, _, _ := date(a.now)
		if a.known && a.sent-last.sent <= reach && y < now-historic && last.when.to-last.when.from < 366 {
			if a.tense() != futureTense {
				if last.when.to-last.when.from > 100 {
					return monthDayIn(y, m, d)
				}
				return a.monthDayAfter(m, d, last.when)
			}
		}
	}
	return a.nearest(func(y int) period { return monthDayIn(y, m, d) })
}

// storyYear returns the year of a story that goes on from one month of a year
// gone by to a later one ("went on trial in January 2009 and was convicted in
// May"), 0 where the month is nearer to publication. Beyond its own sentence
// only a story some years old goes on so, within its paragraph.
func (a *anchors) storyYear(m int) int {
	n := len(a.story)
	if n == 0 || !a.known || a.tense() == futureTense {
		return 0
	}
	last := a.story[n-1]
	now, _, _ := date(a.now)
	y, _, _ := date(last.when.from)
	y2, to, _ := date(last.when.to)
	if y != y2 || last.when.to-last.when.from > 200 || last.aside || m <= to {
		return 0
	}
	switch back := a.sent - last.sent; {
	case back == 0 && y < now:
		return y
	case back == 1 && y < now-1 && !strings.Contains(a.doc.Text[a.doc.Sentences[a.sent-1].End:a.doc.Sentences[a.sent].Start], "\n\n"):
		return y
	}
	return 0
}

func (a *anchors) monthDayAfter(m, d int, first period) period {
	if !first.ok {
		return period{}
	}
	y, _, _ := date(first.from)
	if q := monthDayIn(y, m, d); q.ok && q.to >= first.from {
		return q
	}
	return monthDayIn(y+1, m, d)
}

func (a *anchors) monthDayBefore(m, d int, last period) period {
	if !last.ok {
		return period{}
	}
	y, _, _ := date(last.to)
	if q := monthDayIn(y, m, d); q.ok && q.from <= last.to {
		return q
	}
	return monthDayIn(y-1, m, d)
}

// nearest places something that comes once a year by the tense: the last that
// has begun, the next that has not ended, or, without tense, the closer one.
func (a *anchors) nearest(in func(year int) period) period {
	if !a.known {
		return period{}
	}
	y, _, _ := date(a.now)
	var behind, ahead period
	for yy := y - 5; yy <= y+5; yy++ {
		q := in(yy)
		if !q.ok {
			continue
		}
		if q.from <= a.now {
			behind = q
		}
		if q.to >= a.now && !ahead.ok {
			ahead = q
		}
	}
	switch {
	case !ahead.ok:
		return behind
	case !behind.ok:
		return ahead
	case a.tense() == pastTense:
		return behind
	case a.tense() == futureTense:
		return ahead
	case a.now-behind.to <= ahead.from-a.now:
		return behind
	}
	return ahead
}

// yearly places "last", "this" and "next" of something that comes once a year.
func (a *anchors) yearly(which int, in func(year int) period) period {
	if !a.known {
		return period{}
	}
	y, _, _ := date(a.now)
	switch {
	case which < 0:
		for yy := y; yy > y-5; yy-- {
			if q := in(yy); q.ok && q.to < a.now {
				return q
			}
		}
	case which > 0:
		for yy := y; yy < y+5; yy++ {
			if q := in(yy); q.ok && q.from > a.now {
				return q
			}
		}
	}
	return in(y)
}

func (a *anchors) namedMonth(m, which int) period {
	return a.yearly(which, func(y int) period { return monthPeriod(y, m) })
}

func (a *anchors) namedSeason(s, which int) period {
	return a.yearly(which, func(y int) period { return seasonPeriod(y, s) })
}

// dayOfMonth places "the 14th" in the month of publication or its neighbour.
func (a *anchors) dayOfMonth(d int) period {
	if !a.known {
		return period{}
	}
	y, m, today := date(a.now)
	switch {
	case a.tense() == futureTense && d < today:
		y, m = addMonths(y, m, 1)
	case a.tense() == pastTense && d > today:
		y, m = addMonths(y, m, -1)
	}
	return monthDayIn(y, m, d)
}
