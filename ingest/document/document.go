package document

// None is the index that refers to nothing.
const None int32 = -1

// Document is one article's text and the layers found in it. The zero value is
// an empty document, ready to be filled.
type Document struct {
	Article Article // what the page says about itself
	Text    string  // clean text, UTF-8, blocks separated by blank lines
	Blocks  []Block // paragraphs, headings, credits …, in order, not overlapping

	Sentences []Sentence
	Tokens    []Token
	Names     []Name
	Times     []Time
	Mentions  []Mention
	Entities  []Entity
	Facts     []Fact
	Events    []Event
}

// Reset empties the document and keeps the capacity of its layers.
func (doc *Document) Reset() {
	doc.Article = Article{}
	doc.Text = ""
	doc.Blocks = doc.Blocks[:0]
	doc.Sentences = doc.Sentences[:0]
	doc.Tokens = doc.Tokens[:0]
	doc.Names = doc.Names[:0]
	doc.Times = doc.Times[:0]
	doc.Mentions = doc.Mentions[:0]
	doc.Entities = doc.Entities[:0]
	doc.Facts = doc.Facts[:0]
	doc.Events = doc.Events[:0]
}

// Slice returns the text under a span.
func (doc *Document) Slice(s Span) string { return doc.Text[s.Start:s.End] }

// Word returns the text of token i as it stands in the article.
func (doc *Document) Word(i int32) string { return doc.Slice(doc.Tokens[i].Span) }

// TokenSpan returns the bytes from the start of token first to the end of
// token end-1; the range must not be empty.
func (doc *Document) TokenSpan(first, end int32) Span {
	return Span{doc.Tokens[first].Start, doc.Tokens[end-1].End}
}

// SentenceOf returns the index of the sentence that holds token i.
func (doc *Document) SentenceOf(i int32) int32 {
	lo, hi := 0, len(doc.Sentences)
	for lo < hi {
		mid := (lo + hi) / 2
		if doc.Sentences[mid].End <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return int32(lo)
}

// BlockOf returns the kind of the block that holds the byte offset, and
// Paragraph where no block does.
func (doc *Document) BlockOf(offset int32) BlockKind {
	lo, hi := 0, len(doc.Blocks)
	for lo < hi {
		mid := (lo + hi) / 2
		if doc.Blocks[mid].Span.End <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(doc.Blocks) && doc.Blocks[lo].Span.Start <= offset {
		return doc.Blocks[lo].Kind
	}
	return Paragraph
}

// Span is a half-open range of bytes [Start, End) into Document.Text.
type Span struct{ Start, End int32 }

// Len returns the number of bytes.
func (s Span) Len() int32 { return s.End - s.Start }

// Contains reports whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether the spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }
