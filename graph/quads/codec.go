package quads

import (
	"encoding/binary"
	"fmt"
	"math"

	"dossier/graph"
)

// The store's values are written by hand: counts and numbers as varints,
// strings by length, in the order of the fields. A first byte gives the
// layout's version of the value, so that later ones can differ.
const codecVersion = 1

// viewVersion is the layout of a view that ends in what was observed.
const viewVersion = 2

type encoder struct{ b []byte }

func newEncoder() *encoder { return &encoder{b: []byte{codecVersion}} }

func (e *encoder) num(n uint64)   { e.b = binary.AppendUvarint(e.b, n) }
func (e *encoder) str(s string)   { e.num(uint64(len(s))); e.b = append(e.b, s...) }
func (e *encoder) id(i graph.IRI) { e.str(string(i)) }
func (e *encoder) list(l []string) {
	e.num(uint64(len(l)))
	for _, s := range l {
		e.str(s)
	}
}

func (e *encoder) span(s [2]int32) { e.num(uint64(uint32(s[0]))); e.num(uint64(uint32(s[1] - s[0]))) }

func (e *encoder) bool(v bool) {
	if v {
		e.num(1)
	} else {
		e.num(0)
	}
}

// decoder reads what encoder wrote; the first thing that does not fit sets err
// and makes everything after it zero.
type decoder struct {
	s   string // the value; strings are cut from it without copying
	err error
}

func newDecoder(b []byte) *decoder { return newDecoderOf(codecVersion, b) }

// newDecoderOf reads layouts up to a version.
func newDecoderOf(version byte, b []byte) *decoder {
	d := &decoder{s: string(b)}
	if len(b) == 0 {
		d.fail()
	} else if b[0] == 0 || b[0] > version {
		d.err = fmt.Errorf("%w: a value has layout %d", graph.ErrNewer, b[0])
	} else {
		d.s = d.s[1:]
	}
	return d
}

func (d *decoder) fail() {
	if d.err == nil {
		d.err = fmt.Errorf("%w: a value can't be read", graph.ErrCorrupt)
	}
	d.s = ""
}

func (d *decoder) num() uint64 {
	var n uint64
	for i := 0; i < len(d.s) && i < binary.MaxVarintLen64; i++ {
		c := d.s[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			d.s = d.s[i+1:]
			return n
		}
	}
	d.fail()
	return 0
}

func (d *decoder) str() string {
	n := d.num()
	if n > uint64(len(d.s)) {
		d.fail()
		return ""
	}
	s := d.s[:n]
	d.s = d.s[n:]
	return s
}

func (d *decoder) id() graph.IRI { return graph.IRI(d.str()) }

