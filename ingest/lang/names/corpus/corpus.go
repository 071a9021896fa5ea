// Package corpus reads corpora annotated with names: GUM, Universal NER,
// Wikigold, WNUT 2017 and Re-DocRED, each in its own format and with its own
// idea of what a name is. It knows nothing of models; package names brings the
// annotations to one convention.
package corpus

import (
	"sort"
	"strings"

	"dossier/ingest/document"
)

// Doc is an annotated text.
type Doc struct {
	ID    string
	Sents []Sent
}

// Sent is one sentence; its names don't overlap and stand in order.
type Sent struct {
	Words []string
	Names []Name
	// Proper tells which words a treebank tags as proper nouns; nil where no
	// treebank says so.
	Proper []bool
}

// Name covers words [First, End).
type Name struct {
	First, End int
	Type       document.Type
	Misc       bool // a corpus's "miscellaneous": nationalities, works, events, products
}

// Document returns the text with Sentences, Tokens and Names, one space
// between words, one line a sentence.
func (d *Doc) Document() *document.Document {
	doc := new(document.Document)
	var text strings.Builder
	for _, s := range d.Sents {
		if len(s.Words) == 0 {
			continue
		}
		sent := document.Sentence{First: int32(len(doc.Tokens))}
		for i, w := range s.Words {
			if text.Len() > 0 {
				if i == 0 {
					text.WriteByte('\n')
				} else {
					text.WriteByte(' ')
				}
			}
			start := int32(text.Len())
			text.WriteString(w)
			doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: start, End: int32(text.Len())}, Head: document.None})
		}
		sent.End = int32(len(doc.Tokens))
		sent.Span = doc.TokenSpan(sent.First, sent.End)
		doc.Sentences = append(doc.Sentences, sent)
		for _, n := range s.Names {
			name := document.Name{First: sent.First + int32(n.First), End: sent.First + int32(n.End), Type: n.Type, Score: 1}
			name.Span = doc.TokenSpan(name.First, name.End)
			doc.Names = append(doc.Names, name)
		}
	}
	doc.Text = text.String()
	return doc
}

// longestFirst keeps, of names that overlap, the longest.
func longestFirst(names []Name) []Name {
	sort.SliceStable(names, func(i, j int) bool { return names[i].End-names[i].First > names[j].End-names[j].First })
	var kept []Name
next:
	for _, n := range names {
		for _, k := range kept {
			if n.First < k.End && k.First < n.End {
				continue next
			}
		}
		kept = append(kept, n)
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].First < kept[j].First })
	return kept
}

// splitHyphens splits words at hyphens between letters or digits, as the
// treebanks and our tokenizer do, and moves the names along.
func (s *Sent) splitHyphens() {
	var words []string
	at := make([]int, len(s.Words)+1)
	for i, w := range s.Words {
		at[i] = len(words)
		words = appendPieces(words, w)
	}
	at[len(s.Words)] = len(words)
	for i := range s.Names {
		s.Names[i].First, s.Names[i].End = at[s.Names[i].First], at[s.Names[i].End]
	}
	s.Words = words
}

func appendPieces(words []string, w string) []string {
	if strings.Contains(w, "://") || strings.Contains(w, "www.") || strings.Contains(w, "@") {
		return append(words, w)
	}
	start := 0
	for i := 1; i < len(w)-1; i++ {
		if w[i] == '-' && i > start && w[i-1] != '-' && w[i+1] != '-' {
			words = append(words, w[start:i], "-")
			start = i + 1
		}
	}
	return append(words, w[start:])
}
