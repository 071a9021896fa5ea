package article

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"
)

// pdfText returns the text of all pages, one line a line, with a form feed
// after each page.
func pdfText(data []byte) (text string, err error) {
	defer func() {
		// The library panics on damaged files.
		if r := recover(); r != nil {
			text, err = "", &Error{Reason: Unreadable, Detail: "the PDF is damaged; open it in a viewer and save it again", Err: fmt.Errorf("%v", r)}
		}
	}()
	if !bytes.Contains(data[max(0, len(data)-2048):], []byte("%%EOF")) && !bytes.Contains(data, []byte("startxref")) {
		return "", &Error{Reason: Truncated, Detail: "the PDF ends in the middle; fetch it again"}
	}
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", &Error{Reason: Unreadable, Detail: "the PDF cannot be opened; save it without protection", Err: err}
	}
	var b strings.Builder
	for n := 1; n <= r.NumPage(); n++ {
		page := r.Page(n)
		if page.V.IsNull() {
			continue
		}
		writePage(&b, page.Content().Text)
		b.WriteByte('\f')
	}
	text = b.String()
	if strings.TrimSpace(text) == "" {
		return "", &Error{Reason: Empty, Detail: "the PDF holds pictures only; run text recognition (OCR) over it first"}
	}
	return text, nil
}
