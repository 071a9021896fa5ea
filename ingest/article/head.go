package article

import (
	"regexp"
	"strings"
	"unicode"

	"dossier/ingest/document"
)

var (
	titlePrefix = regexp.MustCompile(`(?i)^(?:(?:update|wrapup|corrected|refile|rpt|recast) ?\d*|exclusive|breaking(?: news)?|analysis|opinion|explainer|factbox|interview|insight|watch|live|video|podcast|obituary|profile|press release|news release|media release)\s*(?:[-–—:|]+)\s+|^(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|RECAST)[ -]?\d*[-–—:]`)
	breadcrumb  = regexp.MustCompile(`^[^.!?]{1,40}(?:\s*[>»›→/]\s*[^.!?>»›→]{1,80}){1,6}$`)
	crumbMark   = regexp.MustCompile(`\s[>»›→]\s`)
	crumbSep    = regexp.MustCompile(`\s*[>»›→|]\s*`)
)

// readHead reads the lines before the running text: masthead, section, title,
// byline, date, in any order.
func (l *layout) readHead(head, second int) {
	lines := make([]headLine, len(l.paras))
	for i := 0; i < second && i < len(l.paras); i++ {
		p := &l.paras[i]
		if p.drop {
			continue
		}
		if i < head && (crumbMark.MatchString(p.text) && breadcrumb.MatchString(strings.TrimSpace(p.text)) || isTrail(p.text)) {
			p.drop = true
			if first, _, _ := strings.Cut(crumbSep.ReplaceAllString(p.text, "|"), "|"); isOutlet(first) {
				l.publisher.set(l.properCase(first), weightHead)
			}
			continue
		}
		if p.known && (p.kind == document.Byline || p.kind == document.Dateline) && lines[i].segs == 0 {
			l.claimKnown(*p)
		}
		if p.known && p.kind == document.Biography && i < head && (isName(stripHonorific(p.text)) || isRole(p.text)) {
			// A card with the author's name before the text is a byline.
			p.kind = document.Byline
			l.claimKnown(*p)
		}
		if p.known && p.kind != document.Paragraph || p.level > 0 || words(p.text) > 22 {
			continue
		}
		if i > head && isBody(*p) || i == head {
			continue
		}
		lines[i] = readLine(p.text)
	}
	l.markIssue(lines, head)
	title := l.pickTitle(lines, head)
	if title >= 0 {
		p := &l.paras[title]
		p.kind, p.known = document.Title, true
		if p.level == 0 {
			p.level = 1
		}
		if m := titlePrefix.FindString(p.text); m != "" {
			p.run = p.slice(len(m), len(p.text))
		}
		l.title.set(p.text, weightHead)
	}
	for i := 0; i < second && i < len(l.paras); i++ {
		p, h := &l.paras[i], lines[i]
		if p.drop || h.segs == 0 || i == title {
			continue
		}
		after := title >= 0 && i > title
		switch {
		case h.iso != "" && h.unknown == 0:
			l.claimLine(h, weightLine)
			if after && h.perhaps != "" && !allCaps(h.perhaps) {
				l.publisher.set(h.perhaps, weightGuess) // places stand before the title, or with the text
			}
			p.kind = document.Dateline
			if len(h.names) > 0 {
				p.kind = document.Byline
			} else if h.outlet != "" && h.place == "" && i < head && !after {
				p.kind = document.Masthead
			}
			p.known = true
		case h.iso != "":
			// A date beside something unknown: believe the date.
			if i < head {
				l.claimLine(h, weightHead)
				p.kind, p.known = document.Dateline, true
				if len(h.names) > 0 {
					p.kind = document.Byline
				}
			}
		case h.partial && h.unknown == 0:
			p.kind, p.known = document.Dateline, true
		case len(h.names) > 0 && h.unknown == 0 && (after && !allCaps(p.text) && i < second || h.role || h.outlet != "" || nearDate(lines, i)):
			l.claimLine(h, weightHead)
			p.kind, p.known = document.Byline, true
		case h.role && h.unknown == 0 && after && i > 0 && l.paras[i-1].kind == document.Byline:
			l.claimLine(h, weightHead)
			p.kind, p.known = document.Byline, true
		case h.outlet != "" && h.unknown == 0 && i < head:
			l.claimLine(h, weightHead)
			p.kind, p.known = document.Masthead, true
		case h.section && h.unknown == 0 && i < head:
			p.drop = true
		case after && i < head && isPost(p.text):
			p.kind, p.known = document.Biography, true
		case !after && title >= 0 && i < head && allCaps(p.text) && words(p.text) <= 8:
			l.publisher.set(l.properCase(p.text), weightTail)
			p.kind, p.known = document.Masthead, true
		}
	}
	if head < len(l.paras) {
		l.splitDateline(head)
	}
}

