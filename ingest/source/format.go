package source

import (
	"bytes"
	"path"
	"sort"
	"strings"
)

// formats are the formats of pages and archives by the ends of names.
var formats = map[string]string{
	".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
	".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".eml": "mail",
	".jsonl": "jsonl", ".ndjson": "jsonl", ".warc": "warc", ".warc.gz": "warc",
	".rss": "feed", ".atom": "feed", ".xml": "feed",
}

// Extensions returns the ends of names that are read from directories.
func Extensions() []string {
	out := make([]string, 0, len(formats))
	for ext := range formats {
		out = append(out, ext)
	}
	sort.Strings(out)
	return out
}

func formatOf(name string) string {
	name = strings.ToLower(name)
	if strings.HasSuffix(name, ".warc.gz") {
		return "warc"
	}
	return formats[path.Ext(strings.ReplaceAll(name, `\`, "/"))]
}

// content passes on what a file, standard input or a server held: a page, or
// a feed, or records.
func (r *reader) content(name string, data []byte, known Page) bool {
	format := formatOf(name)
	if known.ContentType == "" && strings.Contains(name, "://") {
		format = ""
	}
	media, _, _ := strings.Cut(known.ContentType, ";")
	media = strings.TrimSpace(strings.ToLower(media))
	switch {
	case format == "feed" || media == "application/rss+xml" || media == "application/atom+xml" || isFeed(data):
		return r.feed(name, data)
	case format == "jsonl" || media == "application/x-ndjson" || media == "application/jsonl" || r.opts.Format == "jsonl":
		return r.jsonLines(name, bytes.NewReader(data))
	case bytes.HasPrefix(data, []byte("WARC/1.")) || isGzipWARC(name, data):
		return r.warc(name, bytes.NewReader(data))
	}
	p := known
	p.Name, p.Bytes = name, data
	switch format {
	case "html", "pdf", "mail", "markdown":
		p.Format = format
	}
	// A .txt may hold a saved e-mail or Markdown: the reader of articles looks.
	return r.page(p)
}

func isFeed(data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 1024)], "\ufeff \t\r\n")
	if !bytes.HasPrefix(head, []byte("<?xml")) && !bytes.HasPrefix(head, []byte("<rss")) && !bytes.HasPrefix(head, []byte("<feed")) {
		return false
	}
	return bytes.Contains(head, []byte("<rss")) || bytes.Contains(head, []byte("<feed")) || bytes.Contains(head, []byte("<rdf:RDF"))
}

func isGzipWARC(name string, data []byte) bool {
	return bytes.HasPrefix(data, []byte("\x1f\x8b")) && strings.HasSuffix(strings.ToLower(name), ".warc.gz")
}
