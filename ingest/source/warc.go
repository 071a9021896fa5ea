package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
)

// warcHeaderLimit bounds the header lines of one record.
const warcHeaderLimit = 64 << 10

// warc yields the pages of an archive (WARC 1.0 and 1.1, plain or compressed
// by records): answered requests, resources and conversions that hold text,
// HTML or PDF. It reads forward only and trusts no length beyond its limits.
func (r *reader) warc(name string, in io.Reader) bool {
	br := bufio.NewReaderSize(in, 1<<16)
	if magic, err := br.Peek(2); err == nil && magic[0] == 0x1f && magic[1] == 0x8b {
		zr, err := gzip.NewReader(br)
		if err != nil {
			return r.fail(name, Malformed, "its compression cannot be read", err)
		}
		defer zr.Close()
		br = bufio.NewReaderSize(zr, 1<<16)
	}
	records := 0
	for {
		if err := r.ctx.Err(); err != nil {
			r.yield(Page{}, err)
			return false
		}
		h, err := warcHeader(br)
		if errors.Is(err, io.EOF) {
			if records == 0 {
				return r.fail(name, Malformed, "no WARC record in it", nil)
			}
			return true
		}
		if err != nil {
			return r.fail(name, Malformed, fmt.Sprintf("record %d cannot be read; the rest of the archive is left out", records+1), err)
		}
		records++
		n, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
		if err != nil || n < 0 {
			return r.fail(name, Malformed, fmt.Sprintf("record %d has no length; the rest of the archive is left out", records), nil)
		}
		block := &io.LimitedReader{R: br, N: n}
		on, err := r.warcRecord(name, h, block, n)
		if !on {
			return false
		}
		if err == nil {
			_, err = io.Copy(io.Discard, block)
		}
		if err == nil && block.N > 0 {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return r.fail(name, Truncated, fmt.Sprintf("record %d ends in the middle; fetch the archive again", records), err)
		}
	}
}

// warcHeader reads the next record's header; io.EOF when there is none.
func warcHeader(br *bufio.Reader) (textproto.MIMEHeader, error) {
	h := textproto.MIMEHeader{}
	version, size := "", 0
	for {
		ln, err := br.ReadSlice('\n')
		size += len(ln)
		if size > warcHeaderLimit || errors.Is(err, bufio.ErrBufferFull) {
			return nil, errors.New("its header is too long")
		}
		if err != nil {
			if errors.Is(err, io.EOF) && version == "" && len(bytes.TrimSpace(ln)) == 0 {
				return nil, io.EOF
			}
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
		s := strings.TrimRight(string(ln), "\r\n")
		switch {
		case version == "" && s == "":
		case version == "":
			if !strings.HasPrefix(s, "WARC/1.") {
				return nil, fmt.Errorf("%.20q where WARC/1.0 or WARC/1.1 is expected", s)
			}
			version = s
		case s == "":
			return h, nil
		default:
			if k, v, ok := strings.Cut(s, ":"); ok {
				h.Add(strings.TrimSpace(k), strings.TrimSpace(v))
			}
		}
	}
}

// warcRecord yields the page of one record, if it is one. The error is about
// the archive itself.
func (r *reader) warcRecord(name string, h textproto.MIMEHeader, block *io.LimitedReader, n int64) (bool, error) {
	kind := strings.ToLower(h.Get("Warc-Type"))
	target := strings.Trim(h.Get("Warc-Target-Uri"), "<>")
	if kind != "response" && kind != "resource" && kind != "conversion" || !strings.HasPrefix(target, "http") {
		return true, nil
	}
	if kind == "response" && n > 4*r.opts.MaxBytes || kind != "response" && n > r.opts.MaxBytes {
		return r.fail(target, TooLarge, tooLarge(r.opts.MaxBytes), nil), nil
	}
	p := Page{Name: target, URL: target, ContentType: h.Get("Content-Type")}
	body := io.Reader(block)
	if kind == "response" {
		if !strings.HasPrefix(strings.ToLower(p.ContentType), "application/http") {
			return true, nil
		}
		resp, err := http.ReadResponse(bufio.NewReader(block), nil)
		if err != nil {
			return r.fail(target, Malformed, "the answer kept in "+name+" cannot be read", err), nil
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			return true, nil
		}
		p.ContentType, body = resp.Header.Get("Content-Type"), resp.Body
		if strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") {
			zr, err := gzip.NewReader(body)
			if err != nil {
				return r.fail(target, Malformed, "the answer's compression cannot be read", err), nil
			}
			defer zr.Close()
			body = zr
		}
	}
	if !pageType(p.ContentType) {
		return true, nil
	}
	data, err := r.readAll(body)
	if errors.Is(err, errTooLarge) {
		return r.fail(target, TooLarge, tooLarge(r.opts.MaxBytes), nil), nil
	}
	if err == nil {
		// Only the archive's own length tells a body that was cut off.
		if _, err = io.Copy(io.Discard, block); err == nil && block.N > 0 {
			err = io.ErrUnexpectedEOF
		}
	}
	if err != nil {
		return r.fail(target, Truncated, "the answer kept in "+name+" ends in the middle", err), nil
	}
	p.Bytes = data
	return r.page(p), nil
}

func pageType(contentType string) bool {
	media, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	switch strings.TrimSpace(media) {
	case "text/html", "application/xhtml+xml", "text/plain", "application/pdf", "text/markdown":
		return true
	}
	return false
}
