// Package record turns documents into records of the graph and keeps them.
//
// In: a document.Document with all its layers. Out: the graph.Record that a
// store keeps, and the ingest.Keeper ([Keeper]) at the end of the pipeline. It
// knows neither how text was analysed nor how a store works; which entities of
// different articles are one is a [Resolver]'s decision.
package record
