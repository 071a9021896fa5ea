package export

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"dossier/graph"
)

// edge is all facts from one entity to another of one status, as one line of a
// picture; symmetric relations are lines of their own, without an arrow.
type edge struct {
	subject, object graph.IRI
	status          string
	undirected      bool
	relations       []said
	articles        int // that state the relation stated most often
}

// said is one relation of an edge.
type said struct {
	relation, time string
	articles       int
}

// edges joins facts of several articles into the lines of a picture.
func edges(g Graph) ([]edge, error) {
	type key struct {
		subject, object graph.IRI
		status          string
		undirected      bool
	}
	type stated struct {
		key
		relation string
		article  graph.IRI
	}
	at := map[key]int{}
	seen := map[stated]bool{}
	var all []edge
	for f, err := range g.Facts() {
		if err != nil {
			return nil, err
		}
		k := key{f.Subject, f.Object, f.Status, symmetric[f.Relation]}
		if k.undirected && k.object < k.subject {
			k.subject, k.object = k.object, k.subject
		}
		i, ok := at[k]
		if !ok {
			i = len(all)
			at[k] = i
			all = append(all, edge{subject: k.subject, object: k.object, status: k.status, undirected: k.undirected})
		}
		e := &all[i]
		j := slices.IndexFunc(e.relations, func(s said) bool { return s.relation == f.Relation })
		if j < 0 {
			j = len(e.relations)
			e.relations = append(e.relations, said{relation: f.Relation})
		}
		s := &e.relations[j]
		if once := (stated{k, f.Relation, f.Article}); !seen[once] {
			seen[once] = true
			s.articles++
			e.articles = max(e.articles, s.articles)
		}
		if len(f.Time) > len(s.time) {
			s.time = f.Time
		}
	}
	for i := range all {
		slices.SortFunc(all[i].relations, func(a, b said) int { return cmp.Compare(a.relation, b.relation) })
	}
	slices.SortFunc(all, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.subject, b.subject), cmp.Compare(a.object, b.object), cmp.Compare(a.status, b.status),
			cmp.Compare(a.relations[0].relation, b.relations[0].relation))
	})
	return all, nil
}

// label names an edge's relations, one a line, with their times where there
// is room for them.
func (e edge) label() string {
	var lines []string
	for _, s := range e.relations {
		line := s.relation
		if s.time != "" && len(e.relations) <= 3 {
			line += " " + s.time
		}
		lines = append(lines, line)
	}
	if e.status != graph.Happened {
		lines[0] = e.status + ": " + lines[0]
	}
	return strings.Join(lines, "\n")
}

func writeDOT(_ context.Context, w io.Writer, g Graph) error {
	all, err := edges(g)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "digraph dossier {")
	fmt.Fprintln(b, "  graph [overlap=prism, overlap_scaling=-6, splines=true, outputorder=edgesfirst, pad=0.4, K=1.1, sep=\"+12\", nodesep=0.45, ranksep=0.9, fontname=\"Helvetica\", bgcolor=white];")
	fmt.Fprintln(b, "  node [fontname=\"Helvetica\", fontsize=12, style=filled, penwidth=1.2, margin=\"0.12,0.06\"];")
	fmt.Fprintln(b, "  edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.7];")
	if g.Title != "" {
		fmt.Fprintf(b, "  label=%s; labelloc=t; fontsize=16;\n", quoteDOT(g.Title))
	}
	used := map[string]bool{}
	statuses := map[string]bool{}
	for _, e := range all {
		statuses[e.status] = true
	}
	joined := map[graph.IRI]bool{}
	for _, e := range all {
		joined[e.subject], joined[e.object] = true, true
	}
	for e, err := range g.Entities() {
		if err != nil {
			return err
		}
		if len(all) > 0 && !joined[e.IRI] {
			continue // in a picture of facts, an entity without one is clutter
		}
		s := styleOf(e.Type)
		used[e.Type] = true
		fmt.Fprintf(b, "  %s [label=%s, shape=%s, fillcolor=%q, color=%q, tooltip=%s];\n",
			quoteDOT(string(e.IRI)), quoteDOT(wrapLabel(e.Name)), s.shape, s.fill, s.line,
			quoteDOT(e.Type+": "+strings.Join(append([]string{e.Name}, e.Aliases...), "; ")))
	}
	for _, e := range all {
		stroke, colour := lineStyle(e.status)
		width := min(1+0.4*float64(e.articles-1), 3)
		extra := ""
		if e.undirected {
			extra = ", dir=none"
		}
		fmt.Fprintf(b, "  %s -> %s [label=%s, style=%s, color=%q, fontcolor=%q, penwidth=%.1f%s];\n",
			quoteDOT(string(e.subject)), quoteDOT(string(e.object)), quoteDOT(e.label()), stroke, colour, colour, width, extra)
	}
	if g.Legend {
		writeLegend(b, used, statuses)
	}
	fmt.Fprintln(b, "}")
	return b.Flush()
}

// writeLegend adds one node that lists what the picture's shapes and lines mean.
func writeLegend(w io.Writer, used, statuses map[string]bool) {
	var rows strings.Builder
	for _, s := range styles {
		if used[s.kind] {
			fmt.Fprintf(&rows, `<TR><TD BGCOLOR="%s" COLOR="%s" BORDER="1">  </TD><TD ALIGN="LEFT">%s&nbsp;&nbsp;&nbsp;</TD></TR>`, s.fill, s.line, s.kind)
		}
	}
	for _, l := range []struct{ status, look string }{{graph.Happened, "———"}, {graph.Planned, "– – –"}, {graph.Possible, "· · · ·"}, {graph.Denied, "· · · ·"}} {
		if statuses[l.status] {
			_, colour := lineStyle(l.status)
			fmt.Fprintf(&rows, `<TR><TD><FONT COLOR="%s">%s</FONT></TD><TD ALIGN="LEFT">%s</TD></TR>`, colour, l.look, l.status)
		}
	}
	fmt.Fprintf(w, "  \"legend\" [shape=plaintext, style=\"\", fillcolor=white, fontsize=10, label=<<TABLE BORDER=\"1\" COLOR=\"#999999\" CELLBORDER=\"0\" CELLSPACING=\"3\">%s</TABLE>>];\n", rows.String())
}

// wrapLabel breaks long names into lines of about 18 characters.
func wrapLabel(name string) string {
	var b strings.Builder
	line := 0
	for i, word := range strings.Fields(name) {
		n := len([]rune(word))
		if i > 0 {
			if line+1+n > 18 {
				b.WriteByte('\n')
				line = 0
			} else {
				b.WriteByte(' ')
				line++
			}
		}
		b.WriteString(word)
		line += n
	}
	return b.String()
}

// quoteDOT writes a string as GraphViz reads it.
func quoteDOT(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", "").Replace(s) + `"`
}
