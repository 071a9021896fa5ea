// Package source finds pages and reads their bytes.
//
// In: what a person names on a command line – files, directories, globs, "-"
// for standard input, http(s) addresses of pages and of RSS or Atom feeds,
// WARC archives, JSON lines. Out: raw pages in a fixed order ([Pages]), each
// with its name, bytes and what the source says about it; or, in place of a
// page, an [*Error] that says what was wrong with it, after which the rest
// goes on.
//
// The package must not know what an article is: it neither decodes nor cleans.
package source
