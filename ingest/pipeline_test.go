package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"
	"testing"
	"time"

	"dossier/ingest/document"
	"dossier/ingest/source"
)

// pagesOf yields texts as pages p0, p1 …; an empty one as an error.
func pagesOf(texts ...string) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		for i, s := range texts {
			p := source.Page{Name: fmt.Sprintf("p%d", i), Bytes: []byte(s)}
			var err error
			if s == "" {
				err = &source.Error{Name: p.Name, Reason: source.NotFound, Detail: "gone"}
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

func texts(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = strings.Repeat(fmt.Sprintf("The council met number %d on that day. ", i), 1+i%7)
	}
	return out
}

// fake writes one sentence and one token a word.
var fake = []Stage{
	{Name: "tokens", Reads: Text, Writes: Sentences | Tokens, Run: func(doc *document.Document) error {
		at := int32(0)
		for _, w := range strings.Fields(doc.Text) {
			at += int32(strings.Index(doc.Text[at:], w))
			doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: at, End: at + int32(len(w))}, Head: document.None})
			at += int32(len(w))
		}
		n := int32(len(doc.Tokens))
		doc.Sentences = append(doc.Sentences, document.Sentence{Span: doc.TokenSpan(0, n), First: 0, End: n})
		return nil
	}},
	{Name: "parity", Reads: Tokens, Writes: Names, Run: func(doc *document.Document) error {
		if strings.Contains(doc.Text, "number 3 ") {
			panic("odd")
		}
		if strings.Contains(doc.Text, "number 5 ") {
			return errors.New("five")
		}
		return nil
	}},
}

func TestConstructionChecksLayers(t *testing.T) {
	nop := func(*document.Document) error { return nil }
	for _, c := range []struct {
		stages []Stage
		want   string
	}{
		{[]Stage{{Name: "a", Reads: Tokens, Writes: Tags, Run: nop}}, `stage "a" reads tokens, which no stage before it writes`},
		{[]Stage{{Name: "a", Reads: Text, Writes: Tokens, Run: nop}, {Name: "b", Reads: Text, Writes: Tokens | Tags, Run: nop}}, `stage "b" writes tokens, which stage "a" wrote already`},
		{[]Stage{{Name: "a", Writes: Text, Run: nop}}, "which the reader wrote already"},
		{[]Stage{{Name: "a", Run: nop}}, "writes nothing"},
		{[]Stage{{Name: "a", Writes: Tokens}}, "nothing to run"},
	} {
		_, err := New(c.stages, Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q", err, c.want)
		}
	}
}

// trace records what a run did.
type trace struct {
	mu   sync.Mutex
	b    strings.Builder
	kept map[string]bool // hashes known before
	fail string          // name at which keeping fails
}

func (tr *trace) Kept(_ context.Context, a *document.Article) (bool, error) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return tr.kept[a.File], nil
}

func (tr *trace) Keep(_ context.Context, doc *document.Document) (Outcome, error) {
	if doc.Article.File == tr.fail {
		return 0, errors.New("the disk is full")
	}
	fmt.Fprintf(&tr.b, "%s %s %d\n", doc.Article.File, doc.Article.Hash, len(doc.Tokens))
	return Added, nil
}

func TestOrderAndErrorsDoNotDependOnWorkers(t *testing.T) {
	in := texts(60)
	in[10] = ""
	var first string
	for _, workers := range []int{1, 2, 8} {
		tr := &trace{kept: map[string]bool{"p7": true}}
		var events strings.Builder
		p, err := New(fake, Options{Workers: workers, Check: true, Progress: func(e Event) {
			fmt.Fprintf(&events, "%s %s %v %d\n", e.Name, e.Outcome, e.Err, e.Summary.Articles())
		}})
		if err != nil {
			t.Fatal(err)
		}
		sum, err := p.Run(context.Background(), pagesOf(in...), tr)
		if err != nil {
			t.Fatal(err)
		}
		if sum.Failed != 3 || sum.Unchanged != 1 || sum.Added != 56 {
			t.Errorf("%d workers: %+v", workers, sum)
		}
		got := tr.b.String() + events.String()
		for _, want := range []string{"p3: parity: a defect of the program: odd", "p5: parity: five", "p10: not found: gone", "p7 unchanged"} {
			if !strings.Contains(got, want) {
				t.Errorf("%d workers: no %q", workers, want)
			}
		}
		if first == "" {
			first = got
		} else if got != first {
			t.Errorf("%d workers give another result than 1", workers)
		}
	}
}

func TestKeeperErrorEndsTheRun(t *testing.T) {
	p, err := New(fake[:1], Options{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	tr := &trace{fail: "p4"}
	sum, err := p.Run(context.Background(), pagesOf(texts(20)...), tr)
	if err == nil || !strings.Contains(err.Error(), "p4: the disk is full") {
		t.Errorf("error %v", err)
	}
	if sum.Added != 4 {
		t.Errorf("%d kept before the error, want 4", sum.Added)
	}
}

func TestCancelKeepsWhatIsFinished(t *testing.T) {
	slow := []Stage{{Name: "slow", Reads: Text, Writes: Tokens, Run: func(doc *document.Document) error {
		if strings.Contains(doc.Text, "number 2 ") {
			time.Sleep(3 * time.Second)
		}
		return nil
	}}}
	p, err := New(slow, Options{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		time.Sleep(150 * time.Millisecond)
		cancel()
	}()
	tr := &trace{}
	start := time.Now()
	sum, err := p.Run(ctx, pagesOf(texts(6)...), tr)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("took %v to stop", d)
	}
	if sum.Added != 5 || strings.Contains(tr.b.String(), "p2 ") {
		t.Errorf("%+v kept:\n%s", sum, tr.b.String())
	}
}

func TestCancelWhileTheSourceBlocks(t *testing.T) {
	p, err := New(fake[:1], Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	release := make(chan struct{})
	defer close(release)
	blocked := func(yield func(source.Page, error) bool) {
		yield(source.Page{Name: "p0", Bytes: []byte("The council met on that day.")}, nil)
		<-release
	}
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	tr := &trace{}
	sum, err := p.Run(ctx, blocked, tr)
	if !errors.Is(err, context.DeadlineExceeded) || sum.Added != 1 {
		t.Errorf("%+v, %v", sum, err)
	}
}
