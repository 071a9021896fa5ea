package names

import "dossier/ingest/document"

// Labels: 0 is outside; each type has begin, inside, last and single (unit).
const (
	numTypes  = 5
	numLabels = 1 + 4*numTypes
	outside   = 0
)

// The positions of a word in a name.
const (
	begin = iota
	inside
	last
	unit
)

func label(t document.Type, pos int) int { return 1 + 4*int(t) + pos }

func typeOf(l int) document.Type { return document.Type((l - 1) / 4) }

func posOf(l int) int { return (l - 1) % 4 }

// closed reports whether no name is open after label l.
func closed(l int) bool { return l == outside || posOf(l) >= last }

// opens reports whether l may stand where no name is open.
func opens(l int) bool { return l == outside || posOf(l) == begin || posOf(l) == unit }

// follows reports whether label b may follow label a.
func follows(a, b int) bool {
	if closed(a) {
		return opens(b)
	}
	return !opens(b) && typeOf(a) == typeOf(b)
}

// goldLabels writes the labels of the document's names, one a token.
func goldLabels(doc *document.Document, out []uint8) []uint8 {
	out = out[:0]
	for range doc.Tokens {
		out = append(out, outside)
	}
	for _, n := range doc.Names {
		if n.End == n.First+1 {
			out[n.First] = uint8(label(n.Type, unit))
			continue
		}
		for i := n.First; i < n.End; i++ {
			switch i {
			case n.First:
				out[i] = uint8(label(n.Type, begin))
			case n.End - 1:
				out[i] = uint8(label(n.Type, last))
			default:
				out[i] = uint8(label(n.Type, inside))
			}
		}
	}
	return out
}
