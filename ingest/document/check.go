package document

import (
	"fmt"
	"unicode/utf8"
)

// Check reports the first broken invariant of the document: spans within the
// text and on rune boundaries, layers in order, indices in range, every
// sentence a tree with one root.
func (doc *Document) Check() error {
	for i, b := range doc.Blocks {
		if err := doc.checkSpan(b.Span); err != nil {
			return fmt.Errorf("block %d: %w", i, err)
		}
		if i > 0 && b.Span.Start < doc.Blocks[i-1].Span.End {
			return fmt.Errorf("block %d starts at %d, within the one before", i, b.Span.Start)
		}
	}
	for i, tok := range doc.Tokens {
		if err := doc.checkSpan(tok.Span); err != nil {
			return fmt.Errorf("token %d: %w", i, err)
		}
		if tok.Len() == 0 {
			return fmt.Errorf("token %d is empty", i)
		}
		if i > 0 && tok.Start < doc.Tokens[i-1].End {
			return fmt.Errorf("token %d starts at %d, within the one before", i, tok.Start)
		}
	}
	next := int32(0)
	for i, sent := range doc.Sentences {
		if sent.First != next || sent.End <= sent.First || int(sent.End) > len(doc.Tokens) {
			return fmt.Errorf("sentence %d has tokens [%d,%d), expected from %d", i, sent.First, sent.End, next)
		}
		next = sent.End
		if want := doc.TokenSpan(sent.First, sent.End); sent.Span != want {
			return fmt.Errorf("sentence %d covers %v, its tokens %v", i, sent.Span, want)
		}
		if err := doc.checkTree(sent); err != nil {
			return fmt.Errorf("sentence %d: %w", i, err)
		}
	}
	if int(next) != len(doc.Tokens) {
		return fmt.Errorf("sentences end at token %d of %d", next, len(doc.Tokens))
	}
	return doc.checkReferences()
}

func (doc *Document) checkSpan(s Span) error {
	if s.Start < 0 || s.End < s.Start || int(s.End) > len(doc.Text) {
		return fmt.Errorf("span %v outside the text of %d bytes", s, len(doc.Text))
	}
	for _, at := range [...]int32{s.Start, s.End} {
		if int(at) < len(doc.Text) && !utf8.RuneStart(doc.Text[at]) {
			return fmt.Errorf("span %v cuts a character", s)
		}
	}
	return nil
}

// checkTree accepts sentences that are not parsed at all (every Dep is
// DepNone), and otherwise demands one root and no cycle.
func (doc *Document) checkTree(sent Sentence) error {
	roots, parsed := 0, false
	for i := sent.First; i < sent.End; i++ {
		parsed = parsed || doc.Tokens[i].Dep != DepNone
	}
	if !parsed {
		return nil
	}
	for i := sent.First; i < sent.End; i++ {
		head := doc.Tokens[i].Head
		if head == None {
			roots++
			continue
		}
		if head < sent.First || head >= sent.End {
			return fmt.Errorf("token %d has its head %d outside the sentence", i, head)
		}
		steps := int32(0)
		for at := i; at != None; at = doc.Tokens[at].Head {
			if steps++; steps > sent.End-sent.First {
				return fmt.Errorf("token %d is in a cycle", i)
			}
		}
	}
	if roots != 1 {
		return fmt.Errorf("%d roots", roots)
	}
	return nil
}

func (doc *Document) checkReferences() error {
	tokens, entities := int32(len(doc.Tokens)), int32(len(doc.Entities))
	for i, n := range doc.Names {
		if n.First < 0 || n.End <= n.First || n.End > tokens {
			return fmt.Errorf("name %d has tokens [%d,%d)", i, n.First, n.End)
		}
		if i > 0 && n.First < doc.Names[i-1].End {
			return fmt.Errorf("name %d overlaps the one before", i)
		}
	}
	for i, t := range doc.Times {
		if t.First < 0 || t.End <= t.First || t.End > tokens {
			return fmt.Errorf("time %d has tokens [%d,%d)", i, t.First, t.End)
		}
	}
	for i, m := range doc.Mentions {
		if m.First < 0 || m.End <= m.First || m.End > tokens || m.Head < m.First || m.Head >= m.End {
			return fmt.Errorf("mention %d has tokens [%d,%d) and head %d", i, m.First, m.End, m.Head)
		}
		if m.Entity != None && (m.Entity < 0 || m.Entity >= entities) {
			return fmt.Errorf("mention %d is of entity %d of %d", i, m.Entity, entities)
		}
		for _, e := range m.Group {
			if e < 0 || e >= entities {
				return fmt.Errorf("mention %d has member %d of %d entities", i, e, entities)
			}
		}
	}
	for i, e := range doc.Entities {
		if e.Name == "" {
			return fmt.Errorf("entity %d has no name", i)
		}
		for _, m := range e.Mentions {
			if m < 0 || int(m) >= len(doc.Mentions) {
				return fmt.Errorf("entity %d has mention %d of %d", i, m, len(doc.Mentions))
			}
		}
	}
	for i, f := range doc.Facts {
		if f.Subject < 0 || f.Subject >= entities || f.Object < 0 || f.Object >= entities {
			return fmt.Errorf("fact %d joins entities %d and %d of %d", i, f.Subject, f.Object, entities)
		}
		if f.Subject == f.Object {
			return fmt.Errorf("fact %d relates entity %d to itself", i, f.Subject)
		}
		if f.Place != None && (f.Place < 0 || f.Place >= entities) || f.Event != None && (f.Event < 0 || f.Event >= entities) {
			return fmt.Errorf("fact %d has place %d and event %d of %d entities", i, f.Place, f.Event, entities)
		}
		if len(f.Evidence) == 0 {
			return fmt.Errorf("fact %d has no evidence", i)
		}
	}
	for i, e := range doc.Events {
		if e.Entity < 0 || e.Entity >= entities {
			return fmt.Errorf("event %d is entity %d of %d", i, e.Entity, entities)
		}
	}
	return nil
}
