package ontology

import (
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	if n := len(Relations()); n != 50 {
		t.Errorf("%d relations", n)
	}
	for _, r := range Relations() {
		if r.Symmetric && r.Subject != r.Object {
			t.Errorf("%s is symmetric, but its ends differ", r.Label)
		}
		if got := MustLookup(r.Label); got != r {
			t.Errorf("Lookup(%q) = %v", r.Label, got)
		}
	}
	if _, ok := Lookup("praised"); ok {
		t.Error("Lookup finds a relation that is not in the table")
	}
}

func TestParseRejects(t *testing.T) {
	good := "directs\troles\tP\tO\tno\tis directed by\t-\t-\theads it"
	for _, c := range []struct{ line, want string }{
		{strings.Replace(good, "roles", "rules", 1), "line 1: group"},
		{strings.Replace(good, "\tP\t", "\tQ\t", 1), "line 1: subject: type"},
		{strings.Replace(good, "\tno\t", "\tmaybe\t", 1), "line 1: symmetric"},
		{good + "\n" + good, "line 2: \"directs\" stands twice"},
		{"directs", "line 1: 1 columns"},
	} {
		if _, err := parse(c.line); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("parse(%q) = %v, want %q", c.line, err, c.want)
		}
	}
}
