package article

import (
	"math"
	"sort"
	"strings"

	"github.com/ledongthuc/pdf"
)

// row is one line of glyphs of a page.
type row struct {
	y, size, x, end float64
	text            string
}

// writePage writes the rows of a page from top to bottom; a larger gap than
// the usual one between rows becomes a blank line.
func writePage(b *strings.Builder, glyphs []pdf.Text) {
	rows := rowsOf(glyphs)
	if len(rows) == 0 {
		return
	}
	lead := leading(rows)
	for i, r := range rows {
		if i > 0 {
			gap := rows[i-1].y - r.y
			larger := math.Abs(rows[i-1].size-r.size) > 0.15*r.size
			if gap > lead*1.35 || gap < 0 || larger {
				b.WriteByte('\n')
			}
		}
		b.WriteString(r.text)
		b.WriteByte('\n')
	}
}

// leading is the most usual distance of rows.
func leading(rows []row) float64 {
	counts := map[int]int{}
	for i := 1; i < len(rows); i++ {
		if gap := rows[i-1].y - rows[i].y; gap > 2 && gap < 60 {
			counts[int(math.Round(gap))]++
		}
	}
	best, n := 14, 0
	for gap := 1; gap < 61; gap++ {
		if counts[gap] > n {
			best, n = gap, counts[gap]
		}
	}
	return float64(best)
}

// rowsOf puts glyphs that share a base line together, left to right.
func rowsOf(glyphs []pdf.Text) []row {
	gs := make([]pdf.Text, 0, len(glyphs))
	for _, g := range glyphs {
		if g.S != "" && g.S != "\n" {
			gs = append(gs, g)
		}
	}
	// Content order keeps words together; group runs of equal base line.
	sort.SliceStable(gs, func(i, j int) bool {
		if math.Abs(gs[i].Y-gs[j].Y) > 2 {
			return gs[i].Y > gs[j].Y
		}
		return false
	})
	var rows []row
	for lo := 0; lo < len(gs); {
		hi := lo + 1
		for hi < len(gs) && math.Abs(gs[hi].Y-gs[lo].Y) <= 2 {
			hi++
		}
		rows = append(rows, rowOf(gs[lo:hi]))
		lo = hi
	}
	out := rows[:0]
	for _, r := range rows {
		if strings.TrimSpace(r.text) != "" {
			out = append(out, r)
		}
	}
	return out
}

func rowOf(gs []pdf.Text) row {
	sort.SliceStable(gs, func(i, j int) bool { return gs[i].X < gs[j].X })
	var b strings.Builder
	r := row{y: gs[0].Y, x: gs[0].X, size: gs[0].FontSize}
	for i, g := range gs {
		if i > 0 {
			prev := gs[i-1]
			gap := g.X - (prev.X + prev.W)
			switch {
			case prev.S == " " || g.S == " ":
			case gap > g.FontSize*2:
				b.WriteString("    ")
			case gap > g.FontSize*0.18:
				b.WriteByte(' ')
			}
		}
		b.WriteString(g.S)
		r.end = g.X + g.W
	}
	r.text = b.String()
	return r
}
