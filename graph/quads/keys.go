package quads

import (
	"bytes"
	"fmt"

	"dossier/graph"
)

// The tables beside the quads. Values are part of the format. "|" is a zero
// byte, which no IRI, relation or name key holds.
const (
	tabArticle  = 'a' // article → Article without its text               truth
	tabText     = 't' // article → text                                   truth
	tabContent  = 'c' // article → its entities, events, mentions         truth
	tabFact     = 'f' // fact → Fact                                      truth
	tabDecision = 'x' // kind | key → Decision                            truth
	tabRedirect = 'r' // old IRI → new IRI                                truth
	tabView     = 'v' // entity | article → entity, event, mentions there
	tabFactOf   = 'o' // article | fact
	tabEntity   = 'e' // entity → aggregate
	tabKey      = 'k' // name key | entity
	tabEnd      = 'i' // entity | role fact → head
	tabRelation = 'q' // relation | fact → head
	tabType     = 'y' // type | entity
	tabStats    = 'n' // → stats
)

// The roles in which a fact uses an entity, in keys of tabEnd.
const (
	roleSubject = 's'
	roleObject  = 'o'
	rolePlace   = 'p'
	roleSource  = 'c'
	roleEvent   = 'e'
)

func key1(tab byte, a string) []byte {
	b := make([]byte, 0, 1+len(a))
	return append(append(b, tab), a...)
}

func key2(tab byte, a, b string) []byte {
	k := make([]byte, 0, 2+len(a)+len(b))
	k = append(append(k, tab), a...)
	return append(append(k, 0), b...)
}

func endKey(id graph.IRI, role byte, fact graph.IRI) []byte {
	k := make([]byte, 0, 3+len(id)+len(fact))
	k = append(append(k, tabEnd), id...)
	return append(append(k, 0, role), fact...)
}

// second is the part of a key after its zero byte.
func second(key []byte) (string, error) {
	i := bytes.IndexByte(key, 0)
	if i < 0 {
		return "", fmt.Errorf("%w: a key of table %c lacks its second part", graph.ErrCorrupt, key[0])
	}
	return string(key[i+1:]), nil
}

func first(key []byte) string {
	if i := bytes.IndexByte(key, 0); i > 0 {
		return string(key[1:i])
	}
	return string(key[1:])
}
