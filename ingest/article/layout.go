package article

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/ingest/document"
)

// para is one paragraph, heading, caption … of a page.
type para struct {
	run
	kind  document.BlockKind
	known bool // the page's format tells the kind (a figcaption, a Markdown quote)
	level int  // heading level, 1-6; 0 for no heading
	item  bool // an item of a list
	gap   bool // a blank line or a block's edge stands before it
	drop  bool // noise: does not go to the text
}

// layout is a page on its way to an article.
type layout struct {
	paras []para
	claims
}

var (
	bullet     = regexp.MustCompile(`^\s*(?:[•·◦▪‣∙●■○►➤*–—-]|\(?\d{1,2}[.)])\s+`)
	printStamp = regexp.MustCompile(`\s*\b\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?\s+(?:[Pp]age \d{1,4} (?:of|/) \d{1,4}|\d{1,3}/\d{1,3})\s*|\s*\b[Pp]age \d{1,4} of \d{1,4}\b\s*`)
	printHead  = regexp.MustCompile(`^\s*\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?(?:\s+\S.{0,140})?\s*$`)
	printFoot  = regexp.MustCompile(`^\s*(?:https?://\S+|file:///\S+)(?:\s+(?:Page )?\d{1,3}(?: ?(?:/|of) ?\d{1,3})?)?\s*$`)
	pageNumber = regexp.MustCompile(`(?i)^\s*(?:[-–—]\s*)?(?:page|p\.|seite)?\s*[A-Z]?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—])?\s*$`)
	pageWord   = regexp.MustCompile(`(?i)\bpage\b`)
	gluedDots  = regexp.MustCompile(`[\pL\pN]["”’]?(?:\.\.\.|…)(\p{Lu}\pL)`)
)

// readText finds the paragraphs of plain text: it takes out what printing put
// in, undoes hard wraps and hyphenation, and splits at blank lines,
// indentation and bullets.
func readText(page string, pdf bool) layout {
	lines := splitLines(page)
	lines = dropPrint(lines)
	var l layout
	width := wrapWidth(lines)
	for lo := 0; lo < len(lines); {
		if lines[lo].blank {
			lo++
			continue
		}
		hi := lo + 1
		for hi < len(lines) && !lines[hi].blank && joined(lines, lo, hi, width) {
			hi++
		}
		p := para{run: unwrap(lines[lo:hi]), gap: lo == 0 || lines[lo-1].blank}
		if m := bullet.FindString(p.text); m != "" && !isDialogue(p.text, m) && !startsDate(p.text) {
			p.item = true
			p.run = p.slice(len(m), len(p.text))
		}
		l.paras = append(l.paras, splitGlued(p)...)
		lo = hi
	}
	return l
}

// startsDate tells "4. März 2022" from the fourth item of a list.
func startsDate(s string) bool {
	s = strings.TrimSpace(s)
	d := dates(s[:min(len(s), 40)])
	return len(d) > 0 && d[0].lo == 0
}

// isDialogue tells a dash before a signature or speech from a bullet.
func isDialogue(text, mark string) bool {
	m := strings.TrimSpace(mark)
	return (m == "—" || m == "–" || m == "-") && isName(strings.TrimSpace(text[len(mark):]))
}

// splitGlued ends a paragraph where "…" runs into the next sentence without a
// space: there the page had a break.
func splitGlued(p para) []para {
	if !strings.Contains(p.text, "...") && !strings.Contains(p.text, "…") {
		return []para{p}
	}
	var out []para
	for {
		m := gluedDots.FindStringSubmatchIndex(p.text)
		if m == nil {
			return append(out, p)
		}
		first := p
		first.run = p.slice(0, m[2])
		out = append(out, first)
		p.run = p.slice(m[2], len(p.text))
		p.item, p.gap = false, false
	}
}

// line is one line of plain text.
type line struct {
	run
	blank  bool
	indent int  // columns of white space before the text
	page   bool // a page ends here
	mark   mark // what Markdown says
	glue   bool // continues the line before it, over something that was removed
}

func splitLines(page string) []line {
	var lines []line
	for lo := 0; lo < len(page); {
		hi, next := len(page), len(page)
		brk := false
		if i := strings.IndexAny(page[lo:], "\n\r\f\v\u2028\u2029"); i >= 0 {
			hi = lo + i
			_, w := utf8.DecodeRuneInString(page[hi:])
			next = hi + w
			brk = page[hi] == '\f'
			if page[hi] == '\r' && next < len(page) && page[next] == '\n' {
				next++
			}
		}
		r := fromPage(page, lo, hi)
		ln := line{run: r, blank: r.blank()}
		for _, c := range r.text {
			if c == '\t' {
				ln.indent += 4
			} else if unicode.IsSpace(c) {
				ln.indent++
			} else {
				break
			}
		}
		lines = append(lines, ln)
		if brk {
			lines = append(lines, line{blank: true, page: true})
		}
		lo = next
	}
	return lines
}

