package source

import "fmt"

// Reason says why a page could not be had.
type Reason uint8

// The reasons.
const (
	NotFound Reason = iota + 1
	Forbidden
	Unreadable
	TooLarge
	Truncated
	Malformed
	Unsupported
	Network
	TimedOut
	Refused // the server answered with an error status
)

var reasonNames = [...]string{"?", "not found", "forbidden", "unreadable", "too large", "truncated", "malformed", "unsupported", "network", "timed out", "refused"}

func (r Reason) String() string {
	if int(r) < len(reasonNames) {
		return reasonNames[r]
	}
	return "?"
}

// Error is about one page or one source; the others go on.
type Error struct {
	Name   string // of the page or source
	Reason Reason
	Detail string // what is wrong and what to do
	Err    error  // what lies below; nil when nothing does
}

func (e *Error) Error() string {
	s := fmt.Sprintf("%s: %s: %s", e.Name, e.Reason, e.Detail)
	if e.Err != nil {
		s += fmt.Sprintf(" (%v)", e.Err)
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

func tooLarge(limit int64) string {
	return fmt.Sprintf("more than %d bytes; raise the limit or leave it out", limit)
}
