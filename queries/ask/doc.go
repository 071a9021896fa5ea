// Package ask reads English questions with the same language core and frames
// as articles are read with, and turns them into queries.
//
// In: a question and a [queries.Graph] that knows the names. A question is
// rewritten into the statement that would answer it ("Where did Burns travel?"
// → "Burns did travel to somewhere."), the statement is read as if an article
// said it, and each fact found is a clause whose unknown end is the answer. So
// whatever is understood in articles is understood in questions. Out: an
// [Understood] that says how the question was read, and a [Result].
//
// It knows neither how answers are printed nor how the store keeps facts.
package ask
