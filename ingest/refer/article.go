package refer

import (
	"strings"

	"dossier/ingest/document"
)

// clusterArticle makes sure that the article's authors and its publisher are
// entities, also when they stand only in the metadata.
func (r *resolver) clusterArticle() {
	for _, author := range r.doc.Article.Authors {
		r.known(author, document.Person)
	}
	if p := r.doc.Article.Publisher; p != "" {
		r.known(p, document.Organization)
	}
}

// known finds or makes the entity of a name from the metadata.
func (r *resolver) known(name string, typ document.Type) {
	words := r.plainWords(strings.Fields(fold(name)), typ)
	if len(words) == 0 {
		return
	}
	found := document.None
	for _, w := range words {
		r.candidates(w, func(c int32) {
			cl := &r.cs[c]
			if found != document.None || cl.into != document.None || cl.country != document.None {
				return
			}
			if typ == document.Person && (cl.typ == typ || cl.typ == document.Other || sameWords(cl.words, words)) && r.matchPerson(cl.words, words) == fullMatch ||
				typ != document.Person && r.matchBody(cl.words, words) == fullMatch {
				found = c
			}
		})
	}
	if found == document.None {
		found = r.newCluster(cluster{words: words, name: name, country: document.None, first: -1, named: true})
		for _, w := range words {
			r.indexWord(w, found)
		}
	} else if cl := &r.cs[found]; len(words) > len(cl.words) || allCaps(cl.name) && !allCaps(name) {
		cl.name = name
	}
	r.cs[found].typ, r.cs[found].fixed, r.cs[found].meta = typ, true, true
}
