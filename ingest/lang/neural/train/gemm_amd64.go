package train

import "golang.org/x/sys/cpu"

var useVector = cpu.X86.HasAVX512F && cpu.X86.HasAVX512VL

//go:noescape
func kernel8x32(k int, a, b, c *float32, ldc int)

func tileKernel(k int, a, b, c []float32, ldc int) {
	if useVector {
		kernel8x32(k, &a[0], &b[0], &c[0], ldc)
		return
	}
	tileGeneric(k, a, b, c, ldc)
}
