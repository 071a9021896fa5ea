// Package train fits the networks of package neural in float32, with Adam, from
// treebanks and from documents with names, and quantises them.
//
// In: sentences with gold tags and trees. Out: neural.Weights. The same
// sentences and options give the same bytes on the same kind of machine, on
// any number of processors: a batch is always computed in the same parts, and
// their gradients are added in the same order. Forward and backward passes are
// written by hand; a test compares them with differences of the loss.
package train
