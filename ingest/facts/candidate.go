package facts

import "dossier/ingest/document"

// candidate is a fact before its qualifiers are decided. Rules fill the first
// half, qualify the second.
type candidate struct {
	relation       string
	open           bool  // relation is no label of the ontology
	subject        int32 // entity
	object         int32 // entity
	subjectTok     int32 // token that heads the words which stand for the subject
	objectTok      int32
	subjectMention int32 // None where the token is no mention (its entity was inferred)
	objectMention  int32
	sentence       int32
	trigger        int32  // token that states the relation: verb, noun, title; the subject's token where layout states it
	triggerEnd     int32  // token after the trigger's last word; trigger+1 for one word
	rule           string // "frames:meets", "roles:director", "structure:based"
	kind           kind
	settled        bool // layout or the whole article states it: qualifiers are not asked
	former         bool // the role is past by its own words ("former", "ex-"): the relation was turned to leaves already

	// status as the frame has it; final tells that its words decide it
	// whatever the clause says ("a bid for").
	status document.Status
	final  bool

	// Qualifiers; time, place and source stay zero where nothing is stated.
	time       string
	place      int32 // entity, None without
	event      int32 // entity of the event this fact is part of, None without
	sources    []document.Source
	qualifiers []string
	confidence float32 // first the prior of its rule, then a probability
	prior      float32 // what its rule gave
	score      int     // of its signals, in thousandths of a logit
}

// kind says by what sort of construction a candidate is stated. It decides
// how far the qualifiers of the surrounding clause reach.
type kind uint8

const (
	verbal     kind = iota // the trigger heads a clause: its modals, negation and adverbs count
	nominal                // the trigger is a noun of action ("the arrest of X"): the clause reaches it only as its object or subject
	role                   // a title or post; in a copular clause the clause counts, otherwise nothing around it
	structural             // layout, address, demonym, compound: always a plain fact, without time
)

var kindNames = [...]string{"verbal", "nominal", "role", "structural"}

func (k kind) String() string { return kindNames[k] }
