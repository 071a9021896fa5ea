package when

import (
	"strings"

	"dossier/ingest/document"
)

// opener reads "since …", "until …", "by …", "from … on".
func (p *parser) opener(i int) (expr, int) {
	kind, n := document.Date, i+1
	it := p.it(i)
	switch {
	case it.is(since):
		kind = document.Since
	case it.word == "as" && p.word(i+1) == "of":
		kind, n = document.Since, i+2
	case it.is(from):
		kind = document.Since
	case it.is(until) || it.is(by):
		kind = document.Until
	case it.word == "after":
		kind = document.Since
	case it.word == "before":
		kind = document.Until
	default:
		return expr{}, 0
	}
	e, end := p.core(n)
	if end == 0 || e.kind != document.Date || e.none {
		if !it.is(since) {
			return expr{}, 0
		}
		if e, end = p.amount(n); end == 0 || e.kind != document.Date || e.none {
			return expr{}, 0
		}
	}
	if it.is(from) && (p.word(end) == "'s" || p.word(end) == "’s") {
		return expr{}, 0 // "from today's game"
	}
	if it.is(from) && p.is(end, onward) && p.word(end) != "on" || p.word(end) == "on" && p.ends(end+1) {
		end++
	}
	if it.is(from) && p.word(end) == "for" && e.weekday == 0 && e.day == 0 {
		// "from 2003 for nine years"
		if count, told, at := p.number(end + 1); told && at > 0 {
			if unit, ok := p.it(at).value(unitName); ok && (unit == year || unit == decade) {
				return termFrom(e, count, unit), at + 1
			}
		}
	}
	e.kind, e.single, e.past = kind, false, it.is(since)
	return e, end
}

// rangeExpr reads "from 2011 to 2016", "2011–2016", "between May and July",
// "3–5 June", "in 2011 and 2012".
func (p *parser) rangeExpr(i int) (expr, int) {
	if e, n := p.dayRange(i); n > 0 {
		return e, n
	}
	n, closer, opened := i, to, false
	switch {
	case p.is(i, from):
		n, opened = i+1, true
	case p.is(i, between):
		n, closer, opened = i+1, and, true
	}
	a, mid := p.core(n)
	if mid == 0 && (opened || p.dash(n+1)) {
		a, mid = p.forceYear(n)
	}
	if mid == 0 || !a.single {
		return expr{}, 0
	}
	if e, end := p.shortYear(a, mid); end > 0 {
		return e, end
	}
	if !p.is(mid, closer) {
		if e, end := p.pairOf(i, n, a, mid); end > 0 && !opened {
			return e, end
		}
		return expr{}, 0
	}
	at := p.skip(mid+1, "the")
	b, end := p.core(mid + 1)
	if end == 0 {
		b, end = p.core(at)
	}
	if end == 0 && a.exactYear {
		b, end = p.forceYear(at)
	}
	if end == 0 || !b.single || p.dash(mid) && !opened && (a.open != b.open && b.exactYear) {
		return expr{}, 0
	}
	if !opened && a.exactYear && b.exactYear && !p.plausible(n, end-1) || p.dash(mid) && !p.it(mid).glued && a.month > 0 && b.month == 0 && !b.exactYear && b.weekday == 0 {
		return expr{}, 0
	}
	return span(a, b), end
}

// plausible tells spans of years from pages and prices.
func (p *parser) plausible(i, j int) bool {
	a, b := p.it(i).num, p.it(j).num
	return a >= 1400 && b <= 2100 && b-a <= 130 && p.word(i-1) != ":"
}

// shortYear reads "2021-22" and "2021/22".
func (p *parser) shortYear(a expr, mid int) (expr, int) {
	if !a.exactYear || !p.dash(mid) && p.word(mid) != "/" || !p.it(mid).glued || !p.it(mid+1).glued {
		return expr{}, 0
	}
	it := p.it(mid + 1)
	if it.digits != 2 {
		return expr{}, 0
	}
	return expr{kind: document.Range, at: func(x *anchors) period {
		q := a.at(x)
		y, _, _ := date(q.from)
		last := y/100*100 + it.num
		if last <= y {
			return period{}
		}
		return yearsPeriod(y, last)
	}}, mid + 2
}

