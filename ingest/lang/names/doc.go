// Package names finds the proper names of people, organizations, places and
// events in an article.
//
// In goes a document.Document with Sentences and Tokens; out come its Names:
// spans of tokens with a type and a probability. A name is the name alone:
// without the title before it ("Dr.", "President"), without "the", without a
// possessive ending. Countries, cities and buildings are places, adjectives of
// nationality ("Russian") are no names. The package knows nothing of entities:
// that "Burns" and "William Burns" are one person is for later stages to say.
//
// The finder is a linear-chain conditional random field (Lafferty, McCallum
// and Pereira 2001) over hashed features of words, their shapes, word lists
// and all other places in the article where the same word stands (Chieu and
// Ng 2002), with the first/inside/last/single labels of Ratinov and Roth
// (2009). Weights are 8-bit integers, so that the same text gives the same
// names on every machine.
package names
