package explorer

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dossier/graph/quads"
	"dossier/graph/record"
	"dossier/ingest"
	"dossier/ingest/source"
	"dossier/queries"
	"dossier/queries/ask"
)

// sampleServer serves the sample articles.
func sampleServer(t *testing.T, opts Options) *Server {
	t.Helper()
	store, err := quads.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	stages, err := ingest.Stages(nil)
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := ingest.New(stages, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	articles := filepath.Join("..", "..", "testdata", "articles")
	if _, err := pipe.Run(t.Context(), source.Pages(t.Context(), []string{articles}, source.Options{}), &record.Keeper{Store: store}); err != nil {
		t.Fatal(err)
	}
	reader, err := ask.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	return NewServer(queries.New(store), reader, opts)
}

func get(t *testing.T, s http.Handler, target string, change func(*http.Request)) (int, string) {
	t.Helper()
	r := httptest.NewRequest("GET", "http://127.0.0.1:8765"+target, nil)
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(body)
}

func TestAPI(t *testing.T) {
	s := sampleServer(t, Options{})
	for _, c := range []struct {
		target string
		code   int
		want   string
	}{
		{"/api/stats", 200, `"articles":17`},
		{"/api/complete?q=bur", 200, `"name":"William Burns"`},
		{"/api/complete?q=", 200, `[]`},
		{"/api/card?id=person/william-burns", 200, `"relation":"traveled to"`},
		{"/api/card?id=person/william-burns&limit=1", 200, `"total":{"acts":`},
		{"/api/card?id=person/william-burns&limit=0", 400, `limit is \"0\"`},
		{"/api/card?id=person/nobody", 404, `"error":`},
		{"/api/facts?subject=person/william-burns&relation=directs", 200, `"total":1`},
		{"/api/facts?relation=hugs", 400, `there is no relation \"hugs\"`},
		{"/api/facts?status=maybe", 400, `there is no status \"maybe\"`},
		{"/api/facts?since=soon", 400, `is no date`},
		{"/api/facts?min_confidence=2", 400, `want a number from 0 to 1`},
		{"/api/facts?limit=0", 400, `limit is \"0\"`},
		{"/api/graph?around=person/william-burns", 200, `"name":"Moscow"`},
		{"/api/graph?limit=20", 200, `"nodes":[`},
		{"/api/path?from=Burns&to=Putin", 200, `"answers":[`},
		{"/api/path?from=Burns&to=Burns", 400, `both names mean`},
		{"/api/path?from=Burns&to=Blorbo", 404, `nothing in the store is named`},
		{"/api/ask?q=" + url.QueryEscape("Who met Putin?"), 200, `facts where relation is meets and object is Vladimir Putin`},
		{"/api/ask?q=" + url.QueryEscape("Fnord?"), 400, `not understood`},
		{"/api/timeline?id=person/joe-biden", 200, `"relation":"meets"`},
		{"/api/relations", 200, `"Label":"directs"`},
		{"/api/formats", 200, `"graphml"`},
		{"/api/export?format=graphml&around=person/william-burns", 200, `<graphml`},
		{"/api/export?format=pcx", 400, `there is no export format`},
		{"/api/review", 200, `[]`},
		{"/api/openapi.json", 200, `"/api/ask"`},
		{"/", 200, `<title>dossier</title>`},
	} {
		if code, body := get(t, s, c.target, nil); code != c.code || !strings.Contains(body, c.want) {
			t.Errorf("GET %s: %d %.300s\nwant %d with %s", c.target, code, body, c.code, c.want)
		}
	}
}

// TestOpenAPI holds the description against the routes: every parameter that
// is described as required is.
func TestOpenAPI(t *testing.T) {
	s := sampleServer(t, Options{})
	_, body := get(t, s, "/api/openapi.json", nil)
	var doc struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			Parameters []struct {
				Name     string
				Required bool
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &doc); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, r := range s.routes() {
		if !slices.Contains(paths, r.path) {
			paths = append(paths, r.path)
		}
	}
	if len(doc.Paths) != len(paths) || doc.OpenAPI != "3.1.0" {
		t.Errorf("OpenAPI %s describes %d paths, there are %d", doc.OpenAPI, len(doc.Paths), len(paths))
	}
}

func TestGuards(t *testing.T) {
	s := sampleServer(t, Options{Token: "secret", Hosts: []string{"graph.example"}})
	for _, c := range []struct {
		what   string
		target string
		change func(*http.Request)
		code   int
	}{
		{"no token", "/api/stats", nil, 401},
		{"a wrong token", "/api/stats?token=guess", nil, 401},
		{"the token", "/api/stats?token=secret", nil, 200},
		{"the token as a bearer", "/api/stats", func(r *http.Request) { r.Header.Set("Authorization", "Bearer secret") }, 200},
		{"the token as a cookie", "/api/stats", func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "dossier", Value: "secret"}) }, 200},
		{"another host's name", "/api/stats?token=secret", func(r *http.Request) { r.Host = "evil.example" }, 403},
		{"an allowed host's name", "/api/stats?token=secret", func(r *http.Request) { r.Host = "graph.example:8765" }, 200},
		{"another origin", "/api/stats?token=secret", func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, 403},
		{"its own origin", "/api/stats?token=secret", func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:8765") }, 200},
	} {
		if code, body := get(t, s, c.target, c.change); code != c.code {
			t.Errorf("%s: %d %s, want %d", c.what, code, body, c.code)
		}
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest("POST", "http://127.0.0.1/api/review?token=secret&a=x&b=y&same=true", nil)
	s.ServeHTTP(w, r)
	if w.Code != 400 {
		t.Errorf("a decision without --write: %d %s", w.Code, w.Body)
	}
}

func TestCancelledRequest(t *testing.T) {
	s := sampleServer(t, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if code, body := get(t, s, "/api/facts", func(r *http.Request) { *r = *r.WithContext(ctx) }); code == 200 {
		t.Errorf("a cancelled request is answered: %.100s", body)
	}
}

// TestCardLimit asks for one of each and is told how many there are.
func TestCardLimit(t *testing.T) {
	s := sampleServer(t, Options{})
	var card struct {
		Acts, Articles []json.RawMessage
		Total          map[string]int
	}
	_, body := get(t, s, "/api/card?id=person/william-burns&limit=1", nil)
	if err := json.Unmarshal([]byte(body), &card); err != nil {
		t.Fatal(err)
	}
	if len(card.Acts) != 1 || len(card.Articles) != 1 || card.Total["acts"] < 2 || card.Total["articles"] != 1 {
		t.Errorf("%d acts, %d articles of %v, want one of several acts and the article", len(card.Acts), len(card.Articles), card.Total)
	}
}
