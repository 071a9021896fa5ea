package graph

import "testing"

func TestOverlaps(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2021-11", "2021-11-17", true},
		{"2021", "2021-06/..", true},
		{"2020", "2021-06/..", false},
		{"2021-06", "2021-06/..", true},
		{"2014/2016", "2016-03", true},
		{"2014/2016", "2017", false},
		{"2011/..", "2030", true},
		{"../2013", "2013-12-31", true},
		{"../2013", "2014-01-01", false},
		{"2021-11-18T10:00", "2021-11-18", true},
		{"", "2021", true},
	} {
		if got := Overlaps(c.a, c.b); got != c.want {
			t.Errorf("Overlaps(%q, %q) = %v", c.a, c.b, got)
		}
		if got := Overlaps(c.b, c.a); got != c.want {
			t.Errorf("Overlaps(%q, %q) = %v", c.b, c.a, got)
		}
	}
}
