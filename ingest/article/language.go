package article

import (
	"fmt"
	"math/bits"
	"strings"
	"unicode"

	"dossier/ingest/document"
)

// checkLanguage refuses texts that are not English, by function words: names
// say nothing about a text's language. Without evidence for any language –
// a few lines of names – the text passes.
func checkLanguage(doc *document.Document) error {
	t := table()
	var counts [32]int
	english := 0
	for i, lang := range t.langs {
		if lang == "English" {
			english = i
		}
	}
	words, foreign, letters := 0, 0, 0
	text := doc.Text[:min(len(doc.Text), 20000)]
	for _, c := range text {
		if unicode.IsLetter(c) {
			letters++
			if !unicode.Is(unicode.Latin, c) {
				foreign++
			}
		}
	}
	for _, w := range strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) }) {
		words++
		// A function word in capitals is mostly part of a name ("La Paz"),
		// unless it is English.
		upper := unicode.IsUpper(firstRune(w)) && words > 1
		langs := t.function[strings.ToLower(w)]
		if upper {
			langs &= 1 << english
		}
		for ; langs != 0; langs &= langs - 1 {
			counts[bits.TrailingZeros32(langs)]++
		}
	}
	if foreign*2 > letters && letters > 0 {
		return &Error{Reason: NotEnglish, Detail: "most of its letters are not Latin; only English articles can be read"}
	}
	best := english
	for i := range t.langs {
		if counts[i] > counts[best] {
			best = i
		}
	}
	// Another language must win clearly, and have a fair share of the words.
	if best != english && words >= 8 && counts[best] >= 4 && counts[best]*10 > words && counts[best]*2 > counts[english]*3 {
		return &Error{Reason: NotEnglish, Detail: fmt.Sprintf("it reads as %s; only English articles can be read", t.langs[best])}
	}
	if words >= 40 && counts[english]*25 < words && counts[best]*12 < words {
		return &Error{Reason: NotEnglish, Detail: "it has hardly any English words; only English articles can be read"}
	}
	doc.Article.Language = "en"
	return nil
}
