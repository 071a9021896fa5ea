package article

import (
	"regexp/syntax"
	"unicode"
	"unicode/utf8"
)

// byteSet tells by which bytes a match can begin, so that most patterns need
// not be tried on a line at all.
type byteSet [256]bool

func (s *byteSet) all() {
	for i := range s {
		s[i] = true
	}
}

func (s *byteSet) addRune(c rune, fold bool) {
	if c >= utf8.RuneSelf {
		for i := utf8.RuneSelf; i < 256; i++ {
			s[i] = true
		}
		return
	}
	s[c] = true
	if fold {
		for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
			if f < utf8.RuneSelf {
				s[f] = true
			} else {
				s.addRune(f, false)
			}
		}
	}
}

// firstBytes returns the bytes by which a match of the expression can begin.
func firstBytes(expr string) byteSet {
	var s byteSet
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil || s.first(re) {
		s.all()
	}
	return s
}

// first adds the bytes by which re can begin and reports whether it can match
// nothing, in which case what follows it may begin.
func (s *byteSet) first(re *syntax.Regexp) (empty bool) {
	switch re.Op {
	case syntax.OpLiteral:
		s.addRune(re.Rune[0], re.Flags&syntax.FoldCase != 0)
		return false
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			for c := re.Rune[i]; c <= re.Rune[i+1] && c <= utf8.RuneSelf; c++ {
				s.addRune(c, false)
			}
			if re.Rune[i+1] >= utf8.RuneSelf {
				s.addRune(utf8.RuneSelf, false)
			}
		}
		return false
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		s.all()
		return false
	case syntax.OpCapture, syntax.OpPlus:
		return s.first(re.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		s.first(re.Sub[0])
		return true
	case syntax.OpRepeat:
		return s.first(re.Sub[0]) || re.Min == 0
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if !s.first(sub) {
				return false
			}
		}
		return true
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			empty = s.first(sub) || empty
		}
		return empty
	case syntax.OpNoMatch:
		return false
	}
	return true // anchors and the empty match
}
