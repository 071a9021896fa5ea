package pebblestore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/bloom"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Errors of the store.
var (
	ErrClosed  = errors.New("the store is closed")
	ErrCorrupt = errors.New("the store is damaged")
	ErrLocked  = errors.New("another process is writing to the store")
	ErrNewer   = errors.New("the store was written by a newer version")
	ErrForeign = errors.New("the directory holds no quad store")
)

// Format is the version of the layout this package writes and reads.
const Format = 1

// Options of a store; the zero value is good.
type Options struct {
	FS        vfs.FS // where files live; nil is the operating system's
	CacheSize int64  // bytes of blocks kept in memory; 0 is 64 MB
	MemTable  uint64 // bytes of a table in memory before it is written out; 0 is 32 MB
	NoSync    bool   // acknowledge batches before they are on disk: for scratch stores
	ReadOnly  bool   // set by OpenReader
	MustExist bool   // fail where there is no store yet
}

// Store is a quad store in one directory. It is safe for concurrent use;
// batches are applied one after the other.
type Store struct {
	View // the live store

	db     *pebble.DB
	dir    string
	opts   Options
	pebble *pebble.Options
	log    *logger
	merges *compactions

	write sync.Mutex // one batch at a time
	count counters   // as of the last commit; guarded by write
	next  ID         // the next free id, also beyond failed batches

	batches int         // begun since the store was opened
	known   *termFilter // terms that may be there; nil: look each up

	ids   *cache[string, ID] // encoded term → id, the writer's alone
	names *termCache

	sizes   *cache[Quad, sized]
	changes atomic.Uint64 // number of commits since the store was opened
	missed  atomic.Uint64 // the last id that names did not have
	ahead   atomic.Pointer[block]

	after func() error // run once Pebble is closed
}

var (
	_ graph.QuadStore      = (*Store)(nil)
	_ graph.BatchQuadStore = (*Store)(nil)
)

// Open opens or makes the store in a directory. ErrLocked when another process
// has it open for writing, ErrNewer when its format is not known here,
// ErrCorrupt when its files can't be read.
func Open(dir string, opts Options) (*Store, error) {
	if opts.FS == nil {
		opts.FS = vfs.Default
	}
	if !opts.ReadOnly {
		if err := opts.FS.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
	}
	var lock *pebble.Lock
	if !opts.ReadOnly {
		var err error
		if lock, err = pebble.LockDirectory(dir, opts.FS); err != nil {
			if isLocked(err) {
				return nil, fmt.Errorf("%s: %w", dir, ErrLocked)
			}
			return nil, fmt.Errorf("lock %s: %w", dir, err)
		}
	}
	if lock == nil {
		return open(dir, opts, nil)
	}
	removeDead(opts.FS, dir)
	s, err := open(dir, opts, lock)
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	s.after = lock.Close
	return s, nil
}

func open(dir string, opts Options, lock *pebble.Lock) (*Store, error) {
	log := &logger{}
	sturdy := newSturdyFS(opts.FS, log)
	opts.FS = sturdy
	po := pebbleOptions(opts, log)
	defer po.Cache.Unref()
	if lock != nil {
		po.Lock = lock
	}
	desc, err := pebble.Peek(dir, opts.FS)
	if err != nil {
		return nil, fmt.Errorf("look into %s: %w", dir, err)
	}
	if !desc.Exists && (opts.MustExist || opts.ReadOnly) {
		return nil, fmt.Errorf("%s: %w", dir, os.ErrNotExist)
	}
	if desc.Exists && desc.FormatMajorVersion > pebble.FormatNewest {
		return nil, fmt.Errorf("%s: %w", dir, ErrNewer)
	}
	var db *pebble.DB
	if err := log.guard(func() (err error) { db, err = pebble.Open(dir, po); return err }); err != nil {
		return nil, openError(dir, err)
	}
	s := &Store{
		db: db, dir: dir, opts: opts, pebble: po, log: log,
		merges: po.Experimental.CompactionScheduler.(*compactions),
		ids:    newCache[string, ID](200_000),
		sizes:  newCache[Quad, sized](5_000),
		names:  newTermCache(),
	}
	s.View = View{s: s, r: db, scans: map[*scan]struct{}{}}
	sturdy.armed.Store(true)
	if err := s.readMeta(dir); err != nil {
		_ = db.Close()
		return nil, err
	}
	return s, nil
}

