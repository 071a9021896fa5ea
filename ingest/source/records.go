package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

func (f *Fields) fill() {
	for _, d := range []struct {
		name *string
		def  string
	}{{&f.Title, "title"}, {&f.Text, "text"}, {&f.Published, "published"}, {&f.URL, "url"}, {&f.Publisher, "publisher"}, {&f.Authors, "authors"}} {
		if *d.name == "" {
			*d.name = d.def
		}
	}
}

// jsonLines reads one record a line. A line that is no record is an error of
// its own; the next line goes on.
func (r *reader) jsonLines(name string, in io.Reader) bool {
	br := bufio.NewReaderSize(in, 1<<16)
	for n := 1; ; n++ {
		id := fmt.Sprintf("%s:%d", name, n)
		ln, err := r.readLine(br)
		switch {
		case errors.Is(err, io.EOF) && len(bytes.TrimSpace(ln)) == 0:
			return true
		case errors.Is(err, errTooLarge):
			if !r.failRead(id, err) {
				return false
			}
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return r.failRead(id, err)
		}
		last := errors.Is(err, io.EOF)
		ln = bytes.TrimSpace(bytes.TrimPrefix(ln, []byte("\ufeff")))
		if len(ln) > 0 {
			p, detail, err := r.record(id, ln)
			on := false
			switch {
			case err != nil && last:
				on = r.fail(id, Truncated, "the last record ends in the middle; write the file again", err)
			case err != nil || detail != "":
				on = r.fail(id, Malformed, detail, err)
			default:
				on = r.page(p)
			}
			if !on {
				return false
			}
		}
		if last {
			return true
		}
	}
}

// readLine returns the next line, or errTooLarge after having skipped it.
func (r *reader) readLine(br *bufio.Reader) ([]byte, error) {
	var ln []byte
	large := false
	for {
		part, err := br.ReadSlice('\n')
		if !large {
			ln = append(ln, part...)
		}
		if int64(len(ln)) > r.opts.MaxBytes {
			large, ln = true, nil
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if large && (err == nil || errors.Is(err, io.EOF)) {
			return nil, errTooLarge
		}
		return ln, err
	}
}

func (r *reader) record(id string, ln []byte) (p Page, detail string, err error) {
	var rec map[string]any
	if err := json.Unmarshal(ln, &rec); err != nil {
		return p, "not a JSON object; each line is to hold one", err
	}
	f := r.opts.Fields
	text, ok := lookup(rec, f.Text).(string)
	if !ok || strings.TrimSpace(text) == "" {
		return p, fmt.Sprintf("no text in the field %q; name the right field", f.Text), nil
	}
	p = Page{Name: id, Bytes: []byte(text), Format: "text",
		Title: str(lookup(rec, f.Title)), Published: str(lookup(rec, f.Published)), URL: str(lookup(rec, f.URL)), Publisher: str(lookup(rec, f.Publisher))}
	if strings.Contains(text, "</p>") || strings.Contains(text, "</div>") {
		p.Format = "html"
	}
	switch v := lookup(rec, f.Authors).(type) {
	case string:
		p.Authors = []string{v}
	case []any:
		for _, a := range v {
			if s := str(a); s != "" {
				p.Authors = append(p.Authors, s)
			}
		}
	}
	return p, "", nil
}

// lookup finds a field by its name, or by a path with dots.
func lookup(rec map[string]any, field string) any {
	if v, ok := rec[field]; ok {
		return v
	}
	head, rest, ok := strings.Cut(field, ".")
	if !ok {
		return nil
	}
	inner, _ := rec[head].(map[string]any)
	return lookup(inner, rest)
}

func str(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return fmt.Sprintf("%.0f", v)
	case map[string]any:
		return str(v["name"])
	}
	return ""
}
