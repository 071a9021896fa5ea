// Package ingest composes the pipeline: pages in, documents out.
//
// In: pages from package source. Out: documents with every layer filled, in
// input order, to a [Keeper]. The one list of stages is [Stages]; building a
// pipeline ([New]) fails when a stage reads a layer that none before wrote, or
// when two write one. Everything up to the keeper is a pure function of one
// page and runs on all workers; keeping is in order and in one goroutine, so
// the result is the same at any number of workers.
//
// The package holds no linguistic logic and must not know what a keeper is.
package ingest
