//go:build !amd64

package neural

func others(func(set string)) {}