// pairOf reads "in 2011 and 2012", "in May and June": neighbours make a range.
func (p *parser) pairOf(i, n int, a expr, mid int) (expr, int) {
	if n != i || p.word(i-1) != "in" || !p.is(mid, and) {
		return expr{}, 0
	}
	if a.exactYear {
		if b, end := p.forceYear(mid + 1); end > 0 && p.it(mid+1).num == p.it(mid-1).num+1 {
			return span(a, b), end
		}
	}
	if a.month > 0 && a.open && a.day == 0 {
		if b, end := p.monthDay(mid + 1); end > 0 && b.month == a.month%12+1 && b.day == 0 {
			return span(a, b), end
		}
	}
	return expr{}, 0
}

// dayRange reads "3–5 June 2021", "June 3-5", "June 3 to 5".
func (p *parser) dayRange(i int) (expr, int) {
	n := i
	if p.is(i, from) || p.is(i, between) {
		n = i + 1
	}
	joins := func(k int) bool { return p.is(k, to) || p.is(k, and) }
	d1, ok1 := p.dayNumber(n)
	if ok1 && joins(n+1) {
		if d2, ok := p.dayNumber(n + 2); ok && d2 > d1 {
			if e, end := p.dayMonth(n + 2); end > 0 {
				return daySpan(e, d1, d2), end
			}
		}
		return expr{}, 0
	}
	if _, ok := p.monthName(n); !ok {
		return expr{}, 0
	}
	at := p.afterMonth(n)
	d1, ok1 = p.dayNumber(at)
	if !ok1 || !joins(at+1) || p.word(at+1) == "and" && n == i {
		return expr{}, 0
	}
	d2, ok2 := p.dayNumber(at + 2)
	if !ok2 || d2 <= d1 {
		return expr{}, 0
	}
	if _, followed := p.monthName(at + 3); followed {
		return expr{}, 0
	}
	m, _ := p.monthName(n)
	e, end := p.calendarDay(m, d2, at+3)
	return daySpan(e, d1, d2), end
}

func (p *parser) dayNumber(i int) (int, bool) {
	it := p.it(i)
	d := it.num
	if it.ord > 0 {
		d = it.ord
	} else if it.digits == 0 || it.digits > 2 {
		return 0, false
	}
	return d, d >= 1 && d <= 31
}

func daySpan(last expr, d1, d2 int) expr {
	return expr{kind: document.Range, at: func(a *anchors) period {
		q := last.at(a)
		if !q.ok {
			return q
		}
		return period{from: q.from - (d2 - d1), to: q.to, ok: true}
	}}
}

// span joins two dates; what one leaves open is taken from the other.
func span(a, b expr) expr {
	return expr{kind: document.Range, at: func(x *anchors) period {
		if a.at == nil || b.at == nil {
			return period{}
		}
		var first, last period
		switch {
		case a.month > 0 && a.open && !b.open:
			last = b.at(x)
			first = x.monthDayBefore(a.month, a.day, last)
		case b.month > 0 && b.open && (!a.open || x.tense() == futureTense):
			first = a.at(x)
			last = x.monthDayAfter(b.month, b.day, first)
		case a.month > 0 && a.open && b.month > 0:
			last = b.at(x)
			first = x.monthDayBefore(a.month, a.day, last)
		case b.weekday > 0 && b.open:
			first = a.at(x)
			if first.ok {
				last = dayPeriod(nextWeekday(first, b.weekday, 1))
			}
		default:
			first, last = a.at(x), b.at(x)
		}
		if !first.ok || !last.ok || first.from > last.to {
			return period{}
		}
		q := period{from: first.from, to: last.to, ok: true}
		if first.text == "" && last.text == "" {
			one, two := first.String(), last.String()
			if !strings.Contains(one+two, "/") && one != two {
				q.text = one + "/" + two
			}
		}
		return q
	}}
}
