package facts

import "dossier/ingest/document"

// An exemplar list names some of those whom a plural noun speaks of: "ministers
// including Roe and Lee", "nine people, among them Roe". What the noun does or
// suffers, they do. A colon opens such a list, too: "beat two rivals: Roe and Lee".
type exemplars struct {
	noun int32 // head of the plural
	from int32 // token before the first name
}

// findExemplars lists the plurals of the sentence that have examples.
func (x *run) findExemplars() {
	g := &x.g
	x.examples = x.examples[:0]
	for t := g.first + 1; t+1 < g.end; t++ {
		noun, from := none, none
		switch w := x.key(g.doc.Word(t)); w {
		case "including", "notably":
			noun, from = g.nounBefore(t), t
		case ":":
			if g.node(t+1).cover != none || g.tok(t+1).Tag == document.DET || g.tok(t+1).Tag == document.PROPN {
				if n := x.pluralArgument(t); n != none && g.kid(n, document.Nummod, document.Det) != none {
					noun, from = n, t
				}
			}
		case "such", "among":
			next := x.key(g.doc.Word(t + 1))
			if w == "such" && next == "as" {
				noun, from = g.nounBefore(t), t+1
			}
			if w == "among" && (next == "them" || next == "whom") && g.doc.Word(t-1) == "," {
				noun, from = x.pluralArgument(t), t+1
			}
		}
		if noun == none || !plural(g.tok(noun)) {
			continue
		}
		x.examples = append(x.examples, exemplars{noun, from})
		for h := noun; g.tok(h).Dep == document.Nmod && g.mark(h) == "of" && g.head(h) != none && len(x.examples) < 8; {
			h = g.head(h) // "hundreds of mourners"
			if g.tok(h).Tag != document.NOUN && g.tok(h).Tag != document.NUM {
				break
			}
			x.examples = append(x.examples, exemplars{h, from})
		}
	}
}

func plural(tok *document.Token) bool { return tok.XTag == document.NNS }

// pluralArgument returns the last plural common noun before token t that is a
// subject or object.
func (x *run) pluralArgument(t int32) int32 {
	g := &x.g
	for k := t - 1; k >= g.first; k-- {
		if !plural(g.tok(k)) || g.node(k).time != none {
			continue
		}
		switch g.tok(k).Dep {
		case document.Nsubj, document.NsubjPass, document.Obj, document.OblAgent:
			return k
		}
	}
	return none
}

// examplesOf appends the examples of plural noun t.
func (x *run) examplesOf(t int32, out []end) []end {
	for _, e := range x.examples {
		if e.noun == t {
			return x.enumerated(e.from, out)
		}
	}
	return out
}
