package pebblestore

import (
	"context"
	"hash/maphash"
)

// termFilter is a set of encoded terms that may say yes to what it does not
// hold (Bloom, CACM 1970): most terms of a new article are new, and this says
// so without a look into the tables. 16 MB; one or two in a hundred are false
// yeses at 14 million terms.
type termFilter struct {
	seed maphash.Seed
	bits bitmap
}

const (
	filterBits   = 1 << 27
	filterProbes = 6
)

// A store that is written to so often is worth reading its dictionary once,
// if that is not larger than so many terms.
const (
	manyBatches = 64
	manyTerms   = 10_000_000
)

func newTermFilter() *termFilter { return &termFilter{maphash.MakeSeed(), newBitmap(filterBits)} }

// learnTerms fills the filter when it has become worth its price. The write
// lock is held.
func (s *Store) learnTerms() error {
	if s.batches++; s.batches != manyBatches || s.known != nil || s.count.terms > manyTerms {
		return nil
	}
	known := newTermFilter()
	for p, err := range s.keys(context.Background(), tabName) {
		if err != nil {
			return err
		}
		known.add(string(p.Value))
	}
	s.known = known
	return nil
}

func (f *termFilter) add(s string)      { f.addHash(maphash.String(f.seed, s)) }
func (f *termFilter) has(s []byte) bool { return f.hasHash(maphash.Bytes(f.seed, s)) }

// All probes of a term fall into one line of the processor's cache.
func (f *termFilter) addHash(h uint64) {
	line := f.bits[h>>46<<3:][:8]
	for range filterProbes {
		line[h>>6&7] |= 1 << (h & 63)
		h >>= 7
	}
}

func (f *termFilter) hasHash(h uint64) bool {
	line := f.bits[h>>46<<3:][:8]
	for range filterProbes {
		if line[h>>6&7]&(1<<(h&63)) == 0 {
			return false
		}
		h >>= 7
	}
	return true
}
