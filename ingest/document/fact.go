package document

// Fact says that a relation holds between two entities of the article, and
// how: whether it happened, when, where, and who says so.
type Fact struct {
	Subject    int32    // index into Document.Entities
	Relation   string   // a label of the ontology ("traveled to"); of an open relation its normalised predicate
	Object     int32    // index into Document.Entities
	Open       bool     // no frame matched: Relation is no label of the ontology
	Status     Status   //
	Time       string   // ISO 8601 interval at the precision stated, "" when none is
	Place      int32    // entity index, None when not stated
	Sources    []Source // who is credited, nearest first ("Interfax quoted Peskov": Peskov, Interfax); empty: the article itself
	Event      int32    // entity index of the event this fact is part of, None when none
	Confidence float32  // calibrated probability that the fact is right, 0…1
	Evidence   []Evidence
}

// Source is who the article credits for a fact.
type Source struct {
	Entity int32  // entity index, None when only described
	Text   string // as the article has it: "Dmitry Peskov", "three people familiar with the matter"
}

// Evidence is one place in the article where a fact is stated.
type Evidence struct {
	Sentence int32  // index into Document.Sentences
	Subject  Span   // the words that stand for the subject
	Object   Span   // the words that stand for the object
	Trigger  Span   // the word that states the relation
	Rule     string // frame or role that matched, as its data file names it: "frames:meet", "roles:director"
	Path     string // readable tree path from subject over trigger to object
	// Qualifiers names what decided status, time and source, each as
	// "status=possible: could", readable by a person.
	Qualifiers []string
}

// Status says whether a fact happened, as the article states it.
type Status uint8

// The statuses of the ontology.
const (
	Happened Status = iota
	Planned
	Possible
	Denied
)

var statusNames = [...]string{"happened", "planned", "possible", "denied"}

func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return "?"
}

// Statuses are the names of all statuses, in the order of their values.
func Statuses() []string { return statusNames[:] }

// Event is what is known of an entity of type event beyond its names.
type Event struct {
	Entity       int32 // index into Document.Entities
	Participants []Participant
	Time         string // ISO 8601 interval or ""
	Place        int32  // entity index or None
	Status       Status
	Class        string // event type of the ontology's event table: "summit", "election" …
}

// Participant is an entity's part in an event.
type Participant struct {
	Entity int32
	Role   string // "host", "attendee", "target" …
}
