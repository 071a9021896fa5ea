package graph

import (
	"fmt"
	"strings"
	"time"
)

// Interval is the range of days [First, Last] that an ISO 8601 expression
// covers; a zero First or Last is open. Days are at midnight UTC.
type Interval struct{ First, Last time.Time }

// ParseInterval reads "2021", "2021-11", "2021-11-17", a date and time (whose
// time of day is dropped), a range "2014/2016", and ranges open on one side:
// "2014/..", "../2016".
func ParseInterval(s string) (Interval, error) {
	first, last, isRange := strings.Cut(s, "/")
	if !isRange {
		return parseDate(s)
	}
	var in Interval
	if first != ".." && first != "" {
		a, err := parseDate(first)
		if err != nil {
			return in, err
		}
		in.First = a.First
	}
	if last != ".." && last != "" {
		b, err := parseDate(last)
		if err != nil {
			return in, err
		}
		in.Last = b.Last
	}
	if !in.First.IsZero() && !in.Last.IsZero() && in.Last.Before(in.First) {
		return in, fmt.Errorf("%q ends before it starts", s)
	}
	return in, nil
}

func parseDate(s string) (Interval, error) {
	if day, _, ok := strings.Cut(s, "T"); ok {
		s = day
	}
	for _, l := range [...]struct {
		layout              string
		years, months, days int
	}{{"2006-01-02", 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(l.layout, s); err == nil {
			return Interval{t, t.AddDate(l.years, l.months, l.days).AddDate(0, 0, -1)}, nil
		}
	}
	return Interval{}, fmt.Errorf("%q is no date: write a year, month or day such as 2021, 2021-11 or 2021-11-17", s)
}

// Overlaps reports whether the intervals share a day.
func (in Interval) Overlaps(o Interval) bool {
	return (in.First.IsZero() || o.Last.IsZero() || !in.First.After(o.Last)) &&
		(o.First.IsZero() || in.Last.IsZero() || !o.First.After(in.Last))
}

// Covers reports whether every day of o lies in the interval.
func (in Interval) Covers(o Interval) bool {
	return (in.First.IsZero() || !o.First.IsZero() && !o.First.Before(in.First)) &&
		(in.Last.IsZero() || !o.Last.IsZero() && !o.Last.After(in.Last))
}
