package article

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"dossier/ingest/document"
)

// htmlRule is one line of tables/html.txt.
type htmlRule struct {
	action string
	test   string
	re     *regexp.Regexp
}

var htmlKinds = map[string]document.BlockKind{
	"title": document.Title, "byline": document.Byline, "dateline": document.Dateline, "caption": document.Caption,
	"credit": document.Credit, "quote": document.Quote, "biography": document.Biography, "contact": document.Contact,
	"note": document.Note, "masthead": document.Masthead,
}

var htmlRules = sync.OnceValue(func() []htmlRule {
	b, err := tableFiles.ReadFile("tables/html.txt")
	if err != nil {
		panic(err)
	}
	rules, err := loadHTMLRules(string(b))
	if err != nil {
		panic(err)
	}
	return rules
})

func loadHTMLRules(text string) ([]htmlRule, error) {
	var rules []htmlRule
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.SplitN(line, " ", 3)
		if len(f) != 3 {
			return nil, fmt.Errorf("html.txt:%d: want ACTION TEST REGEXP, got %q", i+1, line)
		}
		if _, ok := htmlKinds[f[0]]; !ok && f[0] != "drop" && f[0] != "never" && f[0] != "keep" {
			return nil, fmt.Errorf("html.txt:%d: unknown action %q", i+1, f[0])
		}
		if f[1] != "tag" && f[1] != "role" && f[1] != "name" {
			return nil, fmt.Errorf("html.txt:%d: unknown test %q", i+1, f[1])
		}
		re, err := regexp.Compile(`^(?:` + strings.TrimSpace(f[2]) + `)$`)
		if err != nil {
			return nil, fmt.Errorf("html.txt:%d: %w", i+1, err)
		}
		rules = append(rules, htmlRule{f[0], f[1], re})
	}
	return rules, nil
}

// ruleFor returns the action for an element, "" for none.
func ruleFor(tag, role string, names []string) string {
	for _, r := range htmlRules() {
		switch r.test {
		case "tag":
			if r.re.MatchString(tag) {
				return r.action
			}
		case "role":
			if role != "" && r.re.MatchString(role) {
				return r.action
			}
		default:
			for _, n := range names {
				if r.re.MatchString(n) {
					return r.action
				}
			}
		}
	}
	return ""
}

// attrWords writes a class or id as lower-case words: "articleBody-meta_line"
// becomes "article body meta line".
func attrWords(s string) string {
	var b strings.Builder
	lower := false
	for _, c := range s {
		switch {
		case unicode.IsUpper(c):
			if lower {
				b.WriteByte(' ')
			}
			b.WriteRune(unicode.ToLower(c))
			lower = false
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			b.WriteRune(c)
			lower = true
		default:
			b.WriteByte(' ')
			lower = false
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
