package quads

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// Dumps are N-Quads (W3C, 2014) with absolute IRIs: names of public
// vocabularies are written in full, dossier's own under "dossier:".
const ownScheme = "dossier:"

var prefixes = []struct{ short, full string }{
	{"rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	{"schema:", "https://schema.org/"},
	{"skos:", "http://www.w3.org/2004/02/skos/core#"},
	{"prov:", "http://www.w3.org/ns/prov#"},
	{"oa:", "http://www.w3.org/ns/oa#"},
	{"owl:", "http://www.w3.org/2002/07/owl#"},
	{"dct:", "http://purl.org/dc/terms/"},
}

const xsdDouble = "http://www.w3.org/2001/XMLSchema#double"

// appendQuad writes a quad of the layout as one line of N-Quads.
func appendQuad(b []byte, q quad.Quad) []byte {
	b = appendValue(b, q.Subject)
	b = append(b, ' ')
	b = appendValue(b, q.Predicate)
	b = append(b, ' ')
	b = appendValue(b, q.Object)
	if q.Label != nil {
		b = append(b, ' ')
		b = appendValue(b, q.Label)
	}
	return append(b, " .\n"...)
}

func appendValue(b []byte, v quad.Value) []byte {
	switch v := v.(type) {
	case quad.IRI:
		return appendIRI(b, string(v))
	case quad.Float:
		b = append(b, '"')
		b = strconv.AppendFloat(b, float64(v), 'f', -1, 64)
		return append(b, `"^^<`+xsdDouble+`>`...)
	case quad.String:
		return appendLiteral(b, string(v))
	}
	return appendLiteral(b, quad.ToString(v)) // the layout has no others
}

func appendIRI(b []byte, iri string) []byte {
	b = append(b, '<')
	i := strings.IndexAny(iri, ":/")
	switch {
	case strings.HasPrefix(iri, ownScheme), i < 0, iri[i] == '/':
		b = append(append(b, ownScheme...), escapeSpaces(iri)...)
	default:
		for _, p := range prefixes {
			if rest, ok := strings.CutPrefix(iri, p.short); ok {
				return append(append(append(b, p.full...), rest...), '>')
			}
		}
		b = append(b, iri...)
	}
	return append(b, '>')
}

func escapeSpaces(s string) string {
	if strings.IndexByte(s, ' ') < 0 {
		return s
	}
	return strings.ReplaceAll(s, " ", "%20")
}

// appendLiteral writes a string in the canonical form of N-Quads 1.1.
func appendLiteral(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			if c < 0x20 || c == 0x7f {
				b = fmt.Appendf(b, "\\u%04X", c)
			} else {
				b = append(b, c)
			}
		}
	}
	return append(b, '"')
}

// parseQuad reads one line of N-Quads. Own IRIs lose their scheme; public ones
// get their short names where predicates and types stand. Literals come as
// quad.String or, of type double, as quad.Float.
func parseQuad(line string) (q quad.Quad, err error) {
	p := nqParser{s: line}
	if q.Subject, err = p.iri(false); err != nil {
		return q, fmt.Errorf("subject: %w", err)
	}
	pred, err := p.iri(true)
	if err != nil {
		return q, fmt.Errorf("predicate: %w", err)
	}
	q.Predicate = pred
	p.space()
	if strings.HasPrefix(p.s, `"`) {
		q.Object, err = p.literal()
	} else {
		q.Object, err = p.iri(pred == rdfType)
	}
	if err != nil {
		return q, fmt.Errorf("object: %w", err)
	}
	p.space()
	if strings.HasPrefix(p.s, "<") {
		if q.Label, err = p.iri(false); err != nil {
			return q, fmt.Errorf("graph label: %w", err)
		}
		p.space()
	}
	if p.s != "." {
		return q, fmt.Errorf("the line does not end in a full stop")
	}
	return q, nil
}

type nqParser struct{ s string }

func (p *nqParser) space() { p.s = strings.TrimLeft(p.s, " \t") }

func (p *nqParser) iri(short bool) (quad.IRI, error) {
	p.space()
	if !strings.HasPrefix(p.s, "<") {
		return "", fmt.Errorf("no IRI in angle brackets")
	}
	i := strings.IndexByte(p.s, '>')
	if i < 0 {
		return "", fmt.Errorf("an IRI does not end")
	}
	iri := p.s[1:i]
	p.s = p.s[i+1:]
	if strings.IndexByte(iri, '\\') >= 0 {
		return "", fmt.Errorf("an IRI with escapes: %q", iri)
	}
	if own, ok := strings.CutPrefix(iri, ownScheme); ok {
		return quad.IRI(own), nil
	}
	if short {
		for _, pre := range prefixes {
			if rest, ok := strings.CutPrefix(iri, pre.full); ok {
				return quad.IRI(pre.short + rest), nil
			}
		}
	}
	return quad.IRI(iri), nil
}

func (p *nqParser) literal() (quad.Value, error) {
	end := 1
	escaped := false
	for ; ; end++ {
		if end >= len(p.s) {
			return nil, fmt.Errorf("a string does not end")
		}
		if p.s[end] == '\\' {
			escaped = true
			end++
		} else if p.s[end] == '"' {
			break
		}
	}
	s := p.s[1:end]
	p.s = p.s[end+1:]
	if escaped {
		var err error
		if s, err = unescape(s); err != nil {
			return nil, err
		}
	}
	if !strings.HasPrefix(p.s, "^^") {
		return quad.String(s), nil
	}
	p.s = p.s[2:]
	kind, err := p.iri(false)
	if err != nil {
		return nil, err
	}
	if kind != xsdDouble {
		return nil, fmt.Errorf("a value of type <%s>, which no dump of dossier has", kind)
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil, fmt.Errorf("%q is no number", s)
	}
	return quad.Float(f), nil
}

func unescape(s string) (string, error) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b = append(b, s[i])
			continue
		}
		i++
		if i == len(s) {
			return "", fmt.Errorf("a string ends in a backslash")
		}
		n := 0
		switch s[i] {
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case '"', '\\', '\'':
			b = append(b, s[i])
		case 'u':
			n = 4
		case 'U':
			n = 8
		default:
			return "", fmt.Errorf("a string with the escape \\%c", s[i])
		}
		if n == 0 {
			continue
		}
		if i+n >= len(s) {
			return "", fmt.Errorf("a string with a cut-off escape")
		}
		r, err := strconv.ParseUint(s[i+1:i+1+n], 16, 32)
		if err != nil || !utf8.ValidRune(rune(r)) {
			return "", fmt.Errorf("a string with the escape \\%s", s[i:i+1+n])
		}
		b = utf8.AppendRune(b, rune(r))
		i += n
	}
	return string(b), nil
}
