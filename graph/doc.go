// Package graph holds what dossier keeps: entities, facts with their evidence,
// events and the articles they come from, and the [Store] interface by which
// they are kept and found.
//
// In: values built by graph/record from documents. Out: the same values, as
// queries, exports and the explorer read them. It knows neither how text is
// analysed nor how Cayley lays out quads.
package graph
