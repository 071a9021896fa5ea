package article

import (
	stdhtml "html"
	"strings"
	"unicode/utf8"

	"dossier/ingest/document"

	"golang.org/x/net/html"
)

// element is one open element while the page is walked.
type element struct {
	tag   string
	drop  bool  // scripts, menus: never text
	soft  []int // the enclosing elements that a rule drops, outermost first
	kind  document.BlockKind
	known bool
	block bool
	main  bool // within article or main
	level int
	item  bool
	link  bool
	split bool // inline, but its text is a block of its own
}

// webBlock is one block of text of a web page with what its place tells.
type webBlock struct {
	para
	drop  bool
	soft  []int
	main  bool
	title bool
	links int // bytes of letters within links
}

// inline are the elements that do not end a line of text.
var inline = map[string]bool{"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "big": true, "cite": true, "code": true,
	"data": true, "del": true, "dfn": true, "em": true, "font": true, "i": true, "ins": true, "kbd": true, "mark": true, "q": true,
	"s": true, "samp": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "tt": true, "u": true,
	"var": true, "wbr": true, "img": true, "nobr": true, "acronym": true, "strike": true}

var void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "param": true, "source": true, "track": true, "wbr": true}

// raw are the elements whose content the tokenizer does not parse.
var rawText = map[string]bool{"script": true, "style": true, "noscript": true, "iframe": true, "template": true, "textarea": true, "title": true, "noembed": true, "noframes": true, "xmp": true}

// hard are the tags whose content is never text. Other elements that a rule
// drops are kept when they hold most of the page: a class on a page's frame
// ("has-sidebar", a form around everything) says nothing.
var hard = map[string]bool{"script": true, "style": true, "noscript": true, "template": true, "iframe": true, "svg": true, "canvas": true,
	"object": true, "embed": true, "select": true, "option": true, "textarea": true, "button": true, "nav": true, "dialog": true,
	"menu": true, "audio": true, "video": true, "map": true, "input": true, "label": true}

// closes lists what an opening tag closes when it is still open, by the
// rules of HTML for omitted end tags.
var closes = map[string][]string{"li": {"li"}, "dt": {"dd", "dt"}, "dd": {"dd", "dt"}, "tr": {"td", "th", "tr"}, "td": {"td", "th"}, "th": {"td", "th"}, "option": {"option"}}

// scope are the elements over which an omitted end tag does not reach.
var scope = map[string]bool{"ul": true, "ol": true, "table": true, "dl": true, "select": true, "article": true, "section": true, "main": true, "body": true}

// readHTML finds the blocks of a web page with their offsets, and leaves out
// what the table of elements, the density of links and the extraction library
// agree is no article. Metadata in the markup is claimed.
func readHTML(page string, addr string) layout { return readHTMLFrom(page, 0, addr) }

// readHTMLFrom reads the web page that begins at an offset of the page, as in
// an e-mail after its headers.
func readHTMLFrom(page string, base int, addr string) layout {
	var l layout
	w := webWalker{page: page, at: base}
	w.walk()
	l.claimMarkup(w.meta)
	l.claimSite(w.meta.title, w.blocks)
	settleDrops(w.blocks, w.drops)
	text := ""
	if unsure(w.blocks) {
		text = extracted(page[base:], addr)
		rescue(w.blocks, text)
	}
	blocks := chooseBlocks(w.blocks, text)
	for _, b := range blocks {
		l.paras = append(l.paras, splitGlued(b.para)...)
	}
	return l
}

// claimSite takes what follows the headline in the page's title for the site's name.
func (l *layout) claimSite(title string, blocks []webBlock) {
	for _, b := range blocks {
		h1 := strings.Join(strings.Fields(b.text), " ")
		if b.level != 1 || h1 == "" || len(title) <= len(h1) || !strings.HasPrefix(title, h1) {
			continue
		}
		if rest := strings.TrimLeft(title[len(h1):], " |–—-·:»«"); rest != "" && words(rest) <= 6 {
			l.publisher.set(rest, weightByline)
		}
		return
	}
}

