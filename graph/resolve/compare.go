package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The bands of points. Between them a person should look, and the two are kept
// apart meanwhile: a wrong merge costs more than a missed one.
const (
	samePoints   = 20 // and more: one entity
	unsurePoints = 0  // and more: unsure
	margin       = 8  // by which the best of several must lead
)

// cluster is a set of observations that are taken for one entity.
type cluster struct {
	obs     []*observation
	keys    []string // of names
	aliases []string
	shorts  []string // aliases that are acronyms
	also    []string // names that an article says are its other names
	forms   []form
	types   [len(types)]int // observations by type
	male    int
	female  int
	sameAs  []string
	settled bool // may not be taken apart
	evidence
	company     []string // of the first observations
	accompanied int      // number of these
	borns       []int
	from        int // years of publication
	to          int
}

// types in the order in which they stand where they are even.
var types = [...]string{"person", "organization", "place", "event"}

func newCluster(obs ...*observation) *cluster {
	c := &cluster{}
	for _, o := range obs {
		c.add(o)
	}
	return c
}

// Bounds of what a cluster keeps, so that comparing costs the same for all.
const (
	maxNames = 12
	maxSet   = 96
)

func (c *cluster) add(o *observation) {
	c.obs = append(c.obs, o)
	if len(c.keys) < maxNames && !slices.Contains(c.keys, o.key) {
		c.keys = append(c.keys, o.key)
		if o.typ == "person" {
			c.forms = append(c.forms, o.form)
		}
	}
	c.aliases = union(c.aliases, o.aliases, maxNames)
	c.shorts = union(c.shorts, o.shorts, maxNames)
	c.also = union(c.also, o.also, maxNames)
	if i := slices.Index(types[:], o.typ); i >= 0 {
		c.types[i]++
	}
	switch o.gender {
	case "male":
		c.male++
	case "female":
		c.female++
	}
	c.sameAs = union(c.sameAs, o.sameAs, maxNames)
	c.fields |= o.fields
	c.suffix = cmp.Or(c.suffix, o.suffix)
	c.when = cmp.Or(c.when, o.when)
	if o.born != 0 {
		c.borns = append(c.borns, o.born)
		c.born = c.borns[0]
	}
	c.ties = union(c.ties, o.ties, maxSet)
	c.lands = union(c.lands, o.lands, maxSet)
	c.weight += o.weight
	if o.year != 0 {
		if c.from == 0 || o.year < c.from {
			c.from = o.year
		}
		c.to = max(c.to, o.year)
	}
}

func (c *cluster) absorb(o *cluster) {
	for _, x := range o.obs {
		c.add(x)
	}
	c.settled = c.settled || o.settled
}

// typ is the type that most articles give it; what a person's full name is
// stands before the rest where they are even.
func (c *cluster) typ() string {
	best, n := "", 0
	for i, t := range types {
		if c.types[i] > n {
			best, n = t, c.types[i]
		}
	}
	return best
}

