package facts

// qualify decides status, time, place and sources of a candidate.
func qualify(g *graph, c *candidate) {}
