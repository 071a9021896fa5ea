package conllu

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"dossier/ingest/document"
)

// Document is one document of a treebank. A treebank without "# newdoc" lines
// is one document.
type Document struct {
	ID        string // of "# newdoc id = …", "" when there is none
	Meta      []string
	Text      string // raw text: sentences joined as SpaceAfter says, paragraphs by a blank line
	Sentences []Sentence
}

// Sentence is one tree.
type Sentence struct {
	ID       string
	NewPar   bool          // a paragraph begins here
	Span     document.Span // into Document.Text, from the first word to the last
	Comments []string      // every "#" line but newdoc's, without "# "
	Words    []Word
}

// Word is a syntactic word. Of the multiword token "don't", "do" and "n't"
// are two words whose spans divide the token's.
type Word struct {
	Span                     document.Span // into Document.Text; never empty
	Form, Lemma              string        // as the columns have them; Form may differ from the text under Span in a misspelt contraction
	Upos, Xpos, Feats, Misc  string        // "_" when empty
	Deps                     string        // enhanced relations, "_" when empty
	Head                     int           // index into Sentence.Words, -1 for the root
	Dep                      string        // relation with its subtype ("nsubj:pass")
	Joined                   bool          // no space between this word and the one before it
	Multiword, MultiwordLast bool          // part of a multiword token; its last part
}

// Surface returns the text of a word as the document has it.
func (doc *Document) Surface(w *Word) string { return doc.Text[w.Span.Start:w.Span.End] }

// ReadFile reads all documents of a file.
func ReadFile(path string) ([]*Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	docs, err := Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return docs, nil
}

// Read reads all documents of a stream. Empty nodes ("8.1") are skipped.
// Errors name the line.
func Read(r io.Reader) ([]*Document, error) {
	b := builder{scan: bufio.NewScanner(r)}
	b.scan.Buffer(nil, 1<<24)
	for b.scan.Scan() {
		b.line++
		if err := b.add(strings.TrimSuffix(b.scan.Text(), "\r")); err != nil {
			return nil, fmt.Errorf("line %d: %w", b.line, err)
		}
	}
	if err := b.scan.Err(); err != nil {
		return nil, err
	}
	if err := b.endSentence(); err != nil {
		return nil, fmt.Errorf("line %d: %w", b.line, err)
	}
	b.endDocument()
	return b.docs, nil
}

// builder holds the document and sentence being read.
type builder struct {
	scan *bufio.Scanner
	line int
	docs []*Document

	doc   *Document
	text  strings.Builder
	space bool // a space follows the last word

	sent     Sentence
	rows     int // words read of sent
	comments []string
	newPar   bool
	multi    string // surface of the multiword token being read
	multiEnd int    // id of its last word
	parts    []int  // its words so far
	spaceEnd bool   // whether a space follows it
}

func (b *builder) add(line string) error {
	switch {
	case line == "":
		return b.endSentence()
	case line[0] == '#':
		b.comment(strings.TrimSpace(line[1:]))
		return nil
	}
	col := strings.Split(line, "\t")
	if len(col) != 10 {
		return fmt.Errorf("%d columns, expected 10", len(col))
	}
	if strings.Contains(col[0], ".") {
		return nil
	}
	if from, to, ok := strings.Cut(col[0], "-"); ok {
		first, err1 := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || last <= first || first != b.rows+1 {
			return fmt.Errorf("bad multiword range %q", col[0])
		}
		b.multi, b.multiEnd, b.parts = col[1], last, b.parts[:0]
		b.spaceEnd = !hasSpaceAfterNo(col[9])
		return nil
	}
	return b.word(col)
}

func hasSpaceAfterNo(misc string) bool {
	for rest := misc; rest != ""; {
		var item string
		item, rest, _ = strings.Cut(rest, "|")
		if item == "SpaceAfter=No" {
			return true
		}
	}
	return false
}

func (b *builder) word(col []string) error {
	id, err := strconv.Atoi(col[0])
	if err != nil || id != b.rows+1 {
		return fmt.Errorf("word id %q, expected %d", col[0], b.rows+1)
	}
	head, err := strconv.Atoi(col[6])
	if err != nil || head < 0 {
		return fmt.Errorf("bad head %q", col[6])
	}
	if col[1] == "" {
		return fmt.Errorf("word %d has an empty form", id)
	}
	if b.rows == 0 {
		b.startSentence()
	}
	b.rows++
	w := Word{Form: col[1], Lemma: col[2], Upos: col[3], Xpos: col[4], Feats: col[5], Head: head - 1, Dep: col[7],
		Deps: col[8], Misc: col[9]}
	if b.multi != "" {
		w.Multiword, w.MultiwordLast = true, id == b.multiEnd
		b.parts = append(b.parts, len(b.sent.Words))
		b.sent.Words = append(b.sent.Words, w)
		if id == b.multiEnd {
			b.placeMultiword()
		}
		return nil
	}
	w.Joined = !b.gap()
	w.Span = b.write(w.Form)
	b.space = !hasSpaceAfterNo(w.Misc)
	b.sent.Words = append(b.sent.Words, w)
	return nil
}

