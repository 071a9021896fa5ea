package article

import (
	"regexp"
	"strings"
	"unicode"

	"dossier/ingest/document"
)

// readBody tells the kinds of what follows the head.
func (l *layout) readBody(head int) {
	for i := range l.paras {
		p := &l.paras[i]
		if p.drop || p.known {
			continue
		}
		switch {
		case p.level > 0:
			p.kind = document.Heading
		case p.item:
			p.kind = document.ListItem
		case i >= head && isHeading(*p):
			p.kind = document.Heading
		}
		p.known = p.kind != document.Paragraph
	}
	l.readContacts(head)
	l.readBoxes(head)
	l.readSignature()
	l.readTail(head)
}

// readContacts gives the short lines under a heading like "Contact" its kind.
func (l *layout) readContacts(head int) {
	under := false
	for i := head; i < len(l.paras); i++ {
		p := &l.paras[i]
		switch {
		case p.drop:
		case p.kind == document.Contact:
			under = words(p.text) <= 4
		case under && (p.kind == document.Heading && p.level == 0 || p.kind == document.ListItem || p.kind == document.Paragraph) && words(p.text) <= 20 && (!endsSentence(p.text) || words(p.text) <= 5):
			p.kind, p.known = document.Contact, true
		default:
			under = false
		}
	}
}

// speakerTurn begins a turn of an interview or transcript.
var speakerTurn = regexp.MustCompile(`^(?:Q|A|Question|Answer|[A-Z][A-Z .'’-]+(?:,[A-Z ]+)?):`)

// isHeading accepts a short line without an end of sentence, in capitals or
// as titles are written.
func isHeading(p para) bool {
	n := words(p.text)
	if n == 0 || n > 10 || !p.gap {
		return false
	}
	if speakerTurn.MatchString(p.text) {
		return false
	}
	last := p.text[len(p.text)-1]
	if last == '.' || last == ',' || last == ';' || last == '"' || last == ')' {
		return false
	}
	return allCaps(p.text) || unicode.IsUpper(firstRune(p.text)) || unicode.IsDigit(firstRune(p.text))
}

var (
	cutOff = regexp.MustCompile(`\s*(\S*?)\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$`)
	// A biography says what a person is: "Name is a …", "Name, a former …, is".
	bioSentence = regexp.MustCompile(`^(?:(?:Dr|Prof|Professor|Sir|Dame|Lord|Lady|Gen|Mr|Mrs|Ms)\.? )?(?:\p{Lu}[\pL'’.-]+ ){1,5}?(?:\([^)]*\) )?(?:is (?:an?|the|currently|senior|executive|co-|director|president|head|professor|visiting|deputy|associate)\b|serves as\b|joined\b|has (?:been|served|worked)\b|writes\b|covers\b|reports\b)`)
)

// readBoxes finds boxes about people in the last part of the page, and mends
// their cut-off ends.
func (l *layout) readBoxes(head int) {
	for i := head; i < len(l.paras); i++ {
		p := &l.paras[i]
		if p.drop {
			continue
		}
		name := stripHonorific(strings.TrimSpace(p.text))
		if (p.kind == document.ListItem || p.kind == document.Heading) && isName(name) {
			j := i + 1
			for j < len(l.paras) && l.paras[j].drop {
				j++
			}
			if j < len(l.paras) && (isPost(l.paras[j].text) || aboutName(l.paras[j].text, name)) {
				p.kind = document.Biography
				for ; j < len(l.paras); j++ {
					q := &l.paras[j]
					if q.drop {
						continue
					}
					if !isPost(q.text) && !aboutName(q.text, name) {
						break
					}
					q.kind, q.known, q.level = document.Biography, true, 0
				}
			}
		}
		if i*2 > len(l.paras) && (p.kind == document.Paragraph || p.kind == document.ListItem) && bioSentence.MatchString(p.text) && (i+4 > len(l.paras) || cutOff.MatchString(p.text)) && words(p.text) < 90 {
			if cutOff.MatchString(p.text) || l.isAuthor(p.text) || l.isWriter(p.text) {
				p.kind, p.known = document.Biography, true
			}
		}
		if i > head && (p.kind == document.Biography || p.kind == document.ListItem || i+3 > len(l.paras)) {
			p.run = mendCut(p.run)
		}
	}
}

// aboutName reports whether a paragraph begins with the name, or its last word.
func aboutName(s, name string) bool {
	if strings.HasPrefix(s, name) {
		return true
	}
	f := strings.Fields(name)
	s = stripHonorific(s)
	return len(f) > 0 && (strings.HasPrefix(s, f[len(f)-1]+" ") || strings.HasPrefix(s, f[0]+" ")) && words(s) < 90
}

var writerBio = regexp.MustCompile(`^((?:\p{Lu}[\pL'’.-]+ ){2,4}?)(?:is|was) (?:an?|the|our|[^ ]+[’']s) ([^,.]{3,60})`)

var bioOutlet = regexp.MustCompile(`\s(?:of|at|for|with)\s((?:[Tt]he\s)?\p{Lu}[\pL'’&-]*(?:\s(?:\p{Lu}[\pL'’-]*|&|of|and|for))*)[.,]`)

