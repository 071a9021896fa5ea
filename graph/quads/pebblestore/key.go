package pebblestore

import (
	"encoding/binary"
	"fmt"

	"github.com/cayleygraph/quad"
)

// The tables, first byte of every key. Values are part of the format.
const (
	tabFormat = 'F'
	tabMeta   = 'M'
	tabName   = 'N'
	tabTerm   = 'T'
	tabRaw    = 'X'
)

// ID numbers a term. 0 is none.
type ID uint64

const idSize = 6

func appendID(b []byte, id ID) []byte {
	return append(b, byte(id>>40), byte(id>>32), byte(id>>24), byte(id>>16), byte(id>>8), byte(id))
}

func readID(b []byte) ID {
	_ = b[5]
	return ID(b[0])<<40 | ID(b[1])<<32 | ID(b[2])<<24 | ID(b[3])<<16 | ID(b[4])<<8 | ID(b[5])
}

// Quad is a quad by the ids of its terms: subject, predicate, object, label.
// As a pattern, 0 is an unbound position.
type Quad [4]ID

const quadKeySize = 1 + 4*idSize

func position(d quad.Direction) int { return int(d) - int(quad.Subject) }

// index is one sorted order of the quads.
type index struct {
	tab   byte
	order [4]int // positions of a Quad in the key's order
}

var (
	spo     = index{'1', [4]int{0, 1, 2, 3}}
	pos     = index{'2', [4]int{1, 2, 0, 3}}
	osp     = index{'3', [4]int{2, 0, 1, 3}}
	lspo    = index{'4', [4]int{3, 0, 1, 2}}
	indexes = [...]index{spo, pos, osp, lspo}
)

func (x index) appendKey(b []byte, q Quad) []byte {
	b = append(b, x.tab)
	for _, p := range x.order {
		b = appendID(b, q[p])
	}
	return b
}

func (x index) decode(key []byte) (q Quad, err error) {
	if len(key) != quadKeySize || key[0] != x.tab {
		return q, fmt.Errorf("%w: a key of %d bytes in index %c", ErrCorrupt, len(key), x.tab)
	}
	for i, p := range x.order {
		q[p] = readID(key[1+i*idSize:])
	}
	return q, nil
}

// bound counts the leading positions of the index that the pattern binds.
func (x index) bound(pattern Quad) int {
	n := 0
	for _, p := range x.order {
		if pattern[p] == 0 {
			break
		}
		n++
	}
	return n
}

// prefix is the key prefix of the pattern's bound leading positions.
func (x index) prefix(pattern Quad) []byte {
	b := []byte{x.tab}
	for _, p := range x.order[:x.bound(pattern)] {
		b = appendID(b, pattern[p])
	}
	return b
}

// indexFor picks the index in which the pattern is the longest prefix. A label
// beside others binds fewer quads than any of them (it is a fact's or an
// article's), so it goes first. All quads are read by label: what was written
// together then comes together, and so do its terms.
func indexFor(pattern Quad) index {
	if pattern == (Quad{}) {
		return lspo
	}
	best, most := spo, 0
	for _, x := range indexes {
		n := x.bound(pattern)
		if x.tab == lspo.tab && n > 0 {
			return x
		}
		if n > most {
			best, most = x, n
		}
	}
	return best
}

func (q Quad) matches(pattern Quad) bool {
	for i, id := range pattern {
		if id != 0 && q[i] != id {
			return false
		}
	}
	return true
}

// end is the first key after all that start with prefix, nil when there is none.
func end(prefix []byte) []byte {
	for i := len(prefix) - 1; i >= 0; i-- {
		if prefix[i] != 0xff {
			b := append([]byte(nil), prefix[:i+1]...)
			b[i]++
			return b
		}
	}
	return nil
}

// After is the first key after all that start with prefix, nil when there is none.
func After(prefix []byte) []byte { return end(prefix) }

// counters are the store's exact totals.
type counters struct {
	next  ID // the next free id
	terms int64
	quads int64
}

func (c counters) encode() []byte {
	b := binary.AppendUvarint(nil, uint64(c.next))
	b = binary.AppendUvarint(b, uint64(c.terms))
	return binary.AppendUvarint(b, uint64(c.quads))
}

func decodeCounters(b []byte) (counters, error) {
	var n [3]uint64
	for i := range n {
		v, k := binary.Uvarint(b)
		if k <= 0 {
			return counters{}, fmt.Errorf("%w: its counters can't be read", ErrCorrupt)
		}
		n[i], b = v, b[k:]
	}
	return counters{ID(n[0]), int64(n[1]), int64(n[2])}, nil
}
