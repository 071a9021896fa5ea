package names

import "dossier/ingest/document"

// agree gives the places of one name in an article one type where they differ
// between person and organization, or where a family name was taken for a
// place: the votes move single places, this settles what is left. A long name
// counts for its short form, people's last words ("Haas" of "Maria Haas") and
// organizations' first ones ("Haas" of "Haas Marine"). A town and its club may
// share a name, so that places and organizations need not agree.

const (
	fullNameWeight = 2   // of a long name for its short form
	agreeMargin    = 1.5 // the winner's sum must be so many times the loser's
)

// tally is the sum of the scores of a name's places by type.
type tally struct {
	key uint64
	sum [numTypes]float32
}

// tallies is an open-addressed table of names by the hash of their words.
type tallies struct {
	slots []int32 // index into list + 1
	list  []tally
}

func (t *tallies) reset(names int) {
	size := 64
	for size < 4*names {
		size *= 2
	}
	if len(t.slots) < size {
		t.slots = make([]int32, size)
	} else {
		clear(t.slots)
	}
	t.list = t.list[:0]
}

// of returns the tally of a key, a new one when add is set, else nil if there is none.
func (t *tallies) of(key uint64, add bool) *tally {
	mask := uint64(len(t.slots) - 1)
	for i := (key >> 20) & mask; ; i = (i + 1) & mask {
		at := t.slots[i]
		if at == 0 {
			if !add {
				return nil
			}
			t.list = append(t.list, tally{key: key})
			t.slots[i] = int32(len(t.list))
			return &t.list[len(t.list)-1]
		}
		if t.list[at-1].key == key {
			return &t.list[at-1]
		}
	}
}

func (ws *workspace) agree(doc *document.Document) {
	ws.tallies.reset(2 * len(doc.Names))
	for i := range doc.Names {
		n := &doc.Names[i]
		ws.tallies.of(ws.nameKey(n), true).sum[n.Type] += n.Score
		if n.End-n.First == 1 {
			continue
		}
		switch n.Type {
		case document.Person:
			ws.tallies.of(mix(0, ws.words[n.End-1].low), true).sum[n.Type] += fullNameWeight * n.Score
		case document.Organization:
			if w := &ws.words[n.First]; w.lex&(isPlaceMod|isOrgWord|isCity|isCountry|isRegion|isOrgHead|isDemonym|isGiven) == 0 {
				ws.tallies.of(mix(0, w.low), true).sum[n.Type] += fullNameWeight * n.Score
			}
		}
	}
	for i := range doc.Names {
		n := &doc.Names[i]
		t := ws.tallies.of(ws.nameKey(n), false)
		person, org, place := t.sum[document.Person], t.sum[document.Organization], t.sum[document.Place]
		switch n.Type {
		case document.Person:
			if org > agreeMargin*person {
				n.Type = document.Organization
			}
		case document.Organization:
			if person > agreeMargin*org {
				n.Type = document.Person
			}
		case document.Place:
			if w := &ws.words[n.End-1]; person > agreeMargin*max(place, org) && w.lex&(isCity|isCountry|isRegion|isKnownPlace) == 0 {
				n.Type = document.Person
			}
		}
	}
}

// nameKey is the hash of the words of a name.
func (ws *workspace) nameKey(n *document.Name) (key uint64) {
	for i := n.First; i < n.End; i++ {
		key = mix(key, ws.words[i].low)
	}
	return key
}
