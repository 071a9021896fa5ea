package graph

// Sighting is an entity as one article shows it.
type Sighting struct {
	Article  IRI
	Entity   Entity
	Observed []byte // by the store's Observer; nil where the store had none when it was written
}

// Observer says what a record shows of each of its entities, in their order,
// in a form that the observer alone reads. The store keeps it beside the
// entities, so that resolving need not read whole records. It depends on the
// record alone; its first ObservedBy bytes name the rules that made it, and
// other rules have other names.
type Observer func(r *Record) [][]byte

// ObservedBy is the length of the name of an Observer's rules.
const ObservedBy = 4
