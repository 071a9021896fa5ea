package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/fogleman/gg"
	"github.com/goccy/go-graphviz"
	"github.com/golang/freetype/truetype"
	"golang.org/x/image/font/gofont/goregular"

	"dossier/graph"
)

// pngScale is pixels to an inch of GraphViz: twice a screen's, for print.
const pngScale = 144.0

// writePNG lets GraphViz lay the graph out and draws the result itself, with
// an embedded font: the WebAssembly build's own raster output leaves out
// outlines and tables.
func writePNG(ctx context.Context, w io.Writer, g Graph) error {
	g.Legend = false // drawn below
	var plain bytes.Buffer
	if err := render(ctx, &plain, g, graphviz.Format("plain")); err != nil {
		return err
	}
	used, statuses := map[string]bool{}, map[string]bool{}
	for e, err := range g.Entities() {
		if err != nil {
			return err
		}
		used[e.Type] = true
	}
	for f, err := range g.Facts() {
		if err != nil {
			return err
		}
		statuses[f.Status] = true
	}
	p, err := newPainter(plain.String(), g.Title)
	if err != nil {
		return err
	}
	if err := p.paint(plain.String()); err != nil {
		return err
	}
	p.legend(used, statuses)
	return p.EncodePNG(w)
}

// painter draws GraphViz's "plain" output (graphviz.org/docs/outputs/plain):
// lengths in inches, y upwards.
type painter struct {
	*gg.Context
	height float64 // of the graph, inches
	top    float64 // pixels above the graph
	font   *truetype.Font
}

const pngMargin = 30.0

func newPainter(plain, title string) (*painter, error) {
	var scale, width, height float64
	if _, err := fmt.Sscanf(plain, "graph %g %g %g", &scale, &width, &height); err != nil {
		return nil, fmt.Errorf("read GraphViz's layout: %w", err)
	}
	font, err := truetype.Parse(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("load the font: %w", err)
	}
	p := &painter{height: height, top: pngMargin, font: font}
	if title != "" {
		p.top += 40
	}
	pixelsWide := int(width*pngScale+2*pngMargin) + 190 // room for the legend
	pixelsHigh := int(math.Max(height*pngScale+pngMargin+p.top, 230))
	if pixelsWide > 20000 || pixelsHigh > 20000 {
		return nil, fmt.Errorf("the picture would have %d×%d pixels; export svg, or a smaller part", pixelsWide, pixelsHigh)
	}
	p.Context = gg.NewContext(pixelsWide, pixelsHigh)
	p.SetRGB(1, 1, 1)
	p.Clear()
	if title != "" {
		p.text(16, title, float64(pixelsWide)/2, pngMargin, "#000000", 0.5)
	}
	return p, nil
}

func (p *painter) x(inches float64) float64 { return pngMargin + inches*pngScale }
func (p *painter) y(inches float64) float64 { return p.top + (p.height-inches)*pngScale }

// text draws lines centred on (or, with align 0, to the right of) a point.
func (p *painter) text(points float64, s string, x, y float64, colour string, align float64) {
	p.SetFontFace(truetype.NewFace(p.font, &truetype.Options{Size: points * pngScale / 72}))
	p.SetHexColor(colour)
	lines := strings.Split(s, "\n")
	step := points * pngScale / 72 * 1.15
	for i, line := range lines {
		p.DrawStringAnchored(line, x, y+(float64(i)-float64(len(lines)-1)/2)*step, align, 0.35)
	}
}

// paint draws the edges below the nodes, and labels above all.
func (p *painter) paint(plain string) error {
	var nodes, labels [][]string
	for _, line := range strings.Split(plain, "\n") {
		fields, err := splitPlain(line)
		if err != nil {
			return fmt.Errorf("read GraphViz's layout: %q: %w", line, err)
		}
		if len(fields) == 0 {
			continue
		}
		switch fields[0] {
		case "node":
			nodes = append(nodes, fields)
		case "edge":
			if err := p.edge(fields); err != nil {
				return err
			}
			labels = append(labels, fields)
		}
	}
	for _, n := range nodes {
		if err := p.node(n); err != nil {
			return err
		}
	}
	for _, e := range labels {
		if err := p.label(e); err != nil {
			return err
		}
	}
	return nil
}

// splitPlain splits a line at spaces outside of double quotes.
func splitPlain(line string) ([]string, error) {
	if strings.TrimSpace(line) == "" {
		return nil, nil
	}
	r := csv.NewReader(strings.NewReader(strings.ReplaceAll(line, `\"`, `""`)))
	r.Comma = ' '
	r.LazyQuotes = true
	return r.Read()
}

func floats(fields []string) ([]float64, error) {
	out := make([]float64, len(fields))
	for i, f := range fields {
		var err error
		if out[i], err = strconv.ParseFloat(f, 64); err != nil {
			return nil, fmt.Errorf("read GraphViz's layout: %w", err)
		}
	}
	return out, nil
}

