package names

import "dossier/ingest/document"

// trimScores takes the result of a match off the name before it: in "beat
// Brommen 3-2" the name ends before the first number.
func (ws *workspace) trimScores(doc *document.Document) {
	for i := range doc.Names {
		n := &doc.Names[i]
		last, end := n.End-1, int32(len(ws.words))
		if n.End+1 < end && last > n.First && ws.words[last].kind == number && ws.words[n.End].low == hashHyphen && ws.words[n.End+1].kind == number {
			n.End = last
			n.Span = doc.TokenSpan(n.First, n.End)
		}
	}
}
