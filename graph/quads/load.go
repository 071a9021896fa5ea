package quads

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"hash/crc64"
	"io"
	"strings"

	"dossier/graph"
	"dossier/graph/quads/pebblestore"

	"github.com/cayleygraph/quad"
)

// ErrUnfinished is what a store answers in which a load was cut off.
var ErrUnfinished = errors.New("a load into this store was cut off; load the same dump again to finish it")

// maxLine is the longest line a dump may have: an article's text stands in one.
const maxLine = 256 << 20

// keyLoad holds how far a load has come; it is there only while one is under way.
var keyLoad = []byte("l")

// Load reads a dump, plain or compressed by gzip. An empty store is filled in
// bulk, in sorted runs; a load that is cut off can be resumed by calling Load
// with the same dump again, and until then the store answers ErrUnfinished. In
// a store that has articles each article of the dump is put, replacing its
// earlier form. The quads of an article must stand together, as Dump writes
// them, in any order; derived quads (edges of facts, preferred names) are not
// read but made anew. An error names the line.
func (s *Store) Load(ctx context.Context, r io.Reader, progress Progress) error {
	br := bufio.NewReaderSize(r, 1<<20)
	if magic, _ := br.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		gz, err := gzip.NewReader(br)
		if err != nil {
			return fmt.Errorf("the dump: %w", err)
		}
		defer gz.Close()
		br = bufio.NewReaderSize(gz, 1<<20)
	}
	ld := &load{ctx: ctx, s: s, lines: lines{r: br}, progress: progress}
	db, ok := s.db.(embedded)
	if !ok {
		return ld.into()
	}
	ld.db = db
	mark, err := db.Get(keyLoad)
	if err != nil {
		return translate(err)
	}
	empty := true
	for _, err := range db.Scan(ctx, nil, nil) {
		if err != nil {
			return translate(err)
		}
		empty = false
		break
	}
	if mark == nil && !empty {
		return ld.into()
	}
	return ld.bulk(mark)
}

// load is one run of Load.
type load struct {
	ctx       context.Context
	s         *Store
	db        embedded // of bulk loads
	lines     lines
	progress  Progress
	done      int
	decisions decisions
}

// articles calls keep with each record of the dump, in its order.
func (ld *load) articles(keep func(*graph.Record) error) error {
	var now *assembly
	finish := func() error {
		if now == nil {
			return nil
		}
		r, err := now.record()
		if err != nil {
			return fmt.Errorf("line %d: the article before it: %w", ld.lines.n, err)
		}
		if err := keep(&r); err != nil {
			return err
		}
		if ld.done++; ld.progress != nil {
			ld.progress(ld.done, 0)
		}
		now = nil
		return nil
	}
	for {
		if ld.lines.n&0xff == 0 && ld.ctx.Err() != nil {
			return ld.ctx.Err()
		}
		line, err := ld.lines.next()
		if err == io.EOF {
			return finish()
		}
		if err != nil {
			return err
		}
		if line == "" || line[0] == '#' {
			if v, ok := strings.CutPrefix(line, "# dossier dump "); ok && v != strings.TrimPrefix(dumpHeader, "# dossier dump ") {
				return fmt.Errorf("the dump has format %s: %w", v, graph.ErrNewer)
			}
			continue
		}
		q, err := parseQuad(line)
		if err != nil {
			return fmt.Errorf("line %d: %w", ld.lines.n, err)
		}
		label, _ := q.Label.(quad.IRI)
		switch kind, _, _ := strings.Cut(string(label), "/"); kind {
		case "article":
			if now == nil || now.r.Article.IRI != graph.IRI(label) {
				if err := finish(); err != nil {
					return err
				}
				ld.lines.mark() // all before this line is done with
				now = newAssembly(graph.IRI(label))
			}
			err = now.add(q)
			ld.lines.last = ld.lines.position
		case "decision":
			err = ld.decisions.add(string(label), q)
		case "fact", "": // edges and preferred names follow from the rest
		default:
			err = fmt.Errorf("the graph label %s is none of a dossier dump", label)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", ld.lines.n, err)
		}
	}
}

