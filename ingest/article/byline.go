package article

import (
	"regexp"
	"strings"
	"unicode"
)

// byline is what a line about authors says.
type byline struct {
	authors []string
	outlet  string // "Name, The Outlet", "for The Outlet"
	role    bool   // a writer's post stands in it
	rest    bool   // something in it was not understood
}

var (
	byWord    = regexp.MustCompile(`(?i)^(?:by|von|par|por|door|words by|written by|story by|text by|reported by|edited by|compiled by|curated by|interview by|from(?: our [\pL ]{0,30}correspondent,?)?|(?:words|text|story|report|reporting|author|written):)[\s:]+`)
	gluedBy   = regexp.MustCompile(`^[Bb][Yy](\p{Lu}[\pL.]+\s)`)
	nameSep   = regexp.MustCompile(`\s*(?:,|;|/|&|\||·|•|\s(?:and|und|et|y|e|with)\s|\s[–—-]+\s)\s*`)
	placeTail = regexp.MustCompile(`\s(?:in|at|from|near|aboard)\s+\p{Lu}.*$`)
	placeOnly = regexp.MustCompile(`^(?:in|at|from|near|aboard)\s+\p{Lu}[\pL\s.'’-]*$`)
	outletFor = regexp.MustCompile(`\s(?:for|of|at)\s+((?:the\s|The\s)?\p{Lu}.*)$`)
	noise     = regexp.MustCompile(`\s*(?:\([^)]*\)|@\S+|\S+@\S+|https?://\S+|\[\S+\])\s*`)
)

// parseByline reads "Hanna Brodsky, Companies Editor", "A in X and B in Y,
// The Outlet", "Jane Roe for The Outlet".
func parseByline(s string) byline {
	return readByline(s, byWord.MatchString(strings.TrimSpace(s)))
}

// readByline reads a byline; told says that the line or the markup says that
// it is one, so that words of headlines ("Will", "May") may be names.
func readByline(s string, told bool) byline {
	var b byline
	name := isName
	if told {
		name = isToldName
	}
	s = gluedBy.ReplaceAllString(strings.TrimSpace(s), "$1")
	s = byWord.ReplaceAllString(strings.TrimSpace(s), "")
	s = trimPart(noise.ReplaceAllString(s, " "))
	if s == strings.ToUpper(s) {
		s = titleCase(s)
	}
	for _, part := range nameSep.Split(s, -1) {
		part = trimPart(part)
		if part == "" {
			continue
		}
		if m := outletFor.FindStringSubmatchIndex(part); m != nil && (name(part[:m[0]]) || isRole(part[:m[0]])) {
			if b.outlet == "" && !isPlaceLike(part[m[2]:m[3]]) {
				b.outlet = part[m[2]:m[3]]
			}
			part = part[:m[0]]
		}
		part = placeTail.ReplaceAllString(part, "")
		if placeOnly.MatchString(part) || in("city", strings.ToLower(part)) && len(b.authors) > 0 {
			continue
		}
		part = byWord.ReplaceAllString(part, "")
		if allCaps(part) && strings.Contains(part, " ") {
			part = titleCase(part)
		}
		bare := stripHonorific(part)
		switch {
		case isRole(part):
			b.role = true
			if name := trailingName(part); name != "" {
				b.authors = append(b.authors, name)
			}
		case isOutlet(part):
			if b.outlet == "" {
				b.outlet = part
			}
		case name(bare):
			b.authors = append(b.authors, bare)
		case len(b.authors) == 0 && isSingleName(bare):
			b.authors = append(b.authors, bare)
		default:
			b.rest = true
		}
	}
	return b
}

// trimPart trims punctuation, but keeps the stop of "Jr." and of an initial.
func trimPart(s string) string {
	s = strings.Trim(s, " ,;:-–—|*_()[]")
	bare := strings.TrimRight(s, ".")
	i := strings.LastIndexByte(bare, ' ')
	if last := bare[i+1:]; i > 0 && bare != s && (len(last) <= 1 || last == "Jr" || last == "Sr") {
		return bare + "."
	}
	return strings.TrimLeft(bare, ".")
}

// isToldName accepts the names that isName does, and those of words that
// headlines use, where the page says that a name stands.
func isToldName(s string) bool {
	if isName(s) {
		return true
	}
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 {
		return false
	}
	for i, w := range words {
		low := strings.ToLower(w)
		if in("particle", low) && i > 0 && i+1 < len(words) {
			continue
		}
		if !nameWord(w) || in("outlet", low) || in("institution", low) || in("writer", low) || in("beat", low) && i == 0 || strings.HasSuffix(low, "'s") || strings.HasSuffix(low, "’s") {
			return false
		}
	}
	return words[0] != "The"
}

