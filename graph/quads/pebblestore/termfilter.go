package pebblestore

import "hash/maphash"

// termFilter is a set that may say yes to what it does not hold (Bloom, CACM 1970):
// most terms of a load into an empty store are new, and this says so without
// a look into the tables. 16 MB; one in a hundred is a false yes at 14 million
// terms.
type termFilter struct {
	seed maphash.Seed
	bits bitmap
}

const (
	filterBits   = 1 << 27
	filterProbes = 6
)

func newTermFilter() *termFilter { return &termFilter{maphash.MakeSeed(), newBitmap(filterBits)} }

func (b *termFilter) add(s string) {
	h := maphash.String(b.seed, s)
	for range filterProbes {
		b.bits.set(h % filterBits)
		h = next(h)
	}
}

func (b *termFilter) has(s []byte) bool {
	h := maphash.Bytes(b.seed, s)
	for range filterProbes {
		if !b.bits.has(h % filterBits) {
			return false
		}
		h = next(h)
	}
	return true
}

func next(h uint64) uint64 { return h>>17 | h<<47 }