// into puts each article into a store that has others.
func (ld *load) into() error {
	if err := ld.articles(func(r *graph.Record) error { return ld.s.Put(ld.ctx, *r) }); err != nil {
		return err
	}
	return ld.s.Change(ld.ctx, ld.decisions.apply)
}

// bulk fills an empty store, or resumes that.
func (ld *load) bulk(mark []byte) error {
	st := &stats{}
	if mark != nil {
		d := newDecoder(mark)
		offset, sum := int64(d.num()), d.num()
		if err := d.end(); err != nil {
			return err
		}
		if err := ld.lines.skip(ld.ctx, offset, sum); err != nil {
			return err
		}
		raw, err := ld.db.Get([]byte{tabStats})
		if err != nil {
			return translate(err)
		}
		if st, err = decodeStats(raw); err != nil {
			return err
		}
		ld.done = st.articles
	}
	l, err := ld.db.NewLoader(ld.ctx)
	if err != nil {
		return translate(err)
	}
	defer l.Close()
	commit := func() error {
		e := newEncoder()
		offset, sum := ld.lines.at()
		e.num(uint64(offset))
		e.num(sum)
		return translate(l.Commit(pebblestore.Pair{Key: keyLoad, Value: e.b}, pebblestore.Pair{Key: []byte{tabStats}, Value: st.encode()}))
	}
	if mark == nil { // from here on the store is unfinished
		if err := commit(); err != nil {
			return err
		}
	}
	seen := map[graph.IRI]bool{}
	// A record is kept when the line after it was read, so that the mark stands
	// between them; at the end of the dump there is no such line, but nothing
	// left to do either.
	err = ld.articles(func(r *graph.Record) error {
		if err := ld.unseen(r, seen); err != nil {
			return err
		}
		st.articles++
		for i := range r.Facts {
			st.fact(&r.Facts[i], 1)
		}
		for k, v := range entries(r, ld.s.observe) {
			l.Put([]byte(k), []byte(v))
		}
		var err error
		each(r, false, func(q quad.Quad) {
			if err == nil {
				err = l.Add(q)
			}
		})
		if err == nil && l.Full() {
			clear(seen) // what is committed is looked up
			ld.lines.mark()
			err = commit()
		}
		return err
	})
	if err != nil {
		return err
	}
	ld.lines.marked = ld.lines.last // decisions, which come after, are read again
	if err := commit(); err != nil {
		return err
	}
	if err := ld.aggregates(l, st, commit); err != nil {
		return err
	}
	if err := l.Close(); err != nil {
		return err
	}
	return ld.s.changeUnfinished(ld.ctx, func(b *batch) error {
		*b.st = *st
		if err := ld.decisions.apply(b); err != nil {
			return err
		}
		return b.b.Drop(keyLoad)
	})
}

// unseen checks that an article and its facts are new.
func (ld *load) unseen(r *graph.Record, seen map[graph.IRI]bool) error {
	check := func(tab byte, id graph.IRI) error {
		v, err := ld.db.Get(key1(tab, string(id)))
		if err != nil {
			return translate(err)
		}
		if v != nil || seen[id] {
			return fmt.Errorf("line %d: the quads of %s stand in more than one place", ld.lines.n, id)
		}
		seen[id] = true
		return nil
	}
	if err := check(tabArticle, r.Article.IRI); err != nil {
		return err
	}
	for i := range r.Facts {
		if err := check(tabFact, r.Facts[i].IRI); err != nil {
			return err
		}
	}
	return nil
}

// aggregates makes the entities over all articles of their views, which stand
// in the order of entities.
func (ld *load) aggregates(l *pebblestore.Loader, st *stats, commit func() error) error {
	sn, err := ld.s.anySnapshot()
	if err != nil {
		return err
	}
	defer sn.Close()
	var id graph.IRI
	var a *aggregate
	st.entities, st.types = 0, nil
	flush := func() error {
		if a == nil {
			return nil
		}
		for k, v := range derived(id, a) {
			l.Put([]byte(k), []byte(v))
		}
		st.entities++
		count(&st.types, most(a.types), 1)
		return l.Add(label(id, a))
	}
	for v, err := range sn.views(ld.ctx, "") {
		if err != nil {
			return err
		}
		if v.entity.IRI != id || a == nil {
			if err := flush(); err != nil {
				return err
			}
			id, a = v.entity.IRI, &aggregate{}
			if l.Full() {
				if err := commit(); err != nil {
					return err
				}
			}
		}
		a.add(&v.entity, 1)
	}
	if err := flush(); err != nil {
		return err
	}
	return commit()
}

// lines reads lines and knows how many bytes of them are done with.
type lines struct {
	r        *bufio.Reader
	n        int // of the current line, from 1
	buf      []byte
	position          // after the current line
	prev     position // before it
	last     position // after the last line of an article
	marked   position // all before it is done with
}

// position is a place in a dump.
type position struct {
	offset int64
	sum    uint64 // of all bytes before offset
}

var crcTable = crc64.MakeTable(crc64.ECMA)

func (l *lines) next() (string, error) {
	l.buf = l.buf[:0]
	for {
		part, err := l.r.ReadSlice('\n')
		l.buf = append(l.buf, part...)
		if len(l.buf) > maxLine {
			return "", fmt.Errorf("line %d is longer than %d bytes", l.n+1, maxLine)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && err != io.EOF {
			return "", fmt.Errorf("after line %d: %w", l.n, err)
		}
		if len(l.buf) == 0 {
			return "", io.EOF
		}
		if err == io.EOF {
			return "", fmt.Errorf("the dump is cut off in line %d", l.n+1)
		}
		break
	}
	l.prev = l.position
	l.n++
	l.offset += int64(len(l.buf))
	l.sum = crc64.Update(l.sum, crcTable, l.buf)
	return strings.TrimRight(string(l.buf), "\r\n"), nil
}

// mark says that all before the current line is done with.
func (l *lines) mark()               { l.marked = l.prev }
func (l *lines) at() (int64, uint64) { return l.marked.offset, l.marked.sum }

// skip passes over what an earlier load has done and checks that it is the same.
func (l *lines) skip(ctx context.Context, offset int64, sum uint64) error {
	for l.offset < offset {
		if l.n&0xff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if _, err := l.next(); err != nil {
			if err == io.EOF {
				break
			}
			return err
		}
	}
	if l.offset != offset || l.sum != sum {
		return fmt.Errorf("this is not the dump whose load was cut off: %w", ErrUnfinished)
	}
	l.prev, l.last = l.position, l.position
	l.mark()
	return nil
}

// decisions gathers those of a dump.
type decisions struct {
	order     []string
	of        map[string]*graph.Decision
	redirects [][2]graph.IRI
}

func (ds *decisions) add(id string, q quad.Quad) error {
	s, pred := q.Subject.(quad.IRI), q.Predicate.(quad.IRI)
	if pred == dctReplaced {
		now, err := asIRI(q.Object)
		ds.redirects = append(ds.redirects, [2]graph.IRI{graph.IRI(s), now})
		return err
	}
	d := ds.of[id]
	if d == nil {
		if ds.of == nil {
			ds.of = map[string]*graph.Decision{}
		}
		d = &graph.Decision{}
		ds.of[id] = d
		ds.order = append(ds.order, id)
	}
	var err error
	switch pred {
	case rdfType:
	case decisionBy:
		d.By, err = asText(q.Object)
	case decisionScore:
		f, ok := q.Object.(quad.Float)
		if !ok {
			return fmt.Errorf("a score that is no number")
		}
		d.Score = float64(f)
	case decisionReasons:
		var text string
		text, err = asText(q.Object)
		d.Reasons = splitList(text)
	default:
		for kind, p := range decisionKinds {
			if p == pred {
				d.Kind, d.A = kind, graph.IRI(s)
				d.B, err = asIRI(q.Object)
				return err
			}
		}
		return fmt.Errorf("no dump of dossier says %s of a decision", pred)
	}
	return err
}

func (ds *decisions) apply(tx graph.Tx) error {
	for _, id := range ds.order {
		if err := tx.Decide(*ds.of[id]); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
	}
	for _, r := range ds.redirects {
		if err := tx.Redirect(r[0], r[1]); err != nil {
			return err
		}
	}
	return nil
}