// count reads a number of things of which each takes a byte at least.
func (d *decoder) count() int {
	n := d.num()
	if n > uint64(len(d.s)) {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *decoder) list() []string {
	n := d.count()
	if n == 0 {
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = d.str()
	}
	return out
}

func (d *decoder) span() [2]int32 {
	start := int32(d.num())
	return [2]int32{start, start + int32(d.num())}
}

func (d *decoder) bool() bool { return d.num() == 1 }

// end checks that all was read and gives the error of the whole.
func (d *decoder) end() error {
	if d.err == nil && d.s != "" {
		d.fail()
	}
	return d.err
}

func encodeArticle(a *graph.Article) []byte {
	e := newEncoder()
	e.str(a.File)
	e.str(a.Title)
	e.str(a.Published)
	e.str(a.Publisher)
	e.list(a.Authors)
	e.str(a.URL)
	e.str(a.Language)
	e.str(a.Hash)
	return e.b
}

func decodeArticle(id graph.IRI, b []byte) (graph.Article, error) {
	d := newDecoder(b)
	a := graph.Article{IRI: id, File: d.str(), Title: d.str(), Published: d.str(), Publisher: d.str(),
		Authors: d.list(), URL: d.str(), Language: d.str(), Hash: d.str()}
	return a, d.end()
}

// view is an entity as one article shows it.
type view struct {
	article  graph.IRI // set by views
	entity   graph.Entity
	event    *graph.Event // nil when the article knows nothing of it as an event
	mentions []graph.Mention
	observed []byte // nil where nothing was
}

func encodeView(v *view) []byte {
	e := newEncoder()
	e.view(v)
	if len(v.observed) > 0 {
		e.b[0] = viewVersion
		e.b = append(e.b, v.observed...)
	}
	return e.b
}

func (e *encoder) view(v *view) {
	e.str(v.entity.Type)
	e.str(v.entity.Name)
	e.list(v.entity.Aliases)
	e.list(v.entity.SameAs)
	e.str(v.entity.Gender)
	e.bool(v.event != nil)
	if ev := v.event; ev != nil {
		e.str(ev.Class)
		e.str(ev.Status)
		e.str(ev.Time)
		e.id(ev.Place)
		e.num(uint64(len(ev.Participants)))
		for _, p := range ev.Participants {
			e.id(p.Entity)
			e.str(p.Role)
		}
	}
	e.num(uint64(len(v.mentions)))
	for _, m := range v.mentions {
		e.span([2]int32{m.Start, m.End})
	}
}

func decodeView(entity, article graph.IRI, b []byte) (*view, error) {
	d := newDecoderOf(viewVersion, b)
	v := d.view(entity, article)
	v.observed = d.observed(b)
	return v, d.end()
}

// observed is the rest of a view's value.
func (d *decoder) observed(value []byte) []byte {
	if d.err != nil || value[0] != viewVersion {
		return nil
	}
	if len(d.s) < graph.ObservedBy {
		d.fail()
		return nil
	}
	rest := []byte(d.s)
	d.s = ""
	return rest
}

// decodeSighting reads of a view what resolving needs.
func decodeSighting(entity, article graph.IRI, b []byte) (graph.Sighting, error) {
	d := newDecoderOf(viewVersion, b)
	s := graph.Sighting{Article: article, Entity: d.viewed(entity)}
	d.skipRest()
	s.Observed = d.observed(b)
	return s, d.end()
}

// skipRest passes over what a view has of an event and over its mentions.
func (d *decoder) skipRest() {
	if d.bool() {
		for range 4 { // class, status, time, place
			d.str()
		}
		for range 2 * d.count() {
			d.str()
		}
	}
	for range 2 * d.count() {
		d.num()
	}
}

// decodeCast reads the entities of an article alone.
func decodeCast(b []byte) ([]graph.Entity, error) {
	d := newDecoder(b)
	cast := make([]graph.Entity, d.count())
	for i := range cast {
		cast[i] = d.viewed(d.id())
		d.skipRest()
	}
	return cast, d.end()
}

func (d *decoder) viewed(entity graph.IRI) graph.Entity {
	return graph.Entity{IRI: entity, Type: d.str(), Name: d.str(), Aliases: d.list(), SameAs: d.list(), Gender: d.str()}
}

// encodeContent writes the views of one article, sorted by entity.
func encodeContent(views []*view) []byte {
	e := newEncoder()
	e.num(uint64(len(views)))
	for _, v := range views {
		e.id(v.entity.IRI)
		e.view(v)
	}
	return e.b
}

func decodeContent(article graph.IRI, b []byte) ([]*view, error) {
	d := newDecoder(b)
	views := make([]*view, d.count())
	for i := range views {
		views[i] = d.view(d.id(), article)
	}
	return views, d.end()
}

func (d *decoder) view(entity, article graph.IRI) *view {
	v := &view{entity: d.viewed(entity)}
	if d.bool() {
		v.event = &graph.Event{Entity: entity, Article: article, Class: d.str(), Status: d.str(), Time: d.str(), Place: d.id()}
		for range d.count() {
			v.event.Participants = append(v.event.Participants, graph.Participant{Entity: d.id(), Role: d.str()})
		}
	}
	if n := d.count(); n > 0 {
		v.mentions = make([]graph.Mention, n)
		for i := range v.mentions {
			s := d.span()
			v.mentions[i] = graph.Mention{Entity: entity, Start: s[0], End: s[1]}
		}
	}
	return v
}

const (
	flagOpen = 1 << iota
)

var statuses = [...]string{graph.Happened, graph.Planned, graph.Possible, graph.Denied}

func statusByte(s string) byte {
	for i, name := range statuses {
		if s == name {
			return byte(i)
		}
	}
	return 0
}

// head is what decides about a fact before it is read: the first part of its
// value and, seen from one end, the value of its index entries.
type head struct {
	subject, object graph.IRI
	relation        string
	status          byte
	open            bool
	confidence      uint64 // thousandths
	time, published string
	article         graph.IRI
}

func (e *encoder) head(h *head) {
	var flags byte
	if h.open {
		flags |= flagOpen
	}
	e.b = append(e.b, h.status, flags)
	e.num(h.confidence)
	e.str(h.relation)
	e.id(h.subject)
	e.id(h.object)
	e.str(h.time)
	e.str(h.published)
	e.id(h.article)
}

func (d *decoder) head() (h head) {
	if len(d.s) < 2 || int(d.s[0]) >= len(statuses) {
		d.fail()
		return h
	}
	h.status, h.open = d.s[0], d.s[1]&flagOpen != 0
	d.s = d.s[2:]
	h.confidence = d.num()
	h.relation = d.str()
	h.subject, h.object = d.id(), d.id()
	h.time, h.published = d.str(), d.str()
	h.article = d.id()
	return h
}

func headOf(f *graph.Fact) head {
	return head{subject: f.Subject, object: f.Object, relation: f.Relation, status: statusByte(f.Status), open: f.Open,
		confidence: uint64(math.Round(f.Confidence * 1000)), time: f.Time, published: f.Published, article: f.Article}
}

func encodeHead(f *graph.Fact) []byte {
	h := headOf(f)
	e := newEncoder()
	e.head(&h)
	return e.b
}

func decodeHead(b []byte) (head, error) {
	d := newDecoder(b)
	h := d.head()
	return h, d.end()
}

func encodeFact(f *graph.Fact) []byte {
	e := &encoder{b: encodeHead(f)}
	e.id(f.Place)
	e.id(f.Event)
	e.num(uint64(len(f.Sources)))
	for _, s := range f.Sources {
		e.id(s.Entity)
		e.str(s.Text)
	}
	e.num(uint64(len(f.Evidence)))
	for i := range f.Evidence {
		ev := &f.Evidence[i]
		e.str(ev.Sentence)
		e.span([2]int32{ev.Start, ev.End})
		e.span(ev.Subject)
		e.span(ev.Object)
		e.span(ev.Trigger)
		e.str(ev.Rule)
		e.str(ev.Path)
		e.list(ev.Qualifiers)
	}
	return e.b
}

func decodeFact(id graph.IRI, b []byte) (graph.Fact, error) {
	d := newDecoder(b)
	f := d.fact(id, d.head())
	return f, d.end()
}

// fact reads the rest of a fact whose head was read.
func (d *decoder) fact(id graph.IRI, h head) graph.Fact {
	f := graph.Fact{IRI: id, Subject: h.subject, Relation: h.relation, Object: h.object, Open: h.open,
		Status: statuses[h.status], Time: h.time, Confidence: float64(h.confidence) / 1000, Article: h.article, Published: h.published}
	f.Place, f.Event = d.id(), d.id()
	if n := d.count(); n > 0 {
		f.Sources = make([]graph.Source, n)
		for i := range f.Sources {
			f.Sources[i] = graph.Source{Entity: d.id(), Text: d.str()}
		}
	}
	if n := d.count(); n > 0 {
		f.Evidence = make([]graph.Evidence, n)
		for i := range f.Evidence {
			ev := &f.Evidence[i]
			ev.Sentence = d.str()
			s := d.span()
			ev.Start, ev.End = s[0], s[1]
			ev.Subject, ev.Object, ev.Trigger = d.span(), d.span(), d.span()
			ev.Rule, ev.Path, ev.Qualifiers = d.str(), d.str(), d.list()
		}
	}
	return f
}
