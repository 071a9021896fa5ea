package names

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

func TestChain(t *testing.T) {
	list := []string{"Rasmussen", "Rasmus", "Asmund", "Mussel", "Sensen", "Van Ness", "Asmussen"}
	c := newChain(list)
	known := map[string]bool{}
	for _, s := range list {
		known[s] = true
	}
	one, same := rand.New(rand.NewPCG(3, 1)), rand.New(rand.NewPCG(3, 1))
	for range 50 {
		w := c.word(one)
		if n := utf8.RuneCountInString(w); n < 4 || n > 12 {
			t.Errorf("%q has %d letters", w, n)
		}
		if known[w] {
			t.Errorf("%q is in the list", w)
		}
		if again := c.word(same); again != w {
			t.Errorf("the same seed gives %q and %q", w, again)
		}
	}
}

// TestPersonShapes writes every shape of the grammar out.
func TestPersonShapes(t *testing.T) {
	a, err := NewAugmenter(1)
	if err != nil {
		t.Fatal(err)
	}
	for range 300 {
		if p := a.writer.person(); p.full == "" || p.short == "" {
			t.Fatalf("an empty name: %q", p)
		}
	}
	if a.writer.err != nil {
		t.Fatal(a.writer.err)
	}
}
