package names

import (
	"fmt"
	"io"

	"dossier/ingest/document"
	"dossier/ingest/lang/names/corpus"
)

// Count tallies names: right ones have the gold's exact span and type.
type Count struct{ Right, Found, Gold int }

// P, R and F1 are precision, recall and their harmonic mean, in percent.
func (c Count) P() float64  { return percent(c.Right, c.Found) }
func (c Count) R() float64  { return percent(c.Right, c.Gold) }
func (c Count) F1() float64 { return percent(2*c.Right, c.Found+c.Gold) }

func percent(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return 100 * float64(a) / float64(b)
}

// Report holds the counts of one part by type; the first is person,
// organization and place together, the figure usually published.
type Report struct {
	All    Count
	ByType [numTypes]Count
	Span   Count // right spans of any type
}

// Measure compares what find finds with the names of the documents. wrong,
// unless nil, gets each sentence's missed and wrong names.
func Measure(find func(*document.Document), docs []*corpus.Doc, wrong io.Writer) Report {
	var rep Report
	for _, d := range docs {
		doc := d.Document()
		gold := append([]document.Name(nil), doc.Names...)
		find(doc)
		key := func(n document.Name) [3]int32 { return [3]int32{n.First, n.End, int32(n.Type)} }
		have, spans := map[[3]int32]bool{}, map[[2]int32]bool{}
		for _, g := range gold {
			have[key(g)] = true
			rep.ByType[g.Type].Gold++
			if g.Type != document.Other {
				spans[[2]int32{g.First, g.End}] = true
				rep.Span.Gold++
			}
		}
		found := map[[3]int32]bool{}
		for _, n := range doc.Names {
			found[key(n)] = true
			rep.ByType[n.Type].Found++
			if n.Type != document.Other {
				rep.Span.Found++
				if spans[[2]int32{n.First, n.End}] {
					rep.Span.Right++
				}
			}
			if have[key(n)] {
				rep.ByType[n.Type].Right++
			} else if wrong != nil && n.Type != document.Other {
				fmt.Fprintf(wrong, "wrong  %-12s %.2f %s | %s\n", n.Type, n.Score, doc.Slice(n.Span), doc.Slice(doc.Sentences[doc.SentenceOf(n.First)].Span))
			}
		}
		for _, g := range gold {
			if !found[key(g)] && wrong != nil && g.Type != document.Other {
				fmt.Fprintf(wrong, "missed %-12s      %s | %s\n", g.Type, doc.Slice(g.Span), doc.Slice(doc.Sentences[doc.SentenceOf(g.First)].Span))
			}
		}
	}
	for _, t := range []document.Type{document.Person, document.Organization, document.Place} {
		c := rep.ByType[t]
		rep.All.Right += c.Right
		rep.All.Found += c.Found
		rep.All.Gold += c.Gold
	}
	return rep
}

// Print writes the report as lines of a table.
func (rep Report) Print(w io.Writer, part string) {
	line := func(what string, c Count) {
		fmt.Fprintf(w, "%-16s %-14s %5.1f %5.1f %5.1f %6d\n", part, what, c.P(), c.R(), c.F1(), c.Gold)
	}
	line("per+org+place", rep.All)
	for _, t := range []document.Type{document.Person, document.Organization, document.Place, document.EventType, document.Other} {
		if rep.ByType[t].Gold > 0 {
			line(t.String(), rep.ByType[t])
		}
	}
	line("spans", rep.Span)
}