// gap writes the space that is due, and reports whether white space stands
// before the next word.
func (b *builder) gap() bool {
	n := b.text.Len()
	if n == 0 {
		return true
	}
	if b.space {
		b.text.WriteByte(' ')
		b.space = false
	}
	last := b.text.String()[b.text.Len()-1]
	return last == ' ' || last == '\n'
}

func (b *builder) write(s string) document.Span {
	start := int32(b.text.Len())
	b.text.WriteString(s)
	return document.Span{Start: start, End: int32(b.text.Len())}
}

// placeMultiword divides the surface of a multiword token among its words:
// each takes as many bytes as its form has, and leaves at least one character
// for each that follows.
func (b *builder) placeMultiword() {
	joined := !b.gap()
	whole := b.write(b.multi)
	at := 0
	for k, i := range b.parts {
		w := &b.sent.Words[i]
		end := len(b.multi)
		if left := len(b.parts) - 1 - k; left > 0 {
			limit := len(b.multi)
			for ; left > 0 && limit > at; left-- {
				_, size := utf8.DecodeLastRuneInString(b.multi[:limit])
				limit -= size
			}
			end = min(at+len(w.Form), limit)
			for end > at && end < len(b.multi) && !utf8.RuneStart(b.multi[end]) {
				end--
			}
			if end <= at {
				_, size := utf8.DecodeRuneInString(b.multi[at:])
				end = at + size
			}
		}
		w.Span = document.Span{Start: whole.Start + int32(at), End: whole.Start + int32(end)}
		w.Joined = k > 0 || joined
		at = end
	}
	b.multi = ""
	b.space = b.spaceEnd
}

func (b *builder) startSentence() {
	if b.doc == nil {
		b.startDocument("")
	}
	if b.newPar && b.text.Len() > 0 {
		b.text.WriteString("\n\n")
		b.space = false
	}
	b.sent = Sentence{NewPar: b.newPar, Comments: b.comments}
	for _, c := range b.comments {
		if id, ok := strings.CutPrefix(c, "sent_id = "); ok {
			b.sent.ID = id
		}
	}
	b.comments, b.newPar = nil, false
}

func (b *builder) endSentence() error {
	if b.rows == 0 {
		return nil
	}
	if b.multi != "" {
		return fmt.Errorf("multiword token %q goes beyond its sentence", b.multi)
	}
	for i, w := range b.sent.Words {
		if w.Head >= b.rows {
			return fmt.Errorf("word %d has head %d of %d words", i+1, w.Head+1, b.rows)
		}
		if w.Span.Len() == 0 {
			return fmt.Errorf("word %d has no text", i+1)
		}
	}
	words := b.sent.Words
	b.sent.Span = document.Span{Start: words[0].Span.Start, End: words[len(words)-1].Span.End}
	b.doc.Sentences = append(b.doc.Sentences, b.sent)
	b.sent, b.rows = Sentence{}, 0
	return nil
}

func (b *builder) comment(c string) {
	switch {
	case strings.HasPrefix(c, "newdoc"):
		b.endDocument()
		_, id, _ := strings.Cut(c, "id = ")
		b.startDocument(id)
		b.newPar = true
	case c == "newpar" || strings.HasPrefix(c, "newpar "):
		b.newPar = true
		b.comments = append(b.comments, c)
	case strings.HasPrefix(c, "meta::") || strings.HasPrefix(c, "global."):
		if b.doc == nil {
			b.startDocument("")
		}
		b.doc.Meta = append(b.doc.Meta, c)
	default:
		b.comments = append(b.comments, c)
	}
}

func (b *builder) startDocument(id string) {
	b.doc = &Document{ID: id}
	b.text.Reset()
	b.space = false
}

func (b *builder) endDocument() {
	if b.doc != nil && len(b.doc.Sentences) > 0 {
		b.doc.Text = b.text.String()
		b.docs = append(b.docs, b.doc)
	}
	b.doc = nil
}
