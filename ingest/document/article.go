package document

// Article is what a page says about itself.
type Article struct {
	File      string   // path, URL or archive member it was read from
	Title     string   // headline, without the site's name
	Published string   // ISO 8601 date (2021-11-18) or date and time; "" when unknown
	Publisher string   // outlet or organization that published it
	Authors   []string // names without "By"
	URL       string
	Language  string // ISO 639-1, "en"
	Hash      string // hex SHA-256 of File's identity and the clean text
	// Origin maps clean offsets back to the page: pairs in increasing order
	// of Clean; between two pairs, offsets advance together.
	Origin []Offset
}

// Offset says that byte Clean of Document.Text came from byte Page of the
// decoded (UTF-8) page.
type Offset struct{ Clean, Page int32 }

// Block is a stretch of Document.Text with one layout role. A sentence never
// crosses a block.
type Block struct {
	Span Span
	Kind BlockKind
}

// BlockKind says what a block is on its page.
type BlockKind uint8

// The kinds of blocks.
const (
	Paragraph BlockKind = iota
	Title               // the headline
	Heading             // a heading within the text
	Byline              // "By Jane Roe, Companies Editor", "Journalist Amy MacKinnon"
	Dateline            // a line with place or date alone
	Credit              // photo and image credits
	Caption             // what a picture shows
	ListItem            // one item of a list
	Biography           // a box about a person: name, posts, short life
	Quote               // a pull quote or block quotation
	Masthead            // the outlet's or institution's name, "Source: Foreign Policy"
	Contact             // press contacts, addresses
	Note                // corrections, editor's notes, "Featuring …", other page furniture that tells facts
)

var blockNames = [...]string{"paragraph", "title", "heading", "byline", "dateline", "credit", "caption",
	"list item", "biography", "quote", "masthead", "contact", "note"}

func (k BlockKind) String() string {
	if int(k) < len(blockNames) {
		return blockNames[k]
	}
	return "block?"
}
