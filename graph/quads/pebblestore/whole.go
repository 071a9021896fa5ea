package pebblestore

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// batchQuads is how many quads a walk over the whole store reads at a time.
const batchQuads = 256

// batch holds some quads of a walk over the whole store, and their names once
// somebody has asked for one of them: then for all, since they lie together.
type batch struct {
	v     *View
	words *wording
	refs  [batchQuads]batchRef
	n     int
	err   error // why there are no more

	once  sync.Once
	named [batchQuads]quad.Quad
	wrong error
}

// batchRef refers to a quad of a batch. It equals the quadRef of the quad by its key.
type batchRef struct {
	q Quad
	b *batch
	i int
}

func (r *batchRef) Key() any { return quadRef(r.q) }

// quad gives the quad with its names.
func (r *batchRef) quad() (quad.Quad, error) {
	r.b.once.Do(func() { r.b.wrong = r.b.words.name(r.b) })
	return r.b.named[r.i], r.b.wrong
}

// wording reads the names of a walk's quads. The walk goes from label to label,
// and a label's id was given with those of the terms that came with it: so the
// names are read once, in the order of ids, beside the quads.
type wording struct {
	v  *View
	mu sync.Mutex
	sc *scan // over the names; nil when the walk has ended

	// The names read last, of rising ids, two batches of them at least.
	ids  []ID
	vals []quad.Value
}

// maxGap is how far apart the labels of a batch may lie for the names between
// them to be read through.
const maxGap = 8 * batchQuads

// name names the quads of a batch.
func (w *wording) name(b *batch) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if b.n == 0 {
		return nil
	}
	label := position(quad.Label)
	if first, last := b.refs[0].q[label], b.refs[b.n-1].q[label]; first > 0 && last-first < maxGap {
		if err := w.read(first, last); err != nil {
			return err
		}
	}
	for p := range 4 {
		d := quad.Subject + quad.Direction(p)
		var last ID
		var val quad.Value
		for i := range b.n {
			id := b.refs[i].q[p]
			if id == 0 {
				continue
			}
			if id != last {
				var err error
				if val, err = w.term(id, p == label); err != nil {
					return err
				}
				last = id
			}
			b.named[i].Set(d, val)
		}
	}
	return nil
}

// read brings the names from first to last, unless the walk has ended or is
// beyond them.
func (w *wording) read(first, last ID) error {
	if w.sc == nil || len(w.ids) > 0 && w.ids[len(w.ids)-1] >= last {
		return nil
	}
	if n := len(w.ids); n > 2*maxGap {
		w.ids, w.vals = append(w.ids[:0], w.ids[n-maxGap:]...), append(w.vals[:0], w.vals[n-maxGap:]...)
	}
	if n := len(w.ids); n == 0 || first > w.ids[n-1]+maxGap {
		w.ids, w.vals = w.ids[:0], w.vals[:0]
		w.sc.seek(appendID([]byte{tabName}, max(first, batchQuads)-batchQuads+1))
	}
	var err error
	w.ids, w.vals, err = w.sc.names(last, w.ids, w.vals)
	return err
}

// term gives the name of an id; that of a label is not likely asked for again.
func (w *wording) term(id ID, label bool) (quad.Value, error) {
	if n := len(w.ids); n > 0 && id >= w.ids[0] && id <= w.ids[n-1] {
		i := n - 1 - int(w.ids[n-1]-id) // most often there is no gap
		ok := i >= 0 && w.ids[i] == id
		if !ok {
			i, ok = slices.BinarySearch(w.ids, id)
		}
		if ok {
			if !label {
				w.v.s.names.put(id, w.vals[i])
			}
			return w.vals[i], nil
		}
	}
	val, err := w.v.Term(id)
	if err == nil && val == nil {
		err = fmt.Errorf("%w: the dictionary lacks term %d", ErrCorrupt, id)
	}
	return val, err
}

