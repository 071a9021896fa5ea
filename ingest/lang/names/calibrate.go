package names

import "dossier/ingest/document"

// calibration maps the marginal of a name, after the votes, to the share of
// such names that were right on the development parts (by bins).
var calibration = [...]struct{ marginal, share float64 }{
	{0, 0}, {0.27, 0.15}, {0.36, 0.22}, {0.45, 0.33}, {0.55, 0.38}, {0.65, 0.46}, {0.75, 0.54}, {0.855, 0.60},
	{0.927, 0.705}, {0.967, 0.785}, {0.989, 0.853}, {0.9976, 0.90}, {0.9998, 0.966}, {1, 0.975},
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
