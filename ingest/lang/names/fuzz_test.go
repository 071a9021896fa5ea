package names

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dossier/ingest/document"
)

// split makes tokens of the words of any text and sentences of its lines.
func split(text string) *document.Document {
	doc := &document.Document{Text: text}
	first := int32(0)
	end := func() {
		if n := int32(len(doc.Tokens)); n > first {
			doc.Sentences = append(doc.Sentences, document.Sentence{Span: doc.TokenSpan(first, n), First: first, End: n})
			first = n
		}
	}
	start := -1
	for i, r := range text + "\n" {
		space := unicode.IsSpace(r)
		if !space && start < 0 {
			start = i
		}
		if space && start >= 0 {
			doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: int32(start), End: int32(i)}, Head: document.None})
			start = -1
		}
		if r == '\n' {
			end()
		}
	}
	return doc
}

// FuzzFind: whatever the text, the names lie on tokens, in order, without
// overlap, within sentences, with scores that are probabilities; a second run
// gives the same.
func FuzzFind(f *testing.F) {
	f.Add("William Burns , director of the CIA , flew to Moscow .")
	f.Add("THE ( A ) - & of\n\nÅ Ü é - - -")
	f.Add("iPhone U.S. J. R. R. Tolkien 's\x00 \u2028 x")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "?")
		}
		fnd := finder(t)
		doc := split(text)
		fnd.Find(doc)
		at := int32(0)
		for _, n := range doc.Names {
			if n.First < at || n.End <= n.First || int(n.End) > len(doc.Tokens) {
				t.Fatalf("name over tokens [%d,%d) after token %d of %d", n.First, n.End, at, len(doc.Tokens))
			}
			if n.Span != doc.TokenSpan(n.First, n.End) {
				t.Fatalf("name %v has span %v", n, doc.TokenSpan(n.First, n.End))
			}
			if s := doc.Sentences[doc.SentenceOf(n.First)]; n.End > s.End {
				t.Fatalf("name [%d,%d) leaves its sentence, which ends at %d", n.First, n.End, s.End)
			}
			if !(n.Score >= 0 && n.Score <= 1) {
				t.Fatalf("score %v", n.Score)
			}
			at = n.End
		}
		again := split(text)
		fnd.Find(again)
		if len(again.Names) != len(doc.Names) {
			t.Fatalf("%d names, then %d", len(doc.Names), len(again.Names))
		}
		for i := range doc.Names {
			if doc.Names[i] != again.Names[i] {
				t.Fatalf("name %v, then %v", doc.Names[i], again.Names[i])
			}
		}
	})
}

// FuzzDecode: a damaged model gives an error, no panic.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(magic))
	f.Add([]byte("nothing"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := Decode(data); err == nil && len(data) < 100 {
			t.Fatal("no error for a model without weights")
		}
	})
}
