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

// dot32 sets dst[rows][panel] to a[rows][4·quads]·b for rows in blocks of
// rowBlock. Steps are in elements.
func dot32(dst []int32, dstStep int, a []uint8, aStep int, b []int8, quads, blocks int) {
	if vector {
		dot32Vector(&dst[0], 4*dstStep, &a[0], aStep, &b[0], quads, blocks)
		return
	}
	for r := range blocks * rowBlock {
		row := a[r*aStep:][:4*quads]
		var sum [panel]int32
		for q := range quads {
			x := row[4*q:][:4]
			a0, a1, a2, a3 := int32(x[0]), int32(x[1]), int32(x[2]), int32(x[3])
			w := b[q*4*panel:][:4*panel]
			for c := range panel {
				v := w[4*c:][:4]
				sum[c] += a0*int32(v[0]) + a1*int32(v[1]) + a2*int32(v[2]) + a3*int32(v[3])
			}
		}
		copy(dst[r*dstStep:][:panel], sum[:])
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

func (s *recurrence) run() {
	if vector {
		if s.x == nil {
			recurProject32Vector(s)
		} else {
			recur32Vector(s)
		}
		return
	}
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

// sumRows sets dst to the sum of the table's rows.
func sumRows(dst []int16, table []int8, rows []uint32) {
	width := len(dst)
	if vector {
		sumRowsVector(&dst[0], &table[0], &rows[0], len(rows), width)
		return
	}
	clear(dst)
	for _, row := range rows {
		for j, v := range table[int(row)*width:][:width] {
			dst[j] += int16(v)
		}
	}
}

// affine sets dst to acc·scale + bias.
func affine(dst []float32, acc []int32, scale, bias []float32) {
	if vector {
		affineVector(&dst[0], &acc[0], &scale[0], &bias[0], len(dst))
		return
	}
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

// rectify sets dst to acc·scale + bias, rounded and cut to a byte.
func rectify(dst []uint8, acc []int32, scale, bias []float32) {
	if vector {
		rectifyVector(&dst[0], &acc[0], &scale[0], &bias[0], len(dst))
		return
	}
	for i := range dst {
		dst[i] = toByte(float32(float32(acc[i])*scale[i]) + bias[i])
	}
}

// rectifySum sets dst to a + b + c, rounded and cut to a byte.
func rectifySum(dst []uint8, a, b, c []float32) {
	if vector {
		rectifySumVector(&dst[0], &a[0], &b[0], &c[0], len(dst))
		return
	}
	for i := range dst {
		dst[i] = toByte((a[i] + b[i]) + c[i])
	}
}
