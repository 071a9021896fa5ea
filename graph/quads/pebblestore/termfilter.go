package pebblestore

import (
	"context"
	"hash/maphash"
)

// termFilter is a set of encoded terms that may say yes to what it does not
// hold (Bloom, CACM 1970): most terms of a new article are new, and this says
// so without a look into the tables. 16 MB; one in a hundred is a false yes at
// 14 million terms.
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

func (f *termFilter) add(s string) {
	h := maphash.String(f.seed, s)
	for range filterProbes {
		f.bits.set(h % filterBits)
		h = next(h)
	}
}

func (f *termFilter) has(s []byte) bool {
	h := maphash.Bytes(f.seed, s)
	for range filterProbes {
		if !f.bits.has(h % filterBits) {
			return false
		}
		h = next(h)
	}
	return true
}

// next turns a hash into the next probe, by bits that the one before left out.
func next(h uint64) uint64 { return h>>17 | h<<47 }
