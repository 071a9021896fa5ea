package article

import (
	"math"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// row is one line of glyphs of a page.
type row struct {
	y, size, x, end float64
	column          int // 0 the whole width, 1 left, 2 right
	text            string
}

// writePage writes the paragraphs of a page from top to bottom, one a line,
// with a blank line between them.
func writePage(b *strings.Builder, glyphs []pdf.Text) {
	rows := rowsOf(glyphs, widthsOf(glyphs))
	if len(rows) == 0 {
		return
	}
	lead, size := leading(rows), bodySize(rows)
	var left, right [3]float64
	for c := range left {
		left[c], right[c] = margins(rows, size, c)
	}
	for i, r := range rows {
		if i > 0 {
			switch prev := rows[i-1]; {
			case !sameParagraph(prev, r, lead, size, left[prev.column], right[prev.column]):
				b.WriteString("\n\n")
			case strings.HasSuffix(prev.text, "-") && len(prev.text) > 2 && unicode.IsLetter(lastLetter(prev.text[:len(prev.text)-1])):
				if !keepHyphen(strings.TrimSuffix(prev.text, "-"), r.text) {
					s := strings.TrimSuffix(b.String(), "-")
					b.Reset()
					b.WriteString(s)
				}
			default:
				b.WriteByte(' ')
			}
		}
		b.WriteString(r.text)
	}
	b.WriteByte('\n')
}

// sameParagraph decides from the geometry whether a row continues the one
// above: same size, usual distance, no indentation, and a row above that was
// too full for the next word.
func sameParagraph(a, b row, lead, size, left, right float64) bool {
	gap := a.y - b.y
	if gap < 0 && b.x > a.end && a.y < b.y && math.Abs(a.size-b.size) < 0.12*b.size {
		return unicode.IsLower(firstRune(b.text)) || goesOn(a.text, b.text) // the top of the next column
	}
	if gap <= 0 || math.Abs(a.size-b.size) > 0.12*b.size || gap > max(lead*1.3, b.size*1.45) {
		return false
	}
	if b.size > 1.15*size {
		return true // a headline of several rows
	}
	if bullet.MatchString(b.text) || b.x > left+0.8*b.size && b.x > a.x+0.8*b.size {
		return false
	}
	if unicode.IsLower(firstRune(b.text)) {
		return true
	}
	word, _, _ := strings.Cut(b.text, " ")
	return a.end+(float64(utf8.RuneCountInString(word))+1)*0.5*a.size > right-0.5*a.size
}

// bodySize is the font size that most characters have.
func bodySize(rows []row) float64 {
	counts := map[int]int{}
	for _, r := range rows {
		counts[int(math.Round(r.size*2))] += len(r.text)
	}
	best, n := 20, 0
	for s := 1; s < 200; s++ {
		if counts[s] > n {
			best, n = s, counts[s]
		}
	}
	return float64(best) / 2
}

// margins are the least and greatest places that the body's rows of a column reach,
// but for a few that stick out.
func margins(rows []row, size float64, column int) (left, right float64) {
	var lefts, rights []float64
	for _, r := range rows {
		if r.column == column && math.Abs(r.size-size) < 0.12*size {
			lefts, rights = append(lefts, r.x), append(rights, r.end)
		}
	}
	if len(lefts) == 0 {
		return 0, 0
	}
	sort.Float64s(lefts)
	sort.Float64s(rights)
	return lefts[len(lefts)/4], rights[len(rights)*9/10]
}

// spacing is what is known about the widths of a page's glyphs. The library
// knows none for composite fonts, so they are learned: the least advance that
// a character of a font is seen with is its width.
type spacing struct {
	least  map[glyphKey]float64 // in units of the font size
	spaces bool                 // the page has space characters between words
}

type glyphKey struct{ font, char string }

func widthsOf(glyphs []pdf.Text) spacing {
	sp := spacing{least: map[glyphKey]float64{}}
	spaces := 0
	for i, g := range glyphs {
		if g.S == " " {
			spaces++
		}
		if i+1 == len(glyphs) || g.FontSize <= 0 {
			continue
		}
		next := glyphs[i+1]
		if adv := (next.X - g.X) / g.FontSize; adv > 0.1 && adv < 1.5 && math.Abs(next.Y-g.Y) < 1 && next.S != " " {
			k := glyphKey{g.Font, g.S}
			if w, ok := sp.least[k]; !ok || adv < w {
				sp.least[k] = adv
			}
		}
	}
	sp.spaces = spaces*14 >= len(glyphs)
	return sp
}

// width returns the width of a glyph in the page's units.
func (sp spacing) width(g pdf.Text) float64 {
	if g.W > 0 {
		return g.W
	}
	if w, ok := sp.least[glyphKey{g.Font, g.S}]; ok {
		return w * g.FontSize
	}
	return guessWidth(firstRune(g.S)) * g.FontSize
}

// guessWidth is the usual width of a character in units of the font size.
func guessWidth(c rune) float64 {
	switch {
	case strings.ContainsRune("ijlt.,;:'|!", c):
		return 0.3
	case strings.ContainsRune("mwMW", c):
		return 0.85
	case unicode.IsUpper(c):
		return 0.68
	}
	return 0.53
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

// rowsOf puts glyphs that share a base line together, left to right, and a
// column of the page after the other.
func rowsOf(glyphs []pdf.Text, sp spacing) []row {
	gs := make([]pdf.Text, 0, len(glyphs))
	for _, g := range glyphs {
		if g.S != "" && g.S != "\n" {
			gs = append(gs, g)
		}
	}
	sort.SliceStable(gs, func(i, j int) bool {
		if math.Abs(gs[i].Y-gs[j].Y) > 2 {
			return gs[i].Y > gs[j].Y
		}
		return false
	})
	var lines [][]row
	for lo := 0; lo < len(gs); {
		hi := lo + 1
		for hi < len(gs) && math.Abs(gs[hi].Y-gs[lo].Y) <= 2 {
			hi++
		}
		lines = append(lines, splitRow(gs[lo:hi], sp))
		lo = hi
	}
	gutter, ok := findGutter(lines)
	var out, right []row
	for _, parts := range lines {
		if !ok {
			out = append(out, joinParts(parts)...)
			continue
		}
		var l, r []row
		crosses := false
		for _, part := range parts {
			switch {
			case part.end <= gutter:
				part.column = 1
				l = append(l, part)
			case part.x >= gutter:
				part.column = 2
				r = append(r, part)
			default:
				crosses = true
			}
		}
		if crosses {
			// A line over the whole width ends the columns above it.
			out = append(out, right...)
			right = nil
			out = append(out, joinParts(parts)...)
			continue
		}
		out = append(out, joinParts(l)...)
		right = append(right, joinParts(r)...)
	}
	return append(out, right...)
}

// splitRow parts the glyphs of one base line at gaps wider than words have.
func splitRow(gs []pdf.Text, sp spacing) []row {
	sort.SliceStable(gs, func(i, j int) bool { return gs[i].X < gs[j].X })
	var out []row
	lo, pen := 0, gs[0].X
	for i, g := range gs {
		if i > lo && g.X-pen > 1.2*g.FontSize {
			out = appendRow(out, gs[lo:i], sp)
			lo = i
		}
		pen = max(pen, g.X) + sp.width(g)
	}
	return appendRow(out, gs[lo:], sp)
}

func appendRow(rows []row, gs []pdf.Text, sp spacing) []row {
	for len(gs) > 0 && gs[len(gs)-1].S == " " {
		gs = gs[:len(gs)-1]
	}
	for len(gs) > 0 && gs[0].S == " " {
		gs = gs[1:]
	}
	if len(gs) == 0 {
		return rows
	}
	if r := rowOf(gs, sp); r.text != "" {
		rows = append(rows, r)
	}
	return rows
}

func joinParts(parts []row) []row {
	if len(parts) == 0 {
		return nil
	}
	r := parts[0]
	for _, p := range parts[1:] {
		r.text += "    " + p.text
		r.end = p.end
	}
	return []row{r}
}

// findGutter returns the place between two columns: one that lies in a gap of
// at least a third of all lines, and that few lines cross.
func findGutter(lines [][]row) (float64, bool) {
	var best float64
	most := 0
	for _, parts := range lines {
		for i := 1; i < len(parts); i++ {
			at := (parts[i-1].end + parts[i].x) / 2
			n, crossed := 0, 0
			for _, other := range lines {
				for k, p := range other {
					if p.x < at && p.end > at {
						crossed++
					}
					if k > 0 && other[k-1].end <= at && p.x >= at && len(p.text) > 12 && len(other[k-1].text) > 12 {
						n++
					}
				}
			}
			if n > most && crossed < n {
				best, most = at, n
			}
		}
	}
	return best, most >= 6 && most*3 >= len(lines)
}

func rowOf(gs []pdf.Text, sp spacing) row {
	var b strings.Builder
	r := row{y: gs[0].Y, x: gs[0].X, size: gs[0].FontSize}
	least := 0.18
	if sp.spaces {
		least = 0.8
	}
	// Glyphs of one string may all have its start as their place, so the pen
	// moves on by their widths.
	pen := gs[0].X
	for i, g := range gs {
		if i > 0 {
			gap := g.X - pen
			switch {
			case gs[i-1].S == " " || g.S == " ":
			case gap > g.FontSize*2:
				b.WriteString("    ")
			case gap > g.FontSize*least:
				b.WriteByte(' ')
			}
		}
		b.WriteString(ligatures.Replace(g.S))
		pen = max(pen, g.X) + sp.width(g)
	}
	r.end = pen
	r.text = strings.TrimSpace(b.String())
	return r
}
