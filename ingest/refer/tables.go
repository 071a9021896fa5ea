package refer

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"dossier/ingest/document"
)

//go:embed data/*.tsv
var files embed.FS

// tables is the linguistic knowledge of the package, read once from data.
type tables struct {
	countries []string          // names, by index
	states    map[string]int32  // folded name of a country → its index
	people    map[string]people // folded adjective or noun for its people
	capitals  map[string]int32  // folded capital → country
	cities    map[string]int32  // folded town that is no capital → country
	titles    map[string]title  // folded words, joined by blanks
	given     map[string]document.Gender
	nick      map[string][]int32 // folded given name → its families of short forms
	nouns     map[string][]class // lemma → what it denotes
	lists     map[string]wordSet
	nameNouns map[string][]string // word of a name → nouns that describe the body
	events    map[string][]string // event noun → what its phrase must say
}

type people struct {
	country int32
	plural  bool // a noun for several: "Russians"
}

type title struct {
	gender document.Gender
	role   bool // a noun by which a description may find the person
	royal  bool // belongs to the name when it stands before a given name
}

// class is one sense of a noun.
type class struct {
	path   string // "organization/company/bank"
	typ    document.Type
	gender document.Gender
}

type wordSet map[string]bool

var loadTables = sync.OnceValues(readTables)

