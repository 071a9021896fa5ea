package article

import (
	"strings"

	"dossier/ingest/document"
)

// claims collects what the parts of a page say about the article. Of several
// claims to one field the heaviest wins, of equals the first.
type claims struct {
	title, published, publisher, url claim
	authors                          []string
	authorsWeight                    int
}

type claim struct {
	value  string
	weight int
}

// Weights of claims: who is believed before whom.
const (
	weightGiven    = 100 // the source of the page: a feed, a record
	weightCredited = 96  // "Source: Foreign Policy" in the head: whose article the page is about
	weightMarkup   = 90  // JSON-LD, OpenGraph, an e-mail's headers
	weightLine     = 85  // a line of its own that says nothing else
	weightHead     = 80  // a masthead, a segment of a line
	weightDateline = 70  // the dateline's agency and date
	weightByline   = 65  // the outlet in a byline
	weightUpdated  = 50  // "Page last updated"
	weightTail     = 40  // a line at the end
	weightGuess    = 20
	weightNotice   = 10 // a copyright notice
)

func (c *claim) set(value string, weight int) {
	value = strings.Trim(strings.Join(strings.Fields(value), " "), " |·,;")
	if in("distributor", strings.ToLower(value)) {
		return
	}
	if value != "" && weight > c.weight {
		c.value, c.weight = value, weight
	}
}

// setAuthors replaces lighter claims and joins equal ones.
func (c *claims) setAuthors(authors []string, weight int) {
	if len(authors) == 0 || weight < c.authorsWeight {
		return
	}
	if weight > c.authorsWeight {
		c.authors, c.authorsWeight = nil, weight
	}
next:
	for _, a := range authors {
		for _, b := range c.authors {
			if strings.EqualFold(a, b) {
				continue next
			}
		}
		c.authors = append(c.authors, a)
	}
}

func (l *layout) claimGiven(page Page) {
	l.title.set(page.Title, weightGiven)
	l.publisher.set(page.Publisher, weightGiven)
	l.published.set(isoDay(page.Published), weightGiven)
	l.setAuthors(page.Authors, weightGiven)
	l.url.set(page.URL, weightGiven)
}

// assemble writes the paragraphs that stay, and the metadata, to the document.
func (l *layout) assemble(doc *document.Document) {
	var b builder
	for i := range l.paras {
		p := &l.paras[i]
		if p.drop {
			continue
		}
		r := p.run.squeeze()
		if r.text == "" {
			continue
		}
		if len(b.buf) > 0 {
			b.insert("\n\n", b.last())
		}
		start := int32(len(b.buf))
		b.add(r)
		doc.Blocks = append(doc.Blocks, document.Block{Span: document.Span{Start: start, End: int32(len(b.buf))}, Kind: p.kind})
	}
	doc.Text = string(b.buf)
	a := &doc.Article
	a.Title, a.Published, a.Publisher, a.URL = l.title.value, l.published.value, l.publisher.value, l.url.value
	a.Authors = append([]string(nil), l.authors...)
	a.Origin = origin(b.at)
}

// origin keeps the places where clean and page offsets stop advancing together.
func origin(at []int32) []document.Offset {
	var out []document.Offset
	for i, p := range at {
		if i == 0 || p != at[i-1]+1 {
			out = append(out, document.Offset{Clean: int32(i), Page: p})
		}
	}
	return out
}
