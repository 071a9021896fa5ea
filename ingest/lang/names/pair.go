package names

import "dossier/ingest/document"

// splitPairs divides names like "Biden-Putin" (summit) and "Togo-Ghana"
// (talks) when both halves are names of the same type by themselves elsewhere
// in the article: double-barrelled names never are. It divides organizations
// like "Shell and Acme" in the same case, or when one is known by itself.
func (ws *workspace) splitPairs(doc *document.Document) {
	for i := 0; i < len(doc.Names); i++ {
		n := doc.Names[i]
		if n.End-n.First != 3 || !ws.isPair(doc, n) {
			continue
		}
		left, right := n, n
		left.End, right.First = n.First+1, n.First+2
		left.Span, right.Span = doc.TokenSpan(left.First, left.End), doc.TokenSpan(right.First, right.End)
		doc.Names[i] = left
		doc.Names = append(doc.Names, document.Name{})
		copy(doc.Names[i+2:], doc.Names[i+1:])
		doc.Names[i+1] = right
		i++
	}
}

// isPair reports whether the name of three words is two names.
func (ws *workspace) isPair(doc *document.Document, n document.Name) bool {
	left, right := &ws.words[n.First], &ws.words[n.First+2]
	switch link := ws.words[n.First+1].low; {
	case link == hashHyphen && (n.Type == document.Person || n.Type == document.Place):
	case link == hashAnd && n.Type == document.Organization:
		const part = isOrgSuffix | isOrgHead | isOrgWord
		if left.phrase&isKnownOrg == 0 && (left.lex|right.lex|right.phrase)&part == 0 && (left.lex|right.lex)&isKnownOrg != 0 {
			return true
		}
	default:
		return false
	}
	return ws.endsName(doc, n, n.First) && ws.endsName(doc, n, n.First+2)
}

// endsName reports whether the word of token at ends another name of n's type
// that has no hyphen before that word.
func (ws *workspace) endsName(doc *document.Document, n document.Name, at int32) bool {
	for _, o := range doc.Names {
		end := o.End - 1
		if o.Type == n.Type && o.First != n.First && ws.words[end].low == ws.words[at].low &&
			(end == o.First || ws.words[end-1].low != hashHyphen) {
			return true
		}
	}
	return false
}