func readTables() (*tables, error) {
	t := &tables{
		states: map[string]int32{}, people: map[string]people{}, capitals: map[string]int32{}, cities: map[string]int32{},
		titles: map[string]title{}, given: map[string]document.Gender{}, nick: map[string][]int32{},
		nouns: map[string][]class{}, lists: map[string]wordSet{},
		nameNouns: map[string][]string{}, events: map[string][]string{},
	}
	for _, file := range []struct {
		name   string
		fields int
		add    func(fields []string) error
	}{
		{"countries.tsv", 4, t.addCountry},
		{"cities.tsv", 2, t.addCities},
		{"titles.tsv", 3, t.addTitle},
		{"given.tsv", 2, t.addGiven},
		{"nicknames.tsv", 1, t.addNicknames},
		{"nouns.tsv", 3, t.addNouns},
		{"lists.tsv", 2, t.addList},
		{"descriptions.tsv", 2, t.addList},
		{"namenouns.tsv", 2, t.addNameNouns},
		{"events.tsv", 2, t.addEvents},
	} {
		data, err := files.ReadFile("data/" + file.name)
		if err != nil {
			return nil, fmt.Errorf("refer: %w", err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			fields := strings.Split(line, "\t")
			if len(fields) != file.fields {
				return nil, fmt.Errorf("refer: data/%s:%d: %d fields, want %d", file.name, i+1, len(fields), file.fields)
			}
			if err := file.add(fields); err != nil {
				return nil, fmt.Errorf("refer: data/%s:%d: %w", file.name, i+1, err)
			}
		}
	}
	for _, name := range usedLists {
		if t.lists[name] == nil {
			return nil, fmt.Errorf("refer: data: no list %q", name)
		}
	}
	return t, nil
}

// usedLists are the lists that the code asks for by name.
var usedLists = []string{"legal", "particle", "suffix", "article", "orgword", "placeword", "eventword", "otherword",
	"speech", "stateact", "maybeact", "area", "stateofficial", "placeverb", "kin", "relational", "anybody", "stateobject", "ofperson", "ofbody", "takesbody", "takesperson", "bybody", "byperson", "eventfirst", "facility", "takesfor", "takesof", "thing", "strikeverb", "couple", "regionadj", "eventverb", "eventplural", "eventorder", "eventgeneral", "guestverb", "holdverb", "talknoun", "guestsubject", "guestin", "speechnoun", "contestverb", "guestat", "statebody", "statebodymod", "pairnoun", "seat", "talkverb", "eventobject", "eventsubject", "he", "she", "it", "they", "i", "we",
	"sportword", "clubact", "clubobject", "clubmove", "teamrole", "epithet", "ownkind", "vague", "placedbody", "placedpair", "placedsite", "barebody", "innerbody", "unitadj", "ownernoun"}

func (t *tables) addCountry(f []string) error {
	at := int32(len(t.countries))
	t.countries = append(t.countries, f[0])
	for _, form := range append([]string{f[0]}, split(f[1])...) {
		key := fold(strings.TrimPrefix(strings.TrimPrefix(form, "The "), "the "))
		if other, ok := t.states[key]; ok && other != at {
			return fmt.Errorf("%q is %s already", form, t.countries[other])
		}
		t.states[key] = at
	}
	for _, form := range split(f[2]) {
		if p, ok := t.people[fold(form)]; ok && p.country != at {
			return fmt.Errorf("%q is of %s already", form, t.countries[p.country])
		}
		t.people[fold(form)] = people{country: at, plural: strings.HasSuffix(form, "s") && form != "Swiss" || strings.HasSuffix(form, "men")}
	}
	for _, form := range split(f[3]) {
		t.capitals[fold(form)] = at
	}
	return nil
}

func (t *tables) addCities(f []string) error {
	country, ok := t.states[fold(f[0])]
	if !ok {
		return fmt.Errorf("%q stands not in data/countries.tsv", f[0])
	}
	for _, town := range split(f[1]) {
		t.cities[fold(town)] = country
	}
	return nil
}

func (t *tables) addTitle(f []string) error {
	gender, err := parseGender(f[1])
	if err != nil {
		return err
	}
	switch f[2] {
	case "honorific", "role", "royal":
	default:
		return fmt.Errorf("kind %q, want honorific, role or royal", f[2])
	}
	t.titles[fold(f[0])] = title{gender: gender, role: f[2] != "honorific", royal: f[2] == "royal"}
	return nil
}

func (t *tables) addGiven(f []string) error {
	gender, err := parseGender(f[0])
	if err != nil {
		return err
	}
	for _, name := range strings.Fields(f[1]) {
		if old, ok := t.given[name]; ok && old != gender {
			return fmt.Errorf("%q is of both genders", name)
		}
		t.given[name] = gender
	}
	return nil
}

func (t *tables) addNicknames(f []string) error {
	family := int32(len(t.nick)) + 1
	for _, name := range strings.Fields(f[0]) {
		t.nick[name] = append(t.nick[name], family)
	}
	return nil
}

func (t *tables) addNouns(f []string) error {
	gender, err := parseGender(f[1])
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(f[0], "/")
	typ := document.ParseType(first)
	if typ == document.Other {
		return fmt.Errorf("class %q does not begin with a type", f[0])
	}
	for _, lemma := range strings.Split(f[2], "|") {
		t.nouns[lemma] = append(t.nouns[lemma], class{path: f[0], typ: typ, gender: gender})
	}
	return nil
}

func (t *tables) addNameNouns(f []string) error {
	if t.nouns[f[0]] == nil {
		return fmt.Errorf("%q does not stand in data/nouns.tsv", f[0])
	}
	for _, word := range strings.Split(f[1], "|") {
		t.nameNouns[word] = append(t.nameNouns[word], f[0])
	}
	return nil
}

func (t *tables) addEvents(f []string) error {
	needs := strings.Fields(f[1])
	for _, need := range needs {
		if !eventNeeds[strings.TrimPrefix(need, "the-")] {
			return fmt.Errorf("unknown condition %q", need)
		}
	}
	for _, lemma := range strings.Split(f[0], "|") {
		if typed(t.nouns[lemma], document.EventType) == nil {
			return fmt.Errorf("%q is no event in data/nouns.tsv", lemma)
		}
		t.events[lemma] = append(t.events[lemma], needs...)
	}
	return nil
}

func (t *tables) addList(f []string) error {
	set := t.lists[f[0]]
	if set == nil {
		set = wordSet{}
		t.lists[f[0]] = set
	}
	for _, word := range strings.Split(f[1], "|") {
		set[word] = true
	}
	return nil
}

func parseGender(s string) (document.Gender, error) {
	switch s {
	case "m":
		return document.Male, nil
	case "f":
		return document.Female, nil
	case "-":
		return document.Unknown, nil
	}
	return document.Unknown, fmt.Errorf("gender %q, want m, f or -", s)
}

func split(field string) []string {
	if field == "" {
		return nil
	}
	return strings.Split(field, "|")
}
