//go:build !amd64

package train

func tileKernel(k int, a, b, c []float32, ldc int) { tileGeneric(k, a, b, c, ldc) }
