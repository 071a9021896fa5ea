package neural

import "golang.org/x/sys/cpu"

// vector says whether the machine has what kernels_amd64.s is written in.
// Tests switch it off to compare.
var vector = cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512VNNI

//go:noescape
func dot32Vector(dst *int32, dstStep int, a *uint8, aStep int, b *int8, quads, blocks int)

//go:noescape
func recur32Vector(state *recurrence)

//go:noescape
func recurProject32Vector(state *recurrence)

//go:noescape
func sumRowsVector(dst *int16, table *int8, rows *uint32, n, width int)

//go:noescape
func affineVector(dst *float32, acc *int32, scale, bias *float32, n int)

//go:noescape
func rectifyVector(dst *uint8, acc *int32, scale, bias *float32, n int)

//go:noescape
func rectifySumVector(dst *uint8, a, b, c *float32, n int)
