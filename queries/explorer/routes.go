package explorer

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"dossier/graph"
	"dossier/graph/ontology"
	"dossier/queries"
	"dossier/queries/ask"
)

// param is one query parameter of a route.
type param struct {
	name, what string
	required   bool
}

// route is one address of the API.
type route struct {
	method, path, what string
	params             []param
	handle             func(*http.Request) (any, error)
}

var (
	idParam   = param{"id", "IRI of an entity, fact or article", true}
	factLimit = []param{
		{"relation", "only these relations (repeat)", false},
		{"status", "only these statuses (repeat): happened, planned, possible, denied", false},
		{"since", "ISO date", false}, {"until", "ISO date", false},
		{"min_confidence", "0 to 1", false}, {"open", "true for open relations too", false},
	}
)

func with(ps []param, more ...param) []param { return append(slices.Clone(more), ps...) }

// routes lists the API; openAPI describes it from this list.
func (s *Server) routes() []route {
	return []route{
		{"GET", "/api/stats", "what the store holds, counted", nil, s.stats},
		{"GET", "/api/relations", "the vocabulary", nil, func(*http.Request) (any, error) { return ontology.Relations(), nil }},
		{"GET", "/api/formats", "the export formats", nil, formats},
		{"GET", "/api/complete", "entities whose names fit what is typed", []param{{"q", "the beginning of a word of a name", true}}, s.complete},
		{"GET", "/api/card", "what is known of an entity; total counts all roles, acts and articles", with(factLimit, idParam, param{"limit", "at most so many roles, acts and articles, 1000 each if not given", false}), s.card},
		{"GET", "/api/facts", "facts, the same fact of several articles once", with(factLimit, param{"subject", "IRI", false}, param{"object", "IRI", false}, param{"about", "IRI of either end", false}, param{"limit", "at most so many, 200 if not given", false}), s.facts},
		{"GET", "/api/graph", "a part of the graph as nodes and edges; leftOut counts the entities that did not fit, partRead names those of which not all facts were read, sampled tells that the most connected are those of some facts alone", with(factLimit, param{"around", "IRI (repeat); without it the most connected", false}, param{"depth", "facts away, 1 if not given", false}, param{"limit", "at most so many nodes, 80 if not given", false}), s.part},
		{"GET", "/api/timeline", "what happened, in order of time", with(factLimit, param{"id", "IRI of an entity", false}), s.timeline},
		{"GET", "/api/path", "how two are connected", with(factLimit, param{"from", "IRI or name", true}, param{"to", "IRI or name", true}), s.path},
		{"GET", "/api/ask", "a question in English", []param{{"q", "the question", true}}, s.ask},
		{"GET", "/api/fact", "a fact with the article that states it", []param{idParam}, s.fact},
		{"GET", "/api/review", "pairs of entities that may be one", nil, s.review},
		{"POST", "/api/review", "decide that two entities are one, or are not", []param{{"a", "IRI", true}, {"b", "IRI", true}, {"same", "true or false", true}}, s.decide},
	}
}

func (s *Server) stats(r *http.Request) (any, error) {
	st, err := s.graph.Stats(r.Context())
	if err != nil {
		return nil, err
	}
	return map[string]any{"stats": st, "write": s.opts.Write && s.opts.Reviewer != nil}, nil
}

func (s *Server) complete(r *http.Request) (any, error) {
	return s.graph.Suggest(r.Context(), r.FormValue("q"), 12)
}

func (s *Server) card(r *http.Request) (any, error) {
	f, err := filter(r)
	if err != nil {
		return nil, err
	}
	limit, err := number(r, "limit", 1000, 1_000_000)
	if err != nil {
		return nil, err
	}
	card, err := s.graph.Card(r.Context(), graph.IRI(r.FormValue("id")), f)
	if err != nil {
		return nil, err
	}
	total := map[string]int{"roles": len(card.Roles), "acts": len(card.Acts), "articles": len(card.Articles)}
	card.Roles = card.Roles[:min(limit, len(card.Roles))]
	card.Acts = card.Acts[:min(limit, len(card.Acts))]
	card.Articles = card.Articles[:min(limit, len(card.Articles))]
	return struct {
		queries.Card
		Total map[string]int `json:"total"`
	}{card, total}, nil
}

