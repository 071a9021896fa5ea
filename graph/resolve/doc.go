// Package resolve decides which entities of different articles are one.
//
// In: a new article's record, and a graph.Editor with what is kept already.
// Out: the IRIs under which the record's entities are to be kept, changes of
// what is kept where the new article shows more (two become one, one becomes
// two), and decisions with their reasons. It knows neither how articles are
// analysed nor how the store is laid out.
//
// Candidates come from the store's index of names alone (blocking); no pair is
// ever compared that shares no name, family name, acronym or spelling. What
// an article shows of an entity is an observation: names, type, gender, birth,
// field of work, ties, countries, company. All observations that may belong
// together are clustered anew, in an order that does not depend on the order
// of ingest, by points for and against. A person's decisions stand above all
// rules. docs/who.md describes the method and what it measures.
package resolve
