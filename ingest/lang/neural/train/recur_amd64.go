package train

//go:noescape
func stepVector(s *stepState)

//go:noescape
func backVector(s *backState)
