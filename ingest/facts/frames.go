package facts

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"dossier/graph/ontology"
	"dossier/ingest/document"
)

//go:embed frames.txt
var framesText string

//go:embed roles.txt
var rolesText string

// Frames are the tables that extraction reads by: frames of verbs, nouns and
// adjectives, support verbs, stand-in nouns and roles. Their format is
// described at the head of frames.txt and roles.txt. A loaded value is
// read-only and safe for concurrent use.
type Frames struct {
	verbs, nouns, adjectives map[string][]*frame
	support                  map[string][]supportVerb
	standIns                 map[string]bool
	roles                    map[string][]*roleNoun
	events                   map[string]string // noun → class of event
	words                    map[string]map[string]bool
	hyphened                 map[string]bool            // first parts of role nouns with a hyphen
	irregular                map[string]string          // verb forms → lemma, for those whose lemma is unknown
	nounMarks                map[string]map[string]bool // noun → prepositions of its slots
	verbMarks                map[string]map[string]bool // verb → prepositions of its slots
	frames                   int
}

// frame is one line of the table for one trigger.
type frame struct {
	trigger      string
	words        []word // what must stand beside the trigger's first word
	relation     ontology.Relation
	subject      slots
	object       slots
	third        slots // a further end that implied facts name x
	each         bool  // object: each other filler of the subject's slot
	status       document.Status
	final        bool     // status whatever the clause says
	anyPrt       bool     // the verb may have particles
	inf          bool     // an infinitive clause must follow ("told him to go")
	noCourt      bool     // the object is no court
	members      bool     // the object is a body of members, by a word of its name
	noSchools    bool     // the object is no school
	schools      bool     // the object is a school, by a word of its name
	noMembers    bool     // … is none
	noPerson     bool     // the verb's object is no person
	noComp       bool     // no second object or complement
	named        bool     // the object is no pronoun
	noSuffer     bool     // no support verb makes its subject suffer the noun
	notBy        string   // names a list of modifiers of which none may stand before the noun
	clause       []string // lists of what may head the verb's that-clause; any will do, none means no demand
	comp         string   // names a list of complements of which one must be there
	intransitive bool     // no direct object
	without      string
	subjectIn    string // names a list of which a word stands in the subject's name
	objectIn     string // … in the object's
	sport        bool   // only in a text about sport
	noSport      bool   // only in a text about anything else
	implied      []implied
}

// word is a further word of a trigger.
type word struct {
	kind  byte // '+' particle or adverb, '=' object noun, '>' oblique noun, '^' modifier, '<' case marker
	mark  string
	lemma string
	list  string // instead of the lemma: any word of the list
}

// slots are alternatives in order; the first that is filled counts.
type slots struct {
	list  []slot
	types ontology.Types
	exact bool // no body may stand for a place, no place for a body
	soft  bool // an act or property may stand for the entity it belongs to
}

type slot struct {
	rel  rel
	mark string
	is   bool // who the noun itself denotes: copular subject, apposition, title
	each bool // between A and B
	inf  bool // what the verb's infinitive acts on
}

// implied is a fact that follows from the frame's own.
type implied struct {
	relation        ontology.Relation
	subject, object byte // 's', 'o' or 'x'
	status          document.Status
	hasStatus       bool
}

// supportVerb says which argument of a verb carries a noun of action, and
// what the verb's subject is to it.
type supportVerb struct {
	rel      rel
	mark     string
	particle string
	as       rel    // supp or suffer
	from     string // the noun is the verb's subject, and the phrase with this preposition is who acts
}

// ParseError is a broken line of a table.
type ParseError struct {
	File string
	Line int
	Msg  string
}

