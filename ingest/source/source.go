package source

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
)

// Page is one raw page.
type Page struct {
	Name        string // path, URL, "archive.warc:URI", "file.jsonl:12", or "-"
	Bytes       []byte
	ContentType string // as a server or archive says; ""
	URL         string // where the page is on the web; ""
	Format      string // hint: "html", "pdf", "markdown", "mail", "text"; "" to detect

	// What the source itself says about the article: fields of a record, an
	// entry of a feed. "" where it says nothing.
	Title     string
	Published string // in the source's own form
	Publisher string
	Authors   []string
}

// Options says how to read. The zero value is ready to use.
type Options struct {
	MaxBytes int64         // of one page; 0 is 32 MB
	Timeout  time.Duration // for one address, all redirects included; 0 is 30 seconds
	Fields   Fields        // names of fields in JSON lines
	Format   string        // format of everything, where names do not tell it
	Stdin    io.Reader     // what "-" reads; nil is os.Stdin
	Client   *http.Client  // nil is a client of this package's own
	Agent    string        // User-Agent; "" is "dossier"
}

// Fields names the fields of records in JSON lines. Empty names stand for the
// usual ones: title, text, published, url, publisher, authors.
type Fields struct{ Title, Text, Published, URL, Publisher, Authors string }

func (o *Options) fill() {
	if o.MaxBytes <= 0 {
		o.MaxBytes = 32 << 20
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Stdin == nil {
		o.Stdin = os.Stdin
	}
	if o.Agent == "" {
		o.Agent = "dossier"
	}
	o.Fields.fill()
}

// Pages yields the pages of every name, in the order given; directories and
// globs in lexical order. Instead of a page that cannot be read it yields an
// *Error. After cancellation it yields the context's error and ends.
func Pages(ctx context.Context, names []string, opts Options) iter.Seq2[Page, error] {
	opts.fill()
	return func(yield func(Page, error) bool) {
		r := reader{ctx: ctx, opts: opts, yield: yield}
		for _, name := range names {
			if !r.name(name) {
				return
			}
		}
	}
}

// reader walks sources; every method returns false to end all reading.
type reader struct {
	ctx   context.Context
	opts  Options
	yield func(Page, error) bool
}

func (r *reader) page(p Page) bool {
	if err := r.ctx.Err(); err != nil {
		r.yield(Page{}, err)
		return false
	}
	if p.Format == "" {
		p.Format = r.opts.Format
	}
	return r.yield(p, nil)
}

func (r *reader) fail(name string, reason Reason, detail string, err error) bool {
	if cerr := r.ctx.Err(); cerr != nil {
		r.yield(Page{}, cerr)
		return false
	}
	return r.yield(Page{Name: name}, &Error{name, reason, detail, err})
}

func (r *reader) name(name string) bool {
	if err := r.ctx.Err(); err != nil {
		r.yield(Page{}, err)
		return false
	}
	switch {
	case name == "":
		return r.fail(`""`, NotFound, "an empty name; name a file, a directory, an address or -", nil)
	case name == "-":
		return r.stdin()
	case strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://"):
		return r.address(name)
	case strings.Contains(name, "://"):
		return r.fail(name, Unsupported, "only http and https addresses can be fetched", nil)
	}
	// One file has one name, however it was written: names are identities.
	name = filepath.Clean(name)
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return r.directory(name)
	case err == nil:
		return r.file(name, info)
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(name, "*?[{"):
		return r.glob(name)
	}
	return r.failFile(name, err)
}

func (r *reader) failFile(name string, err error) bool {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return r.fail(name, NotFound, "no such file or directory; check the name", nil)
	case errors.Is(err, fs.ErrPermission):
		return r.fail(name, Forbidden, "may not be read; change its permissions", nil)
	}
	return r.fail(name, Unreadable, "cannot be read", err)
}

func (r *reader) stdin() bool {
	data, err := r.readAll(r.opts.Stdin)
	if err != nil {
		return r.failRead("-", err)
	}
	return r.content("-", data, Page{})
}

func (r *reader) glob(pattern string) bool {
	found, err := doublestar.FilepathGlob(pattern, doublestar.WithNoHidden())
	if err != nil {
		return r.fail(pattern, NotFound, "not a valid pattern; quote it and check its brackets", err)
	}
	sort.Strings(found)
	if len(found) == 0 {
		return r.fail(pattern, NotFound, "no file matches; check the pattern", nil)
	}
	for _, name := range found {
		info, err := os.Stat(name)
		ok := false
		switch {
		case err != nil:
			ok = r.failFile(name, err)
		case info.IsDir():
			ok = r.directory(name)
		default:
			ok = r.file(name, info)
		}
		if !ok {
			return false
		}
	}
	return true
}

// directory reads the files below a directory whose names end as articles'
// do, in lexical order; hidden files and directories are left out.
func (r *reader) directory(root string) bool {
	n, on := 0, true
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			if on = r.failFile(name, err); !on {
				return fs.SkipAll
			}
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if name != root && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() || formatOf(name) == "" {
			return nil
		}
		info, err := os.Stat(name)
		if err != nil {
			on = r.failFile(name, err)
		} else if info.Mode().IsRegular() {
			n++
			on = r.file(name, info)
		}
		if !on {
			return fs.SkipAll
		}
		return nil
	})
	if !on {
		return false
	}
	if err != nil {
		return r.failFile(root, err)
	}
	if n == 0 {
		return r.fail(root, NotFound, "no file of a known kind in this directory ("+strings.Join(Extensions(), " ")+")", nil)
	}
	return true
}

func (r *reader) file(name string, info fs.FileInfo) bool {
	format := formatOf(name)
	f, err := os.Open(name)
	if err != nil {
		return r.failFile(name, err)
	}
	defer f.Close()
	switch format {
	case "warc":
		return r.warc(name, f)
	case "jsonl":
		return r.jsonLines(name, f)
	}
	if info.Size() > r.opts.MaxBytes {
		return r.failRead(name, errTooLarge)
	}
	data, err := r.readAll(f)
	if err != nil {
		return r.failRead(name, err)
	}
	return r.content(name, data, Page{})
}

var errTooLarge = errors.New("too large")

// readAll reads up to the limit.
func (r *reader) readAll(in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, r.opts.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > r.opts.MaxBytes {
		return nil, errTooLarge
	}
	return data, nil
}

func (r *reader) failRead(name string, err error) bool {
	if errors.Is(err, errTooLarge) {
		return r.fail(name, TooLarge, tooLarge(r.opts.MaxBytes), nil)
	}
	return r.fail(name, Unreadable, "cannot be read to its end", err)
}
