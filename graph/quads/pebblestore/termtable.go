package pebblestore

import "bytes"

// termTable finds the ids of encoded terms, exactly: open addressing over one
// arena of bytes, so that a term costs no allocation and the garbage collector
// has nothing to look at. The caller brings the hash. The zero value is empty.
type termTable struct {
	slots []uint64 // upper half of the hash, and 1 + the entry's number; 0 is free
	ends  []uint32 // where each entry's term ends in the arena
	ids   []ID
	arena []byte
}

// maxTermArena is how many bytes a table may hold.
const maxTermArena = 1 << 31

func (t *termTable) len() int { return len(t.ids) }

// term is the term of an entry, valid until the next put.
func (t *termTable) term(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.arena[from:t.ends[i]:t.ends[i]]
}

// find gives a term's entry, -1 when there is none.
func (t *termTable) find(h uint64, term []byte) int {
	if len(t.slots) == 0 {
		return -1
	}
	tag, mask := h>>32, uint64(len(t.slots)-1)
	for at := tag & mask; t.slots[at] != 0; at = (at + 1) & mask {
		if s := t.slots[at]; s>>32 == tag {
			if i := int(uint32(s)) - 1; bytes.Equal(t.term(i), term) {
				return i
			}
		}
	}
	return -1
}

// put adds a term that is not there.
func (t *termTable) put(h uint64, term []byte, id ID) {
	t.arena = append(t.arena, term...)
	t.ends = append(t.ends, uint32(len(t.arena)))
	t.ids = append(t.ids, id)
	if 2*len(t.ids) > len(t.slots) {
		old := t.slots
		t.slots = make([]uint64, max(1024, 2*len(old)))
		for _, s := range old {
			if s != 0 {
				t.place(s)
			}
		}
	}
	t.place(h>>32<<32 | uint64(len(t.ids)))
}

func (t *termTable) place(s uint64) {
	mask := uint64(len(t.slots) - 1)
	at := s >> 32 & mask
	for t.slots[at] != 0 {
		at = (at + 1) & mask
	}
	t.slots[at] = s
}

// reset empties the table and keeps its memory.
func (t *termTable) reset() {
	clear(t.slots)
	t.ends, t.ids, t.arena = t.ends[:0], t.ids[:0], t.arena[:0]
}
