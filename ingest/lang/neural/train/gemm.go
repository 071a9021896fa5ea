package train

// Matrix multiplication by tiles of 8 rows and 32 columns over packed panels
// (Goto & van de Geijn 2008, "Anatomy of high-performance matrix
// multiplication"). All matrices are row-major and flat.

const (
	tileRows = 8
	tileCols = 32
	blockK   = 256
	blockN   = 512
	blockM   = 96
)

// multiplier holds the packed panels of one worker.
type multiplier struct {
	a, b []float32
	edge [tileRows * tileCols]float32
}

// mul adds op(A)·op(B) to C, or sets C to it unless add is true. op(A) is m×k
// and op(B) is k×n; a transposed operand is stored as k×m (n×k).
func (g *multiplier) mul(c []float32, ldc int, a []float32, lda int, transA bool, b []float32, ldb int, transB bool, m, n, k int, add bool) {
	if !add {
		for i := range m {
			clear(c[i*ldc : i*ldc+n])
		}
	}
	if m == 0 || n == 0 || k == 0 {
		return
	}
	if g.a == nil {
		g.a = make([]float32, (blockM+tileRows)*blockK)
		g.b = make([]float32, (blockN+tileCols)*blockK)
	}
	for k0 := 0; k0 < k; k0 += blockK {
		kc := min(blockK, k-k0)
		for n0 := 0; n0 < n; n0 += blockN {
			nc := min(blockN, n-n0)
			g.packB(b, ldb, transB, k0, kc, n0, nc)
			for m0 := 0; m0 < m; m0 += blockM {
				mc := min(blockM, m-m0)
				g.packA(a, lda, transA, m0, mc, k0, kc)
				g.block(c, ldc, m0, mc, n0, nc, kc)
			}
		}
	}
}

func (g *multiplier) block(c []float32, ldc, m0, mc, n0, nc, kc int) {
	for j := 0; j < nc; j += tileCols {
		panelB := g.b[j*kc:]
		for i := 0; i < mc; i += tileRows {
			panelA := g.a[i*kc:]
			rows, cols := min(tileRows, mc-i), min(tileCols, nc-j)
			if rows == tileRows && cols == tileCols {
				tileKernel(kc, panelA, panelB, c[(m0+i)*ldc+n0+j:], ldc)
				continue
			}
			clear(g.edge[:])
			tileKernel(kc, panelA, panelB, g.edge[:], tileCols)
			for r := range rows {
				dst := c[(m0+i+r)*ldc+n0+j:]
				for q, v := range g.edge[r*tileCols : r*tileCols+cols] {
					dst[q] += v
				}
			}
		}
	}
}

// packA lays rows [m0, m0+mc) out in panels of tileRows, filled up with zeros.
func (g *multiplier) packA(a []float32, lda int, trans bool, m0, mc, k0, kc int) {
	for i := 0; i < mc; i += tileRows {
		dst := g.a[i*kc : i*kc+tileRows*kc]
		rows := min(tileRows, mc-i)
		if rows < tileRows {
			clear(dst)
		}
		if trans {
			for p := range kc {
				src := a[(k0+p)*lda+m0+i:]
				if rows == tileRows {
					*(*[tileRows]float32)(dst[p*tileRows:]) = *(*[tileRows]float32)(src)
					continue
				}
				copy(dst[p*tileRows:p*tileRows+rows], src[:rows])
			}
			continue
		}
		for r := range rows {
			src := a[(m0+i+r)*lda+k0:][:kc]
			for p, v := range src {
				dst[p*tileRows+r] = v
			}
		}
	}
}

func (g *multiplier) packB(b []float32, ldb int, trans bool, k0, kc, n0, nc int) {
	for j := 0; j < nc; j += tileCols {
		dst := g.b[j*kc : j*kc+tileCols*kc]
		cols := min(tileCols, nc-j)
		if cols < tileCols {
			clear(dst)
		}
		if !trans {
			for p := range kc {
				if cols == tileCols {
					*(*[tileCols]float32)(dst[p*tileCols:]) = *(*[tileCols]float32)(b[(k0+p)*ldb+n0+j:])
					continue
				}
				copy(dst[p*tileCols:p*tileCols+cols], b[(k0+p)*ldb+n0+j:][:cols])
			}
			continue
		}
		for q := range cols {
			src := b[(n0+j+q)*ldb+k0:][:kc]
			for p, v := range src {
				dst[p*tileCols+q] = v
			}
		}
	}
}

func tileGeneric(k int, a, b, c []float32, ldc int) {
	var sum [tileRows * tileCols]float32
	for p := range k {
		row := b[p*tileCols:][:tileCols]
		for r := range tileRows {
			x := a[p*tileRows+r]
			dst := sum[r*tileCols:][:tileCols]
			for q, v := range row {
				dst[q] += x * v
			}
		}
	}
	for r := range tileRows {
		dst := c[r*ldc:][:tileCols]
		for q := range tileCols {
			dst[q] += sum[r*tileCols+q]
		}
	}
}
