package resolve

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"dossier/graph"
	"dossier/graph/ontology"
)

// Entry is one line of a reference list.
type Entry struct {
	ID      string // in the list's database: a Wikidata QID or any IRI; empty if it has none
	Name    string
	Type    string // person, organization, place, event
	Aliases []string
}

// referencePrefix begins the File of the article that keeps a reference list.
const referencePrefix = "reference:"

// LineError is a mistake in a reference list.
type LineError struct {
	Line int
	Msg  string
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Msg) }

// ReadEntries reads a reference list: CSV with a header line that names the
// columns name, type, aliases (separated by ; or |) and id in any order; or
// JSON lines with the same fields (aliases a list or a string); or
// FollowTheMoney entities, one a line.
func ReadEntries(in io.Reader) ([]Entry, error) {
	r := bufio.NewReader(in)
	for {
		b, err := r.Peek(1)
		if err == io.EOF {
			return nil, &LineError{1, "the list is empty"}
		} else if err != nil {
			return nil, err
		}
		if b[0] > ' ' && b[0] < 0x80 || b[0] > 0x80 && b[0] != 0xef {
			break
		}
		if _, err := r.ReadByte(); err != nil { // blanks, and a byte order mark's bytes
			return nil, err
		}
		if b[0] == 0xef {
			if _, err := r.Discard(2); err != nil {
				return nil, err
			}
		}
	}
	if b, _ := r.Peek(1); b[0] == '{' {
		return readJSON(r)
	}
	return readCSV(r)
}

func readCSV(r io.Reader) ([]Entry, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = -1
	header, err := in.Read()
	if err != nil {
		return nil, &LineError{1, err.Error()}
	}
	if len(header) == 1 && strings.Contains(header[0], "\t") {
		return nil, &LineError{1, "columns are separated by tabs; separate them by commas"}
	}
	col := map[string]int{}
	for i, h := range header {
		col[strings.ToLower(strings.TrimSpace(h))] = i
	}
	if _, ok := col["name"]; !ok {
		return nil, &LineError{1, fmt.Sprintf("the header has no column \"name\"; it has %s", strings.Join(header, ", "))}
	}
	var out []Entry
	for {
		row, err := in.Read()
		if err == io.EOF {
			return out, nil
		}
		var pe *csv.ParseError
		if errors.As(err, &pe) {
			return nil, &LineError{pe.Line, pe.Err.Error()}
		} else if err != nil {
			return nil, err
		}
		field := func(names ...string) string {
			for _, n := range names {
				if i, ok := col[n]; ok && i < len(row) {
					return strings.TrimSpace(row[i])
				}
			}
			return ""
		}
		line, _ := in.FieldPos(0)
		e := Entry{Name: field("name"), Type: field("type", "schema"), ID: field("id", "qid", "wikidata"),
			Aliases: strings.FieldsFunc(field("aliases", "alias"), func(r rune) bool { return r == ';' || r == '|' })}
		if err := e.check(); err != nil {
			return nil, &LineError{line, err.Error()}
		}
		out = append(out, e)
	}
}

// stringList is a JSON list of strings, or one string with ; or | between them.
type stringList []string

func (l *stringList) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*l = strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '|' })
		return nil
	}
	return json.Unmarshal(b, (*[]string)(l))
}

func readJSON(r io.Reader) ([]Entry, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 16<<20)
	var out []Entry
	for n := 1; sc.Scan(); n++ {
		line := bytes.TrimSpace(sc.Bytes())
		if len(line) == 0 {
			continue
		}
		var v struct {
			ID         string                `json:"id"`
			Name       string                `json:"name"`
			Type       string                `json:"type"`
			Aliases    stringList            `json:"aliases"`
			Schema     string                `json:"schema"`
			Properties map[string]stringList `json:"properties"`
		}
		if err := json.Unmarshal(line, &v); err != nil {
			return nil, &LineError{n, err.Error()}
		}
		e := Entry{ID: v.ID, Name: v.Name, Type: v.Type, Aliases: v.Aliases}
		if v.Schema != "" { // FollowTheMoney
			e.Type = v.Schema
			if _, ok := schemas[strings.ToLower(v.Schema)]; !ok {
				continue // documents, intervals and the like are no entities of ours
			}
			if names := v.Properties["name"]; len(names) > 0 {
				e.Name = names[0]
				e.Aliases = slices.Concat(names[1:], v.Properties["alias"], v.Properties["weakAlias"], v.Properties["previousName"])
			} else {
				continue
			}
			if q := v.Properties["wikidataId"]; len(q) > 0 {
				e.ID = q[0]
			}
		}
		if err := e.check(); err != nil {
			return nil, &LineError{n, err.Error()}
		}
		out = append(out, e)
	}
	return out, sc.Err()
}

// schemas are other words for the types: those of FollowTheMoney among them.
var schemas = map[string]string{"company": "organization", "publicbody": "organization", "legalentity": "organization", "organisation": "organization",
	"org": "organization", "per": "person", "human": "person", "loc": "place", "location": "place", "address": "place", "country": "place",
	"person": "person", "organization": "organization", "place": "place", "event": "event"}

