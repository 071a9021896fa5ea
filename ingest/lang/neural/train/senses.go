package train

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"dossier/ingest/lang/neural"
)

//go:embed wordnet.txt.gz
var wordnet []byte

// The lexicographer's files of WordNet, in the order of their numbers here.
var (
	nounKinds = strings.Fields("Tops act animal artifact attribute body cognition communication event feeling food group location motive object person phenomenon plant possession process quantity relation shape state substance time")
	verbKinds = strings.Fields("body change cognition communication competition consumption contact creation emotion motion perception possession social stative weather")
)

// readSenses reads the dictionary, whose head tells its format.
func readSenses() (*neural.Senses, error) {
	zip, err := gzip.NewReader(bytes.NewReader(wordnet))
	if err != nil {
		return nil, fmt.Errorf("wordnet.txt.gz: %w", err)
	}
	type entry struct {
		key   uint32
		sense neural.Sense
	}
	var entries []entry
	var buf []byte
	scan := bufio.NewScanner(zip)
	scan.Buffer(nil, 1<<20)
	for line := 1; scan.Scan(); line++ {
		text := scan.Text()
		if strings.HasPrefix(text, "#") {
			continue
		}
		head, words, ok := strings.Cut(text, "\t")
		sense, err := parseSense(head)
		if err == nil && !ok {
			err = fmt.Errorf("no tab")
		}
		if err != nil {
			return nil, fmt.Errorf("wordnet.txt.gz: line %d: %w", line, err)
		}
		for _, word := range strings.Fields(words) {
			var key uint64
			key, buf = neural.WordKey(word, buf)
			entries = append(entries, entry{uint32(key >> 32), sense})
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("wordnet.txt.gz: %w", err)
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return int(int64(a.key) - int64(b.key)) })
	senses := &neural.Senses{}
	for i, e := range entries {
		if i > 0 && entries[i-1].key == e.key {
			continue
		}
		senses.Keys = append(senses.Keys, e.key)
		senses.Values = append(senses.Values, e.sense)
	}
	return senses.Index(), nil
}

// parseSense reads "noun.person verb.social adj; mostly noun".
func parseSense(head string) (neural.Sense, error) {
	head, mostly, _ := strings.Cut(head, "; mostly ")
	usual := 0
	if mostly != "" {
		if usual = 1 + slices.Index([]string{"noun", "verb", "adj", "adv"}, mostly); usual == 0 {
			return 0, fmt.Errorf("no part of speech %q", mostly)
		}
	}
	noun, verb, adjective, adverb := 0, 0, false, false
	for _, field := range strings.Fields(head) {
		speech, kind, _ := strings.Cut(field, ".")
		ok := true
		switch speech {
		case "noun":
			noun = 1 + slices.Index(nounKinds, kind)
			ok = noun > 0
		case "verb":
			verb = 1 + slices.Index(verbKinds, kind)
			ok = verb > 0
		case "adj":
			adjective = true
		case "adv":
			adverb = true
		default:
			ok = false
		}
		if !ok {
			return 0, fmt.Errorf("no sense %q", field)
		}
	}
	return neural.MakeSense(noun, verb, adjective, adverb, usual), nil
}
