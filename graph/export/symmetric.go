package export

import "dossier/graph/ontology"

// symmetric tells which relations have no direction.
var symmetric = func() map[string]bool {
	m := map[string]bool{}
	for _, r := range ontology.Relations() {
		m[r.Label] = r.Symmetric
	}
	return m
}()
