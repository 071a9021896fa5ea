// Package facts reads one article's trees and entities and writes down what
// the article states: facts between entities, and events with participants.
//
// In: Blocks, Sentences, Tokens, Names, Times, Mentions and Entities of a
// [document.Document]. Out: its Facts and Events.
//
// The way of a sentence:
//
//	tree → enhanced graph → frames, roles, structure → candidates → qualifiers → facts
//
// The enhanced graph makes shared, controlled, relative and nominal arguments
// explicit, so that "Roe met Lee", "Lee, who met Roe", "Roe and
// Lee met" and "Roe's meeting with Lee" offer the same edges to the
// tables. The tables (frames.txt, roles.txt) are data of their own format and
// hold words of English, never names of the world. Qualifiers decide status,
// time, place and source of each candidate.
//
// The package must not know how any earlier layer was computed, nor how facts
// are kept. Extraction is deterministic and safe for concurrent use on
// different documents.
package facts