// webWalker walks the tokens of a page and keeps offsets, which the tree of
// the parser does not.
type webWalker struct {
	page   string
	at     int
	stack  []element
	text   builder
	links  int
	blocks []webBlock
	meta   markup
	rules  map[string]string // elements of this page that were looked up
	drops  []bool            // the softly dropped elements so far; true for what is never article (comments)
}

func (w *webWalker) walk() {
	z := html.NewTokenizer(strings.NewReader(w.page[w.at:]))
	z.SetMaxBuf(0)
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			break
		}
		raw := len(z.Raw())
		start := w.at
		w.at += raw
		switch tt {
		case html.TextToken:
			w.addText(start, w.at)
		case html.StartTagToken, html.SelfClosingTagToken:
			w.open(z, tt == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			w.close(string(name))
		}
	}
	w.flush()
}

func (w *webWalker) top() element {
	if len(w.stack) == 0 {
		return element{}
	}
	return w.stack[len(w.stack)-1]
}

func (w *webWalker) open(z *html.Tokenizer, selfClosing bool) {
	name, more := z.TagName()
	tag := string(name)
	var attr map[string]string
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		if attr == nil {
			attr = map[string]string{}
		}
		if _, ok := attr[string(k)]; !ok {
			attr[string(k)] = string(v)
		}
	}
	w.meta.element(tag, attr)
	switch tag {
	case "br":
		w.addBreak()
		return
	case "hr":
		w.flush()
		return
	}
	if void[tag] {
		return
	}
	if !inline[tag] {
		w.flush()
		if len(w.stack) > 0 && w.top().tag == "p" {
			w.stack = w.stack[:len(w.stack)-1]
		}
	}
	for _, c := range closes[tag] {
		for i := len(w.stack) - 1; i >= 0 && !scope[w.stack[i].tag]; i-- {
			if w.stack[i].tag == c {
				w.stack = w.stack[:i]
				break
			}
		}
	}
	e := w.top()
	e.tag, e.block, e.split, e.link = tag, !inline[tag], false, e.link || tag == "a"
	if tag == "article" || tag == "main" || attr["itemprop"] == "articleBody" || attr["role"] == "main" {
		e.main = true
	}
	if len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6' {
		e.level = int(tag[1] - '0')
	}
	if tag == "li" {
		e.item = true
	}
	if !e.drop {
		if _, hidden := attr["hidden"]; hidden || attr["aria-hidden"] == "true" && tag != "body" || strings.Contains(strings.ReplaceAll(attr["style"], " ", ""), "display:none") {
			e.drop = true
		}
		var names []string
		for _, k := range []string{"class", "id", "itemprop", "data-testid", "data-component", "rel"} {
			if attr[k] == "" {
				continue
			}
			if k == "class" {
				for _, c := range strings.Fields(attr[k]) {
					names = append(names, attrWords(c))
				}
			} else {
				names = append(names, attrWords(attr[k]))
			}
		}
		key := tag + "\x00" + attr["role"] + "\x00" + strings.Join(names, "\x00")
		action, ok := w.rules[key]
		if !ok {
			action = ruleFor(tag, attr["role"], names)
			if w.rules == nil {
				w.rules = map[string]string{}
			}
			w.rules[key] = action
		}
		switch action {
		case "":
		case "drop", "never":
			switch {
			case hard[tag]:
				e.drop = true
			case tag != "h1" && tag != "a" && tag != "body" && tag != "html":
				e.soft = append(e.soft[:len(e.soft):len(e.soft)], len(w.drops))
				w.drops = append(w.drops, action == "never")
			}
		case "keep":
		default:
			if tag == "a" || e.known && e.kind == htmlKinds[action] {
				break
			}
			if !e.known {
				e.kind, e.known = htmlKinds[action], true
			}
			// A span marked as byline or credit is a block of its own.
			w.flush()
			e.block, e.split = true, true
		}
		if attr["class"] != "" && inline[tag] && len(w.text.buf) > 0 && isAlnum(w.text.buf[len(w.text.buf)-1]) && tag != "a" {
			w.text.insert(" ", int32(max(w.at-1, 0)))
		}
	}
	w.stack = append(w.stack, e)
	if selfClosing && !e.block {
		w.stack = w.stack[:len(w.stack)-1]
	}
	if len(w.stack) > 2000 {
		w.stack = w.stack[len(w.stack)-1000:]
	}
}

