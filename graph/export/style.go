package export

import "dossier/graph"

// style is how entities of a type look in pictures. The colours are of the
// Okabe–Ito palette, told apart with every kind of colour blindness; shapes
// tell the types apart in print.
type style struct {
	kind  string
	shape string // GraphViz
	fill  string
	line  string
}

var styles = []style{
	{"person", "ellipse", "#cfe8f7", "#0072b2"},
	{"organization", "box", "#fdebc8", "#b36b00"},
	{"place", "house", "#cdeee0", "#00674a"},
	{"event", "octagon", "#f3d6e6", "#9c3f74"},
}

func styleOf(kind string) style {
	for _, s := range styles {
		if s.kind == kind {
			return s
		}
	}
	return style{kind, "ellipse", "#eeeeee", "#666666"}
}

// lineStyle is how a fact's edge looks by its status.
func lineStyle(status string) (stroke, colour string) {
	switch status {
	case graph.Planned:
		return "dashed", "#555555"
	case graph.Possible:
		return "dotted", "#777777"
	case graph.Denied:
		return "dotted", "#d55e00"
	}
	return "solid", "#333333"
}
