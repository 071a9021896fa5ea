package quads

import (
	"bytes"
	"context"
	"reflect"
	"strings"
	"testing"

	"dossier/graph/storetest"

	"github.com/cayleygraph/quad"
)

// FuzzQuad holds writing a line against reading it: what is read is written
// again so that it reads the same.
func FuzzQuad(f *testing.F) {
	r := storetest.Sample()
	each(&r, true, func(q quad.Quad) { f.Add(string(appendQuad(nil, q))) })
	f.Add(`<a> <b> "\u00e9\U0001F600\n\t\"\\"^^<http://www.w3.org/2001/XMLSchema#double> <c> .`)
	f.Fuzz(func(t *testing.T, line string) {
		q, err := parseQuad(strings.TrimRight(line, "\r\n"))
		if err != nil {
			return
		}
		out := string(appendQuad(nil, q))
		again, err := parseQuad(strings.TrimSuffix(out, "\n"))
		if err != nil {
			t.Fatalf("%q was written as %q: %v", line, out, err)
		}
		if twice := string(appendQuad(nil, again)); twice != out {
			t.Errorf("%q, then %q", out, twice)
		}
	})
}

// FuzzDump loads any bytes: they are refused, or make a store that verifies and
// whose dump loads to the same.
func FuzzDump(f *testing.F) {
	st, err := OpenMemory()
	if err != nil {
		f.Fatal(err)
	}
	defer st.Close()
	if err := st.Put(context.Background(), storetest.Sample()); err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	if err := st.Dump(context.Background(), &b, nil); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, in []byte) {
		load := func(in []byte) []byte {
			st, err := OpenMemory()
			if err != nil {
				t.Fatal(err)
			}
			defer st.Close()
			if err := st.Load(t.Context(), bytes.NewReader(in), nil); err != nil {
				return nil
			}
			if err := st.Verify(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := st.Dump(t.Context(), &out, nil); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		}
		if out := load(in); out != nil {
			if again := load(out); !bytes.Equal(again, out) {
				t.Errorf("a dump of %d bytes, loaded and dumped, has %d", len(out), len(again))
			}
		}
	})
}

// FuzzValues decodes any bytes as each kind of value: an error or a value, never
// a crash, and a value that was written reads the same.
func FuzzValues(f *testing.F) {
	r := storetest.Sample()
	f.Add(encodeFact(&r.Facts[0]))
	f.Add(encodeArticle(&r.Article))
	f.Add(encodeView(&view{entity: r.Entities[0], event: &r.Events[0], mentions: r.Mentions}))
	f.Add(encodeView(&view{entity: r.Entities[0], mentions: r.Mentions, observed: []byte("rule, seen")}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if x, err := decodeFact("fact/1", b); err == nil {
			y, err := decodeFact("fact/1", encodeFact(&x))
			if err != nil || !reflect.DeepEqual(x, y) {
				t.Errorf("fact %+v, then %+v, %v", x, y, err)
			}
		}
		if x, err := decodeArticle("article/1", b); err == nil {
			if y, err := decodeArticle("article/1", encodeArticle(&x)); err != nil || !reflect.DeepEqual(x, y) {
				t.Errorf("article %+v, then %+v, %v", x, y, err)
			}
		}
		if x, err := decodeView("person/a", "article/1", b); err == nil {
			if y, err := decodeView("person/a", "article/1", encodeView(x)); err != nil || !reflect.DeepEqual(x, y) {
				t.Errorf("view %+v, then %+v, %v", x, y, err)
			}
		}
		if x, err := decodeView("person/a", "article/1", b); err == nil {
			if y, err := decodeSighting("person/a", "article/1", b); err != nil || !reflect.DeepEqual(x.entity, y.Entity) || !bytes.Equal(x.observed, y.Observed) {
				t.Errorf("view %+v, seen as %+v, %v", x, y, err)
			}
		}
		if x, err := decodeContent("article/1", b); err == nil {
			if y, err := decodeCast(b); err != nil || len(x) != len(y) {
				t.Errorf("%d views, a cast of %d, %v", len(x), len(y), err)
			}
		}
		_, _ = decodeAggregate(b)
		_, _ = decodeStats(b)
		_, _ = decodeDecision("a", "b", b)
		_, _ = decodeHead(b)
	})
}
