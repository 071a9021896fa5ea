// Package when finds the time expressions of an article and resolves them to
// intervals of the calendar.
//
// In: Document.Article.Published, Sentences, Tokens and Names; tags and trees
// are used for tense where they are there, and words alone where they are not.
// Out: Document.Times, in order, not overlapping. Values are ISO 8601 at the
// precision stated:
//
//	2021  2021-11  2021-11-17            a year, a month, a day
//	2014/2016  2021-07/2021-09           ranges, quarters, seasons, weeks, decades
//	2014 with kind Since or Until        an end that is open
//	P2D  P20M  PT3H  PXW                 durations; X is a number not told ("weeks after")
//	""                                   a time that can't be placed ("in recent weeks")
//
// A duration that ends in "after" or "before" ("two days after she left")
// covers that word, so that a later stage can compute one clause's time from
// the other's.
//
// Expressions are read by a recursive-descent grammar over classes of words
// (data/words.tsv), and resolved in the manner of TimeML normalisers such as
// HeidelTime (Strötgen and Gertz, 2010) and SUTime (Chang and Manning, 2012):
// against the publication date with the tense of the governing verb, or, for
// anaphoric ones ("two days later", "that year"), against the time last
// mentioned. The package must not know of entities, facts or relations.
//
// [Resolve] is safe for concurrent use on different documents.
package when
