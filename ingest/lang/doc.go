// Package lang reads English text: it finds sentences, words, parts of speech,
// dictionary forms and dependency trees by the conventions of Universal
// Dependencies, and proper names.
//
// In: a document's text and blocks. Out: its Sentences and Tokens with
// span, tags, lemma, head and relation, and its Names. The models are trained
// by cmd/dossier-train and embedded in the program; the package must not know
// entities, times or facts, nor anything outside the document.
//
// In five lines:
//
//	analyzer, err := lang.Default()
//	if err != nil { … }
//	doc := document.Document{Text: "Ann Smith, who runs Acme, met Bo Lee in Geneva."}
//	err = analyzer.Analyze(&doc)
//	for _, tok := range doc.Tokens { fmt.Println(doc.Slice(tok.Span), tok.Lemma, tok.Tag, tok.Dep, tok.Head) }
//
// Offsets are bytes into Document.Text, which should be UTF-8; bytes that are
// not are taken as single unknown characters. Results are the same on every
// platform: all scores are integers.
package lang
