package export

import (
	"strings"

	"dossier/graph"
)

// sourceText is who is credited, nearest first, in one string.
func sourceText(f graph.Fact) string {
	var names []string
	for _, s := range f.Sources {
		names = append(names, s.Text)
	}
	return strings.Join(names, " via ")
}

// evidenceText is the first sentence that states the fact, on one line.
func evidenceText(f graph.Fact) string {
	if len(f.Evidence) == 0 {
		return ""
	}
	return strings.Join(strings.Fields(f.Evidence[0].Sentence), " ")
}