func (s *Server) facts(r *http.Request) (any, error) {
	f, err := filter(r)
	if err != nil {
		return nil, err
	}
	f.Subject, f.Object, f.Any = graph.IRI(r.FormValue("subject")), graph.IRI(r.FormValue("object")), graph.IRI(r.FormValue("about"))
	limit, err := number(r, "limit", 200, 10000)
	if err != nil {
		return nil, err
	}
	answers, err := s.graph.Answers(r.Context(), f)
	if err != nil {
		return nil, err
	}
	return map[string]any{"total": len(answers), "facts": answers[:min(limit, len(answers))]}, nil
}

func (s *Server) timeline(r *http.Request) (any, error) {
	f, err := filter(r)
	if err != nil {
		return nil, err
	}
	return s.graph.Timeline(r.Context(), graph.IRI(r.FormValue("id")), f)
}

func (s *Server) path(r *http.Request) (any, error) {
	f, err := filter(r)
	if err != nil {
		return nil, err
	}
	var ends [2]graph.Entity
	for i, name := range []string{"from", "to"} {
		if ends[i], err = s.graph.One(r.Context(), r.FormValue(name)); err != nil {
			return nil, err
		}
	}
	if ends[0].IRI == ends[1].IRI {
		return nil, badf("both names mean %s", ends[0].Name)
	}
	return s.graph.Paths(r.Context(), ends[0].IRI, ends[1].IRI, queries.PathOptions{Facts: f, Limit: 5})
}

func (s *Server) ask(r *http.Request) (any, error) {
	u, err := s.reader.Understand(r.Context(), s.graph, r.FormValue("q"))
	if err != nil {
		return nil, err
	}
	result, err := ask.Answer(r.Context(), s.graph, u)
	if err != nil {
		return nil, err
	}
	return map[string]any{"understood": u.String(), "kind": u.Kind.String(), "result": result}, nil
}

func (s *Server) fact(r *http.Request) (any, error) {
	f, err := s.graph.Fact(r.Context(), graph.IRI(r.FormValue("id")))
	if err != nil {
		return nil, err
	}
	art, err := s.graph.Article(r.Context(), f.Article)
	if err != nil {
		return nil, err
	}
	answers, err := s.graph.Combine(r.Context(), []graph.Fact{f})
	if err != nil {
		return nil, err
	}
	return map[string]any{"fact": answers[0], "article": art}, nil
}

func (s *Server) review(r *http.Request) (any, error) {
	if s.opts.Reviewer == nil {
		return []Pending{}, nil
	}
	return s.opts.Reviewer.Pending(r.Context(), 50)
}

func (s *Server) decide(r *http.Request) (any, error) {
	if s.opts.Reviewer == nil || !s.opts.Write {
		return nil, badf("this server only reads; start it with --write to decide")
	}
	same, err := strconv.ParseBool(r.FormValue("same"))
	if err != nil {
		return nil, badf("same is %q, want true or false", r.FormValue("same"))
	}
	if err := s.opts.Reviewer.Decide(r.Context(), graph.IRI(r.FormValue("a")), graph.IRI(r.FormValue("b")), same); err != nil {
		return nil, err
	}
	s.graph.Forget()
	return map[string]bool{"done": true}, nil
}

