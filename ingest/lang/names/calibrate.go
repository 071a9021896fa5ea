package names

import "dossier/ingest/document"

// calibration maps the marginal of a name, after the votes, to the share of
// such names that were right on the development parts (by bins).
var calibration = [...]struct{ marginal, share float64 }{
	{0, 0}, {0.28, 0.20}, {0.36, 0.26}, {0.44, 0.39}, {0.55, 0.52}, {0.65, 0.59}, {0.76, 0.65}, {0.86, 0.75},
	{0.928, 0.83}, {0.966, 0.88}, {0.990, 0.935}, {0.998, 0.975}, {1, 0.985},
}

// calibrate turns the names' marginals into probabilities.
func calibrate(names []document.Name) {
	for i := range names {
		names[i].Score = float32(calibrated(float64(names[i].Score)))
	}
}

func calibrated(p float64) float64 {
	for i := 1; i < len(calibration); i++ {
		if a, b := calibration[i-1], calibration[i]; p <= b.marginal {
			return a.share + float64((p-a.marginal)/(b.marginal-a.marginal)*(b.share-a.share))
		}
	}
	return calibration[len(calibration)-1].share
}
