package article

import (
	"bytes"
	"fmt"
	"mime"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/htmlindex"
)

// decode returns the page as UTF-8 text and its format: "html", "pdf",
// "markdown", "mail" or "text".
func decode(page Page) (text, format string, err error) {
	data := page.Bytes
	if len(data) > MaxBytes {
		return "", "", &Error{Reason: TooLarge, Detail: fmt.Sprintf("%d bytes are more than %d; split it or leave it out", len(data), MaxBytes)}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return "", "", &Error{Reason: Empty, Detail: "nothing on the page"}
	}
	format = sniff(page)
	switch format {
	case "pdf":
		text, err = pdfText(data)
		return text, format, err
	case "binary":
		return "", "", &Error{Reason: Binary, Detail: "neither text, HTML, e-mail nor PDF; leave it out or convert it first"}
	case "mail":
		text, err = mailText(data)
		if err != nil {
			return "", "", err
		}
		return text, format, nil
	}
	text, err = toUTF8(data, page.ContentType, format == "html")
	if err != nil {
		return "", "", err
	}
	if binaryText(text) {
		return "", "", &Error{Reason: Binary, Detail: "neither text, HTML, e-mail nor PDF; leave it out or convert it first"}
	}
	if format == "" {
		format = detectText(text)
	}
	return text, format, nil
}

// sniff decides by what the source said, then by magic bytes, then by name.
// It returns "" where only the text itself can tell.
func sniff(page Page) string {
	data := page.Bytes
	switch {
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return "pdf"
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("\x89PNG")),
		bytes.HasPrefix(data, []byte("\xff\xd8\xff")), bytes.HasPrefix(data, []byte("GIF8")),
		bytes.HasPrefix(data, []byte("\x1f\x8b")), bytes.HasPrefix(data, []byte("\x7fELF")),
		bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return "binary"
	}
	switch page.Format {
	case "html", "mail", "markdown", "text":
		return page.Format
	}
	media, _, _ := mime.ParseMediaType(page.ContentType)
	switch media {
	case "text/html", "application/xhtml+xml":
		return "html"
	case "message/rfc822":
		return "mail"
	case "text/markdown":
		return "markdown"
	}
	name := page.Name
	if i := strings.IndexAny(name, "?#"); i >= 0 && strings.Contains(name, "://") {
		name = name[:i]
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml", ".shtml":
		return "html"
	case ".eml":
		return "mail"
	case ".md", ".markdown":
		return "markdown"
	}
	head := bytes.ToLower(bytes.TrimLeft(data[:min(len(data), 2048)], "\ufeff \t\r\n"))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<article", "<?xml"} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return "html"
		}
	}
	return ""
}

// toUTF8 decodes by byte order mark, declared charset, validity as UTF-8, and
// at last by statistics.
func toUTF8(data []byte, contentType string, html bool) (string, error) {
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		return validUTF8(data[3:]), nil
	}
	wide := bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
	if !wide && utf8.Valid(data) {
		return string(data), nil
	}
	if !wide && mostlyUTF8(data) {
		return validUTF8(data), nil
	}
	name := ""
	if html || wide {
		_, name, _ = charset.DetermineEncoding(data[:min(len(data), 4096)], contentType)
	} else if _, params, err := mime.ParseMediaType(contentType); err == nil {
		name = params["charset"]
	}
	if name == "" || name == "windows-1252" || strings.EqualFold(name, "utf-8") {
		if best, err := chardet.NewTextDetector().DetectBest(data[:min(len(data), 1<<16)]); err == nil && best.Confidence >= 50 {
			name = best.Charset
		}
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		enc, err = htmlindex.Get("windows-1252")
	}
	if err != nil {
		return "", fmt.Errorf("encoding %q: %w", name, err)
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", &Error{Reason: Unreadable, Detail: "its encoding is damaged; save it as UTF-8", Err: err}
	}
	return validUTF8(out), nil
}

func validUTF8(data []byte) string { return string(bytes.ToValidUTF8(data, []byte("\ufffd"))) }

// mostlyUTF8 accepts a text with a few damaged bytes, as cut-off downloads have.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		r, w := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && w == 1 {
			bad++
		} else if w > 1 {
			good++
		}
		i += w
	}
	return bad*10 < good
}

// binaryText reports whether decoded text is no text: too many control or
// replacement characters.
func binaryText(text string) bool {
	odd, n := 0, 0
	for _, c := range text[:min(len(text), 1<<16)] {
		n++
		if c == utf8.RuneError || c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' {
			odd++
		}
	}
	return odd*20 > n
}

var (
	mailHeader = regexp.MustCompile(`(?i)^(from|to|cc|subject|date|sent|reply-to|message-id|return-path|received|delivered-to|mime-version|list-[a-z]+|x-[a-z-]+|content-[a-z-]+): ?\S`)
	mdHint     = regexp.MustCompile(`(?m)^(#{1,4} \S|> |\*\*[^*\n]+\*\*|\*[^*\n ][^*\n]*\*\s*$|---$|!\[)|\]\(https?://|\*\*\S[^*\n]*\S\*\*`)
)

// detectText tells e-mail, HTML fragments and Markdown from plain text.
func detectText(text string) string {
	lines := strings.SplitN(strings.TrimLeft(text, " \t\r\n"), "\n", 12)
	headers := 0
	for _, line := range lines {
		if !mailHeader.MatchString(strings.TrimSpace(line)) {
			break
		}
		headers++
	}
	if headers >= 2 {
		return "mail"
	}
	if strings.Count(text, "</p>") >= 2 || strings.Count(text, "</div>") >= 2 {
		return "html"
	}
	if !strings.ContainsAny(text, "#*>[-") {
		return "text"
	}
	if len(mdHint.FindAllStringIndex(text, 3)) >= 2 {
		return "markdown"
	}
	return "text"
}
