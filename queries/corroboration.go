package queries

import (
	"cmp"
	"context"
	"hash/fnv"
	"slices"
	"strings"

	"dossier/graph"
)

// Corroboration says how many independent articles state a fact.
type Corroboration struct {
	Answer      Answer        `json:"fact"`
	Independent int           `json:"independent"` // groups of articles that are not copies of each other
	Groups      [][]graph.IRI `json:"groups"`      // articles, copies together
	Publishers  []string      `json:"publishers"`  // who published them, sorted
}

// Corroboration counts the independent articles behind answers. Articles whose
// texts are near-duplicates (syndicated copies) count once.
func (g *Graph) Corroboration(ctx context.Context, answers []Answer) ([]Corroboration, error) {
	shingles := map[graph.IRI]map[uint64]bool{}
	var all []Corroboration
	for _, a := range answers {
		c := Corroboration{Answer: a}
		var ids []graph.IRI
		for _, p := range a.Proofs {
			if !slices.Contains(ids, p.Article) {
				ids = append(ids, p.Article)
			}
		}
		slices.Sort(ids)
	next:
		for _, id := range ids {
			art, err := g.Article(ctx, id)
			if err != nil {
				return nil, err
			}
			if art.Publisher != "" && !slices.Contains(c.Publishers, art.Publisher) {
				c.Publishers = append(c.Publishers, art.Publisher)
			}
			if shingles[id] == nil {
				shingles[id] = shingle(art.Text)
			}
			for i, group := range c.Groups {
				if resemblance(shingles[group[0]], shingles[id]) > 0.5 {
					c.Groups[i] = append(c.Groups[i], id)
					continue next
				}
			}
			c.Groups = append(c.Groups, []graph.IRI{id})
		}
		slices.Sort(c.Publishers)
		c.Independent = len(c.Groups)
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b Corroboration) int { return cmp.Compare(b.Independent, a.Independent) })
	return all, nil
}

// shingle returns the hashes of a text's runs of five words (Broder 1997).
func shingle(text string) map[uint64]bool {
	words := strings.Fields(strings.ToLower(text))
	set := map[uint64]bool{}
	for i := 0; i+5 <= len(words); i++ {
		h := fnv.New64a()
		for _, w := range words[i : i+5] {
			h.Write([]byte(w))
			h.Write([]byte{0})
		}
		set[h.Sum64()] = true
	}
	return set
}

// resemblance is the share of shingles that the smaller text has in common
// with the other, so that a shortened copy is found too.
func resemblance(a, b map[uint64]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	both := 0
	for h := range a {
		if b[h] {
			both++
		}
	}
	return float64(both) / float64(len(a))
}
