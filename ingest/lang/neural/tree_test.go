package neural

import (
	"math/rand/v2"
	"testing"
)

// bruteForce tries every assignment of heads.
func bruteForce(scores []int32, n int) int64 {
	heads := make([]int32, n)
	best := int64(-1 << 62)
	var try func(i int, sum int64)
	try = func(i int, sum int64) {
		if i == n {
			if isTree(heads) && sum > best {
				best = sum
			}
			return
		}
		for h := -1; h < n; h++ {
			if h == i {
				continue
			}
			heads[i] = int32(h)
			at := h
			if h < 0 {
				at = n
			}
			try(i+1, sum+int64(scores[i*(n+1)+at]))
		}
	}
	try(0, 0)
	return best
}

func isTree(heads []int32) bool {
	roots := 0
	for i := range heads {
		if heads[i] < 0 {
			roots++
		}
		at, steps := int32(i), 0
		for at >= 0 {
			at = heads[at]
			if steps++; steps > len(heads) {
				return false
			}
		}
	}
	return roots == 1
}

func TestBestTree(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var trees Trees
	for round := range 3000 {
		n := 1 + rng.IntN(5)
		scores := make([]int32, n*(n+1))
		for i := range scores {
			scores[i] = rng.Int32N(40) - 20
		}
		heads := make([]int32, n)
		trees.Best(scores, n+1, n, heads)
		if !isTree(heads) {
			t.Fatalf("round %d: %v is no tree", round, heads)
		}
		sum := int64(0)
		for i, h := range heads {
			if h < 0 {
				h = int32(n)
			}
			sum += int64(scores[i*(n+1)+int(h)])
		}
		if want := bruteForce(scores, n); sum != want {
			t.Fatalf("round %d: tree %v has score %d, the best %d", round, heads, sum, want)
		}
	}
}

func TestLargeTrees(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	var trees Trees
	for range 30 {
		n := 1 + rng.IntN(250)
		scores := make([]int32, n*(n+1))
		for i := range scores {
			scores[i] = rng.Int32N(100)
		}
		heads := make([]int32, n)
		trees.Best(scores, n+1, n, heads)
		if !isTree(heads) {
			t.Fatalf("no tree of %d words", n)
		}
	}
}
