package neural

// others calls f for every set of kernels below the machine's best.
func others(f func(set string)) {
	best := kernels
	defer func() { kernels = best }()
	for set := range best {
		kernels = set
		f([]string{"portable", "AVX2"}[set])
	}
}
