package facts

import (
	"slices"

	"dossier/ingest/document"
)

// trials joins the people whom an article tells to be convicted or charged to
// the one trial that it tells of: reports of verdicts seldom say that who is
// sentenced was tried.
type trials struct {
	accused []end   // people convicted or charged so far, without tokens
	seen    []int32 // trial events mentioned so far
	filled  bool    // somebody is said to be tried in the first of them
}

func (tr *trials) start() {
	tr.accused, tr.seen, tr.filled = tr.accused[:0], tr.seen[:0], false
}

// tried reads the sentence for trials and those accused.
func (x *run) tried() {
	g, tr := &x.g, &x.trials
	// Whom this sentence has convicted was tried in the trial told of before.
	for i, n := 0, len(x.candidates); i < n; i++ {
		c := x.candidates[i]
		if c.relation != "convicts" || c.kind == structural || x.doc.Entities[c.object].Type != document.Person {
			continue
		}
		who := end{c.object, c.objectTok, c.objectMention}
		if len(tr.seen) == 1 {
			base := x.attendance(c.trigger, "trials:convicted", 0.5)
			base.event = tr.seen[0]
			x.takesPart(who, end{tr.seen[0], c.trigger, none}, c.trigger, &base)
			tr.filled = true
		}
		if !hasEnd(tr.accused, who.entity) {
			tr.accused = append(tr.accused, end{who.entity, none, none})
		}
	}
	ms := x.doc.Mentions
	for t := g.first; t < g.end; t++ {
		m := g.node(t).mention
		if m == none || ms[m].Entity == none || ms[m].Type != document.EventType || !x.isTrial(ms[m].Entity) {
			continue
		}
		trial := ms[m].Entity
		if !slices.Contains(tr.seen, trial) {
			tr.seen = append(tr.seen, trial)
		}
		for i := range x.candidates {
			if c := &x.candidates[i]; c.relation == "participates in" && c.object == trial {
				tr.filled = tr.filled || trial == tr.seen[0]
				trial = none
				break
			}
		}
		if d := g.kid(t, document.Det); trial == none || tr.filled || len(tr.seen) != 1 || d == none || x.key(g.doc.Word(d)) != "the" || g.kid(t, document.Amod) != none {
			continue // "a second trial" is another
		}
		base := x.attendance(t, "trials:accused", 0.5)
		base.event = trial
		for _, who := range tr.accused {
			x.takesPart(end{who.entity, t, none}, end{trial, t, m}, t, &base)
			tr.filled = true
		}
	}
}

// isTrial reports whether the event is a trial before a court.
func (x *run) isTrial(event int32) bool {
	t := x.doc.Entities[event].Trigger
	if t == none {
		return false
	}
	switch x.key(x.doc.Tokens[t].Lemma) {
	case "trial", "retrial", "court-martial", "proceeding":
		return true
	}
	return false
}
