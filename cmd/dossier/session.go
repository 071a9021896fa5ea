package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"dossier/graph"
	"dossier/graph/quads"
	"dossier/graph/resolve"
	"dossier/queries"
)

// session is an open store that a command reads.
type session struct {
	store *quads.Store
	graph *queries.Graph
}

// read opens the store of --db for reading and hands it to do.
func read(c *cli.Context, do func(*session) error) (err error) {
	path := c.String("db")
	if !strings.Contains(path, "://") {
		switch info, err := os.Stat(path); {
		case errors.Is(err, fs.ErrNotExist):
			return fmt.Errorf("there is no store at %s; make one with: dossier ingest --db %s FILE…", path, path)
		case err == nil && !info.IsDir():
			return fmt.Errorf("%s is no store but a file; name a store with --db", path)
		}
	}
	store, err := quads.Open(c.Context, path, quads.Options{ReadOnly: true, Observe: resolve.Observe})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return do(&session{store, queries.New(store)})
}

// resolvingCache is the block cache of a store that articles are resolved
// against: of a million entities most of what is looked up by name fits.
const resolvingCache = 128 << 20

// write opens the store of --db for writing, making it if there is none.
func write(ctx context.Context, c *cli.Context) (*quads.Store, error) {
	store, err := quads.Open(ctx, c.String("db"), quads.Options{Observe: resolve.Observe, CacheSize: resolvingCache})
	if errors.Is(err, graph.ErrLocked) {
		return nil, fmt.Errorf("%w; wait until it has ended, or write to another store with --db", err)
	}
	return store, err
}

// entity finds the one entity that a name on the command line means.
func (s *session) entity(c *cli.Context, name string) (graph.Entity, error) {
	return s.graph.One(c.Context, name)
}
