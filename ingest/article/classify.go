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
	endCredits   = regexp.MustCompile(`(?i)\s*[(\[](?:(?:additional )?(?:reporting|writing|editing|report|compiled)(?:,? (?:and )?(?:additional )?(?:editing|writing|reporting))* by\s[^()\[\]]*)[)\]]\.?\s*$`)
	capCredit    = regexp.MustCompile(`(?i)\s*[(\[]?(?:\b(?:photo(?:graph)?s?|image|picture|pic|illustration|credits?|copyright)\s*(?:by|:|credit:?|courtesy(?: of)?:?|/)|©|\(AP Photo|AP Photo/)\s*\S.*$`)
	pictureCount = regexp.MustCompile(`^\[\d{1,2}/\d{1,2}\]\s*`)
	licensing    = regexp.MustCompile(`\s*,?\s*(?:Purchase|Acquire|Buy) Licensing Rights.*$`)
	endMark      = regexp.MustCompile(`\s+(?:Enditem|ENDS|\(END\)|###|■|●|∎|◆|▪)\s*$`)
	slashAgent   = regexp.MustCompile(`\s+[(]?(?:\p{Lu}[\pL'’.-]*\s){0,3}\p{Lu}[\pL'’.-]*/\s?\p{Lu}[\pL' .-]{1,40}[)]?\s*$`)
)

