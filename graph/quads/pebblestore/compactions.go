package pebblestore

import (
	"sync"

	"github.com/cockroachdb/pebble/v2"
)

// compactions decides when Pebble merges tables: whenever it wants to and a
// place is free, as its own scheduler does, but never while it is held. A bulk
// load holds it, since every merge of one run would be merged again with the
// next, and lets everything be merged once at its end.
//
// Pebble's rules for a pebble.CompactionScheduler: the database's locks come
// before mu, so the database is called without it, but for the number of places.
type compactions struct {
	db pebble.DBForCompaction

	mu       sync.Mutex
	idle     sync.Cond // granting has become false
	running  int
	held     int
	ended    bool
	granting bool
	again    bool // what is waiting has to be looked at once more
}

var (
	_ pebble.CompactionScheduler   = (*compactions)(nil)
	_ pebble.CompactionGrantHandle = (*compactions)(nil)
)

func newCompactions() *compactions {
	c := &compactions{}
	c.idle.L = &c.mu
	return c
}

// Register implements pebble.CompactionScheduler.
func (c *compactions) Register(_ int, db pebble.DBForCompaction) { c.db = db }

// Unregister implements pebble.CompactionScheduler: no call reaches the
// database after it.
func (c *compactions) Unregister() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = true
	for c.granting {
		c.idle.Wait()
	}
}

// TrySchedule implements pebble.CompactionScheduler.
func (c *compactions) TrySchedule() (bool, pebble.CompactionGrantHandle) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.free() {
		return false, nil
	}
	c.running++
	return true, c
}

// free reports whether another merge may start. mu is held.
func (c *compactions) free() bool {
	return !c.ended && c.held == 0 && c.db.GetAllowedWithoutPermission() > c.running
}

// UpdateGetAllowedWithoutPermission implements pebble.CompactionScheduler.
func (c *compactions) UpdateGetAllowedWithoutPermission() { c.grant() }

// hold lets no merge start until release is called as often.
func (c *compactions) hold() {
	c.mu.Lock()
	c.held++
	c.mu.Unlock()
}

func (c *compactions) release() {
	c.mu.Lock()
	c.held--
	c.mu.Unlock()
	c.grant()
}

// grant starts what is waiting as long as there are places, on a goroutine of
// its own: its callers may hold the database's locks.
func (c *compactions) grant() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.granting {
		c.again = true
		return
	}
	if !c.free() {
		return
	}
	c.granting = true
	go func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		for c.free() {
			c.again = false
			c.running++
			c.mu.Unlock()
			waiting, _ := c.db.GetWaitingCompaction()
			started := waiting && c.db.Schedule(c)
			c.mu.Lock()
			if !started {
				c.running--
				if !c.again {
					break
				}
			}
		}
		c.granting = false
		c.idle.Broadcast()
	}()
}

// Started implements pebble.CompactionGrantHandle.
func (c *compactions) Started() {}

// MeasureCPU implements pebble.CompactionGrantHandle.
func (c *compactions) MeasureCPU(pebble.CompactionGoroutineKind) {}

// CumulativeStats implements pebble.CompactionGrantHandle.
func (c *compactions) CumulativeStats(pebble.CompactionGrantHandleStats) {}

// Done implements pebble.CompactionGrantHandle: a merge has ended.
func (c *compactions) Done() {
	c.mu.Lock()
	c.running--
	c.mu.Unlock()
	c.grant()
}
