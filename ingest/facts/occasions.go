package facts

import "dossier/ingest/document"

// occasional relations hold at an event, or between one and its place: their
// time is the event's.
var occasional = map[string]bool{"took place in": true, "participates in": true, "attends": true, "hosts": true, "organizes": true}

// settleOccasions gives the place of an event the time that all agree on who
// tell what happened at it, and lets it lie ahead where all of that is planned.
// Who stages or hosts an event that lies ahead does so then. What is denied
// tells nothing of the event.
func (a *assembly) settleOccasions() {
	for i := range a.facts {
		f := &a.facts[i]
		if f.Relation != "took place in" || f.Status == document.Denied || a.eventOf(f) == none {
			continue
		}
		event := a.eventOf(f)
		time, agreed, ahead, others := "", true, true, 0
		for k := range a.facts {
			o := &a.facts[k]
			if o.Relation == f.Relation || !occasional[o.Relation] || o.Status == document.Denied || a.eventOf(o) != event {
				continue
			}
			if o.Time != "" {
				agreed = agreed && (time == "" || time == o.Time)
				time = o.Time
			}
			others++
			ahead = ahead && o.Status == document.Planned
		}
		told := f.Time
		if f.Time == "" && agreed {
			f.Time = time
		}
		if others > 0 && ahead && f.Status == document.Happened {
			f.Status = document.Planned
		}
		if f.Status == document.Planned {
			a.stagedAhead(event, f.Time)
		}
		if told != "" {
			a.attendedThen(f, event)
		}
	}
}

// stagedAhead makes plans of the staging and hosting of an event that lies ahead.
func (a *assembly) stagedAhead(event int32, time string) {
	for i := range a.facts {
		f := &a.facts[i]
		if f.Status == document.Happened && (f.Relation == "organizes" || f.Relation == "hosts") && a.eventOf(f) == event && (f.Time == "" || f.Time == time) {
			f.Status, f.Time = document.Planned, time
		}
	}
}

// attendedThen gives those who attend an event its day where it is told.
func (a *assembly) attendedThen(place *document.Fact, event int32) {
	for i := range a.facts {
		f := &a.facts[i]
		if f.Time == "" && f.Status == place.Status && (f.Relation == "attends" || f.Relation == "participates in") && a.eventOf(f) == event {
			f.Time = place.Time
		}
	}
}

// settleLeaving gives who is dismissed from a post the time of the dismissal
// that the same sentence tells.
func (a *assembly) settleLeaving() {
	for i := range a.facts {
		f := &a.facts[i]
		if f.Relation != "leaves" || f.Time != "" {
			continue
		}
		for k := range a.facts {
			d := &a.facts[k]
			if d.Relation == "dismisses" && d.Object == f.Subject && d.Time != "" && d.Status == f.Status && d.Evidence[0].Sentence == f.Evidence[0].Sentence {
				f.Time = d.Time
				break
			}
		}
	}
}

// eventOf returns the event of an occasional fact, none where it has none.
func (a *assembly) eventOf(f *document.Fact) int32 {
	at := f.Object
	if f.Relation == "took place in" {
		at = f.Subject
	}
	if a.doc.Entities[at].Type != document.EventType {
		return none
	}
	return at
}
