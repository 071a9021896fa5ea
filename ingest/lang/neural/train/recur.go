package train

// stepState is one step of some units of a layer. The assembly reads it by
// offsets: keep the order. Strides are in bytes.
type stepState struct {
	u, bias, mix, prev, x *float32 // x nil: the highway is a product
	z, h                  *float32
	gateStride            int // of u, bias and mix
	actStride             int // from z to f, to r, to c, to x
	blocks                int // of sixteen units
}

// backState is one step of the gradient.
type backState struct {
	z, prev, dh, carry, mix, du, dB, dMix *float32
	gateStride, actStride, blocks         int
	project                               int // 1: the highway is a product
}

// layerActs are a layer's activations, kept for the gradient.
type layerActs struct {
	in, xd, mask   []float32 // input, masked input, mask of each sentence
	u              []float32 // products
	all            []float32 // z, f, r, c, x one after the other
	z, f, r, c, xh []float32 // the same
	h              []float32
}

// recur runs the recurrence of one layer over all sentences, both ways.
func (wk *worker) recur(l *layer, act *layerActs, bounds []int32, n, d int) {
	all, h := fit(&act.all, 5*n*d), fit(&act.h, n*d)
	act.z, act.f, act.r, act.c, act.xh = all[:n*d], all[n*d:2*n*d], all[2*n*d:3*n*d], all[3*n*d:4*n*d], all[4*n*d:]
	cols, half := l.gates*d, d/2
	zero := fit(&wk.zero, d)
	clear(zero)
	bias, mix := l.b.w, l.mix.w
	step := func(t int, prev []float32, lo, hi int) {
		o := t * d
		if useVector && half%16 == 0 {
			s := stepState{u: &act.u[t*cols+lo], bias: &bias[lo], mix: &mix[lo], prev: &prev[lo], z: &all[o+lo], h: &h[o+lo],
				gateStride: 4 * d, actStride: 4 * n * d, blocks: half / 16}
			if l.gates == 3 {
				s.x = &act.in[o+lo]
			}
			stepVector(&s)
			return
		}
		u := act.u[t*cols:][:cols]
		for j := lo; j < hi; j++ {
			p := prev[j]
			z := squash(u[j] + bias[j])
			f := gate(u[d+j] + bias[d+j] + mix[j]*p)
			r := gate(u[2*d+j] + bias[2*d+j] + mix[d+j]*p)
			c := z + f*(p-z)
			var x float32
			if l.gates == 4 {
				x = squash(u[3*d+j] + bias[3*d+j])
			} else {
				x = act.in[o+j]
			}
			act.z[o+j], act.f[o+j], act.r[o+j], act.c[o+j], act.xh[o+j] = z, f, r, c, x
			h[o+j] = x + r*(c-x)
		}
	}
	for s := 0; s+1 < len(bounds); s++ {
		prev := zero
		for t := int(bounds[s]); t < int(bounds[s+1]); t++ {
			step(t, prev, 0, half)
			prev = act.c[t*d:][:d]
		}
		prev = zero
		for t := int(bounds[s+1]) - 1; t >= int(bounds[s]); t-- {
			step(t, prev, half, d)
			prev = act.c[t*d:][:d]
		}
	}
}

// recurBack turns dh, the gradient of the layer's output, into du, that of its
// products, and leaves in dh what flows through an identity highway.
func (wk *worker) recurBack(l *layer, act *layerActs, bounds []int32, dh, du []float32, d int) {
	cols, half, n := l.gates*d, d/2, len(act.z)/d
	mix := l.mix.w
	dB, dMix := wk.grad(l.b), wk.grad(l.mix)
	zero, carry := wk.zero[:d], fit(&wk.carry, d)
	step := func(t int, prev []float32, lo, hi int) {
		o := t * d
		if useVector && half%16 == 0 {
			s := backState{z: &act.all[o+lo], prev: &prev[lo], dh: &dh[o+lo], carry: &carry[lo], mix: &mix[lo], du: &du[t*cols+lo], dB: &dB[lo], dMix: &dMix[lo],
				gateStride: 4 * d, actStride: 4 * n * d, blocks: half / 16, project: l.gates - 3}
			backVector(&s)
			return
		}
		g := du[t*cols:][:cols]
		for j := lo; j < hi; j++ {
			z, f, r, c, x := act.z[o+j], act.f[o+j], act.r[o+j], act.c[o+j], act.xh[o+j]
			p, dout := prev[j], dh[o+j]
			dr := dout * (c - x) * gateSlope(r)
			dc := dout*r + carry[j]
			dxh := dout * (1 - r)
			df := dc * (p - z) * gateSlope(f)
			dz := dc * (1 - f) * squashSlope(z)
			carry[j] = dc*f + df*mix[j] + dr*mix[d+j]
			g[j], g[d+j], g[2*d+j] = dz, df, dr
			dB[j] += dz
			dB[d+j] += df
			dB[2*d+j] += dr
			dMix[j] += df * p
			dMix[d+j] += dr * p
			if l.gates == 4 {
				dxh *= squashSlope(x)
				g[3*d+j] = dxh
				dB[3*d+j] += dxh
			} else {
				dh[o+j] = dxh
			}
		}
	}
	for s := 0; s+1 < len(bounds); s++ {
		lo, hi := int(bounds[s]), int(bounds[s+1])
		clear(carry)
		for t := hi - 1; t >= lo; t-- {
			prev := zero
			if t > lo {
				prev = act.c[(t-1)*d:][:d]
			}
			step(t, prev, 0, half)
		}
		for t := lo; t < hi; t++ {
			prev := zero
			if t < hi-1 {
				prev = act.c[(t+1)*d:][:d]
			}
			step(t, prev, half, d)
		}
	}
}