func (w *wording) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.sc != nil {
		w.sc.close()
		w.sc = nil
	}
}

// names reads the names from where the scan stands up to an id.
func (sc *scan) names(last ID, ids []ID, vals []quad.Value) ([]ID, []quad.Value, error) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	for (len(ids) == 0 || ids[len(ids)-1] < last) && sc.move(context.Background()) {
		key := sc.it.Key()
		if len(key) != 1+idSize {
			return ids, vals, fmt.Errorf("%w: a term's key has %d bytes", ErrCorrupt, len(key))
		}
		b, err := sc.it.ValueAndErr()
		if err != nil {
			sc.err = sc.v.readError(err)
			break
		}
		val, err := decodeTerm(b)
		if err != nil {
			return ids, vals, fmt.Errorf("%w: term %d: %v", ErrCorrupt, readID(key[1:]), err)
		}
		ids, vals = append(ids, readID(key[1:])), append(vals, val)
	}
	return ids, vals, sc.err
}

// fill reads the next batch of a scan for all quads.
func (sc *scan) fill(ctx context.Context, words *wording) *batch {
	b := &batch{v: sc.v, words: words}
	sc.mu.Lock()
	defer sc.mu.Unlock()
	for b.n < batchQuads && sc.move(ctx) {
		q, err := sc.x.decode(sc.it.Key())
		if err != nil {
			sc.err = err
			break
		}
		b.refs[b.n] = batchRef{q, b, b.n}
		b.n++
	}
	b.err = sc.err
	return b
}

// wholeScanner walks over all quads of a store. From the second batch on a
// goroutine reads ahead; it ends with the walk or with Close.
type wholeScanner struct {
	base
	it    *quads
	b     *batch
	words *wording
	at    int
	ahead chan *batch
	stop  chan struct{}
	ended sync.WaitGroup
}

var _ graph.Scanner = (*wholeScanner)(nil)

func (s *wholeScanner) String() string { return s.it.String() }

func (s *wholeScanner) Result() graph.Ref {
	if s.b == nil || s.at == 0 || s.at > s.b.n {
		return nil
	}
	return &s.b.refs[s.at-1]
}

func (s *wholeScanner) Next(ctx context.Context) bool {
	for {
		if s.b != nil && s.at < s.b.n {
			s.at++
			return true
		}
		if s.b != nil && s.b.n < batchQuads || s.err != nil {
			if s.b != nil && s.err == nil {
				s.err = s.b.err
			}
			s.at = batchQuads + 1
			return false
		}
		if !s.more(ctx) {
			return false
		}
	}
}

// more brings the next batch.
func (s *wholeScanner) more(ctx context.Context) bool {
	s.at = 0
	switch {
	case s.b == nil:
		if !s.run(func() (*scan, error) { return s.it.v.scan(Quad{}) }, ctx) {
			return false
		}
		var names *scan
		if names, s.err = s.it.v.scanKeys([]byte{tabName}); s.err != nil {
			return false
		}
		s.words = &wording{v: s.it.v, sc: names}
		s.b = s.sc.fill(ctx, s.words)
		return true
	case s.ahead == nil:
		s.ahead, s.stop = make(chan *batch, 2), make(chan struct{})
		sc, words, ahead, stop := s.sc, s.words, s.ahead, s.stop
		s.ended.Go(func() {
			for {
				b := sc.fill(ctx, words)
				select {
				case ahead <- b:
				case <-stop:
					return
				}
				if b.n < batchQuads {
					return
				}
			}
		})
	}
	select {
	case s.b = <-s.ahead:
		return true
	case <-ctx.Done():
		s.err = ctx.Err()
		return false
	}
}

func (s *wholeScanner) Close() error {
	if s.stop != nil {
		close(s.stop)
		s.ended.Wait()
		s.stop = nil
	}
	if s.words != nil {
		s.words.end()
	}
	return s.base.Close()
}
