package ingest

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"dossier/ingest/document"
	"dossier/ingest/lang"
	"dossier/ingest/source"
)

// TestSameBytesAtAnyNumberOfWorkers runs the whole of the real stages on the
// sample articles, each of which must pass Document.Check.
func TestSameBytesAtAnyNumberOfWorkers(t *testing.T) {
	stages, err := Stages(nil)
	if errors.Is(err, lang.ErrNoModel) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var first []byte
	for _, workers := range []int{1, 2, 8} {
		p, err := New(stages, Options{Workers: workers, Check: true, Progress: func(e Event) {
			if e.Err != nil {
				t.Error(e.Err)
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		sum, err := p.Run(context.Background(), source.Pages(context.Background(), []string{"../testdata/articles"}, source.Options{}),
			KeepFunc(func(_ context.Context, doc *document.Document) error { return WriteJSON(&out, doc) }))
		if err != nil {
			t.Fatal(err)
		}
		if sum.Added < 14 || sum.Failed > 0 || sum.Facts == 0 {
			t.Errorf("%d workers: %+v", workers, sum)
		}
		if first == nil {
			first = out.Bytes()
		} else if !bytes.Equal(out.Bytes(), first) {
			t.Errorf("%d workers write other bytes than 1", workers)
		}
	}
}
