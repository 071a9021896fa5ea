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

// edge is all facts between two entities of one relation and status, as one
// line of a picture.
type edge struct {
	subject, object  graph.IRI
	relation, status string
	time             string
	articles         int
}

// edges joins facts of several articles into the lines of a picture.
func edges(g Graph) ([]edge, error) {
	type key struct {
		subject, object  graph.IRI
		relation, status string
	}
	at := map[key]int{}
	seen := map[key]map[graph.IRI]bool{}
	var all []edge
	for f, err := range g.Facts() {
		if err != nil {
			return nil, err
		}
		k := key{f.Subject, f.Object, f.Relation, f.Status}
		i, ok := at[k]
		if !ok {
			i = len(all)
			at[k], seen[k] = i, map[graph.IRI]bool{}
			all = append(all, edge{subject: f.Subject, object: f.Object, relation: f.Relation, status: f.Status})
		}
		if !seen[k][f.Article] {
			seen[k][f.Article] = true
			all[i].articles++
		}
		if all[i].time == "" || len(f.Time) > len(all[i].time) {
			all[i].time = f.Time
		}
	}
	slices.SortFunc(all, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.subject, b.subject), cmp.Compare(a.object, b.object),
			cmp.Compare(a.relation, b.relation), cmp.Compare(a.status, b.status))
	})
	return all, nil
}

func (e edge) label() string {
	label := e.relation
	switch e.status {
	case graph.Planned, graph.Possible, graph.Denied:
		label += " (" + e.status + ")"
	}
	if e.time != "" {
		label += "\n" + e.time
	}
	return label
}

func writeDOT(_ context.Context, w io.Writer, g Graph) error {
	all, err := edges(g)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "digraph dossier {")
	fmt.Fprintln(b, "  graph [overlap=false, splines=true, outputorder=edgesfirst, pad=0.3, fontname=\"Helvetica\", bgcolor=white];")
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
	for e, err := range g.Entities() {
		if err != nil {
			return err
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
		if r, ok := symmetric[e.relation]; ok && r {
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
			fmt.Fprintf(&rows, `<TR><TD BGCOLOR="%s" COLOR="%s" BORDER="1">  </TD><TD ALIGN="LEFT">%s (%s)</TD></TR>`, s.fill, s.line, s.kind, s.shape)
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
