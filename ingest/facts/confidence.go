package facts

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"math"
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"

	"dossier/graph/ontology"
	"dossier/ingest/document"
)

// Confidence is the probability that a fact is right, by logistic regression
// over signs of trust that stand on the candidate: its rule and relation, how
// its ends are named and tied to the trigger, how regular the tree is, how
// often the article says it. The weights are fitted on gold articles and
// calibrated there (docs and "dossier-train confidence"). All sums are of
// integers, so that every platform finds the same number.

//go:embed confidence.txt
var confidenceText string

// A Signal is one reason to trust a fact or not. Value is in hundredths.
type Signal struct {
	Name  string
	Value int
}

// Weights are the weights of signals in thousandths of a logit.
type Weights map[string]int

var confidenceWeights = sync.OnceValue(func() Weights {
	w, err := ReadWeights(strings.NewReader(confidenceText), "confidence.txt")
	if err != nil {
		panic("facts: " + err.Error()) // embedded: a test catches it
	}
	return w
})

// ReadWeights reads a table of weights: lines "name weight", weight in logits
// with up to three decimals; "#" begins a comment. A broken line is a
// *ParseError.
func ReadWeights(r io.Reader, name string) (Weights, error) {
	w := Weights{}
	scanner := bufio.NewScanner(r)
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		cut := strings.LastIndexByte(line, ' ')
		if cut < 0 {
			return nil, &ParseError{name, n, "expected NAME WEIGHT"}
		}
		value, err := strconv.ParseFloat(line[cut+1:], 64)
		if err != nil || math.IsNaN(value) || math.Abs(value) > 1000 {
			return nil, &ParseError{name, n, fmt.Sprintf("%q is no weight", line[cut+1:])}
		}
		w[strings.TrimSpace(line[:cut])] = int(math.Round(value * 1000))
	}
	return w, scanner.Err()
}

// WriteTo writes the table that ReadWeights reads, in the order of the names.
func (w Weights) WriteTo(out io.Writer) (int64, error) {
	names := make([]string, 0, len(w))
	for name := range w {
		names = append(names, name)
	}
	sort.Strings(names)
	var b strings.Builder
	b.WriteString("# Weights of the signs of trust in a fact, in logits; written by \"dossier-train confidence\".\n")
	for _, name := range names {
		fmt.Fprintf(&b, "%s %.3f\n", name, float64(w[name])/1000)
	}
	n, err := io.WriteString(out, b.String())
	return int64(n), err
}

// Score returns the sum of the signals in thousandths of a logit.
func (w Weights) Score(signals []Signal) int {
	sum := 0
	for _, s := range signals {
		sum += w[s.Name] * s.Value
	}
	return sum / 100
}

// logits[p] is the logit of p percent, in thousandths.
var logits = sync.OnceValue(func() (table [100]int) {
	for p := 1; p < 100; p++ {
		x := float64(p) / 100
		table[p] = int(math.Round(1000 * math.Log(x/(1-x))))
	}
	return table
})

// Probability turns a score into a probability of whole hundredths, from 0.01
// to 0.99.
func Probability(score int) float32 {
	table := logits()
	p := sort.Search(99, func(i int) bool { return i > 0 && table[i] >= score })
	p = max(1, min(99, p))
	return float32(p) / 100
}

// The names of signals, made once.
var (
	kindSignals     = prefixed("kind ", kindNames[:])
	statusSignals   = prefixed("status ", document.Statuses())
	relationSignals = sync.OnceValue(func() map[string]string {
		names := map[string]string{}
		for _, r := range ontology.Relations() {
			names[r.Label] = "relation " + r.Label
		}
		return names
	})
	subjectSignals, objectSignals = signalsOfEnd("subject "), signalsOfEnd("object ")
)

// endSignalNames are the names of the signals of one end.
type endSignalNames struct {
	inferred, doubt, group, distance, loose string
	kind                                    [4]string
	via                                     [5]string
}

func signalsOfEnd(end string) (n endSignalNames) {
	n.inferred, n.doubt, n.group, n.distance, n.loose = end+"inferred", end+"doubt", end+"of a group", end+"distance", end+"not joined"
	for k := range n.kind {
		n.kind[k] = end + document.MentionKind(k).String()
	}
	for v := range n.via {
		n.via[v] = end + "by " + originNames[v]
	}
	return n
}

func prefixed(prefix string, names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = prefix + n
	}
	return out
}

