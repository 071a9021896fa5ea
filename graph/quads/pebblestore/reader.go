package pebblestore

import "context"

// OpenReader opens the store for reading alone.
func OpenReader(ctx context.Context, dir string, opts Options) (*Store, error) {
	opts.ReadOnly = true
	return Open(dir, opts)
}
