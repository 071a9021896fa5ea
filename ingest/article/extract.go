package article

import (
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
)

// extracted returns the letters of the text that the extraction library takes
// for the article, "" when it finds none. It is asked about pages whose markup
// does not say where the article is.
func extracted(page, addr string) (text string) {
	defer func() {
		if recover() != nil { // a damaged page is no reason to stop
			text = ""
		}
	}()
	u, _ := url.Parse(addr)
	r, err := trafilatura.Extract(strings.NewReader(page), trafilatura.Options{
		OriginalURL: u, EnableFallback: true, Focus: trafilatura.FavorRecall, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled,
	})
	if err != nil || r == nil {
		return ""
	}
	return lettersOf(r.ContentText)
}

// lettersOf keeps the letters and digits, for comparison across white space
// and punctuation.
func lettersOf(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return -1
	}, s)
}

// rescue takes back the prose that the rules dropped but the library keeps,
// when that is a good part of the page.
func rescue(blocks []webBlock, text string) {
	kept, lost := 0, 0
	mark := make([]bool, len(blocks))
	for i, b := range blocks {
		if !b.prose() || !strings.Contains(text, lettersOf(b.text)) {
			continue
		}
		if b.drop {
			mark[i] = len(b.soft) > 0
			lost += len(b.text)
		} else {
			kept += len(b.text)
		}
	}
	if lost*3 < kept {
		return
	}
	for i := range blocks {
		if mark[i] {
			blocks[i].drop, blocks[i].main = false, true
		}
	}
}

// keepExtracted keeps the blocks that the extraction library keeps, and what
// the page's own marks or the place between kept blocks speak for.
func keepExtracted(blocks []webBlock, text string) []webBlock {
	if len(text) < 200 {
		return blocks
	}
	in := make([]bool, len(blocks))
	first, last := -1, -1
	for i, b := range blocks {
		key := lettersOf(b.text)
		if in[i] = key != "" && strings.Contains(text, key); in[i] {
			if first < 0 && len(key) > 60 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return blocks
	}
	var out []webBlock
	for i, b := range blocks {
		if in[i] || b.known || b.level == 1 || i < first && i+8 >= first || i > first && i < last && (endsSentence(b.text) || b.level > 0) {
			out = append(out, b)
		}
	}
	return out
}

// guessDate asks the date library, which looks at addresses and at visible
// dates in places where pages have them.
func guessDate(page, addr string) (iso string) {
	defer func() {
		if recover() != nil {
			iso = ""
		}
	}()
	r, err := htmldate.FromReader(strings.NewReader(page), htmldate.Options{URL: addr, UseOriginalDate: true,
		// Bounds of our own: the library's end is today, and a page must read the same tomorrow.
		MinDate: time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC), MaxDate: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil || r.DateTime.IsZero() {
		return ""
	}
	return r.DateTime.Format("2006-01-02")
}
