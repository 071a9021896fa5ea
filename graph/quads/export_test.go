package quads

import (
	"testing"

	"dossier/graph/quads/pebblestore"
)

// SetRunSize makes runs of bulk loads small for a test.
func SetRunSize(t testing.TB, quads int) {
	was := pebblestore.RunQuads
	pebblestore.RunQuads = quads
	t.Cleanup(func() { pebblestore.RunQuads = was })
}

// PostgresFlavor is the name of Cayley's SQL backend over pgx.
func PostgresFlavor() string {
	registerPostgres()
	return pgFlavor
}
