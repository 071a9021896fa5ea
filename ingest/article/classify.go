package article

import (
	"regexp"
	"strings"
	"unicode"

	"dossier/ingest/document"
)

// classify decides what each paragraph is, takes metadata from those that
// hold it, and drops noise.
func (l *layout) classify() {
	l.dropBlank()
	l.splitEnds()
	head, second := l.bodyStart()
	for i := range l.paras {
		l.matchPatterns(i, second, len(l.paras))
	}
	l.readHead(head, second)
	l.readBody(head)
	l.finish()
}

func (l *layout) dropBlank() {
	out := l.paras[:0]
	for _, p := range l.paras {
		if !p.run.blank() {
			p.run = p.run.trim()
			out = append(out, p)
		}
	}
	l.paras = out
}

var (
	endCredits = regexp.MustCompile(`(?i)\s*[(\[](?:(?:additional )?(?:reporting|writing|editing|report|compiled)(?:,? (?:and )?(?:additional )?(?:editing|writing|reporting))* by\s[^()\[\]]*)[)\]]\.?\s*$`)
	capCredit  = regexp.MustCompile(`(?i)\s*[(\[]?(?:\b(?:photo(?:graph)?s?|image|picture|pic|illustration|credits?|copyright)\s*(?:by|:|credit:?|courtesy(?: of)?:?|/)|©|\(AP Photo|AP Photo/)\s*\S.*$`)
	slashAgent = regexp.MustCompile(`\s+(?:[(]?\p{Lu}[\pL'’.-]+ (?:\p{Lu}[\pL'’.-]+ ){0,2}?(?:\p{Lu}[\pL'’.-]+)?/\s?\p{Lu}[\pL .]{1,40}[)]?)\s*$`)
)

// splitEnds puts "(Reporting by …)" at the end of a text, and the credit at
// the end of a caption, into paragraphs of their own.
func (l *layout) splitEnds() {
	var out []para
	for i, p := range l.paras {
		m := []int(nil)
		kind := document.Byline
		switch {
		case p.known && p.kind == document.Caption:
			m, kind = capCredit.FindStringIndex(p.text), document.Credit
			if m == nil {
				m = slashAgent.FindStringIndex(p.text)
			}
		case i+6 > len(l.paras):
			m = endCredits.FindStringIndex(p.text)
		}
		if m == nil || m[0] == 0 {
			if m != nil && kind == document.Credit {
				p.kind = kind
			}
			out = append(out, p)
			continue
		}
		rest := p
		rest.run = p.slice(m[0], len(p.text)).trim()
		rest.item, rest.gap = false, false
		p.run = p.slice(0, m[0]).trim()
		if kind == document.Credit {
			rest.kind = kind
		}
		out = append(out, p, rest)
	}
	l.paras = out
}

func words(s string) int { return len(strings.Fields(s)) }

func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \"”’')»")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…")
}

// isBody accepts what only running text is: long, or a sentence.
func isBody(p para) bool {
	if p.level > 0 || p.known && p.kind != document.Paragraph {
		return false
	}
	n := words(p.text)
	return n >= 25 || n >= 10 && endsSentence(p.text) && !allCaps(p.text)
}

// bodyStart returns the first two paragraphs of running text; the page's head
// is what stands before.
func (l *layout) bodyStart() (first, second int) {
	first, second = -1, -1
	for i, p := range l.paras {
		if !isBody(p) || match(p.text, "head") != nil {
			continue
		}
		if first < 0 {
			first = i
		} else {
			second = i
			break
		}
	}
	if first < 0 {
		first = len(l.paras)
	}
	if second < 0 {
		second = len(l.paras)
	}
	return first, second
}

