// Package article turns a page into an article: metadata, clean text in
// blocks, and a map from the clean text back to the page.
//
// In: the bytes of one page with what is known about it ([Page]): HTML, PDF,
// Markdown, an e-mail or plain text, in any common encoding. Out:
// document.Article, Document.Text and Document.Blocks. One data path:
//
//	bytes → decoded page → paragraphs (one front end a format) → classify → assemble
//
// A front end only says where the paragraphs are and what the page's format
// itself tells (a heading, a caption, metadata). What a paragraph is – title,
// byline, credit, noise – is decided in one place for all formats, from the
// tables in tables/ and from the layout: position, capitals, length,
// repetition. The tables hold words of English and of page layout, no names.
//
// The package knows nothing of tokens, sentences or grammar, and reads no
// files: bytes come from its caller.
package article
