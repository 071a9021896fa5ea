package article

import (
	"strings"

	"dossier/ingest/document"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify))

// readMarkdown finds the blocks of Markdown with their offsets. Lines within a
// paragraph are joined or not as in plain text, since people write bylines
// and dates on lines of their own.
func readMarkdown(page string) layout {
	var l layout
	body := l.frontMatter(page)
	root := markdown.Parser().Parse(text.NewReader([]byte(body)))
	w := markdownWalker{page: page}
	w.blocks(root, mark{})
	lines := dropPrint(w.lines)
	width := wrapWidth(lines)
	for lo := 0; lo < len(lines); {
		if lines[lo].blank {
			lo++
			continue
		}
		hi := lo + 1
		for hi < len(lines) && !lines[hi].blank && (lines[hi].mark.level > 0 || joined(lines, lo, hi, width)) {
			hi++
		}
		m := lines[lo].mark
		p := para{run: unwrap(lines[lo:hi]), gap: true, level: m.level, item: m.item, kind: m.kind, known: m.known}
		l.paras = append(l.paras, splitGlued(p)...)
		lo = hi
	}
	return l
}

// mark is what Markdown says about a line.
type mark struct {
	level int
	item  bool
	kind  document.BlockKind
	known bool
}

type markdownWalker struct {
	page  string
	lines []line
	cur   builder
	at    int // page offset after the text seen last
}

func (w *markdownWalker) blocks(n ast.Node, m mark) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		cm := m
		switch c := c.(type) {
		case *ast.Heading:
			cm.level = c.Level
			w.leaf(c, cm)
		case *ast.Blockquote:
			cm.kind, cm.known = document.Quote, true
			w.blocks(c, cm)
		case *ast.ListItem:
			cm.item = true
			w.blocks(c, cm)
		case *ast.ThematicBreak, *ast.HTMLBlock:
		case *east.TableHeader, *east.TableRow:
			// The cells of a row are one line.
			for cell := c.FirstChild(); cell != nil; cell = cell.NextSibling() {
				if len(w.cur.buf) > 0 {
					w.cur.insert(" | ", w.cur.last())
				}
				w.inline(cell, cm)
			}
			cm.item = true
			w.endLine(cm)
			w.endBlock()
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			segs := c.Lines()
			for i := range segs.Len() {
				s := segs.At(i)
				w.cur.add(fromPage(w.page, s.Start, s.Stop).trim())
				w.endLine(cm)
			}
			w.endBlock()
		default:
			if c.Type() == ast.TypeBlock && c.FirstChild() != nil && c.FirstChild().Type() == ast.TypeInline {
				w.leaf(c, cm)
			} else {
				w.blocks(c, cm)
			}
		}
	}
}

func (w *markdownWalker) leaf(n ast.Node, m mark) {
	w.inline(n, m)
	w.endLine(m)
	w.endBlock()
}

func (w *markdownWalker) endLine(m mark) {
	r := unescape(w.cur.run())
	w.cur = builder{}
	if !r.blank() {
		w.lines = append(w.lines, line{run: r, mark: m})
	}
}

func (w *markdownWalker) endBlock() { w.lines = append(w.lines, line{blank: true}) }

func (w *markdownWalker) inline(n ast.Node, m mark) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			r := fromPage(w.page, c.Segment.Start, c.Segment.Stop)
			w.cur.add(unbackslash(r))
			w.at = max(w.at, c.Segment.Stop)
			if c.SoftLineBreak() || c.HardLineBreak() {
				w.endLine(m)
			}
		case *ast.Image, *ast.RawHTML:
		case *ast.AutoLink:
			// The node keeps its text but not its place: it is the next on the page.
			label := string(c.Label([]byte(w.page)))
			if i := strings.Index(w.page[w.at:], label); i >= 0 {
				w.at += i
				w.cur.add(fromPage(w.page, w.at, w.at+len(label)))
				w.at += len(label)
			}
		default:
			w.inline(c, m)
		}
	}
}

// unbackslash removes the backslashes of escaped punctuation.
func unbackslash(r run) run {
	if strings.IndexByte(r.text, '\\') < 0 {
		return r
	}
	var b builder
	for i := 0; i < len(r.text); i++ {
		if r.text[i] == '\\' && i+1 < len(r.text) && strings.IndexByte("\\`*_{}[]()#+-.!>|~\"'$%&,/:;<=?@^", r.text[i+1]) >= 0 {
			i++
		}
		b.add(r.slice(i, i+1))
	}
	return b.run()
}

// frontMatter claims the fields of a YAML header and returns the page with
// the header blanked, so that offsets stay.
func (l *layout) frontMatter(page string) string {
	if !strings.HasPrefix(page, "---\n") && !strings.HasPrefix(page, "---\r\n") {
		return page
	}
	end := strings.Index(page[4:], "\n---")
	if end < 0 || end > 4000 {
		return page
	}
	end += 4
	for _, ln := range strings.Split(page[4:end], "\n") {
		k, v, ok := strings.Cut(ln, ":")
		if !ok {
			continue
		}
		v = strings.Trim(strings.TrimSpace(v), `"'`)
		switch strings.ToLower(strings.TrimSpace(k)) {
		case "title", "headline":
			l.title.set(v, weightMarkup)
		case "date", "published", "publishdate", "pubdate", "created":
			l.published.set(isoDay(v), weightMarkup)
		case "author", "authors", "by", "byline":
			l.setAuthors(readByline(strings.Trim(v, "[]"), true).authors, weightMarkup)
		case "publisher", "outlet", "source", "site", "publication":
			l.publisher.set(v, weightMarkup)
		case "url", "link", "canonical":
			l.url.set(v, weightMarkup)
		}
	}
	stop := end + 4
	return asciiBlank(page[:stop]) + page[stop:]
}

// asciiBlank keeps the length in bytes.
func asciiBlank(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}
