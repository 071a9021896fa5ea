package measure

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"dossier/ingest/document"
)

// Sample is a document with its gold mentions. Tokens have the corpus' own tags
// and trees where it has any; Names are the names of the gold mentions.
type Sample struct {
	Name   string
	Doc    *document.Document
	Gold   []Gold
	Parsed bool // the corpus has trees
}

// Gold is one annotated mention.
type Gold struct {
	First, End int32 // tokens [First, End)
	Head       int32 // token
	Type       document.Type
	Entity     int // number within the document
	Kind       Kind
}

// Kind says by what words a gold mention refers.
type Kind uint8

// The kinds.
const (
	Named Kind = iota
	Pronominal
	Nominal
)

// ReadGUM reads documents in CoNLL-U with GUM's Entity brackets in MISC.
// An error names the line.
func ReadGUM(path string) ([]Sample, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := &gumReader{}
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	for n := 1; scan.Scan(); n++ {
		if err := r.line(scan.Text()); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	r.endDocument()
	return r.samples, nil
}

type gumReader struct {
	samples []Sample
	doc     *document.Document
	name    string
	text    strings.Builder
	gold    []Gold
	open    []int // indices into gold, innermost last
	spans   []string
	first   int32 // of the sentence
	block   int32 // byte at which the block began
	newPar  bool
}

func (r *gumReader) line(line string) error {
	switch {
	case strings.HasPrefix(line, "# newdoc id = "):
		r.endDocument()
		r.doc, r.name = &document.Document{}, strings.TrimPrefix(line, "# newdoc id = ")
	case strings.HasPrefix(line, "# newpar"):
		r.newPar = true
	case strings.HasPrefix(line, "#"):
	case line == "":
		r.endSentence()
	default:
		return r.token(strings.Split(line, "\t"))
	}
	return nil
}

func (r *gumReader) token(f []string) error {
	if len(f) != 10 {
		return fmt.Errorf("%d fields, want 10", len(f))
	}
	if strings.ContainsAny(f[0], "-.") {
		return nil
	}
	if r.doc == nil {
		r.doc = &document.Document{}
	}
	doc := r.doc
	if r.newPar {
		r.endBlock()
		r.newPar = false
	}
	at := int32(len(doc.Tokens))
	head, err := strconv.Atoi(f[6])
	if err != nil {
		return fmt.Errorf("head %q: %w", f[6], err)
	}
	tok := document.Token{Lemma: f[2], Tag: document.ParseTag(f[3]), XTag: document.ParseXTag(f[4]), Dep: document.ParseDep(f[7]), Head: document.None}
	if head > 0 {
		tok.Head = r.first + int32(head) - 1
	}
	tok.Start = int32(r.text.Len())
	r.text.WriteString(f[1])
	tok.End = int32(r.text.Len())
	if !strings.Contains(f[9], "SpaceAfter=No") {
		r.text.WriteByte(' ')
	}
	doc.Tokens = append(doc.Tokens, tok)
	for _, part := range strings.Split(f[9], "|") {
		if v, ok := strings.CutPrefix(part, "Entity="); ok {
			if err := r.brackets(v, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// brackets reads "(1-person-…-coref(2-place-…)1)".
func (r *gumReader) brackets(v string, at int32) error {
	for v != "" {
		if v[0] == '(' {
			end := strings.IndexAny(v[1:], "()") + 1
			if end == 0 {
				end = len(v)
			}
			fields := strings.SplitN(v[1:end], "-", 8)
			if len(fields) < 7 {
				return fmt.Errorf("entity %q has %d fields", v[:end], len(fields))
			}
			id, err := strconv.Atoi(fields[0])
			if err != nil {
				return fmt.Errorf("entity %q: %w", v[:end], err)
			}
			r.gold = append(r.gold, Gold{First: at, End: -1, Head: -1, Entity: id, Type: document.ParseType(fields[1])})
			r.open = append(r.open, len(r.gold)-1)
			r.spans = append(r.spans, fields[5])
			v = v[end:]
			if strings.HasPrefix(v, ")") {
				r.close(len(r.open)-1, at)
				v = v[1:]
			}
			continue
		}
		end := strings.IndexByte(v, ')')
		if end < 0 {
			return fmt.Errorf("entity bracket %q is not closed", v)
		}
		id, err := strconv.Atoi(strings.Split(v[:end], "-")[0])
		if err != nil {
			return fmt.Errorf("entity bracket %q: %w", v, err)
		}
		for k := len(r.open) - 1; k >= 0; k-- {
			if r.gold[r.open[k]].Entity == id {
				r.close(k, at)
				break
			}
		}
		v = v[end+1:]
	}
	return nil
}

// close ends open mention k; the head is settled when the sentence ends.
func (r *gumReader) close(k int, at int32) {
	r.gold[r.open[k]].End = at + 1
	r.open = append(r.open[:k], r.open[k+1:]...)
}

func (r *gumReader) endSentence() {
	doc := r.doc
	if doc == nil || r.first == int32(len(doc.Tokens)) {
		return
	}
	end := int32(len(doc.Tokens))
	doc.Sentences = append(doc.Sentences, document.Sentence{Span: doc.TokenSpan(r.first, end), First: r.first, End: end})
	r.first = end
}

func (r *gumReader) endBlock() {
	end := int32(len(strings.TrimRight(r.text.String(), " \n")))
	if end > r.block {
		r.doc.Blocks = append(r.doc.Blocks, document.Block{Span: document.Span{Start: r.block, End: end}})
	}
	r.text.WriteString("\n\n")
	r.block = int32(r.text.Len())
}

func (r *gumReader) endDocument() {
	if r.doc == nil {
		return
	}
	r.endSentence()
	r.endBlock()
	doc := r.doc
	doc.Text = r.text.String()
	s := Sample{Name: r.name, Doc: doc, Parsed: true}
	spans := make([]int32, 0, len(r.gold)) // of gold mentions: first token of the name
	for k, g := range r.gold {
		if g.End < 0 {
			continue
		}
		var name []int32
		for _, n := range strings.Split(r.spans[k], ",") {
			if i, err := strconv.Atoi(n); err == nil {
				name = append(name, g.First+int32(i)-1)
			}
		}
		if len(name) == 0 {
			continue
		}
		g.Head = headWithin(doc, name[0], name[len(name)-1]+1)
		switch tok := doc.Tokens[g.Head]; {
		case tok.Tag == document.PROPN:
			g.Kind = Named
			if g.Type != document.Other {
				first, end := name[0], name[len(name)-1]+1
				for i := first + 1; i < end; i++ {
					if doc.Slice(doc.Tokens[i].Span) == "," { // "Portland, Oregon" are two names
						end = i
					}
				}
				doc.Names = append(doc.Names, document.Name{First: first, End: end, Type: g.Type, Score: 0.9})
			}
		case tok.Tag == document.PRON && tok.XTag != document.WDT && tok.XTag != document.WP || tok.XTag == document.PRPS:
			g.Kind = Pronominal
		default:
			g.Kind = Nominal
		}
		s.Gold = append(s.Gold, g)
		spans = append(spans, name[0])
	}
	doc.Names = clean(doc, doc.Names)
	// A name within another one ("Lima" in "University of Lima") is no mention
	// of its own for us.
	starts := map[int32]bool{}
	covered := map[int32]bool{}
	for _, n := range doc.Names {
		starts[n.First] = true
		for i := n.First; i < n.End; i++ {
			covered[i] = true
		}
	}
	for i := range s.Gold {
		if g := &s.Gold[i]; g.Kind == Named && covered[spans[i]] && !starts[spans[i]] {
			g.Kind = Nominal
		}
	}
	r.samples = append(r.samples, s)
	*r = gumReader{samples: r.samples}
}

// clean sorts names and keeps the longest of those that overlap.
func clean(doc *document.Document, names []document.Name) []document.Name {
	var out []document.Name
	taken := make([]bool, len(doc.Tokens))
	for want := int32(len(doc.Tokens)); want > 0; want-- {
		if want > 12 {
			want = 12
		}
		for _, n := range names {
			if n.End-n.First != want {
				continue
			}
			free := true
			for i := n.First; i < n.End; i++ {
				free = free && !taken[i]
			}
			if free {
				for i := n.First; i < n.End; i++ {
					taken[i] = true
				}
				n.Span = doc.TokenSpan(n.First, n.End)
				out = append(out, n)
			}
		}
	}
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && out[k].First < out[k-1].First; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out
}

func headWithin(doc *document.Document, first, end int32) int32 {
	for i := first; i < end; i++ {
		if h := doc.Tokens[i].Head; h < first || h >= end {
			return i
		}
	}
	return end - 1
}

// ReadDocRED reads Re-DocRED's JSON: tokens, sentences and clusters of names;
// there are no trees, and places, organizations, persons and the rest are told
// apart.
func ReadDocRED(path string) ([]Sample, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var docs []struct {
		Title     string     `json:"title"`
		Sents     [][]string `json:"sents"`
		VertexSet [][]struct {
			Pos    [2]int32 `json:"pos"`
			SentID int      `json:"sent_id"`
			Type   string   `json:"type"`
		} `json:"vertexSet"`
	}
	if err := json.Unmarshal(data, &docs); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var samples []Sample
	for _, d := range docs {
		doc := &document.Document{}
		var text strings.Builder
		var starts []int32
		for _, sent := range d.Sents {
			first := int32(len(doc.Tokens))
			starts = append(starts, first)
			for _, w := range sent {
				if strings.TrimSpace(w) == "" {
					w = "_"
				}
				if text.Len() > 0 && glue(w) {
					s := strings.TrimRight(text.String(), " ")
					text.Reset()
					text.WriteString(s)
				}
				at := int32(text.Len())
				text.WriteString(w)
				doc.Tokens = append(doc.Tokens, document.Token{Span: document.Span{Start: at, End: int32(text.Len())}, Head: document.None, Lemma: strings.ToLower(w)})
				if w != "(" && w != "-" {
					text.WriteByte(' ')
				}
			}
			if end := int32(len(doc.Tokens)); end > first {
				doc.Sentences = append(doc.Sentences, document.Sentence{First: first, End: end, Span: doc.TokenSpan(first, end)})
			}
		}
		doc.Text = text.String()
		doc.Blocks = []document.Block{{Span: document.Span{Start: 0, End: int32(len(doc.Text))}}}
		s := Sample{Name: d.Title, Doc: doc}
		for e, cluster := range d.VertexSet {
			for _, m := range cluster {
				typ, ok := map[string]document.Type{"PER": document.Person, "ORG": document.Organization, "LOC": document.Place}[m.Type]
				if !ok {
					continue
				}
				g := Gold{First: starts[m.SentID] + m.Pos[0], End: starts[m.SentID] + m.Pos[1], Type: typ, Entity: e}
				g.Head = g.End - 1
				s.Gold = append(s.Gold, g)
				doc.Names = append(doc.Names, document.Name{First: g.First, End: g.End, Type: typ, Score: 0.9})
			}
		}
		doc.Names = clean(doc, doc.Names)
		samples = append(samples, s)
	}
	return samples, nil
}

// glue reports whether the word stands right after the one before.
func glue(w string) bool {
	if strings.HasPrefix(w, "'") || w == "n't" || w == "-" {
		return true
	}
	if len(w) > 1 {
		return false
	}
	return unicode.IsPunct(rune(w[0])) && w != "(" && w != "\"" && w != "_" && w != "&"
}
