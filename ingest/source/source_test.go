package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// list reads all pages and writes one line each: name, format and first bytes,
// or the error's reason.
func list(t *testing.T, opts Options, names ...string) string {
	t.Helper()
	var b strings.Builder
	for p, err := range Pages(context.Background(), names, opts) {
		var e *Error
		switch {
		case errors.As(err, &e):
			fmt.Fprintf(&b, "%s !%s\n", e.Name, e.Reason)
		case err != nil:
			fmt.Fprintf(&b, "%v\n", err)
		default:
			fmt.Fprintf(&b, "%s [%s] %.12q", p.Name, p.Format, p.Bytes)
			if p.Title != "" {
				fmt.Fprintf(&b, " %s/%s/%s/%s", p.Title, p.Published, p.Publisher, strings.Join(p.Authors, "+"))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestDirectoriesGlobsAndFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b/z.html", "<p>z</p>")
	write(t, dir, "b/a.txt", "a text")
	write(t, dir, "a.md", "# a")
	write(t, dir, "c.eml", "From: x")
	write(t, dir, "notes.json", "{}")
	write(t, dir, ".git/hidden.txt", "no")
	write(t, dir, "large.txt", strings.Repeat("x", 100))
	t.Chdir(dir)
	opts := Options{MaxBytes: 50}
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"."}, "a.md [markdown] \"# a\"\nb/a.txt [] \"a text\"\nb/z.html [html] \"<p>z</p>\"\nc.eml [mail] \"From: x\"\nlarge.txt !too large\n"},
		{[]string{"**/*.txt"}, "b/a.txt [] \"a text\"\nlarge.txt !too large\n"},
		{[]string{"c.eml", "missing.txt", "b/*.htm?"}, "c.eml [mail] \"From: x\"\nmissing.txt !not found\nb/z.html [html] \"<p>z</p>\"\n"},
		{[]string{"*.doc", "ftp://x/y", ""}, "*.doc !not found\nftp://x/y !unsupported\n\"\" !not found\n"},
		{[]string{"-"}, "- [] \"from stdin\"\n"},
	} {
		opts.Stdin = strings.NewReader("from stdin")
		if got := list(t, opts, c.names...); got != c.want {
			t.Errorf("%q:\n%swant\n%s", c.names, got, c.want)
		}
	}
}

func TestRecords(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "r.jsonl", `{"title":"T","text":"one","published":"2020-01-02","publisher":"P","authors":["A","B"]}

not json
{"title":"no text"}
{"text":"`+strings.Repeat("y", 300)+`"}
{"text":"<p>web</p>"}
{"text":"cut`)
	t.Chdir(dir)
	got := list(t, Options{MaxBytes: 200}, "r.jsonl")
	want := `r.jsonl:1 [text] "one" T/2020-01-02/P/A+B
r.jsonl:3 !malformed
r.jsonl:4 !malformed
r.jsonl:5 !too large
r.jsonl:6 [html] "<p>web</p>"
r.jsonl:7 !truncated
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	write(t, dir, "f.jsonl", `{"doc":{"h":"T","b":"two"},"when":"2021","who":"A"}`)
	got = list(t, Options{Fields: Fields{Title: "doc.h", Text: "doc.b", Published: "when", Authors: "who"}}, "f.jsonl")
	if want := "f.jsonl:1 [text] \"two\" T/2021//A\n"; got != want {
		t.Errorf("got %swant %s", got, want)
	}
}

const rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Daily</title>
<item><title>Linked</title><link>%s/page</link><description>short</description></item>
<item><title>Whole</title><link>%s/whole</link><pubDate>Thu, 7 Oct 2021 06:30:00 +0100</pubDate><description>%s</description></item>
<item><title>Gone</title><link>%s/gone</link></item></channel></rss>`

