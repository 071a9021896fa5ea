//go:build !amd64

package neural

func vectorOff(f func()) { f() }
