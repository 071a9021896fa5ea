package pebblestore

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/cockroachdb/pebble/v2"
)

// openError says what an error of Pebble's Open means.
func openError(dir string, err error) error {
	switch {
	case err == nil:
		return nil
	case isLocked(err):
		return fmt.Errorf("%s: %w", dir, ErrLocked)
	case strings.Contains(err.Error(), "newer than") || strings.Contains(err.Error(), "unknown format"):
		return fmt.Errorf("%s: %w (%v)", dir, ErrNewer, err)
	case isIO(err):
		return fmt.Errorf("open %s: %w", dir, err)
	}
	return fmt.Errorf("%s: %w: %v", dir, ErrCorrupt, err)
}

// readError tells damage from failing hardware and from closing.
func readError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, pebble.ErrClosed):
		return ErrClosed
	case pebble.IsCorruptionError(err):
		return fmt.Errorf("%w: %v", ErrCorrupt, err)
	}
	return err
}

// readError is the error of a read of this view.
func (v *View) readError(err error) error {
	if err == nil {
		return nil
	}
	if fatal := v.s.log.fatal(); fatal != nil {
		return fatal
	}
	return readError(err)
}

func isLocked(err error) bool {
	return errors.Is(err, syscall.EAGAIN) || errors.Is(err, syscall.EACCES) ||
		strings.Contains(err.Error(), "lock held by current process")
}

func isIO(err error) bool {
	var pe *os.PathError
	return errors.As(err, &pe) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EIO)
}

// logger takes Pebble's messages. Pebble calls Fatalf where it can't go on
// (a log that can't be written); the default ends the process, this one
// panics with a stop, which guard turns into an error: from then on the store
// answers every call with it.
type logger struct {
	mu      sync.Mutex
	err     error
	stopped atomic.Bool // err is set
}

type stop struct{ err error }

func (l *logger) Infof(string, ...any)  {}
func (l *logger) Errorf(string, ...any) {}

func (l *logger) Fatalf(format string, args ...any) {
	err := fmt.Errorf("the store can't go on: "+format, args...)
	l.fail(err)
	panic(stop{err})
}

// fail notes the error with which every further call is answered.
func (l *logger) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = err
		l.stopped.Store(true)
	}
}

func (l *logger) fatal() error {
	if !l.stopped.Load() {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// guard runs f and returns a stop within it as an error, also one that was
// noted elsewhere meanwhile: f's own success may be pretended then.
func (l *logger) guard(f func() error) (err error) {
	if err := l.fatal(); err != nil {
		return err
	}
	defer func() {
		if r := recover(); r != nil {
			s, ok := r.(stop)
			if !ok {
				panic(r)
			}
			err = s.err
		}
	}()
	err = f()
	if fatal := l.fatal(); fatal != nil {
		return fatal // what came after it is its consequence
	}
	return err
}