// isName accepts two to five capitalised words with particles, none of which
// belongs to headlines, outlets or posts.
func isName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 6 || len(s) > 60 {
		return false
	}
	capital := 0
	for i, w := range words {
		low := strings.ToLower(w)
		if i > 0 && i < len(words)-1 && in("particle", low) || i == 0 && in("particle", low) && unicode.IsLower(firstRune(w)) {
			continue
		}
		if !nameWord(w) || strings.HasSuffix(low, "'s") || strings.HasSuffix(low, "’s") || in("headline", low) || in("post", low) || (in("writer", low) || in("beat", low)) && i != len(words)-1 {
			return false
		}
		if m, ok := table().months[low]; ok && m == 0 {
			return false
		}
		capital++
	}
	last := strings.ToLower(words[len(words)-1])
	return capital >= 2 && !in("outlet", last) && !in("institution", last) && !in("writer", last) && words[0] != "The"
}

func isSingleName(s string) bool {
	return s != "" && !strings.Contains(s, " ") && nameWord(s) && len(s) > 2 &&
		!in("headline", strings.ToLower(s)) && !in("writer", strings.ToLower(s)) && !in("outlet", strings.ToLower(s)) && !in("section", strings.ToLower(s)) &&
		!in("post", strings.ToLower(s)) && !in("institution", strings.ToLower(s))
}

// nameWord accepts "Jane", "O’Neill", "Jean-Luc", "J.", "al-Bunni", "MacKinnon".
func nameWord(w string) bool {
	upper, letters := false, 0
	for _, c := range w {
		switch {
		case unicode.IsUpper(c) || unicode.IsTitle(c):
			upper = true
			letters++
		case unicode.IsLetter(c) || unicode.IsMark(c):
			letters++
		case c == '-' || c == '\'' || c == '’' || c == '.' || c == 'ʼ' || c == '‘':
		default:
			return false
		}
	}
	if unicode.IsLower(firstRune(w)) && !strings.ContainsAny(w, "-'’") {
		return false
	}
	return upper && letters > 0
}

// isRole accepts "Companies Editor", "Chief football writer", "Reporter at large".
func isRole(s string) bool {
	words := strings.Fields(strings.ToLower(s))
	if len(words) == 0 || len(words) > 7 {
		return false
	}
	nouns, beats := 0, 0
	for _, w := range words {
		switch {
		case in("writer", w):
			nouns++
		case in("beat", w) || in("section", w):
			beats++
		}
	}
	if nouns == 0 {
		return false
	}
	return in("writer", words[len(words)-1]) || in("writer", words[0]) && !isName(s) || (nouns+beats)*2 >= len(words)
}

// trailingName finds the name behind a post: "Staff Writer Jane Roe".
func trailingName(s string) string {
	words := strings.Fields(s)
	for i := len(words) - 1; i > 0; i-- {
		if in("writer", strings.ToLower(words[i-1])) {
			if name := strings.Join(words[i:], " "); isName(name) {
				return name
			}
			return ""
		}
	}
	return ""
}

// isOutlet accepts what reads as the name of a newspaper, agency or institution.
func isOutlet(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 9 || len(s) > 80 || strings.ContainsAny(s, "?!:;,") {
		return false
	}
	if !unicode.IsUpper(firstRune(s)) && !unicode.IsDigit(firstRune(s)) {
		return false
	}
	for _, w := range words[1:] {
		low := strings.ToLower(w)
		small := low == "of" || low == "for" || low == "and" || low == "the" || low == "in" || low == "on" || in("particle", low)
		if !small && (in("headline", low) || unicode.IsLower(firstRune(w))) {
			return false
		}
	}
	last := strings.ToLower(strings.Trim(words[len(words)-1], ".,"))
	first := strings.ToLower(words[0])
	if len(words) == 1 {
		return (s == strings.ToUpper(s) && len(s) >= 3 || strings.HasSuffix(last, ".com") || strings.HasSuffix(last, ".org")) && !in("section", last)
	}
	for _, w := range words {
		low := strings.ToLower(strings.Trim(w, ".,"))
		if in("institution", low) || in("outlet", low) && low != "report" && low != "record" || in("outlet", low[strings.LastIndexByte(low, '-')+1:]) && strings.Contains(low, "-") {
			return true
		}
	}
	return in("outlet", last) || first == "the" && len(words) <= 5
}

// isPlaceLike: one or two capitalised words that are neither outlet nor institution.
func isPlaceLike(s string) bool {
	return len(strings.Fields(s)) <= 2 && !isOutlet(s) && !strings.HasPrefix(s, "The ")
}

func stripHonorific(s string) string {
	for {
		w, rest, ok := strings.Cut(s, " ")
		if !ok || !in("honorific", strings.ToLower(w)) {
			return s
		}
		s = rest
	}
}

// titleCase writes a line of capitals as names are written.
func titleCase(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		low := strings.ToLower(w)
		switch low {
		case "of", "the", "and", "for", "in", "on", "to", "at", "a", "an", "by", "de", "del", "des", "du", "la", "le", "von", "van", "der":
			if i > 0 {
				words[i] = low
				continue
			}
		}
		start := true
		words[i] = strings.Map(func(c rune) rune {
			if start {
				start = false
				return unicode.ToUpper(c)
			}
			if c == '-' || c == '\'' || c == '’' || c == '&' || c == '.' {
				start = c != '\'' && c != '’' || strings.Index(low, string(c)) == 1
			}
			return c
		}, low)
	}
	return strings.Join(words, " ")
}
