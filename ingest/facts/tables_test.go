package facts

import "testing"

func TestBuiltin(t *testing.T) {
	f := Builtin()
	if f.Len() < 1500 {
		t.Errorf("%d triggers, want 1500", f.Len())
	}
	t.Log(f.Len(), len(f.verbs), len(f.nouns), len(f.adjectives), len(f.roles))
}
