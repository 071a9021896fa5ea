package neural

// InDictionary reports whether the dictionary in the model has a word, in
// small letters, as AsNoun, AsVerb, AsAdjective or AsAdverb.
func (m *Model) InDictionary(word []byte, part int) bool {
	s := m.w.Senses.of(word)
	switch part {
	case AsNoun:
		return s.noun() != 0
	case AsVerb:
		return s.verb() != 0
	case AsAdjective:
		return s&(1<<9) != 0
	case AsAdverb:
		return s&(1<<10) != 0
	}
	return false
}
