package neural

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// both runs f with all sets of kernels that the machine has.
func both[T comparable](t *testing.T, name string, f func() []T) {
	t.Helper()
	fast := f()
	others(func(set string) {
		if slow := f(); !slices.Equal(fast, slow) {
			for i := range fast {
				if fast[i] != slow[i] {
					t.Fatalf("%s: element %d is %v with the best kernels, %v with %s", name, i, fast[i], slow[i], set)
				}
			}
		}
	})
}

func randomBytes(rng *rand.Rand, n int) []uint8 {
	v := make([]uint8, n)
	for i := range v {
		v[i] = uint8(rng.Uint32())
	}
	return v
}

func randomInts[T int8 | int32](rng *rand.Rand, n int, most int32) []T {
	v := make([]T, n)
	for i := range v {
		v[i] = T(rng.Int32N(2*most+1) - most)
	}
	return v
}

func randomFloats(rng *rand.Rand, n int, scale float64) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(rng.NormFloat64() * scale)
	}
	return v
}

func TestKernelsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		rows, quads := 8*(1+rng.IntN(4)), 1+rng.IntN(80)
		a, b := randomBytes(rng, rows*4*quads), randomInts[int8](rng, quads*4*panel, 127)
		both(t, "dot32", func() []int32 {
			dst := make([]int32, rows*40)
			dot32(dst, 40, a, 4*quads, b, quads, rows/8)
			return dst
		})

		steps, width := 1+rng.IntN(9), 64
		for _, gates := range []int{3, 4} {
			acc := randomInts[int32](rng, steps*gates*width, 9000000)
			scale, bias := randomFloats(rng, gates*width, 1e-6), randomFloats(rng, gates*width, 2)
			mix, x := randomFloats(rng, 2*width, 1), randomFloats(rng, steps*width, 0.4)
			for i := range x {
				x[i] = squash(x[i])
			}
			for _, back := range []bool{false, true} {
				both(t, "recurrence", func() []float32 {
					h, q := make([]float32, steps*width), make([]uint8, steps*width)
					for j := 0; j < width; j += 32 {
						start, sign := 0, 1
						if back {
							start, sign = steps-1, -1
						}
						r := recurrence{acc: &acc[start*gates*width+j], h: &h[start*width+j], q: &q[start*width+j], scale: &scale[j], bias: &bias[j], mix: &mix[j],
							steps: steps, accStep: sign * 4 * gates * width, hStep: sign * 4 * width, qStep: sign * width, gateStep: 4 * width}
						if gates == 3 {
							r.x = &x[start*width+j]
						}
						r.run()
					}
					for _, v := range q {
						h = append(h, float32(v))
					}
					return h
				})
			}
		}

		table := randomInts[int8](rng, 50*192, 127)
		index := make([]uint32, 1+rng.IntN(MaxRows))
		for i := range index {
			index[i] = rng.Uint32N(50)
		}
		both(t, "sumRows", func() []int16 {
			dst := make([]int16, 192)
			sumRows(dst, table, index)
			return dst
		})

		n := 16 * (1 + rng.IntN(12))
		acc := randomInts[int32](rng, n, 9000000)
		scale, bias := randomFloats(rng, n, 1e-4), randomFloats(rng, n, 100)
		both(t, "affine", func() []float32 {
			dst := make([]float32, n)
			affine(dst, acc, scale, bias)
			return dst
		})
		both(t, "rectify", func() []uint8 {
			dst := make([]uint8, n)
			rectify(dst, acc, scale, bias)
			return dst
		})
		x, y, z := randomFloats(rng, n, 100), randomFloats(rng, n, 100), randomFloats(rng, n, 100)
		both(t, "rectifySum", func() []uint8 {
			dst := make([]uint8, n)
			rectifySum(dst, x, y, z)
			return dst
		})
	}
}
