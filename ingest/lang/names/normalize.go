package names

import (
	"fmt"

	"dossier/ingest/document"
	"dossier/ingest/lang/names/corpus"
)

// Normalize brings a corpus's names to the convention of this package: no
// title, no "the", no possessive ending; nationalities are no names; of the
// miscellaneous, those headed by an event noun are events and the rest Other.
func Normalize(docs []*corpus.Doc) error {
	lex, err := loadLexicon()
	if err != nil {
		return fmt.Errorf("normalizing names: %w", err)
	}
	for _, doc := range docs {
		for i := range doc.Sents {
			s := &doc.Sents[i]
			kept := s.Names[:0]
			for _, n := range s.Names {
				if lex.normalize(s.Words, &n) {
					kept = append(kept, n)
				}
			}
			s.Names = kept
		}
	}
	return nil
}

func (lex *lexicon) normalize(words []string, n *corpus.Name) bool {
	classes := func(i int) class {
		var w word
		w.describe(words[i], lex)
		return w.lex
	}
	is := func(i int, forms ...string) bool {
		for _, f := range forms {
			if foldHash(words[i]) == foldHash(f) {
				return true
			}
		}
		return false
	}
	for n.First < n.End && (is(n.First, "the", "a", "an", "\"", "'", "``", "“", "(") || n.Type == document.Person && n.End-n.First > 1 && classes(n.First)&isTitle != 0 && classes(n.First)&isGiven == 0) {
		n.First++
	}
	for n.First < n.End && is(n.End-1, "'s", "'", "’", "\"", "''", "”", ",", ".", ")") {
		if is(n.End-1, ")") && hasWord(words[n.First:n.End], "(") {
			break
		}
		n.End--
	}
	if n.First >= n.End {
		return false
	}
	any, all, cap := class(0), ^class(0), false
	phrase := uint64(0)
	for i := n.First; i < n.End; i++ {
		var w word
		w.describe(words[i], lex)
		any |= w.lex
		all &= w.lex
		cap = cap || w.kind.isCap()
		phrase = mix(phrase, w.low)
	}
	if all&isDemonym != 0 || lex.phrases[phrase]&isDemonym != 0 {
		return false
	}
	if n.Type == document.Person && all&isTitle != 0 && all&(isGiven|isSurname) == 0 {
		return false
	}
	if n.Misc {
		n.Type = document.Other
		if any&isEventHead != 0 && any&isWork == 0 {
			n.Type = document.EventType
		}
		if all&isTime != 0 {
			return false
		}
	}
	return true
}

func hasWord(words []string, w string) bool {
	for _, have := range words {
		if have == w {
			return true
		}
	}
	return false
}
