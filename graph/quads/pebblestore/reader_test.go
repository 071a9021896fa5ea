package pebblestore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/cayleygraph/quad"
)

// TestReaders opens readers while the store is written to: each sees a prefix
// of the batches, whole.
func TestReaders(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, Options{MemTable: 256 << 10, NoSync: true}) // many flushes
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrLocked) {
		t.Errorf("a second writer got %v, want ErrLocked", err)
	}
	const per = 20
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for opened := 0; ; opened++ {
				select {
				case <-done:
					if opened == 0 {
						t.Error("no reader came to open the store")
					}
					return
				default:
				}
				r, err := OpenReader(context.Background(), dir, Options{})
				if err != nil {
					t.Error(err)
					return
				}
				n := 0
				for _, err := range r.Quads(context.Background(), Quad{}) {
					if err != nil {
						t.Error(err)
						break
					}
					n++
				}
				c, err := r.counters()
				if err != nil || n%per != 0 || int64(n) != c.quads {
					t.Errorf("a reader saw %d quads, counted %d: %v", n, c.quads, err)
				}
				if err := r.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range 1000 {
		b, err := s.Begin()
		if err != nil {
			t.Fatal(err)
		}
		for j := range per {
			if _, err := b.Add(quad.Make(fmt.Sprintf("s%d", i), "p", fmt.Sprintf("o%d-%d-some-longer-text", i, j), nil)); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	close(done)
	wg.Wait()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir + "/" + readers)
	if err != nil || len(left) != 0 {
		t.Errorf("readers left %v, %v", left, err)
	}
}

func TestReaderOfNothing(t *testing.T) {
	if _, err := OpenReader(context.Background(), t.TempDir(), Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want ErrNotExist", err)
	}
}
