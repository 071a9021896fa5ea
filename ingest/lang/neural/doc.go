// Package neural tags and parses sentences with a small recurrent network.
package neural
