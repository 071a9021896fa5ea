package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed"
)

func (r *reader) address(addr string) bool {
	p, reason, detail, err := r.fetch(addr)
	if detail != "" {
		return r.fail(addr, reason, detail, err)
	}
	return r.content(addr, p.Bytes, p)
}

// fetch gets one page; detail is "" when it did.
func (r *reader) fetch(addr string) (p Page, reason Reason, detail string, err error) {
	u, err := url.Parse(addr)
	if err != nil || u.Host == "" {
		return p, Malformed, "not an address; write https://host/path", err
	}
	ctx, cancel := context.WithTimeout(r.ctx, r.opts.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, addr, nil)
	if err != nil {
		return p, Malformed, "not an address; write https://host/path", err
	}
	req.Header.Set("User-Agent", r.opts.Agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/pdf,text/plain,application/rss+xml,application/atom+xml;q=0.9,*/*;q=0.1")
	req.Header.Set("Accept-Language", "en")
	client := r.opts.Client
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(req)
	if err != nil {
		return p, reasonOf(err), netDetail(err, r.opts.Timeout.String()), nil
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return p, Refused, fmt.Sprintf("the server answers %q; open the address in a browser", resp.Status), nil
	}
	ct := resp.Header.Get("Content-Type")
	if !readable(ct) {
		return p, Unsupported, fmt.Sprintf("the server sends %q, which is no page", ct), nil
	}
	if resp.ContentLength > r.opts.MaxBytes {
		return p, TooLarge, tooLarge(r.opts.MaxBytes), nil
	}
	data, err := r.readAll(resp.Body)
	if errors.Is(err, errTooLarge) {
		return p, TooLarge, tooLarge(r.opts.MaxBytes), nil
	}
	if err != nil {
		reason := reasonOf(err)
		if reason == Network {
			reason = Truncated
		}
		return p, reason, "the page broke off; try again", err
	}
	return Page{Name: addr, Bytes: data, ContentType: ct, URL: resp.Request.URL.String()}, 0, "", nil
}

func readable(contentType string) bool {
	media, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	media = strings.TrimSpace(media)
	if media == "" || strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "+xml") {
		return true
	}
	switch media {
	case "application/xml", "application/pdf", "application/xhtml+xml", "application/octet-stream", "message/rfc822", "application/x-ndjson", "application/jsonl", "application/warc":
		return true
	}
	return false
}

func reasonOf(err error) Reason {
	var ne net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &ne) && ne.Timeout() {
		return TimedOut
	}
	return Network
}

// netDetail says in plain words what the network did.
func netDetail(err error, timeout string) string {
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case reasonOf(err) == TimedOut:
		return "no answer within " + timeout + "; try again or allow more time"
	case errors.As(err, &dns):
		return "no server of the name " + dns.Name + " can be found; check the address and the network"
	case errors.As(err, &op):
		return "the server cannot be reached; check the address and the network (" + op.Err.Error() + ")"
	}
	var ue *url.Error
	if errors.As(err, &ue) {
		err = ue.Err
	}
	return "cannot be fetched: " + err.Error()
}

// feedText is the length of an entry's own text above which the page behind
// its link is not fetched.
const feedText = 600

// feed yields the entries of a feed, newest as the feed has them: the text in
// the feed where it is whole, else the page that the entry links to.
func (r *reader) feed(name string, data []byte) bool {
	f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return r.fail(name, Malformed, "no RSS or Atom feed can be read from it", err)
	}
	if len(f.Items) == 0 {
		return r.fail(name, NotFound, "the feed has no entries", nil)
	}
	for n, item := range f.Items {
		id := item.Link
		if id == "" {
			id = fmt.Sprintf("%s:%d", name, n+1)
		}
		text := item.Content
		if text == "" {
			text = item.Description
		}
		on := false
		if len(text) < feedText && strings.HasPrefix(item.Link, "http") {
			p, reason, detail, err := r.fetch(item.Link)
			if detail == "" {
				on = r.page(p)
			} else {
				on = r.fail(id, reason, detail, err)
			}
		} else if strings.TrimSpace(text) == "" {
			on = r.fail(id, Malformed, "an entry with neither text nor link", nil)
		} else {
			on = r.page(entry(f, item, id, text))
		}
		if !on {
			return false
		}
	}
	return true
}

func entry(f *gofeed.Feed, item *gofeed.Item, id, text string) Page {
	p := Page{Name: id, Bytes: []byte(text), Format: "html", URL: item.Link, Title: item.Title, Published: item.Published, Publisher: f.Title}
	if p.Published == "" {
		p.Published = item.Updated
	}
	for _, a := range item.Authors {
		if a != nil && a.Name != "" {
			p.Authors = append(p.Authors, a.Name)
		}
	}
	return p
}
