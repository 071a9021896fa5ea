// Package train fits the network of ingest/lang/neural in float32.
package train
