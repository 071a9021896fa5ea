package names

// calibration maps the marginal of a name, after the votes, to the share of
// such names that were right on the development parts (isotonic, by
// bins), found with the network's scores.
// Marginals are too sure because the votes count an article's evidence as if
// its places were independent.
var calibration = [...]struct{ marginal, share float64 }{
	{0, 0}, {0.3, 0.15}, {0.484, 0.30}, {0.663, 0.37}, {0.807, 0.47}, {0.905, 0.55}, {0.959, 0.64}, {0.984, 0.71},
	{0.9945, 0.77}, {0.9979, 0.80}, {0.9993, 0.85}, {0.9998, 0.885}, {0.99994, 0.92}, {0.99999, 0.945}, {1, 0.975},
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