func pebbleOptions(opts Options, log *logger) *pebble.Options {
	if opts.CacheSize == 0 {
		opts.CacheSize = 64 << 20
	}
	if opts.MemTable == 0 {
		opts.MemTable = 32 << 20
	}
	po := &pebble.Options{
		FS:                 opts.FS,
		Cache:              pebble.NewCache(opts.CacheSize),
		MemTableSize:       opts.MemTable,
		FormatMajorVersion: pebble.FormatNewest,
		ReadOnly:           opts.ReadOnly,
		Logger:             log,
		MaxOpenFiles:       512,
		// Whoever reads the damaged table gets the error; Pebble's default ends the process.
		EventListener:              &pebble.EventListener{DataCorruption: func(pebble.DataCorruptionInfo) {}},
		CompactionConcurrencyRange: func() (int, int) { return 1, 2 },
	}
	po.Experimental.CompactionScheduler = newCompactions()
	for i := range po.Levels {
		po.Levels[i].BlockSize = 16 << 10
		po.Levels[i].FilterPolicy = bloom.FilterPolicy(10)
	}
	po.EnsureDefaults()
	return po
}

func (s *Store) readMeta(dir string) error {
	v, err := s.get([]byte{tabFormat})
	if err != nil {
		return err
	}
	if v == nil {
		// A new store, or somebody else's Pebble.
		it, err := s.db.NewIter(nil)
		if err != nil {
			return err
		}
		empty := !it.First()
		if err := errors.Join(it.Error(), it.Close()); err != nil {
			return openError(dir, err)
		}
		if !empty {
			return fmt.Errorf("%s: %w", dir, ErrForeign)
		}
		s.count = counters{next: 1}
		s.next = 1
		if s.opts.ReadOnly {
			return nil
		}
		b := s.db.NewBatch()
		_ = b.Set([]byte{tabFormat}, []byte{Format}, nil)
		_ = b.Set([]byte{tabMeta}, s.count.encode(), nil)
		return s.apply(b)
	}
	if len(v) != 1 {
		return fmt.Errorf("%s: %w: no format version", dir, ErrCorrupt)
	}
	if v[0] > Format {
		return fmt.Errorf("%s has format %d, this program knows %d: %w", dir, v[0], Format, ErrNewer)
	}
	if v, err = s.get([]byte{tabMeta}); err != nil {
		return err
	}
	if s.count, err = decodeCounters(v); err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	s.next = s.count.next
	return nil
}

// apply commits a Pebble batch, durably unless Options.NoSync says otherwise.
func (s *Store) apply(b *pebble.Batch) error {
	wo := pebble.Sync
	if s.opts.NoSync {
		wo = pebble.NoSync
	}
	return s.log.guard(func() error { return b.Commit(wo) })
}

// Snapshot returns the store as it is now. It must be closed.
func (s *Store) Snapshot() (*View, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, ErrClosed
	}
	if err := s.log.fatal(); err != nil {
		return nil, err
	}
	v := &View{s: s, scans: map[*scan]struct{}{}, at: s.changes.Load()}
	snap := s.db.NewSnapshot()
	v.r, v.snap, v.parent = snap, snap, &s.View
	if s.views == nil {
		s.views = map[*View]struct{}{}
	}
	s.views[v] = struct{}{}
	return v, nil
}

// Flush writes what is in memory to tables, so that the next open is quick.
func (s *Store) Flush() error { return s.log.guard(s.db.Flush) }

// Compact rewrites all tables into one sorted run.
func (s *Store) Compact(ctx context.Context) error {
	return s.log.guard(func() error { return s.db.Compact(ctx, []byte{0}, []byte{0xff}, true) })
}

// DiskUsage is the number of bytes of the store's files.
func (s *Store) DiskUsage() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return 0
	}
	m := s.db.Metrics()
	return int64(m.DiskSpaceUsage())
}

// Close ends the store. Scans and snapshots that are still open give ErrClosed
// from then on.
func (s *Store) Close() error {
	s.write.Lock() // a batch that is being committed comes to its end
	defer s.write.Unlock()
	if !s.View.shut() {
		return nil
	}
	var errs []error
	if !s.opts.ReadOnly && s.log.fatal() == nil {
		errs = append(errs, s.Flush())
	}
	if frozen := s.log.fatal(); frozen != nil {
		_ = s.db.Close() // of what it does nothing reaches the disk
		errs = append(errs, frozen)
	} else {
		errs = append(errs, s.log.guard(s.db.Close))
	}
	if s.after != nil {
		errs = append(errs, s.after())
	}
	return errors.Join(errs...)
}

// value is a Get whose bytes are the caller's own; nil when there is none.
func value(r pebble.Reader, key []byte) ([]byte, error) {
	v, c, err := r.Get(key)
	if errors.Is(err, pebble.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, readError(err)
	}
	out := append(make([]byte, 0, len(v)), v...)
	return out, c.Close()
}

var _ io.Closer = (*Store)(nil)
