package graph

import "strings"

// Overlaps reports whether two ISO 8601 intervals share a moment at the
// precision they are given in: "2021-11" overlaps "2021-11-17", "2021" and
// "2019/..". A date alone is the whole of its day, month or year; an empty
// interval overlaps everything.
func Overlaps(a, b string) bool {
	if a == "" || b == "" {
		return true
	}
	aFrom, aTo := Bounds(a)
	bFrom, bTo := Bounds(b)
	return aFrom <= bTo && bFrom <= aTo
}

// Bounds gives two strings between which all dates of the interval sort. An
// open start is "", an open end sorts after every date.
func Bounds(interval string) (from, to string) {
	from, to, ok := strings.Cut(interval, "/")
	if !ok {
		to = from
	}
	if from == ".." {
		from = ""
	}
	if to == ".." || to == "" {
		return from, "~"
	}
	return from, to + "~" // "2021-11~" sorts after every day of the month
}
