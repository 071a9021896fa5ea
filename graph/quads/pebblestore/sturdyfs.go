package pebblestore

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync/atomic"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// sturdyFS stands between Pebble and the file system once the store is open.
// Pebble does not survive a failed write of its log or manifest: it ends the
// process, or panics with a mutex in the wrong state. So the first write that
// fails (disk full, I/O error) freezes the store instead: the error is noted,
// from then on nothing is changed on disk, and Pebble is told that all went
// well. The files stay as a crash at that moment would leave them, which
// Pebble is made to recover from, and the store answers every further call
// with the error, the batch under way included.
type sturdyFS struct {
	vfs.FS
	log    *logger
	armed  *atomic.Bool // while false, errors go to Pebble: it is opening
	frozen *atomic.Bool
}

func newSturdyFS(f vfs.FS, log *logger) *sturdyFS {
	return &sturdyFS{f, log, new(atomic.Bool), new(atomic.Bool)}
}

// failed notes an error of a write and reports whether it is to be hidden.
func (f *sturdyFS) failed(what string, err error) bool {
	if err == nil || !f.armed.Load() || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) {
		return false
	}
	// First the error, then the pretence: who sees that all goes well must see
	// the error behind it.
	f.log.fail(fmt.Errorf("a write to the store failed; nothing that was acknowledged is lost, open it again when the cause is gone: %s: %w", what, err))
	f.frozen.Store(true)
	return true
}

// change runs a change of the directory, or pretends to.
func (f *sturdyFS) change(what string, do func() error) error {
	if f.frozen.Load() {
		return nil
	}
	err := do()
	if f.failed(what, err) {
		return nil
	}
	return err
}

func (f *sturdyFS) file(name string, open func() (vfs.File, error)) (vfs.File, error) {
	if f.frozen.Load() {
		return &sturdyFile{File: nowhere{}, fs: f, name: name}, nil
	}
	file, err := open()
	if f.failed("create "+name, err) {
		return &sturdyFile{File: nowhere{}, fs: f, name: name}, nil
	}
	if err != nil {
		return nil, err
	}
	return &sturdyFile{File: file, fs: f, name: name}, nil
}

func (f *sturdyFS) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return f.file(name, func() (vfs.File, error) { return f.FS.Create(name, c) })
}

func (f *sturdyFS) ReuseForWrite(old, name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return f.file(name, func() (vfs.File, error) { return f.FS.ReuseForWrite(old, name, c) })
}

func (f *sturdyFS) OpenReadWrite(name string, c vfs.DiskWriteCategory, o ...vfs.OpenOption) (vfs.File, error) {
	return f.file(name, func() (vfs.File, error) { return f.FS.OpenReadWrite(name, c, o...) })
}

// OpenDir's files are synced.
func (f *sturdyFS) OpenDir(name string) (vfs.File, error) {
	return f.file(name, func() (vfs.File, error) { return f.FS.OpenDir(name) })
}

func (f *sturdyFS) Link(old, name string) error {
	return f.change("link "+name, func() error { return f.FS.Link(old, name) })
}

func (f *sturdyFS) Rename(old, name string) error {
	return f.change("rename "+old, func() error { return f.FS.Rename(old, name) })
}

func (f *sturdyFS) Remove(name string) error {
	return f.change("remove "+name, func() error { return f.FS.Remove(name) })
}

func (f *sturdyFS) RemoveAll(name string) error {
	return f.change("remove "+name, func() error { return f.FS.RemoveAll(name) })
}

func (f *sturdyFS) MkdirAll(dir string, perm os.FileMode) error {
	return f.change("make "+dir, func() error { return f.FS.MkdirAll(dir, perm) })
}

func (f *sturdyFS) Unwrap() vfs.FS { return f.FS }

// sturdyFile is a file that is written.
type sturdyFile struct {
	vfs.File
	fs   *sturdyFS
	name string
}

func (f *sturdyFile) Write(p []byte) (int, error) {
	if f.fs.frozen.Load() {
		return len(p), nil
	}
	n, err := f.File.Write(p)
	if f.fs.failed("write "+f.name, err) {
		return len(p), nil
	}
	return n, err
}

func (f *sturdyFile) WriteAt(p []byte, off int64) (int, error) {
	if f.fs.frozen.Load() {
		return len(p), nil
	}
	n, err := f.File.WriteAt(p, off)
	if f.fs.failed("write "+f.name, err) {
		return len(p), nil
	}
	return n, err
}

func (f *sturdyFile) sync(do func() error) error {
	return f.fs.change("sync "+f.name, do)
}

func (f *sturdyFile) Sync() error     { return f.sync(f.File.Sync) }
func (f *sturdyFile) SyncData() error { return f.sync(f.File.SyncData) }
func (f *sturdyFile) SyncTo(n int64) (full bool, err error) {
	err = f.sync(func() error {
		var err error
		full, err = f.File.SyncTo(n)
		return err
	})
	return full, err
}

// Stat is asked of a log that is used again, while Pebble holds its mutex.
func (f *sturdyFile) Stat() (vfs.FileInfo, error) {
	info, err := f.File.Stat()
	if f.fs.failed("stat "+f.name, err) {
		return emptyInfo{}, nil
	}
	return info, err
}

// Preallocate does nothing: a store of a few articles need not take the disk
// space of several logs in full length.
func (f *sturdyFile) Preallocate(int64, int64) error { return nil }

func (f *sturdyFile) Close() error {
	err := f.File.Close()
	if f.fs.frozen.Load() || f.fs.failed("close "+f.name, err) {
		return nil
	}
	return err
}

// nowhere is the file of a frozen store: what is written is gone.
type nowhere struct{}

func (nowhere) Close() error                           { return nil }
func (nowhere) Read([]byte) (int, error)               { return 0, io.EOF }
func (nowhere) ReadAt([]byte, int64) (int, error)      { return 0, io.EOF }
func (nowhere) Write(p []byte) (int, error)            { return len(p), nil }
func (nowhere) WriteAt(p []byte, _ int64) (int, error) { return len(p), nil }
func (nowhere) Preallocate(int64, int64) error         { return nil }
func (nowhere) Stat() (vfs.FileInfo, error)            { return emptyInfo{}, nil }
func (nowhere) Sync() error                            { return nil }
func (nowhere) SyncTo(int64) (bool, error)             { return true, nil }
func (nowhere) SyncData() error                        { return nil }
func (nowhere) Prefetch(int64, int64) error            { return nil }
func (nowhere) Fd() uintptr                            { return vfs.InvalidFd }

// emptyInfo describes a file that has nothing.
type emptyInfo struct{}

func (emptyInfo) Name() string           { return "" }
func (emptyInfo) Size() int64            { return 0 }
func (emptyInfo) Mode() fs.FileMode      { return 0o644 }
func (emptyInfo) ModTime() time.Time     { return time.Time{} }
func (emptyInfo) IsDir() bool            { return false }
func (emptyInfo) Sys() any               { return nil }
func (emptyInfo) DeviceID() vfs.DeviceID { return vfs.DeviceID{} }
