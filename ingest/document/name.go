package document

// Type is what kind of thing a name, mention or entity is.
type Type uint8

// The entity types of the ontology, and Other for what is none of them.
const (
	Other Type = iota
	Person
	Organization
	Place
	EventType
)

var typeNames = [...]string{"other", "person", "organization", "place", "event"}

func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return "?"
}

// ParseType returns the type of that name, Other for an unknown one.
func ParseType(name string) Type { return Type(indexOf(typeNames[:], name)) }

// Name is a proper name found in the text, by its tokens alone: "U.S.",
// "Andrea Kendall-Taylor" (without "Dr."), "the Munich Security Conference"
// (without "the"). Names never overlap and stand in order.
type Name struct {
	Span
	First, End int32 // tokens [First, End)
	Type       Type
	Score      float32 // probability of span and type, 0…1
}

// Time is a time expression and the interval it stands for.
type Time struct {
	Span
	First, End int32  // tokens [First, End)
	Value      string // ISO 8601: "2021-11", "2021-11-17", "2014/2016", "2011/.."; "" when it can't be resolved
	Kind       TimeKind
}

// TimeKind says what a time expression denotes.
type TimeKind uint8

// The kinds of time expression.
const (
	Date     TimeKind = iota // a day, month, year … on the calendar
	Range                    // from … to …, between … and …
	Since                    // since …, from … on
	Until                    // until …, by …
	Duration                 // "for two years", not on the calendar
	Repeated                 // "every year", "annually"
)

var timeKindNames = [...]string{"date", "range", "since", "until", "duration", "repeated"}

func (k TimeKind) String() string {
	if int(k) < len(timeKindNames) {
		return timeKindNames[k]
	}
	return "?"
}
