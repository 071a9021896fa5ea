package train

import (
	"math/rand/v2"
	"testing"
)

func naive(c, a []float32, transA bool, b []float32, transB bool, m, n, k int) {
	for i := range m {
		for j := range n {
			sum := float64(c[i*n+j])
			for p := range k {
				x, y := a[i*k+p], b[p*n+j]
				if transA {
					x = a[p*m+i]
				}
				if transB {
					y = b[j*k+p]
				}
				sum += float64(x) * float64(y)
			}
			c[i*n+j] = float32(sum)
		}
	}
}

func TestMultiply(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, size := range [][3]int{{1, 1, 1}, {8, 32, 5}, {17, 33, 300}, {100, 70, 3}, {97, 530, 257}} {
		m, n, k := size[0], size[1], size[2]
		for trans := range 4 {
			a, b := randoms(rng, m*k), randoms(rng, k*n)
			got, want := randoms(rng, m*n), make([]float32, m*n)
			copy(want, got)
			var g multiplier
			lda, ldb := k, n
			if trans&1 != 0 {
				lda = m
			}
			if trans&2 != 0 {
				ldb = k
			}
			g.mul(got, n, a, lda, trans&1 != 0, b, ldb, trans&2 != 0, m, n, k, true)
			naive(want, a, trans&1 != 0, b, trans&2 != 0, m, n, k)
			for i := range got {
				if d := got[i] - want[i]; d > 1e-3 || d < -1e-3 {
					t.Fatalf("%v trans %d: element %d is %v, want %v", size, trans, i, got[i], want[i])
				}
			}
		}
	}
}

func randoms(rng *rand.Rand, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = rng.Float32()*2 - 1
	}
	return v
}

func BenchmarkMultiply(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	m, n, k := 600, 960, 320
	x, w, y := randoms(rng, m*k), randoms(rng, k*n), make([]float32, m*n)
	var g multiplier
	for b.Loop() {
		g.mul(y, n, x, k, false, w, n, false, m, n, k, false)
	}
	b.ReportMetric(float64(b.N)*float64(m*n*k)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}
