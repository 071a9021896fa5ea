package pebblestore

import (
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// TestCayley runs Cayley's own conformance suite.
func TestCayley(t *testing.T) {
	graphtest.TestAll(t, func(t testing.TB) (graph.QuadStore, graph.Options, func()) {
		s, err := Open("db", Options{FS: vfs.NewMem()})
		if err != nil {
			t.Fatal(err)
		}
		return s, nil, func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	}, &graphtest.Config{AlwaysRunIntegration: false})
}
