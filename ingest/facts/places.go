package facts

import "dossier/ingest/document"

// decidePlace takes the place from a phrase with "in", "at" and the like of the
// trigger, of the verb that carries it, or of the verb whose purpose it is.
func (q *qualifiers) decidePlace(g *graph, c *candidate) {
	if c.place != none || c.kind == role {
		return
	}
	at := c.trigger
	for steps := 0; steps < 3; steps++ {
		if p := q.placeAt(g, at, c); p != none {
			c.place = p
			c.note("place", g.doc.Entities[p].Name, g.doc.Word(at))
			return
		}
		tok := g.tok(at)
		if tok.Head == none {
			return
		}
		switch tok.Dep {
		case document.Obj, document.Nsubj, document.NsubjPass:
			if q.class(g, tok.Head)&occurring == 0 {
				return
			}
		case document.Xcomp, document.Conj:
		case document.Advcl:
			if !q.infinitive(g, at) {
				return
			}
		default:
			return
		}
		at = tok.Head
	}
}

func (q *qualifiers) placeAt(g *graph, at int32, c *candidate) int32 {
	for e := g.firstEdge(at); e != none; e = g.edges[e].next {
		ed := &g.edges[e]
		if ed.rel != obl && ed.rel != nmod {
			continue
		}
		switch ed.mark {
		case "in", "at", "near", "outside", "inside", "on", "across":
		default:
			continue
		}
		m := g.mentionOf(ed.dep)
		if m == none {
			continue
		}
		ent := g.doc.Mentions[m].Entity
		if ent == none || ent == c.subject || ent == c.object || g.doc.Entities[ent].Type != document.Place {
			continue
		}
		return ent
	}
	return none
}
