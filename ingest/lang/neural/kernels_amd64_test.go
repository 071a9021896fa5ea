package neural

func vectorOff(f func()) {
	old := vector
	vector = false
	defer func() { vector = old }()
	f()
}
