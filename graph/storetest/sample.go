package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"dossier/graph"
)

// Sample returns a record of an article about William Burns in Moscow, with
// every field in use.
func Sample() graph.Record {
	const s1 = "CIA director William Burns traveled to Moscow in November, Dmitry Peskov said."
	const s2 = "Burns did not meet Putin at the Moscow talks."
	text := s1 + "\n\n" + s2
	art := graph.IRI("article/burns")
	at := func(s string) [2]int32 {
		i := int32(strings.Index(text, s))
		return [2]int32{i, i + int32(len(s))}
	}
	second := int32(len(s1) + 2)
	return graph.Record{
		Article: graph.Article{IRI: art, File: "burns.txt", Title: "Burns in Moscow", Published: "2021-11-18", Publisher: "Foreign Policy",
			Authors: []string{"Zoe Roe", "Amy Doe"}, URL: "https://example.org/burns", Language: "en", Hash: "aa11", Text: text},
		Entities: []graph.Entity{
			{IRI: "person/william-burns", Type: "person", Name: "William Burns", Aliases: []string{"Burns"}, Gender: "male", SameAs: []string{"https://www.wikidata.org/entity/Q2580468"}},
			{IRI: "person/vladimir-putin", Type: "person", Name: "Putin"},
			{IRI: "person/dmitry-peskov", Type: "person", Name: "Dmitry Peskov"},
			{IRI: "organization/cia", Type: "organization", Name: "CIA"},
			{IRI: "place/moscow", Type: "place", Name: "Moscow"},
			{IRI: "event/moscow-talks", Type: "event", Name: "Moscow talks"},
		},
		Facts: []graph.Fact{
			{IRI: "fact/1", Subject: "person/william-burns", Relation: "traveled to", Object: "place/moscow", Status: graph.Happened, Time: "2021-11",
				Place: "place/moscow", Confidence: 0.912, Article: art, Published: "2021-11-18",
				Sources: []graph.Source{{Entity: "person/dmitry-peskov", Text: "Dmitry Peskov"}, {Text: "three people"}},
				Evidence: []graph.Evidence{{Sentence: s1, Start: 0, End: int32(len(s1)), Subject: at("William Burns"), Object: at("Moscow"), Trigger: at("traveled"),
					Rule: "frames:travel", Path: "Burns <nsubj traveled >obl Moscow", Qualifiers: []string{"time=2021-11: in November", "source: said"}}}},
			{IRI: "fact/2", Subject: "person/william-burns", Relation: "meets", Object: "person/vladimir-putin", Status: graph.Denied,
				Event: "event/moscow-talks", Confidence: 0.7, Article: art, Published: "2021-11-18",
				Evidence: []graph.Evidence{{Sentence: s2, Start: second, End: second + int32(len(s2)), Subject: [2]int32{second, second + 5}, Object: at("Putin"), Trigger: at("meet")}}},
			{IRI: "fact/3", Subject: "person/william-burns", Relation: "directs", Object: "organization/cia", Status: graph.Happened,
				Confidence: 0.95, Article: art, Published: "2021-11-18",
				Evidence: []graph.Evidence{{Sentence: s1, Start: 0, End: int32(len(s1)), Subject: at("William Burns"), Object: at("CIA"), Trigger: at("director")}}},
			{IRI: "fact/4", Subject: "person/dmitry-peskov", Relation: "talk about trip of", Object: "person/william-burns", Open: true, Status: graph.Planned,
				Confidence: 0.3, Article: art, Published: "2021-11-18",
				Evidence: []graph.Evidence{{Sentence: s1, Start: 0, End: int32(len(s1))}}},
		},
		Events: []graph.Event{{Entity: "event/moscow-talks", Article: art, Class: "talks", Status: graph.Happened, Time: "2021-11", Place: "place/moscow",
			Participants: []graph.Participant{{Entity: "person/william-burns", Role: "attendee"}, {Entity: "person/dmitry-peskov"}}}},
		Mentions: []graph.Mention{
			{Entity: "organization/cia", Start: 0, End: 3},
			{Entity: "person/william-burns", Start: 13, End: 26},
			{Entity: "person/william-burns", Start: second, End: second + 5},
		},
	}
}

// Generator makes records at random, the same for the same seed. Articles
// share entities, as articles do.
type Generator struct {
	rng      *rand.Rand
	Entities int // how many different entities there are; 0 is 40
}

// NewGenerator returns a generator.
func NewGenerator(seed uint64) *Generator {
	return &Generator{rng: rand.New(rand.NewPCG(seed, 7))}
}

var (
	given     = []string{"Ada", "Boris", "Chloé", "Dmitry", "Eve", "Łukasz"}
	family    = []string{"Burns", "Kendall-Taylor", "O'Neil", "Peskov", "Söder"}
	relations = []string{"meets", "works for", "traveled to", "directs", "accuses"}
)

