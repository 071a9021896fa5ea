// Package quads keeps the graph in Cayley: what of a record becomes which
// quads, the embedded store on Pebble, and Cayley's query languages over it.
// No other package knows of Cayley.
//
// In: graph.Record values. Out: a graph.Store, N-Quads dumps, rows of Gizmo,
// GraphQL and MQL queries.
//
// The truth is the records: articles, their texts, the entities as each
// article shows them, and the facts. Everything else in the store (quads,
// entities over all articles, name keys, indexes of facts, counts) is a
// function of them, written in the same batch, and Verify computes it anew and
// compares. docs/store.md describes both layouts.
package quads
