// Command bench compares package lang with prose v2, the other tagger and name
// finder for Go, on the same text in the same run: accuracy of tags and names,
// and words per second.
//
//	go run . --corpora ../../../../shared/corpora     accuracy
//	go test -bench . -benchmem -cpu 1                 speed
//
// It is a module of its own, so that prose is no dependency of dossier.
package main