func (w *webWalker) close(tag string) {
	if tag == "p" && w.top().tag != "p" || !inline[tag] {
		w.flush()
	}
	for i := len(w.stack) - 1; i >= 0; i-- {
		if w.stack[i].tag == tag {
			if w.stack[i].split {
				w.flush()
			}
			w.stack = w.stack[:i]
			return
		}
		if w.stack[i].block && inline[tag] {
			return
		}
	}
}

func (w *webWalker) addText(lo, hi int) {
	e := w.top()
	if rawText[e.tag] {
		w.meta.raw(e.tag, w.page[lo:hi])
		return
	}
	r := unescape(fromPage(w.page, lo, hi))
	w.text.add(r)
	if e.link {
		w.links += letterBytes(r.text)
	}
}

// addBreak keeps <br> as a line break: in a paragraph of several lines it may
// part a name from a post.
func (w *webWalker) addBreak() { w.text.insert("\n", int32(max(w.at-1, 0))) }

// flush ends the block of text that is open.
func (w *webWalker) flush() {
	r := w.text.run()
	links := w.links
	w.text, w.links = builder{}, 0
	if r.blank() {
		return
	}
	e := w.top()
	p := para{run: r, gap: true, level: e.level, item: e.item, kind: e.kind, known: e.known}
	if e.level > 0 {
		p.known = false
		p.kind = document.Paragraph
	}
	for _, part := range splitBreaks(p) {
		w.blocks = append(w.blocks, webBlock{para: part, drop: e.drop, soft: e.soft, main: e.main, links: links, title: e.level == 1})
	}
}

// splitBreaks parts a block at doubled line breaks, and at single ones where
// its lines are short; otherwise line breaks are spaces.
func splitBreaks(p para) []para {
	// Source line breaks are white space; only <br> (mapped to its '>') counts.
	var cuts []int
	text := p.text
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' && isBreak(p, i) {
			cuts = append(cuts, i)
		}
	}
	if len(cuts) == 0 {
		return []para{p}
	}
	var out []para
	lo := 0
	for k, c := range append(cuts, len(text)) {
		if c < lo {
			continue
		}
		seg := p
		seg.run = p.slice(lo, c)
		if seg.run.blank() {
			lo = min(c+1, len(text))
			continue
		}
		double := k+1 <= len(cuts)-1 && strings.TrimSpace(text[c:cuts[k+1]]) == ""
		next := len(text)
		if k+1 < len(cuts) {
			next = cuts[k+1]
		}
		after := ""
		if c < len(text) {
			after = strings.TrimSpace(text[c:next])
		}
		if c < len(text) && !double && words(seg.text) > 8 && after != "" && !endsSentence(seg.text) && words(after) > 0 {
			continue
		}
		out = append(out, seg)
		lo = min(c+1, len(text))
	}
	return out
}

// isBreak tells an inserted <br> from white space of the source: consecutive
// bytes of the source have consecutive offsets.
func isBreak(p para, i int) bool {
	return i+1 >= len(p.at) || p.at[i+1] == p.at[i]+1 && (i == 0 || p.at[i-1] != p.at[i]-1) || i > 0 && p.at[i-1] < p.at[i]-1
}