func (g *Generator) entity(n int) graph.Entity {
	kind := []string{"person", "organization", "place", "event"}[n%4]
	e := graph.Entity{IRI: graph.IRI(fmt.Sprintf("%s/e%d", kind, n)), Type: kind}
	full := given[n%len(given)] + " " + family[n/2%len(family)] + fmt.Sprint(" ", n)
	switch g.rng.IntN(3) {
	case 0:
		e.Name = full
	case 1:
		e.Name, e.Aliases = full, []string{family[n/2%len(family)], "the " + kind}
	default:
		e.Name = family[n/2%len(family)]
	}
	if kind == "person" {
		e.Gender = []string{"", "male", "female"}[g.rng.IntN(3)]
	}
	if n%7 == 0 {
		e.SameAs = []string{fmt.Sprintf("https://www.wikidata.org/entity/Q%d", n)}
	}
	return e
}

// Record returns a new record of an article, other than the one before for the
// same number with all likelihood.
func (g *Generator) Record(article int) graph.Record {
	total := g.Entities
	if total == 0 {
		total = 40
	}
	var r graph.Record
	id := graph.IRI(fmt.Sprintf("article/a%05d", article))
	r.Article = graph.Article{IRI: id, File: fmt.Sprintf("a%d.txt", article), Title: fmt.Sprintf("Title %d “%d”", article, g.rng.IntN(100)),
		Published: fmt.Sprintf("20%02d-%02d-%02d", 10+g.rng.IntN(15), 1+g.rng.IntN(12), 1+g.rng.IntN(28)), Language: "en"}
	if g.rng.IntN(2) == 0 {
		r.Article.Authors = []string{"Zed Zorn", "Amy \"Q\" Adams\nStaff"}
		r.Article.Publisher = "The \\ Post"
	}
	seen := map[int]bool{}
	for range 2 + g.rng.IntN(6) {
		// The first entities are far more frequent than the rest.
		n := int(float64(total) * g.rng.Float64() * g.rng.Float64())
		if !seen[n] {
			seen[n] = true
			r.Entities = append(r.Entities, g.entity(n))
		}
	}
	pick := func() graph.IRI { return r.Entities[g.rng.IntN(len(r.Entities))].IRI }
	maybe := func() graph.IRI {
		if g.rng.IntN(3) > 0 {
			return ""
		}
		return pick()
	}
	var text strings.Builder
	for i := range g.rng.IntN(7) {
		start := int32(text.Len())
		fmt.Fprintf(&text, "Sentence %d, “%d”: ünïcode\tand \\ more.", i, g.rng.IntN(1000))
		end := int32(text.Len())
		sentence := text.String()[start:end]
		text.WriteString("\n\n")
		f := graph.Fact{IRI: graph.IRI(fmt.Sprintf("fact/a%05d-%d", article, g.rng.IntN(50))), Subject: pick(), Object: pick(),
			Relation: relations[g.rng.IntN(len(relations))], Status: []string{graph.Happened, graph.Planned, graph.Possible, graph.Denied}[g.rng.IntN(4)],
			Place: maybe(), Event: maybe(), Confidence: float64(g.rng.IntN(1001)) / 1000, Article: id, Published: r.Article.Published}
		if slices.ContainsFunc(r.Facts, func(o graph.Fact) bool { return o.IRI == f.IRI }) {
			continue
		}
		if g.rng.IntN(5) == 0 {
			f.Relation, f.Open = "look_at 100% of", true
		}
		if g.rng.IntN(2) == 0 {
			f.Time = fmt.Sprintf("20%02d", 10+g.rng.IntN(15))
		}
		for range g.rng.IntN(3) {
			f.Sources = append(f.Sources, graph.Source{Entity: maybe(), Text: "officials \"in\" town"})
		}
		for range 1 + g.rng.IntN(2) {
			f.Evidence = append(f.Evidence, graph.Evidence{Sentence: sentence, Start: start, End: end, Subject: [2]int32{start, start + 4},
				Object: [2]int32{start, start + 8}, Trigger: [2]int32{start + 1, start + 3}, Rule: "frames:x", Qualifiers: []string{"status: could", "a\\nb\nc"}[:g.rng.IntN(3)]})
		}
		r.Facts = append(r.Facts, f)
	}
	r.Article.Text = text.String()
	r.Article.Hash = fmt.Sprintf("%016x", g.rng.Uint64())
	for i := range r.Entities {
		e := &r.Entities[i]
		if e.Type == "event" && g.rng.IntN(2) == 0 {
			r.Events = append(r.Events, graph.Event{Entity: e.IRI, Article: id, Class: "summit", Status: graph.Planned, Time: "2021-06", Place: maybe(),
				Participants: []graph.Participant{{Entity: pick(), Role: "host"}, {Entity: pick()}}})
		}
		if n := int32(text.Len()); n > 10 {
			at := g.rng.Int32N(n - 5)
			r.Mentions = append(r.Mentions, graph.Mention{Entity: e.IRI, Start: at, End: at + 4})
		}
	}
	r.Normalize()
	return r
}
