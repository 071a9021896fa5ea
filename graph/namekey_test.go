package graph

import "testing"

func TestNameKey(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"Dmitry  Peskov’s", "dmitry peskov"},
		{"Andrea Kendall-Taylor", "andrea kendall taylor"},
		{"The Hague", "hague"},
		{"U.S.", "us"},
		{"Łódź", "lodz"},
		{"Urs-Peter Lüthi", "urs peter luthi"},
		{"Søren Þórðarson", "soren thordarson"},
		{"", ""},
	} {
		if got := NameKey(c.name); got != c.want {
			t.Errorf("NameKey(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}
