package names

import "dossier/ingest/document"

// splitPairs divides names of three words that are pairs of two names.
func (ws *workspace) splitPairs(doc *document.Document, isPair func(*workspace, *document.Document, document.Name) bool) {
	for i := 0; i < len(doc.Names); i++ {
		n := doc.Names[i]
		if n.End-n.First != 3 || !isPair(ws, doc, n) {
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

// isHyphenated reports whether the name is a pair like "Biden-Putin" (summit)
// or "Togo-Ghana" (talks), whose halves are names of the same type by
// themselves elsewhere in the article: double-barrelled names never are.
func (ws *workspace) isHyphenated(doc *document.Document, n document.Name) bool {
	return ws.words[n.First+1].low == hashHyphen && (n.Type == document.Person || n.Type == document.Place) && ws.namesApart(doc, n)
}

// isCoordinated reports whether the name is a pair of organizations like
// "Shell and Acme", of which one is known by itself or both are named elsewhere.
func (ws *workspace) isCoordinated(doc *document.Document, n document.Name) bool {
	if ws.words[n.First+1].low != hashAnd || n.Type != document.Organization {
		return false
	}
	const part = isOrgSuffix | isOrgHead | isOrgWord
	left, right := &ws.words[n.First], &ws.words[n.First+2]
	if left.phrase&isKnownOrg == 0 && (left.lex|right.lex|right.phrase)&part == 0 && (left.lex|right.lex)&isKnownOrg != 0 {
		return true
	}
	return ws.namesApart(doc, n)
}

// namesApart reports whether the first and the last of a name's three words are
// names of its type by themselves elsewhere.
func (ws *workspace) namesApart(doc *document.Document, n document.Name) bool {
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