// splitEnds puts "(Reporting by …)" at the end of a text, and the credit at
// the end of a caption, into paragraphs of their own.
func (l *layout) splitEnds() {
	var out []para
	for i, p := range l.paras {
		m := []int(nil)
		kind := document.Byline
		if m := pictureCount.FindString(p.text); m != "" && words(p.text) < 80 {
			p.run = p.slice(len(m), len(p.text))
			p.kind, p.known = document.Caption, true
			if k := licensing.FindStringIndex(p.text); k != nil {
				p.run = p.slice(0, k[0])
			}
		}
		if i+4 > len(l.paras) {
			if k := endMark.FindStringIndex(p.text); k != nil && k[0] > 0 {
				p.run = p.slice(0, k[0])
			}
		}
		switch {
		case p.known && p.kind == document.Caption:
			m, kind = capCredit.FindStringIndex(p.text), document.Credit
			if m == nil {
				m = slashAgent.FindStringIndex(p.text)
			}
		case i+6 > len(l.paras) && strings.Contains(p.text, " by ") && strings.ContainsAny(p.text[len(p.text)-1:], ")]."):
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
	// A standfirst is a sentence too: when a byline or date still follows, the
	// text begins after it.
	for i := first + 1; first >= 0 && i < len(l.paras) && i < first+6; i++ {
		if words(l.paras[i-1].text) >= 25 {
			break
		}
		h := headLine{}
		if words(l.paras[i].text) <= 14 && l.paras[i].level == 0 {
			h = readLine(l.paras[i].text)
		}
		if pat := match(l.paras[i].text, "head"); pat != nil && pat.kind == "byline" && words(l.paras[i].text) <= 16 || h.iso != "" && h.unknown == 0 {
			first, second = -1, -1
			for k := i + 1; k < len(l.paras); k++ {
				if !isBody(l.paras[k]) || match(l.paras[k].text, "head") != nil {
					continue
				}
				if first < 0 {
					first = k
				} else {
					second = k
					break
				}
			}
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
	if len(s) > 1500 {
		return nil
	}
	s = strings.Join(strings.Fields(s), " ")
	n := strings.Count(s, " ") + 1
	if s == "" || n > 120 {
		return nil
	}
	t := table()
	for i := range t.patterns {
		p := &t.patterns[i]
		if n > p.words || !p.first[s[0]] || p.where != "any" && !contains(wheres, p.where) || !p.re.MatchString(s) {
			continue
		}
		if _, ok := p.groups["author"]; ok && p.kind == "byline" {
			if m := p.re.FindStringSubmatch(s); len(readByline(m[p.groups["author"]], p.kind == "byline").authors) == 0 {
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
	if pat.kind == "noise" || pat.kind == "links" || strings.HasPrefix(pat.kind, "next:") {
		if p.known && p.kind == document.Title || p.level == 1 {
			return
		}
		p.drop = true
		l.claimNoise(pat, i, second)
		if pat.kind == "links" && p.level != 1 {
			l.dropLinks(i + 1)
		}
		if strings.HasPrefix(pat.kind, "next:") {
			l.labelNext(pat.kind, i+1, second)
		}
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
	if v := group("title"); v != "" {
		l.title.set(v, weightLine)
		if at := strings.LastIndex(p.text, v); at > 0 {
			p.run = p.slice(at, len(p.text))
		}
	}
	if a := group("author"); a != "" {
		// The line may go on with an outlet or a date: "By A | The Outlet | 3 May 2020".
		segs := segments(a)
		b := readByline(segs[0], pat.kind == "byline")
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
		if before, place, ok := strings.Cut(strings.TrimSuffix(v, ")"), " ("); ok && in("city", strings.ToLower(place)) {
			v = before
		}
		if date != "" {
			l.published.set(date, weightHead)
		}
		w := weightTail
		if inHead {
			w = weightCredited
		}
		l.publisher.set(v, w)
	}
	if group("date") == "" && inHead && (pat.kind == "note" || pat.kind == "masthead") && words(text) <= 16 {
		if d := dates(text); len(d) > 0 && d[0].day {
			l.published.set(d[0].iso, weightHead)
		}
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

// claimNoise takes the publisher that a link or a copyright notice names.
func (l *layout) claimNoise(pat *pattern, i, second int) {
	g, ok := pat.groups["publisher"]
	if !ok {
		return
	}
	m := pat.re.FindStringSubmatch(strings.Join(strings.Fields(l.paras[i].text), " "))
	if m == nil || m[g] == "" {
		return
	}
	name := m[g]
	if strings.ContainsAny(m[0], "©") || strings.HasPrefix(strings.ToLower(m[0]), "copyright") || strings.HasPrefix(m[0], "(c)") {
		l.publisher.set(name, weightNotice)
		return
	}
	// "Read the full story in X": when the head names X too, X is credited.
	w := weightTail
	for k := 0; k < second && k < len(l.paras); k++ {
		if strings.Contains(l.paras[k].text, name) {
			w = weightCredited
		}
	}
	l.publisher.set(name, w)
}

// dropLinks drops the short lines that follow a heading over links.
func (l *layout) dropLinks(i int) {
	for ; i < len(l.paras); i++ {
		p := &l.paras[i]
		if p.drop {
			continue
		}
		if p.level > 0 || p.known || words(p.text) > 16 || endsSentence(p.text) && words(p.text) > 6 {
			return
		}
		p.drop = true
	}
}

// labelNext gives the paragraph after a label the label's meaning.
func (l *layout) labelNext(kind string, i, second int) {
	for i < len(l.paras) && l.paras[i].drop {
		i++
	}
	if i >= len(l.paras) || words(l.paras[i].text) > 40 {
		return
	}
	p := &l.paras[i]
	switch kind {
	case "next:publisher":
		if words(p.text) <= 10 && i < second {
			l.publisher.set(p.text, weightLine)
			p.kind, p.known = document.Masthead, true
		}
	case "next:author":
		if b := parseByline(p.text); len(b.authors) > 0 && i < second {
			l.setAuthors(b.authors, weightLine)
			p.kind, p.known = document.Byline, true
		}
	case "next:caption":
		p.kind, p.known = document.Caption, true
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
	partial              bool   // a day and month without a year
	word                 bool   // a single word with a capital: a section, a place
	told                 bool   // a name with "by" before it
	perhaps              string // a name beside a date: a place, or else an outlet
}

var dateLabel = regexp.MustCompile(`(?i)^(?:(?:first |last )?(?:published|updated|posted|modified|created|issued|released|date|dated|on|as of|edition|issue|vol(?:ume)?\.?|no\.?|nr\.?|number|at|by|in)[\s:.#,]*|[\d:.]{1,5}|page [a-z]?\d+|[,;:()–—-]+|est|et|gmt|utc|cet|bst|cest|edt|pdt|pst|am|pm|\s)*$`)

// readLine tells the parts of a line of the head.
func readLine(s string) headLine {
	var h headLine
	for _, seg := range segments(s) {
		seg = strings.Trim(seg, " *_,;:[]")
		if strings.HasPrefix(seg, "(") && strings.HasSuffix(seg, ")") {
			seg = strings.Trim(seg, "()")
		}
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
	if m := issueNumber.FindStringIndex(seg); m != nil { // its number is no day
		h.label = true
		seg = seg[:m[0]] + seg[m[1]:]
	}
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
			if strings.ContainsAny(part, ",()") && h.readParts(part) {
				continue
			}
			beside := strings.HasSuffix(strings.TrimSpace(seg[:d.lo]), ",")
			if i == 0 && !isOutlet(part) && words(part) <= 4 && capitalised(part) && (!isName(part) || beside) {
				h.beside(part)
				continue
			}
			h.readPlain(part)
		}
		return
	}
	h.readPlain(seg)
}

// beside takes a name that stands alone beside a date: the place where it was
// written or the paper it stood in.
func (h *headLine) beside(name string) {
	switch {
	case in("city", strings.ToLower(name)) || words(name) == 1 && allCaps(name):
		h.place = name
	case h.outlet == "" && (strings.Contains(name, " & ") || namesOutlet(name)):
		h.setOutlet(name)
	default:
		h.place = name
		if h.outlet == "" {
			h.perhaps = name
		}
	}
}

// readParts reads what commas and brackets divide: "Special report, Moravian
// Ledger", "Fjord Weekly (Bergen)". It reports false, and takes nothing, where
// a part is not known.
func (h *headLine) readParts(seg string) bool {
	parts := partSep.Split(seg, -1)
	var sub headLine
	for _, part := range parts {
		if part = strings.Trim(part, " .;:"); part == "" || dateLabel.MatchString(part) || issueLine.MatchString(part) {
			continue
		}
		low := strings.ToLower(part)
		switch {
		case in("city", low):
			sub.place = part
		case words(part) == 1 && len(sub.names) > 0 && allCaps(part) && !isRole(part):
			return false // "JANE ROE, HOST:" speaks
		case words(part) == 1 && allCaps(part) && len(part) > 4:
			sub.place = part // "LAUREL, Maryland"
		case sub.outlet == "" && !in("section", low) && isOutlet(part) && !isRole(part):
			sub.setOutlet(part)
		default:
			sub.readPlain(part)
		}
		if sub.word {
			sub.word, sub.place = false, part
		}
	}
	if sub.unknown > 0 {
		return false
	}
	if sub.outlet != "" {
		h.setOutlet(sub.outlet)
	}
	if sub.place != "" {
		h.place = sub.place
	}
	h.names = append(h.names, sub.names...)
	h.role, h.section, h.label = h.role || sub.role, h.section || sub.section, h.label || sub.label
	return true
}

// firstPart is what stands before the first comma.
func firstPart(s string) string {
	before, _, _ := strings.Cut(s, ",")
	return before
}

var issueNumber = regexp.MustCompile(`(?i)[,\s]*\b(?:issue|vol(?:ume)?\.?|no\.|nr\.|number)\s*#?\s*\d+\b`)

var partSep = regexp.MustCompile(`\s*[,()]\s*`)

var regexpLabel = regexp.MustCompile(`(?i)(?:^|\s)(?:first |last )?(?:published|updated|posted|modified|issued)(?: on| at)?\s*:?$`)

func (h *headLine) readPlain(seg string) {
	if m := sourceLabel.FindStringSubmatch(seg); m != nil {
		h.setOutlet(m[1])
		return
	}
	if before, after, ok := strings.Cut(seg, ","); ok && isOutlet(before) && !isName(before) && words(after) <= 3 && capitalised(after) && letters(after) {
		h.setOutlet(before)
		h.place = strings.TrimSpace(after)
		return
	}
	low := strings.ToLower(seg)
	clock := timeOfDay.FindString(seg)
	switch {
	case pictureBy.MatchString(seg):
		h.label = true
	case editorLabel.MatchString(seg), monthDay.MatchString(strings.Trim(clockOff(seg), " ,")) && hasMonth(seg):
		h.label, h.partial = true, h.partial || hasMonth(seg)
	case dateLabel.MatchString(seg) || clock != "" && len(clock) == len(seg):
		h.label = true
	case in("section", low) || in("section", strings.Trim(low, "s")):
		h.section = true
	case byWord.MatchString(seg) && len(parseByline(seg).authors) > 0:
		b := parseByline(seg)
		h.names = append(h.names, b.authors...)
		h.role, h.told = true, true
		h.setOutlet(b.outlet)
	case isRole(seg) && !isName(firstPart(seg)):
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
		case h.told && h.outlet == "" && words(seg) > 1 && capitalised(seg) && letters(seg):
			h.setOutlet(seg) // "By A B | Section | Name": the author has been named
		case len(b.authors) > 0 && !b.rest && isNameStart(seg):
			h.names = append(h.names, b.authors...)
			h.role = h.role || b.role
			h.setOutlet(b.outlet)
		case b.role && !b.rest:
			h.role = true
			h.setOutlet(b.outlet)
		case strings.ContainsAny(seg, ",(") && h.readParts(seg):
		default:
			h.unknown++
		}
	}
}

var pictureBy = regexp.MustCompile(`(?i)^(?:photo(?:graph)?s?|pictures?|images?|illustrations?|graphics?|video)(?: by|:| /)`)

var (
	sourceLabel = regexp.MustCompile(`(?i)^(?:source|outlet|publication)\s*:\s*(\pL.{1,60})$`)
	editorLabel = regexp.MustCompile(`(?i)^(?:\d+[ -]min(?:ute)?s?(?: read)?|morning edition|evening edition|late edition|(?:first|second|final|international|print|online) edition|(?:editor|ed\.|desk|typist|section|category|reading time|read)\s*:\s*\S.{0,30})$`)
	updatedTail = regexp.MustCompile(`(?i)\s*(?:last )?(?:updated|modified)(?: at| on)?:?.*$`)
)

// clockOff takes the time of day, and "updated …", off a part.
func clockOff(s string) string {
	s = updatedTail.ReplaceAllString(s, "")
	for i := range s {
		if t := timeOfDay.FindString(s[i:]); t != "" && i > 0 {
			return s[:i]
		}
	}
	return s
}

// isNameStart reports whether a line begins with a full name.
func isNameStart(s string) bool {
	first := nameSep.Split(strings.TrimSpace(noise.ReplaceAllString(s, " ")), 2)[0]
	return isName(stripHonorific(placeTail.ReplaceAllString(first, ""))) || isRole(first)
}

func endsWithOutlet(s string) bool {
	f := strings.Fields(strings.ToLower(s))
	return len(f) > 0 && (in("outlet", f[len(f)-1][strings.LastIndexByte(f[len(f)-1], '-')+1:]) || in("institution", f[len(f)-1]) || f[0] == "the")
}

// namesOutlet reports whether any word is one of those that outlets use.
func namesOutlet(s string) bool {
	for _, w := range strings.Fields(strings.ToLower(s)) {
		if in("outlet", w[strings.LastIndexByte(w, '-')+1:]) {
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
