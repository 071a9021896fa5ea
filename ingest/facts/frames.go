package facts

// Frames are the tables that extraction reads by.
type Frames struct{}
