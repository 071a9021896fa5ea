package article

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"

	"dossier/ingest/document"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // decodes the charsets of parts
	"github.com/emersion/go-message/mail"
)

// mailFields are the headers that mailText keeps, in this order.
var mailFields = []string{"From", "Date", "Subject", "List-Id"}

// mailText decodes an e-mail to its headers, a blank line, and its best part:
// plain text where it holds the message, HTML otherwise.
func mailText(data []byte) (string, error) {
	r, err := mail.CreateReader(bytes.NewReader(data))
	if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		// Not MIME: headers over text, as mail programs print them.
		text, uerr := toUTF8(data, "", false)
		if uerr == nil && len(headerLines(text)) > 0 {
			return text, nil
		}
		return "", &Error{Reason: Unreadable, Detail: "no e-mail can be read from it; save it as text or .eml", Err: err}
	}
	var b strings.Builder
	for _, k := range mailFields {
		v, err := r.Header.Text(k)
		if err != nil {
			v = r.Header.Get(k)
		}
		if v != "" {
			b.WriteString(k + ": " + strings.Join(strings.Fields(v), " ") + "\n")
		}
	}
	b.WriteString("\n")
	var plain, html string
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
			if plain == "" && html == "" {
				return "", &Error{Reason: Truncated, Detail: "the e-mail ends in the middle; save it again", Err: err}
			}
			break
		}
		h, ok := part.Header.(*mail.InlineHeader)
		if !ok {
			continue
		}
		media, _, _ := h.ContentType()
		body, err := io.ReadAll(io.LimitReader(part.Body, MaxBytes))
		if err != nil && len(body) == 0 {
			continue
		}
		text, err := toUTF8(body, "", media == "text/html")
		if err != nil {
			return "", err
		}
		switch {
		case media == "text/html" && html == "":
			html = text
		case strings.HasPrefix(media, "text/") && media != "text/html" && plain == "":
			plain = text
		}
	}
	if len(strings.TrimSpace(plain)) < 200 && html != "" {
		plain = html
	}
	b.WriteString(strings.ReplaceAll(plain, "\r\n", "\n"))
	return b.String(), nil
}

// headerLines returns the header fields at the start of a text with the offset
// of what follows, as lines "Key: value"; none when there are fewer than two.
func headerLines(page string) (fields [][2]string) {
	f, _ := cutHeaders(page)
	return f
}

func cutHeaders(page string) (fields [][2]string, body int) {
	at := len(page) - len(strings.TrimLeft(page, " \t\r\n"))
	for at < len(page) {
		end := strings.IndexByte(page[at:], '\n')
		if end < 0 {
			end = len(page) - at
		}
		ln := strings.TrimRight(page[at:at+end], "\r")
		if !mailHeader.MatchString(strings.TrimSpace(ln)) && !(len(fields) > 0 && ln != "" && (ln[0] == ' ' || ln[0] == '\t')) {
			break
		}
		if k, v, ok := strings.Cut(strings.TrimSpace(ln), ":"); ok && ln[0] != ' ' && ln[0] != '\t' {
			fields = append(fields, [2]string{strings.ToLower(k), strings.TrimSpace(v)})
		} else if len(fields) > 0 {
			fields[len(fields)-1][1] += " " + strings.TrimSpace(ln)
		}
		at = min(at+end+1, len(page))
	}
	if len(fields) < 2 {
		return nil, 0
	}
	return fields, at
}

var (
	subjectPrefix = regexp.MustCompile(`(?i)^(?:(?:re|fwd?|fw|aw|wg|tr)\s*:\s*|\[[^\]]{1,40}\]\s*)+`)
	addrSpec      = regexp.MustCompile(`\s*<[^>]*>|\s*\S+@\S+`)
)

// readMail claims what an e-mail's headers say and reads its body by its own format.
func readMail(page string) layout {
	fields, at := cutHeaders(page)
	var l layout
	rest := page[at:]
	head := strings.ToLower(strings.TrimSpace(rest[:min(len(rest), 400)]))
	switch {
	case strings.HasPrefix(head, "<!doctype") || strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "<body") || strings.HasPrefix(head, "<div") || strings.Count(rest, "</p>") > 1 || strings.Count(rest, "</td>") > 1:
		l = readHTMLFrom(page, at, "")
	case detectText(rest) == "markdown":
		l = readMarkdown(asciiBlank(page[:at]) + rest)
	default:
		l = readText(asciiBlank(page[:at])+rest, false)
	}
	for _, f := range fields {
		k, v := f[0], f[1]
		switch k {
		case "subject":
			v = subjectPrefix.ReplaceAllString(v, "")
			l.title.set(v, weightMarkup+1)
			if at := strings.Index(page, v); at >= 0 && v != "" && !l.hasTitle(v) {
				l.paras = append([]para{{run: fromPage(page, at, at+len(v)), kind: document.Title, known: true, level: 1, gap: true}}, l.paras...)
			}
		case "date", "sent":
			l.published.set(isoDay(v), weightMarkup+1)
		case "from":
			name := strings.Trim(addrSpec.ReplaceAllString(v, ""), `"' `)
			l.claimSender(name)
		}
	}
	return l
}

func (l *layout) hasTitle(title string) bool {
	for i := 0; i < len(l.paras) && i < 6; i++ {
		if sameTitle(l.paras[i].text, title) {
			return true
		}
	}
	return false
}

var senderParen = regexp.MustCompile(`^(.+?)\s+\(([^()]+)\)$`)

var senderFor = regexp.MustCompile(`^(.+?)\s+(?:at|from|of|@)\s+(.+)$`)

// claimSender takes a sender for the outlet, for an author, or for an author
// of an outlet ("Jane Roe at The Brief", "Jane Roe | The Brief").
func (l *layout) claimSender(name string) {
	if m := senderParen.FindStringSubmatch(name); m != nil && isName(m[1]) {
		l.setAuthors([]string{m[1]}, weightByline)
		l.publisher.set(m[2], weightMarkup)
		return
	}
	if m := senderFor.FindStringSubmatch(name); m != nil && isName(m[1]) {
		l.setAuthors([]string{m[1]}, weightByline)
		l.publisher.set(m[2], weightMarkup)
		return
	}
	segs := nameSep.Split(name, -1)
	for _, s := range segs {
		if len(segs) > 1 && isName(s) && !isOutlet(s) {
			l.setAuthors([]string{s}, weightByline)
			continue
		}
		if isName(s) && !isOutlet(s) {
			l.setAuthors([]string{s}, weightGuess)
			l.publisher.set(s, weightTail)
			continue
		}
		l.publisher.set(s, weightHead)
	}
}