func (e *ParseError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// Builtin returns the embedded tables.
func Builtin() *Frames { return builtin() }

var builtin = sync.OnceValue(func() *Frames {
	f := newFrames()
	for _, table := range [...]struct{ name, text string }{{"frames.txt", framesText}, {"roles.txt", rolesText}} {
		if err := f.read(strings.NewReader(table.text), table.name, nil); err != nil {
			panic("facts: " + err.Error()) // embedded: a test catches it
		}
	}
	return f
})

// LoadFrames reads the user's table, in the format of frames.txt or
// roles.txt, on top of the embedded ones: its lines come first. name stands
// in error messages, which are of type *ParseError for a broken line; all
// broken lines are reported, joined.
func LoadFrames(r io.Reader, name string) (*Frames, error) {
	f := newFrames()
	if err := f.read(r, name, Builtin()); err != nil {
		return nil, err
	}
	f.append(Builtin())
	return f, nil
}

// Len returns the number of triggers and role nouns.
func (f *Frames) Len() int { return f.frames }

func newFrames() *Frames {
	return &Frames{verbs: map[string][]*frame{}, nouns: map[string][]*frame{}, adjectives: map[string][]*frame{},
		support: map[string][]supportVerb{}, standIns: map[string]bool{}, roles: map[string][]*roleNoun{},
		hyphened: map[string]bool{}, irregular: map[string]string{}, events: map[string]string{}, words: map[string]map[string]bool{},
		nounMarks: map[string]map[string]bool{}, verbMarks: map[string]map[string]bool{}}
}

func (f *Frames) append(o *Frames) {
	for _, m := range [...]struct{ to, from map[string][]*frame }{{f.verbs, o.verbs}, {f.nouns, o.nouns}, {f.adjectives, o.adjectives}} {
		for k, v := range m.from {
			m.to[k] = append(slices.Clip(m.to[k]), v...)
		}
	}
	for k, v := range o.support {
		f.support[k] = append(slices.Clip(f.support[k]), v...)
	}
	for k, v := range o.roles {
		f.roles[k] = append(slices.Clip(f.roles[k]), v...)
	}
	for _, both := range [...]struct{ to, from map[string]map[string]bool }{{f.nounMarks, o.nounMarks}, {f.verbMarks, o.verbMarks}} {
		for word, marks := range both.from {
			for m := range marks {
				takes(both.to, word, m)
			}
		}
	}
	for k := range o.standIns {
		f.standIns[k] = true
	}
	for k, v := range o.irregular {
		f.irregular[k] = v
	}
	for k := range o.hyphened {
		f.hyphened[k] = true
	}
	for k, v := range o.events {
		if _, own := f.events[k]; !own {
			f.events[k] = v
		}
	}
	for list, set := range o.words {
		for w := range set {
			f.addWord(list, w)
		}
	}
	f.frames += o.frames
}

// takes notes that a word has a slot for phrases with a preposition.
func takes(index map[string]map[string]bool, word, mark string) {
	if mark == "" || mark == "of" {
		return
	}
	if index[word] == nil {
		index[word] = map[string]bool{}
	}
	index[word][mark] = true
}

func (f *Frames) addWord(list, w string) {
	if f.words[list] == nil {
		f.words[list] = map[string]bool{}
	}
	f.words[list][w] = true
}

// actionNoun reports whether a noun has a frame of its own.
func (f *Frames) actionNoun(lemma string) bool {
	return len(f.nouns[lemma]) > 0 || f.events[lemma] != ""
}

// read parses a table of either format.
func (f *Frames) read(r io.Reader, name string, known *Frames) error {
	p := parser{frames: f, file: name, known: known}
	scan := bufio.NewScanner(r)
	scan.Buffer(make([]byte, 0, 64<<10), 1<<20)
	var line string // a logical line: continued where the next one is indented
	at := 0
	flush := func() {
		if strings.TrimSpace(line) != "" {
			p.line(at, line)
		}
		line = ""
	}
	n := 0
	for scan.Scan() {
		n++
		text := strings.TrimRight(scan.Text(), " \t\r")
		if hash := strings.IndexByte(text, '#'); hash >= 0 {
			text = strings.TrimRight(text[:hash], " \t")
		}
		if text == "" {
			continue
		}
		if text[0] == ' ' || text[0] == '\t' {
			line += " " + strings.TrimSpace(text)
			continue
		}
		flush()
		line, at = text, n
	}
	flush()
	p.finish()
	for _, both := range [...]struct {
		frames map[string][]*frame
		index  map[string]map[string]bool
		rel    rel
	}{{f.nouns, f.nounMarks, nmod}, {f.verbs, f.verbMarks, obl}} {
		for word, frames := range both.frames {
			for _, fr := range frames {
				for _, list := range [...][]slot{fr.subject.list, fr.object.list, fr.third.list} {
					for _, s := range list {
						if s.rel == both.rel {
							takes(both.index, word, s.mark)
						}
					}
				}
			}
		}
	}
	if err := scan.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return errors.Join(p.errs...)
}

type parser struct {
	frames  *Frames
	known   *Frames // whose lists may be asked for as well
	file    string
	section string
	rel     ontology.Relation
	open    []openLine // frames whose first word is a list
	errs    []error
}

// openLine is a frame for each word of a list.
type openLine struct {
	index map[string][]*frame
	frame frame
	list  string
	line  int
}

// finish adds the frames that begin with a list. The lists of the embedded
// table serve a user's table as well.
func (p *parser) finish() {
	for i := range p.open {
		o := &p.open[i]
		set := p.frames.words[o.list]
		if len(set) == 0 && p.known != nil {
			set = p.known.words[o.list]
		}
		if len(set) == 0 {
			p.fail(o.line, "no list [words %s]", o.list)
		}
		words := make([]string, 0, len(set))
		for w := range set {
			words = append(words, w)
		}
		slices.Sort(words)
		for _, w := range words {
			f := o.frame
			f.trigger = w + strings.TrimPrefix(f.trigger, "@"+strings.ReplaceAll(o.list, " ", "_"))
			o.index[w] = append(o.index[w], &f)
			p.frames.frames++
		}
	}
}

func (p *parser) fail(line int, format string, args ...any) {
	if len(p.errs) < 20 {
		p.errs = append(p.errs, &ParseError{p.file, line, fmt.Sprintf(format, args...)})
	}
}

func (p *parser) line(n int, text string) {
	if text[0] == '[' {
		if !strings.HasSuffix(text, "]") {
			p.fail(n, "section %q does not end in ]", text)
			return
		}
		p.section = strings.TrimSpace(text[1 : len(text)-1])
		p.rel = ontology.Relation{}
		switch p.section {
		case "support", "stand-ins", "events", "roles", "kin", "irregular":
			return
		}
		if list, ok := strings.CutPrefix(p.section, "words "); ok {
			p.section = "words"
			p.rel.Label = strings.TrimSpace(list)
			return
		}
		rel, ok := ontology.Lookup(p.section)
		if !ok {
			p.fail(n, "no relation %q in the ontology, and no section of that name", p.section)
			p.section = ""
			return
		}
		p.rel = rel
		return
	}
	head, tail, ok := strings.Cut(text, ":= ")
	if !ok {
		if head, tail, ok = strings.Cut(text, " : "); !ok {
			p.fail(n, "no \" : \" between what the line says and its words")
			return
		}
	}
	var words []string
	for _, w := range strings.Split(tail, ",") {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		p.fail(n, "no words after the colon")
		return
	}
	fields := strings.Fields(head)
	switch p.section {
	case "":
		p.fail(n, "the line stands in no section")
	case "support":
		p.supportLine(n, fields, words)
	case "stand-ins":
		for _, w := range words {
			p.frames.standIns[w] = true
		}
	case "irregular":
		for _, w := range words {
			p.frames.irregular[w] = fields[0]
		}
	case "events":
		for _, w := range words {
			p.frames.events[w] = fields[0]
		}
	case "words":
		for _, w := range words {
			p.frames.addWord(p.rel.Label, w)
		}
	case "roles", "kin":
		p.roleLine(n, fields, words)
	default:
		p.frameLine(n, fields, words)
	}
}

var nounMacros = map[string]string{
	"agent":   "by/at_the_hands_of/supp/poss/adj/comp",
	"patient": "of/suffer/poss",
}

func (p *parser) parseSlots(text string, noun bool) (slots, error) {
	var s slots
	text, types, typed := strings.Cut(text, ":")
	if typed {
		types, s.exact = strings.CutSuffix(types, "!")
		for _, c := range types {
			switch c {
			case 'P':
				s.types |= ontology.Person
			case 'O':
				s.types |= ontology.Organization
			case 'L':
				s.types |= ontology.Place
			case 'E':
				s.types |= ontology.Event
			default:
				return s, fmt.Errorf("type %q, want letters of P, O, L, E", c)
			}
		}
	}
	if cut, soft := strings.CutSuffix(text, "~"); soft {
		text, s.soft = cut, true
	}
	for _, name := range strings.Split(text, "/") {
		if list, macro := nounMacros[name]; macro && noun {
			for _, m := range strings.Split(list, "/") {
				s.list = append(s.list, p.slot(m, noun))
			}
			continue
		}
		if name == "" {
			return s, fmt.Errorf("an empty slot in %q", text)
		}
		s.list = append(s.list, p.slot(name, noun))
	}
	return s, nil
}

func (p *parser) slot(name string, noun bool) slot {
	switch name {
	case "subj":
		return slot{rel: subj}
	case "obj":
		return slot{rel: obj}
	case "iobj":
		return slot{rel: iobj}
	case "poss":
		return slot{rel: poss}
	case "comp":
		return slot{rel: comp}
	case "adj":
		return slot{rel: adj}
	case "supp":
		return slot{rel: supp}
	case "suffer":
		return slot{rel: suffer}
	case "clause":
		return slot{rel: ccomp}
	case "infobj":
		return slot{rel: xcomp, inf: true}
	case "is":
		return slot{is: true}
	case "between":
		return slot{rel: nmod, mark: "between", each: true}
	}
	if noun {
		return slot{rel: nmod, mark: name}
	}
	return slot{rel: obl, mark: name}
}

func (p *parser) frameLine(n int, fields, words []string) {
	if len(fields) < 3 {
		p.fail(n, "want: verb|noun|adj SUBJECT OBJECT [option …] : word, …")
		return
	}
	var index map[string][]*frame
	noun := false
	switch fields[0] {
	case "verb":
		index = p.frames.verbs
	case "noun":
		index, noun = p.frames.nouns, true
	case "adj":
		index = p.frames.adjectives
	default:
		p.fail(n, "%q, want verb, noun or adj", fields[0])
		return
	}
	base := frame{relation: p.rel}
	var err error
	if base.subject, err = p.parseSlots(fields[1], noun); err != nil {
		p.fail(n, "subject: %v", err)
		return
	}
	if fields[2] == "each" {
		base.each = true
	} else if base.object, err = p.parseSlots(fields[2], noun); err != nil {
		p.fail(n, "object: %v", err)
		return
	}
	if base.subject.types == 0 {
		base.subject.types = p.rel.Subject
	}
	if base.object.types == 0 {
		base.object.types = p.rel.Object
	}
	for _, opt := range fields[3:] {
		if err := p.option(&base, opt, noun); err != nil {
			p.fail(n, "%v", err)
			return
		}
	}
	for _, text := range words {
		f := base
		parts := strings.Fields(text)
		f.trigger = text
		for _, w := range parts[1:] {
			f.words = append(f.words, parseWord(w))
		}
		for i := range f.words {
			if f.words[i].kind == '>' && f.words[i].lemma == "" && f.words[i].list == "" {
				// ">into custody": the marker takes the next word.
				if i+1 < len(f.words) && f.words[i+1].kind == '+' {
					f.words[i].lemma, f.words[i].list = f.words[i+1].lemma, f.words[i+1].list
					f.words = append(f.words[:i+1:i+1], f.words[i+2:]...)
				} else {
					p.fail(n, "%q: no noun after %q", text, f.words[i].mark)
				}
				break
			}
		}
		if name, ok := strings.CutPrefix(parts[0], "@"); ok {
			p.open = append(p.open, openLine{index, f, listName(name), n})
			continue
		}
		index[parts[0]] = append(index[parts[0]], &f)
		p.frames.frames++
	}
}

func parseWord(w string) word {
	switch w[0] {
	case '=', '^', '<':
		if list, ok := strings.CutPrefix(w[1:], "@"); ok {
			return word{kind: w[0], list: listName(list)}
		}
		return word{kind: w[0], lemma: w[1:]}
	case '>':
		return word{kind: '>', mark: w[1:]}
	case '@':
		return word{kind: '+', list: listName(w[1:])} // of a marker before it
	}
	return word{kind: '+', lemma: strings.TrimPrefix(w, "+")}
}

func (p *parser) option(f *frame, opt string, noun bool) error {
	key, value, _ := strings.Cut(opt, "=")
	switch {
	case key == "status":
		for i, s := range document.Statuses() {
			if s == value {
				f.status = document.Status(i)
				return nil
			}
		}
		return fmt.Errorf("status %q, want one of %s", value, strings.Join(document.Statuses(), ", "))
	case opt == "final":
		f.final = true
	case opt == "prt":
		f.anyPrt = true
	case opt == "inf":
		f.inf = true
	case opt == "schools":
		f.schools = true
	case opt == "noschools":
		f.noSchools = true
	case opt == "members":
		f.members = true
	case opt == "nomembers":
		f.noMembers = true
	case opt == "nocourt":
		f.noCourt = true
	case opt == "noperson":
		f.noPerson = true
	case opt == "intr":
		f.intransitive = true
	case opt == "nocomp":
		f.noComp = true
	case key == "without":
		f.without = value
	case opt == "named":
		f.named = true
	case opt == "nosuffer":
		f.noSuffer = true
	case key == "unlike":
		f.notBy = listName(value)
	case key == "comp":
		f.comp = listName(value)
	case key == "clause":
		for list := range strings.SplitSeq(value, "/") {
			f.clause = append(f.clause, listName(list))
		}
	case key == "subject" && value != "":
		f.subjectIn = listName(value)
	case key == "object" && value != "":
		f.objectIn = listName(value)
	case opt == "sport":
		f.sport = true
	case opt == "nosport":
		f.noSport = true
	case key == "x":
		s, err := p.parseSlots(value, noun)
		if err != nil {
			return fmt.Errorf("x: %w", err)
		}
		if s.types == 0 {
			s.types = ontology.Person | ontology.Organization | ontology.Place | ontology.Event
		}
		f.third = s
	case opt[0] == '+':
		im, err := parseImplied(opt[1:])
		if err != nil {
			return err
		}
		f.implied = append(f.implied, im)
	default:
		return fmt.Errorf("unknown option %q", opt)
	}
	return nil
}

// listName turns the name of a [words …] list as options write it into its own.
func listName(s string) string { return strings.ReplaceAll(s, "_", " ") }

func parseImplied(text string) (implied, error) {
	var im implied
	label, rest, ok := strings.Cut(text, "(")
	rel, known := ontology.Lookup(strings.ReplaceAll(label, "_", " "))
	if !known {
		return im, fmt.Errorf("+%s: no relation %q in the ontology", text, label)
	}
	im.relation = rel
	ends, status, _ := strings.Cut(rest, ")")
	a, b, two := strings.Cut(ends, ",")
	if !ok || !two || len(a) != 1 || len(b) != 1 || !strings.Contains("sox", a) || !strings.Contains("sox", b) {
		return im, fmt.Errorf("+%s: want +relation(END,END) with ends s, o or x", text)
	}
	im.subject, im.object = a[0], b[0]
	if status != "" {
		for i, s := range document.Statuses() {
			if "="+s == status {
				im.status, im.hasStatus = document.Status(i), true
				return im, nil
			}
		}
		return im, fmt.Errorf("+%s: status %q is none of =%s", text, status, strings.Join(document.Statuses(), ", ="))
	}
	return im, nil
}

// supportLine reads "act obj : do, make", "suffer under : come" or "issue from : come".
func (p *parser) supportLine(n int, fields, words []string) {
	if len(fields) != 2 {
		p.fail(n, "want: act|suffer|issue obj|MARKER : verb, …")
		return
	}
	s := supportVerb{rel: obj, as: supp}
	switch fields[0] {
	case "act":
	case "suffer":
		s.as = suffer
	case "issue":
		s.rel, s.from = subj, fields[1]
	default:
		p.fail(n, "%q, want act, suffer or issue", fields[0])
		return
	}
	if fields[1] != "obj" && s.from == "" {
		s.rel, s.mark = obl, fields[1]
	}
	for _, w := range words {
		parts := strings.Fields(w)
		v := s
		if len(parts) > 1 {
			v.particle = parts[1]
		}
		p.frames.support[parts[0]] = append(p.frames.support[parts[0]], v)
	}
}
