package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"
	"time"

	"dossier/ingest/article"
	"dossier/ingest/document"
	"dossier/ingest/source"
)

// Options says how a pipeline runs. The zero value is ready to use.
type Options struct {
	Workers  int         // 0 is one a core
	Progress func(Event) // called in input order from one goroutine; nil for none
	Check    bool        // Document.Check after every article; a finding fails the article
}

// Event tells what became of one page.
type Event struct {
	Name    string // of the page
	Outcome Outcome
	Err     error // why it failed
	Bytes   int   // of clean text
	Facts   int
	Summary Summary // so far, this page included
}

// Summary counts a run.
type Summary struct {
	Added, Replaced, Unchanged, Failed int
	Bytes                              int64 // of clean text, of the articles that did not fail
	Words                              int64 // tokens of the articles that were analysed
	Facts                              int64
}

// Articles is the number of articles that did not fail.
func (s Summary) Articles() int { return s.Added + s.Replaced + s.Unchanged }

// Pipeline turns pages into documents. It is safe for concurrent use.
type Pipeline struct {
	stages []Stage
	opts   Options
	read   func(source.Page, *document.Document) error
	docs   sync.Pool
}

// New returns a pipeline of stages over the reading of articles. It fails
// when a stage reads a layer that is not there yet, or writes one that is.
func New(stages []Stage, opts Options) (*Pipeline, error) {
	if err := check(stages, Text); err != nil {
		return nil, err
	}
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	p := &Pipeline{stages: stages, opts: opts, read: func(page source.Page, doc *document.Document) error {
		return article.Read(article.Page(page), doc)
	}}
	p.docs.New = func() any { return new(document.Document) }
	return p, nil
}

// Document reads one page and runs all stages on it.
func (p *Pipeline) Document(ctx context.Context, page source.Page, doc *document.Document) error {
	if err := p.read(page, doc); err != nil {
		return err
	}
	return p.analyse(ctx, doc)
}

// analyse runs the stages. A stage that panics fails its article alone.
func (p *Pipeline) analyse(ctx context.Context, doc *document.Document) error {
	for i := range p.stages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := runStage(&p.stages[i], doc); err != nil {
			return err
		}
	}
	if p.opts.Check {
		if err := doc.Check(); err != nil {
			return &StageError{doc.Article.File, "check", err}
		}
	}
	return nil
}

func runStage(s *Stage, doc *document.Document) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("a defect of the program: %v", r)
		}
		if err != nil {
			err = &StageError{doc.Article.File, s.Name, err}
		}
	}()
	return s.Run(doc)
}

// job is one page on its way; n is its place in the input.
type job struct {
	n    int
	page source.Page
	err  error // in place of the page
}

// result is what a worker made of a job.
type result struct {
	n         int
	name      string
	doc       *document.Document
	unchanged bool
	err       error
}

// grace is how long a cancelled run waits for what is under way.
const grace = 500 * time.Millisecond

// Run reads pages, analyses them on all workers, and passes the documents to
// the keeper in input order, so that the result does not depend on the number
// of workers. A page that fails is reported and counted; the rest goes on.
//
// After cancellation Run keeps the documents that are finished and returns the
// context's error, within a second. An error of the keeper ends the run.
func (p *Pipeline) Run(ctx context.Context, pages iter.Seq2[source.Page, error], keep Keeper) (Summary, error) {
	run, cancel := context.WithCancel(ctx)
	defer cancel()
	// At most this many pages are under way: memory stays bounded however
	// long one article takes.
	ahead := 4*p.opts.Workers + 4
	slots := make(chan struct{}, ahead)
	jobs := make(chan job)
	results := make(chan result, ahead)
	go feed(run, pages, slots, jobs)
	var workers sync.WaitGroup
	for range p.opts.Workers {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for j := range jobs {
				results <- p.work(run, j, keep)
			}
		}()
	}
	go func() {
		workers.Wait()
		close(results)
	}()
	d := delivery{p: p, keep: keep, waiting: map[int]result{}}
	for {
		select {
		case r, ok := <-results:
			if !ok {
				if err := ctx.Err(); err != nil {
					return d.rest(ctx, err)
				}
				return d.sum, nil
			}
			d.waiting[r.n] = r
			for {
				next, ok := d.waiting[d.next]
				if !ok {
					break
				}
				if ctx.Err() != nil {
					break // rest keeps what is finished
				}
				delete(d.waiting, d.next)
				d.next++
				<-slots
				if err := d.deliver(run, next); err != nil {
					if ctx.Err() != nil {
						return d.rest(ctx, ctx.Err())
					}
					return d.sum, err
				}
			}
		case <-ctx.Done():
			timer := time.NewTimer(grace)
			defer timer.Stop()
			for {
				select {
				case r, ok := <-results:
					if ok {
						d.waiting[r.n] = r
						continue
					}
				case <-timer.C:
				}
				return d.rest(ctx, ctx.Err())
			}
		}
	}
}

