// Package neural tags and parses sentences with a small recurrent network.
//
// In: a document's text, tokens and sentences. Out: Tag, XTag, Head and Dep of
// its tokens, every sentence a tree with one root; and, when asked for, scores
// of the labels that words have in names. The package must not know how tokens
// are found nor what trees and names are for.
//
// A word is the sum of embeddings of itself, its affixes, its shape, its
// character trigrams (hashed, Weinberger et al. 2009) and what WordNet says of
// it and of its stem. Four bidirectional layers of simple recurrent units (Lei
// et al. 2018) read the sentence: each costs one product of matrices, and
// steps through the sentence elementwise. On top of the last, one product
// gives the vectors that tags, arcs (biaffine, Dozat & Manning 2017, with a
// term for direction and distance) and relations are scored by; trees are
// maximum spanning trees (McDonald et al. 2005).
//
// Weights and activations are bytes, products are summed in integers, and
// elementwise arithmetic is float32 without fused multiply-add, so that every
// machine gives the same trees: with AVX-512 (VNNI), with AVX2, and without
// either. Package train, below this one, fits the network.
package neural
