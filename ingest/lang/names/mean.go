package names

import (
	"encoding/binary"
	"math"
	"slices"
)

// mean returns the model whose weights are the mean of the models' weights. A
// random field's likelihood is convex, so that models of different variants of
// one training text lie around one optimum, and their mean lies nearer to it.
func mean(models []*model) *model {
	var keys []uint32
	at := make([]map[uint32][]byte, len(models))
	for i, m := range models {
		at[i] = map[uint32][]byte{}
		for s := 0; s < len(m.slots); s += slotSize {
			if k := binary.LittleEndian.Uint32(m.slots[s:]); k != 0 {
				at[i][k] = m.slots[s+weightAt : s+weightAt+numLabels]
				keys = append(keys, k)
			}
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	out := &model{scale: models[0].scale}
	out.newTable(len(keys))
	share := out.scale / float64(len(models))
	for _, k := range keys {
		var row [numLabels]int8
		for l := range row {
			sum := 0.0
			for i, m := range models {
				if w, ok := at[i][k]; ok {
					sum += float64(int(w[l])-bias) / m.scale
				}
			}
			row[l] = int8(min(max(math.Round(sum*share), -127), 127))
		}
		out.insert(k, row[:])
	}
	for a := range numLabels {
		for b := range numLabels {
			sum := 0.0
			for _, m := range models {
				sum += float64(m.trans[a][b]) / m.scale
			}
			out.trans[a][b] = int16(math.Round(sum * share))
		}
	}
	return out
}
