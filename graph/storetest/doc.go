// Package storetest is the conformance suite that every graph.Store passes.
//
// In: a function that opens an empty store. Out: test failures. It knows no
// backend.
package storetest
