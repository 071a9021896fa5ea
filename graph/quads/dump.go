package quads

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"dossier/graph"

	"github.com/cayleygraph/quad"
)

// Progress is told how far a long operation has come: articles done and, where
// it is known, how many there are (else 0).
type Progress func(done, total int)

// dumpHeader is the first line of a dump; the number is its format.
const dumpHeader = "# dossier dump 1"

// Dump writes all of the store as N-Quads: article by article with their
// texts, then decisions and redirects, then the preferred names of entities.
// The same contents give the same bytes, and Load makes the same store of
// them.
func (s *Store) Dump(ctx context.Context, w io.Writer, progress Progress) error {
	sn, err := s.Snapshot()
	if err != nil {
		return err
	}
	defer sn.Close()
	return sn.Dump(ctx, w, progress)
}

// Dump is Store.Dump of this snapshot.
func (sn *Snapshot) Dump(ctx context.Context, w io.Writer, progress Progress) error {
	st, err := sn.Stats(ctx)
	if err != nil {
		return err
	}
	bw := bufio.NewWriterSize(w, 1<<20)
	var line []byte
	write := func(q quad.Quad) {
		line = appendQuad(line[:0], q)
		_, _ = bw.Write(line) // a bufio.Writer keeps its error for Flush
	}
	if _, err := fmt.Fprintln(bw, dumpHeader); err != nil {
		return err
	}
	done := 0
	for a, err := range sn.Articles(ctx) {
		if err != nil {
			return err
		}
		r, err := sn.Record(ctx, a.IRI)
		if err != nil {
			return err
		}
		each(&r, true, write)
		if done++; progress != nil {
			progress(done, st.Articles)
		}
		if _, err := bw.Write(nil); err != nil {
			return err
		}
	}
	for d, err := range sn.Decisions(ctx, "") {
		if err != nil {
			return err
		}
		eachOfDecision(&d, write)
	}
	for r, err := range sn.redirects(ctx) {
		if err != nil {
			return err
		}
		write(redirectQuad(r[0], r[1]))
	}
	for e, err := range sn.Entities(ctx, graph.EntityFilter{}) {
		if err != nil {
			return err
		}
		write(quad.Quad{Subject: quad.IRI(e.IRI), Predicate: skosPrefLabel, Object: quad.String(e.Name)})
	}
	return bw.Flush()
}

// AppendRecord appends the quads of a record as Dump writes them: records one
// after the other are a dump that Load takes, made without a store. The record
// must be normalized and pass Check.
func AppendRecord(b []byte, r *graph.Record) []byte {
	each(r, true, func(q quad.Quad) { b = appendQuad(b, q) })
	return b
}
