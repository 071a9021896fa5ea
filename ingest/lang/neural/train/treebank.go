package train

import (
	"dossier/ingest/document"
	"dossier/ingest/lang/conllu"
	"dossier/ingest/lang/neural"
)

// FromTreebank returns the sentences of treebank documents, with words as they
// stand in the text.
func FromTreebank(docs []*conllu.Document) []Sentence {
	var out []Sentence
	for _, doc := range docs {
		for i := range doc.Sentences {
			words := doc.Sentences[i].Words
			s := Sentence{}
			for j := range words {
				w := &words[j]
				s.Words = append(s.Words, doc.Surface(w))
				s.Joined = append(s.Joined, w.Joined && j > 0)
				s.Tags = append(s.Tags, neural.TagPair{Tag: document.ParseTag(w.Upos), XTag: document.ParseXTag(w.Xpos)})
				s.Heads = append(s.Heads, w.Head)
				s.Deps = append(s.Deps, document.ParseDep(w.Dep))
			}
			out = append(out, s)
		}
	}
	return out
}
