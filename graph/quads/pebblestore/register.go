package pebblestore

import "github.com/cayleygraph/cayley/graph"

// Type is the name under which the store is registered with Cayley.
const Type = "pebble"

// Register makes the store known to Cayley's registry as "pebble". Only
// programs that open stores by name need it.
func Register() {
	if graph.IsRegistered(Type) {
		return
	}
	graph.RegisterQuadStore(Type, graph.QuadStoreRegistration{
		NewFunc: func(dir string, _ graph.Options) (graph.QuadStore, error) {
			return Open(dir, Options{MustExist: true})
		},
		InitFunc: func(dir string, _ graph.Options) error {
			s, err := Open(dir, Options{})
			if err != nil {
				return err
			}
			return s.Close()
		},
		IsPersistent: true,
	})
}
