package pebblestore

import (
	"context"
	"errors"
	"fmt"
)

// maxFindings is how many things Verify names before it only counts.
const maxFindings = 20

// Findings gathers what is wrong with a store.
type Findings struct {
	list []error
	more int
}

// Addf adds a finding.
func (f *Findings) Addf(format string, args ...any) {
	if len(f.list) >= maxFindings {
		f.more++
		return
	}
	f.list = append(f.list, fmt.Errorf(format, args...))
}

// Err is nil when nothing was found, else an ErrCorrupt that lists it.
func (f *Findings) Err() error {
	if len(f.list) == 0 {
		return nil
	}
	list := f.list
	if f.more > 0 {
		list = append(list, fmt.Errorf("and %d more", f.more))
	}
	return fmt.Errorf("%w:\n%w", ErrCorrupt, errors.Join(list...))
}

// Verify checks the store against itself, as of now: files against their
// checksums, indexes against each other, quads against the dictionary, the
// dictionary's two sides, terms that no quad uses, counters. The error lists
// what is broken. progress, when not nil, is told the keys done and how many
// there are.
func (s *Store) Verify(ctx context.Context, progress func(done, total int64)) error {
	v, err := s.Snapshot()
	if err != nil {
		return err
	}
	defer v.Close()
	return v.Verify(ctx, progress)
}

// Verify is Store.Verify of this snapshot.
func (v *View) Verify(ctx context.Context, progress func(done, total int64)) error {
	var f Findings
	if v.snap != nil && !v.s.opts.ReadOnly {
		if err := v.s.log.guard(func() error { return v.s.db.CheckLevels(nil) }); err != nil {
			f.Addf("tables: %v", err)
		}
	}
	c, err := v.counters()
	if err != nil {
		return err
	}
	done, total := int64(0), 4*c.quads+2*c.terms
	tick := func() {
		if done++; progress != nil && done&0xffff == 0 {
			progress(done, total)
		}
	}
	used := newBitmap(uint64(c.next))
	var has [4]int64
	for i, x := range indexes {
		sc, err := v.scanKeys([]byte{x.tab})
		if err != nil {
			return err
		}
		sc.x, sc.whole = x, true
		for sc.next(ctx) {
			tick()
			has[i]++
			q := sc.quad
			if i == 0 {
				for p, id := range q {
					if id >= c.next || id == 0 && p < 3 {
						f.Addf("quad %v has a term that can't be", q)
					} else {
						used.set(uint64(id))
					}
				}
				continue
			}
			// Each is in the first index; equal numbers then make them equal.
			if b, err := v.get(spo.appendKey(make([]byte, 0, quadKeySize), q)); err != nil {
				sc.close()
				return err
			} else if b == nil {
				f.Addf("quad %v is in index %c, not in index %c", q, x.tab, spo.tab)
			}
		}
		err = sc.failed()
		sc.close()
		if errors.Is(err, ErrCorrupt) {
			f.Addf("index %c: %v", x.tab, err)
		} else if err != nil {
			return err
		}
	}
	for i, n := range has {
		if n != has[0] {
			f.Addf("index %c has %d quads, index %c has %d", indexes[i].tab, n, spo.tab, has[0])
		}
	}
	if has[0] != c.quads {
		f.Addf("%d quads are there, %d are counted", has[0], c.quads)
	}
	names, err := v.verifyNames(ctx, c, used, &f, tick)
	if err != nil {
		return err
	}
	terms := int64(0)
	for p, err := range v.keys(ctx, tabTerm) {
		if errors.Is(err, ErrCorrupt) {
			f.Addf("dictionary: %v", err)
			break
		}
		if err != nil {
			return err
		}
		tick()
		terms++
		if len(p.Value) != idSize {
			f.Addf("term %q has no id", p.Key)
			continue
		}
		if !used.has(uint64(readID(p.Value))) {
			f.Addf("term %q has id %d, which no quad uses", p.Key, readID(p.Value))
		}
	}
	if names != c.terms || terms != c.terms {
		f.Addf("%d terms and %d ids are there, %d are counted", terms, names, c.terms)
	}
	if progress != nil {
		progress(total, total)
	}
	return f.Err()
}

// verifyNames checks the side of the dictionary that leads from ids to terms.
func (v *View) verifyNames(ctx context.Context, c counters, used bitmap, f *Findings, tick func()) (int64, error) {
	names := int64(0)
	seen := newBitmap(uint64(c.next))
	for p, err := range v.keys(ctx, tabName) {
		if errors.Is(err, ErrCorrupt) {
			f.Addf("dictionary: %v", err)
			break
		}
		if err != nil {
			return names, err
		}
		tick()
		names++
		if len(p.Key) != 1+idSize {
			f.Addf("the dictionary has the key %x", p.Key)
			continue
		}
		id := readID(p.Key[1:])
		if id >= c.next {
			f.Addf("term %d is beyond the last id %d", id, c.next-1)
			continue
		}
		seen.set(uint64(id))
		if !used.has(uint64(id)) {
			f.Addf("term %d is used by no quad", id)
		}
		val, err := decodeTerm(p.Value)
		if err != nil {
			f.Addf("term %d can't be read: %x", id, p.Value)
			continue
		}
		back, err := v.get(appendTermKey(nil, p.Value))
		if err != nil {
			return names, err
		}
		if len(back) != idSize || readID(back) != id {
			f.Addf("term %d, %v, is not found by its value", id, val)
		}
	}
	for id := uint64(1); id < uint64(c.next); id++ {
		if used.has(id) && !seen.has(id) {
			f.Addf("quads use term %d, which the dictionary lacks", id)
		}
	}
	return names, nil
}

// keys yields the pairs of one table, keys whole; the last carries the error.
func (v *View) keys(ctx context.Context, tab byte) func(func(Pair, error) bool) {
	return func(yield func(Pair, error) bool) {
		sc, err := v.scanKeys([]byte{tab})
		if err != nil {
			yield(Pair{}, err)
			return
		}
		defer sc.close()
		for sc.step(ctx) {
			if !yield(Pair{sc.key, sc.value}, nil) {
				return
			}
		}
		if err := sc.failed(); err != nil {
			yield(Pair{}, err)
		}
	}
}

// bitmap is a set of small numbers.
type bitmap []uint64

func newBitmap(n uint64) bitmap    { return make(bitmap, n/64+1) }
func (b bitmap) set(i uint64)      { b[i/64] |= 1 << (i % 64) }
func (b bitmap) has(i uint64) bool { return i/64 < uint64(len(b)) && b[i/64]&(1<<(i%64)) != 0 }
