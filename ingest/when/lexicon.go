package when

import (
	"bufio"
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed data/words.tsv
var wordsTable string

//go:embed data/holidays.tsv
var holidaysTable string

// A class is a set of words that a place in the grammar accepts.
type class uint8

const (
	noClass class = iota
	month
	monthAbbr
	ambiguous
	weekdayName
	weekdayAbbr
	season
	unitName
	plural
	cardinal
	ordinal
	decadeName
	deictic
	dayPart
	ref
	ana
	phase
	compare
	edge
	ago
	after
	before
	later
	earlier
	since
	from
	until
	by
	between
	to
	and
	onward
	each
	repeated
	prep
	approx
	yearNoun
	future
	past
	implicative
	reporting
	echo
	sameForm
	ahead
)

var classNames = map[string]class{"month": month, "monthabbr": monthAbbr, "ambiguous": ambiguous,
	"weekday": weekdayName, "weekdayabbr": weekdayAbbr, "season": season, "unit": unitName, "plural": plural,
	"cardinal": cardinal, "ordinal": ordinal, "decadename": decadeName, "deictic": deictic, "daypart": dayPart,
	"ref": ref, "ana": ana, "phase": phase, "compare": compare, "edge": edge, "ago": ago, "after": after,
	"before": before, "later": later, "earlier": earlier, "since": since, "from": from, "until": until, "by": by,
	"between": between, "to": to, "and": and, "onward": onward, "each": each, "repeated": repeated, "prep": prep,
	"approx": approx, "yearnoun": yearNoun, "future": future, "past": past,
	"implicative": implicative, "reporting": reporting, "echo": echo, "sameform": sameForm,
	"ahead": ahead}

// The units, as data/words.tsv numbers them.
const (
	hour = 1 + iota
	day
	week
	weekend
	monthUnit
	quarter
	half
	year
	decade
	century
	fortnight
	minute
)

type sense struct {
	class class
	value int
}

// A holiday is a day of the year known by name.
type holiday struct {
	words               []string
	month, day          int // fixed day
	weekday, nth        int // nth weekday of month
	fromEaster          int
	byEaster, byWeekday bool
}

func (h holiday) in(year int) int {
	switch {
	case h.byEaster:
		return easter(year) + h.fromEaster
	case h.byWeekday && h.nth < 0:
		last := days(year, h.month, monthLength(year, h.month))
		return last - floorMod(weekday(last)-h.weekday, 7)
	case h.byWeekday:
		first := days(year, h.month, 1)
		return first + floorMod(h.weekday-weekday(first), 7) + 7*(h.nth-1)
	}
	return days(year, h.month, h.day)
}

type lexicon struct {
	senses   map[string][]sense
	holidays map[string][]holiday // by first word, longest first as in the file
}

var words = mustLoad(wordsTable, holidaysTable)

func mustLoad(words, holidays string) *lexicon {
	lex, err := load(words, holidays)
	if err != nil {
		panic("when: embedded table: " + err.Error())
	}
	return lex
}

func load(words, holidays string) (*lexicon, error) {
	lex := &lexicon{senses: map[string][]sense{}, holidays: map[string][]holiday{}}
	err := eachRow("words.tsv", words, 3, func(cols []string) error {
		class, known := classNames[cols[0]]
		if !known {
			return fmt.Errorf("unknown class %q", cols[0])
		}
		value, err := strconv.Atoi(cols[1])
		if err != nil {
			return fmt.Errorf("value %q is no number", cols[1])
		}
		for _, w := range strings.Fields(cols[2]) {
			lex.senses[w] = append(lex.senses[w], sense{class, value})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = eachRow("holidays.tsv", holidays, 2, func(cols []string) error {
		h, err := parseHoliday(cols[1])
		if err != nil {
			return err
		}
		h.words = strings.Fields(cols[0])
		lex.holidays[h.words[0]] = append(lex.holidays[h.words[0]], h)
		return nil
	})
	return lex, err
}

func parseHoliday(rule string) (h holiday, err error) {
	var n int
	switch {
	case strings.HasPrefix(rule, "easter"):
		h.byEaster = true
		h.fromEaster, err = strconv.Atoi(strings.TrimPrefix(rule, "easter"))
	case strings.Contains(rule, "/"):
		h.byWeekday = true
		n, err = fmt.Sscanf(rule, "%d/%d/%d", &h.month, &h.weekday, &h.nth)
	default:
		n, err = fmt.Sscanf(rule, "%d-%d", &h.month, &h.day)
	}
	if err != nil || n == 0 && !h.byEaster {
		return h, fmt.Errorf("%q is no rule (MM-DD, easter+N or MM/W/N)", rule)
	}
	return h, nil
}

func eachRow(name, table string, want int, row func([]string) error) error {
	scanner := bufio.NewScanner(strings.NewReader(table))
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != want {
			return fmt.Errorf("%s:%d: %d columns, expected %d", name, n, len(cols), want)
		}
		if err := row(cols); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return scanner.Err()
}
