// Package conllu reads treebanks in the CoNLL-U format of Universal
// Dependencies and rebuilds the raw text that each document was annotated on.
//
// In: a CoNLL-U stream. Out: documents with text, and in it sentences and
// syntactic words with exact byte spans. It is used for training and
// measuring, and must not know how any layer is predicted.
//
// Format: https://universaldependencies.org/format.html
package conllu
