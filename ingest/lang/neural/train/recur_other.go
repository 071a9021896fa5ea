//go:build !amd64

package train

const useVector = false

func stepVector(*stepState) { panic("no vector kernels") }
func backVector(*backState) { panic("no vector kernels") }
