// Package measure says how well mentions are joined to entities, on corpora
// whose coreference was annotated by hand.
//
// In: a corpus (GUM in CoNLL-U with its Entity brackets, Re-DocRED in JSON) and
// a function that fills a document's Mentions and Entities. Out: pairwise and
// B-cubed figures (Bagga and Baldwin 1998), of names, of pronouns and of definite
// descriptions apart, beside a baseline that joins equal names only. It must not know how the
// function works.
package measure
