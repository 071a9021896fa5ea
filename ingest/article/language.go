package article

import (
	"fmt"
	"sort"
	"strings"
	"unicode"

	"dossier/ingest/document"
)

// checkLanguage refuses texts that are not English, by function words: names
// say nothing about a text's language. Without evidence for any language –
// a few lines of names – the text passes.
func checkLanguage(doc *document.Document) error {
	counts := map[string]int{}
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
		if unicode.IsUpper(firstRune(w)) && words > 1 {
			// A function word in capitals is mostly part of a name ("La Paz").
			w = strings.ToLower(w)
			if table().english[w] {
				counts["English"]++
			}
			continue
		}
		w = strings.ToLower(w)
		for lang, set := range table().others {
			if set[w] {
				counts[lang]++
			}
		}
	}
	if foreign*2 > letters && letters > 0 {
		return &Error{Reason: NotEnglish, Detail: "most of its letters are not Latin; only English articles can be read"}
	}
	best, langs := "English", make([]string, 0, len(counts))
	for lang := range counts {
		langs = append(langs, lang)
	}
	sort.Strings(langs)
	for _, lang := range langs {
		if counts[lang] > counts[best] {
			best = lang
		}
	}
	// Another language must win clearly, and have a fair share of the words.
	if best != "English" && words >= 8 && counts[best] >= 4 && counts[best]*10 > words && counts[best]*2 > counts["English"]*3 {
		return &Error{Reason: NotEnglish, Detail: fmt.Sprintf("it reads as %s; only English articles can be read", best)}
	}
	if words >= 40 && counts["English"]*25 < words && counts[best]*12 < words {
		return &Error{Reason: NotEnglish, Detail: "it has hardly any English words; only English articles can be read"}
	}
	doc.Article.Language = "en"
	return nil
}
