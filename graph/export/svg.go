package export

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/goccy/go-graphviz"
)

func writeSVG(ctx context.Context, w io.Writer, g Graph) error {
	return render(ctx, w, g, graphviz.SVG)
}

// MaxDrawn is how many edges a picture may have; above it, nothing could be read.
const MaxDrawn = 1500

// render lays a graph out with GraphViz (compiled to WebAssembly, nothing need
// be installed) and draws it.
func render(ctx context.Context, w io.Writer, g Graph, format graphviz.Format) (err error) {
	var dot bytes.Buffer
	if err := writeDOT(ctx, &dot, g); err != nil {
		return err
	}
	n := strings.Count(dot.String(), " -> ")
	if n > MaxDrawn {
		return fmt.Errorf("a picture of %d facts cannot be read (the limit is %d); choose a part with --around NAME --depth N, --relation or --since", n, MaxDrawn)
	}
	gv, err := graphviz.New(ctx)
	if err != nil {
		return fmt.Errorf("start GraphViz: %w", err)
	}
	defer gv.Close()
	layout := graphviz.DOT
	switch {
	case n > 120:
		layout = graphviz.SFDP
	case n > 30:
		layout = graphviz.NEATO
	}
	gv.SetLayout(layout)
	parsed, err := graphviz.ParseBytes(dot.Bytes())
	if err != nil {
		return fmt.Errorf("read the graph back into GraphViz: %w", err)
	}
	defer parsed.Close()
	if err := gv.Render(ctx, parsed, format, w); err != nil {
		return fmt.Errorf("draw: %w", err)
	}
	return nil
}
