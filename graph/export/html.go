package export

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"

	"dossier/graph"
)

//go:embed page.html
var pageHTML string

var page = template.Must(template.New("page").Parse(pageHTML))

// writeHTML writes one file that needs nothing else: the picture, and the
// facts with their evidence beside it, to be searched.
func writeHTML(ctx context.Context, w io.Writer, g Graph) error {
	var svg bytes.Buffer
	if err := writeSVG(ctx, &svg, g); err != nil {
		return err
	}
	names := map[graph.IRI]string{}
	for e, err := range g.Entities() {
		if err != nil {
			return err
		}
		names[e.IRI] = e.Name
	}
	titles := map[graph.IRI]string{}
	for a, err := range g.Articles() {
		if err != nil {
			return err
		}
		titles[a.IRI] = strings.TrimSpace(strings.Join([]string{a.Published, a.Publisher, cmp.Or(a.Title, a.File)}, " "))
	}
	type row struct {
		S        string `json:"s"`
		O        string `json:"o"`
		Subject  string `json:"subject"`
		Relation string `json:"relation"`
		Object   string `json:"object"`
		Status   string `json:"status"`
		Time     string `json:"time,omitempty"`
		Source   string `json:"source,omitempty"`
		Evidence string `json:"evidence"`
		Article  string `json:"article"`
	}
	rows := []row{}
	for f, err := range g.Facts() {
		if err != nil {
			return err
		}
		rows = append(rows, row{string(f.Subject), string(f.Object), names[f.Subject], f.Relation, names[f.Object], f.Status, f.Time, sourceText(f), evidenceText(f), titles[f.Article]})
	}
	data, err := json.Marshal(rows) // escapes < and >, so that no text can end the script
	if err != nil {
		return fmt.Errorf("write the facts of the page: %w", err)
	}
	_, drawing, _ := strings.Cut(svg.String(), "<svg")
	return page.Execute(w, map[string]any{
		"Title":   cmp.Or(g.Title, "dossier"),
		"Picture": template.HTML("<svg" + drawing), // GraphViz escapes the labels
		"Data":    template.JS(data),
	})
}
