package document

// Mention is a phrase that refers to one or more entities of the article.
type Mention struct {
	First, End int32 // tokens [First, End): the whole phrase, without a relative clause
	Head       int32 // token index of its syntactic head (of a name: the token its tree hangs from)
	Kind       MentionKind
	Type       Type
	Entity     int32   // index into Document.Entities; None when nothing was found or Group is used
	Group      []int32 // entities of a plural mention ("the two leaders"); nil for a single one
	Score      float32 // how sure the referent is, 0…1
}

// MentionKind says by what sort of words a mention refers.
type MentionKind uint8

// The kinds of mention.
const (
	NameMention        MentionKind = iota // "Burns", "the CIA"
	DescriptionMention                    // "the Russian president", "the agency", "the summit"
	PronounMention                        // "he", "their", "who" is none: trees tell its referent
	AdjectiveMention                      // "Russian", "German": the state named by a demonym
)

var mentionNames = [...]string{"name", "description", "pronoun", "adjective"}

func (k MentionKind) String() string {
	if int(k) < len(mentionNames) {
		return mentionNames[k]
	}
	return "?"
}

// Entity is one person, organization, place or event of the article.
// Its index in Document.Entities is its identity there.
type Entity struct {
	Name     string   // fullest form in the article, without titles or honorifics
	Type     Type     //
	Aliases  []string // every other form, in order of appearance, without repetition
	Mentions []int32  // indices into Document.Mentions, in order
	Gender   Gender   // of a person, where the article shows it
	Trigger  int32    // of a described event: token of its noun; None otherwise
}

// Gender is a person's grammatical gender as the article's pronouns and titles show it.
type Gender uint8

// The genders that English pronouns tell apart.
const (
	Unknown Gender = iota
	Male
	Female
	Neuter
)

var genderNames = [...]string{"unknown", "male", "female", "neuter"}

func (g Gender) String() string {
	if int(g) < len(genderNames) {
		return genderNames[g]
	}
	return "?"
}
