package when

import "fmt"

// A period is an interval of whole days, both ends included, counted from
// 1970-01-01. The zero period is not valid: ok tells.
type period struct {
	from, to int
	ok       bool
	text     string // ISO form where it is not the shortest form of the interval
}

// days returns the day number of a date of the proleptic Gregorian calendar
// (Howard Hinnant, "chrono-compatible low-level date algorithms").
func days(year, month, day int) int {
	if month <= 2 {
		year--
	}
	era := floorDiv(year, 400)
	yoe := year - era*400
	mp := (month + 9) % 12
	doy := (153*mp+2)/5 + day - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 719468
}

// date is the inverse of days.
func date(n int) (year, month, day int) {
	n += 719468
	era := floorDiv(n, 146097)
	doe := n - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = doy - (153*mp+2)/5 + 1
	month = mp + 3
	if month > 12 {
		month -= 12
	}
	year = yoe + era*400
	if month <= 2 {
		year++
	}
	return year, month, day
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - floorDiv(a, b)*b }

// weekday returns 1 for Monday … 7 for Sunday.
func weekday(n int) int { return floorMod(n+3, 7) + 1 }

func monthLength(year, month int) int {
	if month == 12 {
		return 31
	}
	return days(year, month+1, 1) - days(year, month, 1)
}

// addMonths moves a year and month by n months.
func addMonths(year, month, n int) (int, int) {
	at := year*12 + month - 1 + n
	return floorDiv(at, 12), floorMod(at, 12) + 1
}

func dayPeriod(n int) period { return period{from: n, to: n, ok: true} }

func weekPeriod(n int) period {
	monday := n - weekday(n) + 1
	return period{from: monday, to: monday + 6, ok: true}
}

func monthPeriod(year, month int) period { return monthsPeriod(year, month, 1) }

// monthsPeriod is n whole months from the given one.
func monthsPeriod(year, month, n int) period {
	y, m := addMonths(year, month, n)
	return period{from: days(year, month, 1), to: days(y, m, 1) - 1, ok: true}
}

func yearPeriod(year int) period { return yearsPeriod(year, year) }

func yearsPeriod(first, last int) period {
	return period{from: days(first, 1, 1), to: days(last, 12, 31), ok: true}
}

// seasonPeriod is the meteorological season that begins in the given year.
func seasonPeriod(year, season int) period { return monthsPeriod(year, season*3, 3) }

// String returns the shortest ISO 8601 form of the interval.
func (p period) String() string {
	if !p.ok {
		return ""
	}
	if p.text != "" {
		return p.text
	}
	y1, m1, d1 := date(p.from)
	y2, m2, d2 := date(p.to)
	if y1 < 1 || y2 > 9999 {
		return ""
	}
	switch {
	case p.from == p.to:
		return fmt.Sprintf("%04d-%02d-%02d", y1, m1, d1)
	case m1 == 1 && d1 == 1 && m2 == 12 && d2 == 31:
		if y1 == y2 {
			return fmt.Sprintf("%04d", y1)
		}
		return fmt.Sprintf("%04d/%04d", y1, y2)
	case d1 == 1 && d2 == monthLength(y2, m2):
		if y1 == y2 && m1 == m2 {
			return fmt.Sprintf("%04d-%02d", y1, m1)
		}
		return fmt.Sprintf("%04d-%02d/%04d-%02d", y1, m1, y2, m2)
	}
	return fmt.Sprintf("%04d-%02d-%02d/%04d-%02d-%02d", y1, m1, d1, y2, m2, d2)
}

// easter returns the day of Western Easter Sunday (anonymous Gregorian
// algorithm, Nature 1876).
func easter(year int) int {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month := (h + l - 7*m + 114) / 31
	day := (h+l-7*m+114)%31 + 1
	return days(year, month, day)
}
