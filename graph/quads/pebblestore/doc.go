// Package pebblestore is a quad store for Cayley on Pebble, an LSM tree: a
// dictionary of terms and four sorted indexes of quads, so that any pattern of
// bound positions is one range scan.
//
// In: quads and raw keys in atomic batches. Out: Cayley's graph.QuadStore over
// the live store or over a snapshot ([View]), and the raw keys. It knows nothing
// of entities, facts or articles.
//
// Keys (docs/store.md has the whole layout):
//
//	M            counters: next id, number of terms, number of quads; F the format version
//	T term       → id            N id → term
//	1 s p o l    2 p o s l       3 o s p l       4 l s p o
//	X …          raw keys of the user
//
// Ids are 6 bytes, big endian, never used twice in a store's life; label 0
// stands for none. Terms and quads that were written together stand together
// in N and in index 4, so a full scan goes by index 4.
package pebblestore
