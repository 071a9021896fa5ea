package quads_test

import (
	"sync"

	"github.com/cockroachdb/pebble/v2/vfs/errorfs"
)

var lock sync.Mutex

// serial makes an injector safe for Pebble's goroutines.
func serial(inj errorfs.Injector) errorfs.Injector {
	return errorfs.InjectorFunc(func(op errorfs.Op) error {
		lock.Lock()
		defer lock.Unlock()
		return inj.MaybeError(op)
	})
}