func (e *Entry) check() error {
	if e.Name = strings.TrimSpace(e.Name); graph.NameKey(e.Name) == "" {
		return fmt.Errorf("the name is missing")
	}
	typ, ok := schemas[strings.ToLower(strings.TrimSpace(e.Type))]
	if !ok {
		return fmt.Errorf("%q has the type %q; want one of %s", e.Name, e.Type, strings.Join(ontology.TypeNames, ", "))
	}
	e.Type = typ
	e.Aliases = slices.DeleteFunc(slices.Clone(e.Aliases), func(a string) bool { return strings.TrimSpace(a) == "" })
	for i := range e.Aliases {
		e.Aliases[i] = strings.TrimSpace(e.Aliases[i])
	}
	if qid.MatchString(e.ID) {
		e.ID = "https://www.wikidata.org/entity/" + e.ID
	}
	if e.ID != "" {
		if err := graph.IRI(e.ID).Check(); err != nil {
			return fmt.Errorf("%q has the id %q, which holds blanks or other characters that ids can't have", e.Name, e.ID)
		}
	}
	return nil
}

var qid = regexp.MustCompile(`^[QPL][1-9][0-9]*$`)

// chunk is the number of entries that one record keeps: reading one entry
// reads its record.
const chunk = 32

// Import keeps a reference list under a name (of its file) in place of an
// earlier one of that name, and resolves all articles against it: entities
// that fit an entry get its name and id. It returns the number of articles
// that changed.
func (r *Resolver) Import(ctx context.Context, name string, entries []Entry, progress func(done, total int)) (int, error) {
	if err := r.readDecided(ctx); err != nil {
		return 0, err
	}
	byID := map[string]graph.IRI{} // an earlier import's, so that IRIs stay
	n := 0
	for ; ; n++ {
		old, err := r.store.Record(ctx, referenceIRI(name, n))
		if errors.Is(err, graph.ErrNotFound) {
			break
		} else if err != nil {
			return 0, err
		}
		for _, e := range old.Entities {
			for _, id := range e.SameAs {
				byID[id] = e.IRI
			}
		}
	}
	used := map[graph.IRI]*observation{}
	kept := 0
	for part := range slices.Chunk(entries, chunk) {
		rec, err := r.reference(ctx, name, kept, part, byID, used)
		if err != nil {
			return 0, err
		}
		if err := r.store.Put(ctx, rec); err != nil {
			return 0, fmt.Errorf("keep the reference list: %w", err)
		}
		kept++
	}
	for ; n > kept; n-- {
		if err := r.store.Delete(ctx, referenceIRI(name, n-1)); err != nil {
			return 0, fmt.Errorf("forget the rest of the earlier list: %w", err)
		}
	}
	r.mu.Lock()
	r.forget()
	r.mu.Unlock()
	return r.Again(ctx, progress)
}

// reference makes the record of a part of a list.
func (r *Resolver) reference(ctx context.Context, name string, n int, entries []Entry, byID map[string]graph.IRI, used map[graph.IRI]*observation) (graph.Record, error) {
	rec := graph.Record{Article: graph.Article{IRI: referenceIRI(name, n), File: referencePrefix + name, Title: "Reference list " + name}}
	if n > 0 {
		rec.Article.File = fmt.Sprintf("%s#%d", rec.Article.File, n+1)
	}
	j := &job{r: r, rec: &rec, used: used}
	var text strings.Builder
	for _, e := range entries {
		sameAs := cmp.Or(e.ID, "urn:dossier:"+strings.ReplaceAll(graph.NameKey(name+" "+e.Type+" "+e.Name), " ", "-"))
		ent := graph.Entity{IRI: byID[sameAs], Type: e.Type, Name: e.Name, Aliases: e.Aliases, SameAs: []string{sameAs}}
		if ent.IRI == "" || used[ent.IRI] != nil {
			var err error
			if ent.IRI, err = j.free(ctx, graph.IRI(e.Type+"/"+cutSlug(graph.NameKey(e.Name))), nil); err != nil {
				return rec, err
			}
		}
		used[ent.IRI] = &observation{}
		start := int32(text.Len())
		text.WriteString(e.Name)
		rec.Mentions = append(rec.Mentions, graph.Mention{Entity: ent.IRI, Start: start, End: int32(text.Len())})
		if len(e.Aliases) > 0 {
			text.WriteString(" (" + strings.Join(e.Aliases, "; ") + ")")
		}
		text.WriteString("\n")
		rec.Entities = append(rec.Entities, ent)
	}
	rec.Article.Text = text.String()
	hash := sha256.Sum256([]byte(rec.Article.File + rec.Article.Text))
	rec.Article.Hash = hex.EncodeToString(hash[:])
	return rec, nil
}

// referenceIRI names the record of the n-th part of a list.
func referenceIRI(name string, n int) graph.IRI {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s%s#%d", referencePrefix, name, n))
	return graph.IRI("article/" + hex.EncodeToString(sum[:8]))
}

func cutSlug(key string) string {
	s := strings.ReplaceAll(key, " ", "-")
	if len(s) > 80 {
		s = strings.ToValidUTF8(s[:80], "")
	}
	return s
}
