//go:build !amd64

package neural

// dot32 sets dst[rows][panel] to a[rows][4·quads]·b for rows in blocks of
// rowBlock. Steps are in elements.
func dot32(dst []int32, dstStep int, a []uint8, aStep int, b []int8, quads, blocks int) {
	dot32Portable(dst, dstStep, a, aStep, b, quads, blocks)
}

func (s *recurrence) run() { s.runPortable() }

// sumRows sets dst to the sum of the table's rows.
func sumRows(dst []int16, table []int8, rows []uint32) { sumRowsPortable(dst, table, rows) }

// affine sets dst to acc·scale + bias.
func affine(dst []float32, acc []int32, scale, bias []float32) {
	affinePortable(dst, acc, scale, bias)
}

// rectify sets dst to acc·scale + bias, rounded and cut to a byte.
func rectify(dst []uint8, acc []int32, scale, bias []float32) {
	rectifyPortable(dst, acc, scale, bias)
}

// rectifySum sets dst to a + b + c, rounded and cut to a byte.
func rectifySum(dst []uint8, a, b, c []float32) { rectifySumPortable(dst, a, b, c) }
