package quads_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/storetest"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"
	csql "github.com/cayleygraph/cayley/graph/sql"
	"github.com/jackc/pgx/v5"
)

var schemas atomic.Int64

// database makes a schema of its own in the database of DOSSIER_TEST_POSTGRES
// (a postgres:// URL) and returns its URL.
func database(t testing.TB) string {
	t.Helper()
	base := os.Getenv("DOSSIER_TEST_POSTGRES")
	if base == "" {
		t.Skip("needs PostgreSQL: set DOSSIER_TEST_POSTGRES to the URL of a database")
	}
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, base)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	name := fmt.Sprintf("dossier_test_%d_%d_%d", os.Getpid(), time.Now().UnixNano(), schemas.Add(1))
	if _, err := conn.Exec(ctx, "CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		conn, err := pgx.Connect(ctx, base)
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close(ctx)
		if _, err := conn.Exec(ctx, "DROP SCHEMA "+name+" CASCADE"); err != nil {
			t.Error(err)
		}
	})
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

func openDatabase(t testing.TB) *quads.Store {
	t.Helper()
	st, err := quads.Open(t.Context(), database(t), quads.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func TestPostgres(t *testing.T) {
	database(t) // skips before the parts
	storetest.Run(t, func(t testing.TB) graph.Store { return openDatabase(t) })
	storetest.RunEditor(t, func(t testing.TB) graph.Editor { return openDatabase(t) })
}

func TestPostgresDump(t *testing.T) {
	st := openDatabase(t)
	defer st.Close()
	want := dump(t, generated(t, 25))
	for range 2 {
		if err := st.Load(t.Context(), bytes.NewReader(want), nil); err != nil {
			t.Fatal(err)
		}
		if got := dump(t, st); !bytes.Equal(got, want) {
			t.Fatal("the dump from PostgreSQL differs")
		}
		if err := st.Verify(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPostgresQuery(t *testing.T) {
	st := openDatabase(t)
	defer st.Close()
	if err := st.Put(t.Context(), storetest.Sample()); err != nil {
		t.Fatal(err)
	}
	runQueries(t, st, false)
}

// TestPostgresWriters lets several stores put the same and other articles at
// once: nothing is lost, nothing stands twice.
func TestPostgresWriters(t *testing.T) {
	at := database(t)
	const writers, articles = 4, 12
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			st, err := quads.Open(t.Context(), at, quads.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			defer st.Close()
			for i := range articles {
				n := (i + w*3) % (2 * articles)
				if err := st.Put(t.Context(), storetest.NewGenerator(uint64(n)).Record(n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	st, err := quads.Open(t.Context(), at, quads.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := st.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
	stats, err := st.Stats(t.Context())
	if err != nil || stats.Articles != articles+3*(writers-1) {
		t.Errorf("%d articles, %v", stats.Articles, err)
	}
}

func TestPostgresNothing(t *testing.T) {
	if _, err := quads.Open(t.Context(), database(t), quads.Options{ReadOnly: true}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("a database without a store: %v", err)
	}
}

// TestPostgresCayley runs Cayley's own conformance suite on its SQL backend over pgx.
func TestPostgresCayley(t *testing.T) {
	database(t)
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		t.Fatalf("find Cayley's sources: %v", err)
	}
	t.Chdir(filepath.Join(strings.TrimSpace(string(out)), "graph", "memstore"))
	flavor := quads.PostgresFlavor()
	graphtest.TestAll(t, func(t testing.TB) (cayley.QuadStore, cayley.Options, func()) {
		at := database(t)
		if err := csql.Init(flavor, at, nil); err != nil {
			t.Fatal(err)
		}
		qs, err := csql.New(flavor, at, nil)
		if err != nil {
			t.Fatal(err)
		}
		return qs, nil, func() { qs.Close() }
	}, &graphtest.Config{NoPrimitives: true, TimeInMcs: true, OptimizesComparison: true})
}
