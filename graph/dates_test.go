package graph

import "testing"

func TestParseInterval(t *testing.T) {
	for _, c := range []struct{ in, first, last string }{
		{"2021", "2021-01-01", "2021-12-31"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2021-11-17", "2021-11-17", "2021-11-17"},
		{"2021-11-17T10:00:00Z", "2021-11-17", "2021-11-17"},
		{"2014/2016", "2014-01-01", "2016-12-31"},
		{"2014/..", "2014-01-01", "0001-01-01"},
		{"../2016-05", "0001-01-01", "2016-05-31"},
	} {
		got, err := ParseInterval(c.in)
		if err != nil || got.First.Format("2006-01-02") != c.first || got.Last.Format("2006-01-02") != c.last {
			t.Errorf("ParseInterval(%q) = %v, %v, want %s to %s", c.in, got, err, c.first, c.last)
		}
	}
	for _, bad := range []string{"", "yesterday", "2021-13", "2021-02-30", "2016/2014", "21"} {
		if got, err := ParseInterval(bad); err == nil {
			t.Errorf("ParseInterval(%q) = %v, want an error", bad, got)
		}
	}
}

func TestIntervalOverlaps(t *testing.T) {
	for _, c := range []struct {
		a, b           string
		overlap, cover bool
	}{
		{"2021", "2021-11", true, true},
		{"2021-11", "2021", true, false},
		{"2021", "2022", false, false},
		{"2014/..", "2021-11-17", true, true},
		{"../2016", "2016-12-31", true, true},
		{"../2016", "2017", false, false},
	} {
		a, _ := ParseInterval(c.a)
		b, _ := ParseInterval(c.b)
		if got := a.Overlaps(b); got != c.overlap {
			t.Errorf("%s overlaps %s: %v", c.a, c.b, got)
		}
		if got := a.Covers(b); got != c.cover {
			t.Errorf("%s covers %s: %v", c.a, c.b, got)
		}
	}
}