// match returns the first pattern of the table that fits a line.
func match(s string, wheres ...string) *pattern {
	s = strings.Join(strings.Fields(s), " ")
	n := words(s)
	if n > 120 {
		return nil
	}
	t := table()
	for i := range t.patterns {
		p := &t.patterns[i]
		if n > p.words || p.where != "any" && !contains(wheres, p.where) || !p.re.MatchString(s) {
			continue
		}
		if p.kind == "byline" {
			if m := p.re.FindStringSubmatch(s); len(parseByline(m[p.groups["author"]]).authors) == 0 {
				continue
			}
		}
		if d, ok := p.groups["date"]; ok {
			if m := p.re.FindStringSubmatch(s); len(dates(m[d])) == 0 {
				continue
			}
		}
		return p
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

func (l *layout) matchPatterns(i, second, n int) {
	p := &l.paras[i]
	var wheres []string
	if i < second {
		wheres = append(wheres, "head")
	}
	if i+6 > n && i >= second || i+4 > n {
		wheres = append(wheres, "tail")
	}
	pat := match(p.text, wheres...)
	if pat == nil {
		return
	}
	if pat.kind == "noise" {
		if p.known && p.kind == document.Title {
			return
		}
		p.drop = true
		return
	}
	if p.known && p.kind != document.Paragraph && pat.kind != "byline" && pat.kind != "masthead" && pat.kind != "dateline" {
		return
	}
	if p.item && pat.kind == "contact" && i+8 < n {
		return
	}
	text := strings.Join(strings.Fields(p.text), " ")
	m := pat.re.FindStringSubmatch(text)
	group := func(name string) string {
		if g, ok := pat.groups[name]; ok {
			return m[g]
		}
		return ""
	}
	if i >= second && endsSentence(text) && words(text) > 8 && (pat.kind == "credit" || pat.kind == "caption" || pat.kind == "contact" && i+8 < n) {
		return
	}
	if pat.kind != "text" {
		p.kind, p.known = patternKinds[pat.kind], true
		p.level = 0
	}
	if pat.kind == "about" {
		p.level = 2
	}
	inHead := i < second
	if a := group("author"); a != "" {
		// The line may go on with an outlet or a date: "By A | The Outlet | 3 May 2020".
		segs := segments(a)
		b := parseByline(segs[0])
		w := weightLine
		if !inHead {
			w = weightByline
		}
		if strings.HasPrefix(strings.ToLower(text), "journalist") || strings.HasPrefix(strings.ToLower(text), "reporter") {
			w = weightCredited
		}
		l.setAuthors(b.authors, w)
		l.publisher.set(b.outlet, weightByline)
		l.readSegments(segs[1:], nil)
		if d := dates(a); len(d) > 0 {
			l.published.set(d[0].iso, weightHead)
		}
	}
	if v := group("publisher"); v != "" {
		v, date := cutDate(v)
		if date != "" {
			l.published.set(date, weightHead)
		}
		w := weightTail
		if inHead {
			w = weightCredited
		}
		l.publisher.set(v, w)
	}
	if v := group("date"); v != "" {
		w := weightUpdated
		if !strings.Contains(strings.ToLower(text), "updated") && !strings.Contains(strings.ToLower(text), "modified") && !strings.Contains(strings.ToLower(text), "revised") && inHead {
			w = weightLine
		}
		for _, d := range dates(v) {
			l.published.set(d.iso, w)
		}
	}
}

// cutDate takes a date and what belongs to it off a string.
func cutDate(s string) (rest, iso string) {
	d := dates(s)
	if len(d) == 0 {
		return s, ""
	}
	return strings.Trim(s[:d[0].lo], " ,–—-|·(") + "", d[0].iso
}

var segmentSep = regexp.MustCompile(`\s*[|·•∙⋅]\s*|\s+(?:[–—]|--?|//?)\s+|\t+| {3,}|\n`)

func segments(s string) []string { return segmentSep.Split(strings.TrimSpace(s), -1) }

// headLine is what the parts of one line of the head turned out to be.
type headLine struct {
	date, iso            string
	place, outlet        string
	names                []string
	role, label, section bool
	unknown              int
	segs                 int
	word                 bool // a single word with a capital: a section, a place
}

var dateLabel = regexp.MustCompile(`(?i)^(?:(?:first |last )?(?:published|updated|posted|modified|created|issued|released|date|dated|on|as of|edition|issue|vol(?:ume)?\.?|no\.?|nr\.?|number|at|by|in)[\s:.#,]*|[\d:.]{1,5}|[,;:()–—-]+|est|et|gmt|utc|cet|bst|cest|edt|pdt|pst|am|pm|\s)*$`)

// readLine tells the parts of a line of the head.
func readLine(s string) headLine {
	var h headLine
	for _, seg := range segments(s) {
		seg = strings.Trim(seg, " *_,;:()[]")
		if seg == "" {
			continue
		}
		h.segs++
		h.readSegment(seg)
	}
	if h.word && h.segs == 1 {
		h.unknown++
	}
	return h
}

func (h *headLine) readSegment(seg string) {
	if ds := dates(seg); len(ds) > 0 {
		d := ds[0]
		if h.iso == "" && d.day {
			h.iso = d.iso
		} else if h.date == "" {
			h.date = d.iso
		}
		rest := seg[:d.lo]
		after := seg[d.hi:]
		if len(ds) > 1 {
			after = after[:ds[1].lo-d.hi] + after[ds[1].hi-d.hi:]
		}
		rest = strings.Trim(rest, " ,.;:()")
		after = strings.Trim(after, " ,.;:()")
		for i, part := range []string{rest, after} {
			if dateLabel.MatchString(part) {
				h.label = h.label || part != ""
				continue
			}
			part = strings.TrimSpace(regexpLabel.ReplaceAllString(part, ""))
			if part == "" {
				continue
			}
			if i == 0 && !isOutlet(part) && words(part) <= 4 && capitalised(part) && !isName(part) || i == 0 && strings.HasSuffix(strings.TrimSpace(seg[:d.lo]), ",") && words(part) <= 4 && capitalised(part) && !isOutlet(part) {
				h.place = part
				continue
			}
			h.readPlain(part)
		}
		return
	}
	h.readPlain(seg)
}

var regexpLabel = regexp.MustCompile(`(?i)(?:^|\s)(?:first |last )?(?:published|updated|posted|modified|issued)(?: on| at)?\s*:?$`)

func (h *headLine) readPlain(seg string) {
	low := strings.ToLower(seg)
	clock := timeOfDay.FindString(seg)
	switch {
	case dateLabel.MatchString(seg) || clock != "" && len(clock) == len(seg):
		h.label = true
	case in("section", low) || in("section", strings.Trim(low, "s")):
		h.section = true
	case byWord.MatchString(seg) && len(parseByline(seg).authors) > 0:
		b := parseByline(seg)
		h.names = append(h.names, b.authors...)
		h.role = true
		h.setOutlet(b.outlet)
	case isRole(seg):
		h.role = true
	case isOutlet(seg) && (!isName(seg) || endsWithOutlet(seg) || allCaps(seg) && namesOutlet(seg)):
		h.setOutlet(seg)
	case placeOnly.MatchString(seg):
		h.place = seg
	default:
		b := parseByline(seg)
		switch {
		case words(seg) == 1 && capitalised(seg) && letters(seg):
			h.word = true
		case len(b.authors) > 0 && !b.rest && isNameStart(seg):
			h.names = append(h.names, b.authors...)
			h.role = h.role || b.role
			h.setOutlet(b.outlet)
		case b.role && !b.rest:
			h.role = true
			h.setOutlet(b.outlet)
		default:
			h.unknown++
		}
	}
}

// isNameStart reports whether a line begins with a full name.
func isNameStart(s string) bool {
	first := nameSep.Split(s, 2)[0]
	return isName(stripHonorific(placeTail.ReplaceAllString(first, ""))) || isRole(first)
}

func endsWithOutlet(s string) bool {
	f := strings.Fields(strings.ToLower(s))
	return len(f) > 0 && (in("outlet", f[len(f)-1]) || in("institution", f[len(f)-1]) || f[0] == "the")
}

// namesOutlet reports whether any word is one of those that outlets use.
func namesOutlet(s string) bool {
	for _, w := range strings.Fields(strings.ToLower(s)) {
		if in("outlet", w) {
			return true
		}
	}
	return false
}

func (h *headLine) setOutlet(s string) {
	if h.outlet == "" {
		h.outlet = s
	}
}

func capitalised(s string) bool {
	for _, w := range strings.Fields(s) {
		if unicode.IsLower(firstRune(w)) && !in("particle", w) {
			return false
		}
	}
	return true
}

// readSegments claims the metadata in segments of a line.
func (l *layout) readSegments(segs []string, p *para) {
	for _, seg := range segs {
		h := readLine(seg)
		l.claimLine(h, weightHead)
	}
}

func (l *layout) claimLine(h headLine, weight int) {
	if h.iso != "" {
		l.published.set(h.iso, weight)
	} else if h.date != "" {
		l.published.set(h.date, weightGuess)
	}
	if h.outlet != "" {
		l.publisher.set(l.properCase(h.outlet), weightHead)
	}
	l.setAuthors(h.names, weightHead)
}

// properCase writes an outlet in capitals as the text writes it elsewhere, or
// as names are written.
func (l *layout) properCase(s string) string {
	if !allCaps(s) || words(s) == 1 && len(s) <= 5 {
		return s
	}
	low := strings.ToLower(s)
	bare := strings.TrimPrefix(low, "the ")
	for i := range l.paras {
		text := l.paras[i].text
		at := strings.Index(strings.ToLower(text), bare)
		if at < 0 || at+len(bare) > len(text) {
			continue
		}
		if found := text[at : at+len(bare)]; !allCaps(found) && unicode.IsUpper(firstRune(found)) {
			if bare != low {
				return "The " + found
			}
			return found
		}
	}
	return titleCase(s)
}