// filter reads the limits that all routes of facts share.
func filter(r *http.Request) (graph.FactFilter, error) {
	if err := r.ParseForm(); err != nil {
		return graph.FactFilter{}, badf("%s", err)
	}
	f := graph.FactFilter{Since: r.FormValue("since"), Until: r.FormValue("until"), Open: r.FormValue("open") == "true"}
	for _, rel := range r.Form["relation"] {
		if _, known := ontology.Lookup(rel); !known {
			return f, badf("there is no relation %q", rel)
		}
		f.Relations = append(f.Relations, rel)
	}
	for _, st := range r.Form["status"] {
		if !slices.Contains([]string{graph.Happened, graph.Planned, graph.Possible, graph.Denied}, st) {
			return f, badf("there is no status %q", st)
		}
		f.Statuses = append(f.Statuses, st)
	}
	for _, d := range []string{f.Since, f.Until} {
		if d == "" {
			continue
		}
		if _, err := graph.ParseInterval(d); err != nil {
			return f, badf("%s", err)
		}
	}
	if c := r.FormValue("min_confidence"); c != "" {
		v, err := strconv.ParseFloat(c, 64)
		if err != nil || v < 0 || v > 1 {
			return f, badf("min_confidence is %q, want a number from 0 to 1", c)
		}
		f.MinConfidence = v
	}
	return f, nil
}

func number(r *http.Request, name string, otherwise, most int) (int, error) {
	given := r.FormValue(name)
	if given == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < 1 || n > most {
		return 0, badf("%s is %q, want a number from 1 to %d", name, given, most)
	}
	return n, nil
}

// node and edge are what the canvas draws.
type node struct {
	ID   graph.IRI `json:"id"`
	Name string    `json:"name"`
	Type string    `json:"type"`
	More int       `json:"more"` // neighbours to which no edge of this part leads, counted among some of its facts
}

type edge struct {
	ID         string    `json:"id"`
	Source     graph.IRI `json:"source"`
	Target     graph.IRI `json:"target"`
	Relation   string    `json:"relation"`
	Status     string    `json:"status"`
	Time       string    `json:"time,omitempty"`
	Confidence float64   `json:"confidence"`
	Articles   int       `json:"articles"`
	Symmetric  bool      `json:"symmetric,omitempty"`
	Fact       graph.IRI `json:"fact"` // one that states it
}

// part returns nodes and edges around entities, or the most connected ones.
func (s *Server) part(r *http.Request) (any, error) {
	f, err := filter(r)
	if err != nil {
		return nil, err
	}
	depth, err := number(r, "depth", 1, 4)
	if err != nil {
		return nil, err
	}
	limit, err := number(r, "limit", 80, 2000)
	if err != nil {
		return nil, err
	}
	var around []graph.IRI
	for _, id := range r.Form["around"] {
		e, err := s.graph.Entity(r.Context(), graph.IRI(id))
		if err != nil {
			return nil, err
		}
		around = append(around, e.IRI)
	}
	v, err := s.graph.Vicinity(r.Context(), around, f, depth, limit)
	if err != nil {
		return nil, err
	}
	nodes, edges := []node{}, []edge{}
	names := map[graph.IRI]graph.Entity{}
	for _, a := range v.Answers {
		names[a.Subject.IRI], names[a.Object.IRI] = a.Subject, a.Object
		rel, _ := ontology.Lookup(a.Relation)
		edges = append(edges, edge{ID: strings.Join([]string{string(a.Subject.IRI), a.Relation, string(a.Object.IRI), a.Status, a.Time}, "|"),
			Source: a.Subject.IRI, Target: a.Object.IRI, Relation: a.Relation, Status: a.Status, Time: cmp.Or(a.Time, ""),
			Confidence: a.Confidence, Articles: a.Articles, Symmetric: rel.Symmetric, Fact: a.Proofs[0].IRI})
	}
	// The given ones are shown without any fact too, hubs are named.
	partRead := []string{}
	for i, id := range slices.Concat(around, v.PartRead) {
		e, err := s.graph.Entity(r.Context(), id)
		if err != nil {
			return nil, err
		}
		if i < len(around) {
			names[id] = e
		} else {
			partRead = append(partRead, e.Name)
		}
	}
	for id, e := range names {
		nodes = append(nodes, node{id, e.Name, e.Type, v.Beyond[id]})
	}
	slices.SortFunc(nodes, func(a, b node) int { return cmp.Compare(a.ID, b.ID) })
	return map[string]any{"nodes": nodes, "edges": edges, "leftOut": v.LeftOut, "partRead": partRead, "sampled": v.Sampled}, nil
}
