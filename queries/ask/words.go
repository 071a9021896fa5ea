package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/graph"
	"dossier/ingest/document"
	"dossier/queries"
)

// word is one token of the question, or a whole name.
type word struct {
	text   string
	lower  string
	entity *graph.Entity // of a name in the store
}

// function words are never names by themselves, however an entity is called.
var functionWords = strings.Fields(`who whom whose what which where when why how did does do is are was were be been has have had will would
can could may might should shall the a an and or of in on at to for from with by about against between into over under after before since until
during not no ever never any all some both each every that this these those it he she they them him her his its their there people person many
much list show name tell me us you i we as than then also only more most last first next`)

// names splits a question into words and names. Names are the longest runs of
// tokens that the store knows: in the question's own capitals where it has
// any, otherwise in any case.
func names(ctx context.Context, g *queries.Graph, doc *document.Document) ([]word, error) {
	words, unknown, err := scan(ctx, g, doc, true)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(words, func(w word) bool { return w.entity != nil }) && unknown == "" {
		words, _, err = scan(ctx, g, doc, false)
		if err != nil {
			return nil, err
		}
	}
	if unknown != "" {
		_, err := g.Find(ctx, unknown)
		var miss *queries.UnknownNameError
		if errors.As(err, &miss) {
			e := &NotUnderstoodError{Part: unknown, Why: "nothing in the store has that name"}
			if len(miss.Nearest) > 0 {
				e.Why += fmt.Sprintf("; did you mean %s?", strings.Join(miss.Nearest, ", "))
			}
			return nil, e
		}
	}
	return words, nil
}

func scan(ctx context.Context, g *queries.Graph, doc *document.Document, capitals bool) (words []word, unknown string, err error) {
	tokens := doc.Tokens
	for i := 0; i < len(tokens); {
		end, e, err := longest(ctx, g, doc, i, capitals)
		if err != nil {
			return nil, "", err
		}
		if end > i {
			text := doc.Slice(doc.TokenSpan(int32(i), int32(end)))
			words = append(words, word{text, strings.ToLower(text), e})
			i = end
			continue
		}
		text := doc.Word(int32(i))
		if capitals && i > 0 && capital(text) && unknown == "" && !isFunction(text) && !isCalendar(text) {
			to := i + 1
			for to < len(tokens) && (capital(doc.Word(int32(to))) || doc.Word(int32(to)) == "-") {
				to++
			}
			unknown = doc.Slice(doc.TokenSpan(int32(i), int32(to)))
		}
		words = append(words, word{text, strings.ToLower(text), nil})
		i++
	}
	return words, unknown, nil
}

// longest returns the end of the longest name that starts at token i, and the
// entity it means; i itself when none does.
func longest(ctx context.Context, g *queries.Graph, doc *document.Document, i int, capitals bool) (int, *graph.Entity, error) {
	first := doc.Word(int32(i))
	if isFunction(first) && (!capitals || i == 0 || !capital(first)) || !startsName(first) {
		return i, nil, nil
	}
	if capitals && !capital(first) {
		return i, nil, nil
	}
	for end := min(len(doc.Tokens), i+10); end > i; end-- {
		last := doc.Word(int32(end - 1))
		if isFunction(last) || !startsName(last) || end == i+1 && isCalendar(last) {
			continue
		}
		text := doc.Slice(doc.TokenSpan(int32(i), int32(end)))
		e, err := g.Named(ctx, text)
		var many *queries.AmbiguousError
		switch {
		case errors.As(err, &many):
			return i, nil, err
		case err != nil:
			return i, nil, err
		case e != nil:
			return end, e, nil
		}
	}
	return i, nil, nil
}

func startsName(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r) && len(s) < 4
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func isFunction(s string) bool { return slices.Contains(functionWords, strings.ToLower(s)) }

var calendar = strings.Fields(`january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter christmas easter`)

func isCalendar(s string) bool { return slices.Contains(calendar, strings.ToLower(s)) }
