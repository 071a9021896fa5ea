package neural

// Distances is the number of buckets of Distance; bucket Distances stands for
// the root.
const Distances = 18

// Distance returns the bucket of a head that stands offset words to the right
// (to the left, when negative) of its dependent.
func Distance(offset int) int {
	side := 0
	if offset < 0 {
		side, offset = Distances/2, -offset
	}
	switch {
	case offset <= 4:
		return side + offset - 1
	case offset <= 6:
		return side + 4
	case offset <= 9:
		return side + 5
	case offset <= 14:
		return side + 6
	case offset <= 24:
		return side + 7
	}
	return side + 8
}
