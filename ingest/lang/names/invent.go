package names

import (
	"fmt"
	"strings"
)

// How many of a hundred names of invented text are made up instead of taken
// from the lists: a reader of news meets names that are in no list, and must
// tell their type by what stands around them.
const (
	madeUpGiven   = 12
	madeUpSurname = 35
	madeUpTown    = 35
)

// givenLike returns a given name of the gender of c.
func (a *Augmenter) givenLike(c class) string {
	switch {
	case a.rng.IntN(100) < madeUpGiven:
		return a.likeGiven.word(a.rng)
	case c&isGiven == isFemale, c&isGiven != isMale && a.rng.IntN(2) == 0:
		return pick(a.rng, a.female)
	}
	return pick(a.rng, a.male)
}

// given returns a given name, now and then a double one.
func (a *Augmenter) given() string {
	s := a.givenLike(isGiven)
	if a.rng.IntN(20) == 0 {
		s += " - " + a.givenLike(isGiven)
	}
	return s
}

// family returns a family name of one word or as the list has it.
func (a *Augmenter) family() string {
	if a.rng.IntN(100) < madeUpSurname {
		return a.likeSurname.word(a.rng)
	}
	return pick(a.rng, a.surnames)
}

// surname returns a family name, now and then a double one.
func (a *Augmenter) surname() string {
	if a.rng.IntN(14) == 0 {
		return a.family() + " - " + a.family()
	}
	return a.family()
}

// place returns the name of a town.
func (a *Augmenter) place() string {
	if a.rng.IntN(100) < madeUpTown {
		return a.likeTown.word(a.rng)
	}
	return pick(a.rng, a.town)
}

// person makes a person's name of one of the shapes that the grammar lists for
// its full and its short form.
func (w *writer) person() castPerson {
	given, family := w.given(), w.surname()
	w.cast.given, w.cast.family = given, family
	shape := pick(w.rng, w.g.rules["personshape"])
	full, short, ok := strings.Cut(shape, " / ")
	if !ok {
		w.err = fmt.Errorf("a shape of a person's name without short form: %s", shape)
	}
	return castPerson{w.expand(full), w.expand(short)}
}
