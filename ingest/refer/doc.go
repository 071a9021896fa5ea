// Package refer finds out who is who within one article.
//
// In: Text, Blocks, Sentences, Tokens with tags and trees, Names, Times and the
// article's own metadata. Out: Mentions, sorted by their first token, and
// Entities. It reads no other article, knows nobody beforehand (its tables hold
// words, titles, given names and countries) and must not know what is done
// with the entities.
//
// The work is a row of sieves, the most exact first, each building on the
// entities of those before (Raghunathan et al. 2010, "A Multi-Pass Sieve for
// Coreference Resolution"; Lee et al. 2013): equal names, variants of names,
// acronyms, states by their people and capitals, roles in titles and
// appositions, described bodies and events; then, sentence by sentence,
// descriptions, groups and pronouns, for which the candidates before them are
// scored by agreement, distance, grammatical role and salience (Lappin and
// Leass 1994, with the binding constraints read off the dependency tree).
//
// [Resolve] may be called from several goroutines, each with its own document.
package refer