// signals appends the signs of trust of a candidate.
func (c *candidate) signals(g *graph, out []Signal) []Signal {
	relation := "relation open"
	if !c.open {
		relation = relationSignals()[c.relation]
	}
	out = append(out, Signal{"bias", 100}, Signal{kindSignals[c.kind], 100}, Signal{relation, 100}, Signal{"rule prior", int(c.prior * 100)})
	if c.status != document.Happened {
		out = append(out, Signal{statusSignals[c.status], 100})
	}
	out = c.endSignals(g, &subjectSignals, c.subjectTok, c.subjectMention, out)
	out = c.endSignals(g, &objectSignals, c.objectTok, c.objectMention, out)
	for _, e := range [...]int32{c.subject, c.object} {
		if len(g.doc.Entities[e].Mentions) == 1 {
			out = append(out, Signal{"entity named once", 100})
		}
		if g.doc.Entities[e].Type == document.Other {
			out = append(out, Signal{"entity of no type", 100})
		}
	}
	if c.sentence < 0 || int(c.sentence) >= len(g.doc.Sentences) {
		return out
	}
	sent := &g.doc.Sentences[c.sentence]
	out = append(out, Signal{"sentence length", min(int(sent.End-sent.First), 80) * 2})
	switch g.doc.BlockOf(sent.Start) {
	case document.Paragraph:
	case document.Title:
		out = append(out, Signal{"block title", 100})
	default:
		out = append(out, Signal{"block other", 100})
	}
	irregular := 0
	for i := sent.First; i < sent.End; i++ {
		switch g.doc.Tokens[i].Dep {
		case document.DepDep, document.Dislocated, document.List, document.Reparandum, document.Orphan, document.Vocative:
			irregular++
		}
	}
	if irregular > 0 {
		out = append(out, Signal{"irregular tree", min(irregular, 4) * 100})
	}
	return out
}

// endSignals tells how an end is named and how it hangs from the trigger.
func (c *candidate) endSignals(g *graph, names *endSignalNames, tok, mention int32, out []Signal) []Signal {
	if mention == none {
		out = append(out, Signal{names.inferred, 100})
	} else {
		m := &g.doc.Mentions[mention]
		if m.Kind != document.NameMention {
			out = append(out, Signal{names.kind[m.Kind], 100})
		}
		out = append(out, Signal{names.doubt, int((1 - max(0, min(1, m.Score))) * 100)})
		if len(m.Group) > 1 {
			out = append(out, Signal{names.group, 100})
		}
	}
	if c.kind == structural || !g.has(c.trigger) || !g.has(tok) || tok == c.trigger {
		return out
	}
	out = append(out, Signal{names.distance, 100 * bits.Len(uint(abs(int(tok-c.trigger))))})
	for e := g.firstEdge(c.trigger); e != none; e = g.edges[e].next {
		if ed := &g.edges[e]; ed.dep == tok {
			if ed.via != basic {
				out = append(out, Signal{names.via[ed.via], 100})
			}
			return out
		}
	}
	return append(out, Signal{names.loose, 100})
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// trust gives the candidate its confidence.
func (c *candidate) trust(g *graph) {
	c.prior = c.confidence
	var buf [32]Signal
	signals := c.signals(g, buf[:0])
	c.score = confidenceWeights().Score(signals)
	c.confidence = Probability(c.score)
	c.qualifiers = append(c.qualifiers, confidenceParts(confidenceWeights(), signals, c.score))
}

// confidenceParts says what a score is made of, for people: its sum and the
// signals that move it most, in logits.
func confidenceParts(w Weights, signals []Signal, score int) string {
	type part struct {
		name string
		size int // thousandths of a logit
	}
	var buf [32]part
	parts := buf[:0]
	for _, s := range signals {
		if size := w[s.Name] * s.Value / 100; size != 0 {
			parts = append(parts, part{s.Name, size})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return abs(b.size) - abs(a.size) })
	b := append(make([]byte, 0, 160), "confidence="...)
	b = strconv.AppendFloat(b, float64(Probability(score)), 'f', 2, 32)
	b = append(b, ':')
	for i, p := range parts[:min(5, len(parts))] {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, ' ')
		b = append(b, p.name...)
		b = append(b, ' ')
		if p.size > 0 {
			b = append(b, '+')
		}
		b = strconv.AppendFloat(b, float64(p.size)/1000, 'f', 2, 64)
	}
	return string(b)
}

// repeatedScore adds what it tells that an article says a fact more than once.
func repeatedScore(score, evidence int) int {
	return score + Weights.Score(confidenceWeights(), []Signal{{"said again", 100 * (bits.Len(uint(evidence)) - 1)}})
}
