package quads

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"dossier/graph"
	"dossier/graph/quads/pebblestore"

	"github.com/cayleygraph/quad"
)

// Verify checks the store: Pebble's tables and the quads' indexes and
// dictionary against each other (pebblestore's Verify); every record against
// its own rules, its evidence against the article's text; quads, entities,
// names and the indexes of facts against what the records make of them; and
// that nothing else is there. The error is graph.ErrCorrupt and lists what is
// broken. It reads all, and holds the counts of the derived tables alone.
func (s *Store) Verify(ctx context.Context, progress Progress) error {
	sn, err := s.Snapshot()
	if err != nil {
		return err
	}
	defer sn.Close()
	return sn.Verify(ctx, progress)
}

// Verify is Store.Verify of this snapshot.
func (sn *Snapshot) Verify(ctx context.Context, progress Progress) error {
	if err := sn.v.verify(ctx); err != nil {
		return translate(err) // what follows would only repeat it
	}
	c := &checker{sn: sn, ctx: ctx}
	if err := c.run(progress); err != nil {
		return translate(err)
	}
	return translate(c.found.Err())
}

// checker computes what should be there and counts it.
type checker struct {
	sn    *Snapshot
	ctx   context.Context
	found pebblestore.Findings
	want  map[byte]int // entries by table
	quads int
}

func (c *checker) run(progress Progress) error {
	c.want = map[byte]int{}
	raw, err := c.sn.v.Get([]byte{tabStats})
	if err != nil {
		return err
	}
	kept, err := decodeStats(raw)
	if err != nil {
		c.found.Addf("the counts can't be read")
		kept = &stats{}
	}
	have := &stats{}
	for p, err := range c.sn.v.Scan(c.ctx, []byte{tabArticle}, nil) {
		if err != nil {
			return err
		}
		if err := c.article(graph.IRI(p.Key[1:]), have); err != nil {
			return err
		}
		if progress != nil {
			progress(have.articles, kept.articles)
		}
	}
	if err := c.entities(have); err != nil {
		return err
	}
	if err := c.decisions(); err != nil {
		return err
	}
	if !bytes.Equal(have.encode(), kept.encode()) {
		c.found.Addf("the counts are %+v, should be %+v", kept.public(), have.public())
	}
	qs, err := c.sn.v.Stats(c.ctx, true)
	if err != nil {
		return err
	}
	if int(qs.Quads.Size) != c.quads {
		c.found.Addf("%d quads are there, the records have %d", qs.Quads.Size, c.quads)
	}
	return c.rest()
}

// damaged adds an error of reading to the findings, unless it is none of damage.
func (c *checker) damaged(err error) error {
	if errors.Is(err, graph.ErrCorrupt) || errors.Is(err, pebblestore.ErrCorrupt) || isNotFound(err) {
		c.found.Addf("%v", err)
		return nil
	}
	return err
}

func (c *checker) article(id graph.IRI, have *stats) error {
	r, err := c.sn.Record(c.ctx, id)
	if err != nil {
		return c.damaged(err)
	}
	if err := r.Check(); err != nil {
		c.found.Addf("%s: %v", id, err)
		return nil
	}
	have.articles++
	for i := range r.Facts {
		have.fact(&r.Facts[i], 1)
	}
	if err := c.entries(entries(&r, c.sn.observe)); err != nil {
		return err
	}
	said := map[quad.Quad]bool{} // a source that is named twice says one thing twice
	each(&r, false, func(q quad.Quad) {
		if err == nil && !said[q] {
			said[q] = true
			err = c.quad(q)
		}
	})
	return err
}

// entries checks that table entries are there and as they should be.
func (c *checker) entries(want map[string]string) error {
	for _, k := range sortedKeys(want) {
		c.want[k[0]]++
		got, err := c.sn.v.Get([]byte(k))
		if err != nil {
			return err
		}
		switch {
		case got == nil:
			c.found.Addf("table %c lacks %s", k[0], readable(k))
		case string(got) != want[k] && !(k[0] == tabView && sameView(got, []byte(want[k]))):
			c.found.Addf("table %c has another value at %s", k[0], readable(k))
		}
	}
	return nil
}

// sameView reports whether a view is as it should be but for what was observed
// by other rules or by none, which resolving makes up for.
func sameView(got, want []byte) bool {
	strip := func(b []byte) (rest, by string, ok bool) {
		v, err := decodeView("", "", b)
		if err != nil {
			return "", "", false
		}
		if len(v.observed) > 0 {
			by, b = string(v.observed[:graph.ObservedBy]), b[:len(b)-len(v.observed)]
		}
		return string(b[1:]), by, true
	}
	x, byX, okX := strip(got)
	y, byY, okY := strip(want)
	return okX && okY && x == y && byX != byY
}

func readable(key string) string { return strings.ReplaceAll(key[1:], "\x00", "|") }

// quad checks that a quad is there; the indexes were checked against each other.
func (c *checker) quad(q quad.Quad) error {
	c.quads++
	ok, err := c.sn.v.has(c.ctx, q)
	if err == nil && !ok {
		c.found.Addf("the quad %v is missing", q)
	}
	return err
}

// entities computes them of their views, which stand in their order.
func (c *checker) entities(have *stats) error {
	var id graph.IRI
	var a *aggregate
	flush := func() error {
		if a == nil {
			return nil
		}
		have.entities++
		count(&have.types, most(a.types), 1)
		if err := c.entries(derived(id, a)); err != nil {
			return err
		}
		return c.quad(label(id, a))
	}
	for v, err := range c.sn.views(c.ctx, "") {
		if err != nil {
			return c.damaged(err)
		}
		if v.entity.IRI != id || a == nil {
			if err := flush(); err != nil {
				return err
			}
			id, a = v.entity.IRI, &aggregate{}
		}
		a.add(&v.entity, 1)
	}
	return flush()
}

func (c *checker) decisions() error {
	for d, err := range c.sn.Decisions(c.ctx, "") {
		if err != nil {
			return c.damaged(err)
		}
		v := string(encodeDecision(&d))
		if err := c.entries(map[string]string{
			string(key2(tabDecision, string(d.A), string(d.B))): v,
			string(key2(tabDecision, string(d.B), string(d.A))): v,
		}); err != nil {
			return err
		}
		var err error
		eachOfDecision(&d, func(q quad.Quad) {
			if err == nil {
				err = c.quad(q)
			}
		})
		if err != nil {
			return err
		}
	}
	for r, err := range c.sn.redirects(c.ctx) {
		if err != nil {
			return c.damaged(err)
		}
		c.want[tabRedirect]++
		if _, err := c.sn.Resolve(r[0]); err != nil {
			if err := c.damaged(err); err != nil {
				return err
			}
		}
		if err := c.quad(redirectQuad(r[0], r[1])); err != nil {
			return err
		}
	}
	return nil
}

// rest counts what is there: all that should be was found, so equal numbers
// mean that there is nothing else.
func (c *checker) rest() error {
	c.want[tabStats] = 1
	have := map[byte]int{}
	for p, err := range c.sn.v.Scan(c.ctx, nil, nil) {
		if err != nil {
			return err
		}
		have[p.Key[0]]++
	}
	if have[tabStats] == 0 && len(have) == 0 {
		c.want[tabStats] = 0 // an empty store
	}
	for tab := range 256 {
		if t := byte(tab); have[t] != c.want[t] {
			c.found.Addf("table %c has %d entries, the records make %d", t, have[t], c.want[t])
		}
	}
	return nil
}
