package resolve

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"sync"

	"dossier/graph"
)

// Observe is the graph.Observer of resolving: what tells entities of one name
// apart, as the article shows it. A store that is opened with it keeps that
// beside each entity of each article, so that candidates are compared without
// reading their articles.
func Observe(r *graph.Record) [][]byte {
	by := rules()
	out := make([][]byte, len(r.Entities))
	for i, o := range loaded().observe(r) {
		out[i] = o.append(append(make([]byte, 0, 256), by[:]...))
	}
	return out
}

// observeVersion is raised whenever observe sees other things than before in
// the same record with the same tables, or writes them otherwise.
const observeVersion = 2

// rules name what observations depend on besides the record.
var rules = sync.OnceValue(func() [graph.ObservedBy]byte {
	sum := sha256.New()
	sum.Write([]byte{observeVersion})
	for _, file := range [...]string{"kinds", "lands", "occupations", "professions", "words"} {
		b, err := dataFiles.ReadFile("data/" + file + ".tsv")
		if err != nil {
			panic("resolve: " + err.Error()) // the files are embedded
		}
		sum.Write(b)
	}
	return [graph.ObservedBy]byte(sum.Sum(nil))
})

// append writes what does not follow from the entity as the store has it.
func (o *observation) append(b []byte) []byte {
	for _, n := range [...]int{o.year, o.born, int(o.fields), o.weight} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	str := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	if o.cast == nil {
		b = append(b, 0)
	} else {
		b = append(b, 1)
	}
	str(o.suffix)
	str(o.when)
	for _, list := range [...][]string{o.also, o.ties, o.lands} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, s := range list {
			str(s)
		}
	}
	return b
}

var errObserved = errors.New("what was observed of it can't be read")

// sighted is the observation of a sighting; nil where the store keeps none by
// these rules. The cast of the article is read when it is asked for.
func (t *tables) sighted(s *graph.Sighting, read func(graph.IRI) []castName) (*observation, error) {
	by := rules()
	if len(s.Observed) < len(by) || [graph.ObservedBy]byte(s.Observed) != by {
		return nil, nil
	}
	rest, ok := string(s.Observed[len(by):]), true
	num := func() int {
		n, size := uvarint(rest)
		if size <= 0 || n > 1<<40 {
			ok = false
			return 0
		}
		rest = rest[size:]
		return int(n)
	}
	str := func() string {
		n := num()
		if n > len(rest) {
			ok = false
			return ""
		}
		s := rest[:n]
		rest = rest[n:]
		return s
	}
	o := t.named(&s.Entity, s.Article)
	o.year, o.born, o.fields, o.weight = num(), num(), uint32(num()), num()
	if num() == 1 {
		o.cast = &cast{read: func() []castName { return read(s.Article) }}
	}
	o.suffix, o.when = str(), str()
	for _, list := range [...]*[]string{&o.also, &o.ties, &o.lands} {
		n := num()
		if !ok || n > len(rest) {
			return nil, errObserved
		}
		if n > 0 {
			*list = make([]string, n)
			for i := range n {
				(*list)[i] = str()
			}
		}
	}
	if !ok || rest != "" {
		return nil, errObserved
	}
	return o, nil
}

func uvarint(s string) (uint64, int) {
	var n uint64
	for i := 0; i < len(s) && i < binary.MaxVarintLen64; i++ {
		n |= uint64(s[i]&0x7f) << (7 * i)
		if s[i] < 0x80 {
			return n, i + 1
		}
	}
	return 0, 0
}
