// Package linear has sparse linear classifiers over hashed features: averaged
// perceptrons for training, and their quantised, packed form for use.
//
// In: features as 64-bit hashes, as package lang and its parts compute them.
// Out: integer scores per class. It must not know what a feature or a class
// stands for.
//
// Training is the averaged perceptron of Collins (2002), "Discriminative
// training methods for hidden Markov models", with the lazy averaging of
// Daumé (2006). All arithmetic of a packed model is on integers, so that
// scores are the same on every platform.
package linear
