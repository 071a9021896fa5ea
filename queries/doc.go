// Package queries answers questions over a store: who is meant by a name, which
// facts hold, what is known of an entity, how two are connected.
//
// In: a [graph.Reader] and limits as people type them. Out: answers that carry
// their evidence, in a fixed order. It knows neither how articles are read nor
// how answers are printed.
package queries
