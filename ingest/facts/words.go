package facts

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed qualifiers.txt
var qualifiersText string

// A wordClass is what a word does to the status and the source of what it
// governs; qualifiers.txt describes each.
type wordClass uint32

const (
	saying wordClass = 1 << iota
	thinking
	denying
	accusing
	suspecting
	planning
	wanting
	failing
	occurring
	serving
	soonish
	voicing
	negating
	maybe
	conditional
	excluding
	dueSelf
	echoing
	thatOnly
	setApart
	elsewhen
)

// The rest of the classes, for parts of speech of their own.
const (
	willAux wordClass = 1 << iota
	wouldAux
	mayAux
	withinPrep
	viewNoun
	mediumNoun
	aroundNoun
	sceneLabel
	humanNoun
	occasionNoun
)

var wordClasses = map[string]wordClass{"say": saying, "think": thinking, "deny": denying, "accuse": accusing,
	"suspect": suspecting, "plan": planning, "want": wanting, "fail": failing, "occur": occurring, "serve": serving,
	"soon": soonish, "voice": voicing, "no": negating, "maybe": maybe, "if": conditional, "without": excluding, "due": dueSelf, "echo": echoing,
	"thatonly": thatOnly, "apart": setApart, "elsewhen": elsewhen}

var formClasses = map[string]wordClass{"will": willAux, "would": wouldAux, "may": mayAux, "within": withinPrep, "view": viewNoun, "medium": mediumNoun, "around": aroundNoun, "scene": sceneLabel, "human": humanNoun, "occasion": occasionNoun}

// classes are the words of qualifiers.txt by part of speech.
type classes struct {
	verbs, nouns, adjectives, adverbs, subordinators, pronouns map[string]wordClass
	auxiliaries, prepositions, views, labels                   map[string]wordClass
}

var qualifierWords = sync.OnceValue(func() *classes {
	w, err := readClasses("qualifiers.txt", qualifiersText)
	if err != nil {
		panic("facts: " + err.Error()) // embedded: a test catches it
	}
	return w
})

func readClasses(name, text string) (*classes, error) {
	w := &classes{verbs: map[string]wordClass{}, nouns: map[string]wordClass{}, adjectives: map[string]wordClass{},
		adverbs: map[string]wordClass{}, subordinators: map[string]wordClass{}, pronouns: map[string]wordClass{},
		auxiliaries: map[string]wordClass{}, prepositions: map[string]wordClass{}, views: map[string]wordClass{}, labels: map[string]wordClass{}}
	var table map[string]wordClass
	var class wordClass
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		words := line
		if line[0] != ' ' {
			head, rest, found := strings.Cut(line, ":")
			fields := strings.Fields(head)
			if !found || len(fields) != 2 {
				return nil, &ParseError{name, n + 1, "expected CLASS PART : word, word, …"}
			}
			var err error
			if table, class, err = w.table(fields[0], fields[1]); err != nil {
				return nil, &ParseError{name, n + 1, err.Error()}
			}
			words = rest
		} else if table == nil {
			return nil, &ParseError{name, n + 1, "an indented line continues nothing"}
		}
		for _, word := range strings.Split(words, ",") {
			if word = strings.TrimSpace(word); word != "" {
				table[word] |= class
			}
		}
	}
	return w, nil
}

func (w *classes) table(class, part string) (map[string]wordClass, wordClass, error) {
	if c, ok := formClasses[class]; ok {
		switch {
		case part == "x":
			return w.auxiliaries, c, nil
		case part == "c":
			return w.prepositions, c, nil
		case part == "n":
			return w.views, c, nil
		case part == "l":
			return w.labels, c, nil
		}
		return nil, 0, fmt.Errorf("class %q has no part %q", class, part)
	}
	c, ok := wordClasses[class]
	if !ok {
		return nil, 0, fmt.Errorf("unknown class %q", class)
	}
	switch part {
	case "v":
		return w.verbs, c, nil
	case "n":
		return w.nouns, c, nil
	case "a":
		return w.adjectives, c, nil
	case "r":
		return w.adverbs, c, nil
	case "c":
		return w.subordinators, c, nil
	case "p":
		return w.pronouns, c, nil
	}
	return nil, 0, fmt.Errorf("unknown part of speech %q", part)
}