func TestWeb(t *testing.T) {
	mux := http.NewServeMux()
	srv := httptest.NewServer(mux)
	defer srv.Close()
	page := func(path, ct, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", ct)
			fmt.Fprint(w, body)
		})
	}
	page("/page", "text/html; charset=utf-8", "<html>page")
	page("/zip", "application/zip", "PK")
	page("/large", "text/html", strings.Repeat("z", 5000))
	page("/feed", "application/rss+xml", fmt.Sprintf(rss, srv.URL, srv.URL, strings.Repeat("long ", 200), srv.URL))
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/cut", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "500")
		fmt.Fprint(w, "abc")
	})
	opts := Options{MaxBytes: 4000, Timeout: 300 * time.Millisecond}
	got := strings.ReplaceAll(list(t, opts, srv.URL+"/page", srv.URL+"/none", srv.URL+"/zip", srv.URL+"/large", srv.URL+"/slow", srv.URL+"/cut", srv.URL+"/feed", "http://"), srv.URL, "")
	want := `/page [] "<html>page"
/none !refused
/zip !unsupported
/large !too large
/slow !timed out
/cut !truncated
/page [] "<html>page"
/whole [html] "long long lo" Whole/Thu, 7 Oct 2021 06:30:00 +0100/The Daily/
/gone !refused
http:// !malformed
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestCancel(t *testing.T) {
	dir := t.TempDir()
	for i := range 5 {
		write(t, dir, fmt.Sprintf("%d.txt", i), "x")
	}
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	for _, err := range Pages(ctx, []string{dir}, Options{}) {
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			break
		}
		if n++; n == 2 {
			cancel()
		}
	}
	cancel()
	if n != 2 {
		t.Errorf("%d pages after cancelling at 2", n)
	}
}

func warcOf(records ...[3]string) string {
	var b strings.Builder
	for _, r := range records {
		fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", r[0], r[1], len(r[2]), r[2])
	}
	return b.String()
}

func TestWARC(t *testing.T) {
	dir := t.TempDir()
	answer := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>one"
	text := warcOf([3]string{"warcinfo", "", "software: x"}, [3]string{"response", "http://a/1", answer},
		[3]string{"response", "http://a/2", "HTTP/1.1 404 Not Found\r\n\r\n"}, [3]string{"response", "http://a/3", "rubbish"},
		[3]string{"response", "http://a/4", strings.Replace(answer, "one", "four", 1)})
	write(t, dir, "a.warc", text)
	var z bytes.Buffer
	for _, part := range strings.SplitAfter(text, "\r\n\r\n\r\n\r\n") { // members of their own
		zw := gzip.NewWriter(&z)
		_, _ = zw.Write([]byte(part))
		_ = zw.Close()
	}
	write(t, dir, "b.warc.gz", z.String())
	write(t, dir, "c.warc", text[:len(text)-8])
	write(t, dir, "d.warc", "nothing of the kind\n")
	t.Chdir(dir)
	pages := "http://a/1 [] \"<html>one\"\nhttp://a/3 !malformed\nhttp://a/4 [] \"<html>four\"\n"
	want := pages + pages + "http://a/1 [] \"<html>one\"\nhttp://a/3 !malformed\nhttp://a/4 !truncated\n" + "c.warc !truncated\nd.warc !malformed\n"
	got := list(t, Options{}, ".")
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func FuzzWARC(f *testing.F) {
	f.Add([]byte(warcOf([3]string{"response", "http://a/1", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"})))
	f.Add([]byte("WARC/1.1\r\nContent-Length: 99999999999\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		opts := Options{MaxBytes: 1 << 16}
		opts.fill()
		r := reader{ctx: ctx, opts: opts, yield: func(p Page, err error) bool {
			if err == nil && len(p.Bytes) > 1<<16 {
				t.Fatalf("%d bytes passed a limit of %d", len(p.Bytes), 1<<16)
			}
			return true
		}}
		r.warc("fuzz", bytes.NewReader(data))
		if ctx.Err() != nil {
			t.Fatal("does not end")
		}
	})
}

func FuzzRecords(f *testing.F) {
	f.Add([]byte("{\"text\":\"a\"}\n{\"text\":\"b\",\"authors\":[{\"name\":\"c\"}]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		for range Pages(context.Background(), []string{"-"}, Options{Stdin: bytes.NewReader(data), Format: "jsonl"}) {
			n++
		}
		if lines := bytes.Count(data, []byte("\n")) + 1; n > lines {
			t.Fatalf("%d pages of %d lines", n, lines)
		}
	})
}
