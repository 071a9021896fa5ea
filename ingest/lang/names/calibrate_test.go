package names

import "testing"

func TestCalibrate(t *testing.T) {
	for _, levels := range [][]level{calibration, withNetwork} {
		last := -1.0
		for i := range 1001 {
			p := calibrated(float64(i)/1000, levels)
			if p < last || p < 0 || p > 1 {
				t.Fatalf("calibrated(%v) = %v after %v", float64(i)/1000, p, last)
			}
			last = p
		}
	}
}
