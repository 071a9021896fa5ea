package names

// calibration maps the marginal of a name, after the votes, to the share of
// such names that were right on the development parts (isotonic, by bins).
// Marginals are too sure because the votes count an article's evidence as if
// its places were independent.
var calibration = [...]struct{ marginal, share float64 }{
	{0, 0}, {0.27, 0.10}, {0.36, 0.22}, {0.45, 0.35}, {0.55, 0.41}, {0.65, 0.46}, {0.75, 0.51}, {0.85, 0.60},
	{0.926, 0.70}, {0.966, 0.78}, {0.989, 0.84}, {0.9976, 0.91}, {0.9998, 0.97}, {1, 0.98},
}

// calibrate returns the probability that stands for a marginal.
func calibrate(p float64) float64 {
	for i := 1; i < len(calibration); i++ {
		if a, b := calibration[i-1], calibration[i]; p <= b.marginal {
			return a.share + float64((p-a.marginal)/(b.marginal-a.marginal)*(b.share-a.share))
		}
	}
	return calibration[len(calibration)-1].share
}