// node draws "node name x y width height label style shape color fillcolor".
func (p *painter) node(f []string) error {
	if len(f) < 11 {
		return fmt.Errorf("read GraphViz's layout: a node of %d fields", len(f))
	}
	at, err := floats(f[2:6])
	if err != nil {
		return err
	}
	x, y, w, h := p.x(at[0]), p.y(at[1]), at[2]*pngScale, at[3]*pngScale
	switch f[8] {
	case "box":
		p.DrawRectangle(x-w/2, y-h/2, w, h)
	case "house":
		p.polygon(x, y, w, h, [][2]float64{{0, -.5}, {.5, -.18}, {.5, .5}, {-.5, .5}, {-.5, -.18}})
	case "octagon":
		p.polygon(x, y, w, h, [][2]float64{{-.21, -.5}, {.21, -.5}, {.5, -.21}, {.5, .21}, {.21, .5}, {-.21, .5}, {-.5, .21}, {-.5, -.21}})
	default:
		p.DrawEllipse(x, y, w/2, h/2)
	}
	p.SetHexColor(f[10])
	p.FillPreserve()
	p.SetHexColor(f[9])
	p.SetDash()
	p.SetLineWidth(2.4)
	p.Stroke()
	p.text(12, strings.ReplaceAll(f[6], `\n`, "\n"), x, y, "#000000", 0.5)
	return nil
}

func (p *painter) polygon(x, y, w, h float64, corners [][2]float64) {
	for _, c := range corners {
		p.LineTo(x+c[0]*w, y+c[1]*h)
	}
	p.ClosePath()
}

// edge draws the curve of "edge tail head n x₁ y₁ … [label x y] style color".
func (p *painter) edge(f []string) error {
	points, rest, err := curve(f)
	if err != nil {
		return err
	}
	style, colour := rest[len(rest)-2], rest[len(rest)-1]
	p.SetHexColor(colour)
	p.SetLineWidth(2)
	switch style {
	case "dashed":
		p.SetDash(10, 7)
	case "dotted":
		p.SetDash(2, 6)
	default:
		p.SetDash()
	}
	p.MoveTo(p.x(points[0]), p.y(points[1]))
	for i := 2; i+5 < len(points); i += 6 {
		p.CubicTo(p.x(points[i]), p.y(points[i+1]), p.x(points[i+2]), p.y(points[i+3]), p.x(points[i+4]), p.y(points[i+5]))
	}
	p.Stroke()
	p.SetDash()
	if len(rest) > 2 && undirected(rest[0]) {
		return nil
	}
	n := len(points)
	x, y := p.x(points[n-2]), p.y(points[n-1])
	angle := math.Atan2(y-p.y(points[n-3]), x-p.x(points[n-4]))
	const size = 15.0
	tip := 9.0 // GraphViz ends the curve where its arrowhead begins
	x, y = x+tip*math.Cos(angle), y+tip*math.Sin(angle)
	p.MoveTo(x, y)
	p.LineTo(x-size*math.Cos(angle-.38), y-size*math.Sin(angle-.38))
	p.LineTo(x-size*math.Cos(angle+.38), y-size*math.Sin(angle+.38))
	p.ClosePath()
	p.Fill()
	return nil
}

// undirected reports whether a label is of symmetric relations.
func undirected(label string) bool {
	line, _, _ := strings.Cut(label, `\n`)
	if _, after, ok := strings.Cut(line, ": "); ok {
		line = after
	}
	for relation, is := range symmetric {
		if is && (line == relation || strings.HasPrefix(line, relation+" ")) {
			return true
		}
	}
	return false
}

// curve returns an edge's points and the fields after them.
func curve(f []string) (points []float64, rest []string, err error) {
	if len(f) < 4 {
		return nil, nil, fmt.Errorf("read GraphViz's layout: an edge of %d fields", len(f))
	}
	n, err := strconv.Atoi(f[3])
	if err != nil || n < 2 || len(f) < 4+2*n+2 {
		return nil, nil, fmt.Errorf("read GraphViz's layout: an edge of %q points", f[3])
	}
	points, err = floats(f[4 : 4+2*n])
	return points, f[4+2*n:], err
}

func (p *painter) label(f []string) error {
	_, rest, err := curve(f)
	if err != nil || len(rest) < 5 {
		return err
	}
	at, err := floats(rest[1:3])
	if err != nil {
		return err
	}
	s := strings.ReplaceAll(rest[0], `\n`, "\n")
	x, y := p.x(at[0]), p.y(at[1])
	p.SetFontFace(truetype.NewFace(p.font, &truetype.Options{Size: 9 * pngScale / 72}))
	w, h := p.MeasureMultilineString(s, 1.15)
	p.SetRGBA(1, 1, 1, .8) // so that a line behind it doesn't hide it
	p.DrawRectangle(x-w/2-2, y-h/2-2, w+4, h+4)
	p.Fill()
	p.text(9, s, x, y, rest[4], 0.5)
	return nil
}

// legend draws the key in the upper right corner.
func (p *painter) legend(used, statuses map[string]bool) {
	x, y := float64(p.Width())-180, pngMargin
	for _, s := range styles {
		if !used[s.kind] {
			continue
		}
		_ = p.node([]string{"node", "", fmt.Sprint((x + 14 - pngMargin) / pngScale), fmt.Sprint(p.height - (y-p.top)/pngScale), "0.2", "0.14", "", "filled", s.shape, s.line, s.fill}) // its fields are well formed
		p.text(10, s.kind, x+36, y, "#000000", 0)
		y += 26
	}
	for _, status := range []string{graph.Happened, graph.Planned, graph.Possible, graph.Denied} {
		if !statuses[status] {
			continue
		}
		stroke, colour := lineStyle(status)
		p.SetHexColor(colour)
		p.SetLineWidth(2)
		p.SetDash(map[string][]float64{"dashed": {10, 7}, "dotted": {2, 6}}[stroke]...)
		p.DrawLine(x, y, x+28, y)
		p.Stroke()
		p.SetDash()
		p.text(10, status, x+36, y, "#000000", 0)
		y += 26
	}
}
