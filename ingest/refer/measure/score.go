package measure

import (
	"fmt"
	"io"
	"strings"

	"dossier/ingest/document"
)

// Figures are precision and recall as counts, so that they can be summed.
type Figures struct{ P, PN, R, RN float64 }

// Add sums two figures.
func (f *Figures) Add(o Figures) {
	f.P, f.PN, f.R, f.RN = f.P+o.P, f.PN+o.PN, f.R+o.R, f.RN+o.RN
}

// String gives precision, recall and F1 in percent.
func (f Figures) String() string {
	p, r := ratio(f.P, f.PN), ratio(f.R, f.RN)
	return fmt.Sprintf("P %5.1f  R %5.1f  F1 %5.1f", 100*p, 100*r, 100*ratio(2*p*r, p+r))
}

// F1 is the harmonic mean of precision and recall, 0…1.
func (f Figures) F1() float64 {
	p, r := ratio(f.P, f.PN), ratio(f.R, f.RN)
	return ratio(2*p*r, p+r)
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// Report is what a corpus gives.
type Report struct {
	PairsNamed, CubedNamed         Figures // names among names
	BasePairsNamed, BaseCubedNamed Figures // the same for equal names
	Pronouns                       Figures // pronouns joined to the named entity that they mean
	Third                          Figures // the same of he, she, it and they alone
	CubedAll                       Figures // names and pronouns together
	Described                      Figures // definite noun phrases joined to the named entity that they mean
	Names, PronounCount            int
	DescriptionCount               int
}

// Measure runs the function over the samples and compares. The documents'
// Mentions and Entities are overwritten.
func Measure(samples []Sample, resolve func(*document.Document) error) (Report, error) {
	var rep Report
	for _, s := range samples {
		if err := resolve(s.Doc); err != nil {
			return rep, fmt.Errorf("%s: %w", s.Name, err)
		}
		if err := s.Doc.Check(); err != nil {
			return rep, fmt.Errorf("%s: %w", s.Name, err)
		}
		rep.add(&s)
	}
	return rep, nil
}

// Write prints the report as a table.
func (rep *Report) Write(w io.Writer) {
	fmt.Fprintf(w, "names (%d)\n", rep.Names)
	fmt.Fprintf(w, "  pairwise  %s   equal names: %s\n", rep.PairsNamed, rep.BasePairsNamed)
	fmt.Fprintf(w, "  B-cubed   %s   equal names: %s\n", rep.CubedNamed, rep.BaseCubedNamed)
	if rep.PronounCount > 0 {
		fmt.Fprintf(w, "pronouns (%d)\n", rep.PronounCount)
		fmt.Fprintf(w, "  to names  %s\n", rep.Pronouns)
		fmt.Fprintf(w, "  of those he, she, it, they: %s\n", rep.Third)
		fmt.Fprintf(w, "  B-cubed   %s   names and pronouns together\n", rep.CubedAll)
	}
	if rep.DescriptionCount > 0 {
		fmt.Fprintf(w, "definite descriptions (%d)\n", rep.DescriptionCount)
		fmt.Fprintf(w, "  to names  %s\n", rep.Described)
	}
}

func (rep *Report) add(s *Sample) {
	doc := s.Doc
	system := make([]int, len(doc.Tokens)) // token → entity of the mention that it heads, + 1
	cover := make([]int, len(doc.Tokens))
	for _, m := range doc.Mentions {
		if m.Entity == document.None {
			continue
		}
		system[m.Head] = int(m.Entity) + 1
		if m.Kind == document.NameMention || m.Kind == document.AdjectiveMention {
			for i := m.First; i < m.End; i++ {
				cover[i] = int(m.Entity) + 1
			}
		}
	}
	var golds, got, base []int
	var described [][2]int // gold and system entities of definite noun phrases
	var third []bool
	var kinds []Kind
	texts := map[string]int{}
	named := map[int]bool{}
	lone := 1 << 20
	seen := map[int32]bool{}
	definite := definites(doc)
	for _, g := range s.Gold {
		if g.Kind == Nominal && (!definite[g.Head] || g.Type == document.Other || g.Type == document.EventType) || g.Kind == Named && g.Type == document.Other || seen[g.Head] {
			continue
		}
		seen[g.Head] = true
		sys := system[g.Head]
		if g.Kind == Named && cover[g.Head] != 0 {
			sys = cover[g.Head]
		}
		if sys == 0 {
			lone++
			sys = lone
		}
		if g.Kind == Nominal {
			described = append(described, [2]int{g.Entity, sys})
			continue
		}
		golds, got, kinds = append(golds, g.Entity), append(got, sys), append(kinds, g.Kind)
		text := strings.ToLower(doc.Slice(doc.TokenSpan(g.First, g.End)))
		if texts[text] == 0 {
			texts[text] = len(texts) + 1
		}
		base = append(base, texts[text])
		third = append(third, thirdPerson[text])
		if g.Kind == Named {
			named[g.Entity] = true
		}
	}
	var gn, sn, bn []int
	for i, k := range kinds {
		if k == Named {
			gn, sn, bn = append(gn, golds[i]), append(sn, got[i]), append(bn, base[i])
			rep.Names++
		}
	}
	rep.PairsNamed.Add(pairs(gn, sn))
	rep.CubedNamed.Add(cubed(gn, sn))
	rep.BasePairsNamed.Add(pairs(gn, bn))
	rep.BaseCubedNamed.Add(cubed(gn, bn))
	rep.CubedAll.Add(cubed(golds, got))
	// A pronoun or description is right when most names of its system entity are of its gold entity.
	link := func(gold, sys int) Figures {
		var one Figures
		right, all := 0, 0
		for j, k := range kinds {
			if k == Named && got[j] == sys {
				all++
				if golds[j] == gold {
					right++
				}
			}
		}
		if all > 0 {
			one.PN++
		}
		if named[gold] {
			one.RN++
		}
		if right*2 > all {
			one.P++
			one.R++
		}
		return one
	}
	for i, k := range kinds {
		if k != Pronominal {
			continue
		}
		rep.PronounCount++
		one := link(golds[i], got[i])
		rep.Pronouns.Add(one)
		if third[i] {
			rep.Third.Add(one)
		}
	}
	for _, d := range described {
		rep.DescriptionCount++
		rep.Described.Add(link(d[0], d[1]))
	}
}

// definites marks the tokens that head a noun phrase with "the", a
// demonstrative or a possessor.
func definites(doc *document.Document) []bool {
	marks := make([]bool, len(doc.Tokens))
	for i, tok := range doc.Tokens {
		if tok.Head == document.None {
			continue
		}
		switch tok.Dep {
		case document.Det:
			switch strings.ToLower(doc.Word(int32(i))) {
			case "the", "this", "that", "these", "those":
				marks[tok.Head] = true
			}
		case document.NmodPoss:
			marks[tok.Head] = true
		}
	}
	return marks
}

var thirdPerson = map[string]bool{"he": true, "him": true, "his": true, "himself": true, "she": true, "her": true, "hers": true, "herself": true,
	"it": true, "its": true, "itself": true, "they": true, "them": true, "their": true, "theirs": true, "themselves": true}

// pairs counts the pairs of mentions that stand in one cluster.
func pairs(gold, got []int) Figures {
	var f Figures
	for i := range gold {
		for j := range i {
			g, s := gold[i] == gold[j], got[i] == got[j]
			if s {
				f.PN++
			}
			if g {
				f.RN++
			}
			if g && s {
				f.P++
				f.R++
			}
		}
	}
	return f
}

// cubed sums B-cubed precision and recall over the mentions.
func cubed(gold, got []int) Figures {
	var f Figures
	for i := range gold {
		both, g, s := 0, 0, 0
		for j := range gold {
			if gold[i] == gold[j] {
				g++
			}
			if got[i] == got[j] {
				s++
			}
			if gold[i] == gold[j] && got[i] == got[j] {
				both++
			}
		}
		f.P += float64(both) / float64(s)
		f.R += float64(both) / float64(g)
		f.PN++
		f.RN++
	}
	return f
}
