package facts

import (
	"math/rand/v2"
	"testing"

	"dossier/ingest/document"
	"dossier/ingest/when"
)

// TestQualifyAnyTree: whatever the tree, qualifying ends, and its notes agree
// with what it decided.
func TestQualifyAnyTree(t *testing.T) {
	words := []string{"said", "that", "to", "Smith", "denied", "not", ",", "he", "report", "according", "to", "two", "days", "after", "Monday", "May", "2014",
		"if", "would", "plan", "plans", "meeting", "who", "\"", "“", "”", ";", "and", "or", "neither", "Had", "?", ".", "the", "of", "in", "since", "fear", "accused",
		"been", "is", "has", "will", "her", "view", "it", "until", "before", "told", "reporters", "claim", "never", "no", "failed", "Jones", "-"}
	rng := rand.New(rand.NewPCG(7, 11))
	for range 600 {
		doc := &document.Document{}
		doc.Article.Published = "2021-11-18"
		n := int32(2 + rng.IntN(30))
		order := rng.Perm(int(n))
		for range n {
			w := words[rng.IntN(len(words))]
			start := int32(len(doc.Text))
			doc.Text += w
			doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: start, End: int32(len(doc.Text))}, Lemma: w,
				Tag: document.Tag(rng.IntN(document.NumTags)), XTag: document.XTag(rng.IntN(document.NumXTags)), Dep: document.Dep(1 + rng.IntN(document.NumDeps-1)), Head: none})
			doc.Text += " "
		}
		for i := 1; i < int(n); i++ { // a random tree: each hangs from an earlier one of the order
			doc.Tokens[order[i]].Head = int32(order[rng.IntN(i)])
		}
		doc.Sentences = []document.Sentence{{Span: doc.TokenSpan(0, n), First: 0, End: n}}
		doc.Entities = []document.Entity{{Name: "A", Type: document.Person, Trigger: none}, {Name: "B", Type: document.EventType, Trigger: none}}
		for i := range n {
			if rng.IntN(5) == 0 {
				doc.Mentions = append(doc.Mentions, document.Mention{First: i, End: i + 1, Head: i, Entity: int32(rng.IntN(2)), Kind: document.MentionKind(rng.IntN(4))})
			}
		}
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
		if err := when.Resolve(doc); err != nil {
			t.Fatal(err)
		}
		var l layers
		l.fill(doc)
		var g graph
		g.qualifiers.start(doc)
		g.build(doc, 0, &l, Builtin())
		for i := range n {
			for k := verbal; k <= structural; k++ {
				c := candidate{trigger: i, triggerEnd: i + 1, subject: 0, object: 1, subjectMention: none, objectMention: none, place: none, event: none, kind: k}
				qualify(&g, &c)
				c.trust(&g)
				if c.confidence < 0.01 || c.confidence > 0.99 {
					t.Fatalf("confidence %v", c.confidence)
				}
				if (c.time != "" || len(c.sources) > 0) && len(c.qualifiers) == 0 {
					t.Fatalf("%s: %v %v without a note", doc.Text, c.time, c.sources)
				}
			}
		}
	}
}
