// Package document holds one article's text and everything known about it.
//
// In: nothing; it is a leaf. Out: the types that every stage of ingestion
// reads and fills, in this order:
//
//	Text, Blocks → Sentences → Tokens → Names → Times → Mentions → Entities → Facts, Events
//
// Each layer has exactly one writer, and no stage changes an earlier layer.
// Spans are half-open byte ranges into Text; layers refer to each other by
// index, with None (-1) for "no such thing"; text is never copied. The package
// has no behaviour beyond accessors, [Document.Reset] and [Document.Check],
// and must not know how any layer is computed.
//
// Values of this package are not safe for concurrent use; a Document belongs
// to one worker at a time.
package document
