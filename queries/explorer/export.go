package explorer

import (
	"net/http"

	"dossier/graph"
	"dossier/graph/export"
	"dossier/queries"
)

func formats(*http.Request) (any, error) {
	all := []map[string]string{}
	for _, f := range export.Formats() {
		all = append(all, map[string]string{"name": f.Name, "what": f.What, "ext": f.Ext})
	}
	return all, nil
}

// export writes a part of the graph in one of the export formats.
func (s *Server) export(w http.ResponseWriter, r *http.Request) {
	f, err := filter(r)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	format, err := export.Lookup(r.FormValue("format"))
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	depth, err := number(r, "depth", 1, 4)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	o := queries.PartOptions{Facts: f, Depth: depth}
	for _, id := range r.Form["around"] {
		o.Around = append(o.Around, graph.IRI(id))
	}
	part, err := s.graph.Part(r.Context(), o)
	if err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	part.Legend = true
	w.Header().Set("Content-Disposition", `attachment; filename="dossier`+format.Ext+`"`)
	if err := format.Write(r.Context(), w, part); err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
	}
}
