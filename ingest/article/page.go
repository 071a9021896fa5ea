package article

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"dossier/ingest/document"
)

// Page is what came from a source: bytes and what is known about them.
type Page struct {
	Name        string // path, URL or archive member; the article's identity
	Bytes       []byte
	ContentType string // as a server said, with charset where known; ""
	URL         string // where the page is on the web; ""
	Format      string // "html", "pdf", "markdown", "mail", "text"; "" to detect

	// What the source itself says about the article (a feed's entry, a
	// record's fields); "" where it does not. It wins over what the page says.
	Title     string
	Published string // any form of date
	Publisher string
	Authors   []string
}

// Reason says why a page is no article.
type Reason uint8

// The reasons.
const (
	Empty Reason = iota + 1
	Binary
	NotEnglish
	Truncated
	TooLarge
	Unreadable
)

var reasonNames = [...]string{"?", "empty", "binary", "not English", "truncated", "too large", "unreadable"}

func (r Reason) String() string {
	if int(r) < len(reasonNames) {
		return reasonNames[r]
	}
	return "?"
}

// Error says in one line why a page could not be read and what to do.
type Error struct {
	Name   string
	Reason Reason
	Detail string
	Err    error // what a library said; nil when nothing did
}

func (e *Error) Error() string {
	s := fmt.Sprintf("%s: %s: %s", e.Name, e.Reason, e.Detail)
	if e.Err != nil {
		s += fmt.Sprintf(" (%v)", e.Err)
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// MaxBytes is the size above which a page is refused. Articles are far
// smaller; offsets are 32 bits.
const MaxBytes = 32 << 20

// Read fills doc.Article, doc.Text and doc.Blocks from a page. The document
// must be empty (see Document.Reset); after an error, which is an *Error, its
// content is not defined.
func Read(page Page, doc *document.Document) error {
	return fail(page, read(page, doc))
}

// Decoded returns the page as Article.Origin counts it: UTF-8 text, of an
// e-mail its headers and its best part, of a PDF the text of all pages.
func Decoded(page Page) (string, error) {
	text, _, err := decode(page)
	return text, fail(page, err)
}

func fail(page Page, err error) error {
	if e, ok := err.(*Error); ok {
		e.Name = page.Name
		return e
	}
	if err != nil {
		return &Error{Name: page.Name, Reason: Unreadable, Detail: "cannot be read", Err: err}
	}
	return nil
}

func read(page Page, doc *document.Document) error {
	text, format, err := decode(page)
	if err != nil {
		return err
	}
	var body layout
	switch format {
	case "html":
		body = readHTML(text, page.URL)
	case "mail":
		body = readMail(text)
	case "markdown":
		body = readMarkdown(text)
	default:
		body = readText(text, format == "pdf")
	}
	body.claimGiven(page)
	body.classify()
	if format == "html" && body.published.value == "" {
		body.published.set(guessDate(text, page.URL), weightGuess)
	}
	body.assemble(doc)
	if doc.Text == "" {
		return &Error{Reason: Empty, Detail: "no text of an article on the page; nothing to keep"}
	}
	if err := checkLanguage(doc); err != nil {
		return err
	}
	doc.Article.File = page.Name
	if page.URL != "" {
		doc.Article.URL = page.URL
	}
	sum := sha256.New()
	sum.Write([]byte(page.Name))
	sum.Write([]byte{0})
	sum.Write([]byte(doc.Text))
	doc.Article.Hash = hex.EncodeToString(sum.Sum(nil))
	return nil
}