// isWriter takes the author from a closing "Jane Roe is a reporter at …".
func (l *layout) isWriter(s string) bool {
	m := writerBio.FindStringSubmatch(s)
	if m == nil || !isName(strings.TrimSpace(m[1])) {
		return false
	}
	for _, w := range strings.Fields(strings.ToLower(m[2])) {
		if in("writer", w) {
			l.setAuthors([]string{strings.TrimSpace(m[1])}, weightTail)
			if o := bioOutlet.FindStringSubmatch(s); o != nil && isOutlet(o[1]) {
				l.publisher.set(o[1], weightGuess)
			}
			return true
		}
	}
	return false
}

func (l *layout) isAuthor(s string) bool {
	for _, a := range l.authors {
		if strings.HasPrefix(stripHonorific(s), a) {
			return true
		}
	}
	return false
}

// mendCut takes the dots off a cut-off text, and the half word and dangling
// small words before them; half a word that goes on a name stays.
func mendCut(r run) run {
	if !strings.HasSuffix(r.text, "...") && !strings.HasSuffix(r.text, "…") && !strings.HasSuffix(r.text, "]") {
		return r
	}
	m := cutOff.FindStringSubmatchIndex(r.text)
	if m == nil || m[2] < 0 {
		return r
	}
	half := r.text[m[2]:m[3]]
	if half == "" {
		return r.slice(0, m[0]).trim()
	}
	before := strings.TrimSpace(r.text[:m[2]])
	prev := before[strings.LastIndexAny(before, " ")+1:]
	if unicode.IsUpper(firstRune(half)) && prev != "" && unicode.IsUpper(firstRune(prev)) {
		return r.slice(0, m[3])
	}
	if in("dangling", strings.ToLower(half)) || prev != "" {
		r = r.slice(0, m[2]).trim()
	}
	for {
		i := strings.LastIndexByte(r.text, ' ')
		if i < 0 || !in("dangling", strings.ToLower(strings.Trim(r.text[i+1:], ",;"))) {
			return r.trimFunc(func(c rune) bool { return unicode.IsSpace(c) || c == ',' })
		}
		r = r.slice(0, i).trim()
	}
}

// readTail takes author, outlet and date from a line under the text.
func (l *layout) readTail(head int) {
	for i := len(l.paras) - 1; i > head && i > len(l.paras)-5; i-- {
		p := &l.paras[i]
		if p.drop || p.kind != document.Paragraph && p.kind != document.Heading || p.level > 0 || words(p.text) > 16 || endsSentence(p.text) {
			continue
		}
		h := readLine(p.text)
		if h.unknown > 0 || len(h.names) == 0 && !h.role {
			continue
		}
		signed := i+1 < len(l.paras) && l.paras[i+1].kind == document.Byline && len(h.names) == 1
		if h.iso == "" && h.outlet == "" && !h.role && !signed {
			continue
		}
		l.setAuthors(h.names, weightByline)
		l.publisher.set(l.properCase(h.outlet), weightTail)
		l.published.set(h.iso, weightTail)
		p.kind, p.known = document.Byline, true
	}
}

var signature = regexp.MustCompile(`^(?:[—–-]{1,2}\s*)(\p{Lu}.{3,60})$`)

// readSignature takes the author from "— Jane Roe" under the text.
func (l *layout) readSignature() {
	for i := len(l.paras) - 1; i >= 0 && i > len(l.paras)-6; i-- {
		p := &l.paras[i]
		if p.drop || p.kind != document.Paragraph && p.kind != document.Heading {
			continue
		}
		m := signature.FindStringSubmatch(strings.TrimSpace(p.text))
		if m == nil {
			continue
		}
		b := parseByline(m[1])
		if len(b.authors) > 0 && !b.rest {
			l.setAuthors(b.authors, weightByline)
			l.publisher.set(b.outlet, weightTail)
			p.kind, p.known, p.level = document.Byline, true, 0
		}
	}
}

var aboutWhom = regexp.MustCompile(`(?i)^about (?:the )?(\p{Lu}.{2,60}?)[:.]?$`)

// claimAbout takes the institution whose boilerplate closes a release.
func (l *layout) claimAbout() {
	for i := range l.paras {
		p := &l.paras[i]
		if m := aboutWhom.FindStringSubmatch(strings.TrimSpace(p.text)); !p.drop && p.kind == document.Heading && m != nil && unicode.IsUpper(firstRune(m[1])) && !in("writer", strings.ToLower(m[1])) {
			l.publisher.set(l.properCase(m[1]), weightGuess+1)
		}
	}
}

// finish settles what needs the whole: the title's site suffix, furniture
// that repeats the title.
func (l *layout) finish() {
	l.claimAbout()
	if t := l.title.value; t != "" {
		l.title.value = stripSite(titlePrefix.ReplaceAllString(t, ""), l.publisher.value)
	}
	seen := false
	for i := range l.paras {
		p := &l.paras[i]
		if p.drop || p.kind != document.Title {
			continue
		}
		if seen {
			p.kind = document.Heading
		}
		seen = true
	}
}

// stripSite takes " | The Outlet" off a title.
func stripSite(title, publisher string) string {
	for _, sep := range []string{" | ", " – ", " — ", " - ", " · ", " :: ", " » "} {
		i := strings.LastIndex(title, sep)
		if i <= 0 {
			continue
		}
		tail := strings.TrimSpace(title[i+len(sep):])
		if strings.EqualFold(tail, publisher) || sep == " | " && words(tail) <= 4 || isOutlet(tail) && words(tail) <= 5 && words(title[:i]) >= 3 {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}
