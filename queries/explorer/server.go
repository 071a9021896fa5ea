package explorer

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"dossier/graph"
	"dossier/queries"
	"dossier/queries/ask"
)

//go:embed page
var pageFiles embed.FS

// Options say how the explorer is served.
type Options struct {
	// Token must be given with every request (as ?token=, which sets a cookie,
	// or as a bearer token) when it is not empty.
	Token string
	// Hosts are the values of the Host header that are answered, besides those
	// of the loopback interface: a page of another site cannot reach the API by
	// pointing its own name here (DNS rebinding).
	Hosts []string
	// Reviewer answers /api/review and takes decisions; nil when there is none.
	Reviewer Reviewer
	// Write lets the page take decisions.
	Write bool
}

// Reviewer lists the merges that need a person, and takes what was decided.
type Reviewer interface {
	Pending(ctx context.Context, limit int) ([]Pending, error)
	Decide(ctx context.Context, a, b graph.IRI, same bool) error
}

// Pending is a pair of entities that may be one.
type Pending struct {
	A       graph.Entity `json:"a"`
	B       graph.Entity `json:"b"`
	Score   float64      `json:"score"`
	Reasons []string     `json:"reasons"`
}

// NewToken returns a random token for [Options].
func NewToken() (string, error) {
	var b [16]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", fmt.Errorf("make a token: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}

// Server answers the page and its API. It is safe for concurrent use.
type Server struct {
	graph  *queries.Graph
	reader *ask.Reader
	opts   Options
	mux    *http.ServeMux
}

// NewServer returns a handler over a graph.
func NewServer(g *queries.Graph, reader *ask.Reader, opts Options) *Server {
	s := &Server{graph: g, reader: reader, opts: opts, mux: http.NewServeMux()}
	for _, r := range s.routes() {
		s.mux.HandleFunc(r.method+" "+r.path, s.answer(r.handle))
	}
	s.mux.HandleFunc("GET /api/openapi.json", s.openAPI)
	s.mux.HandleFunc("GET /api/export", s.export)
	page, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic("explorer: " + err.Error()) // the directory is embedded
	}
	s.mux.Handle("GET /", http.FileServerFS(page))
	return s
}

// ServeHTTP checks who asks before anything is answered.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'")
	if !s.hostAllowed(r.Host) {
		fail(w, http.StatusForbidden, fmt.Sprintf("this server does not answer for the host %q", r.Host))
		return
	}
	if origin := r.Header.Get("Origin"); origin != "" && !s.originAllowed(origin, r.Host) {
		fail(w, http.StatusForbidden, fmt.Sprintf("requests from the origin %q are not answered", origin))
		return
	}
	if !s.tokenGiven(w, r) {
		fail(w, http.StatusUnauthorized, "the token is missing or wrong; open the address that dossier serve printed")
		return
	}
	s.mux.ServeHTTP(w, r)
}

func (s *Server) hostAllowed(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	if name == "localhost" {
		return true
	}
	if ip := net.ParseIP(name); ip != nil && ip.IsLoopback() {
		return true
	}
	return slices.Contains(s.opts.Hosts, name) || slices.Contains(s.opts.Hosts, host)
}

func (s *Server) originAllowed(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host == host
}

func (s *Server) tokenGiven(w http.ResponseWriter, r *http.Request) bool {
	if s.opts.Token == "" {
		return true
	}
	given := r.URL.Query().Get("token")
	if given == "" {
		given = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	} else {
		http.SetCookie(w, &http.Cookie{Name: "dossier", Value: given, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	}
	if given == "" {
		if c, err := r.Cookie("dossier"); err == nil {
			given = c.Value
		}
	}
	return subtle.ConstantTimeCompare([]byte(given), []byte(s.opts.Token)) == 1
}

// badRequest is a mistake in a request's parameters.
type badRequest struct{ msg string }

func (e badRequest) Error() string { return e.msg }

func badf(format string, args ...any) error { return badRequest{fmt.Sprintf(format, args...)} }

// answer turns a function's result into JSON and its error into a status.
func (s *Server) answer(handle func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 30*time.Second)
		defer cancel()
		result, err := handle(r.WithContext(ctx))
		var (
			bad       badRequest
			ambiguous *queries.AmbiguousError
			unknown   *queries.UnknownNameError
			not       *ask.NotUnderstoodError
		)
		switch {
		case err == nil:
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			_ = enc.Encode(result) // the connection may be gone; nobody is left to tell
		case errors.As(err, &bad), errors.As(err, &not):
			fail(w, http.StatusBadRequest, err.Error())
		case errors.As(err, &ambiguous):
			failWith(w, http.StatusConflict, err.Error(), map[string]any{"candidates": ambiguous.Candidates})
		case errors.As(err, &unknown), errors.Is(err, graph.ErrNotFound):
			fail(w, http.StatusNotFound, err.Error())
		case errors.Is(err, context.DeadlineExceeded):
			fail(w, http.StatusServiceUnavailable, "the question took too long; ask for less")
		default:
			fail(w, http.StatusInternalServerError, err.Error())
		}
	}
}

func fail(w http.ResponseWriter, code int, msg string) { failWith(w, code, msg, nil) }

func failWith(w http.ResponseWriter, code int, msg string, more map[string]any) {
	body := map[string]any{"error": msg}
	for k, v := range more {
		body[k] = v
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body) // as above
}
