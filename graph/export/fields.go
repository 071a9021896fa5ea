package export

import (
	"fmt"
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

// factField returns a qualifier of a fact by its name, as text.
func factField(f graph.Fact, name string) string {
	switch name {
	case "status":
		return f.Status
	case "time":
		return f.Time
	case "place":
		return string(f.Place)
	case "source":
		return sourceText(f)
	case "confidence":
		return fmt.Sprintf("%.3f", f.Confidence)
	case "article":
		return string(f.Article)
	case "published":
		return f.Published
	case "evidence":
		return evidenceText(f)
	}
	return ""
}