// unescape replaces character references; all bytes of one map to its '&'.
func unescape(r run) run {
	if strings.IndexByte(r.text, '&') < 0 {
		return r
	}
	var b builder
	for i := 0; i < len(r.text); {
		j := strings.IndexByte(r.text[i:], '&')
		if j < 0 {
			b.add(r.slice(i, len(r.text)))
			break
		}
		b.add(r.slice(i, i+j))
		i += j
		end := i + 1
		for end < len(r.text) && end < i+34 && (r.text[end] == '#' || r.text[end] < utf8.RuneSelf && isAlnum(r.text[end])) {
			end++
		}
		if end < len(r.text) && r.text[end] == ';' {
			end++
		}
		if s := stdhtml.UnescapeString(r.text[i:end]); s != r.text[i:end] {
			b.insert(s, r.at[i])
		} else {
			b.add(r.slice(i, end))
		}
		i = end
	}
	return b.run()
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// letterBytes counts the bytes of letters and digits.
func letterBytes(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if isAlnum(s[i]) || s[i] >= utf8.RuneSelf {
			n++
		}
	}
	return n
}

// settleDrops drops the blocks within softly dropped elements, but for those
// elements that hold two fifths of the page's prose; and lets the prose of the
// page's main element stay when the rules would drop most of it.
func settleDrops(blocks []webBlock, never []bool) {
	held, all := make([]int, len(never)), 0
	for _, b := range blocks {
		if b.drop || !b.prose() {
			continue
		}
		all += len(b.text)
		for _, id := range b.soft {
			held[id] += len(b.text)
		}
	}
	dropped, inMain := 0, 0
	rescued := make([]bool, len(blocks))
	for i := range blocks {
		b := &blocks[i]
		hard, soft, strong := b.drop, false, false
		for _, id := range b.soft {
			if held[id]*5 < all*2 {
				soft, strong = true, strong || never[id]
			}
		}
		b.drop = hard || soft
		if b.main && !hard && !strong && b.prose() {
			inMain += len(b.text)
			if soft {
				rescued[i] = true
				dropped += len(b.text)
			}
		}
	}
	if dropped*2 > inMain {
		for i := range blocks {
			blocks[i].drop = blocks[i].drop && !rescued[i]
		}
	}
}

// prose reports whether a block reads as running text.
func (b webBlock) prose() bool {
	return words(b.text) >= 12 && b.links*2 < letterBytes(b.text)
}

// mainEnough is how many bytes of text make the page's main element believed.
const mainEnough = 400

// unsure reports whether the extraction library should be asked: the page
// marks no main element, or the rules drop more prose than they keep. The
// library costs several times what the rest of reading does.
func unsure(blocks []webBlock) bool {
	inMain, kept, lost := 0, 0, 0
	for _, b := range blocks {
		if b.main && !b.drop {
			inMain += len(b.text)
		}
		switch {
		case !b.prose():
		case b.drop:
			lost += len(b.text)
		default:
			kept += len(b.text)
		}
	}
	return inMain <= mainEnough || lost > kept
}

// chooseBlocks drops what is no article.
func chooseBlocks(blocks []webBlock, text string) []webBlock {
	inMain := 0
	for _, b := range blocks {
		if b.main && !b.drop {
			inMain += len(b.text)
		}
	}
	h1, body := -1, -1
	for i, b := range blocks {
		if b.drop {
			continue
		}
		if b.level == 1 && h1 < 0 {
			h1 = i
		}
		if b.main && body < 0 {
			body = i
		}
	}
	var out []webBlock
	for i, b := range blocks {
		outside := inMain > mainEnough && !b.main
		// The headline and what stands between it and the body belong to the
		// article, and boxes of a known kind do.
		if outside && (h1 >= 0 && i >= h1 && i < body || b.known && (b.kind == document.Biography || b.kind == document.Note || b.kind == document.Contact)) {
			outside = false
		}
		if b.drop || outside {
			continue
		}
		if n := letterBytes(b.text); b.links*10 > n*8 && b.level != 1 && !b.known && n < 120 {
			continue
		}
		out = append(out, b)
	}
	if inMain <= mainEnough {
		out = keepExtracted(out, text)
	}
	return out
}