func union(a, b []string, most int) []string {
	for _, s := range b {
		if len(a) < most && !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

func shared(a, b []string) []string {
	var out []string
	for _, s := range a {
		if slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	return out
}

// with is the company of the cluster.
func (c *cluster) with() []string {
	if c.accompanied < len(c.obs) {
		for _, o := range c.obs[c.accompanied:] {
			c.company = union(c.company, o.with(), maxSet)
		}
		c.accompanied = len(c.obs)
	}
	return c.company
}

// verdict is what speaks for two clusters being one, and against.
type verdict struct {
	points  int
	reasons []reason
	open    bool // company, which only speaks for it, is not counted yet
}

type reason struct {
	points int
	format string
	args   []any
}

func (v *verdict) add(points int, format string, args ...any) {
	v.points += points
	v.reasons = append(v.reasons, reason{points, format, args})
}

// most are the points that company may bring it to.
func (v *verdict) most() int {
	if v.open {
		return v.points + maxCompanyPoints
	}
	return v.points
}

// texts are the reasons, the weightiest first, with their points.
func (v *verdict) texts() []string {
	rs := slices.Clone(v.reasons)
	slices.SortStableFunc(rs, func(a, b reason) int { return cmp.Compare(max(b.points, -b.points), max(a.points, -a.points)) })
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = fmt.Sprintf("%+d ", r.points) + fmt.Sprintf(r.format, r.args...)
	}
	return out
}

// score is how likely two are one, 0…1: an even chance midway through the
// unsure band.
func (v *verdict) score() float64 {
	p := min(max(v.points, -70), 90)
	return float64(p+70) / 160
}

// name compares the names of two clusters: the best pair counts.
func (t *tables) name(a, b *cluster) likeness {
	best := likeness{points: never}
	take := func(l likeness) {
		if l.points > best.points {
			best = l
		}
	}
	ta, tb := a.typ(), b.typ()
	switch {
	case ta == "person" && tb == "person":
		// Where both have full names, a family name that both are also called
		// by says nothing.
		full := slices.ContainsFunc(a.forms, form.full) && slices.ContainsFunc(b.forms, form.full)
		for _, x := range a.forms {
			for _, y := range b.forms {
				if !full || x.full() && y.full() {
					take(t.persons(x, y))
				}
			}
		}
		take(t.alias(a, b))
		take(t.alias(b, a))
	case ta == tb:
		for _, x := range a.keys {
			for _, y := range b.keys {
				if ta == "organization" {
					take(t.bodies(x, y))
				} else if x == y {
					take(t.otherName(ta, x))
				} else if ta == "place" && slices.Contains(t.places[x], y) {
					take(likeness{26, "two names of one place", false})
				}
			}
		}
		take(t.alias(a, b))
		take(t.alias(b, a))
	case ta == "event" || tb == "event":
	default:
		for _, x := range a.keys {
			for _, y := range b.keys {
				if x == y {
					take(t.acrossTypes(a, b, x))
				}
			}
		}
	}
	return best
}

func (t *tables) otherName(typ, key string) likeness {
	if typ == "event" {
		if !strings.Contains(key, " ") {
			return likeness{20, "the same name, a general one", true}
		}
		return likeness{32, "the same name", true}
	}
	if t.in("places", key) {
		return likeness{16, "the same name, which several places have", true}
	}
	return likeness{40, "the same name", true}
}

// alias finds a name of b among the other names of a.
func (t *tables) alias(a, b *cluster) likeness {
	best := likeness{points: never}
	typ := a.typ()
	for _, x := range a.also {
		if slices.Contains(b.keys, x) {
			return likeness{34, "an article says that it is the other's name, now or once", false}
		}
	}
	rivals := typ == "organization" && t.rivals(a, b)
	for _, x := range a.aliases {
		words := strings.Contains(x, " ")
		for _, y := range b.keys {
			switch {
			case x != y || rivals && !words:
			case typ == "person" && words:
				return likeness{30, "called so in the same article", false}
			case typ == "organization" && words && !t.generic(x):
				return likeness{28, "called so in the same article", false}
			case typ == "organization" && !t.generic(x) && slices.Contains(a.shorts, x):
				best = likeness{28, "introduced as the short form of the name", false}
			case typ == "organization" && !t.generic(x) && best.points < 14:
				best = likeness{14, "called so for short", false}
			case typ == "place" && best.points < 22 && (slices.Contains(a.shorts, x) || alike(x, a.keys)):
				// Not "Moscow" for Russia: a capital may stand for its state.
				best = likeness{22, "called so in the same article", false}
			case typ == "event" && words && best.points < 20:
				best = likeness{20, "called so in the same article", false}
			}
		}
		if typ == "person" && words { // "née Berg", "formerly Anna Berg" against "A. Berg"
			fx := t.parse(x)
			for _, y := range b.forms {
				if l := t.persons(fx, y); l.points > best.points && y.full() && l.points >= 14 {
					best = likeness{l.points - 2, l.why, false}
				}
			}
		}
	}
	return best
}

// rivals reports whether two bodies have long names that do not fit: that they
// share a short one says nothing.
func (t *tables) rivals(a, b *cluster) bool {
	long := 0
	for _, x := range a.keys {
		for _, y := range b.keys {
			if !strings.Contains(x, " ") || !strings.Contains(y, " ") {
				continue
			}
			if long++; t.bodies(x, y).points > never {
				return false
			}
		}
	}
	return long > 0
}

// alike reports whether a name shares a word with one of the others.
func alike(key string, others []string) bool {
	for _, w := range strings.Fields(key) {
		if len(w) > 3 && slices.ContainsFunc(others, func(o string) bool { return slices.Contains(strings.Fields(o), w) }) {
			return true
		}
	}
	return false
}

// acrossTypes judges one name with different types: most often one article was misread.
func (t *tables) acrossTypes(a, b *cluster, key string) likeness {
	words := strings.Contains(key, " ")
	person := a.typ() == "person" || b.typ() == "person"
	switch {
	case !person:
		return likeness{26, "the same name, read as another type", true}
	case words:
		return likeness{24, "the same name, read as another type", true}
	}
	// A family name may be a town's or a firm's as well.
	p, o := a, b
	if o.typ() == "person" {
		p, o = o, p
	}
	{
		if !p.hard() && p.weight <= o.weight && len(o.obs) > len(p.obs) && slices.ContainsFunc(p.forms, func(f form) bool { return !f.full() }) {
			return likeness{20, "the same name, read as another type in fewer articles", true}
		}
	}
	return likeness{6, "the same name, read as another type", true}
}

// compare weighs whether two clusters are one entity.
func (t *tables) compare(a, b *cluster) verdict {
	v := t.weigh(a, b)
	v.close(a, b)
	return v
}

// close counts the company of two clusters that were weighed without it.
func (v *verdict) close(a, b *cluster) {
	if v.open {
		v.open = false
		company(v, a, b)
	}
}

// weigh compares two clusters by all but their company, which is costly to
// read: the verdict is open where company counts.
func (t *tables) weigh(a, b *cluster) verdict {
	var v verdict
	l := t.name(a, b)
	if l.points == never {
		v.add(never, "their names do not fit")
		return v
	}
	v.add(l.points, "%s: %s and %s", l.why, show(a), show(b))
	if ids := shared(a.sameAs, b.sameAs); len(ids) > 0 {
		v.add(200, "the same entry of the reference list, %s", ids[0])
	} else if len(a.sameAs) > 0 && len(b.sameAs) > 0 {
		v.add(-400, "different entries of the reference list, %s and %s", a.sameAs[0], b.sameAs[0])
	}
	ta, tb := a.typ(), b.typ()
	if ta != tb {
		return v
	}
	switch ta {
	case "person":
		t.comparePersons(&v, a, b)
	case "organization":
		t.compareBodies(&v, a, b, l)
	case "place":
		t.comparePlaces(&v, a, b)
		v.open = v.points < samePoints
	case "event":
		compareEvents(&v, a, b)
	}
	return v
}

func show(c *cluster) string {
	best := c.obs[0]
	for _, o := range c.obs[1:] {
		if len(o.name) > len(best.name) {
			best = o
		}
	}
	return best.name
}

func (t *tables) comparePersons(v *verdict, a, b *cluster) {
	if a.suffix != "" && b.suffix != "" && a.suffix != b.suffix {
		v.add(-90, "generations: %s and %s", a.suffix, b.suffix)
	} else if a.suffix != b.suffix {
		v.add(-14, "one is %s", a.suffix+b.suffix)
	}
	if a.male > a.female && b.female > b.male || a.female > a.male && b.male > b.female {
		v.add(-60, "a man and a woman")
	}
	if len(a.borns) > 0 && len(b.borns) > 0 {
		gap := 1 << 20
		for _, x := range a.borns {
			for _, y := range b.borns {
				gap = min(gap, max(x-y, y-x))
			}
		}
		switch {
		case gap <= 1:
			v.add(24, "born at the same time, about %d", a.born)
		case gap > 2:
			v.add(-90, "born about %d and %d", a.born, b.born)
		}
	}
	apart := false
	if a.fields != 0 && b.fields != 0 {
		switch {
		case a.fields&b.fields != 0:
			v.add(12, "the same field: %s", t.fieldNames(a.fields&b.fields))
		case t.near(a.fields, b.fields):
		default:
			apart = true
			v.add(-24, "different fields: %s and %s", t.fieldNames(a.fields), t.fieldNames(b.fields))
		}
	}
	if ties := own(shared(a.ties, b.ties), a); len(ties) > 0 {
		v.add(min(32, 16*len(ties)), "both are tied to %s", strings.Join(ties[:min(3, len(ties))], ", "))
	} else if len(a.ties) > 0 && len(b.ties) > 0 && (apart || a.fields&b.fields != 0) {
		v.add(-8, "tied to %s and %s", a.ties[0], b.ties[0])
	}
	if lands := shared(a.lands, b.lands); len(lands) > 0 {
		v.add(8, "both belong to %s", lands[0])
	} else if len(a.lands) > 0 && len(b.lands) > 0 && (apart || a.fields&b.fields != 0) {
		v.add(-8, "of %s and %s", a.lands[0], b.lands[0])
	}
	v.open = true
	if a.to != 0 && b.from != 0 && (b.from-a.to > 40 || a.from-b.to > 40) {
		v.add(-30, "written of in %d and %d", a.from, b.from)
	}
}

// maxCompanyPoints is the most that company can say.
const maxCompanyPoints = 20

func company(v *verdict, a, b *cluster) {
	with := shared(a.with(), b.with())
	with = slices.DeleteFunc(with, func(s string) bool {
		return slices.Contains(a.keys, s) || slices.Contains(b.keys, s) || slices.Contains(a.ties, s) && slices.Contains(b.ties, s)
	})
	if len(with) > 0 {
		v.add(min(maxCompanyPoints, 5*len(with)), "in the company of %s", strings.Join(with[:min(3, len(with))], ", "))
	}
}

func own(ties []string, a *cluster) []string {
	return slices.DeleteFunc(ties, func(s string) bool { return slices.Contains(a.keys, s) })
}

// near are fields between which people move so often that they tell nobody apart.
func (t *tables) near(a, b uint32) bool {
	has := func(x, y string) bool {
		return a&t.bit(x) != 0 && b&t.bit(y) != 0 || a&t.bit(y) != 0 && b&t.bit(x) != 0
	}
	for _, pair := range [...][2]string{{"politics", "law"}, {"politics", "military"}, {"media", "arts"}, {"science", "medicine"}, {"science", "teaching"},
		{"labour", "teaching"}, {"space", "military"}, {"space", "science"}, {"relief", "politics"}} {
		if has(pair[0], pair[1]) {
			return true
		}
	}
	return false
}

func (t *tables) bit(field string) uint32 {
	for i, f := range t.fields {
		if f == field {
			return 1 << i
		}
	}
	return 0
}

func (t *tables) fieldNames(set uint32) string { return names(t.fields, set) }

func names(list []string, set uint32) string {
	var out []string
	for i, f := range list {
		if set&(1<<i) != 0 {
			out = append(out, f)
		}
	}
	return strings.Join(out, ", ")
}

func (t *tables) compareBodies(v *verdict, a, b *cluster, l likeness) {
	generic := slices.ContainsFunc(a.keys, t.generic)
	if a.fields != 0 && b.fields != 0 && a.fields&b.fields == 0 {
		v.add(-24, "different kinds: %s and %s", names(t.kinds, a.fields), names(t.kinds, b.fields))
	} else if x, y := a.fields&t.industry, b.fields&t.industry; x != 0 && y != 0 && x&y == 0 {
		v.add(-24, "%s and %s", names(t.kinds, x), names(t.kinds, y))
	} else if x&y != 0 {
		v.add(8, "the same %s", names(t.kinds, x&y))
	}
	if lands := shared(a.lands, b.lands); len(lands) > 0 {
		v.add(14, "both belong to %s", lands[0])
	} else if len(a.lands) > 0 && len(b.lands) > 0 {
		if generic {
			v.add(-30, "of %s and %s", a.lands[0], b.lands[0])
		} else {
			v.add(-6, "of %s and %s", a.lands[0], b.lands[0])
		}
	}
	if ties := own(shared(a.ties, b.ties), a); len(ties) > 0 {
		v.add(min(24, 12*len(ties)), "both are tied to %s", strings.Join(ties[:min(3, len(ties))], ", "))
	}
	v.open = true
}

// comparePlaces tells places of one name apart by the lands that articles say
// they lie in, where these are of one level: two countries, two states of one.
func (t *tables) comparePlaces(v *verdict, a, b *cluster) {
	if lands := shared(a.lands, b.lands); len(lands) > 0 {
		v.add(8, "both in %s", lands[0])
		return
	}
	for _, x := range a.lands {
		for _, y := range b.lands {
			if t.land[x] != "" && t.land[x] == t.land[y] && !slices.Contains(t.places[x], y) {
				v.add(-44, "in %s and %s", x, y)
				return
			}
		}
	}
}

func compareEvents(v *verdict, a, b *cluster) {
	if a.when != "" && b.when != "" {
		if yearOf(a.when) == yearOf(b.when) {
			v.add(8, "at the same time, %s", a.when)
		} else {
			v.add(-40, "in %s and %s", a.when, b.when)
		}
	}
	if lands := shared(a.lands, b.lands); len(lands) > 0 {
		v.add(8, "both in %s", lands[0])
	} else if len(a.lands) > 0 && len(b.lands) > 0 {
		v.add(-30, "in %s and %s", a.lands[0], b.lands[0])
	}
}