var issueLine = regexp.MustCompile(`(?i)(?:^|[|·,]\s*)(?:issue|vol(?:ume)?\.?|no\.?|nr\.?|edition|letter|number)\s*#?\s*\d+`)

// markIssue takes the short line over "Issue #45 | March 4, 2022" for the masthead.
func (l *layout) markIssue(lines []headLine, head int) {
	for i := 0; i+1 < head && i < 2; i++ {
		p := &l.paras[i]
		if p.drop || p.known || words(p.text) > 5 || lines[i].iso != "" || !issueLine.MatchString(l.paras[i+1].text) {
			continue
		}
		l.publisher.set(l.properCase(p.text), weightHead)
		p.kind, p.known = document.Masthead, true
		return
	}
}

// claimKnown takes authors and date from a byline or dateline that the page's
// format marked.
func (l *layout) claimKnown(p para) {
	if d := dates(p.text); len(d) > 0 {
		l.published.set(d[0].iso, weightByline)
	}
	if p.kind != document.Byline {
		return
	}
	text := strings.Join(strings.Fields(p.text), " ")
	if rest, iso := cutDate(text); iso != "" {
		text = rest
	}
	h := readLine(text)
	l.setAuthors(h.names, weightHead)
	if h.outlet != "" {
		l.publisher.set(l.properCase(h.outlet), weightByline)
	}
}

// isTrail accepts the trail of a site's pages, from the institution down:
// "University of Aberfoyle | School of Law | People".
func isTrail(s string) bool {
	parts := strings.Split(s, "|")
	if len(parts) < 3 || !isOutlet(strings.TrimSpace(parts[0])) || len(dates(s)) > 0 {
		return false
	}
	for _, part := range parts {
		if part = strings.TrimSpace(part); words(part) > 8 || !capitalised(dropSmall(part)) || byWord.MatchString(part) {
			return false
		}
	}
	return true
}

func nearDate(lines []headLine, i int) bool {
	return i > 0 && lines[i-1].iso != "" || i+1 < len(lines) && lines[i+1].iso != ""
}

// isPost accepts "Senior Fellow and Director, River Law Program".
func isPost(s string) bool {
	f := strings.Fields(strings.ToLower(s))
	if len(f) == 0 || len(f) > 16 || !in("post", strings.Trim(f[0], ",")) || endsSentence(s) || isName(stripHonorific(s)) {
		return false
	}
	for _, w := range f {
		switch w {
		case "is", "was", "has", "had", "are", "were", "will", "says", "said", "who":
			return false
		}
	}
	small := 0
	for _, w := range strings.Fields(dropSmall(s)) {
		if unicode.IsLower(firstRune(w)) {
			small++
		}
	}
	return small <= 2 // more is a headline
}

// dropSmall takes the small words out of a line.
func dropSmall(s string) string {
	var out []string
	for i, w := range strings.Fields(s) {
		switch w {
		case "of", "for", "and", "the", "in", "on", "to", "at", "a", "an", "&":
			if i > 0 {
				continue
			}
		}
		out = append(out, w)
	}
	return strings.Join(out, " ")
}

