package refer

import "dossier/ingest/document"

// headingReach is how many sentences a name that heads a paragraph rules.
const headingReach = 10

// heads reports whether the name makes a sentence of its own that heads a
// paragraph: "**Basel.** The owner …".
func (r *resolver) heads(m *mention) bool {
	s := &r.doc.Sentences[m.sent]
	if m.first != s.First || s.End-m.end > 1 || s.End == m.end+1 && r.doc.Tokens[m.end].Tag != document.PUNCT {
		return false
	}
	return r.doc.Tokens[m.head].Tag == document.PROPN && int(m.sent)+1 < len(r.doc.Sentences)
}

// headedBy returns the cluster whose name heads the section or paragraph of a
// sentence, None without one: "the club" is that one there.
func (r *resolver) headedBy(sent int32) int32 {
	for s := sent - 1; s >= 0 && s >= sent-headingReach; s-- {
		x := &r.doc.Sentences[s]
		if x.End-x.First > 5 || r.kind[s] == document.Title {
			continue
		}
		for i := x.First; i < x.End; i++ {
			if mi := r.head[i]; mi != document.None && r.ms[mi].kind == document.NameMention && r.heads(&r.ms[mi]) {
				if c := r.ms[mi].cluster; c != document.None {
					return r.root(c)
				}
				return document.None
			}
		}
	}
	return document.None
}
