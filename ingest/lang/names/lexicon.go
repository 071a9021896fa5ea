package names

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"dossier/ingest/document"
)

//go:embed data/*.txt
var dataFiles embed.FS

// class is a set of word classes.
type class uint32

// The classes of data/*.txt.
const (
	isFemale class = 1 << iota // given name
	isMale                     // given name
	isSurname
	isCity
	isTitle
	isProfession
	isKin
	isOrgHead
	isOrgSuffix
	isOrgWord
	isPlaceHead
	isPlaceMod
	isEventHead
	isMedia
	isWork
	isCountry
	isRegion
	isDemonym
	isTime
	isParticle
	isLink
	isSaying
	isFirm
	isSpot
	isKnownOrg
	isKnownPlace
	isKnownEvent
	isPersonNoun
	isGroupNoun
	isPlaceNoun
	isGiven = isFemale | isMale
)

var classNames = map[string]class{"title": isTitle, "profession": isProfession, "kin": isKin, "orghead": isOrgHead,
	"orgsuffix": isOrgSuffix, "orgword": isOrgWord, "placehead": isPlaceHead, "placemod": isPlaceMod, "eventhead": isEventHead,
	"media": isMedia, "work": isWork, "country": isCountry, "region": isRegion, "demonym": isDemonym, "time": isTime,
	"particle": isParticle, "link": isLink, "saying": isSaying, "firm": isFirm, "knownplace": isKnownPlace, "knownorg": isKnownOrg, "knownevent": isKnownEvent, "surname": isSurname,
	"personnoun": isPersonNoun, "groupnoun": isGroupNoun, "placenoun": isPlaceNoun, "spot": isSpot}

// lexicon maps folded words and phrases, by their hashes, to classes.
type lexicon struct {
	words   map[uint64]class
	phrases map[uint64]class // hashes of two to maxPhrase words in order
	starts  map[uint64]uint8 // first word of a phrase → longest phrase it starts
}

// countable classes hold words in the singular; their plurals belong too.
const countable = isDemonym | isProfession | isFirm | isSpot | isPersonNoun | isGroupNoun

const maxPhrase = 10

var loadLexicon = sync.OnceValues(func() (*lexicon, error) { return readLexicon(dataFiles) })

// readLexicon reads data/*.txt.
func readLexicon(files fs.FS) (*lexicon, error) {
	lex := &lexicon{words: make(map[uint64]class, 48000), phrases: make(map[uint64]class, 4096), starts: make(map[uint64]uint8, 4096)}
	for _, list := range []struct {
		file  string
		parse func(line string) (string, class, error)
	}{
		{"data/given.txt", parseGiven},
		{"data/surnames.txt", func(line string) (string, class, error) { return line, isSurname, nil }},
		{"data/cities.txt", func(line string) (string, class, error) { return line, isCity, nil }},
	} {
		err := eachLine(files, list.file, func(line string) error {
			entry, c, err := list.parse(line)
			if err == nil {
				err = lex.add(entry, c)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	for _, file := range []string{"data/organizations.txt", "data/words.txt", "data/wordnet.txt"} {
		if err := eachEntry(files, file, lex.add); err != nil {
			return nil, err
		}
	}
	return lex, nil
}

// eachEntry calls f with every entry of a file and its class.
func eachEntry(files fs.FS, file string, f func(entry string, c class) error) error {
	var cur class
	return eachLine(files, file, func(line string) error {
		if name, ok := strings.CutPrefix(line, "["); ok {
			if cur, ok = classNames[strings.TrimSuffix(name, "]")]; !ok {
				return fmt.Errorf("no such class: %s", line)
			}
			return nil
		}
		if cur == 0 {
			return fmt.Errorf("an entry before the first [class]: %s", line)
		}
		for entry := range strings.SplitSeq(line, ",") {
			if entry = strings.TrimSpace(entry); entry != "" {
				if err := f(entry, cur); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func parseGiven(line string) (string, class, error) {
	name, gender, _ := strings.Cut(line, "\t")
	switch gender {
	case "f":
		return name, isFemale, nil
	case "m":
		return name, isMale, nil
	case "u":
		return name, isGiven, nil
	}
	return "", 0, fmt.Errorf("gender of %q is %q, must be f, m or u", name, gender)
}

// eachLine calls f with every line that holds data; its errors get file and line.
func eachLine(files fs.FS, name string, f func(string) error) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("reading the word lists: %w", err)
	}
	for n := 1; len(data) > 0; n++ {
		line := data
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			line, data = data[:i], data[i+1:]
		} else {
			data = nil
		}
		text, _, _ := strings.Cut(string(line), "#")
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if err := f(text); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return nil
}

func (lex *lexicon) add(entry string, c class) error {
	var buf [maxPhrase]uint64
	parts := buf[:0]
	for _, field := range strings.Fields(entry) {
		for i, piece := range strings.Split(field, "-") {
			if i > 0 {
				parts = append(parts, foldHash("-"))
			}
			parts = append(parts, foldHash(piece))
		}
	}
	if len(parts) > maxPhrase {
		return fmt.Errorf("%q has more than %d words", entry, maxPhrase)
	}
	if len(parts) == 1 {
		lex.words[parts[0]] |= c
		if c&countable != 0 && !strings.HasSuffix(entry, "s") && !strings.HasSuffix(entry, "ese") && !strings.HasSuffix(entry, "sh") {
			plural := entry + "s"
			if stem, ok := strings.CutSuffix(entry, "y"); ok && c != isDemonym {
				plural = stem + "ies"
			}
			lex.words[foldHash(plural)] |= c
		}
		return nil
	}
	h := uint64(0)
	for _, p := range parts {
		h = mix(h, p)
	}
	lex.phrases[h] |= c
	lex.starts[parts[0]] = max(lex.starts[parts[0]], uint8(len(parts)))
	return nil
}

// Gender returns the gender of the people who mostly bear the given name, and
// Unknown for a name that both bear or that is not listed. Case and diacritics
// don't matter.
func Gender(given string) document.Gender {
	lex, err := loadLexicon()
	if err != nil {
		return document.Unknown
	}
	switch lex.words[foldHash(given)] & isGiven {
	case isFemale:
		return document.Female
	case isMale:
		return document.Male
	}
	return document.Unknown
}