// dropPrint removes what printing adds: stamps within lines, running heads,
// page numbers; and closes the gap where a sentence went on over it.
func dropPrint(lines []line) []line {
	heads := runningHeads(lines)
	out := lines[:0:0]
	cut := false // something was removed since the last kept line
	for i, ln := range lines {
		if ln.blank {
			cut = cut || ln.page
			out = append(out, ln)
			continue
		}
		if mayStamp(ln.text) {
			if m := printStamp.FindStringIndex(ln.text); m != nil && len(ln.text) > m[1]-m[0] {
				ln.run = removeStamps(ln.run)
				ln.blank = ln.run.blank()
			}
		}
		if ln.blank || heads[i] || len(ln.text) < 200 && hasDigit(ln.text) && (pageNumber.MatchString(ln.text) && (loneLine(lines, i) || pageWord.MatchString(ln.text)) ||
			printHead.MatchString(ln.text) && loneLine(lines, i) && hasClock(ln.text) || printFoot.MatchString(ln.text) && loneLine(lines, i)) || strings.Contains(ln.text, "://") && printFoot.MatchString(ln.text) && loneLine(lines, i) {
			cut = true
			continue
		}
		if cut {
			// Does the sentence before the removed lines go on here?
			k := len(out) - 1
			for k >= 0 && out[k].blank {
				k--
			}
			if k >= 0 && goesOn(out[k].text, ln.text) {
				out = out[:k+1]
				ln.glue = true
			} else if k == len(out)-1 && k >= 0 {
				out = append(out, line{blank: true})
			}
			cut = false
		}
		out = append(out, ln)
	}
	return out
}

// mayStamp is a cheap test before the expression for print stamps.
func mayStamp(s string) bool {
	return strings.Contains(s, "age ") && (strings.Contains(s, "Page ") || strings.Contains(s, "page ")) || strings.Contains(s, "/") && strings.Contains(s, ":") && hasDigit(s)
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func hasClock(s string) bool { return strings.Contains(s, ":") }

func loneLine(lines []line, i int) bool {
	return i == 0 || i == len(lines)-1 || lines[i-1].blank || lines[i+1].blank || printFoot.MatchString(lines[i+1].text) || printHead.MatchString(lines[i-1].text)
}

// goesOn reports whether a sentence runs from the end of one line into the next.
func goesOn(before, after string) bool {
	before, after = strings.TrimSpace(before), strings.TrimSpace(after)
	if before == "" || after == "" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	if strings.ContainsRune(".!?:;”\"’)", last) {
		return unicode.IsLower(firstRune(after)) && (last == ';' || last == ')' || last == '”' || last == '"' || last == '’')
	}
	if unicode.IsLower(firstRune(after)) || last == ',' || last == '-' {
		return true
	}
	// "… met President" / "Biden …": a full line that does not end a sentence.
	return len(before) > 40 && !bullet.MatchString(after)
}

func removeStamps(r run) run {
	var b builder
	at := 0
	for _, m := range printStamp.FindAllStringIndex(r.text, -1) {
		b.add(r.slice(at, m[0]))
		if m[0] > 0 && m[1] < len(r.text) {
			b.insert(" ", r.at[m[0]])
		}
		at = m[1]
	}
	b.add(r.slice(at, len(r.text)))
	return b.run()
}

// runningHeads marks short lines that return, but for a page number or date,
// and stand at the edge of a page; the first one stays, as the masthead.
func runningHeads(lines []line) map[int]bool {
	type seen struct {
		at      []int
		numbers int
	}
	keys := map[string]*seen{}
	order := []string{}
	rank := 0
	first := map[string]int{}
	for i, ln := range lines {
		if ln.blank || len(ln.text) > 140 {
			if !ln.blank {
				rank++
			}
			continue
		}
		k := runningKey(ln.text)
		if len(k) >= 8 {
			s := keys[k]
			if s == nil {
				s = &seen{}
				keys[k] = s
				order = append(order, k)
				first[k] = rank
			}
			s.at = append(s.at, i)
			if strings.ContainsAny(ln.text, "0123456789") {
				s.numbers++
			}
		}
		rank++
	}
	sort.Strings(order)
	out := map[int]bool{}
	for _, k := range order {
		s := keys[k]
		if len(s.at) < 2 || s.numbers == 0 && len(s.at) < 3 && first[k] > 2 {
			continue
		}
		for n, i := range s.at {
			if n > 0 && loneLine(lines, i) && !strings.HasSuffix(strings.TrimSpace(lines[i].text), ".") {
				out[i] = true
			}
		}
	}
	return out
}

// runningKey is the same for a head and its mirror on the facing page.
func runningKey(s string) string {
	words := strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) })
	sort.Strings(words)
	return headKey(strings.Join(words, " "))
}