// pickTitle returns the line of the head that reads most like a headline, or -1.
func (l *layout) pickTitle(lines []headLine, head int) int {
	best, score := -1, 0
	masthead := false
	told := l.title.weight >= weightMarkup
	for i := 0; i < head && i < len(l.paras); i++ {
		p := &l.paras[i]
		if told && p.level != 1 && !(p.known && p.kind == document.Title) && !sameTitle(p.text, l.title.value) {
			continue // the page's markup or headers tell the title
		}
		if p.drop || p.item && p.level == 0 {
			continue
		}
		if p.known && p.kind == document.Title {
			return i
		}
		if p.known && p.kind != document.Paragraph {
			continue
		}
		s := titleScore(*p, lines[i])
		if i+1 < len(l.paras) && p.level == 0 && isPost(l.paras[i+1].text) && (isName(stripHonorific(p.text)) || isName(titleCase(p.text))) {
			s += 40 // a person's page
		}
		if lines[i].outlet != "" && lines[i].unknown == 0 && p.level == 0 {
			s -= 30
			if masthead {
				s += 25 // "DAM VOTE SPLITS COUNCIL" under a masthead
			}
			masthead = true
		}
		s -= 2 * min(i, 6)
		if s > score {
			best, score = i, s
		}
	}
	return best
}

// sameTitle compares titles by their letters; a site's name may follow one.
func sameTitle(a, b string) bool {
	a, b = headKey(titlePrefix.ReplaceAllString(a, "")), headKey(titlePrefix.ReplaceAllString(b, ""))
	return a != "" && b != "" && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

func titleScore(p para, h headLine) int {
	text := strings.TrimSpace(p.text)
	n := words(text)
	s := 20
	switch p.level {
	case 1:
		s += 60
	case 2:
		s += 40
	case 3:
		s += 15
	}
	if h.iso != "" || n > 30 {
		return 0
	}
	switch {
	case n >= 4 && n <= 18:
		s += 20
	case n == 3:
		s += 8
	case n > 22:
		s -= 15
	}
	if n > 13 {
		s -= 8
	}
	if endsSentence(text) && !strings.HasSuffix(text, "?") {
		s -= 30
	}
	if n >= 4 && !allCaps(text) && capitalised(text) {
		s += 10
	}
	if strings.HasSuffix(text, ":") || strings.HasSuffix(text, ",") {
		s -= 15
	}
	lower, headline := 0, 0
	for _, w := range strings.Fields(text) {
		if unicode.IsLower(firstRune(w)) {
			lower++
		}
		if in("headline", strings.ToLower(strings.Trim(w, ",.:;’'\""))) {
			headline++
		}
	}
	s += 4*min(lower, 3) + 5*min(headline, 3)
	if allCaps(text) {
		s -= 12
	}
	if len(h.names) > 0 && h.unknown == 0 {
		s -= 12
	}
	if h.section && h.unknown == 0 {
		s -= 40
	}
	if h.role && h.unknown == 0 {
		s -= 25
	}
	if isPost(text) {
		s -= 50
	}
	return s
}

var (
	dateDash = regexp.MustCompile(`\s*(?:--+|—|–|\s-)\s*|:\s+|/\.\s+`)
	dateStop = regexp.MustCompile(`^\p{Lu}{3}[^.]{2,60}?\b(?:19|20)\d\d(\.\s+)["“\p{Lu}]`)
	agency   = regexp.MustCompile(`[(/\[]\s*([\pL][\pL\pN .&'’-]{1,40}?)\s*[)/\]]`)
	monthDay = regexp.MustCompile(`^\pL+\.?\s+\d{1,2}(?:st|nd|rd|th)?$|^\d{1,2}(?:st|nd|rd|th)?\s+\pL+\.?$`)
)

// splitDateline gives the dateline before the first sentence a block of its
// own, and claims its agency and date: "GENEVA, June 16 (Reuters) — …".
func (l *layout) splitDateline(head int) {
	p := l.paras[head]
	n, agencyName, iso := dateline(p.text)
	if n == 0 {
		return
	}
	l.publisher.set(agencyName, weightDateline)
	l.published.set(iso, weightDateline)
	first, rest := p, p
	first.run = p.slice(0, n).trimFunc(func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("-–—:", c) })
	first.kind, first.known, first.item = document.Dateline, true, false
	rest.run = p.slice(n, len(p.text))
	rest.gap = false
	l.paras = append(l.paras[:head+1], l.paras[head:]...)
	l.paras[head], l.paras[head+1] = first, rest
}

