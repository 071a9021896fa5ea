package neural

import "golang.org/x/sys/cpu"

// Sets of kernels, by what the machine must have.
const (
	portable = iota // nothing
	avx2            // AVX2
	avx512          // AVX-512 with VNNI
)

// kernels is the best set that the machine can run. Tests change it to compare.
var kernels = func() int {
	x := &cpu.X86
	switch {
	case x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI:
		return avx512
	case x.HasAVX2:
		return avx2
	}
	return portable
}()

//go:noescape
func dot32AVX512(dst *int32, dstStep int, a *uint8, aStep int, b *int8, quads, blocks int)

//go:noescape
func dot32AVX2(dst *int32, dstStep int, a *uint8, aStep int, b *int8, quads, blocks int)

// dot32 sets dst[rows][panel] to a[rows][4·quads]·b for rows in blocks of
// rowBlock. Steps are in elements.
func dot32(dst []int32, dstStep int, a []uint8, aStep int, b []int8, quads, blocks int) {
	switch kernels {
	case avx512:
		dot32AVX512(&dst[0], 4*dstStep, &a[0], aStep, &b[0], quads, blocks)
	case avx2:
		dot32AVX2(&dst[0], 4*dstStep, &a[0], aStep, &b[0], quads, blocks)
	default:
		dot32Portable(dst, dstStep, a, aStep, b, quads, blocks)
	}
}

//go:noescape
func recur32AVX512(state *recurrence)

//go:noescape
func recurProject32AVX512(state *recurrence)

//go:noescape
func recur32AVX2(state *recurrence)

func (s *recurrence) run() {
	switch {
	case kernels == avx512 && s.x == nil:
		recurProject32AVX512(s)
	case kernels == avx512:
		recur32AVX512(s)
	case kernels == avx2:
		recur32AVX2(s)
	default:
		s.runPortable()
	}
}

//go:noescape
func sumRowsAVX512(dst *int16, table *int8, rows *uint32, n, width int)

//go:noescape
func sumRowsAVX2(dst *int16, table *int8, rows *uint32, n, width int)

// sumRows sets dst to the sum of the table's rows.
func sumRows(dst []int16, table []int8, rows []uint32) {
	switch kernels {
	case avx512:
		sumRowsAVX512(&dst[0], &table[0], &rows[0], len(rows), len(dst))
	case avx2:
		sumRowsAVX2(&dst[0], &table[0], &rows[0], len(rows), len(dst))
	default:
		sumRowsPortable(dst, table, rows)
	}
}

//go:noescape
func affineAVX512(dst *float32, acc *int32, scale, bias *float32, n int)

//go:noescape
func affineAVX2(dst *float32, acc *int32, scale, bias *float32, n int)

// affine sets dst to acc·scale + bias.
func affine(dst []float32, acc []int32, scale, bias []float32) {
	switch kernels {
	case avx512:
		affineAVX512(&dst[0], &acc[0], &scale[0], &bias[0], len(dst))
	case avx2:
		affineAVX2(&dst[0], &acc[0], &scale[0], &bias[0], len(dst))
	default:
		affinePortable(dst, acc, scale, bias)
	}
}

//go:noescape
func rectifyAVX512(dst *uint8, acc *int32, scale, bias *float32, n int)

//go:noescape
func rectifyAVX2(dst *uint8, acc *int32, scale, bias *float32, n int)

// rectify sets dst to acc·scale + bias, rounded and cut to a byte.
func rectify(dst []uint8, acc []int32, scale, bias []float32) {
	switch kernels {
	case avx512:
		rectifyAVX512(&dst[0], &acc[0], &scale[0], &bias[0], len(dst))
	case avx2:
		rectifyAVX2(&dst[0], &acc[0], &scale[0], &bias[0], len(dst))
	default:
		rectifyPortable(dst, acc, scale, bias)
	}
}

//go:noescape
func rectifySumAVX512(dst *uint8, a, b, c *float32, n int)

//go:noescape
func rectifySumAVX2(dst *uint8, a, b, c *float32, n int)

// rectifySum sets dst to a + b + c, rounded and cut to a byte.
func rectifySum(dst []uint8, a, b, c []float32) {
	switch kernels {
	case avx512:
		rectifySumAVX512(&dst[0], &a[0], &b[0], &c[0], len(dst))
	case avx2:
		rectifySumAVX2(&dst[0], &a[0], &b[0], &c[0], len(dst))
	default:
		rectifySumPortable(dst, a, b, c)
	}
}
