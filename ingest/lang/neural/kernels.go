package neural

import "unsafe"

// The arithmetic of inference. Products are of bytes with sums in int32, and
// what is elementwise is float32 with every operation rounded by itself (the
// conversions keep the compiler from fusing a product into a sum), so that the
// result is the same on every machine, with vector kernels and without.

const (
	rowBlock = 8  // rows of one call of the product's kernel
	panel    = 32 // columns of one
)

// dot32Portable sums two columns in one 64-bit number, the second in its high
// half: a product of both with a byte of the input then costs one
// multiplication. The low sum's sign is taken out of the high one at the end.
func dot32Portable(dst []int32, dstStep int, a []uint8, aStep int, b []int8, quads, blocks int) {
	k := 4 * quads
	for r := 0; r < blocks*rowBlock; r += 4 {
		rows := a[r*aStep:]
		a0, a1, a2, a3 := rows[:k], rows[aStep:][:k], rows[2*aStep:][:k], rows[3*aStep:][:k]
		for c := 0; c < panel; c += 2 {
			var s0, s1, s2, s3 int64
			w := b[c*4:]
			for q := range a0 {
				at := q>>2*4*panel + q&3
				v := int64(w[at]) + int64(w[at+4])<<32
				s0 += int64(a0[q]) * v
				s1 += int64(a1[q]) * v
				s2 += int64(a2[q]) * v
				s3 += int64(a3[q]) * v
			}
			for i, s := range [4]int64{s0, s1, s2, s3} {
				low := int32(s)
				d := dst[(r+i)*dstStep+c:][:2]
				d[0], d[1] = low, int32((s-int64(low))>>32)
			}
		}
	}
}

// recurrence is one run of 32 units over a sentence. The assembly reads it by
// offsets: keep the order. Pointers stand at the first step; steps are in
// bytes and may be negative.
type recurrence struct {
	acc         *int32   // products of the candidate; gateStep apart, those of f, r and the highway
	x           *float32 // highway input; nil when it is a product
	h           *float32 // output
	q           *uint8   // output as bytes
	scale, bias *float32 // of the products, gateStep apart
	mix         *float32 // of the previous state, for f and, gateStep on, r
	steps       int
	accStep     int
	hStep       int // of x and h
	qStep       int
	gateStep    int
}

func squash(x float32) float32 {
	if x > 2 {
		x = 2
	} else if x < -2 {
		x = -2
	}
	t := x
	if t < 0 {
		t = -t
	}
	return x * (1 - float32(t*0.25))
}

func gate(x float32) float32 {
	if x > 4 {
		x = 4
	} else if x < -4 {
		x = -4
	}
	t := x
	if t < 0 {
		t = -t
	}
	return float32(x*(0.25-float32(t*0.03125))) + 0.5
}

func at[T any](p *T, bytes int) *T { return (*T)(unsafe.Add(unsafe.Pointer(p), bytes)) }

func (s *recurrence) runPortable() {
	for j := range 32 {
		o := 4 * j
		affine := func(step, g int) float32 {
			g = g*s.gateStep + o
			return float32(float32(*at(s.acc, step*s.accStep+g))**at(s.scale, g)) + *at(s.bias, g)
		}
		c := float32(0)
		for t := range s.steps {
			z := squash(affine(t, 0))
			f := gate(affine(t, 1) + float32(*at(s.mix, o)*c))
			r := gate(affine(t, 2) + float32(*at(s.mix, s.gateStep+o)*c))
			var x float32
			if s.x == nil {
				x = squash(affine(t, 3))
			} else {
				x = *at(s.x, t*s.hStep+o)
			}
			c = z + float32(f*(c-z))
			h := x + float32(r*(c-x))
			*at(s.h, t*s.hStep+o) = h
			*at(s.q, t*s.qStep+j) = uint8(int32(float32(h*127) + 128.5))
		}
	}
}

func sumRowsPortable(dst []int16, table []int8, rows []uint32) {
	width := len(dst)
	clear(dst)
	for _, row := range rows {
		for j, v := range table[int(row)*width:][:width] {
			dst[j] += int16(v)
		}
	}
}

func affinePortable(dst []float32, acc []int32, scale, bias []float32) {
	for i := range dst {
		dst[i] = float32(float32(acc[i])*scale[i]) + bias[i]
	}
}

func toByte(v float32) uint8 {
	v += 0.5
	if v <= 0 {
		return 0
	}
	return uint8(min(int32(v), 255))
}

func rectifyPortable(dst []uint8, acc []int32, scale, bias []float32) {
	for i := range dst {
		dst[i] = toByte(float32(float32(acc[i])*scale[i]) + bias[i])
	}
}

func rectifySumPortable(dst []uint8, a, b, c []float32) {
	for i := range dst {
		dst[i] = toByte((a[i] + b[i]) + c[i])
	}
}
