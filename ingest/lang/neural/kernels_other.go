//go:build !amd64

package neural

const vector = false

func dot32Vector(*int32, int, *uint8, int, *int8, int, int)      { panic("no vector kernels") }
func recur32Vector(*recurrence)                                  { panic("no vector kernels") }
func recurProject32Vector(*recurrence)                           { panic("no vector kernels") }
func sumRowsVector(*int16, *int8, *uint32, int, int)             { panic("no vector kernels") }
func affineVector(*float32, *int32, *float32, *float32, int)     { panic("no vector kernels") }
func rectifyVector(*uint8, *int32, *float32, *float32, int)      { panic("no vector kernels") }
func rectifySumVector(*uint8, *float32, *float32, *float32, int) { panic("no vector kernels") }