// feed hands out the pages until they end or the run is cancelled. A source
// that blocks, as standard input may, is left to itself.
func feed(ctx context.Context, pages iter.Seq2[source.Page, error], slots chan<- struct{}, jobs chan<- job) {
	defer close(jobs)
	n := 0
	for page, err := range pages {
		if err != nil && ctx.Err() != nil {
			return
		}
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		select {
		case jobs <- job{n, page, err}:
		case <-ctx.Done():
			return
		}
		n++
	}
}

func (p *Pipeline) work(ctx context.Context, j job, keep Keeper) result {
	r := result{n: j.n, name: j.page.Name, err: j.err}
	if r.err != nil {
		return r
	}
	doc := p.docs.Get().(*document.Document)
	doc.Reset()
	r.doc = doc
	if r.err = p.read(j.page, doc); r.err != nil {
		return r
	}
	kept, err := keep.Kept(ctx, &doc.Article)
	if err != nil {
		r.err = &keeperError{err}
		return r
	}
	if kept {
		r.unchanged = true
		return r
	}
	r.err = p.analyse(ctx, doc)
	return r
}

// keeperError is an error of the keeper: it ends the run.
type keeperError struct{ err error }

func (e *keeperError) Error() string { return e.err.Error() }
func (e *keeperError) Unwrap() error { return e.err }

// delivery passes results on in input order.
type delivery struct {
	p       *Pipeline
	keep    Keeper
	next    int
	waiting map[int]result
	sum     Summary
}

func (d *delivery) deliver(ctx context.Context, r result) error {
	ev := Event{Name: r.name, Err: r.err}
	var ke *keeperError
	switch {
	case errors.As(r.err, &ke):
		return fmt.Errorf("ingest: %s: %w", r.name, ke.err)
	case r.err != nil && ctx.Err() != nil && errors.Is(r.err, ctx.Err()):
		return r.err
	case r.err != nil:
		ev.Outcome = Failed
		d.sum.Failed++
	case r.unchanged:
		ev.Outcome, ev.Bytes = Unchanged, len(r.doc.Text)
	default:
		ev.Bytes, ev.Facts = len(r.doc.Text), len(r.doc.Facts)
		words := len(r.doc.Tokens)
		var err error
		if ev.Outcome, err = d.keep.Keep(ctx, r.doc); err != nil {
			return fmt.Errorf("ingest: %s: %w", r.name, err)
		}
		d.sum.Words += int64(words)
		d.sum.Facts += int64(ev.Facts)
	}
	switch {
	case ev.Outcome == Failed:
	case ev.Outcome == Replaced:
		d.sum.Replaced++
	case ev.Outcome == Unchanged:
		d.sum.Unchanged++
	default:
		d.sum.Added++
	}
	d.sum.Bytes += int64(ev.Bytes)
	if r.doc != nil {
		d.p.docs.Put(r.doc)
	}
	if d.p.opts.Progress != nil {
		ev.Summary = d.sum
		d.p.opts.Progress(ev)
	}
	return nil
}

// rest keeps what was finished when the run was cancelled, in input order,
// though results before it may be missing.
func (d *delivery) rest(ctx context.Context, cause error) (Summary, error) {
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	most := d.next
	for n := range d.waiting {
		most = max(most, n+1)
	}
	for ; d.next < most; d.next++ {
		r, ok := d.waiting[d.next]
		if !ok || errors.Is(r.err, context.Canceled) || errors.Is(r.err, context.DeadlineExceeded) {
			continue
		}
		if last.Err() != nil {
			break
		}
		if err := d.deliver(last, r); err != nil {
			return d.sum, errors.Join(cause, err)
		}
	}
	return d.sum, cause
}
