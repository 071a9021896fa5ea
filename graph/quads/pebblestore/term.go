package pebblestore

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/cayleygraph/quad"
)

// The kinds of terms, first byte of an encoded term. Values are part of the
// format: never renumber.
const (
	kindIRI    = 'i'
	kindBNode  = 'b'
	kindString = 's'
	kindTyped  = 't'
	kindLang   = 'l'
	kindInt    = 'n'
	kindFloat  = 'f'
	kindBool   = 'o'
	kindTime   = 'd'
)

// maxInlineTerm is the longest encoded term that stands in a key as it is;
// longer ones are keyed by their SHA-256.
const maxInlineTerm = 128

var errTerm = errors.New("not an encoded term")

// appendTerm appends the encoding of a value: its kind and its content, exact
// to the bit (floats by their bits, times by seconds and nanoseconds in UTC).
func appendTerm(b []byte, v quad.Value) ([]byte, error) {
	switch v := v.(type) {
	case quad.IRI:
		return append(append(b, kindIRI), v...), nil
	case quad.BNode:
		return append(append(b, kindBNode), v...), nil
	case quad.String:
		return append(append(b, kindString), v...), nil
	case quad.TypedString:
		b = binary.AppendUvarint(append(b, kindTyped), uint64(len(v.Type)))
		return append(append(b, v.Type...), v.Value...), nil
	case quad.LangString:
		b = binary.AppendUvarint(append(b, kindLang), uint64(len(v.Lang)))
		return append(append(b, v.Lang...), v.Value...), nil
	case quad.Int:
		return binary.BigEndian.AppendUint64(append(b, kindInt), uint64(v)^(1<<63)), nil
	case quad.Float:
		return binary.BigEndian.AppendUint64(append(b, kindFloat), math.Float64bits(float64(v))), nil
	case quad.Bool:
		if v {
			return append(b, kindBool, 1), nil
		}
		return append(b, kindBool, 0), nil
	case quad.Time:
		t := time.Time(v)
		b = binary.BigEndian.AppendUint64(append(b, kindTime), uint64(t.Unix())^(1<<63))
		return binary.BigEndian.AppendUint32(b, uint32(t.Nanosecond())), nil
	case nil:
		return b, errors.New("a quad's value is missing")
	}
	return b, fmt.Errorf("values of type %T can't be kept", v)
}

func decodeTerm(b []byte) (quad.Value, error) {
	if len(b) == 0 {
		return nil, errTerm
	}
	kind, b := b[0], b[1:]
	switch kind {
	case kindIRI:
		return quad.IRI(b), nil
	case kindBNode:
		return quad.BNode(b), nil
	case kindString:
		return quad.String(b), nil
	case kindTyped, kindLang:
		n, k := binary.Uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) {
			return nil, errTerm
		}
		first, rest := string(b[k:k+int(n)]), quad.String(b[k+int(n):])
		if kind == kindTyped {
			return quad.TypedString{Value: rest, Type: quad.IRI(first)}, nil
		}
		return quad.LangString{Value: rest, Lang: first}, nil
	case kindInt, kindFloat:
		if len(b) != 8 {
			return nil, errTerm
		}
		n := binary.BigEndian.Uint64(b)
		if kind == kindInt {
			return quad.Int(n ^ (1 << 63)), nil
		}
		return quad.Float(math.Float64frombits(n)), nil
	case kindBool:
		if len(b) != 1 || b[0] > 1 {
			return nil, errTerm
		}
		return quad.Bool(b[0] == 1), nil
	case kindTime:
		if len(b) != 12 {
			return nil, errTerm
		}
		sec := int64(binary.BigEndian.Uint64(b) ^ (1 << 63))
		return quad.Time(time.Unix(sec, int64(binary.BigEndian.Uint32(b[8:]))).UTC()), nil
	}
	return nil, errTerm
}

// appendTermKey appends the dictionary key of an encoded term.
func appendTermKey(key, term []byte) []byte {
	key = append(key, tabTerm)
	if len(term) <= maxInlineTerm {
		return append(key, term...)
	}
	sum := sha256.Sum256(term)
	return append(append(key, term[0]|0x80), sum[:]...)
}
