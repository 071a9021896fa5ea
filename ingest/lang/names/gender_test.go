package names

import (
	"testing"

	"dossier/ingest/document"
)

func TestGender(t *testing.T) {
	for _, c := range []struct {
		name string
		want document.Gender
	}{
		{"Angela", document.Female}, {"angela", document.Female}, {"Björn", document.Male}, {"Bjorn", document.Male},
		{"Fatima", document.Female}, {"Vladimir", document.Male}, {"Ngozi", document.Female}, {"Hiroshi", document.Male},
		{"Zxqv", document.Unknown}, {"", document.Unknown},
	} {
		if got := Gender(c.name); got != c.want {
			t.Errorf("Gender(%q) = %v, want %v", c.name, got, c.want)
		}
	}
}
