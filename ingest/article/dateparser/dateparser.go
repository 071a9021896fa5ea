// Package dateparser stands in for github.com/markusmobius/go-dateparser,
// which go-htmldate asks when its own patterns have not read a date on a web
// page. That library compiles the date words of two hundred languages when a
// program starts, 140 milliseconds that every command would pay; dossier reads
// English pages only. This one has the part of its interface that go-htmldate
// uses and asks github.com/araddon/dateparse, which compiles nothing at start.
//
// In: a short text that may be a date. Out: the day it names, if it names day,
// month and year and is not ambiguous between day and month.
package dateparser

import (
	"errors"
	"time"
	"unicode/utf8"

	"github.com/araddon/dateparse"
)

// ParserType and its values exist for go-htmldate's sake.
type ParserType uint8

// The kinds of reading go-htmldate asks for; both are what Parse does.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource tells what to do with incomplete dates; they are refused here.
type PreferredDateSource uint8

// Past prefers dates before the current time.
const Past PreferredDateSource = 1

// Configuration is read by nobody: only complete dates are taken.
type Configuration struct {
	CurrentTime         time.Time
	StrictParsing       bool
	PreferredDateSource PreferredDateSource
}

// Parser reads dates. Its zero value works; it is safe for concurrent use.
type Parser struct {
	ParserTypes []ParserType
}

// Date is a day that was read.
type Date struct {
	Time time.Time
}

// The longest text that can be a date with a weekday, a time and a zone.
const maxBytes = 80

var errNoDate = errors.New("not a complete date")

// Parse reads text as one date that names its year, month and day. Years
// outside 1900 to 2100 are refused, so that bare numbers are not read as times.
func (*Parser) Parse(_ *Configuration, text string) (date Date, err error) {
	if len(text) > maxBytes || !utf8.ValidString(text) || digits(text) < 5 {
		return Date{}, errNoDate
	}
	defer func() {
		// The library slices its input by fixed positions and is known to overrun on odd text.
		if recover() != nil {
			date, err = Date{}, errNoDate
		}
	}()
	t, err := dateparse.ParseStrict(text)
	if err != nil {
		return Date{}, err
	}
	if t.Year() < 1900 || t.Year() > 2100 {
		return Date{}, errNoDate
	}
	return Date{Time: t}, nil
}

func digits(text string) int {
	n := 0
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' {
			n++
		}
	}
	return n
}
