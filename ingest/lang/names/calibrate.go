package names

import "dossier/ingest/document"

// calibration maps the marginal of a name, after the votes, to the share of
// such names that were right on the development parts (by bins).
var calibration = []level{
	{0, 0}, {0.27, 0.15}, {0.36, 0.22}, {0.45, 0.33}, {0.55, 0.38}, {0.65, 0.46}, {0.75, 0.54}, {0.855, 0.60},
	{0.927, 0.705}, {0.967, 0.785}, {0.989, 0.853}, {0.9976, 0.90}, {0.9998, 0.966}, {1, 0.975},
}

// withNetwork is the same for names found with a network's scores.
var withNetwork = []level{
	{0, 0}, {0.3, 0.17}, {0.485, 0.31}, {0.638, 0.39}, {0.774, 0.46}, {0.875, 0.55}, {0.942, 0.65}, {0.973, 0.72},
	{0.9897, 0.785}, {0.996, 0.825}, {0.9985, 0.855}, {0.9995, 0.895}, {0.9998, 0.92}, {0.99994, 0.94}, {0.99998, 0.96}, {1, 0.98},
}

// level is one point of a calibration; between points it is linear.
type level struct{ marginal, share float64 }

// calibrate turns the names' marginals into probabilities.
func calibrate(names []document.Name, levels []level) {
	for i := range names {
		names[i].Score = float32(calibrated(float64(names[i].Score), levels))
	}
}

func calibrated(p float64, levels []level) float64 {
	for i := 1; i < len(levels); i++ {
		if a, b := levels[i-1], levels[i]; p <= b.marginal {
			return a.share + float64((p-a.marginal)/(b.marginal-a.marginal)*(b.share-a.share))
		}
	}
	return levels[len(levels)-1].share
}
