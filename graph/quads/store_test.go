package quads_test

import (
	"testing"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t testing.TB) graph.Store {
		st, err := quads.OpenMemory()
		if err != nil {
			t.Fatal(err)
		}
		return st
	})
}

func TestEditor(t *testing.T) {
	storetest.RunEditor(t, func(t testing.TB) graph.Editor {
		st, err := quads.OpenMemory()
		if err != nil {
			t.Fatal(err)
		}
		return st
	})
}
