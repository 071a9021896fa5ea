package explorer

import (
	"encoding/json"
	"net/http"
	"strings"
)

// openAPI describes the API by OpenAPI 3.1, from the list of routes.
func (s *Server) openAPI(w http.ResponseWriter, _ *http.Request) {
	paths := map[string]map[string]any{}
	for _, r := range s.routes() {
		params := []map[string]any{}
		for _, p := range r.params {
			params = append(params, map[string]any{"name": p.name, "in": "query", "required": p.required, "description": p.what, "schema": map[string]any{"type": "string"}})
		}
		if paths[r.path] == nil {
			paths[r.path] = map[string]any{}
		}
		paths[r.path][strings.ToLower(r.method)] = map[string]any{
			"summary": r.what, "parameters": params,
			"responses": map[string]any{
				"200":     map[string]any{"description": "the answer", "content": map[string]any{"application/json": map[string]any{}}},
				"default": map[string]any{"description": "what is wrong, as {\"error\": …}", "content": map[string]any{"application/json": map[string]any{}}},
			},
		}
	}
	w.Header().Set("Content-Type", "application/json")
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	_ = enc.Encode(map[string]any{ // the connection may be gone
		"openapi": "3.1.0",
		"info":    map[string]any{"title": "dossier explorer", "version": "1"},
		"paths":   paths,
	})
}
