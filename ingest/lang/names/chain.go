package names

import (
	"math/rand/v2"
	"strings"
)

// chain makes words up that look like those of a list: each letter is drawn
// from those that follow the three letters before it in the list.
type chain struct {
	next  map[[3]rune][]rune
	known map[string]bool
}

// newChain learns from the words of a list; entries of several words are left out.
func newChain(list []string) *chain {
	c := &chain{next: map[[3]rune][]rune{}, known: map[string]bool{}}
	for _, word := range list {
		if strings.ContainsAny(word, " -'.") {
			continue
		}
		c.known[word] = true
		var at [3]rune
		for _, r := range word {
			c.next[at] = append(c.next[at], r)
			at = [3]rune{at[1], at[2], r}
		}
		c.next[at] = append(c.next[at], 0)
	}
	return c
}

// word draws a word of four to twelve letters that is not in the list, as long
// as the list allows one.
func (c *chain) word(rng *rand.Rand) string {
	var word []rune
	for range 1000 {
		var at [3]rune
		word = word[:0]
		for len(word) <= 12 {
			follow := c.next[at]
			r := follow[rng.IntN(len(follow))]
			if r == 0 {
				break
			}
			word = append(word, r)
			at = [3]rune{at[1], at[2], r}
		}
		if s := string(word); len(word) >= 4 && len(word) <= 12 && !c.known[s] {
			return s
		}
	}
	return string(word)
}