// dateline returns how many bytes of the text are a dateline with its dash,
// and the agency and date in it.
func dateline(s string) (n int, agencyName, iso string) {
	marks := dateDash.FindAllStringIndex(s[:min(len(s), 140)], 3)
	for i := len(marks) - 1; i >= 0; i-- {
		m := marks[i]
		prefix := s[:m[0]]
		if s[m[0]] == '/' {
			prefix = s[:m[0]+1]
		}
		if m[0] == 0 || m[1] >= len(s) || words(prefix) > 16 {
			continue
		}
		if ok, a, d := readDateline(prefix); ok {
			return m[1], a, d
		}
	}
	// "TACLOBAN, Philippines, 9 July 2019. The …"
	if m := dateStop.FindStringSubmatchIndex(s[:min(len(s), 140)]); m != nil {
		if ok, a, d := readDateline(s[:m[2]]); ok && d != "" {
			return m[3], a, d
		}
	}
	return 0, "", ""
}

// readDateline accepts place, date and agency: capitals for the place, or a
// place as names are written together with a date or an agency.
func readDateline(prefix string) (ok bool, agencyName, iso string) {
	rest := prefix
	if m := agency.FindStringSubmatchIndex(prefix); m != nil {
		agencyName = prefix[m[2]:m[3]]
		rest = prefix[:m[0]] + prefix[m[1]:]
		if prefix[m[0]] == '/' && !strings.Contains(prefix[:m[0]], " ") {
			agencyName, rest = "", prefix // "BEIJING/MOSCOW"
		}
	}
	dated := false
	if d := dates(rest); len(d) > 0 {
		iso, dated = d[0].iso, true
		rest = rest[:d[0].lo] + rest[d[0].hi:]
	}
	place, other := 0, 0
	caps := false
	rest = strings.TrimRight(rest, " -–—.;:/")
	if strings.ContainsAny(rest, "—–") || strings.Contains(rest, "--") || strings.Contains(rest, " - ") {
		return false, "", ""
	}
	for i, part := range strings.Split(rest, ",") {
		part = strings.Trim(part, " .;:/")
		if part == "" {
			continue
		}
		if monthDay.MatchString(part) && hasMonth(part) {
			dated = true
			continue
		}
		if _, ok := table().months[strings.ToLower(strings.Trim(part, "."))]; ok {
			dated = true
			continue
		}
		if words(part) <= 4 && capitalised(part) && letters(part) {
			place++
			caps = caps || i == 0 && allCaps(strings.Join(strings.Fields(part)[:1], " ")) && len(part) >= 3
			continue
		}
		other++
	}
	if place == 0 || other > 0 || place > 3 {
		return false, "", ""
	}
	return caps && !strings.Contains(rest, "’s") || dated || agencyName != "", agencyName, iso
}

func hasMonth(s string) bool {
	for _, w := range strings.Fields(strings.ToLower(s)) {
		if table().months[strings.Trim(w, ".,")] > 0 {
			return true
		}
	}
	return false
}

func letters(s string) bool {
	for _, c := range s {
		if unicode.IsDigit(c) || strings.ContainsRune("\"“”?!", c) {
			return false
		}
	}
	return true
}
