package facts

import (
	"slices"
	"strings"

	"dossier/graph/ontology"
)

// roleNoun is one noun of the role table.
type roleNoun struct {
	noun    string
	words   []word
	by      [4]string // relation by type of the body, in the order of bodyTypes; "" gives no fact
	at      string    // relation where the body stands behind at, with, in or as a compound
	state   bool      // a nationality word names the body
	sender  bool
	private bool
	kin     bool
}

var bodyTypes = [4]ontology.Types{ontology.Person, ontology.Organization, ontology.Place, ontology.Event}

// roleLine reads "O=directs L=directs state : president, …".
func (p *parser) roleLine(n int, fields, words []string) {
	var base roleNoun
	if p.section == "kin" {
		base.kin = true
	} else {
		for _, f := range fields {
			key, value, pair := strings.Cut(f, "=")
			if !pair {
				switch f {
				case "state":
					base.state = true
				case "sender":
					base.sender = true
				case "private":
					base.private = true
				default:
					p.fail(n, "unknown option %q of a role", f)
					return
				}
				continue
			}
			label := strings.ReplaceAll(value, "_", " ")
			if _, ok := ontology.Lookup(label); !ok {
				p.fail(n, "no relation %q in the ontology", label)
				return
			}
			if key == "at" {
				base.at = label
				continue
			}
			i := strings.Index("POLE", key)
			if len(key) != 1 || i < 0 {
				p.fail(n, "%q, want P, O, L, E or at before =", key)
				return
			}
			base.by[i] = label
		}
	}
	for _, text := range words {
		r := base
		parts := strings.Fields(text)
		r.noun = text
		for i := 1; i < len(parts); i++ {
			w := parseWord(parts[i])
			if w.kind == '>' {
				// ">of state", or ">executive chief": the noun's own modifiers.
				if i+1 >= len(parts) {
					p.fail(n, "%q: no noun after %q", text, parts[i])
					return
				}
				w.lemma = parts[i+1]
				i++
			}
			r.words = append(r.words, w)
		}
		if first, _, ok := strings.Cut(parts[0], "-"); ok {
			p.frames.hyphened[first] = true
		}
		if old := sameRole(p.frames.roles[parts[0]], &r); old != nil {
			old.merge(&r)
			continue
		}
		p.frames.roles[parts[0]] = append(p.frames.roles[parts[0]], &r)
		p.frames.frames++
	}
}

// sameRole returns the entry of the same words, nil without.
func sameRole(list []*roleNoun, r *roleNoun) *roleNoun {
	for _, old := range list {
		if slices.Equal(old.words, r.words) && old.kin == r.kin {
			return old
		}
	}
	return nil
}

// merge fills what an entry leaves open from a later line for the same noun.
func (r *roleNoun) merge(o *roleNoun) {
	for i, label := range o.by {
		if r.by[i] == "" {
			r.by[i] = label
		}
	}
	if r.at == "" {
		r.at = o.at
	}
	r.state = r.state || o.state
	r.sender = r.sender || o.sender
}

func (f *Frames) isRole(lemma string) bool { return len(f.roles[lemma]) > 0 }

// bestRole returns the entry with most words that stands by noun t.
func (x *run) bestRole(t int32, lemma string) *roleNoun {
	var best *roleNoun
	for _, r := range x.tables.roles[lemma] {
		if best != nil && len(r.words) <= len(best.words) {
			continue
		}
		if len(r.words) == 0 {
			best = r
			continue
		}
		if _, _, ok := x.hasWords(t, r.words); ok {
			best = r
		}
	}
	return best
}

func (x *run) inList(list, word string) bool { return x.tables.words[listNames[list]][word] }

var listNames = map[string]string{"appoint": "appoint verbs", "leave": "leave verbs", "succeed": "succeed verbs", "former": "former", "future": "future",
	"deputy": "deputies", "state": "state bodies", "org": "org nouns", "top": "top posts", "bereave": "bereave", "mutual": "mutual kin"}