// headKey reduces a line to its letters, without page numbers and dates.
func headKey(s string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) }) {
		if _, month := table().months[w]; month || w == "page" || w == "of" || w == "p" {
			continue
		}
		b.WriteString(w)
	}
	return b.String()
}

// wrapWidth returns the column at which the text was wrapped by hand, 0 for
// text whose lines are paragraphs. It looks at the lines that have a
// successor: in wrapped text most of them are nearly as long as the longest.
func wrapWidth(lines []line) int {
	var lens []int
	for i := 0; i+1 < len(lines); i++ {
		if !lines[i].blank && !lines[i+1].blank {
			lens = append(lens, utf8.RuneCountInString(strings.TrimSpace(lines[i].text)))
		}
	}
	if len(lens) < 3 {
		return 0
	}
	sort.Ints(lens)
	width := lens[len(lens)*19/20]
	if width < 24 || width > 160 {
		return 0
	}
	full := 0
	for _, n := range lens {
		if n*4 >= width*3 {
			full++
		}
	}
	if full*5 < len(lens)*3 {
		return 0
	}
	return width
}

// joined decides whether lines[hi] continues the paragraph that begins at lo.
func joined(lines []line, lo, hi, width int) bool {
	a, b := lines[hi-1], lines[hi]
	if b.glue {
		return true
	}
	before, after := strings.TrimSpace(a.text), strings.TrimSpace(b.text)
	if bullet.MatchString(b.text) && !unicode.IsLower(firstRune(after)) {
		return false
	}
	if unicode.IsLower(firstRune(after)) && !strings.HasSuffix(before, ".") && !strings.HasSuffix(before, ":") {
		return true
	}
	if width == 0 {
		return false
	}
	if hi-1 > lo && b.indent > a.indent+1 || hi-1 == lo && b.indent > a.indent+1 && strings.HasSuffix(before, ".") {
		return false
	}
	if allCaps(before) != allCaps(after) && len(before) < width*3/4 {
		return false
	}
	n := utf8.RuneCountInString(before)
	word, _, _ := strings.Cut(after, " ")
	if n+1+utf8.RuneCountInString(word) > width {
		return true
	}
	return n*10 >= width*8 && !strings.ContainsRune(".!?:", rune(before[len(before)-1]))
}

// unwrap joins wrapped lines, and words that were hyphenated at a line's end.
func unwrap(lines []line) run {
	if len(lines) == 1 {
		return lines[0].run
	}
	var b builder
	for i, ln := range lines {
		r := ln.run.trim()
		if i == 0 {
			r = ln.run.trimFunc(unicode.IsSpace)
			if m := bullet.FindString(ln.text); m != "" {
				r = ln.run
			}
			b.add(r)
			continue
		}
		before := string(b.buf[max(0, len(b.buf)-80):])
		switch {
		case strings.HasSuffix(before, "\u00ad"):
			b.buf, b.at = b.buf[:len(b.buf)-2], b.at[:len(b.at)-2]
		case strings.HasSuffix(before, "-") && len(before) > 1 && unicode.IsLetter(rune(lastLetter(before[:len(before)-1]))):
			if !keepHyphen(before[:len(before)-1], r.text) {
				b.buf, b.at = b.buf[:len(b.buf)-1], b.at[:len(b.at)-1]
			}
		case strings.HasSuffix(before, "—") || strings.HasPrefix(r.text, "—"):
		default:
			b.insert(" ", b.last())
		}
		b.add(r)
	}
	return b.run()
}

func lastLetter(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// keepHyphen tells a compound broken at its hyphen from a hyphenated word.
func keepHyphen(before, after string) bool {
	i := strings.LastIndexFunc(before, func(c rune) bool { return !unicode.IsLetter(c) && c != '-' }) + 1
	first := before[i:]
	j := strings.IndexFunc(after, func(c rune) bool { return !unicode.IsLetter(c) })
	if j < 0 {
		j = len(after)
	}
	second := strings.ToLower(after[:j])
	if !unicode.IsLower(firstRune(after)) || strings.Contains(first, "-") {
		return true
	}
	return in("hyphenfirst", strings.ToLower(first)) || in("hyphensecond", second)
}

func allCaps(s string) bool {
	letters := 0
	for _, c := range s {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsUpper(c) {
			letters++
		}
	}
	return letters >= 2
}
