package corpus

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/ingest/document"
)

type gumToken struct {
	form, tag, dep string
	head           int // index in the sentence, -1 for the root
	entity         string
}

type gumMention struct {
	id, kind   string
	first, end int
}

// ReadTreebank reads a CoNLL-U file without names; Proper of its sentences
// tells which words are proper nouns.
func ReadTreebank(r io.Reader) ([]*Doc, error) { return readTreebank(r, false) }

// ReadGUM reads GUM's CoNLL-U files. A mention is a name when its head is a
// proper noun; its words are those around the head that belong to the name by
// their form and relation, since GUM marks whole phrases ("the French
// mathematician Abraham de Moivre").
func ReadGUM(r io.Reader) ([]*Doc, error) { return readTreebank(r, true) }

func readTreebank(r io.Reader, named bool) ([]*Doc, error) {
	var docs []*Doc
	var toks []gumToken
	flush := func() {
		if len(toks) > 0 && len(docs) > 0 {
			doc := docs[len(docs)-1]
			sent := Sent{}
			for _, t := range toks {
				sent.Words = append(sent.Words, t.form)
				sent.Proper = append(sent.Proper, t.tag == "PROPN")
			}
			if named {
				sent.Names = gumNames(toks)
			}
			doc.Sents = append(doc.Sents, sent)
		}
		toks = toks[:0]
	}
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 1<<20)
	for line := 1; scan.Scan(); line++ {
		text := scan.Text()
		if text == "" {
			flush()
			continue
		}
		if strings.HasPrefix(text, "#") {
			if id, ok := strings.CutPrefix(text, "# newdoc id = "); ok {
				docs = append(docs, &Doc{ID: id})
			}
			continue
		}
		cols := strings.Split(text, "\t")
		if len(cols) != 10 {
			return nil, fmt.Errorf("line %d: %d columns, CoNLL-U has 10", line, len(cols))
		}
		if strings.ContainsAny(cols[0], "-.") {
			continue
		}
		head, err := strconv.Atoi(cols[6])
		if err != nil {
			return nil, fmt.Errorf("line %d: head %q is no number", line, cols[6])
		}
		tok := gumToken{form: cols[1], tag: cols[3], dep: cols[7], head: head - 1}
		for part := range strings.SplitSeq(cols[9], "|") {
			if e, ok := strings.CutPrefix(part, "Entity="); ok {
				tok.entity = e
			}
		}
		toks = append(toks, tok)
	}
	flush()
	return docs, scan.Err()
}

// gumMentions reads the brackets of Entity=.
func gumMentions(toks []gumToken) []gumMention {
	var done, open []gumMention
	closeID := func(id string, end int) {
		for i := len(open) - 1; i >= 0; i-- {
			if open[i].id == id {
				m := open[i]
				m.end = end
				done = append(done, m)
				open = append(open[:i], open[i+1:]...)
				return
			}
		}
	}
	for i, t := range toks {
		s := t.entity
		for s != "" {
			if s[0] == '(' {
				n := strings.IndexAny(s[1:], "()")
				body := s[1:]
				if n >= 0 {
					body = s[1 : 1+n]
				}
				fields := strings.SplitN(body, "-", 3)
				m := gumMention{id: fields[0], first: i}
				if len(fields) > 1 {
					m.kind = fields[1]
				}
				open = append(open, m)
				s = s[1+len(body):]
				if s != "" && s[0] == ')' {
					closeID(m.id, i+1)
					s = s[1:]
				}
				continue
			}
			n := strings.IndexAny(s, "()")
			if n < 0 {
				break
			}
			closeID(s[:n], i+1)
			s = s[n+1:]
		}
	}
	return done
}

func gumNames(toks []gumToken) []Name {
	var names []Name
	for _, m := range gumMentions(toks) {
		n := Name{}
		switch m.kind {
		case "person":
			n.Type = document.Person
		case "organization":
			n.Type = document.Organization
		case "place":
			n.Type = document.Place
		case "event":
			n.Type = document.EventType
		case "time":
			continue
		}
		head := -1
		for i := m.first; i < m.end; i++ {
			if h := toks[i].head; h < m.first || h >= m.end {
				head = i
				break
			}
		}
		if head < 0 || toks[head].tag != "PROPN" {
			continue
		}
		n.First, n.End = gumExtent(toks, m, head)
		names = append(names, n)
	}
	return longestFirst(names)
}

var gumLinks = map[string]bool{"of": true, "for": true, "the": true, "and": true, "&": true, "de": true, "la": true, "du": true,
	"der": true, "von": true, "van": true, "al": true, "-": true, "–": true, "des": true, "del": true, "et": true, "to": true, "on": true, "in": true, "at": true}

// gumExtent returns the words of the name around the head of a mention.
func gumExtent(toks []gumToken, m gumMention, head int) (first, end int) {
	person := m.kind == "person"
	capital := func(i int) bool {
		r, _ := utf8.DecodeRuneInString(toks[i].form)
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			return false
		}
		if unicode.IsDigit(r) {
			return !person
		}
		switch toks[i].tag {
		case "PRON":
			return false
		case "DET":
			return i > m.first
		}
		switch toks[i].dep {
		case "nmod:desc":
			return toks[i].head != head || !person
		case "nmod:poss":
			return false
		case "appos":
			return false
		case "amod":
			return !person
		}
		return true
	}
	first, end = head, head+1
	for first > m.first {
		j := first - 1
		if capital(j) && !(j+1 < len(toks) && toks[j+1].form == "'s") {
			first = j
			continue
		}
		if f := toks[j].form; (f == "-" || f == "&" || f == "." || f == "of" || f == "and" || f == "–") && j > m.first && capital(j-1) && toks[j].dep != "cc" {
			first = j - 1
			continue
		}
		break
	}
	for end < m.end {
		if capital(end) && toks[end].form != "I" {
			if toks[end].dep == "conj" && toks[end].head == head {
				break
			}
			end++
			continue
		}
		j := end
		for j < m.end && j < end+3 && gumLinks[toks[j].form] {
			if person && !(toks[j].form == "-" || toks[j].form == "de" || toks[j].form == "von" || toks[j].form == "van" || toks[j].form == "al" || toks[j].form == "la" || toks[j].form == "der" || toks[j].form == "del") {
				break
			}
			j++
		}
		if j == end || j >= m.end || !capital(j) {
			break
		}
		top := j
		for toks[top].head > head && toks[top].head < m.end {
			top = toks[top].head
		}
		if toks[top].dep == "conj" && toks[top].head == head || toks[top].dep == "appos" {
			break
		}
		if f := toks[end].form; (f == "in" || f == "at" || f == "on" || f == "to") && m.kind != "event" && m.kind != "organization" {
			break
		}
		end = j + 1
	}
	return first, end
}
