package quads

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"dossier/graph"

	"github.com/cayleygraph/cayley/query"
	_ "github.com/cayleygraph/cayley/query/gizmo"   // registers the language
	_ "github.com/cayleygraph/cayley/query/graphql" // registers the language
	_ "github.com/cayleygraph/cayley/query/mql"     // registers the language
	"github.com/cayleygraph/quad"
)

// Languages are the query languages of Query.
var Languages = []string{"gizmo", "graphql", "mql"}

// QueryError is a query that can't be run as it is written.
type QueryError struct {
	Language string
	Err      error
}

func (e *QueryError) Error() string { return fmt.Sprintf("the %s query: %v", e.Language, e.Err) }
func (e *QueryError) Unwrap() error { return e.Err }

// Query runs a query in one of Cayley's languages on a snapshot and yields its
// results as values that encode to JSON: maps by tag for Gizmo, whatever the
// query's structure asks for in GraphQL and MQL. IRIs come in angle brackets.
// limit bounds the number of results of Gizmo and MQL; 0 is none. In GraphQL
// and MQL, where a name can't have a space, "traveled_to" means the predicate
// "traveled to" (not in PostgreSQL). A query that can't be understood gives a *QueryError.
func (s *Store) Query(ctx context.Context, lang, text string, limit int) iter.Seq2[any, error] {
	return over(s, func(sn *Snapshot) iter.Seq2[any, error] { return sn.Query(ctx, lang, text, limit) })
}

// Query is Store.Query on this snapshot.
func (sn *Snapshot) Query(ctx context.Context, lang, text string, limit int) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		if !slices.Contains(Languages, lang) {
			yield(nil, fmt.Errorf("there is no query language %q; there are %s", lang, strings.Join(Languages, ", ")))
			return
		}
		if limit <= 0 {
			limit = -1
		}
		it, err := query.Execute(ctx, sn.v.quadStore(lang != "gizmo"), lang, text, query.Options{Limit: limit, Collation: query.JSON})
		if err != nil {
			yield(nil, &QueryError{lang, syntax(err)})
			return
		}
		defer it.Close()
		for it.Next(ctx) {
			res := it.Result()
			if res == nil {
				continue // the value of the script itself
			}
			if !yield(plain(res), nil) {
				return
			}
		}
		switch err := it.Err(); {
		case ctx.Err() != nil:
			yield(nil, ctx.Err())
		case sn.v.Closed():
			yield(nil, fmt.Errorf("the %s query: %w", lang, graph.ErrClosed))
		case err != nil:
			yield(nil, &QueryError{lang, syntax(err)})
		}
	}
}

// syntax says of an error of JSON where it stands.
func syntax(err error) error {
	if e, ok := err.(*json.SyntaxError); ok {
		return fmt.Errorf("at byte %d: %w", e.Offset, err)
	}
	return err
}

// plain turns Cayley's values into those of encoding/json.
func plain(v any) any {
	switch v := v.(type) {
	case quad.Value:
		if v == nil {
			return nil
		}
		n := v.Native()
		if q, ok := n.(quad.Value); ok {
			return quad.StringOf(q)
		}
		return n
	case []quad.Value:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plain(v[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			out[k] = plain(v[k])
		}
		return out
	case []map[string]any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plain(v[i])
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plain(v[i])
		}
		return out
	}
	return v
}
