package pebblestore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// readers is the directory within a store's where readers keep their links.
const readers = "readers"

// OpenReader opens the store for reading alone, as it is at this moment, while
// another process may write to it. It takes no lock of the store: it links the
// tables (which never change) and copies the manifest and the logs (which grow)
// into a directory of its own, and starts over when the manifest changed
// meanwhile, for only then can a file it needs have been removed or reused.
// Nothing of this touches the writer, and the writer's later removals leave
// the links in place. Close removes the directory; one whose process died is
// removed by the next to open the store.
//
// Where the directory can't be written to, the files are read in place: then
// no one must write to the store at the time.
func OpenReader(ctx context.Context, dir string, opts Options) (*Store, error) {
	opts.ReadOnly = true
	if opts.FS == nil {
		opts.FS = vfs.Default
	}
	if _, err := opts.FS.Stat(dir); err != nil {
		return nil, err
	}
	removeDead(opts.FS, dir)
	for try := 0; ; try++ {
		own, lock, err := ownDirectory(opts.FS, dir)
		if readOnlyPlace(err) {
			in := opts
			in.FS = unlocked{opts.FS}
			return open(dir, in, nil)
		}
		if err != nil {
			return nil, fmt.Errorf("make a reader's directory: %w", err)
		}
		remove := func() error {
			err := opts.FS.RemoveAll(own)
			if errors.Is(err, syscall.ENOTEMPTY) { // another's removeDead came between
				err = opts.FS.RemoveAll(own)
			}
			return errors.Join(err, lock.Close())
		}
		steady, err := link(opts.FS, dir, own)
		if err == nil && steady {
			s, err := open(own, opts, lock)
			if err != nil {
				_ = remove()
				return nil, err
			}
			s.after = remove
			return s, nil
		}
		_ = remove()
		if err != nil {
			return nil, err
		}
		if try == 100 {
			return nil, fmt.Errorf("%s is written to so fast that no moment of it could be caught; try again", dir)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(time.Duration(try) * time.Millisecond):
		}
	}
}

// ownDirectory makes a directory for a reader's links and locks it.
func ownDirectory(f vfs.FS, dir string) (string, *pebble.Lock, error) {
	for {
		own := f.PathJoin(dir, readers, fmt.Sprintf("%d-%08x", os.Getpid(), rand.Uint32()))
		if err := f.MkdirAll(own, 0o755); err != nil {
			return "", nil, err
		}
		lock, err := pebble.LockDirectory(own, f)
		if err == nil {
			return own, lock, nil
		}
		if !isLocked(err) && !errors.Is(err, fs.ErrNotExist) {
			return "", nil, err
		}
	}
}

func readOnlyPlace(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// removeDead removes the directories of readers that no process holds.
func removeDead(f vfs.FS, dir string) {
	names, err := f.List(f.PathJoin(dir, readers))
	if err != nil {
		return
	}
	for _, name := range names {
		own := f.PathJoin(dir, readers, name)
		if lock, err := pebble.LockDirectory(own, f); err == nil {
			_ = f.RemoveAll(own) // what stays is tried again by the next
			_ = lock.Close()
		}
	}
}

// link brings a moment of the store into another directory; false when the
// store changed meanwhile.
func link(f vfs.FS, from, to string) (bool, error) {
	before, err := moment(f, from)
	if err != nil {
		return false, err
	}
	names, err := f.List(from)
	if err != nil {
		return false, err
	}
	// The newest log first: what it holds was written after the older ones ended.
	slices.SortFunc(names, func(a, b string) int { return -cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	for _, name := range names {
		src, dst := f.PathJoin(from, name), f.PathJoin(to, name)
		var err error
		switch {
		case strings.HasSuffix(name, ".sst"), strings.HasSuffix(name, ".blob"):
			err = f.Link(src, dst)
		case strings.HasSuffix(name, ".log"), name == f.PathBase(before.manifest),
			strings.HasPrefix(name, "marker."), strings.HasPrefix(name, "OPTIONS-"):
			err = copyFile(f, src, dst)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, fmt.Errorf("link %s: %w", src, err)
		}
	}
	after, err := moment(f, from)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return after == before, err
}

// state names a moment of a store: a change of its tables or of the logs it
// needs makes the manifest longer or another.
type state struct {
	manifest string
	size     int64
}

func moment(f vfs.FS, dir string) (state, error) {
	desc, err := pebble.Peek(dir, f)
	if err != nil {
		return state{}, openError(dir, err)
	}
	if !desc.Exists {
		return state{}, fmt.Errorf("%s: %w", dir, fs.ErrNotExist)
	}
	info, err := f.Stat(desc.ManifestFilename)
	if err != nil {
		return state{}, err
	}
	return state{desc.ManifestFilename, info.Size()}, nil
}

func copyFile(f vfs.FS, from, to string) (err error) {
	src, err := f.Open(from, vfs.SequentialReadsOption)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := f.Create(to, vfs.WriteCategoryUnspecified)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dst.Close()) }()
	_, err = io.Copy(dst, src)
	return err
}

// unlocked is a file system whose locks always succeed.
type unlocked struct{ vfs.FS }

func (unlocked) Lock(string) (io.Closer, error) { return io.NopCloser(nil), nil }
